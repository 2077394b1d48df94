import Basics
import Enforcement
import EnforcementLaw
import Testing

@testable import Import

/// An application is judged alike, whichever way it comes.
@Suite struct SameRulesTests {
  /// What a form or the API says to this application: each field with its code and articles.
  private func form(_ change: (inout DocketCase) -> Void) throws -> [String] {
    var docket = try #require(Sheet.good().read().accepted.first?.docket)
    change(&docket)
    var input = Input(docket.application, today: today)
    _ = Application(&input)
    return input.faults.map { ([$0.field, $0.code] + $0.citations).joined(separator: " ") }
  }

  @Test func `What the docket takes the form takes, and what one refuses the other refuses with field and article`() throws {
    #expect(try form { _ in }.isEmpty)
    let acceptance = Acceptance.article.text
    #expect(try form { $0.instrument.lastPerformanceDay = Day(2026, 2, 27) } == ["lastPerformanceDay periodRuns \(acceptance)"])
    #expect(try form { $0.instrument.lastPerformanceDay = Day(2026, 2, 26) }.isEmpty)
    #expect(
      try form {
        $0.type = .preservation
        $0.instrument.lastPerformanceDay = Day(2026, 5, 1)
      }.isEmpty)
    #expect(try form { $0.parties[1].document = $0.parties[0].document } == ["parties[1].idNumber bothSides \(acceptance)"])
    #expect(try form { $0.parties.append($0.parties[1]) } == ["parties[2].idNumber samePerson"])
    #expect(try form { $0.parties.remove(at: 1) } == ["parties noDebtor \(acceptance)"])
    let child = DocketParty.IdentityDocument(kind: .residentID, number: resident("2015-01-01"))
    #expect(try form { $0.parties[0].document = child } == ["parties[0].agent noGuardian 《民事诉讼法》（2023）第60条"])
    #expect(
      try form {
        $0.parties[0].document = child
        $0.parties[0].agent = DocketParty.Agent(name: "林知行", phone: "")
      }.isEmpty)
    let working = DocketParty.IdentityDocument(kind: .residentID, number: resident("2009-03-02"))
    #expect(try form { $0.parties[0].document = working }.isEmpty, "who may live of his own work is a question, not a fault")
    #expect(
      try form { $0.parties[1].representative = "林知行" } == [
        "parties[1].legalRepresentative noRepresentative 《民事诉讼法》（2023）第51条"
      ])
    #expect(try form { $0.receivedOn = today + 1 } == ["receivedOn receivedInFuture"])
  }

  @Test func `An applicant shows who he is and a court's paper has a case number, whichever way they come`() throws {
    func docket(_ change: (inout Sheet) -> Void) throws -> Bool {
      var sheet = Sheet.good()
      change(&sheet)
      return try sheet.read().accepted.count == 1
    }
    let proof = Acceptance.proofOfIdentity.text
    #expect(try form { $0.parties[0].document = nil } == ["parties[0].idNumber noDocument \(proof)"])
    #expect(try !docket { $0.rows[0]["证件号码"] = "" })
    #expect(try form { $0.parties[1].document = nil }.isEmpty, "a debtor may be known by name only")
    #expect(try docket { $0.rows[1]["证件号码"] = "" })
    let numbers: [(text: String, isCase: Bool)] = [
      ("(2025)浙1004民初88号", true), ("（２０２５）浙1004民初８８号", true), ("(2025) 浙1004民初88号之一", true), ("(2013)路执民字第12号", true),
      ("x", false), ("台仲裁字〔2025〕第88号", false), ("2025浙1004民初88号", false), ("(2025)浙1004民初088号", false), ("88", false),
      ("(2025)浙1004民初88", false), ("(2026)浙1004民初88号", false),
    ]
    for (text, isCase) in numbers {
      #expect(try form { $0.instrument.number = text }.isEmpty == isCase, "\(text)")
      #expect(try docket { $0.rows[0]["执行依据文号"] = text } == isCase, "\(text)")
      guard text != "x" else { continue }
      for (kind, word) in [(Instrument.Kind.award, "仲裁裁决书"), (.notarial, "公证债权文书")] {
        let asked = try form {
          $0.instrument.number = text
          $0.instrument.kind = kind
        }
        #expect(asked.isEmpty, "\(word) \(text): \(asked)")
        #expect(
          try docket {
            $0.rows[0]["执行依据文号"] = text
            $0.rows[0]["文书种类"] = word
          }, "\(word) \(text)")
      }
    }
    #expect(try form { $0.instrument.number = "x" }.count == 1, "one fault, at the field")
    #expect(try form { $0.instrument.number = "(2026)浙1004民初88号" } == ["instrumentDate beforeItsNumber"])
    var input = Input(
      try #require(Sheet.good().with(0, "执行依据文号", "（２０２５）浙1004民初８８号").read().accepted.first?.docket).application, today: today)
    #expect(
      Application(&input).instrument.number == "(2025)浙1004民初88号", "one spelling is kept, so that the same paper is found again")
  }

  @Test func `Documents go with the kind of party, and what belongs together is given together`() throws {
    let person = resident("1985-02-03")
    #expect(
      try form {
        $0.parties[0].kind = .enterprise
        $0.parties[0].document = DocketParty.IdentityDocument(kind: .residentID, number: person)
      }.contains("parties[0].idKind otherDocument"))
    #expect(
      try form { $0.parties[0].document = DocketParty.IdentityDocument(kind: .other, number: "A-1") } == [
        "parties[0].idNumber notADocument"
      ])
    #expect(try form { $0.parties[0].document = DocketParty.IdentityDocument(kind: .other, number: "军 1234567") } != [])
    #expect(try form { $0.parties[0].document = DocketParty.IdentityDocument(kind: .other, number: "JUN1234567") }.isEmpty)
    #expect(try form { $0.parties[0].agent = DocketParty.Agent(name: "", phone: "15400000009") } == ["parties[0].agent required"])
    #expect(
      try form { $0.parties[0].payee = DocketParty.Payee(account: "", bank: "示例银行") } == ["parties[0].payeeAccount required"])
    #expect(
      try form { $0.parties[0].agent = DocketParty.Agent(name: "林知行2", phone: "") } == ["parties[0].agent notAName"])
    #expect(try form { $0.earlierCase = "(2022)浙1004执12号" } == ["earlierCase notAResumption"])
    #expect(
      try form {
        $0.type = .resumed
        $0.earlierCase = "(2022)浙1004民初12号"
      } == ["earlierCase notEnforcement"])
  }
}
