import Basics
import Casework
import Enforcement
import EnforcementLaw
import Ledger
import TestSupport
import Testing

@Suite("Distribution among several creditors")
struct DistributionTests {
  /// Opened, joined by the second case and a creditor from outside, closed, planned and served.
  private func served(_ court: DistributionCourt, outside: Money = .yuan(20_000)) async throws {
    try await court.does("distribution.open", ["debtor": "person"])
    let other = try await court.file(court.cases[1]).number
    try await court.does(
      "distribution.joinCase",
      ["number": .text(other), "standing": "ordinary", "applied": .text("\(court.court.clock.now.day)")])
    try await court.joins(outside)
    try await court.does("distribution.closeToNew", ["on": .text("\(court.court.clock.now.day)")])
    try await court.plans()
    try await court.serves()
  }

  @Test("Ordinary creditors of a person share by their claims; other cases get theirs on their account, outsiders by payout")
  func sharesByClaims() async throws {
    let court = try await DistributionCourt(claims: [.yuan(50_000), .yuan(30_000)], proceeds: .yuan(38_500))
    try await served(court)
    let plan = try #require(try await court.matter.plan)
    #expect(plan.lines.count == 3 && plan.total == .yuan(38_500))
    let (own, other) = (plan.lines[0].paid, plan.lines[1].paid)
    // Claims of the cases count with their doubled part of thirty days, and with the fee that recovering them costs.
    #expect(plan.lines.map { "\($0.claim)" } == ["50916.44", "30509.86", "20000.00"])
    for line in plan.lines {
      let exact = 3_850_000 * line.claim.fen / 10_142_630
      #expect((exact...exact + 1).contains(line.paid.fen), "\(line.paid)")
    }
    #expect(plan.lines.allSatisfy { $0.explanation.zh.contains("÷") })
    #expect(try await court.attempt("distribution.allocate").code == "periodsRunning")
    #expect(try await court.attempt("funds.proposePayout").code == "nothingToPay", "what is under distribution is not the case's")
    try await court.passes(days: 16)
    try await court.agree("before")
    try await court.does("distribution.allocate")
    try await court.agree("allocated")
    #expect(try await court.docket.open == nil, "concluded")
    #expect(try await court.account(court.cases[1]).received == other)
    #expect(try await court.account(court.cases[1]).receipts.values.first?.source == .distribution)
    #expect(try await court.account().available == own)
    try await court.does("distribution.payOutside")
    try await court.paysOut(court.lead)
    for id in court.cases {
      try await court.does("funds.proposePayout", in: id)
      try await court.paysOut(id)
    }
    try await court.agree("paid")
    for id in court.cases { #expect(try await court.account(id).balance == .zero) }
    let books = try await court.books()
    #expect(LedgerAccount.bank.posted(books.balance(.bank)) == .zero)
  }

  @Test("A contested part is kept apart until the suit ends; what nobody contests is paid at once")
  func contestedPartIsKept() async throws {
    let court = try await DistributionCourt(claims: [.yuan(50_000), .yuan(30_000)], proceeds: .yuan(40_000))
    try await served(court)
    let matter = try await court.matter
    let contested = matter.order[2]
    let objector = try #require(matter.entries[matter.order[1]]?.creditors.first?.person)
    let opponent = try #require(matter.entries[contested]?.creditors.first?.person)
    let day = court.court.clock.now.day
    let fields: [String: InputValue] = ["by": "\(objector)", "claim": "\(contested)", "on": .text("\(day)"), "text": "债权已部分清偿"]
    #expect(
      try await court.attempt("distribution.object", fields.merging(["amount": "90000"]) { $1 }, by: court.clerk).code
        == "contestsTooMuch")
    try await court.does("distribution.object", fields.merging(["amount": "5000"]) { $1 }, by: court.clerk)
    #expect(
      try await court.attempt("distribution.object", fields.merging(["amount": "1"]) { $1 }, by: court.clerk).code
        == "alreadyObjected")
    let objection = try #require(try await court.matter.objectionOrder.first)
    let of: [String: InputValue] = ["objection": "\(objection)", "on": .text("\(day)")]
    #expect(try await court.attempt("distribution.tellObjector", of, by: court.clerk).code == "notOpposed")
    try await court.does("distribution.tellOthers", of, by: court.clerk)
    try await court.does("distribution.oppose", of.merging(["by": "\(opponent)", "text": "债权属实"]) { $1 }, by: court.clerk)
    try await court.does("distribution.tellObjector", of, by: court.clerk)
    try await court.does("distribution.recordSuit", of.merging(["text": "(2025)浙1099民初9号"]) { $1 }, by: court.clerk)
    try await court.passes(days: 16)
    try await court.does("distribution.allocate")
    try await court.agree("kept")
    #expect(try await court.matter.held == .yuan(5_000))
    let share = try #require(try await court.matter.plan?.line(contested)).paid
    #expect(try await court.account().outsideOpen.first?.amount == share - .yuan(5_000))
    #expect(try await court.attempt("distribution.allocate").code == "nothingUndisputed")
    // The judgment is for the objector: another plan takes the place of this one, and the kept part is shared anew.
    try await court.does(
      "distribution.endObjection", ["objection": "\(objection)", "outcome": "upheld", "text": "判决确认债权为 8000 元"])
    #expect(try await court.attempt("distribution.allocate").code == "nothingUndisputed", "first the plan is corrected")
    try await court.does(
      "distribution.revise",
      ["claim": "\(contested)", "amount": "13000", "standing": "ordinary", "why": "依异议之诉判决"], by: court.handler(of: court.lead))
    #expect(try await court.attempt("distribution.draftPlan", by: court.clerk).code == "planNeedsWhy")
    try await court.plans("依判决修正债权数额")
    #expect(try await court.matter.plan?.number == 2)
    try await court.serves()
    try await court.accepts()
    try await court.does("distribution.allocate")
    try await court.agree("concluded")
    #expect(try await court.docket.open == nil)
    let purse = try await court.account().purse
    #expect(purse.held == .zero && purse.setAside == .zero)
  }

  @Test("Nobody opposes an objection in fifteen days: the plan has to be corrected; nobody sues: it stands")
  func clocksEndDisputes() async throws {
    for (opposes, outcome) in [(false, PlanObjection.Outcome.unopposed), (true, .lapsed)] {
      let court = try await DistributionCourt(claims: [.yuan(50_000), .yuan(30_000)], proceeds: .yuan(40_000))
      try await served(court)
      let matter = try await court.matter
      let objector = try #require(matter.entries[matter.order[0]]?.creditors.first?.person)
      let opponent = try #require(matter.entries[matter.order[1]]?.creditors.first?.person)
      let day = court.court.clock.now.day
      try await court.does(
        "distribution.object",
        ["by": "\(objector)", "claim": "\(matter.order[1])", "amount": "3000", "on": .text("\(day)"), "text": "顺位有误"],
        by: court.clerk)
      let objection = try #require(try await court.matter.objectionOrder.first)
      let of: [String: InputValue] = ["objection": "\(objection)", "on": .text("\(day)")]
      try await court.does("distribution.tellOthers", of, by: court.clerk)
      #expect(try await court.file().process.isOpen("planCounter"))
      if opposes {
        try await court.does("distribution.oppose", of.merging(["by": "\(opponent)", "text": "无误"]) { $1 }, by: court.clerk)
        try await court.does("distribution.tellObjector", of, by: court.clerk)
        #expect(try await court.file().process.isOpen("planSuit"))
      }
      try await court.passes(days: 14)
      #expect(try await court.matter.objections[objection]?.outcome == nil, "the fifteenth day is still his")
      try await court.passes(days: 2)
      #expect(try await court.matter.objections[objection]?.outcome == outcome)
      let file = try await court.file()
      #expect(!file.process.isOpen("planCounter") && !file.process.isOpen("planSuit"))
      #expect(file.process.isOpen("draftDistribution") == !opposes, "a corrected plan is due")
      let late = try await court.attempt(
        "distribution.object",
        ["by": "\(opponent)", "claim": "\(matter.order[0])", "amount": "1", "on": .text("\(day + 16)"), "text": "迟"],
        by: court.clerk)
      #expect(late.code == "objectionLate")
      try await court.does("distribution.allocate")
      try await court.agree("\(outcome)")
      #expect(try await court.account().purse.held == (opposes ? .zero : .yuan(3_000)))
    }
  }

  @Test("A company's creditors are paid by order of seizure, priority first, and who comes too late takes no part")
  func companyAndPriority() async throws {
    let court = try await DistributionCourt(
      claims: [.yuan(300_000), .yuan(200_000)], proceeds: .yuan(1_000_000), debtor: .enterprise)
    #expect(try await court.attempt("distribution.open", ["debtor": "person"]).code == "companyDebtor")
    try await court.does("distribution.open", ["debtor": "enterprise", "seizureRank": "2"])
    try await court.does(
      "funds.advanceCost", ["kind": "auction", "amount": "15000", "on": .text("\(court.court.clock.now.day)"), "text": "拍卖辅助"])
    try await court.joins(.yuan(600_000), standing: .registered, instrument: false)
    try await court.joins(.yuan(500_000), rank: 1)
    try await court.does("distribution.closeToNew", ["on": .text("\(court.court.clock.now.day)")])
    try await court.passes(days: 1)
    try await court.joins(.yuan(1_000))
    try await court.joins(.yuan(1_000), instrument: false)
    try await court.plans()
    let plan = try #require(try await court.matter.plan)
    #expect(plan.costs == .yuan(15_000))
    #expect(plan.lines.map(\.paid) == [.zero, .yuan(600_000), .yuan(385_000), .zero, .zero])
    #expect(plan.lines[3].excluded?.zh.contains("申请") == true && plan.lines[4].excluded?.zh == "未取得执行依据")
    #expect(try await court.attempt("papers.sign", ["paper": "\(plan.paper)"], by: court.signer).code == "notADraft")
    try await court.serves()
    try await court.accepts()
    try await court.does("distribution.allocate")
    try await court.agree("allocated")
    try await court.does("distribution.payOutside")
    try await court.paysOut(court.lead)
    // What is left of the lead's money are the costs, and they go to who bore them: the court.
    try await court.does("funds.proposePayout")
    let payout = try #require(try await court.account().openPayouts.first)
    #expect(payout.lines.map(\.kind) == [.cost] && payout.total == .yuan(15_000))
    try await court.paysOut(court.lead)
    try await court.agree("paid")
    #expect(try await court.account().balance == .zero)
  }

  @Test("Whatever is claimed and contested, the parts of each plan are the sum and no fen disappears")
  func randomWalks() async throws {
    for seed in 1...UInt64(6) {
      var walk = try await DistributionWalk(seed: seed)
      try await walk.live()
    }
  }
}

/// A distribution among random creditors with random objections, carried to its end.
private struct DistributionWalk {
  let court: DistributionCourt
  var dice: SeededDice
  let what: String

  init(seed: UInt64) async throws {
    dice = SeededDice(seed)
    what = "seed \(seed)"
    var claims = [dice.money(100_000, 90_000_000), dice.money(100_000, 90_000_000)]
    if dice.chance(50) { claims.append(dice.money(100_000, 90_000_000)) }
    let proceeds = dice.money(50_000, dice.pick([9_000_000, 300_000_000]) ?? 1)
    court = try await DistributionCourt(claims: claims, proceeds: proceeds, seed: seed)
  }

  mutating func live() async throws {
    let day = { [court] in InputValue.text("\(court.court.clock.now.day)") }
    try await court.does("distribution.open", ["debtor": "person", "criminal": dice.chance(30) ? "true" : ""])
    for id in court.cases.dropFirst() {
      let number = try await court.file(id).number
      try await court.does(
        "distribution.joinCase",
        ["number": .text(number), "standing": dice.chance(50) ? "wages" : "ordinary", "applied": day()])
    }
    for _ in 0..<(1 + dice.roll(4)) {
      let standing = dice.pick(StandingWord.allCases) ?? .ordinary
      try await court.joins(dice.money(1, 40_000_000), standing: standing, instrument: dice.chance(80), rank: 1 + dice.roll(5))
    }
    if dice.chance(50) {
      try await court.does(
        "funds.advanceCost", ["kind": "appraisal", "amount": .text("\(dice.money(1, 900_000))"), "on": day(), "text": "评估"])
    }
    try await court.does("distribution.closeToNew", ["on": day()])
    try await court.plans()
    try await court.agree(what)
    for _ in 0..<8 {
      guard try await court.docket.open != nil else { break }
      try await round()
    }
    #expect(try await court.docket.open == nil, "\(what): it comes to an end")
    try await ends()
  }

  /// Served, perhaps contested, then as far as it can be allocated.
  private mutating func round() async throws {
    let matter = try await court.matter
    let file = try await court.file()
    if !matter.unserved(file).isEmpty { try await court.serves() }
    if dice.chance(50), let line = dice.pick(matter.plan?.lines.filter { $0.paid > matter.allocated[$0.entry] ?? .zero } ?? []) {
      try await contests(line, matter)
    }
    try await court.passes(days: 16)
    _ = try await court.attempt("distribution.allocate")
    try await court.agree(what)
    for objection in try await court.docket.open?.objectionList ?? [] where objection.suitOn != nil && objection.outcome == nil {
      let outcome = dice.chance(50) ? "upheld" : "dismissed"
      try await court.does(
        "distribution.endObjection", ["objection": "\(objection.id)", "outcome": .text(outcome), "text": "判决"])
    }
    if try await court.docket.open?.disputes.contains(where: { $0.outcome != nil }) ?? false { try await corrects() }
  }

  /// The contested claim comes down to what nobody contested.
  private func corrects() async throws {
    let matter = try await court.matter
    let paid = matter.allocated
    try await court.plans("异议成立")
    #expect(try await court.matter.allocated == paid)
  }

  private mutating func contests(_ line: PlanLine, _ matter: DistributionMatter) async throws {
    let receivers = try await matter.mayObject(court.file(), on: court.court.clock.now.day)
    guard let objector = dice.pick(receivers), let opponent = receivers.first(where: { $0 != objector }) else { return }
    let on = InputValue.text("\(court.court.clock.now.day)")
    let most = line.paid - (matter.allocated[line.entry] ?? .zero)
    try await court.does(
      "distribution.object",
      [
        "by": "\(objector)", "claim": "\(line.entry)", "amount": .text("\(dice.money(1, most.fen))"), "on": on, "text": "异议",
      ], by: court.clerk)
    let objection = try #require(try await court.matter.objectionOrder.last)
    let of: [String: InputValue] = ["objection": "\(objection)", "on": on]
    try await court.does("distribution.tellOthers", of, by: court.clerk)
    guard dice.chance(70) else { return }
    try await court.does("distribution.oppose", of.merging(["by": "\(opponent)", "text": "反对"]) { $1 }, by: court.clerk)
    try await court.does("distribution.tellObjector", of, by: court.clerk)
    guard dice.chance(50) else { return }
    try await court.does("distribution.recordSuit", of.merging(["text": "(2025)浙1099民初1号"]) { $1 }, by: court.clerk)
  }

  /// Everybody is paid, and nothing of the proceeds is anywhere but where the plan sent it.
  private func ends() async throws {
    let open = try await court.account().outsideOpen
    if !open.isEmpty {
      try await court.does("distribution.payOutside")
      try await court.paysOut(court.lead)
    }
    for id in court.cases where try await court.account(id).available > .zero {
      guard try await court.attempt("funds.proposePayout", in: id).code == nil else { continue }
      try await court.paysOut(id)
    }
    try await court.agree(what + ", paid")
    let purse = try await court.account().purse
    #expect(purse.setAside == .zero && purse.held == .zero, "\(what)")
  }
}
