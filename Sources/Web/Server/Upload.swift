import Foundation
import Hummingbird
import NIOCore

/// A form with one file, as browsers send it (`multipart/form-data`, RFC 7578).
struct Upload: Sendable {
  var fields = FormData("")
  /// The file's name and content; nil where none was chosen.
  var file: (name: String, bytes: [UInt8])?
  /// Each file with the field that it was chosen in, where a form has several.
  private(set) var files: [(field: String, name: String, bytes: [UInt8])] = []
  func file(in field: String) -> (name: String, bytes: [UInt8])? {
    files.last { $0.field == field }.map { ($0.name, $0.bytes) }
  }

  /// Nil where the body does not have the form its header promises.
  init?(contentType: String, body: Data) {
    guard let mark = contentType.range(of: "boundary=") else { return nil }
    let boundary = contentType[mark.upperBound...].prefix { $0 != ";" }.trimmingCharacters(in: CharacterSet(charactersIn: "\" "))
    guard !boundary.isEmpty else { return nil }
    let line = Data("--\(boundary)".utf8)
    let blank = Data("\r\n\r\n".utf8)
    var rest = body[...]
    guard let first = rest.range(of: line) else { return nil }
    rest = rest[first.upperBound...]
    while !rest.starts(with: Data("--".utf8)) {
      guard let head = rest.range(of: blank), let end = rest[head.upperBound...].range(of: Data("\r\n".utf8) + line) else {
        return nil
      }
      take(String(decoding: rest[..<head.lowerBound], as: UTF8.self), Array(rest[head.upperBound..<end.lowerBound]))
      rest = rest[end.upperBound...]
    }
  }

  private mutating func take(_ head: String, _ bytes: [UInt8]) {
    guard let name = Upload.value("name", in: head) else { return }
    if let file = Upload.value("filename", in: head) {
      guard !file.isEmpty else { return }
      self.file = (file, bytes)
      files.append((name, file, bytes))
    } else {
      fields.pairs.append((name, String(decoding: bytes, as: UTF8.self)))
    }
  }

  /// A parameter of `Content-Disposition`, as browsers quote it.
  static func value(_ name: String, in head: String) -> String? {
    guard let start = head.range(of: " \(name)=\"") else { return nil }
    let rest = head[start.upperBound...]
    guard let end = rest.firstIndex(of: "\"") else { return nil }
    return rest[..<end].replacingOccurrences(of: "%22", with: "\"")
  }
}

extension Request {
  /// The form with its file, up to `limit` bytes.
  func upload(limit: Int) async throws -> Upload {
    let body: ByteBuffer
    do {
      body = try await self.body.collect(upTo: limit)
    } catch is NIOTooManyBytesError {
      throw Request.tooLarge(limit)
    }
    guard let upload = Upload(contentType: headers[.contentType] ?? "", body: Data(body.readableBytesView)) else {
      throw HTTPError(.badRequest, message: "表单无法读取 / The form cannot be read")
    }
    return upload
  }
}
