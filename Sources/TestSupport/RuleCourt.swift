import Basics
import Casework
import Enforcement
import Foundation
import Logging
import Settings
import Synchronization
import Workers

/// A court in memory for tests of rules: the real desk, worker and configuration; a clock that the test sets; and units that do
/// nothing by themselves.
public final class RuleCourt: Sendable {
  /// The court's clock, moved by the test.
  public final class Clock: CourtClock {
    private let moment: Mutex<Instant>
    init(_ start: Instant) { moment = Mutex(start) }
    public var now: Instant { moment.withLock { $0 } }
    /// Time never goes back.
    public func set(_ instant: Instant) { moment.withLock { $0 = max($0, instant) } }
  }
  /// How an attempt ended.
  public enum Verdict: Sendable {
    case done([StreamEvents])
    case refused(Refusal)
    case faults([Input.Fault])

    public var events: [any Event] { if case .done(let parts) = self { parts.flatMap(\.events) } else { [] } }
    /// The refusal's code, or that of the first fault; nil for what was done.
    public var code: String? {
      switch self {
      case .done: nil
      case .refused(let refusal): refusal.code
      case .faults(let faults): faults.first?.code ?? "fault"
      }
    }
  }

  public let clock: Clock
  public let store: MemoryStore
  public let configuration: CourtConfiguration
  public let desk: CaseDesk
  public let units: QuietUnits
  public let workroom: Workroom
  public var court: CourtCode { configuration.court }

  /// `loss` is how many of a hundred sendings do not reach their unit. Without `messages` nobody's telephone rings.
  public init(at start: Instant, loss: Int = 0, seed: UInt64 = 1, messages: (any MessageGateway)? = nil) throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    clock = Clock(start)
    store = MemoryStore()
    configuration = try CourtConfiguration.read(
      config: root.appendingPathComponent("config"), lawData: root.appendingPathComponent("data-law"))
    let ids = IDSource(clock: clock)
    desk = CaseDesk(store: store, hasher: store.keys, clock: clock, ids: ids, books: configuration.books)
    units = QuietUnits(loss: loss, seed: seed)
    var log = Logger(label: "rule-court")
    log.logLevel = .critical
    workroom = Workroom(
      desk: desk, vault: store, partners: units, press: RulePress(ids: ids), messages: messages, court: configuration.court,
      treasury: configuration.treasury, log: log)
  }

  /// A member of staff joins; without a team, the court keeps none.
  public func staff(_ name: String, _ roles: [Role], team: String = "") async throws -> Actor {
    let fields: [String: InputValue] = [
      "name": .text(name), "signIn": .text(name), "roles": .list(roles.map { .text($0.rawValue) }), "team": .text(team),
    ]
    let verdict = try await attempt("organisation.addStaff", fields, by: .machine)
    guard let joined = verdict.events.compactMap({ $0 as? StaffJoined }).first else { throw Failure.notDone(verdict.code ?? "") }
    return Actor(.staff(joined.staff), roles: Set(roles))
  }
  /// A step that must succeed did not, or work begets work without end.
  public enum Failure: Error, Sendable {
    case notDone(String)
    case endless
  }

  public func attempt(_ command: String, _ fields: [String: InputValue], by actor: Actor) async throws -> Verdict {
    do {
      return .done(try await desk.attempt(CommandCall(command, fields), by: actor, court: court).appended)
    } catch CaseDesk.Failure.refused(let refusal) {
      return .refused(refusal)
    } catch CaseDesk.Failure.faults(let faults) {
      return .faults(faults)
    }
  }

  /// Lets the machine do all that is due, and what was put back for the next few minutes.
  public func settle() async throws {
    let horizon = clock.now.adding(seconds: 600)
    for _ in 0..<500 {
      _ = try await workroom.runUntilIdle()
      guard let next = try await store.nextDue(workroom.kinds), next <= horizon else { return }
      clock.set(max(next, clock.now.adding(seconds: 1)))
      if clock.now > horizon { return }
    }
    throw Failure.endless
  }
  /// Goes forward moment by moment: timers in order.
  public func advance(to instant: Instant) async throws {
    for _ in 0..<20_000 {
      try await settle()
      guard let next = try await store.nextDue(workroom.kinds), next < instant else {
        clock.set(instant)
        return try await settle()
      }
      clock.set(next)
    }
    throw Failure.endless
  }

  public func look(at id: ID<CaseFile>, by actor: Actor = .machine) async throws -> Situation {
    try await desk.look(at: id, actor: actor, court: court)
  }
  /// The log after a position.
  public func events(after position: Int64 = 0) async throws -> [RecordedEvent] {
    var all: [RecordedEvent] = []
    while true {
      let page = try await store.read(after: all.last?.position ?? position, limit: 1_000)
      if page.isEmpty { return all }
      all += page
    }
  }
}

/// Units that take requests and stay silent; some sendings are lost and tried again.
public actor QuietUnits: PartnerGateway {
  public private(set) var sent: [OutgoingRequest] = []
  private let loss: Int
  private var dice: SeededDice
  init(loss: Int, seed: UInt64) {
    self.loss = loss
    dice = SeededDice(seed)
  }
  struct Lost: Error {}
  public func send(_ request: OutgoingRequest) async throws {
    if dice.roll(100) < loss { throw Lost() }
    sent.append(request)
  }
}

/// Seals without drawing.
public struct RulePress: PaperPress {
  private let ids: IDSource
  public init(ids: IDSource) { self.ids = ids }
  public func seal(_ paper: ID<Paper>, of caseID: ID<CaseFile>) async throws -> [String: InputValue] {
    [
      "sha256": .text(ContentDigest.sha256(Array("\(paper)".utf8))), "code": "\(paper)", "pages": "1",
      "fileID": "\(ids.next(VaultContent.self))", "fileDigest": "00",
    ]
  }
}

/// A die that falls alike for the same seed.
public struct SeededDice: Sendable {
  private var state: UInt64
  public init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 0x1234_5678_9ABC_DEF1 }
  /// 0 ..< `sides`.
  public mutating func roll(_ sides: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(max(1, sides)))
  }
  public mutating func chance(_ percent: Int) -> Bool { roll(100) < percent }
  public mutating func pick<Element>(_ list: [Element]) -> Element? { list.isEmpty ? nil : list[roll(list.count)] }
  /// Whole fen, from `low` to `high`.
  public mutating func money(_ low: Int64, _ high: Int64) -> Money {
    Money(fen: low + Int64(roll(Int(clamping: max(1, high - low + 1)))))
  }
}
