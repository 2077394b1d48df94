import Basics
import EnforcementLaw

/// The hand-entry capability's commands.
public enum HandEntryCommands {
  public static let all: [any Command.Type] = [RecordHandEntry.self, AnswerByHand.self]
  /// Rows of one entry.
  public static let rowsMax = 500
  static let caseField = Field("case", Phrase("案件", "Case"), .text(max: 20))
  static let sourceFields = [
    Field("source", Phrase("来源", "Source"), .choice(HandSource.allCases.map { Field.Choice($0.rawValue, $0.name) })),
    Field("learnedOn", Phrase("获悉日", "Learned on"), .day),
    Field(
      "told", Phrase("何人告知、何种材料", "Who told it, and what paper"), .longText(max: 2000),
      hint: Phrase("单位、经办人、函号或通话时间", "Unit, person, number of the letter or time of the call")),
  ]
  static let attachmentField = Field(
    "attachments", Phrase("附件", "Attachments"), .group(HandFile.fields, max: HandFile.most), required: false)
  static let roles: Set<Role> = [.searchOfficer, .officer, .judge, .assistant, .clerk, .bailiff, .endedTeam]
}

/// Where an entry comes from: shared by its commands.
struct HandOrigin: Sendable {
  let source: HandSource
  let learnedOn: Day
  let told: String
  let files: [HandFile]
  init(_ input: inout Input) {
    source = input.choice("source") ?? .letter
    learnedOn = input.day("learnedOn") ?? Day(number: 0)
    told = input.text("told", max: 2000)
    files = input.group("attachments", max: HandFile.most, required: false) { HandFile(&$0) }
  }
  /// The entry with its papers, at the head of what it says.
  func open(_ entry: ID<HandEntry>, _ rowDigests: [String], in situation: Situation) throws(Refusal) -> HandEntryRecorded {
    guard learnedOn <= situation.today else { throw .learnedInFuture(learnedOn) }
    var attachments: [Attachment] = []
    for file in files { attachments.append(try file.attachment(situation)) }
    let words = situation.depository.deposit(VaultContent("text", ["text": told]))
    return HandEntryRecorded(
      entry: entry, source: source, learnedOn: learnedOn, told: words, attachments: attachments, rowDigests: rowDigests)
  }
}

/// Enters by hand what units, visits, letters and calls told: things, that a unit has nothing, and what was done on paper. Every row is
/// checked before any is taken.
public struct RecordHandEntry: CaseCommand {
  public static let name = "handEntry.record"
  public static let title = Phrase("人工录入查控结果", "Enter findings by hand")
  public static let roles = HandEntryCommands.roles
  public static let fields =
    [HandEntryCommands.caseField] + HandEntryCommands.sourceFields + [
      Field("rows", Phrase("财产和结果", "Findings"), .group(HandRow.fields, max: HandEntryCommands.rowsMax)),
      HandEntryCommands.attachmentField,
    ]
  public let caseID: ID<CaseFile>
  let origin: HandOrigin
  let rows: [HandRow]
  public init(_ input: inout Input) {
    caseID = input.id("case")
    origin = HandOrigin(&input)
    rows = input.group("rows", max: HandEntryCommands.rowsMax) { HandRow(&$0) }
  }
  public var identities: [IdentityKey] {
    rows.compactMap { $0.item?.key } + rows.map { $0.key(caseID, origin.source, origin.learnedOn) } + origin.files.map(\.key)
  }
  public func alsoReads(_ situation: Situation) -> [StreamID] {
    let file = situation.caseFile(caseID)
    let round = file.search.rounds.last
    let queries = (round.map { Array($0.waiting) + $0.failed } ?? []).sorted()
    let known = Set(rows.compactMap { row in row.item.flatMap { situation.identities[$0.key]?.id } }).sorted()
    let measures = file.seizure.live.filter { known.contains($0.property.raw) }
    return (queries + measures.compactMap(\.request)).map { .partnerRequest($0) } + known.map { .property(ID(raw: $0)) }
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    guard file.isFiled else { throw .notFiled }
    // What is found after an ended round is put to the ended-case team; other closed cases take nothing.
    if let closed = file.closing.closed, closed.way != .terminatedRound || file.closing.resumedBy != nil { throw .caseClosed }
  }

  /// What would become of a row.
  public enum Verdict: Sendable, Hashable {
    case new
    /// Entered before from the same source and day, or twice in this entry.
    case known
    case refused(Refusal)
  }
  /// Each row by itself, as it stands beside the good rows before it. Nothing is stored.
  public func verdicts(in situation: Situation) -> [Verdict] {
    let before = situation.caseFile(caseID).hand.rows
    var taking = HandTaking(self, before, entry: situation.ids.next(), draft: Draft(situation))
    return rows.indices.map { place in
      do throws(Refusal) {
        return try taking.take(rows[place]) ? .new : .known
      } catch {
        return .refused(error)
      }
    }
  }

  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    var digests: [String] = []
    for row in rows {
      let digest = digest(of: row, situation)
      if !file.hand.rows.contains(digest) && !digests.contains(digest) { digests.append(digest) }
    }
    guard !digests.isEmpty else { return [] }
    var draft = Draft(situation)
    let entry = situation.ids.next(HandEntry.self)
    draft.add(.caseFile(caseID), [try origin.open(entry, digests, in: situation)])
    var taking = HandTaking(self, file.hand.rows, entry: entry, draft: draft)
    for (place, row) in rows.enumerated() {
      do throws(Refusal) {
        _ = try taking.take(row)
      } catch {
        throw Refusal(
          error.code, field: "rows[\(place)].\(error.field ?? "kind")",
          Phrase("第 \(place + 1) 行：", "Row \(place + 1): ") + error.message, citations: error.citations, remedy: error.remedy)
      }
    }
    taking.answerQueries()
    return taking.draft.appended
  }
  fileprivate func digest(of row: HandRow, _ situation: Situation) -> String {
    situation.identities[row.key(caseID, origin.source, origin.learnedOn)]?.digest ?? row.text
  }
}

/// Rows being taken, one after the other.
struct HandTaking {
  let command: RecordHandEntry
  let entry: ID<HandEntry>
  private(set) var draft: Draft
  /// Digests of the rows taken here.
  private var digests: Set<String> = []
  /// What each unit said of each debtor, where it is the unit's own word.
  private var told: [HandEntries.Result] = []

  /// Rows that the case had before.
  private let before: Set<String>

  init(_ command: RecordHandEntry, _ before: Set<String>, entry: ID<HandEntry>, draft: Draft) {
    self.command = command
    self.entry = entry
    self.draft = draft
    self.before = before
  }

  /// False where the row says nothing new. A refused row leaves no trace.
  mutating func take(_ row: HandRow) throws(Refusal) -> Bool {
    let situation = draft.situation
    let origin = command.origin
    guard origin.learnedOn <= situation.today else { throw .learnedInFuture(origin.learnedOn) }
    let file = situation.caseFile(command.caseID)
    guard file.filing.party(row.debtor)?.role == .debtor else { throw .notADebtor }
    guard situation.units.contains(where: { $0.key == row.unit }) else { throw .noSuchUnit(row.unit) }
    try row.item?.check(situation)
    let digest = command.digest(of: row, situation)
    if before.contains(digest) || digests.contains(digest) { return false }
    var trial = draft
    if let item = row.item {
      let property = item.add(to: command.caseID, debtor: row.debtor, request: nil, entry: entry, &trial)
      if let measure = row.measure {
        try HandMeasures.take(measure, of: property, item, row, entry, origin.learnedOn, command.caseID, &trial)
      }
    }
    draft = trial
    digests.insert(digest)
    note(row)
    return true
  }

  private mutating func note(_ row: HandRow) {
    guard command.origin.source.isUnitsWord else { return }
    let more = row.item == nil ? 0 : 1
    let known = told.firstIndex { $0.debtor == row.debtor && $0.unit == row.unit }
    let count = (known.map { told[$0].count } ?? 0) + more
    let result = HandEntries.Result(entry: entry, debtor: row.debtor, unit: row.unit, count: count, request: nil)
    if let known { told[known] = result } else { told.append(result) }
  }

  /// A query of the last round that failed, or still waits, counts as answered by the unit's paper.
  mutating func answerQueries() {
    for result in told {
      let file = draft.situation.caseFile(command.caseID)
      let round = file.search.rounds.last
      let open = (round.map { Array($0.waiting) + $0.failed } ?? []).sorted().first { id in
        let asked = draft.situation.request(id).requested
        return asked?.person == result.debtor && asked?.unit == result.unit
      }
      if let open, round?.waiting.contains(open) ?? false {
        let reason = GiveUpReason.offline.rawValue
        draft.add(.partnerRequest(open), [PartnerRequestGivenUp(caseID: command.caseID, reason: reason)])
      }
      draft.add(
        .caseFile(command.caseID),
        [
          HandResultRecorded(
            entry: entry, debtor: result.debtor, unit: result.unit, count: result.count, request: open)
        ])
    }
    if !told.isEmpty { SearchRound.complete(command.caseID, &draft) }
  }
}
