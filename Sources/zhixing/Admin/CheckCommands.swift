import ArgumentParser
import Foundation
import StorageSQLite

/// `zhixing verify`: every row of the log under its hash, every stream without a gap, the vault, the papers and
/// every attached file as the events say.
struct VerifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Verify the log: sequence, versions, hashes. 校验日志。")
  @Option(help: "Data folder. 数据目录。") var data = "data"

  func run() async throws {
    let folder = try DataFolder.existing(data)
    let store = try folder.store()
    let head = try await store.verifyLog()
    let vault = try await store.verifyVault()
    print("\(head.events) events, head \(head.position) \(head.hash)")
    print("vault: \(vault.matching) as sealed, \(vault.erased) erased, \(vault.mismatched.count) not as sealed")
    for ref in vault.mismatched {
      tell("vault \(ref.id) version \(ref.version): not what its event sealed")
    }
    let files = try await store.verifyFiles(try folder.paperStore())
    print("papers: \(files.papers.matching) as sealed, \(files.papers.missing) missing, \(files.papers.changed) not as sealed")
    print("files: \(files.attached.matching) as kept, \(files.attached.missing) missing, \(files.attached.changed) not as kept")
    for fault in files.faults { tell("\(fault)") }
    if !vault.mismatched.isEmpty || !files.isWhole { throw ExitCode(1) }
  }
}

private func tell(_ line: String) { FileHandle.standardError.write(Data("\(line)\n".utf8)) }

/// `zhixing replay --check`: derived tables rebuilt from the log and compared row by row; `--rebuild` writes them anew.
struct ReplayCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay", abstract: "Rebuild derived tables from the log and compare. 重放日志并比对。")
  @Option(help: "Data folder. 数据目录。") var data = "data"
  @Flag(help: "Compare only; a difference ends with a non-zero exit.") var check = false
  @Flag(help: "Replace the derived tables by what the log says.") var rebuild = false

  func run() async throws {
    let store = try DataFolder.existing(data).store()
    if rebuild {
      let events = try await store.rebuildDerived()
      print("rebuilt from \(events) events")
      return
    }
    let report = try await store.replayCheck()
    print("\(report.events) events, \(report.rows) rows, \(report.differences.count) differences")
    for difference in report.differences { FileHandle.standardError.write(Data("\(difference)\n".utf8)) }
    if !report.differences.isEmpty { throw ExitCode(1) }
  }
}
