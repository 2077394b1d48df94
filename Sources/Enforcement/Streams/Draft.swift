import Basics

/// A decision in the making: events are added stream by stream, and later steps see the situation as the earlier ones left it.
public struct Draft: Sendable {
  public private(set) var situation: Situation
  public private(set) var appended: [StreamEvents] = []
  private let causation = "draft"

  public init(_ situation: Situation) { self.situation = situation }

  public mutating func add(_ stream: StreamID, _ events: [any Event]) {
    guard !events.isEmpty else { return }
    let step = situation.append(stream, events)
    situation = situation.after([step], causation: causation)
    if let index = appended.firstIndex(where: { $0.stream == stream }) {
      appended[index].events += events
    } else {
      appended.append(step)
    }
  }
  /// Takes over a whole decision of another capability.
  public mutating func add(_ decided: [StreamEvents]) { for part in decided { add(part.stream, part.events) } }
}
