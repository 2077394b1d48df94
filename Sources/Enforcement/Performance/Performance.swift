import Basics
import EnforcementLaw

/// The performance slice (履行): what was paid outside the account, what the parties agreed, what was withdrawn, who owes what share, and
/// duties other than money.
public struct Performance: Sendable {
  public internal(set) var direct: [ID<DirectPayment>: DirectPayment] = [:]
  public internal(set) var directOrder: [ID<DirectPayment>] = []
  /// Settlements of the case, the last one last.
  public internal(set) var settlements: [SettlementAgreement] = []
  /// For what debtors answer, where it is not jointly for the whole.
  public internal(set) var liabilities: [ID<Person>: Liability] = [:]
  /// Parts of every sum by applicant; empty where all share alike.
  public internal(set) var creditorParts: [ID<Person>: Int] = [:]
  /// Whose money a receipt was, where several owe.
  public internal(set) var payers: [ID<Receipt>: ID<Person>] = [:]
  public internal(set) var withdrawn: [Withdrawn] = []
  /// Duties other than money.
  public internal(set) var duties: [Duty] = []

  public var directList: [DirectPayment] { directOrder.compactMap { direct[$0] } }
  /// Those that the applicant has not answered.
  public var waiting: [DirectPayment] { directList.filter { $0.status == .reported } }
  /// Those that count on the debt.
  public var confirmed: [DirectPayment] { directList.filter { $0.status == .confirmed } }
  /// The settlement that is being performed, or was.
  public var settlement: SettlementAgreement? { settlements.last { $0.status != .resumed && $0.status != .struck } }
  /// Everything agreed was paid: what was agreed away is not enforced any more.
  public var isSettledInFull: Bool { settlement?.status == .fulfilled }
}

/// Money that a debtor says, or an applicant says, went straight from hand to hand (当场交付): it counts once the applicant confirms it.
public struct DirectPayment: Sendable, Hashable {
  public let id: ID<DirectPayment>
  public let by: ID<Person>
  public let to: ID<Person>
  public let amount: Money
  public let on: Day
  public let side: Side
  public let reportedBy: Actor.Ref
  public let reportedOn: Day
  public internal(set) var status = Status.reported

  /// Who says so.
  public enum Side: String, Sendable, Codable, Hashable, CaseIterable {
    case debtor, applicant
    public var name: Phrase {
      switch self {
      case .debtor: Phrase("被执行人", "The debtor")
      case .applicant: Phrase("申请执行人", "The applicant")
      }
    }
  }
  /// Whether the applicant has confirmed it: only then it counts. Raw values are stored.
  public enum Status: String, Sendable, Codable, Hashable, CaseIterable {
    case reported, confirmed, denied, takenBack
    public var name: Phrase {
      switch self {
      case .reported: Phrase("待申请执行人确认", "The applicant is to answer")
      case .confirmed: Phrase("已确认", "Confirmed")
      case .denied: Phrase("申请执行人否认", "Denied by the applicant")
      case .takenBack: Phrase("确认有误，已更正", "Confirmed by mistake, taken back")
      }
    }
  }
  /// How the applicant answered.
  public enum Way: String, Sendable, Codable, Hashable, CaseIterable {
    case counter, phone, minutes, portal
    public var name: Phrase {
      switch self {
      case .counter: Phrase("到窗口", "At the counter")
      case .phone: Phrase("电话", "By telephone")
      case .minutes: Phrase("笔录", "In minutes")
      case .portal: Phrase("当事人端（验证码登录）", "On the parties' page, signed in by a one-time code")
      }
    }
  }
}

/// Somebody says that money went from hand to hand; nothing of the debt is paid by that yet.
public struct DirectPaymentReported: Event {
  public static let name = "performance.directReported.v1"
  public let payment: ID<DirectPayment>
  public let payer: ID<Person>
  public let payee: ID<Person>
  public let amount: Money
  public let on: Day
  public let side: DirectPayment.Side
  /// How and where, with which proof: kind `text`.
  public let text: VaultRef
  public init(
    payment: ID<DirectPayment>, payer: ID<Person>, payee: ID<Person>, amount: Money, on: Day, side: DirectPayment.Side,
    text: VaultRef
  ) {
    self.payment = payment
    self.payer = payer
    self.payee = payee
    self.amount = amount
    self.on = on
    self.side = side
    self.text = text
  }
  public var signals: [Signal] { [Signal("directPayment.reported", payment)] }
  public var words: [VaultRef] { [text] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.performance.directOrder.append(payment)
    file.performance.direct[payment] = DirectPayment(
      id: payment, by: payer, to: payee, amount: amount, on: on, side: side, reportedBy: meta.actor, reportedOn: meta.day)
  }
  /// The applicant is told that somebody says he was paid.
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] {
    let file: CaseFile = after.state(meta.stream)
    guard side == .debtor, let party = file.filing.party(payee) else { return [] }
    let text = "【\(meta.day)】\(file.number)案：被执行人称已于\(on)直接向您履行，请到窗口、电话或者登录当事人端确认或者否认。"
    return [.message(Message(to: payee, vault: party.vault, caseID: file.id, text: text))]
  }
}

/// The applicant confirmed the payment: it counts on the debt from the day on which it was made.
public struct DirectPaymentConfirmed: Event {
  public static let name = "performance.directConfirmed.v1"
  public let payment: ID<DirectPayment>
  public let amount: Money
  public let way: DirectPayment.Way
  /// What was said, and how identity was checked: kind `text`; nil where the applicant answered for himself.
  public let text: VaultRef?
  public init(payment: ID<DirectPayment>, amount: Money, way: DirectPayment.Way, text: VaultRef?) {
    self.payment = payment
    self.amount = amount
    self.way = way
    self.text = text
  }
  public var signals: [Signal] { [Signal("directPayment.confirmed", payment)] }
  public var words: [VaultRef] { [text].compactMap { $0 } }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) { file.performance.direct[payment]?.status = .confirmed }
}

/// The applicant says that he did not get it; the debt stays as it was.
public struct DirectPaymentDenied: Event {
  public static let name = "performance.directDenied.v1"
  public let payment: ID<DirectPayment>
  public let way: DirectPayment.Way
  public let reason: VaultRef
  public init(payment: ID<DirectPayment>, way: DirectPayment.Way, reason: VaultRef) {
    self.payment = payment
    self.way = way
    self.reason = reason
  }
  public var signals: [Signal] { [Signal("directPayment.denied", payment)] }
  public var words: [VaultRef] { [reason] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) { file.performance.direct[payment]?.status = .denied }
}

/// A payment past the account, as the case's money knows it: it pays the debt, and nothing of it is here.
public struct DirectSum: Sendable, Hashable, Codable {
  public let on: Day
  public let amount: Money
  public let payer: ID<Person>
  public let payee: ID<Person>
  public init(on: Day, amount: Money, payer: ID<Person>, payee: ID<Person>) {
    self.on = on
    self.amount = amount
    self.payer = payer
    self.payee = payee
  }
}

/// The debt is less by what the applicant confirmed; no entry of the ledger follows, since no money came here.
public struct DirectPaymentCounted: Event {
  public static let name = "funds.directPaymentCounted.v1"
  public let payment: ID<DirectPayment>
  public let sum: DirectSum
  public init(payment: ID<DirectPayment>, sum: DirectSum) {
    self.payment = payment
    self.sum = sum
  }
  public func apply(to account: inout CaseAccount, _ meta: EventMeta) { account.direct.append(sum) }
  /// What was paid need not be held any more (R3.4).
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] {
    let file: CaseFile = after.state(StreamID(.caseFile, meta.stream.key))
    guard !file.seizure.live.isEmpty else { return [] }
    return [.now(CommandCall("seizure.checkExcess", ["case": "\(file.id)"]), name: "excess")]
  }
}
