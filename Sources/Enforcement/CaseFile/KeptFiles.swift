import Basics

/// A file of the paper store as an event names it: whoever checks the store compares the bytes with both digests.
public struct KeptFile: Sendable, Hashable {
  /// Where the bytes are.
  public let file: VaultRef
  public let sha256: String
  public let seal: Seal
  /// Its name, which may name people: kind `text`; nil where the event's kind says enough.
  public let title: VaultRef?

  /// What the reference's digest binds.
  public enum Seal: Sendable, Hashable {
    /// The SHA-256, sealed under this kind with the court's key.
    case keyed(kind: String)
    /// The SHA-256 itself: the log's own hash is what binds it.
    case plain
  }
  init(_ file: VaultRef, sha256: String, seal: Seal, title: VaultRef? = nil) {
    self.file = file
    self.sha256 = sha256
    self.seal = seal
    self.title = title
  }
  init(_ attachment: Attachment, seal: Seal) {
    self.init(attachment.file, sha256: attachment.sha256, seal: seal, title: attachment.title)
  }
}

/// An event that names files of the paper store. A test finds every event that stores a file and is none of these.
public protocol KeepsFiles: Event {
  var keptFiles: [KeptFile] { get }
}

/// Sealed by the machine, or scanned after it was signed and sealed by hand.
extension PaperSealed: KeepsFiles {
  public var keptFiles: [KeptFile] { [KeptFile(file, sha256: sha256, seal: .keyed(kind: PaperSealed.fileKind))] }
}
/// Photographs, scans, signed minutes.
extension FileAttached: KeepsFiles {
  public var keptFiles: [KeptFile] {
    [KeptFile(file, sha256: sha256, seal: .keyed(kind: FileAttached.fileKind), title: title)]
  }
}
extension ServiceReceiptAttached: KeepsFiles {
  public var keptFiles: [KeptFile] { [KeptFile(attachment, seal: .keyed(kind: PaperSealed.fileKind))] }
}
extension PapersAttached: KeepsFiles {
  public var keptFiles: [KeptFile] { papers.map { KeptFile($0, seal: .plain) } }
}
extension HandEntryRecorded: KeepsFiles {
  public var keptFiles: [KeptFile] { attachments.map { KeptFile($0, seal: .plain) } }
}
/// A division of the court's own money has no list, and names none.
extension BatchCreated: KeepsFiles {
  public var keptFiles: [KeptFile] {
    [KeptFile(original, sha256: original.digest, seal: .plain), KeptFile(lineFile, sha256: sha256, seal: .plain)]
      .filter { $0.file.digest != "" }
  }
}
extension BatchResendAsked: KeepsFiles {
  public var keptFiles: [KeptFile] { correction.map { [KeptFile($0, sha256: sha256, seal: .plain)] } ?? [] }
}
