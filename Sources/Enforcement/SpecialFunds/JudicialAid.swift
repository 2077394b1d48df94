import Basics
import EnforcementLaw
import Ledger

/// Judicial aid (司法救助) in a case: once, by the court's president, out of the aid fund; it does not perform the debt (R6.10).
public struct AidRequest: Sendable, Hashable {
  public let person: ID<Person>
  public let asked: Money
  public let most: Money
  public let criteria: [AidCriterion]
  public let proposedBy: Actor.Ref
  public let on: Day
  public internal(set) var granted: Money?
  public internal(set) var refused = false
  public var isOpen: Bool { granted == nil && !refused }
}

/// What speaks for aid (法发〔2016〕16号 3).
public enum AidCriterion: String, Sendable, Hashable, Codable, CaseIterable {
  case injured, dependants, livelihood, elderly, ill, debtorUnable
  public var name: Phrase {
    switch self {
    case .injured: Phrase("人身受到侵害，无力承担医疗费用", "Injured and unable to bear medical costs")
    case .dependants: Phrase("依靠被害人收入为主要生活来源，生活困难", "Lived on the victim's income, now in need")
    case .livelihood: Phrase("追索赡养、抚养、工伤等费用，生活困难", "Support or work injury unpaid, in need")
    case .elderly: Phrase("年老或者残疾，无劳动能力", "Old or disabled, unable to work")
    case .ill: Phrase("患重大疾病，家庭困难", "Gravely ill, family in need")
    case .debtorUnable: Phrase("经查被执行人没有履行能力", "The debtor was found unable to pay")
    }
  }
}

/// Aid out of the fund was asked for one party (司法救助, R6.10); a case has one request that is not refused.
public struct AidApplied: Event {
  public static let name = "aid.applied.v1"
  public let person: ID<Person>
  public let asked: Money
  /// The most that may be given, with how it was counted.
  public let most: Money
  public let criteria: [AidCriterion]
  /// The party asked himself; else the handler proposes it.
  public let byParty: Bool
  public let text: VaultRef
  public let reasons: Reasons
  public init(
    person: ID<Person>, asked: Money, most: Money, criteria: [AidCriterion], byParty: Bool, text: VaultRef, reasons: Reasons
  ) {
    self.person = person
    self.asked = asked
    self.most = most
    self.criteria = criteria
    self.byParty = byParty
    self.text = text
    self.reasons = reasons
  }
  public var signals: [Signal] { [Signal(byParty ? "aid.applied" : "aid.proposed")] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.aid = AidRequest(
      person: person, asked: asked, most: most, criteria: criteria, proposedBy: meta.actor, on: meta.day)
  }
}

/// Aid was granted within the most that was counted; paying it goes through the gates like any other money.
public struct AidGranted: Event {
  public static let name = "aid.granted.v1"
  public let person: ID<Person>
  public let amount: Money
  public let text: VaultRef
  public init(person: ID<Person>, amount: Money, text: VaultRef) {
    self.person = person
    self.amount = amount
    self.text = text
  }
  public var signals: [Signal] { [Signal("aid.granted")] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) { file.aid?.granted = amount }
}

/// The request for aid was turned down.
public struct AidRefused: Event {
  public static let name = "aid.refused.v1"
  public let reason: VaultRef
  public init(reason: VaultRef) { self.reason = reason }
  public var signals: [Signal] { [Signal("aid.refused")] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) { file.aid?.refused = true }
}

/// The court's aid fund: what came in, and who was aided.
public struct AidFund: StreamState {
  public static let kind = StreamKind.aidFund
  public init() {}
  public internal(set) var received = Money.zero
  public internal(set) var granted = Money.zero
  public internal(set) var deposits: Set<String> = []
  /// What came out of suspense, in its order, and stands.
  public internal(set) var fills: [Fill] = []
  /// Money that somebody said was the fund's.
  public struct Fill: Sendable, Hashable {
    public let id: ID<Receipt>
    public let amount: Money
    public let from: ID<BankReceipt>
    public let by: Actor.Ref
  }
  /// Everybody is aided once.
  public internal(set) var aided: [ID<Person>: ID<CaseFile>] = [:]
  public var free: Money { received - granted }
}

/// Money came into the court's aid fund, from the bank or out of suspense.
public struct AidFundFilled: Event {
  public static let name = "aid.fundFilled.v1"
  public let deposit: ID<Receipt>
  public let amount: Money
  public let bankLineDigest: String
  /// The money in suspense out of which it came; nil where the bank told it by message.
  public let from: ID<BankReceipt>?
  public init(deposit: ID<Receipt>, amount: Money, bankLineDigest: String, from: ID<BankReceipt>? = nil) {
    self.deposit = deposit
    self.amount = amount
    self.bankLineDigest = bankLineDigest
    self.from = from
  }
  public func apply(to fund: inout AidFund, _ meta: EventMeta) {
    fund.received += amount
    if !bankLineDigest.isEmpty { fund.deposits.insert(bankLineDigest) }
    if let from { fund.fills.append(.init(id: deposit, amount: amount, from: from, by: meta.actor)) }
  }
}
extension AidFundFilled: MoneyEvent {
  public func postings(_ meta: EventMeta, _ books: Books) -> LedgerGroup? {
    LedgerGroup(
      key: AidFundFilled.key(deposit), debit: from.map { .suspense($0) } ?? .bank, credit: .aidFund, amount: amount, code: .aid)
  }
  /// Bank or suspense to fund.
  public static func key(_ deposit: ID<Receipt>) -> String { "aidFund:\(deposit)" }
}

/// Part of a credit in suspense is money for the aid fund.
public struct BankReceiptToFund: Event {
  public static let name = "receipt.toFund.v1"
  public let amount: Money
  public init(amount: Money) { self.amount = amount }
  public func apply(to receipt: inout BankReceipt, _ meta: EventMeta) { receipt.funded += amount }
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] { ClaimClock.reactions(after, meta) }
}

/// Part of the fund is promised to a person.
public struct AidFundDrawn: Event {
  public static let name = "aid.fundDrawn.v1"
  public let person: ID<Person>
  public let caseID: ID<CaseFile>
  public let amount: Money
  public init(person: ID<Person>, caseID: ID<CaseFile>, amount: Money) {
    self.person = person
    self.caseID = caseID
    self.amount = amount
  }
  public func apply(to fund: inout AidFund, _ meta: EventMeta) {
    fund.granted += amount
    fund.aided[person] = caseID
  }
}

extension LedgerAccount {
  static let aidFund = LedgerAccount(.fund, single)
}

extension CaseAccount {
  /// The sub-account out of which the bank pays a line: aid comes out of its fund's.
  public func payingSubAccount(of line: ID<PayoutLine>?) -> String {
    let kind = line.flatMap { id in payouts.values.lazy.flatMap(\.lines).first { $0.id == id }?.kind }
    return kind == .aid ? SubAccount.aidFund : subAccount
  }
}
