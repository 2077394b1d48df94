import Basics
import Casework
import Enforcement
import TestSupport

/// A court in which people attempt anything, units answer what they like, and days jump.
struct RandomCourt {
  let seed: UInt64
  let court: RuleCourt
  private(set) var people: [Actor] = []
  var dice: SeededDice
  private var units: RandomUnits
  private var told: [(unit: String, request: ID<PartnerRequest>, fields: [String: InputValue])] = []
  private(set) var trail: [String] = []
  /// How often each command was carried out.
  private(set) var done: [String: Int] = [:]
  /// Commands that are taken up wherever they are offered: what walks of chance alone come to too seldom.
  var wanted: Set<String> = []

  init(seed: UInt64) async throws {
    self.seed = seed
    dice = SeededDice(seed)
    units = RandomUnits(seed &+ 77)
    guard let start = Day(2025, 3, 3) else { throw RuleCourt.Failure.endless }
    court = try RuleCourt(at: Instant(start, hour: 9), loss: dice.roll(50), seed: seed)
    let roles = Role.allCases.filter { ![.party, .partner, .machine].contains($0) }
    for role in roles + [.judge, .officer] { people.append(try await court.staff("\(role)\(people.count)", [role])) }
    for number in 0...dice.roll(2) / 2 {
      let interest = dice.pick(["", "6%", "LPR1Y*4"]) ?? ""
      let claims: [(ClaimItem.Kind, Money, String)] = [(.principal, dice.money(100_000, 40_000_000), interest)]
      _ = try await court.fileCase("\(seed)-\(number)", claims: claims, debtors: 1 + dice.roll(2))
    }
  }

  var place: String { "seed \(seed), \(court.clock.now): \(trail.suffix(6))" }

  /// Every case there is.
  func cases() async throws -> [ID<CaseFile>] {
    try await court.events().compactMap { ($0.event as? ApplicationReceived)?.caseID }
  }

  /// One step. Tells the command's verdict where one was attempted.
  mutating func step() async throws -> RuleCourt.Verdict? {
    switch dice.roll(100) {
    case 0..<50: return try await attemptOffered()
    case 50..<55: return try await credit()
    case 55..<82: return try await answer()
    case 82..<90: return try await attemptAnything()
    default:
      let hours = dice.chance(15) ? 24 * dice.roll(300) : dice.roll(80)
      trail.append("\(hours) hours")
      try await court.advance(to: court.clock.now.adding(hours: Int64(hours)))
      return nil
    }
  }

  /// A command that its case offers to the person.
  private mutating func attemptOffered() async throws -> RuleCourt.Verdict? {
    guard let id = dice.pick(try await cases()) else { return nil }
    let file = try await court.look(at: id).caseFile(id)
    if dice.chance(40), let sought = try await attemptWanted(id, file) { return sought }
    // The case's own people act most often.
    var actor = dice.pick(people) ?? .machine
    if dice.chance(50), let own = people.first(where: { $0.staff != nil && $0.staff == file.triage.handler }) { actor = own }
    if dice.chance(25), let judge = dice.pick(people.filter { $0.has(.judge) }) { actor = judge }
    if dice.chance(15), let assistant = people.first(where: { $0.has(.assistant) }) { actor = assistant }
    let situation = try await court.look(at: id, by: actor)
    let offered = commandCatalogue.sorted { $0.key < $1.key }.compactMap { name, type -> (any CaseCommand.Type)? in
      guard let type = type as? any CaseCommand.Type, (try? type.allowed(in: situation, file)) != nil else { return nil }
      return type
    }
    // Withdrawing and reassigning would undo every course of events if they came as often as the rest.
    let likely = offered.filter { !["papers.withdraw", "triage.setLane", "closing.return"].contains($0.name) || dice.chance(10) }
    // What moves property and money comes first.
    let weighty = likely.filter { type in
      ["seizure.", "disposal.", "funds.", "papers.sign", "closing."].contains { type.name.hasPrefix($0) }
    }
    guard let command = dice.pick(!weighty.isEmpty && dice.chance(70) ? weighty : likely) else { return nil }
    return try await attempt(command, situation, file, by: actor)
  }

  /// A wanted command that nobody has carried out yet, by somebody who may.
  private mutating func attemptWanted(_ id: ID<CaseFile>, _ file: CaseFile) async throws -> RuleCourt.Verdict? {
    guard wanted.contains(where: { done[$0] == nil }) else { return nil }
    // A ruling that nobody signs keeps all from coming that follows it; of those with the role one judge may.
    for paper in file.papers.unsigned where [.controlRuling, .transferRuling].contains(paper.kind) {
      for actor in people where actor.has(.judge) {
        trail.append("sign \(paper.kind) by \(actor.ref)")
        let verdict = try await court.attempt("papers.sign", ["case": "\(id)", "paper": "\(paper.id)"], by: actor)
        if case .done = verdict {
          done["papers.sign", default: 0] += 1
          return verdict
        }
      }
    }
    for name in wanted.filter({ done[$0] == nil }).sorted() {
      guard let type = commandCatalogue[name] as? any CaseCommand.Type else { continue }
      for actor in people where !actor.roles.isDisjoint(with: type.roles) {
        let situation = try await court.look(at: id, by: actor)
        if (try? type.allowed(in: situation, file)) != nil { return try await attempt(type, situation, file, by: actor) }
      }
    }
    return nil
  }

  /// Any command by anybody, the machine and units too.
  private mutating func attemptAnything() async throws -> RuleCourt.Verdict? {
    guard let id = dice.pick(try await cases()), let command = dice.pick(commandCatalogue.sorted { $0.key < $1.key })?.value
    else {
      return nil
    }
    let actors = people + [.machine, Actor(.partner("bankA"), roles: [.partner])]
    let actor = dice.pick(actors) ?? .machine
    let situation = try await court.look(at: id, by: actor)
    return try await attempt(command, situation, situation.caseFile(id), by: actor)
  }

  private mutating func attempt(
    _ command: any Command.Type, _ situation: Situation, _ file: CaseFile, by actor: Actor
  ) async throws -> RuleCourt.Verdict {
    let requests = await court.units.sent.map(\.id)
    var input = RandomInput(
      dice: SeededDice(UInt64(dice.roll(1 << 30))), organisation: situation.organisation, requests: requests,
      today: situation.today)
    var fields = input.fields(of: command, file, situation.account(file.id))
    // A ceiling above the claim is refused; most rulings leave it to what is owed.
    if command is DraftControlRuling.Type && dice.chance(80) { fields = fields.filter { ["case", "kinds"].contains($0.key) } }
    trail.append("\(command.name) by \(actor.ref)")
    let verdict = try await court.attempt(command.name, fields, by: actor)
    if case .done(let parts) = verdict, !parts.isEmpty { done[command.name, default: 0] += 1 }
    return verdict
  }

  /// The bank tells of money on a case's sub-account: no person books it.
  private mutating func credit() async throws -> RuleCourt.Verdict? {
    guard let id = dice.pick(try await cases()) else { return nil }
    let fields: [String: InputValue] = [
      "case": "\(id)", "amount": "\(dice.money(1, 9_000_000))", "bankLine": "c\(dice.roll(1_000_000))", "source": "debtor",
    ]
    trail.append("credit \(id)")
    return try await court.attempt("funds.bookReceipt", fields, by: .machine)
  }

  private mutating func answer() async throws -> RuleCourt.Verdict? {
    if dice.chance(20), let again = dice.pick(told) {
      trail.append("again \(again.request)")
      return try await court.tell("partners.recordAnswer", again.request, unit: again.unit, again.fields)
    }
    let sent = await court.units.sent
    let fresh = sent.filter { request in !told.contains { $0.request == request.id } }
    guard let request = dice.pick(fresh.isEmpty || dice.chance(25) ? sent : fresh) else { return nil }
    let fields = units.answer(
      request.requested, court.configuration.books.units, at: court.clock.now, honest: dice.chance(75))
    let unit = request.requested.unit
    told.append((unit, request.id, fields))
    trail.append("\(request.requested.action) \(request.id)")
    if request.requested.action == .freeze && dice.chance(25) {
      var notice: [String: InputValue] = ["notice": "n\(dice.roll(100_000))", "amount": "\(dice.money(1, 9_000_000))"]
      notice["total"] = "\(dice.money(1, 9_000_000))"
      return try await court.tell("partners.recordInflow", request.id, unit: unit, notice)
    }
    let verdict = try await court.tell("partners.recordAnswer", request.id, unit: unit, fields)
    if request.requested.action == .transfer, dice.chance(80), let sum = fields["amount"], case .done = verdict {
      let credit: [String: InputValue] = [
        "case": "\(request.requested.caseID)", "amount": sum, "bankLine": "t\(dice.roll(1_000_000))", "source": "transfer",
      ]
      _ = try await court.attempt("funds.bookReceipt", credit, by: .machine)
    }
    return verdict
  }
}
