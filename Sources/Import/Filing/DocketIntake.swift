import Basics
import Casework
import Crypto
import Enforcement
import Foundation

/// A docket that was handed in while the court runs, and how far its filing is.
public struct DocketJob: Sendable, Hashable, Codable, Identifiable {
  /// Whether the job runs, is through, or stopped before its end. Raw values are stored.
  public enum State: String, Sendable, Codable {
    case filing, done, stopped
  }
  public let id: ID<DocketJob>
  /// The file's name, as the person gave it.
  public let name: String
  public let by: String
  public let at: Instant
  let roles: [String]
  let file: VaultRef
  /// The day against which dates were checked, so that a resumed job reads the file as the first did.
  let today: Day
  public var state: State
  /// Why it stopped before its end.
  public var trouble: Phrase?
  public let lines: Int
  /// Cases that may be filed.
  public let total: Int
  public let held: Int
  public let errors: Int
  public let warnings: Int
  public var done = 0
  /// Cases that were new; the others had been filed before.
  public var filed = 0
}

/// Takes dockets over the web: checked at once, kept encrypted as handed in, filed in the background, taken up again after a restart.
public actor DocketIntake {
  private let desk: CaseDesk
  private let filing: DocketFiling
  private let court: CourtCode
  private let calendar: CourtCalendar
  private let files: any PaperStore
  private let folder: URL
  private var jobs: [ID<DocketJob>: DocketJob] = [:]

  /// `folder` holds one small file for each docket; the dockets themselves, which name people, go to `files`.
  public init(desk: CaseDesk, court: CourtCode, calendar: CourtCalendar, files: any PaperStore, folder: URL) throws {
    self.desk = desk
    self.court = court
    self.calendar = calendar
    self.files = files
    self.folder = folder
    filing = DocketFiling(desk: desk, court: court)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for url in try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    where url.pathExtension == "json" {
      let job = try JSONDecoder().decode(DocketJob.self, from: Data(contentsOf: url))
      jobs[job.id] = job
    }
  }

  /// Newest first.
  public var all: [DocketJob] { jobs.values.sorted { $0.id > $1.id } }
  public func job(_ id: ID<DocketJob>) -> DocketJob? { jobs[id] }

  /// Takes up what a stop had interrupted.
  public func resume() { for job in jobs.values where job.state == .filing { Task { await run(job.id) } } }

  /// Checks and keeps a docket and begins to file it. Throws ``DocketUnreadable`` where nothing of it can be taken.
  public func take(_ bytes: [UInt8], named name: String, by actor: Actor) async throws -> DocketJob {
    let now = desk.clock.now
    let reading = try read(bytes, today: now.day)
    let accepted = reading.accepted.count
    let reference = VaultRef(
      id: desk.ids.next(), version: 1, digest: SHA256.hash(data: bytes).map { String(format: "%02x", $0) }.joined())
    try await files.keep(bytes, as: reference)
    let job = DocketJob(
      id: reference.id.retyped(), name: String(name.prefix(120)), by: "\(actor.ref)", at: now,
      roles: actor.roles.map(\.rawValue).sorted(), file: reference, today: now.day, state: accepted == 0 ? .done : .filing,
      lines: reading.lineCount, total: accepted, held: reading.held.count,
      errors: reading.errorCount, warnings: reading.warningCount)
    try save(job)
    if job.state == .filing { Task { await run(job.id) } }
    return job
  }

  /// What was wrong with a docket; nil when its file is gone.
  public func report(_ id: ID<DocketJob>, language: Language) async throws -> FaultReport? {
    guard let job = jobs[id], let bytes = try await files.fetch(job.file) else { return nil }
    return FaultReport(try read(bytes, today: job.today), language: language)
  }

  private func read(_ bytes: [UInt8], today: Day) throws -> DocketReading {
    try DocketImport(today: today, calendar: calendar, defaultCourt: court).read(bytes)
  }

  private func run(_ id: ID<DocketJob>) async {
    guard var job = jobs[id] else { return }
    do {
      guard let bytes = try await files.fetch(job.file), let ref = Actor.Ref(job.by) else {
        throw DocketFiling.Failure(text: Phrase("收案清单文件已丢失", "The docket's file is gone"))
      }
      let actor = Actor(ref, roles: Set(job.roles.compactMap(Role.init)))
      job.filed = try await filing.file(try read(bytes, today: job.today).accepted.map(\.docket), by: actor) { done, filed in
        await self.advance(id, done, filed)
      }
      job.done = job.total
      job.state = .done
    } catch let failure as DocketFiling.Failure {
      job = stopped(jobs[id] ?? job, failure.text)
    } catch {
      FileHandle.standardError.write(Data("docket \(id): \(error)\n".utf8))
      job = stopped(jobs[id] ?? job, Phrase("系统出错，请重新提交", "The system failed; hand it in again"))
    }
    // A state that cannot be written leaves the job as it was: a restart takes it up again, and nothing is filed twice.
    do { try save(job) } catch { jobs[id] = stopped(job, Phrase("进度无法写入磁盘", "The progress cannot be written to the disk")) }
  }

  private func stopped(_ job: DocketJob, _ trouble: Phrase) -> DocketJob {
    var job = job
    job.state = .stopped
    job.trouble = trouble
    return job
  }

  private func advance(_ id: ID<DocketJob>, _ done: Int, _ filed: Int) {
    jobs[id]?.done = done
    jobs[id]?.filed = filed
  }

  private func save(_ job: DocketJob) throws {
    try JSONEncoder().encode(job).write(to: folder.appending(path: "\(job.id).json"), options: .atomic)
    jobs[job.id] = job
  }
}
