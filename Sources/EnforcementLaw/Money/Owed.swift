import Basics

/// What a debtor owes in one case as of a day: five lines, each with its reasons, and how every receipt was applied.
public struct Owed: Hashable, Sendable, Codable {
  /// The five lines; `interest` is general interest, `doubled` the doubled part of delay interest.
  public enum Kind: String, Hashable, Sendable, Codable, CaseIterable { case costs, fee, interest, principal, doubled }
  /// One line of what is owed, in whole fen, with how it was counted.
  public struct Line: Hashable, Sendable, Codable {
    public let kind: Kind
    public let amount: Money
    public let reasons: Reasons
  }
  /// How one receipt was spread over what was owed on its day (R6.7).
  public struct Application: Hashable, Sendable, Codable {
    public let receipt: Payment
    /// Paid straight to the creditor.
    public let isDirect: Bool
    public let applied: RepaymentOrder.Applied
    public let reasons: Reasons
  }

  public let day: Day
  public let lines: [Line]
  public let applications: [Application]
  /// What came in beyond all that was owed on its day.
  public let surplus: Money

  public var total: Money { lines.reduce(.zero) { $0 + $1.amount } }
  public subscript(kind: Kind) -> Money { lines.first { $0.kind == kind }?.amount ?? .zero }

  /// Plays the claim's receipts in order of days, each applied by the claim's order (R6.7), and then counts what is owed at the
  /// end of `day`. The fee line is what is still to be charged on everything enforced (R6.1).
  /// Errors: those of the claim and of the rate tables.
  public static func asOf(
    _ day: Day, _ claim: MoneyClaim, rates: RateTables, settings: CourtSettings
  ) throws(LawRefusal) -> Explained<Owed> {
    try claim.check()
    var book = Book(claim, rates, settings)
    let received = Payment.byDay(claim.receipts, through: day).map { ($0, false) }
    let direct = Payment.byDay(claim.direct, through: day).map { ($0, true) }
    for (payment, isDirect) in (received + direct).sorted(by: { ($0.0.day, $0.1 ? 1 : 0) < ($1.0.day, $1.1 ? 1 : 0) })
    where payment.amount > .zero {
      try book.receive(payment, direct: isDirect)
    }
    let state = try book.state(day)
    let lines = [
      book.costsLine(state), try book.feeLine(state, day), book.line(.interest, state.interest), book.principalLine(state, day),
      book.line(.doubled, state.doubled),
    ]
    let owed = Owed(day: day, lines: lines, applications: book.applications, surplus: book.surplus)
    var reasons = Reasons("R6.7", inputs: [.init(Phrase("截至", "As of"), day.description)])
    reasons.steps = lines.map { .init($0.kind.name, $0.amount.grouped) } + [.init(Phrase("合计", "In all"), owed.total.grouped)]
    for line in lines {
      reasons.citations += line.reasons.citations.filter { !reasons.citations.contains($0) }
      reasons.settings += line.reasons.settings.filter { !reasons.settings.contains($0) }
      reasons.provisional = reasons.provisional || line.reasons.provisional
    }
    return Explained(owed, reasons)
  }
}

extension Owed.Kind {
  public var name: Phrase {
    switch self {
    case .costs: DebtPart.costs.name
    case .fee: Phrase("尚应收取的执行申请费", "Enforcement fee still to be charged")
    case .interest: DebtPart.interest.name
    case .principal: DebtPart.principal.name
    case .doubled: DebtPart.doubled.name
    }
  }
}

/// The running account behind ``Owed``.
private struct Book {
  /// One accrual with what was already paid on it.
  struct Accrual {
    let accrued: Explained<Money>
    let paid: Money
    /// Never below zero: a part payment may round an accrual down by a fen.
    var open: Money { max(.zero, accrued.value - paid) }
  }
  struct State {
    var costs = Money.zero
    var interest: [Accrual] = []
    var principal: [Money] = []
    var doubled: [Accrual] = []
    var parts: DebtParts {
      DebtParts(
        costs: costs, interest: interest.reduce(.zero) { $0 + $1.open }, principal: principal.reduce(.zero, +),
        doubled: doubled.reduce(.zero) { $0 + $1.open })
    }
  }

  let claim: MoneyClaim
  let rates: RateTables
  let settings: CourtSettings
  /// Items by due day: what fell due first is paid first (民法典 560).
  let items: [MoneyClaim.Item]
  var principalPaid: [[Payment]]
  var interestPaid: [Money]
  var doubledPaid: [Money]
  var costsPaid = Money.zero
  var creditorPaid = Money.zero
  var surplus = Money.zero
  var applications: [Owed.Application] = []

  init(_ claim: MoneyClaim, _ rates: RateTables, _ settings: CourtSettings) {
    self.claim = claim
    self.rates = rates
    self.settings = settings
    let far = Day(number: Int32.max)
    items = claim.items.enumerated()
      .sorted { ($0.element.lastPerformanceDay ?? far, $0.offset) < ($1.element.lastPerformanceDay ?? far, $1.offset) }.map(
        \.element)
    principalPaid = items.map { _ in [] }
    interestPaid = items.map { _ in .zero }
    doubledPaid = items.map { _ in .zero }
  }

  func state(_ day: Day) throws(LawRefusal) -> State {
    var state = State()
    state.costs = claim.costs.filter { $0.day <= day }.reduce(.zero) { $0 + $1.amount } - costsPaid
    for (index, item) in items.enumerated() {
      let running = try GeneralInterest.accrued(
        principal: item.principal, term: item.term, payments: principalPaid[index], until: day, rates: rates, settings: settings)
      state.interest.append(Accrual(accrued: running.adding(stated: item.statedInterest), paid: interestPaid[index]))
      state.principal.append(item.principal - principalPaid[index].reduce(.zero) { $0 + $1.amount })
      state.doubled.append(Accrual(accrued: try doubled(item, index, day), paid: doubledPaid[index]))
    }
    return state
  }

  private func doubled(_ item: MoneyClaim.Item, _ index: Int, _ day: Day) throws(LawRefusal) -> Explained<Money> {
    guard let last = item.lastPerformanceDay else {
      return Explained(
        .zero, Reasons("R6.3", steps: [.init(Phrase("不计加倍部分", "No doubled part"), "0.00")], citations: [.delayInterest("1.3")]))
    }
    if item.kind == .courtFee && !settings.baseIncludesCourtFee {
      return try DelayInterest.base(principal: .zero, courtFee: item.principal, settings: settings).map { _ in .zero }
    }
    return try DelayInterest.doubled(
      principal: item.principal, lastPerformanceDay: last, payments: principalPaid[index], until: day, excluded: claim.excluded,
      benchmark: rates.benchmark, settings: settings)
  }

  mutating func receive(_ receipt: Payment, direct: Bool) throws(LawRefusal) {
    var state = try state(receipt.day)
    if direct { state.costs = .zero }
    let order = claim.order.map { Explained($0, Reasons("R6.7")) } ?? RepaymentOrder.ofCourt(settings)
    let applied = try order.value.apply(received: receipt.amount, to: state.parts)
    let paid = applied.value.paid
    costsPaid += paid.costs
    creditorPaid += paid.interest + paid.principal + paid.doubled
    surplus += applied.value.surplus
    for (index, sum) in Book.inTurn(paid.interest, state.interest.map(\.open)) { interestPaid[index] += sum }
    for (index, sum) in Book.inTurn(paid.doubled, state.doubled.map(\.open)) { doubledPaid[index] += sum }
    for (index, sum) in Book.inTurn(paid.principal, state.principal) { principalPaid[index].append(Payment(receipt.day, sum)) }
    applications.append(
      Owed.Application(
        receipt: receipt, isDirect: direct, applied: applied.value,
        reasons: applied.reasons.under("R6.7", settings: order.reasons.settings)))
  }

  /// Pays open sums one after the other.
  private static func inTurn(_ sum: Money, _ open: [Money]) -> [(Int, Money)] {
    var left = sum
    var shares: [(Int, Money)] = []
    for (index, amount) in open.enumerated() where left > .zero && amount > .zero {
      let share = min(left, amount)
      shares.append((index, share))
      left -= share
    }
    return shares
  }

  func line(_ kind: Owed.Kind, _ accruals: [Accrual]) -> Owed.Line {
    var reasons = Reasons(kind == .interest ? "R6.5" : "R6.3")
    for (index, accrual) in accruals.enumerated() {
      let own = accrual.accrued.reasons
      if own.rule == "R6.4" { reasons.rule = own.rule }
      if items.count > 1 {
        reasons.steps.append(.init(Phrase("第\(index + 1)项", "Item \(index + 1)"), items[index].principal.grouped))
      }
      reasons.steps += own.steps
      if accrual.paid > .zero { reasons.steps.append(.init(Phrase("已清偿", "Already paid"), accrual.paid.grouped)) }
      reasons.citations += own.citations.filter { !reasons.citations.contains($0) }
      reasons.settings += own.settings.filter { !reasons.settings.contains($0) }
      reasons.provisional = reasons.provisional || own.provisional
    }
    return Owed.Line(kind: kind, amount: accruals.reduce(.zero) { $0 + $1.open }, reasons: reasons)
  }

  func principalLine(_ state: State, _ day: Day) -> Owed.Line {
    let all = items.reduce(.zero) { $0 + $1.principal }
    let open = state.principal.reduce(.zero, +)
    return Owed.Line(
      kind: .principal, amount: open,
      reasons: Reasons(
        "R6.7",
        steps: [.init(Phrase("确定的金钱债务", "Debt fixed"), all.grouped), .init(Phrase("已清偿", "Already paid"), (all - open).grouped)],
        citations: RepaymentOrder.citations))
  }

  func costsLine(_ state: State) -> Owed.Line {
    let all = state.costs + costsPaid
    return Owed.Line(
      kind: .costs, amount: state.costs,
      reasons: Reasons(
        "R6.7",
        steps: [.init(Phrase("已发生的执行费用", "Costs so far"), all.grouped), .init(Phrase("已清偿", "Already paid"), costsPaid.grouped)],
        citations: RepaymentOrder.citations))
  }

  func feeLine(_ state: State, _ day: Day) throws(LawRefusal) -> Owed.Line {
    let parts = state.parts
    let enforced = creditorPaid + parts.interest + parts.principal + parts.doubled
    let charged = claim.costs.filter { $0.kind == .enforcementFee && $0.day <= day }.reduce(.zero) { $0 + $1.amount }
    let fee = try EnforcementFee.fee(recovered: enforced, applied: claim.applied ?? enforced, settings: settings)
    var reasons = fee.reasons
    if charged > .zero { reasons.steps.append(.init(Phrase("已计收", "Already charged"), charged.grouped)) }
    return Owed.Line(kind: .fee, amount: max(.zero, fee.value - charged), reasons: reasons)
  }
}

extension Explained where Value == Money {
  fileprivate func adding(stated: Money) -> Explained<Money> {
    guard stated > .zero else { return self }
    var reasons = reasons
    reasons.steps.append(.init(Phrase("法律文书载明的利息", "Interest stated in the instrument"), stated.grouped))
    return Explained(value + stated, reasons)
  }
}
