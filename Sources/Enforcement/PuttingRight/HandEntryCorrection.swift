import Basics
import EnforcementLaw

/// What somebody entered by hand was wrong, or entered in the wrong case: the entry counts no more, and what followed from it is listed.
public struct CorrectHandEntry: CaseCommand {
  public static let name = "correction.handEntry"
  public static let title = Phrase("撤回有误的人工录入", "Take back an entry by hand")
  public static let roles = CorrectionCommands.staff.union([.searchOfficer, .endedTeam])
  public static let fields =
    [
      CorrectionCommands.caseField,
      Field(
        "entry", Phrase("有误的录入", "Entry"), .pick(.handEntry),
        hint: Phrase("整次录入一并撤回，正确的部分重新录入", "The whole entry is taken back; what was right in it is entered anew")),
    ] + CorrectionCommands.grounds
  public let caseID: ID<CaseFile>
  let entry: ID<HandEntry>
  let grounds: CorrectionGrounds
  public init(_ input: inout Input) {
    caseID = input.id("case")
    entry = input.id("entry")
    grounds = CorrectionGrounds(&input)
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    guard file.isFiled else { throw .notFiled }
    try Authority.handler(of: file, or: [.bureauChief, .searchOfficer, .endedTeam], situation.actor)
    if file.hand.list.allSatisfy(\.isTakenBack) { throw .nothingEntered }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard let wrong = file.hand.entries[entry], !wrong.isTakenBack else { throw .nothingEntered }
    let things = file.search.foundList.filter { $0.origin == .hand(entry) && !file.search.struck.contains($0.property) }
      .map(\.property)
    let queries = file.hand.results.filter { $0.entry == entry }
    var draft = Draft(situation)
    let cause = grounds.record(.handEntry, entry, caseID, &draft)
    draft.add(
      .caseFile(caseID),
      [
        HandEntryTakenBack(
          entry: entry, things: things,
          queries: queries.map { HandEntryTakenBack.Query(debtor: $0.debtor, unit: $0.unit, request: $0.request) })
      ])
    Undoing.list(Consequences.of(handEntry: entry, things: things, file), cause, &draft, of: caseID)
    return draft.appended
  }
}

/// An entry by hand counts no more: things that only it named are no finds, and queries that it answered have no answer again.
public struct HandEntryTakenBack: Event {
  public static let name = "correction.handEntryTakenBack.v1"
  public let entry: ID<HandEntry>
  public let things: [ID<Property>]
  public let queries: [Query]
  /// A unit's word on a debtor that the entry had brought.
  public struct Query: Sendable, Hashable, Codable {
    public let debtor: ID<Person>
    public let unit: String
    /// The query that it had answered; nil where none was open.
    public let request: ID<PartnerRequest>?
    public init(debtor: ID<Person>, unit: String, request: ID<PartnerRequest>?) {
      self.debtor = debtor
      self.unit = unit
      self.request = request
    }
  }
  public init(entry: ID<HandEntry>, things: [ID<Property>], queries: [Query]) {
    self.entry = entry
    self.things = things
    self.queries = queries
  }
  /// A query without an answer is asked again, or by hand.
  public var signals: [Signal] {
    queries.filter { $0.request != nil }.map { Signal("query.failed", Search.pair($0.debtor, $0.unit)) }
  }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    if let taken = file.hand.entries[entry] { file.hand.rows.subtract(taken.rowDigests) }
    file.hand.entries[entry]?.isTakenBack = true
    file.hand.results.removeAll { $0.entry == entry }
    file.search.struck.formUnion(things)
    for request in queries.compactMap(\.request) { file.search.unsettleByHand(request) }
  }
}

extension Search {
  /// A query that had been answered on paper has no answer after all.
  fileprivate mutating func unsettleByHand(_ request: ID<PartnerRequest>) {
    guard let index = rounds.lastIndex(where: { $0.settledByHand.contains(request) }) else { return }
    rounds[index].settledByHand.remove(request)
    rounds[index].byHand -= 1
    rounds[index].failed.append(request)
  }
}

extension Consequences {
  /// Of an entry that was wrong: what was taken of its things is let go, and how measures stand that it told of is found out.
  static func of(handEntry entry: ID<HandEntry>, things: [ID<Property>], _ file: CaseFile) -> [Consequence] {
    let measures = file.seizure.order.compactMap { file.seizure.measures[$0] }
    let told = measures.filter { $0.toldBy == entry }
    let taken = measures.filter { things.contains($0.property) && $0.toldBy != entry }
    let proposed = file.closing.resumptionProposed.filter { things.contains($0) }
    return told.map { Consequence(.verifyMeasure, $0.id, person: $0.debtor, amount: $0.amount) }
      + taken.flatMap { of(measure: $0, file) } + proposed.map { Consequence(.carryOut, $0) }
  }
}

extension Refusal {
  static var nothingEntered: Refusal {
    Refusal("nothingEntered", field: "entry", Phrase("没有这次人工录入，或者已经撤回", "There is no such entry, or it is taken back"))
  }
}
