import Basics

/// Compelled attendance (拘传) and search (搜查), R7.4.
public enum Attendance {
  /// Hours of questioning, and where detention may follow (解释 482).
  public static let hoursMax = 8
  public static let hoursMaxDetention = 24

  /// The end of questioning. Errors: `notSummoned`, `goodReason`.
  public static func endsBy(
    arrived: Instant, summoned: Bool, goodReason: Bool, detentionMayFollow: Bool
  ) throws(LawRefusal) -> Explained<Instant> {
    let article = Citation.procedureInterpretation("482")
    guard summoned else {
      throw LawRefusal("summoned", "notSummoned", "拘传前应经依法传唤", "a lawful summons comes first", article)
    }
    guard !goodReason else {
      throw LawRefusal("goodReason", "goodReason", "有正当理由未到场，不得拘传", "who had good reason is not compelled", article)
    }
    let hours = detentionMayFollow ? hoursMaxDetention : hoursMax
    let end = arrived.adding(hours: Int64(hours))
    return Explained(
      end,
      Reasons(
        "R7.4", inputs: [.init("到案时间", "Arrived", arrived)],
        steps: [.init("询问不得超过（小时）", "Hours at most", hours), .init("最迟结束", "Ends by", end)], citations: [article]))
  }

  /// A search needs the president's warrant, and a woman is searched by women. Errors: `noWarrant`, `notByWomen`.
  public static func checkSearch(warrant: Bool, womanSearched: Bool, byWomen: Bool) throws(LawRefusal) -> Explained<Bool> {
    guard warrant else {
      throw LawRefusal("warrant", "noWarrant", "搜查须由院长签发搜查令", "a search needs the president's warrant", .procedure2023("259"))
    }
    guard !womanSearched || byWomen else {
      throw LawRefusal("byWomen", "notByWomen", "搜查妇女应由女执行人员进行", "a woman is searched by women", .procedureInterpretation("496"))
    }
    return Explained(
      true,
      Reasons(
        "R7.4", steps: [.init("可以搜查", "May search", true)], citations: [.procedure2023("259"), .procedureInterpretation("496")]))
  }
}

/// Fines and judicial detention (罚款、司法拘留), R7.5. The president approves; the decision is in writing.
public enum Sanction {
  /// A person's fine (民事诉讼法 118): up to 100,000 yuan.
  public static let personFineMax = Money.yuan(100_000)
  /// A unit's fine: 50,000 to 1,000,000 yuan.
  public static let unitFine = Money.yuan(50_000)...Money.yuan(1_000_000)
  /// Detention: up to 15 days.
  public static let detentionDaysMax = 15
  /// Hours in which the family is told of a detention (解释 180).
  public static let tellFamilyHours = 24
  /// Days to ask for reconsideration, and for the higher court to decide (解释 185).
  public static let reconsiderDays = 3
  public static let reconsiderDecideDays = 5

  /// Checks a fine. Errors: `fineOutOfRange`, `sameActTwice`.
  public static func checkFine(_ fine: Money, unit: Bool, sameActSanctionedBefore: Bool = false) throws(LawRefusal) -> Explained<
    Money
  > {
    let fits = unit ? unitFine.contains(fine) : fine > .zero && fine <= personFineMax
    guard fits else {
      throw LawRefusal(
        "fine", "fineOutOfRange", unit ? "对单位的罚款为五万元以上一百万元以下" : "对个人的罚款为十万元以下",
        unit ? "a unit's fine is 50,000 to 1,000,000 yuan" : "a person's fine is up to 100,000 yuan", .procedure2023("118"))
    }
    try checkRepeat(sameActSanctionedBefore)
    return Explained(
      fine,
      Reasons(
        "R7.5", inputs: [.init("罚款金额", "Fine", fine)],
        steps: [
          .init(
            Phrase("限额", "Limits"),
            unit ? "\(unitFine.lowerBound.grouped) – \(unitFine.upperBound.grouped)" : "≤ \(personFineMax.grouped)")
        ],
        citations: [.procedure2023("118"), .procedure2023("119")]))
  }
  /// Checks days of detention. Errors: `detentionOutOfRange`, `sameActTwice`.
  public static func checkDetention(days: Int, sameActSanctionedBefore: Bool = false) throws(LawRefusal) -> Explained<Int> {
    guard (1...detentionDaysMax).contains(days) else {
      throw LawRefusal("days", "detentionOutOfRange", "拘留的期限为十五日以下", "detention is up to 15 days", .procedure2023("118"))
    }
    try checkRepeat(sameActSanctionedBefore)
    return Explained(
      days,
      Reasons(
        "R7.5", inputs: [.init("拘留天数", "Days", days)], steps: [.init("最长（日）", "At most", detentionDaysMax)],
        citations: [.procedure2023("118"), .procedure2023("119")]))
  }
  /// The same act is not fined or detained for twice in a row; a new act may be (解释 184).
  private static func checkRepeat(_ before: Bool) throws(LawRefusal) {
    guard !before else {
      throw LawRefusal(
        "act", "sameActTwice", "对同一妨害行为不得连续适用罚款、拘留", "the same act is not sanctioned twice in a row",
        .procedureInterpretation("184"))
    }
  }

  /// The moment at which detention ends.
  public static func detentionEnds(committed: Instant, days: Int, settings: CourtSettings) throws(LawRefusal) -> Explained<
    Instant
  > {
    let checked = try checkDetention(days: days)
    let end: Instant =
      switch settings.detentionEnd {
      case .startDayCounts: .end(of: committed.day + (days - 1))
      case .hourBased: committed.adding(hours: Int64(days) * 24)
      }
    var reasons = checked.reasons.under(
      "R7.5", inputs: [.init("执行拘留时间", "Committed", committed)], settings: [settings.used("detentionEnd", settings.detentionEnd)])
    reasons.steps.append(.init("拘留期满", "Ends", end))
    return Explained(end, reasons)
  }
  /// The last moment to tell the family.
  public static func tellFamilyBy(committed: Instant) -> Explained<Instant> {
    let by = committed.adding(hours: Int64(tellFamilyHours))
    return Explained(
      by,
      Reasons(
        "R7.5", inputs: [.init("执行拘留时间", "Committed", committed)],
        steps: [.init("24小时内通知家属", "Tell the family within 24 hours", by)], citations: [.procedureInterpretation("180")]))
  }
  /// The last day to ask the higher court for reconsideration; the sanction stands meanwhile.
  public static func reconsiderBy(served: Day, calendar: CourtCalendar) -> Explained<Day> {
    Periods.due("R7.5", from: served, .days(reconsiderDays), .procedureInterpretation("185"), calendar: calendar)
  }
  /// The last day for the higher court to decide.
  public static func reconsiderationDecidedBy(received: Day, calendar: CourtCalendar) -> Explained<Day> {
    Periods.due("R7.5", from: received, .days(reconsiderDecideDays), .procedureInterpretation("185"), calendar: calendar)
  }

  /// Who is not taken into custody, or not without leave.
  public enum DetentionBar: String, Sendable, Hashable, Codable, CaseIterable {
    /// A deputy to a people's congress, without its leave.
    case deputyWithoutLeave
    case under16, over70
    case pregnantOrNursing
    /// Mentally ill, contagious, or so ill that custody endangers life.
    case unfit
    var citation: Citation {
      switch self {
      case .deputyWithoutLeave: Citation("全国人民代表大会和地方各级人民代表大会代表法", version: "2025", article: "39")
      // No text on judicial detention names these; the police law on detention does, and is followed, without the exceptions that its
      // second paragraph makes since 2026.
      case .under16, .over70, .pregnantOrNursing: Citation("治安管理处罚法", version: "2025", article: "23")
      case .unfit: .detentionHouses("19")
      }
    }
    var name: Phrase {
      switch self {
      case .deputyWithoutLeave: Phrase("人大代表，未经许可", "A deputy, without leave")
      case .under16: Phrase("不满十六周岁", "Under 16")
      case .over70: Phrase("七十周岁以上", "Aged 70 or over")
      case .pregnantOrNursing: Phrase("怀孕或者哺乳自己不满一周岁婴儿", "Pregnant, or nursing a child under one")
      case .unfit: Phrase("健康状况不宜拘留", "Not fit for custody")
      }
    }
  }
  /// Refuses custody of the protected. Error: `mayNotBeDetained`.
  public static func checkDetainable(_ bars: Set<DetentionBar>) throws(LawRefusal) -> Explained<Bool> {
    let found = DetentionBar.allCases.filter(bars.contains)
    guard found.isEmpty else {
      let zh = found.map(\.name.zh).joined(separator: "；")
      let en = found.map(\.name.en).joined(separator: "; ")
      throw LawRefusal(
        field: "person", code: "mayNotBeDetained", Phrase("不宜拘留：\(zh)", "not to be detained: \(en)"),
        citations: found.map(\.citation))
    }
    return Explained(
      true, Reasons("R7.5", steps: [.init("无不宜拘留情形", "Nothing bars custody", true)], citations: [.detentionHouses("19")]))
  }
}
