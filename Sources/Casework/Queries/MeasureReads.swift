import Basics
import Enforcement

/// Which measures in effect a list shows: those that end by a day. All conditions hold together.
public struct MeasureQuery: Sendable, Hashable {
  public enum Sort: String, Sendable, Hashable, CaseIterable { case until, number, amount }

  /// What the search box looks for. Names are no columns: whoever asks says whose names fit.
  public struct Words: Sendable, Hashable {
    /// Part of a case's number.
    public let number: String
    public let kinds: Set<Property.Kind>
    public let units: Set<String>
    public let handlers: Set<ID<StaffMember>>
    public init(number: String, kinds: Set<Property.Kind>, units: Set<String>, handlers: Set<ID<StaffMember>>) {
      self.number = number
      self.kinds = kinds
      self.units = units
      self.handlers = handlers
    }
  }

  /// The place of a row in the list's order: the sort's value and the measure.
  public struct Cursor: Sendable, Hashable, CustomStringConvertible {
    public let value: Int64
    public let id: Int64
    public init(value: Int64, id: Int64) {
      self.value = value
      self.id = id
    }
    public init?(_ text: String) {
      let parts = text.split(separator: ".").compactMap { Int64($0) }
      guard parts.count == 2, text.split(separator: ".").count == 2 else { return nil }
      self.init(value: parts[0], id: parts[1])
    }
    public var description: String { "\(value).\(id)" }
  }

  public var until: Day
  public var handler: ID<StaffMember>?
  public var kind: Property.Kind?
  /// Any of the words' conditions.
  public var words: Words?
  public var sort = Sort.until
  public var descending = false
  public var after: Cursor?
  public var limit = 30
  /// Totals are exact up to this.
  public var countMax = 10_000
  public init(until: Day) { self.until = until }
}

/// A measure in effect with its case and last day.
public struct MeasureRow: Sendable, Hashable {
  public let measure: ID<Measure>
  public let caseID: ID<CaseFile>
  public let number: String
  public let kind: Property.Kind
  public let unit: String
  public let amount: Money
  public let until: Day
  public let handler: ID<StaffMember>?
  /// Where the list goes on after it.
  public let place: MeasureQuery.Cursor
  public init(
    measure: ID<Measure>, caseID: ID<CaseFile>, number: String, kind: Property.Kind, unit: String, amount: Money, until: Day,
    handler: ID<StaffMember>?, place: MeasureQuery.Cursor
  ) {
    self.measure = measure
    self.caseID = caseID
    self.number = number
    self.kind = kind
    self.unit = unit
    self.amount = amount
    self.until = until
    self.handler = handler
    self.place = place
  }
}

/// One page of measures in the query's order.
public struct MeasurePage: Sendable, Hashable {
  public let rows: [MeasureRow]
  /// Nil where this is the last page.
  public let next: MeasureQuery.Cursor?
  /// Nil beyond the query's bound.
  public let total: Int?
  public init(rows: [MeasureRow], next: MeasureQuery.Cursor?, total: Int?) {
    self.rows = rows
    self.next = next
    self.total = total
  }
}
