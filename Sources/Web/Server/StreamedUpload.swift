import Foundation
import Hummingbird
import NIOCore

/// A form whose files go to the disk as they come (`multipart/form-data`, RFC 7578): only the part between two reads is in memory.
struct StreamedUpload: Sendable {
  /// A file as its sender called it, and where it lies now.
  struct File: Sendable {
    let field: String
    let name: String
    let url: URL

    /// The content in memory; nil where it is longer than `limit`.
    func bytes(upTo limit: Int) throws -> [UInt8]? {
      let handle = try FileHandle(forReadingFrom: url)
      defer { try? handle.close() }
      let data = try handle.read(upToCount: limit + 1) ?? Data()
      return data.count > limit ? nil : Array(data)
    }
  }
  var fields = FormData("")
  private(set) var files: [File] = []
  func file(in field: String) -> File? { files.last { $0.field == field } }

  /// Takes away what lies on the disk.
  func remove() { for file in files { try? FileManager.default.removeItem(at: file.url) } }

  /// Where the reading stands.
  private enum Place {
    /// Before the first boundary, or after the last.
    case outside
    case head
    case field(name: String, text: Data)
    case file(FileHandle)
  }
  private static let headMax = 16 << 10
  private static let fieldMax = 64 << 10
  private static let filesMax = 8

  private let boundary: Data
  private let make: @Sendable () -> URL
  private var place = Place.outside
  private var pending = Data("\r\n".utf8)
  private(set) var isOver = false

  /// `make` names a new place on the disk for each file. Nil where the header names no boundary.
  init?(contentType: String, placing make: @escaping @Sendable () -> URL) {
    guard let mark = contentType.range(of: "boundary=") else { return nil }
    let name = contentType[mark.upperBound...].prefix { $0 != ";" }.trimmingCharacters(in: CharacterSet(charactersIn: "\" "))
    guard !name.isEmpty, name.utf8.count <= 200 else { return nil }
    boundary = Data("\r\n--\(name)".utf8)
    self.make = make
  }

  /// Takes the next piece of the body. Throws where it does not have the form its header promises, or the disk refuses it.
  mutating func take(_ bytes: some Sequence<UInt8>) throws {
    pending.append(contentsOf: bytes)
    while !isOver, try step() {}
  }

  /// False where more is needed.
  private mutating func step() throws -> Bool {
    if case .head = place { return try head() }
    guard let mark = pending.range(of: boundary) else {
      // What might be the beginning of a boundary stays for the next piece.
      let safe = max(0, pending.count - boundary.count)
      try write(pending.prefix(safe))
      pending = Data(pending.dropFirst(safe))
      return false
    }
    guard pending.endIndex >= mark.upperBound + 2 else { return false }
    try write(pending[pending.startIndex..<mark.lowerBound])
    try end()
    let after = pending[mark.upperBound..<mark.upperBound + 2]
    pending = Data(pending[(mark.upperBound + 2)...])
    if after.elementsEqual("--".utf8) {
      isOver = true
      return false
    }
    guard after.elementsEqual("\r\n".utf8) else { throw StreamedUpload.malformed }
    place = .head
    return true
  }

  private mutating func head() throws -> Bool {
    guard let blank = pending.range(of: Data("\r\n\r\n".utf8)) else {
      guard pending.count <= StreamedUpload.headMax else { throw StreamedUpload.malformed }
      return false
    }
    let text = String(decoding: pending[pending.startIndex..<blank.lowerBound], as: UTF8.self)
    // An empty part's boundary begins with the line break that ends its head.
    pending = Data(pending[blank.upperBound...])
    guard let name = Upload.value("name", in: text) else { throw StreamedUpload.malformed }
    guard let file = Upload.value("filename", in: text), !file.isEmpty else {
      place = .field(name: Upload.value("filename", in: text) == nil ? name : "", text: Data())
      return true
    }
    guard files.count < StreamedUpload.filesMax else { throw StreamedUpload.malformed }
    let url = make()
    guard FileManager.default.createFile(atPath: url.path, contents: nil, attributes: [.posixPermissions: 0o600]) else {
      throw HTTPError(.serviceUnavailable, message: "文件无法写入磁盘 / The file cannot be written to the disk")
    }
    files.append(File(field: name, name: String(file.prefix(200)), url: url))
    place = .file(try FileHandle(forWritingTo: url))
    return true
  }

  private mutating func write(_ bytes: Data) throws {
    switch place {
    case .outside, .head: return
    case .file(let handle): try handle.write(contentsOf: bytes)
    case .field(let name, let text):
      guard text.count + bytes.count <= StreamedUpload.fieldMax else { throw StreamedUpload.malformed }
      place = .field(name: name, text: text + bytes)
    }
  }

  private mutating func end() throws {
    switch place {
    case .outside, .head: break
    case .file(let handle): try handle.close()
    case .field(let name, let text):
      if !name.isEmpty { fields.pairs.append((name, String(decoding: text, as: UTF8.self))) }
    }
    place = .outside
  }

  static var malformed: HTTPError { HTTPError(.badRequest, message: "表单无法读取 / The form cannot be read") }
}

extension Request {
  /// The form with its files on the disk, up to `limit` bytes in all; whoever asks takes them away (``StreamedUpload/remove()``).
  func streamedUpload(limit: Int, placing make: @escaping @Sendable () -> URL) async throws -> StreamedUpload {
    guard var upload = StreamedUpload(contentType: headers[.contentType] ?? "", placing: make) else {
      throw StreamedUpload.malformed
    }
    do {
      var read = 0
      for try await piece in body {
        read += piece.readableBytes
        guard read <= limit else { throw Request.tooLarge(limit) }
        try upload.take(piece.readableBytesView)
      }
      guard upload.isOver else { throw StreamedUpload.malformed }
      return upload
    } catch {
      upload.remove()
      throw error
    }
  }

  /// The body as a file, up to `limit` bytes.
  func streamedBody(to url: URL, limit: Int) async throws {
    guard FileManager.default.createFile(atPath: url.path, contents: nil, attributes: [.posixPermissions: 0o600]) else {
      throw HTTPError(.serviceUnavailable, message: "文件无法写入磁盘 / The file cannot be written to the disk")
    }
    let handle = try FileHandle(forWritingTo: url)
    defer { try? handle.close() }
    var read = 0
    for try await piece in body {
      read += piece.readableBytes
      guard read <= limit else { throw Request.tooLarge(limit) }
      try handle.write(contentsOf: piece.readableBytesView)
    }
  }

  static func tooLarge(_ limit: Int) -> HTTPError {
    HTTPError(.contentTooLarge, message: "文件过大，最多 \(limit >> 20) MiB / At most \(limit >> 20) MiB are read")
  }
}
