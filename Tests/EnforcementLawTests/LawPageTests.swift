import Foundation
import Testing

@Suite("docs/LAW.md")
struct LawPageTests {
  @Test("The page of articles, rules and tests is what the sources say now: zhixing law --markdown > docs/LAW.md")
  func current() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    // The program is built beside the tests.
    let tests = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    let program = tests.deletingLastPathComponent().appending(path: "zhixing")
    try #require(FileManager.default.isExecutableFile(atPath: program.path), "zhixing is not built beside \(tests.path)")
    let run = Process()
    run.executableURL = program
    run.arguments = ["law", "--markdown", "--root", root.path]
    let output = Pipe()
    run.standardOutput = output
    try run.run()
    let printed = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    run.waitUntilExit()
    #expect(run.terminationStatus == 0)
    let page = try String(contentsOf: root.appending(path: "docs/LAW.md"), encoding: .utf8)
    #expect(printed.split(separator: "\n").count > 300)
    let differs = zip(printed.split(separator: "\n"), page.split(separator: "\n")).first { $0 != $1 }
    #expect(printed == page, "first difference: \(differs.map { "\($0) instead of \($1)" } ?? "the length")")
  }
}
