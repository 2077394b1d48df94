import Basics

/// The closed case's file as it goes to the archive (归档): what it holds, in order, who put it together and who took it over.
public struct Archive: Sendable {
  public internal(set) var compiled: Compiled?
  public internal(set) var archived: Archived?

  /// A file put together and not yet taken over, or taken over since.
  public struct Compiled: Sendable, Hashable {
    public let items: [ArchiveItem]
    /// The note at the end of the volume (备考表), kind `text`.
    public let remark: VaultRef?
    public let by: Actor.Ref
    public let on: Day
  }
  public struct Archived: Sendable, Hashable {
    /// The archive's own number of the volume (档号).
    public let shelfmark: String
    public let by: Actor.Ref
    public let on: Day
  }
}

/// One line of a volume's table of contents (卷内目录).
public struct ArchiveItem: Sendable, Hashable, Codable {
  public enum Kind: String, Sendable, Hashable, Codable, CaseIterable { case paper, minutes, attached, takenOver }
  public let kind: Kind
  /// The paper's, sheet's or file's id; of papers taken over their place in the case's list, from 0.
  public let item: Int64
  /// Known for sealed papers; nil for what has to be counted by hand.
  public let pages: Int?
  public init(kind: Kind, item: Int64, pages: Int?) {
    self.kind = kind
    self.item = item
    self.pages = pages
  }
}

extension CaseFile {
  /// What belongs into the volume, by the moment it came into the case: sealed papers, closed minutes, files attached or taken over.
  /// Drafts and what was taken back stay out.
  public var volume: [ArchiveItem] {
    let sheets = Set(minutes.kept.map(\.paper))
    let sealedPapers = papers.order.compactMap { papers.all[$0] }.compactMap { paper -> (Instant, ArchiveItem)? in
      guard let sealed = paper.sealed, paper.stage != .withdrawn, !sheets.contains(paper.id) else { return nil }
      return (sealed.at, ArchiveItem(kind: .paper, item: paper.id.raw, pages: sealed.pages))
    }
    let talks = minutes.kept.filter { $0.closedOn != nil }.map {
      ($0.begins, ArchiveItem(kind: .minutes, item: $0.paper.raw, pages: nil))
    }
    let scans = files.kept.map { ($0.at, ArchiveItem(kind: .attached, item: $0.id.raw, pages: nil)) }
    let older = attachments.indices.map { ArchiveItem(kind: .takenOver, item: Int64($0), pages: nil) }
    let own = (sealedPapers + talks + scans).sorted { ($0.0, $0.1.item) < ($1.0, $1.1.item) }.map(\.1)
    return older + own
  }
}

/// A closed case's file was put together, with its table of contents.
public struct FileCompiled: Event {
  public static let name = "archive.compiled.v1"
  public let items: [ArchiveItem]
  public let remark: VaultRef?
  public init(items: [ArchiveItem], remark: VaultRef?) {
    self.items = items
    self.remark = remark
  }
  public var words: [VaultRef] { [remark].compactMap { $0 } }
  public var signals: [Signal] { [Signal("file.compiled")] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.archive.compiled = Archive.Compiled(items: items, remark: remark, by: meta.actor, on: meta.day)
  }
}

/// The archive sent the file back: something is missing or out of order.
public struct FileSentBack: Event {
  public static let name = "archive.sentBack.v1"
  public let reason: VaultRef
  public init(reason: VaultRef) { self.reason = reason }
  public var words: [VaultRef] { [reason] }
  public var signals: [Signal] { [Signal("file.sentBack")] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) { file.archive.compiled = nil }
}

/// The archive has the file.
public struct FileArchived: Event {
  public static let name = "archive.archived.v1"
  public let shelfmark: String
  public let items: Int
  public init(shelfmark: String, items: Int) {
    self.shelfmark = shelfmark
    self.items = items
  }
  public var signals: [Signal] { [Signal("file.archived")] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.archive.archived = Archive.Archived(shelfmark: shelfmark, by: meta.actor, on: meta.day)
  }
}
