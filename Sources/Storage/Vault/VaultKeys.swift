import Basics
import Casework
import Crypto
import Enforcement
import Foundation

/// The court's keys: one secret in a file outside the data folder, from which the keys for content, salts and identities derive.
/// Whoever has the data folder without this file reads no name, number or paper; whoever has both reads all.
public struct VaultKeys: IdentityHasher, Sendable {
  private let content: SymmetricKey
  private let salts: SymmetricKey
  private let identitiesKey: SymmetricKey

  /// Derives the keys by HKDF-SHA256; the words of the uses are stored in what they sealed and never change.
  public init(secret: [UInt8]) {
    let root = SymmetricKey(data: secret)
    func derive(_ use: String) -> SymmetricKey {
      HKDF<SHA256>.deriveKey(inputKeyMaterial: root, salt: Data(), info: Data("zhixing/\(use)/1".utf8), outputByteCount: 32)
    }
    content = derive("content")
    salts = derive("salts")
    identitiesKey = derive("identities")
  }

  /// Reads the key file, or makes one readable by its owner only.
  public static func open(file: URL) throws -> VaultKeys {
    if FileManager.default.fileExists(atPath: file.path) {
      let data = try Data(contentsOf: file)
      guard data.count == 32 else { throw CocoaError(.fileReadCorruptFile) }
      return VaultKeys(secret: [UInt8](data))
    }
    let secret = SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) }
    // On the disk before anything is sealed with it: without the key, what the disk has of the vault is lost.
    try DurableFile.write([UInt8](secret), to: file)
    return VaultKeys(secret: [UInt8](secret))
  }

  public func digest(_ key: IdentityKey) -> String {
    VaultKeys.hex(HMAC<SHA256>.authenticationCode(for: Data("\(key.kind)\u{0}\(key.text)".utf8), using: identitiesKey))
  }

  public func seal(_ content: VaultContent, id: ID<VaultContent>, version: Int) -> String {
    var hash = SHA256()
    hash.update(data: Data(HMAC<SHA256>.authenticationCode(for: Data("\(id)|\(version)".utf8), using: salts)))
    hash.update(data: Data(JSONText.encode(content).utf8))
    return VaultKeys.hex(hash.finalize())
  }

  /// AES-GCM, bound to its place: a row moved elsewhere does not open.
  public func encrypt(_ bytes: [UInt8], id: ID<VaultContent>, version: Int) throws -> [UInt8] {
    let box = try AES.GCM.seal(Data(bytes), using: content, authenticating: Data("\(id)|\(version)".utf8))
    guard let combined = box.combined else { throw CryptoKitError.incorrectParameterSize }
    return [UInt8](combined)
  }
  /// Throws where the bytes were changed, moved, or sealed by another secret.
  public func decrypt(_ bytes: [UInt8], id: ID<VaultContent>, version: Int) throws -> [UInt8] {
    [UInt8](
      try AES.GCM.open(AES.GCM.SealedBox(combined: Data(bytes)), using: content, authenticating: Data("\(id)|\(version)".utf8)))
  }

  /// A draft of a form, bound to whose it is and where.
  public func encrypt(_ bytes: [UInt8], draftOf owner: String, at place: String) throws -> [UInt8] {
    let box = try AES.GCM.seal(Data(bytes), using: content, authenticating: Data("draft|\(owner)|\(place)".utf8))
    guard let combined = box.combined else { throw CryptoKitError.incorrectParameterSize }
    return [UInt8](combined)
  }
  /// Throws where the bytes were changed, or are another's or another form's.
  public func decrypt(_ bytes: [UInt8], draftOf owner: String, at place: String) throws -> [UInt8] {
    [UInt8](
      try AES.GCM.open(
        AES.GCM.SealedBox(combined: Data(bytes)), using: content, authenticating: Data("draft|\(owner)|\(place)".utf8)))
  }

  /// Small letters, two a byte.
  public static func hex(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}

/// Papers as sent, encrypted, one file each.
public struct FolderPaperStore: PaperStore {
  private let folder: URL
  private let keys: VaultKeys
  /// Throws where the folder cannot be made.
  public init(folder: URL, keys: VaultKeys) throws {
    self.folder = folder
    self.keys = keys
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }
  private func url(_ ref: VaultRef) -> URL {
    let name = "\(ref.id)-\(ref.version)"
    return folder.appendingPathComponent(String(name.suffix(4))).appendingPathComponent(name)
  }
  /// Returns after the disk has the paper under its name.
  public func keep(_ bytes: [UInt8], as ref: VaultRef) async throws {
    let target = url(ref)
    try FileManager.default.createDirectory(at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
    try DurableFile.synchronize(folder: folder)
    let sealed = try keys.encrypt(bytes, id: ref.id, version: ref.version)
    try DurableFile.write(sealed, to: target)
  }
  public func fetch(_ ref: VaultRef) async throws -> [UInt8]? {
    guard let data = try? Data(contentsOf: url(ref)) else { return nil }
    return try keys.decrypt([UInt8](data), id: ref.id, version: ref.version)
  }
}
