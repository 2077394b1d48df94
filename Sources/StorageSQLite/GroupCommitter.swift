import Casework
import GRDB
import Storage

/// Commands that arrive together share one durable transaction, and every caller waits for the disk.
actor GroupCommitter {
  /// Commands in one transaction at most.
  static let groupMax = 512

  private struct Waiting {
    let prepared: LogWriter.Prepared
    let answer: CheckedContinuation<AppendOutcome, any Error>
  }
  private let pool: DatabasePool
  private var writer: LogWriter
  private var queue: [Waiting] = []
  private var running = false

  init(pool: DatabasePool, writer: LogWriter) {
    self.pool = pool
    self.writer = writer
  }

  func append(_ prepared: LogWriter.Prepared) async throws -> AppendOutcome {
    try await withCheckedThrowingContinuation { answer in
      queue.append(Waiting(prepared: prepared, answer: answer))
      if !running {
        running = true
        Task { await drain() }
      }
    }
  }

  private func drain() async {
    while !queue.isEmpty {
      let group = Array(queue.prefix(GroupCommitter.groupMax))
      queue.removeFirst(group.count)
      let start = writer
      let prepared = group.map(\.prepared)
      do {
        let (outcomes, after) = try await pool.write { db in
          var writer = start
          let connection = SQLiteConnection(db: db)
          let outcomes = try prepared.map { try writer.write($0, connection) }
          return (outcomes, writer)
        }
        writer = after
        for (waiting, outcome) in zip(group, outcomes) { waiting.answer.resume(returning: outcome) }
      } catch {
        // Nothing of the group was stored: each caller learns it.
        for waiting in group { waiting.answer.resume(throwing: error) }
      }
    }
    running = false
  }
}
