import Basics
import EnforcementLaw
import PartnerAPI

extension CityFile.Person {
  private static let organisationEndings = ["公司", "厂", "部", "店", "中心", "社", "合伙）", "银行"]
  /// Longest text in a field and longest list of things of one person.
  private static let textMax = 200
  private static let thingsMax = 1000

  /// The kind of number, given or by the name.
  var kindOfID: String {
    idKind ?? (CityFile.Person.organisationEndings.contains { name.hasSuffix($0) } ? "creditCode" : "residentID")
  }

  func check(_ path: String) throws(PartnerMessageRefusal) {
    try CityFile.Person.text(name, path + ".name")
    switch kindOfID {
    case "residentID": try number(path) { text throws(LawRefusal) in _ = try ResidentID.check(text) }
    case "creditCode": try number(path) { text throws(LawRefusal) in _ = try CreditCode.check(text) }
    case "passport", "permit", "other": try CityFile.Person.text(idNumber ?? "", path + ".idNumber")
    default:
      throw PartnerMessageRefusal(
        field: path + ".idKind", fault: "residentID, creditCode, passport, permit or other expected")
    }
    try checkBelongings(path)
  }

  func checkBelongings(_ path: String) throws(PartnerMessageRefusal) {
    for (index, account) in (accounts ?? []).enumerated() { try account.check("\(path).accounts.[\(index)]") }
    for (index, house) in (houses ?? []).enumerated() {
      try CityFile.Person.text(house.address, "\(path).houses.[\(index)].address")
    }
    for (index, vehicle) in (vehicles ?? []).enumerated() {
      try CityFile.Person.text(vehicle.model, "\(path).vehicles.[\(index)].model")
      guard let plate = vehicle.plate else { continue }
      do { _ = try Plate.check(plate) } catch {
        throw PartnerMessageRefusal(field: "\(path).vehicles.[\(index)].plate", fault: error.message.en)
      }
    }
    for (index, policy) in (policies ?? []).enumerated() {
      try CityFile.Person.text(policy.product, "\(path).policies.[\(index)].product")
    }
    for (index, security) in (securities ?? []).enumerated() { try security.check("\(path).securities.[\(index)]") }
    for (name, count) in [
      ("accounts", accounts?.count), ("houses", houses?.count), ("vehicles", vehicles?.count), ("policies", policies?.count),
      ("securities", securities?.count),
    ] where (count ?? 0) > CityFile.Person.thingsMax {
      throw PartnerMessageRefusal(field: "\(path).\(name)", fault: "at most \(CityFile.Person.thingsMax) are read")
    }
  }

  private func number(_ path: String, _ check: (String) throws(LawRefusal) -> Void) throws(PartnerMessageRefusal) {
    guard let idNumber else { return }
    do { try check(idNumber) } catch { throw PartnerMessageRefusal(field: path + ".idNumber", fault: error.message.en) }
  }

  static func text(_ text: String, _ path: String) throws(PartnerMessageRefusal) {
    guard !text.isEmpty, text.count <= textMax else {
      throw PartnerMessageRefusal(field: path, fault: "1 to \(textMax) characters expected")
    }
  }
}

extension CityFile.Account {
  func check(_ path: String) throws(PartnerMessageRefusal) {
    guard CityUnit.named(bank)?.kind == .bank else {
      let keys = CityUnit.banks.map(\.key).joined(separator: ", ")
      throw PartnerMessageRefusal(field: path + ".bank", fault: "one of \(keys) expected, not \(bank)")
    }
    if let account {
      do { _ = try BankAccount.check(account) } catch {
        throw PartnerMessageRefusal(field: path + ".account", fault: error.message.en)
      }
    }
    for (name, day) in [("wage", wage?.day), ("spending", spending?.day)] {
      guard let day, !(1...31).contains(day) else { continue }
      throw PartnerMessageRefusal(field: "\(path).\(name).day", fault: "1 to 31 expected, not \(day)")
    }
  }
}

extension CityFile.Security {
  /// Their product stays far inside what a sum may be.
  private static let sharesMax: Int64 = 100_000_000
  private static let priceMax = Money.yuan(10_000)

  func check(_ path: String) throws(PartnerMessageRefusal) {
    try CityFile.Person.text(name, path + ".name")
    guard code.count == 6, code.allSatisfy({ $0.isASCII && $0.isNumber }) else {
      throw PartnerMessageRefusal(field: path + ".code", fault: "six digits expected")
    }
    guard (1...Self.sharesMax).contains(shares) else {
      throw PartnerMessageRefusal(field: path + ".shares", fault: "1 to \(Self.sharesMax) expected")
    }
    guard price > .zero, price <= Self.priceMax else {
      throw PartnerMessageRefusal(field: path + ".price", fault: "0.01 to \(Self.priceMax) expected")
    }
  }
}
