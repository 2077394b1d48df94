import Basics
import EnforcementLaw

/// The distribution capability's commands: each is about the case that leads.
public enum DistributionCommands {
  public static let all: [any Command.Type] = [
    OpenDistribution.self, JoinCase.self, JoinFromOutside.self, ReviseClaim.self, CloseToNew.self, DraftPlan.self, ServePlan.self,
    AcceptPlan.self, ObjectToPlan.self, TellOfObjection.self, OpposeObjection.self, TellObjector.self, RecordPlanSuit.self,
    EndObjection.self, AllocateShares.self, PayOutside.self, ReviewDistribution.self, CheckPerformance.self,
  ]
  static let caseField = Field("case", Phrase("主持分配的案件", "Leading case"), .text(max: 20))
  /// Who works on a distribution.
  static let staff: Set<Role> = [.officer, .judge, .assistant]

  /// The distribution that is under way, for whom the case's work is his.
  static func open(_ situation: Situation, _ file: CaseFile) throws(Refusal) -> DistributionMatter {
    guard let matter = situation.distributions(file.id).open else { throw .noDistribution }
    try Authority.handler(of: file, or: [.assistant], situation.actor)
    return matter
  }
  static let standings = StandingWord.allCases.map { Field.Choice($0.rawValue, $0.name) }
  static let standingField = Field("standing", Phrase("债权性质", "Standing"), .choice(standings))
  static let registeredField = Field(
    "registeredOn", Phrase("抵押、质押登记日", "Security registered on"), .day, required: false)
  static let priorityField = Field(
    "priorityMax", Phrase("优先受偿上限（元）", "Priority covers at most (yuan)"), .money, required: false,
    hint: Phrase("空白为全部债权", "The whole claim if empty"))
  static let rankField = Field("seizureRank", Phrase("查封顺位", "Rank of seizure"), .number(1...999), required: false)
  static let appliedField = Field("applied", Phrase("书面申请日", "Applied in writing on"), .day)
}

/// Where a claim stands, as a form gives it.
struct ClaimPlace: Sendable {
  let standing: StandingWord
  let registeredOn: Day?
  let priorityMax: Money?
  let seizureRank: Int?
  init(_ input: inout Input) {
    standing = input.list("standing").isEmpty ? .ordinary : input.choice("standing") ?? .ordinary
    registeredOn = input.day("registeredOn", required: false)
    let most = input.money("priorityMax", required: false)
    priorityMax = most > .zero ? most : nil
    seizureRank = input.number("seizureRank", in: 1...999, required: false)
    if standing == .registered, registeredOn == nil {
      input.fault(
        "registeredOn", "missing", Phrase("写明登记日：顺位由此而定", "The day of registration decides the rank"),
        citations: ["《民法典》（2020）第414条"])
    }
  }
}

/// A sum on the account of the case is to be distributed among several creditors. The case's own claim joins at once.
public struct OpenDistribution: CaseCommand {
  public static let name = "distribution.open"
  public static let title = Phrase("启动参与分配", "Open a distribution")
  public static let roles = DistributionCommands.staff
  public static let fields = [
    DistributionCommands.caseField,
    Field(
      "sum", Phrase("分配款项（元）", "Sum to distribute (yuan)"), .money, required: false,
      hint: Phrase("空白为账户可用全部款项", "All that the account has available if empty")),
    Field(
      "debtor", Phrase("被执行人类别", "Debtor"),
      .choice([
        Field.Choice(DebtorKind.person.rawValue, Phrase("自然人、其他组织（按比例）", "Person or organisation (pro rata)")),
        Field.Choice(DebtorKind.enterprise.rawValue, Phrase("企业法人（按查封先后）", "Enterprise (by order of seizure)")),
      ])),
    Field("criminal", Phrase("被执行人同时承担刑事责任", "The debtor also bears criminal liability"), .flag, required: false),
    Field("oneInstrument", Phrase("同一执行依据的多名债权人", "All claims from one instrument"), .flag, required: false),
    Field(
      "standing", Phrase("本案债权性质", "Standing of this case's claim"), .choice(DistributionCommands.standings), required: false),
    DistributionCommands.registeredField, DistributionCommands.priorityField, DistributionCommands.rankField,
  ]
  public let caseID: ID<CaseFile>
  let sum: Money
  let debtor: DebtorKind
  let criminal: Bool
  let oneInstrument: Bool
  let place: ClaimPlace
  public init(_ input: inout Input) {
    caseID = input.id("case")
    sum = input.money("sum", required: false)
    debtor = input.choice("debtor") ?? .person
    criminal = input.flag("criminal")
    oneInstrument = input.flag("oneInstrument")
    place = ClaimPlace(&input)
  }
  public var reads: [StreamID] { [.caseFile(caseID), .caseAccount(caseID), .distribution(caseID)] }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try Refusal.unlessOpen(file)
    if situation.distributions(file.id).open != nil { throw .distributionOpen }
    if file.closing.performedOn != nil, situation.account(file.id).committed > .zero { throw .performedAlready }
    let account = situation.account(file.id)
    if account.available <= .zero { throw .nothingToDistribute }
    if let held = file.heldMoney(account), account.available <= held.sum { throw .payoutHeld(held.hold, held.sum) }
    try Authority.handler(of: file, or: [.assistant], situation.actor)
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let available = situation.account(caseID).available
    let held = file.heldMoney(situation.account(caseID))
    let amount = sum == .zero ? available - (held?.sum ?? .zero) : sum
    guard amount <= available else { throw .distributesTooMuch(amount, available) }
    if let held, amount > available - held.sum { throw .payoutHeld(held.hold, held.sum) }
    // A company's ordinary creditors do not share: they are paid by order of seizure or from its bankruptcy (解释 514).
    let companies = file.debtors.allSatisfy { $0.kind == .enterprise }
    if debtor == .person, companies, !oneInstrument { throw .companyDebtor }
    let id = situation.ids.next(DistributionMatter.self)
    var draft = Draft(situation)
    draft.add(.caseAccount(caseID), [DistributionFunded(distribution: id, amount: amount)])
    if file.closing.performedOn != nil { draft.add(.caseFile(caseID), [PerformanceRevoked(distribution: id)]) }
    draft.add(
      .distribution(caseID),
      [DistributionOpened(distribution: id, sum: amount, debtor: debtor, criminal: criminal, oneInstrument: oneInstrument)])
    let claim = try PlanDrafting.claim(of: file, draft.situation.account(caseID), on: situation.today, law: situation.law)
    let creditors = file.applicants.map { DistributionMatter.Creditor(person: $0.person, vault: $0.vault) }
    draft.add(
      .distribution(caseID),
      [
        DistributionClaimJoined(
          distribution: id, entry: situation.ids.next(), number: 1, source: .ownCase, otherCase: nil, creditors: creditors,
          standing: place.standing, registeredOn: place.registeredOn, amount: claim.amount, priorityMax: place.priorityMax,
          hasInstrument: true, seizureRank: place.seizureRank, applied: nil, basis: nil, fixed: false)
      ])
    return draft.appended
  }
}

/// Another case of this court against the same debtor takes part.
public struct JoinCase: CaseCommand {
  public static let name = "distribution.joinCase"
  public static let title = Phrase("本院他案参与分配", "Another case takes part")
  public static let roles = DistributionCommands.staff
  public static let fields = [
    DistributionCommands.caseField,
    Field(
      "number", Phrase("案号", "Number of the case"), .text(max: 40), hint: Phrase("如 (2024)浙1099执12号", "e.g. (2024)浙1099执12号")),
    DistributionCommands.standingField, DistributionCommands.registeredField, DistributionCommands.priorityField,
    DistributionCommands.rankField, DistributionCommands.appliedField,
  ]
  public let caseID: ID<CaseFile>
  let number: String
  let place: ClaimPlace
  let applied: Day
  public init(_ input: inout Input) {
    caseID = input.id("case")
    let text = input.text("number", max: 40)
    var canonical = text
    if !text.isEmpty {
      do throws(LawRefusal) {
        if case .number(let read) = try CaseReference.read(text) { canonical = read.description }
      } catch {
        input.fault("number", error)
      }
    }
    number = canonical
    place = ClaimPlace(&input)
    applied = input.day("applied") ?? Day(number: 0)
  }
  public var reads: [StreamID] { [.caseFile(caseID), .caseAccount(caseID), .distribution(caseID)] }
  public var needs: Set<Need> { [.caseNumbers([number])] }
  public func alsoReads(_ situation: Situation) -> [StreamID] {
    situation.findings.caseNumbers[number].map { [.caseFile($0), .caseAccount($0)] } ?? []
  }
  public func restsOn(_ situation: Situation) -> [StreamID] { reads + alsoReads(situation) }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    _ = try DistributionCommands.open(situation, file)
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let matter = try DistributionCommands.open(situation, file)
    guard let id = situation.findings.caseNumbers[number] else { throw .noSuchNumber(number) }
    let other = situation.caseFile(id)
    guard id != caseID, !matter.list.contains(where: { $0.caseID == id }) else { throw .alreadyJoined }
    guard other.isOpen || other.closing.closed?.way == .terminatedRound else { throw .otherCaseOver(number) }
    guard !Set(other.debtors.map(\.person)).isDisjoint(with: file.debtors.map(\.person)) else { throw .otherDebtor(number) }
    guard applied <= situation.today else { throw .appliedInFuture }
    let claim = try PlanDrafting.claim(of: other, situation.account(id), on: situation.today, law: situation.law)
    guard claim.amount > .zero else { throw .nothingOwed(number) }
    let entry = situation.ids.next(DistributionMatter.Entry.self)
    let joined = DistributionClaimJoined(
      distribution: matter.id, entry: entry, number: matter.order.count + 1, source: .otherCase, otherCase: id,
      creditors: other.applicants.map { DistributionMatter.Creditor(person: $0.person, vault: $0.vault) },
      standing: place.standing, registeredOn: place.registeredOn, amount: claim.amount, priorityMax: place.priorityMax,
      hasInstrument: true, seizureRank: place.seizureRank, applied: applied, basis: nil, fixed: false)
    return [
      situation.append(.distribution(caseID), [joined]),
      situation.append(.caseFile(id), [DistributionEntered(lead: caseID, distribution: matter.id, entry: entry)]),
    ]
  }
}

/// A creditor from outside asks in writing to take part: with an enforceable instrument, or by a priority (解释 506). One who comes
/// too late, or with neither, is entered too, and the plan says why he takes no part.
public struct JoinFromOutside: CaseCommand {
  public static let name = "distribution.join"
  public static let title = Phrase("登记案外债权人申请", "A creditor from outside applies")
  public static let roles: Set<Role> = [.officer, .judge, .assistant, .clerk, .filingClerk]
  public static let fields =
    [DistributionCommands.caseField] + Application.partyFields.filter { shown.contains($0.name) } + [
      Field("amount", Phrase("债权数额（元）", "Claim (yuan)"), .money), DistributionCommands.standingField,
      DistributionCommands.registeredField, DistributionCommands.priorityField,
      Field("hasInstrument", Phrase("已取得执行依据", "Has an enforceable instrument"), .flag, required: false),
      DistributionCommands.rankField, DistributionCommands.appliedField,
      Field("basis", Phrase("依据与理由", "Instrument and reasons"), .longText(max: 2000)),
    ]
  private static let shown: Set<String> = [
    "kind", "name", "idKind", "idNumber", "phone", "address", "payeeName", "payeeAccount", "payeeBank",
  ]
  public let caseID: ID<CaseFile>
  let party: Application.Party
  let amount: Money
  let place: ClaimPlace
  let hasInstrument: Bool
  let applied: Day
  let basis: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    party = Application.party(&input, as: .applicant)
    amount = input.money("amount")
    place = ClaimPlace(&input)
    hasInstrument = input.flag("hasInstrument")
    applied = input.day("applied") ?? Day(number: 0)
    basis = input.text("basis", max: 2000)
  }
  public var reads: [StreamID] { [.caseFile(caseID), .caseAccount(caseID), .distribution(caseID)] }
  public var identities: [IdentityKey] { [party.identity].compactMap { $0 } }
  private func known(_ situation: Situation) -> ID<Person>? {
    party.identity.flatMap { situation.identities[$0]?.id }.map { ID(raw: $0) }
  }
  public func alsoReads(_ situation: Situation) -> [StreamID] { known(situation).map { [.person($0)] } ?? [] }
  public func opens(_ situation: Situation) -> [VaultRef] {
    known(situation).flatMap { situation.person($0).vault }.map { [$0] } ?? []
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    guard situation.distributions(file.id).open != nil else { throw .noDistribution }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard let matter = situation.distributions(caseID).open else { throw .noDistribution }
    guard applied <= situation.today else { throw .appliedInFuture }
    if let known = known(situation), matter.entry(of: known) != nil { throw .alreadyJoined }
    var draft = Draft(situation)
    let (person, vault) = Intake.record(party, known: nil, &draft)
    Payee.record(party.vault, of: person, &draft)
    let words = situation.depository.deposit(VaultContent("text", ["text": basis]))
    draft.add(
      .distribution(caseID),
      [
        DistributionClaimJoined(
          distribution: matter.id, entry: situation.ids.next(), number: matter.order.count + 1, source: .outside, otherCase: nil,
          creditors: [DistributionMatter.Creditor(person: person, vault: vault)], standing: place.standing,
          registeredOn: place.registeredOn, amount: amount, priorityMax: place.priorityMax, hasInstrument: hasInstrument,
          seizureRank: place.seizureRank, applied: applied, basis: words, fixed: true)
      ])
    return draft.appended
  }
}

/// Corrects the sum or the place of a claim for the next plan.
public struct ReviseClaim: CaseCommand {
  public static let name = "distribution.revise"
  public static let title = Phrase("修正参与分配债权", "Revise a claim")
  public static let roles: Set<Role> = [.officer, .judge]
  public static let fields = [
    DistributionCommands.caseField, Field("claim", Phrase("债权", "Claim"), .pick(.claim)),
    Field("amount", Phrase("债权数额（元）", "Claim (yuan)"), .money), DistributionCommands.standingField,
    DistributionCommands.registeredField, DistributionCommands.priorityField, DistributionCommands.rankField,
    Field("why", Phrase("理由", "Why"), .longText(max: 2000)),
  ]
  public let caseID: ID<CaseFile>
  let claim: ID<DistributionMatter.Entry>
  let amount: Money
  let place: ClaimPlace
  let why: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    claim = input.id("claim")
    amount = input.money("amount", allowZero: true)
    place = ClaimPlace(&input)
    why = input.text("why", max: 2000)
  }
  public var reads: [StreamID] { [.caseFile(caseID), .caseAccount(caseID), .distribution(caseID)] }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    _ = try DistributionCommands.open(situation, file)
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let matter = try DistributionCommands.open(situation, file)
    guard matter.entries[claim] != nil else { throw .noSuchClaim }
    let revised = DistributionClaimRevised(
      distribution: matter.id, entry: claim, standing: place.standing, registeredOn: place.registeredOn, amount: amount,
      priorityMax: place.priorityMax, seizureRank: place.seizureRank,
      why: situation.depository.deposit(VaultContent("text", ["text": why])))
    return [situation.append(.distribution(caseID), [revised])]
  }
}

/// The property's enforcement has ended: nobody joins any more.
public struct CloseToNew: CaseCommand {
  public static let name = "distribution.closeToNew"
  public static let title = Phrase("截止参与分配申请", "Close the distribution to new creditors")
  public static let roles = DistributionCommands.staff
  public static let fields = [
    DistributionCommands.caseField,
    Field("on", Phrase("财产执行终结日", "The property's enforcement ended on"), .day),
  ]
  public let caseID: ID<CaseFile>
  let on: Day
  public init(_ input: inout Input) {
    caseID = input.id("case")
    on = input.day("on") ?? Day(number: 0)
  }
  public var reads: [StreamID] { [.caseFile(caseID), .caseAccount(caseID), .distribution(caseID)] }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    let matter = try DistributionCommands.open(situation, file)
    if matter.closedToNew != nil { throw .alreadyClosedToNew }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let matter = try DistributionCommands.open(situation, file)
    guard on <= situation.today else { throw .appliedInFuture }
    return [situation.append(.distribution(caseID), [DistributionClosedToNew(distribution: matter.id, on: on)])]
  }
}
