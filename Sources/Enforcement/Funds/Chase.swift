import Basics
import EnforcementLaw

/// The daily chase (一日一督导): from the twentieth day on the handler of unpaid money is reminded on every working day.
public enum Chase {
  /// Days after arrival on which the chase begins.
  public static let fromDay = 20
  static func first(after arrived: Day, _ calendar: CourtCalendar) -> Instant {
    Instant(calendar.isWorking(arrived + fromDay) ? arrived + fromDay : calendar.workingDay(1, after: arrived + fromDay), hour: 9)
  }
  static func timer(_ receipt: ID<Receipt>, _ caseID: String, due: Instant) -> Reaction {
    .timer(
      name: "funds.chase", subject: "\(receipt)", due: due,
      CommandCall("funds.chasePayout", ["case": .text(caseID), "receipt": "\(receipt)"]))
  }
}

/// Money that is not paid out was brought up with the handler.
public struct PayoutChased: Event {
  public static let name = "funds.payoutChased.v1"
  public let receipt: ID<Receipt>
  /// How many times by now.
  public let number: Int
  public let days: Int
  public let unpaid: Money
  public init(receipt: ID<Receipt>, number: Int, days: Int, unpaid: Money) {
    self.receipt = receipt
    self.number = number
    self.days = days
    self.unpaid = unpaid
  }
  public func apply(to account: inout CaseAccount, _ meta: EventMeta) {
    account.receipts[receipt]?.chased = number
    account.receipts[receipt]?.chasedOn = meta.day
  }
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] {
    [Chase.timer(receipt, meta.stream.key, due: Instant(after.law.calendar.workingDay(1, after: meta.day), hour: 9))]
  }
}

/// A lead took the payout of a case into his own hands (包案).
public struct PayoutTakenOver: Event {
  public static let name = "funds.payoutTakenOver.v1"
  public let by: ID<StaffMember>
  /// Kind `text`.
  public let reason: VaultRef
  public init(by: ID<StaffMember>, reason: VaultRef) {
    self.by = by
    self.reason = reason
  }
  public var words: [VaultRef] { [reason] }
  public func apply(to account: inout CaseAccount, _ meta: EventMeta) { account.takenOverBy = by }
}

/// Brings unpaid money up with the handler; by timer on each working day from the twentieth on.
public struct ChasePayout: CaseCommand {
  public static let name = "funds.chasePayout"
  public static let title = Phrase("督导案款发放", "Chase a payout")
  public static let roles: Set<Role> = [.machine]
  public static let fields = [FundsCommands.caseField, Field("receipt", Phrase("到账", "Receipt"), .pick(.receipt))]
  public let caseID: ID<CaseFile>
  let receipt: ID<Receipt>
  public init(_ input: inout Input) {
    caseID = input.id("case")
    receipt = input.id("receipt")
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {}
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard let open = situation.account(caseID).openReceipts.first(where: { $0.receipt.id == receipt }),
      open.receipt.chasedOn != situation.today
    else { return [] }
    // While an approved delay holds it nobody is reminded; its end begins the chase anew.
    if open.delay != nil { return [] }
    return [
      situation.append(
        .caseAccount(caseID),
        [
          PayoutChased(
            receipt: receipt, number: open.receipt.chased + 1, days: open.days(on: situation.today), unpaid: open.unpaid)
        ])
    ]
  }
}

/// A team lead takes over a payout that goes slowly.
public struct TakeOverPayout: CaseCommand {
  public static let name = "funds.takeOverPayout"
  public static let title = Phrase("团队长包案发放", "Take over a slow payout")
  public static let roles: Set<Role> = [.teamLead, .bureauChief]
  public static let fields = [FundsCommands.caseField, Field("reason", Phrase("理由", "Reason"), .longText(max: 500))]
  public let caseID: ID<CaseFile>
  let reason: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    reason = input.text("reason", max: 500)
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    guard situation.account(file.id).openReceipts.contains(where: { $0.receipt.chased > 0 && $0.delay == nil }) else {
      throw .notSlow
    }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard let staff = situation.actor.staff else { throw .notSlow }
    let words = situation.depository.deposit(VaultContent("text", ["text": reason]))
    return [situation.append(.caseAccount(caseID), [PayoutTakenOver(by: staff, reason: words)])]
  }
}

extension Refusal {
  static var notSlow: Refusal {
    Refusal("notSlow", Phrase("没有被督导过的未发放案款，不必包案", "No payout of the case was chased; there is nothing to take over"))
  }
}
