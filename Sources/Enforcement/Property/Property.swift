import Basics

/// A thing that several cases may want: ranks and the waiting list live here (R3.5).
public struct Property: StreamState {
  public static let kind = StreamKind.property
  public init() {}
  public internal(set) var kind = Kind.deposit
  public internal(set) var unit = ""
  public internal(set) var vault: VaultRef?
  public internal(set) var ranks: [Rank] = []

  public enum Kind: String, Sendable, Codable, Hashable, CaseIterable {
    case deposit, realEstate, vehicle, policy
    public var name: Phrase {
      switch self {
      case .deposit: Phrase("银行存款", "Bank deposit")
      case .realEstate: Phrase("不动产", "Real estate")
      case .vehicle: Phrase("车辆", "Vehicle")
      case .policy: Phrase("保险", "Insurance policy")
      }
    }
    /// Money can be frozen to the fen; a house or a car cannot be split (R3.4). A policy is surrendered whole.
    public var isDivisible: Bool { self == .deposit }
  }
  public struct Rank: Sendable, Hashable {
    public let measure: ID<Measure>
    public let caseID: ID<CaseFile>
    public let rank: Int
  }
}

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

public struct RankEnded: Event {
  public static let name = "property.rankEnded.v1"
  public let measure: ID<Measure>
  public init(measure: ID<Measure>) { self.measure = measure }
  public func apply(to property: inout Property, _ meta: EventMeta) { property.ranks.removeAll { $0.measure == measure } }
}
