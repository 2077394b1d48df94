import Basics

/// Restriction of consumption (限制消费), R7.2. The president signs the order.
public enum ConsumptionLimit {
  /// Whether the court need not, may or must restrict.
  public enum Duty: String, Sendable, Hashable, Codable, CaseIterable { case none, may, must }

  /// What a natural person may not buy (限消规定 3).
  public enum Item: String, Sendable, Hashable, Codable, CaseIterable {
    case plane, softSleeper, shipSecondClassUp
    case starredHotel, nightclub, golf
    case property, luxuryDecoration
    case highEndOffice
    case carNotForBusiness
    case travel
    case costlyPrivateSchool
    case costlyInsurance
    case highSpeedTrain
    /// First class up of other multiple-unit trains.
    case otherTrainFirstClassUp

    /// Number in article 3.1, 1 to 9.
    public var number: Int {
      switch self {
      case .plane, .softSleeper, .shipSecondClassUp: 1
      case .starredHotel, .nightclub, .golf: 2
      case .property, .luxuryDecoration: 3
      case .highEndOffice: 4
      case .carNotForBusiness: 5
      case .travel: 6
      case .costlyPrivateSchool: 7
      case .costlyInsurance: 8
      case .highSpeedTrain, .otherTrainFirstClassUp: 9
      }
    }
    public var name: Phrase {
      switch self {
      case .plane: Phrase("乘坐飞机", "Plane")
      case .softSleeper: Phrase("列车软卧", "Soft sleeper")
      case .shipSecondClassUp: Phrase("轮船二等以上舱位", "Ship, second class up")
      case .starredHotel: Phrase("星级以上宾馆、酒店高消费", "Starred hotel")
      case .nightclub: Phrase("夜总会高消费", "Nightclub")
      case .golf: Phrase("高尔夫球场高消费", "Golf")
      case .property: Phrase("购买不动产或者新建、扩建房屋", "Buying or building property")
      case .luxuryDecoration: Phrase("高档装修房屋", "Luxury decoration")
      case .highEndOffice: Phrase("租赁高档写字楼、宾馆、公寓办公", "High-end office")
      case .carNotForBusiness: Phrase("购买非经营必需车辆", "Car not needed for business")
      case .travel: Phrase("旅游、度假", "Travel and holidays")
      case .costlyPrivateSchool: Phrase("子女就读高收费私立学校", "Costly private school")
      case .costlyInsurance: Phrase("支付高额保费购买保险理财产品", "Costly insurance")
      case .highSpeedTrain: Phrase("G字头动车组列车全部座位", "G trains, all seats")
      case .otherTrainFirstClassUp: Phrase("其他动车组列车一等以上座位", "Other fast trains, first class up")
      }
    }
  }

  /// Whom an order against a unit also binds (限消规定 3.2).
  public enum Officer: String, Sendable, Hashable, Codable, CaseIterable {
    case legalRepresentative, mainHead, directlyResponsible, actualController
  }

  /// Must for the listed and before termination of a round; may where the notice's time has passed without performance.
  public static func duty(unperformedAfterNotice: Bool, dishonest: Bool, beforeTermination: Bool) -> Explained<Duty> {
    let duty: Duty = dishonest || beforeTermination ? .must : unperformedAfterNotice ? .may : .none
    var citations = [Citation.consumption(dishonest ? "1.2" : "1.1")]
    if beforeTermination { citations.append(.terminationRules("1")) }
    return Explained(
      duty,
      Reasons(
        "R7.2",
        inputs: [
          .init("逾期未履行", "Not performed in time", unperformedAfterNotice), .init("列入失信名单", "On the dishonest list", dishonest),
          .init("拟终本", "Termination of the round ahead", beforeTermination),
        ], steps: [.init("限制消费", "Restriction", duty.rawValue)], citations: citations))
  }

  /// Who is bound: the debtor himself, or a unit and its officers.
  public static func bound(organisation: Bool) -> Explained<[Officer]> {
    let officers = organisation ? Officer.allCases : []
    return Explained(
      officers,
      Reasons(
        "R7.2", steps: [.init("同时限制的人员类别", "Kinds of officers also bound", officers.count)], citations: [.consumption("3.2")]))
  }

  /// Whether something may be bought. For necessities of life or business the court may permit it (8); an officer may spend
  /// his own money on himself, on proof (3.2). Error: `restricted`.
  public static func check(_ item: Item, permitted: Bool, officerWithOwnMoneyProven: Bool) throws(LawRefusal) -> Explained<Item> {
    guard permitted || officerWithOwnMoneyProven else {
      throw LawRefusal(
        field: "item", code: "restricted", Phrase("限制消费：\(item.name.zh)", "Restricted: \(item.name.en)"),
        citations: [.consumption("3")])
    }
    return Explained(
      item,
      Reasons(
        "R7.2",
        steps: [.init("法院准许", "Permitted", permitted), .init("以个人财产实施私人消费", "Own money, private", officerWithOwnMoneyProven)],
        citations: [.consumption(permitted ? "8" : "3.2")]))
  }

  /// Why a restriction ends (限消规定 9).
  public enum Lift: String, Sendable, Hashable, Codable, CaseIterable { case performed, secured, applicantAgrees }
  /// Must where the duty was performed; may for sufficient security or with the applicant's consent.
  public static func lifting(_ lift: Lift) -> Explained<Duty> {
    let duty: Duty = lift == .performed ? .must : .may
    return Explained(duty, Reasons("R7.2", steps: [.init("解除限制消费", "Lifting", duty.rawValue)], citations: [.consumption("9")]))
  }
  /// The last day of a restriction; nil: until lifted. The law sets no term.
  public static func ends(ordered: Day, settings: CourtSettings) -> Explained<Day?> {
    let months = settings.consumptionLimitMonths
    let end = months == 0 ? nil : ordered.adding(months: months)
    return Explained(
      end,
      Reasons(
        "R7.2", inputs: [.init("限制消费令日期", "Ordered", ordered)], steps: [.init("届满日", "Ends", end?.description ?? "–")],
        citations: [.consumption("9")], settings: [settings.used("consumptionLimitMonths", months)]))
  }
  /// What breaking a restriction leads to: fine or detention (限消规定 11, 民事诉讼法 114).
  public static let sanctionCitations = [Citation.consumption("11"), .procedure2023("114")]
}

/// The ban on leaving the country (限制出境), R7.3.
public enum ExitBan {
  /// Days to ask the higher court for review, and for it to decide (异议复议 9).
  public static let reviewDays = 10
  public static let reviewDecideDays = 15
  public static let citations = [Citation.procedure2023("266"), .enforcementProcedure("23"), .enforcementProcedure("24")]

  /// Who is banned (执行程序解释 24).
  public enum Person: String, Sendable, Hashable, Codable, CaseIterable {
    case debtor, legalRepresentative, mainHead, directlyResponsible
    /// Of a debtor without capacity.
    case guardian
  }
  /// Whom the ban may name, as kinds of persons (执行程序解释 24).
  public static func persons(organisation: Bool, lacksCapacity: Bool) -> Explained<[Person]> {
    let persons: [Person] =
      organisation ? [.legalRepresentative, .mainHead, .directlyResponsible] : lacksCapacity ? [.guardian] : [.debtor]
    return Explained(
      persons,
      Reasons("R7.3", steps: [.init("限制对象类别", "Kinds of persons", persons.count)], citations: [.enforcementProcedure("24")]))
  }
  /// At once where all is paid; may for security or with consent (执行程序解释 25).
  public static func lifting(_ lift: ConsumptionLimit.Lift) -> Explained<ConsumptionLimit.Duty> {
    let duty: ConsumptionLimit.Duty = lift == .performed ? .must : .may
    return Explained(
      duty, Reasons("R7.3", steps: [.init("解除限制出境", "Lifting", duty.rawValue)], citations: [.enforcementProcedure("25")]))
  }
  /// The last day of one border-control request.
  public static func ends(ordered: Day, settings: CourtSettings) -> Explained<Day> {
    let end = ordered.adding(months: settings.exitBanMonths)
    return Explained(
      end,
      Reasons(
        "R7.3", inputs: [.init("决定日", "Ordered", ordered)], steps: [.init("届满日", "Ends", end)], citations: citations,
        settings: [settings.used("exitBanMonths", settings.exitBanMonths)]))
  }
  /// The last day to ask for review, and the last day to decide on it.
  public static func reviewBy(served: Day, calendar: CourtCalendar) -> Explained<Day> {
    Periods.due("R7.3", from: served, .days(reviewDays), .objectionRules("9"), calendar: calendar)
  }
  /// The last day on which the higher court decides on a review (异议复议 9).
  public static func reviewDecidedBy(received: Day, calendar: CourtCalendar) -> Explained<Day> {
    Periods.due("R7.3", from: received, .days(reviewDecideDays), .objectionRules("9"), calendar: calendar)
  }
}
