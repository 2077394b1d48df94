import Basics

/// Where the articles of the Civil Procedure Law on enforcement stand in each of its versions (R0.4).
public enum CivilProcedureArticles {
  /// A run of articles that moved together.
  struct Run {
    /// Numbers in the version of 2017.
    let in2017: ClosedRange<Int>
    /// What to add for 2021 and for 2023.
    let to2021: Int
    let to2023: Int
  }
  /// Periods, service, preservation and coercive measures moved by 3 in 2021; the enforcement part by 7, and by 4 more in 2023.
  static let runs = [Run(in2017: 82...118, to2021: 3, to2023: 3), Run(in2017: 224...258, to2021: 7, to2023: 11)]

  /// The same article as another version numbers it: `239` of 2017 is `250` of 2023. A paragraph (`.3`) stays. Refuses what is
  /// no number, and articles outside the runs known here.
  public static func renumbered(
    _ article: String, from old: CivilProcedureVersion, to new: CivilProcedureVersion = .v2023
  ) throws(LawRefusal) -> Explained<Citation> {
    let parts = article.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let number = Int(parts[0]), number > 0 else {
      throw LawRefusal(
        field: "article", code: "articleNotRead", Phrase("“\(article)”不是条文序号", "\"\(article)\" is no number of an article"))
    }
    for run in runs {
      let base = number - shift(run, old)
      guard run.in2017.contains(base) else { continue }
      let moved = ([String(base + shift(run, new))] + parts.dropFirst().map(String.init)).joined(separator: ".")
      let citation = Citation("民事诉讼法", version: new.rawValue, article: moved)
      return Explained(
        citation,
        Reasons(
          "R0.4", inputs: [.init(Phrase("原条文（\(old.rawValue)）", "article (\(old.rawValue))"), article)],
          steps: [.init(Phrase("现条文（\(new.rawValue)）", "article (\(new.rawValue))"), moved)], citations: [citation]))
    }
    throw LawRefusal(
      field: "article", code: "articleNotMapped",
      Phrase(
        "第\(number)条（\(old.rawValue)）不在执行相关条文对照表内",
        "Article \(number) (\(old.rawValue)) is outside the table of articles on enforcement"))
  }

  /// The topic's article as a paper of that day numbers it.
  public static func cite(_ topic: Topic, on day: Day) -> Citation {
    let version = CivilProcedureVersion.on(day)
    for run in runs where run.in2017.contains(topic.number2023 - run.to2023) {
      let article = topic.number2023 - run.to2023 + shift(run, version)
      return Citation("民事诉讼法", version: version.rawValue, article: String(article))
    }
    return Citation("民事诉讼法", version: CivilProcedureVersion.v2023.rawValue, article: String(topic.number2023))
  }

  /// A citation of the Civil Procedure Law as a paper of that day numbers it; any other citation, and an article outside the
  /// table, as it is.
  public static func asNumbered(_ citation: Citation, on day: Day) -> Citation {
    guard citation.law == "民事诉讼法", let old = CivilProcedureVersion(rawValue: citation.version) else { return citation }
    let moved = try? renumbered(citation.article, from: old, to: .on(day))
    return moved?.value ?? citation
  }

  private static func shift(_ run: Run, _ version: CivilProcedureVersion) -> Int {
    switch version {
    case .v2017: 0
    case .v2021: run.to2021
    case .v2023: run.to2023
    }
  }

  /// What an article of the law is about; the raw value is its number since 2024-01-01.
  public enum Topic: String, Sendable, Hashable, CaseIterable {
    case periods = "85"
    case restoration = "86"
    case publicNotice = "95"
    case preservation = "103"
    case obstructionGeneral = "113"
    case refusalToPerform = "114"
    case assistingUnits = "117"
    case fineAmounts = "118"
    case fineProcedure = "119"
    case jurisdiction = "235"
    case conductObjection = "236"
    case sixMonthsIdle = "237"
    case thirdPartyObjection = "238"
    case personnel = "239"
    case entrusted = "240"
    case settlement = "241"
    case guarantee = "242"
    case estate = "243"
    case reversal = "244"
    case mediation = "245"
    case prosecutors = "246"
    case application = "247"
    case arbitralAward = "248"
    case notarisedInstrument = "249"
    case limitation = "250"
    case enforcementNotice = "251"
    case propertyReport = "252"
    case deposits = "253"
    case income = "254"
    case seizure = "255"
    case inventory = "256"
    case custody = "257"
    case auction = "258"
    case search = "259"
    case delivery = "260"
    case vacating = "261"
    case titleTransfer = "262"
    case substitution = "263"
    case delay = "264"
    case continuedPerformance = "265"
    case exitBanAndCredit = "266"
    case suspension = "267"
    case termination = "268"
    case effectOfRuling = "269"

    var number2023: Int { Int(rawValue) ?? 0 }
    public var name: Phrase {
      switch self {
      case .periods: Phrase("期间", "Periods")
      case .restoration: Phrase("期间耽误的顺延", "Restoration of a period")
      case .publicNotice: Phrase("公告送达", "Service by public notice")
      case .preservation: Phrase("保全", "Preservation")
      case .obstructionGeneral: Phrase("妨害诉讼的强制措施", "Measures against obstruction")
      case .refusalToPerform: Phrase("拒不履行等妨害行为", "Refusal to perform")
      case .assistingUnits: Phrase("协助单位的责任", "Units that must assist")
      case .fineAmounts: Phrase("罚款金额和拘留期限", "Fines and detention")
      case .fineProcedure: Phrase("强制措施的程序", "Procedure of coercive measures")
      case .jurisdiction: Phrase("执行管辖", "Jurisdiction")
      case .conductObjection: Phrase("执行行为异议", "Objection to conduct")
      case .sixMonthsIdle: Phrase("六个月未执行", "Six months without enforcement")
      case .thirdPartyObjection: Phrase("案外人异议", "Third-party objection")
      case .personnel: Phrase("执行员执行", "Enforcement officers")
      case .entrusted: Phrase("委托执行", "Entrusted enforcement")
      case .settlement: Phrase("执行和解", "Settlement")
      case .guarantee: Phrase("执行担保", "Guarantee")
      case .estate: Phrase("遗产清偿、承受人履行", "Estate and successors")
      case .reversal: Phrase("执行回转", "Reversal of enforcement")
      case .mediation: Phrase("调解书的执行", "Mediation agreements")
      case .prosecutors: Phrase("检察监督", "Supervision by prosecutors")
      case .application: Phrase("申请和移送执行", "Application and referral")
      case .arbitralAward: Phrase("仲裁裁决的执行", "Arbitral awards")
      case .notarisedInstrument: Phrase("公证债权文书的执行", "Notarised instruments")
      case .limitation: Phrase("申请执行时效", "Limitation")
      case .enforcementNotice: Phrase("执行通知", "Enforcement notice")
      case .propertyReport: Phrase("报告财产", "Report of property")
      case .deposits: Phrase("查询、扣押、冻结、划拨", "Query, freeze and transfer")
      case .income: Phrase("扣留、提取收入", "Withholding of income")
      case .seizure: Phrase("查封、扣押、冻结、拍卖、变卖", "Seizure and sale")
      case .inventory: Phrase("到场、清单", "Presence and inventory")
      case .custody: Phrase("查封财产的保管", "Custody of sealed things")
      case .auction: Phrase("拍卖、变卖", "Auction and sale")
      case .search: Phrase("搜查", "Search")
      case .delivery: Phrase("交付财物、票证", "Delivery of things")
      case .vacating: Phrase("迁出房屋、退出土地", "Vacating")
      case .titleTransfer: Phrase("财产权证照转移", "Transfer of title")
      case .substitution: Phrase("代履行", "Substituted performance")
      case .delay: Phrase("迟延履行", "Delay")
      case .continuedPerformance: Phrase("继续履行", "Continued performance")
      case .exitBanAndCredit: Phrase("限制出境、征信、公布", "Exit ban, credit record, publication")
      case .suspension: Phrase("中止执行", "Suspension")
      case .termination: Phrase("终结执行", "Final termination")
      case .effectOfRuling: Phrase("中止、终结裁定的生效", "When such rulings take effect")
      }
    }
  }
}
