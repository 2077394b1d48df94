import Basics
import Foundation
import Settings
import Storage
import StorageSQLite
import Testing

/// The built `zhixing`, run as a court's people run it, on a data folder of its own.
struct CourtProgram {
  struct Failure: Error, CustomStringConvertible { let description: String }
  /// How a run ended, with all that it wrote.
  struct Ended {
    let status: Int32
    let output: String
    let errors: String
  }

  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  /// Beside the test program, where the same build puts it.
  static let executable = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    .appendingPathComponent("zhixing")

  static let password = "a long enough password"

  let folder: TestFolder
  /// Name of the data folder.
  var name = "data"
  var data: URL { folder.file(name) }
  var database: URL { data.appendingPathComponent("zhixing.sqlite") }

  static func configuration() throws -> CourtConfiguration {
    try CourtConfiguration.read(
      config: root.appendingPathComponent("config"), lawData: root.appendingPathComponent("data-law"))
  }

  /// The store of a folder that no program holds.
  func store() throws -> SQLiteStore {
    try SQLiteStore(file: database, keys: VaultKeys.open(file: folder.file(name + ".key")))
  }

  /// Starts a command on the data folder; `trace` is where strace writes the calls that matter for the disk and for answers.
  func start(_ arguments: [String], environment: [String: String] = [:], trace: URL? = nil) throws -> RunningProgram {
    let command = arguments + ["--data", data.path]
    guard let trace else {
      return try RunningProgram(CourtProgram.executable, command, environment: environment, folder: folder)
    }
    return try RunningProgram(
      URL(fileURLWithPath: "/usr/bin/strace"),
      ["-f", "-y", "-s", "4200", "-e", "trace=\(SystemTrace.calls)", "-o", trace.path, CourtProgram.executable.path] + command,
      environment: environment, folder: folder)
  }

  /// Runs a command to its end.
  @discardableResult
  func run(_ arguments: [String], environment: [String: String] = [:]) async throws -> Ended {
    let program = try start(arguments, environment: environment)
    let status = await program.ended()
    return Ended(status: status, output: program.output, errors: program.errors)
  }

  /// Makes a member of staff who signs in with ``password``.
  func hire(_ signIn: String, roles: String) async throws {
    let made = try await run(
      ["admin", "create", "--sign-in", signIn, "--name", "何知行", "--roles", roles],
      environment: ["ZHIXING_PASSWORD": CourtProgram.password])
    guard made.status == 0 else { throw Failure(description: made.errors) }
  }

  /// What a court's administrator would run after the power came back: both must be content.
  func expectClean(_ when: String) async throws {
    let verified = try await run(["verify"])
    #expect(verified.status == 0, "\(when): \(verified.output)\(verified.errors)")
    #expect(verified.output.contains(" 0 erased, 0 not as sealed"), "\(when): \(verified.output)")
    #expect(verified.output.contains(" as sealed, 0 missing, 0 not as sealed"), "\(when): \(verified.output)")
    let replayed = try await run(["replay", "--check"])
    #expect(replayed.status == 0, "\(when): \(replayed.output)\(replayed.errors)")
    #expect(replayed.output.contains(" 0 differences"), "\(when): \(replayed.output)")
  }
}

/// A program that was started; what it writes goes to files, which hold it whatever becomes of the program.
final class RunningProgram: Sendable {
  private let process: Process
  private let files: (output: URL, errors: URL)
  private let end: AsyncStream<Int32>

  init(_ executable: URL, _ arguments: [String], environment: [String: String], folder: TestFolder) throws {
    let stem = "run-\(UUID().uuidString)"
    files = (folder.file(stem + ".out"), folder.file(stem + ".err"))
    for file in [files.output, files.errors] { _ = FileManager.default.createFile(atPath: file.path, contents: nil) }
    process = Process()
    process.executableURL = executable
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { _, new in new }
    process.currentDirectoryURL = CourtProgram.root
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: files.output)
    process.standardError = try FileHandle(forWritingTo: files.errors)
    let (end, ending) = AsyncStream<Int32>.makeStream()
    self.end = end
    process.terminationHandler = { process in
      ending.yield(process.terminationStatus)
      ending.finish()
    }
    try process.run()
  }

  /// Waits for the end, once; the exit status, or the signal's number.
  func ended() async -> Int32 {
    for await status in end { return status }
    return -1
  }
  var isRunning: Bool { process.isRunning }
  var output: String { (try? String(contentsOf: files.output, encoding: .utf8)) ?? "" }
  var errors: String { (try? String(contentsOf: files.errors, encoding: .utf8)) ?? "" }

  /// Stops it between two instructions, as a loss of power would.
  func kill9() { kill(process.processIdentifier, SIGKILL) }
  /// Asks the program that holds a data folder to end, also where a tracer stands between.
  static func terminate(holderOf data: URL) throws {
    let holder = try String(contentsOf: data.appendingPathComponent("lock"), encoding: .utf8)
    guard let pid = holder.split(separator: " ").last.flatMap({ pid_t($0) }) else {
      throw CourtProgram.Failure(description: "no pid in “\(holder)”")
    }
    kill(pid, SIGTERM)
  }

  /// Waits until its messages satisfy; fails where it ended before, or after `seconds`.
  func wait(seconds: Int = 30, until satisfied: (String) -> Bool) async throws {
    for _ in 0..<(seconds * 100) {
      if satisfied(errors) { return }
      guard isRunning else { throw CourtProgram.Failure(description: "it ended: \(output)\(errors)") }
      try await Task.sleep(for: .milliseconds(10))
    }
    throw CourtProgram.Failure(description: "after \(seconds) s: \(output)\(errors)")
  }
}
