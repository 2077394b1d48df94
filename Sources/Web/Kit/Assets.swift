import CAssets
import Crypto
import Foundation
import Hummingbird

/// Styles and scripts, compiled in, under names that change with their content.
enum Assets {
  static let style = bytes(zhixing_style(), zhixing_style_size())
  static let script = bytes(zhixing_script(), zhixing_script_size())
  static let stylePath = "/assets/style-\(name(style)).css"
  static let scriptPath = "/assets/app-\(name(script)).js"
  static var scriptSource: HTML { "src=\"\(scriptPath)\"" }

  private static func bytes(_ start: UnsafePointer<UInt8>?, _ count: Int) -> [UInt8] {
    Array(UnsafeBufferPointer(start: start, count: count))
  }
  private static func name(_ bytes: [UInt8]) -> String {
    SHA256.hash(data: bytes).prefix(6).map { String(format: "%02x", $0) }.joined()
  }

  static func add(to router: Router<PageContext>) {
    for (path, type, content) in [
      (stylePath, "text/css; charset=utf-8", style), (scriptPath, "text/javascript; charset=utf-8", script),
    ] {
      router.get(RouterPath(path)) { _, _ in
        Response(
          status: .ok, headers: [.contentType: type, .cacheControl: "public, max-age=31536000, immutable"],
          body: ResponseBody(byteBuffer: ByteBuffer(bytes: content)))
      }
    }
  }
}
