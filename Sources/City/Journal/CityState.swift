import Basics
import PartnerAPI

/// A city with its outbox. Journal lines are the one thing that changes them, live and on restart alike.
package struct CityState: Sendable {
  package enum Result {
    case done
    case receipt(PartnerReceiptMessage)
    case unavailable
    case bankLine(String)
  }
  package var city: City
  package var outbox = Outbox()
  package var phones = Phones()

  package init(city: City) { self.city = city }

  /// Lets happen what is due, and puts what units send into the outbox.
  package mutating func collect(until instant: Instant) { for outgoing in city.due(until: instant) { outbox.add(outgoing) } }

  @discardableResult package mutating func apply(_ line: JournalLine) throws -> Result {
    collect(until: line.at)
    defer { collect(until: line.at) }
    switch line.act {
    case .open: throw JournalFault("the city is opened twice")
    case .people(let file): try city.add(file)
    case .submit(let request):
      do { return .receipt(try city.submit(request, at: line.at)) } catch CityRefusal.unavailable { return .unavailable }
    case .payments(let order): return .bankLine(try city.take(order, at: line.at) ? "repeated" : "taken")
    case .credit(let order): return .bankLine(try city.credit(order, at: line.at))
    case .payCourt(let order): return .bankLine(try city.payCourt(order, at: line.at))
    case .belongings(let order): try city.give(order, at: line.at)
    case .faults(let order): for unit in order.units { try city.set(order.faults, of: unit) }
    case .text(let message): phones.take(message, at: line.at)
    case .advance: break
    case .delivered(let delivery): outbox.finish(delivery)
    case .undeliverable(let delivery): outbox.giveUp(delivery)
    }
    return .done
  }
}

/// `POST /faults`: a unit's key, or `*` for all, with the fields of ``City/UnitFaults``.
package struct FaultsOrder: Codable, Sendable, Hashable {
  package var unit: String
  package var faults: UnitFaults
  package var units: [String] { unit == "*" ? CityUnit.all.map(\.key) : [unit] }

  package init(unit: String, faults: UnitFaults) {
    self.unit = unit
    self.faults = faults
  }
  private enum Key: String, CodingKey { case unit }
  package init(from decoder: any Decoder) throws {
    unit = try decoder.container(keyedBy: Key.self).decode(String.self, forKey: .unit)
    faults = try UnitFaults(from: decoder)
  }
  package func encode(to encoder: any Encoder) throws {
    try faults.encode(to: encoder)
    var box = encoder.container(keyedBy: Key.self)
    try box.encode(unit, forKey: .unit)
  }
}
