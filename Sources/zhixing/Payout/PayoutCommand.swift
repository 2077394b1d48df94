import ArgumentParser
import BankFiles
import Basics
import Casework
import Enforcement
import Foundation
import Import

/// `zhixing payout`: a list of payees becomes payments at the bank, each exactly once.
struct PayoutCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "payout", abstract: "Mass payouts: lists in, three gates, files out, answers in. 批量发放。",
    discussion: """
      A batch is named by its number; left out, the newest is meant. Whoever is named by --as signs in with the password in \
      ZHIXING_PASSWORD or the first line of standard input. Where a server has the data folder, it does the work.
      """,
    subcommands: [
      Create.self, Supervise.self, Approve.self, Release.self, Return.self, Send.self, Reconcile.self, Resend.self, Status.self,
      Pause.self, Resume.self, Stop.self, Resolve.self, Call.self, Recover.self, Report.self, Faults.self,
    ])

  struct Create: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Make a batch of a list's good lines. 新建批次。")
    @OptionGroup var options: CourtOptions
    @OptionGroup var person: PayoutPerson
    @Option(help: "The list, CSV or .xlsx (docs/bank-files.md). 名单。") var file: String
    @Option(name: .customLong("case"), help: "Number of the case that pays. 案号。") var number: String?
    @Option(help: "Account of the ledger that pays, case:ID. 付款账户。") var account: String?
    @Option(help: "What payees read on their statements. 附言。") var purpose = "案款发放"
    @Option(help: "The paper that names the payees. 列有收款人的文书。") var ground = ""
    @Flag(help: "Lines that an earlier batch pays are other payments. 与以前批次重复的行照付。") var repeats = false
    @Option(help: "Lines that the list must have. 应有行数。") var count: Int?
    @Option(help: "Sum that the list must come to. 应有合计。") var total: String?
    @Option(help: "Where the lines held back go; FILE.corrections.csv if left out. 更正文件。") var corrections: String?

    func validate() throws {
      guard (number == nil) != (account == nil) else { throw ValidationError("give --case or --account") }
      guard (count == nil) == (total == nil) else { throw ValidationError("--count and --total go together") }
    }
    func run() async throws {
      guard let bytes = FileManager.default.contents(atPath: file) else {
        throw CommandFailure(description: "\(file): cannot be read. 读不到文件。")
      }
      var expected: ControlTotals?
      if let count, let total {
        guard let sum = Money(total) else { throw ValidationError("--total: “\(total)” is not a sum") }
        expected = ControlTotals(count: count, sum: sum)
      }
      let counter = try await PayoutCounter(options)
      let made = try await counter.create(
        [UInt8](bytes), number: number, account: account, purpose: purpose, ground: ground, expected: expected,
        repeats: repeats, by: person)
      PayoutCommand.say(made.summary)
      if let errors = made.errorFile {
        let path = corrections ?? file + ".corrections.csv"
        guard FileManager.default.createFile(atPath: path, contents: Data(errors)) else {
          throw CommandFailure(description: "\(path): cannot be written")
        }
        PayoutCommand.say("→ \(path)")
      }
      print(made.batch)
      if made.errorFile != nil { throw ExitCode(2) }
    }
  }

  struct Supervise: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "First gate: the case-money supervisor. 监管。")
    @OptionGroup var options: CourtOptions
    @OptionGroup var person: PayoutPerson
    @Argument(help: "Batch. 批次。") var batch: String?
    func run() async throws { try await pass(.supervision, batch, options, person) }
  }
  struct Approve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Second gate: whose limit the sum needs. 审批。")
    @OptionGroup var options: CourtOptions
    @OptionGroup var person: PayoutPerson
    @Argument(help: "Batch. 批次。") var batch: String?
    func run() async throws { try await pass(.approval, batch, options, person) }
  }
  struct Release: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Third gate: the cashier. 发放。")
    @OptionGroup var options: CourtOptions
    @OptionGroup var person: PayoutPerson
    @Argument(help: "Batch. 批次。") var batch: String?
    func run() async throws { try await pass(.release, batch, options, person) }
  }
  private static func pass(
    _ gate: MoneyGate, _ batch: String?, _ options: CourtOptions, _ person: PayoutPerson
  ) async throws {
    try await attempt(PassBatchGate.name, ["gate": .text(gate.rawValue)], batch, options, person)
  }

  struct Return: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Send a batch back at a gate. 退回。")
    @OptionGroup var options: CourtOptions
    @OptionGroup var person: PayoutPerson
    @Argument(help: "Batch. 批次。") var batch: String?
    @Option(help: "Why. 理由。") var reason: String
    func run() async throws { try await attempt(ReturnBatch.name, ["reason": .text(reason)], batch, options, person) }
  }
  struct Pause: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Hold a batch. 暂停。")
    @OptionGroup var options: CourtOptions
    @OptionGroup var person: PayoutPerson
    @Argument(help: "Batch. 批次。") var batch: String?
    func run() async throws { try await attempt(PauseBatch.name, [:], batch, options, person) }
  }
  struct Resume: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Go on with a batch. 恢复。")
    @OptionGroup var options: CourtOptions
    @OptionGroup var person: PayoutPerson
    @Argument(help: "Batch. 批次。") var batch: String?
    func run() async throws { try await attempt(ResumeBatch.name, [:], batch, options, person) }
  }
  struct Stop: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "End a batch; what has not left stays. 停止。")
    @OptionGroup var options: CourtOptions
    @OptionGroup var person: PayoutPerson
    @Argument(help: "Batch. 批次。") var batch: String?
    @Option(help: "Why. 理由。") var reason: String
    func run() async throws { try await attempt(StopBatch.name, ["reason": .text(reason)], batch, options, person) }
  }
  struct Resolve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Say what became of a line in doubt. 核定存疑。")
    @OptionGroup var options: CourtOptions
    @OptionGroup var person: PayoutPerson
    @Argument(help: "Batch. 批次。") var batch: String?
    @Option(help: "Line of the batch. 行号。") var line: Int
    @Option(help: "paid, unpaid or twice; most need a second person. 结果。") var outcome: String
    @Option(help: "How it was found out. 理由。") var reason: String
    func run() async throws {
      try await attempt(
        ResolveBatchLine.name, ["line": .text("\(line)"), "outcome": .text(outcome), "reason": .text(reason)], batch, options,
        person)
    }
  }
  struct Call: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Record that payees of changed lines were called back. 登记回拨核实。")
    @OptionGroup var options: CourtOptions
    @OptionGroup var person: PayoutPerson
    @Argument(help: "Batch. 批次。") var batch: String?
    @Option(help: "Lines, as 3,5-8. 行号。") var lines: String
    @Option(help: "Number called, and what was said. 核实经过。") var note: String
    func run() async throws {
      try await attempt(CallBatchChanges.name, ["lines": .text(lines), "note": .text(note)], batch, options, person)
    }
  }
  struct Recover: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Record that a second payment came back. 登记追回。")
    @OptionGroup var options: CourtOptions
    @OptionGroup var person: PayoutPerson
    @Argument(help: "Batch. 批次。") var batch: String?
    @Option(help: "Line of the batch. 行号。") var line: Int
    @Option(help: "The credit in suspense that it is. 追回的到账（不明款编号）。") var credit: String
    @Option(help: "How it was got back. 追回经过。") var reason: String
    func run() async throws {
      try await attempt(
        RecoverBatchLine.name, ["line": .text("\(line)"), "credit": .text(credit), "reason": .text(reason)], batch, options,
        person)
    }
  }
  static func attempt(
    _ name: String, _ fields: [String: InputValue], _ batch: String?, _ options: CourtOptions, _ person: PayoutPerson
  ) async throws {
    let counter = try await PayoutCounter(options)
    let id = try await counter.batch(batch)
    try await counter.attempt(CommandCall(name, fields.merging(["batch": .text("\(id)")]) { $1 }), by: person)
    print(try await counter.status(id).text)
  }

  struct Send: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Post a released batch and write its files (pain.001.001.09). Stopped anywhere, it goes on when called again. 发送。"
    )
    @OptionGroup var options: CourtOptions
    @Argument(help: "Batch. 批次。") var batch: String?
    @Option(help: "Folder for the files. 文件目录。") var out: String
    func run() async throws {
      let counter = try await PayoutCounter(options)
      let id = try await counter.batch(batch)
      try await counter.send(id, out: out) { done, count in PayoutCommand.bar(done, count) }
      PayoutCommand.say("")
      print(try await counter.status(id).text)
    }
  }

  struct Reconcile: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Take the bank's answers: pain.002, camt.054, camt.053, pacs.004. Read files go to FOLDER/taken. 对账。")
    @OptionGroup var options: CourtOptions
    @Option(name: .customLong("in"), help: "Folder with the answers. 回执目录。") var folder: String
    func run() async throws {
      let counter = try await PayoutCounter(options)
      var unreadable = 0
      let files = try AnswerFolder.files(URL(filePath: folder, directoryHint: .isDirectory))
      for file in files {
        do {
          let bytes = [UInt8](try Data(contentsOf: file))
          let told = try await counter.take(answer: bytes)
          try AnswerFolder.put(away: file)
          print("\(file.lastPathComponent): \(told)")
        } catch let fault as BankFileFault {
          unreadable += 1
          PayoutCommand.say("\(file.lastPathComponent): \(fault.sentence.zh) / \(fault.sentence.en)")
        } catch let refused as AnswerRefused {
          unreadable += 1
          PayoutCommand.say("\(file.lastPathComponent): \(refused)")
        } catch let fault as PayoutFault {
          unreadable += 1
          PayoutCommand.say("\(file.lastPathComponent): \(fault)")
        }
      }
      print("\(files.count) files, \(unreadable) left where they are. 共 \(files.count) 个文件，\(unreadable) 个未能读取。")
      if unreadable > 0 { throw ExitCode(2) }
    }
  }

  struct Resend: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Send failed lines again; with corrected accounts past the gates anew. 重发。")
    @OptionGroup var options: CourtOptions
    @OptionGroup var person: PayoutPerson
    @Argument(help: "Batch. 批次。") var batch: String?
    @Option(help: "Corrected lines, named by their references. 更正名单。") var corrections: String?
    func run() async throws {
      let counter = try await PayoutCounter(options)
      let id = try await counter.batch(batch)
      let bytes = try corrections.map { path in
        guard let bytes = FileManager.default.contents(atPath: path) else {
          throw CommandFailure(description: "\(path): cannot be read. 读不到文件。")
        }
        return [UInt8](bytes)
      }
      try await counter.resend(id, bytes, by: person)
      print(try await counter.status(id).text)
    }
  }

  struct Status: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "How a batch stands. 状态。")
    @OptionGroup var options: CourtOptions
    @Argument(help: "Batch. 批次。") var batch: String?
    func run() async throws {
      let counter = try await PayoutCounter(options)
      print(try await counter.status(try await counter.batch(batch)).text)
    }
  }

  struct Report: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Every line with what became of it, as CSV or .xlsx. 报告。")
    @OptionGroup var options: CourtOptions
    @Argument(help: "Batch. 批次。") var batch: String?
    @Option(help: "File to write, .csv or .xlsx. 输出文件。") var out: String
    @Flag(help: "In English.") var english = false
    func run() async throws {
      let format: PayoutOffice.ReportFormat = out.lowercased().hasSuffix(".xlsx") ? .xlsx : .csv
      let counter = try await PayoutCounter(options)
      let id = try await counter.batch(batch)
      let bytes = try await counter.report(id, format, english ? .en : .zh)
      guard FileManager.default.createFile(atPath: out, contents: Data(bytes)) else {
        throw CommandFailure(description: "\(out): cannot be written")
      }
      print(try await counter.status(id).text)
    }
  }

  struct Faults: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "The lines held back, to be put right. 待改正的行。")
    @OptionGroup var options: CourtOptions
    @Argument(help: "Batch. 批次。") var batch: String?
    func run() async throws {
      let counter = try await PayoutCounter(options)
      guard let csv = try await counter.errorFile(try await counter.batch(batch)) else { return }
      FileHandle.standardOutput.write(Data(csv))
    }
  }

  static func say(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }
  static func bar(_ done: Int, _ count: Int) {
    let width = 40
    let full = count == 0 ? width : done * width / count
    let bar = String(repeating: "█", count: full) + String(repeating: "·", count: width - full)
    FileHandle.standardError.write(Data("\r\(bar) \(done)/\(count)".utf8))
  }
}

/// Who acts.
struct PayoutPerson: ParsableArguments {
  @Option(name: .customLong("as"), help: "Sign-in name of who acts. 经办人登录名。") var name: String
  @Option(help: "One-time password, where it is used. 动态口令。") var code = ""
  /// From the environment, else the first line of standard input.
  func password() -> String { ProcessInfo.processInfo.environment["ZHIXING_PASSWORD"] ?? readLine() ?? "" }
}
