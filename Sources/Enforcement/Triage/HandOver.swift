import Basics

/// Hands open cases from one handler to another, or to whoever has fewest (批量移交). Takes as many as one transaction bears; repeated,
/// it goes on with the rest and ends when none is left.
public struct HandOverCases: Command {
  public static let name = "triage.handOver"
  public static let title = Phrase("批量移交案件", "Hand over cases")
  public static let roles: Set<Role> = [.teamLead, .bureauChief]
  /// Cases of one transaction.
  public static let casesMax = 100
  public static let fields = [
    Field("from", Phrase("移交人", "From"), .pick(.staff)),
    Field(
      "to", Phrase("接收人", "To"), .pick(.handler), required: false,
      hint: Phrase("空白则分给在手案件最少的人", "Left empty, each goes to whoever has fewest")),
    Field("reason", Phrase("理由", "Reason"), .text(max: 200)),
  ]
  let from: ID<StaffMember>
  let to: ID<StaffMember>?
  let reason: String
  public init(_ input: inout Input) {
    from = input.id("from")
    to = input.optionalID("to")
    reason = input.text("reason")
    if let to, to == from { input.fault("to", "sameHandler", Phrase("接收人与移交人是同一人", "The cases are in these hands already")) }
  }
  public var reads: [StreamID] { [] }
  public var needs: Set<Need> { [.load, .openCases(of: from, limit: HandOverCases.casesMax)] }
  public func alsoReads(_ situation: Situation) -> [StreamID] { situation.findings.openCases.map { .caseFile($0) } }

  public func decide(in situation: Situation) throws(Refusal) -> [StreamEvents] {
    let court = situation.organisation
    guard court.staff[from] != nil else { throw .noSuchStaff }
    if let to {
      guard let member = court.staff[to], member.active, !member.roles.isDisjoint(with: [.officer, .judge]) else {
        throw .notAHandler
      }
      if court.isAway(to, on: situation.today) { throw .receiverAway }
    }
    var draft = Draft(situation)
    let why = Phrase("由负责人批量移交", "Handed over by a lead")
    let words = situation.depository.deposit(VaultContent("text", ["text": reason]))
    for id in situation.findings.openCases {
      let file = situation.caseFile(id)
      guard file.isOpen, file.triage.handler == from || file.triage.judge == from else { continue }
      // Where he only signs for it, the handler stays.
      let chosen = try Assignment.choose(
        for: file, draft, other: from, to: file.triage.handler == from ? to : file.triage.handler)
      let keep = file.triage.judge.flatMap { $0 != from && $0 != chosen.handler && court.staff[$0]?.active == true ? $0 : nil }
      let load = to == nil && file.triage.handler == from ? chosen.reasons : []
      let assigned = HandlerAssigned(
        handler: chosen.handler, judge: keep ?? chosen.judge, reasons: [why] + load, note: words, first: false)
      draft.add(.caseFile(id), [assigned])
    }
    return draft.appended
  }
}

extension Refusal {
  static var receiverAway: Refusal {
    Refusal("receiverAway", field: "to", Phrase("接收人今天不在岗", "The receiver is away today"))
  }
}
