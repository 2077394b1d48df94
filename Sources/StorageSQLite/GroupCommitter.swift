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
  /// One transaction of a group could not be written; the others can be, without it.
  private struct Unwritable: Error {
    let index: Int
    let reason: any Error
  }
  private let pool: DatabasePool
  private var writer: LogWriter
  private var queue: [Waiting] = []
  private var running = false
  var isWriting: Bool { running }
  /// Groups made durable since the start.
  private(set) var groups = 0
  /// Commands in them.
  private(set) var commands = 0
  /// Commands that came while a group was being written.
  var waiting: Int { queue.count }

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
      await commit(group)
    }
    running = false
  }

  /// A transaction that cannot be written fails alone, and the rest is tried again; a commit that fails, fails all.
  private func commit(_ group: [Waiting]) async {
    var group = group
    while !group.isEmpty {
      do {
        let outcomes = try await write(group.map(\.prepared))
        for (waiting, outcome) in zip(group, outcomes) { waiting.answer.resume(returning: outcome) }
        return
      } catch let unwritable as Unwritable {
        group.remove(at: unwritable.index).answer.resume(throwing: unwritable.reason)
      } catch {
        for waiting in group { waiting.answer.resume(throwing: error) }
        return
      }
    }
  }

  private func write(_ group: [LogWriter.Prepared]) async throws -> [AppendOutcome] {
    let start = writer
    let (outcomes, after) = try await pool.write { db in
      var writer = start
      let connection = SQLiteConnection(db: db)
      var outcomes: [AppendOutcome] = []
      for (index, prepared) in group.enumerated() {
        do { outcomes.append(try writer.write(prepared, connection)) } catch { throw Unwritable(index: index, reason: error) }
      }
      try writer.finish(connection)
      return (outcomes, writer)
    }
    writer = after
    groups += 1
    commands += group.count
    return outcomes
  }
}
