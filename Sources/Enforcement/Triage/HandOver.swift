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
    Field(
      "cases", Phrase("移交的案件", "Cases"), .picks(.openCase), required: false,
      hint: Phrase("空白则全部在办案件", "Left empty, all open cases")),
  ]
  let from: ID<StaffMember>
  let to: ID<StaffMember>?
  let reason: String
  /// The cases chosen; none means all that are open.
  let chosen: [ID<CaseFile>]
  public init(_ input: inout Input) {
    from = input.id("from")
    to = input.optionalID("to")
    reason = input.text("reason")
    chosen = input.ids("cases")
    if chosen.count > HandOverCases.casesMax {
      input.fault(
        "cases", "tooMany", Phrase("一次至多 \(HandOverCases.casesMax) 件", "At most \(HandOverCases.casesMax) at once"))
    }
    if let to, to == from { input.fault("to", "sameHandler", Phrase("接收人与移交人是同一人", "The cases are in these hands already")) }
  }
  public var reads: [StreamID] { [] }
  public var needs: Set<Need> {
    chosen.isEmpty ? [.load, .openCases(of: from, limit: HandOverCases.casesMax)] : [.load]
  }
  private func cases(_ situation: Situation) -> [ID<CaseFile>] { chosen.isEmpty ? situation.findings.openCases : chosen }
  public func alsoReads(_ situation: Situation) -> [StreamID] { cases(situation).map { .caseFile($0) } }

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
    for id in cases(situation) {
      let file = situation.caseFile(id)
      if !chosen.isEmpty, file.triage.handler != from, file.triage.judge != from { throw .notHisCase(file.number) }
      guard file.isOpen, file.triage.handler == from || file.triage.judge == from else { continue }
      try Authority.check(Self.self, in: situation, file)
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
  static func notHisCase(_ number: String) -> Refusal {
    Refusal("notHisCase", field: "cases", Phrase("\(number)不由移交人承办", "\(number) is not in these hands"))
  }
  static var receiverAway: Refusal {
    Refusal("receiverAway", field: "to", Phrase("接收人今天不在岗", "The receiver is away today"))
  }
}
