import Casework
import Foundation
import Storage
import StorageSQLite
import TestSupport
import Testing

struct StoreConformanceTests {
  @Test func everyRuleOfAStoreHoldsInMemory() async {
    await hold { _ in MemoryStore() }
  }

  @Test func everyRuleOfAStoreHoldsInSQLite() async throws {
    let folder = try TestFolder()
    await hold { place in try folder.store("rule-\(place).db") }
  }

  private func hold(_ make: (Int) throws -> StoreConformance.Store) async {
    #expect(StoreConformance.rules.count > 20)
    for (place, rule) in StoreConformance.rules.enumerated() {
      do {
        try await rule.run(StoreConformance(try make(place)))
      } catch {
        Issue.record("\(rule.name): \(error)")
      }
    }
  }
}

/// A folder for the files of one test, removed with it.
final class TestFolder {
  let url: URL
  let keys = VaultKeys(secret: Array(0..<32))

  init() throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent("storage-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }
  deinit { _ = try? FileManager.default.removeItem(at: url) }

  func file(_ name: String) -> URL { url.appendingPathComponent(name) }
  func store(_ name: String = "court.db") throws -> SQLiteStore { try SQLiteStore(file: file(name), keys: keys) }
}
