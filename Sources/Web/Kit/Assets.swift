import CAssets
import Crypto
import Hummingbird
import NIOCore

/// Styles, script and mark, compiled in, under names that change with their content: a browser keeps them for a year, and a new
/// version has a new name.
enum Assets {
  static let style = Asset(zhixing_style(), zhixing_style_size(), name: "style", suffix: "css", type: "text/css; charset=utf-8")
  static let script = Asset(
    zhixing_script(), zhixing_script_size(), name: "app", suffix: "js", type: "text/javascript; charset=utf-8")
  static let mark = Asset(zhixing_mark(), zhixing_mark_size(), name: "mark", suffix: "svg", type: "image/svg+xml")
  static var stylePath: String { style.path }
  static var scriptPath: String { script.path }
  static var markPath: String { mark.path }

  /// What every page is allowed: nothing inline, nothing from elsewhere.
  static let contentSecurityPolicy =
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    + "base-uri 'none'; frame-ancestors 'none'"

  static func add(to router: Router<some RequestContext>) {
    for asset in [style, script, mark] { router.get(RouterPath(asset.path)) { _, _ in asset.response } }
  }
}

/// One file of the program's own.
struct Asset: Sendable {
  let content: [UInt8]
  let path: String
  let type: String

  init(_ start: UnsafePointer<UInt8>?, _ count: Int, name: String, suffix: String, type: String) {
    content = Array(UnsafeBufferPointer(start: start, count: count))
    let figures = Array("0123456789abcdef")
    let digest = SHA256.hash(data: content).prefix(6).map { "\(figures[Int($0 >> 4)])\(figures[Int($0 & 15)])" }.joined()
    path = "/assets/\(name)-\(digest).\(suffix)"
    self.type = type
  }

  var response: Response {
    Response(
      status: .ok,
      headers: [.contentType: type, .cacheControl: "public, max-age=31536000, immutable", .xContentTypeOptions: "nosniff"],
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: content)))
  }
}
