import ArgumentParser
import Basics
import City
import Foundation
import Import
import Settings
import Storage
import Stories

/// `zhixing simulate`: a docket is worked by a court that acts by itself, with the city in process and a clock of its own.
struct SimulateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "Work a docket day by day with a simulated clock, city and staff; the same seed gives the same events. 模拟办案。")
  @Option(help: "The docket. 收案清单。") var docket = "examples/docket.csv"
  @Option(help: "First day, like 2024-06-03. 起始日。") var from: String
  @Option(help: "How many days. 天数。") var days = 120
  @Option(help: "The same seed gives the same events. 随机种子。") var seed: UInt64 = 1
  @Flag(help: "Units answer at once and without faults. 协助单位不出差错。") var clean = false
  @Option(help: "Keep the court in this new folder; a temporary one if left out. 新数据目录。") var data: String?
  @Option(help: "People of the city. 城市人口文件。") var people = "examples/city.json"
  @Option(help: "Folder of the court's configuration. 配置目录。") var config = "config"
  @Option(help: "Folder of calendars and rates. 日历和利率目录。") var lawData = "data-law"
  @Option(help: "Write the list of events to this file. 事件清单文件。") var events: String?
  @Flag(help: "Report in English.") var english = false

  func validate() throws {
    guard Day(from) != nil else { throw ValidationError("--from \(from): a day like 2024-06-03 is expected. 日期写作 2024-06-03。") }
    guard (1...Simulation.Plan.daysMax).contains(days) else {
      throw ValidationError("--days: 1 to \(Simulation.Plan.daysMax). 天数 1 至 \(Simulation.Plan.daysMax)。")
    }
  }

  func run() async throws {
    guard let first = Day(from) else { return }
    let configuration = try CourtConfiguration.read(config: URL(filePath: config), lawData: URL(filePath: lawData))
    let plan = Simulation.Plan(from: first, days: days, seed: seed, clean: clean)
    let reading = try read(configuration, until: first + (days - 1))
    let own = reading.accepted.map(\.docket).filter { $0.identity.court == configuration.court }
    let cityFile = try CityFile.read([UInt8](Data(contentsOf: URL(filePath: people))))
    let home = try Home(data: data, seed: seed)
    defer { home.leave() }
    let place = Scenario.Place(
      database: home.database, papers: home.papers, keys: home.keys, configuration: configuration,
      people: plan.city(cityFile, with: own), docket: own, seed: seed, city: home.city)
    var simulation = Simulation(try await Scenario(at: plan.start, in: place), plan)
    let bar = ProgressBar()
    try await simulation.run(own) { bar.show($0, of: $1) }
    bar.end()
    try report(try await simulation.outcome(), reading)
  }

  private func read(_ configuration: CourtConfiguration, until last: Day) throws -> DocketReading {
    guard let bytes = FileManager.default.contents(atPath: docket) else {
      throw CommandFailure(description: "\(docket): cannot be read. 读不到文件。")
    }
    do throws(DocketUnreadable) {
      return try DocketImport(today: last, calendar: configuration.books.law.calendar, defaultCourt: configuration.court)
        .read([UInt8](bytes))
    } catch {
      throw CommandFailure(description: FaultReport.screen(error, language: english ? .en : .zh))
    }
  }

  private func report(_ outcome: SimulationOutcome, _ reading: DocketReading) throws {
    let language: Language = english ? .en : .zh
    for sentence in outcome.cases { print(sentence[language]) }
    print("")
    for sentence in outcome.summary { print(sentence[language]) }
    if !reading.held.isEmpty {
      print(FaultReport(reading, language: language).screen())
      print(Phrase("清单有错、未导入 \(reading.held.count) 件", "not imported for faults: \(reading.held.count) cases")[language])
    }
    print("sha256 \(outcome.digest)")
    if let events {
      try Data((outcome.events.joined(separator: "\n") + "\n").utf8).write(to: URL(filePath: events))
    }
  }
}

/// Where a simulated court lives: a new data folder with its own key, or a temporary one whose key follows from the seed, so that
/// even the digests of what its events refer to are the same in every run.
private final class Home {
  let database: URL
  let papers: URL
  let keys: VaultKeys
  /// Where the city keeps its journal, so that `zhixing-city` can go on from it; nil where nothing is kept.
  var city: String? { folder.map { $0.url.appending(path: "city").path } }
  private let folder: DataFolder?
  private let temporary: URL?

  init(data: String?, seed: UInt64) throws {
    if let data {
      let folder = try DataFolder(data)
      guard !FileManager.default.fileExists(atPath: folder.database.path) else {
        throw CommandFailure(description: "\(folder.url.path) holds a court already; name a new folder. 目录中已有法院数据。")
      }
      self.folder = folder
      temporary = nil
      (database, papers, keys) = (folder.database, folder.papers, try folder.keys())
    } else {
      // In memory where the machine has such a folder: nothing of it is to stay.
      let memory = URL(filePath: "/dev/shm", directoryHint: .isDirectory)
      let inMemory = FileManager.default.isWritableFile(atPath: memory.path)
      let place = (inMemory ? memory : FileManager.default.temporaryDirectory).appending(
        path: "zhixing-simulate-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
      folder = nil
      temporary = place
      var secret = [UInt8](repeating: 0, count: 32)
      for index in 0..<8 { secret[index] = UInt8(truncatingIfNeeded: seed >> UInt64(8 * index)) }
      (database, papers, keys) = (
        place.appending(path: "court.sqlite"), place.appending(path: "papers"), VaultKeys(secret: secret)
      )
    }
  }
  func leave() { if let temporary { try? FileManager.default.removeItem(at: temporary) } }
}

/// A bar on standard error where that is a terminal; nothing elsewhere.
struct ProgressBar: Sendable {
  private static let width = 40
  private let isShown = isatty(STDERR_FILENO) == 1

  func show(_ done: Int, of total: Int) {
    guard isShown else { return }
    let full = total == 0 ? ProgressBar.width : done * ProgressBar.width / total
    let bar = String(repeating: "█", count: full) + String(repeating: "·", count: ProgressBar.width - full)
    FileHandle.standardError.write(Data("\r\(bar) \(done)/\(total)".utf8))
  }
  func end() { if isShown { FileHandle.standardError.write(Data("\n".utf8)) } }
}
