import Basics
import City
import EnforcementLaw
import PartnerAPI
import Testing

@Suite struct CityTests {
  @Test("Whatever is asked and paid, no money is made or lost and no account holds less than is frozen on it")
  func conservation() throws {
    for seed in 1...12 {
      var street = try Street(seed: UInt64(seed), population: 30)
      var random = SplitMix64(seed: UInt64(seed), for: "orders")
      let numbers = street.city.accounts.keys.sorted()
      for step in 0..<300 {
        let number = numbers[Int.random(in: 0..<numbers.count, using: &random)]
        guard let account = street.city.accounts[number] else { continue }
        let today = street.city.now.day
        let sum = Money(fen: Int64.random(in: 0...9_000_000, using: &random))
        let caseNumber = Int.random(in: 1...4, using: &random)
        switch Int.random(in: 0..<8, using: &random) {
        case 0, 1:
          try street.ask(
            .freeze(.init(account: number, limit: sum, from: today, to: today + Int.random(in: 1...365, using: &random))),
            account.bank, case: caseNumber)
        case 2:
          try street.ask(
            .transfer(.init(account: number, amount: sum, caseSubAccount: "8801000\(caseNumber)")), account.bank, case: caseNumber
          )
        case 3:
          try street.ask(.releaseFreeze(.init(account: number, keep: sum)), account.bank, case: caseNumber)
        case 4:
          _ = try? street.city.credit(CreditOrder(person: account.holder, account: number, amount: sum), at: street.city.now)
        case 5:
          _ = try? street.city.payCourt(
            PayCourtOrder(account: number, caseSubAccount: "8801000\(caseNumber)", amount: sum), at: street.city.now)
        case 6:
          let name = street.city.people[account.holder]?.name ?? ""
          let code = CityUnit.named(account.bank)?.bankCode ?? ""
          try street.ask(
            .pay(
              .init(
                caseSubAccount: "8801000\(caseNumber)", payeeName: name, payeeAccount: number,
                bankCode: step % 3 == 0 ? "102345000001" : code, amount: sum, purpose: "案款")), "courtBank", ruling: false)
        default: street.wait(until: today + Int.random(in: 1...40, using: &random))
        }
        guard street.city.moneyTotal == .zero else {
          Issue.record("seed \(seed), step \(step): \(street.city.moneyTotal) was made or lost")
          return
        }
      }
      for account in street.city.accounts.values {
        #expect(account.balance >= .zero && account.held <= account.balance)
        #expect(account.freezes.allSatisfy { $0.held >= .zero && $0.held <= $0.limit })
        #expect(Set(account.freezes.map(\.key)).count == account.freezes.count)
      }
      let credited = street.credits.reduce(Money.zero) { $0 + $1.amount }
      #expect(credited > .zero && street.city.subAccounts.values.allSatisfy { $0 >= .zero })
    }
  }

  @Test("The same id is acted on once and always gets the same answer; used for something else it is refused")
  func idempotency() throws {
    var street = try Street()
    try street.ask(.freeze(Street.account, 50_000), "bankC")
    var message = Street.message(.transfer(Street.account, 10_000), to: "bankC", id: "5", at: street.city.now)
    #expect(try street.city.submit(message, at: street.city.now).repeated == false)
    let first = street.city.due(until: street.city.now)
    message.sentAt = message.sentAt.adding(seconds: 60)
    let later = street.city.now.adding(hours: 1)
    #expect(try street.city.submit(message, at: later).repeated == true)
    let second = street.city.due(until: later)
    #expect(first.filter { $0.message.id == "bankC-5" }.map(\.message) == second.map(\.message))
    #expect(second.map(\.delivery) == ["bankC-5#2"])
    #expect(street.city.subAccounts["88010001"] == .yuan(10_000))
    message.caseNumber = "(2024)浙1003执9号"
    #expect(throws: CityRefusal.idConflict("5")) { try street.city.submit(message, at: later) }
    message.unit = "bankX"
    #expect(throws: CityRefusal.unitUnknown("bankX")) { try street.city.submit(message, at: later) }
  }

  @Test("Faults are the same for a seed, differ between seeds, and do not depend on the order of requests")
  func faults() throws {
    func run(_ seed: UInt64, reversed: Bool) throws -> [String: [Int64]] {
      var street = try Street(seed: seed)
      try street.city.set(
        UnitFaults(
          delayMsMin: 1_000, delayMsMax: 90_000, failPercent: 20, repeatPercent: 30, reorderPercent: 30, losePercent: 20),
        of: "bankC")
      let ids = reversed ? Array((1...60).reversed()) : Array(1...60)
      let query = PartnerRequestBody.query(.init(name: "孙虚舟", idKind: "residentID", idNumber: "331024198001010035"))
      for id in ids {
        _ = try street.city.submit(Street.message(query, to: "bankC", id: "\(id)", at: Street.start), at: Street.start)
      }
      var seen: [String: [Int64]] = [:]
      for item in street.city.due(until: Street.start.adding(hours: 2)) {
        guard case .answer(let answer) = item.message else { continue }
        let mark: Int64 = answer.outcome == .failed ? -1 : 1
        seen[answer.requestId, default: []].append(mark * item.at.milliseconds(since: Street.start))
      }
      return seen
    }
    let once = try run(11, reversed: false)
    let (again, reversed, other) = (try run(11, reversed: false), try run(11, reversed: true), try run(12, reversed: false))
    #expect(once == again)
    #expect(once == reversed)
    #expect(once != other)
    #expect(once.count < 60 && once.values.contains { $0.count == 3 } && once.values.joined().contains { $0 < 0 })
    let order = once.sorted { $0.value.map(abs).min() ?? 0 < $1.value.map(abs).min() ?? 0 }.map(\.key)
    #expect(order != (1...60).map(String.init))
  }

  @Test("A lost answer comes when the court repeats the request, and nothing is done again")
  func lostAnswer() throws {
    var street = try Street()
    try street.city.set(UnitFaults(losePercent: 100), of: "bankC")
    let message = Street.message(.freeze(Street.account, 50_000), to: "bankC", id: "5", at: Street.start)
    _ = try street.city.submit(message, at: Street.start)
    #expect(street.city.due(until: Street.start.adding(hours: 1)).isEmpty)
    #expect(street.city.requests["5"]?.lost == true && street.city.accounts[Street.account]?.held == .yuan(50_000))
    let receipt = try street.city.submit(message, at: Street.start.adding(hours: 2))
    #expect(receipt.repeated && receipt.receivedAt == Street.start)
    let out = street.city.due(until: Street.start.adding(hours: 2))
    #expect(out.map(\.message.id) == ["bankC-5"] && street.city.accounts[Street.account]?.freezes.count == 1)
  }

  @Test("A unit that is not available has done nothing, and takes a later try")
  func unavailable() throws {
    var street = try Street()
    try street.city.set(UnitFaults(unavailablePercent: 50), of: "bankC")
    var refused = 0
    for id in 1...40 {
      let message = Street.message(.freeze(Street.account, 50_000), to: "bankC", id: "\(id)", case: id, at: Street.start)
      for _ in 0..<30 {
        do {
          _ = try street.city.submit(message, at: Street.start)
          break
        } catch CityRefusal.unavailable { refused += 1 }
      }
      #expect(street.city.requests["\(id)"] != nil)
    }
    #expect(refused > 5)
  }

  @Test("People who are made up have valid numbers that belong to nobody, and the same seed makes the same people")
  func madeUp() throws {
    let city = try City(seed: 3, at: Street.start, population: 400)
    var faults: [String] = []
    func check(_ number: String, _ holds: () throws -> Bool) { if (try? holds()) != true { faults.append(number) } }
    for person in city.people.values {
      check(person.idNumber) {
        person.idKind == "creditCode"
          ? try CreditCode.check(person.idNumber).organisationCheckHolds
          : try ResidentID.check(person.idNumber, today: Street.start.day).number.dropFirst(14).hasPrefix("00")
      }
      check(person.phone) { try Phone.check(person.phone).number.hasPrefix("1390000") }
    }
    for account in city.accounts.keys { check(account) { try BankCard.check(account).number == account } }
    for plate in city.vehicles.keys { check(plate) { try Plate.check(plate).number.hasPrefix("浙J00") } }
    #expect(faults.isEmpty && !city.accounts.isEmpty && !city.vehicles.isEmpty)
    let (same, other) = (
      try City(seed: 3, at: Street.start, population: 400), try City(seed: 4, at: Street.start, population: 400)
    )
    #expect(city.people.count == 400 && city.peopleOrder == same.peopleOrder)
    #expect(city.peopleOrder != other.peopleOrder)
  }
}
