import Basics

/// The triage capability's commands.
public enum TriageCommands {
  public static let all: [any Command.Type] = [SetLane.self, AssignHandler.self, HandOverCases.self]
}

/// Who gets a case: the least loaded of those who are here, and why.
enum Assignment {
  /// `other` is who has it now and gives it away; `to` the one to have it, where a lead has chosen.
  static func choose(
    for file: CaseFile, _ draft: Draft, other: ID<StaffMember>? = nil, to: ID<StaffMember>? = nil
  ) throws(Refusal) -> HandlerAssigned {
    let situation = draft.situation
    let court = situation.organisation
    let day = situation.today
    let here = Set(court.present(.officer, on: day) + court.present(.judge, on: day)).sorted()
    // Where everybody is away, a case still gets an owner, and his substitute acts.
    let all = here.isEmpty ? Set(court.members(.officer) + court.members(.judge)).sorted() : here
    let handlers = to.map { [$0] } ?? all.filter { $0 != other }
    func load(_ staff: ID<StaffMember>) -> Int { (situation.findings.load[staff] ?? 0) + (draft.assigned[staff] ?? 0) }
    guard let handler = handlers.min(by: { (load($0), $0) < (load($1), $1) }) else { throw .nobodyToAssign }
    let judges = (here.isEmpty ? court.members(.judge) : court.present(.judge, on: day)).filter { $0 != other }
    let judge = judges.filter { $0 != handler }.min { (load($0), $0) < (load($1), $1) } ?? judges.first
    guard let judge else { throw .nobodyToAssign }
    let reason = Phrase("在手案件最少：\(load(handler)) 件", "Fewest open cases: \(load(handler))")
    return HandlerAssigned(handler: handler, judge: judge, reasons: [reason])
  }
}

/// A lead puts a case into another lane, with a reason.
public struct SetLane: CaseCommand {
  public static let name = "triage.setLane"
  public static let title = Phrase("调整繁简类型", "Change the lane")
  public static let roles: Set<Role> = [.teamLead, .bureauChief, .commandCentre]
  public static let fields = [
    Field("case", Phrase("案件", "Case"), .text(max: 20)),
    Field("lane", Phrase("类型", "Lane"), .choice(Lane.allCases.map { Field.Choice($0.rawValue, $0.name) })),
    Field("reason", Phrase("理由", "Reason"), .longText(max: 500)),
  ]
  public let caseID: ID<CaseFile>
  let lane: Lane
  let reason: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    lane = input.choice("lane") ?? .ordinary
    reason = input.text("reason", max: 500)
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try Refusal.unlessOpen(file)
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    if file.triage.lane == lane { throw .sameLane(lane) }
    let words = situation.depository.deposit(VaultContent("text", ["text": reason]))
    let why = Phrase("由负责人调整", "Changed by a lead")
    return [situation.append(.caseFile(caseID), [LaneAssigned(lane: lane, reasons: [why], overridden: words)])]
  }
}

/// A lead gives the case to another handler or judge.
public struct AssignHandler: CaseCommand {
  public static let name = "triage.assignHandler"
  public static let title = Phrase("指定承办人", "Assign the handler")
  public static let roles: Set<Role> = [.teamLead, .bureauChief]
  public static let fields = [
    Field("case", Phrase("案件", "Case"), .text(max: 20)), Field("handler", Phrase("承办人", "Handler"), .pick(.handler)),
    Field("reason", Phrase("理由", "Reason"), .text(max: 200)),
  ]
  public let caseID: ID<CaseFile>
  let handler: ID<StaffMember>
  let reason: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    handler = input.id("handler")
    reason = input.text("reason")
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try Refusal.unlessOpen(file)
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let court = situation.organisation
    guard let member = court.staff[handler], member.active, !member.roles.isDisjoint(with: [.officer, .judge]) else {
      throw .notAHandler
    }
    if file.triage.handler == handler { throw .alreadyHandler }
    let judge = court.members(.judge).first { $0 != handler } ?? handler
    let keep = file.triage.judge.flatMap { $0 != handler ? $0 : nil }
    let words = situation.depository.deposit(VaultContent("text", ["text": reason]))
    let why = Phrase("由负责人指定", "Assigned by a lead")
    let assigned = HandlerAssigned(
      handler: handler, judge: keep ?? judge, reasons: [why], note: words, first: file.triage.handler == nil)
    return [situation.append(.caseFile(caseID), [assigned])]
  }
}

extension Refusal {
  static var nobodyToAssign: Refusal {
    Refusal(
      "nobodyToAssign", Phrase("本院没有在岗的执行员和员额法官，无法分案", "No active officer and judge to take the case"),
      remedy: Phrase("先由管理员登记工作人员", "An administrator adds staff first"))
  }
  static func sameLane(_ lane: Lane) -> Refusal {
    Refusal("sameLane", field: "lane", Phrase("本案已是\(lane.name.zh)", "The case is already \(lane.name.en)"))
  }
  static var notAHandler: Refusal {
    Refusal(
      "notAHandler", field: "handler",
      Phrase("承办人须是在岗的执行员或员额法官；法警不能承办", "A handler is an active officer or judge; a bailiff never is"))
  }
  static var alreadyHandler: Refusal {
    Refusal("alreadyHandler", field: "handler", Phrase("本案已由其承办", "Already the handler of this case"))
  }
}
