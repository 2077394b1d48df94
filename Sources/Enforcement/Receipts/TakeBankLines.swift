import Basics
import EnforcementLaw

/// Takes lines of one account and day as the bank told them, in a statement or in a notice. A credit on a case's sub-account is booked
/// in the case, any other in suspense. What is known already changes nothing; the lines of a statement stand beside the books until the
/// day is reconciled. Payments in notices are answered elsewhere and passed over here.
public struct TakeBankLines: Command {
  public static let name = "receipts.take"
  public static let title = Phrase("登记银行流水", "Take lines of the bank")
  public static let roles: Set<Role> = [.cashier, .machine, .partner]
  public static let linesMax = 200
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
    return [stream] + cases + lines.compactMap(\.cluster).map { .cluster($0) }
  }
  public func alsoReads(_ situation: Situation) -> [StreamID] {
    lines.compactMap(\.caseID).flatMap { CaseReceipts.reads($0, situation) }
  }
  public var identities: [IdentityKey] { lines.map(\.key) + lines.compactMap(\.older) }

  public func decide(in situation: Situation) throws(Refusal) -> [StreamEvents] {
    guard day <= situation.today else { throw .dayAhead(day) }
    var draft = Draft(situation)
    let state: BankDay = situation.state(stream)
    var seen: Set<String> = []
    var stated: [BankLine] = []
    for line in lines {
      guard let known = situation.identities[line.key], seen.insert(known.digest).inserted else { continue }
      let isNew = paper == .statement && state.digests[known.digest] == nil
      let isBooked = known.id != nil || line.older.flatMap { situation.identities[$0]?.id } != nil
      let books = line.side == .credit && !isBooked && !line.cameBack && !line.isMoved
      guard isNew || books else { continue }
      let vault = situation.depository.deposit(line.content(account))
      if books { try book(line, known.digest, vault, &draft) }
      if isNew {
        stated.append(
          BankLine(
            id: situation.ids.next(), side: line.side, amount: line.amount, digest: known.digest,
            payment: line.payment.isEmpty ? nil : line.payment, isReturn: line.isReturn, vault: vault))
      }
    }
    if paper == .statement { note(stated, onto: state, &draft) }
    return draft.appended
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

  private func book(_ line: TakenLine, _ digest: String, _ vault: VaultRef, _ draft: inout Draft) throws(Refusal) {
    if let id = line.cluster, (draft.situation.state(.cluster(id)) as Cluster).exists {
      guard !(draft.situation.state(.cluster(id)) as Cluster).bankLines.contains(digest) else { return }
      let booked = ClusterReceiptBooked(
        booking: draft.situation.ids.next(), amount: line.amount, on: day, bankLineDigest: digest, vault: vault)
      draft.add(.cluster(id), [booked])
      return
    }
    if let caseID = line.caseID, draft.situation.caseFile(caseID).isFiled {
      try CaseReceipts.book(
        .init(amount: line.amount, on: day, source: line.source, digest: digest, vault: vault, from: nil), caseID, &draft)
      return
    }
    Suspense.take(line.amount, on: day, digest: digest, vault: vault, &draft)
  }
}

/// Money for which no case is known.
enum Suspense {
  @discardableResult
  static func take(_ amount: Money, on day: Day, digest: String, vault: VaultRef, _ draft: inout Draft) -> ID<BankReceipt> {
    let situation = draft.situation
    let claim = EnforcementLaw.Payout.identifyBy(
      arrived: day, settings: situation.settings, calendar: situation.law.calendar)
    let id = situation.ids.next(BankReceipt.self)
    draft.add(
      .bankReceipt(id),
      [
        BankReceiptTaken(
          amount: amount, on: day, lineDigest: digest, vault: vault, claimBy: claim.value, reasons: claim.reasons)
      ])
    return id
  }
}

/// A line as it comes in.
struct TakenLine: Sendable {
  static let fields: [Field] = [
    Field("side", Phrase("方向", "Side"), .choice([.init("credit", Phrase("收入", "In")), .init("debit", Phrase("支出", "Out"))])),
    Field("amount", Phrase("金额（元）", "Amount (yuan)"), .money),
    Field("reference", Phrase("银行流水号", "Bank's number"), .text(max: 120), required: false),
    Field("occurrence", Phrase("同样的第几笔", "Which of several alike"), .number(0...1_000_000), required: false),
    Field("subAccount", Phrase("子账户", "Sub-account"), .text(max: 40), required: false),
    Field(
      "source", Phrase("案款来源", "Source"), .choice(ReceiptSource.allCases.map { .init($0.rawValue, $0.name) }), required: false),
    Field("name", Phrase("对方户名", "Other side"), .text(max: 140), required: false),
    Field("number", Phrase("对方账号", "Their account"), .text(max: 40), required: false),
    Field("bank", Phrase("对方开户行", "Their bank"), .text(max: 140), required: false),
    Field("text", Phrase("附言", "Text"), .text(max: 400), required: false),
    Field("payment", Phrase("支付编号", "Payment"), .text(max: 40), required: false),
    Field("isReturn", Phrase("退汇", "Came back"), .flag, required: false),
  ]
  let side: BankLine.Side
  let amount: Money
  let reference: String
  let key: IdentityKey
  let subAccount: String
  let source: ReceiptSource
  let name: String
  let number: String
  let bank: String
  let text: String
  let payment: String
  let isReturn: Bool

  init(_ input: inout Input, account: String, day: Day) {
    side = input.choice("side") ?? .credit
    amount = input.money("amount")
    reference = input.text("reference", required: false, max: 120)
    subAccount = input.text("subAccount", required: false, max: 40)
    name = input.text("name", required: false, max: 140)
    number = input.text("number", required: false, max: 40)
    bank = input.text("bank", required: false, max: 140)
    text = input.text("text", required: false, max: 400)
    payment = input.text("payment", required: false, max: 40)
    isReturn = input.flag("isReturn")
    let stated = input.text("source", required: false, max: 20)
    source = ReceiptSource(rawValue: stated) ?? .told(by: text)
    let occurrence = input.number("occurrence", in: 0...1_000_000, required: false) ?? 0
    key = BankLineKey.line(
      side, reference, amount, account: account, on: day, other: "\(name)|\(number)|\(text)", occurrence: occurrence)
  }

  /// By the bank's number alone: how lines were known before sums counted too.
  var older: IdentityKey? { side == .credit && !reference.isEmpty ? IdentityKey("bankLine", reference) : nil }
  var caseID: ID<CaseFile>? { side == .credit ? SubAccount.caseID(subAccount) : nil }
  var cluster: ID<Cluster>? { side == .credit ? SubAccount.cluster(subAccount) : nil }
  /// A payment of ours that came back: whether it had left the books is seen when the day is reconciled.
  var cameBack: Bool { isReturn && !payment.isEmpty }
  /// A share of a distribution, booked when it was allocated.
  var isMoved: Bool { text.hasPrefix(ReceiptSource.moved) }

  func content(_ account: String) -> VaultContent {
    VaultContent(
      BankLineKey.vaultKind,
      [
        "bankLine": reference, "payerName": name, "payerAccount": number, "payerBank": bank, "text": text,
        "account": subAccount.isEmpty ? account : subAccount,
      ])
  }
}
