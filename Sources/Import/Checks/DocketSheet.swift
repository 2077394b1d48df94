import Basics
import Enforcement
import EnforcementLaw
import Sheets

/// The file while it is being read: cases by reference, and lines that fit none.
struct DocketSheet {
  private let header: DocketHeader
  private let today: Day
  private let defaultCourt: CourtCode?
  private var drafts: [CaseDraft] = []
  private var draftsByRef: [String: Sharing] = [:]
  private var lineCount = 0
  /// Lines without a usable reference, with their faults, and the references they may have meant.
  private var unplaced: [CaseDraft.Place] = []
  private var unplacedFaults: [DocketFault] = []
  private var doubtfulRefs: Set<String> = []
  private var previous: Int?
  private var holdsNext = false
  private(set) var errorCount = 0

  init(header: DocketHeader, today: Day, defaultCourt: CourtCode?) {
    self.header = header
    self.today = today
    self.defaultCourt = defaultCourt
  }

  mutating func take(_ record: CSVRecord, of reader: CSVReader) {
    let line = DocketLine(record, of: reader, header: header)
    let extra = (header.width..<max(header.width, record.count)).first {
      !DocketLine.cleaned(reader.field($0, of: record)).isEmpty
    }
    if line.isBlank && record.fault == nil && extra == nil { return }
    lineCount += 1
    var lineReader = LineReader(line, header: header, today: today)
    if let fault = record.fault ?? (extra == nil ? nil : .tooManyColumns) {
      lineReader.fault(nil, .form, fault.message(width: header.width), instead: fault.instead)
      return setAside(lineReader)
    }
    let ref = lineReader.reference()
    guard !ref.isEmpty else { return setAside(lineReader) }
    place(lineReader, ref, isMultiline: record.lastLine > record.line)
  }

  private mutating func place(_ lineReader: LineReader, _ ref: String, isMultiline: Bool) {
    var lineReader = lineReader
    let court = lineReader.court(own: defaultCourt)
    let index = draft(ref, court, isStated: !lineReader.line[.court].isEmpty)
    let before = drafts[index].faults.count
    drafts[index].take(lineReader)
    let errors = drafts[index].faults[before...].count { $0.severity == .error }
    errorCount += errors
    if holdsNext { drafts[index].isHeld = true }
    holdsNext = false
    if isMultiline && errors > 0 { holdNeighbours() }
    previous = index
  }

  /// The cases that share a reference: one a court.
  private struct Sharing {
    var byCourt: [CourtCode: Int] = [:]
    /// In the order of the file.
    var all: [Int] = []
    /// A case whose court no line has stated yet.
    var courtless: Int?
  }

  /// The case with this reference in this court. A line without a usable court goes to the latest case of its reference.
  private mutating func draft(_ ref: String, _ court: CourtCode?, isStated: Bool) -> Int {
    if let court {
      if let same = draftsByRef[ref]?.byCourt[court] { return same }
      if let open = draftsByRef[ref]?.courtless {
        drafts[open].court = court
        draftsByRef[ref]?.byCourt[court] = open
        draftsByRef[ref]?.courtless = nil
        return open
      }
    } else if let latest = draftsByRef[ref]?.all.last {
      return latest
    }
    let index = drafts.count
    let own = court ?? (isStated ? nil : defaultCourt)
    drafts.append(CaseDraft(ref: ref, court: own))
    draftsByRef[ref, default: Sharing()].all.append(index)
    if let own { draftsByRef[ref]?.byCourt[own] = index } else { draftsByRef[ref]?.courtless = index }
    return index
  }

  /// A line that fits no case may belong to the case before or after it, or to the one it seems to name: those wait too.
  private mutating func setAside(_ lineReader: LineReader) {
    unplaced.append(CaseDraft.Place(line: lineReader.line.line, start: lineReader.line.start))
    unplacedFaults += lineReader.faults
    errorCount += lineReader.faults.count
    if !lineReader.line[.docketRef].isEmpty { doubtfulRefs.insert(lineReader.line[.docketRef]) }
    holdNeighbours()
  }

  private mutating func holdNeighbours() {
    if let previous { drafts[previous].isHeld = true }
    holdsNext = true
  }

  var tooManyErrors: DocketUnreadable {
    let first = (drafts.flatMap(\.faults) + unplacedFaults).filter { $0.severity == .error }.sorted { $0.line < $1.line }.prefix(
      1000)
    let refusal = DocketFault(
      line: first.first?.line ?? 1, header: "", rule: .file,
      Phrase(
        "错误超过 \(DocketImport.faultsMax) 处，整个文件不予导入", "More than \(DocketImport.faultsMax) errors: nothing of the file is taken"),
      instead: Phrase("先改正反复出现的错误", "Correct what is wrong throughout first"))
    return DocketUnreadable(faults: [refusal] + first)
  }

  /// Checks every case and gathers the result.
  mutating func finish(_ text: DecodedText, check: CaseCheck) throws(DocketUnreadable) -> DocketReading {
    for ref in doubtfulRefs { for index in draftsByRef[ref]?.all ?? [] { drafts[index].isHeld = true } }
    noteSharedReferences()
    noteSharedInstruments()
    var accepted: [DocketReading.Accepted] = []
    var held: [DocketReading.Held] = []
    var returned = unplaced
    var faults = unplacedFaults
    for index in drafts.indices {
      if let docket = check.check(&drafts[index]) {
        accepted.append(DocketReading.Accepted(line: drafts[index].firstLine, docket: docket))
      } else {
        held.append(DocketReading.Held(ref: drafts[index].ref, lines: drafts[index].places.map(\.line)))
        returned += drafts[index].places
      }
      faults += drafts[index].faults
    }
    errorCount = faults.count { $0.severity == .error }
    guard errorCount <= DocketImport.faultsMax else { throw tooManyErrors }
    let kept = DocketSheet.bounded(faults)
    return DocketReading(
      encoding: text.encoding, header: header, accepted: accepted, held: held, faults: kept,
      unkeptWarnings: faults.count - kept.count, lineCount: lineCount, unplacedLines: unplaced.map(\.line),
      returned: returned.sorted { $0.line < $1.line }, text: text.bytes)
  }

  /// In order of lines, with at most ``DocketImport/faultsMax`` warnings.
  private static func bounded(_ faults: [DocketFault]) -> [DocketFault] {
    let ordered = faults.enumerated().sorted { ($0.element.line, $0.offset) < ($1.element.line, $1.offset) }.map(\.element)
    var warnings = 0
    return ordered.filter { fault in
      if fault.severity == .error { return true }
      warnings += 1
      return warnings <= DocketImport.faultsMax
    }
  }

  private mutating func noteSharedReferences() {
    for (ref, sharing) in draftsByRef where sharing.all.count > 1 {
      for index in sharing.all.dropFirst() {
        let first = drafts[sharing.all[0]]
        drafts[index].note([
          DocketFault(
            line: drafts[index].firstLine, header: header.text(of: .court), column: .court, rule: .reference, severity: .warning,
            Phrase(
              "收案编号“\(ref)”在第 \(first.firstLine) 行属于另一法院，按两案处理",
              "“\(ref)” belongs to another court on line \(first.firstLine); taken as two cases"),
            instead: Phrase("如系同一案件，改正法院代字", "If it is one case, correct the court"))
        ])
      }
    }
  }

  /// R1.4: one instrument is one case.
  private mutating func noteSharedInstruments() {
    var seen: [String: Int] = [:]
    for index in drafts.indices {
      let number = PaperNumber.canonical(drafts[index].value(.instrumentNumber))
      guard !number.isEmpty else { continue }
      let key = PaperNumber.key(number, maker: drafts[index].value(.instrumentCourt))
      guard let first = seen[key] else {
        seen[key] = index
        continue
      }
      let (ref, line) = (drafts[first].ref, drafts[first].firstLine)
      drafts[index].note([
        DocketReading.sameInstrument(
          number, line: drafts[index].line(of: .instrumentNumber), header: header.text(of: .instrumentNumber),
          known: Phrase("在第 \(line) 行已用于收案编号“\(ref)”", "is on line \(line) under “\(ref)”"))
      ])
    }
  }
}

extension LineReader {
  /// The line's reference; empty where it is blank or at fault.
  fileprivate mutating func reference() -> String {
    let ref = text(.docketRef, required: true, max: 60)
    guard
      ref.unicodeScalars.allSatisfy({ isHan($0) || (0x21...0x7E).contains($0.value) || "（）〔〕－—·".unicodeScalars.contains($0) })
    else {
      fault(
        .docketRef, .reference, Phrase("收案编号只能用汉字、字母、数字和常用符号", "A reference has hanzi, letters, digits and common signs only"),
        instead: Phrase("改写收案编号，不留空格", "Rewrite it without spaces"))
      return ""
    }
    if isRounded(ref) {
      fault(
        .docketRef, .reference, roundedBySpreadsheet(ref),
        instead: Phrase("单元格设为文本后重新填写", "Format the cell as text and type it again"))
      return ""
    }
    return ref
  }

  /// The line's court; nil where it is blank or at fault. A case of another court than `own` is that court's to file (R1.1).
  fileprivate mutating func court(own: CourtCode?) -> CourtCode? {
    let value = text(.court, max: 60)
    guard !value.isEmpty else { return nil }
    if CourtCodes.isCode(value) {
      let court = CourtCode(value)
      if let own, own != court {
        fault(
          .court, .caseNumber, Phrase("“\(value)”是其他法院，本院是 \(own)", "“\(value)” is another court; this one is \(own)"),
          instead: Phrase("属本院的改为 \(own)，否则向该院申请", "Write \(own) if the case is this court's; otherwise hand it in there"))
      }
      return court
    }
    fault(
      .court, .caseNumber, Phrase("“\(value)”不是法院代字", "“\(value)” is not a court code"),
      instead: Phrase("填写案号中的法院代字，如 浙1004", "Write the code that stands in case numbers: 浙1004"))
    return nil
  }
}
