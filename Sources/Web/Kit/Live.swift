import Hummingbird
import NIOCore

/// What a page's stream says. An element with `data-live="/path"` listens to it.
enum LiveUpdate: Sendable, Equatable {
  /// The element with this id has a new inside.
  case part(id: String, HTML)
  /// Something changed: every live element takes its inside anew from the page itself.
  case changed
  /// Keeps the connection open where nothing is said.
  case alive

  /// As server-sent events are written; a line break inside the markup begins a further `data:` line.
  var frame: String {
    switch self {
    case .alive: return ": alive\n\n"
    case .changed: return "event: changed\ndata: \n\n"
    case .part(let id, let html):
      let lines = html.text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" || $0 == "\r" }
      let name = id.filter { !$0.isNewline }
      return "event: part\ndata: \(name)\n" + lines.map { "data: \($0)\n" }.joined() + "\n"
    }
  }
}

extension Response {
  /// Seconds between signs of life: proxies close a silent connection after a minute or less.
  static let liveAliveSeconds = 15

  /// A stream of updates that ends with `updates` or when the reader goes.
  static func live<Updates: AsyncSequence & Sendable>(_ updates: Updates) -> Response
  where Updates.Element == LiveUpdate {
    Response(
      status: .ok, headers: [.contentType: "text/event-stream", .cacheControl: "no-store"],
      body: ResponseBody { writer in
        try await withThrowingTaskGroup(of: Void.self) { group in
          let (stream, source) = AsyncStream.makeStream(of: LiveUpdate.self, bufferingPolicy: .bufferingNewest(1000))
          group.addTask {
            defer { source.finish() }
            // A reader too slow for its updates loses the oldest; then it takes everything anew.
            for try await update in updates {
              if case .dropped = source.yield(update) { source.yield(.changed) }
            }
          }
          group.addTask {
            while true {
              try await Task.sleep(for: .seconds(liveAliveSeconds))
              source.yield(.alive)
            }
          }
          defer { group.cancelAll() }
          for await update in stream { try await writer.write(ByteBuffer(string: update.frame)) }
        }
        try await writer.finish(nil)
      })
  }
}
