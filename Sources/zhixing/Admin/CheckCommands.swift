import ArgumentParser
import Foundation
import StorageSQLite

/// `zhixing verify`: every row of the log under its hash, every stream without a gap, the vault as the events sealed it.
struct VerifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Verify the log: sequence, versions, hashes. 校验日志。")
  @Option(help: "Data folder. 数据目录。") var data = "data"

  func run() async throws {
    let store = try DataFolder.existing(data).store()
    let head = try await store.verifyLog()
    let vault = try await store.verifyVault()
    print("\(head.events) events, head \(head.position) \(head.hash)")
    print("vault: \(vault.matching) as sealed, \(vault.erased) erased, \(vault.mismatched.count) not as sealed")
    for ref in vault.mismatched {
      FileHandle.standardError.write(Data("vault \(ref.id) version \(ref.version): not what its event sealed\n".utf8))
    }
    if !vault.mismatched.isEmpty { throw ExitCode(1) }
  }
}

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
