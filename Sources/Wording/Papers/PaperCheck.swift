import Basics
import EnforcementLaw

/// What a check of a paper's words found.
public struct PaperFinding: Hashable, Sendable {
  /// A fault stands in the way of approval; a note asks a person to look.
  public let isFault: Bool
  public let what: Phrase
  init(_ isFault: Bool, _ zh: String, _ en: String) {
    self.isFault = isFault
    what = Phrase(zh, en)
  }
}

/// Reads a paper before it is approved: parties as in the case, sums in figures and in words alike, articles of the version in force on the
/// day of the paper, days that exist.
public enum PaperCheck {
  /// On `day` the paper would be signed.
  public static func findings(_ writing: PaperWriting, on day: Day) -> [PaperFinding] {
    let text = writing.content.plainText
    return operative(writing) + names(writing, text) + numbers(writing, text) + sums(text) + articles(text, on: day) + days(text)
      + blanks(text)
  }

  /// The operative part is what the case's record gives, whole and last in the text.
  private static func operative(_ writing: PaperWriting) -> [PaperFinding] {
    func isOperative(_ block: PaperBlock) -> Bool { if case .operative = block { true } else { false } }
    let recorded = writing.drawn.blocks.filter(isOperative)
    guard !recorded.isEmpty else { return [] }
    let last = Array(writing.content.blocks.suffix(recorded.count))
    let elsewhere = writing.content.blocks.dropLast(recorded.count).contains(where: isOperative)
    guard last != recorded || elsewhere else { return [] }
    return [
      PaperFinding(
        true, "主文与登记的裁定结果不一致：“\(recorded.plainText)”应为正文最后部分",
        "The operative part is not what the outcome on record gives; these words end the text: “\(recorded.plainText)”")
    ]
  }

  // MARK: Parties

  private static func names(_ writing: PaperWriting, _ text: String) -> [PaperFinding] {
    let drawn = writing.drawn.plainText
    let missing = writing.names.filter { drawn.contains($0) && !text.contains($0) }.map {
      PaperFinding(true, "没有写明当事人“\($0)”", "The party “\($0)” is not named")
    }
    let alike = Set(writing.names.flatMap { nearly($0, text, writing.names) }).sorted().map {
      PaperFinding(true, "“\($0)”与案件中当事人的姓名不一致", "“\($0)” differs from a party's name in the case")
    }
    return missing + alike
  }

  /// Words that are a name but for one sign; names of two signs are too short to tell.
  private static func nearly(_ name: String, _ text: String, _ names: [String]) -> [String] {
    let signs = Array(name)
    guard signs.count >= 3, signs.count <= 30 else { return [] }
    let whole = Array(text)
    guard whole.count >= signs.count else { return [] }
    return (0...(whole.count - signs.count)).compactMap { start in
      guard whole[start] == signs[0] else { return nil }
      let part = whole[start..<(start + signs.count)]
      let differing = zip(part, signs).filter { $0 != $1 }
      guard differing.count == 1, let odd = differing.first?.0, isHan(odd) else { return nil }
      let word = String(part)
      return names.contains { $0 == word || $0.hasPrefix(word) } ? nil : word
    }
  }
  private static func isHan(_ sign: Character) -> Bool {
    sign.unicodeScalars.allSatisfy { (0x3400...0x9FFF).contains($0.value) || $0.value > 0x1FFFF }
  }

  private static func numbers(_ writing: PaperWriting, _ text: String) -> [PaperFinding] {
    writing.changed(in: writing.content.blocks).filter { $0.label.zh != "当事人" }.map {
      PaperFinding(
        false, "\($0.label.zh)“\($0.value)”与案件不同或者少写", "The \($0.label.en) “\($0.value)” is missing or not as in the case")
    }
  }

  // MARK: Sums

  private static func sums(_ text: String) -> [PaperFinding] {
    let pairs = text.matches(of: /([0-9][0-9,]*(?:\.[0-9]+)?)元（大写：([^）]*)）/)
    let wrong = pairs.compactMap { pair -> PaperFinding? in
      let figures = pair.output.1.filter { $0 != "," }
      guard let sum = Money(String(figures)) else {
        return PaperFinding(true, "金额“\(pair.output.1)元”写法有误", "The sum “\(pair.output.1)” is not written right")
      }
      guard sum.inWords != String(pair.output.2) else { return nil }
      return PaperFinding(
        true, "小写 \(sum.grouped) 元与大写“\(pair.output.2)”不一致，应为“\(sum.inWords)”",
        "\(sum.grouped) in figures is not “\(pair.output.2)” in words but “\(sum.inWords)”")
    }
    let alone = PaperText.count("大写：", in: text) - pairs.count
    return wrong + (alone > 0 ? [PaperFinding(true, "有 \(alone) 处大写金额前没有小写金额", "\(alone) sums in words have no figures")] : [])
  }

  // MARK: Articles

  private static func articles(_ text: String, on day: Day) -> [PaperFinding] {
    var findings: [PaperFinding] = []
    var rest = text[...]
    while let open = rest.firstIndex(of: "《"), let close = rest[open...].firstIndex(of: "》") {
      let title = String(rest[rest.index(after: open)..<close])
      let after = rest[rest.index(after: close)...]
      let cited = after.prefix { !"，。；：《\n".contains($0) }
      let numbers = cited.matches(of: /第([〇零一二三四五六七八九十百千0-9]+)条/).compactMap { ChineseNumeral.value(String($0.output.1)) }
      if !numbers.isEmpty {
        if LawTitles.isCivilProcedure(title) {
          findings += numbers.compactMap { civilProcedure($0, on: day) }
        } else if !LawTitles.known.contains(title) {
          findings.append(
            PaperFinding(false, "法律库未收录《\(title)》，请人工核对", "The law library does not have 《\(title)》; check it by hand"))
        }
      }
      rest = after
    }
    var seen: Set<PaperFinding> = []
    return findings.filter { seen.insert($0).inserted }
  }

  private static func civilProcedure(_ number: Int, on day: Day) -> PaperFinding? {
    let version = CivilProcedureVersion.on(day)
    guard number > 0, number <= LawTitles.articles(of: version) else {
      return PaperFinding(
        true, "《民事诉讼法》（\(version.rawValue)）没有第\(number)条",
        "The Civil Procedure Law (\(version.rawValue)) has no article \(number)")
    }
    let current = Set(CivilProcedure.allCases.map { $0.number(on: day) })
    let own = CivilProcedureArticles.Topic.allCases.compactMap { Int(CivilProcedureArticles.cite($0, on: day).article) }
    if current.union(own).contains(number) { return nil }
    for older in CivilProcedureVersion.allCases where older != version {
      let topics = CivilProcedure.allCases.filter { $0.number(on: older.inForce) == number }
      guard let topic = topics.first else { continue }
      // Among the numbers of order and bankruptcy procedure nothing is cited by a paper of enforcement; elsewhere the number may be meant.
      return PaperFinding(
        LawTitles.foreign.contains(number), "《民事诉讼法》第\(number)条是\(older.rawValue)年文本的条号，现为第\(topic.number(on: day))条",
        "Article \(number) is a number of \(older.rawValue); it is \(topic.number(on: day)) now")
    }
    return PaperFinding(
      false, "法律库没有《民事诉讼法》第\(number)条的用途，请人工核对", "The law library knows no use of article \(number); check it by hand")
  }

  // MARK: Days and blanks

  private static func days(_ text: String) -> [PaperFinding] {
    let written = text.matches(of: /([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日/)
    let impossible = written.filter { day($0.output.1, $0.output.2, $0.output.3) == nil }.map {
      PaperFinding(true, "“\($0.output.0)”不是日期", "“\($0.output.0)” is no day")
    }
    let periods = text.matches(
      of: /自([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日起至([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日止/)
    let reversed = periods.compactMap { period -> PaperFinding? in
      guard let from = day(period.output.1, period.output.2, period.output.3),
        let until = day(period.output.4, period.output.5, period.output.6), until < from
      else { return nil }
      return PaperFinding(true, "“\(period.output.0)”起止日期颠倒", "“\(period.output.0)” ends before it begins")
    }
    return impossible + reversed
  }
  private static func day(_ year: Substring, _ month: Substring, _ day: Substring) -> Day? {
    guard let year = Int(year), let month = Int(month), let day = Int(day) else { return nil }
    return Day(year, month, day)
  }

  private static func blanks(_ text: String) -> [PaperFinding] {
    text.contains("——") ? [PaperFinding(true, "有未填写的事项（——）", "Something is left blank (——)")] : []
  }
}

/// Texts that papers of this stage cite.
enum LawTitles {
  static func isCivilProcedure(_ title: String) -> Bool { title == "中华人民共和国民事诉讼法" || title == "民事诉讼法" }
  /// How many articles each version has.
  static func articles(of version: CivilProcedureVersion) -> Int {
    switch version {
    case .v2017: 284
    case .v2021: 291
    case .v2023: 306
    }
  }
  /// Articles of the current text that no paper of enforcement cites: payment orders and public summons.
  static let foreign = 225...234
  static let known: Set<String> = Set(
    [
      Interpretation.civilProcedure(1), Interpretation.enforcementWork(1), Interpretation.enforcementProcedure(1),
      Interpretation.seizure(1), Interpretation.propertyInquiry(1), Interpretation.dishonestList(1),
      Interpretation.consumption(1),
      Interpretation.delayInterest(1), Interpretation.networkDeposits(1), Interpretation.objections(1),
      Interpretation.partyChange(""),
    ].compactMap { $0.split(separator: "》").first.map { String($0.dropFirst()) } } + ["中华人民共和国民法典", "民法典", "诉讼费用交纳办法"])
}
