import Basics
import EnforcementLaw

/// The service register's commands.
public enum ServiceCommands {
  public static let all: [any Command.Type] = [
    ConfirmAddress.self, SendPapers.self, RecordService.self, ReturnPapers.self, DraftNotice.self, PublishNotice.self,
    DeemServed.self, AttachServiceReceipt.self,
  ]
  static let roles: Set<Role> = [.clerk, .assistant, .officer, .judge, .bailiff]

  /// Refuses where no paper waits for service.
  static func waits(_ file: CaseFile) throws(Refusal) {
    guard file.filing.parties.contains(where: { !file.unserved(on: $0.person).isEmpty }) else { throw .noDeliveries }
  }

  /// The papers that wait for this party: all, or those chosen.
  static func chosen(
    _ papers: [ID<Paper>], on person: ID<Person>, _ file: CaseFile
  ) throws(Refusal) -> [Papers.PaperState] {
    guard file.filing.party(person) != nil else { throw .notAParty }
    let waiting = file.unserved(on: person)
    guard !waiting.isEmpty else { throw .nothingWaiting }
    guard !papers.isEmpty else { return waiting }
    for paper in papers where !waiting.contains(where: { $0.id == paper }) {
      guard let state = file.papers.all[paper] else { throw .noSuchPaper }
      throw .notWaiting(state.kind)
    }
    return waiting.filter { papers.contains($0.id) }
  }

  /// The day that counts, with how (R0.2).
  static func day(_ service: ServiceOfPaper, _ situation: Situation) throws(Refusal) -> Explained<Day> {
    do throws(LawRefusal) {
      return try Periods.served(service, settings: situation.settings, calendar: situation.law.calendar)
    } catch {
      throw .law(error)
    }
  }
}

/// Papers leave for a party by post or to an electronic address that the party did not confirm (邮寄、电子发出).
public struct SendPapers: CaseCommand {
  public static let name = "service.send"
  public static let title = Phrase("登记文书寄出", "Record that papers were sent")
  public static let roles = ServiceCommands.roles
  static let ways: [ServiceWay] = [.mail, .electronic]
  public static let fields = [
    PaperCommands.caseField, Field("to", Phrase("受送达人", "Receiver"), .pick(.party)),
    Field("way", Phrase("送达方式", "Way"), .choice(ways.map { Field.Choice($0.rawValue, $0.name) })),
    Field("on", Phrase("寄出日期", "Sent on"), .day),
    Field(
      "tracking", Phrase("邮件单号", "Number of the letter"), .text(max: 30), required: false,
      hint: Phrase("邮寄的必填", "Needed for post")),
    Field(
      "papers", Phrase("文书", "Papers"), .picks(.paper), required: false,
      hint: Phrase("不选为全部待向其送达的文书", "None means all that wait for the receiver")),
  ]
  public let caseID: ID<CaseFile>
  let to: ID<Person>
  let way: ServiceWay
  let on: Day
  let tracking: String?
  let papers: [ID<Paper>]
  public init(_ input: inout Input) {
    caseID = input.id("case")
    to = input.id("to")
    way = input.choice("way") ?? .mail
    on = input.day("on") ?? Day(number: 0)
    papers = input.ids("papers")
    let number = input.text("tracking", required: false, max: 30).filter { !$0.isWhitespace && $0 != "-" }
    tracking = number.isEmpty ? nil : number.uppercased()
    if !SendPapers.ways.contains(way) {
      input.fault("way", "notAChoice", Phrase("只登记邮寄和电子发出", "Only post and electronic sending are recorded here"))
    }
    if way == .mail && number.isEmpty {
      input.fault("tracking", "required", Phrase("邮寄送达须写明单号", "Post needs the number of the letter"))
    }
    if !number.isEmpty, !(6...30).contains(number.count) || !number.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) }) {
      input.fault("tracking", "tracking", Phrase("单号为 6 至 30 位字母和数字", "A number has 6 to 30 letters and digits"))
    }
  }
  public var needs: Set<Need> { tracking.map { [.letters([$0])] } ?? [] }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try ServiceCommands.waits(file)
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let chosen = try ServiceCommands.chosen(papers, on: to, file)
    guard on <= situation.today else { throw .servedInFuture(on) }
    // What the post says of a number is said of one receiver, whichever cases his papers are of.
    if let tracking, situation.findings.letters[tracking]?.subtracting([to]).isEmpty == false { throw .letterOfAnother(tracking) }
    var sent: [PaperSent] = []
    for paper in chosen {
      let delivery = file.delivery(paper, to)
      if let tracking, delivery.openTry?.tracking == tracking { throw .sentAlready(tracking) }
      if let sealed = paper.sealed, on < sealed.at.day { throw .servedBeforeSealed(sealed.at.day) }
      if let before = delivery.tries.compactMap({ $0.endedOn }).max(), on < before { throw .sentTooEarly(before) }
      sent.append(PaperSent(paper: paper.id, kind: paper.kind, to: to, way: way, on: on, tracking: tracking))
    }
    return [situation.append(.caseFile(caseID), sent)]
  }
}

/// Papers came back, were refused, or nobody was there.
public struct ReturnPapers: CaseCommand {
  public static let name = "service.return"
  public static let title = Phrase("登记退回、拒收、上门未果", "Record what came back or was refused")
  public static let roles = ServiceCommands.roles
  public static let fields = [
    PaperCommands.caseField, Field("to", Phrase("受送达人", "Receiver"), .pick(.party)),
    Field("why", Phrase("原因", "Why"), .choice(ReturnReason.allCases.map { Field.Choice($0.rawValue, $0.name) })),
    Field("on", Phrase("退回（上门）日期", "Returned (visited) on"), .day),
    Field(
      "deemed", Phrase("退回之日视为送达", "Counts as served on its return"), .flag, required: false,
      hint: Phrase(
        "仅限寄往本人确认的地址、因其原因退回的邮件", "Only a letter to the confirmed address that came back through the receiver's own doing")),
    Field("note", Phrase("情况记载", "What happened"), .longText(max: 1000), required: false),
    Field(
      "papers", Phrase("文书", "Papers"), .picks(.paper), required: false,
      hint: Phrase("不选为全部待向其送达的文书", "None means all that wait for the receiver")),
  ]
  public let caseID: ID<CaseFile>
  let to: ID<Person>
  let why: ReturnReason
  let on: Day
  let deemed: Bool
  let note: String
  let papers: [ID<Paper>]
  public init(_ input: inout Input) {
    caseID = input.id("case")
    to = input.id("to")
    why = input.choice("why") ?? .other
    on = input.day("on") ?? Day(number: 0)
    deemed = input.flag("deemed")
    note = input.text("note", required: false, max: 1000)
    papers = input.ids("papers")
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try ServiceCommands.waits(file)
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let chosen = try ServiceCommands.chosen(papers, on: to, file)
    guard on <= situation.today else { throw .servedInFuture(on) }
    let words = note.isEmpty ? nil : situation.depository.deposit(VaultContent("text", ["text": note]))
    var events: [any Event] = []
    for paper in chosen {
      let open = file.delivery(paper, to).openTry
      if open?.way == .publicNotice { throw .noticeRuns }
      let from = open?.on ?? paper.sealed?.at.day ?? on
      if on < from { throw .sentTooEarly(from) }
      events.append(
        PaperReturned(paper: paper.id, kind: paper.kind, to: to, way: open?.way ?? .direct, on: on, why: why, note: words))
      guard deemed else { continue }
      guard open?.way == .mail else { throw .notByPost }
      let counted = try ServiceCommands.day(
        .mailReturned(on: on, toConfirmedAddress: file.service.addresses[to] != nil), situation)
      events.append(
        PaperServed(
          paper: paper.id, kind: paper.kind, to: "\(to)", way: .mail, on: counted.value, note: words, reasons: counted.reasons,
          isLast: file.completes(paper, ["\(to)"])))
    }
    return [situation.append(.caseFile(caseID), events)]
  }
}

/// Records that a paper was served; the day of service drives clocks (R0.2).
public struct RecordService: CaseCommand {
  public static let name = "papers.recordService"
  public static let title = Phrase("登记送达", "Record service")
  public static let roles = ServiceCommands.roles
  public static let fields = [
    PaperCommands.caseField, Field("paper", Phrase("文书", "Paper"), .pick(.paper)),
    Field("to", Phrase("受送达人", "Served on"), .pick(.party)),
    Field("way", Phrase("送达方式", "Way"), .choice(ServiceWay.allCases.map { Field.Choice($0.rawValue, $0.name) })),
    Field("on", Phrase("签收（留置、到达）日期", "Signed for (left, arrived) on"), .day),
    Field(
      "proof",
      Phrase("留置有见证人或者录像；未确认的电子地址有回复或者显示已阅", "Left before a witness or on film; read or answered at an unconfirmed address"),
      .flag, required: false),
    Field("note", Phrase("回证记载", "Note"), .longText(max: 1000), required: false),
  ]
  public let caseID: ID<CaseFile>
  let paper: ID<Paper>
  let to: ID<Person>
  let way: ServiceWay
  let on: Day
  let proof: Bool
  let note: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    paper = input.id("paper")
    to = input.id("to")
    way = input.choice("way") ?? .direct
    on = input.day("on") ?? Day(number: 0)
    proof = input.flag("proof")
    note = input.text("note", required: false, max: 1000)
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    guard file.papers.all.values.contains(where: { $0.sealed != nil }) else { throw .nothingToServe }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard let state = file.papers.all[paper] else { throw .noSuchPaper }
    guard let sealed = state.sealed else { throw .notSealed }
    guard let party = file.filing.party(to) else { throw .notAParty }
    // A plan also goes to creditors who are no parties here, and each receipt starts a period.
    if state.kind == .distributionPlan || state.kind == .reviewRuling { throw .servedByItsOwnAct }
    let receivers = Receivers.of(state, file)
    guard receivers.isEmpty || receivers.contains("\(to)") else { throw .notAReceiver(state.kind) }
    if state.served.contains(where: { $0.to == "\(to)" }) { throw .alreadyServed }
    guard on <= situation.today else { throw .servedInFuture(on) }
    guard on >= sealed.at.day else { throw .servedBeforeSealed(sealed.at.day) }
    let counted = try ServiceCommands.day(try service(party), situation)
    let words = note.isEmpty ? nil : situation.depository.deposit(VaultContent("text", ["text": note]))
    let served = PaperServed(
      paper: paper, kind: state.kind, to: "\(to)", way: way, on: counted.value, note: words, reasons: counted.reasons,
      isLast: file.completes(state, ["\(to)"]))
    var draft = Draft(situation)
    draft.add(.caseFile(caseID), [served])
    try NoticeExclusion.end(caseID, &draft)
    return draft.appended
  }
  private func service(_ party: CaseParty) throws(Refusal) -> ServiceOfPaper {
    switch way {
    case .direct: return .direct(signed: on)
    case .mail: return .mail(received: on)
    case .left: return .leftBehind(on: on, witnessedOrFilmed: proof)
    case .electronic:
      let arrived = Instant(on, hour: 0)
      return party.confirmedAddress ? .electronic(arrived: arrived) : .electronicUnconfirmed(repliedOrRead: proof ? arrived : nil)
    case .publicNotice: throw .byNotice
    }
  }
}
