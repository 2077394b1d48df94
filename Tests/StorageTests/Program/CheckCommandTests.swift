import Basics
import Casework
import Crypto
import Enforcement
import Foundation
import Storage
import StorageSQLite
import TestSupport
import Testing

/// What the commands say of a data folder that someone touched.
struct CheckCommandTests {
  let folder: TestFolder
  let court: CourtProgram

  init() async throws {
    folder = try TestFolder()
    court = CourtProgram(folder: folder)
    try await court.hire("officer", roles: "officer")
    try await court.hire("judge", roles: "judge")
  }

  private func touch(_ sql: String) async throws {
    let changed = try await court.store().write { try $0.run(sql, []) }
    #expect(changed == 1)
  }

  @Test func aChangedDerivedRowIsNamedAndRebuiltFromTheLog() async throws {
    try await touch("UPDATE staff SET roles = 'judge,president' WHERE roles = 'judge'")
    let found = try await court.run(["replay", "--check"])
    #expect(found.status == 1 && found.output.contains("1 differences"))
    #expect(found.errors.contains("“judge,president” → “judge”"), "\(found.errors)")
    #expect(try await court.run(["verify"]).status == 0, "the log itself is whole")
    #expect(try await court.run(["replay", "--rebuild"]).status == 0)
    try await court.expectClean("after the tables were rebuilt")
  }

  @Test func aChangedEventIsNamedByItsPosition() async throws {
    try await touch("UPDATE log SET actor = 'staff:1' WHERE position = 2")
    let found = try await court.run(["verify"])
    #expect(found.status != 0 && found.errors.contains("event 2 (organisation/"), "\(found.errors)")
  }

  @Test func anExchangedVaultEntryIsNamed() async throws {
    try await touch(
      "UPDATE vault SET sealed = (SELECT sealed FROM vault ORDER BY id DESC LIMIT 1) WHERE id = (SELECT MIN(id) FROM vault)")
    let found = try await court.run(["verify"])
    #expect(found.status == 1 && found.output.contains("1 not as sealed"), "\(found.output)")
    #expect(found.errors.contains("not what its event sealed"))
  }

  @Test func anAttachedFileThatIsGoneOrChangedIsNamedWithItsCaseAndEndsWithADifference() async throws {
    let keys = try VaultKeys.open(file: folder.file("data.key"))
    let papers = try FolderPaperStore(folder: folder.file("data").appending(path: "papers"), keys: keys)
    let samples = StoreSamples()
    let caseID = samples.ids.next(CaseFile.self)
    func attachment(_ text: String) async throws -> Enforcement.Attachment {
      let bytes = Array(text.utf8)
      let sha256 = VaultKeys.hex(SHA256.hash(data: Data(bytes)))
      let ref = VaultRef(id: samples.ids.next(), version: 1, digest: sha256)
      try await papers.keep(bytes, as: ref)
      return Enforcement.Attachment(
        file: ref, title: VaultRef(id: samples.ids.next(), version: 1, digest: ""), sha256: sha256, bytes: bytes.count)
    }
    let kept = [try await attachment("旧裁定书"), try await attachment("旧回证")]
    do {
      let outcome = try await court.store().append(
        samples.transaction([
          StreamEvents(
            stream: .caseFile(caseID), expected: 0, events: [samples.application(caseID), PapersAttached(papers: kept)])
        ]))
      guard case .stored = outcome else { throw CourtProgram.Failure(description: "\(outcome)") }
    }
    let whole = try await court.run(["verify"])
    #expect(
      whole.status == 0 && whole.output.contains("files: 2 as kept, 0 missing, 0 not as kept"), "\(whole.output)\(whole.errors)")
    try await papers.keep(Array("另一份".utf8), as: kept[0].file)
    let name = "\(kept[1].file.id)-1"
    try FileManager.default.removeItem(
      at: folder.file("data").appending(path: "papers").appending(path: String(name.suffix(4))).appending(path: name))
    let hurt = try await court.run(["verify"])
    #expect(hurt.status == 1 && hurt.output.contains("files: 0 as kept, 1 missing, 1 not as kept"), "\(hurt.output)")
    #expect(hurt.errors.contains("file \(kept[0].file.id)") && hurt.errors.contains("is not what was kept"))
    #expect(
      hurt.errors.contains("file \(kept[1].file.id)") && hurt.errors.contains("is gone") && hurt.errors.contains("\(caseID)"))
  }

  @Test func aCourtWhoseKeyIsGoneIsRefusedAndGetsNoNewOne() async throws {
    let key = folder.file("data.key")
    try FileManager.default.removeItem(at: key)
    let refused = try await court.run(["verify"])
    #expect(refused.status != 0 && refused.errors.contains("data.key is missing"), "\(refused.errors)")
    #expect(!FileManager.default.fileExists(atPath: key.path))
  }
}
