import Basics

/// The clues capability's commands.
public enum ClueCommands {
  public static let all: [any Command.Type] = [InviteClues.self, RegisterClue.self, CheckClue.self]
  static let caseField = Field("case", Phrase("案件", "Case"), .text(max: 20))
}

/// Asks the applicants for clues and tells them the risks, by message, where the notice of acceptance has not done it.
public struct InviteClues: CaseCommand {
  public static let name = "clues.invite"
  public static let title = Phrase("通知提供财产线索", "Ask the applicant for clues")
  public static let roles: Set<Role> = [.clerk, .assistant, .officer, .judge]
  public static let fields = [
    ClueCommands.caseField, Field("note", Phrase("另行告知的内容", "What else was said"), .longText(max: 1000), required: false),
  ]
  public let caseID: ID<CaseFile>
  let note: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    note = input.text("note", required: false, max: 1000)
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try Refusal.unlessOpen(file)
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    if file.clues.invitedOn == situation.today { throw .invitedToday }
    let words = note.isEmpty ? nil : situation.depository.deposit(VaultContent("text", ["text": note]))
    return [situation.append(.caseFile(caseID), [CluesInvited(note: words)])]
  }
}

/// A clue from an applicant, at the counter, by telephone, by letter or online. It must be checked within seven days, an urgent one within
/// three (N10).
public struct RegisterClue: CaseCommand {
  public static let name = "clues.register"
  public static let title = Phrase("登记申请执行人线索", "Register the applicant's clue")
  public static let roles: Set<Role> = [.clerk, .assistant, .officer, .judge, .searchOfficer, .reception, .filingClerk, .party]
  /// Clues of a case that may wait when a party gives another.
  static let openMax = 20
  /// Whoever is told writes it down: a clue is not lost because the wrong desk heard it.
  public static let reach: CaseReach = .anyCase
  public static let fields = [
    ClueCommands.caseField, Field("by", Phrase("提供人", "From"), .pick(.applicant)),
    Field("debtor", Phrase("被执行人", "Debtor"), .pick(.debtor)),
    Field("channel", Phrase("提供方式", "How it came"), .choice(ClueChannel.allCases.map { Field.Choice($0.rawValue, $0.name) })),
    Field(
      "text", Phrase("线索内容", "The clue"), .longText(max: 5000),
      hint: Phrase("财产种类、所在地或账户、来源", "What, where or which account, and how it is known")),
    Field("urgent", Phrase("情况紧急（三日内核实）", "Urgent: check within three days"), .flag, required: false),
  ]
  public let caseID: ID<CaseFile>
  let by: ID<Person>
  let debtor: ID<Person>
  let channel: ClueChannel
  let text: String
  let urgent: Bool
  public init(_ input: inout Input) {
    caseID = input.id("case")
    by = input.id("by")
    debtor = input.id("debtor")
    channel = input.choice("channel") ?? .counter
    text = input.text("text", max: 5000)
    urgent = input.flag("urgent")
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    guard file.isFiled else { throw .notFiled }
    if let closed = file.closing.closed, closed.way != .terminatedRound { throw .caseClosed }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard file.filing.party(by)?.role == .applicant else { throw .notAnApplicant }
    guard file.filing.party(debtor)?.role == .debtor else { throw .notADebtor }
    if case .party(let own) = situation.actor.ref {
      guard own == by else { throw .notAnApplicant }
      guard channel == .portal else { throw .portalOnly }
      guard file.clues.open.count < RegisterClue.openMax else { throw .tooManyClues }
    }
    let words = situation.depository.deposit(VaultContent("text", ["text": text]))
    return [
      situation.append(
        .caseFile(caseID),
        [ClueReceived(clue: situation.ids.next(), by: by, debtor: debtor, channel: channel, urgent: urgent, text: words)])
    ]
  }
}

/// Says what the check of a clue found; the applicant is told by message.
public struct CheckClue: CaseCommand {
  public static let name = "clues.check"
  public static let title = Phrase("登记线索核查结果", "Record what a clue came to")
  public static let roles: Set<Role> = [.searchOfficer, .officer, .judge, .assistant, .endedTeam]
  public static let fields = [
    ClueCommands.caseField, Field("clue", Phrase("线索", "Clue"), .pick(.clue)),
    Field("outcome", Phrase("核查结果", "Outcome"), .choice(ClueOutcome.allCases.map { Field.Choice($0.rawValue, $0.name) })),
    Field(
      "text", Phrase("核查情况", "What was found"), .longText(max: 5000),
      hint: Phrase("查到的财产另用“人工录入查控结果”登记，来源选线索核查", "Enter what was found by hand too, with the clue as its source")),
  ]
  public let caseID: ID<CaseFile>
  let clue: ID<Clue>
  let outcome: ClueOutcome
  let text: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    clue = input.id("clue")
    outcome = input.choice("outcome") ?? .disproved
    text = input.text("text", max: 5000)
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    if file.clues.open.isEmpty { throw .noOpenClue }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard let state = file.clues.all[clue] else { throw .noSuchClue }
    if state.outcome != nil { throw .clueChecked }
    let words = situation.depository.deposit(VaultContent("text", ["text": text]))
    return [situation.append(.caseFile(caseID), [ClueChecked(clue: clue, outcome: outcome, text: words)])]
  }
}

extension Refusal {
  static var invitedToday: Refusal {
    Refusal("invitedToday", Phrase("今日已通知", "Asked today already"), citations: ["法发〔2006〕35号第5条"])
  }
  static var notAnApplicant: Refusal {
    Refusal("notAnApplicant", field: "by", Phrase("不是本案申请执行人", "Not an applicant of this case"))
  }
  static var portalOnly: Refusal {
    Refusal("portalOnly", field: "channel", Phrase("当事人只能网上提供", "A party gives a clue online"))
  }
  static var tooManyClues: Refusal {
    Refusal(
      "tooManyClues", Phrase("已有多条线索待核查，请等待结果或联系承办人", "Several clues wait to be checked; wait for them or call the handler"))
  }
  static var noOpenClue: Refusal {
    Refusal("noOpenClue", Phrase("没有待核查的线索", "No clue waits to be checked"), citations: ["财产调查规定第2条"])
  }
  static var noSuchClue: Refusal { Refusal("noSuchClue", field: "clue", Phrase("本案没有这条线索", "This case has no such clue")) }
  static var clueChecked: Refusal { Refusal("clueChecked", field: "clue", Phrase("该线索已核查", "This clue was checked already")) }
}
