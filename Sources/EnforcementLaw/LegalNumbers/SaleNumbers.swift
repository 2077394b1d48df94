import Basics

extension LegalNumber {
  static let sale: [LegalNumber] = price + auction + afterAuction

  private static let price: [LegalNumber] = [
    LegalNumber(
      "ReferencePrice.startDays", "启动参考价", "start finding the price", days(ReferencePrice.startDays), "R5.1",
      .referencePriceRules("1")),
    LegalNumber(
      "ReferencePrice.quoteDays", "网络询价", "network query", days(ReferencePrice.quoteDays), "R5.1", .referencePriceRules("11")),
    LegalNumber(
      "ReferencePrice.reissueQueryDays", "重新出具询价报告", "query issued again", days(ReferencePrice.reissueQueryDays), "R5.1",
      .referencePriceRules("11")),
    LegalNumber(
      "ReferencePrice.correctionDays", "补正询价报告", "correct a query", days(ReferencePrice.correctionDays), "R5.1",
      .referencePriceRules("12")),
    LegalNumber(
      "Appraisal.institutions", "评估机构", "appraisers chosen", "\(Appraisal.institutions)家", "R5.1", .referencePriceRules("16")),
    LegalNumber("Appraisal.reportDays", "评估报告", "report", days(Appraisal.reportDays), "R5.1", .referencePriceRules("19")),
    LegalNumber(
      "Appraisal.extensionsMax", "评估延期次数", "extensions", "\(Appraisal.extensionsMax)次", "R5.1", .referencePriceRules("19")),
    LegalNumber(
      "Appraisal.extensionDaysMax", "评估每次延期", "each extension", days(Appraisal.extensionDaysMax), "R5.1",
      .referencePriceRules("19")),
    LegalNumber(
      "Appraisal.askBeforeDays", "届满前申请延期", "asked before the end", days(Appraisal.askBeforeDays), "R5.1",
      .referencePriceRules("19")),
    LegalNumber(
      "Appraisal.papersBackDays", "退回评估材料", "papers back", days(Appraisal.papersBackDays), "R5.1", .referencePriceRules("19")),
    LegalNumber(
      "ReferencePrice.reissueAppraisalDays", "重新出具评估报告", "appraisal issued again", days(ReferencePrice.reissueAppraisalDays),
      "R5.1", .referencePriceRules("19")),
    LegalNumber(
      "ReferencePrice.sendResultDays", "发送报告", "send a result", days(ReferencePrice.sendResultDays), "R5.1",
      .referencePriceRules("21")),
    LegalNumber(
      "ReferencePrice.noticeDays", "公示视为收到", "notice counts as received", days(ReferencePrice.noticeDays), "R5.1",
      .referencePriceRules("21")),
    LegalNumber(
      "ReferencePrice.objectionDays", "对报告提出异议", "object", days(ReferencePrice.objectionDays), "R5.1", .referencePriceRules("22")),
    LegalNumber(
      "ReferencePrice.passOnDays", "交评估机构说明", "pass an objection on", days(ReferencePrice.passOnDays), "R5.1",
      .referencePriceRules("23")),
    LegalNumber(
      "ReferencePrice.explanationDays", "评估机构说明", "explain", days(ReferencePrice.explanationDays), "R5.1",
      .referencePriceRules("23")),
    LegalNumber(
      "ReferencePrice.validityMonthsMax", "结果有效期最长", "validity at most", months(ReferencePrice.validityMonthsMax), "R5.1",
      .referencePriceRules("27")),
    LegalNumber(
      "ReferencePrice.graceMonths", "有效期后仍可拍卖", "sale after validity", months(ReferencePrice.graceMonths), "R5.1",
      .referencePriceRules("27")),
    LegalNumber(
      "ReferencePrice.saleStartDays", "启动变价", "start the sale", days(ReferencePrice.saleStartDays), "R5.1",
      .referencePriceRules("30")),
    LegalNumber(
      "Appraisal.reissueFeePercent", "重新出具评估报告的费用", "fee for issuing again", percent(Appraisal.reissueFeePercent), "R5.1",
      .referencePriceRules("32")),
  ]

  private static let auction: [LegalNumber] =
    [
      LegalNumber(
        "Auction.startPercentMin", "起拍价不低于评估价", "start price at least", percent(Auction.startPercentMin), "R5.2",
        .onlineAuctionRules("10")),
      LegalNumber(
        "Auction.cutPercentMax", "再次拍卖降价不超过", "cut at most", percent(Auction.cutPercentMax), "R5.2", .onlineAuctionRules("26")),
      LegalNumber(
        "Auction.depositPercent", "保证金", "deposit", "\(Auction.depositPercent.lowerBound)–\(Auction.depositPercent.upperBound)%",
        "R5.2",
        .onlineAuctionRules("17")),
      LegalNumber(
        "Auction.secondRoundDays", "流拍后再次拍卖", "second round", days(Auction.secondRoundDays), "R5.2", .onlineAuctionRules("26")),
      LegalNumber(
        "Auction.tellBeforeNoticeDays", "公告前通知当事人", "tell before the notice", days(Auction.tellBeforeNoticeDays), "R5.2",
        .onlineAuctionRules("16")),
      LegalNumber(
        "Auction.deemedToldDays", "公示视为已通知", "counts as told", days(Auction.deemedToldDays), "R5.2", .onlineAuctionRules("16")),
      LegalNumber("Auction.resumeDays", "恢复拍卖", "resume", days(Auction.resumeDays), "R5.2", .onlineAuctionRules("28")),
      LegalNumber(
        "Auction.depositBackHours", "退还保证金", "deposits back", hours(Auction.depositBackHours), "R5.2", .onlineAuctionRules("23")),
      LegalNumber("Auction.recordYears", "电子数据保存", "records kept", "\(Auction.recordYears)年", "R5.2", .onlineAuctionRules("29")),
      LegalNumber(
        "Auction.onlineRounds", "网络拍卖次数", "rounds online", "\(Auction.onlineRounds)次", "R5.2", .onlineAuctionRules("26")),
      LegalNumber(
        "Auction.offlineNextDays", "传统拍卖再行拍卖", "next round, traditional", days(Auction.offlineNextDays), "R5.2", .saleRules("23")),
      LegalNumber("Bidding.hoursMin", "竞价时间不少于", "bidding at least", hours(Bidding.hoursMin), "R5.2", .onlineAuctionRules("20")),
      LegalNumber(
        "Bidding.extensionMinutes", "最后出价顺延", "last bids extend by", "\(Bidding.extensionMinutes)分钟", "R5.2",
        .onlineAuctionRules("20")),
    ] + notices

  private static let notices: [LegalNumber] = Auction.Round.allCases.flatMap { round in
    [SaleObject.movable, .immovable].map { object in
      let days = Auction.notice(round, object)
      let first = round == .first
      let movable = object == .movable
      return LegalNumber(
        "Auction.noticeDays", "\(first ? "第一次" : "再次")拍卖公告（\(movable ? "动产" : "不动产、其他财产权")）",
        "notice, \(first ? "first" : "second") round (\(movable ? "movables" : "immovables and rights"))", "\(days.value)日",
        "R5.2",
        .onlineAuctionRules(first ? "12" : "26"))
    }
  }

  private static let afterAuction: [LegalNumber] =
    [
      LegalNumber(
        "DirectSale.offlineNoticeDays", "变卖公告（传统）", "notice of direct sale, traditional", days(DirectSale.offlineNoticeDays),
        "R5.3", .saleRules("25")),
      LegalNumber(
        "DirectSale.offlineOpenDays", "变卖期（传统）", "direct sale, traditional", days(DirectSale.offlineOpenDays), "R5.3",
        .saleRules("25")),
      LegalNumber(
        "DirectSale.floorPercent", "变卖价不低于评估价", "direct sale at least", percent(DirectSale.floorPercent), "R5.3", .saleRules("32")
      ),
      LegalNumber(
        "DirectSale.equityOwnSaleMonths", "自行变价股权最长", "own sale of shares", months(DirectSale.equityOwnSaleMonths), "R5.3",
        .equityRules("10")),
      LegalNumber("NoSurplus.answerDays", "无益拍卖申请继续", "ask to go on", days(NoSurplus.answerDays), "R5.5", .saleRules("6")),
    ] + tiers("SaleOfSeveral.commissionTiers", SaleOfSeveral.commissionTiers, "R5.6", .saleRules("29"))
}
