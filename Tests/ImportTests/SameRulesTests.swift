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
}
