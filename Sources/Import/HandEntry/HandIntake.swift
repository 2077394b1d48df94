import Basics
import Casework
import Crypto
import Enforcement
import Foundation

/// Takes what is entered by hand, for one case or for many at once: each row is checked by itself, the good ones are taken, and a bad one
/// says where it is wrong and why.
public struct HandIntake: Sendable {
  /// Where the rows come from.
  public struct Origin: Sendable {
    public var source: String
    public var learnedOn: String
    public var told: String
    public init(source: String, learnedOn: String, told: String) {
      self.source = source
      self.learnedOn = learnedOn
      self.told = told
    }
  }
  /// A row with what became of it.
  public struct Line: Sendable {
    /// What is to become of a row, or became of it.
    public enum State: Sendable {
      /// Can be taken, or was.
      case new
      /// Entered before.
      case known
      /// `column` is nil where the row as a whole is meant.
      case refused(column: HandColumn?, Phrase, citations: [String])
    }
    public let row: HandTable.Row
    public let caseID: ID<CaseFile>?
    public let number: String
    public internal(set) var state: State
    let fields: [String: InputValue]
    public var isNew: Bool { if case .new = state { true } else { false } }
    public var isRefused: Bool { if case .refused = state { true } else { false } }
  }
  /// Bytes of one attachment.
  public static let attachmentMax = 20 << 20

  private let desk: CaseDesk
  private let vault: any Vault
  private let files: any PaperStore
  private let court: CourtCode
  public init(desk: CaseDesk, vault: any Vault, files: any PaperStore, court: CourtCode) {
    self.desk = desk
    self.vault = vault
    self.files = files
    self.court = court
  }

  /// Every row with what would become of it. Nothing is stored. Throws ``CaseDesk/Failure`` where the origin has faults.
  public func check(
    _ table: HandTable, of caseID: ID<CaseFile>?, _ origin: Origin, by actor: Actor
  ) async throws -> [Line] {
    let cases = try await cases(table)
    var open: [ID<CaseFile>: (number: String, reading: HandReading)] = [:]
    for id in Set(cases.values).union(caseID.map { [$0] } ?? []) { open[id] = try await reading(of: id) }
    var lines: [Line] = []
    for row in table.rows {
      let number = HandIntake.plain(row.cells[.number] ?? "")
      if let id = number.isEmpty ? caseID : cases[number], let own = open[id] {
        lines.append(HandIntake.line(row, id, own.number, own.reading))
      } else {
        let words =
          number.isEmpty ? Phrase("写明案号", "Say which case") : Phrase("本院没有案号“\(number)”", "This court has no case “\(number)”")
        lines.append(
          Line(
            row: row, caseID: nil, number: number, state: .refused(column: .number, words, citations: []), fields: [:]))
      }
    }
    let ids = lines.compactMap(\.caseID).reduce(into: [ID<CaseFile>]()) { if !$0.contains($1) { $0.append($1) } }
    for id in ids { try await weigh(&lines, of: id, origin, actor) }
    return lines
  }

  /// Takes the good rows, those of each case in one transaction; the same once more changes nothing.
  public func take(
    _ table: HandTable, of caseID: ID<CaseFile>?, _ origin: Origin, attachments: [(name: String, bytes: [UInt8])],
    by actor: Actor
  ) async throws -> [Line] {
    var lines = try await check(table, of: caseID, origin, by: actor)
    guard lines.contains(where: \.isNew) else { return lines }
    var kept: [InputValue] = []
    for file in attachments { kept.append(try await keep(file.bytes, named: file.name)) }
    let ids = lines.filter(\.isNew).compactMap(\.caseID).reduce(into: [ID<CaseFile>]()) { if !$0.contains($1) { $0.append($1) } }
    for id in ids {
      let places = lines.indices.filter { lines[$0].caseID == id && lines[$0].isNew }
      var fields = HandIntake.fields(id, origin, places.map { lines[$0].fields })
      fields["attachments"] = .list(kept)
      do {
        try await desk.attempt(CommandCall(RecordHandEntry.name, fields), by: actor, court: court)
      } catch CaseDesk.Failure.refused(let refusal) {
        for place in places { lines[place].state = .refused(column: nil, refusal.message, citations: refusal.citations) }
      } catch CaseDesk.Failure.conflict {
        let words = Phrase("案件同时被他人更改，请重试", "Others changed the case at the same time; try again")
        for place in places { lines[place].state = .refused(column: nil, words, citations: []) }
      }
    }
    return lines
  }

  /// Keeps a scan or a photograph, sealed as a file of this intake; refused where it is neither PDF nor a picture.
  public func keep(_ bytes: [UInt8], named name: String) async throws -> InputValue {
    guard bytes.count <= HandIntake.attachmentMax else {
      throw CaseDesk.Failure.faults([
        Input.Fault("attachment", "tooLarge", Phrase("附件最大 20 MiB", "An attachment has 20 MiB at most"))
      ])
    }
    guard HandIntake.type(of: bytes) != nil else {
      throw CaseDesk.Failure.faults([
        Input.Fault("attachment", "notAPaper", Phrase("附件应为 PDF、JPEG 或 PNG", "An attachment is a PDF, JPEG or PNG"))
      ])
    }
    let sha256 = SHA256.hash(data: bytes).map { String(format: "%02x", $0) }.joined()
    let file = VaultRef(id: desk.ids.next(), version: 1, digest: sha256)
    try await files.keep(bytes, as: file)
    let seal = desk.hasher.digest(HandFileSeal.key(file.id, sha256, bytes.count))
    let title = String(name.filter { !$0.isNewline }.suffix(200))
    return .object([
      "file": "\(file.id)", "sha256": .text(sha256), "bytes": "\(bytes.count)", "seal": .text(seal), "title": .text(title),
    ])
  }

  /// The media type of a paper that may be attached; nil for anything else.
  public static func type(of bytes: [UInt8]) -> String? {
    if bytes.starts(with: Array("%PDF-".utf8)) { return "application/pdf" }
    if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) { return "image/png" }
    if bytes.starts(with: [0xFF, 0xD8, 0xFF]) { return "image/jpeg" }
    return nil
  }

  // MARK: Rows

  /// Brackets as they are printed, no spaces.
  private static func plain(_ number: String) -> String {
    String(
      number.compactMap { character -> Character? in
        switch character {
        case "（", "〔": "("
        case "）", "〕": ")"
        default: character.isWhitespace ? nil : character
        }
      })
  }

  private func cases(_ table: HandTable) async throws -> [String: ID<CaseFile>] {
    let numbers = Set(table.rows.map { HandIntake.plain($0.cells[.number] ?? "") }).filter { !$0.isEmpty }.sorted()
    guard !numbers.isEmpty, case .caseNumbers(let known) = try await desk.store.find(.caseNumbers(numbers), court: court)
    else { return [:] }
    return known
  }

  private func reading(of id: ID<CaseFile>) async throws -> (number: String, reading: HandReading) {
    let file = try await desk.look(at: id, actor: .machine, court: court).caseFile(id)
    let opened = try await vault.open(file.debtors.map(\.vault))
    let debtors = file.debtors.map { debtor in
      let fields = opened[debtor.vault]?.fields ?? [:]
      return (
        person: debtor.person,
        names: [fields["name"], fields["idNumber"], "\(debtor.person)"].compactMap { $0 }.filter { !$0.isEmpty }
      )
    }
    return (file.number, HandReading(debtors: debtors, units: desk.books.units))
  }

  private static func line(_ row: HandTable.Row, _ id: ID<CaseFile>, _ number: String, _ reading: HandReading) -> Line {
    let read = reading.read(row)
    let fault = read.faults.first
    let state: Line.State =
      fault.map { .refused(column: HandColumn(rawValue: $0.field), $0.message, citations: $0.citations) } ?? .new
    return Line(row: row, caseID: id, number: number, state: state, fields: read.fields)
  }

  private static func fields(
    _ id: ID<CaseFile>, _ origin: Origin, _ rows: [[String: InputValue]]
  ) -> [String: InputValue] {
    [
      "case": "\(id)", "source": .text(origin.source), "learnedOn": .text(origin.learnedOn), "told": .text(origin.told),
      "rows": .list(rows.map(InputValue.object)),
    ]
  }

  private func weigh(
    _ lines: inout [Line], of id: ID<CaseFile>, _ origin: Origin, _ actor: Actor
  ) async throws {
    let places = lines.indices.filter { lines[$0].caseID == id && lines[$0].isNew }
    guard !places.isEmpty else { return }
    var input = Input(HandIntake.fields(id, origin, places.map { lines[$0].fields }), today: desk.clock.now.day)
    let command = RecordHandEntry(&input)
    guard input.faults.isEmpty else { throw CaseDesk.Failure.faults(input.faults) }
    let situation = try await desk.rehearse(command, by: actor, court: court)
    do throws(Refusal) {
      try RecordHandEntry.allowed(in: situation, situation.caseFile(id))
    } catch {
      for place in places { lines[place].state = .refused(column: nil, error.message, citations: error.citations) }
      return
    }
    for (place, verdict) in zip(places, command.verdicts(in: situation)) {
      switch verdict {
      case .new: break
      case .known: lines[place].state = .known
      case .refused(let refusal):
        let column = refusal.field.flatMap { HandColumn(rawValue: $0) }
        lines[place].state = .refused(column: column, refusal.message, citations: refusal.citations)
      }
    }
  }
}
