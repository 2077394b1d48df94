import CZip
import Foundation
import Testing

@testable import Sheets

/// Archives as people send them, and as nobody should.
@Suite struct ArchiveTests {
  /// A file to pack: its name as bytes, so that any encoding can be tried.
  private struct Packed {
    var name: [UInt8]
    var content: [UInt8] = Array("%PDF-1.7 示例".utf8)
    var password: String?
    var isLink = false
    var isStored = false
    init(_ name: String) { self.name = Array(name.utf8) }
    init(bytes: [UInt8]) { name = bytes }
    static func with(_ name: String, _ change: (inout Packed) -> Void) -> Packed {
      var made = Packed(name)
      change(&made)
      return made
    }
  }

  private func pack(_ files: [Packed]) throws -> [UInt8] {
    let url = FileManager.default.temporaryDirectory.appending(path: "archive-\(UUID().uuidString).zip")
    defer { try? FileManager.default.removeItem(at: url) }
    var code: Int32 = 0
    let archive = try #require(zip_open(url.path, ZIP_CREATE, &code))
    var buffers: [UnsafeMutableRawBufferPointer] = []
    defer { for buffer in buffers { buffer.deallocate() } }
    for file in files {
      let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: max(1, file.content.count), alignment: 1)
      buffer.copyBytes(from: file.content)
      buffers.append(buffer)
      let name = (file.name + [0]).map { CChar(bitPattern: $0) }
      if file.name.last == UInt8(ascii: "/") {
        #expect(zip_dir_add(archive, name, 0) >= 0)
        continue
      }
      let source = try #require(zip_source_buffer(archive, buffer.baseAddress, zip_uint64_t(file.content.count), 0))
      let index = zip_file_add(archive, name, source, 0)
      try #require(index >= 0)
      if file.isStored { #expect(zip_set_file_compression(archive, zip_uint64_t(index), ZIP_CM_STORE, 0) == 0) }
      if let password = file.password {
        #expect(zip_file_set_encryption(archive, zip_uint64_t(index), zip_uint16_t(ZIP_EM_AES_256), password) == 0)
      }
      if file.isLink {
        let mode: UInt32 = 0o120777 << 16
        #expect(zip_file_set_external_attributes(archive, zip_uint64_t(index), 0, UInt8(ZIP_OPSYS_UNIX), mode) == 0)
      }
    }
    try #require(zip_close(archive) == 0)
    return Array(try Data(contentsOf: url))
  }

  /// Opens the bytes as a file and reads every entry.
  private func read(_ bytes: [UInt8], _ limits: ArchiveLimits = ArchiveLimits()) throws -> [String: [UInt8]] {
    let url = FileManager.default.temporaryDirectory.appending(path: "archive-\(UUID().uuidString)")
    try Data(bytes).write(to: url)
    defer { try? FileManager.default.removeItem(at: url) }
    let archive = try ZipFile(at: url.path, limits: limits)
    var found: [String: [UInt8]] = [:]
    for entry in archive.entries { found[entry.path] = try archive.bytes(of: entry) }
    return found
  }
  private func fault(_ bytes: [UInt8], _ limits: ArchiveLimits = ArchiveLimits()) throws -> ArchiveFault? {
    do {
      _ = try read(bytes, limits)
      return nil
    } catch let fault as ArchiveFault { return fault }
  }

  @Test("Files come out as they went in, folders are left out, and names of Chinese systems are read")
  func plain() throws {
    // 文书/裁定书.pdf in GB18030.
    let chinese: [UInt8] = [0xCE, 0xC4, 0xCA, 0xE9, 0x2F, 0xB2, 0xC3, 0xB6, 0xA8, 0xCA, 0xE9] + Array(".pdf".utf8)
    var old = Packed("papers\\B2\\old.pdf")
    old.content = []
    let found = try read(
      try pack([Packed("cases.csv"), Packed("papers/A1/裁定书.pdf"), Packed("empty/"), Packed(bytes: chinese), old]))
    #expect(Set(found.keys) == ["cases.csv", "papers/A1/裁定书.pdf", "文书/裁定书.pdf", "papers/B2/old.pdf"])
    #expect(found["papers/A1/裁定书.pdf"] == Packed("").content && found["papers/B2/old.pdf"] == [])
  }

  @Test("Names that lead out of the archive, links and doubled names are refused with the name")
  func paths() throws {
    for name in ["../x.pdf", "/etc/x.pdf", "papers/../../x.pdf", "C:\\x.pdf", "papers//x.pdf", "a\u{7}b.pdf", "./x.pdf"] {
      let found = try fault(try pack([Packed("cases.csv"), Packed(name)]))
      #expect(found?.kind == .path, "\(name): \(String(describing: found))")
    }
    let deep = Array(repeating: "a", count: 17).joined(separator: "/")
    #expect(try fault(try pack([Packed(deep)]))?.kind == .path)
    #expect(try fault(try pack([Packed(bytes: [0xFF, 0x20, 0xFF])]))?.kind == .path)
    let link = try fault(try pack([.with("papers/A1/x.pdf") { $0.isLink = true }]))
    #expect(link?.kind == .path && link?.place == "papers/A1/x.pdf")
    var twice = try pack([Packed("one1.pdf"), Packed("one2.pdf")])
    for place in twice.indices.dropLast(8) where Array(twice[place..<place + 8]) == Array("one2.pdf".utf8) {
      twice[place + 3] = UInt8(ascii: "1")
    }
    #expect(try fault(twice)?.place == "one1.pdf")
  }

  @Test("An encrypted, a damaged and a cut archive are refused with the place, and so is what is no archive")
  func broken() throws {
    let locked = try fault(try pack([Packed("cases.csv"), .with("papers/A1/x.pdf") { $0.password = "secret" }]))
    #expect(locked?.kind == .encrypted && locked?.place == "papers/A1/x.pdf")
    var damaged = try pack([.with("papers/A1/x.pdf") { $0.isStored = true }])
    let content = try #require(damaged.firstRange(of: Array("%PDF".utf8)))
    damaged[content.lowerBound + 2] ^= 0x40
    #expect(try fault(damaged)?.kind == .damaged && fault(damaged)?.place == "papers/A1/x.pdf")
    let whole = try pack([Packed("cases.csv"), Packed("parties.csv")])
    #expect(try fault(Array(whole.dropLast(30))) != nil)
    for bytes in [[], Array("a,b\r\n".utf8), [0xD0, 0xCF, 0x11, 0xE0]] { #expect(try fault(bytes)?.kind == .notArchive) }
  }

  @Test("Entries, their sizes, the size of all, and how tight they are packed have bounds")
  func bounds() throws {
    let three = try pack([Packed("a"), Packed("b"), Packed("c")])
    #expect(try fault(three, ArchiveLimits(entriesMax: 2))?.kind == .limit)
    #expect(try fault(three, ArchiveLimits(entryBytesMax: 5))?.place == "a")
    #expect(try fault(three, ArchiveLimits(totalBytesMax: 20))?.place == "b")
    let tight = try pack([.with("zeros.pdf") { $0.content = Array(repeating: 0, count: 3 << 20) }])
    #expect(try fault(tight)?.kind == .limit && fault(tight)?.place == "zeros.pdf")
    #expect(try fault(tight, ArchiveLimits(ratioMax: 2_000)) == nil)
  }

  @Test("Whatever bytes are changed, reading ends with files or a fault")
  func anything() throws {
    let whole = try pack([
      Packed("cases.csv"), Packed("papers/A1/x.pdf"), .with("b.csv") { $0.content = Array(repeating: 65, count: 5_000) },
    ])
    var numbers = SeededNumbers(seed: 11)
    var survivors = 0
    for _ in 0..<400 {
      var bytes = whole
      for _ in 0...3 { bytes[Int.random(in: 0..<bytes.count, using: &numbers)] = UInt8.random(in: 0...255, using: &numbers) }
      if try fault(bytes) == nil { survivors += 1 }
    }
    #expect(survivors < 400)
  }
}
