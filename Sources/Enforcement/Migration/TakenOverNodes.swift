import Basics
import EnforcementLaw

extension ProcessMap {
  /// A node of a case taken over: its clock runs from `start`, or ends on the day that the law library counted. Nil where the map has no
  /// such node. One whose end has passed is overdue from the start.
  func takenOver(
    _ key: String, about subject: String?, from start: Day?, due: Explained<Day>?, _ situation: Situation
  ) -> NodeOpened? {
    guard let node = nodes[key] else { return nil }
    let clock = due ?? start.flatMap { end(of: node, from: $0, situation) }
    let moment = clock.map { Instant.end(of: $0.value) }
    return NodeOpened(
      node: situation.ids.next(), key: key, subject: node.perCase ? nil : subject, due: moment, reasons: clock?.reasons,
      settingsVersion: situation.law.settingsVersion, owner: node.owner,
      warnAt: moment.map { due in node.warnings.map { self.moment($0, before: due, situation) }.sorted() } ?? [])
  }

  private func end(of node: Node, from start: Day, _ situation: Situation) -> Explained<Day>? {
    let length: Periods.Length
    switch node.limit?.amount {
    case .days(let count): length = .days(count)
    case .workdays(let count): length = .workdays(count)
    case .months(let count): length = .months(count)
    case .years(let count): length = .months(count * 12)
    case .minutes, .hours, nil: return nil
    }
    let end = Periods.deadline(from: start, length, calendar: situation.law.calendar)
    var reasons = end.reasons
    if !node.statutory {
      reasons.settings.append(Reasons.SettingUsed("process.\(node.key)", node.basis, origin: "config/process.yaml"))
    }
    return Explained(end.value, reasons)
  }
}
