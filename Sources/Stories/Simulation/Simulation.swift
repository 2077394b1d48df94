import Basics
import Casework
import City
import Enforcement
import Import

/// A court that works by itself for some days: the docket comes in, people do the duties they have, units answer with their faults, and
/// debtors behave as the seed has it. The same seed, docket and days give the same list of events.
public struct Simulation: Sendable {
  /// From which day, how long, and with what luck the court lives.
  public struct Plan: Sendable {
    let from: Day
    let days: Int
    let seed: UInt64
    let clean: Bool
    /// Longest simulation, in days.
    public static let daysMax = 3_660
    /// `days` is held to 1…3,660; `clean` units answer at once and without faults.
    public init(from: Day, days: Int, seed: UInt64, clean: Bool) {
      self.from = from
      self.days = min(max(days, 1), Plan.daysMax)
      self.seed = seed
      self.clean = clean
    }
    /// The city in which the docket's debtors live.
    public func city(_ people: CityFile, with docket: [DocketCase]) -> CityFile {
      DocketCity.file(people, with: docket, seed: seed)
    }
    public var start: Instant { Instant(from, hour: 8) }
    var last: Day { from + (days - 1) }
  }

  /// When the court's people look through their cases on a working day.
  private static let hours: [(hour: Int, minute: Int)] = [(9, 10), (14, 40)]
  /// Most acts in one case at one time.
  private static let actsMax = 40
  /// A debtor pays at most so often, and at most once in so many days.
  private static let paymentsMax = 6
  private static let paymentEveryDays = 3
  /// Days after its deadline for which a unit's answer is waited for.
  private static let patienceDays = 5

  let court: Scenario
  let plan: Plan
  private var policy = OfficePolicy(people: OfficePeople(all: []))
  private(set) var cases: [ID<CaseFile>] = []
  private(set) var refusals: [String: Int] = [:]
  private var refused: [ID<CaseFile>: Set<String>] = [:]
  private var seen: [ID<CaseFile>: Visit] = [:]
  private var paid: [ID<CaseFile>: [Day]] = [:]
  private var late: [ID<CaseFile>: [ID<PartnerRequest>]] = [:]

  private struct Visit: Equatable {
    let day: Day
    let file: Int
    let account: Int
  }

  public init(_ court: Scenario, _ plan: Plan) {
    self.court = court
    self.plan = plan
  }

  /// Lives the days; `progress` is told how many are over.
  public mutating func run(_ docket: [DocketCase], progress: @Sendable (_ day: Int, _ of: Int) async -> Void) async throws {
    try await court.usualStaff()
    policy = OfficePolicy(people: OfficePeople(all: court.everybody))
    try await court.city.set(DocketCity.faults(clean: plan.clean))
    var waiting = docket
    for number in 0..<plan.days {
      let day = plan.from + number
      if court.configuration.books.law.calendar.isWorking(day) {
        try await court.advance(to: Instant(day, hour: 8, minute: 30))
        let arrived = waiting.filter { ($0.receivedOn ?? plan.from) <= day }
        waiting.removeAll { ($0.receivedOn ?? plan.from) <= day }
        try await file(arrived)
        try await work(day)
      }
      try await court.advance(to: Instant(day, hour: 23, minute: 59))
      await progress(number + 1, plan.days)
    }
  }

  private mutating func file(_ arrived: [DocketCase]) async throws {
    guard !arrived.isEmpty else { return }
    _ = try await DocketFiling(desk: court.desk, court: court.configuration.court).file(arrived, by: .machine) { _, _ in }
    try await court.settle()
    try await learnCases()
  }

  /// Cases that were filed since the last look, in the log's order.
  private mutating func learnCases() async throws {
    for recorded in try await court.events(after: &position) {
      if let received = recorded.event as? ApplicationReceived { cases.append(received.caseID) }
    }
  }
  private var position: Int64 = 0

  private mutating func work(_ day: Day) async throws {
    refused = [:]
    for (index, time) in Simulation.hours.enumerated() {
      try await court.advance(to: Instant(day, hour: time.hour, minute: time.minute))
      try await learnCases()
      late = try await givenUpOn(day)
      for id in cases {
        if index == 1 { try await pay(id, day) }
        try await visit(id, day)
      }
      try await court.settle()
    }
  }

  /// Requests that nobody waits for any longer; a query's round went on without it, and a payment is never given up.
  private func givenUpOn(_ day: Day) async throws -> [ID<CaseFile>: [ID<PartnerRequest>]] {
    let rows = try await court.reads.requests(court: court.configuration.court, status: "late", limit: 10_000)
    let hopeless = rows.filter { $0.action != .query && $0.action != .pay && $0.deadline.day + Simulation.patienceDays < day }
    return Dictionary(grouping: hopeless) { $0.caseID }.mapValues { $0.map(\.id).sorted() }
  }

  private func view(_ id: ID<CaseFile>) async throws -> (view: CaseView, visit: Visit) {
    let situation = try await court.desk.look(at: id, actor: .machine, court: court.configuration.court)
    let file = situation.caseFile(id)
    let natures = Dictionary(
      file.debtors.enumerated().map { ($1.person, DebtorNature(seed: plan.seed, of: "\(file.number)/\($0)")) }
    ) { first, _ in first }
    let view = CaseView(
      id: id, file: file, account: situation.account(id), law: situation.law, today: situation.today, late: late[id] ?? [],
      natures: natures)
    return (
      view, Visit(day: situation.today, file: situation.version(.caseFile(id)), account: situation.version(.caseAccount(id)))
    )
  }

  /// Does what is to be done in a case now, duty by duty, until nothing is left that the rules allow.
  private mutating func visit(_ id: ID<CaseFile>, _ day: Day) async throws {
    for _ in 0..<Simulation.actsMax {
      let (view, now) = try await view(id)
      guard seen[id] != now else { return }
      let open = policy.duties(view).first { duty in
        !(refused[id]?.contains(Simulation.key(duty)) ?? false)
      }
      guard let duty = open else {
        seen[id] = now
        return
      }
      try await carryOut(duty, id)
    }
  }

  private static func key(_ duty: OfficeDuty) -> String {
    duty.command + "/" + (duty.fields["paper"].map { "\($0)" } ?? "") + (duty.fields["to"].map { "\($0)" } ?? "")
      + (duty.fields["debtor"].map { "\($0)" } ?? "") + (duty.fields["request"].map { "\($0)" } ?? "")
  }

  /// A command that is not offered now is left for another day; one that is refused is counted.
  private mutating func carryOut(_ duty: OfficeDuty, _ id: ID<CaseFile>) async throws {
    refused[id, default: []].insert(Simulation.key(duty))
    let situation = try await court.desk.look(at: id, actor: duty.who.actor, court: court.configuration.court)
    if let type = commandCatalogue[duty.command] as? any CaseCommand.Type,
      (try? type.allowed(in: situation, situation.caseFile(id))) == nil
    {
      return
    }
    court.look(at: id)
    if duty.command == "funds.proposePayout" { try await court.statesAccounts() }
    do {
      let appended = try await court.attempt(duty.command, duty.fields, by: duty.who)
      if appended.contains(where: { !$0.events.isEmpty }) { refused[id]?.remove(Simulation.key(duty)) }
    } catch CaseDesk.Failure.refused(let refusal) {
      refusals["\(duty.command): \(refusal.code)", default: 0] += 1
    }
  }

  // MARK: Debtors

  private mutating func pay(_ id: ID<CaseFile>, _ day: Day) async throws {
    let (view, _) = try await view(id)
    guard let (debtor, sum) = payment(view), sum > .zero else { return }
    paid[id, default: []].append(day)
    court.look(at: id)
    let names = try await court.reads.names([debtor])
    try await court.pays(sum, payer: names[debtor] ?? "被执行人")
  }

  private func payment(_ view: CaseView) -> (ID<Person>, Money)? {
    let file = view.file
    guard file.isOpen, file.closing.performedOn == nil, !view.account.subAccount.isEmpty else { return nil }
    guard !file.disposal.transfers.values.contains(where: { $0.status == .requested }) else { return nil }
    let earlier = paid[view.id] ?? []
    if earlier.count >= Simulation.paymentsMax { return nil }
    if let last = earlier.last, view.today - last < Simulation.paymentEveryDays { return nil }
    for debtor in file.debtors.map(\.person) {
      guard let nature = view.nature(debtor) else { continue }
      let moved = nature.pays == .whenNoticed ? view.noticed(debtor) : view.pressedSince(debtor)
      guard nature.pays != .never, let moved, view.today - moved >= nature.hesitates else { continue }
      let open = view.owed.open
      switch nature.pays {
      case .inPart:
        guard earlier.isEmpty else { continue }
        return (debtor, open.divided(by: 3).each)
      case .whenNoticed, .underPressure: return (debtor, open)
      case .never: continue
      }
    }
    return nil
  }
}
