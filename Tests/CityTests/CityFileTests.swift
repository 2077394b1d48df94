import Basics
import City
import Foundation
import PartnerAPI
import Testing

@Suite struct CityFileTests {
  @Test("A file of people is read with sums as text, and what it leaves out is made up once and for all")
  func read() throws {
    let text = """
      {"people": [
        {"name": "柳见山", "accounts": [{"bank": "bankA", "kind": "wage", "balance": "5200.00"}],
         "vehicles": [{"model": "示范牌皮卡", "year": 2020, "estimatedValue": "60000.00"}]},
        {"name": "台州虚构灯饰有限公司", "accounts": [{"bank": "bankB", "balance": "0.50"}]}]}
      """
    let file = try CityFile.read(Array(text.utf8))
    var city = try City(seed: 5, at: Street.start, population: 20, file: file)
    let before = city.peopleOrder
    try city.add(file)
    #expect(city.peopleOrder == before)
    let person = try #require(city.people.values.first { $0.name == "柳见山" })
    #expect(person.idKind == "residentID" && city.accounts[person.accounts[0]]?.monthlyKeep == .yuan(3_000))
    let company = try #require(city.people.values.first { $0.name == "台州虚构灯饰有限公司" })
    #expect(company.idKind == "creditCode" && city.accounts[company.accounts[0]]?.kind == .current)
    #expect(city.accounts[company.accounts[0]]?.balance == Money(fen: 50))
  }

  @Test("What is wrong in a file is named by its place")
  func refusals() throws {
    func field(_ text: String) -> String? {
      do {
        var city = try City(seed: 5, at: Street.start, population: 0)
        try city.add(try CityFile.read(Array(text.utf8)))
        return nil
      } catch { return error.field }
    }
    #expect(field(#"{"people": [{"name": ""}]}"#) == "people.[0].name")
    #expect(field(#"{"people": [{"name": "柳", "idNumber": "331024198001010036"}]}"#) == "people.[0].idNumber")
    #expect(
      field(#"{"people": [{"name": "柳", "accounts": [{"bank": "bankZ", "balance": "1.00"}]}]}"#) == "people.[0].accounts.[0].bank"
    )
    #expect(
      field(#"{"people": [{"name": "柳", "accounts": [{"bank": "bankA", "balance": 1}]}]}"#) == "people.[0].accounts.[0].balance")
    #expect(
      field(#"{"people": [{"name": "柳", "accounts": [{"bank": "bankA", "balance": "1.5"}]}]}"#)
        == "people.[0].accounts.[0].balance")
    #expect(field(#"{"people": [{"name": "柳"}, {"name": "柳"}]}"#) == "people.[1].idNumber")
    #expect(
      field(#"{"people": [{"name": "柳", "vehicles": [{"plate": "浙J1", "model": "车", "year": 2020, "estimatedValue": "1.00"}]}]}"#)
        == "people.[0].vehicles.[0].plate")
    let shared = #"{"bank": "bankA", "account": "62999000001", "balance": "1.00"}"#
    #expect(
      field(#"{"people": [{"name": "柳", "accounts": [\#(shared)]}, {"name": "桑", "accounts": [\#(shared)]}]}"#)
        == "people.[1].accounts.[0].account")
    #expect(field("[]") == "")
    #expect(field("{") == "")
  }

  @Test("The example's people are the debtors of the example docket")
  func example() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let file = try CityFile.read([UInt8](try Data(contentsOf: root.appendingPathComponent("examples/city.json"))))
    let docket = try String(contentsOf: root.appendingPathComponent("examples/docket.csv"), encoding: .utf8)
    let debtors = docket.split(separator: "\n").filter { $0.contains(",被执行人,") }
    let missing = debtors.filter { line in
      !file.people.contains { line.contains(",\($0.name),") && line.contains($0.idNumber ?? "-") }
    }
    #expect(!debtors.isEmpty && missing.isEmpty)
    let city = try City(seed: 1, at: Street.start, population: 24, file: file)
    #expect(city.people.count == file.people.count + 24 && city.people["91320000XXXX01038N"]?.houses.count == 79)
  }

  @Test("A person may come to own more later, and what another owns is refused")
  func belongings() throws {
    var street = try Street()
    let policy = CityFile.Policy(policyNumber: "PJ7", product: "平江终身寿险", surrenderValue: .yuan(50_000))
    let order = BelongingsOrder(person: "331003198502010058", belongings: CityFile.Person(name: "-", policies: [policy]))
    try street.city.give(order, at: street.city.now)
    let query = PartnerRequestBody.query(.init(name: "王照影", idKind: "residentID", idNumber: "331003198502010058"))
    guard case .policies(let found) = try street.ask(query, "insurer", ruling: false).body else { throw Street.Missing() }
    #expect(found.map(\.policyNumber) == ["PJ7"])
    #expect(throws: PartnerMessageRefusal.self) { try street.city.give(order, at: street.city.now) }
    let nobody = BelongingsOrder(person: "0", belongings: CityFile.Person(name: "-"))
    #expect(throws: CityRefusal.personUnknown("0")) { try street.city.give(nobody, at: street.city.now) }
  }

  @Test("Measures of other courts that a file brings stand before those of this court")
  func earlierMeasures() throws {
    var street = try Street()
    try street.city.add(
      CityFile(people: [
        CityFile.Person(
          name: "岑旧事",
          accounts: [
            CityFile.Account(
              bank: "bankB", account: "6299900028555500001", balance: .yuan(900),
              frozenByOthers: [
                CityFile.Freeze(court: "浙1002", caseNumber: "(2023)浙1002执8号", limit: .yuan(1_000), to: day("2024-04-01"))
              ])
          ],
          houses: [
            CityFile.House(
              certificate: "旧宅1号", address: "示例路", area: "60.00", estimatedValue: .yuan(1),
              sealedBy: [CityFile.Seal(court: "浙1002", caseNumber: "(2023)浙1002执8号", to: day("2024-04-01"))])
          ])
      ]))
    #expect(try street.ask(.freeze("6299900028555500001", 400), "bankB").frozen?.rank == 2)
    let seal = PartnerRequestBody.seal(.init(registration: "旧宅1号", from: day("2024-03-01"), to: day("2026-03-01")))
    #expect(try street.ask(seal, "realEstate").sealed?.rank == 2)
    street.wait(until: day("2024-04-02"))
    #expect(street.inflows.map(\.amount) == [.yuan(400)])
    #expect(street.notices.count == 2)
  }
}
