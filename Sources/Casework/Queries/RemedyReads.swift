import Basics
import Enforcement

/// A matter of the review line as a list shows it.
public struct RemedyRow: Sendable, Hashable {
  public let id: ID<Remedy>
  public let caseID: ID<CaseFile>
  /// The enforcement case's number, and the matter's own; empty before filing.
  public let caseNumber: String
  public let number: String
  public let kind: RemedyKind
  public let stage: RemedyStage
  public let outcome: RemedyOutcome?
  public let by: ID<Person>
  public let presiding: ID<StaffMember>?
  public let receivedOn: Day
  /// The clock that runs now.
  public let due: Day?
  public init(
    id: ID<Remedy>, caseID: ID<CaseFile>, caseNumber: String, number: String, kind: RemedyKind, stage: RemedyStage,
    outcome: RemedyOutcome?, by: ID<Person>, presiding: ID<StaffMember>?, receivedOn: Day, due: Day?
  ) {
    self.id = id
    self.caseID = caseID
    self.caseNumber = caseNumber
    self.number = number
    self.kind = kind
    self.stage = stage
    self.outcome = outcome
    self.by = by
    self.presiding = presiding
    self.receivedOn = receivedOn
    self.due = due
  }
}

/// Which matters a list shows. All conditions hold together.
public struct RemedyQuery: Sendable {
  public var kind: RemedyKind?
  public var stage: RemedyStage?
  /// A judge who presides.
  public var presiding: ID<StaffMember>?
  /// Clocks that end before this day.
  public var dueBefore: Day?
  /// Matters that are not over.
  public var isOpen = false
  /// The clock and id of the last row shown.
  public var after: (due: Int64, id: Int64)?
  public var limit = 50
  public init() {}
}

/// Lists of the review line, from the derived tables.
public protocol RemedyReads: Sendable {
  /// Matters of the court by the clock that runs, those without one last; and where to go on.
  func remedies(_ query: RemedyQuery, court: CourtCode) async throws -> (rows: [RemedyRow], next: (due: Int64, id: Int64)?)
}
