import Basics
import EnforcementLaw

/// Money for aid came in on the court's account: the bank says so by message, or a supervisor, who takes no money in, takes it out of
/// suspense, where the bank's file had put it. A line that is in suspense or in a case already fills nothing.
public struct FillAidFund: Command {
  public static let name = "aid.fillFund"
  public static let title = Phrase("登记救助资金到账", "Book money for the aid fund")
  public static let roles: Set<Role> = [.moneySupervisor, .bureauChief, .machine, .partner]
  public static let fields = [
    Field("receipt", Phrase("不明款", "Money in suspense"), .text(max: 20), required: false),
    Field(
      "amount", Phrase("金额（元）", "Amount (yuan)"), .money, required: false,
      hint: Phrase("从不明款转入时可不填，即全部余额", "May be left out with money in suspense: all that is left")),
    Field("bankLine", Phrase("银行流水号", "Bank line"), .text(max: 80), required: false),
  ]
  let receipt: ID<BankReceipt>?
  let amount: Money
  let bankLine: String
  public init(_ input: inout Input) {
    receipt = input.optionalID("receipt")
    amount = input.money("amount", required: receipt == nil)
    bankLine = input.text("bankLine", required: false, max: 80)
  }
  public var reads: [StreamID] { receipt.map { [.bankReceipt($0)] } ?? [] }
  private var identity: IdentityKey { BankLineKey.credit(bankLine, amount) }
  private var older: IdentityKey { IdentityKey("bankLine", bankLine) }
  public var identities: [IdentityKey] { bankLine.isEmpty ? [] : [identity, older] }
  public func alsoReads(_ situation: Situation) -> [StreamID] { [.aidFund(situation.court)] }
  public func decide(in situation: Situation) throws(Refusal) -> [StreamEvents] {
    let fund: AidFund = situation.state(.aidFund(situation.court))
    if let receipt { return try fromSuspense(receipt, fund, situation) }
    guard !situation.actor.roles.isDisjoint(with: [.machine, .partner]), !bankLine.isEmpty else { throw .handTyped }
    guard let known = situation.identities[identity], known.id == nil, situation.identities[older]?.id == nil,
      !fund.deposits.contains(known.digest)
    else { return [] }
    return [try filled(fund, amount, known.digest, nil, situation)]
  }

  private func fromSuspense(
    _ receipt: ID<BankReceipt>, _ fund: AidFund, _ situation: Situation
  ) throws(Refusal) -> [StreamEvents] {
    let state = situation.bankReceipt(receipt)
    guard state.taken != nil else { throw .noSuchReceipt(receipt) }
    guard state.open > .zero else { throw .nothingOpen }
    guard state.pendingMatch == nil else { throw .matchWaits }
    let share = amount == .zero ? state.open : amount
    guard share <= state.open else { throw .beyondFund(share, left: state.open) }
    let filled = try filled(fund, share, "", receipt, situation)
    return [filled, situation.append(.bankReceipt(receipt), [BankReceiptToFund(amount: share)])]
  }
  private func filled(
    _ fund: AidFund, _ amount: Money, _ digest: String, _ receipt: ID<BankReceipt>?, _ situation: Situation
  ) throws(Refusal) -> StreamEvents {
    guard fund.received.adding(amount).map({ $0 <= .outsideMax }) ?? false else { throw .sumTooLarge }
    let filled = AidFundFilled(deposit: situation.ids.next(), amount: amount, bankLineDigest: digest, from: receipt)
    return situation.append(.aidFund(situation.court), [filled])
  }
}

/// An applicant asks for aid, or his handler proposes it.
public struct ApplyForAid: CaseCommand {
  public static let name = "aid.apply"
  public static let title = Phrase("提请司法救助", "Apply for judicial aid")
  public static let roles: Set<Role> = [.officer, .judge, .assistant, .reception, .clerk]
  public static let fields = [
    FundsCommands.caseField, Field("person", Phrase("救助申请人", "For"), .pick(.applicant)),
    Field("amount", Phrase("申请金额（元）", "Asked (yuan)"), .money),
    Field(
      "monthlyWage", Phrase("上一年度省职工月平均工资（元）", "Average monthly wage of the province last year (yuan)"), .money,
      required: false,
      hint: Phrase("法院已配置的不填；未配置的以统计部门公布的为准", "Only where the court has no setting for it, as published")),
    Field(
      "criteria", Phrase("符合的条件（逐项附证据）", "Criteria met, each with evidence"),
      .choices(AidCriterion.allCases.map { Field.Choice($0.rawValue, $0.name) })),
    Field("byParty", Phrase("由申请人本人提出", "The party asks himself"), .flag, required: false),
    Field("text", Phrase("家庭情况与证据", "Circumstances and evidence"), .longText(max: 4000)),
  ]
  public let caseID: ID<CaseFile>
  let person: ID<Person>
  let amount: Money
  let wage: Money
  let criteria: [AidCriterion]
  let byParty: Bool
  let text: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    person = input.id("person")
    amount = input.money("amount")
    wage = input.money("monthlyWage", required: false)
    criteria = input.choices("criteria")
    byParty = input.flag("byParty")
    text = input.text("text", max: 4000)
  }
  public func alsoReads(_ situation: Situation) -> [StreamID] { [.aidFund(situation.court)] }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    guard file.isFiled else { throw .notFiled }
    if let aid = file.aid, !aid.refused { throw .aidKnown }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard file.applicants.contains(where: { $0.person == person }) else { throw .notAParty }
    guard criteria.contains(.debtorUnable), criteria.count > 1 else { throw .aidCriteria }
    let fund: AidFund = situation.state(.aidFund(situation.court))
    let most: Explained<Money>
    do throws(LawRefusal) {
      let unpaid = try CaseDebt.division(file, situation.account(caseID), on: situation.today, law: situation.law).remaining
      let wage = try JudicialAid.monthlyWage(of: situation.today.year - 1, typed: wage, settings: situation.settings)
      most = try JudicialAid.most(
        unpaid: unpaid, wage: wage, alreadyAided: fund.aided[person] != nil, settings: situation.settings)
    } catch {
      throw .law(error)
    }
    guard amount <= most.value else { throw .aidTooMuch(amount, most) }
    let applied = AidApplied(
      person: person, asked: amount, most: most.value, criteria: criteria, byParty: byParty,
      text: situation.depository.deposit(VaultContent("text", ["text": text])), reasons: most.reasons)
    return [situation.append(.caseFile(caseID), [applied])]
  }
}

/// The president decides for the aid committee; the decision is a paper.
public struct GrantAid: CaseCommand {
  public static let name = "aid.grant"
  public static let title = Phrase("决定给予救助", "Grant aid")
  public static let roles: Set<Role> = [.president, .vicePresident]
  public static let fields = [
    FundsCommands.caseField, Field("amount", Phrase("救助金额（元）", "Granted (yuan)"), .money),
    Field("text", Phrase("救助委员会意见", "The committee's view"), .longText(max: 2000)),
  ]
  public let caseID: ID<CaseFile>
  let amount: Money
  let text: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    amount = input.money("amount")
    text = input.text("text", max: 2000)
  }
  public func alsoReads(_ situation: Situation) -> [StreamID] { [.aidFund(situation.court)] }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    guard let aid = file.aid, aid.isOpen else { throw .noAidRequest }
    try Authority.otherThan(aid.proposedBy, situation.actor)
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard let aid = file.aid, aid.isOpen else { throw .noAidRequest }
    let fund: AidFund = situation.state(.aidFund(situation.court))
    if fund.aided[aid.person] != nil { throw .aidedBefore }
    let unpaid = try AidBooks.unpaid(file, situation)
    guard amount <= min(aid.most, unpaid) else { throw .aidTooMuch(amount, Explained(min(aid.most, unpaid), Reasons("R6.10"))) }
    guard amount <= fund.free else { throw .aidFundShort(amount, fund.free) }
    let words = situation.depository.deposit(VaultContent("text", ["text": text]))
    let paper = situation.ids.next(Paper.self)
    return [
      situation.append(
        .caseFile(caseID),
        [
          AidGranted(person: aid.person, amount: amount, text: words),
          PaperDrafted(paper: paper, kind: .aidDecision, about: ["\(aid.person)"]),
          PaperSigned(paper: paper, kind: .aidDecision),
        ]),
      situation.append(.aidFund(situation.court), [AidFundDrawn(person: aid.person, caseID: caseID, amount: amount)]),
    ]
  }
}

/// Vice president or president refuses the aid asked for; whoever proposed it may not decide. No money moves.
public struct RefuseAid: CaseCommand {
  public static let name = "aid.refuse"
  public static let title = Phrase("决定不予救助", "Refuse aid")
  public static let roles: Set<Role> = [.president, .vicePresident]
  public static let fields = [FundsCommands.caseField, Field("reason", Phrase("理由", "Reason"), .longText(max: 2000))]
  public let caseID: ID<CaseFile>
  let reason: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    reason = input.text("reason", max: 2000)
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try GrantAid.offered(in: situation, file)
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let words = situation.depository.deposit(VaultContent("text", ["text": reason]))
    return [situation.append(.caseFile(caseID), [AidRefused(reason: words)])]
  }
}

/// Proposes the payment of what was granted, out of the fund and through the gates.
public struct PayAid: CaseCommand {
  public static let name = "aid.pay"
  public static let title = Phrase("提出发放救助金", "Propose the payment of aid")
  public static let roles: Set<Role> = [.officer, .judge, .assistant]
  public static let fields = [FundsCommands.caseField]
  public let caseID: ID<CaseFile>
  public init(_ input: inout Input) { caseID = input.id("case") }
  public func alsoReads(_ situation: Situation) -> [StreamID] {
    situation.caseFile(caseID).aid.map { [.person($0.person)] } ?? []
  }
  public func opens(_ situation: Situation) -> [VaultRef] {
    situation.payeeEntries(situation.caseFile(caseID).aid.map { [$0.person] } ?? [])
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    guard let granted = file.aid?.granted else { throw .noAidRequest }
    let account = situation.account(file.id)
    guard account.committed(.aid) < granted else { throw .aidedBefore }
    if !account.busyPayouts.isEmpty { throw .payoutOpen }
    try Authority.handler(of: file, or: [.assistant], situation.actor)
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard let aid = file.aid, let granted = aid.granted else { throw .noAidRequest }
    guard let vault = situation.person(aid.person).payee?.vault else { throw .noPayee(1) }
    let findings = situation.payeeFindings([aid.person], file, situation.account(caseID))
    if let bar = findings.first(where: { $0.1.isBar }) { throw .payeeBarred(bar.1) }
    // What the debtor has paid since is no longer missing.
    let sum = min(granted - situation.account(caseID).committed(.aid), try AidBooks.unpaid(file, situation))
    guard sum > .zero else { throw .aidNotNeeded }
    let line = PayoutLine(id: situation.ids.next(), kind: .aid, payee: aid.person, amount: sum, vault: vault)
    return [
      situation.append(
        .caseAccount(caseID), [PayoutProposed(payout: situation.ids.next(), lines: [line], reasons: [Reasons("R6.10")])])
    ]
  }
}

/// What aid is measured by on the day.
enum AidBooks {
  static func unpaid(_ file: CaseFile, _ situation: Situation) throws(Refusal) -> Money {
    do throws(LawRefusal) {
      return try CaseDebt.division(file, situation.account(file.id), on: situation.today, law: situation.law).remaining
    } catch {
      throw .law(error)
    }
  }
  /// Aid goes out only as far as it is still missing.
  static func check(_ payout: CaseAccount.PayoutState, _ file: CaseFile, _ situation: Situation) throws(Refusal) {
    let aid = payout.lines.filter { $0.kind == .aid }.reduce(Money.zero) { $0 + $1.amount }
    guard aid > .zero else { return }
    let unpaid = try unpaid(file, situation)
    guard aid <= unpaid else { throw .aidTooMuch(aid, Explained(unpaid, Reasons("R6.10"))) }
  }
}

extension Refusal {
  static var aidNotNeeded: Refusal {
    Refusal(
      "aidNotNeeded", Phrase("债权已全部受偿，不再发放救助金", "Nothing is unpaid any more: no aid is paid"),
      citations: JudicialAid.citations.map(\.text))
  }
  static func beyondFund(_ amount: Money, left: Money) -> Refusal {
    Refusal(
      "beyondOpen", field: "amount",
      Phrase("\(amount.grouped) 元超过余下的 \(left.grouped) 元", "\(amount.grouped) yuan is more than the \(left.grouped) left"))
  }
  static var aidKnown: Refusal { Refusal("aidKnown", Phrase("本案已提请司法救助", "Aid was asked for in this case already")) }
  static var aidCriteria: Refusal {
    Refusal(
      "aidCriteria", field: "criteria",
      Phrase("须查明被执行人没有履行能力，并至少符合一项困难情形", "The debtor must be found unable to pay, and one hardship shown"),
      citations: JudicialAid.citations.map(\.text))
  }
  static func aidTooMuch(_ amount: Money, _ most: Explained<Money>) -> Refusal {
    Refusal(
      "aidTooMuch", field: "amount",
      Phrase("\(amount.grouped) 元超过救助上限 \(most.value.grouped) 元", "\(amount.grouped) is above the most, \(most.value.grouped)"),
      citations: JudicialAid.citations.map(\.text))
  }
  static var noAidRequest: Refusal { Refusal("noAidRequest", Phrase("没有待办的司法救助", "No request for aid is at this stage")) }
  static var aidedBefore: Refusal {
    Refusal(
      "aidedBefore", Phrase("司法救助为一次性救助，已经给予", "Aid is given once, and was given"), citations: JudicialAid.citations.map(\.text))
  }
  static func aidFundShort(_ amount: Money, _ free: Money) -> Refusal {
    Refusal(
      "aidFundShort", field: "amount",
      Phrase("救助资金余额 \(free.grouped) 元，不足 \(amount.grouped) 元", "The fund has \(free.grouped), less than \(amount.grouped)"))
  }
}
