import Basics
import EnforcementLaw
import PartnerAPI

/// A thing that is seized whole.
enum CityThing: Sendable, Hashable {
  case house(String)
  case vehicle(String)
  case policy(String)
  case security(String)
  var number: String {
    switch self {
    case .house(let number), .vehicle(let number), .policy(let number), .security(let number): number
    }
  }
  var unit: String {
    switch self {
    case .house: "realEstate"
    case .vehicle: "vehicle"
    case .policy: "insurer"
    case .security: "securities"
    }
  }
  /// Longest term of a measure and of each renewal, in months (民诉法解释 485, R3.1): immovables and other rights three years,
  /// movables two.
  var monthsMax: Int {
    switch self {
    case .house, .policy, .security: 36
    case .vehicle: 24
    }
  }
}

/// Seals at the registries, and policies at the insurer.
extension City {
  func thing(_ registration: String, _ unit: CityUnit) -> CityThing {
    unit.kind == .vehicle ? .vehicle(City.plate(registration)) : .house(registration)
  }

  /// A plate without its dot; as it is where it is none.
  static func plate(_ text: String) -> String { (try? Plate.check(text))?.number ?? text }

  func queue(_ thing: CityThing) -> SealQueue? {
    switch thing {
    case .house(let number): houses[number]?.seals
    case .vehicle(let number): vehicles[number]?.seals
    case .policy(let number): policies[number]?.freezes
    case .security(let number): securities[number]?.freezes
    }
  }
  mutating func change(_ thing: CityThing, _ change: (inout SealQueue) -> Void) {
    guard var queue = queue(thing) else { return }
    change(&queue)
    switch thing {
    case .house(let number): houses[number]?.seals = queue
    case .vehicle(let number): vehicles[number]?.seals = queue
    case .policy(let number): policies[number]?.freezes = queue
    case .security(let number): securities[number]?.freezes = queue
    }
  }
  private func unknown(_ thing: CityThing) -> PartnerReason {
    if case .policy = thing { return .policyUnknown }
    return .registrationUnknown
  }
  private func none(_ thing: CityThing, _ key: CaseKey) -> PartnerReason {
    if lapsed.contains(LapsedMeasure(number: thing.number, key: key)) { return .lapsed }
    switch thing {
    case .policy, .security: return .notFrozen
    case .house, .vehicle: return .notSealed
    }
  }

  mutating func seal(
    _ thing: CityThing, _ key: CaseKey, _ requestID: String, from: Day, to: Day, _ unit: CityUnit
  ) -> CityFinding {
    guard let queue = queue(thing) else { return .rejected(unknown(thing)) }
    if case .policy(let number) = thing, policies[number]?.ended == true { return .rejected(.policyEnded) }
    if let fault = termFault(from: from, to: to, months: thing.monthsMax) { return .rejected(fault) }
    if let standing = queue.entry(of: key) {
      let reason = none(thing, key) == .notSealed ? PartnerReason.alreadySealed : .alreadyFrozen
      guard standing.from == from, standing.to == to else { return .rejected(reason) }
      return finding(thing, key, reason)
    }
    lapsed.remove(LapsedMeasure(number: thing.number, key: key))
    let receipt = nextLine(unit)
    change(thing) { $0.register(SealQueue.Entry(key: key, requestID: requestID, receipt: receipt, from: from, to: to)) }
    if queue.entries.isEmpty { agenda.add(.lapseSeal(thing, requestID: requestID), at: Instant(to + 1)) }
    return finding(thing, key, nil)
  }

  /// How a case's measure on a thing stands.
  private func finding(_ thing: CityThing, _ key: CaseKey, _ remark: PartnerReason?) -> CityFinding {
    guard let queue = queue(thing), let entry = queue.entry(of: key), let rank = queue.rank(of: key) else {
      return .rejected(none(thing, key))
    }
    let body: PartnerAnswerBody
    if case .policy(let number) = thing {
      let value = policies[number]?.surrenderValue ?? .zero
      body = .frozen(
        PartnerAnswerBody.Frozen(
          amount: rank == 1 ? value : .zero, limit: value, rank: rank, from: entry.from, to: entry.to))
    } else if case .security(let number) = thing, let security = securities[number] {
      let limit = security.limits[key] ?? security.value
      body = .frozen(
        PartnerAnswerBody.Frozen(
          amount: rank == 1 ? security.held(limit) : .zero, limit: limit, rank: rank, from: entry.from, to: entry.to))
    } else {
      body = .sealed(PartnerAnswerBody.Sealed(rank: rank, from: entry.from, to: entry.to, receipt: entry.receipt))
    }
    return rank > 1 ? .partial(.waitingInLine, body) : .done(body, remark)
  }

  mutating func renew(_ thing: CityThing, _ key: CaseKey, to day: Day, _ unit: CityUnit) -> CityFinding {
    guard let queue = queue(thing) else { return .rejected(unknown(thing)) }
    guard let old = queue.entry(of: key) else { return .rejected(none(thing, key)) }
    guard day > old.to else { return .rejected(.termInvalid) }
    guard day <= max(old.to, now.day).adding(months: thing.monthsMax) else { return .rejected(.termTooLong) }
    change(thing) { $0.extend(key, to: day) }
    if queue.rank(of: key) == 1 { agenda.add(.lapseSeal(thing, requestID: old.requestID), at: Instant(day + 1)) }
    return finding(thing, key, nil)
  }

  mutating func release(_ thing: CityThing, _ key: CaseKey, _ unit: CityUnit) -> CityFinding {
    guard let queue = queue(thing) else { return .rejected(unknown(thing)) }
    guard queue.entry(of: key) != nil else { return .rejected(none(thing, key)) }
    remove(key, from: thing)
    return .done(.released(PartnerAnswerBody.Released(kept: .zero)))
  }

  /// Takes a measure off; the one behind the first takes effect, and its case is told.
  private mutating func remove(_ key: CaseKey, from thing: CityThing) {
    var next: SealQueue.Entry?
    let today = now.day
    change(thing) { next = $0.remove(key, on: today) }
    guard let next else { return }
    agenda.add(.lapseSeal(thing, requestID: next.requestID), at: Instant(next.to + 1))
    tell(
      thing.unit,
      .promoted(
        PartnerNotice.Promoted(
          court: next.key.court, caseNumber: next.key.caseNumber, requestId: next.requestID, registration: thing.number,
          from: next.from, to: next.to)))
  }

  mutating func lapseSeal(_ thing: CityThing, _ requestID: String) {
    guard let first = queue(thing)?.entries.first, first.requestID == requestID, first.to < now.day else { return }
    lapsed.insert(LapsedMeasure(number: thing.number, key: first.key))
    remove(first.key, from: thing)
  }

  // MARK: The securities depository

  /// Freezes what is held of one security, as many shares as cover the limit; the shares of other cases are not told apart, so who comes
  /// later waits.
  mutating func freezeSecurity(
    _ body: PartnerRequestBody.Freeze, _ key: CaseKey, _ requestID: String, _ unit: CityUnit
  ) -> CityFinding {
    guard body.limit > .zero, body.limit <= Money.outsideMax else { return .rejected(.amountInvalid) }
    if securities[body.account]?.freezes.entry(of: key) == nil { securities[body.account]?.limits[key] = body.limit }
    return seal(.security(body.account), key, requestID, from: body.from, to: body.to, unit)
  }

  // MARK: The insurer

  func querySurrender(_ body: PartnerRequestBody.QuerySurrender) -> CityFinding {
    guard let policy = policies[body.policyNumber] else { return .rejected(.policyUnknown) }
    return policy.ended ? .rejected(.policyEnded) : .done(.policies([policy.answer]))
  }

  /// Ends a policy whose freeze is in effect for this case; its value goes to the case's sub-account.
  mutating func surrender(_ body: PartnerRequestBody.Surrender, _ key: CaseKey, _ unit: CityUnit) -> CityFinding {
    guard let policy = policies[body.policyNumber] else { return .rejected(.policyUnknown) }
    guard !policy.ended else { return .rejected(.policyEnded) }
    guard City.isSubAccount(body.caseSubAccount) else { return .rejected(.subAccountInvalid) }
    guard policy.freezes.rank(of: key) == 1 else { return .rejected(none(.policy(policy.number), key)) }
    guard outside.fen > -City.outsideMax else { return .failed(.systemError) }
    policies[body.policyNumber]?.ended = true
    policies[body.policyNumber]?.freezes.clear()
    outside -= policy.surrenderValue
    let line = nextLine(unit)
    creditCourt(
      PartnerNotice.Credit(
        caseSubAccount: body.caseSubAccount, amount: policy.surrenderValue, payerName: unit.name.zh, payerAccount: "",
        bankLine: line, text: "退保提取 \(policy.number) \(key.caseNumber)"))
    return .done(.transferred(PartnerAnswerBody.Transferred(amount: policy.surrenderValue, bankLine: line)))
  }
}
