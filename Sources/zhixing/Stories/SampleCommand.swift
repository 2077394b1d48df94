import ArgumentParser
import Basics
import Casework
import City
import Enforcement
import Foundation
import Import
import Settings
import Storage
import StorageSQLite
import Stories
import Web

/// `zhixing sample`: a fictional court in which stories have been lived and other cases wait.
struct SampleCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sample",
    abstract: "Open the sample court: stories lived by real commands, other cases filed, a sign-in for each role. 样例法院。")
  @OptionGroup var options: CourtOptions
  @Option(help: "The city's people. 城市人物。") var people = "examples/city.json"
  @Option(help: "The docket. 收案清单。") var docket = "examples/docket.csv"
  @Flag(help: "Only print the sign-ins. 只打印账号。") var signIns = false
  @Option(help: "Only this story instead of those of the sample court: mass-payout, students-flats … 只演一个故事。") var story: String?

  func validate() throws {
    guard let story, Stories.named(story) == nil else { return }
    throw ValidationError("--story is one of: \(Stories.all.map { $0.key }.joined(separator: ", "))")
  }

  func run() async throws {
    if signIns { return print(try SampleSignIns.read(options.data)) }
    let configuration = try options.configuration()
    let folder = try DataFolder(options.data)
    // A court half lived, after an error or a stop, would be mistaken for a whole one: this mark says so until it is whole.
    let unfinished = folder.url.appending(path: "sample-unfinished").path
    if FileManager.default.fileExists(atPath: unfinished) { SampleCommand.throwAway(folder) }
    guard !FileManager.default.fileExists(atPath: folder.database.path) else {
      throw CommandFailure(description: "\(folder.url.path) has a court already. 该目录已有法院数据。")
    }
    guard FileManager.default.createFile(atPath: unfinished, contents: nil) else {
      throw CommandFailure(description: "\(unfinished): cannot be written")
    }
    do {
      try await live(folder, configuration)
    } catch {
      SampleCommand.throwAway(folder)
      throw error
    }
    try FileManager.default.removeItem(atPath: unfinished)
  }

  private static func throwAway(_ folder: DataFolder) {
    for url in [folder.database, folder.papers, folder.url.appending(path: "city")] {
      for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: url.path + suffix) }
    }
  }

  private func live(_ folder: DataFolder, _ configuration: CourtConfiguration) async throws {
    let keys = try folder.keys()
    let cases = try DocketImport(
      today: SystemClock().now.day, calendar: configuration.books.law.calendar, defaultCourt: configuration.court
    ).read(try bytes(docket)).accepted.map(\.docket)
    let place = Scenario.Place(
      database: folder.database, papers: folder.papers, keys: keys, configuration: configuration,
      people: try CityFile.read(try bytes(people)), docket: cases, population: 24, city: folder.url.appending(path: "city").path,
      signer: CourtKey(signer: try ServeCommand.signer(folder, court: configuration.court)))
    let only = story.flatMap(Stories.named)
    guard let day = Day(only?.begins ?? SampleCourt.begins) else {
      throw CommandFailure(description: "the stories have no beginning")
    }
    let court = try await Scenario(at: Instant(day, hour: 8), in: place)
    var accounts: [SampleSignIns.Line] = []
    for (name, roles) in Scenario.usualStaff {
      let person = try await court.staff(name, roles)
      guard let staff = person.actor.staff else { continue }
      accounts.append(.init(staff: staff, name: name, roles: roles))
    }
    accounts.append(.init(staff: try await administrator(court), name: "管理员", roles: [.administrator]))
    if let only {
      try await only.live(in: court)
      try await court.advance(to: SystemClock().now)
    } else {
      try await SampleCourt.live(in: court, until: SystemClock().now) { ImportCommand.say("· \($0)") }
    }
    try await court.flush()
    try await SampleSignIns.open(accounts, court.store, folder.url)
  }

  private func administrator(_ court: Scenario) async throws -> ID<StaffMember> {
    guard let staff = try await court.staff("管理员", [.administrator]).actor.staff else {
      throw CommandFailure(description: "no administrator joined")
    }
    return staff
  }

  private func bytes(_ path: String) throws -> [UInt8] {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw CommandFailure(description: "\(path): cannot be read. 读不到文件。")
    }
    return [UInt8](data)
  }
}

/// The sample court's sign-ins: made at random once, kept beside its data, printed at each start. Other courts have nothing alike.
enum SampleSignIns {
  struct Line {
    let staff: ID<StaffMember>
    let name: String
    let roles: [Role]
    /// `judge`, and `judge2` for the second.
    var base: String { roles.first?.rawValue ?? "staff" }
  }

  static func open(_ lines: [Line], _ store: SQLiteStore, _ folder: URL) async throws {
    var used: [String: Int] = [:]
    // One password for the fictional court: hashing takes a second each in a debug build.
    let password = "sample-" + Passwords.token().filter { $0.isLetter || $0.isNumber }.prefix(8)
    let secret = try Passwords.secret(of: password)
    var text = ""
    for line in lines {
      used[line.base, default: 0] += 1
      let count = used[line.base] ?? 1
      let name = count == 1 ? line.base : "\(line.base)\(count)"
      try await store.save(SignInAccount(signIn: name, staff: line.staff, secret: secret, totp: nil), at: SystemClock().now)
      let roles = line.roles.map(\.title.zh).joined(separator: "、")
      text += "\(name.padding(toLength: 18, withPad: " ", startingAt: 0)) \(password)  \(line.name) \(roles)\n"
    }
    guard
      FileManager.default.createFile(
        atPath: file(folder).path, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600])
    else { throw CommandFailure(description: "\(file(folder).path): cannot be written") }
  }

  static func read(_ data: String) throws -> String {
    let file = file(URL(filePath: data, directoryHint: .isDirectory))
    guard let text = try? String(contentsOf: file, encoding: .utf8) else {
      throw CommandFailure(
        description: "\(file.path): not a sample court; bin/fresh throws the folder away. 不是样例法院；bin/fresh 清空目录后重来。")
    }
    return text.trimmingCharacters(in: .newlines)
  }

  private static func file(_ folder: URL) -> URL { folder.appending(path: "sample-sign-ins.txt") }
}
