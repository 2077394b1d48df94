import Basics
import Casework
import Enforcement

/// Measures near their end, with how far each one's renewal is.
enum MeasureList {
  enum State: String, Sendable, CaseIterable {
    case open, drafted, asked
    var name: Phrase {
      switch self {
      case .open: Phrase("未拟制", "Not drafted")
      case .drafted: Phrase("待签发", "Waits for signature")
      case .asked: Phrase("已向单位发出", "At the unit")
      }
    }
  }
  enum Act: String, Sendable, CaseIterable {
    case prepare, sign
    var title: Phrase {
      switch self {
      case .prepare: DraftRenewal.title
      case .sign: Phrase("签发续行裁定", "Sign the renewal rulings")
      }
    }
    var roles: Set<Role> {
      switch self {
      case .prepare: DraftRenewal.roles
      case .sign: PaperKind.renewalRuling.signers
      }
    }
  }
  struct Row: Sendable {
    let row: MeasureRow
    let state: State
    /// The draft that waits.
    let paper: ID<Paper>?
  }

  /// The days before the end on which the court is alerted, the longest first.
  static func days(_ services: CourtServices) -> [Int] {
    Array(Set(services.desk.books.law.settings.expiryAlertDays)).sorted(by: >)
  }

  /// Rows read at a time where what is looked for is in the files, not in the table.
  private static let partRows = 200

  static let rules: [QueryRule] = [
    .words("q", max: 60), .number("within", in: 0...3_660), .one("state", of: State.allCases.map(\.rawValue)),
    .one("kind", of: Property.Kind.allCases.map(\.rawValue)), .id("handler"),
    .one("sort", of: MeasureQuery.Sort.allCases.map(\.rawValue)), .one("desc", of: ["0", "1"]), .one("count", of: ["exact"]),
    .number("limit", in: 1...FormData.pageMax), .cursor { MeasureQuery.Cursor($0) != nil },
  ]

  static func query(_ form: FormData, _ services: CourtServices, _ people: People, today: Day) -> MeasureQuery {
    let within = Int(form["within"]) ?? days(services).first ?? 60
    var query = MeasureQuery(until: today + min(max(within, 0), 3_660))
    query.handler = ID(form["handler"])
    query.kind = Property.Kind(rawValue: form["kind"])
    query.words = words(form["q"], people)
    query.sort = MeasureQuery.Sort(rawValue: form["sort"]) ?? .until
    query.descending = form["desc"] == "1"
    query.after = MeasureQuery.Cursor(form["after"])
    if form["count"] == "exact" { query.countMax = Int(Int32.max) }
    return query
  }

  /// Without regard to case and spaces, in both languages.
  private static func words(_ text: String, _ people: People) -> MeasureQuery.Words? {
    func plain(_ text: String) -> String { text.lowercased().filter { !$0.isWhitespace } }
    let wanted = plain(String(text.prefix(60)))
    guard !wanted.isEmpty else { return nil }
    func fits(_ name: Phrase) -> Bool { plain(name.zh).contains(wanted) || plain(name.en).contains(wanted) }
    return MeasureQuery.Words(
      number: wanted.replacing("（", with: "(").replacing("）", with: ")"),
      kinds: Set(Property.Kind.allCases.filter { fits($0.name) }),
      units: Set(people.books.units.filter { fits($0.name) || plain($0.key) == wanted }.map(\.key)),
      handlers: Set(people.staff.filter { plain($0.value).contains(wanted) }.keys))
  }

  /// One page: how far a renewal is stands in the file, so files are read on until the page is full or the list at its end.
  static func load(
    _ query: MeasureQuery, _ state: State?, _ services: CourtServices, _ actor: Actor
  ) async throws -> APIPage<Row> {
    var rows: [Row] = []
    var part = query
    part.limit = max(query.limit + 1, state == nil ? 0 : partRows)
    var total: Int?
    reading: while true {
      let page = try await services.reads.measures(part, court: services.court)
      if state == nil { total = page.total }
      for row in page.rows {
        guard let found = try await self.row(row, services, actor), state == nil || found.state == state else { continue }
        rows.append(found)
        if rows.count > query.limit { break reading }
      }
      guard let next = page.next else { break }
      part.after = next
    }
    // What was read to its end is counted.
    if state != nil && query.after == nil && rows.count <= query.limit { total = rows.count }
    var answer = APIPage(rows, limit: query.limit) { "\($0.row.place)" }
    answer.total = total
    return answer
  }

  private static func row(_ row: MeasureRow, _ services: CourtServices, _ actor: Actor) async throws -> Row? {
    let file = try await services.desk.look(at: row.caseID, actor: actor, court: services.court).caseFile(row.caseID)
    guard let measure = file.seizure.measures[row.measure], measure.status == .effective else { return nil }
    let paper = draft(of: row.measure, file)
    return Row(row: row, state: measure.pending != nil ? .asked : paper == nil ? .open : .drafted, paper: paper)
  }

  static func draft(of measure: ID<Measure>, _ file: CaseFile) -> ID<Paper>? {
    file.papers.unsigned.last { file.seizure.renewals[$0.id]?.measures.contains(measure) ?? false }?.id
  }

  private static let row = Shape<Row>.object([
    .id("measure") { $0.row.measure }, .id("case") { $0.row.caseID }, .text("number") { $0.row.number },
    .word("kind") { $0.row.kind }, .text("unit") { $0.row.unit }, .sum("amount") { $0.row.amount },
    .day("until") { $0.row.until }, .id("handler") { $0.row.handler }, .word("renewal") { $0.state },
    .id("paper") { $0.paper },
  ])
  static let shape = Shapes.page("measures", row)
}
