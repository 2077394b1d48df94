import Basics
import PartnerAPI

/// What each unit does with a request.
extension City {
  mutating func decide(_ request: PartnerRequestMessage, _ unit: CityUnit) -> CityFinding {
    guard unit.does(request.action) else { return .rejected(.actionNotSupported) }
    if request.action.needsRuling && (request.rulingNumber == nil || request.paperDigest == nil) {
      return .rejected(.rulingMissing)
    }
    let key = CaseKey(court: request.court, caseNumber: request.measureCaseNumber ?? request.caseNumber)
    switch request.body {
    case .query(let body): return query(body, key, unit)
    case .freeze(let body):
      return unit.kind == .securities
        ? freezeSecurity(body, key, request.id, unit) : freeze(body, key, request.id, unit)
    case .renewFreeze(let body):
      return limited(body.account, unit).map { renew($0, key, to: body.to, unit) } ?? renewFreeze(body, key, unit)
    case .releaseFreeze(let body):
      return limited(body.account, unit).map { release($0, key, unit) } ?? releaseFreeze(body, key, unit)
    case .transfer(let body): return transfer(body, key, unit)
    case .seal(let body):
      return seal(thing(body.registration, unit), key, request.id, from: body.from, to: body.to, unit)
    case .renewSeal(let body): return renew(thing(body.registration, unit), key, to: body.to, unit)
    case .unseal(let body): return release(thing(body.registration, unit), key, unit)
    case .querySurrender(let body): return querySurrender(body)
    case .freezePolicy(let body):
      return seal(.policy(body.policyNumber), key, request.id, from: body.from, to: body.to, unit)
    case .surrender(let body): return surrender(body, key, unit)
    case .pay(let body): return pay(body, unit)
    }
  }

  /// Everything the unit holds of a person; a number that it doesn't know is an empty list.
  private func query(_ body: PartnerRequestBody.Query, _ key: CaseKey, _ unit: CityUnit) -> CityFinding {
    let person = people[City.plain(body.idNumber).uppercased()]
    if let person, City.plain(person.name) != City.plain(body.name) { return .rejected(.nameMismatch) }
    switch unit.kind {
    case .bank, .courtBank:
      let found = (person?.accounts ?? []).compactMap { accounts[$0] }.filter { $0.bank == unit.key }
      return .done(.accounts(found.map { $0.answer(to: key) }))
    case .realEstate: return .done(.houses((person?.houses ?? []).compactMap { houses[$0]?.answer }))
    case .vehicle: return .done(.vehicles((person?.vehicles ?? []).compactMap { vehicles[$0]?.answer }))
    case .insurer:
      return .done(.policies((person?.policies ?? []).compactMap { policies[$0] }.filter { !$0.ended }.map(\.answer)))
    case .securities: return .done(.securities((person?.securities ?? []).compactMap { securities[$0]?.answer }))
    }
  }

  /// What a unit that keeps no accounts freezes; nil at banks.
  private func limited(_ number: String, _ unit: CityUnit) -> CityThing? {
    switch unit.kind {
    case .insurer: .policy(number)
    case .securities: .security(number)
    case .bank, .courtBank, .realEstate, .vehicle: nil
    }
  }

  /// A name without blanks and with half-width brackets.
  static func plain(_ name: String) -> String {
    String(name.filter { !$0.isWhitespace }.map { $0 == "（" ? "(" : $0 == "）" ? ")" : $0 })
  }

  // MARK: The court's bank

  /// Sub-accounts are labels on one account of the court: what a case lacks lies where money came in that named no case. Nil where both
  /// together have too little.
  private func drawn(_ amount: Money, from sub: String) -> [(sub: String, amount: Money)]? {
    let general = String(sub.prefix(4)) + "00000000"
    let own = min(amount, subAccounts[sub] ?? .zero)
    guard own < amount else { return [(sub, amount)] }
    guard sub != general, (subAccounts[general] ?? .zero) >= amount - own else { return nil }
    return [(sub, own), (general, amount - own)]
  }
  private mutating func draw(_ parts: [(sub: String, amount: Money)]) {
    for part in parts { subAccounts[part.sub, default: .zero] -= part.amount }
  }

  /// Pays out of a case sub-account, also to another of the same court: these begin with the same four digits. A payee at a bank of the city must exist under that name; other banks are outside. The bank
  /// may also be given by its Chinese name, as people write it.
  private mutating func pay(_ body: PartnerRequestBody.Pay, _ unit: CityUnit) -> CityFinding {
    guard body.amount > .zero else { return .rejected(.amountInvalid) }
    guard City.isSubAccount(body.caseSubAccount) else { return .rejected(.subAccountInvalid) }
    guard let drawn = drawn(body.amount, from: body.caseSubAccount) else { return .rejected(.insufficientFunds) }
    if let bank = CityUnit.banks.first(where: { $0.bankCode == body.bankCode || $0.name.zh == body.bankCode }) {
      guard let account = accounts[body.payeeAccount], account.bank == bank.key else { return .failed(.payeeAccountUnknown) }
      guard City.plain(people[account.holder]?.name ?? "") == City.plain(body.payeeName) else {
        return .failed(.payeeNameMismatch)
      }
      draw(drawn)
      accounts[body.payeeAccount]?.balance += body.amount
      settleFreezes(body.payeeAccount)
    } else if City.isSubAccount(body.payeeAccount), body.payeeAccount.prefix(4) == body.caseSubAccount.prefix(4) {
      draw(drawn)
      let line = nextLine(unit)
      creditCourt(
        PartnerNotice.Credit(
          caseSubAccount: body.payeeAccount, amount: body.amount, payerName: body.payeeName, payerAccount: body.caseSubAccount,
          bankLine: line, text: body.purpose))
      return .done(.paid(PartnerAnswerBody.Paid(bankLine: line)))
    } else {
      draw(drawn)
      outside += body.amount
    }
    return .done(.paid(PartnerAnswerBody.Paid(bankLine: nextLine(unit))))
  }
}

extension CityAccount {
  func answer(to key: CaseKey) -> PartnerAnswerBody.Account {
    PartnerAnswerBody.Account(
      account: number, kind: kind, balance: balance, available: available,
      frozenByOthers: freezes.filter { $0.key != key }.reduce(.zero) { $0 + $1.held }, isWageAccount: kind == .wage,
      exemptPart: min(balance, monthlyKeep), monthlyKeep: monthlyKeep)
  }
}

extension CityHouse {
  var answer: PartnerAnswerBody.House {
    PartnerAnswerBody.House(
      certificate: certificate, address: address, area: area, estimatedValue: estimatedValue, mortgage: mortgage,
      sealedByCount: seals.entries.count)
  }
}

extension CityVehicle {
  var answer: PartnerAnswerBody.Vehicle {
    PartnerAnswerBody.Vehicle(
      plate: plate, vin: vin, model: model, year: year, estimatedValue: estimatedValue, sealedByCount: seals.entries.count)
  }
}

extension CityPolicy {
  var answer: PartnerAnswerBody.Policy {
    PartnerAnswerBody.Policy(policyNumber: number, product: product, surrenderValue: surrenderValue)
  }
}

extension CitySecurity {
  var answer: PartnerAnswerBody.Security {
    PartnerAnswerBody.Security(
      holding: number, name: name, shares: shares, value: value, frozenByCount: freezes.entries.count)
  }
}
