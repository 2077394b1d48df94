import ArgumentParser
import Basics
import Casework
import Enforcement
import Foundation
import Import

/// `zhixing import docket.csv`: good cases are filed and assigned, bad rows come back with the reason.
struct ImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
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
    let folder = try DataFolder(options.data)
    let court = try await CourtProcess(folder: folder, configuration: configuration, clock: SystemClock(), checkPath: "/check")
    let own = reading.accepted.map(\.docket).filter { $0.identity.court == configuration.court }
    let foreign = reading.accepted.count - own.count
    if foreign > 0 { ImportCommand.say("\(foreign) cases are another court's and were left out. \(foreign) 件属其他法院，未导入。") }
    let filed = try await DocketFiling(court: court).file(own) { ImportCommand.progress($0, own.count) }
    ImportCommand.say("\n\(filed) filed, \(own.count - filed) known already. 新立 \(filed) 件，已有 \(own.count - filed) 件。")
    try finish(reading)
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

  static func say(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }
  private static func progress(_ done: Int, _ total: Int) {
    let width = 40
    let full = total == 0 ? width : done * width / total
    let bar = String(repeating: "█", count: full) + String(repeating: "·", count: width - full)
    FileHandle.standardError.write(Data("\r\(bar) \(done)/\(total)".utf8))
  }
}

/// Files checked cases in transactions of many: each is durable before the next, so that a stop in the middle loses nothing.
struct DocketFiling {
  let court: CourtProcess
  /// Cases in one transaction.
  static let batch = 100

  /// The number of cases newly filed.
  func file(_ dockets: [DocketCase], progress: (Int) -> Void) async throws -> Int {
    var filed = 0
    var done = 0
    while done < dockets.count {
      let part = dockets[done..<min(done + DocketFiling.batch, dockets.count)]
      let fields: [String: InputValue] = ["cases": .list(part.map { .object($0.application) })]
      do {
        let receipt = try await court.desk.attempt(
          CommandCall("filing.import", fields), by: .machine, court: court.configuration.court)
        filed += receipt.appended.count { $0.stream.kind == .caseFile }
      } catch CaseDesk.Failure.faults(let faults) {
        throw CommandFailure(description: faults.prefix(20).map { "\($0.field): \($0.message.zh)" }.joined(separator: "\n"))
      } catch CaseDesk.Failure.refused(let refusal) {
        throw CommandFailure(description: "\(refusal.message.zh) / \(refusal.message.en)")
      }
      done += part.count
      progress(done)
    }
    return filed
  }
}
