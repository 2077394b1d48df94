import Basics
import Casework
import Enforcement
import Hummingbird
import NIOCore

/// A request's context: who is signed in.
public struct PageContext: RequestContext {
  public var coreContext: CoreRequestContextStorage
  var session: Session?
  var actor: Actor?
  var name = ""
  public init(source: ApplicationRequestContextSource) { coreContext = .init(source: source) }
  /// Forms and JSON up to 2 MiB.
  public var maxUploadSize: Int { 2 << 20 }
}

/// A form as typed: pairs in order, and as nested input for commands (`parties[0].name`).
struct FormData: Sendable {
  var pairs: [(name: String, value: String)] = []
  /// It came as JSON: what is left out was not asked for, while a form leaves out what is not ticked.
  var isProgram = false

  init(_ text: String) {
    for part in text.split(separator: "&") {
      let halves = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      pairs.append((FormData.decode(halves[0]), halves.count == 2 ? FormData.decode(halves[1]) : ""))
    }
  }
  subscript(name: String) -> String { pairs.last { $0.name == name }?.value ?? "" }
  func all(_ name: String) -> [String] { pairs.filter { $0.name == name }.map(\.value) }

  /// Groups whose every typed field is empty are left out, so that unused rows of a form are no input.
  var input: [String: InputValue] {
    var values: [String: InputValue] = [:]
    var groups: [String: [Int: [String: InputValue]]] = [:]
    for (name, value) in pairs {
      if let open = name.firstIndex(of: "["), let close = name.firstIndex(of: "]"), open < close,
        let index = Int(name[name.index(after: open)..<close]), index >= 0, name[close...].hasPrefix("].")
      {
        let field = String(name[name.index(close, offsetBy: 2)...])
        groups[String(name[..<open]), default: [:]][index, default: [:]][field] = .text(value)
      } else if let known = values[name] {
        if case .list(let list) = known {
          values[name] = .list(list + [.text(value)])
        } else {
          values[name] = .list([known, .text(value)])
        }
      } else {
        values[name] = .text(value)
      }
    }
    for (name, rows) in groups {
      let used = rows.sorted { $0.key < $1.key }.map(\.value).filter { row in row.values.contains { $0 != .text("") } }
      values[name] = .list(used.map(InputValue.object))
    }
    values["csrf"] = nil
    return values
  }

  private static func decode(_ text: Substring) -> String {
    var bytes: [UInt8] = []
    var iterator = text.utf8.makeIterator()
    while let byte = iterator.next() {
      switch byte {
      case UInt8(ascii: "+"): bytes.append(32)
      case UInt8(ascii: "%"):
        guard let high = iterator.next().flatMap(digit), let low = iterator.next().flatMap(digit) else { continue }
        bytes.append(high << 4 | low)
      default: bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 48...57: byte - 48
    case 65...70: byte - 55
    case 97...102: byte - 87
    default: nil
    }
  }
}

extension Request {
  var query: FormData { FormData(uri.query ?? "") }
  func form(_ context: PageContext) async throws -> FormData {
    let body = try await body.collect(upTo: context.maxUploadSize)
    return FormData(String(buffer: body))
  }
  func cookie(_ name: String) -> String? {
    for part in (headers[.cookie] ?? "").split(separator: ";") {
      let halves = part.split(separator: "=", maxSplits: 1).map { $0.filter { $0 != " " } }
      if halves.count == 2, halves[0] == name { return String(halves[1]) }
    }
    return nil
  }
}

extension Response {
  static func html(_ html: HTML, status: HTTPResponse.Status = .ok) -> Response {
    Response(
      status: status, headers: [.contentType: "text/html; charset=utf-8", .cacheControl: "no-store"],
      body: ResponseBody(byteBuffer: ByteBuffer(string: html.text)))
  }
  static func bytes(_ bytes: [UInt8], type: String, name: String? = nil, inline: Bool = true) -> Response {
    var headers: HTTPFields = [.contentType: type, .cacheControl: "no-store"]
    if let name { headers[.contentDisposition] = "\(inline ? "inline" : "attachment"); filename=\"\(name)\"" }
    return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
  }
  static func see(_ path: String) -> Response { Response(status: .seeOther, headers: [.location: path]) }
}
