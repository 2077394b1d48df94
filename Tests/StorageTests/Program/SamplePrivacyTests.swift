import Basics
import Casework
import Enforcement
import Foundation
import Import
import Storage
import Testing

/// The sample court as `zhixing sample` opens it: its stories are lived by real commands, and its log names nobody.
@Suite(.timeLimit(.minutes(10)))
struct SamplePrivacyTests {
  private struct People: Decodable {
    struct Person: Decodable {
      struct Account: Decodable { let account: String }
      struct House: Decodable { let certificate: String }
      struct Vehicle: Decodable { let plate: String }
      struct Policy: Decodable { let policyNumber: String }
      let name: String
      let idNumber: String?
      let accounts: [Account]?
      let houses: [House]?
      let vehicles: [Vehicle]?
      let policies: [Policy]?
      var things: [String] {
        (accounts ?? []).map(\.account) + (houses ?? []).map(\.certificate) + (vehicles ?? []).map(\.plate)
          + (policies ?? []).map(\.policyNumber)
      }
    }
    let people: [Person]
  }

  @Test func theLogOfTheSampleCourtNamesNobodyAndHoldsNoNumberOfAnybody() async throws {
    let folder = try TestFolder()
    let court = CourtProgram(folder: folder)
    let sample = try await court.run(["sample"])
    #expect(sample.status == 0, "\(sample.errors)")
    let examples = CourtProgram.root.appendingPathComponent("examples")
    let city = try JSONDecoder().decode(People.self, from: Data(contentsOf: examples.appendingPathComponent("city.json")))
    let docket = try DocketImport(today: try #require(Day("2026-06-01"))).read(
      [UInt8](Data(contentsOf: examples.appendingPathComponent("docket.csv"))))
    let parties = docket.accepted.flatMap(\.docket.parties)
    let names = Set(parties.flatMap { [$0.name, $0.representative, $0.agent?.name ?? ""] } + city.people.map(\.name))
    let numbers = Set(
      parties.flatMap { [$0.document?.number, $0.phone, $0.address, $0.payee?.account, $0.agent?.phone].compactMap { $0 } }
        + city.people.flatMap { [$0.idNumber ?? ""] + $0.things })
    let known = names.union(numbers).filter { $0.count > 1 }.sorted()
    #expect(names.count > 60 && numbers.count > 150)
    let store = try court.store()
    let rows = try await store.read { db in
      try db.query("SELECT stream, name, actor, causation, payload FROM log", []).map { row in
        (0..<4).map { row.text($0) }.joined(separator: "\n") + "\n" + String(decoding: row.blob(4), as: UTF8.self)
      }
    }
    #expect(rows.count > 1_000, "the court has lived nothing")
    let log = Data(rows.joined(separator: "\n").utf8)
    #expect(log.range(of: Data("liaison-finds".utf8)) != nil, "what does stand there was not found")
    for text in known { #expect(log.range(of: Data(text.utf8)) == nil, "\(text) stands in the log") }
  }
}
