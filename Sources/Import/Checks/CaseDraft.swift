import Basics
import Enforcement

/// The lines of one case as they come in, in whatever order.
struct CaseDraft {
  /// A line of the file: its number, and the offset of its record in the text.
  struct Place: Sendable, Hashable {
    let line: Int
    let start: Int
  }
  let ref: String
  var court: CourtCode?
  private(set) var places: [Place] = []
  private(set) var parties: [(line: Int, party: DocketParty)] = []
  private(set) var claims: [(line: Int, item: ClaimItem)] = []
  private(set) var faults: [DocketFault] = []
  /// A line next to this case could not be placed and may belong to it.
  var isHeld = false
  private var values: [DocketColumn: (text: String, line: Int)] = [:]

  init(ref: String, court: CourtCode?) {
    self.ref = ref
    self.court = court
  }

  var firstLine: Int { places.first?.line ?? 0 }
  var hasError: Bool { faults.contains { $0.severity == .error } }

  func value(_ column: DocketColumn) -> String { values[column]?.text ?? "" }
  func line(of column: DocketColumn) -> Int { values[column]?.line ?? firstLine }

  /// Takes a line in: what it says of the case, then the party or claim item that it is.
  mutating func take(_ reader: LineReader) {
    var reader = reader
    places.append(Place(line: reader.line.line, start: reader.line.start))
    agree(&reader)
    switch reader.kind() {
    case .party: if let party = reader.party() { parties.append((reader.line.line, party)) }
    case .claim: if let item = reader.claim() { claims.append((reader.line.line, item)) }
    case nil: break
    }
    faults += reader.faults
  }

  /// Takes in a line that speaks of the case alone.
  mutating func take(caseLine line: DocketLine) {
    places.insert(Place(line: line.line, start: line.start), at: 0)
    for column in DocketColumn.ofCase where !line[column].isEmpty { values[column] = (line[column], line.line) }
  }

  mutating func note(_ more: [DocketFault]) { faults += more }

  /// A column of the case is written on one of its lines, or the same on several.
  private mutating func agree(_ reader: inout LineReader) {
    for column in DocketColumn.ofCase {
      let text = reader.line[column]
      guard !text.isEmpty else { continue }
      guard let first = values[column] else {
        values[column] = (text, reader.line.line)
        continue
      }
      guard first.text != text else { continue }
      reader.fault(
        column, .agreement,
        Phrase("与第 \(first.line) 行的“\(first.text)”不一致", "Differs from “\(first.text)” on line \(first.line)"),
        instead: Phrase("同一案件各行写法相同，或后面的行留空", "Write the same on every line of a case, or leave the later ones blank"))
    }
  }

  /// The case's columns as one line, and where each of them stands.
  var merged: (line: DocketLine, lines: [DocketColumn: Int]) {
    var texts = [String](repeating: "", count: DocketColumn.allCases.count)
    for (column, value) in values { texts[column.index] = value.text }
    texts[DocketColumn.docketRef.index] = ref
    texts[DocketColumn.court.index] = court?.text ?? ""
    return (DocketLine(line: firstLine, start: 0, values: texts), values.mapValues(\.line))
  }
}
