import Basics
import EnforcementLaw

/// Drafts the text of a public notice for papers that reach a party no other way (民事诉讼法 95). Reason and course stay in the file.
public struct DraftNotice: CaseCommand {
  public static let name = "service.draftNotice"
  public static let title = Phrase("拟制公告送达", "Draft a public notice")
  public static let roles: Set<Role> = [.clerk, .assistant, .officer, .judge]
  public static let fields = [
    PaperCommands.caseField, Field("to", Phrase("受送达人", "Receiver"), .pick(.party)),
    Field("ground", Phrase("公告事由", "Ground"), .choice(NoticeGround.allCases.map { Field.Choice($0.rawValue, $0.name) })),
    Field(
      "course", Phrase("原因和经过", "Reason and course"), .longText(max: 2000),
      hint: Phrase("须在案卷中记明", "The file must hold them")),
    Field(
      "papers", Phrase("公告送达的文书", "Papers"), .picks(.paper), required: false,
      hint: Phrase("不选为全部待向其送达的文书", "None means all that wait for the receiver")),
  ]
  public let caseID: ID<CaseFile>
  let to: ID<Person>
  let ground: NoticeGround
  let course: String
  let papers: [ID<Paper>]
  public init(_ input: inout Input) {
    caseID = input.id("case")
    to = input.id("to")
    ground = input.choice("ground") ?? .otherWaysFailed
    course = input.text("course", max: 2000)
    papers = input.ids("papers")
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try ServiceCommands.waits(file)
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let chosen = try ServiceCommands.chosen(papers, on: to, file)
    let covered = Set(
      file.service.notices.filter { $0.value.to == to && file.papers.all[$0.key]?.stage != .withdrawn }.flatMap(\.value.papers))
    if chosen.contains(where: { covered.contains($0.id) }) { throw .noticeRuns }
    if ground == .otherWaysFailed, !file.service.list.contains(where: { $0.key.to == to && $0.hasFailed }) {
      throw .noOtherWayFailed
    }
    let notice = situation.ids.next(Paper.self)
    let words = situation.depository.deposit(VaultContent("text", ["text": course]))
    return [
      situation.append(
        .caseFile(caseID),
        [
          PaperDrafted(paper: notice, kind: .publicNotice, about: ["\(to)"]),
          NoticeDrafted(notice: notice, to: to, papers: chosen.map(\.id), ground: ground, course: words),
        ])
    ]
  }
}

/// Records where and when a notice appeared; thirty days later the papers count as served, and the machine says so.
public struct PublishNotice: CaseCommand {
  public static let name = "service.publish"
  public static let title = Phrase("登记公告刊登", "Record a notice's publication")
  public static let roles: Set<Role> = [.clerk, .assistant, .officer, .judge]
  public static let fields = [
    PaperCommands.caseField, Field("notice", Phrase("公告", "Notice"), .pick(.paper)),
    Field("medium", Phrase("刊登方式", "Where"), .choice(NoticeMedium.allCases.map { Field.Choice($0.rawValue, $0.name) })),
    Field("on", Phrase("刊登日期", "Published on"), .day),
  ]
  public let caseID: ID<CaseFile>
  let notice: ID<Paper>
  let medium: NoticeMedium
  let on: Day
  public init(_ input: inout Input) {
    caseID = input.id("case")
    notice = input.id("notice")
    medium = input.choice("medium") ?? .courtNetwork
    on = input.day("on") ?? Day(number: 0)
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    guard file.service.notices.contains(where: { $0.value.publishedOn == nil && file.papers.all[$0.key]?.sealed != nil }) else {
      throw .noSuchNotice
    }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard let known = file.service.notices[notice], known.publishedOn == nil, let sealed = file.papers.all[notice]?.sealed else {
      throw .noSuchNotice
    }
    guard on <= situation.today else { throw .servedInFuture(on) }
    guard on >= sealed.at.day else { throw .servedBeforeSealed(sealed.at.day) }
    let waiting = file.unserved(on: known.to).filter { known.papers.contains($0.id) }
    guard !waiting.isEmpty else { throw .nothingWaiting }
    let counted = try ServiceCommands.day(.publicNotice(published: on), situation)
    let published = waiting.map {
      NoticePublished(
        paper: $0.id, kind: $0.kind, to: known.to, notice: notice, medium: medium, on: on, deemedOn: counted.value,
        reasons: counted.reasons)
    }
    var draft = Draft(situation)
    draft.add(.caseFile(caseID), published)
    if let state = file.papers.all[notice] {
      NoticeExclusion.propose(state, published: on, deemed: counted.value, caseID, &draft)
    }
    return draft.appended
  }
}

/// The thirty days of a notice are over: the paper counts as served.
public struct DeemServed: CaseCommand {
  public static let name = "service.deem"
  public static let title = Phrase("公告期满视为送达", "Count as served after the notice")
  public static let roles: Set<Role> = [.machine]
  public static let fields = [
    PaperCommands.caseField, Field("paper", Phrase("文书", "Paper"), .text(max: 20)),
    Field("to", Phrase("受送达人", "Receiver"), .text(max: 20)),
  ]
  public let caseID: ID<CaseFile>
  let paper: ID<Paper>
  let to: ID<Person>
  public init(_ input: inout Input) {
    caseID = input.id("case")
    paper = input.id("paper")
    to = input.id("to")
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {}
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard let state = file.unserved(on: to).first(where: { $0.id == paper }),
      let notice = file.delivery(state, to).tries.last(where: { $0.deemedOn != nil }), let deemed = notice.deemedOn,
      deemed <= situation.today
    else { return [] }
    let counted = try ServiceCommands.day(.publicNotice(published: notice.on), situation)
    var draft = Draft(situation)
    draft.add(
      .caseFile(caseID),
      [
        PaperServed(
          paper: paper, kind: state.kind, to: "\(to)", way: .publicNotice, on: deemed, reasons: counted.reasons,
          isLast: file.completes(state, ["\(to)"]))
      ])
    try NoticeExclusion.end(caseID, &draft)
    return draft.appended
  }
}

/// Keeps the scan of a receipt (送达回证) with the paper and the party it is about. The file is in the paper store already.
public struct AttachServiceReceipt: Command {
  public static let name = "service.attachReceipt"
  public static let title = Phrase("附送达回证", "Attach a receipt of service")
  public static let roles = ServiceCommands.roles
  public static let fields = [
    PaperCommands.caseField, Field("paper", Phrase("文书", "Paper"), .text(max: 20)),
    Field("to", Phrase("受送达人", "Receiver"), .text(max: 20)), Field("title", Phrase("名称", "Name"), .text(max: 120)),
    Field("sha256", Phrase("摘要", "Digest"), .text(max: 64)), Field("fileID", Phrase("存放编号", "Kept as"), .text(max: 20)),
    Field("fileDigest", Phrase("存放摘要", "Vault digest"), .text(max: 64)),
    Field("bytes", Phrase("字节", "Bytes"), .number(1...(64 << 20))),
  ]
  let caseID: ID<CaseFile>
  let paper: ID<Paper>
  let to: ID<Person>
  let title: String
  let sha256: String
  let kept: VaultRef
  let bytes: Int
  public init(_ input: inout Input) {
    caseID = input.id("case")
    paper = input.id("paper")
    to = input.id("to")
    title = input.text("title", max: 120)
    sha256 = input.text("sha256", max: 64)
    kept = VaultRef(id: input.id("fileID"), version: 1, digest: input.text("fileDigest", max: 64))
    bytes = input.number("bytes", in: 1...(64 << 20)) ?? 1
  }
  public var reads: [StreamID] { [.caseFile(caseID)] }
  public func decide(in situation: Situation) throws(Refusal) -> [StreamEvents] {
    let file = situation.caseFile(caseID)
    guard file.exists else { throw .noSuchCase(caseID) }
    try Authority.check(Self.self, in: situation, file)
    guard let state = file.papers.all[paper] else { throw .noSuchPaper }
    guard state.sealed != nil else { throw .notSealed }
    guard file.filing.party(to) != nil else { throw .notAParty }
    guard Receivers.of(state, file).contains("\(to)") else { throw .notAReceiver(state.kind) }
    if file.delivery(state, to).receipts.contains(where: { $0.sha256 == sha256 }) { return [] }
    let words = situation.depository.deposit(VaultContent("text", ["text": title]))
    let attachment = Attachment(file: kept, title: words, sha256: sha256, bytes: bytes)
    return [
      situation.append(
        .caseFile(caseID), [ServiceReceiptAttached(paper: paper, kind: state.kind, to: to, attachment: attachment)])
    ]
  }
}
