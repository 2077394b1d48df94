import Basics

/// Why a case concerns somebody's livelihood (涉民生): such cases stand first in every queue.
public enum LivelihoodGround: String, Sendable, Codable, Hashable, CaseIterable {
  case wages, support, injury, traffic, stated
  public var name: Phrase {
    switch self {
    case .wages: Phrase("劳动报酬", "Wages")
    case .support: Phrase("赡养、抚养费", "Support")
    case .injury: Phrase("工伤、人身损害", "Injury")
    case .traffic: Phrase("交通事故损害", "Traffic injury")
    case .stated: Phrase("其他民生", "Other livelihood")
    }
  }
  /// What the items of a claim say by themselves, in the order of the list above; what somebody said beside them where they say nothing.
  public static func of(_ claims: [ClaimItem], stated: Bool) -> [LivelihoodGround] {
    let kinds = Set(claims.compactMap(\.kind.livelihood))
    let found = allCases.filter(kinds.contains)
    return found.isEmpty && stated ? [.stated] : found
  }
}

extension ClaimItem.Kind {
  /// The livelihood that a claim of this kind is about.
  public var livelihood: LivelihoodGround? {
    switch self {
    case .wages: .wages
    case .support: .support
    case .injury: .injury
    case .traffic: .traffic
    case .principal, .interest, .penalty, .damages, .costs: nil
    }
  }
}

/// Somebody decided that the case is, or is not, a matter of livelihood.
public struct LivelihoodSet: Event {
  public static let name = "filing.livelihoodSet.v1"
  /// Empty where it is none.
  public let grounds: [LivelihoodGround]
  public let reason: VaultRef
  public init(grounds: [LivelihoodGround], reason: VaultRef) {
    self.grounds = grounds
    self.reason = reason
  }
  public var words: [VaultRef] { [reason] }
  public var signals: [Signal] { [Signal(grounds.isEmpty ? "priority.cleared" : "priority.confirmed")] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.filing.livelihood = !grounds.isEmpty
    file.filing.livelihoodGrounds = grounds
  }
}

/// Marks a case as one of livelihood, with the ground and a reason.
public struct SetLivelihood: CaseCommand {
  public static let name = "filing.setLivelihood"
  public static let title = Phrase("列为涉民生案件", "Mark as a livelihood case")
  public static let roles: Set<Role> = [.filingJudge, .filingClerk, .teamLead, .bureauChief, .judge, .officer, .commandCentre]
  public static let fields = [
    Field("case", Phrase("案件", "Case"), .text(max: 20)),
    Field(
      "grounds", Phrase("情形", "Grounds"), .choices(LivelihoodGround.allCases.map { Field.Choice($0.rawValue, $0.name) })),
    Field("reason", Phrase("理由", "Reason"), .longText(max: 500)),
  ]
  public let caseID: ID<CaseFile>
  let grounds: [LivelihoodGround]
  let reason: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    let chosen: [LivelihoodGround] = input.choices("grounds")
    grounds = LivelihoodGround.allCases.filter(chosen.contains)
    reason = input.text("reason", max: 500)
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    if file.filing.refused { throw .applicationRefused }
    if file.isClosed { throw .caseClosed }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    if file.filing.livelihoodGrounds == grounds { throw .livelihoodAlready }
    let words = situation.depository.deposit(VaultContent("text", ["text": reason]))
    return [situation.append(.caseFile(caseID), [LivelihoodSet(grounds: grounds, reason: words)])]
  }
}

/// Takes the mark off, with a reason. Claims that are livelihood by themselves keep it.
public struct ClearLivelihood: CaseCommand {
  public static let name = "filing.clearLivelihood"
  public static let title = Phrase("取消涉民生标记", "Take the livelihood mark off")
  public static let roles: Set<Role> = [.filingJudge, .teamLead, .bureauChief, .judge]
  public static let fields = [
    Field("case", Phrase("案件", "Case"), .text(max: 20)), Field("reason", Phrase("理由", "Reason"), .longText(max: 500)),
  ]
  public let caseID: ID<CaseFile>
  let reason: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    reason = input.text("reason", max: 500)
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    if !file.filing.livelihood { throw .noLivelihood }
    let claimed = LivelihoodGround.of(file.filing.claims, stated: false)
    if !claimed.isEmpty { throw .livelihoodByClaim(claimed) }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let words = situation.depository.deposit(VaultContent("text", ["text": reason]))
    return [situation.append(.caseFile(caseID), [LivelihoodSet(grounds: [], reason: words)])]
  }
}

extension Refusal {
  static var livelihoodAlready: Refusal {
    Refusal("livelihoodAlready", field: "grounds", Phrase("本案已按这些情形列为涉民生案件", "The case is marked on these grounds already"))
  }
  static var noLivelihood: Refusal { Refusal("noLivelihood", Phrase("本案未列为涉民生案件", "The case is not marked")) }
  static func livelihoodByClaim(_ grounds: [LivelihoodGround]) -> Refusal {
    Refusal(
      "livelihoodByClaim",
      Phrase(
        "债权项目含\(grounds.map(\.name.zh).joined(separator: "、"))，属涉民生案件，不能取消",
        "The claim is for \(grounds.map(\.name.en).joined(separator: ", ")): the mark stays"))
  }
}
