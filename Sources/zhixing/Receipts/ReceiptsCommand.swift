import ArgumentParser
import Basics
import Casework
import Enforcement
import Foundation
import Import

/// `zhixing receipts`: money that comes in.
struct ReceiptsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "receipts", abstract: "Money that comes in: files of the bank. 到账与银行文件。", subcommands: [Take.self])

  /// `zhixing receipts import statement.xml`
  struct Take: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "import",
      abstract: "Book the lines of a bank file: camt.053, camt.054, or a bank's CSV or xlsx (docs/bank-files.md). 导入银行文件。",
      discussion: """
        A file with one error is refused whole, with place and rule. Feeding it twice changes nothing. Where a server has the data \
        folder, it takes the file.
        """)
    @OptionGroup var options: CourtOptions
    @Argument(help: "The file. 银行文件。") var file: String
    @Flag(help: "Read and check only. 只检查。") var dryRun = false
    @Flag(help: "Report in English.") var english = false

    private var language: Language { english ? .en : .zh }

    func run() async throws {
      guard let data = FileManager.default.contents(atPath: file) else {
        throw CommandFailure(description: "\(file): cannot be read. 读不到文件。")
      }
      let bytes = [UInt8](data)
      let configuration = try options.configuration()
      let reading: BankFileReading
      do {
        reading = try BankFileReading.read(bytes, own: configuration.payments.receives, today: SystemClock().now.day)
      } catch {
        ImportCommand.say(error.screen(language))
        throw ExitCode(2)
      }
      say(
        Phrase(
          "\(reading.lines) 笔：收入 \(reading.credits) 笔 \(reading.creditSum.grouped) 元，支出 \(reading.debits) 笔；不入账 \(reading.passedOver) 笔",
          "\(reading.lines) lines: \(reading.credits) in with \(reading.creditSum.grouped) yuan, \(reading.debits) out; \(reading.passedOver) passed over"
        ))
      for warning in reading.warnings.prefix(20) { say(warning.sentence) }
      guard !dryRun else { return }
      let folder: DataFolder
      do {
        folder = try DataFolder(options.data)
      } catch let inUse as CommandFailure {
        guard let server = RunningServer(data: options.data) else { throw inUse }
        return try await hand(bytes, to: server)
      }
      let court = try await CourtProcess(folder: folder, configuration: configuration, clock: SystemClock())
      let total = reading.lines
      let outcome = try await BankFileFiling(desk: court.desk, court: configuration.court).take(
        reading, file: ContentDigest.sha256(bytes), by: .machine
      ) { ImportCommand.progress($0.done, total) }
      report(outcome, known: max(0, reading.credits - outcome.toCases - outcome.toSuspense - outcome.held))
      for line in outcome.passed.prefix(20) {
        say(
          Phrase(
            "未入账：\(line.day?.description ?? "") 第 \(line.place) 笔 \(line.amount.grouped) 元，\(line.why.name.zh)",
            "Not booked: \(line.day?.description ?? "") line \(line.place), \(line.amount.grouped) yuan: \(line.why.name.en)"))
      }
    }

    /// Where a server has the data folder, it takes the file: there is one writer.
    private func hand(_ bytes: [UInt8], to server: RunningServer) async throws {
      let job = try await server.bankFile(bytes, named: URL(filePath: file).lastPathComponent, progress: ImportCommand.progress)
      if let trouble = job.trouble { throw CommandFailure(description: trouble[language.rawValue] ?? job.state) }
      var outcome = BankFileOutcome()
      outcome.toCases = job.toCases
      outcome.toCasesSum = Money(job.toCasesSum) ?? .zero
      outcome.toSuspense = job.toSuspense
      outcome.toSuspenseSum = Money(job.toSuspenseSum) ?? .zero
      outcome.stated = job.stated
      report(outcome, known: job.known ?? 0)
    }

    private func report(_ outcome: BankFileOutcome, known: Int) {
      say(
        Phrase(
          "\n入账到案 \(outcome.toCases) 笔 \(outcome.toCasesSum.grouped) 元，不明款 \(outcome.toSuspense) 笔 \(outcome.toSuspenseSum.grouped) 元，此前已有 \(known) 笔；新列入对账 \(outcome.stated) 笔",
          "\n\(outcome.toCases) to cases with \(outcome.toCasesSum.grouped) yuan, \(outcome.toSuspense) to suspense with \(outcome.toSuspenseSum.grouped), \(known) known; \(outcome.stated) new for reconciliation"
        ))
    }

    private func say(_ phrase: Phrase) { ImportCommand.say(phrase[language]) }
  }
}
