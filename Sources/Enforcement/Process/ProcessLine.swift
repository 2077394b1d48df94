import Basics
import EnforcementLaw

/// Where the case stands on the line: nodes open now, nodes closed.
public struct ProcessLine: Sendable {
  public internal(set) var open: [ID<ProcessNode>: OpenNode] = [:]
  /// Keys of nodes closed at least once, in order.
  public internal(set) var closed: [String] = []

  /// A node that waits: for whom, until when, and how often its owner was warned.
  public struct OpenNode: Sendable, Hashable {
    public let id: ID<ProcessNode>
    public let key: String
    public let subject: String?
    public let openedAt: Instant
    public internal(set) var due: Instant?
    public let owner: Role
    public internal(set) var warnAt: [Instant]
    public internal(set) var warnings: Int
    /// The level of the last warning that somebody dealt with.
    public internal(set) var handled = 0
    /// Since when its clock stands still; nil while it runs.
    public internal(set) var pausedAt: Instant?
    public var isWarned: Bool { warnings > handled }
  }
  /// The open node whose clock runs and ends first.
  public var nearest: OpenNode? {
    open.values.filter { $0.due != nil && $0.pausedAt == nil }.min {
      ($0.due ?? $0.openedAt, $0.id) < ($1.due ?? $1.openedAt, $1.id)
    }
  }
  /// Whether a node of this key is open, whatever it is about.
  public func isOpen(_ key: String) -> Bool { open.values.contains { $0.key == key } }
}

/// Marks ids of open nodes; a node may open again under another id.
public enum ProcessNode {}

/// A node of the map began for this case; its clock was counted once, under the settings of that day.
public struct NodeOpened: Event {
  public static let name = "process.nodeOpened.v1"
  public let node: ID<ProcessNode>
  public let key: String
  public let subject: String?
  /// The end of the node's clock, counted when it opened; nil for a node that only waits.
  public let due: Instant?
  /// How the due moment was counted, and under which settings.
  public let reasons: Reasons?
  public let settingsVersion: String
  public let owner: Role
  /// When to warn, before or after the due moment.
  public let warnAt: [Instant]
  public init(
    node: ID<ProcessNode>, key: String, subject: String?, due: Instant?, reasons: Reasons?, settingsVersion: String, owner: Role,
    warnAt: [Instant]
  ) {
    self.node = node
    self.key = key
    self.subject = subject
    self.due = due
    self.reasons = reasons
    self.settingsVersion = settingsVersion
    self.owner = owner
    self.warnAt = warnAt
  }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.process.open[node] = ProcessLine.OpenNode(
      id: node, key: key, subject: subject, openedAt: meta.at, due: due, owner: owner, warnAt: warnAt, warnings: 0)
  }
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] {
    guard let first = warnAt.first else { return [] }
    return [
      .timer(
        name: "process.warn", subject: "\(node)", due: first,
        CommandCall("process.warn", ["case": "\(meta.stream.key)", "node": "\(node)", "level": "1"]))
    ]
  }
}

/// What the node waited for happened; its warnings end.
public struct NodeClosed: Event {
  public static let name = "process.nodeClosed.v1"
  public let node: ID<ProcessNode>
  public let key: String
  /// The signal that closed it.
  public let by: String
  public init(node: ID<ProcessNode>, key: String, by: String) {
    self.node = node
    self.key = key
    self.by = by
  }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.process.open[node] = nil
    if !file.process.closed.contains(key) { file.process.closed.append(key) }
  }
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] {
    [.cancelTimer(name: "process.warn", subject: "\(node)")]
  }
}

/// A clock came near or ran out: the owner is warned, then the lead, then the command centre.
public struct NodeWarned: Event {
  public static let name = "process.nodeWarned.v1"
  public let node: ID<ProcessNode>
  public let key: String
  /// 1 owner, 2 team lead, 3 command centre.
  public let level: Int
  public let overdue: Bool
  public init(node: ID<ProcessNode>, key: String, level: Int, overdue: Bool) {
    self.node = node
    self.key = key
    self.level = level
    self.overdue = overdue
  }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) { file.process.open[node]?.warnings = level }
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] {
    let file: CaseFile = after.state(meta.stream)
    guard let open = file.process.open[node], level < open.warnAt.count else { return [] }
    return [
      .timer(
        name: "process.warn", subject: "\(node)", due: open.warnAt[level],
        CommandCall("process.warn", ["case": "\(meta.stream.key)", "node": "\(node)", "level": "\(level + 1)"]))
    ]
  }
}
