import Basics

/// Which court may enforce (执行管辖, R1.7). Courts are named by their codes in case numbers.
public enum Jurisdiction {
  /// What is enforced.
  public enum Instrument: String, Sendable, Hashable, CaseIterable, Codable {
    /// A civil judgment, ruling or mediation statement.
    case civilJudgment
    /// The part of a criminal judgment on property.
    case criminalProperty
    /// A ruling that realises a security right.
    case securityRealisation
    /// A ruling that confirms a mediation agreement.
    case judicialConfirmation
    case paymentOrder
    case arbitralAward
    case notarisedInstrument
    /// Anything else that the law lets courts enforce.
    case other
  }

  /// What is known for deciding.
  public struct Facts: Sendable, Hashable {
    public var instrument: Instrument
    /// The court of first instance, or the court that issued the order.
    public var issuingCourt: String?
    /// Courts at the places of property, at any level.
    public var propertyCourts: [String]
    /// The court at the debtor's domicile, at any level.
    public var domicileCourt: String?
    /// The level at which a civil suit of this size begins; for notarised instruments.
    public var firstInstanceLevel: CourtCodes.Level
    /// The basic court to which the intermediate court assigned an arbitral award.
    public var assignedCourt: String?
    public init(
      _ instrument: Instrument, issuingCourt: String? = nil, propertyCourts: [String] = [], domicileCourt: String? = nil,
      firstInstanceLevel: CourtCodes.Level = .basic, assignedCourt: String? = nil
    ) {
      self.instrument = instrument
      self.issuingCourt = issuingCourt
      self.propertyCourts = propertyCourts
      self.domicileCourt = domicileCourt
      self.firstInstanceLevel = firstInstanceLevel
      self.assignedCourt = assignedCourt
    }
  }

  /// Why a court may enforce.
  public enum Ground: String, Sendable, Hashable, Codable {
    case issuing, property, domicile, assigned
    public var phrase: Phrase {
      switch self {
      case .issuing: Phrase("作出法律文书的法院", "issued the instrument")
      case .property: Phrase("财产所在地", "the property lies there")
      case .domicile: Phrase("被执行人住所地", "the debtor lives there")
      case .assigned: Phrase("指定", "assigned")
      }
    }
  }
  /// A court that may enforce, by its code in case numbers, and on what ground.
  public struct Allowed: Sendable, Hashable {
    public let court: String
    public let ground: Ground
    /// An application at the court of the property needs proof of the property (执行程序解释 1).
    public var needsProofOfProperty: Bool { ground == .property }
  }

  /// Days to object to jurisdiction after the enforcement notice (执行程序解释 3).
  public static let objectionDays = 10

  /// The courts that may enforce, each with its ground. Empty where the facts name none.
  public static func allowed(_ facts: Facts) throws(LawRefusal) -> Explained<[Allowed]> {
    for court in [facts.issuingCourt, facts.domicileCourt, facts.assignedCourt].compactMap({ $0 }) + facts.propertyCourts {
      guard CourtCodes.isCode(court) else {
        throw LawRefusal(field: "court", code: "courtUnknown", Phrase("“\(court)”不是法院代字", "\"\(court)\" is no court's code"))
      }
    }
    var allowed: [Allowed] = []
    func add(_ court: String?, _ level: CourtCodes.Level?, _ ground: Ground) {
      guard let court, let found = level.map({ CourtCodes.court(over: court, at: $0) }) ?? court else { return }
      if !allowed.contains(where: { $0.court == found }) { allowed.append(Allowed(court: found, ground: ground)) }
    }
    switch facts.instrument {
    case .civilJudgment, .securityRealisation, .judicialConfirmation, .paymentOrder:
      add(facts.issuingCourt, nil, .issuing)
      if let level = facts.issuingCourt.flatMap(CourtCodes.level) {
        for court in facts.propertyCourts { add(court, level, .property) }
      }
    case .criminalProperty:
      add(facts.issuingCourt, nil, .issuing)
      if let level = facts.issuingCourt.flatMap(CourtCodes.level) {
        for court in facts.propertyCourts { add(court, level, .property) }
      }
    case .arbitralAward:
      add(facts.domicileCourt, .intermediate, .domicile)
      for court in facts.propertyCourts { add(court, .intermediate, .property) }
      add(facts.assignedCourt, nil, .assigned)
    case .notarisedInstrument:
      add(facts.domicileCourt, facts.firstInstanceLevel, .domicile)
      for court in facts.propertyCourts { add(court, facts.firstInstanceLevel, .property) }
    case .other:
      add(facts.domicileCourt, nil, .domicile)
      for court in facts.propertyCourts { add(court, nil, .property) }
    }
    return Explained(
      allowed,
      Reasons("R1.7", steps: allowed.map { .init($0.ground.phrase, $0.court) }, citations: facts.instrument.citations))
  }

  /// The ground on which `court` may enforce; refuses with the courts that may.
  public static func check(_ court: String, _ facts: Facts) throws(LawRefusal) -> Explained<Ground> {
    let courts = try allowed(facts)
    guard let found = courts.value.first(where: { $0.court == court }) else {
      let names = courts.value.map(\.court).joined(separator: "、")
      throw LawRefusal(
        field: "court", code: "noJurisdiction",
        Phrase(
          "\(court)法院无执行管辖权；有管辖权的为：\(names.isEmpty ? "无" : names)",
          "\(court) has no jurisdiction; allowed: \(names.isEmpty ? "none" : names)"),
        citations: courts.reasons.citations)
    }
    return courts.map { _ in found.ground }
  }

  /// Of several courts that filed, the one that filed first; the others withdraw and hand the property over (执行程序解释 2).
  public static func prevailing(_ filings: [(court: String, filed: Instant)]) throws(LawRefusal) -> Explained<String> {
    guard let first = filings.min(by: { ($0.filed, $0.court) < ($1.filed, $1.court) }) else {
      throw LawRefusal(field: "filings", code: "empty", Phrase("没有立案法院", "no court has filed"))
    }
    return Explained(
      first.court,
      Reasons(
        "R1.7", inputs: filings.prefix(20).map { .init(Phrase($0.court, $0.court), $0.filed.description) },
        steps: [.init(Phrase("最先立案的法院", "filed first"), first.court)], citations: [.enforcementProcedure("2")]))
  }

  /// The last day to object to jurisdiction; enforcement goes on meanwhile.
  public static func objectionDeadline(noticeServed: Day, calendar: CourtCalendar) -> Explained<Day> {
    let end = Periods.deadline(from: noticeServed, .days(objectionDays), calendar: calendar)
    return Explained(end.value, end.reasons.under("R1.7", citations: [.enforcementProcedure("3")]))
  }
}

extension Jurisdiction.Instrument {
  public var citations: [Citation] {
    switch self {
    case .civilJudgment: [.procedure2023("235.1")]
    case .criminalProperty: [.procedure2023("235.1"), .criminalProperty("2")]
    case .securityRealisation, .judicialConfirmation, .paymentOrder: [.procedureInterpretation("460")]
    case .arbitralAward: [.arbitralAwards("2")]
    case .notarisedInstrument: [.notarisedInstruments("2")]
    case .other: [.procedure2023("235.2")]
    }
  }
}

extension CourtCodes {
  /// The court of `level` over the place of `court`: the court itself, or one above; nil where `court` is already higher.
  static func court(over court: String, at level: Level) -> String? {
    var found: String? = court
    for _ in 0..<4 {
      guard let code = found else { return nil }
      if CourtCodes.level(code) == level { return code }
      found = superior(of: code)
    }
    return nil
  }
}
