import Foundation
import Testing

/// A paper carries its check address for ever: a court that others reach says under which name.
struct AddressTests {
  @Test func aCourtReachedFromElsewhereIsNotServedWithoutItsPublicAddress() async throws {
    let folder = try TestFolder()
    let court = CourtProgram(folder: folder)
    let refused = try await court.run(["serve", "--host", "0.0.0.0"])
    #expect(refused.status != 0 && refused.errors.contains("--public-url"))
    let wrong = try await court.run(["serve", "--public-url", "court.example"])
    #expect(wrong.status != 0 && wrong.errors.contains("court.example is not an address"))
    #expect(!FileManager.default.fileExists(atPath: court.database.path), "nothing was made")
  }

  @Test func accountsAreManagedWithoutAServerToo() async throws {
    let folder = try TestFolder()
    let court = CourtProgram(folder: folder)
    try await court.hire("officer", roles: "officer")
    #expect(try await court.run(["admin", "list"]).output.contains("officer officer"))
    #expect(try await court.run(["admin", "disable", "--sign-in", "officer"]).status == 0)
    #expect(try await court.run(["admin", "list"]).output.contains("disabled"))
    let short = try await court.run(["admin", "reset", "--sign-in", "officer"], environment: ["ZHIXING_PASSWORD": "short"])
    #expect(short.status != 0 && short.errors.contains("10"))
    let unknown = try await court.run(["admin", "enable", "--sign-in", "nobody"])
    #expect(unknown.status != 0 && unknown.errors.contains("nobody"))
  }
}
