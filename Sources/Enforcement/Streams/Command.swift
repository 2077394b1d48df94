import Basics

/// Something that a person or the machine attempts. One command is one transaction.
///
/// A command is read from an ``Input``, whether it came from a form, from JSON, from the command line or from a follow-up row, so
/// pages, API, OpenAPI and help are all derived from ``fields``.
public protocol Command: Sendable {
  /// Handwritten and stable: `triage.assignHandler`.
  static var name: String { get }
  static var title: Phrase { get }
  /// Who may attempt it at all; relations (handler, not the drafter) are checked in ``decide(in:)``.
  static var roles: Set<Role> { get }
  static var fields: [Field] { get }
  /// Reads the fields; faults are collected in `input`.
  init(_ input: inout Input)
  /// The streams to load.
  var reads: [StreamID] { get }
  /// More streams, once the first are known.
  func alsoReads(_ situation: Situation) -> [StreamID]
  /// Private content to open before deciding: what a new version of an entry must not lose.
  func opens(_ situation: Situation) -> [VaultRef]
  /// Identities to look up before deciding.
  var identities: [IdentityKey] { get }
  /// More identities, once the first streams are known.
  func alsoIdentities(_ situation: Situation) -> [IdentityKey]
  /// Facts to look up before deciding.
  var needs: Set<Need> { get }
  /// More facts, once the streams are known.
  func alsoNeeds(_ situation: Situation) -> Set<Need>
  /// Streams that the decision rests on whether or not it writes to them: where one of them moved on before the append, the command
  /// is decided anew. The order of the log is then one in which each decision saw what stood before it.
  func restsOn(_ situation: Situation) -> [StreamID]
  func decide(in situation: Situation) throws(Refusal) -> [StreamEvents]
}

/// A look-up the shell makes for a command.
public enum Need: Hashable, Sendable {
  /// Open cases by handler.
  case load
  /// Numbers of this court's cases on each of these instruments.
  case sameInstrument([String])
  /// The cases already filed under these docket references of this court.
  case docketRefs([String])
  /// What came in and went out in these days, and the cases that may hold money.
  case moneyWeek(from: Day, through: Day)
  /// What the ledger says: control totals and their digest.
  case ledger
  /// The cases of this court that have these numbers.
  case caseNumbers([String])
  /// To whom letters of these numbers went, in any case of this court.
  case letters([String])
  /// Open cases that a member of staff handles or signs for, the oldest first, at most so many.
  case openCases(of: ID<StaffMember>, limit: Int)
  /// The books beside a day of the bank, and these entries by name.
  case bankBooks(account: String, day: Day, entries: [String])
}

extension Command {
  public func alsoReads(_ situation: Situation) -> [StreamID] { [] }
  public func opens(_ situation: Situation) -> [VaultRef] { [] }
  public var identities: [IdentityKey] { [] }
  public func alsoIdentities(_ situation: Situation) -> [IdentityKey] { [] }
  public var needs: Set<Need> { [] }
  public func alsoNeeds(_ situation: Situation) -> Set<Need> { [] }
  public func restsOn(_ situation: Situation) -> [StreamID] { [] }
}

/// A command about one case. ``allowed(in:_:)`` needs no input, is asked by pages for each button, and is called first by the
/// shell, so a grey button and a refused attempt always agree.
public protocol CaseCommand: Command {
  /// Whether it is for the case's own people, as nearly all are, or for everyone with the role, and then why.
  static var reach: CaseReach { get }
  var caseID: ID<CaseFile> { get }
  /// Refuses with the reason when the command makes no sense now, or this person may not for a reason of the command's own. Whether
  /// his role and the case are his was asked before.
  static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal)
  /// Decides with the case at hand.
  func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents]
}

extension CaseCommand {
  public static var reach: CaseReach { .ownCases }
  /// Refuses whose role or case it is not (``Authority``), then what makes no sense now.
  public static func allowed(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try Authority.check(Self.self, in: situation, file)
    try offered(in: situation, file)
  }
  public var reads: [StreamID] { [.caseFile(caseID), .caseAccount(caseID)] }
  /// What is owed stands in the file, what came in on the account: either is worth nothing beside an older state of the other.
  public func restsOn(_ situation: Situation) -> [StreamID] { [.caseFile(caseID), .caseAccount(caseID)] }
  public func decide(in situation: Situation) throws(Refusal) -> [StreamEvents] {
    let file = situation.caseFile(caseID)
    guard file.exists else { throw .noSuchCase(caseID) }
    try Self.allowed(in: situation, file)
    return try decide(in: situation, file)
  }
}

/// A "no": a stable code, the field at fault where one is, the sentence, the law, and what would allow it.
public struct Refusal: Error, Sendable, Hashable {
  public let code: String
  public let field: String?
  public let message: Phrase
  public let citations: [String]
  public let remedy: Phrase?
  public init(_ code: String, field: String? = nil, _ message: Phrase, citations: [String] = [], remedy: Phrase? = nil) {
    self.code = code
    self.field = field
    self.message = message
    self.citations = citations
    self.remedy = remedy
  }
  /// No event has made a case with this id.
  public static func noSuchCase(_ id: ID<CaseFile>) -> Refusal {
    Refusal("noSuchCase", field: "case", Phrase("没有编号为 \(id) 的案件", "There is no case with id \(id)"))
  }
}
