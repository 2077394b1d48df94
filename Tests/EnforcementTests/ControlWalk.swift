import Basics
import Casework
import Enforcement
import EnforcementLaw
import TestSupport
import Testing

/// One case, its people and its units, taken through random finds, answers, payments, signatures and days.
struct ControlWalk {
  let seed: UInt64
  let court: RuleCourt
  let caseID: ID<CaseFile>
  let handler: Actor
  let judge: Actor
  let assistant: Actor
  let searcher: Actor
  var units: RandomUnits
  var dice: SeededDice
  /// Answers already given, to be given again.
  private var told: [(command: String, request: ID<PartnerRequest>, unit: String, fields: [String: InputValue])] = []
  private var seen: Int64 = 0
  private(set) var trail: [String] = []

  init(seed: UInt64, debtors: Int? = nil) async throws {
    self.seed = seed
    dice = SeededDice(seed)
    units = RandomUnits(seed &+ 1_000)
    guard let start = Day(2025, 3, 3) else { throw RuleCourt.Failure.endless }
    court = try RuleCourt(at: Instant(start, hour: 9), loss: dice.roll(30), seed: seed)
    handler = try await court.staff("执行员", [.officer])
    judge = try await court.staff("法官", [.judge])
    assistant = try await court.staff("助理", [.assistant])
    searcher = try await court.staff("查控", [.searchOfficer])
    let interest = dice.pick(["", "6%", "LPR1Y*4"]) ?? ""
    let claims: [(ClaimItem.Kind, Money, String)] = [
      (.principal, dice.money(5_000_000, dice.pick([20_000_000, 300_000_000]) ?? 1), interest),
      (.costs, dice.money(5_000, 900_000), ""),
    ]
    let some = 1 + dice.roll(2)
    caseID = try await court.fileCase("\(seed)", claims: claims, debtors: debtors ?? some)
    seen = try await court.events().last?.position ?? 0
  }

  var situation: Situation { get async throws { try await court.look(at: caseID) } }
  func owed(_ situation: Situation) -> StillOwed {
    CaseDebt.stillOwed(situation.caseFile(caseID), situation.account(caseID), on: situation.today, law: situation.law)
  }

  /// One random step, and everything the machine makes of it.
  mutating func step() async throws -> [RecordedEvent] {
    let file = try await situation.caseFile(caseID)
    // Nothing can be controlled before a ruling is signed.
    let face = file.seizure.signedRuling == nil && dice.chance(40) ? 50 + dice.roll(34) : dice.roll(100)
    switch face {
    case 0..<42: try await answerSomething()
    case 42..<50: try await repeatAnswer()
    case 50..<58: try await credit()
    case 58..<68: try await act("seizure.draftRuling", rulingFields(), by: assistant)
    case 68..<84:
      let drafts = file.papers.unsigned.filter { $0.kind != .transferRuling || dice.chance(30) }
      if let paper = dice.pick(drafts) { try await act("papers.sign", ["paper": "\(paper.id)"], by: judge) }
    case 84..<88: try await payIn()
    case 88..<91: try await giveUp()
    case 91..<93: try await act("search.start", [:], by: searcher)
    case 93..<95: try await act("disposal.draftTransferRuling", [:], by: assistant)
    case 95..<96: try await act("seizure.checkExcess", [:], by: searcher)
    default:
      trail.append("days")
      try await court.advance(to: court.clock.now.adding(hours: Int64(1 + dice.roll(dice.chance(20) ? 2_000 : 60))))
    }
    try await court.settle()
    let news = try await court.events(after: seen)
    seen = news.last?.position ?? seen
    return news
  }

  private var grounds: [String: InputValue] { ["reason": "登记有误", "evidence": "判决书"] }
  /// Somebody reads in the instrument for what one of the debtors answers, or whose money a receipt was.
  mutating func recordLiability() async throws -> [RecordedEvent] {
    let situation = try await situation
    let file = situation.caseFile(caseID)
    guard let debtor = dice.pick(file.debtors)?.person else { return [] }
    if let receipt = dice.pick(situation.account(caseID).receiptOrder), dice.chance(40) {
      let known = file.performance.payers[receipt] != nil
      let fields: [String: InputValue] = ["receipt": "\(receipt)", "debtor": "\(debtor)"]
      try await act(
        known ? "correction.payer" : "performance.attributeReceipt", known ? fields.merging(grounds) { $1 } : fields, by: handler)
    } else {
      let kind = dice.pick(Liability.Kind.allCases) ?? .joint
      var fields: [String: InputValue] = ["debtor": "\(debtor)", "kind": .text(kind.rawValue), "text": "判决主文"]
      if kind == .share {
        fields["part"] = "1"
        fields["of"] = .text("\(2 + dice.roll(8))")
      } else if kind != .joint {
        fields["cap"] = .text("\(dice.money(1, dice.pick([500_000, 20_000_000]) ?? 1))")
      }
      let known = file.performance.liabilities[debtor] != nil
      try await act(
        known ? "correction.liability" : "performance.recordLiability", known ? fields.merging(grounds) { $1 } : fields,
        by: handler)
    }
    try await court.settle()
    let news = try await court.events(after: seen)
    seen = news.last?.position ?? seen
    return news
  }

  private mutating func act(_ command: String, _ fields: [String: InputValue], by actor: Actor) async throws {
    let whole = fields.merging(["case": "\(caseID)"]) { first, _ in first }
    let verdict = try await court.attempt(command, whole, by: actor)
    trail.append("\(command) \(verdict.code ?? "done")")
  }

  private mutating func rulingFields() -> [String: InputValue] {
    let kinds = Property.Kind.allCases.filter { _ in dice.chance(70) }
    var fields: [String: InputValue] = ["kinds": .list(kinds.map { .text($0.rawValue) })]
    if dice.chance(40) { fields["ceiling"] = .text("\(dice.money(1, dice.pick([9_000_000, 90_000_000]) ?? 1))") }
    if dice.chance(40) { fields["depositMonths"] = .text("\(1 + dice.roll(14))") }
    return fields
  }

  private mutating func answerSomething() async throws {
    let sent = await court.units.sent
    let fresh = sent.filter { request in !told.contains { $0.request == request.id } }
    guard let request = dice.pick(fresh.isEmpty || dice.chance(15) ? sent : fresh) else { return }
    let fields = units.answer(request.requested, court.configuration.books.units, at: court.clock.now, honest: true)
    try await tell("partners.recordAnswer", request.id, request.requested.unit, fields)
  }
  private mutating func repeatAnswer() async throws {
    guard let again = dice.pick(told) else { return }
    try await tell(again.command, again.request, again.unit, again.fields)
  }
  private mutating func credit() async throws {
    let freezes = await court.units.sent.filter { $0.requested.action == .freeze }
    guard let freeze = dice.pick(freezes) else { return }
    let file = try await situation.caseFile(caseID)
    guard let measure = freeze.requested.measure.flatMap({ file.seizure.measures[$0] }) else { return }
    if dice.chance(30) {
      let fields: [String: InputValue] = ["from": "\(court.clock.now.day)", "until": "\(court.clock.now.day + 300)"]
      return try await tell("partners.recordPromotion", freeze.id, measure.unit, fields)
    }
    let room = max(Money(fen: 1), measure.requested - measure.amount)
    let amount = dice.money(1, room.fen)
    let fields: [String: InputValue] = [
      "notice": "n\(dice.roll(1_000_000))", "amount": "\(amount)", "total": "\(measure.amount + amount)",
      "rank": "\(1 + dice.roll(2))",
    ]
    try await tell("partners.recordInflow", freeze.id, measure.unit, fields)
  }
  private mutating func tell(
    _ command: String, _ request: ID<PartnerRequest>, _ unit: String, _ fields: [String: InputValue]
  ) async throws {
    let verdict = try await court.tell(command, request, unit: unit, fields)
    trail.append("\(command) \(request) \(verdict.code ?? "done")")
    told.append((command, request, unit, fields))
  }
  private mutating func payIn() async throws {
    let owed = try await owed(situation).total
    let amount = dice.chance(6) ? owed : dice.money(1, max(1, owed.fen / 6))
    guard amount > .zero else { return }
    try await act(
      "funds.bookReceipt", ["amount": "\(amount)", "bankLine": "b\(dice.roll(1_000_000))", "source": "debtor"], by: .machine)
  }
  private mutating func giveUp() async throws {
    guard let request = await dice.pick(court.units.sent) else { return }
    try await act("partners.giveUp", ["request": "\(request.id)", "reason": "offline"], by: searcher)
  }
}
