import Basics
import Enforcement

/// Folded state by stream and version, bounded. It may lag: the append checks the version, and ``load(_:from:)`` reads what is new.
actor StreamCache {
  private var entries: [StreamID: Situation.Loaded] = [:]
  private var order: [StreamID] = []
  private let capacity: Int

  init(capacity: Int) { self.capacity = max(1, capacity) }

  /// The current state of each stream: from memory plus newer events, or folded from the log.
  func load(_ streams: [StreamID], from store: any EventStore) async throws -> [StreamID: Situation.Loaded] {
    var result: [StreamID: Situation.Loaded] = [:]
    var missing: [StreamID] = []
    for stream in streams where result[stream] == nil {
      if let known = entries[stream] { result[stream] = known } else { missing.append(stream) }
    }
    guard !missing.isEmpty else { return result }
    let recorded = try await store.load(missing)
    for stream in missing {
      let loaded = StreamCache.fold(
        recorded[stream] ?? [], onto: Situation.Loaded(version: 0, state: Situation.empty(stream.kind)))
      result[stream] = loaded
      keep(stream, loaded)
    }
    return result
  }

  /// Takes over what was just appended.
  func advance(_ situation: Situation, _ appended: [StreamEvents], causation: String) {
    let after = situation.after(appended, causation: causation)
    for part in appended {
      guard let loaded = after.streams[part.stream] else { continue }
      if let known = entries[part.stream], known.version >= loaded.version { continue }
      keep(part.stream, loaded)
    }
  }

  func forget(_ streams: [StreamID]) { for stream in streams { entries[stream] = nil } }

  static func fold(_ events: [RecordedEvent], onto start: Situation.Loaded) -> Situation.Loaded {
    var loaded = start
    for recorded in events {
      recorded.event.fold(into: &loaded.state, recorded.meta)
      loaded.version = recorded.meta.version
    }
    return loaded
  }

  private func keep(_ stream: StreamID, _ loaded: Situation.Loaded) {
    if entries.updateValue(loaded, forKey: stream) == nil { order.append(stream) }
    guard entries.count > capacity else { return }
    // The oldest tenth goes at once, so that eviction costs little per load.
    let drop = order.prefix(max(1, capacity / 10))
    for old in drop { entries[old] = nil }
    order.removeFirst(drop.count)
  }
}
