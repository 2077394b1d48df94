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
