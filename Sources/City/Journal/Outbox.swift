import Basics

/// Deliveries on their way to the court, until it takes them or has refused them too often.
package struct Outbox: Sendable {
  package struct Item: Sendable {
    package let outgoing: CityOutgoing
    package var attempts = 0
    /// What the last attempt met.
    package var trouble = ""
  }
  /// Attempts before a delivery is given up: with the waits between them, some three days.
  package static let attemptsMax = 500
  package static let waitSecondsMax: Int64 = 600

  package private(set) var items: [String: Item] = [:]
  package private(set) var undeliverable: [String] = []
  package private(set) var delivered = 0
  /// Deliveries that are being made.
  package private(set) var underWay: Set<String> = []
  private var due = Agenda<String>()

  package init() {}

  /// The earliest moment at which one is to be tried.
  package var next: Instant? { due.next }

  package mutating func add(_ outgoing: CityOutgoing) {
    items[outgoing.delivery] = Item(outgoing: outgoing)
    due.add(outgoing.delivery, at: outgoing.at)
  }

  /// What is due, oldest first.
  package mutating func take(at now: Instant, limit: Int) -> [CityOutgoing] {
    var taken: [CityOutgoing] = []
    while taken.count < limit, let (_, delivery) = due.take(until: now) {
      guard let item = items[delivery], underWay.insert(delivery).inserted else { continue }
      taken.append(item.outgoing)
    }
    return taken
  }

  package mutating func finish(_ delivery: String) {
    underWay.remove(delivery)
    if items.removeValue(forKey: delivery) != nil { delivered += 1 }
  }
  package mutating func giveUp(_ delivery: String) {
    underWay.remove(delivery)
    if items.removeValue(forKey: delivery) != nil { undeliverable.append(delivery) }
  }
  /// Puts a delivery back; true where it has been tried often enough.
  package mutating func postpone(_ delivery: String, at now: Instant, trouble: String) -> Bool {
    underWay.remove(delivery)
    guard var item = items[delivery] else { return false }
    item.attempts += 1
    item.trouble = trouble
    items[delivery] = item
    guard item.attempts < Outbox.attemptsMax else { return true }
    due.add(delivery, at: now.adding(seconds: min(1 << Int64(min(item.attempts - 1, 20)), Outbox.waitSecondsMax)))
    return false
  }
}
