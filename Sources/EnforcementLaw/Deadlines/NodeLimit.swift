import Basics

/// One time limit of national law, or of a court's own rules, for a step of a case (R2.1).
public struct NodeLimit: Sendable, Hashable {
  /// `N10`, or `N10.urgent` where a number of the table holds several limits.
  public let key: String
  public let name: Phrase
  /// What starts it.
  public let from: Phrase
  public let length: Length
  public let citations: [Citation]
  public let confidence: Confidence

  /// How long it is: a constant of the law, or a setting.
  public enum Length: Sendable, Hashable {
    case days(Int)
    case workdays(Int)
    case months(Int)
    case hours(Int)
    /// Days that the court sets; the name of the setting.
    case daysSet(String)
    case workdaysSet(String)
    case hoursSet(String)
    /// Together with another limit, by its key.
    case with(String)
  }
  /// How well the limit is known.
  public enum Confidence: String, Sendable, Hashable, Codable {
    /// The article was read in full.
    case high
    /// Confirmed in part.
    case medium
    /// A local rule or the court's discretion: never printed as law.
    case local
  }

  init(
    _ key: String, _ name: Phrase, from: Phrase, _ length: Length, _ citations: [Citation], _ confidence: Confidence = .high
  ) {
    self.key = key
    self.name = name
    self.from = from
    self.length = length
    self.citations = citations
    self.confidence = confidence
  }
}

/// Looks limits up and counts them.
public enum NodeLimits {
  private static let byKey = Dictionary(uniqueKeysWithValues: table.map { ($0.key, $0) })

  /// The limit of a key; refuses an unknown one.
  public static func limit(_ key: String) throws(LawRefusal) -> NodeLimit {
    guard let limit = byKey[key] else {
      throw LawRefusal(field: "node", code: "unknownNode", Phrase("没有期限节点\(key)", "There is no time limit \(key)"))
    }
    return limit
  }

  /// The last day of a limit that starts on `from`. Refuses limits of hours, which need the moment.
  public static func due(
    _ key: String, from: Day, settings: CourtSettings, calendar: CourtCalendar
  ) throws(LawRefusal) -> Explained<Day> {
    let node = try limit(key)
    let (length, used) = try days(of: node, settings)
    guard let length else {
      throw LawRefusal(
        field: "from", code: "momentNeeded",
        Phrase("\(node.name.zh)以小时计，须给出时刻", "\(node.name.en) is counted in hours: a moment is needed"), citations: node.citations)
    }
    let end = Periods.deadline(from: from, length, calendar: calendar)
    return Explained(end.value, reasons(node, end.reasons, used))
  }

  /// The last moment of a limit that starts at `from`: hours run on, days end at midnight.
  public static func due(
    _ key: String, from: Instant, settings: CourtSettings, calendar: CourtCalendar
  ) throws(LawRefusal) -> Explained<Instant> {
    let node = try limit(key)
    switch node.length {
    case .hours(let count):
      let end = Periods.deadline(from: from, hours: count)
      return Explained(end.value, reasons(node, end.reasons, nil))
    case .hoursSet(let name):
      let end = Periods.deadline(from: from, hours: try number(name, settings))
      return Explained(end.value, reasons(node, end.reasons, used(name, settings)))
    case .days, .workdays, .months, .daysSet, .workdaysSet, .with:
      return try due(key, from: from.day, settings: settings, calendar: calendar).map { Instant.end(of: $0) }
    }
  }

  /// The period of a limit of days; nil where it is one of hours.
  private static func days(
    of node: NodeLimit, _ settings: CourtSettings
  ) throws(LawRefusal) -> (Periods.Length?, Reasons.SettingUsed?) {
    switch node.length {
    case .days(let count): return (.days(count), nil)
    case .workdays(let count): return (.workdays(count), nil)
    case .months(let count): return (.months(count), nil)
    case .daysSet(let name): return (.days(try number(name, settings)), used(name, settings))
    case .workdaysSet(let name): return (.workdays(try number(name, settings)), used(name, settings))
    case .with(let other):
      let target = try limit(other)
      if case .with = target.length { return (nil, nil) }
      return try days(of: target, settings)
    case .hours, .hoursSet: return (nil, nil)
    }
  }

  private static func number(_ name: String, _ settings: CourtSettings) throws(LawRefusal) -> Int {
    guard let value = CourtSettings.spec(name).flatMap({ Int($0.text(in: settings)) }) else {
      throw LawRefusal(field: name, code: "unknownSetting", Phrase("没有名为\(name)的配置项", "There is no setting named \(name)"))
    }
    return value
  }
  private static func used(_ name: String, _ settings: CourtSettings) -> Reasons.SettingUsed {
    settings.used(name, CourtSettings.spec(name)?.text(in: settings) ?? "")
  }

  private static func reasons(_ node: NodeLimit, _ counted: Reasons, _ used: Reasons.SettingUsed?) -> Reasons {
    var reasons = counted.under(
      "R2.1 \(node.key)",
      inputs: [.init(node.name + Phrase("，自", ", from: ") + node.from, node.key)],
      citations: node.citations, settings: used.map { [$0] } ?? [])
    if node.confidence == .local {
      reasons.steps.append(.init(Phrase("本院规定，非法律规定", "a rule of this court, not of law"), node.key))
    }
    return reasons
  }
}
