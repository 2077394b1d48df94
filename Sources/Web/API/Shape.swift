import Basics
import Enforcement
import EnforcementLaw

/// One kind of answer of the API: how a value is written and its schema in the description, from one declaration, so that the two
/// cannot part. Ids and sums are text, counts are numbers,
/// flags are true or false; what is unknown is left out.
struct Shape<Value>: Sendable {
  let schema: JSONValue
  let write: @Sendable (Value) -> JSONValue

  init(schema: JSONValue, write: @escaping @Sendable (Value) -> JSONValue) {
    self.schema = schema
    self.write = write
  }

  static func object(_ members: [Member<Value>]) -> Shape<Value> {
    Shape(
      schema: .object([
        "type": "object", "properties": .object(Dictionary(members.map { ($0.name, $0.schema) }) { first, _ in first }),
        "required": .list(members.filter(\.required).map { .text($0.name) }),
      ])
    ) { value in
      .object(
        members.reduce(into: [:]) { fields, member in
          if let written = member.write(value) { fields[member.name] = written }
        })
    }
  }
}

/// A named part of an answer.
struct Member<Value>: Sendable {
  let name: String
  let schema: JSONValue
  let required: Bool
  let write: @Sendable (Value) -> JSONValue?

  /// Text that is always there.
  static func text(_ name: String, _ value: @escaping @Sendable (Value) -> String) -> Member {
    Member(name: name, schema: ["type": "string"], required: true) { .text(value($0)) }
  }
  /// Text that may be unknown.
  static func maybe(_ name: String, _ value: @escaping @Sendable (Value) -> String?) -> Member {
    Member(name: name, schema: ["type": "string"], required: false) { value($0).flatMap { $0.isEmpty ? nil : .text($0) } }
  }
  static func id<Subject>(_ name: String, _ value: @escaping @Sendable (Value) -> ID<Subject>?) -> Member {
    Member(name: name, schema: Member.pattern("^[0-9]+$"), required: false) { value($0).map { "\($0)" } }
  }
  /// A word of a fixed list.
  static func word<Word: RawRepresentable & CaseIterable & Sendable>(
    _ name: String, _ value: @escaping @Sendable (Value) -> Word?
  ) -> Member where Word.RawValue == String {
    let words = Word.allCases.map { JSONValue.text($0.rawValue) }
    return Member(name: name, schema: ["type": "string", "enum": .list(words)], required: false) {
      value($0).map { .text($0.rawValue) }
    }
  }
  static func day(_ name: String, _ value: @escaping @Sendable (Value) -> Day?) -> Member {
    Member(name: name, schema: ["type": "string", "format": "date"], required: false) { value($0).map { "\($0)" } }
  }
  static func moment(_ name: String, _ value: @escaping @Sendable (Value) -> Instant?) -> Member {
    Member(name: name, schema: ["type": "string", "format": "date-time"], required: false) { value($0).map { "\($0)" } }
  }
  /// Yuan with two places.
  static func sum(_ name: String, _ value: @escaping @Sendable (Value) -> Money?) -> Member {
    Member(name: name, schema: Member.pattern("^-?[0-9]+\\.[0-9]{2}$"), required: false) { value($0).map { "\($0)" } }
  }
  static func count(_ name: String, _ value: @escaping @Sendable (Value) -> Int?) -> Member {
    Member(name: name, schema: ["type": "integer"], required: false) { value($0).map { .number(Int64($0)) } }
  }
  static func flag(_ name: String, _ value: @escaping @Sendable (Value) -> Bool) -> Member {
    Member(name: name, schema: ["type": "boolean"], required: true) { .flag(value($0)) }
  }
  /// A flag that may be unknown.
  static func maybeFlag(_ name: String, _ value: @escaping @Sendable (Value) -> Bool?) -> Member {
    Member(name: name, schema: ["type": "boolean"], required: false) { value($0).map(JSONValue.flag) }
  }
  /// In Chinese and English.
  static func phrase(_ name: String, _ value: @escaping @Sendable (Value) -> Phrase?) -> Member {
    part(name, Shapes.phrase, value)
  }
  static func part<Inner>(_ name: String, _ shape: Shape<Inner>, _ value: @escaping @Sendable (Value) -> Inner?) -> Member {
    Member(name: name, schema: shape.schema, required: false) { value($0).map(shape.write) }
  }
  static func list<Inner>(_ name: String, _ shape: Shape<Inner>, _ values: @escaping @Sendable (Value) -> [Inner]) -> Member {
    Member(name: name, schema: ["type": "array", "items": shape.schema], required: true) { .list(values($0).map(shape.write)) }
  }
  private static func pattern(_ pattern: String) -> JSONValue { ["type": "string", "pattern": .text(pattern)] }
}

/// Parts that many answers share.
enum Shapes {
  static let text = Shape<String>(schema: ["type": "string"]) { .text($0) }
  static let phrase = Shape<Phrase>.object([.text("zh") { $0.zh }, .text("en") { $0.en }])
  static let step = Shape<Reasons.Step>.object([.phrase("what") { $0.what }, .text("figure") { $0.figure }])
  /// How a figure came about: what went in, each step, the articles.
  static let reasons = Shape<Reasons>.object([
    .text("rule") { $0.rule }, .list("inputs", step) { $0.inputs }, .list("steps", step) { $0.steps },
    .list("citations", text) { $0.citations.map(\.text) },
    .list(
      "settings",
      Shape<Reasons.SettingUsed>.object([
        .text("name") { $0.name }, .text("value") { $0.value }, .text("origin") { $0.origin },
      ])
    ) { $0.settings },
    .flag("provisional") { $0.provisional },
  ])

  /// A page of rows: `next` continues after its last one, as `after`.
  static func page<Row>(_ name: String, _ row: Shape<Row>) -> Shape<APIPage<Row>> {
    .object([.list(name, row) { $0.rows }, .maybe("next") { $0.next }, .count("total") { $0.total }])
  }
}

/// Rows of an answer and where it goes on.
struct APIPage<Row: Sendable>: Sendable {
  let rows: [Row]
  var next: String?
  var total: Int?

  /// At most `limit` of the rows; `mark` names a row's place for `after`.
  init(_ rows: [Row], limit: Int, mark: (Row) -> String) {
    self.rows = Array(rows.prefix(limit))
    next = rows.count > limit ? self.rows.last.map(mark) : nil
  }
  init(rows: [Row], next: String?, total: Int?) {
    self.rows = rows
    self.next = next
    self.total = total
  }

  static var limitDefault: Int { 100 }
  static var limitMost: Int { 500 }
}
