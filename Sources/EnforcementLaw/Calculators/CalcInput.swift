import Basics

/// Reads the fields of one question; every refusal names the field.
public struct CalcInput: Sendable {
  private let members: [CalcValue.Member]
  private let fields: [CalcField]
  private let prefix: String
  /// The most rows of a list.
  static let rowsMax = 10_000

  init(_ members: [CalcValue.Member], _ fields: [CalcField], prefix: String) throws(LawRefusal) {
    self.members = members
    self.fields = fields
    self.prefix = prefix
    for member in members where !fields.contains(where: { $0.name == member.name }) {
      let known = fields.map(\.name).joined(separator: ", ")
      throw LawRefusal(
        field: prefix + member.name, code: "unknownField",
        Phrase("没有字段“\(member.name)”，可用字段：\(known)", "There is no field \"\(member.name)\"; there are \(known)"))
    }
  }

  /// Whether a field was given with a value.
  func has(_ name: String) -> Bool { value(name) != nil }
  /// Whether a field was given as null: "none" rather than forgotten.
  func isNull(_ name: String) -> Bool { members.contains { $0.name == name && $0.value == .null } }

  func day(_ name: String) throws(LawRefusal) -> Day { try required(name, try dayIfAny(name)) }
  func dayIfAny(_ name: String) throws(LawRefusal) -> Day? {
    guard let text = try textIfAny(name) else { return nil }
    guard let day = Day(text) else {
      throw refusal(name, "notADate", Phrase("“\(text)”不是日期（如 2024-05-06）", "\"\(text)\" is not a date (like 2024-05-06)"))
    }
    return day
  }

  /// A moment, and whether it was written with an offset.
  func moment(_ name: String) throws(LawRefusal) -> (moment: Instant, hasOffset: Bool) {
    let text = try text(name)
    guard let moment = Instant(text) else {
      throw refusal(
        name, "notAMoment",
        Phrase("“\(text)”不是时刻（如 2024-05-06T10:00:00）", "\"\(text)\" is not a moment (like 2024-05-06T10:00:00)"))
    }
    return (moment, text.hasSuffix("Z") || text.contains("+"))
  }

  func money(_ name: String) throws(LawRefusal) -> Money { try required(name, try moneyIfAny(name)) }
  func moneyIfAny(_ name: String) throws(LawRefusal) -> Money? {
    guard let text = try textIfAny(name) else { return nil }
    guard let money = Money(text) else {
      throw refusal(
        name, "notMoney",
        Phrase(
          "“\(text)”不是金额（至多两位小数，不超过\(Money.outsideMax.grouped)）",
          "\"\(text)\" is not a sum (two places, at most \(Money.outsideMax.grouped))"))
    }
    return money
  }

  func count(_ name: String) throws(LawRefusal) -> Int { try required(name, try countIfAny(name)) }
  func countIfAny(_ name: String) throws(LawRefusal) -> Int? {
    guard let text = try textIfAny(name) else { return nil }
    guard case .count(let range)? = field(name)?.kind, let count = Int(text), range.contains(count) else {
      let range = if case .count(let range)? = field(name)?.kind { "\(range.lowerBound)…\(range.upperBound)" } else { "" }
      throw refusal(name, "notACount", Phrase("“\(text)”应为 \(range) 的整数", "\"\(text)\" should be a whole number \(range)"))
    }
    return count
  }

  func choice<Word: RawRepresentable>(_ name: String, as type: Word.Type = Word.self) throws(LawRefusal) -> Word
  where Word.RawValue == String {
    let text = try text(name)
    guard case .choice(let words)? = field(name)?.kind, words.contains(text), let word = Word(rawValue: text) else {
      throw notAChoice(name, text)
    }
    return word
  }
  func word(_ name: String) throws(LawRefusal) -> String {
    let text = try text(name)
    guard case .choice(let words)? = field(name)?.kind, words.contains(text) else { throw notAChoice(name, text) }
    return text
  }

  func text(_ name: String) throws(LawRefusal) -> String { try required(name, try textIfAny(name)) }
  func textIfAny(_ name: String) throws(LawRefusal) -> String? {
    switch value(name) {
    case nil: return nil
    case .text(let text)?, .number(let text)?:
      let most = if case .text(let most)? = field(name)?.kind { most } else { 200 }
      guard text.utf8.count <= most * 4 else { throw refusal(name, "tooLong", Phrase("文字过长", "too long")) }
      return text
    case .flag(let flag)?: return String(flag)
    case .null?, .list?, .object?: throw refusal(name, "wrongShape", Phrase("应为单个值", "a single value expected"))
    }
  }

  /// The rows of a list; none where it was not given. A row is an object, a list of columns in order, or one value.
  func rows(_ name: String) throws(LawRefusal) -> [CalcInput] {
    guard case .rows(let columns)? = field(name)?.kind, let value = value(name) else { return [] }
    let rows: [CalcValue]
    switch value {
    case .list(let list): rows = list
    case .text(let text): rows = CalcValue.rows(in: text)
    case .null, .flag, .number, .object: throw refusal(name, "wrongShape", Phrase("应为列表", "a list expected"))
    }
    guard rows.count <= CalcInput.rowsMax else {
      throw refusal(name, "tooMany", Phrase("至多\(CalcInput.rowsMax)项", "at most \(CalcInput.rowsMax) entries"))
    }
    var inputs: [CalcInput] = []
    inputs.reserveCapacity(rows.count)
    for (index, row) in rows.enumerated() {
      inputs.append(try CalcInput(try members(row, columns, "\(name)[\(index)]"), columns, prefix: "\(prefix)\(name)[\(index)]."))
    }
    return inputs
  }

  private func members(_ row: CalcValue, _ columns: [CalcField], _ place: String) throws(LawRefusal) -> [CalcValue.Member] {
    switch row {
    case .object(let members): return members
    case .list(let values):
      guard values.count <= columns.count else { throw refusal(place, "tooManyColumns", Phrase("列数过多", "too many columns")) }
      return zip(columns, values).compactMap { $1 == .text("-") ? nil : CalcValue.Member($0.name, $1) }
    case .text, .number, .flag:
      guard let first = columns.first else { return [] }
      return [CalcValue.Member(first.name, row)]
    case .null: throw refusal(place, "wrongShape", Phrase("应为一行", "a row expected"))
    }
  }

  func refusal(_ name: String, _ code: String, _ message: Phrase) -> LawRefusal {
    let title = field(name)?.phrase ?? Phrase(name, name)
    return LawRefusal(field: prefix + name, code: code, Phrase(title.zh + "：", title.en + ": ") + message)
  }

  private func value(_ name: String) -> CalcValue? {
    guard let value = members.first(where: { $0.name == name })?.value, value != .null, value != .text("") else { return nil }
    return value
  }
  private func field(_ name: String) -> CalcField? { fields.first { $0.name == name } }
  private func required<Value>(_ name: String, _ value: Value?) throws(LawRefusal) -> Value {
    guard let value else { throw refusal(name, "missing", Phrase("必填", "required")) }
    return value
  }
  private func notAChoice(_ name: String, _ text: String) -> LawRefusal {
    let words = if case .choice(let words)? = field(name)?.kind { words.joined(separator: ", ") } else { "" }
    return refusal(name, "notAChoice", Phrase("“\(text)”应为 \(words) 之一", "\"\(text)\" should be one of \(words)"))
  }
}
