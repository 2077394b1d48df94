import Basics
import EnforcementLaw
import Ledger

/// Why money is lodged.
public typealias LodgedGround = EnforcementLaw.Payout.LodgementGround

/// Money lodged (提存) for a creditor who cannot be paid (R6.9): his at any time within five years, then the state's, less costs.
public struct Lodgement: Sendable, Hashable {
  public let id: ID<Lodgement>
  public let person: ID<Person>
  public let amount: Money
  public let ground: EnforcementLaw.Payout.LodgementGround
  public let proposedBy: Actor.Ref
  public let proposedOn: Day
  public internal(set) var status = Status.proposed
  public internal(set) var lodgedOn: Day?
  /// After this day it goes to the state.
  public internal(set) var until: Day?
  /// Times that the creditor was reminded.
  public internal(set) var reminders = 0
  /// Costs that come off when it goes to the state.
  public internal(set) var costs = Money.zero

  /// How far a lodgement is. Raw values are stored.
  public enum Status: String, Sendable, Hashable, Codable, CaseIterable {
    case proposed, refused, lodged, claimed, toState
    public var name: Phrase {
      switch self {
      case .proposed: Phrase("待审批", "proposed")
      case .refused: Phrase("未准许", "refused")
      case .lodged: Phrase("提存中", "lodged")
      case .claimed: Phrase("已申领", "claimed")
      case .toState: Phrase("归国家所有", "the state's")
      }
    }
  }
  /// What a stored word of a ground means to people.
  public static func ground(_ word: String) -> Phrase? {
    EnforcementLaw.Payout.LodgementGround(rawValue: word).map { name(of: $0) }
  }
  /// The ground in words for people; which grounds there are the law library says (R6.9).
  public static func name(of ground: EnforcementLaw.Payout.LodgementGround) -> Phrase {
    switch ground {
    case .refused: Phrase("债权人无正当理由拒绝受领", "The creditor refuses without reason")
    case .missing: Phrase("债权人下落不明", "The creditor is missing")
    case .heirUnknown: Phrase("继承人未确定", "The heirs are not known")
    case .guardianUnknown: Phrase("监护人未确定", "The guardian is not known")
    case .cannotBeNotified: Phrase("无法通知债权人领取", "The creditor cannot be notified")
    }
  }
}

extension CaseAccount {
  public var lodgementList: [Lodgement] { lodgementOrder.compactMap { lodgements[$0] } }
  /// What the creditor has through lodgements, paid out since or not: it counts as paid to him.
  func lodged(for person: ID<Person>? = nil) -> Money {
    lodgementList.filter { person == nil || $0.person == person }.reduce(.zero) { sum, lodgement in
      switch lodgement.status {
      case .proposed, .lodged, .claimed, .toState: sum + lodgement.amount
      case .refused: sum
      }
    }
  }
  /// Neither free nor in a payout.
  var lodgedOpen: Money {
    let costs = lodgementList.reduce(Money.zero) { $0 + $1.costs }
    return lodged() - costs - committed(.lodged) - committed(.escheat)
  }
  /// Claimed, or the state's, and not yet in a payout.
  public var lodgementsToPay: [(lodgement: Lodgement, amount: Money)] {
    var paid = committed(.lodged) + committed(.escheat)
    return lodgementList.filter { $0.status == .claimed || $0.status == .toState }.compactMap { lodgement in
      let sum = lodgement.amount - lodgement.costs
      let before = min(paid, sum)
      paid -= before
      return sum > before ? (lodgement, sum - before) : nil
    }
  }
}

/// The handler proposed to lodge a creditor's money; it stays the case's until approved.
public struct LodgementProposed: Event {
  public static let name = "lodgement.proposed.v1"
  public let lodgement: ID<Lodgement>
  public let person: ID<Person>
  public let amount: Money
  public let ground: EnforcementLaw.Payout.LodgementGround
  public let text: VaultRef
  public init(
    lodgement: ID<Lodgement>, person: ID<Person>, amount: Money, ground: EnforcementLaw.Payout.LodgementGround, text: VaultRef
  ) {
    self.lodgement = lodgement
    self.person = person
    self.amount = amount
    self.ground = ground
    self.text = text
  }
  public var signals: [Signal] { [Signal("lodgement.proposed", lodgement)] }
  public func apply(to account: inout CaseAccount, _ meta: EventMeta) {
    account.lodgementOrder.append(lodgement)
    account.lodgements[lodgement] = Lodgement(
      id: lodgement, person: person, amount: amount, ground: ground, proposedBy: meta.actor, proposedOn: meta.day)
  }
}

/// The lodgement was not allowed: the money is to be paid out.
public struct LodgementRefused: Event {
  public static let name = "lodgement.refused.v1"
  public let lodgement: ID<Lodgement>
  public let reason: VaultRef
  public init(lodgement: ID<Lodgement>, reason: VaultRef) {
    self.lodgement = lodgement
    self.reason = reason
  }
  public var signals: [Signal] { [Signal("lodgement.refused", lodgement)] }
  public func apply(to account: inout CaseAccount, _ meta: EventMeta) { account.lodgements[lodgement]?.status = .refused }
}

/// The money is set apart for its creditor.
public struct MoneyLodged: Event {
  public static let name = "lodgement.approved.v1"
  public let lodgement: ID<Lodgement>
  public let person: ID<Person>
  public let amount: Money
  public let until: Day
  public let reasons: Reasons
  public init(lodgement: ID<Lodgement>, person: ID<Person>, amount: Money, until: Day, reasons: Reasons) {
    self.lodgement = lodgement
    self.person = person
    self.amount = amount
    self.until = until
    self.reasons = reasons
  }
  public var signals: [Signal] { [Signal("lodgement.approved", lodgement)] }
  public func apply(to account: inout CaseAccount, _ meta: EventMeta) {
    account.lodgements[lodgement]?.status = .lodged
    account.lodgements[lodgement]?.lodgedOn = meta.day
    account.lodgements[lodgement]?.until = until
  }
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] { [LodgementClock.next(lodgement, after, meta)] }
}
extension MoneyLodged: MoneyEvent {
  public func postings(_ meta: EventMeta, _ books: Books) -> LedgerGroup? {
    LedgerGroup(
      key: "lodgement:\(lodgement)", debit: .case(meta), credit: .lodged(lodgement), amount: amount, code: .lodging)
  }
}

/// A year has passed: the creditor is reminded.
public struct LodgementReminded: Event {
  public static let name = "lodgement.reminded.v1"
  public let lodgement: ID<Lodgement>
  public let person: ID<Person>
  public let year: Int
  public init(lodgement: ID<Lodgement>, person: ID<Person>, year: Int) {
    self.lodgement = lodgement
    self.person = person
    self.year = year
  }
  public func apply(to account: inout CaseAccount, _ meta: EventMeta) { account.lodgements[lodgement]?.reminders = year }
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] {
    let file: CaseFile = after.state(StreamID(.caseFile, meta.stream.key))
    let told = file.filing.party(person).map { party in
      Reaction.message(
        Message(
          to: person, vault: party.vault, caseID: file.id,
          text: "【\(meta.day)】\(file.number)案：为您提存的执行款尚未领取，提存满五年未领取的归国家所有。"))
    }
    return [told].compactMap { $0 } + [LodgementClock.next(lodgement, after, meta)]
  }
}

/// The creditor came for it: it is on the case's account again, to be paid to him.
public struct LodgementClaimed: Event {
  public static let name = "lodgement.claimed.v1"
  public let lodgement: ID<Lodgement>
  public let amount: Money
  public let text: VaultRef
  public init(lodgement: ID<Lodgement>, amount: Money, text: VaultRef) {
    self.lodgement = lodgement
    self.amount = amount
    self.text = text
  }
  public var signals: [Signal] { [Signal("lodgement.claimed", lodgement)] }
  public func apply(to account: inout CaseAccount, _ meta: EventMeta) { account.lodgements[lodgement]?.status = .claimed }
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] {
    [.cancelTimer(name: LodgementYear.name, subject: "\(lodgement)")]
  }
}
extension LodgementClaimed: MoneyEvent {
  public func postings(_ meta: EventMeta, _ books: Books) -> LedgerGroup? {
    LedgerGroup(
      key: "lodgement:\(lodgement)/claimed", debit: .lodged(lodgement), credit: .case(meta), amount: amount, code: .lodging)
  }
}

/// Five years passed without a claim (民法典 574).
public struct LodgementToState: Event {
  public static let name = "lodgement.toState.v1"
  public let lodgement: ID<Lodgement>
  public let amount: Money
  /// Costs that come off first.
  public let costs: Money
  public init(lodgement: ID<Lodgement>, amount: Money, costs: Money) {
    self.lodgement = lodgement
    self.amount = amount
    self.costs = costs
  }
  public var signals: [Signal] { [Signal("lodgement.toState", lodgement)] }
  public func apply(to account: inout CaseAccount, _ meta: EventMeta) {
    account.lodgements[lodgement]?.status = .toState
    account.lodgements[lodgement]?.costs = costs
  }
}
extension LodgementToState: MoneyEvent {
  public func postings(_ meta: EventMeta, _ books: Books) -> LedgerGroup? {
    LedgerGroup(
      key: "lodgement:\(lodgement)/toState", debit: .lodged(lodgement), credit: .case(meta), amount: amount, code: .lodging)
  }
}

extension LedgerAccount {
  static func lodged(_ lodgement: ID<Lodgement>) -> LedgerAccount { LedgerAccount(.lodged, "\(lodgement)") }
}

/// Each year the creditor is reminded; the day after the five years the state has it.
enum LodgementClock {
  static func next(_ id: ID<Lodgement>, _ after: Situation, _ meta: EventMeta) -> Reaction {
    let account: CaseAccount = after.state(meta.stream)
    let lodgement = account.lodgements[id]
    let lodged = lodgement?.lodgedOn ?? meta.day
    let anniversary = lodged.adding(months: 12 * ((lodgement?.reminders ?? 0) + 1))
    let end = (lodgement?.until ?? anniversary) + 1
    return .timer(
      name: LodgementYear.name, subject: "\(id)", due: Instant(min(anniversary, end), hour: 9),
      CommandCall(LodgementYear.name, ["case": "\(meta.stream.key)", "lodgement": "\(id)"]))
  }
}
