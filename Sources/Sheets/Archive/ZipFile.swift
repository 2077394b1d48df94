import Basics
import CZip
import Glibc

/// A .zip on the disk whose entries are read one by one. What it says of itself is checked before anything is read, what an entry turns
/// out to hold while it is read; nothing is ever written to a place that an entry names.
public final class ZipFile {
  /// A file of the archive.
  public struct Entry: Sendable, Hashable {
    let index: UInt64
    /// Folders and name, separated by slashes, without a way out of the archive.
    public let path: String
    /// Bytes unpacked, as the archive says; reading fails where it is not true.
    public let bytes: Int
  }
  /// Files in the archive's order; folders are left out.
  public let entries: [Entry]
  private let archive: OpaquePointer
  private let limits: ArchiveLimits

  /// Opens the archive at a path. Throws ``ArchiveFault`` where it is none, is damaged, or holds what is not read here.
  public init(at path: String, limits: ArchiveLimits = ArchiveLimits()) throws(ArchiveFault) {
    var code: Int32 = 0
    guard let archive = zip_open(path, ZIP_RDONLY, &code) else {
      throw code == ZIP_ER_NOZIP
        ? ArchiveFault(.notArchive, Phrase("这不是 .zip 文件", "This is no .zip file"), instead: ArchiveFault.packAgain)
        : ArchiveFault(.damaged, Phrase("压缩包已损坏", "The archive is damaged"), instead: ArchiveFault.packAgain)
    }
    do throws(ArchiveFault) {
      entries = try ZipFile.list(archive, limits)
    } catch {
      zip_discard(archive)
      throw error
    }
    self.archive = archive
    self.limits = limits
  }

  deinit { zip_discard(archive) }

  /// The whole entry. Throws where it cannot be unpacked, is damaged, or is not as long as the archive says.
  public func bytes(of entry: Entry) throws(ArchiveFault) -> [UInt8] {
    guard let file = zip_fopen_index(archive, entry.index, 0) else { throw ZipFile.unreadable(entry.path) }
    defer { zip_fclose(file) }
    var read = 0
    var failed = false
    // One byte more than promised, so that a longer entry is noticed and its end, with the checksum, is reached.
    let bytes = [UInt8](unsafeUninitializedCapacity: entry.bytes + 1) { target, count in
      while read <= entry.bytes {
        let got = zip_fread(file, target.baseAddress?.advanced(by: read), zip_uint64_t(entry.bytes + 1 - read))
        guard got > 0 else {
          failed = got < 0
          break
        }
        read += Int(got)
      }
      count = read
    }
    guard !failed, read == entry.bytes else { throw ZipFile.unreadable(entry.path) }
    return bytes
  }

  private static func unreadable(_ path: String) -> ArchiveFault {
    ArchiveFault(
      .damaged, at: path, Phrase("“\(path)”已损坏，无法解压", "“\(path)” is damaged and cannot be unpacked"),
      instead: ArchiveFault.packAgain)
  }

  // MARK: What the archive says of itself

  private static func list(_ archive: OpaquePointer, _ limits: ArchiveLimits) throws(ArchiveFault) -> [Entry] {
    let count = zip_get_num_entries(archive, 0)
    guard count <= limits.entriesMax else {
      throw ArchiveFault(
        .limit, Phrase("有 \(count) 个文件，超过 \(limits.entriesMax) 个", "\(count) files, more than \(limits.entriesMax)"),
        instead: ArchiveFault.severalParts)
    }
    var entries: [Entry] = []
    var seen: Set<String> = []
    var total: UInt64 = 0
    for index in 0..<UInt64(max(0, count)) {
      guard let raw = zip_get_name(archive, index, zip_flags_t(ZIP_FL_ENC_RAW)) else {
        throw ArchiveFault(.damaged, Phrase("压缩包已损坏", "The archive is damaged"), instead: ArchiveFault.packAgain)
      }
      let path = try ArchivePath.checked(Array(UnsafeRawBufferPointer(start: raw, count: strnlen(raw, 4096))))
      if path.hasSuffix("/") { continue }
      guard seen.insert(path).inserted else {
        throw ArchiveFault(
          .path, at: path, Phrase("“\(path)”出现两次", "“\(path)” is there twice"), instead: ArchiveFault.packAgain)
      }
      let size = try size(archive, index, path, limits)
      total += size
      guard total <= limits.totalBytesMax else {
        throw ArchiveFault(
          .limit, at: path,
          Phrase("解压后超过 \(limits.totalBytesMax >> 20) MB", "Unpacked it has more than \(limits.totalBytesMax >> 20) MB"),
          instead: ArchiveFault.severalParts)
      }
      entries.append(Entry(index: index, path: path, bytes: Int(size)))
    }
    return entries
  }

  private static func size(
    _ archive: OpaquePointer, _ index: UInt64, _ path: String, _ limits: ArchiveLimits
  ) throws(ArchiveFault) -> UInt64 {
    var stat = zip_stat_t()
    guard zip_stat_index(archive, index, 0, &stat) == 0 else { throw unreadable(path) }
    guard Int32(stat.encryption_method) == ZIP_EM_NONE else {
      throw ArchiveFault(
        .encrypted, at: path, Phrase("“\(path)”加了密码", "“\(path)” is behind a password"),
        instead: Phrase("去掉密码后重新压缩", "Pack it again without a password"))
    }
    var (system, attributes): (UInt8, UInt32) = (0, 0)
    if zip_file_get_external_attributes(archive, index, 0, &system, &attributes) == 0, Int32(system) == ZIP_OPSYS_UNIX,
      attributes >> 16 & 0o170000 == 0o120000
    {
      throw ArchiveFault(
        .path, at: path, Phrase("“\(path)”是指向别处的链接", "“\(path)” is a link to somewhere else"),
        instead: Phrase("放入文件本身", "Pack the file itself"))
    }
    guard stat.size <= UInt64(limits.entryBytesMax) else {
      throw ArchiveFault(
        .limit, at: path,
        Phrase("“\(path)”超过 \(limits.entryBytesMax >> 20) MB", "“\(path)” has more than \(limits.entryBytesMax >> 20) MB"),
        instead: Phrase("压缩后重新扫描", "Scan it smaller"))
    }
    if stat.size > 1 << 20, stat.size / max(1, stat.comp_size) > UInt64(limits.ratioMax) {
      throw ArchiveFault(
        .limit, at: path, Phrase("“\(path)”压缩比异常", "“\(path)” is packed suspiciously tight"), instead: ArchiveFault.packAgain)
    }
    return stat.size
  }
}
