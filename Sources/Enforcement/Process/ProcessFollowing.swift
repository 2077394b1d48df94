import Basics
import EnforcementLaw

extension ProcessMap {
  /// Appends to a decision the nodes that its events open and close, and the tasks of corrections that they undo.
  /// `decided` is what the command decided; the answer is the same with these at the end of each case's own stream.
  public func follow(_ decided: [StreamEvents], in situation: Situation, causation: String) -> [StreamEvents] {
    let appended = Undoing.follow(decided, in: situation, causation: causation)
    let after = situation.after(appended, causation: causation)
    let cases = caseStreams(appended, situation)
    var result = appended
    for stream in cases {
      let signals = appended.filter { cases.count == 1 || $0.stream.key == stream.key }.flatMap { $0.events.flatMap(\.signals) }
      let file: CaseFile = after.state(stream)
      guard !signals.isEmpty, file.exists else { continue }
      let events = nodeEvents(signals, file, after.state(.caseAccount(file.id)), situation)
      guard !events.isEmpty else { continue }
      if let index = result.firstIndex(where: { $0.stream == stream }) {
        result[index].events += events
      } else {
        result.append(situation.append(stream, events))
      }
    }
    return result
  }

  /// The cases that the decision is about: those whose file, account or distribution is appended to, else the only one loaded.
  /// Signals of other streams (a request) belong to the only case; in a decision about many, each case has its own streams.
  private func caseStreams(_ appended: [StreamEvents], _ situation: Situation) -> [StreamID] {
    var seen: Set<StreamID> = []
    let keyed: Set<StreamKind> = [.caseFile, .caseAccount, .distribution]
    let own = appended.map(\.stream).filter { keyed.contains($0.kind) }.map { StreamID(.caseFile, $0.key) }
      .filter { seen.insert($0).inserted }
    if !own.isEmpty || appended.isEmpty { return own }
    let loaded = situation.streams.keys.filter { $0.kind == .caseFile }
    return loaded.count == 1 ? loaded : []
  }

  private func nodeEvents(
    _ signals: [Signal], _ file: CaseFile, _ account: CaseAccount, _ situation: Situation
  ) -> [any Event] {
    var open = file.process.open
    var events: [any Event] = []
    for signal in signals {
      for key in closed(by: signal.name) {
        guard let node = nodes[key], node.closes.contains(where: { $0.signal == signal.name && holds($0, file, account) }) else {
          continue
        }
        for instance in open.values.filter({ $0.key == key && matches($0.subject, signal.subject) }).sorted(by: { $0.id < $1.id })
        {
          open[instance.id] = nil
          events.append(NodeClosed(node: instance.id, key: key, by: signal.name))
        }
      }
      for key in opened(by: signal.name) {
        guard let node = nodes[key], node.opens.contains(where: { $0.signal == signal.name && holds($0, file, account) }),
          !open.values.contains(where: { $0.key == key && $0.subject == (node.perCase ? nil : signal.subject) })
        else { continue }
        let subject = node.perCase ? nil : signal.subject
        let opened = newNode(node, subject, from: signal.from, file, situation)
        open[opened.node] = ProcessLine.OpenNode(
          id: opened.node, key: key, subject: subject, openedAt: situation.now, due: opened.due, owner: node.owner,
          warnAt: opened.warnAt, warnings: 0)
        events.append(opened)
        if node.pauses && file.term.pause != nil { events.append(NodePaused(node: opened.node, key: key)) }
      }
    }
    // A closed case keeps only the nodes of what follows closing.
    if file.isClosed {
      for instance in open.values.sorted(by: { $0.id < $1.id }) where nodes[instance.key]?.afterClosing != true {
        events.removeAll { ($0 as? NodeOpened)?.node == instance.id || ($0 as? NodePaused)?.node == instance.id }
        if file.process.open[instance.id] != nil {
          events.append(NodeClosed(node: instance.id, key: instance.key, by: "case.closed"))
        }
      }
    }
    return events
  }

  private func holds(_ trigger: Trigger, _ file: CaseFile, _ account: CaseAccount) -> Bool {
    trigger.condition?.holds(file, account) ?? true
  }
  /// A signal about one thing closes that thing's node; a signal or node about the whole case matches any.
  private func matches(_ node: String?, _ signal: String?) -> Bool { node == nil || signal == nil || node == signal }

  private func newNode(
    _ node: Node, _ subject: String?, from: Day?, _ file: CaseFile, _ situation: Situation
  ) -> NodeOpened {
    let clock = node.limit.map { clockEnd($0, node, subject, from: from, file, situation) }
    let due = clock?.due
    let warnAt = due.map { due in node.warnings.map { moment($0, before: due, situation) }.sorted() } ?? []
    return NodeOpened(
      node: situation.ids.next(), key: node.key, subject: subject, due: due, reasons: clock?.reasons,
      settingsVersion: situation.law.settingsVersion, owner: node.owner, warnAt: warnAt)
  }

  private func clockEnd(
    _ limit: Limit, _ node: Node, _ subject: String?, from: Day?, _ file: CaseFile, _ situation: Situation
  ) -> (due: Instant, reasons: Reasons) {
    let start: Day
    switch limit.start {
    case .opening: start = from ?? situation.today
    case .applicationReceived: start = file.filing.receivedOn
    case .applicationComplete: start = file.intake.decideFrom ?? file.filing.receivedOn
    case .caseFiled: start = file.filing.filedOn ?? situation.today
    case .served:
      let notice = subject.flatMap { file.papers.first(.enforcementNotice, about: $0) }
      start = notice?.served.filter { $0.to == subject }.map(\.on).max() ?? situation.today
    case .endingPossible:
      start = max(from ?? situation.today, RoundTermination.earliest(filed: file.filing.filedOn ?? situation.today).value)
    case .measureEnd:
      // A measure's end never rolls (R3.2).
      let end = subject.flatMap { ID<Measure>($0) }.flatMap { file.seizure.measures[$0]?.until } ?? situation.today
      let step = Reasons.Step(Phrase("控制措施届满日", "The measure's last day"), end.description)
      return (Instant.end(of: end), Reasons(node.basis, steps: [step]))
    }
    let calendar = situation.law.calendar
    func byDays(_ length: Periods.Length) -> (Instant, Reasons) {
      let end = Periods.deadline(from: start, length, calendar: calendar)
      var reasons = end.reasons
      if !node.statutory {
        reasons.settings.append(Reasons.SettingUsed("process.\(node.key)", node.basis, origin: "config/process.yaml"))
      }
      return (Instant.end(of: end.value), reasons)
    }
    func byTime(_ seconds: Int64, _ text: String) -> (Instant, Reasons) {
      let end = situation.now.adding(seconds: seconds)
      let step = Reasons.Step(Phrase("自节点开启起 \(text)", "\(text) from the node's opening"), end.description)
      return (
        end,
        Reasons(
          "process.\(node.key)", steps: [step],
          settings: [Reasons.SettingUsed("process.\(node.key)", node.basis, origin: "config/process.yaml")])
      )
    }
    switch limit.amount {
    case .minutes(let count): return byTime(Int64(count) * 60, "\(count) min")
    case .hours(let count): return byTime(Int64(count) * 3600, "\(count) h")
    case .days(let count): return byDays(.days(count))
    case .workdays(let count): return byDays(.workdays(count))
    case .months(let count): return byDays(.months(count))
    case .years(let count): return byDays(.months(count * 12))
    }
  }

  /// The end of an open node's clock where that runs from a service, as it counts now.
  func recounted(
    _ open: ProcessLine.OpenNode, _ file: CaseFile, _ situation: Situation
  ) -> (due: Instant, reasons: Reasons)? {
    guard let node = nodes[open.key], let limit = node.limit, limit.start == .served else { return nil }
    return clockEnd(limit, node, open.subject, from: nil, file, situation)
  }

  func moment(_ warning: Warning, before due: Instant, _ situation: Situation) -> Instant {
    let morning = { (day: Day) in Instant(day, hour: 9) }
    switch warning {
    case .days(let days): return max(situation.now, morning(due.day + days))
    case .workdays(let days) where days > 0: return morning(situation.law.calendar.workingDay(days, after: due.day))
    case .workdays(let days): return max(situation.now, morning(due.day + days))
    case .percent(let percent):
      let span = due.milliseconds(since: situation.now)
      return Instant(milliseconds: situation.now.milliseconds + span * Int64(percent) / 100)
    }
  }
}

/// Warns of a clock that nears or passed its end; attempted by timers only.
public struct WarnNode: CaseCommand {
  public static let name = "process.warn"
  public static let title = Phrase("期限预警", "Warn of a clock")
  public static let roles: Set<Role> = [.machine]
  public static let fields = [
    Field("case", Phrase("案件", "Case"), .text(max: 20)), Field("node", Phrase("节点", "Node"), .text(max: 20)),
    Field("level", Phrase("级别", "Level"), .number(1...9)),
  ]
  public let caseID: ID<CaseFile>
  let node: ID<ProcessNode>
  let level: Int
  public init(_ input: inout Input) {
    caseID = input.id("case")
    node = input.id("node")
    level = input.number("level", in: 1...9) ?? 1
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {}
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard let open = file.process.open[node], open.warnings < level, open.pausedAt == nil else { return [] }
    let overdue = open.due.map { $0 < situation.now } ?? false
    return [
      situation.append(.caseFile(caseID), [NodeWarned(node: node, key: open.key, level: level, overdue: overdue)])
    ]
  }
}
