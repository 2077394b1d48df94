import Basics
import Casework
import Enforcement
import Foundation
import Wording

/// The story as a clerk reads it: what happened, when, and who did it.
extension Scenario {
  /// Every event of the log, in order.
  public func events() async throws -> [RecordedEvent] {
    var all: [RecordedEvent] = []
    while true {
      let page = try await store.read(after: all.last?.position ?? 0, limit: 1_000)
      all += page
      if page.count < 1_000 { return all }
    }
  }

  public func transcript(_ title: String) async throws -> String {
    let every = try await events()
    let chosen = notebook.withLock { $0.told }
    let events = chosen.map { cases in every.filter { tells($0, of: cases) } } ?? every
    let speaker = try await speaker(every)
    var lines = lines(events, speaker)
    let notes = notebook.withLock { $0.notes }
    lines += notes.map { Line(at: $0.at, place: $0.after, order: 1, who: "", text: "**\($0.text)**") }
    // The same words to many at one moment are one line.
    var told: [(message: ScenarioMessage, count: Int)] = []
    for message in messages.all {
      if let last = told.last, last.message.at == message.at, last.message.text == message.text {
        told[told.count - 1].count += 1
      } else {
        told.append((message, 1))
      }
    }
    for (message, count) in told {
      let place = events.last { $0.meta.at <= message.at }?.position ?? 0
      lines.append(
        Line(at: message.at, place: place, order: 2, who: count == 1 ? "短信" : "短信 \(count) 条", text: message.text))
    }
    let sorted = lines.enumerated().sorted {
      ($0.element.at, $0.element.place, $0.element.order, $0.offset) < (
        $1.element.at, $1.element.place, $1.element.order, $1.offset
      )
    }
    var text = "# \(title)\n\n这份记录由测试生成：每一行都是真实命令的结果。人物、账号均为虚构。\n"
    var day: Day?
    for (_, line) in sorted {
      if line.at.day != day {
        day = line.at.day
        text += "\n## \(line.at.day.chinese)\n\n| 时间 | 谁 | 事 |\n|---|---|---|\n"
      }
      text += "| \(line.at.clock) | \(line.who) | \(line.text) |\n"
    }
    return text + nodeTable(events, speaker)
  }

  /// Whether an event is about one of these cases, or about no case.
  private func tells(_ recorded: RecordedEvent, of cases: Set<ID<CaseFile>>) -> Bool {
    switch recorded.meta.stream.kind {
    case .caseFile, .caseAccount, .distribution: ID<CaseFile>(recorded.meta.stream.key).map(cases.contains) ?? false
    case .partnerRequest: (recorded.event as? PartnerRequested).map { cases.contains($0.caseID) } ?? false
    case .caseNumbers, .person, .property, .organisation, .courtLedger, .payoutBatch, .bankReceipt, .bankStatement,
      .moneyBulletins, .aidFund, .cluster:
      true
    }
  }

  private struct Line {
    let at: Instant
    let place: Int64
    let order: Int
    let who: String
    let text: String
  }

  private func lines(_ events: [RecordedEvent], _ speaker: Speaker) -> [Line] {
    events.compactMap { recorded in
      switch recorded.meta.stream.kind {
      case .caseFile, .caseAccount, .partnerRequest, .bankReceipt, .distribution, .aidFund, .cluster: break
      case .caseNumbers, .person, .property, .organisation, .courtLedger, .payoutBatch, .bankStatement, .moneyBulletins:
        return nil
      }
      if recorded.event is NodeOpened || recorded.event is NodeClosed || recorded.event is PartnerAnswered { return nil }
      guard let sentence = EventSentence.of(recorded.event, speaker) else { return nil }
      return Line(
        at: recorded.meta.at, place: recorded.position, order: 0, who: who(recorded.meta.actor, speaker), text: sentence.zh)
    }
  }

  private func who(_ actor: Actor.Ref, _ speaker: Speaker) -> String {
    switch actor {
    case .staff(let id): speaker.staff(id)
    case .party(let id): speaker.person(id)
    case .partner(let unit): speaker.unit(unit).zh
    case .machine: "系统"
    }
  }

  private func speaker(_ events: [RecordedEvent]) async throws -> Speaker {
    var refs: [String: VaultRef] = [:]
    for recorded in events {
      switch recorded.event {
      case let event as PersonRecorded: refs[recorded.meta.stream.key] = event.vault
      case let event as PersonUpdated: refs[recorded.meta.stream.key] = event.vault
      case let event as StaffJoined: refs["\(event.staff)"] = event.vault
      default: break
      }
    }
    let opened = try await store.open(Array(refs.values))
    let names = refs.mapValues { opened[$0]?.fields["name"] ?? "" }
    let units = Dictionary(configuration.books.units.map { ($0.key, $0.name) }) { first, _ in first }
    let nodes = configuration.books.process.nodes.mapValues(\.name)
    return Speaker(
      person: { names["\($0)"] ?? "" }, staff: { names["\($0)"] ?? "" }, unit: { units[$0] ?? Phrase($0, $0) },
      node: { nodes[$0] ?? Phrase($0, $0) })
  }

  private func nodeTable(_ events: [RecordedEvent], _ speaker: Speaker) -> String {
    var text = "\n## 流程节点\n\n| 节点 | 开启 | 期限 | 完成 |\n|---|---|---|---|\n"
    var closed: [ID<ProcessNode>: Instant] = [:]
    for recorded in events {
      if let event = recorded.event as? NodeClosed { closed[event.node] = recorded.meta.at }
    }
    for recorded in events {
      guard let event = recorded.event as? NodeOpened else { continue }
      let done = closed[event.node].map(\.minuteText) ?? "—"
      text += "| \(speaker.node(event.key).zh) | \(recorded.meta.at.minuteText) | \(event.due?.minuteText ?? "—") | \(done) |\n"
    }
    return text
  }
}
