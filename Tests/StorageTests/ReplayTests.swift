import Basics
import Casework
import Crypto
import Enforcement
import Foundation
import Storage
import StorageSQLite
import TestSupport
import Testing

struct ReplayTests {
  let folder: TestFolder
  let store: SQLiteStore

  /// A court in which everything happened.
  init() async throws {
    folder = try TestFolder()
    store = try folder.store()
    var history = SampleHistory()
    for number in 0..<24 {
      for transaction in try history.life(number) {
        let outcome = try await store.append(transaction)
        guard case .stored = outcome else { throw StoreConformance.Broken(description: "\(outcome) in life \(number)") }
      }
    }
  }

  private func change(_ sql: String) async throws {
    let changed = try await store.write { try $0.run(sql, []) }
    #expect(changed == 1, "\(sql) changed \(changed) rows")
  }

  @Test func theDerivedTablesAreWhatTheLogSays() async throws {
    let report = try await store.replayCheck()
    #expect(report.differences.map(\.description) == [])
    #expect(report.events > 24 * 60)
    #expect(report.rows > 24 * 8)
  }

  @Test func everyDerivedTableIsWrittenByThisHistory() async throws {
    for table in Projections.tables {
      let rows = try await store.read { try $0.query("SELECT COUNT(*) FROM \(table.name)", []).first?.int(0) ?? 0 }
      #expect(rows > 0, "\(table.name) is empty: its replay proves nothing")
    }
  }

  @Test func aChangedRowIsReportedWithItsColumnAndBothValues() async throws {
    let id = try await store.read { try $0.query("SELECT MIN(id) FROM cases", []).first?.int(0) ?? 0 }
    try await change("UPDATE cases SET claimed = 4711 WHERE id = \(id)")
    let differences = try await store.replayCheck().differences
    #expect(differences.count == 1)
    #expect(differences.first?.table == "cases" && differences.first?.key == "id=\(id)")
    #expect(differences.first?.columns.first?.hasPrefix("claimed: 4711 → ") == true)
  }

  @Test func missingAndInventedRowsOfEveryTableAreReported() async throws {
    for table in Projections.tables {
      let first = "SELECT \(table.order) FROM \(table.name) ORDER BY \(table.order) LIMIT 1"
      try await change("DELETE FROM \(table.name) WHERE (\(table.order)) = (\(first))")
    }
    try await change("INSERT INTO identities (digest, id) VALUES ('zz', 1)")
    let differences = try await store.replayCheck().differences
    let missing = differences.filter { $0.place == .onlyRebuilt }.map(\.table)
    #expect(missing == Projections.tables.map(\.name))
    #expect(differences.filter { $0.place == .onlyStored }.map(\.key) == ["digest=“zz”"])
  }

  @Test func rebuildingPutsTheTablesRight() async throws {
    try await change(
      "UPDATE counters SET value = value + 1 WHERE name = 'filed' AND day = (SELECT MIN(day) FROM counters WHERE name = 'filed')")
    #expect(try await store.replayCheck().differences.count == 1)
    let events = try await store.rebuildDerived()
    #expect(try await store.replayCheck().differences.count == 0)
    #expect(events == (try await store.verifyLog().events))
  }

  @Test func aRestartGoesOnWhereTheLogEnds() async throws {
    let before = try await store.verifyLog()
    let again = try folder.store()
    let samples = StoreSamples(after: try await again.largestID())
    let person = StreamID.person(samples.ids.next())
    let outcome = try await again.append(
      samples.transaction([StreamEvents(stream: person, expected: 0, events: [samples.recorded()])]))
    #expect(outcome == .stored(through: before.position + 1))
    #expect(try await again.verifyLog().events == before.events + 1)
  }
}

struct VerifyTests {
  let folder: TestFolder
  let store: SQLiteStore
  let samples = StoreSamples()

  init() async throws {
    folder = try TestFolder()
    store = try folder.store()
    for _ in 0..<5 {
      let person = StreamID.person(samples.ids.next())
      let content = VaultContent("person", ["name": "赵小满"])
      let id = samples.ids.next(VaultContent.self)
      let ref = VaultRef(id: id, version: 1, digest: folder.keys.seal(content, id: id, version: 1))
      let recorded = PersonRecorded(kind: .natural, idKind: "", idDigest: "", vault: ref, adultOn: nil)
      let events: [any Event] = [recorded, PersonUpdated(changed: ["phone"], vault: ref)]
      let outcome = try await store.append(
        samples.transaction(
          [StreamEvents(stream: person, expected: 0, events: events)], deposits: [Deposit(ref: ref, content: content)]))
      guard case .stored = outcome else { throw StoreConformance.Broken(description: "\(outcome)") }
    }
  }

  private func run(_ sql: String) async throws { _ = try await store.write { try $0.run(sql, []) } }
  private func fault() async -> Verify.Fault? {
    do {
      _ = try await store.verifyLog()
      return nil
    } catch {
      return error as? Verify.Fault
    }
  }

  @Test func anUntouchedLogVerifiesAndNamesItsHead() async throws {
    let head = try await store.verifyLog()
    #expect(head.events == 10 && head.position == 10)
    #expect(head.hash.count == 64)
  }

  @Test func aChangeOfAnyColumnIsFoundAtItsPosition() async throws {
    let changes = [
      "stream = 'person/77'", "version = 99", "court = '浙1004'", "name = 'person.updated.v2'", "at = at + 1", "actor = 'staff:9'",
      "causation = 'command:2'", "payload = CAST('{}' AS BLOB)", "hash = zeroblob(32)",
    ]
    for change in changes {
      let copy = try await store.read {
        try $0.query("SELECT stream, version, court, name, at, actor, causation, payload, hash FROM log WHERE position = 7", [])
      }
      try await run("UPDATE log SET \(change) WHERE position = 7")
      let found = await fault()
      #expect(found?.position == 7 && found?.kind == .hash, "\(change): \(String(describing: found))")
      let values = try #require(copy.first?.values)
      _ = try await store.write {
        try $0.run(
          """
          UPDATE log SET stream = $1, version = $2, court = $3, name = $4, at = $5, actor = $6, causation = $7, payload = $8, hash = $9
          WHERE position = 7
          """, values)
      }
    }
    #expect(await fault() == nil)
  }

  @Test func aRemovedRowIsFoundAtTheNext() async throws {
    try await run("DELETE FROM log WHERE position = 4")
    #expect(await fault()?.position == 5)
  }

  @Test func twoRowsThatChangedPlacesAreFound() async throws {
    try await run("UPDATE log SET position = 100 WHERE position = 3")
    try await run("UPDATE log SET position = 3 WHERE position = 5")
    try await run("UPDATE log SET position = 5 WHERE position = 100")
    #expect(await fault()?.position == 3)
  }

  @Test func aLogCutAtItsEndIsFoundAndWithoutItsNoteHasAnotherHead() async throws {
    let before = try await store.verifyLog()
    try await run("DELETE FROM log WHERE position = 10")
    #expect(await fault()?.kind == .cut(10))
    try await run("DELETE FROM marks")
    let after = try await store.verifyLog()
    #expect(after.position == 9 && after.hash != before.hash)
  }

  @Test func theVaultHoldsWhatTheEventsSealed() async throws {
    let report = try await store.verifyVault()
    #expect(report == Verify.VaultReport(matching: 10, erased: 0, mismatched: []))
  }

  @Test func anErasedEntryLeavesTheLogWhole() async throws {
    try await run("DELETE FROM vault WHERE id = (SELECT MIN(id) FROM vault)")
    #expect(await fault() == nil)
    #expect(try await store.verifyVault() == Verify.VaultReport(matching: 8, erased: 2, mismatched: []))
  }

  @Test func aSealedPaperIsComparedWithItsFileAndIsNoErasedEntry() async throws {
    let files = folder.file("papers")
    let papers = try FolderPaperStore(folder: files, keys: folder.keys)
    var refs: [VaultRef] = []
    for text in ["执行通知书", "报告财产令", "结案通知书", "协助执行通知书"] {
      let bytes = Array(text.utf8)
      let sha256 = VaultKeys.hex(SHA256.hash(data: Data(bytes)))
      let id = samples.ids.next(VaultContent.self)
      let seal = folder.keys.seal(VaultContent(PaperSealed.fileKind, ["sha256": sha256]), id: id, version: 1)
      let ref = VaultRef(id: id, version: 1, digest: seal)
      try await papers.keep(bytes, as: ref)
      let sealed = PaperSealed(
        paper: samples.ids.next(), kind: .enforcementNotice, file: ref, sha256: sha256, code: "7K2M-QX4T-9HWD-R3FV", pages: 1)
      let file = samples.ids.next(CaseFile.self)
      let outcome = try await store.append(
        samples.transaction([
          StreamEvents(stream: .caseFile(file), expected: 0, events: [samples.application(file), sealed])
        ]))
      guard case .stored = outcome else { throw StoreConformance.Broken(description: "\(outcome)") }
      refs.append(ref)
    }
    let whole = try await store.verifyFiles(papers)
    #expect(whole.papers.matching == 4 && whole.isWhole)
    #expect(try await store.verifyVault().erased == 0)

    // One is gone, one is another paper's file under its name, one does not open.
    func path(_ ref: VaultRef) -> URL {
      let name = "\(ref.id)-\(ref.version)"
      return files.appendingPathComponent(String(name.suffix(4))).appendingPathComponent(name)
    }
    try FileManager.default.removeItem(at: path(refs[0]))
    try await papers.keep(Array("另一份文书".utf8), as: refs[1])
    try Data("not what was kept".utf8).write(to: path(refs[2]))
    let hurt = try await store.verifyFiles(papers)
    #expect(hurt.papers.matching == 1 && hurt.papers.missing == 1 && hurt.papers.changed == 2)
    #expect(hurt.faults.filter(\.isMissing).map(\.file) == [refs[0]])
    #expect(hurt.faults.filter { !$0.isMissing }.map(\.file) == [refs[1], refs[2]])
  }

  @Test func anExchangedEntryIsFound() async throws {
    try await run(
      "UPDATE vault SET sealed = (SELECT sealed FROM vault ORDER BY id DESC LIMIT 1) WHERE id = (SELECT MIN(id) FROM vault)")
    let report = try await store.verifyVault()
    #expect(report.matching == 8 && report.mismatched.count == 2)
  }
}
