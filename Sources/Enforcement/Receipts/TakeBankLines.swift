import Basics
import EnforcementLaw

/// Takes lines of one account and day as the bank told them, in a statement or in a notice. A credit on a case's sub-account is booked
/// in the case, any other in suspense. What is known already changes nothing; the lines of a statement stand beside the books until the
/// day is reconciled. Payments in notices are answered elsewhere and passed over here. Nobody types these lines: they are read from a
/// file that is kept, or come as a unit's message.
public struct TakeBankLines: Command {
  public static let name = "receipts.take"
  public static let title = Phrase("登记银行流水", "Take lines of the bank")
  public static let roles: Set<Role> = [.machine, .partner]
  public static let linesMax = 200
  /// On what the lines stood: only a statement speaks for the whole day, a notice for what it names.
  public enum Paper: String, Sendable, Hashable, Codable, CaseIterable { case statement, notice }
  public static let fields = [
    Field("account", Phrase("账号", "Account"), .text(max: 34)), Field("day", Phrase("记账日", "Booking day"), .day),
    Field(
      "paper", Phrase("来源", "Source"),
      .choice([
        .init(Paper.statement.rawValue, Phrase("对账单", "Statement")), .init(Paper.notice.rawValue, Phrase("到账通知", "Notice")),
      ])),
    Field("statement", Phrase("对账单号", "Statement's number"), .text(max: 64), required: false),
    Field("file", Phrase("文件摘要", "Digest of the file"), .text(max: 64), required: false),
    Field("opening", Phrase("期初余额", "Opening balance"), .text(max: 40), required: false),
    Field("closing", Phrase("期末余额", "Closing balance"), .text(max: 40), required: false),
    Field("count", Phrase("当日笔数", "Lines of the day"), .number(0...1_000_000), required: false),
    Field("lines", Phrase("流水", "Lines"), .group(TakenLine.fields, max: linesMax), required: false),
  ]
  let account: String
  let day: Day
  let paper: Paper
  let statement: String
  let file: String
  let opening: Money?
  let closing: Money?
  let count: Int
  let lines: [TakenLine]

  public init(_ input: inout Input) {
    let account = input.text("account", max: 34)
    if !account.isEmpty, !account.utf8.allSatisfy({ (48...57).contains($0) || (65...90).contains($0) }) {
      input.fault("account", "account", Phrase("账号由数字和大写字母组成", "An account has digits and capitals"))
    }
    let day = input.day("day") ?? Day(number: 0)
    self.account = account
    self.day = day
    paper = input.choice("paper") ?? .notice
    statement = input.text("statement", required: false, max: 64)
    file = input.text("file", required: false, max: 64)
    opening = TakeBankLines.balance("opening", &input)
    closing = TakeBankLines.balance("closing", &input)
    let lines = input.group("lines", max: TakeBankLines.linesMax, required: false) { TakenLine(&$0, account: account, day: day) }
    count = input.number("count", in: 0...1_000_000, required: false) ?? lines.count
    self.lines = lines
  }
  private static func balance(_ name: String, _ input: inout Input) -> Money? {
    let text = input.text(name, required: false, max: 40)
    guard !text.isEmpty else { return nil }
    let money = Money(text)
    if money == nil { input.fault(name, "notMoney", Phrase("“\(text)”不是金额", "“\(text)” is not a sum")) }
    return money
  }

  private var stream: StreamID { .bankStatement(account, day) }
  public var reads: [StreamID] {
    let cases = lines.compactMap(\.caseID).flatMap { [StreamID.caseFile($0), .caseAccount($0)] }
    return [stream] + cases + lines.compactMap(\.returned) + lines.compactMap(\.cluster).map { .cluster($0) }
  }
  public func alsoReads(_ situation: Situation) -> [StreamID] {
    StreamID.creditRegisters(situation.court, around: day)
      + lines.compactMap(\.caseID).flatMap { CaseReceipts.reads($0, situation) }
  }
  public var identities: [IdentityKey] { lines.flatMap(\.identities) }

  public func decide(in situation: Situation) throws(Refusal) -> [StreamEvents] {
    guard day <= situation.today else { throw .dayAhead(day) }
    let state: BankDay = situation.state(stream)
    var work = LineWork(self, state, Draft(situation))
    for line in lines { try work.take(line) }
    work.close()
    if paper == .statement { note(work.stated, onto: state, &work.draft) }
    work.pairs.forEach { work.draft.add(stream, [$0]) }
    return work.draft.appended
  }

  private func note(_ lines: [BankLine], onto known: BankDay, _ draft: inout Draft) {
    let head = BankDayStated(
      account: account, day: day, statement: statement.isEmpty ? nil : statement, file: file.isEmpty ? nil : file,
      opening: opening, closing: closing, lines: count)
    // A table exported in the middle of the day must not replace the whole day's.
    let counts = known.head.map { count > $0.lines || ($0.closing == nil && closing != nil && count == $0.lines) } ?? true
    if counts { draft.add(stream, [head]) }
    if !lines.isEmpty { draft.add(stream, [BankLinesStated(account: account, day: day, lines: lines)]) }
  }
}

/// Money for which no case is known.
enum Suspense {
  @discardableResult
  static func take(_ amount: Money, on day: Day, digest: String, vault: VaultRef, _ draft: inout Draft) -> ID<BankReceipt> {
    let id = draft.situation.ids.next(BankReceipt.self)
    take(id, amount, on: day, digest: digest, vault: vault, &draft)
    return id
  }
  static func take(
    _ id: ID<BankReceipt>, _ amount: Money, on day: Day, digest: String, vault: VaultRef, _ draft: inout Draft
  ) {
    let claim = clock(day, draft.situation)
    draft.add(
      .bankReceipt(id),
      [
        BankReceiptTaken(
          amount: amount, on: day, lineDigest: digest, vault: vault, claimBy: claim.value, reasons: claim.reasons)
      ])
  }
  /// The days in which money has to find its case.
  static func clock(_ day: Day, _ situation: Situation) -> Explained<Day> {
    EnforcementLaw.Payout.identifyBy(arrived: day, settings: situation.settings, calendar: situation.law.calendar)
  }
}
