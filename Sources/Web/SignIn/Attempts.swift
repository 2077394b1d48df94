import Basics

/// Five wrong attempts in five minutes for one name, and it waits. Kept in memory: a restart forgives.
actor Attempts {
  static let wrongMax = 5
  static let windowMs: Int64 = 300_000
  /// Names remembered at once; beyond it the oldest memory goes, so that guessing names cannot fill the memory.
  static let namesMax = 10_000
  private var wrong: [String: [Instant]] = [:]

  func allows(_ name: String, now: Instant) -> Bool { recent(name, now).count < Attempts.wrongMax }

  func failed(_ name: String, now: Instant) {
    if wrong.count >= Attempts.namesMax {
      wrong = wrong.filter { !$0.value.allSatisfy { now.milliseconds(since: $0) >= Attempts.windowMs } }
    }
    if wrong.count >= Attempts.namesMax, let oldest = wrong.min(by: { ($0.value.last ?? now) < ($1.value.last ?? now) }) {
      wrong[oldest.key] = nil
    }
    wrong[String(name.prefix(80))] = recent(name, now).suffix(Attempts.wrongMax - 1) + [now]
  }

  private func recent(_ name: String, _ now: Instant) -> [Instant] {
    (wrong[String(name.prefix(80))] ?? []).filter { now.milliseconds(since: $0) < Attempts.windowMs }
  }
}
