import Basics
import EnforcementLaw

/// The commands of putting right: one for each kind of mistake, and those that settle what followed.
public enum CorrectionCommands {
  public static let all: [any Command.Type] = [
    CorrectParticulars.self, CorrectPerson.self, CorrectClaim.self, CorrectReceipt.self,
    ConfirmReceiptSum.self, DeclineReceiptSum.self, CorrectPayment.self,
    CorrectProperty.self, CorrectPaper.self, RecallRequest.self, CorrectDirectPayment.self, CorrectDuty.self,
    CorrectSettlement.self, CorrectService.self, CorrectPublication.self, CorrectLiability.self, CorrectPayer.self,
    CorrectWithdrawal.self, CorrectHandEntry.self, ExplainUndo.self, ReturnTaken.self,
  ]
  static let caseField = Field("case", Phrase("案件", "Case"), .text(max: 20))
  static let staff: Set<Role> = [.officer, .judge, .filingJudge, .bureauChief]
  static let money: Set<Role> = [.moneySupervisor, .cashier, .bureauChief]
  static let grounds = [
    Field("reason", Phrase("错误情况和更正理由", "What was wrong, and why it is corrected"), .longText(max: 2000)),
    Field(
      "evidence", Phrase("依据", "Evidence"), .longText(max: 2000), hint: Phrase("证件、银行回单、裁判文书等及其编号", "Papers with their numbers")),
  ]
  /// Handler, filing judge or chief.
  static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    guard file.isFiled else { throw .notFiled }
    try Authority.handler(of: file, or: [.filingJudge, .bureauChief, .moneySupervisor, .cashier], situation.actor)
  }
}

/// Why and on what a mistake is put right.
struct CorrectionGrounds: Sendable {
  let reason: String
  let evidence: String
  init(_ input: inout Input) {
    reason = input.text("reason", max: 2000)
    evidence = input.text("evidence", max: 2000)
  }
  /// The correction's record, first of what it decides; gives its id.
  func record(
    _ kind: CorrectionKind, _ subject: some CustomStringConvertible, person: ID<Person>? = nil, _ caseID: ID<CaseFile>,
    _ draft: inout Draft
  ) -> UndoCause {
    let situation = draft.situation
    let id = situation.ids.next(Correction.self)
    draft.add(
      .caseFile(caseID),
      [
        CorrectionRecorded(
          correction: id, kind: kind, subject: subject.description, person: person,
          reason: situation.depository.deposit(VaultContent("text", ["text": reason])),
          evidence: situation.depository.deposit(VaultContent("text", ["text": evidence])))
      ])
    return .correction(id)
  }
}

/// Name, address or head of a party were recorded wrong; the person is the same.
public struct CorrectParticulars: CaseCommand {
  public static let name = "correction.particulars"
  public static let title = Phrase("更正当事人信息", "Correct a party's particulars")
  public static let roles = CorrectionCommands.staff
  private static let corrected = ["name", "address", "legalRepresentative"]
  public static let fields =
    [
      CorrectionCommands.caseField, Field("party", Phrase("当事人", "Party"), .pick(.party)),
      Field(
        "name", Phrase("正确的姓名或名称", "Right name"), .text(max: 80), required: false,
        hint: Phrase("证件号码错误的，按错列当事人更正", "A wrong ID number is another person")),
      Field("address", Phrase("正确的地址", "Right address"), .text(max: 200), required: false),
      Field("legalRepresentative", Phrase("正确的法定代表人", "Right legal representative"), .text(max: 40), required: false),
    ] + CorrectionCommands.grounds
  public let caseID: ID<CaseFile>
  let party: ID<Person>
  let right: [String: String]
  let grounds: CorrectionGrounds
  public init(_ input: inout Input) {
    caseID = input.id("case")
    party = input.id("party")
    right = [
      "name": input.text("name", required: false, max: 80), "address": input.text("address", required: false, max: 200),
      "legalRepresentative": input.text("legalRepresentative", required: false, max: 40),
    ].filter { !$0.value.isEmpty }
    grounds = CorrectionGrounds(&input)
  }
  public func alsoReads(_ situation: Situation) -> [StreamID] { [.person(party)] }
  public func opens(_ situation: Situation) -> [VaultRef] { situation.person(party).vault.map { [$0] } ?? [] }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try CorrectionCommands.offered(in: situation, file)
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard file.filing.party(party) != nil, let entry = situation.person(party).vault else { throw .notAParty }
    let known = Particulars(situation.depository.content(entry)?.fields ?? [:])
    let now = known.adding(right)
    if now == known { throw .nothingWrong }
    var draft = Draft(situation)
    let cause = grounds.record(.particulars, party, person: party, caseID, &draft)
    let vault = situation.depository.deposit(VaultContent(Person.vaultKind, now.fields), newVersionOf: entry)
    draft.add(.person(party), [PersonUpdated(changed: now.changed(since: known), vault: vault)])
    draft.add(.caseFile(caseID), [PartyCorrected(person: party, vault: vault)])
    let named = right["name"] != nil
    Undoing.list(Consequences.of(particulars: party, renamed: named, file), cause, &draft, of: caseID)
    return draft.appended
  }
}

/// Someone else is the party: a namesake, or another by mistake.
public struct CorrectPerson: CaseCommand {
  public static let name = "correction.person"
  public static let title = Phrase("更正错列的当事人", "Put the right person in a wrong one's place")
  public static let roles = CorrectionCommands.staff
  public static let fields =
    [CorrectionCommands.caseField, Field("wrong", Phrase("错列的人", "The wrong person"), .pick(.party))]
    + Newcomer.fields(required: true) + CorrectionCommands.grounds
  public let caseID: ID<CaseFile>
  let wrong: ID<Person>
  let newcomer: Newcomer
  let grounds: CorrectionGrounds
  public init(_ input: inout Input) {
    caseID = input.id("case")
    wrong = input.id("wrong")
    newcomer = Newcomer(&input, as: .debtor)
    grounds = CorrectionGrounds(&input)
  }
  public var identities: [IdentityKey] { newcomer.identities }
  public func alsoReads(_ situation: Situation) -> [StreamID] { newcomer.reads(situation) }
  public func opens(_ situation: Situation) -> [VaultRef] { newcomer.opens(situation) }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try CorrectionCommands.offered(in: situation, file)
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard let role = file.filing.party(wrong)?.role, role != .thirdParty else { throw .notAParty }
    // Whose claim it is does not change by one hand: a change of applicants is ruled on, a wrong entry is a chief's to put right.
    if role == .applicant, situation.actor.roles.isDisjoint(with: [.bureauChief, .vicePresident, .president]) {
      throw .applicantByChief
    }
    var draft = Draft(situation)
    let right = newcomer.record(as: role, &draft)
    if right.person == wrong { throw .samePerson }
    if file.filing.party(right.person)?.role == role { throw .alreadyThatSide }
    let found = Consequences.of(person: wrong, file, situation.account(caseID))
    let cause = grounds.record(.person, wrong, person: wrong, caseID, &draft)
    draft.add(.caseFile(caseID), [PartyReplaced(wrong: wrong, party: right)])
    let isFirst = file.filing.type == .first && file.papers.latest(.enforcementNotice) != nil
    let searched = file.search.rounds.isEmpty ? [] : [Consequence(.searchRightPerson, right.person, person: right.person)]
    let noticed = isFirst ? [Consequence(.noticeRightPerson, right.person, person: right.person)] : []
    Undoing.list(found + (role == .debtor ? noticed + searched : []), cause, &draft, of: caseID)
    return draft.appended
  }
}

/// An account, a house, a car that was found for a debtor is another person's.
public struct CorrectProperty: CaseCommand {
  public static let name = "correction.property"
  public static let title = Phrase("更正误控的他人财产", "Let go of another person's property")
  public static let roles = CorrectionCommands.staff
  public static let fields =
    [CorrectionCommands.caseField, Field("property", Phrase("误认的财产", "The thing"), .pick(.property))]
    + Newcomer.fields(required: true).map { field in
      field.name == "name" ? Field("name", Phrase("财产所有人", "Whose it is"), field.kind) : field
    } + CorrectionCommands.grounds
  public let caseID: ID<CaseFile>
  let property: ID<Property>
  let newcomer: Newcomer
  let grounds: CorrectionGrounds
  public init(_ input: inout Input) {
    caseID = input.id("case")
    property = input.id("property")
    newcomer = Newcomer(&input, as: .thirdParty)
    grounds = CorrectionGrounds(&input)
  }
  public var identities: [IdentityKey] { newcomer.identities }
  public func alsoReads(_ situation: Situation) -> [StreamID] { newcomer.reads(situation) }
  public func opens(_ situation: Situation) -> [VaultRef] { newcomer.opens(situation) }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try CorrectionCommands.offered(in: situation, file)
    if file.search.foundList.isEmpty { throw .nothingWrong }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard let found = file.search.found[property], !file.search.disowned.contains(property) else { throw .nothingWrong }
    var draft = Draft(situation)
    let owner = newcomer.record(as: .thirdParty, &draft)
    if owner.person == found.debtor { throw .samePerson }
    let cause = grounds.record(.property, property, person: owner.person, caseID, &draft)
    let measures = file.seizure.order.compactMap { file.seizure.measures[$0] }.filter { $0.property == property }
    let followed = measures.flatMap { Consequences.of(measure: $0, owner: owner.person, file) }
    draft.add(.caseFile(caseID), [PropertyDisowned(property: property, owner: owner)])
    Undoing.list(followed, cause, &draft, of: caseID)
    return draft.appended
  }
}

/// A paper is out with an error: it is corrected by a ruling or made anew, never edited.
public struct CorrectPaper: CaseCommand {
  public static let name = "correction.paper"
  public static let title = Phrase("登记有误文书", "Record a faulty paper")
  public static let roles = CorrectionCommands.staff
  public static let fields =
    [CorrectionCommands.caseField, Field("paper", Phrase("有误的文书", "Paper"), .pick(.paper))] + CorrectionCommands.grounds
  public let caseID: ID<CaseFile>
  let paper: ID<Paper>
  let grounds: CorrectionGrounds
  public init(_ input: inout Input) {
    caseID = input.id("case")
    paper = input.id("paper")
    grounds = CorrectionGrounds(&input)
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try CorrectionCommands.offered(in: situation, file)
    guard file.papers.all.values.contains(where: { $0.signedAt != nil }) else { throw .nothingWrong }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard let wrong = file.papers.all[paper] else { throw .noSuchPaper }
    guard wrong.signedAt != nil, wrong.stage != .withdrawn else { throw .draftIsWithdrawn }
    var draft = Draft(situation)
    let cause = grounds.record(.paper, paper, caseID, &draft)
    Undoing.list([Consequence(.replacePaper, paper)], cause, &draft, of: caseID)
    return draft.appended
  }
}

/// Calls back a request that went to a unit by mistake. What the unit may have done meanwhile has to be found out.
public struct RecallRequest: CaseCommand {
  public static let name = "correction.recall"
  public static let title = Phrase("撤回误发的协助请求", "Recall a request")
  public static let roles: Set<Role> = [.officer, .judge, .bureauChief, .searchOfficer]
  public static let fields =
    [CorrectionCommands.caseField, Field("request", Phrase("请求编号", "Request"), .text(max: 20))] + CorrectionCommands.grounds
  public let caseID: ID<CaseFile>
  let request: ID<PartnerRequest>
  let grounds: CorrectionGrounds
  public init(_ input: inout Input) {
    caseID = input.id("case")
    request = input.id("request")
    grounds = CorrectionGrounds(&input)
  }
  public var reads: [StreamID] { [.caseFile(caseID), .caseAccount(caseID), .partnerRequest(request)] }
  public func alsoReads(_ situation: Situation) -> [StreamID] {
    situation.request(request).requested?.property.map { [.property($0)] } ?? []
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    guard file.isFiled else { throw .notFiled }
    try Authority.handler(of: file, or: [.searchOfficer, .bureauChief], situation.actor)
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let state = situation.request(request)
    guard let requested = state.requested, requested.caseID == caseID else { throw .noSuchRequest(request) }
    if state.isSettled { throw .requestSettled }
    if requested.action == .pay { throw .paymentNotGivenUp }
    var draft = Draft(situation)
    let cause = grounds.record(.request, request, person: requested.person, caseID, &draft)
    draft.add(.partnerRequest(request), [PartnerRequestGivenUp(caseID: caseID, reason: GiveUpReason.withdrawn.rawValue)])
    GiveUpRequest.withoutAnswer(request, GiveUpReason.withdrawn.rawValue, requested, state, file, &draft)
    Undoing.list(left(requested), cause, &draft, of: caseID)
    return draft.appended
  }
  /// A unit may have acted before it heard of the recall.
  private func left(_ requested: PartnerRequested) -> [Consequence] {
    switch requested.action {
    case .query, .pay: []
    case .freeze, .seal, .freezePolicy:
      requested.measure.map { [Consequence(.recalledMeasure, $0, person: requested.person, amount: requested.amount)] } ?? []
    case .renew, .renewSeal, .release, .unseal, .transfer, .surrender:
      [Consequence(.carryOut, request, person: requested.person, amount: requested.amount)]
    }
  }
}

extension Refusal {
  static var applicantByChief: Refusal {
    Refusal(
      "applicantByChief", field: "wrong",
      Phrase("申请执行人错列由执行局长更正；权利义务承受须裁定变更", "A chief puts a wrong applicant right; a successor needs a ruling"),
      citations: ["变更追加规定第1条"])
  }
  static var nothingWrong: Refusal {
    Refusal("nothingWrong", Phrase("与登记的相同，没有需要更正的内容", "It is recorded so already; nothing is to be corrected"))
  }
  static var samePerson: Refusal {
    Refusal("samePerson", field: "idNumber", Phrase("是同一个人，更正其信息即可", "The same person; correct the particulars"))
  }
  static var draftIsWithdrawn: Refusal {
    Refusal("draftIsWithdrawn", field: "paper", Phrase("尚未签发的，撤回草稿重新拟制", "Not signed yet: withdraw the draft"))
  }
}
