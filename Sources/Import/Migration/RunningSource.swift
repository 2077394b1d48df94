import Basics
import Crypto
import Enforcement
import Foundation
import Sheets

/// The tables as a court hands them over: rows by table, and files of papers by case.
public struct RunningSource: Sendable {
  /// One table as it came.
  public struct Part: Sendable {
    public let table: RunningTable
    /// File or sheet.
    public let name: String
    public let rows: [SheetRow]
  }
  /// A file of `papers/<case_ref>/`.
  public struct Paper: Sendable, Hashable, Codable {
    public let ref: String
    public let name: String
    public let place: Place
    public init(ref: String, name: String, place: Place) {
      self.ref = ref
      self.name = name
      self.place = place
    }
    public init(ref: String, name: String, url: URL) { self.init(ref: ref, name: name, place: .file(url)) }
  }
  /// Where a paper's bytes are.
  public enum Place: Sendable, Hashable, Codable {
    /// In a folder of this machine.
    case file(URL)
    /// In an archive that was handed in.
    case packed(Packed)
    /// In the court's store already.
    case kept(Packed, VaultRef)
  }
  /// A paper of an archive, as it was when it was checked.
  public struct Packed: Sendable, Hashable, Codable {
    public let path: String
    public let bytes: Int
    public let sha256: String
    public let isPDF: Bool
  }
  public let parts: [RunningTable: Part]
  public let papers: [Paper]
  /// Names the content: SHA-256 over the tables and the names of the papers, of an archive's with what they hold.
  public let digest: String

  /// Files as they came, by name: CSV files, or one workbook.
  public init(files: [(name: String, bytes: [UInt8])], papers: [Paper] = []) throws {
    var parts: [RunningTable: Part] = [:]
    var hash = SHA256()
    for file in files.sorted(by: { $0.name < $1.name }) {
      hash.update(data: Array("\(file.name.utf8.count):\(file.name)\(file.bytes.count):".utf8))
      hash.update(data: file.bytes)
      let found = file.bytes.starts(with: [0x50, 0x4B]) ? try RunningSource.sheets(file) : [try RunningSource.csv(file)]
      for part in found.compactMap({ $0 }) {
        if let other = parts[part.table] {
          throw RunningUnreadable(
            source: part.name, .table,
            Phrase("与“\(other.name)”是同一张表", "The same table as “\(other.name)”"), instead: Phrase("只保留一张", "Keep one of them"))
        }
        parts[part.table] = part
      }
    }
    for table in RunningTable.allCases where table.isRequired && parts[table] == nil {
      throw RunningUnreadable(
        source: table.names[0], .table, Phrase("缺少“\(table.names[1])”表", "The table “\(table.names[0])” is missing"),
        instead: Phrase(
          "增加 \(table.names[0]).csv（或“\(table.names[1])”工作表）", "Add \(table.names[0]).csv or a sheet “\(table.names[0])”"))
    }
    self.parts = parts
    self.papers = papers.sorted { ($0.ref, $0.name) < ($1.ref, $1.name) }
    for paper in self.papers {
      switch paper.place {
      case .file: hash.update(data: Array("\(paper.ref)/\(paper.name)\n".utf8))
      case .packed(let packed), .kept(let packed, _):
        hash.update(data: Array("\(paper.ref)/\(paper.name) \(packed.sha256)\n".utf8))
      }
    }
    digest = hash.finalize().map { String(format: "%02x", $0) }.joined()
  }

  /// One .xlsx, or a folder of CSV files with `papers/<case_ref>/…` beside them.
  public static func files(at path: URL) throws -> (files: [(name: String, bytes: [UInt8])], papers: [Paper]) {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path.path, isDirectory: &isFolder) else {
      throw RunningUnreadable(
        source: path.lastPathComponent, .file, Phrase("读不到", "Cannot be read"), instead: Phrase("核对路径", "Check the path"))
    }
    guard isFolder.boolValue else {
      return ([(path.lastPathComponent, Array(try Data(contentsOf: path)))], [])
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: path.path).sorted()
    let files = try names.filter(isTable).map { (name: $0, bytes: Array(try Data(contentsOf: path.appending(path: $0)))) }
    return (files, try papers(in: path.appending(path: "papers")))
  }

  /// Whether a file beside `papers` holds tables: what an earlier check gave back is not read again.
  static func isTable(_ name: String) -> Bool {
    ["csv", "xlsx"].contains((name as NSString).pathExtension.lowercased()) && !name.contains("corrections")
  }

  private static let papersMax = 1_000_000

  private static func papers(in folder: URL) throws -> [Paper] {
    guard FileManager.default.fileExists(atPath: folder.path) else { return [] }
    var papers: [Paper] = []
    for ref in try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() where !ref.hasPrefix(".") {
      let own = folder.appending(path: ref)
      guard let names = try? FileManager.default.contentsOfDirectory(atPath: own.path) else {
        papers.append(Paper(ref: "", name: ref, url: own))
        continue
      }
      for name in names.sorted() where !name.hasPrefix(".") {
        papers.append(Paper(ref: ref, name: name, url: own.appending(path: name)))
        guard papers.count <= papersMax else {
          throw RunningUnreadable(
            source: "papers", .file, Phrase("文书超过 \(papersMax) 份", "More than \(papersMax) papers"),
            instead: Phrase("分批接收", "Move in several parts"))
        }
      }
    }
    return papers
  }

  private static func sheets(_ file: (name: String, bytes: [UInt8])) throws -> [Part?] {
    do {
      let book = try WorkbookReader(file.bytes)
      return try book.sheetNames.map { name in
        guard let table = RunningTable.named(name) else {
          throw RunningUnreadable(
            source: name, .table, Phrase("不认识的工作表“\(name)”", "Unknown sheet “\(name)”"),
            instead: Phrase("工作表名只能是：", "Sheets are: ") + known)
        }
        return Part(table: table, name: name, rows: try book.rows(of: name))
      }
    } catch let fault as SheetFault {
      throw RunningUnreadable(source: file.name, line: fault.row ?? 0, .file, fault.message, instead: fault.instead)
    }
  }

  private static var known: Phrase {
    Phrase(
      RunningTable.allCases.map { $0.names[1] }.joined(separator: "、"),
      RunningTable.allCases.map { $0.names[0] }.joined(separator: ", "))
  }

  private static func csv(_ file: (name: String, bytes: [UInt8])) throws -> Part? {
    let stem = (file.name as NSString).deletingPathExtension
    guard let table = RunningTable.named(stem) else {
      throw RunningUnreadable(
        source: file.name, .table, Phrase("不认识的文件“\(file.name)”", "Unknown file “\(file.name)”"),
        instead: Phrase("文件名只能是：", "Files are: ") + known)
    }
    let limits = CSVLimits()
    let text: DecodedText
    do {
      text = try DecodedText(file.bytes, bytesMax: limits.fileBytesMax)
    } catch {
      let fault = error.unreadable.faults[0]
      throw RunningUnreadable(source: file.name, line: fault.line, .file, fault.message, instead: fault.instead)
    }
    var reader = CSVReader(text.bytes, limits: limits)
    var record = CSVRecord()
    var rows: [SheetRow] = []
    while reader.next(into: &record) {
      if let fault = record.fault {
        throw RunningUnreadable(
          source: file.name, line: record.line, .form, fault.message(width: record.count), instead: fault.instead)
      }
      let cells = (0..<record.count).map { DocketLine.cleaned(reader.field($0, of: record)) }
      if cells.contains(where: { !$0.isEmpty }) { rows.append(SheetRow(number: record.line, cells: cells)) }
      guard rows.count <= limits.recordsMax else {
        throw RunningUnreadable(
          source: file.name, line: record.line, .file, Phrase("行数过多", "Too many lines"),
          instead: Phrase("分成几批", "Move in several parts"))
      }
    }
    return Part(table: table, name: file.name, rows: rows)
  }
}
