import Basics
import Casework
import Enforcement
import Logging
import Wording

/// Takes due work and does it: follow-up commands, timers, requests to units, sealing, messages. A background service calls
/// ``runDue()`` again and again; a simulation calls it until nothing is left at this moment.
public struct Workroom: Sendable {
  /// How many items of work were done, put off to a later try, or refused by the rules.
  public struct Outcome: Sendable, Equatable {
    public var done = 0
    public var postponed = 0
    /// Machine commands that the rules refused: the moment had passed, or nothing was left to do.
    public var refused = 0

    mutating func add(_ other: Outcome) {
      done += other.done
      postponed += other.postponed
      refused += other.refused
    }
  }
  let desk: CaseDesk
  let vault: any Vault
  let partners: any PartnerGateway
  let press: any PaperPress
  let messages: (any MessageGateway)?
  let court: CourtCode
  let treasury: Treasury
  /// Units are asked side by side. A story has them one after another, so that it is the same twice.
  private let sendsApart: Bool
  /// Where the phones of a mass payout's payees are; nil where no such payouts are made.
  private let payees: (any PayeeBook)?
  private let failures = Failures()
  let log: Logger

  /// `messages` is nil where no SMS gateway is configured: messages then wait in the queue, visibly.
  public init(
    desk: CaseDesk, vault: any Vault, partners: any PartnerGateway, press: any PaperPress, messages: (any MessageGateway)?,
    court: CourtCode, treasury: Treasury, sendsApart: Bool = false, payees: (any PayeeBook)? = nil,
    log: Logger = Logger(label: "zhixing.work")
  ) {
    self.desk = desk
    self.vault = vault
    self.partners = partners
    self.press = press
    self.messages = messages
    self.court = court
    self.treasury = treasury
    self.sendsApart = sendsApart
    self.payees = payees
    self.log = log
  }

  /// Kinds of work this room can do now.
  public var kinds: Set<WorkItem.Kind> {
    messages == nil ? [.command, .timer, .send, .seal] : [.command, .timer, .send, .seal, .message]
  }

  /// Does what is due, up to `limit` urgent and `pacedLimit` paced items.
  public func runDue(limit: Int = 256, pacedLimit: Int = 256, only: Set<WorkItem.Kind>? = nil) async throws -> Outcome {
    var outcome = Outcome()
    let now = desk.clock.now
    let kinds = only.map(kinds.intersection) ?? kinds
    var items = try await desk.store.takeDue(kinds, paced: false, now: now, limit: limit, leaseSeconds: Workroom.leaseSeconds)
    if pacedLimit > 0 {
      items += try await desk.store.takeDue(kinds, paced: true, now: now, limit: pacedLimit, leaseSeconds: Workroom.leaseSeconds)
    }
    if sendsApart {
      let sends = items.filter { $0.kind == .send }
      items.removeAll { $0.kind == .send }
      outcome.add(try await sendApart(sends))
    }
    for item in items { try await settle(item, &outcome) }
    return outcome
  }

  private func settle(_ item: WorkItem, _ outcome: inout Outcome) async throws {
    switch await attempt(item) {
    case .done: outcome.done += 1
    case .refused: outcome.refused += 1
    case .later(let seconds, let error):
      outcome.postponed += 1
      try await desk.store.postpone(item.id, until: desk.clock.now.adding(seconds: seconds), error: error)
    }
  }

  /// Requests of one unit one after another, units side by side.
  private func sendApart(_ items: [WorkItem]) async throws -> Outcome {
    var byUnit: [String: [WorkItem]] = [:]
    for item in items {
      let request: PartnerRequest? =
        if let id = ID<PartnerRequest>(item.payload) { try await state(.partnerRequest(id)) } else { nil }
      byUnit[request?.requested?.unit ?? "", default: []].append(item)
    }
    return try await withThrowingTaskGroup(of: Outcome.self) { group in
      for items in byUnit.values {
        group.addTask {
          var outcome = Outcome()
          let began = ContinuousClock.now
          for item in items {
            // What a slow unit leaves no time for is put back before its lease ends.
            if ContinuousClock.now - began > Workroom.sendingMax {
              outcome.postponed += 1
              try await desk.store.postpone(item.id, until: desk.clock.now.adding(seconds: 1), error: "its unit is slow")
            } else {
              try await settle(item, &outcome)
            }
          }
          return outcome
        }
      }
      var all = Outcome()
      for try await outcome in group { all.add(outcome) }
      return all
    }
  }

  /// Runs until nothing is due at this moment; at most `rounds` batches.
  public func runUntilIdle(rounds: Int = 10_000) async throws -> Outcome {
    var total = Outcome()
    for _ in 0..<rounds {
      let outcome = try await runDue()
      total.add(outcome)
      if outcome.done + outcome.refused == 0 { break }
    }
    return total
  }

  /// How long a taken item stays ours.
  static let leaseSeconds: Int64 = 120
  /// How long one unit's requests of a batch may take; well inside the lease.
  private static let sendingMax = Duration.seconds(60)

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
      return .later(seconds: failures.failed(item.id, now: desk.clock.now), error: "\(error)")
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
    let notice = requested.ruling.flatMap { ruling in requested.measure.flatMap { file.papers.notice(of: $0, under: ruling) } }
    // An act that rests on a ruling goes out with ruling and notice (R4.2): without a seal there is no paper.
    if requested.ruling != nil, ruling?.sealed == nil || notice?.sealed == nil {
      // A seal pressed by hand takes its time; the machine's own is a matter of moments.
      let isByHand = ruling?.life.sealsByHand == true || notice?.life.sealsByHand == true
      return .later(seconds: isByHand ? 60 : 1, error: "ruling and notice are not sealed yet")
    }
    if let until = failures.closed(requested.unit, now: desk.clock.now) {
      let seconds = max(1, until.milliseconds(since: desk.clock.now) / 1000)
      return .later(seconds: seconds, error: "\(requested.unit) does not answer; it is tried again at \(until)")
    }
    var other: CaseFile?
    if let id = requested.otherCase { other = try await state(.caseFile(id)) }
    do {
      try await partners.send(
        OutgoingRequest(
          id: id, requested: requested, court: court, caseNumber: file.number, otherCaseNumber: other?.number,
          rulingNumber: ruling.map { file.papers.number($0.id, of: file.number) } ?? "",
          noticeDigest: notice?.sealed?.sha256 ?? "", subAccount: file.payingSubAccount(of: requested, account),
          contents: requested.vault.compactMap { contents[$0] }, treasury: treasury))
    } catch {
      return .later(seconds: failures.failed(item.id, unit: requested.unit, now: desk.clock.now), error: "\(error)")
    }
    failures.succeeded(item.id, unit: requested.unit)
    try await desk.store.finish(item.id)
    return .done
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
    if let row = try? JSONText.decode(PayeeNotice.Row.self, item.payload) { return try await tell(row, item, messages) }
    let fields = try JSONText.decode([String: String].self, item.payload)
    guard let id = ID<VaultContent>(fields["vault"] ?? ""), let version = Int(fields["version"] ?? "") else {
      try await desk.store.finish(item.id)
      return .refused
    }
    let ref = VaultRef(id: id, version: version, digest: fields["digest"] ?? "")
    let before = Int(fields["before"] ?? "") ?? 0
    let told = before > 0 ? try await phones(ofFirst: before, in: fields["case"] ?? "") : []
    let receivers = try await vault.open([ref])[ref].map(Workroom.phones) ?? []
    for (place, phone) in receivers.enumerated() where !told.contains(phone) && !failures.isDone(item.id, phone) {
      try await messages.deliver(text: fields["text"] ?? "", to: phone, id: place == 0 ? item.id : "\(item.id):agent")
      failures.done(item.id, phone)
    }
    try await desk.store.finish(item.id)
    failures.succeeded(item.id)
    return .done
  }

  /// Telephones that the first applicants of a case and their agents were told at.
  private func phones(ofFirst count: Int, in caseID: String) async throws -> Set<String> {
    guard let id = ID<CaseFile>(caseID) else { return [] }
    let file: CaseFile = try await state(.caseFile(id))
    let earlier = file.applicants.prefix(count).map(\.vault)
    return Set(try await vault.open(earlier).values.flatMap(Workroom.phones))
  }
  /// A party's own telephone, and that of whoever acts for it; each once.
  private static func phones(_ party: VaultContent) -> [String] {
    let own = party.fields["phone"] ?? ""
    let agent = party.fields["agentPhone"] ?? ""
    return (agent == own ? [own] : [own, agent]).filter { !$0.isEmpty }
  }

  /// A payee of a mass payout, whose phone stands in the batch's list.
  private func tell(_ row: PayeeNotice.Row, _ item: WorkItem, _ messages: any MessageGateway) async throws -> Attempt {
    guard let payees else { return .later(seconds: 300, error: "the lists of mass payouts are not at hand") }
    if let batch = ID<PayoutBatch>(row.batch), let notice = try await payees.notice(batch, line: row.line) {
      try await messages.deliver(text: notice.text, to: notice.phone, id: item.id)
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

extension Papers {
  /// The number of a paper: `(2024)浙1099执12号之二`.
  fileprivate func number(_ id: ID<Paper>, of caseNumber: String) -> String {
    guard let ordinal = ordinal(id), ordinal > 0 else { return caseNumber }
    return caseNumber + "之" + ChineseNumeral.counting(ordinal)
  }
}
