import Basics
import Casework
import City
import Enforcement
import PartnerAPI
import Partners

/// The simulated city in the same process: requests go in as they would over the wire, what the units send comes back, and where
/// it has a folder everything is in its journal, so that `zhixing-city` goes on from there.
public actor ScenarioCity: PartnerGateway, PaymentCarrier {
  private var state: CityState
  private let journal: CityJournal?
  private var line: Int64 = 0
  private let clock: ScenarioClock
  private let court: String
  private static let takenMax = 1_000

  /// Begins a city; a folder that has one already is refused.
  init(
    people: CityFile, population: Int, seed: UInt64, folder: String?, court: CourtCode, clock: ScenarioClock
  ) throws {
    self.clock = clock
    self.court = court.text
    state = CityState(city: try City(seed: seed, at: clock.now, population: population, file: people))
    guard let folder else {
      journal = nil
      return
    }
    let (journal, lines) = try CityJournal.open(folder)
    guard lines.isEmpty else { throw ScenarioFailure("\(folder) has a city already") }
    let opening = JournalLine.Opening(version: JournalLine.version, seed: seed, population: population, people: people)
    line = try journal.add(JournalLine(at: clock.now, .open(opening)))
    self.journal = journal
  }

  public func send(_ request: OutgoingRequest) async throws {
    let result = try perform(.submit(try WireMapping.message(request, at: clock.now)))
    if case .unavailable = result { throw CityRefusal.unavailable(request.requested.unit) }
  }

  public nonisolated let way = BatchChunksHanded.Way.bank
  /// A file of payments goes to the court's bank.
  public func carry(_ file: PaymentFile) async throws {
    try perform(
      .payments(
        PaymentOrder(
          unit: "courtBank", court: court, file: String(decoding: file.bytes, as: UTF8.self))))
  }

  /// Somebody's account is credited from outside.
  public func credit(_ order: CreditOrder) throws { try perform(.credit(order)) }
  /// Somebody pays into a case's sub-account.
  public func payCourt(_ order: PayCourtOrder) throws { try perform(.payCourt(order)) }
  /// Somebody comes to own more.
  public func give(_ order: BelongingsOrder) throws { try perform(.belongings(order)) }
  /// People move in.
  public func moveIn(_ people: CityFile) throws { try perform(.people(people)) }
  /// How quick and how reliable all units are from now on.
  public func set(_ faults: UnitFaults) throws { try perform(.faults(FaultsOrder(unit: "*", faults: faults))) }
  /// What lies on a case's sub-account at the court's bank.
  public func balance(of subAccount: String) -> Money { state.city.subAccounts[subAccount] ?? .zero }

  func takeDue() -> [CityOutgoing] {
    state.collect(until: clock.now)
    return state.outbox.take(at: clock.now, limit: ScenarioCity.takenMax)
  }
  func delivered(_ delivery: String) throws { try perform(.delivered(delivery)) }
  func failed(_ delivery: String, trouble: String) throws {
    if state.outbox.postpone(delivery, at: clock.now, trouble: trouble) { try perform(.undeliverable(delivery)) }
  }
  var next: Instant? { [state.city.nextInstant, state.outbox.next].compactMap(\.self).min() }

  /// Returns when the disk has the journal.
  func flush() async throws { try await journal?.durable(line) }

  @discardableResult private func perform(_ act: JournalLine.Act) throws -> CityState.Result {
    let entry = JournalLine(at: max(clock.now, state.city.now), act)
    let result = try state.apply(entry)
    if let journal { line = try journal.add(entry) }
    return result
  }
}
