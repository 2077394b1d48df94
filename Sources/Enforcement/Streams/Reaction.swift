import Basics

/// What the machine does after an event. Reactions only insert rows; each row's id derives from the causing event and the
/// reaction's name, so a second run does nothing.
public enum Reaction: Sendable {
  /// A follow-up command, in its own transaction, by the machine.
  case command(CommandCall, name: String, pace: Pace)
  /// A timer: at `due` the command is attempted. A later timer of the same name and subject replaces it.
  case timer(name: String, subject: String, due: Instant, CommandCall)
  /// Forgets timers of this name and subject.
  case cancelTimer(name: String, subject: String)
  /// A request to a partner unit leaves the outbox; retried until answered or past the deadline.
  case send(ID<PartnerRequest>, pace: Pace)
  /// A signed paper is rendered, sealed and kept; then `papers.seal` is attempted with its digest.
  case seal(ID<Paper>, ID<CaseFile>)
  /// Tells each payee of these lines that the money is out.
  case tellPayees(ID<PayoutBatch>, LineSet)
  /// A message to a party (never before a search, freeze, entry or detention).
  case message(Message)

  /// A follow-up command that is due at once, before paced work. `name` tells it from others of the same event.
  public static func now(_ call: CommandCall, name: String) -> Reaction { .command(call, name: name, pace: .urgent) }

  /// How fast outgoing work leaves the queue.
  public enum Pace: String, Sendable, Codable, CaseIterable {
    case urgent
    /// At the court's configured pace (imports file thousands of cases at once).
    case paced
  }
}

/// A command by name with its fields, as a row can hold it.
public struct CommandCall: Sendable, Hashable, Codable {
  public let name: String
  public let fields: [String: InputValue]
  public init(_ name: String, _ fields: [String: InputValue]) {
    self.name = name
    self.fields = fields
  }
}

/// A text message about a case: the node and day only, no account, plate, place or third person.
public struct Message: Sendable, Hashable {
  public let to: ID<Person>
  /// The address book entry of the receiver as of now.
  public let vault: VaultRef
  public let caseID: ID<CaseFile>
  public let text: String
  /// Applicants of the case who are told the same before this one: a telephone that one of them has, or one agent of several, is told
  /// once.
  public let before: Int
  public init(to: ID<Person>, vault: VaultRef, caseID: ID<CaseFile>, text: String, before: Int = 0) {
    self.to = to
    self.vault = vault
    self.caseID = caseID
    self.text = text
    self.before = before
  }
}
