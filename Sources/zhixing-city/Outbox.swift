import Basics
import City

/// Deliveries on their way to the court, until it takes them or has refused them too often.
struct Outbox: Sendable {
  struct Item: Sendable {
    let outgoing: CityOutgoing
    var attempts = 0
    /// What the last attempt met.
    var trouble = ""
  }
  /// Attempts before a delivery is given up: with the waits between them, some three days.
  static let attemptsMax = 500
  static let waitSecondsMax: Int64 = 600

  private(set) var items: [String: Item] = [:]
  private(set) var undeliverable: [String] = []
  private(set) var delivered = 0
  /// Deliveries that are being made.
  private(set) var underWay: Set<String> = []
  private var due = Agenda<String>()

  /// The earliest moment at which one is to be tried.
  var next: Instant? { due.next }

  mutating func add(_ outgoing: CityOutgoing) {
    items[outgoing.delivery] = Item(outgoing: outgoing)
    due.add(outgoing.delivery, at: outgoing.at)
  }

  /// What is due, oldest first.
  mutating func take(at now: Instant, limit: Int) -> [CityOutgoing] {
    var taken: [CityOutgoing] = []
    while taken.count < limit, let (_, delivery) = due.take(until: now) {
      guard let item = items[delivery], underWay.insert(delivery).inserted else { continue }
      taken.append(item.outgoing)
    }
    return taken
  }

  mutating func finish(_ delivery: String) {
    underWay.remove(delivery)
    if items.removeValue(forKey: delivery) != nil { delivered += 1 }
  }
  mutating func giveUp(_ delivery: String) {
    underWay.remove(delivery)
    if items.removeValue(forKey: delivery) != nil { undeliverable.append(delivery) }
  }
  /// Puts a delivery back; true where it has been tried often enough.
  mutating func postpone(_ delivery: String, at now: Instant, trouble: String) -> Bool {
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
