import Basics

/// The reference price (参考价) at which a thing is put up for sale, R5.1.
public enum ReferencePrice {
  /// Days after seizure in which to start (1).
  public static let startDays = 30
  /// Days after the price stands in which to start the sale (30).
  public static let saleStartDays = 10
  /// Days in which to send a result to the parties (21).
  public static let sendResultDays = 3
  /// Days after which a notice on the official site counts as received (21).
  public static let noticeDays = 15
  /// Days to object to a query or an appraisal (22, 23).
  public static let objectionDays = 5
  /// Days in which the court passes an objection on, and in which the appraiser explains himself (23); then experts review.
  public static let passOnDays = 3
  public static let explanationDays = 5
  /// A result is valid for one year at most (27).
  public static let validityMonthsMax = 12
  /// After the end of validity an auction whose notice was published in time may still be held for so long (27).
  public static let graceMonths = 6
  /// Days to issue a result again that has lost its validity: a query (11), and an appraisal (19).
  public static let reissueQueryDays = 3
  public static let reissueAppraisalDays = 15

  /// The four ways, in the order of the law (2, 4–14).
  public enum Method: String, Sendable, Hashable, Codable, CaseIterable, Comparable {
    /// 当事人议价, 定向询价, 网络询价, 委托评估.
    case agreement, directedQuery, networkQuery, appraisal
    public static func < (left: Method, right: Method) -> Bool {
      Method.allCases.firstIndex(of: left) ?? 0 < Method.allCases.firstIndex(of: right) ?? 0
    }
    public var name: Phrase {
      switch self {
      case .agreement: Phrase("当事人议价", "Agreement of the parties")
      case .directedQuery: Phrase("定向询价", "Directed query")
      case .networkQuery: Phrase("网络询价", "Network query")
      case .appraisal: Phrase("委托评估", "Appraisal")
      }
    }
  }

  /// What decides which way is next.
  public struct Facts: Hashable, Sendable, Codable {
    /// Ways that were tried and gave no price, or cannot be tried.
    public var exhausted: Set<Method>
    /// A way that both parties asked for.
    public var commonRequest: Method?
    /// There is a tax base price, or a price set or guided by the government.
    public var officialPriceExists: Bool
    /// The law requires an appraisal.
    public var lawRequiresAppraisal: Bool
    /// Someone must inspect or test the thing on the spot.
    public var needsInspection: Bool
    public init(
      exhausted: Set<Method> = [], commonRequest: Method? = nil, officialPriceExists: Bool = false,
      lawRequiresAppraisal: Bool = false, needsInspection: Bool = false
    ) {
      self.exhausted = exhausted
      self.commonRequest = commonRequest
      self.officialPriceExists = officialPriceExists
      self.lawRequiresAppraisal = lawRequiresAppraisal
      self.needsInspection = needsInspection
    }
  }

  /// The next way to find the price. Error: `allMethodsExhausted`.
  public static func method(_ facts: Facts) throws(LawRefusal) -> Explained<Method> {
    func answer(_ method: Method, _ why: Phrase, _ article: String) -> Explained<Method> {
      Explained(
        method,
        Reasons(
          "R5.1", steps: [.init(why, method.name.zh)], citations: [.referencePriceRules("2"), .referencePriceRules(article)]))
    }
    let open = { (method: Method) in !facts.exhausted.contains(method) }
    if facts.lawRequiresAppraisal && open(.appraisal) {
      return answer(.appraisal, Phrase("法律、行政法规规定必须委托评估", "The law requires an appraisal"), "14")
    }
    // A common request leads only to a way that is open at all: an official price, or no need of inspection (5.2, 7.2).
    let possible: Set<Method> = [
      .agreement, .appraisal, facts.officialPriceExists ? .directedQuery : .appraisal,
      facts.needsInspection ? .appraisal : .networkQuery,
    ]
    if let asked = facts.commonRequest, open(asked), possible.contains(asked) {
      let article = [.agreement: "4", .directedQuery: "5", .networkQuery: "7"][asked] ?? "14"
      return answer(asked, Phrase("双方当事人一致要求", "Both parties ask for it"), article)
    }
    if open(.agreement) { return answer(.agreement, Phrase("先由当事人议价", "The parties come first"), "4") }
    if open(.directedQuery) && facts.officialPriceExists {
      return answer(.directedQuery, Phrase("有计税基准价、政府定价或者政府指导价", "There is an official price"), "5")
    }
    if open(.networkQuery) && !facts.needsInspection {
      return answer(.networkQuery, Phrase("无需现场勘验或者鉴定，可网络询价", "No inspection needed: platforms can quote"), "7")
    }
    if open(.appraisal) { return answer(.appraisal, Phrase("前述方式不能或者不成", "The other ways cannot be used or failed"), "14") }
    throw LawRefusal(
      "exhausted", "allMethodsExhausted", "四种方式均未能确定参考价", "none of the four ways gave a price", .referencePriceRules("14"))
  }

  /// The last day to start finding the price after a seizure.
  public static func startBy(seized: Day, calendar: CourtCalendar) -> Explained<Day> {
    Periods.due("R5.1", from: seized, .days(startDays), .referencePriceRules("1"), calendar: calendar)
  }
  /// The last day to start the sale after the price stands.
  public static func startSaleBy(priceFixed: Day, calendar: CourtCalendar) -> Explained<Day> {
    Periods.due("R5.1", from: priceFixed, .days(saleStartDays), .referencePriceRules("30"), calendar: calendar)
  }
  /// The last day to send a result to the parties.
  public static func sendResultBy(received: Day, calendar: CourtCalendar) -> Explained<Day> {
    Periods.due("R5.1", from: received, .days(sendResultDays), .referencePriceRules("21"), calendar: calendar)
  }
  /// The day on which a result published on the official site counts as received.
  public static func deemedReceived(published: Day, calendar: CourtCalendar) -> Explained<Day> {
    let end = Periods.deadline(from: published, .days(noticeDays), calendar: calendar, rolls: false)
    return Explained(end.value, end.reasons.under("R5.1", citations: [.referencePriceRules("21")]))
  }
  /// The last day to object to a result.
  public static func objectBy(received: Day, calendar: CourtCalendar) -> Explained<Day> {
    Periods.due("R5.1", from: received, .days(objectionDays), .referencePriceRules("22"), calendar: calendar)
  }
  /// The last day for the court to pass an objection on to the institution.
  public static func passObjectionOnBy(received: Day, calendar: CourtCalendar) -> Explained<Day> {
    Periods.due("R5.1", from: received, .days(passOnDays), .referencePriceRules("23"), calendar: calendar)
  }
  /// The last day for the institution to explain itself.
  public static func explainBy(passedOn: Day, calendar: CourtCalendar) -> Explained<Day> {
    Periods.due("R5.1", from: passedOn, .days(explanationDays), .referencePriceRules("23"), calendar: calendar)
  }
  /// The last day for a result that was asked for again.
  public static func reissueBy(asked: Day, _ method: Method, calendar: CourtCalendar) -> Explained<Day> {
    let appraisal = method == .appraisal
    return Periods.due(
      "R5.1", from: asked, .days(appraisal ? reissueAppraisalDays : reissueQueryDays),
      .referencePriceRules(appraisal ? "19" : "11"),
      calendar: calendar)
  }

  /// The last day on which a result is valid. Error: `validityTooLong` beyond one year.
  public static func validThrough(issued: Day, months: Int) throws(LawRefusal) -> Explained<Day> {
    guard (1...validityMonthsMax).contains(months) else {
      throw LawRefusal(
        "months", "validityTooLong", "参考价有效期最长不得超过一年", "a result is valid for one year at most", .referencePriceRules("27"))
    }
    let end = issued.adding(months: months)
    return Explained(
      end,
      Reasons(
        "R5.1", inputs: [.init("出具日", "Issued", issued)],
        steps: [.init("有效期（月）", "Months of validity", months), .init("有效至", "Valid through", end)],
        citations: [.referencePriceRules("27")]))
  }

  /// Whether a sale needs a new price: not where its notice was published within validity and the auction or direct sale is held
  /// within six months after validity ends.
  public static func needsNewPrice(validThrough: Day, noticePublished: Day, saleOn: Day) -> Explained<Bool> {
    let graceEnds = validThrough.adding(months: graceMonths)
    let needed = noticePublished > validThrough || saleOn > graceEnds
    return Explained(
      needed,
      Reasons(
        "R5.1",
        inputs: [
          .init("有效至", "Valid through", validThrough), .init("公告发布日", "Notice published", noticePublished),
          .init("拍卖日", "Sale", saleOn),
        ],
        steps: [
          .init("公告在有效期内发布", "Notice within validity", noticePublished <= validThrough),
          .init("拍卖不得晚于", "Sale no later than", graceEnds), .init("须重新确定参考价", "A new price is needed", needed),
        ], citations: [.referencePriceRules("27")]))
  }
}
