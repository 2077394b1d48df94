import Basics
import City
import Enforcement
import Foundation
import Import
import Settings
import Storage
import Stories
import Testing

/// A court that works by itself: the example docket, people who do their duties, a city with faults.
@Suite struct SimulationTests {
  private static let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  @Test("The same seed gives the same list of events, ids and faults included; another seed gives another")
  func sameSeed() async throws {
    let first = try await SimulationTests.outcome(days: 10, seed: 7, clean: false)
    let second = try await SimulationTests.outcome(days: 10, seed: 7, clean: false)
    let other = try await SimulationTests.outcome(days: 10, seed: 8, clean: false)
    #expect(first.events.count > 1_000)
    let place = zip(first.events, second.events).first { $0 != $1 }
    #expect(place == nil, "\(place.map { "\($0.0)\n\($0.1)" } ?? "")")
    #expect(first.events.count == second.events.count)
    #expect(first.digest == second.digest)
    #expect(first.digest != other.digest)
  }

  @Test(
    "In half a year with a clean city most cases are paid or ended by the rules, money is where the books say, and the tables replay"
  )
  func halfAYear() async throws {
    let folder = try SimulationTests.folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    var (simulation, court, docket) = try await SimulationTests.court(folder, days: 180, seed: 1, clean: true)
    try await simulation.run(docket) { _, _ in }
    let outcome = try await simulation.outcome()
    #expect(outcome.cases.count == docket.count)
    #expect(court.rejected.isEmpty, "\(court.rejected)")
    var closed = 0
    for docketCase in docket {
      let id = try #require(try await SimulationTests.id(of: docketCase.identity.ref, court))
      court.look(at: id)
      let (file, account) = (try await court.file, try await court.account)
      #expect(file.isFiled)
      #expect(file.isClosed || file.process.nearest != nil, "\(file.number) has no clock")
      #expect(await court.city.balance(of: account.subAccount) == account.balance, "\(file.number)")
      if file.closing.closed?.way == .fullyEnforced {
        #expect(account.balance == .zero, "\(file.number)")
        #expect(file.seizure.live.isEmpty && file.sanctions.liveRestrictions.isEmpty, "\(file.number)")
      }
      if file.isClosed { closed += 1 }
    }
    #expect(closed * 2 > docket.count, "only \(closed) of \(docket.count) are closed")
    let check = try await court.store.replayCheck()
    #expect(check.differences.isEmpty, "\(check.differences)")
  }

  private static func outcome(days: Int, seed: UInt64, clean: Bool) async throws -> SimulationOutcome {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    var (simulation, _, docket) = try await court(folder, days: days, seed: seed, clean: clean)
    try await simulation.run(docket) { _, _ in }
    return try await simulation.outcome()
  }

  private static func id(of ref: String, _ court: Scenario) async throws -> ID<CaseFile>? {
    try await court.events().lazy.compactMap { $0.event as? ApplicationReceived }.first { $0.docketRef == ref }?.caseID
  }

  private static func folder() throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appending(path: "simulation-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }

  private static func court(
    _ folder: URL, days: Int, seed: UInt64, clean: Bool
  ) async throws -> (simulation: Simulation, court: Scenario, docket: [DocketCase]) {
    let configuration = try CourtConfiguration.read(
      config: repository.appending(path: "config"), lawData: repository.appending(path: "data-law"))
    let from = try #require(Day("2024-06-03"))
    let docket = try DocketImport(today: from + days, calendar: configuration.books.law.calendar)
      .read([UInt8](Data(contentsOf: repository.appending(path: "examples/docket.csv")))).accepted.map(\.docket)
    let people = try CityFile.read([UInt8](Data(contentsOf: repository.appending(path: "examples/city.json"))))
    let plan = Simulation.Plan(from: from, days: days, seed: seed, clean: clean)
    let place = Scenario.Place(
      database: folder.appending(path: "court.sqlite"), papers: folder.appending(path: "papers"),
      keys: VaultKeys(secret: Array(0..<32)), configuration: configuration, people: plan.city(people, with: docket),
      docket: docket, seed: seed)
    let court = try await Scenario(at: plan.start, in: place)
    return (Simulation(court, plan), court, docket)
  }
}
