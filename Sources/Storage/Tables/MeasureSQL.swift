import Basics
import Casework
import Enforcement

/// Measures in effect in portable SQL.
enum MeasureSQL {
  static func page(_ query: MeasureQuery, _ court: CourtCode, _ db: any Database) throws -> MeasurePage {
    var binds = Binds()
    var conditions = Self.conditions(query, court, &binds)
    let counted = try db.query(
      """
      SELECT COUNT(*) FROM (SELECT 1 FROM measures m JOIN cases c ON c.id = m.case_id \
      WHERE \(conditions.joined(separator: " AND ")) LIMIT \(binds.add(.int(query.countMax + 1)))) t
      """, binds.values
    ).first?.int(0)
    binds = Binds()
    conditions = Self.conditions(query, court, &binds)
    let key = Self.key(query.sort)
    if let after = query.after {
      let place = "(\(binds.add(.int(after.value))), \(binds.add(.int(after.id))))"
      conditions.append("(\(key), m.id) \(query.descending ? "<" : ">") \(place)")
    }
    let way = query.descending ? "DESC" : "ASC"
    let rows = try db.query(
      """
      SELECT m.id, m.case_id, c.number, m.kind, m.unit, m.amount, m.until, c.handler, \(key) \
      FROM measures m JOIN cases c ON c.id = m.case_id WHERE \(conditions.joined(separator: " AND ")) \
      ORDER BY \(key) \(way), m.id \(way) LIMIT \(binds.add(.int(query.limit + 1)))
      """, binds.values)
    let shown = rows.prefix(query.limit)
    return MeasurePage(
      rows: shown.compactMap(row), next: rows.count > query.limit ? shown.last.map(place) : nil,
      total: counted.flatMap { $0 > Int64(query.countMax) ? nil : Int($0) })
  }

  private static func conditions(_ query: MeasureQuery, _ court: CourtCode, _ binds: inout Binds) -> [String] {
    var conditions = [
      "m.court = \(binds.add(.text(court.text)))", "m.status = 'effective'",
      "m.until <= \(binds.add(.int(Int64(query.until.number))))",
    ]
    if let handler = query.handler { conditions.append("c.handler = \(binds.add(.int(handler.raw)))") }
    if let kind = query.kind { conditions.append("m.kind = \(binds.add(.text(kind.rawValue)))") }
    if let words = query.words { conditions.append(anyOf(words, &binds)) }
    return conditions
  }

  private static func anyOf(_ words: MeasureQuery.Words, _ binds: inout Binds) -> String {
    let part = words.number.flatMap { "!%_".contains($0) ? "!\($0)" : "\($0)" }
    var choices = ["c.number LIKE \(binds.add(.text("%\(String(part))%"))) ESCAPE '!'"]
    func one(_ column: String, of values: [SQLValue]) {
      guard !values.isEmpty else { return }
      choices.append("\(column) IN (\(values.map { binds.add($0) }.joined(separator: ", ")))")
    }
    one("m.kind", of: words.kinds.map(\.rawValue).sorted().map { .text($0) })
    one("m.unit", of: words.units.sorted().map { .text($0) })
    one("c.handler", of: words.handlers.sorted().map { .int($0.raw) })
    return "(\(choices.joined(separator: " OR ")))"
  }

  /// The order as one number; cases of a year follow their serial.
  private static func key(_ sort: MeasureQuery.Sort) -> String {
    switch sort {
    case .until: "m.until"
    case .number: "(c.year * 100000000 + c.serial)"
    case .amount: "m.amount"
    }
  }

  private static func place(_ row: SQLRow) -> MeasureQuery.Cursor { MeasureQuery.Cursor(value: row.int(8), id: row.int(0)) }

  private static func row(_ row: SQLRow) -> MeasureRow? {
    guard let kind = Property.Kind(rawValue: row.text(3)) else { return nil }
    return MeasureRow(
      measure: ID(raw: row.int(0)), caseID: ID(raw: row.int(1)), number: row.text(2), kind: kind, unit: row.text(4),
      amount: Money(fen: row.int(5)), until: Day(number: Int32(row.int(6))),
      handler: row.int(7) > 0 ? ID(raw: row.int(7)) : nil, place: place(row))
  }
}
