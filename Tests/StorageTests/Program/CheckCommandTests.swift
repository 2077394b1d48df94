import Foundation
import StorageSQLite
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

  @Test func aCourtWhoseKeyIsGoneIsRefusedAndGetsNoNewOne() async throws {
    let key = folder.file("data.key")
    try FileManager.default.removeItem(at: key)
    let refused = try await court.run(["verify"])
    #expect(refused.status != 0 && refused.errors.contains("data.key is missing"), "\(refused.errors)")
    #expect(!FileManager.default.fileExists(atPath: key.path))
  }
}
