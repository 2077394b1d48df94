import Basics

/// Debts in foreign money (R6.3, R6.5).
public enum ForeignDebt {
  /// The rate by which overdue interest in a foreign currency is counted where nothing was agreed (法释〔2025〕2号).
  public static let overdueBasis: [String: Phrase] = [
    "USD": Phrase("《中国货币政策执行报告》公布的美元贷款平均利率", "average loan rate in the monetary policy report"),
    "EUR": Phrase("欧元银行间同业拆借利率 EURIBOR", "EURIBOR"), "GBP": Phrase("英镑隔夜平均指数 SONIA", "SONIA"),
    "JPY": Phrase("东京隔夜平均利率 TONA", "TONA"), "AUD": Phrase("澳大利亚银行票据掉期利率 BBSW", "BBSW"),
    "CHF": Phrase("瑞士平均隔夜利率 SARON", "SARON"), "CAD": Phrase("加拿大隔夜回购平均利率 CORRA", "CORRA"),
    "NZD": Phrase("新西兰银行票据基准利率 BKBM", "BKBM"), "SGD": Phrase("新加坡隔夜平均利率 SORA", "SORA"),
    "HKD": Phrase("香港银行同业拆息 HIBOR", "HIBOR"),
  ]
  /// A mid-rate is quoted for 100 units of the currency.
  public static let quotedUnits: Int128 = 100

  /// The basis of a currency by its ISO code. Error: `noBasisForCurrency`.
  public static func basis(_ currency: String) throws(LawRefusal) -> Explained<Phrase> {
    let reply = Citation.foreignOverdueReply(currency == "HKD" ? "3" : "2")
    guard let basis = overdueBasis[currency] else {
      throw LawRefusal(
        field: "currency", code: "noBasisForCurrency", Phrase("批复未列明\(currency)的利率", "the reply names no rate for \(currency)"),
        citations: [reply])
    }
    return Explained(
      basis,
      Reasons(
        "R6.5", inputs: [.init("币种", "Currency", currency)], steps: [.init(basis, currency)], citations: [reply]))
  }

  /// The debt in yuan at the mid-rate of the day from which delay runs, where the applicant wishes it (法释〔2014〕8号 5).
  /// `minorUnits` are hundredths of the currency, `midRate` ten-thousandths of a yuan for 100 units: 712.3400 is 7,123,400.
  /// Error: `amountOutOfRange`.
  public static func inYuan(minorUnits: Int64, midRate: Int64, on start: Day) throws(LawRefusal) -> Explained<Money> {
    guard minorUnits >= 0, midRate > 0,
      let sum = Money(rounding: Int128(minorUnits) * Int128(midRate), over: quotedUnits * 10_000),
      sum <= .outsideMax
    else {
      throw LawRefusal("minorUnits", "amountOutOfRange", "折算金额超出范围", "the converted sum is out of range", .delayInterest("5"))
    }
    return Explained(
      sum,
      Reasons(
        "R6.3", inputs: [.init("迟延起算日", "Delay runs from", start)],
        steps: [
          .init("中间价（100外币）", "Mid-rate for 100 units", decimalText(midRate, places: 4, atLeast: 2)),
          .init("折合人民币", "In yuan", sum),
        ], citations: [.delayInterest("5")]))
  }
}
