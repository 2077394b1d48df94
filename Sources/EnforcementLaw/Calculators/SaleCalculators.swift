import Basics

extension Calculators {
  static let saleCalculators: [Calculator] = [auction, bidExtension]

  private static let auction = Calculator(
    "auction", Phrase("网络司法拍卖", "Online judicial auction"), "R5.2",
    [
      CalcField("appraisal", "评估价或市价", "appraisal", .money),
      CalcField("kind", "财产种类", "kind", .choice(SaleObject.allCases.map(\.rawValue))),
      CalcField("previousStart", "一拍起拍价", "start price of the first round", .money, required: false),
    ]
  ) { input, _ throws(LawRefusal) in
    let appraisal = try input.money("appraisal")
    try appraisal.checked("appraisal", [.onlineAuctionRules("10")])
    let kind: SaleObject = try input.choice("kind")
    let start = Auction.leastStartPrice(appraisal: appraisal)
    let previous = try input.moneyIfAny("previousStart") ?? start.value
    _ = try input.naming("startPrice", as: "previousStart") { _ throws(LawRefusal) in
      try Auction.checkStart(previous, appraisal: appraisal)
    }
    let second = Auction.leastSecondPrice(firstStart: previous)
    let deposit = Auction.depositRange(startPrice: previous)
    let notice = Auction.notice(.first, kind)
    let secondNotice = Auction.notice(.second, kind)
    var reasons = start.reasons
    for part in [second.reasons, deposit.reasons, notice.reasons, secondNotice.reasons] {
      reasons.steps += part.steps
      for citation in part.citations { reasons = reasons.citing(citation) }
    }
    return Explained(
      .object([
        .init("start", .of(start.value)), .init("depositLow", .of(deposit.value.lowerBound)),
        .init("depositHigh", .of(deposit.value.upperBound)), .init("second", .of(second.value)),
        .init("noticeDays", .number(String(notice.value))), .init("secondNoticeDays", .number(String(secondNotice.value))),
      ]), reasons)
  }

  private static let bidExtension = Calculator(
    "bid-extension", Phrase("竞价延时", "Extension of bidding"), "R5.2",
    [CalcField("end", "原结束时间", "end", .moment), CalcField("bid", "出价时间", "bid", .moment)]
  ) { input, _ throws(LawRefusal) in
    let end = try input.moment("end")
    let bid = try input.moment("bid")
    guard bid.moment <= end.moment else {
      throw LawRefusal("bid", "biddingClosed", "竞价已结束", "bidding is closed", .onlineAuctionRules("20"))
    }
    // The answer has the form of the question: without an offset where none was given.
    return Bidding.end(end.moment, after: bid.moment).map {
      .text(end.hasOffset ? $0.description : String($0.description.dropLast(6)))
    }
  }
}
