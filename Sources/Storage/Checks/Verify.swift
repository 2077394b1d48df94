import Basics
import Casework
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

  /// Opens every entry that an event refers to and compares its seal. At most 100 mismatches are listed. Files are no entries of the
  /// vault: ``files(_:_:codec:)`` looks at them.
  public static func vault(_ db: any Database, keys: VaultKeys, codec: EventCodec) throws -> VaultReport {
    var report = VaultReport()
    let rows = try db.cursor("SELECT position, name, payload FROM log ORDER BY position", [])
    while let row = try rows.next() {
      let (name, payload) = (row.text(1), row.blob(2))
      var kept: Set<VaultRef> = []
      if keepers.contains(name), let event = try codec.decode(name, payload, position: row.int(0)) as? any KeepsFiles {
        kept = Set(event.keptFiles.map(\.file))
      }
      for ref in refs(in: payload) where ref.digest != "" && !kept.contains(ref) {
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
