import Basics
import Foundation
import Storage
import StorageSQLite

/// The moment on this machine's clock.
struct SystemClock: CourtClock {
  var now: Instant { Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)) }
}

/// What a person reads on standard error.
struct CommandFailure: Error, CustomStringConvertible {
  let description: String
}

/// The data folder, held by one program at a time; the key file lies beside it, not in it.
final class DataFolder: Sendable {
  let url: URL
  private let descriptor: Int32

  /// Takes the folder, or says by name and pid who has it.
  init(_ path: String) throws {
    url = URL(filePath: path, directoryHint: .isDirectory).standardizedFileURL
    // Names stand clear in the court's tables: what the folder holds is for its owner, whoever made the folder.
    umask(0o077)
    try FileManager.default.createDirectory(
      at: url, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    try DataFolder.keepToOwner(url)
    let lock = url.appending(path: "lock").path
    descriptor = open(lock, O_RDWR | O_CREAT, 0o600)
    guard descriptor >= 0 else { throw CommandFailure(description: "\(lock): cannot be opened") }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let holder = (try? String(contentsOfFile: lock, encoding: .utf8)) ?? ""
      throw CommandFailure(description: "\(url.path) is in use by \(holder.isEmpty ? "another program" : holder). 数据目录正被占用。")
    }
    let text = "zhixing pid \(getpid())"
    ftruncate(descriptor, 0)
    _ = text.withCString { write(descriptor, $0, strlen($0)) }
  }

  /// A folder and a store that others could read, as earlier versions and hands make them, are theirs no more.
  private static func keepToOwner(_ url: URL) throws {
    let store = ["", "-wal", "-shm"].map { (url.appending(path: "zhixing.sqlite" + $0).path, 0o600) }
    for (path, mode) in [(url.path, 0o700)] + store where FileManager.default.fileExists(atPath: path) {
      do {
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
      } catch {
        throw CommandFailure(description: "\(path): cannot be closed to others. 无法限制他人读取。")
      }
    }
  }

  /// The folder of a court that exists: a mistyped path makes no new one.
  static func existing(_ path: String) throws -> DataFolder {
    let database = URL(filePath: path, directoryHint: .isDirectory).standardizedFileURL.appending(path: "zhixing.sqlite")
    guard FileManager.default.fileExists(atPath: database.path) else {
      throw CommandFailure(description: "\(database.path): there is no court here. 该目录下没有法院数据。")
    }
    return try DataFolder(path)
  }

  var keyFile: URL { url.deletingLastPathComponent().appending(path: url.lastPathComponent + ".key") }
  var signingKeyFile: URL { url.deletingLastPathComponent().appending(path: url.lastPathComponent + ".sign") }
  var database: URL { url.appending(path: "zhixing.sqlite") }
  var papers: URL { url.appending(path: "papers") }
  var dockets: URL { url.appending(path: "dockets") }
  var bankFiles: URL { url.appending(path: "bank-files") }
  var takeovers: URL { url.appending(path: "takeovers") }
  var signingRounds: URL { url.appending(path: "signing") }

  /// A new court gets a key; a court whose key is gone is refused, since a new one would open nothing that it has.
  func keys() throws -> VaultKeys {
    let files = FileManager.default
    if files.fileExists(atPath: database.path), !files.fileExists(atPath: keyFile.path) {
      throw CommandFailure(description: "\(keyFile.path) is missing: restore it, nothing opens without it. 密钥文件缺失，请先恢复。")
    }
    return try VaultKeys.open(file: keyFile)
  }
  func store() throws -> SQLiteStore { try SQLiteStore(file: database, keys: try keys()) }
  func paperStore() throws -> FolderPaperStore { try FolderPaperStore(folder: papers, keys: try keys()) }

  deinit { close(descriptor) }
}
