import Basics

extension Calculators {
  static let moneyCalculators: [Calculator] = [fee, preservationFee, delayInterest, loanCap, distribution]

  private static let fee = Calculator(
    "fee", Phrase("执行申请费", "Enforcement fee"), "R6.1",
    [CalcField("amount", "执行金额（null 为无金额）", "amount (null: none)", .money)]
  ) { input, books throws(LawRefusal) in
    if input.isNull("amount") { return try EnforcementFee.feeWithoutSum(settings: books.settings).map { .text($0.description) } }
    return try EnforcementFee.fee(on: try input.money("amount")).map { .text($0.description) }
  }

  private static let preservationFee = Calculator(
    "preservation-fee", Phrase("保全申请费", "Preservation fee"), "R6.2",
    [CalcField("amount", "保全金额（null 为无金额）", "amount (null: none)", .money)]
  ) { input, _ throws(LawRefusal) in
    let amount = input.isNull("amount") ? nil : try input.money("amount")
    return try PreservationFee.fee(on: amount).map { .text($0.description) }
  }

  private static let delayInterest = Calculator(
    "delay-interest", Phrase("迟延履行期间加倍部分债务利息", "Doubled part of delay interest"), "R6.3",
    [
      CalcField("principal", "计算基数", "principal", .money), CalcField("due", "履行期间届满日", "last day for performance", .day),
      CalcField(
        "payments", "付款", "payments", .rows([CalcField("on", "日期", "on", .day), CalcField("amount", "金额", "amount", .money)]),
        required: false), CalcField("until", "计算至", "until", .day, required: false),
      CalcField(
        "excluded", "扣除期间", "excluded", .rows([CalcField("first", "起日", "first", .day), CalcField("last", "止日", "last", .day)]),
        required: false),
    ]
  ) { input, books throws(LawRefusal) in
    let principal = try input.money("principal")
    var payments: [Payment] = []
    for row in try input.rows("payments") { payments.append(Payment(try row.day("on"), try row.money("amount"))) }
    var excluded: [ExcludedPeriod] = []
    for row in try input.rows("excluded") {
      excluded.append(ExcludedPeriod(first: try row.day("first"), last: try row.day("last"), ground: .retrial))
    }
    let until = try until(input, payments, principal)
    return try input.naming("benchmark", as: "due") { input throws(LawRefusal) in
      try DelayInterest.doubled(
        principal: principal, lastPerformanceDay: try input.day("due"), payments: payments, until: until, excluded: excluded,
        benchmark: books.rates.benchmark, settings: books.settings
      ).map { .text($0.description) }
    }
  }

  /// The day until which interest runs: as given, or that of the last payment where everything was paid.
  private static func until(_ input: CalcInput, _ payments: [Payment], _ principal: Money) throws(LawRefusal) -> Day {
    if let until = try input.dayIfAny("until") { return until }
    var paid = Money.zero
    for payment in payments { paid = paid.adding(payment.amount) ?? .outsideMax }
    guard paid == principal, let last = payments.map(\.day).max() else { return try input.day("until") }
    return last
  }

  private static let loanCap = Calculator(
    "loan-cap", Phrase("民间借贷利率上限", "Cap on a private loan"), "R6.5",
    [CalcField("contract", "合同成立日", "contract formed", .day), CalcField("suit", "起诉受理日", "suit accepted", .day, required: false)]
  ) { input, books throws(LawRefusal) in
    let contract = try input.day("contract")
    let suit = try suit(input, contract, books)
    let caps = try input.naming("suitAccepted", as: "suit") { input throws(LawRefusal) in
      try input.naming("day", as: "contract") { _ throws(LawRefusal) in
        try LoanCap.cap(contractFormed: contract, suitAccepted: suit, lpr: books.rates.lpr)
      }
    }
    guard let cap = caps.value.last else { return caps.map { _ in .null } }
    return caps.map { _ in .text(percent(cap.enforceable)) }
  }

  /// A contract under the new rule needs no day of suit; an older one does, since the rate at suit decides.
  private static func suit(_ input: CalcInput, _ contract: Day, _ books: CalcBooks) throws(LawRefusal) -> Day {
    if let suit = try input.dayIfAny("suit") { return suit }
    if contract >= LoanCap.newRuleFrom { return contract }
    if contract < books.rates.lpr.firstPublication {
      _ = try input.naming("day", as: "contract") { _ throws(LawRefusal) in
        try books.rates.lpr.rate(on: contract, tenor: .oneYear)
      }
    }
    throw LawRefusal(
      "suit", "suitNeeded", "合同成立于2020年8月20日之前的，按起诉时的标准，须填写起诉受理日",
      "for a contract formed before 2020-08-20 the rate at suit decides: give the day of suit", .privateLending("31"))
  }

  private static let distribution = Calculator(
    "distribution", Phrase("案款分配", "Distribution"), "R6.8",
    [
      CalcField("debtor", "被执行人", "debtor", .choice(DebtorKind.allCases.map(\.rawValue))),
      CalcField("net", "扣除执行费用后的价款", "proceeds less costs", .money),
      CalcField(
        "claims", "债权", "claims",
        .rows([
          CalcField("id", "债权人", "id", .text(max: 100)), CalcField("class", "类别", "class", .choice(["priority", "ordinary"])),
          CalcField("amount", "金额", "amount", .money), CalcField("rank", "优先顺位", "rank", .count(1...1_000_000), required: false),
          CalcField("seizureOrder", "查封顺序", "order of seizure", .count(1...1_000_000), required: false),
        ])),
    ]
  ) { input, books throws(LawRefusal) in
    var claims: [DistributionClaim] = []
    for row in try input.rows("claims") { claims.append(try claim(row)) }
    let matter = Distribution.Matter(proceeds: try input.money("net"), debtor: try input.choice("debtor"))
    let plan = try input.naming("proceeds", as: "net") { _ throws(LawRefusal) in
      try Distribution.plan(matter, claims, settings: books.settings)
    }
    let shares = CalcValue.object(plan.value.shares.map { .init($0.claim, .of($0.paid)) })
    return Explained(shares, namingRanks(plan.reasons, claims))
  }

  /// The rule ranks security rights by their days; this calculator by rank, and its steps must say so.
  private static func namingRanks(_ reasons: Reasons, _ claims: [DistributionClaim]) -> Reasons {
    var reasons = reasons
    for standing in Set(claims.map(\.standing)) {
      guard case .secured(.registered(let day)) = standing,
        let level = LadderLevel.of(standing, criminal: false, wagePriority: false)
      else { continue }
      let name = Phrase("优先债权（第\(day.number)顺位）", "Priority claims (rank \(day.number))")
      for index in reasons.steps.indices where reasons.steps[index].what == level.name { reasons.steps[index].what = name }
    }
    return reasons
  }

  /// A priority claim stands at its rank, the first where none is given; an ordinary one by its order of seizure.
  private static func claim(_ row: CalcInput) throws(LawRefusal) -> DistributionClaim {
    let rank = try row.countIfAny("rank")
    let order = try row.countIfAny("seizureOrder")
    let isPriority = try row.word("class") == "priority"
    let standing: ClaimStanding = isPriority ? .secured(by: .registered(on: Day(number: Int32(clamping: rank ?? 1)))) : .ordinary
    return DistributionClaim(
      try row.text("id"), standing, try row.money("amount"), seizureRank: isPriority ? order : order ?? rank)
  }
}
