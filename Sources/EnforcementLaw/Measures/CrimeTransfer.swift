import Basics

/// Handing a case to the police for the crime of refusing to satisfy a judgment (拒不执行判决、裁定罪), R7.6.
public enum CrimeTransfer {
  /// Days in which the police decide to file, and in a complex matter (法发〔2025〕8号).
  public static let fileDays = 7
  public static let fileDaysComplex = 30

  /// The ten acts of grave circumstances (法释〔2024〕13号 3).
  public enum Act: Int, Sendable, Hashable, Codable, CaseIterable {
    case disposesInBadFaith = 1, depletesAssets, destroysEvidence, breaksReportOrConsumption, refusesDeliveryOrVacating,
      refusesPersonalDuty,
      breaksProhibition, obstructsOnSite, destroysCourtProperty, other

    /// Items (4) to (7) count only after a fine or detention, when he still refuses.
    public var needsSanctionFirst: Bool { (4...7).contains(rawValue) }
    public var name: Phrase {
      switch self {
      case .disposesInBadFaith: Phrase("恶意处分财产权益", "Disposes of rights in bad faith")
      case .depletesAssets: Phrase("以不合理价格交易、为他人担保等减损责任财产", "Depletes his assets")
      case .destroysEvidence: Phrase("伪造、毁灭、隐匿履行能力证据或者妨碍作证", "Destroys or hides evidence of ability")
      case .breaksReportOrConsumption: Phrase("违反财产报告、限制消费令，经处罚仍拒不执行", "Breaks report or consumption order after a sanction")
      case .refusesDeliveryOrVacating: Phrase("拒不交付财物、迁出房屋，经处罚仍拒不执行", "Refuses to deliver or vacate after a sanction")
      case .refusesPersonalDuty: Phrase("拒不履行人身权益等作为义务，经处罚仍拒不执行", "Refuses a personal duty after a sanction")
      case .breaksProhibition: Phrase("违反不作为义务，经处罚仍违反", "Breaks a prohibition after a sanction")
      case .obstructsOnSite: Phrase("阻碍执行人员进入现场或者聚众哄闹", "Obstructs officers on site")
      case .destroysCourtProperty: Phrase("毁损、抢夺执行材料、车辆、器械", "Destroys files, cars or equipment")
      case .other: Phrase("其他情节严重的情形", "Other grave circumstances")
      }
    }
  }
  /// Who can commit it (法释〔2024〕13号 1–2).
  public enum Subject: String, Sendable, Hashable, Codable, CaseIterable { case debtor, assistant, guarantor }

  /// What the file holds.
  public struct Pack: Hashable, Sendable, Codable {
    public var subject: Subject
    public var act: Act
    public var identity: Proof?
    public var duty: Proof?
    public var ability: Proof?
    public var refusal: Proof?
    public var consequence: Proof?
    /// A fine or detention before the act, where the act needs one.
    public var sanction: Proof?
    /// The day of the act, and the day on which he was told of the suit: what he hid before judgment counts (6).
    public var acted: Day?
    public var toldOfSuit: Day?
    /// The instrument's day of effect.
    public var effective: Day?
    public var transferLetter: Proof?
    public var statement: Proof?
    public init(
      subject: Subject, act: Act, identity: Proof? = nil, duty: Proof? = nil, ability: Proof? = nil, refusal: Proof? = nil,
      consequence: Proof? = nil, sanction: Proof? = nil, acted: Day? = nil, toldOfSuit: Day? = nil, effective: Day? = nil,
      transferLetter: Proof? = nil, statement: Proof? = nil
    ) {
      self.subject = subject
      self.act = act
      self.identity = identity
      self.duty = duty
      self.ability = ability
      self.refusal = refusal
      self.consequence = consequence
      self.sanction = sanction
      self.acted = acted
      self.toldOfSuit = toldOfSuit
      self.effective = effective
      self.transferLetter = transferLetter
      self.statement = statement
    }
  }

  /// Every condition of a transfer: duty, ability and act; a sanction first for acts (4) to (7); and the five packs with letter
  /// and statement (法发〔2025〕8号 4).
  public static func checklist(_ pack: Pack) -> Explained<Checklist> {
    let four = Citation.refusalTransfer("4")
    let list = Checklist([
      .paper("identity", Phrase("主体身份材料", "Identity"), four, pack.identity),
      .paper("duty", Phrase("负有执行义务", "Duty to perform"), four, pack.duty),
      .paper("ability", Phrase("有履行能力", "Ability to perform"), four, pack.ability),
      .paper("refusal", Phrase("拒不执行行为：\(pack.act.name.zh)", "Act: \(pack.act.name.en)"), .refusalCrime("3"), pack.refusal),
      .paper(
        "sanction", Phrase("该行为前已罚款或者拘留", "Fine or detention before the act"), .refusalCrime("3"), pack.sanction,
        needed: pack.act.needsSanctionFirst),
      time(pack),
      .paper("consequence", Phrase("致使无法执行的后果", "Consequences"), four, pack.consequence),
      .paper("transferLetter", Phrase("移送函", "Letter of transfer"), four, pack.transferLetter),
      .paper("statement", Phrase("执行情况说明", "Statement of the enforcement"), four, pack.statement),
    ])
    return list.explained("R7.6")
  }

  /// An act counts from the instrument's effect on; an act to evade, from the notice of the suit on (6).
  private static func time(_ pack: Pack) -> Check {
    let what = Phrase("行为时间", "Time of the act")
    let six = Citation.refusalCrime("6")
    guard let acted = pack.acted else {
      return .fact("time", what, six, false, Phrase("未载明行为时间", "The day of the act is not given"))
    }
    let from = [pack.toldOfSuit, pack.effective].compactMap { $0 }.min()
    let holds = from.map { acted >= $0 } ?? false
    return .fact(
      "time", what, six, holds,
      Phrase("\(acted)，起算\(from?.description ?? "–")", "\(acted), counted from \(from?.description ?? "–")"))
  }

  /// Whether the substance holds: `duty ∧ ability ∧ act ∧ (act in {4…7} ⇒ sanctioned before)`.
  public static func canTransfer(duty: Bool, ability: Bool, act: Act?, sanctionedBefore: Bool) -> Explained<Bool> {
    let can = duty && ability && (act.map { !$0.needsSanctionFirst || sanctionedBefore } ?? false)
    return Explained(
      can,
      Reasons(
        "R7.6",
        inputs: [
          .init("执行义务", "Duty", duty), .init("履行能力", "Ability", ability),
          .init(act?.name ?? Phrase("无行为", "No act"), act.map { "(\($0.rawValue))" } ?? "–"),
          .init("已经处罚", "Sanctioned before", sanctionedBefore),
        ], steps: [.init("可以移送", "May be transferred", can)], citations: [.refusalCrime("3")]))
  }

  /// The last day for the police to decide on filing.
  public static func policeFileBy(received: Day, complex: Bool, calendar: CourtCalendar) -> Explained<Day> {
    Periods.due("R7.6", from: received, .days(complex ? fileDaysComplex : fileDays), .refusalTransfer("5"), calendar: calendar)
  }
  /// Whether the applicant may prosecute privately: he has evidence, and police or procuratorate would not pursue his complaint (法释〔2024〕13号 14).
  public static func privateProsecution(complaintRefusedOrUnanswered: Bool, evidence: Bool) -> Explained<Bool> {
    let may = complaintRefusedOrUnanswered && evidence
    return Explained(
      may,
      Reasons(
        "R7.6",
        inputs: [
          .init("提出控告未被受理", "Complaint refused or unanswered", complaintRefusedOrUnanswered),
          .init("有证据证明", "Evidence", evidence),
        ],
        steps: [.init("可以自诉", "May prosecute", may)], citations: [.refusalCrime("14")]))
  }
}
