import Basics
import Casework
import Crypto
import Enforcement
import Foundation

/// Reads the whole log and says whether it is what was written: every row under its hash, every stream counted from 1 without a
/// gap, every event readable, none gone from its end. The head it returns may be compared with one noted elsewhere, since whoever can
/// cut a log can also change the note of where it ended.
public enum Verify {
  /// Where the log ends.
  public struct Head: Sendable, Hashable {
    public let position: Int64
    /// Hash of the last row, hexadecimal.
    public let hash: String
    public let events: Int
  }
  /// The first row that is wrong.
  public struct Fault: Error, Sendable, Hashable, CustomStringConvertible {
    /// In which way the row is wrong.
    public enum Kind: Sendable, Hashable {
      /// The row's hash does not follow from the row before it and its columns.
      case hash
      /// The stream's versions have a gap before this row; the version it should have.
      case version(expected: Int)
      /// Stream, actor or payload cannot be read.
      case unreadable(String)
      /// Events behind this one are gone: the log once ended there.
      case cut(Int64)
    }
    public let position: Int64
    public let stream: String
    public let kind: Kind
    public var description: String {
      switch kind {
      case .hash: "event \(position) (\(stream)): the row or one before it was changed, moved or removed"
      case .version(let expected): "event \(position) (\(stream)): version \(expected) should stand here"
      case .cut(let head): "the log ends at event \(position); it had \(head): its end was cut off"
      case .unreadable(let reason): "event \(position) (\(stream)): \(reason)"
      }
    }
  }

  /// Throws the first ``Fault``.
  public static func log(_ db: any Database, codec: EventCodec) throws -> Head {
    var hash = LogHash.start
    var position: Int64 = 0
    var events = 0
    var versions: [String: Int] = [:]
    let rows = try db.cursor(LogReads.columns + " ORDER BY position", [])
    while let stored = try rows.next() {
      let row = LogReads.row(stored)
      func fault(_ kind: Fault.Kind) -> Fault { Fault(position: row.position, stream: row.stream, kind: kind) }
      hash = LogHash.next(after: hash, row)
      guard hash == row.hash else { throw fault(.hash) }
      let expected = versions[row.stream, default: 0] + 1
      guard row.version == expected else { throw fault(.version(expected: expected)) }
      versions[row.stream] = row.version
      guard row.meta != nil else { throw fault(.unreadable("stream or actor cannot be read")) }
      do {
        _ = try codec.decode(row.name, row.payload, position: row.position)
      } catch {
        throw fault(.unreadable("\(error)"))
      }
      position = row.position
      events += 1
    }
    let noted = try db.query("SELECT value FROM marks WHERE name = $1", [.text(LogWriter.headMark)]).first?.int(0) ?? position
    guard position >= noted else { throw Fault(position: position, stream: "", kind: .cut(noted)) }
    return Head(position: position, hash: VaultKeys.hex(hash), events: events)
  }

  /// What the vault holds of what events refer to.
  public struct VaultReport: Sendable, Hashable {
    public var matching = 0
    /// Destroyed entries: the log still verifies, their content is gone.
    public var erased = 0
    /// References whose content is not what the event sealed, or that does not open.
    public var mismatched: [VaultRef] = []
    public init(matching: Int = 0, erased: Int = 0, mismatched: [VaultRef] = []) {
      self.matching = matching
      self.erased = erased
      self.mismatched = mismatched
    }
  }

  /// Opens every entry that an event refers to and compares its seal. At most 100 mismatches are listed. Sealed papers are files of
  /// their own: ``papers(_:_:codec:)`` looks at them.
  public static func vault(_ db: any Database, keys: VaultKeys) throws -> VaultReport {
    var report = VaultReport()
    let rows = try db.cursor("SELECT payload FROM log WHERE name <> $1 ORDER BY position", [.text(PaperSealed.name)])
    while let row = try rows.next() {
      for ref in refs(in: row.blob(0)) where ref.digest != "" {
        let sealed = try db.query(
          "SELECT sealed FROM vault WHERE id = $1 AND version = $2", [.int(ref.id.raw), .int(ref.version)])
        guard let sealed = sealed.first?.blob(0) else {
          report.erased += 1
          continue
        }
        let content = try? VaultTable.content(sealed, ref, keys)
        if let content, keys.seal(content, id: ref.id, version: ref.version) == ref.digest {
          report.matching += 1
        } else if report.mismatched.count < 100 {
          report.mismatched.append(ref)
        }
      }
    }
    return report
  }

  /// What the paper store holds of the papers that were sealed.
  public struct PaperReport: Sendable, Hashable {
    public var matching = 0
    /// Papers whose file is gone: how many, and the first hundred.
    public var missing = 0
    public var firstMissing: [VaultRef] = []
    /// Papers whose file does not open, or is not what was sealed.
    public var mismatched = 0
    public var firstMismatched: [VaultRef] = []
    /// Whether every paper is there as it was sealed.
    public var isWhole: Bool { missing + mismatched == 0 }
    public init() {}
    static let listed = 100
  }
  /// Opens the file of every sealed paper and compares its bytes with the digest in the event, and that with the seal of its reference.
  public static func papers(
    _ papers: any PaperStore, _ store: some ReadConnections, codec: EventCodec
  ) async throws -> PaperReport {
    var report = PaperReport()
    var last: Int64 = 0
    while true {
      let after = last
      let rows = try await store.read { try sealings($0, after: after) }
      for row in rows {
        last = row.position
        guard let sealed = try codec.decode(PaperSealed.name, row.payload, position: row.position) as? PaperSealed else {
          continue
        }
        await look(at: sealed, papers, store.keys, &report)
      }
      if rows.count < sealingsRead { return report }
    }
  }

  /// Sealings read at once.
  private static let sealingsRead = 500
  private static func sealings(_ db: any Database, after position: Int64) throws -> [(position: Int64, payload: [UInt8])] {
    try db.query(
      "SELECT position, payload FROM log WHERE name = $1 AND position > $2 ORDER BY position LIMIT $3",
      [.text(PaperSealed.name), .int(position), .int(sealingsRead)]
    ).map { (position: $0.int(0), payload: $0.blob(1)) }
  }
  private static func look(
    at sealed: PaperSealed, _ papers: any PaperStore, _ keys: VaultKeys, _ report: inout PaperReport
  ) async {
    let ref = sealed.file
    let seal = keys.seal(VaultContent(PaperSealed.fileKind, ["sha256": sealed.sha256]), id: ref.id, version: ref.version)
    do {
      guard let bytes = try await papers.fetch(ref) else {
        report.missing += 1
        if report.firstMissing.count < PaperReport.listed { report.firstMissing.append(ref) }
        return
      }
      if VaultKeys.hex(SHA256.hash(data: Data(bytes))) == sealed.sha256, seal == ref.digest {
        report.matching += 1
        return
      }
    } catch {
      // A file that does not open is not what was kept.
    }
    report.mismatched += 1
    if report.firstMismatched.count < PaperReport.listed { report.firstMismatched.append(ref) }
  }

  /// Vault references at any depth of a payload.
  static func refs(in payload: [UInt8]) -> [VaultRef] {
    var refs: [VaultRef] = []
    func walk(_ value: Any) {
      if let object = value as? [String: Any] {
        if object.count == 3, let id = (object["id"] as? String).flatMap({ ID<VaultContent>($0) }),
          let version = object["version"] as? Int, let digest = object["digest"] as? String
        {
          refs.append(VaultRef(id: id, version: version, digest: digest))
        } else {
          for inner in object.values { walk(inner) }
        }
      } else if let list = value as? [Any] {
        for inner in list { walk(inner) }
      }
    }
    if let value = try? JSONSerialization.jsonObject(with: Data(payload)) { walk(value) }
    return refs
  }
}
