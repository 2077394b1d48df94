import Basics

/// A decision in the making: events are added stream by stream, and later steps see the situation as the earlier ones left it.
public struct Draft: Sendable {
  public private(set) var situation: Situation
  public private(set) var appended: [StreamEvents] = []
  private let causation = "draft"
  /// Where each stream stands in ``appended``: decisions over hundreds of cases look it up for every step.
  private var places: [StreamID: Int] = [:]
  /// Persons recorded in this decision, by the digest of their number.
  private var recorded: [String: ID<Person>] = [:]
  /// Things recorded in this decision, by the digest of their number.
  private var things: [String: ID<Property>] = [:]
  /// Cases given to handlers in this decision.
  private(set) var assigned: [ID<StaffMember>: Int] = [:]

  public init(_ situation: Situation) { self.situation = situation }

  /// Adds events to one stream; whatever is decided after it sees them applied. No events, no step.
  public mutating func add(_ stream: StreamID, _ events: [any Event]) {
    guard !events.isEmpty else { return }
    let step = situation.append(stream, events)
    situation.take(step, causation: causation)
    note(events, of: stream)
    if let place = places[stream] {
      appended[place].events += events
    } else {
      places[stream] = appended.count
      appended.append(step)
    }
  }
  private mutating func note(_ events: [any Event], of stream: StreamID) {
    for event in events {
      if let person = event as? PersonRecorded, !person.idDigest.isEmpty, recorded[person.idDigest] == nil {
        recorded[person.idDigest] = ID(stream.key)
      }
      if let thing = event as? PropertyRecorded, !thing.identityDigest.isEmpty, things[thing.identityDigest] == nil {
        things[thing.identityDigest] = ID(stream.key)
      }
      if let handler = (event as? HandlerAssigned)?.handler { assigned[handler, default: 0] += 1 }
    }
  }
  /// A person recorded earlier in this decision.
  func person(digest: String?) -> ID<Person>? { digest.flatMap { recorded[$0] } }
  /// A thing recorded earlier in this decision.
  func property(digest: String?) -> ID<Property>? { digest.flatMap { things[$0] } }
  /// Takes over a whole decision of another capability.
  public mutating func add(_ decided: [StreamEvents]) { for part in decided { add(part.stream, part.events) } }
}
