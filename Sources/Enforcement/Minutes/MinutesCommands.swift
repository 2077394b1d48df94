import Basics

/// The minutes capability's commands.
public enum MinutesCommands {
  public static let all: [any Command.Type] = [
    RecordMinutes.self, SignMinutes.self, CloseMinutes.self, WithdrawMinutes.self,
  ]
  static let caseField = Field("case", Phrase("案件", "Case"), .text(max: 20))
  static let paperField = Field("paper", Phrase("笔录", "Minutes"), .pick(.minutes))
  static let roles: Set<Role> = [
    .officer, .judge, .clerk, .assistant, .bailiff, .reception, .filingClerk, .filingJudge, .endedTeam,
  ]
  /// A sheet of the case that is not final yet.
  static func open(_ paper: ID<Paper>, _ file: CaseFile) throws(Refusal) -> Minutes.Sheet {
    guard let sheet = file.minutes.all[paper], !sheet.withdrawn else { throw .noSuchMinutes }
    guard sheet.closedOn == nil else { throw .minutesClosed }
    return sheet
  }
}

/// Writes down what was said (制作笔录), or writes it again as long as nobody has signed.
public struct RecordMinutes: CaseCommand {
  public static let name = "minutes.record"
  public static let title = Phrase("制作笔录", "Take minutes")
  public static let roles = MinutesCommands.roles
  public static let turnsMax = 60
  static let turnFields: [Field] = [
    Field("question", Phrase("问", "Question"), .longText(max: 500)),
    Field(
      "answer", Phrase("答", "Answer"), .longText(max: 3000), required: false,
      hint: Phrase("没有问到的留空，不写入笔录；不回答的写“不答”", "Left empty where not asked; write 不答 for silence")),
    Field(
      "mark", Phrase("标记", "Mark"), .choice(MinutesFact.allCases.map { Field.Choice($0.rawValue, $0.name) }), required: false,
      hint: Phrase("标记后可一键转为登记事项", "A marked answer becomes an entry by one click")),
  ]
  public static let fields = [
    MinutesCommands.caseField,
    Field("paper", Phrase("改写的笔录", "Minutes written again"), .text(max: 20), required: false),
    Field("template", Phrase("种类", "Kind"), .choice(MinutesTemplate.allCases.map { Field.Choice($0.rawValue, $0.name) })),
    Field("person", Phrase("被询问人", "Who is heard"), .pick(.party), required: false),
    Field(
      "withWhom", Phrase("被询问人（非当事人）", "Who is heard, if no party"), .text(max: 100), required: false,
      hint: Phrase("如代理人、家属、保管人及其与当事人的关系", "An agent, a relative, a keeper, and how related")),
    Field("place", Phrase("地点", "Place"), .text(max: 100)),
    Field("present", Phrase("其他在场人", "Others present"), .text(max: 200), required: false),
    Field(
      "begins", Phrase("开始时间", "Begins"), .text(max: 20), required: false,
      hint: Phrase("如 2026-03-16 09:30；空白为现在", "As 2026-03-16 09:30; now if empty")),
    Field("turns", Phrase("问答", "Questions and answers"), .group(turnFields, max: turnsMax)),
  ]
  public let caseID: ID<CaseFile>
  let paper: ID<Paper>?
  let template: MinutesTemplate
  let person: ID<Person>?
  let head: [String: String]
  let begins: Instant?
  let turns: [(turn: MinutesTurn, mark: MinutesFact?)]

  public init(_ input: inout Input) {
    caseID = input.id("case")
    paper = input.optionalID("paper")
    template = input.choice("template") ?? .firstInterview
    person = input.optionalID("person")
    head = [
      "withWhom": input.text("withWhom", required: false, max: 100), "place": input.text("place", max: 100),
      "present": input.text("present", required: false),
    ]
    let begun = input.text("begins", required: false, max: 20)
    begins = begun.isEmpty ? nil : Instant(begun)
    let typed: [(turn: MinutesTurn, mark: MinutesFact?)] = input.group("turns", max: RecordMinutes.turnsMax) { part in
      let mark = part.list("mark").isEmpty ? nil : part.choice("mark", MinutesFact.self)
      return (
        MinutesTurn(question: part.text("question", max: 500), answer: part.text("answer", required: false, max: 3000)), mark
      )
    }
    if !begun.isEmpty, begins == nil {
      input.fault("begins", "notAMoment", Phrase("时间请写成 2026-03-16 09:30", "Write the time as 2026-03-16 09:30"))
    }
    if person == nil, head["withWhom"]?.isEmpty ?? true {
      input.fault("person", "nobodyHeard", Phrase("请选择被询问的当事人，或者写明其他被询问人", "Choose a party, or name who else is heard"))
    }
    // What was not asked stays out of the sheet.
    turns = typed.filter { !$0.turn.answer.isEmpty }
    if !typed.isEmpty, turns.isEmpty {
      input.fault("turns", "nothingSaid", Phrase("还没有记录任何回答", "No answer is written yet"))
    }
  }
  public func opens(_ situation: Situation) -> [VaultRef] {
    paper.flatMap { situation.caseFile(caseID).minutes.all[$0] }.map { [$0.text] } ?? []
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    if file.filing.refused { throw .applicationRefused }
    if file.isClosed, file.closing.closed?.way != .terminatedRound { throw .caseClosed }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    if template != .firstInterview, !file.isFiled { throw .notFiled }
    if let person, file.filing.party(person) == nil { throw .notAParty }
    let start = begins ?? situation.now
    guard start <= situation.now else { throw .minutesInFuture }
    guard start.day >= file.filing.receivedOn else { throw .minutesBeforeCase(file.filing.receivedOn) }
    var earlier: Minutes.Sheet?
    if let paper {
      let sheet = try MinutesCommands.open(paper, file)
      guard sheet.signatures.isEmpty else { throw .minutesSigned }
      earlier = sheet
    }
    var fields = head.filter { !$0.value.isEmpty }
    fields["text"] = MinutesTurn.text(turns.map(\.turn))
    let text = situation.depository.deposit(VaultContent("text", fields), newVersionOf: earlier?.text)
    let marks = turns.enumerated().compactMap { place, turn in turn.mark.map { MinutesMark(turn: place, fact: $0) } }
    let recorded = MinutesRecorded(
      paper: earlier?.paper ?? situation.ids.next(), template: template, person: person, begins: start, ends: situation.now,
      marks: marks, text: text)
    return [situation.append(.caseFile(caseID), [recorded])]
  }
}

/// Takes a signature that was drawn on the screen (手写签名).
public struct SignMinutes: CaseCommand {
  public static let name = "minutes.sign"
  public static let title = Phrase("笔录签名", "Sign the minutes")
  public static let roles = MinutesCommands.roles
  public static let fields = [
    MinutesCommands.caseField, MinutesCommands.paperField,
    Field("signer", Phrase("签名人", "Who signs"), .choice(MinutesSigner.allCases.map { Field.Choice($0.rawValue, $0.name) })),
    Field(
      "strokes", Phrase("笔迹", "Strokes"), .longText(max: 60_000),
      hint: Phrase("在笔录页面的签名框内用手指或触控笔书写", "Drawn in the box of the minutes page, with finger or pen")),
  ]
  public let caseID: ID<CaseFile>
  let paper: ID<Paper>
  let signer: MinutesSigner
  let strokes: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    paper = input.id("paper")
    signer = input.choice("signer") ?? .heard
    strokes = input.text("strokes", max: 60_000)
    guard !strokes.isEmpty else { return }
    do throws(PenStrokes.Fault) {
      _ = try PenStrokes(strokes)
    } catch {
      switch error {
      case .malformed: input.fault("strokes", "notStrokes", Phrase("不是签名笔迹", "Not the strokes of a signature"))
      case .empty: input.fault("strokes", "noSignature", Phrase("还没有签名", "Nobody has signed yet"))
      case .tooLong: input.fault("strokes", "tooLong", Phrase("笔迹过多，请清除后重签", "Too many strokes; clear and sign again"))
      }
    }
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    if file.minutes.open.isEmpty { throw .noOpenMinutes }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    _ = try MinutesCommands.open(paper, file)
    let kept = situation.depository.deposit(VaultContent("signature", ["strokes": strokes]))
    return [situation.append(.caseFile(caseID), [MinutesSigned(paper: paper, signer: signer, strokes: kept)])]
  }
}

/// Closes a sheet into the file (归入案卷): signed, or with the reason why not. It becomes a paper, and what it was taken for is done with
/// it: the interview of a debtor, the interview before an ending.
public struct CloseMinutes: CaseCommand {
  public static let name = "minutes.close"
  public static let title = Phrase("笔录定稿归卷", "Close the minutes into the file")
  public static let roles = MinutesCommands.roles
  public static let fields = [
    MinutesCommands.caseField, MinutesCommands.paperField,
    Field(
      "unsigned", Phrase("未签名的情况", "Why nobody signed"), .longText(max: 500), required: false,
      hint: Phrase("被询问人拒绝签名或者不能签名的，记明情况", "Where whoever was heard refused or could not sign")),
  ]
  public let caseID: ID<CaseFile>
  let paper: ID<Paper>
  let unsigned: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    paper = input.id("paper")
    unsigned = input.text("unsigned", required: false, max: 500)
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    if file.minutes.open.isEmpty { throw .noOpenMinutes }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let sheet = try MinutesCommands.open(paper, file)
    guard sheet.isSigned || !unsigned.isEmpty else { throw .minutesNotSigned }
    let reason = sheet.isSigned ? nil : situation.depository.deposit(VaultContent("text", ["text": unsigned]))
    let about = sheet.person.map { ["\($0)"] } ?? []
    var events: [any Event] = [
      PaperDrafted(paper: paper, kind: .interviewMinutes, about: about, text: sheet.text),
      MinutesClosed(paper: paper, template: sheet.template, signed: sheet.isSigned, unsigned: reason),
      PaperSigned(paper: paper, kind: .interviewMinutes),
    ]
    events += effects(sheet, file)
    return [situation.append(.caseFile(caseID), events)]
  }

  private func effects(_ sheet: Minutes.Sheet, _ file: CaseFile) -> [any Event] {
    let party = sheet.person.flatMap { file.filing.party($0) }
    switch sheet.template {
    case .debtorInterview:
      guard let party, party.role == .debtor else { return [] }
      let promised = file.reception.promises.values.contains { $0.sheet == paper }
      return [InterviewRecorded(person: party.person, outcome: promised ? .promisesPayment : .appeared, minutes: sheet.text)]
    case .endingInterview:
      guard let ending = file.closing.ending, ending.interviewedOn == nil, party?.role == .applicant else { return [] }
      return [EndingInterviewRecorded(minutes: sheet.text, applicantSigned: sheet.isSigned)]
    case .firstInterview, .settlement, .search: return []
    }
  }
}

/// Takes back a sheet that nobody signed.
public struct WithdrawMinutes: CaseCommand {
  public static let name = "minutes.withdraw"
  public static let title = Phrase("作废笔录", "Take back minutes")
  public static let roles = MinutesCommands.roles
  public static let fields = [
    MinutesCommands.caseField, MinutesCommands.paperField, Field("reason", Phrase("理由", "Reason"), .longText(max: 500)),
  ]
  public let caseID: ID<CaseFile>
  let paper: ID<Paper>
  let reason: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    paper = input.id("paper")
    reason = input.text("reason", max: 500)
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    if file.minutes.open.isEmpty { throw .noOpenMinutes }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let sheet = try MinutesCommands.open(paper, file)
    guard !sheet.isSigned else { throw .minutesSigned }
    let words = situation.depository.deposit(VaultContent("text", ["text": reason]))
    return [situation.append(.caseFile(caseID), [MinutesWithdrawn(paper: paper, reason: words)])]
  }
}

extension Refusal {
  static var noSuchMinutes: Refusal {
    Refusal("noSuchMinutes", field: "paper", Phrase("本案没有这份笔录", "The case has no such minutes"))
  }
  static var minutesClosed: Refusal {
    Refusal(
      "minutesClosed", field: "paper", Phrase("笔录已经归卷，不能更改", "The minutes are in the file and cannot be changed"),
      remedy: Phrase("有补充、更正的，另作一份笔录", "Take further minutes of what is to be added"))
  }
  static var minutesSigned: Refusal {
    Refusal(
      "minutesSigned", field: "paper", Phrase("已有人签名，内容不能再改", "Somebody has signed; what was signed stays"),
      remedy: Phrase("有补充、更正的，另作一份笔录", "Take further minutes of what is to be added"))
  }
  static var minutesNotSigned: Refusal {
    Refusal(
      "minutesNotSigned", field: "unsigned", Phrase("被询问人尚未签名", "Whoever was heard has not signed"),
      remedy: Phrase("请其签名、上传已签名的扫描件，或者记明未签名的情况", "Have it signed, attach the signed sheet, or write down why nobody signed"))
  }
  static var noOpenMinutes: Refusal {
    Refusal("noOpenMinutes", Phrase("没有待签名、归卷的笔录", "No minutes wait to be signed or closed"))
  }
  static var minutesInFuture: Refusal {
    Refusal("minutesInFuture", field: "begins", Phrase("开始时间晚于现在", "It begins later than now"))
  }
  static func minutesBeforeCase(_ day: Day) -> Refusal {
    Refusal("minutesBeforeCase", field: "begins", Phrase("开始时间早于收到申请的 \(day)", "Earlier than the application of \(day)"))
  }
}
