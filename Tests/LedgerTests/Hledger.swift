import Basics
import Foundation
import Ledger
import Testing

/// The Debian program `hledger` (package hledger), asked about a journal.
struct Hledger {
  struct Failure: Error, CustomStringConvertible { let description: String }
  let file: URL

  init(_ journal: String) throws {
    file = FileManager.default.temporaryDirectory.appending(path: "zhixing-\(UUID().uuidString).journal")
    try Data(journal.utf8).write(to: file)
  }
  func remove() { try? FileManager.default.removeItem(at: file) }

  /// `hledger check --strict`: every account and commodity declared, every transaction balanced.
  func check() throws { _ = try run(["check", "--strict"]) }

  /// Balances of every account in fen, debits above zero; `status` is `--cleared` or `--pending`.
  func balances(_ status: String) throws -> [String: Int64] {
    let text = try run(["balance", status, "--flat", "--no-total", "--empty", "--output-format", "csv"])
    var balances: [String: Int64] = [:]
    for line in text.split(whereSeparator: \.isNewline).dropFirst() {
      let fields = line.split(separator: ",").map { $0.filter { $0 != "\"" } }
      guard fields.count == 2 else { throw Failure(description: "not a balance: \(line)") }
      balances[fields[0]] = try fen(fields[1])
    }
    return balances
  }

  private func fen(_ text: String) throws -> Int64 {
    let number = text.replacing(" CNY", with: "")
    if number == "0" { return 0 }
    let parts = number.split(separator: ".")
    guard parts.count == 2, parts[1].count == 2, let fen = Int64(parts.joined()) else {
      throw Failure(description: "not a sum: \(text)")
    }
    return fen
  }

  private func run(_ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["hledger", "-f", file.path] + arguments
    process.environment = (ProcessInfo.processInfo.environment).merging(["LC_ALL": "C.UTF-8"]) { _, new in new }
    let output = Pipe()
    let errors = FileManager.default.temporaryDirectory.appending(path: "zhixing-\(UUID().uuidString).txt")
    try Data().write(to: errors)
    defer { try? FileManager.default.removeItem(at: errors) }
    process.standardOutput = output
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      let said = (try? String(contentsOf: errors, encoding: .utf8)) ?? ""
      throw Failure(description: "hledger \(arguments.joined(separator: " ")) ended with \(process.terminationStatus): \(said)")
    }
    return String(decoding: data, as: UTF8.self)
  }
}
