import ArgumentParser
import Basics
import Casework
import Enforcement
import Foundation
import Storage
import StorageSQLite
import Synchronization

/// `zhixing bench`: measurements beside a peer in the same run; `bin/bench` runs them all from a release build.
struct BenchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench", abstract: "Measure, beside a peer in the same run. 性能测量。",
    subcommands: [
      LawBench.self, AppendBench.self, CommandsBench.self, ImportBench.self, LedgerBench.self, PayoutBench.self, FillBench.self,
    ])
}

/// A folder for one measurement, emptied at its start.
struct BenchFolder {
  let url: URL
  let keys = VaultKeys(secret: Array(0..<32))

  init(_ parent: String, _ name: String) throws {
    url = URL(filePath: parent, directoryHint: .isDirectory).standardizedFileURL.appending(path: name)
    _ = try? FileManager.default.removeItem(at: url)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }
  func file(_ name: String) -> URL { url.appending(path: name) }
  func store(_ name: String) throws -> SQLiteStore { try SQLiteStore(file: file(name), keys: keys) }
  func remove() { _ = try? FileManager.default.removeItem(at: url) }
}

/// A clock that a measurement moves by hand.
final class BenchClock: CourtClock {
  private let moment: Mutex<Instant>
  init(_ start: Instant) { moment = Mutex(start) }
  var now: Instant { moment.withLock { $0 } }
  func move(to instant: Instant) { moment.withLock { $0 = instant } }
}

/// Figures as the tables of docs/BENCH.md show them.
enum Figures {
  static func seconds(_ duration: Duration) -> Double {
    Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
  }
  static func timed(_ body: () async throws -> Void) async rethrows -> Double {
    let start = ContinuousClock.now
    try await body()
    return seconds(start.duration(to: .now))
  }
  /// `12,345`
  static func whole(_ number: Double) -> String {
    var digits = String(Int(number.rounded()))
    var groups: [String] = []
    while digits.count > 3 {
      groups.insert(String(digits.suffix(3)), at: 0)
      digits = String(digits.dropLast(3))
    }
    return ([digits] + groups).joined(separator: ",")
  }
  static func ratio(_ number: Double) -> String { String(format: "%.2f", number) }
  static func median(_ numbers: [Double]) -> Double { numbers.sorted()[numbers.count / 2] }
}
