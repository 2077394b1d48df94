import Basics
import City
import Foundation
import PartnerAPI

/// The living city: its state, its journal, and what is on its way to the court. Whatever it tells anybody is on the disk first.
actor CityKeeper {
  private var state: CityState
  var city: City { state.city }
  var outbox: Outbox { state.outbox }
  var phones: Phones { state.phones }
  private let journal: CityJournal
  /// The last line put into the journal.
  private var line: Int64 = 0
  private let clock: any CourtClock
  /// True where only ``advance(to:)`` and signed messages move the time.
  nonisolated let simulated: Bool
  /// Rings when there may be something to deliver.
  nonisolated let bell: AsyncStream<Void>
  private nonisolated let ring: AsyncStream<Void>.Continuation

  /// How a city is begun; a folder that has one already keeps its own.
  struct Opening: Sendable {
    var seed: UInt64
    var population: Int
    var people: CityFile?
    var start: Instant
    init(seed: UInt64, population: Int, people: CityFile?, start: Instant) {
      self.seed = seed
      self.population = population
      self.people = people
      self.start = start
    }
  }

  /// Opens the folder's city or begins one there. People of the file that a standing city doesn't have yet move in.
  static func open(
    _ folder: String, _ opening: Opening, simulated: Bool, clock: any CourtClock
  ) async throws -> CityKeeper {
    let (journal, lines) = try CityJournal.open(folder)
    let keeper = try CityKeeper(journal, lines, opening, simulated: simulated, clock: clock)
    try await keeper.settle(opening.people, isNew: lines.isEmpty)
    return keeper
  }

  private init(
    _ journal: CityJournal, _ lines: [JournalLine], _ opening: Opening, simulated: Bool, clock: any CourtClock
  ) throws {
    let asked = JournalLine.Opening(
      version: JournalLine.version, seed: opening.seed, population: opening.population, people: opening.people)
    let first = lines.first ?? JournalLine(at: opening.start, .open(asked))
    guard case .open(let began) = first.act else { throw JournalFault("the journal does not begin with the city's opening") }
    guard began.version == JournalLine.version else {
      throw JournalFault("the journal has version \(began.version); this program reads \(JournalLine.version)")
    }
    guard began.seed == opening.seed else {
      throw JournalFault("the data folder holds a city of seed \(began.seed), not \(opening.seed)")
    }
    var state = CityState(city: try City(seed: began.seed, at: first.at, population: began.population, file: began.people))
    for line in lines.dropFirst() { try state.apply(line) }
    self.state = state
    self.journal = journal
    self.simulated = simulated
    self.clock = clock
    (bell, ring) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    if lines.isEmpty { line = try journal.add(first) }
  }

  private func settle(_ people: CityFile?, isNew: Bool) async throws {
    if let people, !isNew {
      var grown = city
      try grown.add(people)
      if grown.peopleOrder.count > city.peopleOrder.count {
        try perform(.people(people), at: now)
      }
    }
    try await journal.durable(line)
    ring.yield()
  }

  /// Tells the courier to look.
  nonisolated func wake() { ring.yield() }

  // MARK: Time

  /// The case clock.
  var now: Instant { simulated ? city.now : max(clock.now, city.now) }

  /// Moves simulated time on; what becomes due happens.
  func advance(to instant: Instant) async throws {
    try perform(.advance, at: max(instant, city.now))
    try await journal.durable(line)
    ring.yield()
  }

  /// The next moment at which something happens or is to be tried again; nil when nothing ever will.
  var next: Instant? { [city.nextInstant, outbox.next].compactMap(\.self).min() }
  /// True where nothing is due at this moment and nothing is being delivered.
  var isIdle: Bool { outbox.underWay.isEmpty && (next.map { $0 > now } ?? true) }

  // MARK: What others ask

  func submit(_ request: PartnerRequestMessage, at instant: Instant) async throws -> PartnerReceiptMessage {
    let result = try perform(.submit(request), at: instant)
    try await journal.durable(line)
    ring.yield()
    guard case .receipt(let receipt) = result else { throw CityRefusal.unavailable(request.unit) }
    return receipt
  }

  /// Gives the bank line.
  func pay(_ act: JournalLine.Act) async throws -> String {
    let result = try perform(act, at: now)
    try await journal.durable(line)
    ring.yield()
    guard case .bankLine(let text) = result else { return "" }
    return text
  }

  func set(_ order: FaultsOrder) async throws {
    try perform(.faults(order), at: now)
    try await journal.durable(line)
  }
  func give(_ order: BelongingsOrder) async throws {
    try perform(.belongings(order), at: now)
    try await journal.durable(line)
    ring.yield()
  }

  /// Hands a message to a phone.
  func text(_ message: TextMessage) async throws {
    try perform(.text(message), at: now)
    try await journal.durable(line)
  }

  /// What the court's bank has paid out of files, and what lies on the court's accounts.
  var paymentsTold: PaymentsTold {
    let records = city.payments.values
    return PaymentsTold(
      files: records.count, paid: records.reduce(0) { $0 + $1.paid }, total: "\(records.reduce(Money.zero) { $0 + $1.total })",
      accounts: city.subAccounts.mapValues { "\($0)" })
  }
  struct PaymentsTold: Encodable, Sendable {
    let files: Int
    let paid: Int
    let total: String
    let accounts: [String: String]
  }

  // MARK: Deliveries

  /// Deliveries that are due now, at most `limit`; what led to them is on the disk.
  func takeDue(limit: Int) async throws -> [CityOutgoing] {
    let moment = now
    state.collect(until: moment)
    let taken = state.outbox.take(at: moment, limit: limit)
    if !taken.isEmpty { try await journal.durable(line) }
    return taken
  }

  /// How a delivery ended: `trouble` is nil where the court took it.
  func settle(_ delivery: String, trouble: String?) throws {
    guard let trouble else {
      try perform(.delivered(delivery), at: now)
      return
    }
    if state.outbox.postpone(delivery, at: now, trouble: trouble) { try perform(.undeliverable(delivery), at: now) }
  }
  func flush() async throws { try await journal.durable(line) }

  // MARK: One way in

  /// Does an act and puts it in the journal. A refused act leaves no line, save an unavailable unit, which counts its visitors.
  @discardableResult private func perform(_ act: JournalLine.Act, at instant: Instant) throws -> CityState.Result {
    let entry = JournalLine(at: max(instant, city.now), act)
    let result = try state.apply(entry)
    line = try journal.add(entry)
    return result
  }
}
