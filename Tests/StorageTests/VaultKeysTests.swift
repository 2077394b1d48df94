import Casework
import Enforcement
import Foundation
import Storage
import TestSupport
import Testing

struct VaultKeysTests {
  let folder: TestFolder
  let samples = StoreSamples()

  init() throws { folder = try TestFolder() }

  @Test func aNewKeyIsItsOwnersOnlyAndIsReadAgain() throws {
    let file = folder.file("court.key")
    let keys = try VaultKeys.open(file: file)
    let sealed = try keys.encrypt(Array("青禾路".utf8), id: samples.ids.next(), version: 1)
    let ref = samples.ref()
    let bound = try keys.encrypt(Array("青禾路".utf8), id: ref.id, version: 1)
    let again = try VaultKeys.open(file: file)
    #expect(try again.decrypt(bound, id: ref.id, version: 1) == Array("青禾路".utf8))
    #expect(throws: (any Error).self) { try again.decrypt(sealed, id: ref.id, version: 1) }
    let permissions = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int
    #expect(permissions == 0o600)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["court.key"])
  }

  @Test func aTornKeyFileIsRefusedAndLeftAsItIs() throws {
    let file = folder.file("court.key")
    try Data([1, 2, 3]).write(to: file)
    #expect(throws: (any Error).self) { try VaultKeys.open(file: file) }
    #expect(try Data(contentsOf: file) == Data([1, 2, 3]))
  }

  @Test func aPaperIsKeptWholeAndUnreadableWithoutTheKey() async throws {
    let papers = try FolderPaperStore(folder: folder.file("papers"), keys: folder.keys)
    let ref = samples.ref()
    let bytes = Array("执行通知书 赵小满".utf8)
    try await papers.keep(bytes, as: ref)
    try await papers.keep(bytes, as: ref)
    #expect(try await papers.fetch(ref) == bytes)
    let files = FileManager.default.enumerator(at: folder.file("papers"), includingPropertiesForKeys: nil)
    var kept: [Data] = []
    while let file = files?.nextObject() as? URL { if let data = try? Data(contentsOf: file) { kept.append(data) } }
    #expect(kept.count == 1)
    #expect(kept.first?.range(of: Data("赵小满".utf8)) == nil)
    let stranger = try FolderPaperStore(folder: folder.file("papers"), keys: VaultKeys(secret: Array(1...32)))
    await #expect(throws: (any Error).self) { try await stranger.fetch(ref) }
  }
}
