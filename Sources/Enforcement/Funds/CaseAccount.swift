import Basics
import EnforcementLaw

/// The money of one case (一案一账户): receipts, payouts, and what is still here. Sums are whole fen; nothing is ever edited.
public struct CaseAccount: StreamState {
  public static let kind = StreamKind.caseAccount
  public init() {}
  /// The virtual sub-account at the court's bank; empty before the case is filed.
  public internal(set) var subAccount = ""
  public internal(set) var receipts: [ID<Receipt>: ReceiptState] = [:]
  public internal(set) var receiptOrder: [ID<Receipt>] = []
  /// Bank lines already booked, by keyed digest: the same line twice changes nothing.
  public internal(set) var bankLines: Set<String> = []
  public internal(set) var payouts: [ID<Payout>: PayoutState] = [:]
  public internal(set) var payoutOrder: [ID<Payout>] = []

  /// Set aside for mass payouts, by batch: what was taken less what was given back.
  public internal(set) var batches: [ID<PayoutBatch>: Money] = [:]
  /// Paid by mass payouts, those that were let go, shares of a distribution in their order, and which of them are paid.
  public internal(set) var batchesPaid: [ID<PayoutBatch>: Money] = [:]
  public internal(set) var batchesReleased: Set<ID<PayoutBatch>> = []
  public internal(set) var batchShares: [ID<PayoutBatch>: [BatchShare]] = [:]
  public internal(set) var sharesPaid: [ID<PayoutBatch>: LineSet] = [:]
  /// Receipts that the bank took back, with what of them was out already.
  public internal(set) var reversals: [ID<Receipt>: ReversalState] = [:]
  /// Right sums of receipts that one person proposed and another decides on.
  public internal(set) var receiptSums: [ID<Receipt>: ProposedReceiptSum] = [:]
  /// When the costs of what came in were settled last.
  public internal(set) var costsSettledOn: Day?

  public internal(set) var delays: [ID<PayoutDelay>: DelayState] = [:]
  /// The lead who took the payout into his own hands.
  public internal(set) var takenOverBy: ID<StaffMember>?
  /// Accounts of others to which the panel let a party's money go.
  public internal(set) var consented: [ID<Person>: VaultRef] = [:]
  /// What of this account belongs to a distribution.
  public internal(set) var purse = DistributionPurse()
  /// Costs that somebody advanced, in the order in which they were recorded.
  public internal(set) var costs: [ID<AdvancedCost>: AdvancedCost] = [:]
  /// Taken by mistake from people who owe nothing, by person: theirs, and no part of the debt.
  public internal(set) var owedBack: [ID<Person>: Money] = [:]
  public internal(set) var costOrder: [ID<AdvancedCost>] = []
  public internal(set) var lodgements: [ID<Lodgement>: Lodgement] = [:]
  public internal(set) var lodgementOrder: [ID<Lodgement>] = []
  public internal(set) var rewards: [ID<RewardOffer>: RewardOffer] = [:]
  public internal(set) var rewardOrder: [ID<RewardOffer>] = []

  /// What debtors paid straight to applicants and these confirmed: it pays the debt, nothing of it is on this account.
  public internal(set) var direct: [DirectSum] = []

  /// What earlier rounds of the matter recovered; nil where there were none, or nothing came in.
  public internal(set) var earlier: Earlier?

  /// Receipts and payments of the rounds that this case resumes: they are not on this account, and they count on.
  public struct Earlier: Sendable, Hashable {
    public let from: ID<CaseFile>
    public let receipts: [CarriedSum]
    public let fees: [CarriedSum]
    public let creditors: Money
    public let surplus: Money
    /// Paid straight to the applicants.
    public let direct: [DirectSum]
    /// False where the claim of this case leaves out what was recovered: it is known and counts no more.
    public let counts: Bool
    /// What came in on this account.
    public var received: Money { receipts.reduce(.zero) { $0 + $1.amount } }
    public var paid: Money { fees.reduce(creditors + surplus) { $0 + $1.amount } }
  }
  /// One credit of the case's account. It is never edited; what was paid out of it follows from the order in which it came.
  public struct ReceiptState: Sendable, Hashable {
    public let id: ID<Receipt>
    public let amount: Money
    public let on: Day
    public let source: ReceiptSource
    /// Last day for paying out (R6.9); an approved delay that has ended gives another.
    public internal(set) var payBy: Day
    /// The credit in suspense that it was matched with.
    public let from: ID<BankReceipt>?
    /// How often the handler was reminded, and when last.
    public internal(set) var chased = 0
    public internal(set) var chasedOn: Day?
    /// A share of a distribution whose line of the bank was seen.
    public internal(set) var isMet = false
    /// The bank's line, which names the payer; nil where another account of the court paid.
    public internal(set) var vault: VaultRef?
  }
  /// One payout with its lines: how far it has come through the gates, and what the bank said of each line.
  public struct PayoutState: Sendable, Hashable {
    public let id: ID<Payout>
    public internal(set) var lines: [PayoutLine]
    /// Lines that came back and were given back to the case.
    public internal(set) var freed: [PayoutLine] = []
    public let proposedAt: Instant
    /// Who proposed it, and who let it through each gate.
    public internal(set) var gates: GateBook
    public internal(set) var lineStatus: [ID<PayoutLine>: LineStatus]
    /// Every sending of a line, the last one last.
    public internal(set) var requests: [ID<PayoutLine>: [ID<PartnerRequest>]] = [:]
    /// The requests by which a line counts as paid.
    public internal(set) var settledBy: [ID<PayoutLine>: Set<ID<PartnerRequest>>] = [:]
    /// Lines on which the bank contradicts itself: a person has to ask it.
    public internal(set) var contradictions: [ID<PayoutLine>: Contradiction] = [:]
    /// Lines paid twice, one payment not yet recovered.
    public internal(set) var overpaid: Set<ID<PayoutLine>> = []
    /// Lines of which money came back to the court.
    public internal(set) var recovered: Set<ID<PayoutLine>> = []
    /// Lines paid to an account that was not the payee's, the money not yet back.
    public internal(set) var misdirected: Set<ID<PayoutLine>> = []
    /// Accounts that the gates saw when a line was proposed anew; any other line goes to the account with which it was proposed.
    public internal(set) var accounts: [ID<PayoutLine>: VaultRef] = [:]
    /// While lines of it wait at the gates a second time.
    public internal(set) var reopened: Reopening?
    /// Sendings that were paid and came back.
    public internal(set) var cameBack: Set<ID<PartnerRequest>> = []
    var end: Status?
    public var proposedBy: Actor.Ref { gates.proposedBy }
    public var approvedBy: Actor.Ref? { gates.passed[.approval] }
    public var total: Money { lines.reduce(.zero) { $0 + $1.amount } }
    /// What of it comes out of the case's own account: aid comes out of its fund.
    public var ofCase: Money { lines.filter { $0.kind != .aid }.reduce(.zero) { $0 + $1.amount } }
    public var isOpen: Bool { end == nil }
    /// How far it has come: the last gate passed, or its end.
    public var status: Status {
      if let end { return end }
      return switch gates.next {
      case .supervision: .proposed
      case .approval: .supervised
      case .release: .approved
      case nil: .released
      }
    }
    /// The last gate that it passed, or its end. Raw values are stored.
    public enum Status: String, Sendable, Hashable, Codable, CaseIterable {
      case proposed, supervised, approved, released, returned, settled
      /// The gate at which it waits.
      public var gate: MoneyGate? {
        switch self {
        case .proposed: .supervision
        case .supervised: .approval
        case .approved: .release
        case .released, .returned, .settled: nil
        }
      }
    }
    /// Where the money of a line is, as far as the court knows. Raw values are stored.
    public enum LineStatus: String, Sendable, Hashable, Codable, CaseIterable {
      case waiting, sent, settled, bounced
      /// Nothing is sent until a person has asked the bank.
      case held
    }
  }

  /// The rounds before, as far as they count.
  private var counted: Earlier? { earlier.flatMap { $0.counts ? $0 : nil } }
  /// Paid in the rounds before, as far as it counts.
  public var paidBefore: Money { counted?.paid ?? .zero }

  public var received: Money { receiptOrder.reduce(.zero) { $0 + (receipts[$1]?.amount ?? .zero) } }
  /// In this round and all before it, as far as it counts on this case's debt.
  public var allReceived: Money { received - foreign + (counted?.received ?? .zero) }
  public var allReceipts: [CarriedSum] {
    let own = receiptOrder.compactMap { receipts[$0] }.map { CarriedSum(on: $0.on, amount: $0.amount) }
    return (counted?.receipts ?? []) + withoutForeign(own)
  }
  /// Direct payments of this round and all before it, as far as they count.
  public var allDirect: [DirectSum] { (counted?.direct ?? []) + direct }
  public var paidDirectly: Money { direct.reduce(.zero) { $0 + $1.amount } }
  /// What the applicants got in this round: paid out to them, and paid to them directly.
  public var reachedApplicants: Money { paidToCreditors + paidDirectly }
  /// Fees of payouts not returned, on the day of the last receipt before the proposal: they came out of that money.
  public var allFees: [CarriedSum] {
    let own = payoutOrder.compactMap { payouts[$0] }.filter { $0.status != .returned }.flatMap { payout in
      let proposed = payout.proposedAt.day
      let on = receiptOrder.compactMap { receipts[$0]?.on }.filter { $0 <= proposed }.max() ?? proposed
      return payout.lines.filter { $0.kind == .fee }.map { CarriedSum(on: on, amount: $0.amount) }
    }
    return (counted?.fees ?? []) + own
  }
  /// Proposed, approved or paid lines of a kind, in this round and all before it; lists of payees pay what is the creditors'.
  public func allCommitted(_ kind: PayoutLine.Kind) -> Money {
    let first = before(kind) + (kind == .applicant ? inLists : .zero)
    return payouts.values.filter { $0.status != .returned }.flatMap(\.lines).filter { $0.kind == kind }.reduce(first) {
      $0 + $1.amount
    }
  }
  /// Paid for good, in this round and all before it.
  public func allPaid(_ kind: PayoutLine.Kind) -> Money { paid(kind) + before(kind) }
  private func before(_ kind: PayoutLine.Kind) -> Money {
    guard let counted else { return .zero }
    return switch kind {
    case .applicant: counted.creditors
    case .fee: counted.fees.reduce(.zero) { $0 + $1.amount }
    case .surplus: counted.surplus
    case .resumedCase, .creditor, .cost, .lodged, .escheat, .aid, .reward, .wrongful: .zero
    }
  }
  /// Payouts proposed, approved or settled, whatever their stage: spoken for.
  public var committed: Money {
    payouts.values.filter { $0.status != .returned }.reduce(batchesInAll) { $0 + $1.ofCase }
  }
  /// Paid for good.
  public func paid(_ kind: PayoutLine.Kind) -> Money {
    payouts.values.reduce(.zero) { sum, payout in
      payout.lines.filter { $0.kind == kind && payout.lineStatus[$0.id] == .settled }.reduce(sum) { $0 + $1.amount }
    }
  }
  /// Paid for good to the applicants, or to others on their behalf.
  public var paidToCreditors: Money {
    let lists = batchesPaid.filter { batchShares[$0.key] == nil }.values.reduce(Money.zero, +)
    return paid(.applicant) + paid(.reward) + lists
  }
  /// The same, in this round and all before it.
  public var allPaidToCreditors: Money { paidToCreditors + before(.applicant) }
  public var paidOut: Money {
    PayoutLine.Kind.allCases.filter { $0 != .aid }.reduce(batchesPaid.values.reduce(.zero, +)) { $0 + paid($1) }
  }
  /// Receipts whose money has gone out whole, where what came in first goes out first.
  public var receiptsPaid: [ID<Receipt>] {
    var left = paidOut + purse.moved - covered
    return receiptOrder.filter { receipt in
      left -= receipts[receipt]?.amount ?? .zero
      return left >= .zero
    }
  }
  /// Received and not paid out by the bank: on the sub-account still, whatever it waits for.
  public var balance: Money { received + covered - paidOut - purse.moved }
  /// Not yet spoken for.
  public var available: Money { received + covered - committed - earmarked }
  public var openPayouts: [PayoutState] {
    payoutOrder.compactMap { payouts[$0] }.filter(\.isOpen)
  }
}

/// Marks ids of credits on the accounts of cases.
public enum Receipt {}
/// Marks ids of payouts.
public enum Payout {}

/// The case has its sub-account at the court's bank: whatever is paid there is this case's (一案一账户).
public struct AccountOpened: Event {
  public static let name = "funds.accountOpened.v1"
  public let subAccount: String
  public init(subAccount: String) { self.subAccount = subAccount }
  public func apply(to account: inout CaseAccount, _ meta: EventMeta) { account.subAccount = subAccount }
}

/// Money came in for the case: from now on it counts on the debt, and the clock of paying out runs (R6.9).
public struct ReceiptBooked: Event {
  public static let name = "funds.receiptBooked.v1"
  public let receipt: ID<Receipt>
  public let amount: Money
  public let source: ReceiptSource
  public let bankLineDigest: String
  /// The bank's line as received: kind `bankLine`.
  public let vault: VaultRef
  /// Last day for paying out, with how it was counted.
  public let payBy: Day
  public let reasons: Reasons
  /// The credit in suspense that it was matched with; nil where it came in on the case's own sub-account.
  public let from: ID<BankReceipt>?
  /// The bank's day, where it is another than that of the booking: interest runs to it.
  public let on: Day?
  public init(
    receipt: ID<Receipt>, amount: Money, source: ReceiptSource, bankLineDigest: String, vault: VaultRef, payBy: Day,
    reasons: Reasons, from: ID<BankReceipt>? = nil, on: Day? = nil
  ) {
    self.receipt = receipt
    self.amount = amount
    self.source = source
    self.bankLineDigest = bankLineDigest
    self.vault = vault
    self.payBy = payBy
    self.reasons = reasons
    self.from = from
    self.on = on
  }
  public var signals: [Signal] { Arrival.signals(receipt, from: on) }
  public func apply(to account: inout CaseAccount, _ meta: EventMeta) {
    account.receiptOrder.append(receipt)
    account.receipts[receipt] = CaseAccount.ReceiptState(
      id: receipt, amount: amount, on: on ?? meta.day, source: source, payBy: payBy, from: from, vault: vault)
    if !bankLineDigest.isEmpty { account.bankLines.insert(bankLineDigest) }
  }
  /// What came in need not be held any more (R3.4).
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] {
    let chase = Chase.timer(receipt, meta.stream.key, due: Chase.first(after: meta.day, after.law.calendar))
    let bulletin = Bulletin.afterMoney(meta)
    let file: CaseFile = after.state(StreamID(.caseFile, meta.stream.key))
    guard !file.seizure.live.isEmpty else { return [chase, bulletin] }
    return [chase, bulletin, .now(CommandCall("seizure.checkExcess", ["case": "\(file.id)"]), name: "excess")]
  }
}

/// The handler proposed who gets what; supervision, approval and release are still to come, each by another person.
public struct PayoutProposed: Event {
  public static let name = "funds.payoutProposed.v1"
  public let payout: ID<Payout>
  public let lines: [PayoutLine]
  /// How the sums were reached: what is owed, the order, the fee.
  public let reasons: [Reasons]
  /// Whose part was left out, since no account of theirs is on file; nil in older entries, and where nobody's was.
  public let leftOut: [ID<Person>]?
  public init(payout: ID<Payout>, lines: [PayoutLine], reasons: [Reasons], leftOut: [ID<Person>]? = nil) {
    self.payout = payout
    self.lines = lines
    self.reasons = reasons
    self.leftOut = leftOut
  }
  /// Whoever proposes what is paid has settled fee and costs.
  public var signals: [Signal] {
    let settles: Set<PayoutLine.Kind> = [.applicant, .fee, .cost]
    let settled = lines.contains { settles.contains($0.kind) } ? [Signal("costs.settled")] : []
    return [Signal("payout.proposed", payout)] + settled
  }
  public func apply(to account: inout CaseAccount, _ meta: EventMeta) {
    account.payoutOrder.append(payout)
    account.payouts[payout] = CaseAccount.PayoutState(
      id: payout, lines: lines, proposedAt: meta.at, gates: GateBook(proposedBy: meta.actor),
      lineStatus: Dictionary(lines.map { ($0.id, .waiting) }) { first, _ in first })
  }
}
