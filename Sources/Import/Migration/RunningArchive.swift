import Basics
import Crypto
import Enforcement
import Foundation
import Sheets

/// A .zip of an earlier system: the tables with `papers/<case_ref>/…` beside them, or papers only, where a workbook came along. Every
/// entry is read once to check it; papers stay in the archive until ``RunningTakeover/store(_:of:from:)``.
public struct RunningArchive: Sendable {
  /// CSV files and workbooks at the archive's top.
  public let tables: [(name: String, bytes: [UInt8])]
  public let papers: [RunningSource.Paper]

  /// True for the name of a .zip.
  public static func isArchive(_ name: String) -> Bool { (name as NSString).pathExtension.lowercased() == "zip" }

  /// Reads the archive at `url`; `name` is what its sender calls it. Throws ``RunningUnreadable`` with the entry at fault.
  public init(at url: URL, named name: String, papersOnly: Bool = false, limits: ArchiveLimits = ArchiveLimits()) throws {
    do throws(ArchiveFault) {
      let archive = try ZipFile(at: url.path, limits: limits)
      let layout = ArchiveLayout(archive.entries, papersOnly: papersOnly)
      tables = try layout.tables.map { name, entry throws(ArchiveFault) in (name, try archive.bytes(of: entry)) }
      papers = try layout.papers.map { ref, name, entry throws(ArchiveFault) in
        RunningSource.Paper(ref: ref, name: name, place: .packed(RunningArchive.packed(try archive.bytes(of: entry), entry)))
      }
      unplaced = layout.unplaced
    } catch {
      throw RunningUnreadable(
        source: error.place.isEmpty ? name : "\(name)/\(error.place)", .file, error.message, instead: error.instead)
    }
    if let unplaced {
      throw RunningUnreadable(
        source: "\(name)/\(unplaced)", .paper, Phrase("文件夹里只认 papers", "The only folder is papers"),
        instead: Phrase("文书放在 papers/案件编号/ 下", "Papers go to papers/<case_ref>/"))
    }
  }
  /// The first file in a folder that nobody knows.
  private let unplaced: String?

  private static func packed(_ bytes: [UInt8], _ entry: ZipFile.Entry) -> RunningSource.Packed {
    RunningSource.Packed(
      path: entry.path, bytes: bytes.count, sha256: digest(bytes), isPDF: bytes.starts(with: Array("%PDF-".utf8)))
  }
  static func digest(_ bytes: [UInt8]) -> String { SHA256.hash(data: bytes).map { String(format: "%02x", $0) }.joined() }
}

/// What each entry of an archive is, by its place.
private struct ArchiveLayout {
  private(set) var tables: [(name: String, entry: ZipFile.Entry)] = []
  private(set) var papers: [(ref: String, name: String, entry: ZipFile.Entry)] = []
  private(set) var unplaced: String?
  private static let papersFolders: Set<Substring> = ["papers", "文书"]
  /// What programs that pack leave behind.
  private static let left: Set<Substring> = ["__MACOSX", "Thumbs.db", "desktop.ini"]

  init(_ entries: [ZipFile.Entry], papersOnly: Bool) {
    var rows = entries.map { (parts: $0.path.split(separator: "/")[...], entry: $0) }.filter { row in
      row.parts.allSatisfy { !$0.hasPrefix(".") && !$0.hasPrefix("~$") && !ArchiveLayout.left.contains($0) }
    }
    // A folder packed as a whole is a folder around everything.
    while let top = rows.first?.parts.first, !ArchiveLayout.papersFolders.contains(top),
      rows.allSatisfy({ $0.parts.first == top && $0.parts.count > (papersOnly ? 2 : 1) })
    {
      for place in rows.indices { rows[place].parts.removeFirst() }
    }
    for (parts, entry) in rows {
      let isInPapers = parts.first.map(ArchiveLayout.papersFolders.contains) == true && parts.count > 1
      if isInPapers || papersOnly {
        take(isInPapers ? parts.dropFirst() : parts, entry)
      } else if parts.count > 1 {
        unplaced = unplaced ?? entry.path
      } else if let name = parts.first.map(String.init), RunningSource.isTable(name) {
        tables.append((name, entry))
      }
    }
  }

  private mutating func take(_ parts: ArraySlice<Substring>, _ entry: ZipFile.Entry) {
    let ref = parts.count > 1 ? String(parts.first ?? "") : ""
    papers.append((ref, (parts.count > 1 ? parts.dropFirst() : parts).joined(separator: "/"), entry))
  }
}

extension RunningTakeover {
  /// Puts papers from their archive into the court's store, each once: those of accepted cases that are not here yet. The others stay as
  /// they are. Throws ``Failure`` where the archive is no longer what was checked.
  public func store(
    _ papers: [RunningSource.Paper], of reading: RunningReading, from url: URL
  ) async throws -> [RunningSource.Paper] {
    let changed = Failure(text: Phrase("文书压缩包已改变，请重新检查", "The archive with the papers has changed: check it again"))
    let here = try await here(reading.accepted)
    let wanted = Set(reading.accepted.map(\.ref)).subtracting(here)
    guard let archive = try? ZipFile(at: url.path) else { throw changed }
    let entries = Dictionary(archive.entries.map { ($0.path, $0) }) { first, _ in first }
    var placed: [RunningSource.Paper] = []
    for paper in papers {
      guard wanted.contains(paper.ref), case .packed(let packed) = paper.place else {
        placed.append(paper)
        continue
      }
      guard let entry = entries[packed.path], let bytes = try? archive.bytes(of: entry),
        RunningArchive.digest(bytes) == packed.sha256
      else { throw changed }
      let file = VaultRef(id: nextID(), version: 1, digest: packed.sha256)
      try await keep(bytes, as: file)
      placed.append(RunningSource.Paper(ref: paper.ref, name: paper.name, place: .kept(packed, file)))
    }
    return placed
  }
}
