import Basics
import Casework
import Enforcement
import EnforcementLaw
import TestSupport
import Testing

@Suite("Nodes before an end: what stands is cleared, the conditions of an ending are checked")
struct ClosingNodeTests {
  private func node(_ key: String, _ file: CaseFile) -> ProcessLine.OpenNode? {
    file.process.open.values.first { $0.key == key }
  }
  /// The applicant confirms that he had it all from the debtor.
  private func paysDirectly(_ matter: ControlledCase) async throws {
    let situation = try await matter.court.look(at: matter.caseID)
    let file = situation.caseFile(matter.caseID)
    let law = situation.law
    let open = try CaseDebt.division(file, situation.account(matter.caseID), on: situation.today, law: law).remaining
    let told: [String: InputValue] = [
      "side": "debtor", "payer": "\(try #require(file.debtors.first).person)",
      "payee": "\(try #require(file.applicants.first).person)",
      "amount": "\(open)", "on": "\(situation.today)", "text": "收条",
    ]
    #expect(try await matter.does("performance.reportDirect", told, by: try await matter.handler).code == nil)
    let payment = try #require(try await matter.file.performance.waiting.first)
    let confirmed: [String: InputValue] = [
      "payment": "\(payment.id)", "answer": "confirm", "way": "counter", "text": "核对身份证，本人陈述",
    ]
    #expect(try await matter.does("performance.answerDirect", confirmed, by: matter.assistant).code == nil)
    #expect(try await matter.file.closing.performedOn != nil)
  }

  @Test(
    "Once the debt is paid the handler clears what stands within three working days; the last measure that goes ends the node")
  func cleared() async throws {
    let matter = try await ControlledCase()
    try await matter.finds(.yuan(900_000), at: "bankA", account: "a")
    try await matter.freezes()
    let freeze = try await matter.request(.freeze)
    try await matter.frozen(freeze, try #require(freeze.requested.amount))
    try await paysDirectly(matter)
    let open = try #require(node("clearRemaining", try await matter.file))
    let today = matter.court.clock.now.day
    let calendar = matter.court.configuration.books.law.calendar
    #expect(open.owner == .officer && open.due == Instant.end(of: calendar.workingDay(3, after: today)))
    try await matter.signs(.releaseRuling)
    #expect(try await matter.file.process.isOpen("clearRemaining"), "the unit has not let go yet")
    try await matter.answers(try await matter.request(.release), .done, ["amount": "0.00"])
    let file = try await matter.file
    #expect(file.seizure.live.isEmpty && !file.process.isOpen("clearRemaining"))
    #expect(file.process.isOpen("submitClosing"), "handing in is an act of its own")
  }

  @Test("What goes on standing for a reason that is written down ends it too; sent back, what stands has to be cleared again")
  func justified() async throws {
    let matter = try await ControlledCase()
    let credit: [String: InputValue] = ["amount": "600000", "bankLine": "l1", "source": "debtor"]
    #expect(try await matter.does("funds.bookReceipt", credit, by: .machine).code == nil)
    #expect(try await matter.file.process.isOpen("clearRemaining"), "money is here")
    #expect(try await matter.does("closing.submit", by: try await matter.handler).code == "notCleared")
    #expect(try await matter.file.process.isOpen("clearRemaining"))
    let why: [String: InputValue] = ["justification": "收款账户待核实"]
    #expect(try await matter.does("closing.submit", why, by: try await matter.handler).code == nil)
    #expect(try await !matter.file.process.isOpen("clearRemaining"))
    let office = try await matter.court.staff("审管", [.trialManagement])
    #expect(try await matter.does("closing.return", ["reason": "先发放"], by: office).code == nil)
    #expect(try await matter.file.process.isOpen("clearRemaining"))
  }

  @Test("Where nothing stands there is no such node, and no act waits for it")
  func nothingStands() async throws {
    let matter = try await ControlledCase()
    try await paysDirectly(matter)
    #expect(try await !matter.file.process.isOpen("clearRemaining"))
    let why: [String: InputValue] = ["justification": "执行费已通知缴纳"]
    #expect(try await matter.does("closing.submit", why, by: try await matter.handler).code == nil)
    let office = try await matter.court.staff("审管", [.trialManagement])
    let chief = try await matter.court.staff("局长", [.bureauChief])
    #expect(try await matter.does("closing.review", by: office).code == nil)
    #expect(try await matter.does("closing.approve", by: chief).code == nil)
    #expect(try await matter.file.isClosed)
  }

  @Test("A debt that turns out to be open ends the clocks of closing; paid again, they begin again")
  func openAgain() async throws {
    let matter = try await ControlledCase()
    let credit: [String: InputValue] = ["amount": "600000", "bankLine": "l1", "source": "debtor"]
    #expect(try await matter.does("funds.bookReceipt", credit, by: .machine).code == nil)
    let wrong: [String: InputValue] = ["number": "1", "amount": "900000", "reason": "判决本金 900000 元", "evidence": "判决书第2页"]
    let chief = try await matter.court.staff("局长", [.bureauChief])
    #expect(try await matter.does("correction.claim", wrong, by: chief).code == nil)
    let file = try await matter.file
    #expect(file.closing.performedOn == nil)
    #expect(!file.process.isOpen("submitClosing") && !file.process.isOpen("clearRemaining"))
    let rest: [String: InputValue] = ["amount": "400000", "bankLine": "l2", "source": "debtor"]
    #expect(try await matter.does("funds.bookReceipt", rest, by: .machine).code == nil)
    let after = try await matter.file
    #expect(after.process.isOpen("submitClosing") && after.process.isOpen("clearRemaining"))
  }

  @Test(
    "With nothing found and the applicant told, an assistant checks the conditions of an ending, five working days, not before the law lets it end"
  )
  func conditions() async throws {
    let matter = try await ControlledCase()
    for unit in matter.court.configuration.books.units where unit.kind != .courtBank && unit.channel == .online {
      try await matter.answers(try await matter.request(.query, to: unit.key), .done, ["found": .list([])])
    }
    #expect(try await !matter.file.process.isOpen("checkEndingConditions"))
    let told: [String: InputValue] = ["text": "未发现可供执行的财产。"]
    #expect(try await matter.does("search.reportInvestigation", told, by: try await matter.handler).code == nil)
    let file = try await matter.file
    let open = try #require(node("checkEndingConditions", file))
    let filed = try #require(file.filing.filedOn)
    let calendar = matter.court.configuration.books.law.calendar
    let possible = RoundTermination.earliest(filed: filed).value
    let due = Periods.deadline(from: possible, .workdays(5), calendar: calendar).value
    #expect(open.owner == .assistant && open.due == Instant.end(of: due) && possible > matter.court.clock.now.day)
    // Something turns up: there is nothing to end.
    try await matter.court.advance(to: Instant(matter.court.clock.now.day + 3, hour: 9))
    #expect(try await matter.does("search.start", by: matter.searcher).code == nil)
    try await matter.finds(.yuan(900_000), at: "bankA", account: "a")
    #expect(try await !matter.file.process.isOpen("checkEndingConditions"))
  }
}
