import Basics

/// The money of a case (案款): clocks and sums, R6.9.
public enum Payout {
  /// Days to pay out from the finance office's notice of arrival (法发〔2017〕6号 10).
  public static let days = 30
  /// Years after which lodged money that nobody claims goes to the state, less costs (民法典 574).
  public static let lodgementYears = 5
  /// Officers present where cash is taken.
  public static let cashOfficersMin = 2
  /// Days after return to the court in which cash taken elsewhere is handed in.
  public static let cashHandInDays = 1

  /// Why a payout may wait; each needs approval.
  public enum Delay: String, Sendable, Hashable, Codable, CaseIterable {
    /// The money is to be distributed among several.
    case distribution
    /// Another case has preserved or frozen it.
    case frozenElsewhere
    /// The applicant does not collect it.
    case notCollected
    /// Suspension or stay.
    case suspended
    case other
  }
  /// Why money is lodged (提存, 法发〔2017〕6号 13).
  public enum LodgementGround: String, Sendable, Hashable, Codable, CaseIterable {
    case refused, missing, heirUnknown, guardianUnknown, cannotBeNotified
  }

  /// The last day to pay out.
  public static func dueBy(notice arrived: Day, calendar: CourtCalendar) -> Explained<Day> {
    Periods.due("R6.9", from: arrived, .days(days), .caseMoneyRules("10"), calendar: calendar)
  }
  /// The last day to pay out after the reason for an approved delay has ended.
  public static func dueBy(delayEnded: Day, settings: CourtSettings, calendar: CourtCalendar) -> Explained<Day> {
    Periods.due(
      "R6.9", from: delayEnded, .days(settings.payoutAfterDelayDays), .caseMoneyRules("10.3"), calendar: calendar,
      settings: [settings.used("payoutAfterDelayDays", settings.payoutAfterDelayDays)])
  }
  /// A delay stands only with approval. Error: `delayNotApproved`.
  public static func checkDelay(_ ground: Delay, approved: Bool) throws(LawRefusal) -> Explained<Delay> {
    guard approved else {
      throw LawRefusal("approved", "delayNotApproved", "暂缓发放须经审批", "to delay a payout needs approval", .caseMoneyRules("10.2"))
    }
    return Explained(
      ground, Reasons("R6.9", steps: [.init("暂缓发放已审批", "Delay approved", true)], citations: [.caseMoneyRules("10.2")]))
  }
  /// Days from the notice to the payment, the figure of K13.
  public static func daysToPay(notice arrived: Day, paid: Day) -> Explained<Int> {
    Explained(
      paid - arrived,
      Reasons(
        "R6.9", inputs: [.init("到账通知日", "Notice", arrived), .init("发放日", "Paid", paid)],
        steps: [.init("用时（日）", "Days", paid - arrived)],
        citations: [.caseMoneyRules("10")]))
  }
  /// The day after which lodged money that nobody claimed goes to the state.
  public static func escheats(lodged: Day) -> Explained<Day> {
    let end = lodged.adding(months: lodgementYears * 12)
    return Explained(
      end,
      Reasons(
        "R6.9", inputs: [.init("提存日", "Lodged", lodged)], steps: [.init("五年届满", "Five years end", end)],
        citations: [.civilCode("574")]))
  }
  /// The last day to find the case of money that arrived without one.
  public static func identifyBy(arrived: Day, settings: CourtSettings, calendar: CourtCalendar) -> Explained<Day> {
    let end = Periods.deadline(from: arrived, .days(settings.claimDays), calendar: calendar)
    return Explained(end.value, end.reasons.under("R6.9", settings: [settings.used("claimDays", settings.claimDays)]))
  }

  /// Cash: two officers, a receipt at once, handed in the same day, or the day after return to the court.
  /// Errors: `tooFewOfficers`, `noReceipt`.
  public static func cash(
    received: Day, officers: Int, receiptGiven: Bool, returned: Day?
  ) throws(LawRefusal) -> Explained<Day> {
    guard officers >= cashOfficersMin else {
      throw LawRefusal(
        "officers", "tooFewOfficers", "收取现金应有两名以上执行人员", "cash is taken by two officers at least", .caseMoneyRules(""))
    }
    guard receiptGiven else {
      throw LawRefusal("receipt", "noReceipt", "收取现金应当场出具收据", "a receipt is given at once", .caseMoneyRules(""))
    }
    let by = returned.map { max(received, $0 + cashHandInDays) } ?? received
    return Explained(
      by,
      Reasons(
        "R6.9", inputs: [.init("收取日", "Taken", received)], steps: [.init("最迟交存日", "Hand in by", by)],
        citations: [.caseMoneyRules("")]))
  }

  /// To whom money goes: to a person outside the case only with the collegial panel's decision. Error: `thirdPayeeNeedsPanel`.
  public static func checkPayee(isParty: Bool, panelDecided: Bool) throws(LawRefusal) -> Explained<Bool> {
    guard isParty || panelDecided else {
      throw LawRefusal(
        "payee", "thirdPayeeNeedsPanel", "向案外人支付须经合议庭决定", "a payee outside the case needs the panel's decision",
        .caseMoneyRules(""))
    }
    return Explained(
      true, Reasons("R6.9", steps: [.init("收款人是当事人", "Payee is a party", isParty)], citations: [.caseMoneyRules("")]))
  }

  /// Where all money of a case went.
  public struct Sums: Hashable, Sendable, Codable {
    public var received: Money
    public var costs: Money
    public var applicants: Money
    public var thirdPersons: Money
    public var refunded: Money
    public var held: Money
    public init(received: Money, costs: Money, applicants: Money, thirdPersons: Money, refunded: Money, held: Money) {
      self.received = received
      self.costs = costs
      self.applicants = applicants
      self.thirdPersons = thirdPersons
      self.refunded = refunded
      self.held = held
    }
    public var paid: Money { costs + applicants + thirdPersons + refunded }
  }
  /// Nothing is paid that was not received, and every fen is somewhere. Errors: `paidExceedsReceived`, `sumsDiffer`.
  public static func check(_ sums: Sums) throws(LawRefusal) -> Explained<Sums> {
    let parts = [
      ("received", sums.received), ("costs", sums.costs), ("applicants", sums.applicants), ("thirdPersons", sums.thirdPersons),
      ("refunded", sums.refunded), ("held", sums.held),
    ]
    for (field, sum) in parts { try sum.checked(field, [.caseMoneyRules("")]) }
    guard sums.paid <= sums.received else {
      throw LawRefusal(
        "paid", "paidExceedsReceived", "支出\(sums.paid.grouped)元超过收入\(sums.received.grouped)元",
        "\(sums.paid.grouped) paid exceeds \(sums.received.grouped) received", .caseMoneyRules(""))
    }
    guard sums.paid + sums.held == sums.received else {
      throw LawRefusal(
        "held", "sumsDiffer", "收支不平，相差\((sums.received - sums.paid - sums.held).grouped)元",
        "sums differ by \((sums.received - sums.paid - sums.held).grouped)", .caseMoneyRules(""))
    }
    return Explained(
      sums,
      Reasons(
        "R6.9", inputs: [.init("收入", "Received", sums.received)],
        steps: [
          .init("执行费用", "Costs", sums.costs), .init("申请执行人", "Applicants", sums.applicants),
          .init("案外人", "Third persons", sums.thirdPersons),
          .init("退还", "Refunded", sums.refunded), .init("留存", "Held", sums.held),
        ], citations: [.caseMoneyRules("")]))
  }
}
