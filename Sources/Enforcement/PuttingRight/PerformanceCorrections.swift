import Basics
import EnforcementLaw

/// A direct payment was confirmed that was not made, or not so: it counts no more. What was really paid is recorded anew.
public struct CorrectDirectPayment: CaseCommand {
  public static let name = "correction.direct"
  public static let title = Phrase("更正已确认的直接履行", "Take back a confirmed direct payment")
  public static let roles = CorrectionCommands.staff
  public static let fields =
    [
      CorrectionCommands.caseField,
      Field(
        "payment", Phrase("有误的直接履行", "The payment"), .pick(.confirmedPayment),
        hint: Phrase("金额、日期、人有误的，更正后重新登记", "Where sum, day or people are wrong, record it anew afterwards")),
    ] + CorrectionCommands.grounds
  public let caseID: ID<CaseFile>
  let payment: ID<DirectPayment>
  let grounds: CorrectionGrounds
  public init(_ input: inout Input) {
    caseID = input.id("case")
    payment = input.id("payment")
    grounds = CorrectionGrounds(&input)
  }
  public func alsoReads(_ situation: Situation) -> [StreamID] { CaseReceipts.reads(caseID, situation) }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try CorrectionCommands.offered(in: situation, file)
    try Refusal.unlessOpen(file)
    if file.performance.confirmed.isEmpty { throw .nothingConfirmed }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard let wrong = file.performance.confirmed.first(where: { $0.id == payment }) else { throw .nothingConfirmed }
    let sum = DirectSum(on: wrong.on, amount: wrong.amount, payer: wrong.by, payee: wrong.to)
    guard situation.account(caseID).direct.contains(sum) else { throw .nothingConfirmed }
    var draft = Draft(situation)
    let cause = grounds.record(.direct, payment, person: wrong.by, caseID, &draft)
    draft.add(.caseFile(caseID), [DirectPaymentTakenBack(payment: payment, amount: wrong.amount)])
    draft.add(.caseAccount(caseID), [DirectPaymentUncounted(payment: payment, sum: sum)])
    SettlementBooks.reopen(caseID, &draft)
    try PerformanceReview.settle(cause, &draft, of: caseID)
    return draft.appended
  }
}

/// What was wrong with a duty as it stands in the books. Raw values are stored.
public enum DutyMistake: String, Sendable, Codable, Hashable, CaseIterable {
  case notEnded, neverOwed
  public var name: Phrase {
    switch self {
    case .notEnded: Phrase("实际尚未了结", "It has not ended")
    case .neverOwed: Phrase("误登、重复登记，并无此项义务", "Recorded by mistake or twice: no such duty is owed")
    }
  }
}

/// A duty was recorded as ended that is open still, or recorded where none is owed.
public struct CorrectDuty: CaseCommand {
  public static let name = "correction.duty"
  public static let title = Phrase("更正行为、交付义务的登记", "Put the record of a duty right")
  public static let roles = CorrectionCommands.staff
  public static let fields =
    [
      CorrectionCommands.caseField, Field("duty", Phrase("义务", "Duty"), .pick(.anyDuty)),
      Field("mistake", Phrase("错误", "Mistake"), .choice(DutyMistake.allCases.map { Field.Choice($0.rawValue, $0.name) })),
    ] + CorrectionCommands.grounds
  public let caseID: ID<CaseFile>
  let duty: ID<Duty>
  let mistake: DutyMistake
  let grounds: CorrectionGrounds
  public init(_ input: inout Input) {
    caseID = input.id("case")
    duty = input.id("duty")
    mistake = input.choice("mistake") ?? .notEnded
    grounds = CorrectionGrounds(&input)
  }
  public func alsoReads(_ situation: Situation) -> [StreamID] { CaseReceipts.reads(caseID, situation) }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try CorrectionCommands.offered(in: situation, file)
    try Refusal.unlessOpen(file)
    if file.performance.duties.isEmpty { throw .nothingWrong }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard let wrong = file.performance.duties.first(where: { $0.id == duty }) else { throw .noDuty }
    if mistake == .notEnded, wrong.ended == nil { throw .nothingWrong }
    // What another was paid to do is a cost of the case; the duty stands in the books with it.
    if mistake == .neverOwed, wrong.substitution != nil { throw .substitutionStands }
    var draft = Draft(situation)
    let cause = grounds.record(.duty, duty, person: wrong.debtor, caseID, &draft)
    draft.add(
      .caseFile(caseID),
      [
        DutyCorrected(
          duty: duty, kind: wrong.kind, mistake: mistake, due: wrong.due,
          substituted: mistake == .notEnded && wrong.substitution != nil)
      ])
    try PerformanceReview.settle(cause, &draft, of: caseID)
    return draft.appended
  }
}

/// A settlement was recorded that the parties did not make, or not so. The right one is recorded afterwards.
public struct CorrectSettlement: CaseCommand {
  public static let name = "correction.settlement"
  public static let title = Phrase("更正误登的执行和解", "Strike a settlement recorded by mistake")
  public static let roles = CorrectionCommands.staff
  public static let fields =
    [CorrectionCommands.caseField] + CorrectionCommands.grounds
  public let caseID: ID<CaseFile>
  let grounds: CorrectionGrounds
  public init(_ input: inout Input) {
    caseID = input.id("case")
    grounds = CorrectionGrounds(&input)
  }
  public func alsoReads(_ situation: Situation) -> [StreamID] { CaseReceipts.reads(caseID, situation) }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try CorrectionCommands.offered(in: situation, file)
    try Refusal.unlessOpen(file)
    if file.performance.settlement == nil { throw .noSettlement }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard let wrong = file.performance.settlement else { throw .noSettlement }
    var draft = Draft(situation)
    let cause = grounds.record(.settlement, wrong.id, caseID, &draft)
    draft.add(.caseFile(caseID), [SettlementStruck(settlement: wrong.id, instalments: wrong.instalments.map(\.id))])
    if file.term.pause?.ground == .settlement { try PauseSigning.resume(.settlementStruck, paper: nil, caseID, &draft) }
    try PerformanceReview.settle(cause, &draft, of: caseID)
    return draft.appended
  }
}

/// What follows where something that had performed the debt, or part of it, did not.
enum PerformanceReview {
  static func settle(_ cause: UndoCause, _ draft: inout Draft, of caseID: ID<CaseFile>) throws(Refusal) {
    let wasPerformed = draft.situation.caseFile(caseID).closing.performedOn != nil
    try recheck(&draft, of: caseID)
    Excess.note(caseID, &draft)
    let situation = draft.situation
    let (file, account) = (situation.caseFile(caseID), situation.account(caseID))
    let division = try? CaseDebt.division(file, account, on: situation.today, law: situation.law)
    var found = Consequences.of(sumOf: .receipt, division, file, account)
    if wasPerformed, file.closing.performedOn == nil { found += Consequences.ofLostPerformance(file) }
    if let division { found += Consequences.surplusBeyond(division, account) }
    Undoing.list(found, cause, &draft, of: caseID)
  }

  /// Performed, or owed again, as it is counted now.
  static func recheck(_ draft: inout Draft, of caseID: ID<CaseFile>) throws(Refusal) {
    let situation = draft.situation
    let (file, account) = (situation.caseFile(caseID), situation.account(caseID))
    guard file.closing.performedOn != nil else { return try CaseReceipts.performance(caseID, &draft) }
    let division = try? CaseDebt.division(file, account, on: situation.today, law: situation.law)
    let isPaid = file.performance.isSettledInFull || division?.isPerformed != false
    guard !isPaid || !file.performance.openDuties.isEmpty else { return }
    draft.add(.caseFile(caseID), [PerformanceWithdrawn(receipt: nil)])
  }
}

extension Consequences {
  /// Drafts that rest on a debt that seemed performed.
  static func ofLostPerformance(_ file: CaseFile) -> [Consequence] {
    file.papers.unsigned.filter { paper in
      switch paper.kind {
      case .closingNotice: true
      case .releaseRuling: file.seizure.releases[paper.id]?.ground == .performed
      case .consumptionLift: file.sanctions.drafts[paper.id]?.ground == .performed
      case .listingRemoval: true
      default: false
      }
    }.map { Consequence(.withdrawDraft, $0.id) }
  }

  /// A surplus that went back to a debtor who owes it after all.
  static func surplusBeyond(_ division: CaseDebt.Division, _ account: CaseAccount) -> [Consequence] {
    var beyond = account.paid(.surplus) - division.surplus
    var found: [Consequence] = []
    for payout in account.payoutOrder.reversed().compactMap({ account.payouts[$0] }) {
      for line in payout.lines.reversed()
      where beyond > .zero && line.kind == .surplus && payout.lineStatus[line.id] == .settled {
        found.append(Consequence(.recoverPayment, line.id, person: line.payee, amount: min(beyond, line.amount)))
        beyond -= line.amount
      }
    }
    return found
  }
}

extension Refusal {
  static var nothingConfirmed: Refusal {
    Refusal("nothingConfirmed", field: "payment", Phrase("没有这笔已确认的直接履行", "No such direct payment counts as confirmed"))
  }
  static var substitutionStands: Refusal {
    Refusal(
      "substitutionStands", field: "mistake", Phrase("已决定代履行并垫付费用，不能按误登更正", "Another was chosen to do it and a cost advanced"),
      citations: ["《民事诉讼法》（2023）第263条"], remedy: Phrase("登记义务的实际结果", "Record how the duty really ended"))
  }
}
