import Basics
import Enforcement
import EnforcementLaw

/// One page of the calculators: a rule of the law library, or several that ask for the same thing.
struct CalculatorTopic: Sendable {
  /// The page's name in its address.
  let key: String
  let title: Phrase
  /// What it counts and what it rests on, in a sentence.
  let intro: Phrase
  let fields: [CalcField]
  /// The rule of the law library; nil where the field `kind` names it.
  let rule: String?

  /// What people look for most.
  static let main: [CalculatorTopic] =
    ["fee", "delay-interest", "period", "preservation-fee", "distribution"].compactMap(of) + [identity]
  /// Every other rule.
  static let more: [CalculatorTopic] = Calculators.all.map(\.name)
    .filter { name in !main.contains { $0.key == name } && !identityRules.contains(name) }.compactMap(of)

  /// The page of a name: one of the listed, or a single check of ``identity``.
  static func named(_ key: String) -> CalculatorTopic? { key == identity.key ? identity : of(key) }

  private static let identityRules = ["resident-id", "credit-code", "plate", "bank-card", "phone", "case-number"]

  /// The checks of numbers, on one page.
  private static let identity = CalculatorTopic(
    key: "identity", title: Phrase("证件校验", "Numbers of people and things"),
    intro: Phrase(
      "校验公民身份号码、统一社会信用代码、车牌、银行卡号、电话和案号，并指出哪一位有误。号码不会被保存。",
      "Checks resident IDs, credit codes, plates, bank cards, telephones and case numbers, and says which sign is wrong. Nothing is kept."
    ),
    fields: [
      CalcField("kind", "证件种类", "Kind of number", .choice(identityRules)),
      CalcField("text", "号码", "Number", .text(max: 200)),
    ], rule: nil)

  private static func of(_ name: String) -> CalculatorTopic? {
    Calculators.calculator(name).map { calculator in
      CalculatorTopic(
        key: name, title: calculator.title, intro: CalculatorWords.intro(name), fields: calculator.fields, rule: name)
    }
  }

  var path: String { "/calculators/" + key }
}

/// What a query asks of a topic: the fields as the law library reads them, and where each row of a list stood in the form.
struct CalculatorQuery: Sendable {
  private(set) var members: [CalcValue.Member] = []
  /// Typed pairs under the names of the form, rows as `claims[0].amount`.
  private(set) var typed: [(name: String, value: String)] = []
  /// For each list, the number in the form of each row that was used.
  private var rowNumbers: [String: [Int]] = [:]
  /// Rows of one list that a page shows at most.
  static let rowsMax = 50

  /// Reads `fields` from a query; other names are passed on where `strict`, so that the library refuses them.
  init(_ fields: [CalcField], _ form: FormData, strict: Bool = false) {
    for field in fields {
      if case .rows(let columns) = field.kind { rows(field.name, columns, form) } else { single(field, form) }
    }
    guard strict else { return }
    for pair in form.pairs where !fields.contains(where: { $0.name == pair.name || pair.name.hasPrefix($0.name + "[") }) {
      guard !CalculatorQuery.ours.contains(pair.name) else { continue }
      members.append(.init(pair.name, .text(pair.value)))
    }
  }
  /// Names that a page or an address uses for itself.
  private static let ours: Set<String> = ["lang", "id", "rule"]
  /// Words for "no sum at all", where a rule knows such a case.
  static let none: Set<String> = ["null", "无", "none"]

  var isEmpty: Bool { members.isEmpty }
  /// How many rows of a list were used.
  func rowCount(_ name: String) -> Int { (rowNumbers[name]?.last).map { $0 + 1 } ?? 0 }

  /// The field of the form that a refusal means: rows left empty are not counted by the library.
  func formField(_ field: String) -> String {
    guard let open = field.firstIndex(of: "["), let close = field.firstIndex(of: "]"), open < close,
      let index = Int(field[field.index(after: open)..<close]),
      let number = rowNumbers[String(field[..<open])].flatMap({ $0.indices.contains(index) ? $0[index] : nil })
    else { return field }
    return "\(field[..<open])[\(number)\(field[close...])"
  }

  /// An address that asks the same: what is empty is left out.
  func link(_ path: String, keeping others: [(name: String, value: String)]) -> String {
    let pairs = (typed.filter { !$0.value.isEmpty } + others).map { Address.encoded($0.name) + "=" + Address.encoded($0.value) }
    return pairs.isEmpty ? path : path + "?" + pairs.joined(separator: "&")
  }

  private mutating func single(_ field: CalcField, _ form: FormData) {
    let value = CalculatorQuery.trimmed(form[field.name])
    guard form.pairs.contains(where: { $0.name == field.name }) else { return }
    typed.append((field.name, value))
    guard !value.isEmpty else { return }
    members.append(.init(field.name, field.kind == .money && CalculatorQuery.none.contains(value) ? .null : .text(value)))
  }

  private mutating func rows(_ name: String, _ columns: [CalcField], _ form: FormData) {
    var lines: [Int: [(name: String, value: String)]] = [:]
    // A list may also come as one text, as on the command line.
    for case .list(let cells) in CalcValue.rows(in: form[name]).prefix(CalculatorQuery.rowsMax) {
      lines[lines.count] = zip(columns, cells).compactMap { column, cell in
        if case .text(let text) = cell, text != "-" { (column.name, text) } else { nil }
      }
    }
    for pair in form.pairs where pair.name.hasPrefix(name + "[") {
      guard let close = pair.name.firstIndex(of: "]"), pair.name[close...].hasPrefix("]."),
        let index = Int(pair.name[pair.name.index(pair.name.startIndex, offsetBy: name.count + 1)..<close]),
        (0..<CalculatorQuery.rowsMax).contains(index)
      else { continue }
      lines[index, default: []].append((String(pair.name[close...].dropFirst(2)), CalculatorQuery.trimmed(pair.value)))
    }
    var list: [CalcValue] = []
    for (index, cells) in lines.sorted(by: { $0.key < $1.key }) {
      for cell in cells { typed.append(("\(name)[\(index)].\(cell.name)", cell.value)) }
      let used = cells.filter { !$0.value.isEmpty }
      guard !used.isEmpty else { continue }
      rowNumbers[name, default: []].append(index)
      list.append(.object(used.map { .init($0.name, .text($0.value)) }))
    }
    if !list.isEmpty { members.append(.init(name, .list(list))) }
  }

  private static func trimmed(_ text: String) -> String {
    var rest = text[...]
    while rest.first?.isWhitespace == true { rest.removeFirst() }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return String(rest)
  }
}

extension LawBooks {
  /// The same books as the calculators ask for them.
  var calculators: CalcBooks { CalcBooks(calendar: calendar, settings: settings, rates: rates) }
}
