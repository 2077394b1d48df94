import Casework
import Enforcement
import Foundation

/// Puts files of payments into a folder from which the bank's program takes them.
public struct FolderCarrier: PaymentCarrier {
  public let way = BatchChunksHanded.Way.folder
  private let folder: URL
  /// Throws where the folder cannot be made.
  public init(_ folder: URL) throws {
    self.folder = folder
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  /// Written beside, brought to the disk, then given its name: whoever looks finds a whole file or none.
  public func carry(_ file: PaymentFile) async throws {
    let draft = folder.appending(path: ".\(file.name).part")
    guard FileManager.default.createFile(atPath: draft.path, contents: nil, attributes: [.posixPermissions: 0o600]) else {
      throw CocoaError(.fileWriteNoPermission)
    }
    let handle = try FileHandle(forWritingTo: draft)
    defer { _ = try? handle.close() }
    try handle.write(contentsOf: Data(file.bytes))
    try handle.synchronize()
    guard rename(draft.path, folder.appending(path: file.name).path) == 0 else { throw CocoaError(.fileWriteUnknown) }
    let descriptor = open(folder.path, O_RDONLY | O_DIRECTORY)
    guard descriptor >= 0 else { throw CocoaError(.fileReadNoPermission) }
    defer { _ = close(descriptor) }
    guard fsync(descriptor) == 0 else { throw CocoaError(.fileWriteUnknown) }
  }
}

/// Files that a bank left in a folder.
public enum AnswerFolder {
  /// Read files go here.
  public static let taken = "taken"
  public static let bytesMax = 256 << 20

  /// In the order of their names.
  public static func files(_ folder: URL) throws -> [URL] {
    try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .filter { $0.pathExtension.lowercased() == "xml" }.sorted { $0.lastPathComponent < $1.lastPathComponent }
  }
  /// Moves a file away once the log has what it says.
  public static func put(away file: URL) throws {
    let folder = file.deletingLastPathComponent().appending(path: taken)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    guard rename(file.path, folder.appending(path: file.lastPathComponent).path) == 0 else {
      throw CocoaError(.fileWriteUnknown)
    }
  }
}
