import Basics
import EnforcementLaw

/// Records for what a debtor answers: jointly, for a share, as a guarantor, or only after others.
public struct RecordLiability: CaseCommand {
  public static let name = "performance.recordLiability"
  public static let title = Phrase("登记被执行人责任方式", "Record what a debtor answers for")
  public static let roles: Set<Role> = [.officer, .judge, .filingJudge, .assistant]
  public static let fields =
    [PerformanceCommands.caseField, Field("debtor", Phrase("被执行人", "Debtor"), .pick(.debtor))] + Liability.fields
    + [Field("text", Phrase("执行依据的表述", "What the instrument says"), .longText(max: 1000))]
  public let caseID: ID<CaseFile>
  let liability: Liability
  let text: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    liability = Liability(&input)
    text = input.text("text", max: 1000)
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try Refusal.unlessOpen(file)
    if file.debtors.count < 2 { throw .oneDebtor }
    try Authority.handler(of: file, or: [.assistant, .filingJudge], situation.actor)
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard file.filing.party(liability.person)?.role == .debtor else { throw .notADebtor }
    if file.performance.liabilities[liability.person] != nil { throw .liabilityRecorded }
    try liability.check(file)
    let words = situation.depository.deposit(VaultContent("text", ["text": text]))
    var draft = Draft(situation)
    draft.add(.caseFile(caseID), [LiabilityRecorded(liability: liability, text: words)])
    return draft.appended
  }
}

/// Records what each applicant gets of every sum, where it is not the same for all.
public struct RecordCreditorParts: CaseCommand {
  public static let name = "performance.recordCreditorParts"
  public static let title = Phrase("登记申请执行人份额", "Record the applicants' shares")
  public static let roles: Set<Role> = [.officer, .judge, .filingJudge, .assistant]
  public static let fields = [
    PerformanceCommands.caseField,
    Field(
      "parts", Phrase("份额", "Shares"),
      .group(
        [
          Field("person", Phrase("申请执行人", "Applicant"), .pick(.applicant)),
          Field("part", Phrase("份数", "Parts"), .number(1...1_000_000)),
        ], max: 200)),
    Field("text", Phrase("执行依据的表述", "What the instrument says"), .longText(max: 1000)),
  ]
  public let caseID: ID<CaseFile>
  let parts: [CreditorPartsRecorded.Part]
  let text: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    parts = input.group("parts", max: 200) {
      CreditorPartsRecorded.Part(person: $0.id("person"), part: $0.number("part", in: 1...1_000_000) ?? 1)
    }
    text = input.text("text", max: 1000)
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try Refusal.unlessOpen(file)
    if file.applicants.count < 2 { throw .oneApplicant }
    try Authority.handler(of: file, or: [.assistant, .filingJudge], situation.actor)
    // What was shared out already was shared out otherwise.
    if situation.account(file.id).allCommitted(.applicant) > .zero { throw .paidOutAlready }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard Set(parts.map(\.person)) == Set(file.applicants.map(\.person)), parts.count == file.applicants.count else {
      throw .everyApplicant
    }
    let words = situation.depository.deposit(VaultContent("text", ["text": text]))
    return [situation.append(.caseFile(caseID), [CreditorPartsRecorded(parts: parts, text: words)])]
  }
}

/// Says whose money a receipt was: where debtors answer for shares, only their own payments relieve them; and a surplus goes back to
/// who paid it, be he a debtor or somebody who paid for one.
public struct AttributeReceipt: CaseCommand {
  public static let name = "performance.attributeReceipt"
  public static let title = Phrase("登记到账付款人", "Record whose money a receipt was")
  public static let roles: Set<Role> = [.officer, .judge, .assistant, .cashier]
  public static let fields =
    [
      PerformanceCommands.caseField, Field("receipt", Phrase("到账", "Receipt"), .pick(.receipt)),
      Field(
        "debtor", Phrase("付款的被执行人或案外人", "Debtor or third person who paid"), .pick(.party), required: false,
        hint: Phrase("代为履行的人不在其中的，在下面填写", "Who paid for a debtor and is not among them is written below")),
    ] + Newcomer.fields(required: false)
  public let caseID: ID<CaseFile>
  let receipt: ID<Receipt>
  let payer: ID<Person>?
  let newcomer: Newcomer?
  public init(_ input: inout Input) {
    caseID = input.id("case")
    receipt = input.id("receipt")
    payer = input.optionalID("debtor")
    newcomer = payer == nil ? Newcomer(&input, as: .thirdParty) : nil
  }
  public var identities: [IdentityKey] { newcomer?.identities ?? [] }
  public func alsoReads(_ situation: Situation) -> [StreamID] { newcomer?.reads(situation) ?? [] }
  public func opens(_ situation: Situation) -> [VaultRef] { newcomer?.opens(situation) ?? [] }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try Authority.handler(of: file, or: [.assistant, .cashier], situation.actor)
    let account = situation.account(file.id)
    if account.receiptOrder.isEmpty { throw .nothingToPay }
    // What is too much may be found out after the end; before, it matters where several owe.
    guard file.closing.performedOn == nil || account.available <= .zero else { return }
    try Refusal.unlessOpen(file)
    if file.filing.parties.count(where: { $0.role != .applicant }) < 2 { throw .oneDebtor }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard situation.account(caseID).receipts[receipt] != nil else { throw .noReceiptOfCase }
    var draft = Draft(situation)
    let outsider = newcomer?.record(as: .thirdParty, &draft)
    guard let person = payer ?? outsider?.person else { throw .notAPayer }
    if let recorded = file.performance.payers[receipt] {
      if recorded == person { return [] }
      throw .payerRecorded
    }
    let known = file.filing.party(person)
    guard known.map({ $0.role != .applicant }) ?? (outsider != nil) else { throw .notAPayer }
    draft.add(
      .caseFile(caseID), [ReceiptAttributed(receipt: receipt, payer: person, party: known == nil ? outsider : nil)])
    return draft.appended
  }
}

/// The applicant takes back part of what he applied for: never more than is open.
public struct WithdrawPart: CaseCommand {
  public static let name = "performance.withdrawPart"
  public static let title = Phrase("撤回部分申请", "Withdraw part of the application")
  public static let roles: Set<Role> = [.officer, .judge, .assistant]
  public static let fields = [
    PerformanceCommands.caseField, Field("item", Phrase("第几项债权", "Claim item"), .number(1...100)),
    Field("amount", Phrase("撤回金额（元）", "Sum taken back (yuan)"), .money),
    Field("signed", Phrase("申请执行人已签名", "The applicant signed"), .flag, required: false),
    Field("reason", Phrase("理由", "Reason"), .longText(max: 2000)),
  ]
  public let caseID: ID<CaseFile>
  let item: Int
  let amount: Money
  let signed: Bool
  let reason: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    item = (input.number("item", in: 1...100) ?? 1) - 1
    amount = input.money("amount")
    signed = input.flag("signed")
    reason = input.text("reason", max: 2000)
  }
  public func alsoReads(_ situation: Situation) -> [StreamID] { CaseReceipts.reads(caseID, situation) }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try Refusal.unlessOpen(file)
    if file.closing.performedOn != nil { throw .performed }
    try Authority.handler(of: file, or: [.assistant], situation.actor)
    if !situation.account(file.id).openPayouts.isEmpty { throw .payoutOpen }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard file.filing.claims.indices.contains(item) else { throw .noClaimItem(file.filing.claims.count) }
    guard signed else { throw .withdrawalUnsigned }
    let reduced = ClaimReduced(
      item: item, amount: amount, reason: situation.depository.deposit(VaultContent("text", ["text": reason])))
    let open: Money
    var draft = Draft(situation)
    do throws(LawRefusal) {
      let before = try CaseDebt.division(file, situation.account(caseID), on: situation.today, law: situation.law)
      let part = file.filing.claims[item].kind == .interest ? before.owed.value[.interest] : before.owed.value[.principal]
      open = min(part, file.filing.claims[item].amount)
      guard amount <= open else { throw LawRefusal(field: "amount", code: "beyondOpen", WithdrawPart.beyond(open)) }
      draft.add(.caseFile(caseID), [reduced])
      let after = try CaseDebt.division(
        draft.situation.caseFile(caseID), situation.account(caseID), on: situation.today, law: situation.law)
      // What was paid on the part taken back would have to come back from the applicant.
      guard after.surplus <= before.surplus else {
        throw LawRefusal(field: "amount", code: "beyondOpen", WithdrawPart.beyond(open))
      }
      // Nothing left to enforce is the end of the enforcement by ruling (民诉法 268), not its performance.
      guard after.remaining > .zero || !file.performance.openDuties.isEmpty else {
        throw LawRefusal(
          field: "amount", code: "wholeWithdrawn",
          Phrase(
            "撤回后已无可执行的债权，应由合议庭裁定终结执行，不能登记为部分撤回；全部撤回的，登记撤回执行申请",
            "Nothing would be left to enforce: record the withdrawal of the whole application, on which a ruling ends it"))
      }
    } catch {
      throw Refusal(error.code, field: error.field, error.message, citations: error.citations.map(\.text))
    }
    try CaseReceipts.performance(caseID, &draft)
    return draft.appended
  }
  private static func beyond(_ open: Money) -> Phrase {
    Phrase("该项尚未受偿的为 \(open.grouped) 元，撤回不能超过", "\(open.grouped) yuan of it are open; no more can be taken back")
  }
}

extension Refusal {
  static var oneDebtor: Refusal { Refusal("oneDebtor", Phrase("本案只有一名被执行人", "The case has one debtor")) }
  static var notAPayer: Refusal {
    Refusal("notADebtor", field: "debtor", Phrase("申请执行人不是付款人", "An applicant did not pay the debt"))
  }
  static var oneApplicant: Refusal { Refusal("oneApplicant", Phrase("本案只有一名申请执行人", "The case has one applicant")) }
  static var nobodyFirst: Refusal {
    Refusal(
      "nobodyFirst", field: "kind", Phrase("至少有一名被执行人先承担责任", "Somebody must answer first"), citations: ["《民法典》（2020）第687条"])
  }
  static var sharesExceedWhole: Refusal {
    Refusal(
      "sharesExceedWhole", field: "part", Phrase("各人份额合计超过全部债务", "The shares are more than the whole"),
      citations: ["《民法典》（2020）第517条"])
  }
  static var paidOutAlready: Refusal {
    Refusal("paidOutAlready", Phrase("已有案款按原份额发放", "Money was shared out already"))
  }
  static var everyApplicant: Refusal {
    Refusal("everyApplicant", field: "parts", Phrase("每名申请执行人各写一次", "Each applicant once"))
  }
  static var noReceiptOfCase: Refusal {
    Refusal("noSuchReceipt", field: "receipt", Phrase("本案没有这笔到账", "This case has no such receipt"))
  }
  static func noClaimItem(_ count: Int) -> Refusal {
    Refusal("noSuchItem", field: "item", Phrase("本案有 \(count) 项债权", "The case has \(count) claim items"))
  }
  static var withdrawalUnsigned: Refusal {
    Refusal(
      "withdrawalUnsigned", field: "signed",
      Phrase("撤回申请须由申请执行人（或者有特别授权的代理人）签名", "The applicant, or an agent with special authority, signs"),
      citations: ["执行规定第20条"])
  }
}
