import Basics
import PartnerAPI

/// People move in.
extension City {
  /// Adds people with what they own. A person whose number is already here (or, without a number, whose name a file brought
  /// before) is left as they are, so that the same file may be given again. A thing that two people claim is refused, and then
  /// nothing of the file is added.
  public mutating func add(_ file: CityFile) throws(PartnerMessageRefusal) {
    var grown = self
    for (index, person) in file.people.enumerated() {
      try grown.settle(person, "people.[\(index)]", numbersFor: "file/" + person.name)
    }
    self = grown
  }

  mutating func settle(
    _ entry: CityFile.Person, _ path: String, numbersFor purpose: String
  ) throws(PartnerMessageRefusal) {
    var numbers = FictionalNumbers(seed: seed, for: purpose)
    let kind = entry.kindOfID
    let made = purpose.hasPrefix("made/")
    let number =
      entry.idNumber?.uppercased()
      ?? numbers.identity(kind) { number in people[number].map { made || $0.name != entry.name } ?? false }
    guard people[number] == nil else {
      if people[number]?.name == entry.name { return }
      throw PartnerMessageRefusal(field: path + ".idNumber", fault: "\(number) is another person's")
    }
    var person = CityPerson(
      name: entry.name, idKind: kind, idNumber: number, phone: entry.phone ?? numbers.phone(), address: entry.address ?? "")
    try give(entry, to: &person, &numbers, path)
    people[number] = person
    peopleOrder.append(number)
  }

  /// Gives a person of the city more to own: something bought, inherited, or found only now. `belongings` are read from a person's
  /// entry; its own name and number are not looked at.
  public mutating func give(_ order: BelongingsOrder, at instant: Instant) throws {
    run(until: instant)
    guard var person = people[order.person] else { throw CityRefusal.personUnknown(order.person) }
    try order.belongings.checkBelongings("belongings")
    let count =
      person.accounts.count + person.houses.count + person.vehicles.count + person.policies.count
      + person.securities.count
    var grown = self
    var numbers = FictionalNumbers(seed: seed, for: "given/\(order.person)/\(count)")
    try grown.give(order.belongings, to: &person, &numbers, "belongings")
    grown.people[order.person] = person
    self = grown
  }

  private mutating func give(
    _ entry: CityFile.Person, to person: inout CityPerson, _ numbers: inout FictionalNumbers, _ path: String
  ) throws(PartnerMessageRefusal) {
    for (index, account) in (entry.accounts ?? []).enumerated() {
      person.accounts.append(try open(account, holder: person.idNumber, person.idKind, &numbers, "\(path).accounts.[\(index)]"))
    }
    for (index, house) in (entry.houses ?? []).enumerated() {
      person.houses.append(try register(house, &numbers, "\(path).houses.[\(index)]"))
    }
    for (index, vehicle) in (entry.vehicles ?? []).enumerated() {
      person.vehicles.append(try register(vehicle, &numbers, "\(path).vehicles.[\(index)]"))
    }
    for (index, policy) in (entry.policies ?? []).enumerated() {
      person.policies.append(try register(policy, &numbers, "\(path).policies.[\(index)]"))
    }
    for (index, security) in (entry.securities ?? []).enumerated() {
      person.securities.append(try register(security, &numbers, "\(path).securities.[\(index)]"))
    }
  }

  private func claim(_ number: String, _ taken: Bool, _ path: String) throws(PartnerMessageRefusal) {
    if taken { throw PartnerMessageRefusal(field: path, fault: "\(number) belongs to another already") }
    try CityFile.Person.text(number, path)
  }

  private mutating func open(
    _ entry: CityFile.Account, holder: String, _ kindOfID: String, _ numbers: inout FictionalNumbers, _ path: String
  ) throws(PartnerMessageRefusal) -> String {
    guard let bank = CityUnit.named(entry.bank) else { throw PartnerMessageRefusal(field: path + ".bank", fault: "unknown") }
    let number = entry.account ?? numbers.account(bank: bank) { accounts[$0] != nil }
    try claim(number, accounts[number] != nil, path + ".account")
    guard outside.fen > -City.outsideMax else { throw PartnerMessageRefusal(field: path + ".balance", fault: "too much money") }
    let kind = entry.kind ?? (kindOfID == "creditCode" ? .current : .savings)
    var account = CityAccount(
      number: number, bank: bank.key, holder: holder, kind: kind, balance: entry.balance,
      monthlyKeep: entry.monthlyKeep?.wrappedValue ?? (kind == .wage ? City.wageKeep : .zero),
      wage: entry.wage.map { CityAccount.Wage(day: $0.day, amount: $0.amount, employer: $0.employer ?? "") },
      spending: entry.spending.map { CityAccount.Spending(day: $0.day, amount: $0.amount) })
    for freeze in entry.frozenByOthers ?? [] {
      account.freezes.append(
        AccountFreeze(
          key: CaseKey(court: freeze.court, caseNumber: freeze.caseNumber), requestID: "before-\(freeze.caseNumber)",
          limit: freeze.limit, from: now.day, to: freeze.to))
    }
    _ = account.settle(on: now.day)
    for freeze in account.freezes where freeze.rank == 1 {
      agenda.add(.lapseFreeze(account: number, requestID: freeze.requestID), at: Instant(freeze.to + 1))
    }
    accounts[number] = account
    outside -= entry.balance
    if let wage = account.wage { agenda.add(.wage(number), at: City.next(wage.day, hour: 9, after: now)) }
    if let spending = account.spending { agenda.add(.spend(number), at: City.next(spending.day, hour: 12, after: now)) }
    return number
  }

  /// What stays with the holder of a wage account where the file does not say.
  static let wageKeep = Money.yuan(3_000)

  private mutating func register(
    _ entry: CityFile.House, _ numbers: inout FictionalNumbers, _ path: String
  ) throws(PartnerMessageRefusal) -> String {
    let number = entry.certificate ?? numbers.certificate { houses[$0] != nil }
    try claim(number, houses[number] != nil, path + ".certificate")
    houses[number] = CityHouse(
      certificate: number, address: entry.address, area: entry.area, estimatedValue: entry.estimatedValue,
      mortgage: entry.mortgage?.wrappedValue ?? .zero)
    registerEarlier(entry.sealedBy, on: .house(number))
    return number
  }

  private mutating func register(
    _ entry: CityFile.Vehicle, _ numbers: inout FictionalNumbers, _ path: String
  ) throws(PartnerMessageRefusal) -> String {
    let number = City.plate(entry.plate ?? numbers.plate { vehicles[$0] != nil })
    try claim(number, vehicles[number] != nil, path + ".plate")
    vehicles[number] = CityVehicle(
      plate: number, vin: entry.vin ?? numbers.vin(), model: entry.model, year: entry.year, estimatedValue: entry.estimatedValue)
    registerEarlier(entry.sealedBy, on: .vehicle(number))
    return number
  }

  private mutating func register(
    _ entry: CityFile.Policy, _ numbers: inout FictionalNumbers, _ path: String
  ) throws(PartnerMessageRefusal) -> String {
    let number = entry.policyNumber ?? numbers.policy { policies[$0] != nil }
    try claim(number, policies[number] != nil, path + ".policyNumber")
    policies[number] = CityPolicy(number: number, product: entry.product, surrenderValue: entry.surrenderValue)
    registerEarlier(entry.frozenBy, on: .policy(number))
    return number
  }

  private mutating func register(
    _ entry: CityFile.Security, _ numbers: inout FictionalNumbers, _ path: String
  ) throws(PartnerMessageRefusal) -> String {
    let account = entry.account ?? numbers.securitiesAccount()
    let number = "\(account)/\(entry.code)"
    try claim(number, securities[number] != nil, path + ".account")
    securities[number] = CitySecurity(number: number, name: entry.name, shares: entry.shares, price: entry.price)
    registerEarlier(entry.frozenBy, on: .security(number))
    return number
  }

  /// Measures of other courts that were there before.
  private mutating func registerEarlier(_ seals: [CityFile.Seal]?, on thing: CityThing) {
    for (index, seal) in (seals ?? []).enumerated() {
      let id = "before-\(seal.caseNumber)"
      let entry = SealQueue.Entry(
        key: CaseKey(court: seal.court, caseNumber: seal.caseNumber), requestID: id, receipt: id, from: now.day, to: seal.to)
      change(thing) { $0.register(entry) }
      if index == 0 { agenda.add(.lapseSeal(thing, requestID: id), at: Instant(seal.to + 1)) }
    }
  }
}

/// `POST /people/{id}/belongings`.
public struct BelongingsOrder: Hashable, Sendable, Codable {
  /// ID number or credit code.
  public var person: String
  public var belongings: CityFile.Person
  public init(person: String, belongings: CityFile.Person) {
    self.person = person
    self.belongings = belongings
  }
}
