import Basics
import Casework
import Enforcement

/// A made-up case in a ``RuleCourt``, and how its units may answer.
extension RuleCourt {
  /// Files a case as from a docket; handler and judge are assigned, the first search goes out.
  /// `confirmed`: the debtors agreed to electronic service.
  public func fileCase(
    _ name: String, claims: [(ClaimItem.Kind, Money, String)], debtors: Int = 1, confirmed: Bool = true,
    applicantPhone: String = ""
  ) async throws -> ID<CaseFile> {
    func party(_ role: CaseParty.Role, _ name: String) -> InputValue {
      .object([
        "role": .text(role.rawValue), "kind": "natural", "name": .text(name),
        "confirmedAddress": confirmed || role == .applicant ? "true" : "false",
        "phone": .text(role == .applicant ? applicantPhone : ""), "payeeName": .text(name), "payeeAccount": "6222021207000000000",
        "payeeBank": "示例银行", "idNumber": .text(role == .applicant ? MadeUp.residentID(name) : ""),
      ])
    }
    let day = clock.now.day
    let parties = [party(.applicant, "申请人\(name)")] + (1...max(1, debtors)).map { party(.debtor, "被执行人\(name)\($0)") }
    let items = claims.map { kind, amount, interest in
      InputValue.object(["kind": .text(kind.rawValue), "amount": .text("\(amount)"), "interest": .text(interest)])
    }
    let fields: [String: InputValue] = [
      "receivedOn": .text("\(day)"), "instrumentNumber": .text("(\((day + -120).year))浙1099民初\(MadeUp.serial(name))号"),
      "instrumentCourt": "临江市人民法院",
      "instrumentKind": "judgment", "instrumentDate": .text("\(day + -120)"), "lastPerformanceDay": .text("\(day + -60)"),
      "parties": .list(parties), "claims": .list(items),
    ]
    let verdict = try await attempt("filing.import", ["cases": .list([.object(fields)])], by: .machine)
    guard let received = verdict.events.compactMap({ $0 as? ApplicationReceived }).first else {
      throw Failure.notDone(verdict.code ?? "")
    }
    try await settle()
    return received.caseID
  }

  /// A unit tells something; by default about one of its own requests.
  @discardableResult public func tell(
    _ command: String, _ request: ID<PartnerRequest>, unit: String, _ fields: [String: InputValue]
  ) async throws -> Verdict {
    let actor = Actor(.partner(unit), roles: [.partner])
    let whole = fields.merging(["request": "\(request)", "unit": .text(unit)]) { first, _ in first }
    return try await attempt(command, whole, by: actor)
  }
}

/// What units may answer, as a die falls.
public struct RandomUnits: Sendable {
  public var dice: SeededDice
  private var serial = 0
  public init(_ seed: UInt64) { dice = SeededDice(seed) }

  /// An answer that such a unit could give. `honest` keeps to what was asked; otherwise sums, ranks and days are anything.
  public mutating func answer(_ requested: PartnerRequested, _ units: [PartnerUnit], at now: Instant, honest: Bool) -> [String:
    InputValue]
  {
    serial += 1
    var fields: [String: InputValue] = ["answerID": "a\(serial)", "answeredAt": "\(now)"]
    let outcome: PartnerOutcome = dice.chance(70) ? .done : dice.pick(PartnerOutcome.allCases) ?? .failed
    fields["outcome"] = .text(outcome.rawValue)
    if outcome == .failed || outcome == .rejected {
      fields["reason"] = .text(dice.pick(["notFrozen 无此冻结", "busy", "", "系统 维护", "lapsed"]) ?? "")
    }
    let asked = requested.amount ?? .zero
    switch requested.action {
    case .query: fields["found"] = found(units.first { $0.key == requested.unit }?.kind ?? .bank)
    case .freeze:
      let most = honest ? asked.fen : 3 * asked.fen + 100
      let amount = outcome == .done && honest ? asked : dice.money(0, most)
      fields["amount"] = .text("\(amount)")
      controlDays(requested, honest, now, &fields)
    case .seal, .freezePolicy:
      if requested.action == .freezePolicy { fields["amount"] = .text("\(dice.money(0, 2 * asked.fen + 100))") }
      controlDays(requested, honest, now, &fields)
    case .renew, .renewSeal:
      if let until = requested.until { fields["until"] = .text("\(until + (honest ? 0 : dice.roll(4000) - 2000))") }
    case .release, .unseal: fields["amount"] = .text("\(dice.money(0, asked.fen))")
    case .transfer, .surrender:
      fields["amount"] = .text("\(outcome == .done && honest ? asked : dice.money(0, honest ? asked.fen : 2 * asked.fen + 100))")
      fields["bankLine"] = "t\(serial)"
    case .pay: fields["bankLine"] = "p\(serial)"
    }
    return fields
  }

  private mutating func controlDays(
    _ requested: PartnerRequested, _ honest: Bool, _ now: Instant, _ fields: inout [String: InputValue]
  ) {
    fields["rank"] = .text("\(dice.chance(85) ? 1 : 1 + dice.roll(3))")
    let skew = honest ? 0 : dice.roll(3000) - 1500
    fields["from"] = .text("\(now.day + (honest ? 0 : dice.roll(400) - 200))")
    if let until = requested.until { fields["until"] = .text("\(until + skew)") }
  }

  private mutating func found(_ kind: PartnerUnit.Kind) -> InputValue {
    let thing: Property.Kind =
      switch kind {
      case .bank, .courtBank: .deposit
      case .realEstate: .realEstate
      case .vehicle: .vehicle
      case .insurer: .policy
      case .securities: .security
      case .site: .goods
      }
    let items = (0..<dice.roll(4)).map { _ -> InputValue in
      serial += 1
      let value = dice.chance(10) ? Money.zero : dice.money(0, dice.pick([100_000, 5_000_000, 80_000_000]) ?? 1)
      var item: [String: InputValue] = [
        "kind": .text(thing.rawValue), "identity": "x\(dice.chance(20) ? dice.roll(20) : serial)", "value": .text("\(value)"),
      ]
      if dice.chance(30) { item["exempt"] = .text("\(dice.money(1, max(1, value.fen)))") }
      return .object(item)
    }
    return .list(items)
  }
}
