import Basics
import EnforcementLaw
import PartnerAPI

/// `city.json`: the people that a story needs, with what they own. Only `name` must be there; numbers that are left out are made
/// up, valid and fictional. Sums are text with two places.
///
/// ```json
/// {"people": [{
///   "name": "孙某山", "idNumber": "331024198001010037", "phone": "13900000012", "address": "…",
///   "accounts": [{"bank": "bankC", "account": "62999000361234567", "kind": "wage", "balance": "5200.00", "monthlyKeep": "3000.00",
///                 "wage": {"day": 10, "amount": "6800.00", "employer": "…"}, "spending": {"day": 20, "amount": "2500.00"},
///                 "frozenByOthers": [{"court": "浙1002", "caseNumber": "(2024)浙1002执8号", "limit": "1000.00", "to": "2025-01-01"}]}],
///   "houses":   [{"certificate": "…", "address": "…", "area": "89.50", "estimatedValue": "900000.00", "mortgage": "0.00",
///                 "sealedBy": [{"court": "浙1002", "caseNumber": "(2024)浙1002执8号", "to": "2026-01-01"}]}],
///   "vehicles": [{"plate": "浙J00001", "vin": "…", "model": "…", "year": 2018, "estimatedValue": "60000.00"}],
///   "policies": [{"policyNumber": "…", "product": "…", "surrenderValue": "134000.00"}],
///   "securities": [{"account": "A001234567", "code": "990001", "name": "示例股份", "shares": 1000, "price": "12.50"}]}]}
/// ```
public struct CityFile: Sendable, Hashable, Codable {
  public var people: [Person]
  public init(people: [Person]) { self.people = people }

  /// Somebody who lives in the city; who owns what hangs on the number.
  public struct Person: Sendable, Hashable, Codable {
    public var name: String
    /// `residentID`, `creditCode`, or (with a number, which is then not checked) `passport`, `permit`, `other`; `residentID` or
    /// `creditCode` by the name where left out (…公司, …厂, …部, …店, …中心, …社 are organisations).
    public var idKind: String?
    public var idNumber: String?
    public var phone: String?
    public var address: String?
    public var accounts: [Account]?
    public var houses: [House]?
    public var vehicles: [Vehicle]?
    public var policies: [Policy]?
    public var securities: [Security]?
    public init(
      name: String, idKind: String? = nil, idNumber: String? = nil, phone: String? = nil, address: String? = nil,
      accounts: [Account]? = nil, houses: [House]? = nil, vehicles: [Vehicle]? = nil, policies: [Policy]? = nil,
      securities: [Security]? = nil
    ) {
      self.name = name
      self.idKind = idKind
      self.idNumber = idNumber
      self.phone = phone
      self.address = address
      self.accounts = accounts
      self.houses = houses
      self.vehicles = vehicles
      self.policies = policies
      self.securities = securities
    }
  }

  /// An account at a bank of the city, `bank` being the unit's key.
  public struct Account: Sendable, Hashable, Codable {
    public var bank: String
    public var account: String?
    public var kind: PartnerAnswerBody.AccountKind?
    @YuanText public var balance: Money
    /// 3000.00 for wage accounts and nothing for others where left out.
    public var monthlyKeep: YuanText?
    public var wage: Wage?
    public var spending: Spending?
    public var frozenByOthers: [Freeze]?
    public init(
      bank: String, account: String? = nil, kind: PartnerAnswerBody.AccountKind? = nil, balance: Money,
      monthlyKeep: Money? = nil, wage: Wage? = nil, spending: Spending? = nil, frozenByOthers: [Freeze]? = nil
    ) {
      self.bank = bank
      self.account = account
      self.kind = kind
      self.balance = balance
      self.monthlyKeep = monthlyKeep.map(YuanText.init)
      self.wage = wage
      self.spending = spending
      self.frozenByOthers = frozenByOthers
    }
  }
  /// Pay that comes in each month on that day of it.
  public struct Wage: Sendable, Hashable, Codable {
    public var day: Int
    @YuanText public var amount: Money
    public var employer: String?
    public init(day: Int, amount: Money, employer: String? = nil) {
      self.day = day
      self.amount = amount
      self.employer = employer
    }
  }
  /// Money that goes out each month on that day of it, as far as nothing holds it.
  public struct Spending: Sendable, Hashable, Codable {
    public var day: Int
    @YuanText public var amount: Money
    public init(day: Int, amount: Money) {
      self.day = day
      self.amount = amount
    }
  }
  /// A freeze of another court, up to a limit, through the day `to`.
  public struct Freeze: Sendable, Hashable, Codable {
    public var court: String
    public var caseNumber: String
    @YuanText public var limit: Money
    public var to: Day
    public init(court: String, caseNumber: String, limit: Money, to: Day) {
      self.court = court
      self.caseNumber = caseNumber
      self.limit = limit
      self.to = to
    }
  }
  /// A seal of another court, through the day `to`.
  public struct Seal: Sendable, Hashable, Codable {
    public var court: String
    public var caseNumber: String
    public var to: Day
    public init(court: String, caseNumber: String, to: Day) {
      self.court = court
      self.caseNumber = caseNumber
      self.to = to
    }
  }
  /// A house in the registry; `area` is square metres as text.
  public struct House: Sendable, Hashable, Codable {
    public var certificate: String?
    public var address: String
    public var area: String
    @YuanText public var estimatedValue: Money
    public var mortgage: YuanText?
    public var sealedBy: [Seal]?
    public init(
      certificate: String? = nil, address: String, area: String, estimatedValue: Money, mortgage: Money? = nil,
      sealedBy: [Seal]? = nil
    ) {
      self.certificate = certificate
      self.address = address
      self.area = area
      self.estimatedValue = estimatedValue
      self.mortgage = mortgage.map(YuanText.init)
      self.sealedBy = sealedBy
    }
  }
  /// A registered vehicle, `year` that of its first registration.
  public struct Vehicle: Sendable, Hashable, Codable {
    public var plate: String?
    public var vin: String?
    public var model: String
    public var year: Int
    @YuanText public var estimatedValue: Money
    public var sealedBy: [Seal]?
    public init(
      plate: String? = nil, vin: String? = nil, model: String, year: Int, estimatedValue: Money, sealedBy: [Seal]? = nil
    ) {
      self.plate = plate
      self.vin = vin
      self.model = model
      self.year = year
      self.estimatedValue = estimatedValue
      self.sealedBy = sealedBy
    }
  }
  /// A life policy and what surrendering it would bring.
  public struct Policy: Sendable, Hashable, Codable {
    public var policyNumber: String?
    public var product: String
    @YuanText public var surrenderValue: Money
    public var frozenBy: [Seal]?
    public init(policyNumber: String? = nil, product: String, surrenderValue: Money, frozenBy: [Seal]? = nil) {
      self.policyNumber = policyNumber
      self.product = product
      self.surrenderValue = surrenderValue
      self.frozenBy = frozenBy
    }
  }

  /// What somebody holds of one security.
  public struct Security: Sendable, Hashable, Codable {
    /// Made up where left out.
    public var account: String?
    public var code: String
    public var name: String
    public var shares: Int64
    @YuanText public var price: Money
    public var frozenBy: [Seal]?
    public init(account: String? = nil, code: String, name: String, shares: Int64, price: Money, frozenBy: [Seal]? = nil) {
      self.account = account
      self.code = code
      self.name = name
      self.shares = shares
      self.price = price
      self.frozenBy = frozenBy
    }
  }

  /// Longest file read, in bytes.
  public static let bytesMax = 64 << 20

  /// Reads a file; what is wrong is named by its path, `people.[3].accounts.[0].bank`.
  public static func read(_ bytes: [UInt8]) throws(PartnerMessageRefusal) -> CityFile {
    let file = try PartnerJSON.decode(CityFile.self, from: bytes, limit: bytesMax)
    var unnumbered: Set<String> = []
    for (index, person) in file.people.enumerated() {
      try person.check("people.[\(index)]")
      guard person.idNumber == nil, !unnumbered.insert(person.name).inserted else { continue }
      throw PartnerMessageRefusal(field: "people.[\(index)].idNumber", fault: "two people of this name: give their numbers")
    }
    return file
  }
}
