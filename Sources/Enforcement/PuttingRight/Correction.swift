import Basics

/// A mistake that was put right by an event of its own.
public struct Correction: Sendable, Hashable {
  public let id: ID<Correction>
  public let kind: CorrectionKind
  public let by: Actor.Ref
  public let on: Day
}

/// What was wrong. Raw values are stored.
public enum CorrectionKind: String, Sendable, Codable, Hashable, CaseIterable {
  case particulars, person, claim, receipt, payment, property, paper, request
  case direct, duty, settlement, service
  case publication, liability, payer, withdrawal, handEntry
  public var name: Phrase {
    switch self {
    case .particulars: Phrase("当事人信息有误", "Particulars of a party")
    case .person: Phrase("当事人错列", "The wrong person")
    case .claim: Phrase("债权数额有误", "The sum of a claim")
    case .receipt: Phrase("到账数额有误", "The sum of a receipt")
    case .payment: Phrase("案款付至错误账户", "Money paid to a wrong account")
    case .property: Phrase("控制了他人财产", "Another person's property was taken")
    case .paper: Phrase("文书有误", "A faulty paper")
    case .request: Phrase("误发协助请求", "A request sent by mistake")
    case .direct: Phrase("直接履行登记有误", "A direct payment that was none")
    case .duty: Phrase("行为、交付义务登记有误", "The record of a duty")
    case .settlement: Phrase("执行和解登记有误", "A settlement that was none")
    case .service: Phrase("送达登记有误", "The record of a service")
    case .publication: Phrase("公告刊登登记有误", "A publication that was none")
    case .liability: Phrase("责任方式登记有误", "What a debtor answers for")
    case .payer: Phrase("到账付款人登记有误", "Whose money a receipt was")
    case .withdrawal: Phrase("部分撤回登记有误", "A withdrawal that was none")
    case .handEntry: Phrase("人工录入有误", "An entry by hand")
    }
  }
}
