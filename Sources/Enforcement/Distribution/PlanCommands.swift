import Basics
import EnforcementLaw

/// Drafts the plan from the claims, or one that takes the place of the plan in force.
public struct DraftPlan: CaseCommand {
  public static let name = "distribution.draftPlan"
  public static let title = Phrase("制作分配方案", "Draft the distribution plan")
  public static let roles = DistributionCommands.staff
  public static let fields = [
    DistributionCommands.caseField,
    Field(
      "why", Phrase("变更理由", "Why it changes"), .longText(max: 2000), required: false,
      hint: Phrase("变更已签发的方案时必填", "Needed where a plan is signed already")),
  ]
  public let caseID: ID<CaseFile>
  let why: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    why = input.text("why", required: false, max: 2000)
  }
  public var reads: [StreamID] { [.caseFile(caseID), .caseAccount(caseID), .distribution(caseID)] }
  public func alsoReads(_ situation: Situation) -> [StreamID] {
    let cases = situation.distributions(caseID).open?.list.compactMap(\.caseID) ?? []
    return cases.flatMap { [.caseFile($0), .caseAccount($0)] }
  }
  /// A plan counts every claim as it stands where the plan stands in the log.
  public func restsOn(_ situation: Situation) -> [StreamID] { reads + alsoReads(situation) }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    let matter = try DistributionCommands.open(situation, file)
    if matter.closedToNew == nil { throw .stillOpenToNew }
    if matter.versions.contains(where: { file.papers.all[$0.paper]?.stage == .draft }) { throw .planDraftOpen }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let matter = try DistributionCommands.open(situation, file)
    let number = (matter.versions.last?.number ?? 0) + 1
    if matter.plan != nil && why.isEmpty { throw .planNeedsWhy }
    let costs = max(matter.costsTaken, min(matter.sum, situation.account(caseID).costsToRecover + matter.costsTaken))
    let plan = try PlanDrafting.plan(matter, costs: costs, in: situation)
    for line in plan.lines {
      guard line.paid >= matter.allocated[line.entry] ?? .zero else {
        throw .paidBeyondPlan(matter.entries[line.entry]?.label ?? "")
      }
    }
    let words = why.isEmpty ? nil : situation.depository.deposit(VaultContent("text", ["text": why]))
    let paper = situation.ids.next(Paper.self)
    let drafted = PlanDrafted(
      distribution: matter.id, version: number, paper: paper, costs: costs, lines: plan.lines, left: plan.left,
      reasons: plan.reasons, why: words)
    return [
      situation.append(.caseFile(caseID), [PaperDrafted(paper: paper, kind: .distributionPlan, about: [])]),
      situation.append(.distribution(caseID), [drafted]),
    ]
  }
}

/// What a judge's signature on a plan brings about.
enum PlanSigning {
  static func signed(_ paper: Papers.PaperState, in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard let (matter, version) = situation.distributions(file.id).version(of: paper.id) else { return [] }
    guard version.number == matter.versions.last?.number else { throw .notADraft(paper.stage) }
    return [
      situation.append(.distribution(file.id), [PlanSigned(distribution: matter.id, version: version.number)])
    ]
  }
}

/// Records that creditors and debtor received the plan; each has fifteen days from his own receipt (解释 509).
public struct ServePlan: CaseCommand {
  public static let name = "distribution.serve"
  public static let title = Phrase("送达分配方案", "Serve the plan")
  public static let roles: Set<Role> = [.clerk, .assistant, .officer, .judge, .bailiff]
  public static let fields = [
    DistributionCommands.caseField,
    Field(
      "to", Phrase("受送达人", "Served on"), .picks(.creditor), required: false,
      hint: Phrase("不选为全部尚未送达的人", "None means all who do not have it yet")),
    Field("way", Phrase("送达方式", "Way"), .choice(ServiceWay.allCases.map { Field.Choice($0.rawValue, $0.name) })),
    Field("on", Phrase("送达（公告）日期", "Served (published) on"), .day),
  ]
  public let caseID: ID<CaseFile>
  let to: [ID<Person>]
  let way: ServiceWay
  let on: Day
  public init(_ input: inout Input) {
    caseID = input.id("case")
    to = input.ids("to")
    way = input.choice("way") ?? .direct
    on = input.day("on") ?? Day(number: 0)
  }
  public var reads: [StreamID] { [.caseFile(caseID), .caseAccount(caseID), .distribution(caseID)] }
  private static func waiting(
    _ situation: Situation, _ file: CaseFile
  ) throws(Refusal) -> (matter: DistributionMatter, plan: DistributionMatter.Version, sealed: Papers.Sealed) {
    guard let matter = situation.distributions(file.id).open else { throw .noDistribution }
    guard let plan = matter.plan else { throw .noPlan }
    guard let sealed = file.papers.all[plan.paper]?.sealed else { throw .planNotSealed }
    if matter.unserved(file).isEmpty { throw .planServedToAll }
    return (matter, plan, sealed)
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) { _ = try waiting(situation, file) }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let (matter, plan, sealed) = try ServePlan.waiting(situation, file)
    guard on <= situation.today else { throw .servedInFuture(on) }
    guard on >= sealed.at.day else { throw .servedBeforeSealed(sealed.at.day) }
    let waiting = matter.unserved(file)
    guard to.allSatisfy({ waiting.contains($0) }) else { throw .notAReceiver(.distributionPlan) }
    let counted = way == .publicNotice ? try published(situation) : nil
    let day = counted?.value ?? on
    let until = Distribution.stepBy(received: day, calendar: situation.law.calendar)
    let receivers = to.isEmpty ? waiting : to
    let papers = receivers.map {
      PaperServed(
        paper: plan.paper, kind: .distributionPlan, to: "\($0)", way: way, on: day, note: nil, reasons: counted?.reasons)
    }
    let served = receivers.map {
      PlanServed(
        distribution: matter.id, version: plan.number, to: $0, on: day, objectBy: until.value, reasons: until.reasons)
    }
    return [situation.append(.caseFile(caseID), papers), situation.append(.distribution(caseID), served)]
  }
  private func published(_ situation: Situation) throws(Refusal) -> Explained<Day> {
    do throws(LawRefusal) {
      return try Periods.served(.publicNotice(published: on), settings: situation.settings, calendar: situation.law.calendar)
    } catch {
      throw .law(error)
    }
  }
}

/// A creditor or the debtor says that he has no objection.
public struct AcceptPlan: CaseCommand {
  public static let name = "distribution.accept"
  public static let title = Phrase("登记对方案无异议", "Record that the plan is accepted")
  public static let roles: Set<Role> = [.clerk, .assistant, .officer, .judge]
  public static let fields = [
    DistributionCommands.caseField,
    Field("by", Phrase("无异议人", "Accepted by"), .picks(.creditor)),
    Field(
      "evidence", Phrase("笔录或者书面意见", "Minutes, or what they wrote"), .longText(max: 2000),
      hint: Phrase("各人放弃剩余异议期，须有依据", "Each gives up the days that he has left: say by what")),
  ]
  public let caseID: ID<CaseFile>
  let by: [ID<Person>]
  let evidence: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    by = input.ids("by")
    evidence = input.text("evidence", max: 2000)
    if by.isEmpty { input.fault("by", "missing", Phrase("写明由谁表示无异议", "Name who accepts it")) }
  }
  public var reads: [StreamID] { [.caseFile(caseID), .caseAccount(caseID), .distribution(caseID)] }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    guard let matter = situation.distributions(file.id).open else { throw .noDistribution }
    guard matter.plan != nil else { throw .noPlan }
    guard !matter.mayObject(file, on: situation.today).isEmpty else { throw .notServedYet }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard let matter = situation.distributions(caseID).open, let plan = matter.plan else { throw .noPlan }
    let able = matter.mayObject(file, on: situation.today)
    guard by.allSatisfy({ able.contains($0) }) else { throw .notServedYet }
    let words = situation.depository.deposit(VaultContent("text", ["text": evidence]))
    let accepted = by.map { PlanAccepted(distribution: matter.id, version: plan.number, by: $0, evidence: words) }
    return [situation.append(.distribution(caseID), accepted)]
  }
}
