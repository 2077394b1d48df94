import Basics
import Enforcement

/// Folded state by stream and version, bounded. It may lag: the append checks the version, and ``load(_:from:)`` reads what is new.
actor StreamCache {
  private var entries: [StreamID: Situation.Loaded] = [:]
  private var order: [StreamID] = []
  private let capacity: Int
  /// Streams that are being read from the store now, with how many readers each has.
  private var reading: [StreamID: Int] = [:]
  /// Those of them that moved on meanwhile: what was read may be older than what is known, and is not kept.
  private var movedOn: Set<StreamID> = []

  init(capacity: Int) { self.capacity = max(1, capacity) }

  /// The current state of each stream: from memory plus newer events, or folded from the log.
  func load(_ streams: [StreamID], from store: any EventStore) async throws -> [StreamID: Situation.Loaded] {
    var result: [StreamID: Situation.Loaded] = [:]
    var missing: [StreamID] = []
    for stream in streams where result[stream] == nil {
      if let known = entries[stream] { result[stream] = known } else { missing.append(stream) }
    }
    guard !missing.isEmpty else { return result }
    for stream in missing { reading[stream, default: 0] += 1 }
    let recorded: [StreamID: [RecordedEvent]]
    do { recorded = try await store.load(missing) } catch {
      for stream in missing { _ = isStillCurrent(stream) }
      throw error
    }
    for stream in missing {
      let loaded = StreamCache.fold(
        recorded[stream] ?? [], onto: Situation.Loaded(version: 0, state: Situation.empty(stream.kind)))
      if isStillCurrent(stream) {
        result[stream] = loaded
        keep(stream, loaded)
      } else {
        let known = entries[stream]
        result[stream] = known.map { $0.version > loaded.version ? $0 : loaded } ?? loaded
      }
    }
    return result
  }

  /// Ends one reading of a stream; false where the stream moved on since the reading began.
  private func isStillCurrent(_ stream: StreamID) -> Bool {
    let current = !movedOn.contains(stream)
    let others = (reading[stream] ?? 1) - 1
    reading[stream] = others > 0 ? others : nil
    if others <= 0 { movedOn.remove(stream) }
    return current
  }

  /// Takes over what was just appended.
  func advance(_ situation: Situation, _ appended: [StreamEvents], causation: String) {
    let after = situation.after(appended, causation: causation)
    for part in appended {
      if let loaded = after.streams[part.stream] { keepAppended(part.stream, loaded) }
    }
  }
  /// A stream as an append left it; the newest one stands.
  func keepAppended(_ stream: StreamID, _ loaded: Situation.Loaded) {
    if reading[stream] != nil { movedOn.insert(stream) }
    if let known = entries[stream], known.version >= loaded.version { return }
    keep(stream, loaded)
  }

  func forget(_ streams: [StreamID]) {
    for stream in streams {
      entries[stream] = nil
      if reading[stream] != nil { movedOn.insert(stream) }
    }
  }

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
