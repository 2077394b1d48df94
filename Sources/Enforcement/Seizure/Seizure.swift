import Basics

/// The seizure slice (查封、扣押、冻结): signed rulings, measures inside them, excess.
public struct Seizure: Sendable {
  public internal(set) var rulings: [ID<Paper>: Ruling] = [:]
  public internal(set) var measures: [ID<Measure>: MeasureState] = [:]
  /// By ruling, the first measure that took effect under it: parties hear of a ruling once.
  public internal(set) var firstEffect: [ID<Paper>: ID<Measure>] = [:]
  public internal(set) var order: [ID<Measure>] = []
  /// Drafted releases and renewals by paper.
  public internal(set) var releases: [ID<Paper>: Release] = [:]
  public internal(set) var renewals: [ID<Paper>: Renewal] = [:]
  /// Excess found and not yet gone; zero where there is none.
  public internal(set) var excess = Money.zero
  /// Cases that carry on measures of this one.
  public internal(set) var successors: [ID<Measure>: ID<CaseFile>] = [:]
  /// Months that an ended case's ruling ordered for a measure carried on here.
  public internal(set) var orderedBefore: [ID<Measure>: Int] = [:]
  /// What drafted and signed rulings let be used, by paper, and the sealed things in use with their ruling.
  public internal(set) var permits: [ID<Paper>: Permit] = [:]
  public internal(set) var permitted: [ID<Measure>: ID<Paper>] = [:]
  /// What debtors claim as exempt.
  public internal(set) var exemptions: [ID<Exemption>: Exemption] = [:]
  public internal(set) var exemptionOrder: [ID<Exemption>] = []
  /// Notices of credits already booked: the same notice twice changes nothing.
  public internal(set) var notices: Set<String> = []

  /// What a judge signed: within it the machine fills, sends and follows every notice.
  public struct Ruling: Sendable, Hashable {
    public let paper: ID<Paper>
    public let ceiling: Money
    public let kinds: [Property.Kind]
    /// Months by kind, within the law's maximum (R3.1).
    public let months: [Property.Kind: Int]
    public internal(set) var signedOn: Day?
    /// Whom it names: the debtors of the day on which it was signed. Who comes in later needs a ruling of his own.
    public internal(set) var debtors: Set<ID<Person>> = []
  }
  /// What a drafted or signed ruling lets go.
  public struct Release: Sendable, Hashable {
    public let paper: ID<Paper>
    public let measures: [ID<Measure>]
    public let ground: ReleaseGround
    /// What a measure keeps; those not named end whole. After signing, what the unit was asked to keep.
    public internal(set) var keeps: [ID<Measure>: Money]
  }
  /// What a drafted or signed ruling renews, in whole months.
  public struct Renewal: Sendable, Hashable {
    public let paper: ID<Paper>
    public let measures: [ID<Measure>]
    /// The most of all measures; see ``each``.
    public let months: Int
    public let each: [ID<Measure>: Int]
  }
  /// One freeze or seal of one thing: what was asked, what is held, its place in the line and its last day.
  public struct MeasureState: Sendable, Hashable {
    public let id: ID<Measure>
    public let property: ID<Property>
    public let kind: Property.Kind
    public let unit: String
    public let debtor: ID<Person>
    public let ruling: ID<Paper>
    /// The limit of a freeze: what is held and what of later credits may still be caught. For an indivisible thing its estimated value.
    public internal(set) var requested: Money
    /// Why a thing worth more than the claim is held whole; nil for what can be divided.
    public let heldFor: Phrase?
    /// Which find of the property this measure answers to: the machine asks once for each find.
    public let find: Int
    public internal(set) var status: Status
    public internal(set) var amount: Money
    public internal(set) var rank: Int
    public internal(set) var from: Day
    public internal(set) var until: Day
    /// An act asked of the unit and not yet answered.
    public internal(set) var pending: Pending?
    /// The ground of the last release asked for.
    public internal(set) var ground: ReleaseGround?
    /// The ended case under whose number the unit keeps it; nil for the case's own.
    public internal(set) var heldUnder: ID<CaseFile>?
    /// The request by which the unit was asked for it; nil where an earlier system or case asked.
    public internal(set) var request: ID<PartnerRequest>?
    /// The entry by hand that last told what became of it; nil where units told everything themselves.
    public internal(set) var toldBy: ID<HandEntry>?

    public var isBeingReleased: Bool { if case .release = pending { true } else { false } }
    /// What it will hold once a release already asked for is carried out.
    public var amountAfterRelease: Money {
      if case .release(_, let keep) = pending { return min(amount, keep) }
      return amount
    }
    /// What it holds or may come to hold. A unit may hold more than it was asked to.
    var most: Money { max(requested, amount) }
    /// A freeze whose whole limit was transferred: it holds nothing and catches nothing any more.
    public var isSpent: Bool { kind.isDivisible && status == .effective && requested == .zero && amount == .zero }
    /// What of later credits it still catches.
    public var watched: Money { kind.isDivisible && status == .effective ? max(.zero, requested - amount) : .zero }
  }
  /// What the unit has been asked for: a new last day, or to let go of all but `keep`.
  public enum Pending: Sendable, Hashable {
    case renewal(ID<PartnerRequest>, until: Day)
    case release(ID<PartnerRequest>, keep: Money)
  }
  /// Where a measure is between request and end. Raw values are stored.
  public enum Status: String, Sendable, Hashable, Codable, CaseIterable {
    /// Sent, no answer yet: counts with its full amount against the claim.
    case requested
    case effective
    /// Waiting behind another court's seizure.
    case queued
    case failed, releasing, released, lapsed
    /// Carried on by the case that resumes this one.
    case handedOver
    public var isLive: Bool { self == .requested || self == .effective || self == .queued || self == .releasing }
  }
  /// Whether this measure was the first of its ruling to take effect.
  public func isFirstOfItsRuling(_ measure: ID<Measure>) -> Bool {
    measures[measure].map { firstEffect[$0.ruling] == measure } ?? false
  }
  public var live: [MeasureState] { order.compactMap { measures[$0] }.filter { $0.status.isLive } }
  /// Rulings in force, the latest first.
  public var signedRulings: [Ruling] { rulings.values.filter { $0.signedOn != nil }.sorted { $0.paper > $1.paper } }
  public var signedRuling: Ruling? { signedRulings.first }

  /// Divisible property: frozen money plus requests not yet answered.
  public var secured: Money { secured { _ in true } }
  func secured(where included: (MeasureState) -> Bool) -> Money {
    live.filter { $0.kind.isDivisible && included($0) }.map { measure in
      switch measure.status {
      case .requested: measure.requested
      case .effective, .releasing: measure.amount
      case .queued, .failed, .released, .lapsed, .handedOver: .zero
      }
    }.boundedSum
  }
}

/// Marks ids of measures.
public enum Measure {}

/// Why a measure is lifted (R3.9).
public enum ReleaseGround: String, Sendable, Codable, Hashable, CaseIterable {
  case performed, excess, withdrawn, thirdPartyOwned, security, exempt, caseClosed
  public var name: Phrase {
    switch self {
    case .performed: Phrase("债务已清偿", "The debt is paid")
    case .excess: Phrase("超出应控制数额", "Exceeds what may be controlled")
    case .withdrawn: Phrase("申请人撤回或放弃", "The applicant withdrew")
    case .thirdPartyOwned: Phrase("属案外人财产", "Belongs to a third party")
    case .security: Phrase("已提供担保并经申请人同意", "Security given with consent")
    case .exempt: Phrase("属豁免财产", "Exempt property")
    case .caseClosed: Phrase("案件终结", "The case has ended")
    }
  }
  /// The machine never takes hold again of what was let go on this ground, whatever ruling is signed later.
  var isFinal: Bool {
    switch self {
    case .thirdPartyOwned, .exempt: true
    case .performed, .excess, .withdrawn, .security, .caseClosed: false
    }
  }
}
