import Basics

/// A scan or photograph that somebody attached to a case (附件).
public enum AttachedFile {}

/// What a file shows.
public enum AttachedKind: String, Sendable, Codable, Hashable, CaseIterable {
  case signedMinutes, identity, instrument, serviceReceipt, evidence, photograph, letter, other
  public var name: Phrase {
    switch self {
    case .signedMinutes: Phrase("签名笔录扫描件", "Signed minutes")
    case .identity: Phrase("身份、主体材料", "Identity papers")
    case .instrument: Phrase("执行依据", "Instrument")
    case .serviceReceipt: Phrase("送达回证、回执", "Receipt of service")
    case .evidence: Phrase("证据材料", "Evidence")
    case .photograph: Phrase("现场、财物照片", "Photograph of place or thing")
    case .letter: Phrase("来函、来信", "Letter received")
    case .other: Phrase("其他", "Other")
    }
  }
}

/// Kinds of file that are taken: what scanners and phones make.
public enum AttachedMedia: String, Sendable, Codable, Hashable, CaseIterable {
  case pdf, jpeg, png
  /// As the file itself says in its first bytes; nil for anything else, whatever its name.
  public init?(firstBytes bytes: some Collection<UInt8>) {
    let head = Array(bytes.prefix(8))
    if head.starts(with: [0x25, 0x50, 0x44, 0x46, 0x2D]) {
      self = .pdf
    } else if head.starts(with: [0xFF, 0xD8, 0xFF]) {
      self = .jpeg
    } else if head == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] {
      self = .png
    } else {
      return nil
    }
  }
  public var type: String {
    switch self {
    case .pdf: "application/pdf"
    case .jpeg: "image/jpeg"
    case .png: "image/png"
    }
  }
}

/// The files slice.
public struct Files: Sendable {
  public internal(set) var all: [ID<AttachedFile>: FileState] = [:]
  public internal(set) var order: [ID<AttachedFile>] = []
  /// What the log knows of a file; its bytes lie in the file store, encrypted. Withdrawn, it stays known and is shown no more.
  public struct FileState: Sendable, Hashable {
    public let id: ID<AttachedFile>
    public let kind: AttachedKind
    public let media: AttachedMedia
    /// Its name, which may name people: kind `text`.
    public let title: VaultRef
    /// Where the bytes are kept; the digest seals their SHA-256 under ``FileAttached/fileKind``.
    public let file: VaultRef
    public let sha256: String
    public let bytes: Int
    public let by: Actor.Ref
    public let at: Instant
    public let sheet: ID<Paper>?
    public internal(set) var withdrawn = false
  }
  public var kept: [FileState] { order.compactMap { all[$0] }.filter { !$0.withdrawn } }
}

/// A file was put to the case; the digest binds its bytes, its name is in the vault.
public struct FileAttached: Event {
  public static let name = "files.attached.v1"
  public static let fileKind = "attachment"
  public let attached: ID<AttachedFile>
  public let kind: AttachedKind
  public let media: AttachedMedia
  public let title: VaultRef
  public let file: VaultRef
  public let sha256: String
  public let bytes: Int
  /// The minutes whose signed sheet it is.
  public let sheet: ID<Paper>?
  public init(
    attached: ID<AttachedFile>, kind: AttachedKind, media: AttachedMedia, title: VaultRef, file: VaultRef, sha256: String,
    bytes: Int, sheet: ID<Paper>?
  ) {
    self.attached = attached
    self.kind = kind
    self.media = media
    self.title = title
    self.file = file
    self.sha256 = sha256
    self.bytes = bytes
    self.sheet = sheet
  }
  public var words: [VaultRef] { [title] }
  public var signals: [Signal] { [Signal("file.attached", attached)] }
  public func apply(to caseFile: inout CaseFile, _ meta: EventMeta) {
    caseFile.files.order.append(attached)
    caseFile.files.all[attached] = Files.FileState(
      id: attached, kind: kind, media: media, title: title, file: file, sha256: sha256, bytes: bytes, by: meta.actor, at: meta.at,
      sheet: sheet)
    if kind == .signedMinutes, let sheet {
      caseFile.minutes.all[sheet]?.signatures.append(Minutes.Signature(signer: .heard, strokes: nil, at: meta.at))
    }
  }
}

/// A file that does not belong here is shown no more; what was kept stays kept.
public struct FileWithdrawn: Event {
  public static let name = "files.withdrawn.v1"
  public let attached: ID<AttachedFile>
  public let reason: VaultRef
  public init(attached: ID<AttachedFile>, reason: VaultRef) {
    self.attached = attached
    self.reason = reason
  }
  public var words: [VaultRef] { [reason] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.files.all[attached]?.withdrawn = true
    guard let sheet = file.files.all[attached]?.sheet, file.minutes.all[sheet]?.isOpen == true,
      !file.files.kept.contains(where: { $0.sheet == sheet && $0.kind == .signedMinutes })
    else { return }
    file.minutes.all[sheet]?.signatures.removeAll { $0.signer == .heard && $0.strokes == nil }
  }
}
