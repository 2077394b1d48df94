import Basics

/// The archive capability's commands.
public enum ArchiveCommands {
  public static let all: [any Command.Type] = [CompileFile.self, SendFileBack.self, ArchiveFile.self]
  static let caseField = Field("case", Phrase("案件", "Case"), .text(max: 20))
}

/// Puts the file of a closed case together. What is still under way has to be finished first; service that stays open needs a note.
public struct CompileFile: CaseCommand {
  public static let name = "archive.compile"
  public static let title = Phrase("整理立卷", "Put the file together")
  public static let roles: Set<Role> = [.clerk, .assistant, .officer, .judge, .endedTeam]
  public static let fields = [
    ArchiveCommands.caseField,
    Field(
      "remark", Phrase("备考说明", "Note at the end of the volume"), .longText(max: 1000), required: false,
      hint: Phrase("缺件、尚未送达等情况在此说明", "What is missing or not yet served is explained here")),
  ]
  public let caseID: ID<CaseFile>
  let remark: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    remark = input.text("remark", required: false, max: 1000)
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    guard file.isClosed else { throw .notClosedYet }
    if let archived = file.archive.archived { throw .fileArchivedAlready(archived.on) }
    if let compiled = file.archive.compiled { throw .fileCompiledAlready(compiled.on) }
    try Refusal.unlessUndone(file)
    if let sheet = file.minutes.open.first { throw .minutesStillOpen(sheet.template.name) }
    if let paper = file.papers.order.compactMap({ file.papers.all[$0] }).first(where: { $0.stage == .signed }) {
      throw .paperNotSealed(paper.kind.title)
    }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let items = file.volume
    guard !items.isEmpty else { throw .volumeEmpty }
    let open = file.service.list.filter { $0.status.isOpen }
    if !open.isEmpty, !remark.contains(where: { $0 != " " }) { throw .serviceOpen(open.count) }
    let note = remark.isEmpty ? nil : situation.depository.deposit(VaultContent("text", ["text": remark]))
    return [situation.append(.caseFile(caseID), [FileCompiled(items: items, remark: note)])]
  }
}

/// The archive does not take the file as it is.
public struct SendFileBack: CaseCommand {
  public static let name = "archive.sendBack"
  public static let title = Phrase("退回补正卷宗", "Send the file back")
  public static let roles: Set<Role> = [.archivist]
  public static let fields = [
    ArchiveCommands.caseField, Field("reason", Phrase("需补正的内容", "What is to be put right"), .longText(max: 1000)),
  ]
  public let caseID: ID<CaseFile>
  let reason: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    reason = input.text("reason", max: 1000)
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    _ = try ArchiveFile.waiting(file)
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let words = situation.depository.deposit(VaultContent("text", ["text": reason]))
    return [situation.append(.caseFile(caseID), [FileSentBack(reason: words)])]
  }
}

/// The archive takes the file over; who put it together does not.
public struct ArchiveFile: CaseCommand {
  public static let name = "archive.take"
  public static let title = Phrase("接收归档", "Take the file into the archive")
  public static let roles: Set<Role> = [.archivist]
  public static let fields = [
    ArchiveCommands.caseField, Field("shelfmark", Phrase("档号", "Number in the archive"), .text(max: 40)),
  ]
  public let caseID: ID<CaseFile>
  let shelfmark: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    shelfmark = input.text("shelfmark", max: 40)
    let plain = shelfmark.unicodeScalars.allSatisfy {
      ("0"..."9").contains($0) || ("A"..."Z").contains($0) || ("a"..."z").contains($0) || "-/.".unicodeScalars.contains($0)
    }
    if !shelfmark.isEmpty, !plain {
      input.fault("shelfmark", "shelfmark", Phrase("档号由字母、数字和 - / . 组成", "A number has letters, digits and - / ."))
    }
  }
  static func waiting(_ file: CaseFile) throws(Refusal) -> Archive.Compiled {
    if let archived = file.archive.archived { throw .fileArchivedAlready(archived.on) }
    guard let compiled = file.archive.compiled else { throw .fileNotCompiled }
    return compiled
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try Authority.otherThan(try waiting(file).by, situation.actor)
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let compiled = try ArchiveFile.waiting(file)
    // What came in meanwhile belongs into the volume too.
    guard compiled.items == file.volume else { throw .volumeChanged }
    return [
      situation.append(.caseFile(caseID), [FileArchived(shelfmark: shelfmark, items: compiled.items.count)])
    ]
  }
}

extension Refusal {
  static func fileArchivedAlready(_ day: Day) -> Refusal {
    Refusal("fileArchivedAlready", Phrase("已于 \(day) 归档", "In the archive since \(day)"))
  }
  static func fileCompiledAlready(_ day: Day) -> Refusal {
    Refusal("fileCompiledAlready", Phrase("已于 \(day) 立卷，待档案部门接收", "Put together on \(day); the archive has not taken it yet"))
  }
  static var fileNotCompiled: Refusal { Refusal("fileNotCompiled", Phrase("尚未整理立卷", "The file has not been put together")) }
  static func minutesStillOpen(_ name: Phrase) -> Refusal {
    Refusal(
      "minutesStillOpen", Phrase("\(name.zh)尚未归卷", "\(name.en) is not closed into the file"),
      remedy: Phrase("签名归卷或者作废后再立卷", "Close it into the file or take it back first"))
  }
  static func paperNotSealed(_ title: Phrase) -> Refusal {
    Refusal("paperNotSealed", Phrase("《\(title.zh)》已签发，尚未用印", "\(title.en) is signed and not yet sealed"))
  }
  static func serviceOpen(_ count: Int) -> Refusal {
    Refusal(
      "serviceOpen", field: "remark",
      Phrase("还有 \(count) 份送达没有结果，须在备考说明中写明", "\(count) deliveries have no result: say why in the note"),
      remedy: Phrase("登记送达结果，或者写明原因", "Record the result, or the reason"))
  }
  static var volumeEmpty: Refusal { Refusal("volumeEmpty", Phrase("卷内没有任何材料", "There is nothing to put into the file")) }
  static var volumeChanged: Refusal {
    Refusal(
      "volumeChanged", Phrase("立卷之后又有新材料，须退回重新整理", "Something came in since the file was put together"),
      remedy: Phrase("退回补正后重新立卷", "Send it back; it is put together anew"))
  }
}
