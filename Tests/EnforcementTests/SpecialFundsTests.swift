import Basics
import Casework
import Enforcement
import EnforcementLaw
import Ledger
import TestSupport
import Testing

@Suite("Special funds")
struct SpecialFundsTests {
  private func held(_ court: DistributionCourt, _ account: LedgerAccount) async throws -> Money {
    let books = try await court.books()
    return account.posted(books.balance(account))
  }

  @Test("Lodged money waits for its creditor, and is his when he comes, through the gates")
  func claimed() async throws {
    let court = try await DistributionCourt(claims: [.yuan(50_000)], proceeds: .yuan(20_000))
    let creditor = try #require(try await court.file().applicants.first?.person)
    let fields: [String: InputValue] = ["person": "\(creditor)", "ground": "missing", "text": "两次公告均无人领取"]
    #expect(try await court.attempt("lodgement.propose", fields.merging(["amount": "30000"]) { $1 }).code == "payoutExceeds")
    try await court.does("lodgement.propose", fields)
    let lodgement = try #require(try await court.account().lodgementList.first)
    #expect(lodgement.amount > .yuan(19_000) && lodgement.amount < .yuan(20_000), "all but the fee: \(lodgement.amount)")
    let of: [String: InputValue] = ["lodgement": "\(lodgement.id)"]
    #expect(try await court.attempt("lodgement.approve", of).code == "notYourRole")
    #expect(try await court.attempt("lodgement.claim", of.merging(["text": "身份证"]) { $1 }).code == "noLodgement")
    try await court.does("lodgement.approve", of, by: court.president)
    let kept = LedgerAccount(.lodged, "\(lodgement.id)")
    #expect(try await held(court, kept) == lodgement.amount)
    #expect(try await court.file().process.isOpen("lodgementFiveYears"))
    #expect(try await court.file().papers.latest(.lodgementNotice) != nil)
    // The fee is still to be paid; nothing of it is the creditor's.
    try await court.does("funds.proposePayout")
    #expect(try await court.account().openPayouts.first?.lines.map(\.kind) == [.fee])
    try await court.paysOut(court.lead)
    try await court.passes(days: 400)
    #expect(try await court.account().lodgements[lodgement.id]?.reminders == 1)
    try await court.does("lodgement.claim", of.merging(["text": "身份证与判决书"]) { $1 })
    #expect(try await held(court, kept) == .zero)
    #expect(try await court.attempt("funds.proposePayout").code == "nothingToPay", "it is spoken for")
    try await court.does("lodgement.pay")
    #expect(try await court.attempt("lodgement.pay").code == "noLodgement")
    try await court.paysOut(court.lead)
    #expect(try await court.account().balance == .zero)
    try await court.agreeOnBank()
  }

  @Test("Five years without a claim: it goes to the state, less the costs that were advanced")
  func toState() async throws {
    let court = try await DistributionCourt(claims: [.yuan(50_000)], proceeds: .yuan(20_000))
    let creditor = try #require(try await court.file().applicants.first?.person)
    try await court.does(
      "lodgement.propose", ["person": "\(creditor)", "amount": "8000", "ground": "heirUnknown", "text": "继承人未确定"])
    let lodgement = try #require(try await court.account().lodgementList.first)
    try await court.does("lodgement.approve", ["lodgement": "\(lodgement.id)"], by: court.president)
    try await court.does(
      "funds.advanceCost", ["kind": "notice", "amount": "300", "on": .text("\(court.court.clock.now.day)"), "text": "公告"])
    let until = try #require(try await court.account().lodgements[lodgement.id]?.until)
    try await court.court.advance(to: Instant(until, hour: 12))
    #expect(try await court.account().lodgements[lodgement.id]?.status == .lodged, "the last day is still his")
    try await court.passes(days: 2)
    let state = try #require(try await court.account().lodgements[lodgement.id])
    #expect(state.status == .toState && state.costs == .yuan(300) && state.reminders == 5)
    try await court.does("lodgement.pay")
    let payout = try #require(try await court.account().openPayouts.first)
    #expect(payout.lines.map(\.kind) == [.escheat] && payout.total == .yuan(7_700))
    try await court.paysOut(court.lead)
    try await court.agreeOnBank()
  }

  @Test("Costs advanced come back first, to who bore them")
  func costsFirst() async throws {
    let court = try await DistributionCourt(claims: [.yuan(50_000)], proceeds: .yuan(20_000))
    let creditor = try #require(try await court.file().applicants.first?.person)
    let day = InputValue.text("\(court.court.clock.now.day)")
    try await court.does(
      "funds.advanceCost", ["kind": "appraisal", "amount": "2000", "on": day, "borneBy": "\(creditor)", "text": "评估费发票"])
    try await court.does("funds.advanceCost", ["kind": "auction", "amount": "1500", "on": day, "text": "辅助拍卖"])
    let fee: [String: InputValue] = ["kind": "enforcementFee", "amount": "1", "on": day, "text": "费"]
    #expect(try await court.attempt("funds.advanceCost", fee).code == "feeIsCounted")
    try await court.does("funds.proposePayout")
    let payout = try #require(try await court.account().openPayouts.first)
    let costs = payout.lines.filter { $0.kind == .cost }
    #expect(costs.map(\.payee) == [creditor, nil] && costs.map(\.amount) == [.yuan(2_000), .yuan(1_500)])
    #expect(payout.total == .yuan(20_000))
    try await court.paysOut(court.lead)
    #expect(try await court.account().costsToRecover == .zero)
    try await court.agreeOnBank()
  }

  @Test("Aid is granted once, within the cap and the fund, by another than who asked, and performs nothing of the debt")
  func aidOnce() async throws {
    let court = try await DistributionCourt(claims: [.yuan(80_000), .yuan(10_000)], proceeds: Money(fen: 100))
    let creditor = try #require(try await court.file().applicants.first?.person)
    let fields: [String: InputValue] = [
      "person": "\(creditor)", "monthlyWage": "8000", "criteria": .list(["injured", "debtorUnable"]), "text": "证明三份",
    ]
    #expect(try await court.attempt("aid.apply", fields.merging(["amount": "90000"]) { $1 }).code == "aidTooMuch")
    let alone = fields.merging(["amount": "1", "criteria": .list(["injured"])]) { $1 }
    #expect(try await court.attempt("aid.apply", alone).code == "aidCriteria")
    try await court.does("aid.apply", fields.merging(["amount": "20000"]) { $1 })
    #expect(try await court.file().process.isOpen("judicialAid"))
    let granted: [String: InputValue] = ["amount": "20000", "text": "符合条件"]
    #expect(try await court.attempt("aid.grant", granted, by: court.president).code == "aidFundShort")
    let before = try await court.court.look(at: court.lead)
    let owed = CaseDebt.stillOwed(before.caseFile(court.lead), before.account(court.lead), on: before.today, law: before.law)
      .total
    _ = try await court.court.attempt("aid.fillFund", ["amount": "30000", "bankLine": "拨款1"], by: .machine)
    _ = try await court.court.attempt("aid.fillFund", ["amount": "30000", "bankLine": "拨款1"], by: .machine)
    #expect(try await held(court, LedgerAccount(.fund, LedgerAccount.single)) == .yuan(30_000), "the same line twice")
    try await court.does("aid.grant", granted, by: court.president)
    try await court.does("aid.pay")
    #expect(try await court.account().available == Money(fen: 100), "the case's own money is untouched")
    try await court.paysOut(court.lead)
    #expect(try await held(court, LedgerAccount(.fund, LedgerAccount.single)) == .yuan(10_000))
    let after = try await court.court.look(at: court.lead)
    let still = CaseDebt.stillOwed(after.caseFile(court.lead), after.account(court.lead), on: before.today, law: after.law).total
    #expect(still == owed)
    #expect(!(after.caseFile(court.lead).process.isOpen("payAid")))
    #expect(try await court.attempt("aid.apply", fields.merging(["amount": "1"]) { $1 }).code == "aidKnown")
  }

  @Test("A reward is allowed by another, goes to the first outsider, out of the applicant's money, after its own approval")
  func reward() async throws {
    let court = try await DistributionCourt(claims: [.yuan(50_000)], proceeds: .yuan(20_000))
    let creditor = try #require(try await court.file().applicants.first?.person)
    let day = InputValue.text("\(court.court.clock.now.day)")
    try await court.does("reward.apply", ["person": "\(creditor)", "amount": "3000", "text": "悬赏征集财产线索"])
    #expect(try await court.file().process.isOpen("rewardNotice"))
    let again: [String: InputValue] = ["person": "\(creditor)", "amount": "1", "text": "再次申请"]
    #expect(try await court.attempt("reward.apply", again).code == "rewardWaits")
    let offer = try #require(try await court.account().rewardList.first)
    let of: [String: InputValue] = ["reward": "\(offer.id)"]
    #expect(try await court.attempt("reward.publish", of, by: court.clerk).code == "notYourRole")
    try await court.does("reward.publish", of, by: court.signer)
    #expect(try await !court.file().process.isOpen("rewardNotice"))
    func tip(_ name: String, _ informant: String) -> [String: InputValue] {
      of.merging([
        "kind": "natural", "name": .text(name), "idKind": "other", "idNumber": .text("T-\(name)"), "payeeName": .text(name),
        "payeeAccount": "6222021207000000004", "payeeBank": "示例银行", "informant": .text(informant), "on": day, "text": "一辆货车停在工地",
      ]) { $1 }
    }
    #expect(try await court.attempt("reward.recordTip", tip("代理人", "applicantsAgent"), by: court.clerk).code == nil)
    let all = of.merging(["recovered": "20000"]) { $1 }
    #expect(try await court.attempt("reward.propose", all).code == "nobodyEntitled")
    try await court.does("reward.recordTip", tip("先来人", "outsider"), by: court.clerk)
    try await court.does("reward.recordTip", tip("后来人", "outsider"), by: court.clerk)
    #expect(try await court.attempt("reward.propose", of.merging(["recovered": "30000"]) { $1 }).code == "rewardBeyondReceipts")
    try await court.does("reward.propose", all)
    let award = try #require(try await court.account().rewardList.first?.award)
    let tips = try await court.account().rewardList.first?.tips ?? []
    #expect(award.amount == .yuan(3_000) && award.tip == tips.dropFirst().first?.id)
    #expect(try await court.attempt("reward.pay").code == "noReward", "not approved yet")
    #expect(try await court.attempt("reward.approve", of).code == "notYourRole")
    try await court.does("reward.decline", of.merging(["reason": "到位金额待核"]) { $1 }, by: court.president)
    try await court.does("reward.propose", all)
    try await court.does("reward.approve", of, by: court.president)
    let before = try await court.account().available
    #expect(before == .yuan(17_000))
    try await court.does("reward.pay")
    let payout = try #require(try await court.account().openPayouts.first)
    #expect(payout.lines.map(\.kind) == [.reward] && payout.total == .yuan(3_000))
    try await court.paysOut(court.lead)
    #expect(try await court.attempt("reward.pay").code == "noReward", "paid once")
    try await court.does("funds.proposePayout")
    let rest = try #require(try await court.account().openPayouts.first)
    #expect(rest.total == .yuan(17_000), "the reward came out of the applicant's share: \(rest.lines)")
    try await court.paysOut(court.lead)
    let account = try await court.account()
    #expect(account.balance == .zero && account.paidToCreditors == account.paid(.applicant) + .yuan(3_000))
    try await court.agreeOnBank()
  }
}

extension DistributionCourt {
  /// The bank holds what came in less what went out.
  func agreeOnBank() async throws {
    let books = try await books()
    var stands = Money.zero
    for id in cases { stands += try await account(id).balance }
    #expect(LedgerAccount.bank.posted(books.balance(.bank)) == stands)
  }
}
