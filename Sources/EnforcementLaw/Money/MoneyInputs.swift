import Basics

/// A sum paid on a day, as far as it counts toward one debt.
public struct Payment: Hashable, Sendable, Codable {
  /// The day on which the debt was performed, see ``PerformanceEnd``.
  public var day: Day
  public var amount: Money
  public init(_ day: Day, _ amount: Money) {
    self.day = day
    self.amount = amount
  }

  /// Payments by day, those of one day as one: interest must not depend on how a bank splits a transfer.
  static func byDay(_ payments: [Payment], through last: Day) -> [Payment] {
    var sums: [Day: Money] = [:]
    for payment in payments where payment.day <= last { sums[payment.day, default: .zero] += payment.amount }
    return sums.map { Payment($0.key, $0.value) }.sorted { $0.day < $1.day }
  }
}

/// When a debt counts as performed, by the way it was paid (法释〔2014〕8号 3).
public enum PerformanceEnd: Hashable, Sendable, Codable {
  /// Paid by the debtor.
  case paid(on: Day)
  /// Taken by the court from deposits, income or the like: the day of the transfer or withdrawal.
  case transferred(on: Day)
  /// Sold, or given in satisfaction of the debt: the day the ruling took effect.
  case disposed(rulingEffective: Day)
  /// Turned into money in another way: the day that was done.
  case converted(done: Day)

  /// The day until which interest runs.
  public var end: Explained<Day> {
    let (day, what): (Day, Phrase) =
      switch self {
      case .paid(let day): (day, Phrase("被执行人履行之日", "Day of performance by the debtor"))
      case .transferred(let day): (day, Phrase("法院划拨、提取之日", "Day of the court's transfer or withdrawal"))
      case .disposed(let day): (day, Phrase("拍卖成交或抵债裁定生效之日", "Day the ruling on the sale took effect"))
      case .converted(let day): (day, Phrase("变价完成之日", "Day the conversion was done"))
      }
    return Explained(day, Reasons("R6.3", steps: [.init(what, day.description)], citations: [.delayInterest("3")]))
  }
}

/// Days on which the doubled part does not run (法释〔2014〕8号 3.3), both ends included.
public struct ExcludedPeriod: Hashable, Sendable, Codable {
  /// Why enforcement stood still on those days.
  public enum Ground: String, Hashable, Sendable, Codable, CaseIterable {
    /// Suspension or stay because an objection, a reconsideration or the like is being reviewed.
    case review
    /// Suspension for a retrial.
    case retrial
  }
  public var first: Day
  public var last: Day
  public var ground: Ground
  /// A stay that the debtor himself asked for does not stop the interest.
  public var askedByDebtor: Bool
  public init(first: Day, last: Day, ground: Ground, askedByDebtor: Bool = false) {
    self.first = first
    self.last = last
    self.ground = ground
    self.askedByDebtor = askedByDebtor
  }

  var counts: Bool { ground == .retrial || !askedByDebtor }

  /// The periods that count, ascending, overlapping and adjoining ones joined, so that no day is taken off twice.
  static func union(_ periods: [ExcludedPeriod]) -> [ClosedRange<Int32>] {
    var joined: [ClosedRange<Int32>] = []
    for period in periods.filter({ $0.counts && $0.first <= $0.last }).sorted(by: { $0.first < $1.first }) {
      if let before = joined.last, period.first.number <= before.upperBound + 1 {
        joined[joined.count - 1] = before.lowerBound...max(before.upperBound, period.last.number)
      } else {
        joined.append(period.first.number...period.last.number)
      }
    }
    return joined
  }

  /// How many excluded days lie in `first...last`.
  static func days(in union: [ClosedRange<Int32>], from first: Day, through last: Day) -> Int {
    guard first <= last else { return 0 }
    return union.reduce(0) { sum, range in
      let low = max(range.lowerBound, first.number)
      let high = min(range.upperBound, last.number)
      return low <= high ? sum + Int(high - low) + 1 : sum
    }
  }
}

extension Money {
  /// Refuses a negative sum, or one beyond what is accepted from outside.
  func checked(_ field: String, _ citations: [Citation] = []) throws(LawRefusal) {
    guard self >= .zero, self <= .outsideMax else {
      throw LawRefusal(
        field: field, code: "amountOutOfRange",
        Phrase("金额应在0至\(Money.outsideMax.grouped)元之间", "the sum must lie between 0 and \(Money.outsideMax.grouped) yuan"),
        citations: citations)
    }
  }
}

extension Sequence<Money> {
  /// The sum, refused beyond what is accepted from outside: many sums in range can leave it together.
  func checkedSum(_ field: String, _ citations: [Citation] = []) throws(LawRefusal) -> Money {
    var sum = Money.zero
    for money in self {
      try money.checked(field, citations)
      sum += money
      try sum.checked(field, citations)
    }
    return sum
  }
}

extension Reasons {
  /// The same reasons with more settings named.
  func using(_ settings: SettingUsed...) -> Reasons {
    var copy = self
    copy.settings += settings
    return copy
  }
}

/// The checks that payments share: each positive, at most 10,000, together not above the debt.
func checkedPayments(_ payments: [Payment], against principal: Money, _ citations: [Citation]) throws(LawRefusal) {
  guard payments.count <= 10_000 else {
    throw LawRefusal(
      field: "payments", code: "tooManyPayments", Phrase("付款超过10000笔", "more than 10,000 payments"), citations: citations)
  }
  for (index, payment) in payments.enumerated() { try payment.amount.checked("payments[\(index)].amount", citations) }
  let sum = try payments.map(\.amount).checkedSum("payments", citations)
  guard sum <= principal else {
    throw LawRefusal(
      field: "payments", code: "paymentsExceedDebt",
      Phrase(
        "付款合计\(sum.grouped)元，超过债务\(principal.grouped)元", "payments of \(sum.grouped) exceed the debt of \(principal.grouped)"),
      citations: citations)
  }
}
