import Basics
import Casework
import Enforcement
import Foundation

/// Tables that were handed in while the court runs, and how far their takeover is.
public struct TakeoverJob: Sendable, Hashable, Codable, Identifiable {
  /// How far a takeover is, from the check to the comparison. Raw values are stored.
  public enum State: String, Sendable, Codable {
    /// Checked; the report waits for a signature.
    case checked
    case taking, comparing, done, stopped
  }
  /// A table's file, kept encrypted as handed in.
  struct File: Sendable, Hashable, Codable {
    let name: String
    let file: VaultRef
  }
  public let id: ID<TakeoverJob>
  public let name: String
  public let by: String
  public let at: Instant
  let files: [File]
  /// The folder with the papers, on this machine; nil where none came along.
  let folder: String?
  /// The list of papers that came in an archive, kept encrypted as they are.
  var papers: File?
  /// The day against which dates were checked.
  let today: Day
  public let digest: String
  public var state: State
  public var signedBy: String?
  public var signedAt: Instant?
  /// Why it stopped before its end; what was taken over stays, and it can be taken up again.
  public var trouble: Phrase?
  public let total: Int
  /// Of these, those that were taken over before; nil where nobody counted them.
  public let here: Int?
  public let held: Int
  public let errors: Int
  public let warnings: Int
  public let overdue: Int
  public let claimed: Money
  public let balance: Money
  public var done = 0
  public var taken = 0
  /// Values that differ from the tables; nil before they were compared.
  public var differences: [RunningDifference]?
  public var isRunning: Bool { state == .taking || state == .comparing }
}

/// Takes tables of running cases over the web or from this machine: checked at once, kept encrypted, taken over in the background once a
/// chief has signed, taken up again after a restart.
public actor TakeoverIntake {
  private let desk: CaseDesk
  private let takeover: RunningTakeover
  private let court: CourtCode
  private let files: any PaperStore
  private let staff: @Sendable () async throws -> [RunningCourt.Member]
  private let folder: URL
  private var jobs: [ID<TakeoverJob>: TakeoverJob] = [:]

  /// Takes up jobs left in `folder`. Throws where the folder cannot be made or read.
  public init(
    desk: CaseDesk, court: CourtCode, files: any PaperStore, folder: URL,
    staff: @escaping @Sendable () async throws -> [RunningCourt.Member]
  ) throws {
    self.desk = desk
    self.court = court
    self.files = files
    self.folder = folder
    self.staff = staff
    takeover = RunningTakeover(desk: desk, court: court, papers: files)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for url in try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    where url.pathExtension == "json" {
      let job = try JSONDecoder().decode(TakeoverJob.self, from: Data(contentsOf: url))
      jobs[job.id] = job
    }
    // What a stop left half uploaded.
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) where name.hasPrefix(TakeoverIntake.incoming) {
      try FileManager.default.removeItem(at: folder.appending(path: name))
    }
  }

  private static let incoming = "incoming-"
  /// Where a file that is being handed in may lie meanwhile. It is in clear: whoever puts it there takes it away.
  public nonisolated func incoming() -> URL { folder.appending(path: TakeoverIntake.incoming + UUID().uuidString) }

  /// Newest first.
  public var all: [TakeoverJob] { jobs.values.sorted { $0.id > $1.id } }
  public func job(_ id: ID<TakeoverJob>) -> TakeoverJob? { jobs[id] }

  /// Takes up what a stop had interrupted.
  public func resume() { for job in jobs.values where job.isRunning { Task { await run(job.id) } } }

  /// Checks and keeps tables, and what papers came along: in a folder of this machine, or in an archive, which may hold the tables too.
  /// Throws ``RunningUnreadable`` where nothing of them can be taken.
  public func take(
    _ files: [(name: String, bytes: [UInt8])], papersIn folder: URL? = nil, packed archive: (name: String, url: URL)? = nil,
    named name: String, by actor: Actor
  ) async throws -> TakeoverJob {
    let now = desk.clock.now
    var (tables, papers) = (files, try folder.map { try RunningSource.files(at: $0).papers } ?? [])
    if let archive {
      let found = try await TakeoverIntake.open(archive, papersOnly: !files.isEmpty)
      tables += found.tables
      papers = found.papers
    }
    let reading = try await read(tables, papers, today: now.day)
    if let known = jobs.values.first(where: { $0.digest == reading.digest && $0.today == now.day }) { return known }
    var kept: [TakeoverJob.File] = []
    for table in tables { kept.append(try await keep(table.bytes, named: table.name)) }
    var list: TakeoverJob.File?
    if let archive, !papers.isEmpty {
      papers = try await takeover.store(papers, of: reading, from: archive.url)
      list = try await keep(Array(JSONEncoder().encode(papers)), named: archive.name)
    }
    let report = RunningReport(reading)
    let job = TakeoverJob(
      id: desk.ids.next(), name: String(name.prefix(120)), by: "\(actor.ref)", at: now, files: kept, folder: folder?.path,
      papers: list, today: now.day, digest: reading.digest, state: .checked, total: reading.accepted.count, here: reading.here,
      held: reading.held.count,
      errors: reading.errorCount, warnings: reading.warningCount, overdue: report.overdue.count,
      claimed: report.totals.claimed, balance: report.totals.balance)
    try save(job)
    return job
  }

  /// Away from this actor: an archive of papers takes a while.
  private nonisolated static func open(_ archive: (name: String, url: URL), papersOnly: Bool) async throws -> RunningArchive {
    try RunningArchive(at: archive.url, named: archive.name, papersOnly: papersOnly)
  }
  private func keep(_ bytes: [UInt8], named name: String) async throws -> TakeoverJob.File {
    let file = VaultRef(id: desk.ids.next(), version: 1, digest: RunningArchive.digest(bytes))
    try await files.keep(bytes, as: file)
    return TakeoverJob.File(name: name, file: file)
  }

  /// The checked tables of a job; nil when their files are gone.
  public func reading(_ id: ID<TakeoverJob>) async throws -> RunningReading? {
    guard let job = jobs[id] else { return nil }
    var tables: [(name: String, bytes: [UInt8])] = []
    for file in job.files {
      guard let bytes = try await files.fetch(file.file) else { return nil }
      tables.append((file.name, bytes))
    }
    let folder = job.folder.map { URL(filePath: $0, directoryHint: .isDirectory) }
    var papers = try folder.map { try RunningSource.files(at: $0).papers } ?? []
    if let list = job.papers {
      guard let bytes = try await files.fetch(list.file) else { return nil }
      papers = try JSONDecoder().decode([RunningSource.Paper].self, from: Data(bytes))
    }
    return try await read(tables, papers, today: job.today)
  }

  /// Signs the report and begins. A job that stopped is taken up again by signing once more.
  public func sign(_ id: ID<TakeoverJob>, by actor: Actor, signer: ID<StaffMember>? = nil) async throws -> TakeoverJob {
    guard var job = jobs[id], job.state == .checked || job.state == .stopped, let reading = try await reading(id) else {
      throw RunningTakeover.Failure(text: Phrase("没有可以签署的报告", "There is no report to sign"))
    }
    guard reading.digest == job.digest else {
      throw RunningTakeover.Failure(text: Phrase("文书文件夹已改变，请重新检查", "The papers' folder has changed: check it again"))
    }
    try await takeover.sign(reading, by: actor, signer: signer)
    job.signedBy = "\(signer.map { Actor.Ref.staff($0) } ?? actor.ref)"
    job.signedAt = desk.clock.now
    job.trouble = nil
    job.state = .taking
    try save(job)
    Task { await run(id, reading) }
    return job
  }

  private func read(
    _ tables: [(name: String, bytes: [UInt8])], _ papers: [RunningSource.Paper], today: Day
  ) async throws -> RunningReading {
    let source = try RunningSource(files: tables, papers: papers)
    let books = desk.books
    let known = RunningCourt(
      court: court, today: today, law: books.law, triage: books.triage, units: books.units, staff: try await staff())
    return try await takeover.read(source, known)
  }

  private func run(_ id: ID<TakeoverJob>, _ known: RunningReading? = nil) async {
    guard var job = jobs[id] else { return }
    do {
      guard let reading = if let known { known } else { try await reading(id) }, reading.digest == job.digest else {
        throw RunningTakeover.Failure(text: Phrase("接收数据已丢失或改变", "The tables are gone or have changed"))
      }
      let taken = try await takeover.take(reading) { done, taken in await self.advance(id, done, taken) }
      job = jobs[id] ?? job
      job.taken = max(job.taken, taken)
      job.done = job.total
      job.state = .comparing
      try save(job)
      let comparison = try await takeover.compare(reading) { done in await self.advance(id, done, nil) }
      try await takeover.finish(reading, comparison)
      job.differences = comparison.differences
      job.done = job.total
      job.state = .done
    } catch let failure as RunningTakeover.Failure {
      job = stopped(jobs[id] ?? job, failure.text)
    } catch let unreadable as RunningUnreadable {
      job = stopped(jobs[id] ?? job, unreadable.faults.first?.sentence ?? Phrase("数据读不到", "The tables cannot be read"))
    } catch {
      job = stopped(jobs[id] ?? job, Phrase("系统出错，请重新开始", "The system failed; start it again"))
    }
    do { try save(job) } catch { jobs[id] = stopped(job, Phrase("进度无法写入磁盘", "The progress cannot be written to the disk")) }
  }

  private func stopped(_ job: TakeoverJob, _ trouble: Phrase) -> TakeoverJob {
    var job = job
    job.state = .stopped
    job.trouble = trouble
    return job
  }

  private func advance(_ id: ID<TakeoverJob>, _ done: Int, _ taken: Int?) {
    jobs[id]?.done = done
    if let taken { jobs[id]?.taken = taken }
  }

  private func save(_ job: TakeoverJob) throws {
    try JSONEncoder().encode(job).write(to: folder.appending(path: "\(job.id).json"), options: .atomic)
    jobs[job.id] = job
  }
}
