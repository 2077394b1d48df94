import Foundation

/// Files that must stand whole or not at all, whatever stops the machine.
enum DurableFile {
  /// Writes beside the target, to the disk, then gives the name, to the disk. An older file of that name stays until then.
  static func write(_ bytes: [UInt8], to target: URL) throws {
    let draft = target.appendingPathExtension("part")
    guard FileManager.default.createFile(atPath: draft.path, contents: nil, attributes: [.posixPermissions: 0o600]) else {
      throw CocoaError(.fileWriteNoPermission)
    }
    let handle = try FileHandle(forWritingTo: draft)
    defer { _ = try? handle.close() }
    try handle.write(contentsOf: Data(bytes))
    try handle.synchronize()
    guard rename(draft.path, target.path) == 0 else { throw CocoaError(.fileWriteUnknown) }
    try synchronize(folder: target.deletingLastPathComponent())
  }

  /// A new name is on the disk only when its folder is.
  static func synchronize(folder: URL) throws {
    let descriptor = open(folder.path, O_RDONLY | O_DIRECTORY)
    guard descriptor >= 0 else { throw CocoaError(.fileReadNoPermission) }
    defer { _ = close(descriptor) }
    guard fsync(descriptor) == 0 else { throw CocoaError(.fileWriteUnknown) }
  }
}
