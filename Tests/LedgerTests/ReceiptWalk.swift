import Basics
import Casework
import Enforcement
import TestSupport

/// Acts on money that came in, as a die falls; refusals are part of it.
struct ReceiptWalk {
  let court: MoneyCourt
  var dice: SeededDice
  let cases: [ID<CaseFile>]
  var serial = 0
  var done = 0
  /// The act that was tried last.
  private(set) var last = ""

  init(_ court: MoneyCourt, seed: UInt64, cases: [ID<CaseFile>]) {
    self.court = court
    dice = SeededDice(seed)
    self.cases = cases
  }
  private mutating func roll(_ sides: Int) -> Int { dice.roll(sides) }

  mutating func step() async throws {
    let rows = try await ReceiptTests.suspended(court)
    let id = rows.isEmpty ? nil : rows[roll(rows.count)].id
    do {
      if roll(3) == 0 { return try await other(id) }
      switch (roll(10), id) {
      case (0...3, _), (_, nil):
        serial += roll(4) == 0 ? 0 : 1
        let sub = roll(3) == 0 ? SubAccount.number(of: cases[roll(2)]) : ""
        let fen = Int64(100 + serial * 37)
        try await ReceiptTests.take(
          court, [ReceiptTests.line("\(Money(fen: fen))", "AK20260316\(100_000 + serial)", subAccount: sub)],
          paper: roll(2) == 0 ? "notice" : "statement")
      case (4...5, let id?):
        let amount = roll(2) == 0 ? "" : "\(Money(fen: Int64(1 + roll(150))))"
        try await court.attempt("receipts.match", ReceiptTests.match(id, [("\(cases[roll(2)])", amount)]), by: court.cashier)
      case (6, let id?):
        let state = try await state(id)
        guard let match = state.matches.last else { return }
        try await court.attempt(
          "receipts.undoMatch", ["receipt": "\(id)", "match": "\(match.receipt)", "reason": "错"], by: court.supervisor)
      case (7, let id?):
        try await court.attempt("receipts.proposeRefund", ["receipt": "\(id)", "reason": "错"], by: court.cashier)
      case (8, let id?):
        let name = roll(3) == 0 ? "receipts.declineRefund" : "receipts.approveRefund"
        try await court.attempt(name, ["receipt": "\(id)", "reason": "再查"], by: court.supervisor)
      case (_, let id?):
        guard let request = try await state(id).refunds.last?.request else { return }
        try await court.attempt(
          "partners.recordAnswer",
          [
            "request": "\(request)", "unit": "courtBank", "answerID": "a\(roll(1000))",
            "outcome": roll(2) == 0 ? "done" : "failed",
            "answeredAt": "\(court.clock.now)", "reason": "busy",
          ], by: court.bank)
      }
      done += 1
    } catch CaseDesk.Failure.refused {}
  }

  /// What else happens to money: each by whoever may, with whatever there is.
  private mutating func other(_ id: ID<BankReceipt>?) async throws {
    let matter = cases[roll(2)]
    let account = try await court.account(matter)
    let receipt = account.receiptOrder.last.map { "\($0)" } ?? "1"
    var acts: [(name: String, fields: [String: InputValue], by: Actor)] = [
      ("funds.proposeMisplaced", ["case": "\(matter)", "receipt": .text(receipt), "reason": "误汇"], court.cashier),
      (
        "funds.advanceCost",
        [
          "case": "\(matter)", "kind": "notice", "amount": "1.00", "on": "\(court.clock.now.day)", "text": "公告",
          "another": "true",
        ], court.assistant
      ), ("funds.proposePayout", ["case": "\(matter)"], court.assistant),
    ]
    if let cost = account.costOrder.last {
      acts.append(("funds.withdrawCost", ["case": "\(matter)", "cost": "\(cost)", "reason": "登错"], court.supervisor))
    }
    if let payout = account.openPayouts.first {
      for (name, actor) in [
        ("funds.supervisePayout", court.supervisor), ("funds.approvePayout", court.chief), ("funds.releasePayout", court.cashier),
        ("funds.returnPayout", court.chief),
      ] { acts.append((name, ["case": "\(matter)", "payout": "\(payout.id)", "reason": "再核"], actor)) }
    }
    if let id {
      let deposit = try await state(id).deposits.last.map { "\($0.id)" } ?? "1"
      let of: [String: InputValue] = [
        "receipt": "\(id)", "reason": "核实", "case": "\(matter)", "kind": "bid", "note": "保证金", "amount": "0.50",
        "deposit": .text(deposit), "way": roll(2) == 0 ? "back" : "applied",
      ]
      for name in ["receipts.keepDeposit", "receipts.releaseDeposit", "aid.fillFund", "aid.undoFill"] {
        acts.append((name, of, court.chief))
      }
      for name in ["receipts.confirmMisplaced", "receipts.declineMisplaced"] { acts.append((name, of, court.chief)) }
    }
    let act = acts[roll(acts.count)]
    last = act.name
    try await court.attempt(act.name, act.fields, by: act.by)
    done += 1
  }

  private func state(_ id: ID<BankReceipt>) async throws -> BankReceipt {
    var state: any StreamState = BankReceipt()
    for recorded in try await court.store.load([.bankReceipt(id)])[.bankReceipt(id)] ?? [] {
      recorded.event.fold(into: &state, recorded.meta)
    }
    return state as? BankReceipt ?? BankReceipt()
  }
}
