import Basics
import Casework

/// What a simulation asks of the court that it drives.
extension Scenario {
  /// The staff, in the order in which they joined.
  var everybody: [ScenarioPerson] { notebook.withLock { $0.everybody } }

  /// Events after a position, which moves on.
  func events(after position: inout Int64) async throws -> [RecordedEvent] {
    var all: [RecordedEvent] = []
    while true {
      let page = try await store.read(after: position, limit: 1_000)
      all += page
      position = page.last?.position ?? position
      if page.count < 1_000 { return all }
    }
  }
}
