import Basics
import EnforcementLaw

/// How money comes into a case: one decision, whatever door it came through.
enum CaseReceipts {
  /// What arrived for a case.
  struct Arrival {
    let amount: Money
    /// The bank's day.
    let on: Day
    let source: ReceiptSource
    /// Empty for money that comes out of suspense, whose line was claimed when it was taken.
    let digest: String
    /// The line as the bank gave it: kind `bankLine`.
    let vault: VaultRef
    /// The credit in suspense that it comes from.
    let from: ID<BankReceipt>?
  }

  /// Books it on the case's account; where it covers all that is owed, the debt is performed.
  @discardableResult
  static func book(_ arrival: Arrival, _ caseID: ID<CaseFile>, _ draft: inout Draft) throws(Refusal) -> ID<Receipt> {
    let situation = draft.situation
    let account = situation.account(caseID)
    guard account.received.adding(arrival.amount).map({ $0 <= .outsideMax }) ?? false else { throw .sumTooLarge }
    let payBy = EnforcementLaw.Payout.dueBy(notice: situation.today, calendar: situation.law.calendar)
    let receipt = situation.ids.next(Receipt.self)
    let booked = ReceiptBooked(
      receipt: receipt, amount: arrival.amount, source: arrival.source, bankLineDigest: arrival.digest, vault: arrival.vault,
      payBy: payBy.value, reasons: payBy.reasons, from: arrival.from, on: arrival.on == situation.today ? nil : arrival.on)
    draft.add(.caseAccount(caseID), [booked])
    SettlementBooks.note(caseID, &draft)
    try performance(caseID, &draft)
    return receipt
  }

  /// Takes back a receipt that was not this case's. What it had performed is owed again.
  static func withdraw(_ receipt: ID<Receipt>, _ amount: Money, reason: VaultRef, _ caseID: ID<CaseFile>, _ draft: inout Draft) {
    draft.add(.caseAccount(caseID), [ReceiptWithdrawn(receipt: receipt, amount: amount, reason: reason)])
    revokePerformance(receipt, caseID, &draft)
  }
  /// A receipt is gone: where it had performed the debt, the debt is owed again.
  static func revokePerformance(_ receipt: ID<Receipt>, _ caseID: ID<CaseFile>, _ draft: inout Draft) {
    SettlementBooks.reopen(caseID, &draft)
    let situation = draft.situation
    let file = situation.caseFile(caseID)
    guard file.closing.performedOn != nil else { return }
    let division = try? CaseDebt.division(file, situation.account(caseID), on: situation.today, law: situation.law)
    guard division?.isPerformed != true, !file.performance.isSettledInFull else { return }
    draft.add(.caseFile(caseID), [PerformanceWithdrawn(receipt: receipt)])
  }

  /// Other streams that ``book(_:_:_:)`` looks at: the ended case that this one resumes, whose restrictions and listings end with the debt.
  static func reads(_ caseID: ID<CaseFile>, _ situation: Situation) -> [StreamID] {
    situation.caseFile(caseID).filing.resumes.map { [.caseFile($0)] } ?? []
  }

  /// When all that is owed and the fee are covered, the debt is performed: listings are to be removed in three working days.
  static func performance(_ caseID: ID<CaseFile>, _ draft: inout Draft) throws(Refusal) {
    let situation = draft.situation
    let file = situation.caseFile(caseID)
    // A debt that is paid after an ended round is performed all the same: what rests on it falls within the same days.
    let ended =
      (file.closing.closed?.way == .terminatedRound && file.closing.resumedBy == nil)
      || (file.watchesSettlement && file.performance.isSettledInFull)
    guard file.isOpen || ended, file.closing.performedOn == nil, file.performance.openDuties.isEmpty else { return }
    let division: CaseDebt.Division
    do throws(LawRefusal) {
      division = try CaseDebt.division(file, situation.account(caseID), on: situation.today, law: situation.law)
    } catch {
      return
    }
    guard division.isPerformed || file.performance.isSettledInFull else { return }
    let account = situation.account(caseID)
    let completed = PerformanceCompleted(
      owed: division.creditor + division.fee, received: account.allReceived + account.allDirect.map(\.amount).boundedSum)
    draft.add(.caseFile(caseID), [completed])
    draft.add(.caseFile(caseID), try Delisting.performed(file, situation))
    guard let earlier = file.filing.resumes else { return }
    draft.add(.caseFile(earlier), try Delisting.performed(situation.caseFile(earlier), situation))
  }
}

/// A receipt was not this case's: it is taken back whole, while nothing of it has been spoken for.
public struct ReceiptWithdrawn: Event {
  public static let name = "funds.receiptWithdrawn.v1"
  public let receipt: ID<Receipt>
  public let amount: Money
  public let reason: VaultRef
  public init(receipt: ID<Receipt>, amount: Money, reason: VaultRef) {
    self.receipt = receipt
    self.amount = amount
    self.reason = reason
  }
  public var signals: [Signal] { [Signal("receipt.withdrawn", receipt)] }
  public func apply(to account: inout CaseAccount, _ meta: EventMeta) {
    account.receipts[receipt] = nil
    account.receiptOrder.removeAll { $0 == receipt }
  }
}

/// What had seemed performed is owed after all: a receipt was not this case's.
public struct PerformanceWithdrawn: Event {
  public static let name = "closing.performanceWithdrawn.v1"
  /// The receipt that was taken back or corrected; nil where none stood for the debt that turned out to be open.
  public let receipt: ID<Receipt>?
  public init(receipt: ID<Receipt>?) { self.receipt = receipt }
  public var signals: [Signal] { [Signal("performance.withdrawn")] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) { file.closing.performedOn = nil }
}
