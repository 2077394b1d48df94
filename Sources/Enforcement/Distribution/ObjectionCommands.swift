import Basics
import EnforcementLaw

/// What the commands about objections have in common.
enum ObjectionSteps {
  static let clerks: Set<Role> = [.clerk, .assistant, .officer, .judge]
  static let field = Field("objection", Phrase("异议", "Objection"), .pick(.objection))

  static func matter(_ situation: Situation, _ file: CaseFile) throws(Refusal) -> DistributionMatter {
    guard let matter = situation.distributions(file.id).open else { throw .noDistribution }
    guard matter.plan != nil else { throw .noPlan }
    return matter
  }
  /// Refuses where no objection is under way.
  static func offered(_ situation: Situation, _ file: CaseFile) throws(Refusal) {
    let matter = try matter(situation, file)
    guard matter.objectionList.contains(where: { $0.outcome == nil }) else { throw .noObjection }
  }
  static func find(
    _ id: ID<PlanObjection>, _ situation: Situation, _ file: CaseFile
  ) throws(Refusal) -> (DistributionMatter, PlanObjection) {
    let matter = try matter(situation, file)
    guard let objection = matter.objections[id], objection.outcome == nil else { throw .noSuchObjection }
    return (matter, objection)
  }
  /// The day, checked, and the last one of the fifteen that run from it.
  static func until(_ on: Day, _ situation: Situation) throws(Refusal) -> Explained<Day> {
    guard on <= situation.today else { throw .appliedInFuture }
    return Distribution.stepBy(received: on, calendar: situation.law.calendar)
  }
}

/// A creditor or the debtor objects in writing within fifteen days of his receipt.
public struct ObjectToPlan: CaseCommand {
  public static let name = "distribution.object"
  public static let title = Phrase("登记分配方案异议", "Record an objection to the plan")
  public static let roles = ObjectionSteps.clerks
  public static let fields = [
    DistributionCommands.caseField, Field("by", Phrase("异议人", "Objector"), .pick(.creditor)),
    Field("claim", Phrase("所争议的份额", "Whose share is contested"), .pick(.claim)),
    Field("amount", Phrase("争议数额（元）", "Contested (yuan)"), .money),
    Field("on", Phrase("提出日", "Made on"), .day), Field("text", Phrase("异议理由", "Reasons"), .longText(max: 4000)),
  ]
  public let caseID: ID<CaseFile>
  let by: ID<Person>
  let claim: ID<DistributionMatter.Entry>
  let amount: Money
  let on: Day
  let text: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    by = input.id("by")
    claim = input.id("claim")
    amount = input.money("amount")
    on = input.day("on") ?? Day(number: 0)
    text = input.text("text", max: 4000)
  }
  public var reads: [StreamID] { [.caseFile(caseID), .caseAccount(caseID), .distribution(caseID)] }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    _ = try ObjectionSteps.matter(situation, file)
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let matter = try ObjectionSteps.matter(situation, file)
    guard let plan = matter.plan else { throw .noPlan }
    guard matter.receivers(file).contains(by) else { throw .notInDistribution }
    guard let served = plan.served[by] else { throw .notServedYet }
    guard on <= situation.today, on >= served.on else { throw .appliedInFuture }
    guard on <= served.objectBy else { throw .objectionLate(served.objectBy) }
    if plan.consented.contains(by) { throw .alreadyAccepted }
    if matter.objectionList.contains(where: { $0.by == by && $0.version == plan.number }) { throw .alreadyObjected }
    guard let line = plan.line(claim) else { throw .noSuchClaim }
    guard amount <= line.paid - (matter.allocated[claim] ?? .zero) else { throw .contestsTooMuch(line.paid) }
    let objected = PlanObjected(
      distribution: matter.id, objection: situation.ids.next(), version: plan.number, by: by, on: on, entry: claim,
      amount: amount,
      text: situation.depository.deposit(VaultContent("text", ["text": text])))
    return [situation.append(.distribution(caseID), [objected])]
  }
}

/// Tells the creditors and the debtor who did not object; each may oppose within fifteen days.
public struct TellOfObjection: CaseCommand {
  public static let name = "distribution.tellOthers"
  public static let title = Phrase("将异议通知其他人", "Tell the others of an objection")
  public static let roles = ObjectionSteps.clerks
  public static let fields = [
    DistributionCommands.caseField, ObjectionSteps.field,
    Field(
      "to", Phrase("被通知人", "Told"), .picks(.creditor), required: false,
      hint: Phrase("不选为全部尚未通知的人", "None means all who do not know yet")),
    Field("on", Phrase("收到通知日", "Received on"), .day),
  ]
  public let caseID: ID<CaseFile>
  let objection: ID<PlanObjection>
  let to: [ID<Person>]
  let on: Day
  public init(_ input: inout Input) {
    caseID = input.id("case")
    objection = input.id("objection")
    to = input.ids("to")
    on = input.day("on") ?? Day(number: 0)
  }
  public var reads: [StreamID] { [.caseFile(caseID), .caseAccount(caseID), .distribution(caseID)] }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try ObjectionSteps.offered(situation, file)
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let (matter, found) = try ObjectionSteps.find(objection, situation, file)
    guard on >= found.on else { throw .appliedInFuture }
    let waiting = matter.receivers(file).filter { $0 != found.by && found.told[$0] == nil }
    guard !waiting.isEmpty else { throw .everybodyTold }
    guard to.allSatisfy({ waiting.contains($0) }) else { throw .notInDistribution }
    let until = try ObjectionSteps.until(on, situation)
    let told = ObjectionTold(
      distribution: matter.id, objection: objection, to: to.isEmpty ? waiting : to, on: on, opposeBy: until.value,
      reasons: until.reasons)
    return [situation.append(.distribution(caseID), [told])]
  }
}

/// One of them opposes the objection.
public struct OpposeObjection: CaseCommand {
  public static let name = "distribution.oppose"
  public static let title = Phrase("登记反对意见", "Record an opposition")
  public static let roles = ObjectionSteps.clerks
  public static let fields = [
    DistributionCommands.caseField, ObjectionSteps.field, Field("by", Phrase("反对人", "Opposed by"), .pick(.creditor)),
    Field("on", Phrase("提出日", "Made on"), .day), Field("text", Phrase("反对理由", "Reasons"), .longText(max: 4000)),
  ]
  public let caseID: ID<CaseFile>
  let objection: ID<PlanObjection>
  let by: ID<Person>
  let on: Day
  let text: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    objection = input.id("objection")
    by = input.id("by")
    on = input.day("on") ?? Day(number: 0)
    text = input.text("text", max: 4000)
  }
  public var reads: [StreamID] { [.caseFile(caseID), .caseAccount(caseID), .distribution(caseID)] }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try ObjectionSteps.offered(situation, file)
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let (matter, found) = try ObjectionSteps.find(objection, situation, file)
    guard let told = found.told[by] else { throw .notTold }
    guard on <= situation.today, on >= told.on else { throw .appliedInFuture }
    guard on <= told.until else { throw .oppositionLate(told.until) }
    let words = situation.depository.deposit(VaultContent("text", ["text": text]))
    let opposed = ObjectionOpposed(distribution: matter.id, objection: objection, by: by, on: on, text: words)
    return [situation.append(.distribution(caseID), [opposed])]
  }
}

/// Tells the objector that he is opposed; he may sue within fifteen days.
public struct TellObjector: CaseCommand {
  public static let name = "distribution.tellObjector"
  public static let title = Phrase("将反对意见通知异议人", "Tell the objector of the opposition")
  public static let roles = ObjectionSteps.clerks
  public static let fields = [
    DistributionCommands.caseField, ObjectionSteps.field, Field("on", Phrase("收到通知日", "Received on"), .day),
  ]
  public let caseID: ID<CaseFile>
  let objection: ID<PlanObjection>
  let on: Day
  public init(_ input: inout Input) {
    caseID = input.id("case")
    objection = input.id("objection")
    on = input.day("on") ?? Day(number: 0)
  }
  public var reads: [StreamID] { [.caseFile(caseID), .caseAccount(caseID), .distribution(caseID)] }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try ObjectionSteps.offered(situation, file)
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let (matter, found) = try ObjectionSteps.find(objection, situation, file)
    guard let first = found.opposed.values.min() else { throw .notOpposed }
    guard found.objectorTold == nil else { throw .everybodyTold }
    guard on >= first else { throw .appliedInFuture }
    let until = try ObjectionSteps.until(on, situation)
    let told = ObjectorTold(
      distribution: matter.id, objection: objection, on: on, sueBy: until.value, reasons: until.reasons)
    return [situation.append(.distribution(caseID), [told])]
  }
}

/// The objector sued in time (分配方案异议之诉).
public struct RecordPlanSuit: CaseCommand {
  public static let name = "distribution.recordSuit"
  public static let title = Phrase("登记分配方案异议之诉", "Record a suit over the plan")
  public static let roles = ObjectionSteps.clerks
  public static let fields = [
    DistributionCommands.caseField, ObjectionSteps.field, Field("on", Phrase("起诉日", "Filed on"), .day),
    Field("text", Phrase("受理法院与案号", "Court and number"), .text(max: 200)),
  ]
  public let caseID: ID<CaseFile>
  let objection: ID<PlanObjection>
  let on: Day
  let text: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    objection = input.id("objection")
    on = input.day("on") ?? Day(number: 0)
    text = input.text("text")
  }
  public var reads: [StreamID] { [.caseFile(caseID), .caseAccount(caseID), .distribution(caseID)] }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try ObjectionSteps.offered(situation, file)
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let (matter, found) = try ObjectionSteps.find(objection, situation, file)
    guard let told = found.objectorTold else { throw .notOpposedYet }
    guard found.suitOn == nil else { throw .alreadyObjected }
    guard on <= situation.today, on >= told.on else { throw .appliedInFuture }
    guard on <= told.until else { throw .suitLate(told.until) }
    let words = situation.depository.deposit(VaultContent("text", ["text": text]))
    return [
      situation.append(
        .distribution(caseID), [PlanSuitFiled(distribution: matter.id, objection: objection, on: on, text: words)])
    ]
  }
}

/// An objection ends by the objector's word or by the judgment in his suit.
public struct EndObjection: CaseCommand {
  public static let name = "distribution.endObjection"
  public static let title = Phrase("登记异议结果", "Record how an objection ended")
  public static let roles: Set<Role> = [.officer, .judge]
  private static let said: [PlanObjection.Outcome] = [.withdrawn, .dismissed, .upheld]
  public static let fields = [
    DistributionCommands.caseField, ObjectionSteps.field,
    Field("outcome", Phrase("结果", "Outcome"), .choice(said.map { Field.Choice($0.rawValue, $0.name) })),
    Field("text", Phrase("裁判文书或者书面声明", "Judgment or statement"), .longText(max: 2000)),
  ]
  public let caseID: ID<CaseFile>
  let objection: ID<PlanObjection>
  let outcome: PlanObjection.Outcome
  let text: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    objection = input.id("objection")
    outcome = input.choice("outcome") ?? .withdrawn
    text = input.text("text", max: 2000)
  }
  public var reads: [StreamID] { [.caseFile(caseID), .caseAccount(caseID), .distribution(caseID)] }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try ObjectionSteps.offered(situation, file)
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let (matter, found) = try ObjectionSteps.find(objection, situation, file)
    switch outcome {
    case .withdrawn: break
    case .dismissed, .upheld: if found.suitOn == nil { throw .notInCourt }
    case .unopposed, .lapsed: throw .machineOutcome
    }
    let words = situation.depository.deposit(VaultContent("text", ["text": text]))
    return [
      situation.append(
        .distribution(caseID),
        [ObjectionEnded(distribution: matter.id, objection: objection, outcome: outcome, text: words)])
    ]
  }
}
