import Basics
import Casework
import Enforcement
import Synchronization

/// A clock that a story sets.
public final class ScenarioClock: CourtClock {
  private let moment: Mutex<Instant>
  public init(_ start: Instant) { moment = Mutex(start) }
  public var now: Instant { moment.withLock { $0 } }
  /// Time never goes back.
  public func set(_ instant: Instant) { moment.withLock { $0 = max($0, instant) } }
}

/// A text message as it left.
public struct ScenarioMessage: Sendable, Hashable {
  public let at: Instant
  public let phone: String
  public let text: String
}

/// Keeps text messages instead of sending them.
public final class ScenarioMessages: MessageGateway {
  private let clock: ScenarioClock
  private let kept = Mutex<[ScenarioMessage]>([])
  init(clock: ScenarioClock) { self.clock = clock }
  public var all: [ScenarioMessage] { kept.withLock { $0 } }
  public func deliver(text: String, to phone: String, id: String) async throws {
    kept.withLock { $0.append(ScenarioMessage(at: clock.now, phone: phone, text: text)) }
  }
}

/// What went wrong in a story, in words.
public struct ScenarioFailure: Error, CustomStringConvertible {
  public let description: String
  public init(_ description: String) { self.description = description }
}

/// A member of staff, who attempts commands.
public struct ScenarioPerson: Sendable {
  let scenario: Scenario
  public let name: String
  public let actor: Actor

  /// Attempts a command in the case that the story is about, then lets the machine do what is due at this moment.
  @discardableResult public func does(_ command: String, _ fields: [String: InputValue] = [:]) async throws -> [StreamEvents] {
    let appended = try await scenario.attempt(command, fields, by: self)
    try await scenario.settle()
    return appended
  }

  /// Signs the first draft of this kind.
  public func signs(_ kind: PaperKind) async throws {
    let file = try await scenario.file
    guard let paper = file.papers.unsigned.first(where: { $0.kind == kind }) else {
      throw ScenarioFailure("\(name): no draft of \(kind.title.zh) waits for signature")
    }
    try await does("papers.sign", ["paper": "\(paper.id)"])
  }

  /// Serves every sealed paper of this kind in person on those who have not received it.
  public func serves(_ kind: PaperKind, on receivers: [CaseParty]) async throws {
    let day = scenario.clock.now.day
    for receiver in receivers {
      let papers = try await scenario.file.papers
      for paper in papers.order.compactMap({ papers.all[$0] }) where paper.kind == kind && paper.sealed != nil {
        let addressed = paper.about.isEmpty || paper.about.contains("\(receiver.person)")
        guard addressed, !paper.served.contains(where: { $0.to == "\(receiver.person)" }) else { continue }
        try await does(
          "papers.recordService", ["paper": "\(paper.id)", "to": "\(receiver.person)", "way": "direct", "on": "\(day)"])
      }
    }
  }

  /// Attempts what must be refused; gives the refusal's code, or nil when the command was accepted.
  public func refusal(_ command: String, _ fields: [String: InputValue] = [:]) async throws -> String? {
    do {
      try await scenario.attempt(command, fields, by: self)
      return nil
    } catch CaseDesk.Failure.refused(let refusal) {
      await scenario.note("\(name)提出“\(commandCatalogue[command]?.title.zh ?? command)”，系统拒绝：\(refusal.message.zh)。")
      return refusal.code
    }
  }
}
