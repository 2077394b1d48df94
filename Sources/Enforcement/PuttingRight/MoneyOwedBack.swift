import Basics
import EnforcementLaw

/// Money on the account was taken from someone who owes nothing: it is theirs, and no part of the debt.
public struct MoneyOwedBack: Event {
  public static let name = "correction.moneyOwedBack.v1"
  public let person: ID<Person>
  public let amount: Money
  public init(person: ID<Person>, amount: Money) {
    self.person = person
    self.amount = amount
  }
  public func apply(to account: inout CaseAccount, _ meta: EventMeta) { account.owedBack[person, default: .zero] += amount }
}

extension CaseAccount {
  var owedBackInAll: Money { owedBack.values.reduce(.zero) { $0 + $1 } }
  /// Not yet in a payout.
  var owedBackOpen: Money { max(.zero, owedBackInAll - committed(.wrongful)) }
  /// By person, what is still to be proposed.
  public var owedBackList: [(person: ID<Person>, amount: Money)] {
    owedBack.keys.sorted().map { ($0, (owedBack[$0] ?? .zero) - committed(.wrongful, to: $0)) }.filter { $0.1 > .zero }
  }
  /// What on this account does not count on this case's own debt.
  var foreign: Money { purse.foreign + owedBackInAll }
}

extension Undoing {
  /// Sets aside what was taken by mistake and is still here; what it had performed is owed again.
  static func setAside(_ found: [Consequence], _ draft: inout Draft, of caseID: ID<CaseFile>) {
    for each in found where each.kind == .returnMoney {
      let here = max(.zero, draft.situation.account(caseID).available)
      guard let person = each.person, let amount = each.amount, min(amount, here) > .zero else { continue }
      draft.add(.caseAccount(caseID), [MoneyOwedBack(person: person, amount: min(amount, here))])
    }
    let situation = draft.situation
    let file = situation.caseFile(caseID)
    let account = situation.account(caseID)
    guard file.closing.performedOn != nil, !file.isClosed, let receipt = account.receiptOrder.last else { return }
    let division = try? CaseDebt.division(file, account, on: situation.today, law: situation.law)
    guard division?.isPerformed == false else { return }
    draft.add(.caseFile(caseID), [PerformanceWithdrawn(receipt: receipt)])
  }
}

/// Proposes the payout of what was taken by mistake to those it was taken from; it passes the gates like any other.
public struct ReturnTaken: CaseCommand {
  public static let name = "correction.returnTaken"
  public static let title = Phrase("提出退还误扣款", "Propose the return of money taken by mistake")
  public static let roles: Set<Role> = [.officer, .judge, .assistant]
  public static let fields = [Field("case", Phrase("案件", "Case"), .text(max: 20))]
  public let caseID: ID<CaseFile>
  public init(_ input: inout Input) { caseID = input.id("case") }
  public func alsoReads(_ situation: Situation) -> [StreamID] {
    situation.account(caseID).owedBackList.map { .person($0.person) }
  }
  public func opens(_ situation: Situation) -> [VaultRef] {
    situation.payeeEntries(situation.account(caseID).owedBackList.map(\.person))
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    let account = situation.account(file.id)
    if account.owedBackList.isEmpty { throw .nothingOwedBack }
    if !account.busyPayouts.isEmpty { throw .payoutOpen }
    try Authority.handler(of: file, or: [.assistant], situation.actor)
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let lines = situation.account(caseID).owedBackList.map { part in
      PayoutLine(
        id: situation.ids.next(), kind: .wrongful, payee: part.person, amount: part.amount,
        vault: situation.person(part.person).payee?.vault)
    }
    let unknown = lines.count { $0.vault == nil }
    guard unknown == 0 else { throw .noPayee(unknown) }
    let findings = situation.payeeFindings(lines.compactMap(\.payee), file, situation.account(caseID))
    if let bar = findings.first(where: { $0.1.isBar }) { throw .payeeBarred(bar.1) }
    return [
      situation.append(.caseAccount(caseID), [PayoutProposed(payout: situation.ids.next(), lines: lines, reasons: [])])
    ]
  }
}

extension Refusal {
  static var nothingOwedBack: Refusal {
    Refusal("nothingOwedBack", Phrase("账户没有待退还的误扣款", "The account holds no money taken by mistake"))
  }
}
