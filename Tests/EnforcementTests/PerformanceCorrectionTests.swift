import Basics
import Casework
import Enforcement
import EnforcementLaw
import TestSupport
import Testing

@Suite("What was recorded wrongly of performance is put right")
struct PerformanceCorrectionTests {
  private let grounds: [String: InputValue] = ["reason": "登记有误", "evidence": "申请执行人笔录"]
  private func corrects(
    _ court: PerformanceCourt, _ kind: String, _ fields: [String: InputValue] = [:], by actor: Actor? = nil
  ) async throws -> String? {
    try await court.attempt("correction.\(kind)", fields.merging(grounds) { own, _ in own }, by: actor).code
  }
  private func pays(_ court: PerformanceCourt, _ amount: Money) async throws {
    let file = try await court.file()
    let (payer, payee) = (try #require(file.debtors.first?.person), try #require(file.applicants.first?.person))
    try await court.does(
      "performance.reportDirect",
      [
        "side": "applicant", "payer": "\(payer)", "payee": "\(payee)", "amount": .text("\(amount)"),
        "on": .text("\(court.court.clock.now.day)"), "text": "转账凭证",
      ])
  }
  private func remaining(_ court: PerformanceCourt) async throws -> Money {
    let law = court.court.configuration.books.law
    return try CaseDebt.division(try await court.file(), try await court.account(), on: court.court.clock.now.day, law: law)
      .remaining
  }

  @Test("A direct payment confirmed by mistake counts no more: the debt is owed again, and drafts that rested on it are listed")
  func direct() async throws {
    let court = try await PerformanceCourt()
    let owed = try await remaining(court)
    #expect(try await corrects(court, "direct", ["payment": "1"]) == "nothingConfirmed")
    try await pays(court, owed)
    #expect(try await court.file().closing.performedOn != nil)
    try await court.does("closing.submit", ["justification": "执行费另行收取"])
    let payment = try #require(try await court.file().performance.confirmed.first).id
    #expect(try await corrects(court, "direct", ["payment": "\(payment)"], by: court.cashier) == "notYourRole")
    #expect(try await corrects(court, "direct", ["payment": "\(payment)"]) == nil)
    let file = try await court.file()
    #expect(file.closing.performedOn == nil && file.performance.confirmed.isEmpty)
    #expect(try await remaining(court) == owed)
    #expect(file.undoing.open.map(\.kind) == [.withdrawDraft], "the notice of closing")
    #expect(try await court.attempt("closing.approve", by: court.chief).code != nil)
    #expect(try await corrects(court, "direct", ["payment": "\(payment)"]) == "nothingConfirmed")
    let notice = try #require(file.papers.unsigned.first { $0.kind == .closingNotice })
    try await court.does("papers.withdraw", ["paper": "\(notice.id)", "reason": "债务尚未履行"])
    #expect(try await court.file().undoing.open.isEmpty)
    // What was really paid is recorded anew.
    try await pays(court, owed)
    #expect(try await court.file().closing.performedOn != nil)
  }

  @Test("An instalment that a payment taken back had filled is due again")
  func instalment() async throws {
    let court = try await PerformanceCourt()
    try await settles(court, .yuan(30_000))
    try await pays(court, .yuan(30_000))
    #expect(try await court.file().performance.settlement?.status == .fulfilled)
    let payment = try #require(try await court.file().performance.confirmed.first).id
    #expect(try await corrects(court, "direct", ["payment": "\(payment)"]) == nil)
    let file = try await court.file()
    #expect(file.performance.settlement?.status == .running && file.closing.performedOn == nil)
    #expect(file.process.isOpen("settlement") && file.process.isOpen("instalmentDue"))
  }

  private func settles(_ court: PerformanceCourt, _ sum: Money) async throws {
    let today = court.court.clock.now.day
    try await court.does(
      "settlement.record",
      [
        "form": "written", "allSides": "true", "on": .text("\(today)"), "fee": "debtor", "terms": "一次付清",
        "instalments": .list([.object(["due": .text("\(today + 10)"), "amount": .text("\(sum)")])]),
      ])
  }

  @Test("A settlement recorded by mistake is struck: its clocks stop, a pause on it ends, and the parties' own is recorded anew")
  func settlement() async throws {
    let court = try await PerformanceCourt()
    #expect(try await corrects(court, "settlement") == "noSettlement")
    try await settles(court, .yuan(8_000))
    try await court.does("clocks.draftPause", ["kind": "suspension", "ground": "settlement", "text": "双方达成和解"])
    try await court.signs(.suspensionRuling)
    #expect(try await court.file().term.pause != nil)
    #expect(try await corrects(court, "settlement") == nil)
    let struck = try await court.file()
    #expect(struck.performance.settlement == nil && struck.performance.settlements.map(\.status) == [.struck])
    #expect(struck.term.pause == nil && !struck.process.isOpen("settlement") && !struck.process.isOpen("instalmentDue"))
    try await court.passes(days: 12)
    #expect(try await court.file().performance.settlements[0].missed.isEmpty, "no clock looks at it")
    try await settles(court, .yuan(80_000))
    #expect(try await court.file().performance.settlement?.total == .yuan(80_000))
  }

  @Test("A fulfilled settlement that was none leaves the instrument to be enforced, less what was paid")
  func fulfilled() async throws {
    let court = try await PerformanceCourt()
    try await settles(court, .yuan(8_000))
    try await pays(court, .yuan(8_000))
    #expect(try await court.file().closing.performedOn != nil)
    #expect(try await corrects(court, "settlement") == nil)
    #expect(try await court.file().closing.performedOn == nil)
    #expect(try await remaining(court) > .yuan(90_000))
  }

  @Test("A duty that has not ended is open again with its clock; one recorded twice is struck")
  func duty() async throws {
    let court = try await PerformanceCourt([(.costs, .yuan(400), "")])
    let today = court.court.clock.now.day
    let debtor = try #require(try await court.file().debtors.first?.person)
    func record(_ text: String, due: Day) async throws -> String? {
      let fields: [String: InputValue] = [
        "kind": "act", "debtor": "\(debtor)", "due": .text("\(due)"), "text": .text(text),
      ]
      return try await court.attempt("performance.recordDuty", fields).code
    }
    #expect(try await record("拆墙", due: Day("9999-12-31") ?? today) == "dutyDueTooLate")
    #expect(try await record("拆墙", due: today + 5) == nil)
    #expect(try await record(" 拆 墙", due: today + 6) == "dutyTwice", "the same words are the same duty")
    #expect(try await record("拆墙并恢复排水", due: today + 5) == nil)
    let duties = try await court.file().performance.duties.map(\.id)
    func end(_ how: String, on day: Day, _ more: [String: InputValue] = [:]) async throws -> String? {
      let fields: [String: InputValue] = [
        "duty": "\(duties[0])", "how": .text(how), "on": .text("\(day)"), "agreed": "true", "proof": "笔录",
      ]
      return try await court.attempt("performance.endDuty", fields.merging(more) { $1 }).code
    }
    let long = try #require(Day("2001-01-01"))
    for how in ["voluntary", "withdrawn", "compelled"] { #expect(try await end(how, on: long) == "dutyEndedBefore") }
    #expect(try await end("withdrawn", on: today, ["by": .list(["\(debtor)"])]) == "everyApplicantSays")
    #expect(try await corrects(court, "duty", ["duty": "\(duties[0])", "mistake": "notEnded"]) == "nothingWrong")
    #expect(try await end("withdrawn", on: today) == nil)
    let applicant = try #require(try await court.file().applicants.first?.person)
    #expect(try await court.court.events().compactMap { $0.event as? DutyEnded }.last?.by == [applicant])
    #expect(try await corrects(court, "duty", ["duty": "\(duties[1])", "mistake": "neverOwed"]) == nil)
    #expect(try await !court.file().process.isOpen("dutyDue"))
    try await court.receives(.yuan(2_000), line: "a1")
    #expect(try await court.file().closing.performedOn != nil)
    #expect(try await corrects(court, "duty", ["duty": "\(duties[0])", "mistake": "notEnded"]) == nil)
    let file = try await court.file()
    #expect(file.closing.performedOn == nil && file.performance.openDuties.map(\.id) == [duties[0]])
    #expect(file.process.isOpen("dutyDue"))
    #expect(try await end("voluntary", on: today) == nil)
    #expect(try await court.file().closing.performedOn != nil)
  }

  @Test("Who claims the same money twice is told that his first objection stands")
  func claimedTwice() async throws {
    let court = try await PerformanceCourt()
    let clerk = try await court.court.staff("书记", [.clerk])
    try await court.receives(.yuan(10_000), line: "a1")
    let receipt = try #require(try await court.account().receiptOrder.first)
    let claim: [String: InputValue] = [
      "receipts": .list(["\(receipt)"]), "kind": "natural", "name": "案外人石某", "idKind": "other", "idNumber": "T-1",
      "text": "误汇，款项为本人所有。",
    ]
    #expect(try await court.attempt("remedies.claimThing", claim, by: clerk).code == nil)
    #expect(try await court.attempt("remedies.claimThing", claim, by: clerk).code == "objectedTwice")
  }

  @Test("What a closing says was recovered has in it what lies here for the applicant")
  func recovered() async throws {
    let court = try await PerformanceCourt()
    try await court.receives(.yuan(110_000), line: "a1")
    try await court.does("closing.submit", ["justification": "案款近日发放"])
    try await court.does("closing.review", by: court.reviewer)
    try await court.does("closing.approve", by: court.chief)
    let closed = try #require(try await court.file().closing.closed)
    #expect(closed.recovered >= .yuan(100_000) && closed.recovered < .yuan(110_000), "\(closed.recovered)")
  }
}
