import Basics
import Enforcement

/// Which deliveries the register shows. All conditions hold together.
public struct DeliveryQuery: Sendable, Hashable {
  /// Nil for all that somebody has still to see to.
  public var statuses: Set<Delivery.Status> = Set(Delivery.Status.allCases.filter(\.isOpen))
  public var way: ServiceWay?
  public var caseID: ID<CaseFile>?
  /// Those that wait since this day or longer.
  public var dueThrough: Day?
  /// The post's number, whole.
  public var tracking: String?
  public var limit = 1000
  public init() {}
}

/// A line of the register: one paper and one receiver.
public struct DeliveryRow: Sendable, Hashable {
  public let caseID: ID<CaseFile>
  public let number: String
  public let paper: ID<Paper>
  public let kind: PaperKind
  public let person: ID<Person>
  public let status: Delivery.Status
  /// Of the last attempt; nil before one.
  public let way: ServiceWay?
  /// Waits from this day.
  public let dueOn: Day
  public let sentOn: Day?
  public let tracking: String
  /// Served, returned or refused on this day.
  public let doneOn: Day?
  /// A running notice counts as service on this day.
  public let deemedOn: Day?
  public let tries: Int
  public let receipts: Int
  public init(
    caseID: ID<CaseFile>, number: String, paper: ID<Paper>, kind: PaperKind, person: ID<Person>, status: Delivery.Status,
    way: ServiceWay?, dueOn: Day, sentOn: Day?, tracking: String, doneOn: Day?, deemedOn: Day?, tries: Int, receipts: Int
  ) {
    self.caseID = caseID
    self.number = number
    self.paper = paper
    self.kind = kind
    self.person = person
    self.status = status
    self.way = way
    self.dueOn = dueOn
    self.sentOn = sentOn
    self.tracking = tracking
    self.doneOn = doneOn
    self.deemedOn = deemedOn
    self.tries = tries
    self.receipts = receipts
  }
}
