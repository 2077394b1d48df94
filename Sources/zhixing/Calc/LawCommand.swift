import ArgumentParser
import Foundation

/// `zhixing law --markdown`: article, rule, function and tests, read from the sources.
struct LawCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "law", abstract: "Where each article stands in the code. 法条与代码、测试的对照。")

  @Flag(help: "Print docs/LAW.md.")
  var markdown = false
  @Option(help: "The folder of the repository.")
  var root = "."

  func run() throws {
    let index = try LawIndex(root: URL(filePath: root))
    print(markdown ? index.markdown() : index.summary(), terminator: "")
  }
}
