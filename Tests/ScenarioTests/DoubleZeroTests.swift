import Basics
import Enforcement
import EnforcementLaw
import Testing

@testable import Stories

/// Money that waits: chased every working day, held only with an approved ground, and counted to the fen.
@Suite struct DoubleZeroTests {
  private static func count(_ court: Scenario) async throws -> DoubleZero {
    let place = court.configuration.court
    let cases = try await court.reads.casesWithMoney(court: place, limit: 100)
    let accounts = try await court.desk.accounts(of: cases.map(\.id))
    return DoubleZero(
      day: court.clock.now.day, cases: cases.map { ($0.id, $0.number, $0.handler, accounts[$0.id] ?? CaseAccount()) },
      lodged: try await court.reads.lodged(court: place), ledger: try await court.reads.ledgerCaseMoney(court: place))
  }

  @Test("From the twentieth day the handler is reminded each working day; a delay needs the chief; after its end ten days remain")
  func waits() async throws {
    try await StoryTests.live(from: SmartSearch.begins, "双零") { court in
      try await SmartSearch.controlled(in: court)
      try await court.pays(.yuan(20_000), payer: "王知战")
      try await court.advance(minutes: 10)
      try await court.statesAccounts()
      let calendar = court.configuration.books.law.calendar
      let arrived = court.clock.now.day
      let lead = try court.person(.teamLead)
      func receipt() async throws -> CaseAccount.ReceiptState { try #require(try await court.account.receipts.values.first) }

      try await court.advance(to: Instant(arrived + 19, hour: 18))
      #expect(try await receipt().chased == 0)
      #expect(try await lead.refusal("funds.takeOverPayout", ["reason": "x"]) == "notSlow")
      try await court.advance(to: Instant(arrived + 27, hour: 18))
      let days = (20...27).count { calendar.isWorking(arrived + $0) }
      // A twentieth day that is none of work is made up for on the next one.
      #expect(try await receipt().chased == days)
      let handler = try await court.file.triage.handler
      let listed = try await court.reads.chased(handler: handler, court: court.configuration.court, limit: 10)
      #expect(listed.map(\.times) == [days])
      var zero = try await Self.count(court)
      #expect(zero.holds && zero.difference == .zero && zero.rows.map(\.verdict) == [.inTime])

      let ground: [String: InputValue] = ["ground": "suspended", "reason": "案外人异议审查期间暂缓。"]
      try await court.handler.does("funds.proposeDelay", ground)
      let delay: [String: InputValue] = ["delay": "\(try #require(try await court.account.delays.keys.first))"]
      let chief = try court.person(.bureauChief)
      #expect(
        try await court.handler.refusal("funds.decideDelay", delay.merging(["decision": "approved"]) { $1 }) == "notYourRole")
      #expect(try await court.file.process.isOpen("approveDelay"))
      try await chief.does("funds.decideDelay", delay.merging(["decision": "approved"]) { $1 })
      #expect(try await !court.file.process.isOpen("payWithin30"))
      try await court.advance(to: Instant(arrived + 45, hour: 18))
      #expect(try await receipt().chased == days)
      zero = try await Self.count(court)
      #expect(zero.holds && zero.rows.map(\.verdict) == [.delayed] && zero.difference == .zero)

      try await court.handler.does("funds.endDelay", delay)
      let by = Payout.dueBy(
        delayEnded: arrived + 45, settings: court.configuration.books.law.settings, calendar: calendar)
      #expect(try await receipt().payBy == by.value)
      #expect(try await court.file.process.isOpen("payAfterObstacle"))
      try await court.advance(to: Instant(by.value + 1, hour: 18))
      zero = try await Self.count(court)
      #expect(!zero.holds && zero.overdue.count == 1 && zero.difference == .zero)
      #expect(try await receipt().chased > days)

      // The lead takes it over, proposes as the handler would, and it leaves by the gates.
      try await lead.does("funds.takeOverPayout", ["reason": "超期，包案督办。"])
      try await lead.does("funds.proposePayout")
      let payout = try #require(try await court.account.openPayouts.first)
      let fields: [String: InputValue] = ["payout": "\(payout.id)"]
      try await court.person(.moneySupervisor).does("funds.supervisePayout", fields)
      try await chief.does("funds.approvePayout", fields)
      zero = try await Self.count(court)
      #expect(zero.onTheWay == .yuan(20_000) && zero.ledger == .zero && zero.difference == .zero)
      try await court.person(.cashier).does("funds.releasePayout", fields)
      try await court.advance(minutes: 10)
      zero = try await Self.count(court)
      #expect(zero.rows.isEmpty && zero.difference == .zero)
      #expect(try await court.reads.chased(handler: nil, court: court.configuration.court, limit: 10).isEmpty)
      try await bulletins(court, chief, chased: try #require(handler))
    }
  }

  /// One bulletin for each Monday since the money came, drafted by timer and published by the chief.
  private func bulletins(_ court: Scenario, _ chief: ScenarioPerson, chased handler: ID<StaffMember>) async throws {
    let known: MoneyBulletins = try await court.desk.state(.moneyBulletins(court.configuration.court))
    #expect(known.bulletins.count >= 7)
    #expect(known.bulletins.map(\.drafted.number) == Array(1...known.bulletins.count))
    for pair in zip(known.bulletins, known.bulletins.dropFirst()) {
      #expect(pair.1.drafted.from - pair.0.drafted.from == 7 && pair.0.drafted.from.weekday == 1)
    }
    let first = try #require(known.bulletins.first?.drafted)
    #expect(first.lines.map(\.received) == [.yuan(20_000)] && first.lines.first?.handler == handler)
    #expect(first.lines.first?.waiting == .yuan(20_000) && first.slow.isEmpty)
    #expect(known.bulletins.contains { $0.drafted.lines.contains { $0.delayed == 1 } })
    let last = try #require(known.bulletins.last?.drafted)
    #expect(last.slow.first?.unpaid == .yuan(20_000))
    let number: [String: InputValue] = ["number": "\(last.number)", "remark": "逾期案件由团队长包案。"]
    #expect(try await court.person(.moneySupervisor).refusal("funds.approveBulletin", number) == "notYourRole")
    try await chief.does("funds.approveBulletin", number)
    #expect(try await chief.refusal("funds.approveBulletin", number) == "bulletinPublished")
  }

  @Test("What each receipt paid off adds up on any day, and what settles the case on a day leaves nothing")
  func owed() async throws {
    try await StoryTests.live(from: SmartSearch.begins, "应执行数额") { court in
      try await SmartSearch.controlled(in: court)
      for amount in [5_000, 12_345] {
        try await court.pays(.yuan(Int64(amount)), payer: "王知战")
        try await court.advance(days: 9)
      }
      let situation = try await court.situation
      let (file, account, today) = (situation.caseFile(try court.caseID), situation.account(try court.caseID), situation.today)
      func statement(_ day: Day, _ paid: Money? = nil) throws -> OwedStatement {
        try CaseDebt.statement(file, account, on: day, supposing: paid, today: today, law: situation.law)
      }
      let before = try statement(today - 60)
      #expect(before.receipts.isEmpty)
      var previous = before.toSettle
      for days in [-18, 0, 30, 400] {
        let now = try statement(today + days)
        #expect(now.owed.value.lines.reduce(Money.zero) { $0 + $1.amount } == now.toSettle)
        #expect(now.owed.value.lines.allSatisfy { !$0.reasons.citations.isEmpty })
        for receipt in now.receipts { #expect(receipt.applied.paid.total + receipt.applied.surplus == receipt.amount) }
        if days > 0 { #expect(now.toSettle > previous, "it grows day by day") }
        previous = now.toSettle
        // Nothing is left once that sum is paid on that day, and nothing of it is too much.
        let paid = try statement(today + days, now.toSettle)
        #expect(paid.toSettle == .zero && paid.surplus == .zero, "\(days): \(paid.toSettle), \(paid.surplus)")
        #expect(paid.receipts.last?.isSupposed == true && paid.receipts.count - now.receipts.count <= 1)
        #expect(try statement(today + days, now.toSettle + .yuan(100)).surplus == .yuan(100))
      }
      let missing = try await court.stillMissing
      #expect(try statement(today).toSettle == missing)
      #expect(throws: LawRefusal.self) { try statement(today + 365 * 11) }
      #expect(throws: LawRefusal.self) { try statement(Day(1990, 1, 1) ?? today) }
    }
  }
}
