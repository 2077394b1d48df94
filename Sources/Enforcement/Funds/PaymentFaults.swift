import Basics

/// A bank takes back its word about a payment: what it called failed was done after all, or what it called done failed. A line is
/// never sent again while such a word stands; a person asks the bank and writes down what was found.
public struct Contradiction: Sendable, Hashable {
  /// The request whose answer contradicts, and what it says now.
  public let request: ID<PartnerRequest>
  public let said: PartnerOutcome
  /// The request by which the line was sent last.
  public let current: ID<PartnerRequest>
  /// How the line stood.
  public let was: CaseAccount.PayoutState.LineStatus
  public let at: Instant
}

/// What was found at the bank.
public enum PaymentFinding: String, Sendable, Codable, Hashable, CaseIterable {
  case paidOnce, paidTwice, notPaid
  public var name: Phrase {
    switch self {
    case .paidOnce: Phrase("只付了一次", "Paid once")
    case .paidTwice: Phrase("付了两次，须追回一次", "Paid twice; one payment is to be recovered")
    case .notPaid: Phrase("没有付出，可以重新支付", "Not paid; it may be sent again")
    }
  }
  /// How often the bank paid.
  var times: Int {
    switch self {
    case .paidOnce: 1
    case .paidTwice: 2
    case .notPaid: 0
    }
  }
}

/// The bank had said that it failed, and says now that it was paid; nothing was sent in between.
public struct PayoutLineFoundPaid: Event {
  public static let name = "funds.payoutLineFoundPaid.v1"
  public let payout: ID<Payout>
  public let line: ID<PayoutLine>
  public let request: ID<PartnerRequest>
  public init(payout: ID<Payout>, line: ID<PayoutLine>, request: ID<PartnerRequest>) {
    self.payout = payout
    self.line = line
    self.request = request
  }
  public func apply(to account: inout CaseAccount, _ meta: EventMeta) {
    account.payouts[payout]?.lineStatus[line] = .settled
    account.payouts[payout]?.settledBy[line, default: []].insert(request)
    // The case has the money already: what the bank paid after all is to be recovered.
    if account.payouts[payout]?.isFreed(line) == true { account.payouts[payout]?.overpaid.insert(line) }
  }
}

/// Two answers of the bank about one line cannot both be true: nothing more is sent for it until a person has found out.
public struct PayoutLineContradicted: Event {
  public static let name = "funds.payoutLineContradicted.v1"
  public let payout: ID<Payout>
  public let line: ID<PayoutLine>
  /// Whose answer contradicts what is known.
  public let request: ID<PartnerRequest>
  public let said: PartnerOutcome
  /// By which the line was sent last; may be the same.
  public let current: ID<PartnerRequest>
  public init(
    payout: ID<Payout>, line: ID<PayoutLine>, request: ID<PartnerRequest>, said: PartnerOutcome, current: ID<PartnerRequest>
  ) {
    self.payout = payout
    self.line = line
    self.request = request
    self.said = said
    self.current = current
  }
  public var signals: [Signal] { [Signal("payout.contradicted", line)] }
  public func apply(to account: inout CaseAccount, _ meta: EventMeta) {
    guard let was = account.payouts[payout]?.lineStatus[line] else { return }
    account.payouts[payout]?.contradictions[line] = Contradiction(
      request: request, said: said, current: current, was: was, at: meta.at)
    // What counts as paid stays so until the bank was asked.
    if was != .settled { account.payouts[payout]?.lineStatus[line] = .held }
  }
}

/// A person asked the bank and wrote down what was found.
public struct PayoutLineClarified: Event {
  public static let name = "funds.payoutLineClarified.v1"
  public let payout: ID<Payout>
  public let line: ID<PayoutLine>
  public let finding: PaymentFinding
  /// How the line stood before the contradiction.
  public let was: CaseAccount.PayoutState.LineStatus
  /// Requests whose "paid" is accounted for by the finding.
  public let requests: [ID<PartnerRequest>]
  /// What the bank showed: kind `text`.
  public let evidence: VaultRef
  public init(
    payout: ID<Payout>, line: ID<PayoutLine>, finding: PaymentFinding, was: CaseAccount.PayoutState.LineStatus,
    requests: [ID<PartnerRequest>], evidence: VaultRef
  ) {
    self.payout = payout
    self.line = line
    self.finding = finding
    self.was = was
    self.requests = requests
    self.evidence = evidence
  }
  public var signals: [Signal] {
    let clarified = Signal("payout.clarified", line)
    return switch finding {
    case .paidOnce: [clarified]
    case .paidTwice: [clarified, Signal("payout.overpaid", line)]
    case .notPaid: [clarified, Signal("payout.bounced", payout)]
    }
  }
  public func apply(to account: inout CaseAccount, _ meta: EventMeta) {
    account.payouts[payout]?.contradictions[line] = nil
    switch finding {
    case .paidOnce, .paidTwice:
      account.payouts[payout]?.lineStatus[line] = .settled
      account.payouts[payout]?.settledBy[line, default: []].formUnion(requests)
      if finding == .paidTwice || account.payouts[payout]?.isFreed(line) == true {
        account.payouts[payout]?.overpaid.insert(line)
      }
    case .notPaid:
      account.payouts[payout]?.lineStatus[line] = .bounced
      account.payouts[payout]?.settledBy[line] = nil
      // It has to be paid still, even where the whole counted as settled.
      if account.payouts[payout]?.end == .settled { account.payouts[payout]?.end = nil }
    }
  }
}

/// What was paid a second time, or to a wrong account, came back.
public struct PayoutLineRecovered: Event {
  public static let name = "funds.payoutLineRecovered.v1"
  public let payout: ID<Payout>
  public let line: ID<PayoutLine>
  /// The bank's line: kind `bankLine`.
  public let vault: VaultRef
  /// The credit in suspense that it was; nil in older entries, where a person had typed the line.
  public let from: ID<BankReceipt>?
  public init(payout: ID<Payout>, line: ID<PayoutLine>, vault: VaultRef, from: ID<BankReceipt>? = nil) {
    self.payout = payout
    self.line = line
    self.vault = vault
    self.from = from
  }
  public var signals: [Signal] { [Signal("payout.recovered", line)] }
  public func apply(to account: inout CaseAccount, _ meta: EventMeta) {
    account.payouts[payout]?.overpaid.remove(line)
    account.payouts[payout]?.recovered.insert(line)
    // What had gone to a wrong account is proposed anew for the right one.
    if account.payouts[payout]?.misdirected.remove(line) != nil { account.payouts[payout]?.lineStatus[line] = .bounced }
  }
}

/// What an answer of the bank means for a line, whichever of the line's requests it answers.
enum PaymentWord {
  static func events(
    _ payout: CaseAccount.PayoutState, _ line: ID<PayoutLine>, _ request: ID<PartnerRequest>, _ outcome: PartnerOutcome,
    reason: String, bankLineDigest: String? = nil
  ) -> [any Event] {
    // While a person asks the bank, answers are kept with their requests and decide nothing.
    // Of a sending that came back the bank has said the last word.
    guard payout.contradictions[line] == nil, !payout.cameBack.contains(request), let status = payout.lineStatus[line] else {
      return []
    }
    let current = payout.requests[line]?.last ?? request
    let isKnown = payout.settledBy[line]?.contains(request) ?? false
    let contradicted = PayoutLineContradicted(
      payout: payout.id, line: line, request: request, said: outcome, current: current)
    switch (outcome, status) {
    case (_, .waiting), (_, .held): return []
    case (.done, .sent):
      return request == current
        ? [PayoutLineSettled(payout: payout.id, line: line, request: request, bankLineDigest: bankLineDigest)] : [contradicted]
    case (.done, .bounced): return [PayoutLineFoundPaid(payout: payout.id, line: line, request: request)]
    case (.done, .settled): return isKnown ? [] : [contradicted]
    case (.partial, .sent), (.partial, .bounced): return [contradicted]
    case (.partial, .settled): return isKnown ? [contradicted] : []
    case (.failed, .sent), (.rejected, .sent):
      return request == current ? [PayoutLineBounced(payout: payout.id, line: line, reason: reason)] : []
    case (.failed, .settled), (.rejected, .settled): return isKnown ? [contradicted] : []
    case (.failed, .bounced), (.rejected, .bounced): return []
    }
  }

  /// Says that the payout is settled once each of its lines is.
  static func settleWhole(_ payout: ID<Payout>, of caseID: ID<CaseFile>, _ draft: inout Draft) {
    let after = draft.situation.account(caseID)
    guard let state = after.payouts[payout], state.isOpen, state.lines.allSatisfy({ state.lineStatus[$0.id] == .settled }) else {
      return
    }
    draft.add(.caseAccount(caseID), [PayoutSettled(payout: payout, receipts: after.receiptsPaid)])
  }
}
