import Basics
import Enforcement
import EnforcementLaw
import Sheets

/// Reads and checks the tables of a court that moves. A case with any fault waits whole; the others can be taken over.
public struct RunningImport: Sendable {
  /// Errors beyond this number refuse the tables.
  public static let faultsMax = 200_000
  let court: RunningCourt

  public init(_ court: RunningCourt) { self.court = court }

  /// Lines of one case, by table.
  struct Gathered {
    let ref: String
    var lines: [RunningTable: [RunningLine]] = [:]
    var papers: [RunningSource.Paper] = []
  }

  /// What other cases of this court have already, and no case of the tables may have.
  struct Foreign: Sendable {
    var numbers: Set<String> = []
    var bankLines: Set<String> = []
    var isEmpty: Bool { numbers.isEmpty && bankLines.isEmpty }
  }

  public func read(_ source: RunningSource) throws -> RunningReading { try read(source, besides: Foreign()) }

  func read(_ source: RunningSource, besides foreign: Foreign) throws -> RunningReading {
    var headers: [RunningTable: RunningHeader] = [:]
    for (table, part) in source.parts { headers[table] = try RunningHeader(part) }
    guard let cases = headers[.cases] else {
      throw RunningUnreadable(
        source: "cases", .table, Phrase("缺少“案件”表", "The table “cases” is missing"), instead: Phrase("增加该表", "Add it"))
    }
    var gathering = Gathering(cases, court)
    var counts: [RunningTable: Int] = [:]
    for table in RunningTable.allCases {
      guard let part = source.parts[table], let header = headers[table] else { continue }
      for row in part.rows.dropFirst() {
        let line = RunningLine(row, header)
        if line.isBlank { continue }
        counts[table, default: 0] += 1
        gathering.take(line, header)
      }
    }
    for paper in source.papers { gathering.take(paper) }
    let checks = RunningChecks(court: court, headers: headers)
    var accepted: [RunningCase] = []
    var held: Set<String> = []
    var faults = gathering.faults
    for gathered in gathering.cases {
      let found = try checks.check(gathered)
      faults += found.faults
      if let running = found.running { accepted.append(running) } else { held.insert(gathered.ref) }
    }
    let shared = checks.compare(accepted, besides: foreign)
    faults += shared.faults
    accepted.removeAll { shared.held.contains($0.ref) || gathering.doubted.contains($0.ref) }
    held.formUnion(shared.held)
    held.formUnion(gathering.doubted)
    let numbers = checks.lastNumbers(gathering.numberLines, accepted)
    faults += numbers.faults
    guard faults.count(where: { $0.severity == .error }) <= RunningImport.faultsMax else {
      throw RunningUnreadable(
        source: cases.source, .file, Phrase("错误超过 \(RunningImport.faultsMax) 处", "More than \(RunningImport.faultsMax) errors"),
        instead: Phrase("先改正反复出现的错误", "Correct what is wrong throughout first"))
    }
    return RunningReading(
      digest: source.digest, court: court, accepted: accepted, held: gathering.cases.map(\.ref).filter { held.contains($0) },
      faults: ordered(faults), lastNumbers: numbers.last, lines: counts,
      returned: returned(source, headers, held: held, faults: faults))
  }

  private func ordered(_ faults: [RunningFault]) -> [RunningFault] {
    let places = Dictionary(RunningTable.allCases.enumerated().map { ($1, $0) }) { first, _ in first }
    func place(_ fault: RunningFault) -> Int { fault.table.flatMap { places[$0] } ?? places.count }
    return faults.enumerated().sorted {
      (place($0.element), $0.element.line, $0.offset) < (place($1.element), $1.element.line, $1.offset)
    }.map(\.element)
  }

  private func returned(
    _ source: RunningSource, _ headers: [RunningTable: RunningHeader], held: Set<String>, faults: [RunningFault]
  ) -> [(header: RunningHeader, rows: [SheetRowReturned])] {
    let unplaced = Set(faults.filter { $0.severity == .error && $0.table != nil }.map { "\($0.source)#\($0.line)" })
    return RunningTable.allCases.compactMap { table in
      guard let part = source.parts[table], let header = headers[table] else { return nil }
      let rows = part.rows.dropFirst().filter { row in
        let line = RunningLine(row, header)
        return held.contains(line[.caseRef]) || unplaced.contains("\(part.name)#\(row.number)")
      }
      guard !rows.isEmpty else { return nil }
      return (header, rows.map { SheetRowReturned(line: $0.number, cells: header.cells($0)) })
    }
  }
}

/// Puts lines to their cases.
private struct Gathering {
  private(set) var cases: [RunningImport.Gathered] = []
  private(set) var faults: [RunningFault] = []
  private(set) var numberLines: [(line: RunningLine, header: RunningHeader)] = []
  /// Cases that a line without a reference, or one doubled, leaves in doubt.
  private(set) var doubted: Set<String> = []
  private var places: [String: Int] = [:]
  private let court: RunningCourt
  private let caseTable: RunningHeader

  init(_ caseTable: RunningHeader, _ court: RunningCourt) {
    self.caseTable = caseTable
    self.court = court
  }

  mutating func take(_ line: RunningLine, _ header: RunningHeader) {
    guard header.table != .numbers else { return numberLines.append((line, header)) }
    var reader = RunningReader(line, header, ref: line[.caseRef], today: court.today)
    let ref = reader.text(.caseRef, max: 60, required: true)
    if !ref.isEmpty, ref.contains(where: { $0.isWhitespace || $0 == "/" || $0 == "\\" }) || ref.hasPrefix(".") {
      reader.fault(
        .caseRef, .reference, Phrase("案件编号不能含空格或斜线", "A reference has no blanks or slashes"), Phrase("改写编号", "Rewrite it"))
    } else if !ref.isEmpty, header.table == .cases {
      if let place = places[ref] {
        let first = cases[place].lines[.cases]?.first?.line ?? 0
        doubted.insert(ref)
        reader.fault(
          .caseRef, .reference, Phrase("编号“\(ref)”在第 \(first) 行已有一案", "“\(ref)” is a case on line \(first) already"),
          Phrase("一案一行，编号不重复", "One line a case, each with its own reference"))
      } else {
        places[ref] = cases.count
        cases.append(RunningImport.Gathered(ref: ref, lines: [.cases: [line]]))
      }
    } else if !ref.isEmpty {
      if let place = places[ref] {
        cases[place].lines[header.table, default: []].append(line)
      } else {
        reader.fault(
          .caseRef, .reference, Phrase("“案件”表中没有编号“\(ref)”", "The table of cases has no “\(ref)”"),
          Phrase("核对编号，或在“案件”表中增加该案", "Check it, or add the case to the table of cases"))
      }
    }
    faults += reader.faults
  }

  mutating func take(_ paper: RunningSource.Paper) {
    if let place = places[paper.ref] {
      cases[place].papers.append(paper)
    } else {
      faults.append(
        RunningFault(
          source: "papers/\(paper.ref.isEmpty ? paper.name : paper.ref + "/" + paper.name)", table: nil, line: 0, column: nil,
          header: "", rule: RunningRule.paper.rawValue, severity: .error,
          message: Phrase("文件夹名不是“案件”表中的编号", "The folder's name is no reference of the table of cases"),
          instead: Phrase("文件夹以案件编号命名：papers/编号/文件.pdf", "Name it after the case: papers/<case_ref>/file.pdf"), ref: paper.ref))
    }
  }
}
