import Basics
import Casework
import Enforcement
import TestSupport
import Testing

@Suite("Around an application")
struct IntakeTests {
  private static let day = Day(2024, 4, 26) ?? .earliest

  private struct Desk {
    let court: RuleCourt
    let clerk: Actor
    let judge: Actor
    let officer: Actor

    init() async throws {
      court = try RuleCourt(at: Instant(IntakeTests.day, hour: 9))
      officer = try await court.staff("执行甲", [.officer])
      _ = try await court.staff("法官甲", [.judge])
      clerk = try await court.staff("立案甲", [.filingClerk])
      judge = try await court.staff("立案乙", [.filingJudge])
    }

    func applies(_ number: Int = 1, instrument: String = "(2024)浙1099民初9号", claim: String = "principal") async throws -> ID<
      CaseFile
    > {
      let fields: [String: InputValue] = [
        "instrumentNumber": .text(instrument), "instrumentCourt": "临江市人民法院", "instrumentKind": "judgment",
        "instrumentDate": "2024-01-08", "lastPerformanceDay": "2024-03-08",
        "parties": .list([
          .object([
            "role": "applicant", "kind": "natural", "name": .text("申请\(number)"),
            "idNumber": .text(MadeUp.residentID("申请\(number)")),
          ]),
          .object(["role": "debtor", "kind": "natural", "name": .text("被执行人\(number)")]),
        ]), "claims": .list([.object(["kind": .text(claim), "amount": "1000"])]),
      ]
      let received = try await court.attempt("filing.submit", fields, by: clerk).events.compactMap { $0 as? ApplicationReceived }
      return try #require(received.first).caseID
    }
    func does(_ command: String, _ id: ID<CaseFile>, _ fields: [String: InputValue] = [:], by actor: Actor) async throws
      -> String?
    {
      var fields = fields
      fields["case"] = "\(id)"
      return try await court.attempt(command, fields, by: actor).code
    }
    func file(_ id: ID<CaseFile>) async throws -> CaseFile { try await court.look(at: id).caseFile(id) }
    func due(_ id: ID<CaseFile>, _ node: String) async throws -> Day? {
      try await file(id).process.open.values.first { $0.key == node }?.due?.day
    }
  }

  @Test("What is missing is asked for once; the seven days for deciding begin anew when it has come in")
  func supplement() async throws {
    let desk = try await Desk()
    let id = try await desk.applies()
    #expect(try await desk.due(id, "decideAcceptance") == Day(2024, 5, 6), "7 days and a holiday (R1.6)")
    let asked: [String: InputValue] = ["missing": .list(["effectiveness", "identity"]), "text": "请提交生效证明和身份证复印件。"]
    #expect(try await desk.does("filing.requestSupplement", id, asked, by: desk.officer) == "notYourRole")
    #expect(try await desk.does("filing.requestSupplement", id, asked, by: desk.clerk) == nil)
    #expect(try await desk.does("filing.requestSupplement", id, asked, by: desk.clerk) == "supplementOnce")
    #expect(try await desk.does("filing.file", id, by: desk.judge) == "supplementOpen")
    #expect(try await desk.due(id, "supplementOnce") == Day(2024, 5, 6))
    #expect(try await desk.due(id, "decideAcceptance") == nil, "the court does not run out of time while it waits")
    try await desk.court.advance(to: Instant(Day(2024, 4, 30) ?? .earliest, hour: 10))
    #expect(try await desk.does("filing.completeApplication", id, ["on": "2024-05-02"], by: desk.clerk) == "completedWhen")
    #expect(try await desk.does("filing.completeApplication", id, by: desk.clerk) == nil)
    #expect(try await desk.due(id, "decideAcceptance") == Day(2024, 5, 7))
    #expect(try await desk.does("filing.completeApplication", id, by: desk.clerk) == "nothingMissing")
    #expect(try await desk.does("filing.file", id, by: desk.judge) == nil)
  }

  @Test("The time for missing papers goes by: the judge decides on what there is")
  func expiry() async throws {
    let desk = try await Desk()
    let id = try await desk.applies()
    _ = try await desk.does(
      "filing.requestSupplement", id, ["missing": .list(["instrument"]), "text": "请提交判决书。"], by: desk.clerk)
    try await desk.court.advance(to: Instant(Day(2024, 5, 7) ?? .earliest, hour: 9))
    let file = try await desk.file(id)
    #expect(file.intake.supplement?.outcome == .expired && !file.process.isOpen("supplementOnce"))
    #expect(try await desk.due(id, "decideAcceptance") == Day(2024, 5, 13), "seven days from the last day of the time given")
    let refusal: [String: InputValue] = ["missing": .list(["effectiveInstrument"]), "reason": "未提交生效法律文书。"]
    #expect(try await desk.does("filing.refuse", id, refusal, by: desk.judge) == nil)
    #expect(try await desk.does("filing.completeApplication", id, by: desk.clerk) == "applicationRefused")
  }

  @Test("A receipt is given once; the file is sent and signed for within three days of filing (N3)")
  func receiptAndFile() async throws {
    let desk = try await Desk()
    let id = try await desk.applies()
    #expect(try await desk.file(id).process.isOpen("receiveApplication"))
    let papers: [String: InputValue] = ["papers": .list(["application", "instrument"]), "note": "申请人本人递交"]
    #expect(try await desk.does("filing.issueReceipt", id, papers, by: desk.clerk) == nil)
    #expect(try await desk.does("filing.issueReceipt", id, papers, by: desk.clerk) == "receiptGiven")
    #expect(try await !desk.file(id).process.isOpen("receiveApplication"))
    #expect(try await desk.does("filing.transferFile", id, ["volumes": "1"], by: desk.clerk) == "notFiled")
    #expect(try await desk.does("filing.file", id, by: desk.judge) == nil)
    #expect(try await desk.due(id, "transferFile") == Day(2024, 4, 29))
    #expect(try await desk.does("filing.receiveFile", id, ["volumes": "1"], by: desk.officer) == "fileNotSent")
    #expect(try await desk.does("filing.transferFile", id, ["volumes": "1"], by: desk.clerk) == nil)
    #expect(try await desk.file(id).process.isOpen("transferFile"), "sent is not received")
    #expect(try await desk.does("filing.receiveFile", id, ["volumes": "1"], by: desk.officer) == nil)
    #expect(try await !desk.file(id).process.isOpen("transferFile"))
    #expect(try await desk.does("filing.receiveFile", id, ["volumes": "1"], by: desk.officer) == "fileHere")
  }

  @Test("A second case on the same instrument is noticed when it is filed, and somebody says what it is")
  func related() async throws {
    let desk = try await Desk()
    let first = try await desk.applies(1)
    _ = try await desk.does("filing.file", first, by: desk.judge)
    #expect(try await !desk.file(first).process.isOpen("checkRelatedCases"), "nothing to check")
    let second = try await desk.applies(2)
    _ = try await desk.does("filing.file", second, by: desk.judge)
    let number = try await desk.file(first).number
    #expect(try await desk.file(second).filing.related == [number])
    #expect(try await desk.file(second).process.isOpen("checkRelatedCases"))
    let none: [String: InputValue] = ["finding": "duplicate", "numbers": "(2024)浙1099执77号"]
    #expect(try await desk.does("filing.recordRelated", second, none, by: desk.clerk) == "noCaseOfNumber")
    let own: [String: InputValue] = ["finding": "related", "numbers": .text(try await desk.file(second).number)]
    #expect(try await desk.does("filing.recordRelated", second, own, by: desk.clerk) == "relatedToItself")
    #expect(
      try await desk.does("filing.recordRelated", second, ["finding": "none", "numbers": .text(number)], by: desk.clerk)
        == "notNone")
    let found: [String: InputValue] = ["finding": "related", "numbers": .text("\(number)\n(2023)浙10执5号"), "note": "同一调解书的另一债权人"]
    #expect(try await desk.does("filing.recordRelated", second, found, by: desk.clerk) == nil)
    #expect(try await desk.file(second).filing.related == [number, "(2023)浙10执5号"])
    #expect(try await !desk.file(second).process.isOpen("checkRelatedCases"))
  }

  @Test("Measures of the trial go on in enforcement with rank and last day, and their ends are watched (R3.1)")
  func preservation() async throws {
    let desk = try await Desk()
    let id = try await desk.applies()
    #expect(try await desk.does("filing.tellPreservation", id, ["number": "(2024)浙1099财保3号"], by: desk.clerk) == nil)
    _ = try await desk.does("filing.file", id, by: desk.judge)
    #expect(try await desk.file(id).process.isOpen("linkPreservation"))
    let debtor = try #require(try await desk.file(id).debtors.first).person
    func measure(_ identity: String, from: String = "2023-11-01", until: String, rank: String = "1") -> [String: InputValue] {
      [
        "number": "(2023)浙1099财保3号",
        "measures": .list([
          .object([
            "debtor": "\(debtor)", "unit": "bankA", "kind": "deposit", "identity": .text(identity), "value": "1000",
            "rank": .text(rank),
            "from": .text(from), "until": .text(until),
          ])
        ]),
      ]
    }
    let lapsed = measure("9999000000000001", from: "2023-01-01", until: "2024-01-01")
    #expect(try await desk.does("filing.convertPreservation", id, lapsed, by: desk.clerk) == "preservationLapsed")
    let later = measure("9999000000000001", from: "2024-05-01", until: "2025-01-01")
    #expect(try await desk.does("filing.convertPreservation", id, later, by: desk.clerk) == "preservationLater")
    let held = measure("9999000000000001", until: "2024-10-31")
    #expect(try await desk.does("filing.convertPreservation", id, held, by: desk.clerk) == nil)
    let file = try await desk.file(id)
    let state = try #require(file.seizure.live.first)
    #expect(state.status == .effective && state.until == Day(2024, 10, 31) && state.amount == .yuan(1000))
    #expect(!file.process.isOpen("linkPreservation"))
    #expect(try await desk.due(id, "renewMeasure") == Day(2024, 10, 31))
    #expect(try await desk.does("filing.convertPreservation", id, held, by: desk.clerk) == "preservedAlready")
  }

  @Test(
    "Wages, support and injury make a case one of livelihood by themselves; anything else is marked with a reason and taken off again"
  )
  func livelihood() async throws {
    let desk = try await Desk()
    for (kind, ground) in [("wages", LivelihoodGround.wages), ("injury", .injury), ("traffic", .traffic), ("support", .support)] {
      let id = try await desk.applies(claim: kind)
      let file = try await desk.file(id)
      #expect(file.filing.livelihood && file.filing.livelihoodGrounds == [ground])
      #expect(try await desk.does("filing.clearLivelihood", id, ["reason": "x"], by: desk.judge) == "livelihoodByClaim")
    }
    let id = try await desk.applies()
    #expect(try await !desk.file(id).filing.livelihood)
    #expect(try await desk.does("filing.clearLivelihood", id, ["reason": "x"], by: desk.judge) == "noLivelihood")
    let mark: [String: InputValue] = ["grounds": .list(["stated"]), "reason": "申请人重病，靠此款治疗。"]
    #expect(try await desk.does("filing.setLivelihood", id, mark, by: desk.clerk) == nil)
    #expect(try await desk.does("filing.setLivelihood", id, mark, by: desk.clerk) == "livelihoodAlready")
    #expect(try await desk.file(id).filing.livelihoodGrounds == [.stated])
    #expect(try await desk.does("filing.clearLivelihood", id, ["reason": "误标"], by: desk.clerk) == "notYourRole")
    #expect(try await desk.does("filing.clearLivelihood", id, ["reason": "误标"], by: desk.judge) == nil)
    #expect(try await !desk.file(id).filing.livelihood)
  }
}
