import Basics
import EnforcementLaw

/// A node's clock stands still: nobody is warned, nothing grows overdue.
public struct NodePaused: Event {
  public static let name = "process.nodePaused.v1"
  public let node: ID<ProcessNode>
  public let key: String
  public init(node: ID<ProcessNode>, key: String) {
    self.node = node
    self.key = key
  }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) { file.process.open[node]?.pausedAt = meta.at }
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] {
    [.cancelTimer(name: "process.warn", subject: "\(node)")]
  }
}

/// A node's clock ends on another day than was counted when it opened: it stood still, or the limit was extended.
public struct NodeRescheduled: Event {
  public static let name = "process.nodeRescheduled.v1"
  public let node: ID<ProcessNode>
  public let key: String
  public let due: Instant?
  public let reasons: Reasons
  public let warnAt: [Instant]
  public init(node: ID<ProcessNode>, key: String, due: Instant?, reasons: Reasons, warnAt: [Instant]) {
    self.node = node
    self.key = key
    self.due = due
    self.reasons = reasons
    self.warnAt = warnAt
  }
  public var explained: [Reasons] { [reasons] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.process.open[node]?.due = due
    file.process.open[node]?.warnAt = warnAt
    file.process.open[node]?.pausedAt = nil
    file.process.open[node]?.warnings = 0
    file.process.open[node]?.handled = 0
  }
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] {
    guard let first = warnAt.first else { return [.cancelTimer(name: "process.warn", subject: "\(node)")] }
    return [
      .timer(
        name: "process.warn", subject: "\(node)", due: first,
        CommandCall("process.warn", ["case": "\(meta.stream.key)", "node": "\(node)", "level": "1"]))
    ]
  }
}

/// Clocks of a case that stand still and go on.
enum Pausing {
  private static let limitKey = "caseLimit"

  /// Stops every node that may not go on while enforcement is paused.
  static func stop(_ caseID: ID<CaseFile>, _ draft: inout Draft) {
    let situation = draft.situation
    let nodes = situation.caseFile(caseID).process.open.values.sorted { $0.id < $1.id }
      .filter { situation.process.nodes[$0.key]?.pauses == true && $0.pausedAt == nil }
    draft.add(.caseFile(caseID), nodes.map { NodePaused(node: $0.id, key: $0.key) })
  }

  /// Lets them go on: each has the days left that it had.
  static func resume(_ caseID: ID<CaseFile>, _ draft: inout Draft) {
    let situation = draft.situation
    for node in situation.caseFile(caseID).process.open.values.sorted(by: { $0.id < $1.id }) where node.key != limitKey {
      guard let since = node.pausedAt, let known = situation.process.nodes[node.key] else { continue }
      let days = situation.today - since.day
      let end = node.due.map { Instant.end(of: situation.law.calendar.rolled($0.day + days)) }
      let reasons = Reasons(
        known.basis,
        inputs: [.init(Phrase("原届满日", "Due before"), node.due?.day.description ?? "–")],
        steps: [
          .init(Phrase("停止计算", "Stood still"), "\(since.day)…\(situation.today) (\(days))"),
          .init(Phrase("顺延后", "Due now"), end?.day.description ?? "–"),
        ], citations: [.procedure2023("267")])
      draft.add(.caseFile(caseID), [moved(node, end, reasons, situation)])
    }
  }

  /// Counts the limit of the case anew (R2.2, R2.3). While a time goes on that does not count, it stands still.
  static func recountLimit(_ caseID: ID<CaseFile>, _ draft: inout Draft) throws(Refusal) {
    let situation = draft.situation
    let file = situation.caseFile(caseID)
    guard let filed = file.filing.filedOn, let node = file.process.open.values.first(where: { $0.key == limitKey }) else {
      return
    }
    if file.term.isStopped {
      if node.pausedAt == nil { draft.add(.caseFile(caseID), [NodePaused(node: node.id, key: node.key)]) }
      return
    }
    let counted: Explained<CaseLimit.Dates>
    do throws(LawRefusal) {
      counted = try file.term.limit(filed: filed, today: situation.today, law: situation.law)
    } catch {
      throw .law(error)
    }
    let due = Instant.end(of: counted.value.caseLimit)
    guard due != node.due || node.pausedAt != nil else { return }
    draft.add(.caseFile(caseID), [moved(node, due, counted.reasons, situation)])
  }

  /// Counts anew what runs from the day on which this party was served.
  static func recountServed(_ person: ID<Person>, _ caseID: ID<CaseFile>, _ draft: inout Draft) {
    let situation = draft.situation
    let file = situation.caseFile(caseID)
    for node in file.process.open.values.sorted(by: { $0.id < $1.id }) where node.subject == "\(person)" {
      guard let counted = situation.process.recounted(node, file, situation), counted.due != node.due, node.pausedAt == nil
      else { continue }
      draft.add(.caseFile(caseID), [moved(node, counted.due, counted.reasons, situation)])
    }
  }

  private static func moved(
    _ node: ProcessLine.OpenNode, _ due: Instant?, _ reasons: Reasons, _ situation: Situation
  ) -> NodeRescheduled {
    let warnings = situation.process.nodes[node.key]?.warnings ?? []
    let warnAt = due.map { due in warnings.map { situation.process.moment($0, before: due, situation) }.sorted() } ?? []
    return NodeRescheduled(node: node.id, key: node.key, due: due, reasons: reasons, warnAt: warnAt)
  }
}
