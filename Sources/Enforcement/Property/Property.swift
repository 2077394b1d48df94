import Basics

/// A thing that several cases may want: ranks and the waiting list live here (R3.5).
public struct Property: StreamState {
  public static let kind = StreamKind.property
  public init() {}
  public internal(set) var kind = Kind.deposit
  public internal(set) var unit = ""
  public internal(set) var vault: VaultRef?
  public internal(set) var ranks: [Rank] = []
  /// Disposed of as a whole: whoever still waits gets nothing of it (法函〔2007〕100号).
  public internal(set) var isGone = false

  /// What sort of thing it is: which measure holds it, for how long at most, and whether it is split. Raw values are stored.
  public enum Kind: String, Sendable, Codable, Hashable, CaseIterable {
    case deposit, realEstate, vehicle, policy, security
    /// Movables that nobody registers: held by taking them on the spot (扣押).
    case goods
    public var name: Phrase {
      switch self {
      case .deposit: Phrase("银行存款", "Bank deposit")
      case .realEstate: Phrase("不动产", "Real estate")
      case .vehicle: Phrase("车辆", "Vehicle")
      case .policy: Phrase("保险", "Insurance policy")
      case .security: Phrase("证券", "Securities")
      case .goods: Phrase("动产", "Goods")
      }
    }
    /// Money can be frozen to the fen; a house or a car cannot be split (R3.4). A policy is surrendered whole; securities are frozen by
    /// value, and later credits do not add to them.
    public var isDivisible: Bool { self == .deposit }
  }
  /// The place of one case's measure on the thing: 1 is in effect, the others wait (轮候).
  public struct Rank: Sendable, Hashable {
    public let measure: ID<Measure>
    public let caseID: ID<CaseFile>
    public internal(set) var rank: Int
  }
}

/// A thing became known to the court, by the unit that keeps it and the keyed digest of its number there.
public struct PropertyRecorded: Event {
  public static let name = "property.recorded.v1"
  public let kind: Property.Kind
  public let unit: String
  public let identityKind: String
  public let identityDigest: String
  /// Account number, certificate, plate, address: kind `property`.
  public let vault: VaultRef
  public init(kind: Property.Kind, unit: String, identityKind: String, identityDigest: String, vault: VaultRef) {
    self.kind = kind
    self.unit = unit
    self.identityKind = identityKind
    self.identityDigest = identityDigest
    self.vault = vault
  }
  public func apply(to property: inout Property, _ meta: EventMeta) {
    property.kind = kind
    property.unit = unit
    property.vault = vault
  }
}

/// Found again, or known better than before.
public struct PropertyUpdated: Event {
  public static let name = "property.updated.v1"
  /// The next version of what is known: kind `property`.
  public let vault: VaultRef
  public init(vault: VaultRef) { self.vault = vault }
  public func apply(to property: inout Property, _ meta: EventMeta) { property.vault = vault }
}

/// A measure has a place on the thing, as the unit says; the last word of the unit counts.
public struct RankTaken: Event {
  public static let name = "property.rankTaken.v1"
  public let measure: ID<Measure>
  public let caseID: ID<CaseFile>
  /// 1 is the effective seizure; higher ranks wait.
  public let rank: Int
  public init(measure: ID<Measure>, caseID: ID<CaseFile>, rank: Int) {
    self.measure = measure
    self.caseID = caseID
    self.rank = rank
  }
  public func apply(to property: inout Property, _ meta: EventMeta) {
    property.ranks.removeAll { $0.measure == measure }
    property.ranks.append(Property.Rank(measure: measure, caseID: caseID, rank: rank))
  }
}

/// A measure on the thing ended; those that waited behind it move up (查扣冻 26).
public struct RankEnded: Event {
  public static let name = "property.rankEnded.v1"
  public let measure: ID<Measure>
  /// True where the thing itself was disposed of and nobody moves up.
  public let disposed: Bool?
  public init(measure: ID<Measure>, disposed: Bool? = nil) {
    self.measure = measure
    self.disposed = disposed
  }
  public func apply(to property: inout Property, _ meta: EventMeta) {
    if disposed == true { property.isGone = true }
    guard let ended = property.ranks.first(where: { $0.measure == measure }) else { return }
    property.ranks.removeAll { $0.measure == measure }
    for index in property.ranks.indices where property.ranks[index].rank > ended.rank { property.ranks[index].rank -= 1 }
  }
  /// The next in line of this court takes its turn in its own case.
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] {
    let property: Property = after.state(meta.stream)
    return property.ranks.filter { property.isGone || $0.rank == 1 }.map { next in
      let fields: [String: InputValue] = ["case": "\(next.caseID)", "measure": "\(next.measure)"]
      return .now(CommandCall("seizure.takeTurn", fields), name: "turn.\(next.measure)")
    }
  }
}
