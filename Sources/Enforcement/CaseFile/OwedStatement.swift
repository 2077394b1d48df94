import Basics
import EnforcementLaw

/// What is owed in a case at the end of any day, past or to come, line by line, with what each receipt paid off on the way: the one
/// answer that staff, parties, papers and programs are given.
public struct OwedStatement: Sendable {
  public let day: Day
  public let owed: Explained<Owed>
  /// How the fee was counted.
  public let feeReasons: Reasons
  /// In the order of days; the last may be supposed.
  public let receipts: [Applied]
  /// The last day through which floating interest is counted, where the day asked for lies beyond the rates known.
  public let floatingThrough: Day?
  /// Something that the reader supposed to be paid on that day.
  public let supposed: Money?

  /// A receipt, and what of the debt it paid in the legal order (R6.7).
  public struct Applied: Sendable {
    public let on: Day
    public let amount: Money
    /// Nil for money of earlier rounds and for what is supposed.
    public let source: ReceiptSource?
    public let isSupposed: Bool
    /// Paid straight to the applicant, and confirmed.
    public let isDirect: Bool
    public let applied: RepaymentOrder.Applied
    public let reasons: Reasons
  }

  /// Settles everything on that day: the debt, and the fee still to be charged on it.
  public var toSettle: Money { owed.value.total }
  /// What is left over after everything is paid.
  public var surplus: Money { owed.value.surplus }

  /// Days that can be asked for: from the instrument to this many years ahead.
  public static let yearsAhead = 10
}

extension CaseDebt {
  /// The statement for a day. Errors: those of the law library, and `dayOutOfRange`.
  public static func statement(
    _ file: CaseFile, _ account: CaseAccount, on day: Day, supposing paid: Money? = nil, today: Day, law: LawBooks
  ) throws(LawRefusal) -> OwedStatement {
    let first = file.filing.instrument?.on ?? file.filing.receivedOn
    let last = today.adding(months: 12 * OwedStatement.yearsAhead)
    guard first <= day, day <= last else {
      throw LawRefusal(
        field: "on", code: "dayOutOfRange", Phrase("日期应在 \(first) 至 \(last) 之间", "The day lies between \(first) and \(last)"))
    }
    let supposed = paid.flatMap { $0 > .zero ? $0 : nil }
    let division = try division(file, account, paying: supposed.map { [Payment(day, $0)] } ?? [], on: day, law: law)
    let sources = account.receiptOrder.compactMap { account.receipts[$0] }
    // What came in on one day is one payment; what is supposed joins what came in on its day.
    let receipts = division.owed.value.applications.map { application -> OwedStatement.Applied in
      let isSupposed = supposed != nil && application.receipt.day == day && !application.isDirect
      let own = application.isDirect ? nil : sources.first { $0.on == application.receipt.day }
      return OwedStatement.Applied(
        on: application.receipt.day, amount: application.receipt.amount, source: own?.source, isSupposed: isSupposed,
        isDirect: application.isDirect,
        applied: application.applied, reasons: application.reasons)
    }
    return OwedStatement(
      day: day, owed: division.owed, feeReasons: division.feeReasons, receipts: receipts,
      floatingThrough: countsInterestThrough(file, on: day, law: law), supposed: supposed)
  }
}
