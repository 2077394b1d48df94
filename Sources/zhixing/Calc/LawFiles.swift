import Basics
import EnforcementLaw
import Foundation
import Settings

/// The calendars and rates that calculators need, and a court's settings where asked for.
enum LawFiles {
  /// Reads `data-law` from the folder named, or from the nearest one above the working folder or the program. With `config`
  /// the court's own settings hold, else the defaults.
  static func books(lawData: String?, config: String?) throws -> CalcBooks {
    let folder = try lawData.map { URL(filePath: $0) } ?? nearest()
    if let config {
      let court = try CourtConfiguration.read(config: URL(filePath: config), lawData: folder)
      return CalcBooks(
        calendar: court.books.law.calendar, settings: court.books.law.settings, rates: court.books.law.rates)
    }
    func text(_ name: String) throws -> String { try String(contentsOf: folder.appending(path: name), encoding: .utf8) }
    return CalcBooks(
      calendar: try CourtCalendar.parse(csv: text("calendar_2018_2026.csv")), settings: .standard,
      rates: RateTables(
        lpr: try LPRTable.parse(csv: text("lpr.csv")), benchmark: try BenchmarkTable.parse(csv: text("pboc_benchmark.csv"))))
  }

  private static func nearest() throws -> URL {
    let program = URL(filePath: CommandLine.arguments.first ?? "zhixing").resolvingSymlinksInPath().deletingLastPathComponent()
    for start in [URL(filePath: FileManager.default.currentDirectoryPath), program] {
      var folder = start
      for _ in 0..<8 {
        let found = folder.appending(path: "data-law")
        if FileManager.default.fileExists(atPath: found.appending(path: "lpr.csv").path) { return found }
        folder.deleteLastPathComponent()
      }
    }
    throw CocoaError(.fileNoSuchFile, userInfo: [NSLocalizedDescriptionKey: "data-law: no such folder (--law-data FOLDER)"])
  }
}
