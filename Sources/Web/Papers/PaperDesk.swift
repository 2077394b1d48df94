import Basics
import Casework
import Enforcement
import Hummingbird
import Wording

/// Opens a paper's words for its page and its API: read, edited, checked. What came from the case is known here, not in the rules.
struct PaperDesk: Sendable {
  let services: CourtServices

  struct Opened: Sendable {
    let file: CaseFile
    let situation: Situation
    let paper: Papers.PaperState
    let writing: PaperWriting
    let findings: [PaperFinding]
    var path: String { "/cases/\(file.id)/papers/\(paper.id)/text" }
    var faults: Int { findings.filter(\.isFault).count }
  }

  func open(_ context: PageContext, _ actor: Actor) async throws -> Opened {
    guard let paper = context.parameters.get("paper").flatMap({ ID<Paper>($0) }) else { throw PaperDesk.noSuch }
    return try await open(paper, of: try Pages.caseID(context), actor)
  }

  func open(_ id: ID<Paper>, of caseID: ID<CaseFile>, _ actor: Actor) async throws -> Opened {
    let situation = try await services.desk.look(at: caseID, actor: actor, court: services.court)
    let file = situation.caseFile(caseID)
    guard let paper = file.papers.all[id] else { throw PaperDesk.noSuch }
    let writing = try await services.press.writing(id, of: caseID)
    let day = (paper.signedAt ?? situation.now).day
    return Opened(
      file: file, situation: situation, paper: paper, writing: writing, findings: PaperCheck.findings(writing, on: day))
  }

  static let noSuch = PageProblem(404, "noSuchPaper", Phrase("没有这份文书", "There is no such paper"))

  /// Keeps what was typed over, by place, and checks it at once. Particulars of the case that it changes have to be meant.
  func save(_ texts: [String: String], base: Int, confirmed: Bool, _ opened: Opened, by actor: Actor) async throws {
    let blocks = opened.writing.content.replacing(texts)
    guard blocks != opened.writing.content.blocks else {
      throw CaseDesk.Failure.refused(
        Refusal("nothingEdited", field: "text", Phrase("正文没有改动", "The text has not changed")))
    }
    var content = opened.writing.content
    content.blocks = blocks
    let changed = opened.writing.changed(in: blocks)
    let already = Set(opened.writing.changed(in: opened.writing.content.blocks))
    let isNew = !Set(changed).subtracting(already).isEmpty
    try await services.desk.attempt(
      CommandCall(
        EditPaper.name,
        [
          "case": "\(opened.file.id)", "paper": "\(opened.paper.id)", "text": .text(content.plainText),
          "blocks": .text(JSONText.encode(blocks)), "base": .text("\(base)"), "changedData": .text("\(changed.count)"),
          "confirmed": confirmed || !isNew ? "true" : "false",
        ]), by: actor, court: services.court)
    try await check(opened.paper.id, of: opened.file.id)
  }

  /// Reads the draft as it stands and records what was found.
  func check(_ paper: ID<Paper>, of caseID: ID<CaseFile>) async throws {
    let opened = try await open(paper, of: caseID, .machine)
    guard opened.paper.stage == .draft else { return }
    let words = opened.findings.map { ($0.isFault ? "错误：" : "提示：") + $0.what.zh }.joined(separator: "\n")
    try await services.desk.attempt(
      CommandCall(
        RecordCheck.name,
        [
          "case": "\(caseID)", "paper": "\(paper)", "version": .text("\(opened.paper.life.version)"),
          "faults": .text("\(opened.faults)"), "findings": .text(words),
        ]), by: .machine, court: services.court)
  }

  /// Keeps the scan of a paper sealed by hand.
  func seal(_ bytes: [UInt8], pages: Int, _ opened: Opened, by actor: Actor) async throws {
    try Authority.checked(SealByHand.self, actor)
    var kept = try await ScanFile.keep(bytes, services)
    kept["bytes"] = nil
    try await services.desk.attempt(
      CommandCall(
        SealByHand.name,
        kept.merging(["case": "\(opened.file.id)", "paper": "\(opened.paper.id)", "pages": .text("\(pages)")]) { own, _ in own }),
      by: actor, court: services.court)
  }
}
