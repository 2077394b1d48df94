import Basics
import Casework
import Synchronization

/// How long a failed piece of work waits: twice as long each time, up to a bound, a little apart from the others that failed with it.
enum Backoff {
  /// Seconds before the second attempt.
  static let firstSeconds: Int64 = 20
  /// Seconds between attempts at most.
  static let mostSeconds: Int64 = 1_800
  /// The share of the wait by which it may be shorter or longer, in per cent.
  private static let jitterPercent: Int64 = 25
  /// Twenty seconds doubled so often is beyond the bound.
  private static let doublingsMax = 7

  /// `failures` counts this one. The jitter follows from id and count, so that a simulation runs the same twice.
  static func seconds(_ id: String, failures: Int) -> Int64 {
    let doublings = min(max(failures - 1, 0), doublingsMax)
    let wait = min(firstSeconds << Int64(doublings), mostSeconds)
    let spread = wait * jitterPercent / 100
    guard spread > 0 else { return wait }
    return wait - spread + Int64(hash(id, failures) % UInt64(2 * spread + 1))
  }

  /// FNV-1a.
  private static func hash(_ id: String, _ failures: Int) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in Array(id.utf8) + Array("#\(failures)".utf8) { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    return hash
  }
}

/// Failures of late: of each piece of work, and of each unit in a row. A unit that fails three times running is left alone for a while
/// and then tried with one request, so that one dead unit never holds back the others. Kept in memory: a restart tries again.
final class Failures: Sendable {
  /// Failures in a row after which a unit is left alone.
  static let breakAfter = 3
  /// Pieces of work remembered; beyond it all are forgotten, and wait the shortest time again.
  private static let workMax = 100_000

  private struct State {
    var work: [String: Int] = [:]
    var units: [String: (inARow: Int, until: Instant)] = [:]
    /// Parts of a piece of work that are done already, where another part failed.
    var parts: [String: Set<String>] = [:]
  }
  private let state = Mutex(State())

  /// Until when this unit is left alone; nil where it may be asked.
  func closed(_ unit: String, now: Instant) -> Instant? {
    state.withLock { $0.units[unit].flatMap { $0.inARow >= Failures.breakAfter && $0.until > now ? $0.until : nil } }
  }

  func succeeded(_ work: String, unit: String? = nil) {
    state.withLock { state in
      state.work[work] = nil
      state.parts[work] = nil
      if let unit { state.units[unit] = nil }
    }
  }

  /// Whether this part of a piece of work was done before another part of it failed.
  func isDone(_ work: String, _ part: String) -> Bool { state.withLock { $0.parts[work]?.contains(part) ?? false } }
  func done(_ work: String, _ part: String) {
    state.withLock { state in
      if state.parts.count >= Failures.workMax { state.parts = [:] }
      state.parts[work, default: []].insert(part)
    }
  }

  /// The seconds that this piece of work waits.
  func failed(_ work: String, unit: String? = nil, now: Instant) -> Int64 {
    state.withLock { state in
      if state.work.count >= Failures.workMax { state.work = [:] }
      let failures = (state.work[work] ?? 0) + 1
      state.work[work] = failures
      if let unit {
        let inARow = (state.units[unit]?.inARow ?? 0) + 1
        let rest = Backoff.seconds(unit, failures: inARow - Failures.breakAfter + 1)
        state.units[unit] = (inARow, now.adding(seconds: rest))
      }
      return Backoff.seconds(work, failures: failures)
    }
  }
}
