import ArgumentParser
import Foundation
import StorageSQLite

/// `zhixing verify`: every row of the log under its hash, every stream without a gap, the vault and the papers as
/// the events sealed them.
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
    let papers = try await store.verifyPapers(try folder.paperStore())
    print("papers: \(papers.matching) as sealed, \(papers.missing) missing, \(papers.mismatched) not as sealed")
    for ref in papers.firstMissing { tell("paper \(ref.id): its file is gone") }
    for ref in papers.firstMismatched { tell("paper \(ref.id): its file is not what was sealed") }
    if !vault.mismatched.isEmpty || !papers.isWhole { throw ExitCode(1) }
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
