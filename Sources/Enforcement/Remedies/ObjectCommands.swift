import Basics
import EnforcementLaw

/// A party or an interested person objects to an act, or the debtor to the court's jurisdiction.
public struct ObjectToAct: CaseCommand {
  public static let name = "remedies.object"
  public static let title = Phrase("登记执行异议", "Record an objection to an act")
  public static let roles = RemedyCommands.counter
  private static let kinds: [RemedyKind] = [.conduct, .jurisdiction]
  /// Taken in by whoever sits at the counter: it is directed against the acts of the case's own people.
  public static let reach: CaseReach = .anyCase
  public static let fields =
    [
      RemedyCommands.caseField,
      Field("matter", Phrase("异议种类", "Kind"), .choice(kinds.map { Field.Choice($0.rawValue, $0.name) })),
      Field(
        "by", Phrase("异议人（当事人）", "Objector, a party"), .pick(.party), required: false,
        hint: Phrase("利害关系人不是当事人的，在下面填写", "An interested person who is no party is written below")),
      Field("paper", Phrase("所异议的文书", "Paper complained of"), .pick(.paper), required: false),
      Field("measures", Phrase("所异议的控制措施", "Measures complained of"), .picks(.measure), required: false),
      Field("text", Phrase("请求、事实和理由", "Request, facts and reasons"), .longText(max: 4000)), RemedyCommands.receivedField,
    ] + Newcomer.fields(required: false)
  public let caseID: ID<CaseFile>
  let kind: RemedyKind
  let by: ID<Person>?
  let newcomer: Newcomer?
  let target: RemedyTarget
  let receivedOn: Day?
  let text: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    kind = input.choice("matter") ?? .conduct
    if !ObjectToAct.kinds.contains(kind) {
      input.fault("matter", "ownCommand", Phrase("另有登记操作", "It is recorded by its own act"))
    }
    by = input.optionalID("by")
    target = RemedyTarget(paper: input.optionalID("paper"), measures: input.ids("measures"))
    text = input.text("text", max: 4000)
    receivedOn = input.day("receivedOn", required: false)
    newcomer = by == nil ? Newcomer(&input, as: .thirdParty) : nil
  }
  public var identities: [IdentityKey] { newcomer?.identities ?? [] }
  public func alsoReads(_ situation: Situation) -> [StreamID] { newcomer?.reads(situation) ?? [] }
  public func opens(_ situation: Situation) -> [VaultRef] { newcomer?.opens(situation) ?? [] }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    guard file.isFiled else { throw .notFiled }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let on = try RemedyCommands.day(receivedOn, situation)
    if let paper = target.paper, file.papers.all[paper]?.signedAt == nil { throw .noSuchPaper }
    if let strange = target.measures.first(where: { file.seizure.measures[$0] == nil }) { throw .noSuchMeasureNamed(strange) }
    var draft = Draft(situation)
    let outsider = newcomer?.record(as: .thirdParty, &draft)
    guard let person = by ?? outsider?.person else { throw .notAParty }
    if by != nil, file.filing.party(person) == nil { throw .notAParty }
    if kind == .jurisdiction { try jurisdiction(person, on, situation, file) }
    if let paper = target.paper, [.terminationRuling, .finalTerminationRuling].contains(file.papers.all[paper]?.kind) {
      try ending(paper, on, situation, file)
    }
    let same = file.remedies.list.first { $0.kind == kind && !$0.isOver && $0.by == person && $0.target == target }
    if let same { throw .objectedTwice(same.number ?? "") }
    draft.add(
      .caseFile(caseID),
      [RemedyIntake.received(kind, by: person, outsider: outsider, on: on, target: target, change: nil, text: text, situation)])
    return draft.appended
  }

  private func jurisdiction(_ person: ID<Person>, _ on: Day, _ situation: Situation, _ file: CaseFile) throws(Refusal) {
    let served = file.papers.all.values.filter { $0.kind == .enforcementNotice }.flatMap(\.served)
      .filter { $0.to == "\(person)" }.map(\.on).min()
    guard let served else { throw .notServedNotice }
    let last = ReviewTerms.objectToJurisdictionBy(noticeServed: served, calendar: situation.law.calendar).value
    guard on <= last else { throw .jurisdictionLate(last) }
  }
  private func ending(_ paper: ID<Paper>, _ on: Day, _ situation: Situation, _ file: CaseFile) throws(Refusal) {
    guard let served = file.papers.all[paper]?.served.map(\.on).max() else { return }
    let last = ReviewTerms.objectToEndingBy(served: served, situation.settings, situation.law.calendar).value
    guard on <= last else { throw .endingObjectionLate(last) }
  }
}

/// What all applications have in common.
enum RemedyIntake {
  static func received(
    _ kind: RemedyKind, by person: ID<Person>, outsider: CaseParty?, on: Day, target: RemedyTarget, change: PartyChangeAsked?,
    text: String, _ situation: Situation
  ) -> RemedyReceived {
    let (settings, calendar) = (situation.settings, situation.law.calendar)
    let file = ReviewTerms.fileBy(received: on, settings, calendar)
    let rule =
      kind == .partyChange
      ? ReviewTerms.changeBy(received: on, settings, calendar) : ReviewTerms.ruleBy(received: on, settings, calendar)
    return RemedyReceived(
      remedy: situation.ids.next(), kind: kind, by: person, outsider: outsider, receivedOn: on, target: target, change: change,
      text: RemedyCommands.text(text, situation), fileBy: file.value, ruleBy: rule.value, reasons: rule.reasons)
  }
}

/// Someone from outside claims a right to a thing that is enforced against, or to money that came in.
public struct ClaimThing: CaseCommand {
  public static let name = "remedies.claimThing"
  public static let title = Phrase("登记案外人异议", "Record a third party's objection")
  public static let roles = RemedyCommands.counter
  /// Taken in by whoever sits at the counter: it is directed against the acts of the case's own people.
  public static let reach: CaseReach = .anyCase
  public static let fields =
    [
      RemedyCommands.caseField,
      Field("measures", Phrase("所主张的财产", "Property claimed"), .picks(.measure), required: false),
      Field("receipts", Phrase("所主张的到账款项", "Money claimed"), .picks(.receipt), required: false),
      Field("text", Phrase("权利依据和请求", "Right and request"), .longText(max: 4000)), RemedyCommands.receivedField,
    ] + Newcomer.fields(required: true)
  public let caseID: ID<CaseFile>
  let target: RemedyTarget
  let receivedOn: Day?
  let text: String
  let newcomer: Newcomer
  public init(_ input: inout Input) {
    caseID = input.id("case")
    target = RemedyTarget(measures: input.ids("measures"), receipts: input.ids("receipts"))
    text = input.text("text", max: 4000)
    receivedOn = input.day("receivedOn", required: false)
    newcomer = Newcomer(&input, as: .thirdParty)
  }
  public var identities: [IdentityKey] { newcomer.identities }
  public func alsoReads(_ situation: Situation) -> [StreamID] { newcomer.reads(situation) }
  public func opens(_ situation: Situation) -> [VaultRef] { newcomer.opens(situation) }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    guard file.isFiled else { throw .notFiled }
    guard !file.seizure.live.isEmpty || situation.account(file.id).balance > .zero else { throw .nothingTargeted }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let on = try RemedyCommands.day(receivedOn, situation)
    let account = situation.account(caseID)
    if let strange = target.measures.first(where: { file.seizure.measures[$0]?.status.isLive != true }) {
      throw .noSuchMeasureNamed(strange)
    }
    guard target.receipts.allSatisfy({ account.receipts[$0] != nil }) else { throw .nothingTargeted }
    guard !target.measures.isEmpty || !target.receipts.isEmpty else { throw .nothingTargeted }
    var draft = Draft(situation)
    let outsider = newcomer.record(as: .thirdParty, &draft)
    if file.sides.contains(where: { $0.person == outsider.person }) { throw .objectorIsParty }
    let same = file.remedies.list.first { matter in
      matter.kind == .thirdParty && matter.by == outsider.person && !matter.isOver
        && (!Set(matter.target.measures).isDisjoint(with: target.measures)
          || !Set(matter.target.receipts).isDisjoint(with: target.receipts))
    }
    if let same { throw .objectedTwice(same.number ?? "") }
    draft.add(
      .caseFile(caseID),
      [
        RemedyIntake.received(
          .thirdParty, by: outsider.person, outsider: outsider, on: on, target: target, change: nil, text: text, situation)
      ])
    return draft.appended
  }
}

/// An heir, assignee, merged company, shareholder or another of the closed list is to become a party (变更追加规定).
public struct AskPartyChange: CaseCommand {
  public static let name = "remedies.askPartyChange"
  public static let title = Phrase("登记变更、追加当事人申请", "Record an application to change the parties")
  public static let roles = RemedyCommands.counter
  /// Taken in by whoever sits at the counter: it is directed against the acts of the case's own people.
  public static let reach: CaseReach = .anyCase
  public static let fields =
    [
      RemedyCommands.caseField,
      Field(
        "ground", Phrase("法定情形", "Ground"), .choice(PartyChange.Ground.allCases.map { Field.Choice($0.rawValue, $0.title) }),
        hint: Phrase("情形由规定列明，不在其列的不得变更、追加", "The list is closed")),
      Field(
        "by", Phrase("申请人（当事人）", "Applicant, a party"), .pick(.party), required: false,
        hint: Phrase("承受权利的人自己申请的留空", "Empty where the successor applies himself")),
      Field(
        "replaces", Phrase("被变更的当事人", "Who is replaced"), .pick(.party), required: false,
        hint: Phrase("追加的留空", "Empty where one is added")),
      Field(
        "acknowledged", Phrase("原申请执行人书面认可债权转让", "The first applicant acknowledged the assignment in writing"), .flag,
        required: false),
      Field("text", Phrase("事实、证据和理由", "Facts, evidence and reasons"), .longText(max: 4000)), RemedyCommands.receivedField,
    ] + Newcomer.fields(required: true)
  public let caseID: ID<CaseFile>
  let ground: PartyChange.Ground
  let by: ID<Person>?
  let replaces: ID<Person>?
  let acknowledged: Bool
  let text: String
  let receivedOn: Day?
  let newcomer: Newcomer
  public init(_ input: inout Input) {
    caseID = input.id("case")
    ground = input.choice("ground") ?? .applicantHeir
    by = input.optionalID("by")
    replaces = input.optionalID("replaces")
    acknowledged = input.flag("acknowledged")
    text = input.text("text", max: 4000)
    receivedOn = input.day("receivedOn", required: false)
    newcomer = Newcomer(&input, as: ground.isApplicantSide ? .applicant : .debtor)
  }
  public var identities: [IdentityKey] { newcomer.identities }
  public func alsoReads(_ situation: Situation) -> [StreamID] { newcomer.reads(situation) }
  public func opens(_ situation: Situation) -> [VaultRef] { newcomer.opens(situation) }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try Refusal.unlessOpen(file)
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let on = try RemedyCommands.day(receivedOn, situation)
    if ground == .claimAssigned {
      do throws(LawRefusal) {
        _ = try PartyChange.checkAssignment(assigned: true, acknowledgedInWriting: acknowledged)
      } catch {
        throw Refusal(error.code, field: "acknowledged", error.message, citations: error.citations.map(\.text))
      }
    }
    let role: CaseParty.Role = ground.isApplicantSide ? .applicant : .debtor
    if let replaces, file.filing.party(replaces)?.role != role { throw .changeNeedsReplaced }
    if let by, file.filing.party(by) == nil { throw .notAParty }
    var draft = Draft(situation)
    let party = newcomer.record(as: role, &draft)
    if file.filing.party(party.person)?.role == role { throw .alreadyThatSide }
    let same = file.remedies.list.first {
      $0.kind == .partyChange && !$0.isOver && $0.change?.party.person == party.person && $0.change?.ground == ground
    }
    if let same { throw .objectedTwice(same.number ?? "") }
    let change = PartyChangeAsked(ground: ground, party: party, replaces: replaces)
    draft.add(
      .caseFile(caseID),
      [
        RemedyIntake.received(
          .partyChange, by: by ?? party.person, outsider: nil, on: on, target: RemedyTarget(), change: change, text: text,
          situation)
      ])
    return draft.appended
  }
}

extension Refusal {
  static func noSuchMeasureNamed(_ id: ID<Measure>) -> Refusal {
    Refusal("noSuchMeasure", field: "measures", Phrase("本案没有控制措施 \(id)", "The case has no measure \(id)"))
  }
}
