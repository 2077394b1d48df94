import Basics
import Enforcement

/// A docket's case as the command that files it reads it.
extension DocketCase {
  /// The fields of ``Application``, and beside them `cause` and `earlierCase`.
  public var application: [String: InputValue] {
    var fields: [String: InputValue] = [
      "type": .text(type.rawValue),
      "via": "docket",
      "docketRef": .text(identity.ref),
      "instrumentNumber": .text(instrument.number),
      "instrumentCourt": .text(instrument.court),
      "instrumentKind": .text(instrument.kind.rawValue),
      "instrumentDate": .text(instrument.on.description),
      "livelihood": livelihood ? "true" : "false",
      "parties": .list(parties.map { .object($0.application) }),
      "claims": .list(claims.map { .object($0.application) }),
    ]
    if let receivedOn { fields["receivedOn"] = .text(receivedOn.description) }
    if let day = instrument.lastPerformanceDay { fields["lastPerformanceDay"] = .text(day.description) }
    if !cause.isEmpty { fields["cause"] = .text(cause) }
    if let earlierCase { fields["earlierCase"] = .text(earlierCase) }
    return fields
  }
}

extension DocketParty {
  fileprivate var application: [String: InputValue] {
    let texts = [
      "role": role.rawValue, "kind": kind.rawValue, "name": name, "idKind": document?.kind.rawValue ?? "",
      "idNumber": document?.number ?? "", "phone": phone, "address": address, "legalRepresentative": representative,
      "confirmedAddress": agreesToElectronicService ? "true" : "", "agent": agent?.name ?? "", "agentPhone": agent?.phone ?? "",
      "payeeName": payee == nil ? "" : name, "payeeAccount": payee?.account ?? "", "payeeBank": payee?.bank ?? "",
    ]
    return texts.filter { !$0.value.isEmpty }.mapValues { .text($0) }
  }
}

extension ClaimItem {
  fileprivate var application: [String: InputValue] {
    ["kind": .text(kind.rawValue), "amount": .text(amount.description), "interest": .text(interest)]
  }
}
