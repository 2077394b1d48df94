import ArgumentParser
import Basics
import Casework
import Enforcement
import Foundation
import Import

/// `zhixing bench import`: a docket of many rows, parsed, checked and filed durably in a fresh store.
struct ImportBench: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "import", abstract: "Rows of a docket a second. 批量立案。")
  @OptionGroup var options: CourtOptions
  @Option(help: "Rows of the docket, about. 行数。") var rows = 100_000

  func run() async throws {
    let folder = try BenchFolder(options.data, "import")
    defer { folder.remove() }
    let configuration = try options.configuration()
    let court = try await CourtProcess(
      folder: try DataFolder(folder.file("court").path), configuration: configuration, clock: SystemClock())
    _ = try await BenchStaff.join(court, officers: 20)
    let docket = docket(configuration.court)
    var reading: DocketReading?
    let parsed = try await Figures.timed {
      reading = try DocketImport(
        today: SystemClock().now.day, calendar: configuration.books.law.calendar, defaultCourt: configuration.court
      ).read(docket)
    }
    guard let reading, reading.errorCount == 0 else { throw CommandFailure(description: "the generated docket has errors") }
    let filed = try await Figures.timed {
      let count = try await DocketFiling(desk: court.desk, court: court.configuration.court).file(
        reading.accepted.map(\.docket), by: .machine
      ) { _, _ in }
      guard count == reading.accepted.count else {
        throw CommandFailure(description: "filed \(count) of \(reading.accepted.count)")
      }
    }
    let lines = Double(reading.lineCount)
    print("| rows | cases | parsed and checked, s | stored durably, s | whole, s | rows/s |")
    print("|---:|---:|---:|---:|---:|---:|")
    print(
      "| \(Figures.whole(lines)) | \(Figures.whole(Double(reading.accepted.count))) | \(Figures.ratio(parsed))",
      "| \(Figures.ratio(filed)) | \(Figures.ratio(parsed + filed)) | \(Figures.whole(lines / (parsed + filed))) |")
  }

  /// Whole cases, as many as fit into the rows.
  private func docket(_ court: CourtCode) -> [UInt8] {
    let cases = BenchDockets.of(court, cases: rows / 3, seed: 11)
    var left = rows
    let fitting = cases.prefix {
      left -= $0.parties.count + $0.claims.count
      return left >= 0
    }
    return DocketWriter().csv(Array(fitting))
  }
}
