import Basics
import EnforcementLaw

/// Fee and costs of what came in are settled: nothing more is expected before the money goes out.
public struct CostsSettled: Event {
  public static let name = "funds.costsSettled.v1"
  public let fee: Money
  public let costs: Money
  public let reasons: Reasons
  public init(fee: Money, costs: Money, reasons: Reasons) {
    self.fee = fee
    self.costs = costs
    self.reasons = reasons
  }
  public var explained: [Reasons] { [reasons] }
  public var signals: [Signal] { [Signal("costs.settled")] }
  public func apply(to account: inout CaseAccount, _ meta: EventMeta) { account.costsSettledOn = meta.day }
}

/// The handler states that the enforcement fee and all advanced costs are recorded (R6.1, R6.9). Who proposes the payout at once settles
/// them by it.
public struct SettleCosts: CaseCommand {
  public static let name = "funds.settleCosts"
  public static let title = Phrase("结算执行费用", "Settle fee and costs")
  public static let roles: Set<Role> = [.officer, .judge, .assistant]
  public static let fields = [FundsCommands.caseField]
  public let caseID: ID<CaseFile>
  public init(_ input: inout Input) { caseID = input.id("case") }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    guard file.isFiled else { throw .notFiled }
    guard file.process.isOpen("settleCosts") else { throw .costsSettled }
    try Authority.handler(of: file, or: [.assistant], situation.actor)
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let division: CaseDebt.Division
    do throws(LawRefusal) {
      division = try CaseDebt.division(file, situation.account(caseID), on: situation.today, law: situation.law)
    } catch {
      throw .law(error)
    }
    let settled = CostsSettled(fee: division.fee, costs: division.costs, reasons: division.feeReasons)
    return [situation.append(.caseAccount(caseID), [settled])]
  }
}

extension Refusal {
  static var costsSettled: Refusal {
    Refusal("costsSettled", Phrase("没有待结算的执行费用", "No costs wait to be settled"))
  }
}
