import Basics
import PartnerAPI

/// A city of people, banks, registries, an insurer and a securities depository that answer a court. It has no clock: every call is given its moment. The
/// same seed, people and calls give the same city, the same answers and the same faults.
///
/// A driver calls ``submit(_:at:)``, then ``due(until:)`` for what the units send back, and ``nextInstant`` to know when there is
/// something to wait for.
public struct City: Sendable {
  public let seed: UInt64
  /// The latest moment it was told.
  public private(set) var now: Instant
  /// By ID number or credit code.
  public internal(set) var people: [String: CityPerson] = [:]
  /// In the order in which they came.
  public internal(set) var peopleOrder: [String] = []
  public internal(set) var accounts: [String: CityAccount] = [:]
  public internal(set) var houses: [String: CityHouse] = [:]
  public internal(set) var vehicles: [String: CityVehicle] = [:]
  public internal(set) var policies: [String: CityPolicy] = [:]
  public internal(set) var securities: [String: CitySecurity] = [:]
  /// Case sub-accounts at the court's bank.
  public internal(set) var subAccounts: [String: Money] = [:]
  /// Files of payments at the court's bank, by MsgId.
  public internal(set) var payments: [String: PaymentRecord] = [:]
  /// Everything beyond the city: employers, other banks, the treasury, the insurer's funds. Falls when money comes in.
  public internal(set) var outside = Money.zero
  public private(set) var requests: [String: RequestRecord] = [:]
  /// Ids of requests by unit, oldest first.
  public private(set) var requestOrder: [String: [String]] = [:]
  /// How many requests each unit has acted on.
  public private(set) var answered: [String: Int] = [:]
  public private(set) var faults: [String: UnitFaults] = [:]

  /// Measures that ended because their term did.
  var lapsed: Set<LapsedMeasure> = []
  var agenda = Agenda<Entry>()
  private var outgoing: [CityOutgoing] = []
  private var copies: [String: Int] = [:]
  private var knocks: [String: Int] = [:]
  private var lines: Int64 = 0
  private var notices: Int64 = 0

  /// What waits for its moment.
  enum Entry: Sendable {
    case act(String)
    case pay(String)
    case deliver(CityOutgoing.Message)
    case wage(String)
    case spend(String)
    case lapseFreeze(account: String, requestID: String)
    case lapseSeal(CityThing, requestID: String)
  }

  /// A request as received, and what became of it.
  public struct RequestRecord: Sendable, Hashable {
    public let message: PartnerRequestMessage
    public let receivedAt: Instant
    public internal(set) var answer: PartnerAnswerMessage?
    /// The answer was lost on its way, by fault.
    public internal(set) var lost = false
  }

  /// Longest stretch that one call of ``due(until:)`` goes forward, in days.
  public static let advanceDaysMax = 3_660

  /// Most people made up.
  public static let populationMax = 5_000

  /// A city of `population` made-up people and companies, and those of `file`.
  public init(
    seed: UInt64, at instant: Instant, population: Int = 24, file: CityFile? = nil
  ) throws(PartnerMessageRefusal) {
    self.seed = seed
    now = instant
    // Those that are named come first, so that their numbers are free whatever is made up.
    if let file { try add(file) }
    for (index, person) in Population.make(min(max(population, 0), City.populationMax), seed: seed).enumerated() {
      try settle(person, "population.[\(index)]", numbersFor: "made/\(index)")
    }
  }

  // MARK: What a driver calls

  /// Takes a request in. Acts and answers later, by ``due(until:)``; without faults that is the same moment.
  public mutating func submit(
    _ request: PartnerRequestMessage, at instant: Instant
  ) throws(CityRefusal) -> PartnerReceiptMessage {
    guard CityUnit.named(request.unit) != nil else { throw .unitUnknown(request.unit) }
    run(until: instant)
    if let known = requests[request.id] {
      guard known.message.asksTheSame(as: request) else { throw .idConflict(request.id) }
      if let answer = known.answer {
        requests[request.id]?.lost = false
        agenda.add(.deliver(.answer(answer)), at: now)
      }
      return PartnerReceiptMessage(requestId: request.id, unit: request.unit, receivedAt: known.receivedAt, repeated: true)
    }
    let faults = faults(of: request.unit)
    let knock = knocks[request.id, default: 0]
    var door = SplitMix64(seed: seed, for: "door/\(request.unit)/\(request.id)/\(knock)")
    if door.hits(faults.unavailablePercent) {
      knocks[request.id] = knock + 1
      throw .unavailable(request.unit)
    }
    knocks[request.id] = nil
    requests[request.id] = RequestRecord(message: request, receivedAt: now)
    requestOrder[request.unit, default: []].append(request.id)
    var random = SplitMix64(seed: seed, for: "delay/\(request.unit)/\(request.id)")
    let delay = Int64.random(in: faults.delayMsMin...faults.delayMsMax, using: &random)
    agenda.add(.act(request.id), at: Instant(milliseconds: now.milliseconds + delay))
    return PartnerReceiptMessage(requestId: request.id, unit: request.unit, receivedAt: now, repeated: false)
  }

  /// Lets everything happen that is due, and gives what the units send, in order.
  public mutating func due(until instant: Instant) -> [CityOutgoing] {
    run(until: instant)
    defer { outgoing = [] }
    return outgoing
  }

  /// The next moment at which something happens of itself: an act, a delivery, a pay day, the end of a term.
  public var nextInstant: Instant? { outgoing.first?.at ?? agenda.next }

  /// With what faults the unit answers; none where nobody set any.
  public func faults(of unit: String) -> UnitFaults { faults[unit] ?? .none }

  /// Sets a unit's faults; they hold for requests received from now on.
  public mutating func set(_ faults: UnitFaults, of unit: String) throws(CityRefusal) {
    guard CityUnit.named(unit) != nil else { throw .unitUnknown(unit) }
    self.faults[unit] = faults
  }

  // MARK: Time

  mutating func run(until instant: Instant) {
    let last = min(instant, now.adding(hours: Int64(City.advanceDaysMax) * 24))
    while let (at, entry) = agenda.take(until: last) {
      now = max(now, at)
      happen(entry)
    }
    now = max(now, last)
  }

  private mutating func happen(_ entry: Entry) {
    switch entry {
    case .act(let id): act(id)
    case .pay(let id): pay(id)
    case .deliver(let message): send(message)
    case .wage(let account): payWage(account)
    case .spend(let account): spend(account)
    case .lapseFreeze(let account, let id): lapseFreeze(account, id)
    case .lapseSeal(let thing, let id): lapseSeal(thing, id)
    }
  }

  private mutating func act(_ id: String) {
    guard let request = requests[id]?.message, requests[id]?.answer == nil, let unit = CityUnit.named(request.unit) else {
      return
    }
    let faults = faults(of: unit.key)
    var random = SplitMix64(seed: seed, for: "act/\(unit.key)/\(id)")
    let finding = random.hits(faults.failPercent) ? CityFinding.failed(.systemError) : decide(request, unit)
    let answer = PartnerAnswerMessage(
      id: "\(unit.key)-\(id)", requestId: id, unit: unit.key, answeredAt: now, outcome: finding.outcome,
      reason: finding.reason.map(PartnerAnswerMessage.Reason.init), body: finding.body)
    requests[id]?.answer = answer
    answered[unit.key, default: 0] += 1
    var way = SplitMix64(seed: seed, for: "way/\(unit.key)/\(id)")
    let (lost, repeated, held) = (way.hits(faults.losePercent), way.hits(faults.repeatPercent), way.hits(faults.reorderPercent))
    if lost {
      requests[id]?.lost = true
      return
    }
    var denial = SplitMix64(seed: seed, for: "deny/\(unit.key)/\(id)")
    if finding.outcome == .done, denial.hits(faults.denyPercent) {
      let word = PartnerAnswerMessage(
        id: "\(answer.id)-0", requestId: id, unit: unit.key, answeredAt: now, outcome: .failed,
        reason: PartnerAnswerMessage.Reason(.systemError), body: nil)
      agenda.add(.deliver(.answer(word)), at: now)
      agenda.add(.deliver(.answer(answer)), at: now.adding(hours: UnitFaults.denyHours))
      return
    }
    let leaves = held ? now.adding(seconds: Int64.random(in: 1...120, using: &way)) : now
    agenda.add(.deliver(.answer(answer)), at: leaves)
    guard repeated else { return }
    agenda.add(.deliver(.answer(answer)), at: leaves)
    agenda.add(.deliver(.answer(answer)), at: leaves.adding(seconds: Int64.random(in: 60...600, using: &way)))
  }

  private mutating func send(_ message: CityOutgoing.Message) {
    let copy = copies[message.id, default: 0] + 1
    copies[message.id] = copy
    outgoing.append(CityOutgoing(delivery: "\(message.id)#\(copy)", at: now, message: message))
  }

  // MARK: Numbers that units give

  mutating func nextLine(_ unit: CityUnit) -> String {
    lines += 1
    return serial(unit, lines)
  }
  private func serial(_ unit: CityUnit, _ number: Int64) -> String {
    let day = now.day.description.filter { $0 != "-" }
    let text = String(number)
    return "\(day)\(unit.initials)" + String(repeating: "0", count: max(0, 8 - text.count)) + text
  }
  /// A notice leaves at once.
  mutating func tell(_ unit: String, _ notice: PartnerNotice) {
    notices += 1
    send(.notice(PartnerNoticeMessage(id: "\(unit)-n\(notices)", unit: unit, at: now, notice: notice)))
  }
}

/// A message on its way from a unit to the court.
public struct CityOutgoing: Sendable, Hashable {
  /// This delivery and no other: the message's id and the number of the copy.
  public let delivery: String
  public let at: Instant
  public let message: Message

  /// What a unit sends, by the way the court takes it: an answer, a notice, or a file of the bank.
  public enum Message: Sendable, Hashable {
    case answer(PartnerAnswerMessage)
    case notice(PartnerNoticeMessage)
    case bankFile(CityBankFile)
    public var id: String {
      switch self {
      case .answer(let answer): answer.id
      case .notice(let notice): notice.id
      case .bankFile(let file): file.id
      }
    }
    public var unit: String {
      switch self {
      case .answer(let answer): answer.unit
      case .notice(let notice): notice.unit
      case .bankFile(let file): file.unit
      }
    }
  }
}

/// What a unit found on acting.
struct CityFinding: Sendable {
  let outcome: PartnerAnswerMessage.Outcome
  let reason: PartnerReason?
  let body: PartnerAnswerBody?
  static func done(_ body: PartnerAnswerBody, _ reason: PartnerReason? = nil) -> CityFinding {
    CityFinding(outcome: .done, reason: reason, body: body)
  }
  static func partial(_ reason: PartnerReason, _ body: PartnerAnswerBody) -> CityFinding {
    CityFinding(outcome: .partial, reason: reason, body: body)
  }
  static func failed(_ reason: PartnerReason) -> CityFinding { CityFinding(outcome: .failed, reason: reason, body: nil) }
  static func rejected(_ reason: PartnerReason) -> CityFinding { CityFinding(outcome: .rejected, reason: reason, body: nil) }
}

/// Why the city does not take a call. Nothing has happened then.
public enum CityRefusal: Error, Hashable, Sendable {
  case unitUnknown(String)
  /// The id was used for a different request.
  case idConflict(String)
  /// By fault; try again.
  case unavailable(String)
  case personUnknown(String)
  case accountUnknown(String)
  case amountInvalid
  case subAccountInvalid
  case insufficient(available: Money)
  case payerMissing
  /// No file of payments, or its sums are not those that it states.
  case fileUnreadable

  public var text: Phrase {
    switch self {
    case .unitUnknown(let key): Phrase("没有单位“\(key)”", "No unit \(key)")
    case .idConflict(let id): Phrase("请求编号\(id)已用于另一请求", "Request id \(id) was used for another request")
    case .unavailable(let key): Phrase("单位“\(key)”暂时无法受理", "Unit \(key) is not available now")
    case .personUnknown(let id): Phrase("没有此人：\(id)", "No such person: \(id)")
    case .accountUnknown(let number): Phrase("没有账户：\(number)", "No such account: \(number)")
    case .amountInvalid: Phrase("金额须大于零", "The sum must be more than zero")
    case .subAccountInvalid: Phrase("案款子账户须为6至32位数字", "A case sub-account has 6 to 32 digits")
    case .insufficient(let available): Phrase("可用余额不足：\(available)元", "Only \(available) can be drawn")
    case .payerMissing: Phrase("须指明付款账户或付款人", "The paying account or the payer must be named")
    case .fileUnreadable: Phrase("付款文件无法读取，或合计不符", "The file of payments cannot be read, or its sums differ")
    }
  }
}
