import Basics
import Casework
import Enforcement
import Foundation
import Import
import Storage
import StorageSQLite
import Testing

/// The data folder of a court that filed a docket, asked its units and had their answers, read byte by byte by someone without the key.
@Suite(.timeLimit(.minutes(5)))
struct PrivacyTests {
  let folder: TestFolder
  let court: CourtProgram
  let docket: GeneratedDocket

  /// Lives a few seconds in a court with a simulated city whose people are those of the docket.
  init() async throws {
    folder = try TestFolder()
    court = CourtProgram(folder: folder)
    docket = try GeneratedDocket(cases: 12, seed: 77, in: folder)
    try await court.hire("officer", roles: "officer")
    try await court.hire("judge", roles: "judge")
    let imported = try await court.run(["import", docket.file.path])
    guard imported.status == 0 else { throw CourtProgram.Failure(description: imported.errors) }
    try await answered()
  }

  /// Serves until units have answered for some of the debtors.
  private func answered() async throws {
    let port = try PrivacyTests.freePort()
    try people().write(to: folder.file("people.json"))
    let city = try RunningProgram(
      CourtProgram.executable.deletingLastPathComponent().appendingPathComponent("zhixing-city"),
      [
        "--port", "0", "--court", "http://127.0.0.1:\(port)", "--data", folder.file("city").path, "--people",
        folder.file("people.json").path, "--population", "0",
      ], environment: [:], folder: folder)
    defer { city.kill9() }
    func listening(_ text: String) -> Substring? { text.firstMatch(of: /listens on (http:\/\/127\.0\.0\.1:[0-9]+)/)?.1 }
    try await city.wait { listening($0 + city.output) != nil }
    let address = listening(city.errors + city.output) ?? ""
    let server = try court.start(["serve", "--port", "\(port)", "--city", String(address)])
    defer { server.kill9() }
    let log = [court.database, URL(fileURLWithPath: court.database.path + "-wal")]
    func count(_ name: String) -> Int {
      log.compactMap { try? Data(contentsOf: $0) }.reduce(0) { $0 + PrivacyTests.places(of: name, in: $1) }
    }
    try await server.wait(seconds: 60) { _ in count(QueryAnswered.name) >= 20 && count(PropertyFound.name) >= 2 }
    // The folder is free when its holder is gone, not when it is told to go.
    server.kill9()
    _ = await server.ended()
  }

  /// Each natural debtor with an account, whose number only the bank's answer brings to the court.
  private func people() throws -> Data {
    let people = docket.cases.flatMap(\.parties).filter { $0.role == .debtor && $0.kind == .natural }.enumerated().map {
      place, party -> [String: Any] in
      [
        "name": party.name, "idNumber": party.document?.number ?? "",
        "accounts": [
          ["bank": "bankA", "account": PrivacyTests.account(place), "balance": "8000.00", "kind": "savings"]
        ],
      ]
    }
    return try JSONSerialization.data(withJSONObject: ["people": people])
  }
  private static func account(_ place: Int) -> String { "62999000110000\(70_000 + place)" }

  /// Numbers and places that stand nowhere in clear.
  private var secrets: [String] {
    let parties = docket.cases.flatMap(\.parties)
    let texts = parties.flatMap {
      [$0.document?.number, $0.phone, $0.address, $0.payee?.account, $0.payee?.bank, $0.agent?.phone].compactMap { $0 }
    }
    return Set(texts + parties.indices.map(PrivacyTests.account)).filter { !$0.isEmpty }.sorted()
  }
  /// Names of people and companies, of their agents and representatives, and of the court's staff.
  private var names: [String] {
    let parties = docket.cases.flatMap(\.parties)
    return Set(parties.flatMap { [$0.name, $0.representative, $0.agent?.name ?? ""] } + ["何知行"]).filter { !$0.isEmpty }.sorted()
  }

  @Test func whoReadsADataFolderWithoutTheKeyLearnsNoNumberAndNoAddress() async throws {
    try await court.expectClean("with units' answers")
    try expectNoSecrets()
    try await expectNamesInTheirTableOnly()
  }

  private func expectNoSecrets() throws {
    #expect(secrets.count > 100)
    var found: Set<String> = []
    let files = FileManager.default.enumerator(at: court.data, includingPropertiesForKeys: nil)
    while let file = files?.nextObject() as? URL {
      guard let content = try? Data(contentsOf: file) else { continue }
      found.formUnion(docket.refs.filter { PrivacyTests.places(of: $0, in: content) > 0 })
      for secret in secrets {
        #expect(PrivacyTests.places(of: secret, in: content) == 0, "\(secret) stands in \(file.lastPathComponent)")
      }
    }
    #expect(found == Set(docket.refs), "what does stand there was not found")
  }

  /// Names stand clear in the table that the search reads, and in no other: not in the log.
  private func expectNamesInTheirTableOnly() async throws {
    #expect(names.count > 20)
    let store = try court.store()
    let tables = try await store.read { db in
      try db.query("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name", []).map { $0.text(0) }
    }
    #expect(tables.contains("log") && tables.contains("work") && tables.contains("vault"))
    for table in tables {
      let cells = try await store.read { db in
        var cells = Data()
        for row in try db.query("SELECT * FROM \(table)", []) {
          for value in row.values {
            switch value {
            case .text(let text): cells.append(contentsOf: Array(text.utf8))
            case .blob(let bytes): cells.append(contentsOf: bytes)
            case .int, .null: break
            }
            cells.append(0)
          }
        }
        return cells
      }
      let found = names.filter { PrivacyTests.places(of: $0, in: cells) > 0 }
      switch table {
      case "person_names": #expect(found.count >= docket.cases.count, "the search finds nothing, so it proves nothing")
      case "case_grams": break
      default: #expect(found == [], "names stand in \(table)")
      }
    }
  }

  private static func places(of text: String, in data: Data) -> Int {
    let wanted = Data(text.utf8)
    var count = 0
    var from = data.startIndex
    while let place = data.range(of: wanted, in: from..<data.endIndex) {
      count += 1
      from = place.upperBound
    }
    return count
  }

  /// A port that nothing listens on now.
  private static func freePort() throws -> UInt16 {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { _ = close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
      }
    }
    guard bound else { throw CourtProgram.Failure(description: "no free port") }
    return UInt16(bigEndian: address.sin_port)
  }
}
