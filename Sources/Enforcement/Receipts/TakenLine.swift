import Basics

/// A line as it comes in.
struct TakenLine: Sendable {
  static let fields: [Field] = [
    Field("side", Phrase("方向", "Side"), .choice([.init("credit", Phrase("收入", "In")), .init("debit", Phrase("支出", "Out"))])),
    Field("amount", Phrase("金额（元）", "Amount (yuan)"), .money),
    Field("reference", Phrase("银行流水号", "Bank's number"), .text(max: 120), required: false),
    Field("occurrence", Phrase("同样的第几笔", "Which of several alike"), .number(0...1_000_000), required: false),
    Field("entry", Phrase("汇总入账的流水号", "Number of the collective entry"), .text(max: 120), required: false),
    Field("whole", Phrase("汇总入账金额（元）", "Sum of the collective entry (yuan)"), .money, required: false),
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
  /// How the line was known before: by the bank's number alone, or with the statement's account.
  let older: [IdentityKey]
  /// Number and sum of the bank's entry that it is or is a part of.
  let entry: String
  let whole: Money
  let subAccount: String
  let source: ReceiptSource
  let name: String
  let number: String
  let bank: String
  let text: String
  let payment: String
  let isReturn: Bool
  private let day: Day

  init(_ input: inout Input, account: String, day: Day) {
    self.day = day
    let side = input.choice("side") ?? BankLine.Side.credit
    let amount = input.money("amount")
    let reference = input.text("reference", required: false, max: 120)
    let subAccount = input.text("subAccount", required: false, max: 40)
    let name = input.text("name", required: false, max: 140)
    let number = input.text("number", required: false, max: 40)
    let text = input.text("text", required: false, max: 400)
    self.side = side
    self.amount = amount
    self.reference = reference
    self.subAccount = subAccount
    self.name = name
    self.number = number
    self.text = text
    bank = input.text("bank", required: false, max: 140)
    payment = input.text("payment", required: false, max: 40)
    isReturn = input.flag("isReturn") || (side == .debit && TakenLine.says(text, TakenLine.reversalWords))
    let entry = input.text("entry", required: false, max: 120)
    self.entry = entry.isEmpty ? reference : entry
    let whole = input.money("whole", required: false)
    self.whole = max(whole, amount)
    let stated = input.text("source", required: false, max: 20)
    source = ReceiptSource(rawValue: stated) ?? .told(by: text)
    let occurrence = input.number("occurrence", in: 0...1_000_000, required: false) ?? 0
    func key(_ account: String) -> IdentityKey {
      BankLineKey.line(
        side, reference, amount, account: account, on: day, other: "\(name)|\(number)|\(text)", occurrence: occurrence)
    }
    // One credit stands on the main account's statement and on the sub-account's notice: what counts is whom it was paid to.
    let paid = SubAccount.caseID(subAccount) == nil && SubAccount.cluster(subAccount) == nil ? "" : subAccount
    let own = side == .credit ? key(paid) : key(account)
    self.key = own
    let byNumber = side == .credit && !reference.isEmpty ? [IdentityKey("bankLine", reference)] : []
    older = byNumber + [key(account)].filter { $0 != own }
  }

  /// How exports, which have no mark for it, tell that a credit is taken back.
  private static let reversalWords = ["冲正", "冲销", "冲账", "抹账", "错账"]
  /// How they tell that a payment came back.
  private static let returnWords = ["退汇", "退票"]
  private static func says(_ text: String, _ words: [String]) -> Bool { words.contains { text.contains($0) } }
  /// A payment of ours came back, says the text, and no number says which.
  var cameBackUnnamed: Bool { side == .credit && BankPayment(payment) == nil && TakenLine.says(text, TakenLine.returnWords) }
  var isNumbered: Bool { !reference.isEmpty }
  var seenKey: IdentityKey { IdentityKey("bankLineSeen", key.text) }
  var otherKey: IdentityKey { IdentityKey("bankLine", "\(key.text)|\(payer.isEmpty ? BankLineKey.plain(name) : payer)") }
  var datedKey: IdentityKey { IdentityKey("bankLine", "\(key.text)|\(day)") }
  var wholeKey: IdentityKey? {
    guard !entry.isEmpty else { return nil }
    let on = entry.count >= BankLineKey.uniqueLength ? "" : "\(day)|"
    return IdentityKey("bankEntry", "\(on)\(entry)|\(whole.fen)")
  }
  /// The payer's account, where the bank writes it out.
  private var payer: String { BankLineKey.account(number) }
  var payerKey: IdentityKey? { payer.isEmpty ? nil : IdentityKey("bankPayer", payer) }
  var payerNameKey: IdentityKey? {
    let plain = BankLineKey.plain(name)
    return plain.isEmpty ? nil : IdentityKey("bankPayerName", plain)
  }
  /// All that has to be looked up.
  var identities: [IdentityKey] {
    guard side == .credit else { return [key] }
    return [key, seenKey, otherKey, datedKey] + older + [wholeKey, payerKey, payerNameKey].compactMap { $0 }
  }

  var caseID: ID<CaseFile>? { side == .credit ? SubAccount.caseID(subAccount) : nil }
  var cluster: ID<Cluster>? { side == .credit ? SubAccount.cluster(subAccount) : nil }
  /// The stream of the payment which this says came back: a request of ours, or a batch.
  var returned: StreamID? {
    guard isReturn else { return nil }
    return BankPayment(payment)?.stream
  }
  /// Whether the court knows the payment that came back, and it was of this sum.
  func cameBack(_ situation: Situation) -> Bool {
    isReturn && BankPayment(payment)?.isOurs(amount, situation) == true
  }

  func content(_ account: String) -> VaultContent {
    VaultContent(
      BankLineKey.vaultKind,
      [
        "bankLine": reference, "payerName": name, "payerAccount": number, "payerBank": bank, "text": text,
        "account": subAccount.isEmpty ? account : subAccount,
      ])
  }
}
