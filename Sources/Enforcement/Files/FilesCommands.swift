import Basics

/// The files capability's commands.
public enum FilesCommands {
  public static let all: [any Command.Type] = [AttachFile.self, WithdrawFile.self]
  static let caseField = Field("case", Phrase("案件", "Case"), .text(max: 20))
  static let roles: Set<Role> = [
    .officer, .judge, .clerk, .assistant, .bailiff, .reception, .filingClerk, .filingJudge, .searchOfficer, .endedTeam, .teamLead,
    .bureauChief, .cashier, .archivist,
  ]
}

/// Attaches a file that was kept just before: the fields say where. Its digest is made with the court's key, so that a reference made up
/// by anybody else opens nothing.
public struct AttachFile: CaseCommand {
  public static let name = "files.attach"
  public static let title = Phrase("上传附件", "Attach a file")
  public static let roles = FilesCommands.roles
  /// The largest file.
  public static let bytesMax = 20 << 20
  public static let fields = [
    FilesCommands.caseField,
    Field("kind", Phrase("种类", "Kind"), .choice(AttachedKind.allCases.map { Field.Choice($0.rawValue, $0.name) })),
    Field("title", Phrase("名称", "Title"), .text(max: 100)),
    Field("sheet", Phrase("所属笔录", "Minutes"), .pick(.minutes), required: false),
    Field(
      "media", Phrase("格式", "Format"), .choice(AttachedMedia.allCases.map { Field.Choice($0.rawValue, Phrase($0.type, $0.type)) })
    ),
    Field("fileID", Phrase("存放编号", "Kept as"), .text(max: 20)),
    Field("fileDigest", Phrase("存放摘要", "Vault digest"), .text(max: 64)),
    Field("sha256", Phrase("摘要", "Digest"), .text(max: 64)),
    Field("bytes", Phrase("字节", "Bytes"), .number(1...bytesMax)),
  ]
  public let caseID: ID<CaseFile>
  let kind: AttachedKind
  let title: String
  let sheet: ID<Paper>?
  let media: AttachedMedia
  let kept: VaultRef
  let sha256: String
  let bytes: Int
  public init(_ input: inout Input) {
    caseID = input.id("case")
    kind = input.choice("kind") ?? .other
    title = input.text("title", max: 100)
    sheet = input.optionalID("sheet")
    media = input.choice("media") ?? .pdf
    kept = VaultRef(id: input.id("fileID"), version: 1, digest: input.text("fileDigest", max: 64))
    sha256 = input.text("sha256", max: 64)
    bytes = input.number("bytes", in: 1...AttachFile.bytesMax) ?? 1
    if kind == .signedMinutes, sheet == nil {
      input.fault("sheet", "required", Phrase("请选择是哪一份笔录", "Choose which minutes these are"))
    }
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {}
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    if let sheet {
      guard let minutes = file.minutes.all[sheet], !minutes.withdrawn else { throw .noSuchMinutes }
      if kind == .signedMinutes, minutes.closedOn != nil { throw .minutesClosed }
    }
    if let same = file.files.kept.first(where: { $0.sha256 == sha256 }) { throw .fileAttachedAlready(same.at.day) }
    let words = situation.depository.deposit(VaultContent("text", ["text": title]))
    let attached = FileAttached(
      attached: situation.ids.next(), kind: kind, media: media, title: words, file: kept, sha256: sha256, bytes: bytes,
      sheet: sheet)
    return [situation.append(.caseFile(caseID), [attached])]
  }
}

/// Takes a file that does not belong here off the case's list.
public struct WithdrawFile: CaseCommand {
  public static let name = "files.withdraw"
  public static let title = Phrase("撤下附件", "Take a file off the list")
  public static let roles = FilesCommands.roles
  public static let fields = [
    FilesCommands.caseField, Field("attached", Phrase("附件", "File"), .pick(.attachedFile)),
    Field("reason", Phrase("理由", "Reason"), .longText(max: 500)),
  ]
  public let caseID: ID<CaseFile>
  let attached: ID<AttachedFile>
  let reason: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    attached = input.id("attached")
    reason = input.text("reason", max: 500)
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    if file.files.kept.isEmpty { throw .noSuchFile }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard let state = file.files.all[attached], !state.withdrawn else { throw .noSuchFile }
    if state.kind == .signedMinutes, let sheet = state.sheet, file.minutes.all[sheet]?.closedOn != nil { throw .minutesClosed }
    let words = situation.depository.deposit(VaultContent("text", ["text": reason]))
    return [situation.append(.caseFile(caseID), [FileWithdrawn(attached: attached, reason: words)])]
  }
}

extension Refusal {
  static var noSuchFile: Refusal { Refusal("noFile", field: "attached", Phrase("本案没有这份附件", "The case has no such file")) }
  static func fileAttachedAlready(_ day: Day) -> Refusal {
    Refusal("fileAttachedAlready", field: "file", Phrase("同一文件已于 \(day) 上传", "The same file was attached on \(day)"))
  }
}
