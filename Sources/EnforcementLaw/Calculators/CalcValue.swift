import Basics

/// What goes into a calculator and comes out of it: the shapes that the command line, the API and a web form have in common.
public enum CalcValue: Sendable, Hashable {
  case null
  case flag(Bool)
  case text(String)
  /// A number as it was written, so that no binary fraction comes near money.
  case number(String)
  case list([CalcValue])
  /// Named values in their order.
  case object([Member])

  /// A name with its value; an object keeps their order.
  public struct Member: Sendable, Hashable {
    public let name: String
    public let value: CalcValue
    public init(_ name: String, _ value: CalcValue) {
      self.name = name
      self.value = value
    }
  }

  /// The value of a name; nil where it is missing or this is no object.
  public subscript(name: String) -> CalcValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name == name }?.value
  }

  /// Rows written as text, one a line or between semicolons, columns between blanks or `=`:
  /// `2024-03-11 40000; 2024-07-08=60000`.
  public static func rows(in text: String) -> [CalcValue] {
    text.split { $0 == ";" || $0 == "；" || $0.isNewline }
      .map { $0.split { $0 == "=" || $0.isWhitespace }.map { CalcValue.text(String($0)) } }
      .filter { !$0.isEmpty }.map { CalcValue.list($0) }
  }

  /// Text of anything that prints itself.
  static func of(_ value: some CustomStringConvertible) -> CalcValue { .text(value.description) }
  static func phrase(_ phrase: Phrase) -> CalcValue { .object([.init("zh", .text(phrase.zh)), .init("en", .text(phrase.en))]) }
}

/// What calculators look things up in.
public struct CalcBooks: Sendable {
  public let calendar: CourtCalendar
  public let settings: CourtSettings
  public let rates: RateTables
  public init(calendar: CourtCalendar, settings: CourtSettings, rates: RateTables) {
    self.calendar = calendar
    self.settings = settings
    self.rates = rates
  }
}

/// One field of a calculator, for a form, a help text and the reading of its value.
public struct CalcField: Sendable, Hashable {
  public let name: String
  public let phrase: Phrase
  public let kind: Kind
  public let isRequired: Bool

  /// The shape of a field's value, with its bounds.
  public enum Kind: Sendable, Hashable {
    case day
    case moment
    case money
    case count(ClosedRange<Int>)
    case choice([String])
    case text(max: Int)
    /// A list of rows with these columns; as text one row a line (or between semicolons), columns between blanks or `=`.
    case rows([CalcField])
  }

  /// `name` is the key in JSON and on the command line; the words are for people.
  public init(_ name: String, _ zh: String, _ en: String, _ kind: Kind, required: Bool = true) {
    self.name = name
    phrase = Phrase(zh, en)
    self.kind = kind
    isRequired = required
  }
}

/// One calculator: its name, what it is, its fields, and how it answers.
public struct Calculator: Sendable {
  /// `delay-interest`.
  public let name: String
  public let title: Phrase
  /// The rule of `law/rules.md`.
  public let rule: String
  public let fields: [CalcField]
  let run: @Sendable (inout CalcInput, CalcBooks) throws(LawRefusal) -> Explained<CalcValue>

  init(
    _ name: String, _ title: Phrase, _ rule: String, _ fields: [CalcField],
    run: @escaping @Sendable (inout CalcInput, CalcBooks) throws(LawRefusal) -> Explained<CalcValue>
  ) {
    self.name = name
    self.title = title
    self.rule = rule
    self.fields = fields
    self.run = run
  }
}

/// All calculators, by name.
public enum Calculators {
  public static let all: [Calculator] = timeCalculators + moneyCalculators + saleCalculators + identityCalculators
  private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

  /// By its name; nil where there is none.
  public static func calculator(_ name: String) -> Calculator? { byName[name] }

  /// The answer of the calculator `rule` to `fields`, with its reasons. Refuses an unknown rule, a field that the rule does not
  /// have, a missing or unreadable one, and what the law refuses; the refusal names the field.
  public static func answer(
    _ rule: String, _ fields: [CalcValue.Member], in books: CalcBooks
  ) throws(LawRefusal) -> Explained<CalcValue> {
    guard let calculator = byName[rule] else {
      throw LawRefusal(
        field: "rule", code: "unknownRule", Phrase("没有名为“\(rule)”的计算规则", "There is no calculator named \"\(rule)\""))
    }
    var input = try CalcInput(fields, calculator.fields, prefix: "")
    return try calculator.run(&input, books)
  }
}
