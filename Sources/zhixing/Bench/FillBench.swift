import ArgumentParser
import Basics
import Casework
import Enforcement
import Foundation
import Storage
import StorageSQLite

/// `zhixing bench fill`: a court with many filed cases, written as events through the store, so that every table is as it would be.
struct FillBench: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fill", abstract: "Make a court with a million cases for measuring lists. 生成大量案件。")
  @OptionGroup var options: CourtOptions
  @Option(help: "How many cases. 件数。") var cases = 1_000_000
  /// Transactions under way at once: their payloads are encoded and sealed while the writer writes.
  private static let abreast = 3

  func run() async throws {
    let folder = try DataFolder(options.data)
    let configuration = try options.configuration()
    let court = try await CourtProcess(folder: folder, configuration: configuration, clock: SystemClock())
    guard try await court.store.largestID() == 0 else { throw CommandFailure(description: "\(options.data) is not empty") }
    let staff = try await BenchStaff.join(court, officers: 60)
    let keys = try folder.keys()
    let seconds = try await Figures.timed { try await fill(court, staff, keys) }
    print("\(Figures.whole(Double(cases))) cases in \(Figures.whole(seconds)) s; sign in as lead, \(BenchStaff.password)")
  }

  private func fill(_ court: CourtProcess, _ staff: BenchStaff, _ keys: VaultKeys) async throws {
    var history = FilledCourt(
      court: court.configuration.court, staff: staff, keys: keys, cases: cases,
      after: try await court.store.largestID(), end: SystemClock().now)
    let store = court.store
    try await withThrowingTaskGroup(of: Void.self) { group in
      var under = 0
      while let transaction = history.next() {
        if under == FillBench.abreast {
          try await group.next()
          under -= 1
        }
        group.addTask {
          try await FillBench.append(transaction, store)
        }
        under += 1
        if history.made % 50_000 == 0 { FileHandle.standardError.write(Data("\(history.made)\n".utf8)) }
      }
      try await group.waitForAll()
    }
  }

  /// One that overtook the transaction before it waits for its turn: the streams' versions keep the order.
  private static func append(_ transaction: Transaction, _ store: SQLiteStore) async throws {
    for _ in 0..<1000 {
      switch try await store.append(transaction) {
      case .stored: return
      case .conflict: try await Task.sleep(for: .milliseconds(2))
      case .refused(let refusal): throw CommandFailure(description: refusal.message.en)
      case .repeated, .keyUsedOtherwise: throw CommandFailure(description: "repeated")
      }
    }
    throw CommandFailure(description: "a conflict in the fill")
  }
}
