import ArgumentParser
import AsyncHTTPClient
import Basics
import City
import Foundation
import Hummingbird
import Logging
import NIOCore
import PartnerAPI

@main struct ZhixingCity: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "zhixing-city",
    abstract:
      "A simulated city: banks, registries, an insurer and a securities depository that a court asks, with people who own things and get wages.",
    discussion: """
      The units answer a court over signed HTTP; the protocol is docs/partner-api.md. What happened is kept in the data folder and
      survives a restart. Everything and everybody in the city is fictional. Its page is at /.
      """)

  @Option(help: "Port to listen on; 0 takes a free one.") var port: Int = 8090
  @Option(help: "Address to listen on.") var host: String = "127.0.0.1"
  @Option(help: "Address of the court, to which answers and notices go.") var court: String = "http://127.0.0.1:8080"
  @Option(help: "JSON file with the court's public keys; without it they are asked of the court.") var courtKeys: String?
  @Option(help: "Folder of the city's journal and keys.") var data: String
  @Option(help: "Seed of people and faults; a folder keeps the one it was begun with.") var seed: UInt64 = 1
  @Option(help: "JSON file (city.json) with people that must be there.") var people: String?
  @Option(help: "How many more people and companies are made up (at most \(City.populationMax)).") var population: Int = 24
  @Option(help: "Moment at which a new city begins, such as 2024-03-01T08:00; now if left out.") var start: String?
  @Flag(help: "Time stands still unless it is moved by POST /clock/advance or a court's later message.") var simulatedTime = false

  func validate() throws {
    guard (0...65_535).contains(port) else { throw ValidationError("--port must be 0 to 65535") }
    guard let url = URL(string: court), url.scheme == "http" || url.scheme == "https", url.host != nil else {
      throw ValidationError("--court must be an address such as http://127.0.0.1:8080, not \(court)")
    }
    guard (0...City.populationMax).contains(population) else {
      throw ValidationError("--population must be 0 to \(City.populationMax)")
    }
    if let start, Instant(start) == nil {
      throw ValidationError("--start must be a moment such as 2024-03-01T08:00, not \(start)")
    }
  }

  func run() async throws {
    let log = Logger(label: "zhixing-city") { StreamLogHandler.standardError(label: $0) }
    let clock = SystemClock()
    let keeper = try await CityKeeper.open(
      data,
      CityKeeper.Opening(
        seed: seed, population: population, people: try people.map { try read($0, CityFile.read) },
        start: start.flatMap { Instant($0) } ?? clock.now), simulated: simulatedTime, clock: clock)
    let source = try courtKeys.map { path in
      CourtKeys.Source.fixed(try read(path) { try PartnerJSON.decode(PartnerKeys.self, from: $0).keys })
    }
    try await HTTPClient.withHTTPClient(configuration: CityServer.clientConfiguration) { client in
      let server = try CityServer(
        keeper: keeper, data: data, court: court, courtKeys: source ?? .court(CityServer.trimmed(court)), client: client, log: log
      )
      do {
        try await server.run(host: host, port: port) { port in
          log.info("the city listens on http://\(host):\(port)/ and answers to \(court)")
        }
      } catch let error as IOError where error.errnoCode == EADDRINUSE {
        throw JournalFault("\(host):\(port) is taken by another program; choose one with --port")
      }
    }
  }

  private func read<Value>(_ path: String, _ read: ([UInt8]) throws -> Value) throws -> Value {
    guard let data = FileManager.default.contents(atPath: path) else { throw JournalFault("\(path) cannot be read") }
    do {
      return try read([UInt8](data))
    } catch let refusal as PartnerMessageRefusal {
      throw JournalFault("\(path): \(refusal.field.isEmpty ? "" : refusal.field + ": ")\(refusal.fault)")
    }
  }
}

/// The machine's clock.
struct SystemClock: CourtClock {
  var now: Instant { Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)) }
}

/// The city's HTTP server and its courier, run together.
struct CityServer: Sendable {
  private let keeper: CityKeeper
  private let courier: Courier
  private let keys: UnitKeys
  private let courtKeys: CourtKeys
  private let log: Logger

  init(
    keeper: CityKeeper, data: String, court: String, courtKeys: CourtKeys.Source, client: HTTPClient, log: Logger
  ) throws {
    keys = try UnitKeys(folder: data)
    self.courtKeys = try CourtKeys(courtKeys, client: client, log: log)
    self.keeper = keeper
    self.log = log
    courier = Courier(keeper: keeper, keys: keys, court: CityServer.trimmed(court), client: client, log: log)
  }

  private var router: Router<BasicRequestContext> {
    let router = Router()
    router.middlewares.add(ErrorReplies())
    router.middlewares.add(SameSiteOnly())
    CityRoutes(keeper: keeper, keys: keys, courtKeys: courtKeys).add(to: router)
    OperatorRoutes(keeper: keeper).add(to: router)
    PhoneRoutes(keeper: keeper).add(to: router)
    return router
  }

  /// A court that is not there is noticed at once: trying again is the courier's business.
  static var clientConfiguration: HTTPClient.Configuration {
    var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
    configuration.connectionPool.retryConnectionEstablishment = false
    return configuration
  }

  /// An address without slashes at its end.
  static func trimmed(_ address: String) -> String {
    var address = address[...]
    while address.last == "/" { address = address.dropLast() }
    return String(address)
  }

  /// Serves until a signal or cancellation; `started` is given the port.
  func run(host: String, port: Int, started: @escaping @Sendable (Int) async -> Void) async throws {
    let app = Application(
      router: router, configuration: ApplicationConfiguration(address: .hostname(host, port: port)),
      onServerRunning: { channel in await started(channel.localAddress?.port ?? port) }, logger: quiet)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await app.runService() }
      group.addTask { try await courier.run() }
      // Whichever ends first ends the other: the server by a signal, the courier by a journal that cannot be written.
      defer { group.cancelAll() }
      try await group.next()
    }
    try await keeper.flush()
  }

  private var quiet: Logger {
    var log = log
    log.logLevel = .warning
    return log
  }
}
