import Basics
import Casework
import Enforcement
import EnforcementLaw
import TestSupport
import Testing

@Suite("Notices, liabilities, payers, withdrawals and entries recorded by mistake are put right")
struct RecordCorrectionTests {
  private let grounds: [String: InputValue] = ["reason": "登记有误", "evidence": "判决书、回单"]
  private func corrects(
    _ court: PerformanceCourt, _ kind: String, _ fields: [String: InputValue], by actor: Actor? = nil
  ) async throws -> String? {
    try await court.attempt("correction.\(kind)", fields.merging(grounds) { own, _ in own }, by: actor).code
  }

  // MARK: A notice

  private func publishes(_ matter: ServedCase) async throws -> ID<Paper> {
    let draft: [String: InputValue] = [
      "to": "\(try await matter.debtor)", "ground": "whereaboutsUnknown", "course": "村委会证明外出多年。",
    ]
    #expect(try await matter.does("service.draftNotice", draft, by: matter.clerk) == nil)
    let notice = try await matter.paper(.publicNotice)
    #expect(try await matter.does("papers.sign", ["paper": "\(notice.id)"], by: matter.officer) == nil)
    #expect(try await published(matter, notice.id) == nil)
    return notice.id
  }
  private func published(_ matter: ServedCase, _ notice: ID<Paper>) async throws -> String? {
    let publish: [String: InputValue] = ["notice": "\(notice)", "medium": "courtBoard", "on": "\(matter.today)"]
    return try await matter.does("service.publish", publish, by: matter.clerk)
  }
  private func takesBack(_ matter: ServedCase, _ notice: ID<Paper>) async throws -> String? {
    let handler = try #require(try await matter.file.triage.handler)
    return try await matter.does(
      "correction.publication", grounds.merging(["notice": "\(notice)"]) { $1 },
      by: Actor(.staff(handler), roles: [.officer, .judge]))
  }

  @Test(
    "A publication that was none: its clock stops, its proposed time goes, the papers wait again, and it can be published anew")
  func unpublished() async throws {
    let matter = try await ServedCase()
    let notice = try await publishes(matter)
    #expect(try await matter.file.term.proposals.count == 1)
    #expect(try await matter.file.process.isOpen("publicNoticeService"))
    #expect(try await takesBack(matter, notice) == nil)
    let file = try await matter.file
    #expect(file.term.proposals.isEmpty && file.service.published.isEmpty)
    #expect(!file.process.isOpen("publicNoticeService") && !file.process.isOpen("registerDeduction"))
    #expect(file.process.isOpen("serveDebtor") && file.undoing.open.isEmpty)
    #expect(try await matter.delivery(.enforcementNotice).status == .due)
    #expect(try await takesBack(matter, notice) == "nothingPublished")
    try await matter.court.advance(to: Instant(matter.today + 40, hour: 9))
    let debtor = try await matter.debtor
    #expect(try await !matter.file.papers.isServed(.enforcementNotice, on: debtor), "no timer of the old publication acts")
    #expect(try await published(matter, notice) == nil)
    #expect(try await matter.file.term.proposals.count == 1, "the true publication proposes its own time")
  }

  @Test("A notice that had run out is taken back with the service that it brought, and its approved time counts again")
  func ranOut() async throws {
    let matter = try await ServedCase()
    let chief = try await matter.court.staff("局长", [.bureauChief])
    let notice = try await publishes(matter)
    try await matter.court.advance(to: Instant(matter.today + 40, hour: 9))
    let proposal = try #require(try await matter.file.term.proposals.first)
    let words: [String: InputValue] = ["period": "\(proposal.id)", "decision": "approve", "reason": "情况属实"]
    func limit() async throws -> Day? { try await matter.file.process.open.values.first { $0.key == "caseLimit" }?.due?.day }
    let before = try await limit()
    #expect(try await matter.does("clocks.decideExclusion", words, by: chief) == nil)
    #expect(try await limit() != before)
    let debtor = try await matter.debtor
    #expect(try await matter.file.papers.isServed(.enforcementNotice, on: debtor))
    #expect(try await takesBack(matter, notice) == nil)
    let file = try await matter.file
    #expect(!file.papers.isServed(.enforcementNotice, on: debtor) && file.term.excluded.isEmpty)
    #expect(try await limit() == before)
    #expect(file.undoing.open.map(\.kind) == [.serveAgain, .serveAgain])
    #expect(file.process.isOpen("serveDebtor") && !file.process.isOpen("awaitPropertyReport"))
  }

  // MARK: Who answers, and who paid

  @Test("A liability is recorded once; a wrong one is corrected with reason and evidence, and what is held beyond it is listed")
  func liability() async throws {
    let court = try await PerformanceCourt(debtors: 2)
    let debtors = try await court.file().debtors.map(\.person)
    let share: [String: InputValue] = ["debtor": "\(debtors[0])", "kind": "share", "part": "1", "of": "2"]
    #expect(try await corrects(court, "liability", share) == "liabilityUnrecorded")
    try await court.does("performance.recordLiability", share.merging(["text": "判决主文"]) { $1 })
    #expect(
      try await court.attempt("performance.recordLiability", share.merging(["text": "x"]) { $1 }).code == "liabilityRecorded")
    #expect(try await corrects(court, "liability", share) == "nothingWrong")
    #expect(try await corrects(court, "liability", share.merging(["part": "3"]) { $1 }) == "noShare")
    #expect(try await corrects(court, "liability", share, by: court.cashier) == "notYourRole")
    #expect(try await corrects(court, "liability", share.merging(["of": "10"]) { $1 }) == nil)
    let file = try await court.file()
    #expect(file.performance.liability(of: debtors[0]).of == 10)
    #expect(file.undoing.corrections.map(\.kind) == [.liability])
    #expect(try await corrects(court, "liability", ["debtor": "\(debtors[0])", "kind": "joint"]) == nil)
    #expect(try await court.file().performance.liability(of: debtors[0]).kind == .joint)
  }

  @Test(
    "A receipt is one person's money: another is put in his place by a correction, and a surplus proposed for the wrong one is returned"
  )
  func payer() async throws {
    let court = try await PerformanceCourt(debtors: 2)
    let debtors = try await court.file().debtors.map(\.person)
    try await court.receives(.yuan(160_000), line: "a1")
    let receipt = try #require(try await court.account().receiptOrder.first)
    let of: [String: InputValue] = ["receipt": "\(receipt)"]
    #expect(try await corrects(court, "payer", of) == "payerUnrecorded")
    try await court.does("performance.attributeReceipt", of.merging(["debtor": "\(debtors[0])"]) { $1 })
    #expect(
      try await court.attempt("performance.attributeReceipt", of.merging(["debtor": "\(debtors[1])"]) { $1 }).code
        == "payerRecorded")
    try await court.does("funds.proposePayout")
    #expect(try await corrects(court, "payer", of.merging(["debtor": "\(debtors[0])"]) { $1 }) == "nothingWrong")
    #expect(try await corrects(court, "payer", of.merging(["debtor": "\(debtors[1])"]) { $1 }) == nil)
    let file = try await court.file()
    #expect(file.performance.payers[receipt] == debtors[1])
    let payout = try #require(try await court.account().openPayouts.first)
    if payout.lines.contains(where: { $0.kind == .surplus && $0.payee == debtors[0] }) {
      #expect(file.undoing.open.map(\.kind) == [.returnPayout])
      try await court.does("funds.returnPayout", ["payout": "\(payout.id)", "reason": "付款人有误"], by: court.supervisor)
      #expect(try await court.file().undoing.open.isEmpty)
    }
    #expect(try await corrects(court, "payer", of) == nil, "nobody knows after all")
    #expect(try await court.file().performance.payers[receipt] == nil)
  }

  @Test("A part withdrawn by mistake is claimed as before, and a debt that seemed performed is owed again")
  func withdrawal() async throws {
    let court = try await PerformanceCourt()
    #expect(try await corrects(court, "withdrawal", ["withdrawn": "1"]) == "nothingWithdrawn")
    try await court.does("performance.withdrawPart", ["item": "1", "amount": "40000", "signed": "true", "reason": "让步"])
    #expect(try await court.file().filing.claims[0].amount == .yuan(60_000))
    try await court.receives(.yuan(75_000), line: "a1")
    #expect(try await court.file().closing.performedOn != nil)
    #expect(try await corrects(court, "withdrawal", ["withdrawn": "2"]) == "nothingWithdrawn")
    #expect(try await corrects(court, "withdrawal", ["withdrawn": "1"]) == nil)
    let file = try await court.file()
    #expect(file.filing.claims[0].amount == .yuan(100_000) && file.closing.performedOn == nil)
    #expect(file.performance.withdrawn.map(\.isStruck) == [true])
    #expect(try await corrects(court, "withdrawal", ["withdrawn": "1"]) == "nothingWithdrawn")
  }

  // MARK: A receipt of a settlement

  @Test("A receipt whose sum was booked too high takes back the instalments that it had paid; the clock sees the breach again")
  func instalments() async throws {
    let court = try await PerformanceCourt()
    let today = court.court.clock.now.day
    try await court.does(
      "settlement.record",
      [
        "form": "written", "allSides": "true", "on": .text("\(today)"), "fee": "debtor", "terms": "分期",
        "instalments": .list([
          .object(["due": .text("\(today + 5)"), "amount": "30000"]),
          .object(["due": .text("\(today + 90)"), "amount": "30000"]),
        ]),
      ])
    try await court.passes(days: 9)
    #expect(try await court.file().performance.settlement?.missed.count == 1)
    try await court.receives(.yuan(30_000), line: "a1")
    #expect(try await court.file().performance.settlement?.isBreached == false)
    let receipt = try #require(try await court.account().receiptOrder.first)
    let second = try await court.court.staff("另一监管", [.moneySupervisor])
    let fields: [String: InputValue] = ["receipt": "\(receipt)", "amount": "3000"]
    #expect(try await corrects(court, "receipt", fields, by: court.supervisor) == nil)
    #expect(try await court.attempt("correction.confirmReceipt", ["receipt": "\(receipt)"], by: second).code == nil)
    try await court.passes(days: 1)
    let agreement = try #require(try await court.file().performance.settlement)
    #expect(agreement.paid.isEmpty && agreement.isBreached)
    #expect(try await court.file().process.isOpen("settlementBreach"))
  }

  // MARK: A recalled notice, an entry by hand

  @Test("A notice recalled before it left opens again the node that its signature closed")
  func recalled() async throws {
    let matter = try await ServedCase()
    #expect(try await !matter.file.process.isOpen("issueEnforcementNotice"))
    let notice = try await matter.paper(.enforcementNotice)
    #expect(
      try await matter.does("papers.recall", ["paper": "\(notice.id)", "reason": "姓名有误"], by: matter.officer) == nil)
    let file = try await matter.file
    #expect(file.process.isOpen("issueEnforcementNotice") && !file.process.isOpen("serveDebtor"))
    #expect(!file.process.isOpen("orderPropertyReport"), "the other order is out")
  }
}
