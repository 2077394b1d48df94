import Basics

/// Somebody dealt with a warning and wrote down how; the next level warns again.
public struct WarningHandled: Event {
  public static let name = "process.warningHandled.v1"
  public let node: ID<ProcessNode>
  public let key: String
  /// The level dealt with.
  public let level: Int
  /// What was done or why nothing need be: kind `text`.
  public let reason: VaultRef
  public init(node: ID<ProcessNode>, key: String, level: Int, reason: VaultRef) {
    self.node = node
    self.key = key
    self.level = level
    self.reason = reason
  }
  public var words: [VaultRef] { [reason] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) { file.process.open[node]?.handled = level }
}

/// Takes a warning off the lists of those warned, with the reason; the clock itself goes on.
public struct HandleWarning: CaseCommand {
  public static let name = "process.handleWarning"
  public static let title = Phrase("处理预警", "Deal with a warning")
  public static let roles: Set<Role> = [
    .president, .vicePresident, .bureauChief, .teamLead, .judge, .officer, .assistant, .clerk, .searchOfficer, .filingClerk,
    .filingJudge, .reception, .trialManagement, .cashier, .moneySupervisor, .commandCentre, .endedTeam, .bailiff, .reviewJudge,
  ]
  public static let fields = [
    Field("case", Phrase("案件", "Case"), .text(max: 20)), Field("node", Phrase("节点", "Node"), .pick(.node)),
    Field("reason", Phrase("处理情况", "How it was dealt with"), .longText(max: 500)),
  ]
  /// Those to whom warnings are escalated answer for any of them.
  private static let leads: Set<Role> = [.president, .vicePresident, .bureauChief, .teamLead, .commandCentre]
  public let caseID: ID<CaseFile>
  let node: ID<ProcessNode>
  let reason: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    node = input.id("node")
    reason = input.text("reason", max: 500)
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    let warned = file.process.open.values.filter(\.isWarned)
    if warned.isEmpty { throw .notWarned }
    let mine = warned.contains { situation.actor.has($0.owner) } || file.triage.handler == situation.actor.staff
    if !mine && situation.actor.roles.isDisjoint(with: leads) { throw .warningOfOthers(warned.map(\.owner)) }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard let open = file.process.open[node], open.isWarned else { throw .notWarned }
    let words = situation.depository.deposit(VaultContent("text", ["text": reason]))
    return [
      situation.append(.caseFile(caseID), [WarningHandled(node: node, key: open.key, level: open.warnings, reason: words)])
    ]
  }
}

extension Refusal {
  static var notWarned: Refusal {
    Refusal("notWarned", field: "node", Phrase("没有待处理的预警", "No warning waits to be dealt with"))
  }
  static func warningOfOthers(_ owners: [Role]) -> Refusal {
    let who = Set(owners).sorted { $0.rawValue < $1.rawValue }
    return Refusal(
      "warningOfOthers",
      Phrase(
        "预警由\(who.map(\.title.zh).joined(separator: "、"))、承办人或负责人处理",
        "The warning is for \(who.map(\.title.en).joined(separator: ", ")), the handler or those who lead"))
  }
}
