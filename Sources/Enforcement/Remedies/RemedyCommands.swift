import Basics
import EnforcementLaw

/// The review line's commands.
public enum RemedyCommands {
  public static let all: [any Command.Type] = [
    ObjectToAct.self, ClaimThing.self, AskPartyChange.self, FileRemedy.self, RefuseRemedy.self, FormPanel.self, NotifyRemedy.self,
    HearRemedy.self, AcceptSecurity.self, DraftReviewRuling.self, ServeReviewRuling.self, AppealRemedy.self, SendUpRemedy.self,
    RecordAppealDecision.self, SueOverRemedy.self, EndRemedySuit.self, ReviewRemedy.self,
  ]
  static let caseField = Field("case", Phrase("案件", "Case"), .text(max: 20))
  static let field = Field("remedy", Phrase("审查事项", "Matter under review"), .pick(.remedy))
  static let receivedField = Field(
    "receivedOn", Phrase("收到书面申请日", "Received in writing on"), .day, required: false, hint: Phrase("空白为今天", "Today if empty"))
  static let onField = Field("on", Phrase("日期", "Day"), .day, required: false, hint: Phrase("空白为今天", "Today if empty"))
  /// Who takes an application in.
  static let counter: Set<Role> = [.filingClerk, .filingJudge, .reception, .clerk]
  /// Who keeps a matter's papers.
  static let clerks: Set<Role> = [.clerk, .assistant, .reviewJudge, .judge]
  static let reviewers: Set<Role> = [.reviewJudge, .judge]

  static func find(_ id: ID<Remedy>, _ file: CaseFile, _ stages: RemedyStage...) throws(Refusal) -> Remedy {
    guard let matter = file.remedies.all[id] else { throw .noSuchRemedy }
    guard stages.isEmpty || stages.contains(matter.stage) else { throw .remedyStage(matter.stage) }
    return matter
  }
  /// Refuses where no matter stands at one of these stages.
  static func offered(_ file: CaseFile, _ stages: Set<RemedyStage>) throws(Refusal) {
    guard file.remedies.list.contains(where: { stages.contains($0.stage) }) else { throw .nothingUnderReview }
  }
  /// Refuses whoever carried out the enforcement.
  static func apart(_ situation: Situation, _ file: CaseFile) throws(Refusal) {
    if let staff = situation.actor.staff, file.wasWorkedBy(staff) { throw .workedOnCase(nil) }
  }
  /// Refuses whoever does not sit on the panel.
  static func onPanel(_ matter: Remedy, _ situation: Situation, _ file: CaseFile) throws(Refusal) {
    try apart(situation, file)
    if matter.panel.isEmpty { throw .noPanel }
    guard let staff = situation.actor.staff, matter.panel.contains(staff) else { throw .notOnPanel }
  }
  /// The day given, or today; refused where it is yet to come.
  static func day(_ given: Day?, _ situation: Situation) throws(Refusal) -> Day {
    let day = given ?? situation.today
    guard day <= situation.today else { throw .receivedInFuture }
    return day
  }
  static func text(_ text: String, _ situation: Situation) -> VaultRef {
    situation.depository.deposit(VaultContent("text", ["text": text]))
  }
}

/// A person who may be new to the court: his particulars as a form gives them.
struct Newcomer: Sendable {
  static let shown: Set<String> = [
    "kind", "name", "idKind", "idNumber", "phone", "address", "confirmedAddress", "legalRepresentative", "agent",
  ]
  let party: Application.Party
  init(_ input: inout Input, as role: CaseParty.Role) { party = Application.party(&input, as: role) }
  private func known(_ situation: Situation) -> ID<Person>? {
    party.identity.flatMap { situation.identities[$0]?.id }.map { ID(raw: $0) }
  }
  var identities: [IdentityKey] { [party.identity].compactMap { $0 } }
  func reads(_ situation: Situation) -> [StreamID] { known(situation).map { [.person($0)] } ?? [] }
  func opens(_ situation: Situation) -> [VaultRef] {
    known(situation).flatMap { situation.person($0).vault }.map { [$0] } ?? []
  }
  /// Records the person, or adds to what is known.
  func record(as role: CaseParty.Role, _ draft: inout Draft) -> CaseParty {
    let (person, vault) = Intake.record(party, known: nil, &draft)
    return CaseParty(person: person, role: role, kind: party.kind, vault: vault, confirmedAddress: party.confirmedAddress)
  }
  /// Fields of a form; where `required` is false, empty fields mean a party of the case.
  static func fields(required: Bool) -> [Field] {
    Application.partyFields.filter { shown.contains($0.name) }.map { field in
      Field(field.name, field.label, field.kind, required: required && field.required, hint: field.hint)
    }
  }
}

extension Remedy {
  /// Those whom its papers reach: who asked, the sides of the case, and who is to come in.
  public func receivers(_ file: CaseFile) -> [ID<Person>] {
    var persons: [ID<Person>] = []
    for person in [by] + file.sides.map(\.person) + [change?.party.person].compactMap({ $0 }) where !persons.contains(person) {
      persons.append(person)
    }
    return persons
  }
}
