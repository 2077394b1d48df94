import Basics
import Casework
import Enforcement
import PartnerAPI

/// Between the court's requests and the wire's messages.
public enum WireMapping {
  /// A request cannot be put on the wire: what it needs is missing from the vault.
  public struct Incomplete: Error, Sendable, CustomStringConvertible {
    public let description: String
  }

  /// The message as it goes out now; its id is the request's, so that a second sending is the same request.
  public static func message(_ request: OutgoingRequest, at now: Instant) throws(Incomplete) -> PartnerRequestMessage {
    PartnerRequestMessage(
      id: "\(request.id)", unit: request.requested.unit, court: request.court.text, caseNumber: request.caseNumber,
      measureCaseNumber: request.requested.measure == nil ? nil : request.otherCaseNumber, sentAt: now,
      deadline: request.requested.deadline, rulingNumber: request.rulingNumber.isEmpty ? nil : request.rulingNumber,
      paperDigest: request.noticeDigest.isEmpty ? nil : request.noticeDigest, body: try body(request))
  }

  private static func body(_ request: OutgoingRequest) throws(Incomplete) -> PartnerRequestBody {
    let asked = request.requested
    let identity = request.contents.first { $0.kind == "property" }?.fields["identity"] ?? ""
    func need<Value>(_ value: Value?, _ what: String) throws(Incomplete) -> Value {
      guard let value else { throw Incomplete(description: "request \(request.id) \(asked.action.rawValue): \(what) is missing") }
      return value
    }
    func thing() throws(Incomplete) -> String { try need(identity.isEmpty ? nil : identity, "the property") }
    switch asked.action {
    case .query:
      let person = try need(request.contents.first { $0.kind == Person.vaultKind }, "the person")
      return .query(
        .init(name: person.fields["name"] ?? "", idKind: person.fields["idKind"] ?? "", idNumber: person.fields["idNumber"] ?? "")
      )
    case .freeze:
      return .freeze(
        .init(
          account: try thing(), limit: try need(asked.amount, "the sum"), from: try need(asked.from, "the first day"),
          to: try need(asked.until, "the last day")))
    case .renew: return .renewFreeze(.init(account: try thing(), to: try need(asked.until, "the last day")))
    case .release: return .releaseFreeze(.init(account: try thing(), keep: asked.amount ?? .zero))
    case .transfer:
      return .transfer(
        .init(account: try thing(), amount: try need(asked.amount, "the sum"), caseSubAccount: request.subAccount))
    case .seal:
      return .seal(
        .init(registration: try thing(), from: try need(asked.from, "the first day"), to: try need(asked.until, "the last day")))
    case .renewSeal: return .renewSeal(.init(registration: try thing(), to: try need(asked.until, "the last day")))
    case .unseal: return .unseal(.init(registration: try thing()))
    case .freezePolicy:
      return .freezePolicy(
        .init(policyNumber: try thing(), from: try need(asked.from, "the first day"), to: try need(asked.until, "the last day")))
    case .surrender: return .surrender(.init(policyNumber: try thing(), caseSubAccount: request.subAccount))
    case .pay: return .pay(try payment(request))
    }
  }

  /// A payee from the vault, the account of a resuming case, or the treasury where a line has none.
  private static func payment(_ request: OutgoingRequest) throws(Incomplete) -> PartnerRequestBody.Pay {
    guard let amount = request.requested.amount else {
      throw Incomplete(description: "request \(request.id): the sum is missing")
    }
    if let other = request.requested.otherCase, let number = request.otherCaseNumber {
      return PartnerRequestBody.Pay(
        caseSubAccount: request.subAccount, payeeName: number, payeeAccount: SubAccount.number(of: other), bankCode: "",
        amount: amount,
        purpose:
          "\(request.requested.payoutLine == nil ? ReceiptSource.moved : ReceiptSource.fromEndedCase) \(request.caseNumber)")
    }
    if request.requested.receipt != nil {
      // Back to the account that the money came from, out of the account that it came in on.
      let line = request.contents.first { $0.kind == BankLineKey.vaultKind }?.fields ?? [:]
      return PartnerRequestBody.Pay(
        caseSubAccount: line["account"] ?? "", payeeName: line["payerName"] ?? "", payeeAccount: line["payerAccount"] ?? "",
        bankCode: line["payerBank"] ?? "", amount: amount, purpose: "错款退回 \(line["bankLine"] ?? "")")
    }
    let stated = request.contents.first { $0.kind == Payee.vaultKind } ?? request.contents.first { $0.kind == Person.vaultKind }
    let person = stated?.fields ?? [:]
    let treasury = request.requested.person == nil
    return PartnerRequestBody.Pay(
      caseSubAccount: request.subAccount,
      payeeName: treasury ? request.treasury.name : person["payeeName"] ?? person["name"] ?? "",
      payeeAccount: treasury ? request.treasury.account : person["payeeAccount"] ?? "",
      bankCode: treasury ? "" : [person["payeeBankCode"], person["payeeBank"]].compactMap { $0 }.first { !$0.isEmpty } ?? "",
      amount: amount, purpose: request.caseNumber)
  }

  /// A unit's answer as the command that records it.
  public static func command(_ answer: PartnerAnswerMessage) -> CommandCall {
    var fields: [String: InputValue] = [
      "request": .text(answer.requestId), "answerID": .text(answer.id), "unit": .text(answer.unit),
      "outcome": .text(answer.outcome.rawValue), "answeredAt": .text("\(answer.answeredAt)"),
      "reason": .text(answer.reason.map { "\($0.code) \($0.text)" } ?? ""),
    ]
    switch answer.body {
    case .accounts(let accounts):
      fields["found"] = .list(
        accounts.map { found(.deposit, $0.account, $0.available, exempt: $0.exemptPart, label: $0.isWageAccount ? "工资账户" : "") })
    case .houses(let houses):
      fields["found"] = .list(
        houses.map { found(.realEstate, $0.certificate, $0.estimatedValue, label: $0.area, address: $0.address) })
    case .vehicles(let vehicles):
      fields["found"] = .list(vehicles.map { found(.vehicle, $0.plate, $0.estimatedValue, label: "\($0.model) \($0.year)") })
    case .policies(let policies):
      fields["found"] = .list(policies.map { found(.policy, $0.policyNumber, $0.surrenderValue, label: $0.product) })
    case .securities(let securities):
      fields["found"] = .list(
        securities.map { found(.security, $0.holding, $0.value, label: "\($0.name) \($0.shares)股") })
    case .frozen(let frozen):
      fields.merge([
        "amount": .text("\(frozen.amount)"), "rank": .text("\(frozen.rank)"), "from": .text("\(frozen.from)"),
        "until": .text("\(frozen.to)"),
      ]) { _, new in new }
    case .sealed(let sealed):
      fields.merge(["rank": .text("\(sealed.rank)"), "from": .text("\(sealed.from)"), "until": .text("\(sealed.to)")]) { _, new in
        new
      }
    case .transferred(let transferred):
      fields.merge(["amount": .text("\(transferred.amount)"), "bankLine": .text(transferred.bankLine)]) { _, new in new }
    case .paid(let paid): fields["bankLine"] = .text(paid.bankLine)
    case .released(let released): fields["amount"] = .text("\(released.kept)")
    case nil: break
    }
    return CommandCall("partners.recordAnswer", fields)
  }

  private static func found(
    _ kind: Property.Kind, _ identity: String, _ value: Money, exempt: Money = .zero, label: String = "", address: String = ""
  ) -> InputValue {
    .object([
      "kind": .text(kind.rawValue), "identity": .text(identity), "value": .text("\(value)"), "exempt": .text("\(exempt)"),
      "label": .text(label), "address": .text(address),
    ])
  }

  /// A notice as the command that records it; nil where the sub-account is not one of ours.
  public static func command(_ notice: PartnerNoticeMessage) -> CommandCall? {
    switch notice.notice {
    case .inflowFrozen(let inflow):
      return CommandCall(
        "partners.recordInflow",
        [
          "request": .text(inflow.requestId), "unit": .text(notice.unit), "amount": .text("\(inflow.amount)"),
          "total": .text("\(inflow.totalFrozen)"), "notice": .text(notice.id), "rank": .text("\(inflow.rank)"),
          "from": .text("\(inflow.from)"), "until": .text("\(inflow.to)"),
        ])
    case .promoted(let promoted):
      return CommandCall(
        "partners.recordPromotion",
        [
          "request": .text(promoted.requestId), "unit": .text(notice.unit), "from": .text("\(promoted.from)"),
          "until": .text("\(promoted.to)"),
        ])
    case .credit(let credit):
      if credit.caseSubAccount == SubAccount.aidFund {
        return CommandCall("aid.fillFund", ["amount": .text("\(credit.amount)"), "bankLine": .text(credit.bankLine)])
      }
      return CommandCall(
        TakeBankLines.name,
        [
          "account": .text(credit.caseSubAccount), "day": .text("\(notice.at.day)"), "paper": "notice",
          "lines": .list([
            .object([
              "side": "credit", "amount": .text("\(credit.amount)"), "reference": .text(credit.bankLine),
              "subAccount": .text(credit.caseSubAccount), "name": .text(credit.payerName), "number": .text(credit.payerAccount),
              "text": .text(credit.text),
            ])
          ]),
        ])
    }
  }
}
