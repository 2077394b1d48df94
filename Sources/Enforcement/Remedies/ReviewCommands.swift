import Basics
import EnforcementLaw

/// Judges who may examine a matter: none of them had a part in the enforcement.
enum ReviewPanel {
  /// The members named, checked, the presiding judge first; where none is named, those of the review line who are here, then others.
  static func choose(
    _ named: [ID<StaffMember>], for file: CaseFile, not before: Set<ID<StaffMember>> = [], in situation: Situation
  ) throws(Refusal) -> [ID<StaffMember>] {
    let court = situation.organisation
    if !named.isEmpty {
      for member in named {
        guard let known = court.staff[member], known.active, !known.roles.isDisjoint(with: RemedyCommands.reviewers) else {
          throw .notAReviewer
        }
        if file.wasWorkedBy(member) { throw .workedOnCase("members") }
        if before.contains(member) { throw .satBefore }
      }
      guard named.count >= ReviewTerms.panelMin, named.count % 2 == 1, Set(named).count == named.count else {
        throw .panelTooSmall(named.count)
      }
      return named
    }
    var free: [ID<StaffMember>] = []
    for role in [Role.reviewJudge, .judge] {
      for member in court.present(role, on: situation.today)
      where !free.contains(member) && !file.wasWorkedBy(member) && !before.contains(member) {
        free.append(member)
      }
    }
    guard free.count >= ReviewTerms.panelMin else { throw .panelTooSmall(free.count) }
    return Array(free.prefix(ReviewTerms.panelMin))
  }
  static let membersField = Field(
    "members", Phrase("合议庭成员", "Panel"), .picks(.staff), required: false,
    hint: Phrase("第一人为审判长；不选由系统在未办理本案的法官中确定", "The first presides; empty: chosen among judges who had no part in the case"))
}

/// Files the matter: number of the review line, panel (异议复议规定 2, 11).
public struct FileRemedy: CaseCommand {
  public static let name = "remedies.file"
  public static let title = Phrase("审查事项立案", "File the matter under review")
  public static let roles: Set<Role> = [.filingJudge]
  public static let fields = [RemedyCommands.caseField, RemedyCommands.field, ReviewPanel.membersField]
  public let caseID: ID<CaseFile>
  let remedy: ID<Remedy>
  let members: [ID<StaffMember>]
  public init(_ input: inout Input) {
    caseID = input.id("case")
    remedy = input.id("remedy")
    members = input.ids("members")
  }
  public func alsoReads(_ situation: Situation) -> [StreamID] {
    [.reviewNumbers(situation.court, year: situation.today.year)]
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try RemedyCommands.offered(file, [.received])
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let matter = try RemedyCommands.find(remedy, file, .received)
    let drafted = matter.rulings.contains { file.papers.all[$0.paper]?.stage == .draft }
    if drafted { throw .rulingDraftOpen }
    let panel = try ReviewPanel.choose(members, for: file, in: situation)
    let numbers = StreamID.reviewNumbers(situation.court, year: situation.today.year)
    let counter: CaseNumbers = situation.state(numbers)
    let serial = counter.last + 1
    let number = "(\(situation.today.year))\(situation.court.text)执异\(serial)号"
    return [
      situation.append(numbers, [SerialTaken(serial: serial, caseID: caseID)]),
      situation.append(
        .caseFile(caseID),
        [RemedyFiled(remedy: remedy, kind: matter.kind, number: number, panel: panel, receivedOn: matter.receivedOn)]),
    ]
  }
}

extension StreamID {
  /// Numbers of the review line: 执异 has a row of its own (R1.1).
  public static func reviewNumbers(_ court: CourtCode, year: Int) -> StreamID {
    StreamID(.caseNumbers, "\(court.text)/执异/\(year)")
  }
}

/// Drafts the ruling that refuses to file.
public struct RefuseRemedy: CaseCommand {
  public static let name = "remedies.refuse"
  public static let title = Phrase("审查事项不予受理", "Refuse to file the matter")
  public static let roles: Set<Role> = [.filingJudge]
  public static let fields = [
    RemedyCommands.caseField, RemedyCommands.field, Field("text", Phrase("理由", "Reasons"), .longText(max: 4000)),
  ]
  public let caseID: ID<CaseFile>
  let remedy: ID<Remedy>
  let text: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    remedy = input.id("remedy")
    text = input.text("text", max: 4000)
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try RemedyCommands.offered(file, [.received])
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let matter = try RemedyCommands.find(remedy, file, .received)
    return try ReviewRuling.drafted(matter, .notAccepted, text, in: situation, file)
  }
}

enum ReviewRuling {
  static func drafted(
    _ matter: Remedy, _ outcome: RemedyOutcome, _ text: String, in situation: Situation, _ file: CaseFile
  ) throws(Refusal) -> [StreamEvents] {
    if matter.rulings.contains(where: { file.papers.all[$0.paper]?.stage == .draft }) { throw .rulingDraftOpen }
    let paper = situation.ids.next(Paper.self)
    return [
      situation.append(
        .caseFile(file.id),
        [
          PaperDrafted(paper: paper, kind: .reviewRuling, about: ["\(matter.id)"]),
          RemedyRulingDrafted(
            remedy: matter.id, paper: paper, outcome: outcome, text: RemedyCommands.text(text, situation)),
        ])
    ]
  }
}

/// Another panel takes the matter.
public struct FormPanel: CaseCommand {
  public static let name = "remedies.formPanel"
  public static let title = Phrase("另行组成合议庭", "Form another panel")
  public static let roles: Set<Role> = [.president, .vicePresident, .bureauChief, .filingJudge]
  public static let fields = [
    RemedyCommands.caseField, RemedyCommands.field, ReviewPanel.membersField,
    Field("reason", Phrase("理由", "Reason"), .text(max: 500)),
  ]
  public let caseID: ID<CaseFile>
  let remedy: ID<Remedy>
  let members: [ID<StaffMember>]
  let reason: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    remedy = input.id("remedy")
    members = input.ids("members")
    reason = input.text("reason", max: 500)
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try RemedyCommands.offered(file, [.filed])
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let matter = try RemedyCommands.find(remedy, file, .filed)
    let panel = try ReviewPanel.choose(members, for: file, not: matter.panelsBefore, in: situation)
    return [
      situation.append(
        .caseFile(caseID), [PanelFormed(remedy: remedy, panel: panel, reason: RemedyCommands.text(reason, situation))])
    ]
  }
}

/// Tells those concerned of the filing, within three days.
public struct NotifyRemedy: CaseCommand {
  public static let name = "remedies.notify"
  public static let title = Phrase("通知审查事项当事人", "Tell those concerned of the matter")
  public static let roles = RemedyCommands.clerks
  /// Of the review line: its judges are never the case's own.
  public static let reach: CaseReach = .anyCase
  public static let fields = [
    RemedyCommands.caseField, RemedyCommands.field,
    Field(
      "persons", Phrase("被通知人", "Told"), .picks(.party), required: false, hint: Phrase("不选为全部相关当事人", "None means all concerned")),
    RemedyCommands.onField,
  ]
  public let caseID: ID<CaseFile>
  let remedy: ID<Remedy>
  let persons: [ID<Person>]
  let on: Day?
  public init(_ input: inout Input) {
    caseID = input.id("case")
    remedy = input.id("remedy")
    persons = input.ids("persons")
    on = input.day("on", required: false)
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try RemedyCommands.offered(file, [.filed])
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let matter = try RemedyCommands.find(remedy, file, .filed)
    let all = matter.receivers(file)
    guard persons.allSatisfy({ all.contains($0) }) else { throw .notConcerned }
    let day = try RemedyCommands.day(on, situation)
    return [
      situation.append(.caseFile(caseID), [RemedyNotified(remedy: remedy, persons: persons.isEmpty ? all : persons, on: day)])
    ]
  }
}

/// The panel hears those concerned; the minutes stay with the matter.
public struct HearRemedy: CaseCommand {
  public static let name = "remedies.hear"
  public static let title = Phrase("登记听证", "Record a hearing")
  public static let roles = RemedyCommands.clerks
  /// Of the review line: its judges are never the case's own.
  public static let reach: CaseReach = .anyCase
  public static let fields = [
    RemedyCommands.caseField, RemedyCommands.field, RemedyCommands.onField,
    Field("minutes", Phrase("听证笔录", "Minutes"), .longText(max: 10_000)),
  ]
  public let caseID: ID<CaseFile>
  let remedy: ID<Remedy>
  let on: Day?
  let minutes: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    remedy = input.id("remedy")
    on = input.day("on", required: false)
    minutes = input.text("minutes", max: 10_000)
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try RemedyCommands.offered(file, [.filed])
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    _ = try RemedyCommands.find(remedy, file, .filed)
    let day = try RemedyCommands.day(on, situation)
    return [
      situation.append(
        .caseFile(caseID), [RemedyHeard(remedy: remedy, on: day, minutes: RemedyCommands.text(minutes, situation))])
    ]
  }
}

/// The panel accepts security: an applicant's lets the enforcement go on, another's lets the disposal wait.
public struct AcceptSecurity: CaseCommand {
  public static let name = "remedies.acceptSecurity"
  public static let title = Phrase("准许担保", "Accept security")
  public static let roles = RemedyCommands.reviewers
  /// Of the review line: its judges are never the case's own.
  public static let reach: CaseReach = .anyCase
  public static let fields = [
    RemedyCommands.caseField, RemedyCommands.field, Field("by", Phrase("担保提供人", "Given by"), .pick(.party)),
    Field("amount", Phrase("担保数额（元）", "Amount (yuan)"), .money),
    Field("text", Phrase("担保方式和合议庭意见", "Kind of security, and the panel's view"), .longText(max: 2000)),
  ]
  public let caseID: ID<CaseFile>
  let remedy: ID<Remedy>
  let by: ID<Person>
  let amount: Money
  let text: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    remedy = input.id("remedy")
    by = input.id("by")
    amount = input.money("amount")
    text = input.text("text", max: 2000)
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try RemedyCommands.offered(file, [.filed, .ruled])
    try RemedyCommands.apart(situation, file)
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let matter = try RemedyCommands.find(remedy, file, .filed, .ruled)
    try RemedyCommands.onPanel(matter, situation, file)
    guard let party = file.filing.party(by) else { throw .notAParty }
    // A third party's objection and a contested change hold by law; only an applicant's security changes that.
    let effect: SecurityEffect = party.role == .applicant ? .continues : .holds
    let accepted = SecurityAccepted(
      remedy: remedy, by: by, effect: effect, amount: amount, text: RemedyCommands.text(text, situation))
    return [situation.append(.caseFile(caseID), [accepted])]
  }
}
