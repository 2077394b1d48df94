import Basics
import Casework
import Enforcement
import EnforcementLaw
import Storage
import TestSupport
import Testing

/// Whatever people attempt, units answer and days do.
struct RandomCommandTests {
  @Test func everyCaseKeepsAHandlerAndALiveClockOrIsClosedAndARefusalChangesNothing() async throws {
    var done: [String: Int] = [:]
    // The walks go on until they came far enough to mean something.
    let wanted = [
      "papers.sign", "seizure.draftRuling", "seizure.draftRelease", "disposal.draftTransferRuling", "funds.proposePayout",
    ]
    for seed in UInt64(1)...30 where seed <= 15 || wanted.contains(where: { done[$0] == nil }) {
      var random = try await RandomCourt(seed: seed)
      random.wanted = Set(wanted.filter { done[$0] == nil })
      for _ in 0..<200 {
        let before = try await random.court.events().last?.position ?? 0
        let verdict = try await random.step()
        if let verdict, verdict.code != nil {
          let after = try await random.court.events().last?.position ?? 0
          #expect(after == before, "a refusal wrote events: \(random.place)")
        }
        try await random.court.settle()
        try await checkCases(random)
      }
      try await checkReplay(random)
      done.merge(random.done) { $0 + $1 }
      // What is to be let go of is drafted by the machine as a rule.
      let released = try await random.court.events().count { $0.event is ReleaseDrafted }
      if released > 0 { done["seizure.draftRelease", default: 0] += released }
    }
    for name in wanted {
      #expect(done[name, default: 0] > 0, "\(name) was never carried out: \(done.sorted { $0.key < $1.key })")
    }
  }

  private func checkCases(_ random: RandomCourt) async throws {
    for id in try await random.cases() {
      let situation = try await random.court.look(at: id)
      let file = situation.caseFile(id)
      let at: Comment = "case \(id), \(random.place)"
      for node in file.process.open.values {
        guard let due = node.due, due < situation.now, !node.warnAt.isEmpty, node.pausedAt == nil else { continue }
        #expect(node.warnings > 0, "\(node.key) ran out at \(due) and nobody was warned: \(at)")
      }
      if file.isOpen {
        let handler = try #require(file.triage.handler, at)
        #expect(situation.organisation.staff[handler] != nil, at)
        #expect(file.process.nearest != nil, at)
        if file.seizure.excess > .zero { #expect(file.process.isOpen("checkOverLimit"), at) }
        if file.closing.performedOn != nil && !file.seizure.live.isEmpty { #expect(file.process.isOpen("releaseMeasure"), at) }
      } else if file.isFiled {
        // What is still held over a closed case keeps its clock: the end of each measure's term.
        for measure in file.seizure.live where measure.status == .effective && measure.pending == nil {
          #expect(measure.until >= situation.today, "measure \(measure.id) stands past its last day: \(at)")
        }
      }
    }
    try await checkRequests(random)
  }

  /// A request to a unit is answered, given up, within its time, or reminded of.
  private func checkRequests(_ random: RandomCourt) async throws {
    var states: [StreamID: PartnerRequest] = [:]
    for recorded in try await random.court.events() where recorded.meta.stream.kind == .partnerRequest {
      var state: any StreamState = states[recorded.meta.stream] ?? PartnerRequest()
      recorded.event.fold(into: &state, recorded.meta)
      states[recorded.meta.stream] = state as? PartnerRequest
    }
    let now = random.court.clock.now
    for (stream, state) in states {
      guard let asked = state.requested, !state.isSettled, !state.deadlineMissed else { continue }
      #expect(asked.deadline >= now, "\(stream) ran out at \(asked.deadline) and nobody noticed: \(random.place)")
    }
  }

  /// Reading the log again gives what the desk holds in memory.
  private func checkReplay(_ random: RandomCourt) async throws {
    let codec = EventCodec()
    var replayed: [StreamID: any StreamState] = [:]
    for recorded in try await random.court.events() {
      let stored = try codec.decode(type(of: recorded.event).name, codec.encode(recorded.event), position: recorded.position)
      var state = replayed[recorded.meta.stream] ?? Situation.empty(recorded.meta.stream.kind)
      stored.fold(into: &state, recorded.meta)
      replayed[recorded.meta.stream] = state
    }
    for id in try await random.cases() {
      let live = try await random.court.look(at: id).streams
      for (stream, loaded) in live where loaded.version > 0 {
        let again = try #require(replayed[stream], "\(stream)")
        #expect(canonical(again) == canonical(loaded.state), "seed \(random.seed): \(stream) differs after replay")
      }
    }
  }
}

/// A state as text that does not depend on the order in which sets and dictionaries happen to stand.
func canonical(_ value: Any) -> String {
  let mirror = Mirror(reflecting: value)
  let parts = mirror.children.map { (label: $0.label.map { "\($0):" } ?? "", text: canonical($0.value)) }
  switch mirror.displayStyle {
  case .set, .dictionary: return "{" + parts.map(\.text).sorted().joined(separator: ",") + "}"
  case .collection: return "[" + parts.map(\.text).joined(separator: ",") + "]"
  default:
    if parts.isEmpty { return "\(value)" }
    let kind = mirror.displayStyle == .enum ? "." : ""
    return kind + "(" + parts.map { $0.label + $0.text }.joined(separator: ",") + ")"
  }
}
