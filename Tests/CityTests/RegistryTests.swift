import Basics
import City
import PartnerAPI
import Testing

@Suite struct RegistryTests {
  @Test("The first seal is in effect; later ones wait and take effect in order, their term running from that day")
  func waitingSeals() throws {
    var street = try Street()
    let first = try street.ask(.sealHouse(), "realEstate", case: 1)
    #expect(first.outcome == .done && first.sealed?.rank == 1 && first.sealed?.receipt.isEmpty == false)
    let second = try street.ask(.sealHouse(), "realEstate", case: 2)
    #expect(second.outcome == .partial && second.sealed?.rank == 2)
    #expect(try street.ask(.sealHouse(), "realEstate", case: 3).sealed?.rank == 3)
    street.wait(until: day("2024-06-01"))
    let unseal = PartnerRequestBody.unseal(.init(registration: Street.house))
    #expect(try street.ask(unseal, "realEstate", case: 1).outcome == .done)
    let length = day("2027-02-28") - day("2024-03-01")
    #expect(
      street.notices == [
        .promoted(
          .init(
            court: "浙1003", caseNumber: "(2024)浙1003执2号", requestId: "1002", registration: Street.house, from: day("2024-06-01"),
            to: day("2024-06-01") + length))
      ])
    #expect(try street.ask(unseal, "realEstate", case: 1).reason?.known == .notSealed)
  }

  @Test("Houses may be sealed for three years and cars for two, each renewal as long again")
  func terms() throws {
    var street = try Street()
    #expect(try street.ask(.sealHouse(to: "2027-03-02"), "realEstate").reason?.known == .termTooLong)
    let car = { (last: String) in
      PartnerRequestBody.seal(.init(registration: "浙J·00001", from: day("2024-03-01"), to: day(last)))
    }
    #expect(try street.ask(car("2026-03-02"), "vehicle").reason?.known == .termTooLong)
    #expect(try street.ask(car("2026-02-28"), "vehicle").sealed?.rank == 1)
    let renew = PartnerRequestBody.renewSeal(.init(registration: Street.plate, to: day("2028-02-28")))
    #expect(try street.ask(renew, "vehicle").sealed?.to == day("2028-02-28"))
    #expect(try street.ask(renew, "vehicle").reason?.known == .termInvalid)
    street.wait(until: day("2028-02-28"))
    #expect(street.city.vehicles[Street.plate]?.seals.entries.count == 1)
    street.wait(until: day("2028-02-29"))
    #expect(street.city.vehicles[Street.plate]?.seals.entries.isEmpty == true)
    #expect(try street.ask(renew, "vehicle").reason?.known == .lapsed)
  }

  @Test("Queries of registries and insurer list what the person owns, with the number of seals")
  func queries() throws {
    var street = try Street()
    let query = PartnerRequestBody.query(.init(name: "孙虚舟", idKind: "residentID", idNumber: "331024198001010035"))
    try street.ask(.sealHouse(), "realEstate", case: 4)
    guard case .houses(let houses) = try street.ask(query, "realEstate", ruling: false).body,
      case .vehicles(let cars) = try street.ask(query, "vehicle", ruling: false).body,
      case .policies(let policies) = try street.ask(query, "insurer", ruling: false).body
    else { throw Street.Missing() }
    #expect(houses.map(\.sealedByCount) == [1] && houses.map(\.estimatedValue) == [.yuan(2_000_000)])
    #expect(cars.map(\.plate) == [Street.plate] && cars.map(\.year) == [2018])
    #expect(policies.map(\.surrenderValue) == [.yuan(134_000)])
  }

  @Test("Securities are frozen by value, in whole shares that cover the limit; a later case waits; a release lets all go")
  func securities() throws {
    var street = try Street()
    let person = "331024198001010035"
    let held = CityFile.Security(account: "A001234567", code: "990001", name: "示例股份", shares: 1_000, price: Money(fen: 1_250))
    let order = BelongingsOrder(person: person, belongings: CityFile.Person(name: "-", securities: [held]))
    try street.city.give(order, at: street.city.now)
    let holding = "A001234567/990001"
    let query = PartnerRequestBody.query(.init(name: "孙虚舟", idKind: "residentID", idNumber: person))
    func found(_ street: inout Street) throws -> [PartnerAnswerBody.Security] {
      guard case .securities(let items) = try street.ask(query, "securities", ruling: false).body else { throw Street.Missing() }
      return items
    }
    #expect(try found(&street).map(\.value) == [.yuan(12_500)] && found(&street).map(\.holding) == [holding])
    func freeze(_ limit: Money, to last: String = "2027-02-28") -> PartnerRequestBody {
      .freeze(.init(account: holding, limit: limit, from: day("2024-03-01"), to: day(last)))
    }
    #expect(try street.ask(freeze(.yuan(100), to: "2027-03-02"), "securities").reason?.known == .termTooLong)
    // 81 shares at 12.50 are the fewest that cover 1,000.01.
    let first = try street.ask(freeze(Money(fen: 100_001)), "securities").frozen
    #expect(first?.amount == Money(fen: 101_250) && first?.rank == 1)
    let second = try street.ask(freeze(.yuan(50_000)), "securities", case: 2)
    #expect(second.outcome == .partial && second.frozen?.rank == 2 && second.frozen?.amount == .zero)
    #expect(try found(&street).map(\.frozenByCount) == [2])
    let release = PartnerRequestBody.releaseFreeze(.init(account: holding, keep: .zero))
    #expect(try street.ask(release, "securities").outcome == .done)
    #expect(try street.ask(release, "securities").reason?.known == .notFrozen)
    let renewed = PartnerRequestBody.renewFreeze(.init(account: holding, to: day("2027-03-31")))
    #expect(try street.ask(renewed, "securities", case: 2).frozen?.amount == .yuan(12_500), "never more than there is")
    #expect(street.city.moneyTotal == .zero)
    let wrong = CityFile.Security(code: "9900", name: "示例股份", shares: 1, price: .yuan(1))
    #expect(throws: PartnerMessageRefusal.self) {
      try street.city.give(
        BelongingsOrder(person: person, belongings: CityFile.Person(name: "-", securities: [wrong])), at: street.city.now)
    }
  }

  @Test("A policy is surrendered only by the case whose freeze is in effect, and its value reaches the case's sub-account")
  func surrender() throws {
    var street = try Street()
    let surrender = PartnerRequestBody.surrender(.init(policyNumber: Street.policy, caseSubAccount: "88010001"))
    #expect(try street.ask(surrender, "insurer").reason?.known == .notFrozen)
    let freeze = PartnerRequestBody.freezePolicy(
      .init(policyNumber: Street.policy, from: day("2024-03-01"), to: day("2027-02-28")))
    #expect(try street.ask(freeze, "insurer").frozen?.amount == .yuan(134_000))
    #expect(try street.ask(freeze, "insurer", case: 2).frozen?.rank == 2)
    #expect(try street.ask(surrender, "insurer", case: 2).reason?.known == .notFrozen)
    let done = try street.ask(surrender, "insurer")
    #expect(done.transferred?.amount == .yuan(134_000))
    #expect(street.credits.map(\.bankLine) == [done.transferred?.bankLine])
    #expect(street.city.subAccounts["88010001"] == .yuan(134_000))
    #expect(try street.ask(surrender, "insurer").reason?.known == .policyEnded)
    let query = PartnerRequestBody.querySurrender(.init(policyNumber: Street.policy))
    #expect(try street.ask(query, "insurer", ruling: false).reason?.known == .policyEnded)
    #expect(street.city.moneyTotal == .zero)
  }
}
