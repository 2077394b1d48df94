import Basics
import Casework
import Crypto
import Enforcement
import Foundation

extension Verify {
  /// What the paper store holds of the files that events name: papers as sealed, scans, photographs, receipts of service, papers of an
  /// earlier system, what came with entries by hand, lists of payees.
  public struct FileReport: Sendable, Hashable {
    public var papers = Tally()
    /// Everything that is no paper of this court.
    public var attached = Tally()
    /// What is wrong, in the order of the log; the first hundred.
    public var faults: [FileFault] = []
    /// Whether every file is there as its event says.
    public var isWhole: Bool { papers.isWhole && attached.isWhole }
    public init() {}
    static let listed = 100

    /// How many files are as their events say, gone, and others than their events say.
    public struct Tally: Sendable, Hashable {
      public var matching = 0
      public var missing = 0
      /// Does not open, or is another than was kept.
      public var changed = 0
      public var isWhole: Bool { missing + changed == 0 }
      public init() {}
    }
  }
  /// A file that is gone, or is another than its event says.
  public struct FileFault: Sendable, Hashable, CustomStringConvertible {
    public let file: VaultRef
    public let isMissing: Bool
    /// Position and name of the event that names it.
    public let position: Int64
    public let event: String
    /// The number of its case; for a file of no case, the stream.
    public let place: String
    /// As whoever handed it in named it; empty for papers of this court.
    public let title: String
    public var description: String {
      let named = title.isEmpty ? "" : " \(title)"
      return "\(place):\(named) file \(file.id) (\(event), event \(position)) is \(isMissing ? "gone" : "not what was kept")"
    }
  }

  /// Names of events that name files.
  static let keepers = Set(eventCatalogue.filter { $0 is any KeepsFiles.Type }.map { $0.name })
  /// Events read at once.
  private static let eventsRead = 500

  /// Opens every file that an event names and compares its bytes with the digest in the event, and that with the seal of its reference.
  public static func files(
    _ papers: any PaperStore, _ store: some ReadConnections, codec: EventCodec
  ) async throws -> FileReport {
    var report = FileReport()
    var last: Int64 = 0
    while true {
      let after = last
      let rows = try await store.read { try naming($0, after: after) }
      for row in rows {
        last = row.position
        guard let event = try codec.decode(row.name, row.payload, position: row.position) as? any KeepsFiles else { continue }
        for kept in event.keptFiles {
          let found = await look(at: kept, papers, store.keys)
          if event is PaperSealed { report.papers.count(found) } else { report.attached.count(found) }
          guard found != .matching, report.faults.count < FileReport.listed else { continue }
          report.faults.append(
            try await store.read { try fault(kept, isMissing: found == .missing, row, store.keys, $0) })
        }
      }
      if rows.count < eventsRead { return report }
    }
  }

  private struct Naming: Sendable {
    let position: Int64
    let stream: String
    let name: String
    let payload: [UInt8]
  }
  private static func naming(_ db: any Database, after position: Int64) throws -> [Naming] {
    let names = keepers.sorted()
    let places = names.indices.map { "$\($0 + 3)" }.joined(separator: ", ")
    return try db.query(
      "SELECT position, stream, name, payload FROM log WHERE position > $1 AND name IN (\(places)) ORDER BY position LIMIT $2",
      [.int(position), .int(eventsRead)] + names.map { .text($0) }
    ).map { Naming(position: $0.int(0), stream: $0.text(1), name: $0.text(2), payload: $0.blob(3)) }
  }

  fileprivate enum Found { case matching, missing, changed }
  private static func look(at kept: KeptFile, _ papers: any PaperStore, _ keys: VaultKeys) async -> Found {
    let ref = kept.file
    let expected: String
    switch kept.seal {
    case .keyed(let kind): expected = keys.seal(VaultContent(kind, ["sha256": kept.sha256]), id: ref.id, version: ref.version)
    case .plain: expected = kept.sha256
    }
    do {
      guard let bytes = try await papers.fetch(ref) else { return .missing }
      let isKept = VaultKeys.hex(SHA256.hash(data: Data(bytes))) == kept.sha256 && expected == ref.digest
      return isKept ? .matching : .changed
    } catch {
      // A file that does not open is not what was kept.
      return .changed
    }
  }

  private static func fault(
    _ kept: KeptFile, isMissing: Bool, _ row: Naming, _ keys: VaultKeys, _ db: any Database
  ) throws -> FileFault {
    let title = kept.title.flatMap { try? VaultTable.open([$0], keys, db)[$0]?.fields["text"] }
    var place = row.stream
    if let stream = StreamID(row.stream), stream.kind == .caseFile, let id = Int64(stream.key) {
      let number = try db.query("SELECT number FROM cases WHERE id = $1", [.int(id)]).first?.text(0) ?? ""
      if !number.isEmpty { place = number }
    }
    return FileFault(
      file: kept.file, isMissing: isMissing, position: row.position, event: row.name, place: place, title: title ?? "")
  }
}

extension Verify.FileReport.Tally {
  fileprivate mutating func count(_ found: Verify.Found) {
    switch found {
    case .matching: matching += 1
    case .missing: missing += 1
    case .changed: changed += 1
    }
  }
}
