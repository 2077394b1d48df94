import Basics
import Casework
import Enforcement
import Logging

/// Takes due work and does it: follow-up commands, timers, requests to units, sealing, messages. A background service calls
/// ``runDue()`` again and again; a simulation calls it until nothing is left at this moment.
public struct Workroom: Sendable {
  public struct Outcome: Sendable, Equatable {
    public var done = 0
    public var postponed = 0
    /// Machine commands that the rules refused: the moment had passed, or nothing was left to do.
    public var refused = 0
  }
  let desk: CaseDesk
  let vault: any Vault
  let partners: any PartnerGateway
  let press: any PaperPress
  let messages: (any MessageGateway)?
  let court: CourtCode
  let log: Logger

  /// `messages` is nil where no SMS gateway is configured: messages then wait in the queue, visibly.
  public init(
    desk: CaseDesk, vault: any Vault, partners: any PartnerGateway, press: any PaperPress, messages: (any MessageGateway)?,
    court: CourtCode, log: Logger = Logger(label: "zhixing.work")
  ) {
    self.desk = desk
    self.vault = vault
    self.partners = partners
    self.press = press
    self.messages = messages
    self.court = court
    self.log = log
  }

  /// Kinds of work this room can do now.
  public var kinds: Set<WorkItem.Kind> {
    messages == nil ? [.command, .timer, .send, .seal] : [.command, .timer, .send, .seal, .message]
  }

  /// Does what is due, up to `limit` urgent and `pacedLimit` paced items.
  public func runDue(limit: Int = 256, pacedLimit: Int = 256) async throws -> Outcome {
    var outcome = Outcome()
    let now = desk.clock.now
    var items = try await desk.store.takeDue(kinds, paced: false, now: now, limit: limit, leaseSeconds: Workroom.leaseSeconds)
    if pacedLimit > 0 {
      items += try await desk.store.takeDue(kinds, paced: true, now: now, limit: pacedLimit, leaseSeconds: Workroom.leaseSeconds)
    }
    for item in items {
      switch await attempt(item) {
      case .done: outcome.done += 1
      case .refused: outcome.refused += 1
      case .later(let seconds, let error):
        outcome.postponed += 1
        try await desk.store.postpone(item.id, until: desk.clock.now.adding(seconds: seconds), error: error)
      }
    }
    return outcome
  }

  /// Runs until nothing is due at this moment; at most `rounds` batches.
  public func runUntilIdle(rounds: Int = 10_000) async throws -> Outcome {
    var total = Outcome()
    for _ in 0..<rounds {
      let outcome = try await runDue()
      total.done += outcome.done
      total.postponed += outcome.postponed
      total.refused += outcome.refused
      if outcome.done + outcome.refused == 0 { break }
    }
    return total
  }

  /// How long a taken item stays ours.
  static let leaseSeconds: Int64 = 120

  private enum Attempt { case done, refused, later(seconds: Int64, error: String) }

  private func attempt(_ item: WorkItem) async -> Attempt {
    do {
      switch item.kind {
      case .command, .timer: return try await command(item)
      case .send: return try await send(item)
      case .seal: return try await seal(item)
      case .message: return try await message(item)
      case .cancel:
        try await desk.store.finish(item.id)
        return .done
      }
    } catch {
      log.warning("\(item.id): \(error)")
      return .later(seconds: 30, error: "\(error)")
    }
  }

  private func command(_ item: WorkItem) async throws -> Attempt {
    let call = try JSONText.decode(CommandCall.self, item.payload)
    do {
      try await desk.attempt(call, by: .machine, court: court, completes: item.id)
      return .done
    } catch CaseDesk.Failure.refused(let refusal) {
      log.debug("\(item.id) \(call.name) refused: \(refusal.code)")
      try await desk.store.finish(item.id)
      return .refused
    } catch CaseDesk.Failure.faults(let faults) {
      log.error("\(item.id) \(call.name): \(faults)")
      try await desk.store.finish(item.id)
      return .refused
    } catch CaseDesk.Failure.conflict {
      return .later(seconds: 1, error: "conflict")
    }
  }

  private func send(_ item: WorkItem) async throws -> Attempt {
    guard let id = ID<PartnerRequest>(item.payload) else {
      try await desk.store.finish(item.id)
      return .refused
    }
    let request: PartnerRequest = try await state(.partnerRequest(id))
    guard let requested = request.requested, !request.isSettled else {
      try await desk.store.finish(item.id)
      return .refused
    }
    let file: CaseFile = try await state(.caseFile(requested.caseID))
    let account: CaseAccount = try await state(.caseAccount(requested.caseID))
    let contents = try await vault.open(requested.vault)
    let ruling = requested.ruling.flatMap { file.papers.all[$0] }
    // An act that rests on a ruling waits for the sealed paper: without a seal there is no paper.
    if requested.ruling != nil, ruling?.sealed == nil { return .later(seconds: 1, error: "the ruling is not sealed yet") }
    var other: CaseFile?
    if let id = requested.otherCase { other = try await state(.caseFile(id)) }
    do {
      try await partners.send(
        OutgoingRequest(
          id: id, requested: requested, court: court, caseNumber: file.number, otherCaseNumber: other?.number,
          rulingNumber: ruling == nil ? "" : file.number, rulingDigest: ruling?.sealed?.sha256 ?? "",
          subAccount: account.subAccount, contents: requested.vault.compactMap { contents[$0] }))
      try await desk.store.finish(item.id)
      return .done
    } catch {
      return .later(seconds: 20, error: "\(error)")
    }
  }

  private func seal(_ item: WorkItem) async throws -> Attempt {
    let parts = item.payload.split(separator: "/").map(String.init)
    guard parts.count == 2, let caseID = ID<CaseFile>(parts[0]), let paper = ID<Paper>(parts[1]) else {
      try await desk.store.finish(item.id)
      return .refused
    }
    var fields = try await press.seal(paper, of: caseID)
    fields["case"] = .text("\(caseID)")
    fields["paper"] = .text("\(paper)")
    try await desk.attempt(CommandCall("papers.seal", fields), by: .machine, court: court, completes: item.id)
    return .done
  }

  private func message(_ item: WorkItem) async throws -> Attempt {
    guard let messages else { return .later(seconds: 300, error: "no SMS gateway is configured") }
    let fields = try JSONText.decode([String: String].self, item.payload)
    guard let id = ID<VaultContent>(fields["vault"] ?? ""), let version = Int(fields["version"] ?? "") else {
      try await desk.store.finish(item.id)
      return .refused
    }
    let ref = VaultRef(id: id, version: version, digest: fields["digest"] ?? "")
    let person = try await vault.open([ref])[ref]
    if let phone = person?.fields["phone"], !phone.isEmpty {
      try await messages.deliver(text: fields["text"] ?? "", to: phone, id: item.id)
    }
    try await desk.store.finish(item.id)
    return .done
  }

  private func state<State: StreamState>(_ stream: StreamID) async throws -> State {
    let events = try await desk.store.load([stream])[stream] ?? []
    var state: any StreamState = State()
    for recorded in events { recorded.event.fold(into: &state, recorded.meta) }
    return state as? State ?? State()
  }
}
