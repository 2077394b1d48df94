import Basics
import PartnerAPI

/// A partner unit of the city. All names are fictional.
public struct CityUnit: Hashable, Sendable, Codable {
  public let key: String
  public let name: Phrase
  public let kind: Kind
  /// Twelve digits, for units that hold accounts.
  public let bankCode: String?
  /// Two letters in its bank lines and receipts.
  let initials: String

  /// The raw values are those of the court's configuration.
  public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
    case bank, courtBank, realEstate, vehicle, insurer, securities
  }

  /// Three banks, the two registries, the insurer, the securities depository and the court's own bank: the units of `config/units.yaml`.
  public static let all: [CityUnit] = [
    CityUnit(key: "bankA", name: Phrase("临江银行", "Linjiang Bank"), kind: .bank, bankCode: "999345000011", initials: "LJ"),
    CityUnit(key: "bankB", name: Phrase("海门银行", "Haimen Bank"), kind: .bank, bankCode: "999345000028", initials: "HM"),
    CityUnit(
      key: "bankC", name: Phrase("橘乡农商银行", "Juxiang Rural Bank"), kind: .bank, bankCode: "999345000036", initials: "JX"),
    CityUnit(
      key: "realEstate", name: Phrase("不动产登记中心", "Real-estate registry"), kind: .realEstate, bankCode: nil, initials: "BD"),
    CityUnit(key: "vehicle", name: Phrase("车辆管理所", "Vehicle registry"), kind: .vehicle, bankCode: nil, initials: "CG"),
    CityUnit(key: "insurer", name: Phrase("平江人寿保险", "Pingjiang Life"), kind: .insurer, bankCode: nil, initials: "PJ"),
    CityUnit(
      key: "securities", name: Phrase("临江证券登记结算中心", "Linjiang Securities Depository"), kind: .securities, bankCode: nil,
      initials: "ZQ"),
    CityUnit(
      key: "courtBank", name: Phrase("案款专户开户行", "The court's bank"), kind: .courtBank, bankCode: "999345000044",
      initials: "AK"),
  ]
  static let byKey = Dictionary(uniqueKeysWithValues: all.map { ($0.key, $0) })
  /// By its key; nil where the city has no such unit.
  public static func named(_ key: String) -> CityUnit? { byKey[key] }
  public static let banks = all.filter { $0.kind == .bank }
  static let courtBankKey = "courtBank"

  /// Whether this unit does that at all.
  public func does(_ action: PartnerRequestMessage.Action) -> Bool {
    switch (kind, action) {
    case (.bank, .query), (.bank, .freeze), (.bank, .renewFreeze), (.bank, .releaseFreeze), (.bank, .transfer): true
    case (.courtBank, .pay): true
    case (.realEstate, .query), (.realEstate, .seal), (.realEstate, .unseal), (.realEstate, .renewSeal): true
    case (.vehicle, .query), (.vehicle, .seal), (.vehicle, .unseal), (.vehicle, .renewSeal): true
    case (.insurer, .query), (.insurer, .querySurrender), (.insurer, .freezePolicy), (.insurer, .surrender): true
    case (.insurer, .renewFreeze), (.insurer, .releaseFreeze): true
    case (.securities, .query), (.securities, .freeze), (.securities, .renewFreeze), (.securities, .releaseFreeze): true
    case (.bank, _), (.courtBank, _), (.realEstate, _), (.vehicle, _), (.insurer, _), (.securities, _): false
    }
  }
}

/// How badly a unit behaves. Every draw depends on the city's seed and the request's id alone, so the same requests meet the
/// same faults whatever their order.
public struct UnitFaults: Hashable, Sendable, Codable {
  /// The unit acts this long after it received the request, drawn between the two.
  public var delayMsMin: Int64
  public var delayMsMax: Int64
  /// Of 100 receptions: refused with status 503, nothing written down; another try is another draw.
  public var unavailablePercent: Int
  /// Of 100 requests: answered `failed` with `systemError`, nothing done.
  public var failPercent: Int
  /// Of 100 answers: delivered twice at once and again minutes later.
  public var repeatPercent: Int
  /// Of 100 answers: held back, so that later ones overtake it.
  public var reorderPercent: Int
  /// Of 100 answers: never sent, until the court repeats the request.
  public var losePercent: Int
  /// Of 100 requests that were done: called failed first, and done ``denyHours`` later.
  public var denyPercent: Int
  static let denyHours: Int64 = 2

  public static let none = UnitFaults()
  /// Longest delay that can be set: 30 days.
  public static let delayMsLimit: Int64 = 30 * 86_400_000

  /// Values outside their range are held inside it.
  public init(
    delayMsMin: Int64 = 0, delayMsMax: Int64 = 0, unavailablePercent: Int = 0, failPercent: Int = 0, repeatPercent: Int = 0,
    reorderPercent: Int = 0, losePercent: Int = 0, denyPercent: Int = 0
  ) {
    self.delayMsMin = min(max(delayMsMin, 0), UnitFaults.delayMsLimit)
    self.delayMsMax = min(max(delayMsMax, self.delayMsMin), UnitFaults.delayMsLimit)
    func percent(_ value: Int) -> Int { min(max(value, 0), 100) }
    self.unavailablePercent = percent(unavailablePercent)
    self.failPercent = percent(failPercent)
    self.repeatPercent = percent(repeatPercent)
    self.reorderPercent = percent(reorderPercent)
    self.losePercent = percent(losePercent)
    self.denyPercent = percent(denyPercent)
  }

  private enum Key: String, CodingKey {
    case delayMsMin, delayMsMax, unavailablePercent, failPercent, repeatPercent, reorderPercent, losePercent, denyPercent
  }
  /// Fields that are absent are zero.
  public init(from decoder: any Decoder) throws {
    let box = try decoder.container(keyedBy: Key.self)
    func number(_ key: Key) throws -> Int { try box.decodeIfPresent(Int.self, forKey: key) ?? 0 }
    self.init(
      delayMsMin: Int64(try number(.delayMsMin)), delayMsMax: Int64(try number(.delayMsMax)),
      unavailablePercent: try number(.unavailablePercent), failPercent: try number(.failPercent),
      repeatPercent: try number(.repeatPercent), reorderPercent: try number(.reorderPercent),
      losePercent: try number(.losePercent), denyPercent: try number(.denyPercent))
  }
}
