import Basics

/// Numbers as papers write them in words: article numbers, list marks, dates.
public enum ChineseNumeral {
  private static let figures = ["〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"]

  /// Figure by figure: `二〇二四` for 2024.
  public static func digits(_ number: Int) -> String {
    String(number).compactMap { $0.wholeNumberValue }.map { figures[$0] }.joined()
  }

  /// As one counts: `十`, `十二`, `一百零五`, `二百五十三`. From 1 to 9,999; beyond that, and below, in Arabic figures.
  public static func counting(_ number: Int) -> String {
    guard (1...9_999).contains(number) else { return String(number) }
    var words = ""
    var skipped = false
    for (unit, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
      let figure = number / unit % 10
      if figure == 0 {
        skipped = skipped || !words.isEmpty
        continue
      }
      if skipped { words += "零" }
      skipped = false
      words += (unit == 10 && words.isEmpty && figure == 1 ? "" : figures[figure]) + name
    }
    return words
  }

  /// The number that such words say, `二百五十三` or `253`; nil where they say none.
  public static func value(_ words: String) -> Int? {
    if let number = Int(words) { return number }
    var total = 0
    var figure: Int?
    for sign in words {
      let text = String(sign)
      if text == "零" { continue }
      if let index = figures.firstIndex(of: text) {
        if figure != nil { return nil }
        figure = index
      } else if let unit = [("千", 1000), ("百", 100), ("十", 10)].first(where: { $0.0 == text })?.1 {
        total += (figure ?? 1) * unit
        figure = nil
      } else {
        return nil
      }
    }
    return words.isEmpty ? nil : total + (figure ?? 0)
  }

  /// The date of a paper: `二〇二四年五月六日`.
  public static func date(_ day: Day) -> String {
    let (year, month, day) = day.parts
    return "\(digits(year))年\(counting(month))月\(counting(day))日"
  }
}

extension Money {
  /// In figures and in words, as a sum that binds must stand: `人民币130,000.00元（大写：壹拾叁万元整）`.
  public var onPaper: String { "人民币\(grouped)元（大写：\(inWords)）" }
}
