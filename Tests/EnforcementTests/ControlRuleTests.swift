import Basics
import Casework
import Enforcement
import EnforcementLaw
import TestSupport
import Testing

/// A case with 500,000 claimed, whose units answer as the test says.
struct ControlledCase {
  let court: RuleCourt
  let caseID: ID<CaseFile>
  let judge: Actor
  let assistant: Actor
  let searcher: Actor

  init(_ court: RuleCourt? = nil, name: String = "1", applicantPhone: String = "") async throws {
    let start = try #require(Day(2025, 3, 3))
    self.court = try court ?? RuleCourt(at: Instant(start, hour: 9))
    _ = try await self.court.staff("执行员\(name)", [.officer])
    judge = try await self.court.staff("法官\(name)", [.judge])
    assistant = try await self.court.staff("助理\(name)", [.assistant])
    searcher = try await self.court.staff("查控\(name)", [.searchOfficer])
    caseID = try await self.court.fileCase(
      name, claims: [(.principal, .yuan(500_000), "")], applicantPhone: applicantPhone)
  }

  var file: CaseFile { get async throws { try await court.look(at: caseID).caseFile(caseID) } }
  func does(_ command: String, _ fields: [String: InputValue] = [:], by actor: Actor) async throws -> RuleCourt.Verdict {
    let verdict = try await court.attempt(command, fields.merging(["case": "\(caseID)"]) { first, _ in first }, by: actor)
    try await court.settle()
    return verdict
  }
  func signs(_ kind: PaperKind) async throws {
    let paper = try #require(try await file.papers.unsigned.first { $0.kind == kind }, "no draft of \(kind)")
    let verdict = try await does("papers.sign", ["paper": "\(paper.id)"], by: judge)
    #expect(verdict.code == nil)
  }
  /// The latest request of this case of an action, to a unit where one is named.
  func request(_ action: PartnerAction, to unit: String? = nil) async throws -> OutgoingRequest {
    let own = await court.units.sent.filter {
      $0.requested.caseID == caseID && $0.requested.action == action && (unit == nil || $0.requested.unit == unit)
    }
    return try #require(own.last, "nothing was asked: \(action)")
  }
  func answers(_ request: OutgoingRequest, _ outcome: PartnerOutcome, _ fields: [String: InputValue] = [:]) async throws {
    let common: [String: InputValue] = [
      "answerID": "\(request.id)-\(court.clock.now)", "outcome": .text(outcome.rawValue), "answeredAt": "\(court.clock.now)",
    ]
    let verdict = try await court.tell(
      "partners.recordAnswer", request.id, unit: request.requested.unit, common.merging(fields) { _, own in own })
    #expect(verdict.code == nil)
    try await court.settle()
  }
  func finds(_ balance: Money, at bank: String, account: String) async throws {
    let item: [String: InputValue] = ["kind": "deposit", "identity": .text(account), "value": "\(balance)"]
    try await answers(try await request(.query, to: bank), .done, ["found": .list([.object(item)])])
  }
  func freezes(_ kinds: [InputValue] = ["deposit"]) async throws {
    let verdict = try await does("seizure.draftRuling", ["kinds": .list(kinds)], by: assistant)
    #expect(verdict.code == nil)
    try await signs(.controlRuling)
  }
  func frozen(_ request: OutgoingRequest, _ amount: Money, rank: Int = 1) async throws {
    try await answers(request, .done, ["amount": "\(amount)", "rank": "\(rank)", "from": "\(court.clock.now.day)"])
  }
}

/// Seizure, excess, renewal and release (R3), act by act.
struct ControlRuleTests {
  @Test func aFreezeGivenUpThatWasMadeAfterAllIsExcessUntilAJudgeReleasesIt() async throws {
    let matter = try await ControlledCase()
    try await matter.finds(.yuan(900_000), at: "bankA", account: "a")
    try await matter.freezes()
    let first = try await matter.request(.freeze, to: "bankA")
    let sum = try #require(first.requested.amount)
    #expect(sum >= .yuan(507_400), "the claim and its fee at least")
    _ = try await matter.does("partners.giveUp", ["request": "\(first.id)", "reason": "offline"], by: matter.searcher)
    try await matter.finds(.yuan(900_000), at: "bankB", account: "b")
    let second = try await matter.request(.freeze, to: "bankB")
    try await matter.frozen(second, sum)
    #expect(try await matter.file.seizure.excess == .zero)
    // The first bank had frozen all the same.
    try await matter.frozen(first, .yuan(112_600))
    let file = try await matter.file
    #expect(file.seizure.excess == .yuan(112_600))
    #expect(file.process.open.values.first { $0.key == "checkOverLimit" }?.due != nil)
    try await matter.signs(.releaseRuling)
    // The second gives back; the first catches no more. Until both have answered the excess stands.
    for bank in ["bankA", "bankB"] {
      #expect(try await matter.file.process.isOpen("checkOverLimit"))
      #expect(try await matter.file.process.isOpen("releaseMeasure"))
      let release = try await matter.request(.release, to: bank)
      try await matter.answers(release, .done, ["amount": "\(release.requested.amount ?? .zero)"])
    }
    let after = try await matter.file
    #expect(after.seizure.excess == .zero)
    #expect(after.seizure.secured == sum)
    #expect(!after.process.isOpen("checkOverLimit"))
    #expect(!after.process.isOpen("releaseMeasure"))
  }

  @Test func securitiesMakeUpForMoneyByTheirValueAndNoMoreOfThemThanNeeded() async throws {
    let matter = try await ControlledCase()
    try await matter.finds(.yuan(400_000), at: "bankA", account: "a")
    let holding: [String: InputValue] = [
      "kind": "security", "identity": "A001234567/990001", "value": "900000", "label": "示例股份 1000股",
    ]
    for unit in ["bankB", "bankC", "realEstate", "vehicle", "insurer"] {
      try await matter.answers(try await matter.request(.query, to: unit), .done, ["found": .list([])])
    }
    try await matter.answers(
      try await matter.request(.query, to: "securities"), .done, ["found": .list([.object(holding)])])
    try await matter.freezes(["deposit", "security"])
    let money = try #require(try await matter.request(.freeze, to: "bankA").requested.amount)
    let shares = try await matter.request(.freeze, to: "securities").requested
    let asked = try #require(shares.amount)
    #expect(money == .yuan(400_000) || money > .yuan(400_000), "later credits are caught too")
    #expect(asked > .yuan(100_000) && asked < .yuan(200_000), "what is missing and the haircut, not the whole: \(asked)")
    let years = try #require(shares.until) - (try #require(shares.from))
    #expect(years > 365 * 2, "other rights are frozen for three years")
    let request = try await matter.request(.freeze, to: "securities")
    try await matter.frozen(request, asked + .yuan(9))
    let file = try await matter.file
    let measure = try #require(file.seizure.live.first { $0.kind == .security })
    #expect(measure.status == .effective && measure.amount == asked + .yuan(9), "whole shares, as the depository says")
    #expect(measure.heldFor?.zh.contains("市值") == true && measure.heldFor?.en.contains("market value") == true)
    #expect(file.papers.all.values.contains { $0.kind == .assistSealNotice })
    let bank: [String: InputValue] = ["kind": "security", "identity": "A1/990002", "value": "1", "unit": "bankA"]
    let clue = try await matter.does("search.addClue", bank.merging(["debtor": "\(measure.debtor)"]) { $1 }, by: matter.assistant)
    #expect(clue.code != nil, "a bank keeps no securities")
  }

  @Test func aUnitThatRefusesAReleaseLeavesTheFreezeStandingAndTheReleaseIsDraftedAgain() async throws {
    let matter = try await ControlledCase()
    try await matter.finds(.yuan(900_000), at: "bankA", account: "a")
    try await matter.freezes()
    let freeze = try await matter.request(.freeze)
    try await matter.frozen(freeze, try #require(freeze.requested.amount))
    let paid: [String: InputValue] = ["amount": "100000", "bankLine": "b1", "source": "debtor"]
    _ = try await matter.does("funds.bookReceipt", paid, by: .machine)
    #expect(try await matter.file.seizure.excess > .zero, "what came in need not be held")
    try await matter.signs(.releaseRuling)
    let release = try await matter.request(.release)
    let before = try await matter.file.seizure.secured
    try await matter.answers(release, .rejected, ["reason": "busy"])
    let file = try await matter.file
    #expect(file.seizure.secured == before)
    let releasing = file.seizure.live.filter(\.isBeingReleased)
    #expect(releasing.isEmpty)
    #expect(file.papers.unsigned.contains { $0.kind == .releaseRuling })
    #expect(file.process.isOpen("checkOverLimit"))
  }

  @Test func aFreezeOfDepositsLastsOneYearAtMost() async throws {
    let matter = try await ControlledCase()
    try await matter.finds(.yuan(900_000), at: "bankA", account: "a")
    let kinds: InputValue = .list(["deposit"])
    let tooLong = try await matter.does("seizure.draftRuling", ["kinds": kinds, "depositMonths": "13"], by: matter.assistant)
    #expect(tooLong.code == "termTooLong")
    let shares: [String: InputValue] = ["kinds": .list(["security"]), "securityMonths": "37"]
    #expect(try await matter.does("seizure.draftRuling", shares, by: matter.assistant).code == "termTooLong")
    #expect(DraftControlRuling.fields.contains { $0.name == "securityMonths" }, "and there is a field for it")
    try await matter.freezes()
    let freeze = try await matter.request(.freeze)
    #expect(freeze.requested.until == Day(2026, 3, 2))
    // A bank that says ten years holds for one.
    try await matter.answers(freeze, .done, ["amount": "507400", "rank": "1", "from": "2025-03-03", "until": "2035-03-02"])
    #expect(try await matter.file.seizure.live.first?.until == Day(2026, 3, 2))
  }

  @Test func aRenewalIsDraftedBeforeTheEndAndRunsFromTheOldEnd() async throws {
    let matter = try await ControlledCase()
    try await matter.finds(.yuan(900_000), at: "bankA", account: "a")
    try await matter.freezes()
    let freeze = try await matter.request(.freeze)
    try await matter.frozen(freeze, .yuan(507_400))
    let near = try #require(Day(2026, 1, 20))
    try await matter.court.advance(to: Instant(near, hour: 10))
    try await matter.signs(.renewalRuling)
    let renewal = try await matter.request(.renew)
    #expect(renewal.requested.until == Day(2027, 3, 2))
    // While the bank has not answered, the freeze is not given up for lost.
    let late = try #require(Day(2026, 3, 4))
    try await matter.court.advance(to: Instant(late, hour: 10))
    #expect(try await matter.file.seizure.live.count == 1)
    try await matter.answers(renewal, .done, ["until": "2027-03-02"])
    #expect(try await matter.file.seizure.live.first?.until == Day(2027, 3, 2))
  }

  @Test func aFreezeThatNobodyRenewsLapsesAtTheEndOfItsLastDay() async throws {
    let matter = try await ControlledCase()
    try await matter.finds(.yuan(900_000), at: "bankA", account: "a")
    try await matter.freezes()
    try await matter.frozen(try await matter.request(.freeze), .yuan(507_400))
    let last = try #require(Day(2026, 3, 2))
    try await matter.court.advance(to: Instant(last, hour: 23))
    #expect(try await matter.file.seizure.live.first?.status == .effective)
    try await matter.court.advance(to: Instant(last + 1, hour: 1))
    #expect(try await matter.file.seizure.live.isEmpty)
  }

  @Test func aWaitingFreezeThatCatchesMoneyIsInEffectAndItsTermBeginsThen() async throws {
    let matter = try await ControlledCase()
    try await matter.finds(.yuan(900_000), at: "bankA", account: "a")
    try await matter.freezes()
    let freeze = try await matter.request(.freeze)
    try await matter.frozen(freeze, .zero, rank: 2)
    #expect(try await matter.file.seizure.live.first?.status == .queued)
    let day = try #require(Day(2025, 6, 2))
    try await matter.court.advance(to: Instant(day, hour: 10))
    let notice: [String: InputValue] = ["notice": "n1", "amount": "3000", "total": "3000", "rank": "1"]
    for _ in 1...2 { try await matter.court.tell("partners.recordInflow", freeze.id, unit: "bankA", notice) }
    let measure = try #require(try await matter.file.seizure.live.first)
    #expect(measure.status == .effective)
    #expect(measure.amount == .yuan(3_000), "the same notice twice counts once")
    #expect(measure.until == Day(2026, 6, 1))
  }

  @Test func theNextCaseInLineTakesItsTurnWhenTheFirstMeasureEnds() async throws {
    let first = try await ControlledCase()
    let second = try await ControlledCase(first.court, name: "2")
    let house: [String: InputValue] = ["kind": "realEstate", "identity": "浙房1", "value": "2000000"]
    for (matter, rank) in [(first, 1), (second, 2)] {
      try await matter.answers(try await matter.request(.query, to: "realEstate"), .done, ["found": .list([.object(house)])])
      try await matter.freezes(["realEstate"])
      let seal = try await matter.request(.seal)
      try await matter.answers(seal, .done, ["rank": "\(rank)", "from": "\(matter.court.clock.now.day)"])
      let measure = try await matter.file.seizure.live.first
      #expect(measure?.heldFor?.en.contains("cannot be divided") == true, "a house worth more than the claim needs its reason")
    }
    #expect(try await second.file.seizure.live.first?.status == .queued)
    _ = try await first.does("seizure.draftRelease", ["ground": "withdrawn", "reason": "申请人撤回"], by: first.assistant)
    try await first.signs(.releaseRuling)
    try await first.answers(try await first.request(.unseal), .done)
    #expect(try await first.file.seizure.live.isEmpty)
    #expect(try await second.file.seizure.live.first?.status == .effective)
  }

  @Test func theSameAccountFoundAgainAndAgainStaysOneProperty() async throws {
    let matter = try await ControlledCase()
    for _ in 1...4 {
      try await matter.finds(.yuan(1_000), at: "bankA", account: "a")
      for request in await matter.court.units.sent where request.requested.action == .query {
        if request.requested.unit != "bankA" { try await matter.answers(request, .done, ["found": .list([])]) }
      }
      _ = try await matter.does("search.start", by: matter.searcher)
    }
    let found = try await matter.file.search.foundList
    #expect(found.count == 1)
    #expect(found.first?.vault.version == 4)
  }
}
