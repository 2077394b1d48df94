import Basics

/// A person or company of the city.
public struct CityPerson: Sendable, Hashable {
  public let name: String
  /// `residentID` or `creditCode`.
  public let idKind: String
  public let idNumber: String
  public let phone: String
  public let address: String
  public internal(set) var accounts: [String] = []
  public internal(set) var houses: [String] = []
  public internal(set) var vehicles: [String] = []
  public internal(set) var policies: [String] = []
  public internal(set) var securities: [String] = []
}

/// A house as the registry keeps it, with the seals on it in their order.
public struct CityHouse: Sendable, Hashable {
  public let certificate: String
  public let address: String
  public let area: String
  public let estimatedValue: Money
  public let mortgage: Money
  public internal(set) var seals = SealQueue()
}

/// A vehicle as the registry keeps it, with the seals on it in their order.
public struct CityVehicle: Sendable, Hashable {
  public let plate: String
  public let vin: String
  public let model: String
  public let year: Int
  public let estimatedValue: Money
  public internal(set) var seals = SealQueue()
}

/// A policy as the insurer keeps it; `ended` once surrendered.
public struct CityPolicy: Sendable, Hashable {
  public let number: String
  public let product: String
  public let surrenderValue: Money
  public internal(set) var ended = false
  public internal(set) var freezes = SealQueue()
}

/// What somebody holds of one security. The price stands still, for nothing in the city trades.
public struct CitySecurity: Sendable, Hashable {
  /// Account and code: `A123456789/990001`.
  public let number: String
  public let name: String
  public let shares: Int64
  public let price: Money
  public internal(set) var freezes = SealQueue()
  /// What each case asked to freeze at most.
  public internal(set) var limits: [CaseKey: Money] = [:]
  public var value: Money { Money(fen: price.fen * shares) }
  /// Whole shares that cover the limit, at the price.
  func held(_ limit: Money) -> Money { Money(fen: min(shares, (limit.fen + price.fen - 1) / price.fen) * price.fen) }
}

/// The measures on one thing that cannot be split, in order of registration: the first is in effect, the others wait (R3.5).
public struct SealQueue: Sendable, Hashable {
  public private(set) var entries: [Entry] = []

  /// One case's measure, by the request that brought it; `to` is its last day.
  public struct Entry: Sendable, Hashable {
    public let key: CaseKey
    public let requestID: String
    public let receipt: String
    public internal(set) var from: Day
    public internal(set) var to: Day
  }

  /// 1 for the measure in effect; nil where the case has none.
  public func rank(of key: CaseKey) -> Int? { entries.firstIndex { $0.key == key }.map { $0 + 1 } }
  /// The case's measure on the thing, in effect or waiting.
  public func entry(of key: CaseKey) -> Entry? { entries.first { $0.key == key } }

  mutating func register(_ entry: Entry) { entries.append(entry) }
  mutating func extend(_ key: CaseKey, to day: Day) {
    guard let index = entries.firstIndex(where: { $0.key == key }) else { return }
    entries[index].to = day
  }
  /// Takes a case's measure out; gives back the one that takes effect thereby, its term beginning on `day`.
  mutating func remove(_ key: CaseKey, on day: Day) -> Entry? {
    guard let index = entries.firstIndex(where: { $0.key == key }) else { return nil }
    entries.remove(at: index)
    guard index == 0, let next = entries.first else { return nil }
    let length = next.to - next.from
    entries[0].from = day
    entries[0].to = day + length
    return entries[0]
  }
  mutating func clear() { entries = [] }
}

/// A case's measure on an account or thing whose term has passed.
struct LapsedMeasure: Sendable, Hashable {
  let number: String
  let key: CaseKey
}
