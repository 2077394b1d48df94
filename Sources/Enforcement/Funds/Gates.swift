import Basics
import EnforcementLaw

/// The gates that case money passes before it leaves, in this order and by three different people (监管、审批、发放).
public enum MoneyGate: String, Sendable, Hashable, Codable, CaseIterable {
  /// The case-money supervisor checks payee, sums and clock.
  case supervision
  /// The chief, or whose limit the sum needs, approves.
  case approval
  /// The cashier lets it go.
  case release

  public var name: Phrase {
    switch self {
    case .supervision: Phrase("监管", "Supervision")
    case .approval: Phrase("审批", "Approval")
    case .release: Phrase("发放", "Release")
    }
  }
  /// Who may stand at it.
  public var roles: Set<Role> {
    switch self {
    case .supervision: [.moneySupervisor]
    case .approval: [.bureauChief, .vicePresident, .president]
    case .release: [.cashier]
    }
  }
}

/// How far a sum of case money has come through the gates, and by whom.
public struct GateBook: Sendable, Hashable {
  public let proposedBy: Actor.Ref
  public private(set) var passed: [MoneyGate: Actor.Ref] = [:]
  /// Gates that there were none of when the sum came to them: entries of older logs.
  public private(set) var waived: Set<MoneyGate> = []
  public init(proposedBy: Actor.Ref) { self.proposedBy = proposedBy }
  /// As a row keeps it: who passed each gate before `next`; a gate that nobody passed was waived.
  public init(proposedBy: Actor.Ref, passed: [MoneyGate: Actor.Ref], next: MoneyGate?) {
    self.proposedBy = proposedBy
    self.passed = passed
    let before = MoneyGate.allCases.prefix { $0 != next }
    waived = Set(before.filter { passed[$0] == nil })
  }

  /// The gate at which it waits; nil when it may leave.
  public var next: MoneyGate? { MoneyGate.allCases.first { passed[$0] == nil && !waived.contains($0) } }
  mutating func waive(_ gate: MoneyGate) { waived.insert(gate) }
  mutating func pass(_ gate: MoneyGate, by actor: Actor.Ref) { passed[gate] = actor }

  /// Refuses where another gate comes first, where the actor has had a part already, and where no role of the actor may pass the sum.
  public func check(_ gate: MoneyGate, _ sum: Money, _ actor: Actor, _ settings: CourtSettings) throws(Refusal) {
    guard next == gate else { throw .otherGate(gate, next: next) }
    try Authority.otherThan(proposedBy, actor)
    if let earlier = MoneyGate.allCases.first(where: { passed[$0] == actor.ref }) { throw .sameHand(earlier) }
    let able = actor.roles.intersection(gate.roles)
    guard !able.isEmpty else { throw .notAtGate(gate) }
    let limits = able.map { settings.moneyLimits[$0.rawValue] ?? .outsideMax }
    if let most = limits.max(), sum > most { throw .beyondLimit(gate, sum, most) }
  }
}

extension MoneyGate {
  /// What each role may let pass here; nil for any sum.
  public func limits(_ settings: CourtSettings) -> [(role: Role, most: Money?)] {
    roles.map { ($0, settings.moneyLimits[$0.rawValue]) }.sorted {
      ($0.1 ?? .outsideMax, $0.0.rawValue) < ($1.1 ?? .outsideMax, $1.0.rawValue)
    }
  }
}

extension CourtSettings {
  /// How much a role lets go of beside the gates: its limit. A supervisor, who has none, checks and does not approve: the lowest there is.
  public func mostAlone(_ role: Role) -> Money {
    moneyLimits[role.rawValue] ?? (role == .moneySupervisor ? moneyLimits.values.min() : nil) ?? .outsideMax
  }
  /// Refuses a sum beyond what any of the actor's roles among these lets go of beside the gates.
  func checkAlone(_ sum: Money, _ actor: Actor, among roles: Set<Role>) throws(Refusal) {
    if let most = actor.roles.intersection(roles).map(mostAlone).max(), sum > most { throw .beyondLimit(.approval, sum, most) }
  }
  /// The lowest of those who approve whose limit covers a sum.
  public func approver(of sum: Money) -> Role {
    let ladder: [Role] = [.bureauChief, .vicePresident]
    return ladder.first { sum <= moneyLimits[$0.rawValue] ?? .outsideMax } ?? .president
  }
}

extension Refusal {
  static func otherGate(_ gate: MoneyGate, next: MoneyGate?) -> Refusal {
    let zh = next.map { "现在应当\($0.name.zh)" } ?? "三道关口均已通过"
    let en = next.map { "now comes: \($0.name.en)" } ?? "all three gates are passed"
    return Refusal(
      "otherGate", Phrase("还不能\(gate.name.zh)：\(zh)", "\(gate.name.en) is not next: \(en)"), citations: ["法发〔2017〕6号"])
  }
  static func sameHand(_ earlier: MoneyGate) -> Refusal {
    Refusal(
      "sameHand",
      Phrase("您已办理\(earlier.name.zh)，下一关口须由另一人办理", "You passed \(earlier.name.en); the next gate is another person's"),
      citations: ["法发〔2017〕6号"])
  }
  static func notAtGate(_ gate: MoneyGate) -> Refusal {
    let who = gate.roles.sorted { $0.rawValue < $1.rawValue }
    return Refusal(
      "notAtGate",
      Phrase(
        "\(gate.name.zh)由\(who.map(\.title.zh).joined(separator: "、"))办理",
        "\(gate.name.en) is for: \(who.map(\.title.en).joined(separator: ", "))"))
  }
  static func beyondLimit(_ gate: MoneyGate, _ sum: Money, _ most: Money) -> Refusal {
    Refusal(
      "beyondLimit",
      Phrase(
        "\(sum.grouped) 元超过您的\(gate.name.zh)权限 \(most.grouped) 元", "\(sum.grouped) yuan is beyond your limit of \(most.grouped)"),
      remedy: Phrase("由权限更高的人员办理", "Someone with a higher limit decides"))
  }
}
