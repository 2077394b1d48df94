import Basics

/// A text message that was handed to the city's phone network.
package struct TextMessage: Codable, Sendable, Hashable {
  package var to: String
  package var text: String

  package init(to: String, text: String) {
    self.to = to
    self.text = text
  }
}

/// The phones of the city: which messages came to which number, newest last.
package struct Phones: Sendable {
  package struct Received: Sendable {
    package let at: Instant
    package let message: TextMessage
  }
  private static let keptMax = 2_000
  package private(set) var received: [Received] = []

  package init() {}

  package mutating func take(_ message: TextMessage, at instant: Instant) {
    received.append(Received(at: instant, message: message))
    if received.count > Phones.keptMax { received.removeFirst(received.count - Phones.keptMax) }
  }
}
