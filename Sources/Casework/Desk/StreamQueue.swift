import Enforcement

/// Who lost a race for a stream waits here for the turn to try again, first come, first served. Nobody ever holds two places, so nobody
/// waits for one that waits for him.
actor StreamQueue {
  /// One command's place in at most one line.
  final class Place: Sendable {
    init() {}
  }

  private var held: [ObjectIdentifier: StreamID] = [:]
  /// By stream: who waits behind the one whose turn it is; present while anybody has the turn.
  private var lines: [StreamID: [CheckedContinuation<Void, Never>]] = [:]

  /// Returns when it is this command's turn at the stream; at once where it is already.
  func wait(_ place: Place, at stream: StreamID) async {
    let id = ObjectIdentifier(place)
    if held[id] == stream { return }
    leave(place)
    if lines[stream] == nil {
      lines[stream] = []
    } else {
      await withCheckedContinuation { lines[stream, default: []].append($0) }
    }
    held[id] = stream
  }

  /// Gives the turn to the next.
  func leave(_ place: Place) {
    guard let stream = held.removeValue(forKey: ObjectIdentifier(place)) else { return }
    if lines[stream]?.isEmpty ?? true { lines[stream] = nil } else { lines[stream]?.removeFirst().resume() }
  }
}
