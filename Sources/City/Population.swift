import Basics
import EnforcementLaw

/// People and companies made up for a seed.
enum Population {
  private static let surnames = ["柳", "桑", "檀", "楚", "岑", "卓", "麦", "封", "蓝", "艾", "江", "橘", "竺", "隋", "俞"]
  private static let givenNames = ["一帆", "小满", "谷雨", "知秋", "长庚", "南星", "海棠", "白露", "青禾", "远山", "听松", "晚舟"]
  private static let trades = ["模具", "灯饰", "水泵", "橘业", "阀门", "塑业", "渔具", "缝纫机"]
  private static let streets = ["示例路", "虚构街", "样板巷", "模拟大道"]
  private static let models = ["示范牌轿车", "示范牌面包车", "示范牌皮卡", "示范牌电动轿车"]
  private static let products = ["平江两全保险（分红型）", "平江年金保险", "平江终身寿险"]
  /// Every sixth is a company.
  private static let companyEvery = 6

  static func make(_ count: Int, seed: UInt64) -> [CityFile.Person] {
    var random = SplitMix64(seed: seed, for: "population")
    return (0..<count).map { index in
      index % companyEvery == companyEvery - 1 ? company(&random) : resident(&random)
    }
  }

  private static func resident(_ random: inout SplitMix64) -> CityFile.Person {
    var person = CityFile.Person(
      name: random.pick(surnames, or: "柳") + random.pick(givenNames, or: "一帆"), idKind: "residentID", address: address(&random))
    var accounts: [CityFile.Account] = []
    if random.hits(60) {
      let wage = yuan(4_000...9_500, step: 100, &random)
      accounts.append(
        CityFile.Account(
          bank: bank(&random), kind: .wage, balance: yuan(500...6_000, step: 10, &random), monthlyKeep: .yuan(3_000),
          wage: CityFile.Wage(
            day: Int.random(in: 5...25, using: &random), amount: wage,
            employer: "台州虚构\(random.pick(trades, or: "模具"))有限公司"),
          spending: CityFile.Spending(day: 28, amount: .yuan(2_600))))
    }
    for _ in 0..<Int.random(in: 0...2, using: &random) {
      accounts.append(CityFile.Account(bank: bank(&random), kind: .savings, balance: yuan(0...90_000, step: 7, &random)))
    }
    person.accounts = accounts
    if random.hits(30) { person.houses = [house(&random)] }
    if random.hits(40) { person.vehicles = [vehicle(&random)] }
    if random.hits(20) {
      person.policies = [
        CityFile.Policy(
          product: random.pick(products, or: "平江终身寿险"), surrenderValue: yuan(2_000...150_000, step: 13, &random))
      ]
    }
    return person
  }

  private static func company(_ random: inout SplitMix64) -> CityFile.Person {
    var company = CityFile.Person(
      name: "台州虚构\(random.pick(surnames, or: "柳"))氏\(random.pick(trades, or: "模具"))有限公司", idKind: "creditCode",
      address: address(&random))
    company.accounts = (0..<Int.random(in: 1...3, using: &random)).map { _ in
      CityFile.Account(bank: bank(&random), kind: .current, balance: yuan(0...600_000, step: 101, &random))
    }
    if random.hits(25) { company.houses = [house(&random)] }
    if random.hits(60) { company.vehicles = [vehicle(&random)] }
    return company
  }

  private static func house(_ random: inout SplitMix64) -> CityFile.House {
    CityFile.House(
      address: address(&random), area: "\(Int.random(in: 48...160, using: &random)).\(Int.random(in: 10...99, using: &random))",
      estimatedValue: yuan(400_000...2_600_000, step: 1_000, &random),
      mortgage: random.hits(50) ? yuan(100_000...390_000, step: 1_000, &random) : .zero)
  }

  private static func vehicle(_ random: inout SplitMix64) -> CityFile.Vehicle {
    CityFile.Vehicle(
      model: random.pick(models, or: "示范牌轿车"), year: Int.random(in: 2010...2023, using: &random),
      estimatedValue: yuan(15_000...260_000, step: 500, &random))
  }

  private static func address(_ random: inout SplitMix64) -> String {
    "浙江省台州市\(random.pick(streets, or: "示例路"))\(Int.random(in: 1...199, using: &random))号"
  }
  private static func bank(_ random: inout SplitMix64) -> String { random.pick(CityUnit.banks.map(\.key), or: "bankC") }
  private static func yuan(_ range: ClosedRange<Int64>, step: Int64, _ random: inout SplitMix64) -> Money {
    .yuan(range.lowerBound + Int64.random(in: 0...(range.upperBound - range.lowerBound) / step, using: &random) * step)
  }
}
