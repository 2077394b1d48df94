import Basics
import Casework
import City
import Enforcement
import Partners
import PartnerAPI

/// The simulated city in the same process: requests go in as they would over the wire, and what the units send comes back.
public actor ScenarioCity: PartnerGateway {
  private var city: City
  private let clock: ScenarioClock

  init(_ city: City, clock: ScenarioClock) {
    self.city = city
    self.clock = clock
  }

  public func send(_ request: OutgoingRequest) async throws {
    _ = try city.submit(try WireMapping.message(request, at: clock.now), at: clock.now)
  }

  /// Changes the city or asks it something, at this moment.
  public func with<Value: Sendable>(_ body: @Sendable (inout City, Instant) throws -> Value) throws -> Value {
    try body(&city, clock.now)
  }
  func takeDue() -> [CityOutgoing] { city.due(until: clock.now) }
  var next: Instant? { city.nextInstant }
}
