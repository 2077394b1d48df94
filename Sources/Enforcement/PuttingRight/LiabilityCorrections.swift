import Basics
import EnforcementLaw

/// For what a debtor answers was read wrongly in the instrument: the right way stands from now on, and what rested on the wrong one is listed.
public struct CorrectLiability: CaseCommand {
  public static let name = "correction.liability"
  public static let title = Phrase("更正被执行人责任方式", "Put right what a debtor answers for")
  public static let roles = CorrectionCommands.staff
  public static let fields =
    [CorrectionCommands.caseField, Field("debtor", Phrase("被执行人", "Debtor"), .pick(.debtor))] + Liability.fields
    + CorrectionCommands.grounds
  public let caseID: ID<CaseFile>
  let right: Liability
  let grounds: CorrectionGrounds
  public init(_ input: inout Input) {
    caseID = input.id("case")
    right = Liability(&input)
    grounds = CorrectionGrounds(&input)
  }
  public func alsoReads(_ situation: Situation) -> [StreamID] { CaseReceipts.reads(caseID, situation) }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try CorrectionCommands.offered(in: situation, file)
    try Refusal.unlessOpen(file)
    if file.performance.liabilities.isEmpty { throw .liabilityUnrecorded }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard let was = file.performance.liabilities[right.person] else { throw .liabilityUnrecorded }
    if was == right { throw .nothingWrong }
    try right.check(file)
    var draft = Draft(situation)
    let cause = grounds.record(.liability, right.person, person: right.person, caseID, &draft)
    draft.add(.caseFile(caseID), [LiabilityCorrected(was: was, right: right)])
    Excess.note(caseID, &draft)
    let after = draft.situation
    Undoing.list(
      Consequences.of(liabilityOf: right.person, after.caseFile(caseID), after.account(caseID), after), cause, &draft,
      of: caseID)
    return draft.appended
  }
}

/// A receipt was recorded as the money of somebody who did not pay it.
public struct CorrectPayer: CaseCommand {
  public static let name = "correction.payer"
  public static let title = Phrase("更正到账付款人", "Put right whose money a receipt was")
  public static let roles = CorrectionCommands.staff.union([.cashier])
  public static let fields =
    [
      CorrectionCommands.caseField, Field("receipt", Phrase("到账", "Receipt"), .pick(.receipt)),
      Field(
        "debtor", Phrase("实际付款的被执行人或案外人", "Who really paid"), .pick(.party), required: false,
        hint: Phrase("不知何人所付的留空", "Empty where nobody knows")),
    ] + CorrectionCommands.grounds
  public let caseID: ID<CaseFile>
  let receipt: ID<Receipt>
  let payer: ID<Person>?
  let grounds: CorrectionGrounds
  public init(_ input: inout Input) {
    caseID = input.id("case")
    receipt = input.id("receipt")
    payer = input.optionalID("debtor")
    grounds = CorrectionGrounds(&input)
  }
  public func alsoReads(_ situation: Situation) -> [StreamID] { CaseReceipts.reads(caseID, situation) }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try CorrectionCommands.offered(in: situation, file)
    if file.performance.payers.isEmpty { throw .payerUnrecorded }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard let was = file.performance.payers[receipt], situation.account(caseID).receipts[receipt] != nil else {
      throw .payerUnrecorded
    }
    if was == payer { throw .nothingWrong }
    if let payer, file.filing.party(payer).map({ $0.role == .applicant }) ?? true { throw .notAPayer }
    var draft = Draft(situation)
    let cause = grounds.record(.payer, receipt, person: was, caseID, &draft)
    draft.add(.caseFile(caseID), [PayerCorrected(receipt: receipt, was: was, payer: payer)])
    Excess.note(caseID, &draft)
    let account = draft.situation.account(caseID)
    Undoing.list(
      Consequences.of(surplusOf: was, account)
        + Consequences.of(liabilityOf: payer ?? was, draft.situation.caseFile(caseID), account, draft.situation), cause, &draft,
      of: caseID)
    return draft.appended
  }
}

/// A part of the application was recorded as withdrawn that the applicant did not withdraw, or not so: it is claimed as before.
public struct CorrectWithdrawal: CaseCommand {
  public static let name = "correction.withdrawal"
  public static let title = Phrase("更正误登的部分撤回", "Take back a withdrawal recorded by mistake")
  public static let roles = CorrectionCommands.staff
  public static let fields =
    [
      CorrectionCommands.caseField,
      Field(
        "withdrawn", Phrase("误登的撤回", "Withdrawal"), .pick(.withdrawnPart),
        hint: Phrase("项目、金额有误的，更正后重新登记", "Where item or sum are wrong, record it anew afterwards")),
    ] + CorrectionCommands.grounds
  public let caseID: ID<CaseFile>
  /// From 1, as the case lists them.
  let place: Int
  let grounds: CorrectionGrounds
  public init(_ input: inout Input) {
    caseID = input.id("case")
    place = input.number("withdrawn", in: 1...1000) ?? 1
    grounds = CorrectionGrounds(&input)
  }
  public func alsoReads(_ situation: Situation) -> [StreamID] { CaseReceipts.reads(caseID, situation) }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try CorrectionCommands.offered(in: situation, file)
    try Refusal.unlessOpen(file)
    if file.performance.withdrawn.allSatisfy(\.isStruck) { throw .nothingWithdrawn }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let list = file.performance.withdrawn
    guard list.indices.contains(place - 1), !list[place - 1].isStruck else { throw .nothingWithdrawn }
    let wrong = list[place - 1]
    guard file.filing.claims.indices.contains(wrong.item) else { throw .nothingWithdrawn }
    var claims = file.filing.claims
    let item = claims[wrong.item]
    guard let sum = item.amount.adding(wrong.amount), sum <= .outsideMax else { throw .sumTooLarge }
    claims[wrong.item] = ClaimItem(kind: item.kind, amount: sum, interest: item.interest)
    guard ClaimItem.total(claims) != nil else { throw .sumTooLarge }
    var draft = Draft(situation)
    let cause = grounds.record(.withdrawal, place, caseID, &draft)
    draft.add(.caseFile(caseID), [WithdrawalStruck(place: place, item: wrong.item, amount: wrong.amount)])
    try PerformanceReview.settle(cause, &draft, of: caseID)
    return draft.appended
  }
}

/// What a debtor answers for stands as the instrument really says.
public struct LiabilityCorrected: Event {
  public static let name = "correction.liabilityCorrected.v1"
  public let was: Liability
  public let right: Liability
  public init(was: Liability, right: Liability) {
    self.was = was
    self.right = right
  }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) { file.performance.liabilities[right.person] = right }
  /// Of whom less is owed, less may be held (R3.4).
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] { after.excessCheck(meta) }
}

/// A receipt is another's money, or nobody knows whose.
public struct PayerCorrected: Event {
  public static let name = "correction.payerCorrected.v1"
  public let receipt: ID<Receipt>
  public let was: ID<Person>
  /// Nil where nobody knows.
  public let payer: ID<Person>?
  public init(receipt: ID<Receipt>, was: ID<Person>, payer: ID<Person>?) {
    self.receipt = receipt
    self.was = was
    self.payer = payer
  }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) { file.performance.payers[receipt] = payer }
  /// What he paid himself need not be held of him any more (R3.4).
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] { after.excessCheck(meta) }
}

/// A part that counted as withdrawn is claimed again.
public struct WithdrawalStruck: Event {
  public static let name = "correction.withdrawalStruck.v1"
  /// From 1, as the case lists what was withdrawn.
  public let place: Int
  /// Place of the claim item, from zero.
  public let item: Int
  public let amount: Money
  public init(place: Int, item: Int, amount: Money) {
    self.place = place
    self.item = item
    self.amount = amount
  }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    guard file.performance.withdrawn.indices.contains(place - 1), file.filing.claims.indices.contains(item) else { return }
    file.performance.withdrawn[place - 1].isStruck = true
    let claim = file.filing.claims[item]
    file.filing.claims[item] = ClaimItem(kind: claim.kind, amount: claim.amount + amount, interest: claim.interest)
  }
}

extension Consequences {
  /// Of what a debtor turns out to answer for: transfers from him under way are stopped, and what is held beyond it is let go; what he
  /// paid beyond it is looked at by a person, since between debtors it may be owed all the same.
  static func of(
    liabilityOf person: ID<Person>, _ file: CaseFile, _ account: CaseAccount, _ situation: Situation
  ) -> [Consequence] {
    var found: [Consequence] = []
    if file.seizure.excess > .zero { found.append(Consequence(.releaseExcess, "case", amount: file.seizure.excess)) }
    guard
      let share = try? CaseDebt.shares(file, account, on: situation.today, law: situation.law).first(where: {
        $0.person == person
      }), share.kind != .joint
    else { return found }
    var room = share.mayEnforce ? share.remains : .zero
    for transfer in file.disposal.order.compactMap({ file.disposal.transfers[$0] }) where transfer.status == .requested {
      guard file.seizure.measures[transfer.measure]?.debtor == person else { continue }
      if transfer.amount > room { found.append(Consequence(.stopTransfer, transfer.id, person: person, amount: transfer.amount)) }
      room = max(.zero, room - transfer.amount)
    }
    let drafts = file.papers.unsigned.filter { draft in
      file.disposal.rulings[draft.id]?.contains { part in
        file.seizure.measures[part.measure]?.debtor == person && part.amount > room
      } ?? false
    }
    found += drafts.map { Consequence(.withdrawDraft, $0.id, person: person) }
    if share.paid > share.owes { found.append(Consequence(.carryOut, person, person: person, amount: share.paid - share.owes)) }
    return found
  }

  /// Of money that was not his: a surplus proposed for him is returned, one that was paid to him is recovered.
  static func of(surplusOf wrong: ID<Person>, _ account: CaseAccount) -> [Consequence] {
    account.payoutOrder.compactMap { account.payouts[$0] }.flatMap { payout -> [Consequence] in
      payout.lines.filter { $0.kind == .surplus && $0.payee == wrong }.compactMap { line in
        if payout.lineStatus[line.id] == .settled {
          return Consequence(.recoverPayment, line.id, person: wrong, amount: line.amount)
        }
        return payout.status.gate == nil ? nil : Consequence(.returnPayout, payout.id, person: wrong, amount: line.amount)
      }
    }
  }
}

extension Refusal {
  static var liabilityUnrecorded: Refusal {
    Refusal(
      "liabilityUnrecorded", field: "debtor",
      Phrase("该被执行人没有登记责任方式，按连带计", "Nothing is recorded of him: he answers for the whole"),
      remedy: Phrase("登记被执行人责任方式", "Record what he answers for"))
  }
  static var liabilityRecorded: Refusal {
    Refusal(
      "liabilityRecorded", field: "debtor", Phrase("该被执行人的责任方式已经登记", "What he answers for is recorded already"),
      remedy: Phrase("登记有误的，更正被执行人责任方式", "Where it is wrong, put it right"))
  }
  static var payerUnrecorded: Refusal {
    Refusal(
      "payerUnrecorded", field: "receipt", Phrase("这笔到账没有登记付款人", "Nobody is recorded as having paid it"),
      remedy: Phrase("登记到账付款人", "Record whose money it was"))
  }
  static var payerRecorded: Refusal {
    Refusal(
      "payerRecorded", field: "receipt", Phrase("这笔到账的付款人已经登记", "Whose money it was is recorded already"),
      remedy: Phrase("登记有误的，更正到账付款人", "Where it is wrong, put it right"))
  }
  static var nothingWithdrawn: Refusal {
    Refusal("nothingWithdrawn", field: "withdrawn", Phrase("没有这项已登记的部分撤回", "No such withdrawal is recorded"))
  }
}
