import Basics

/// What an answer tells, by `kind`.
///
/// | kind | answers | body |
/// |---|---|---|
/// | `accounts` | `query` at a bank | `{"accounts": [``Account``]}` |
/// | `houses` | `query` at the real-estate registry | `{"houses": [``House``]}` |
/// | `vehicles` | `query` at the vehicle registry | `{"vehicles": [``Vehicle``]}` |
/// | `policies` | `query` and `querySurrender` at an insurer | `{"policies": [``Policy``]}` |
/// | `securities` | `query` at the securities depository | `{"securities": [``Security``]}` |
/// | `frozen` | `freeze`, `renewFreeze`, `freezePolicy` | ``Frozen`` |
/// | `released` | `releaseFreeze`, `unseal` | ``Released`` |
/// | `sealed` | `seal`, `renewSeal` | ``Sealed`` |
/// | `transferred` | `transfer`, `surrender` | ``Transferred`` |
/// | `paid` | `pay` | ``Paid`` |
public enum PartnerAnswerBody: Hashable, Sendable {
  case accounts([Account])
  case houses([House])
  case vehicles([Vehicle])
  case policies([Policy])
  case securities([Security])
  case frozen(Frozen)
  case released(Released)
  case sealed(Sealed)
  case transferred(Transferred)
  case paid(Paid)

  /// The word on the wire that says how to read the body.
  public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
    case accounts, houses, vehicles, policies, securities, frozen, released, sealed, transferred, paid
  }
  public var kind: Kind {
    switch self {
    case .accounts: .accounts
    case .houses: .houses
    case .vehicles: .vehicles
    case .policies: .policies
    case .securities: .securities
    case .frozen: .frozen
    case .released: .released
    case .sealed: .sealed
    case .transferred: .transferred
    case .paid: .paid
    }
  }

  /// An account of the person asked about; sums as text with two places.
  public struct Account: Hashable, Sendable, Codable {
    public var account: String
    public var kind: AccountKind
    @YuanText public var balance: Money
    /// What the holder can draw now: the balance less everything frozen.
    @YuanText public var available: Money
    /// Held by freezes of other cases.
    @YuanText public var frozenByOthers: Money
    public var isWageAccount: Bool
    /// The part of the balance that stays with the holder (R3.7); the bank freezes only above it.
    @YuanText public var exemptPart: Money
    /// What stays with the holder of a wage account each month; `0.00` for other accounts.
    @YuanText public var monthlyKeep: Money
    public init(
      account: String, kind: AccountKind, balance: Money, available: Money, frozenByOthers: Money, isWageAccount: Bool,
      exemptPart: Money, monthlyKeep: Money
    ) {
      self.account = account
      self.kind = kind
      self.balance = balance
      self.available = available
      self.frozenByOthers = frozenByOthers
      self.isWageAccount = isWageAccount
      self.exemptPart = exemptPart
      self.monthlyKeep = monthlyKeep
    }
  }
  /// What an account is for; the words go over the wire.
  public enum AccountKind: String, Sendable, Hashable, Codable, CaseIterable {
    /// 储蓄
    case savings
    /// 结算 (companies)
    case current
    /// 工资
    case wage
  }

  /// A house or land of the person asked about, by its certificate.
  public struct House: Hashable, Sendable, Codable {
    public var certificate: String
    public var address: String
    /// Square metres with two places, as text.
    public var area: String
    @YuanText public var estimatedValue: Money
    /// Secured by mortgage and still owed; `0.00` where there is none.
    @YuanText public var mortgage: Money
    /// Seals in force or waiting, of any court.
    public var sealedByCount: Int
    public init(certificate: String, address: String, area: String, estimatedValue: Money, mortgage: Money, sealedByCount: Int) {
      self.certificate = certificate
      self.address = address
      self.area = area
      self.estimatedValue = estimatedValue
      self.mortgage = mortgage
      self.sealedByCount = sealedByCount
    }
  }

  /// A vehicle of the person asked about.
  public struct Vehicle: Hashable, Sendable, Codable {
    public var plate: String
    public var vin: String
    public var model: String
    /// Year of first registration.
    public var year: Int
    @YuanText public var estimatedValue: Money
    public var sealedByCount: Int
    public init(plate: String, vin: String, model: String, year: Int, estimatedValue: Money, sealedByCount: Int) {
      self.plate = plate
      self.vin = vin
      self.model = model
      self.year = year
      self.estimatedValue = estimatedValue
      self.sealedByCount = sealedByCount
    }
  }

  /// A policy of the person asked about; `surrenderValue` is what it would bring today.
  public struct Policy: Hashable, Sendable, Codable {
    public var policyNumber: String
    public var product: String
    @YuanText public var surrenderValue: Money
    public init(policyNumber: String, product: String, surrenderValue: Money) {
      self.policyNumber = policyNumber
      self.product = product
      self.surrenderValue = surrenderValue
    }
  }

  /// What a person holds of one security. Frozen by value: whole shares that cover the limit at the price of the day.
  public struct Security: Hashable, Sendable, Codable {
    /// Account and code together, as `freeze` names it: `A123456789/990001`.
    public var holding: String
    public var name: String
    public var shares: Int64
    /// At the price of the day.
    @YuanText public var value: Money
    /// Freezes in force or waiting, of any court.
    public var frozenByCount: Int
    public init(holding: String, name: String, shares: Int64, value: Money, frozenByCount: Int) {
      self.holding = holding
      self.name = name
      self.shares = shares
      self.value = value
      self.frozenByCount = frozenByCount
    }
  }
}

extension PartnerAnswerBody {
  /// A freeze as it stands after the act.
  public struct Frozen: Hashable, Sendable, Codable {
    /// Held now.
    @YuanText public var amount: Money
    /// Held at most; the difference is caught from later credits. For a policy its surrender value.
    @YuanText public var limit: Money
    /// 1 is in effect; 2 and more wait behind others (轮候) and catch nothing yet.
    public var rank: Int
    public var from: Day
    /// Last day of effect. While waiting: the term as asked; it runs anew from the day of taking effect (R3.5).
    public var to: Day
    public init(amount: Money, limit: Money, rank: Int, from: Day, to: Day) {
      self.amount = amount
      self.limit = limit
      self.rank = rank
      self.from = from
      self.to = to
    }
  }

  /// What is left of a measure after the release.
  public struct Released: Hashable, Sendable, Codable {
    /// Still held; `0.00` where the measure has ended.
    @YuanText public var kept: Money
    public init(kept: Money) { self.kept = kept }
  }

  /// A seal was registered or renewed: its place in the line and its term.
  public struct Sealed: Hashable, Sendable, Codable {
    /// 1 is in effect; 2 and more wait (轮候查封).
    public var rank: Int
    public var from: Day
    public var to: Day
    /// The registry's receipt number.
    public var receipt: String
    public init(rank: Int, from: Day, to: Day, receipt: String) {
      self.rank = rank
      self.from = from
      self.to = to
      self.receipt = receipt
    }
  }

  /// What was taken and sent to the case's sub-account; may be less than asked.
  public struct Transferred: Hashable, Sendable, Codable {
    @YuanText public var amount: Money
    /// The bank line of the movement; the credit notice of the court's bank bears the same.
    public var bankLine: String
    public init(amount: Money, bankLine: String) {
      self.amount = amount
      self.bankLine = bankLine
    }
  }

  /// The payment went out under this bank line.
  public struct Paid: Hashable, Sendable, Codable {
    public var bankLine: String
    public init(bankLine: String) { self.bankLine = bankLine }
  }
}

extension PartnerAnswerBody {
  struct Lists: Codable {
    var accounts: [Account]?
    var houses: [House]?
    var vehicles: [Vehicle]?
    var policies: [Policy]?
    var securities: [Security]?
  }

  init<Key: CodingKey>(_ box: KeyedDecodingContainer<Key>, _ key: Key, _ kind: Kind) throws {
    func list<Item>(_ path: KeyPath<Lists, [Item]?>) throws -> [Item] {
      guard let items = try box.decode(Lists.self, forKey: key)[keyPath: path] else {
        throw DecodingError.dataCorruptedError(forKey: key, in: box, debugDescription: "the list \(kind.rawValue) is missing")
      }
      return items
    }
    switch kind {
    case .accounts: self = .accounts(try list(\.accounts))
    case .houses: self = .houses(try list(\.houses))
    case .vehicles: self = .vehicles(try list(\.vehicles))
    case .policies: self = .policies(try list(\.policies))
    case .securities: self = .securities(try list(\.securities))
    case .frozen: self = .frozen(try box.decode(Frozen.self, forKey: key))
    case .released: self = .released(try box.decode(Released.self, forKey: key))
    case .sealed: self = .sealed(try box.decode(Sealed.self, forKey: key))
    case .transferred: self = .transferred(try box.decode(Transferred.self, forKey: key))
    case .paid: self = .paid(try box.decode(Paid.self, forKey: key))
    }
  }

  var content: any Encodable {
    switch self {
    case .accounts(let items): Lists(accounts: items)
    case .houses(let items): Lists(houses: items)
    case .vehicles(let items): Lists(vehicles: items)
    case .policies(let items): Lists(policies: items)
    case .securities(let items): Lists(securities: items)
    case .frozen(let body): body
    case .released(let body): body
    case .sealed(let body): body
    case .transferred(let body): body
    case .paid(let body): body
    }
  }
}
