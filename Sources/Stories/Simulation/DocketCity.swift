import Basics
import City
import Import

/// The city that a docket needs: its debtors live there and own something, or nothing.
enum DocketCity {
  /// `people` first, as they are; then every debtor of the docket whom they do not name, with what the seed gives.
  static func file(_ people: CityFile, with docket: [DocketCase], seed: UInt64) -> CityFile {
    var known = Set(people.people.compactMap { $0.idNumber?.uppercased() })
    var all = people.people
    for party in docket.flatMap(\.parties) where party.role == .debtor {
      guard let document = party.document, known.insert(document.number.uppercased()).inserted else { continue }
      var random = SplitMix64(seed: seed, for: "belongings/\(document.number)")
      all.append(resident(party, document, &random))
    }
    return CityFile(people: all)
  }

  private static func resident(
    _ party: DocketParty, _ document: DocketParty.IdentityDocument, _ random: inout SplitMix64
  ) -> CityFile.Person {
    func hits(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }
    func yuan(_ range: ClosedRange<Int64>) -> Money { .yuan(Int64.random(in: range, using: &random)) }
    var person = CityFile.Person(
      name: party.name, idKind: document.kind.rawValue, idNumber: document.number,
      address: party.address.isEmpty ? nil : party.address)
    let isCompany = document.kind == .creditCode
    person.accounts = (0..<Int.random(in: 1...3, using: &random)).map { _ in
      let bank = CityUnit.banks.randomElement(using: &random)?.key ?? "bankA"
      let balance = hits(40) ? yuan(0...800) : yuan(1_000...(isCompany ? 600_000 : 160_000))
      return CityFile.Account(bank: bank, balance: balance)
    }
    if !isCompany && hits(40) {
      let wage = CityFile.Wage(day: Int.random(in: 5...25, using: &random), amount: yuan(4_000...9_500))
      person.accounts?.append(CityFile.Account(bank: "bankC", kind: .wage, balance: yuan(500...5_000), wage: wage))
    }
    if hits(15) {
      person.houses = [
        CityFile.House(
          address: "示例路\(Int.random(in: 1...199, using: &random))号", area: "89.50", estimatedValue: yuan(400_000...2_000_000))
      ]
    }
    if hits(20) {
      person.vehicles = [CityFile.Vehicle(model: "示范牌轿车", year: 2019, estimatedValue: yuan(20_000...200_000))]
    }
    if hits(15) { person.policies = [CityFile.Policy(product: "平江终身寿险", surrenderValue: yuan(2_000...120_000))] }
    return person
  }

  /// Units as they are on bad days: slow, sometimes closed, sometimes twice or never. Without faults they answer within a minute.
  static func faults(clean: Bool) -> UnitFaults {
    if clean { return UnitFaults(delayMsMin: 1_000, delayMsMax: 60_000) }
    return UnitFaults(
      delayMsMin: 2_000, delayMsMax: 6 * 3_600_000, unavailablePercent: 10, failPercent: 4, repeatPercent: 8, reorderPercent: 8,
      losePercent: 2)
  }
}
