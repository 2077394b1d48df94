import Basics
import Foundation
import Hummingbird
import Testing

@testable import Web

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

@Suite("Styles, script and live updates")
struct KitAssetsTests {
  @Test("The compiled-in files are those of the source, under names that change with their content")
  func embedded() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    for (asset, name) in [(Assets.style, "style.css"), (Assets.script, "app.js"), (Assets.mark, "mark.svg")] {
      #expect(try Data(contentsOf: root.appendingPathComponent("Sources/CAssets/\(name)")) == Data(asset.content))
      let other = (asset.content + [10]).withUnsafeBufferPointer {
        Asset($0.baseAddress, $0.count, name: "a", suffix: "b", type: "c")
      }
      #expect(other.path.dropFirst("/assets/a-".count) != asset.path.suffix(other.path.count - "/assets/a-".count))
    }
    #expect(Assets.stylePath.hasPrefix("/assets/style-") && Assets.stylePath.hasSuffix(".css"))
  }

  @Test("Assets are served with their type and kept for a year; the stream of updates arrives as it was sent")
  func served() async throws {
    let router = Router()
    Assets.add(to: router)
    router.get("/live") { _, _ in
      Response.live(
        AsyncStream<LiveUpdate> { source in
          source.yield(.part(id: "counts", "<b>1</b>\n<i>2</i>"))
          source.yield(.changed)
          source.finish()
        })
    }
    try await serve(router) { base in
      for asset in [Assets.style, Assets.script, Assets.mark] {
        let (data, answer) = try await get(base + asset.path)
        #expect(answer.statusCode == 200 && data == Data(asset.content))
        #expect(answer.value(forHTTPHeaderField: "Content-Type") == asset.type)
        #expect(answer.value(forHTTPHeaderField: "Cache-Control") == "public, max-age=31536000, immutable")
      }
      let (data, answer) = try await get(base + "/live")
      #expect(answer.value(forHTTPHeaderField: "Content-Type") == "text/event-stream")
      #expect(
        String(decoding: data, as: UTF8.self)
          == "event: part\ndata: counts\ndata: <b>1</b>\ndata: <i>2</i>\n\nevent: changed\ndata: \n\n")
    }
  }

  private func serve(_ router: Router<BasicRequestContext>, _ body: @escaping @Sendable (String) async throws -> Void)
    async throws
  {
    let (ports, port) = AsyncStream.makeStream(of: Int.self)
    let application = Application(
      router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
      onServerRunning: { port.yield($0.localAddress?.port ?? 0) })
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await application.run() }
      var iterator = ports.makeAsyncIterator()
      let number = try #require(await iterator.next())
      try await body("http://127.0.0.1:\(number)")
      group.cancelAll()
    }
  }

  private func get(_ address: String) async throws -> (Data, HTTPURLResponse) {
    let (data, answer) = try await URLSession.shared.data(from: try #require(URL(string: address)))
    return (data, try #require(answer as? HTTPURLResponse))
  }

  @Test("Text keeps a contrast of 4.5 to 1 on every ground, on desks and on the wall")
  func contrast() throws {
    let style = String(decoding: Assets.style.content, as: UTF8.self)
    for block in [":root", "body.wall"] {
      let tokens = try tokens(of: block, in: style)
      let grounds = try ["ground", "sheet", "hover"].map { try #require(tokens[$0]) }
      for name in ["ink", "ink-soft", "blue", "red", "amber-text", "green"] {
        let text = try #require(tokens[name])
        for ground in grounds { #expect(ratio(text, ground) >= 4.5, "\(block) \(name) \(ratio(text, ground))") }
      }
      #expect(ratio(try #require(tokens["on-blue"]), try #require(tokens["blue"])) >= 4.5)
      #expect(ratio(try #require(tokens["sheet"]), try #require(tokens["red"])) >= 4.5)
      #expect(ratio(try #require(tokens["line-strong"]), try #require(tokens["sheet"])) >= 3, "borders of inputs")
    }
  }

  private func tokens(of block: String, in style: String) throws -> [String: String] {
    let start = try #require(style.range(of: "\n\(block) {")).upperBound
    let body = style[start...].prefix { $0 != "}" }
    var tokens: [String: String] = [:]
    for line in body.split(separator: "\n") {
      let halves = line.split(separator: ":").map { $0.filter { !" -;".contains($0) } }
      if halves.count == 2, halves[1].hasPrefix("#") {
        let name = line.split(separator: ":")[0].drop { " -".contains($0) }
        tokens[String(name)] = halves[1]
      }
    }
    return tokens
  }

  /// WCAG 2.2's contrast ratio.
  private func ratio(_ left: String, _ right: String) -> Double {
    let (one, other) = (luminance(left), luminance(right))
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)
  }
  private func luminance(_ colour: String) -> Double {
    let value = Int(colour.dropFirst(), radix: 16) ?? 0
    let parts = [value >> 16 & 255, value >> 8 & 255, value & 255].map { byte -> Double in
      let part = Double(byte) / 255
      return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
  }
}
