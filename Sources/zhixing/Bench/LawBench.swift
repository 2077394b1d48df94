import ArgumentParser
import Basics
import EnforcementLaw
import Foundation

/// `zhixing bench law`: calculations a second, called in process, and line by line through `zhixing calc --batch`, beside the same
/// questions answered by a Python script (Tests/peers/law_peer.py), which gives the value only, without steps and articles.
struct LawBench: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "law", abstract: "Calculations a second. 每秒计算次数。")
  @Option(help: "Questions of each rule. 每种规则的题数。") var count = 200_000
  @Option(help: "The Python to compare with. 对照用的Python。") var python = "python3"
  @Option(help: "Folder of calendars and rates. 日历和利率目录。") var lawData: String?
  @Option(help: "The peer's script. 对照脚本。") var script = "Tests/peers/law_peer.py"

  func run() throws {
    let books = try LawFiles.books(lawData: lawData, config: nil)
    #if DEBUG
      print("A debug build: these figures say little. 调试版，数字仅供参考。")
    #endif
    print("| rule | questions | in process, 1/s | batch, 1/s | Python, 1/s | batch : Python | in process : Python |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    for rule in LawQuestions.rules {
      var questions = LawQuestions(seed: 42)
      let lines = (0..<max(1, count)).map { questions.line(rule, id: $0) }
      let folder = FileManager.default.temporaryDirectory.appending(
        path: "law-bench-\(ProcessInfo.processInfo.processIdentifier)")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      defer { _ = try? FileManager.default.removeItem(at: folder) }
      let asked = folder.appending(path: "asked.jsonl")
      try Data(lines.joined(separator: "\n").utf8 + [10]).write(to: asked)
      let inProcess = try seconds(inProcess: lines, rule, books)
      let batch = try seconds(of: try batchCall(), asked, folder.appending(path: "batch.jsonl"))
      let peer = try seconds(of: [python, script], asked, folder.appending(path: "peer.jsonl"))
      try same(folder.appending(path: "batch.jsonl"), folder.appending(path: "peer.jsonl"))
      let rates = [inProcess, batch, peer].map { Double(lines.count) / $0 }
      print(
        "| \(rule) | \(lines.count) | \(LawBench.whole(rates[0])) | \(LawBench.whole(rates[1])) | \(LawBench.whole(rates[2])) |",
        String(format: "%.1f | %.1f |", rates[1] / rates[2], rates[0] / rates[2]))
    }
  }

  /// Answers with their reasons, from fields that are read already.
  private func seconds(inProcess lines: [String], _ rule: String, _ books: CalcBooks) throws -> Double {
    let asked = try lines.map { try CalcLine.fields(in: Array($0.utf8)) }
    var steps = 0
    let start = ContinuousClock.now
    for fields in asked { steps += try Calculators.answer(rule, fields, in: books).reasons.steps.count }
    guard steps > 0 else { throw CalcFailure(rule: rule, language: .en) }
    return LawBench.seconds(start.duration(to: .now))
  }

  /// A whole program from start to end, reading a file and writing one.
  private func seconds(of call: [String], _ input: URL, _ output: URL) throws -> Double {
    try Data().write(to: output)
    let run = Process()
    run.executableURL = URL(filePath: "/usr/bin/env")
    run.arguments = call
    run.standardInput = try FileHandle(forReadingFrom: input)
    run.standardOutput = try FileHandle(forWritingTo: output)
    let start = ContinuousClock.now
    try run.run()
    run.waitUntilExit()
    guard run.terminationStatus == 0 else {
      throw ValidationError("\(call.joined(separator: " ")): status \(run.terminationStatus)")
    }
    return LawBench.seconds(start.duration(to: .now))
  }

  private func batchCall() throws -> [String] {
    let program = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    return [program, "calc", "--batch"] + (lawData.map { ["--law-data", $0] } ?? [])
  }

  /// Both sides must have said the same, or the comparison means nothing.
  private func same(_ ours: URL, _ peers: URL) throws {
    func values(_ file: URL) throws -> [String] {
      try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map { line in
        let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
        if let value = object?["value"] as? [String: Any] { return "\(value["valid"] as? Bool ?? false)" }
        return object?["value"].map { "\($0)" } ?? "no value: \(line)"
      }
    }
    let (left, right) = (try values(ours), try values(peers))
    guard left.count == right.count else { throw ValidationError("\(left.count) answers beside \(right.count)") }
    for (index, pair) in zip(left, right).enumerated() where pair.0 != pair.1 {
      throw ValidationError("line \(index + 1): \(pair.0) beside \(pair.1)")
    }
  }

  private static func seconds(_ duration: Duration) -> Double {
    Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
  }
  /// `12,345`
  private static func whole(_ number: Double) -> String {
    var rest = String(Int(number.rounded()))
    var groups: [String] = []
    while rest.count > 3 {
      groups.insert(String(rest.suffix(3)), at: 0)
      rest.removeLast(3)
    }
    return ([rest] + groups).joined(separator: ",")
  }
}

/// Questions that come out the same at every run.
struct LawQuestions {
  static let rules = ["period", "fee", "delay-interest", "resident-id"]
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func line(_ rule: String, id: Int) -> String {
    let head = "{\"id\":\"\(id)\",\"rule\":\"\(rule)\","
    switch rule {
    case "period":
      let (unit, most) = [("days", 60), ("months", 12), ("workdays", 30)][roll(3)]
      return head + "\"from\":\"\(day(2018, years: 8))\",\"\(unit)\":\(roll(most) + 1)}"
    case "fee": return head + "\"amount\":\"\(sum())\"}"
    case "delay-interest":
      let due = day(2015, years: 8)
      return head + "\"principal\":\"\(sum())\",\"due\":\"\(due)\",\"until\":\"\(due + (roll(1500) + 1))\"}"
    default: return head + "\"text\":\"\(number())\"}"
    }
  }

  private mutating func roll(_ most: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % most
  }
  private mutating func day(_ year: Int, years: Int) -> Day {
    (Day(year, 1, 1) ?? .earliest) + roll(years * 365)
  }
  private mutating func sum() -> Money { Money(fen: Int64(roll(1_000_000_000)) * Int64(roll(20) + 1) + 1) }

  /// A resident ID of a made-up person, with a wrong check sign every fourth time.
  private mutating func number() -> String {
    let body = "3310" + ["02", "04", "81", "82"][roll(4)] + day(1950, years: 60).description.replacing("-", with: "")
    let digits = body + String(roll(900) + 100)
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    let total = zip(digits, weights).reduce(0) { $0 + ($1.0.wholeNumberValue ?? 0) * $1.1 }
    let signs = Array("10X98765432")
    return digits + String(signs[(total + (roll(4) == 0 ? 1 : 0)) % 11])
  }
}
