import Basics
import CZip

/// A zip archive in memory, read part by part.
final class ZipArchive {
  private let archive: OpaquePointer
  private let memory: UnsafeMutableRawBufferPointer
  private let limits: SheetLimits

  init(_ bytes: [UInt8], limits: SheetLimits) throws(SheetFault) {
    self.limits = limits
    try ZipArchive.checkKind(bytes, limits)
    memory = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 16)
    memory.copyBytes(from: bytes)
    guard let source = zip_source_buffer_create(memory.baseAddress, zip_uint64_t(bytes.count), 0, nil) else {
      memory.deallocate()
      throw ZipArchive.damaged
    }
    guard let archive = zip_open_from_source(source, ZIP_RDONLY, nil) else {
      zip_source_free(source)
      memory.deallocate()
      throw ZipArchive.damaged
    }
    self.archive = archive
    try checkSizes()
  }

  deinit {
    zip_discard(archive)
    memory.deallocate()
  }

  private static func checkKind(_ bytes: [UInt8], _ limits: SheetLimits) throws(SheetFault) {
    guard bytes.count <= limits.fileBytesMax else {
      throw SheetFault(
        .limit,
        Phrase(
          "文件 \(bytes.count) 字节，超过 \(limits.fileBytesMax) 字节",
          "The file has \(bytes.count) bytes, more than \(limits.fileBytesMax)"),
        instead: Phrase("分成几个文件", "Split the file"))
    }
    if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
      throw SheetFault(
        .notWorkbook, Phrase("这是旧式 .xls 或加了密码的文件", "This is an old .xls file, or one behind a password"),
        instead: Phrase("去掉密码，另存为 .xlsx", "Remove the password and save it as .xlsx"))
    }
    guard bytes.starts(with: [0x50, 0x4B, 3, 4]) else {
      throw SheetFault(.notWorkbook, Phrase("这不是 .xlsx 文件", "This is no .xlsx file"), instead: SheetFault.saveAgain)
    }
  }

  /// What the archive says of its parts is checked here, what they turn out to hold while they are read.
  private func checkSizes() throws(SheetFault) {
    let count = zip_get_num_entries(archive, 0)
    guard count <= limits.partsMax else { throw tooLarge }
    var total: UInt64 = 0
    for index in 0..<max(0, count) {
      var stat = zip_stat_t()
      guard zip_stat_index(archive, zip_uint64_t(index), 0, &stat) == 0 else { throw ZipArchive.damaged }
      let (sum, overflow) = total.addingReportingOverflow(stat.size)
      guard !overflow, sum <= UInt64(limits.unpackedBytesMax) else { throw tooLarge }
      total = sum
      if stat.size > 1 << 20, stat.size / max(1, stat.comp_size) > UInt64(limits.ratioMax) { throw tooLarge }
    }
  }

  func holds(_ part: String) -> Bool { zip_name_locate(archive, part, 0) >= 0 }

  /// A source of the part's bytes, some 256 KiB at a time.
  func pieces(of part: String) throws(SheetFault) -> () throws -> [UInt8] {
    guard let file = zip_fopen(archive, part, 0) else {
      throw SheetFault(
        .part, at: part, Phrase("工作簿缺少“\(part)”", "The workbook has no \(part), or it cannot be unpacked"),
        instead: SheetFault.saveAgain)
    }
    let reading = ZipPart(file, of: self, named: part)
    return { try reading.next() }
  }

  static var damaged: SheetFault {
    SheetFault(.part, Phrase("压缩包已损坏", "The archive is damaged"), instead: SheetFault.saveAgain)
  }
  private var tooLarge: SheetFault {
    SheetFault(
      .limit,
      Phrase(
        "解压后超过 \(limits.unpackedBytesMax) 字节，或压缩比异常",
        "Unpacked it has more than \(limits.unpackedBytesMax) bytes, or it is packed suspiciously tight"),
      instead: Phrase("只留需要的工作表，分成几个文件", "Keep only the sheet that is needed, or split the file"))
  }
}

/// An open part; keeps its archive.
private final class ZipPart {
  private let file: OpaquePointer
  private let archive: ZipArchive
  private let part: String

  init(_ file: OpaquePointer, of archive: ZipArchive, named part: String) {
    self.file = file
    self.archive = archive
    self.part = part
  }
  deinit { zip_fclose(file) }

  func next() throws -> [UInt8] {
    let room = 256 * 1024
    var read: zip_int64_t = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: room) { target, count in
      read = zip_fread(file, target.baseAddress, zip_uint64_t(room))
      count = Int(max(0, read))
    }
    guard read >= 0 else {
      throw SheetFault(
        .part, at: part, Phrase("“\(part)”无法解压", "\(part) cannot be unpacked"), instead: SheetFault.saveAgain)
    }
    return bytes
  }
}
