import ArgumentParser
import Basics
import Casework
import Enforcement
import Foundation
import Import

/// `zhixing import`: a docket, or the running cases of an earlier system.
struct ImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "File a docket, or take over running cases. 批量立案、接收在办案件。",
    subcommands: [ImportDocket.self, ImportRunning.self, GenerateRunning.self], defaultSubcommand: ImportDocket.self)

  static func say(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }
  static func progress(_ done: Int, _ total: Int) {
    let width = 40
    let full = total == 0 ? width : done * width / total
    let bar = String(repeating: "█", count: full) + String(repeating: "·", count: width - full)
    FileHandle.standardError.write(Data("\r\(bar) \(done)/\(total)".utf8))
  }
}

/// `zhixing import docket.csv`: good cases are filed and assigned, bad rows come back with the reason.
struct ImportDocket: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "docket",
    abstract: "File the cases of a docket (CSV, UTF-8 or GB18030; docs/docket-format.md). Feeding it twice changes nothing. 批量立案。"
  )
  @OptionGroup var options: CourtOptions
  @Argument(help: "The docket. 收案清单。") var file: String
  @Option(help: "Where to write the rows to correct; FILE.corrections.csv if left out. 更正文件。") var corrections: String?
  @Flag(help: "Read and check only. 只检查。") var dryRun = false
  @Flag(help: "Report in English.") var english = false

  func run() async throws {
    let configuration = try options.configuration()
    guard let bytes = FileManager.default.contents(atPath: file) else {
      throw CommandFailure(description: "\(file): cannot be read. 读不到文件。")
    }
    let language: Language = english ? .en : .zh
    let reading = try read([UInt8](bytes), configuration.court, configuration.books.law.calendar, language)
    try report(reading, language)
    guard !dryRun, !reading.accepted.isEmpty else { return try finish(reading) }
    let folder: DataFolder
    do {
      folder = try DataFolder(options.data)
    } catch let inUse as CommandFailure {
      guard let server = RunningServer(data: options.data) else { throw inUse }
      try await hand([UInt8](bytes), to: server)
      return try finish(reading)
    }
    let court = try await CourtProcess(folder: folder, configuration: configuration, clock: SystemClock())
    let filing = DocketFiling(desk: court.desk, court: configuration.court)
    let dockets = reading.accepted.map(\.docket)
    let filed = try await filing.file(dockets, by: .machine) { done, _ in ImportCommand.progress(done, dockets.count) }
    sayFiled(filed, of: dockets.count)
    try finish(reading)
  }

  /// Where a server has the data folder, it files the docket: there is one writer.
  private func hand(_ bytes: [UInt8], to server: RunningServer) async throws {
    let job = try await server.file(bytes, named: URL(filePath: file).lastPathComponent, progress: ImportCommand.progress)
    if let trouble = job.trouble { throw CommandFailure(description: trouble["zh"] ?? trouble["en"] ?? job.state) }
    sayFiled(job.filed, of: job.total)
  }

  private func sayFiled(_ filed: Int, of total: Int) {
    ImportCommand.say("\n\(filed) filed, \(total - filed) known already. 新立 \(filed) 件，已有 \(total - filed) 件。")
  }

  private func read(_ bytes: [UInt8], _ court: CourtCode, _ calendar: CourtCalendar, _ language: Language) throws -> DocketReading
  {
    do throws(DocketUnreadable) {
      return try DocketImport(today: SystemClock().now.day, calendar: calendar, defaultCourt: court).read(bytes)
    } catch {
      throw CommandFailure(description: FaultReport.screen(error, language: language))
    }
  }

  private func report(_ reading: DocketReading, _ language: Language) throws {
    let report = FaultReport(reading, language: language)
    ImportCommand.say(report.screen())
    guard let csv = report.correctionCSV() else { return }
    let path = corrections ?? file + ".corrections.csv"
    guard FileManager.default.createFile(atPath: path, contents: Data(csv)) else {
      throw CommandFailure(description: "\(path): cannot be written")
    }
    ImportCommand.say("→ \(path)")
  }

  private func finish(_ reading: DocketReading) throws {
    if reading.errorCount > 0 { throw ExitCode(2) }
  }
}
