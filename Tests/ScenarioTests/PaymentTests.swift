import Basics
import City
import Enforcement
import EnforcementLaw
import Testing

@testable import Stories

/// Payments of case money with a bank that contradicts itself, and accounts that change.
@Suite struct PaymentTests {
  private static func readyToRelease(_ court: Scenario) async throws -> CaseAccount.PayoutState {
    try await SmartSearch.controlled(in: court)
    try await court.pays(.yuan(20_000), payer: "王知战")
    try await court.advance(minutes: 10)
    try await court.statesAccounts()
    try await court.handler.does("funds.proposePayout")
    let payout = try #require(try await court.account.openPayouts.first)
    return payout
  }
  /// What was paid twice comes back by a line of the bank that names no case.
  private static func comesBack(_ line: PayoutLine, _ court: Scenario) async throws -> String {
    let fields: [String: InputValue] = [
      "side": "credit", "amount": .text("\(line.amount)"), "reference": .text("AK20260316\(line.id)"), "name": "收款人退回",
      "number": "6222000011112222", "text": "退回",
    ]
    let receipt = try await court.desk.attempt(
      CommandCall(
        "receipts.take",
        [
          "account": "33050110990001", "day": .text("\(court.clock.now.day)"), "paper": "notice", "count": "1",
          "lines": .list([.object(fields)]),
        ]), by: .machine, court: court.configuration.court)
    return try #require(receipt.appended.first { $0.stream.kind == .bankReceipt }).stream.key
  }
  private static func booksClose(_ court: Scenario) async throws {
    let report = try await court.store.ledgerCheck(keys: nil)
    #expect(report.faults.map(\.description) == [])
  }

  @Test("A bank that calls a payment failed and later done, with nothing sent in between, has paid once")
  func failedThenDone() async throws {
    try await StoryTests.live(from: SmartSearch.begins, "先称失败") { court in
      let payout = try await Self.readyToRelease(court)
      try await court.city.set(UnitFaults(denyPercent: 100))
      try await court.passesGates(payout)
      try await court.advance(minutes: 30)
      #expect(try await court.account.payouts[payout.id]?.lineStatus.values.allSatisfy { $0 == .bounced } ?? false)
      try await court.advance(minutes: 180)
      #expect(try await court.account.payouts[payout.id]?.status == .settled)
      #expect(try await court.account.balance == .zero)
      #expect(await court.city.balance(of: try await court.account.subAccount) == .zero)
      try await Self.booksClose(court)
    }
  }

  @Test(
    "Sent again while the first payment had been made after all, the line is held; a person finds both paid, and one is recovered"
  )
  func paidTwice() async throws {
    try await StoryTests.live(from: SmartSearch.begins, "重复支付") { court in
      let payout = try await Self.readyToRelease(court)
      let line = try #require(payout.lines.first { $0.kind == .applicant })
      try await court.city.set(UnitFaults(denyPercent: 100))
      try await court.passesGates(payout)
      try await court.advance(minutes: 30)
      // More money lies on the sub-account, so the bank can pay again; its second answer takes half a day.
      try await court.pays(.yuan(25_000), payer: "王知战")
      try await court.advance(minutes: 10)
      try await court.city.set(UnitFaults(delayMsMin: 12 * 3_600_000, delayMsMax: 12 * 3_600_000))
      let cashier = try court.person(.cashier)
      try await cashier.does("funds.sendPayout", ["payout": "\(payout.id)"])
      try await court.advance(minutes: 180)
      #expect(try await court.account.payouts[payout.id]?.lineStatus[line.id] == .held)
      #expect(try await court.file.process.isOpen("clarifyPayment"))
      #expect(
        try await cashier.refusal("funds.clarifyPayment", ["line": "\(line.id)", "finding": "paidTwice", "evidence": "x"])
          == "notYourRole")
      // Nothing more leaves while it is held.
      try await cashier.does("funds.sendPayout", ["payout": "\(payout.id)"])
      #expect(try await court.account.payouts[payout.id]?.requests[line.id]?.count == 2)
      let supervisor = try court.person(.moneySupervisor)
      let evidence = "开户行流水两笔，均已付出。"
      #expect(
        try await supervisor.refusal("funds.clarifyPayment", ["line": "\(line.id)", "finding": "notPaid", "evidence": "x"])
          == "paymentUnanswered")
      try await court.advance(minutes: 12 * 60)
      for part in payout.lines {
        try await supervisor.does(
          "funds.clarifyPayment", ["line": "\(part.id)", "finding": "paidTwice", "evidence": .text(evidence)])
      }
      #expect(try await court.account.payouts[payout.id]?.status == .settled)
      #expect(try await !court.file.process.isOpen("clarifyPayment"))
      #expect(try await court.file.process.open.values.count { $0.key == "recoverPayment" } == payout.lines.count)
      try await Self.booksClose(court)
      for part in payout.lines {
        let credit = try await Self.comesBack(part, court)
        try await supervisor.does("funds.recordRecovered", ["line": "\(part.id)", "credit": "\(credit)"])
      }
      #expect(try await !court.file.process.isOpen("recoverPayment"))
      #expect(try await court.account.balance == .yuan(25_000))
      try await Self.booksClose(court)
    }
  }

  @Test("A changed account waits for a call-back by someone else; a denied one is struck off; another holder needs the panel")
  func changedAccount() async throws {
    try await StoryTests.live(from: SmartSearch.begins, "变更账户") { court in
      try await SmartSearch.controlled(in: court)
      try await court.pays(.yuan(20_000), payer: "王知战")
      try await court.advance(minutes: 10)
      let applicant = try #require(try await court.file.applicants.first)
      let name = try #require(try await court.store.open([applicant.vault])[applicant.vault]?.fields["name"])
      func account(_ holder: String, _ number: String) -> [String: InputValue] {
        [
          "person": "\(applicant.person)", "payeeName": .text(holder), "payeeAccount": .text(number), "payeeBank": "外地示例银行",
        ]
      }
      let (clerk, reception) = (try court.person(.clerk), try court.person(.reception))
      let call: [String: InputValue] = ["person": "\(applicant.person)", "result": "confirmed", "note": "本人接听，确认更换银行卡。"]
      #expect(try await clerk.refusal("funds.recordPayee", account(name, "6228480000001234")) == "cardNumber")
      try await court.statesAccounts()
      #expect(try await reception.refusal("funds.confirmPayee", call) == "noCallDue")

      try await clerk.does("funds.recordPayee", account(name, "6228480000001237"))
      #expect(try await court.file.process.isOpen("confirmPayee"))
      #expect(try await court.handler.refusal("funds.proposePayout") == "payee.unconfirmed")
      #expect(try await clerk.refusal("funds.confirmPayee", call) == "secondPerson")
      try await reception.does("funds.confirmPayee", call.merging(["result": "unreachable"]) { $1 })
      #expect(try await court.handler.refusal("funds.proposePayout") == "payee.unconfirmed")
      try await reception.does("funds.confirmPayee", call.merging(["result": "denied"]) { $1 })
      #expect(try await court.handler.refusal("funds.proposePayout") == "noPayee")
      #expect(try await !court.file.process.isOpen("confirmPayee"))

      // Struck off, the next account is a first one again, of another holder.
      try await clerk.does("funds.recordPayee", account("王代领", "6228480000001237"))
      #expect(try await court.handler.refusal("funds.proposePayout") == "payee.otherHolder")
      let consent: [String: InputValue] = ["person": "\(applicant.person)", "decision": "合议庭审查委托书后同意。"]
      #expect(try await clerk.refusal("funds.consentPayee", consent) == "notYourRole")
      try await court.anotherJudge().does("funds.consentPayee", consent)
      try await court.paysOut()
      #expect(try await court.account.balance == .zero)
    }
  }

  @Test(
    "What the gates look at is what is paid: an account changed after the proposal stops it at every gate until it is proposed anew"
  )
  func changedAfterProposal() async throws {
    try await StoryTests.live(from: SmartSearch.begins, "提请后变更账户") { court in
      let payout = try await Self.readyToRelease(court)
      let applicant = try #require(try await court.file.applicants.first)
      let name = try #require(try await court.store.open([applicant.vault])[applicant.vault]?.fields["name"])
      try await court.person(.moneySupervisor).does("funds.supervisePayout", ["payout": "\(payout.id)"])
      try await court.person(.clerk).does(
        "funds.recordPayee",
        [
          "person": "\(applicant.person)", "payeeName": .text(name), "payeeAccount": "6228480000001237",
          "payeeBank": "外地示例银行",
        ])
      try await court.person(.reception).does(
        "funds.confirmPayee", ["person": "\(applicant.person)", "result": "confirmed", "note": "本人接听，确认更换银行卡。"])
      let chief = try court.person(.bureauChief)
      #expect(try await chief.refusal("funds.approvePayout", ["payout": "\(payout.id)"]) == "payeeChanged")
      try await chief.does("funds.returnPayout", ["payout": "\(payout.id)", "reason": "收款账户已变更，重新提请。"])
      try await court.paysOut()
      #expect(try await court.account.balance == .zero)
      let line = try #require(try await court.account.payouts.values.first { $0.id != payout.id }?.lines.first)
      #expect(line.vault != payout.lines.first?.vault)
      try await Self.booksClose(court)
    }
  }

  @Test("Where money is short the fee is the fee on what the creditor gets, to the fen")
  func feeOfPartPayment() async throws {
    try await StoryTests.live(from: SmartSearch.begins, "部分到账") { court in
      try await SmartSearch.controlled(in: court)
      var received = Money.zero
      for sum in [Money.yuan(8_000), .yuan(41_234), .yuan(3_333)] {
        try await court.pays(sum, payer: "王知战")
        try await court.advance(minutes: 10)
        received = received + sum
        let division = try CaseDebt.division(
          try await court.file, try await court.account, on: court.clock.now.day, law: court.configuration.books.law)
        #expect(division.creditor + division.fee + division.costs + division.surplus == received)
        let fee = try EnforcementFee.fee(
          recovered: division.creditor, applied: try await court.file.filing.claimed,
          settings: court.configuration.books.law.settings)
        #expect(abs(fee.value.fen - division.fee.fen) <= 1, "\(received): \(division.fee), counted \(fee.value)")
      }
    }
  }
}
