import Basics
import Casework
import Enforcement
import Storage

/// What became of a simulated court.
public struct SimulationOutcome: Sendable {
  /// A sentence for each case, in the order of filing.
  public let cases: [Phrase]
  /// Counts and sums over all cases.
  public let summary: [Phrase]
  /// The log as text: one line an event, with ids, times, actors and payloads.
  public let events: [String]
  /// SHA-256 of the lines of ``events``: the same seed, docket and key give the same.
  public var digest: String { ContentDigest.sha256(Array(events.joined(separator: "\n").utf8)) }
}

extension Simulation {
  /// The list of events as text, and what it adds up to: the same seed gives the same.
  public func outcome() async throws -> SimulationOutcome {
    let codec = EventCodec()
    let log = try await court.events()
    let lines = try log.map { recorded in
      let meta = recorded.meta
      let payload = String(decoding: try codec.encode(recorded.event), as: UTF8.self)
      return "\(recorded.position) \(meta.stream) \(meta.version) \(meta.at.milliseconds) \(meta.actor) \(meta.causation) "
        + "\(type(of: recorded.event).name) \(payload)"
    }
    var sentences: [Phrase] = []
    var totals = Totals()
    for id in cases {
      let situation = try await court.desk.look(at: id, actor: .machine, court: court.configuration.court)
      let (file, account) = (situation.caseFile(id), situation.account(id))
      totals.add(file, account)
      sentences.append(sentence(file, account))
    }
    return SimulationOutcome(cases: sentences, summary: totals.sentences + troubles(log.count), events: lines)
  }

  private func sentence(_ file: CaseFile, _ account: CaseAccount) -> Phrase {
    let money = Phrase(
      "申请 \(file.filing.claimed.grouped)，到账 \(account.received.grouped)，发放 \(account.paidOut.grouped)",
      "claimed \(file.filing.claimed.grouped), in \(account.received.grouped), out \(account.paidOut.grouped)")
    return Phrase("\(file.number)　", "\(file.number)  ") + standing(file) + Phrase("；", "; ") + money + Phrase("；", "; ")
      + nextClock(file)
  }

  private func standing(_ file: CaseFile) -> Phrase {
    if let closed = file.closing.closed {
      let resumed = file.closing.resumedBy == nil ? Phrase("", "") : Phrase("，已恢复执行", ", resumed")
      return closed.way.name + Phrase(" \(closed.on)", " \(closed.on)") + resumed
    }
    if let performed = file.closing.performedOn { return Phrase("\(performed) 已履行，待结案", "performed \(performed), to be closed") }
    let held = file.seizure.live.filter { $0.status == .effective }
    let things = held.filter { $0.kind == .realEstate || $0.kind == .vehicle }.count
    let restricted = file.sanctions.liveRestrictions.count
    return Phrase(
      "在办（控制 \(held.count) 项，其中不动产、车辆 \(things) 项；限制消费 \(restricted) 人）",
      "open (\(held.count) measures, \(things) on real estate or vehicles; \(restricted) debtors restricted)")
  }

  private func nextClock(_ file: CaseFile) -> Phrase {
    guard let node = file.process.nearest, let due = node.due else { return Phrase("没有期限", "no clock") }
    let name = court.configuration.books.process.nodes[node.key]?.name ?? Phrase(node.key, node.key)
    let overdue = due < court.clock.now ? Phrase("（已超期）", " (overdue)") : Phrase("", "")
    return Phrase("下一期限：\(name.zh) \(due.minuteText)", "next: \(name.en) \(due.minuteText)") + overdue
  }

  private func troubles(_ events: Int) -> [Phrase] {
    let refused = refusals.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    var lines = [Phrase("事件 \(events) 条", "\(events) events")]
    for (what, count) in refused { lines.append(Phrase("被规则拒绝 \(count) 次：\(what)", "refused \(count) times: \(what)")) }
    if !court.rejected.isEmpty {
      lines.append(
        Phrase(
          "未采纳的反馈 \(court.rejected.count) 条：\(court.rejected.prefix(5).joined(separator: "，"))",
          "answers not taken: \(court.rejected.count)"))
    }
    return lines
  }
}

/// Sums over the cases.
private struct Totals {
  private var open = 0
  private var performed = 0
  private var ways: [ClosingWay: Int] = [:]
  private var claimed = Money.zero
  private var received = Money.zero
  private var paid = Money.zero

  mutating func add(_ file: CaseFile, _ account: CaseAccount) {
    if let closed = file.closing.closed {
      ways[closed.way, default: 0] += 1
    } else if file.closing.performedOn != nil {
      performed += 1
    } else {
      open += 1
    }
    // A resumed case carries the claim of the round before it.
    if file.filing.type == .first { claimed += file.filing.claimed }
    received += account.received
    paid += account.paidOut
  }

  var sentences: [Phrase] {
    let closed = ClosingWay.allCases.compactMap { way in
      ways[way].map { Phrase("\(way.name.zh) \($0) 件", "\(way.name.en): \($0)") }
    }
    let standing = closed + [Phrase("已履行待结案 \(performed) 件", "performed: \(performed)"), Phrase("在办 \(open) 件", "open: \(open)")]
    return [
      Phrase(standing.map(\.zh).joined(separator: "，"), standing.map(\.en).joined(separator: ", ")),
      Phrase(
        "申请 \(claimed.grouped) 元，到账 \(received.grouped) 元，发放 \(paid.grouped) 元",
        "claimed \(claimed.grouped), in \(received.grouped), paid out \(paid.grouped) yuan"),
    ]
  }
}
