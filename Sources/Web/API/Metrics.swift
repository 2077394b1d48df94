import Basics
import Casework

/// What the server tells whoever watches it, as Prometheus reads it. Every series is there from the start, with zeros.
enum Metrics {
  static func text(_ services: CourtServices) async throws -> String {
    let now = services.desk.clock.now
    let store = services.desk.store
    let counts = try await services.reads.counts(court: services.court, now: now)
    let work = try await store.pendingWork()
    let oldest = try await store.oldestWork()
    let kinds = WorkItem.Kind.allCases
    let lines =
      series("zhixing_cases_open", "gauge", "Cases open now.", [("", Int64(counts.open))])
      + series("zhixing_nodes_overdue", "gauge", "Nodes past their clock.", [("", Int64(counts.overdue))])
      + series("zhixing_papers_to_sign", "gauge", "Drafts that wait for a signature.", [("", Int64(counts.papersToSign))])
      + series(
        "zhixing_work_pending", "gauge", "Work rows not done, by kind.",
        kinds.map { (label("kind", $0.rawValue), Int64(work[$0] ?? 0)) })
      + series(
        "zhixing_work_oldest_seconds", "gauge", "How long the oldest work not done has been due, by kind.",
        kinds.map { (label("kind", $0.rawValue), oldest[$0].map { max(0, (now.milliseconds - $0.milliseconds) / 1000) } ?? 0) })
      + series("zhixing_events_total", "counter", "Events in the log.", [("", try await store.eventCount())])
      + series(
        "zhixing_commands_total", "counter", "Commands attempted since the start, by outcome.",
        await services.desk.tally.all.map { (label("outcome", $0.outcome.rawValue), Int64($0.count)) })
    return lines.joined(separator: "\n") + "\n"
  }

  private static func label(_ name: String, _ value: String) -> String { "{\(name)=\"\(value)\"}" }
  private static func series(_ name: String, _ type: String, _ help: String, _ values: [(labels: String, value: Int64)])
    -> [String]
  {
    ["# HELP \(name) \(help)", "# TYPE \(name) \(type)"] + values.map { "\(name)\($0.labels) \($0.value)" }
  }
}
