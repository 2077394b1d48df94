import Foundation
import Glibc
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

  @Test func aFaultOfTheConfigurationNamesTheFileThatWasRead() async throws {
    let folder = try TestFolder()
    let court = CourtProgram(folder: folder)
    let own = folder.file("own-config")
    try FileManager.default.copyItem(at: CourtProgram.root.appending(path: "config"), to: own)
    let file = own.appending(path: "triage.yaml")
    try Data((String(contentsOf: file, encoding: .utf8) + "\nsimpelMax: 1\n").utf8).write(to: file)
    let refused = try await court.run(["serve", "--config", own.path])
    #expect(refused.status != 0 && refused.errors.contains("\(file.path):"), "\(refused.errors)")
    #expect(refused.errors.contains("simpelMax"))
  }

  @Test func aPortThatIsTakenIsNamedWithTheOptionThatChoosesAnother() async throws {
    let folder = try TestFolder()
    let court = CourtProgram(folder: folder)
    let taken = try TakenPort()
    defer { taken.close() }
    let refused = try await court.run(["serve", "--port", "\(taken.port)"])
    #expect(refused.status != 0 && refused.errors.contains("\(taken.port) is taken by another program; choose one with --port"))
    let city = try RunningProgram(
      CourtProgram.executable.deletingLastPathComponent().appending(path: "zhixing-city"),
      ["--port", "\(taken.port)", "--data", folder.file("city").path], environment: [:], folder: folder)
    #expect(await city.ended() != 0)
    #expect(city.errors.contains("\(taken.port) is taken by another program; choose one with --port"), "\(city.errors)")
    // The script that starts both looks before it builds anything.
    for name in ["PORT", "CITY_PORT"] {
      let script = try RunningProgram(
        CourtProgram.root.appending(path: "bin/run"), [], environment: [name: "\(taken.port)", "DATA": folder.file("none").path],
        folder: folder)
      #expect(await script.ended() == 1)
      #expect(
        script.errors.contains("Port \(taken.port) is taken by another program; choose one with \(name)="), "\(script.errors)")
    }
    #expect(!FileManager.default.fileExists(atPath: folder.file("none").path))
  }

  @Test func theDataFolderIsForItsOwnerOnlyWhoeverMadeIt() async throws {
    let folder = try TestFolder()
    let court = CourtProgram(folder: folder)
    let files = FileManager.default
    func mode(_ path: String) throws -> Int? { try files.attributesOfItem(atPath: path)[.posixPermissions] as? Int }
    try await court.hire("officer", roles: "officer")
    // As an earlier version, or a hand, may have left it.
    try files.setAttributes([.posixPermissions: 0o755], ofItemAtPath: court.data.path)
    try files.setAttributes([.posixPermissions: 0o644], ofItemAtPath: court.database.path)
    let served = try court.start(["serve", "--port", "0"])
    defer { served.kill9() }
    try await served.wait { $0.contains("http://") }
    #expect(try mode(court.data.path) == 0o700)
    var seen = 0
    for name in try files.contentsOfDirectory(atPath: court.data.path) where name.hasPrefix("zhixing.sqlite") {
      #expect(try mode(court.data.appending(path: name).path) == 0o600, "\(name)")
      seen += 1
    }
    #expect(seen == 3, "the store, its log and its index")
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
    let blank = try await court.run(
      ["admin", "create", "--sign-in", "an na", "--name", "安娜"], environment: ["ZHIXING_PASSWORD": CourtProgram.password])
    #expect(blank.status != 0 && blank.errors.contains("no blank"), "\(blank.errors)")
    let unknown = try await court.run(["admin", "enable", "--sign-in", "nobody"])
    #expect(unknown.status != 0 && unknown.errors.contains("nobody"))
  }
}

/// A port of this machine on which something else listens.
private struct TakenPort {
  let port: UInt16
  private let socket: Int32

  init() throws {
    socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let listener = socket
    let bound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { any in
        bind(listener, any, size) == 0 && listen(listener, 8) == 0 && getsockname(listener, any, &size) == 0
      }
    }
    try #require(bound)
    port = UInt16(bigEndian: address.sin_port)
  }
  func close() { Glibc.close(socket) }
}
