import Basics

/// One setting as a settings page and a settings file see it: its name, what it means, the rule that leaves it open, and
/// what values it takes.
public struct SettingSpec: Sendable {
  /// The name in settings files; the same as the property of ``CourtSettings``.
  public let name: String
  public let phrase: Phrase
  /// The rule of `law/rules.md`.
  public let rule: String
  public let kind: Kind
  private let readText: @Sendable (CourtSettings) -> String
  private let writeText: @Sendable (inout CourtSettings, String) -> Bool

  /// What a setting takes.
  public enum Kind: Sendable, Hashable {
    /// `true` or `false`.
    case flag
    /// A whole number in a range.
    case count(ClosedRange<Int>, Unit)
    /// Whole numbers, separated by commas, each in a range.
    case counts(ClosedRange<Int>, Unit)
    /// A sum in yuan.
    case money(ClosedRange<Money>)
    /// One of these words.
    case choice([String])
    /// Lines of a small table, in the form shown.
    case table(form: String)
  }
  /// What a whole number counts.
  public enum Unit: String, Sendable, Hashable {
    case days, workdays, months, years, hours, minutes, percent, basisPoints, times, digits
  }

  /// The value as text, as ``CourtSettings/set(_:to:origin:)`` reads it.
  public func text(in settings: CourtSettings) -> String { readText(settings) }
  /// False, and nothing changed, where the text is not a value of this setting.
  func write(_ text: String, to settings: inout CourtSettings) -> Bool { writeText(&settings, text) }

  typealias Path<Value> = WritableKeyPath<CourtSettings, Value> & Sendable

  static func flag(_ name: String, _ path: Path<Bool>, _ rule: String, _ zh: String, _ en: String) -> SettingSpec {
    SettingSpec(name, Phrase(zh, en), rule, .flag) {
      String($0[keyPath: path])
    } write: { settings, text in
      guard let value = Bool(text) else { return false }
      settings[keyPath: path] = value
      return true
    }
  }
  static func count(
    _ name: String, _ path: Path<Int>, _ range: ClosedRange<Int>, _ unit: Unit, _ rule: String, _ zh: String, _ en: String
  ) -> SettingSpec {
    SettingSpec(name, Phrase(zh, en), rule, .count(range, unit)) {
      String($0[keyPath: path])
    } write: { settings, text in
      guard let value = Int(text), range.contains(value) else { return false }
      settings[keyPath: path] = value
      return true
    }
  }
  static func counts(
    _ name: String, _ path: Path<[Int]>, _ range: ClosedRange<Int>, _ unit: Unit, _ rule: String, _ zh: String, _ en: String
  ) -> SettingSpec {
    SettingSpec(name, Phrase(zh, en), rule, .counts(range, unit)) {
      $0[keyPath: path].map(String.init).joined(separator: ",")
    } write: { settings, text in
      let values = text.split(separator: ",").map { Int($0.filter { $0 != " " }) }
      let good = values.compactMap { $0 }.filter(range.contains)
      guard good.count == values.count, values.count <= 20 else { return false }
      settings[keyPath: path] = good
      return true
    }
  }
  static func money(
    _ name: String, _ path: Path<Money>, _ range: ClosedRange<Money>, _ rule: String, _ zh: String, _ en: String
  ) -> SettingSpec {
    SettingSpec(name, Phrase(zh, en), rule, .money(range)) {
      $0[keyPath: path].description
    } write: { settings, text in
      guard let value = Money(text), range.contains(value) else { return false }
      settings[keyPath: path] = value
      return true
    }
  }
  static func choice<Word: RawRepresentable & CaseIterable & Sendable>(
    _ name: String, _ path: Path<Word>, _ rule: String, _ zh: String, _ en: String
  ) -> SettingSpec where Word.RawValue == String {
    SettingSpec(name, Phrase(zh, en), rule, .choice(Word.allCases.map(\.rawValue))) {
      $0[keyPath: path].rawValue
    } write: { settings, text in
      guard let value = Word(rawValue: text) else { return false }
      settings[keyPath: path] = value
      return true
    }
  }

  init(
    _ name: String, _ phrase: Phrase, _ rule: String, _ kind: Kind, read: @escaping @Sendable (CourtSettings) -> String,
    write: @escaping @Sendable (inout CourtSettings, String) -> Bool
  ) {
    self.name = name
    self.phrase = phrase
    self.rule = rule
    self.kind = kind
    readText = read
    writeText = write
  }
}

extension SettingSpec.Kind {
  /// What is accepted, for an error and for a form.
  public var accepts: Phrase {
    switch self {
    case .flag: Phrase("true 或 false", "true or false")
    case .count(let range, let unit):
      Phrase(
        "\(range.lowerBound) 至 \(range.upperBound) 的整数（\(unit.phrase.zh)）",
        "a whole number from \(range.lowerBound) to \(range.upperBound) (\(unit.phrase.en))")
    case .counts(let range, let unit):
      Phrase(
        "以逗号分隔的整数，每个 \(range.lowerBound) 至 \(range.upperBound)（\(unit.phrase.zh)）",
        "whole numbers from \(range.lowerBound) to \(range.upperBound) with commas (\(unit.phrase.en))")
    case .money(let range):
      Phrase("\(range.lowerBound) 至 \(range.upperBound) 元", "\(range.lowerBound) to \(range.upperBound) yuan")
    case .choice(let words):
      Phrase(words.joined(separator: "、") + " 之一", "one of " + words.joined(separator: ", "))
    case .table(let form): Phrase("形如 \(form)", "lines like \(form)")
    }
  }
}

extension SettingSpec.Unit {
  public var phrase: Phrase {
    switch self {
    case .days: Phrase("日", "days")
    case .workdays: Phrase("工作日", "working days")
    case .months: Phrase("月", "months")
    case .years: Phrase("年", "years")
    case .hours: Phrase("小时", "hours")
    case .minutes: Phrase("分钟", "minutes")
    case .percent: Phrase("%", "percent")
    case .basisPoints: Phrase("万分之一", "hundredths of a percent")
    case .times: Phrase("次", "times")
    case .digits: Phrase("位", "digits")
    }
  }
}
