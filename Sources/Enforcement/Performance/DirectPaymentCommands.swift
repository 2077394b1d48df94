import Basics
import EnforcementLaw

/// The performance capability's commands.
public enum PerformanceCommands {
  public static let all: [any Command.Type] = [
    ReportDirectPayment.self, AnswerDirectPayment.self, RecordSettlement.self, DecideSettlementFee.self, RemindInstalment.self,
    CheckInstalment.self,
    RecordRepudiation.self, ResumeAfterSettlement.self, RecordLiability.self, RecordCreditorParts.self, AttributeReceipt.self,
    WithdrawPart.self, RecordDuty.self, OrderSubstitution.self, EndDuty.self,
  ]
  static let caseField = Field("case", Phrase("案件", "Case"), .text(max: 20))
}

/// Somebody says that the debtor paid the applicant directly. What the applicant himself says is confirmed with it.
public struct ReportDirectPayment: CaseCommand {
  public static let name = "performance.reportDirect"
  public static let title = Phrase("登记直接履行", "Record a direct payment")
  public static let roles: Set<Role> = [.officer, .judge, .assistant, .clerk, .bailiff, .reception, .party]
  public static let fields = [
    PerformanceCommands.caseField,
    Field(
      "side", Phrase("由谁陈述", "Who says so"), .choice(DirectPayment.Side.allCases.map { Field.Choice($0.rawValue, $0.name) }),
      hint: Phrase("申请执行人自己陈述的，同时视为确认", "What the applicant says himself is confirmed with it")),
    Field("payer", Phrase("付款的被执行人", "Debtor who paid"), .pick(.debtor)),
    Field("payee", Phrase("收款的申请执行人", "Applicant who was paid"), .pick(.applicant)),
    Field("amount", Phrase("金额（元）", "Amount (yuan)"), .money), Field("on", Phrase("履行日", "Paid on"), .day),
    Field(
      "way", Phrase("申请执行人陈述的方式", "How the applicant said so"),
      .choice(staffWays.map { Field.Choice($0.rawValue, $0.name) }), required: false),
    Field("text", Phrase("经过和凭据", "How and where, with which proof"), .longText(max: 5000)),
  ]
  static let staffWays: [DirectPayment.Way] = [.counter, .phone, .minutes]
  public let caseID: ID<CaseFile>
  let side: DirectPayment.Side
  let payer: ID<Person>
  let payee: ID<Person>
  let amount: Money
  let on: Day
  let way: DirectPayment.Way
  let text: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    side = input.choice("side") ?? .debtor
    payer = input.id("payer")
    payee = input.id("payee")
    amount = input.money("amount")
    on = input.day("on") ?? Day(number: 0)
    way = (input.list("way").isEmpty ? .minutes : input.choice("way")) ?? .minutes
    text = input.text("text", max: 5000)
  }
  public func alsoReads(_ situation: Situation) -> [StreamID] { CaseReceipts.reads(caseID, situation) }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try Refusal.unlessOpen(file)
    if case .party(let person) = situation.actor.ref, file.filing.party(person) == nil { throw .notAParty }
    if file.closing.performedOn != nil { throw .performed }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard file.filing.party(payer)?.role == .debtor else { throw .notADebtor }
    guard file.filing.party(payee)?.role == .applicant else { throw .payeeIsNoApplicant }
    let side = try said(by: situation.actor)
    guard on <= situation.today else { throw .paidInFuture(on) }
    if let instrument = file.filing.instrument, on < instrument.on { throw .paidBeforeInstrument(instrument.on) }
    // Staff who write down what the applicant says end the debt by it.
    if side == .applicant, situation.actor.staff != nil {
      try Authority.handler(of: file, or: [.assistant, .clerk, .reception], situation.actor)
    }
    let same = file.performance.direct.values.contains {
      $0.by == payer && $0.to == payee && $0.on == on && $0.amount == amount && $0.status != .denied
        && $0.status != .takenBack
    }
    if same { throw .directTwice(on) }
    try DirectPayments.check(amount, on: on, to: payee, file, situation)
    let reported = DirectPaymentReported(
      payment: situation.ids.next(), payer: payer, payee: payee, amount: amount, on: on, side: side,
      text: situation.depository.deposit(VaultContent("text", ["text": text])))
    var draft = Draft(situation)
    draft.add(.caseFile(caseID), [reported])
    if side == .applicant {
      let way: DirectPayment.Way = situation.actor.has(.party) ? .portal : way
      try DirectPayments.confirm(reported.payment, way, text: nil, caseID, &draft)
    }
    return draft.appended
  }
  /// A party speaks for himself; staff write down who spoke.
  private func said(by actor: Actor) throws(Refusal) -> DirectPayment.Side {
    guard case .party(let person) = actor.ref else { return side }
    if person == payee { return .applicant }
    if person == payer { return .debtor }
    throw .notAParty
  }
}

/// The applicant says whether he was paid: at the counter, by telephone, in minutes, or himself on the parties' page.
public struct AnswerDirectPayment: CaseCommand {
  public static let name = "performance.answerDirect"
  public static let title = Phrase("申请执行人确认或否认直接履行", "The applicant confirms or denies a direct payment")
  public static let roles: Set<Role> = [.officer, .judge, .assistant, .clerk, .reception, .party]
  enum Answer: String, CaseIterable {
    case confirm, deny
    var name: Phrase {
      switch self {
      case .confirm: Phrase("确认收到", "Confirms")
      case .deny: Phrase("否认", "Denies")
      }
    }
  }
  public static let fields = [
    PerformanceCommands.caseField, Field("payment", Phrase("直接履行", "Direct payment"), .pick(.directPayment)),
    Field("answer", Phrase("答复", "Answer"), .choice(Answer.allCases.map { Field.Choice($0.rawValue, $0.name) })),
    Field(
      "way", Phrase("方式", "How"), .choice(ReportDirectPayment.staffWays.map { Field.Choice($0.rawValue, $0.name) }),
      required: false),
    Field(
      "text", Phrase("陈述和身份核对情况", "What was said, and how identity was checked"), .longText(max: 2000), required: false),
  ]
  public let caseID: ID<CaseFile>
  let payment: ID<DirectPayment>
  let answer: Answer
  let way: DirectPayment.Way?
  let text: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    payment = input.id("payment")
    answer = input.choice("answer") ?? .deny
    way = input.list("way").isEmpty ? nil : input.choice("way", DirectPayment.Way.self)
    text = input.text("text", required: false, max: 2000)
  }
  public func alsoReads(_ situation: Situation) -> [StreamID] { CaseReceipts.reads(caseID, situation) }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try Refusal.unlessOpen(file)
    if file.performance.waiting.isEmpty { throw .noDirectPayment }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard let waiting = file.performance.waiting.first(where: { $0.id == payment }) else { throw .noDirectPayment }
    let how = try way(of: waiting, situation.actor)
    let words = text.isEmpty ? nil : situation.depository.deposit(VaultContent("text", ["text": text]))
    var draft = Draft(situation)
    if answer == .confirm {
      try DirectPayments.check(waiting.amount, on: waiting.on, to: waiting.to, file, situation)
      try DirectPayments.confirm(payment, how, text: words, caseID, &draft)
    } else {
      let reason = words ?? situation.depository.deposit(VaultContent("text", ["text": "申请执行人否认收到"]))
      draft.add(.caseFile(caseID), [DirectPaymentDenied(payment: payment, way: how, reason: reason)])
    }
    return draft.appended
  }
  /// The applicant himself, or a member of staff who hears him: another than whoever wrote down what the debtor says.
  private func way(of waiting: DirectPayment, _ actor: Actor) throws(Refusal) -> DirectPayment.Way {
    if case .party(let person) = actor.ref {
      guard person == waiting.to else { throw .answeredByPayee }
      return .portal
    }
    try Authority.otherThan(waiting.reportedBy, actor)
    guard let way, way != .portal else {
      throw Refusal("required", field: "way", Phrase("写明申请执行人答复的方式", "Say how the applicant answered"))
    }
    if text.isEmpty {
      throw Refusal("required", field: "text", Phrase("写明陈述和身份核对情况", "Say what was said and how identity was checked"))
    }
    return way
  }
}

/// Direct payments as they pay the debt.
enum DirectPayments {
  /// No more can be confirmed than was owed to this applicant on that day: what else went from hand to hand is the parties' own affair.
  /// Of several applicants each has his part (民法典 517).
  static func check(
    _ amount: Money, on day: Day, to payee: ID<Person>, _ file: CaseFile, _ situation: Situation
  ) throws(Refusal) {
    let (law, account) = (situation.law, situation.account(file.id))
    do throws(LawRefusal) {
      let then = try CaseDebt.division(file, account, on: day, law: law).remaining
      let today = try CaseDebt.division(file, account, on: situation.today, law: law)
      var open = min(then, max(today.remaining, .zero))
      if file.applicants.count > 1 {
        let own = PayoutBooks.open(today.creditor + max(today.remaining, .zero), account, file)
        open = min(open, own.first { $0.0.person == payee }?.1 ?? .zero)
      }
      guard amount <= open else { throw LawRefusal(field: "amount", code: "directExceeds", exceeds(amount, open)) }
    } catch {
      throw Refusal(error.code, field: error.field, error.message, citations: error.citations.map(\.text))
    }
  }
  private static func exceeds(_ amount: Money, _ open: Money) -> Phrase {
    Phrase(
      "\(amount.grouped) 元超过当日尚欠该申请执行人的 \(open.grouped) 元，按尚欠金额登记",
      "\(amount.grouped) yuan exceed the \(open.grouped) owed to this applicant on that day; record what was owed")
  }

  /// The debt is less by it; where it covers all, the debt is performed.
  static func confirm(
    _ payment: ID<DirectPayment>, _ way: DirectPayment.Way, text: VaultRef?, _ caseID: ID<CaseFile>, _ draft: inout Draft
  ) throws(Refusal) {
    guard let paid = draft.situation.caseFile(caseID).performance.direct[payment] else { throw .noDirectPayment }
    draft.add(
      .caseFile(caseID), [DirectPaymentConfirmed(payment: payment, amount: paid.amount, way: way, text: text)])
    let sum = DirectSum(on: paid.on, amount: paid.amount, payer: paid.by, payee: paid.to)
    draft.add(.caseAccount(caseID), [DirectPaymentCounted(payment: payment, sum: sum)])
    SettlementBooks.note(caseID, &draft)
    try CaseReceipts.performance(caseID, &draft)
  }
}

extension Refusal {
  static func directTwice(_ day: Day) -> Refusal {
    Refusal("directTwice", field: "amount", Phrase("\(day) 的这笔直接履行已经登记", "This payment of \(day) is recorded already"))
  }
  static var payeeIsNoApplicant: Refusal {
    Refusal("notAnApplicant", field: "payee", Phrase("不是本案申请执行人", "Not an applicant of this case"))
  }
  static func paidInFuture(_ day: Day) -> Refusal {
    Refusal("paidInFuture", field: "on", Phrase("履行日 \(day) 晚于今天", "\(day) is after today"))
  }
  static func paidBeforeInstrument(_ day: Day) -> Refusal {
    Refusal(
      "paidBeforeInstrument", field: "on",
      Phrase("早于执行依据作出之日 \(day)，应在执行依据中处理", "Before the instrument of \(day), which would have dealt with it"))
  }
  static var noDirectPayment: Refusal {
    Refusal("noDirectPayment", field: "payment", Phrase("没有待申请执行人确认的直接履行", "No direct payment waits for the applicant's answer"))
  }
  static var answeredByPayee: Refusal {
    Refusal("answeredByPayee", Phrase("由收款的申请执行人本人确认", "The applicant who is said to have been paid answers"))
  }
}
