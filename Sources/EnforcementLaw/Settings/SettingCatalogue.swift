import Basics

extension CourtSettings {
  /// Every setting, in the order of the rules.
  public static let catalogue: [SettingSpec] =
    periodSpecs + deadlineSpecs + seizureSpecs + disposalSpecs + moneySpecs + coercionSpecs + endingSpecs + paperSpecs
    + identitySpecs

  private static let specs = Dictionary(uniqueKeysWithValues: catalogue.map { ($0.name, $0) })

  /// What is known about one setting; nil where there is none of that name.
  public static func spec(_ name: String) -> SettingSpec? { specs[name] }

  /// Sets a value from text, as a settings file gives it, and remembers where it came from. Refuses an unknown name and a
  /// value that the setting does not take; nothing changes then.
  public mutating func set(_ name: String, to text: String, origin: String) throws(LawRefusal) {
    guard let spec = CourtSettings.specs[name] else {
      throw LawRefusal(
        field: name, code: "unknownSetting", Phrase("没有名为 \(name) 的配置项", "There is no setting named \(name)"))
    }
    guard spec.write(text, to: &self) else {
      throw LawRefusal(
        field: name, code: "settingOutOfRange",
        Phrase(
          "\(spec.phrase.zh)（\(name)）不接受“\(text)”：应为\(spec.kind.accepts.zh)",
          "\(spec.phrase.en) (\(name)) does not take \"\(text)\": \(spec.kind.accepts.en) expected"))
    }
    origins[name] = origin
  }

  private static let periodSpecs: [SettingSpec] = [
    .flag("rollCaseLimit", \.rollCaseLimit, "R0.1", "执行期限届满遇休假日是否顺延", "case limit moves off days of rest"),
    .flag("rollMeasureExpiry", \.rollMeasureExpiry, "R0.1", "查控期限届满遇休假日是否顺延", "end of seizure moves off days of rest"),
    .flag("noticeRoll", \.noticeRoll, "R0.2", "公告期满遇休假日是否顺延", "end of a public notice moves off days of rest"),
    .count("yearBase", \.yearBase, 360...366, .days, "R0.3", "年利率折算天数", "days in the year of an annual rate"),
    .count("bankLoanYearBase", \.bankLoanYearBase, 360...366, .days, "R0.3", "银行贷款年利率折算天数", "days in the year of a bank loan"),
    .flag("errandFiledAsOther", \.errandFiledAsOther, "R1.2", "事项委托是否立“执他”案", "entrusted errands are filed as 执他"),
  ]

  private static let deadlineSpecs: [SettingSpec] = [
    .choice("caseLimitMode", \.caseLimitMode, "R0.1", "执行期限计算方式", "how the case limit is counted"),
    .count("caseLimitFlatDays", \.caseLimitFlatDays, 30...366, .days, "R0.1", "按日计的执行期限", "case limit in flat days"),
    .count(
      "nonLitigationFlatDays", \.nonLitigationFlatDays, 30...366, .days, "R0.1", "按日计的非诉执行期限",
      "limit of non-litigation enforcement in flat days"),
    .count(
      "maxExtensions", \.maxExtensions, 0...20, .times, "R2.2", "无须报高院备案的延长次数", "extensions without filing with the high court"),
    .count(
      "performanceDays", \.performanceDays, 0...60, .days, "R2.1 N4", "执行通知履行期间", "days to perform in the enforcement notice"),
    .count("reportDays", \.reportDays, 7...15, .days, "R2.1 N7", "报告财产期间", "days to report property"),
    .count(
      "networkSearchStartDays", \.networkSearchStartDays, 0...30, .days, "R2.1 N13", "启动网络查控期限",
      "days to start the network search"),
    .count(
      "networkControlHours", \.networkControlHours, 1...240, .hours, "R2.1 N14", "网络控制期限", "hours to control over the network"),
    .count(
      "offlineControlWorkdays", \.offlineControlWorkdays, 1...60, .workdays, "R2.1 N15", "线下控制期限",
      "working days to control on the spot"),
    .count(
      "valuationWarningDays", \.valuationWarningDays, 1...30, .days, "R2.5", "未移送评估预警日",
      "day of the warning of missing valuation papers"),
    .count("carImpoundHours", \.carImpoundHours, 1...72, .hours, "R2.5", "本院扣车目标时限", "target to impound a car"),
    .count("externalCarHelpHours", \.externalCarHelpHours, 1...240, .hours, "R2.5", "外地法院扣车协助目标时限", "target to help with a car"),
    .count("medicalReportHours", \.medicalReportHours, 1...72, .hours, "R2.5", "拘留体检报告目标时限", "target for the medical report"),
    .count(
      "insuranceQueryMinutes", \.insuranceQueryMinutes, 1...4320, .minutes, "R2.5", "保险查询目标时限", "target for an insurer's answer"),
    .count(
      "assistFeedbackHours", \.assistFeedbackHours, 1...80, .hours, "R2.5", "协执反馈目标时限（工作时）",
      "target for an assistant's answer, hours of work"),
    .money(
      "simpleLaneMax", \.simpleLaneMax, .zero ... .outsideMax, "R2.5", "简执案件标的上限", "most that a claim in the simple lane may be"),
  ]

  private static let seizureSpecs: [SettingSpec] = [
    .count(
      "networkFundsMonthsMax", \.networkFundsMonthsMax, 1...36, .months, "R3.1", "网络资金冻结最长期限", "longest freeze of network funds"),
    .count("securitiesMonthsMax", \.securitiesMonthsMax, 1...36, .months, "R3.1", "证券冻结最长期限", "longest freeze of securities"),
    .choice("endStyle", \.endStyle, "R3.2", "查控期限止日写法", "last day that an order of seizure names"),
    .counts("expiryAlertDays", \.expiryAlertDays, 0...366, .days, "R3.2", "查控到期提醒天数", "days before expiry to alert"),
    .count(
      "overLimitRatio", \.overLimitRatio, 100...1000, .percent, "R3.4", "明显超标的额比例", "share of the claim that is clearly excessive"
    ),
    .count("movableHaircut", \.movableHaircut, 1...100, .percent, "R3.4", "动产计入价值比例", "share of a movable's value that counts"),
    .count(
      "immovableHaircut", \.immovableHaircut, 1...100, .percent, "R3.4", "不动产计入价值比例", "share of an immovable's value that counts"),
    .count("rightHaircut", \.rightHaircut, 1...100, .percent, "R3.4", "其他财产权计入价值比例", "share of a right's value that counts"),
    .count("listedShareBand", \.listedShareBand, 0...20, .percent, "R3.4", "上市公司股票冻结浮动比例", "band for listed shares"),
    .count("rentDeductYears", \.rentDeductYears, 5...8, .years, "R3.6", "唯一住房扣除租金年数", "years of rent left with an only home"),
    .money("wageKeepMin", \.wageKeepMin, .zero ... .yuan(100_000), "R3.7", "工资每月最低保留额", "least wages kept a month"),
    SettingSpec(
      "livingStandards", Phrase("最低生活保障标准（地区、年度）", "subsistence allowances by place and year"), "R3.7",
      .table(form: "331000/2024=1100.00; 331000/2025=1150.00"),
      read: { $0.livingStandards.map { "\($0.place)/\($0.year)=\($0.monthly)" }.joined(separator: "; ") },
      write: { settings, text in
        guard let table = LivingStandard.table(text) else { return false }
        settings.livingStandards = table
        return true
      }),
    .flag("allowanceCarries", \.allowanceCarries, "R3.7", "活冻结未支取额度是否结转", "an allowance not drawn carries over"),
    .count("queryTimeoutHours", \.queryTimeoutHours, 1...240, .hours, "R4.4", "查询反馈超时", "query overdue after"),
    .count("freezeTimeoutHours", \.freezeTimeoutHours, 1...240, .hours, "R4.4", "冻结反馈超时", "freeze overdue after"),
    .choice("renewalOrigin", \.renewalOrigin, "R4.5", "续行查控起算点", "where a renewed term begins"),
  ]

  private static let disposalSpecs: [SettingSpec] = [
    .choice("noticeCount", \.noticeCount, "R5.2", "拍卖公告期计算方式", "how days of auction notice are counted"),
    .count("startPricePercent", \.startPricePercent, 70...100, .percent, "R5.2", "一拍起拍价比例", "start price of the first round"),
    .count("depositPercent", \.depositPercent, 5...20, .percent, "R5.2", "保证金比例", "bid deposit"),
    .count("secondRoundCut", \.secondRoundCut, 0...20, .percent, "R5.2", "二拍降价幅度", "cut in the second round"),
    .count("bidIncrement", \.bidIncrement, 1...1000, .basisPoints, "R5.2", "加价幅度", "least step between bids"),
    .flag("defaultTopUp", \.defaultTopUp, "R5.2", "悔拍是否补足差价", "a buyer in default owes the shortfall"),
    .count("sellOffAskDays", \.sellOffAskDays, 1...60, .days, "R5.3", "变卖前询问抵债期限", "days to ask about taking the property"),
    .count("sellOffNoticeDays", \.sellOffNoticeDays, 1...60, .days, "R5.3", "二拍流拍后发布变卖公告期限", "days to the notice of direct sale"),
    .count("sellOffDays", \.sellOffDays, 1...180, .days, "R5.3", "变卖期", "days of a direct sale"),
    .count(
      "sellOffLeadMovableDays", \.sellOffLeadMovableDays, 1...60, .days, "R5.3", "动产变卖公告期",
      "notice of the direct sale of a movable"),
    .count(
      "sellOffLeadImmovableDays", \.sellOffLeadImmovableDays, 1...60, .days, "R5.3", "不动产变卖公告期",
      "notice of the direct sale of an immovable"),
    .count("debtorSaleDays", \.debtorSaleDays, 1...60, .days, "R5.3", "被执行人自行变卖期限", "days for the debtor's own sale"),
  ]

  private static let moneySpecs: [SettingSpec] = [
    .choice("feeBase", \.feeBase, "R6.1", "执行申请费计费基数", "base of the enforcement fee"),
    .money("flatFee", \.flatFee, .yuan(50) ... .yuan(500), "R6.1", "无金额案件执行申请费", "fee of a case without an amount"),
    .flag("baseIncludesCourtFee", \.baseIncludesCourtFee, "R6.3", "案件受理费是否计入加倍利息基数", "court fees bear the doubled part"),
    .choice("dayCount", \.dayCount, "R6.3", "迟延天数计算方式", "how days of delay are counted"),
    .choice("interestDays", \.interestDays, "R6.5", "一般债务利息末日是否计息", "whether the last day of general interest counts"),
    .choice("benchmarkMode", \.benchmarkMode, "R6.4", "基准利率是否随调整浮动", "whether the benchmark follows its changes"),
    .choice("repaymentOrder", \.repaymentOrder, "R6.7", "一般债务清偿顺序", "order of the general debt"),
    .count("firstSeizeBonus", \.firstSeizeBonus, 0...20, .percent, "R6.8", "首封债权人多分比例", "extra share of the first seizer"),
    .flag("wagePriority", \.wagePriority, "R6.8", "工资债权是否优先", "wages come first"),
    .choice("remainderOwner", \.remainderOwner, "R6.8", "按比例分配尾差归属", "who receives the fen left over"),
    .count("claimDays", \.claimDays, 1...90, .days, "R6.9", "不明款认领期限", "days to claim unknown money"),
    .count("payoutAfterDelayDays", \.payoutAfterDelayDays, 1...30, .days, "R6.9", "暂缓发放事由消失后发放期限", "days to pay after a delay"),
    SettingSpec(
      "moneyLimits", Phrase("案款关口权限（岗位=元）", "limits at the gates of case money, yuan by role"), "R6.9",
      .table(form: "bureauChief=1000000.00; vicePresident=50000000.00"),
      read: { settings in settings.moneyLimits.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")
      },
      write: { settings, text in
        guard let table = SettingText.sums(text) else { return false }
        settings.moneyLimits = table
        return true
      }),
    .count(
      "judicialAidMonths", \.judicialAidMonths, 1...36, .months, "R6.10", "司法救助上限（月平均工资倍数）", "judicial aid in months of wages"),
    SettingSpec(
      "averageMonthlyWages", Phrase("全省职工月平均工资（年份=元）", "average monthly wage of the province, yuan by year"), "R6.10",
      .table(form: "2023=8000.00; 2024=8200.00"),
      read: { settings in
        settings.averageMonthlyWages.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")
      },
      write: { settings, text in
        guard let table = SettingText.sums(text),
          table.allSatisfy({ Int($0.key).map { (1980...2200).contains($0) } ?? false && $0.value > .zero })
        else { return false }
        settings.averageMonthlyWages = table
        return true
      }),
  ]

  private static let coercionSpecs: [SettingSpec] = [
    .count("listingGraceMonths", \.listingGraceMonths, 0...3, .months, "R7.1", "纳入失信前宽限期", "grace before listing"),
    .count(
      "consumptionLimitMonths", \.consumptionLimitMonths, 0...120, .months, "R7.2", "限制消费期限（0 为解除前有效）",
      "term of a consumption restriction (0: until lifted)"),
    .count("exitBanMonths", \.exitBanMonths, 1...60, .months, "R7.3", "边控期限", "term of a border-control request"),
    .choice("detentionEnd", \.detentionEnd, "R7.5", "拘留期满计算方式", "when detention ends"),
  ]

  private static let endingSpecs: [SettingSpec] = [
    .flag("allowEarlyTermByConsent", \.allowEarlyTermByConsent, "R8.3", "申请人同意可否提前终本", "consent allows early termination"),
    .count(
      "longPerformanceMonths", \.longPerformanceMonths, 1...120, .months, "R8.5", "和解长期履行起点",
      "settlement of long performance from"),
    .flag("personalDebtClearing", \.personalDebtClearing, "R8.8", "是否开展个人债务集中清理", "personal debts are cleared"),
    .count(
      "debtClearingYears", \.debtClearingYears, 0...20, .years, "R8.8", "个债清理居住及参保年限", "years of residence for debt clearing"),
    .count(
      "debtClearingObservationMonths", \.debtClearingObservationMonths, 0...120, .months, "R8.8", "个债清理行为考察期",
      "observation after a plan"),
    .count("debtClearingVotePercent", \.debtClearingVotePercent, 50...100, .percent, "R8.8", "个债清理方案表决比例", "vote for a plan"),
    .flag("futilityCertificate", \.futilityCertificate, "R8.9", "是否出具预执废证明", "futility is certified before enforcement"),
    .flag(
      "closingRateFirstOnly", \.closingRateFirstOnly, "R9 K4", "执结率不计执恢、执保", "closing rate without resumed and preservation cases"
    ),
    .flag(
      "realClosingExcludesTransfers", \.realClosingExcludesTransfers, "R9 K5", "实际执结不计提级、指定执行",
      "real closing rate without transfers"),
    .choice("terminationScope", \.terminationScope, "R9 K2", "终本合格率取样范围", "rulings of termination looked at"),
    .flag("payoutDaysWeighted", \.payoutDaysWeighted, "R9 K13", "案款平均发放天数按金额加权", "days to pay weighted by amount"),
    SettingSpec(
      "indicatorRanges", Phrase("指标合理区间", "reasonable ranges of indicators"), "R9", .table(form: "K1=9000..; K7=..4000"),
      read: { $0.indicatorRanges.map(\.text).joined(separator: "; ") },
      write: { settings, text in
        guard let table = IndicatorRange.table(text) else { return false }
        settings.indicatorRanges = table
        return true
      }),
  ]

  private static let paperSpecs: [SettingSpec] = [
    SettingSpec(
      "paperApprovals", Phrase("文书审批层级（文书=岗位>岗位）", "who approves a paper before its signature, by kind"), "R12",
      .table(form: "*=teamLead>bureauChief; listingDecision=teamLead>bureauChief"),
      read: { settings in
        settings.paperApprovals.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")
      },
      write: { settings, text in
        var table: [String: String] = [:]
        for line in text.split(separator: ";") {
          let halves = line.split(separator: "=").map { $0.filter { $0 != " " } }
          guard halves.count == 2, halves.allSatisfy({ !$0.isEmpty }), halves[1].allSatisfy({ $0.isLetter || $0 == ">" }) else {
            return false
          }
          table[String(halves[0])] = String(halves[1])
        }
        settings.paperApprovals = table
        return true
      }),
    SettingSpec(
      "panelPapers", Phrase("须合议庭评议的文书", "kinds of paper on which a panel deliberates"), "R12",
      .table(form: "terminationRuling,releaseRuling"),
      read: { $0.panelPapers.joined(separator: ",") },
      write: { settings, text in
        settings.panelPapers = text.split(separator: ",").map { $0.filter { $0 != " " } }.filter { !$0.isEmpty }
        return true
      }),
  ]

  private static let identitySpecs: [SettingSpec] = [
    .flag("plateSpecialForms", \.plateSpecialForms, "R10.3", "是否识别军警使馆号牌", "plates of forces, police and embassies are read"),
    .count("residentIDShownFirst", \.residentIDShownFirst, 0...10, .digits, "R10.6", "身份证号前部显示位数", "digits of an ID shown first"),
    .count("residentIDShownLast", \.residentIDShownLast, 0...4, .digits, "R10.6", "身份证号尾部显示位数", "digits of an ID shown last"),
    .choice("nameMask", \.nameMask, "R10.6", "姓名隐去方式", "how names are masked"),
  ]
}

extension CourtSettings.LivingStandard {
  /// Reads `331000/2024=1100.00; …`; nil where a line is not of that form.
  static func table(_ text: String) -> [CourtSettings.LivingStandard]? {
    var table: [CourtSettings.LivingStandard] = []
    for line in SettingText.lines(text) {
      let halves = line.split(separator: "=", omittingEmptySubsequences: false)
      let key = halves[0].split(separator: "/", omittingEmptySubsequences: false)
      guard halves.count == 2, key.count == 2, key[0].utf8.count == 6, key[0].utf8.allSatisfy({ (48...57).contains($0) }),
        let year = Int(key[1]), (1990...2999).contains(year), let monthly = Money(String(halves[1])), monthly >= .zero
      else { return nil }
      table.append(.init(place: String(key[0]), year: year, monthly: monthly))
    }
    return table.count <= 5000 ? table : nil
  }
}

extension CourtSettings.IndicatorRange {
  /// `K1=9000..`, either side open.
  var text: String { "\(key)=\(least.map(String.init) ?? "")..\(most.map(String.init) ?? "")" }

  /// Reads `K1=9000..; K7=..4000`; nil where a line is not of that form.
  static func table(_ text: String) -> [CourtSettings.IndicatorRange]? {
    var table: [CourtSettings.IndicatorRange] = []
    for line in SettingText.lines(text) {
      let halves = line.split(separator: "=", omittingEmptySubsequences: false)
      guard halves.count == 2, !halves[0].isEmpty else { return nil }
      let bytes = Array(halves[1].utf8)
      guard let dots = bytes.indices.dropLast().first(where: { bytes[$0] == 46 && bytes[$0 + 1] == 46 }) else { return nil }
      let sides = [bytes[..<dots], bytes[(dots + 2)...]].map { String(decoding: $0, as: UTF8.self) }
      let limits = sides.map { Int($0) }
      guard zip(sides, limits).allSatisfy({ $0.isEmpty || $1 != nil }) else { return nil }
      table.append(.init(key: String(halves[0]), least: limits[0], most: limits[1]))
    }
    return table.count <= 200 ? table : nil
  }
}

/// Small tables written as text.
enum SettingText {
  /// Parts between semicolons or line ends, without blanks.
  static func lines(_ text: String) -> [String] {
    text.split { $0 == ";" || $0.isNewline }.map { String($0.filter { $0 != " " }) }.filter { !$0.isEmpty }
  }
  /// Reads `word=1000.00; …`; nil where a line is not of that form, and where a word stands twice.
  static func sums(_ text: String) -> [String: Money]? {
    var table: [String: Money] = [:]
    for line in lines(text) {
      let halves = line.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
      guard halves.count == 2, !halves[0].isEmpty, table[halves[0]] == nil, let sum = Money(halves[1]), sum >= .zero else {
        return nil
      }
      table[halves[0]] = sum
    }
    return table.count <= 200 ? table : nil
  }
}
