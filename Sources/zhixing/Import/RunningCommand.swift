import ArgumentParser
import Basics
import Casework
import Enforcement
import Foundation
import Import
import Storage
import StorageSQLite

/// `zhixing import running PATH`: the running cases of the court's earlier system, checked; with `--signed-by` also taken over and compared.
struct ImportRunning: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "running",
    abstract: """
      Check the running cases of an earlier system (.xlsx, a folder of CSV files, or either as a .zip with its papers; \
      docs/running-format.md) and take them over once a chief has signed. Feeding them twice changes nothing. 接收在办案件。
      """
  )
  @OptionGroup var options: CourtOptions
  @Argument(help: "The workbook, the folder, or a .zip of them. 工作簿、文件夹或 .zip。") var path: String
  @Option(help: "Who signed the report: name or id of a chief; without it cases are only checked. 签署人。") var signedBy: String?
  @Option(help: "Where to write the report (.xlsx). 报告。") var report: String?
  @Option(help: "Where to write the rows to correct (.xlsx). 更正文件。") var corrections: String?
  @Option(help: "Where to write what differs from the tables (.csv). 差异清单。") var differences: String?
  @Flag(help: "In English.") var english = false

  private var language: Language { english ? .en : .zh }

  func run() async throws {
    let configuration = try options.configuration()
    let source: (files: [(name: String, bytes: [UInt8])], papers: [RunningSource.Paper])
    let url = URL(filePath: path)
    do {
      if RunningArchive.isArchive(path) {
        let archive = try RunningArchive(at: url, named: url.lastPathComponent)
        source = (archive.tables, archive.papers)
      } else {
        source = try RunningSource.files(at: url)
      }
    } catch let unreadable as RunningUnreadable {
      throw CommandFailure(description: ImportRunning.told(unreadable, language))
    }
    let folder: DataFolder
    do {
      folder = try DataFolder.existing(options.data)
    } catch let inUse as CommandFailure {
      guard let server = RunningServer(data: options.data) else { throw inUse }
      return try await hand(to: server)
    }
    let court = try await CourtProcess(folder: folder, configuration: configuration, clock: SystemClock())
    let takeover = RunningTakeover(desk: court.desk, court: configuration.court, papers: court.papers)
    var reading: RunningReading
    let known = try await court.running()
    do {
      reading = try await takeover.read(RunningSource(files: source.files, papers: source.papers), known)
    } catch let unreadable as RunningUnreadable {
      throw CommandFailure(description: ImportRunning.told(unreadable, language))
    }
    try write(RunningReport(reading))
    guard let signedBy else { return try finish(reading) }
    let signers = reading.court.staff.filter {
      ($0.name == signedBy || "\($0.id)" == signedBy) && !$0.roles.isDisjoint(with: [.bureauChief, .president, .vicePresident])
    }
    guard signers.count == 1 else {
      throw CommandFailure(description: "\(signedBy): no chief of this court has this name. 没有这名有签署权的人员。")
    }
    do {
      try await takeover.sign(reading, by: .machine, signer: signers[0].id)
      if RunningArchive.isArchive(path) {
        let papers = try await takeover.store(source.papers, of: reading, from: url)
        reading = try await takeover.read(RunningSource(files: source.files, papers: papers), known)
      }
      let total = reading.accepted.count
      let taken = try await takeover.take(reading) { done, _ in ImportCommand.progress(done, total) }
      ImportCommand.say("\n\(taken) taken over, \(total - taken) here already. 新接收 \(taken) 件，已有 \(total - taken) 件。")
      let comparison = try await takeover.compare(reading) { done in ImportCommand.progress(done, total) }
      try await takeover.finish(reading, comparison)
      try say(comparison)
    } catch let failure as RunningTakeover.Failure {
      throw CommandFailure(description: failure.description)
    }
    try finish(reading)
  }

  private func write(_ told: RunningReport) throws {
    ImportCommand.say(told.screen(language: language))
    if let report { try ImportRunning.write(try told.workbook(language: language), to: report) }
    if let bytes = try told.corrections(language: language) {
      try ImportRunning.write(bytes, to: corrections ?? URL(filePath: path).path + ".corrections.xlsx")
    }
  }

  private func say(_ comparison: RunningComparison) throws {
    for (source, stored) in zip(comparison.source.figures, comparison.stored.figures) {
      ImportCommand.say("\(source.name[language]): \(source.text) = \(stored.text)\(source.text == stored.text ? "" : " ✗")")
    }
    let count = comparison.differences.count
    ImportCommand.say("\(count) values differ from the tables. 与原数据不符 \(count) 处。")
    // A list that was asked for is written also where nothing differs: its header says so.
    if count > 0 || differences != nil {
      let file = differences ?? URL(filePath: path).path + ".differences.csv"
      try ImportRunning.write(RunningReport.csv(comparison.differences, language: language), to: file)
    }
    if count > 0 { throw ExitCode(3) }
  }

  /// Where a server has the data folder, it takes the cases over: there is one writer.
  private func hand(to server: RunningServer) async throws {
    var job = try await server.takeOver(path: URL(filePath: path).standardizedFileURL.path)
    ImportCommand.say(
      "\(server.address)/takeovers/\(job.id): \(job.total) cases to take over, \(job.here) of them here already, \(job.held) wait, \(job.errors) faults."
    )
    if let signedBy {
      job = try await server.signTakeover(job.id, by: signedBy, progress: ImportCommand.progress)
      if let trouble = job.trouble { throw CommandFailure(description: trouble["zh"] ?? trouble["en"] ?? job.state) }
      ImportCommand.say(
        "\n\(job.taken) taken over, \(job.differences) values differ. 新接收 \(job.taken) 件，不符 \(job.differences) 处。")
      if let differences {
        try ImportRunning.write(try await server.file("/api/takeovers/\(job.id)/differences.csv"), to: differences)
      }
      if job.differences != 0 { throw ExitCode(3) }
    }
    if job.errors != 0 { throw ExitCode(2) }
  }

  private func finish(_ reading: RunningReading) throws {
    if reading.errorCount > 0 { throw ExitCode(2) }
  }

  static func told(_ unreadable: RunningUnreadable, _ language: Language) -> String {
    let title = Phrase("数据未接收，没有任何案件进入系统。", "Nothing was taken over.")[language]
    return ([title] + unreadable.faults.prefix(50).map { $0.sentence[language] }).joined(separator: "\n")
  }
  static func write(_ bytes: [UInt8], to path: String) throws {
    guard FileManager.default.createFile(atPath: path, contents: Data(bytes)) else {
      throw CommandFailure(description: "\(path): cannot be written")
    }
    ImportCommand.say("→ \(path)")
  }
}

/// `zhixing import generate-running`: tables of a fictional court, with faults planted where asked.
struct GenerateRunning: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate-running", abstract: "Write tables of fictional running cases for this court's staff. 生成练习数据。")
  @OptionGroup var options: CourtOptions
  @Option(help: "Cases. 案件数。") var cases = 1000
  @Option(help: "Faults to plant. 错误数。") var faults = 0
  @Option(help: "The same seed gives the same tables. 种子。") var seed: UInt64 = 1
  @Option(help: "Folder, or a file that ends in .xlsx. 输出。") var out = "running"
  @Flag(help: "English headers.") var english = false

  func run() async throws {
    let configuration = try options.configuration()
    let court = try await CourtProcess(
      folder: try DataFolder.existing(options.data), configuration: configuration, clock: SystemClock()
    ).running()
    guard court.staff.contains(where: { $0.roles.contains(.judge) }) else {
      throw CommandFailure(description: "The court has no judge yet. 请先登记法官和执行员。")
    }
    let tables = RunningGenerator(
      seed: seed, cases: cases, faults: faults, court: court, language: english ? .en : .zh
    ).tables()
    if out.hasSuffix(".xlsx") {
      try ImportRunning.write(try tables.workbook(), to: out)
    } else {
      try tables.write(to: URL(filePath: out, directoryHint: .isDirectory))
      ImportCommand.say("→ \(out)")
    }
    for planted in tables.planted {
      ImportCommand.say(
        "\(planted.table.rawValue) \(planted.line) \(planted.column?.rawValue ?? "") \(planted.rule) \(planted.ref)")
    }
  }
}

extension CourtProcess {
  /// What a takeover needs to know of the court.
  func running() async throws -> RunningCourt {
    let books = configuration.books
    return RunningCourt(
      court: configuration.court, today: clock.now.day, law: books.law, triage: books.triage, units: books.units,
      staff: try await CourtProcess.members(store, configuration.court))
  }

  /// Staff at work, with their names.
  static func members(_ store: SQLiteStore, _ court: CourtCode) async throws -> [RunningCourt.Member] {
    let staff = try await SQLCaseReads(store).staff(court: court).filter(\.active)
    let names = try await store.open(staff.map(\.vault))
    return staff.map { RunningCourt.Member(id: $0.id, name: names[$0.vault]?.fields["name"] ?? "", roles: $0.roles) }
  }
}
