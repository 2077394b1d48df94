import Basics

/// Names of an archive's entries: read in the encoding that they were written in, refused where they lead out of it.
enum ArchivePath {
  private static let bytesMax = 1_000
  private static let partsMax = 16

  /// UTF-8, or GB18030 as Chinese systems write it; backslashes of old programs are slashes.
  static func checked(_ raw: [UInt8]) throws(ArchiveFault) -> String {
    guard !raw.isEmpty, raw.count <= bytesMax, let text = try? DecodedText(raw, bytesMax: bytesMax) else {
      throw ArchiveFault(
        .path, Phrase("有一个文件名读不出来或者过长", "A file's name cannot be read, or is too long"), instead: ArchiveFault.packAgain)
    }
    let path = String(decoding: text.bytes, as: UTF8.self)
    let plain = String(path.map { $0 == "\\" ? "/" : $0 })
    let parts = plain.split(separator: "/", omittingEmptySubsequences: false)
    let names = plain.hasSuffix("/") ? parts.dropLast() : parts[...]
    let isDrive = names.first.map { $0.count == 2 && $0.hasSuffix(":") } ?? false
    guard !isDrive, names.count <= partsMax, names.allSatisfy({ !$0.isEmpty && $0 != "." && $0 != ".." }),
      !plain.unicodeScalars.contains(where: { $0.value < 32 || $0.value == 127 })
    else {
      let shown = String(String.UnicodeScalarView(plain.unicodeScalars.filter { $0.value >= 32 && $0.value != 127 }.prefix(120)))
      throw ArchiveFault(
        .path, at: shown, Phrase("“\(shown)”指向压缩包之外", "“\(shown)” leads out of the archive"), instead: ArchiveFault.packAgain)
    }
    return plain
  }
}

/// Bounds of what an archive may contain, so that a hostile or broken one costs a known amount of memory, disk and time.
public struct ArchiveLimits: Sendable, Hashable {
  /// Files and folders.
  public var entriesMax: Int
  /// Bytes of one file unpacked: it is held in memory while it is read.
  public var entryBytesMax: Int
  /// Bytes of all files unpacked.
  public var totalBytesMax: Int
  /// How many times larger a file of more than a mebibyte may become when it is unpacked.
  public var ratioMax: Int
  public init(
    entriesMax: Int = 200_000, entryBytesMax: Int = 128 << 20, totalBytesMax: Int = 16 << 30, ratioMax: Int = 250
  ) {
    self.entriesMax = entriesMax
    self.entryBytesMax = entryBytesMax
    self.totalBytesMax = totalBytesMax
    self.ratioMax = ratioMax
  }
}

/// Why nothing of an archive is used.
public struct ArchiveFault: Error, Hashable, Sendable {
  /// What fails.
  public enum Kind: String, Sendable, Hashable {
    case notArchive, damaged, encrypted
    /// Beyond ``ArchiveLimits``.
    case limit
    /// A name that leads out of the archive, cannot be read, or stands twice.
    case path
  }
  public let kind: Kind
  /// The entry; empty where the whole archive is meant.
  public let place: String
  public let message: Phrase
  /// What to do instead.
  public let instead: Phrase

  init(_ kind: Kind, at place: String = "", _ message: Phrase, instead: Phrase) {
    self.kind = kind
    self.place = place
    self.message = message
    self.instead = instead
  }
  static let packAgain = Phrase("重新压缩为普通 .zip", "Pack it again as a plain .zip")
  static let severalParts = Phrase("分成几批", "Move in several parts")
}
