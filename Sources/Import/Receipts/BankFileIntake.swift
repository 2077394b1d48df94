import Basics
import Casework
import Enforcement
import Foundation

/// A file of the bank that was handed in while the court runs, and how far it is taken.
public struct BankFileJob: Sendable, Hashable, Codable, Identifiable {
  /// Whether the file is being taken, is taken, or stopped before its end. Raw values are stored.
  public enum State: String, Sendable, Codable, CaseIterable { case taking, done, stopped }
  public let id: ID<BankFileJob>
  /// The file's name, as the person gave it.
  public let name: String
  public let by: String
  public let at: Instant
  let roles: [String]
  let file: VaultRef
  public var state: State
  /// Why it stopped before its end.
  public var trouble: Phrase?
  public let lines: Int
  public let credits: Int
  public let creditSum: Money
  public let debits: Int
  /// Payments in a notice, and what the bank has not booked yet.
  public let passedOver: Int
  public let warnings: Int
  public var outcome = BankFileOutcome()
  /// Credits that were known before, or are in the books otherwise.
  public var known: Int { max(0, credits - outcome.toCases - outcome.toSuspense - outcome.held) }
}

/// Takes files of the bank over the web: read whole at once, kept encrypted as handed in, taken in the background and taken up again after
/// a restart.
public actor BankFileIntake {
  /// Who may hand files in.
  public static let roles: Set<Role> = [.cashier, .machine]
  /// Refuses others.
  public static func check(_ actor: Actor) throws(Refusal) {
    guard actor.roles.isDisjoint(with: roles) else { return }
    throw Refusal("notYourRole", Phrase("银行文件由出纳导入", "The cashier hands in files of the bank"))
  }
  private let desk: CaseDesk
  private let filing: BankFileFiling
  private let files: any PaperStore
  private let folder: URL
  private let own: String?
  private var jobs: [ID<BankFileJob>: BankFileJob] = [:]

  /// `folder` holds one small file for each job; the bank's files, which name people, go to `files`. `own` is the court's account, where it
  /// is known.
  public init(desk: CaseDesk, court: CourtCode, files: any PaperStore, folder: URL, own: String? = nil) throws {
    self.desk = desk
    self.files = files
    self.folder = folder
    self.own = own
    filing = BankFileFiling(desk: desk, court: court)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for url in try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    where url.pathExtension == "json" {
      let job = try JSONDecoder().decode(BankFileJob.self, from: Data(contentsOf: url))
      jobs[job.id] = job
    }
  }

  /// Newest first.
  public var all: [BankFileJob] { jobs.values.sorted { $0.id > $1.id } }
  public func job(_ id: ID<BankFileJob>) -> BankFileJob? { jobs[id] }

  /// Takes up what a stop had interrupted.
  public func resume() { for job in jobs.values where job.state == .taking { Task { await run(job.id) } } }

  /// Reads and keeps a file and begins to take it. Throws ``BankFileUnreadable`` where it is refused.
  public func take(_ bytes: [UInt8], named name: String, by actor: Actor) async throws -> BankFileJob {
    let reading = try BankFileReading.read(bytes, own: own, today: desk.clock.now.day)
    let reference = VaultRef(id: desk.ids.next(), version: 1, digest: ContentDigest.sha256(bytes))
    try await files.keep(bytes, as: reference)
    let job = BankFileJob(
      id: reference.id.retyped(), name: String(name.prefix(120)), by: "\(actor.ref)", at: desk.clock.now,
      roles: actor.roles.map(\.rawValue).sorted(), file: reference, state: .taking, lines: reading.lines,
      credits: reading.credits, creditSum: reading.creditSum, debits: reading.debits, passedOver: reading.passedOver,
      warnings: reading.warnings.count)
    try save(job)
    Task { await run(job.id) }
    return job
  }

  private func run(_ id: ID<BankFileJob>) async {
    guard var job = jobs[id] else { return }
    do {
      guard let bytes = try await files.fetch(job.file), let ref = Actor.Ref(job.by) else {
        throw BankFileFiling.Failure(text: Phrase("文件已丢失", "The file is gone"))
      }
      let actor = Actor(ref, roles: Set(job.roles.compactMap(Role.init)))
      let outcome = try await filing.take(try BankFileReading.read(bytes, own: own), file: job.file.digest, by: actor) {
        outcome in
        await self.advance(id, outcome)
      }
      job.outcome = outcome
      job.state = .done
    } catch let failure as BankFileFiling.Failure {
      job = stopped(jobs[id] ?? job, failure.text)
    } catch {
      job = stopped(jobs[id] ?? job, Phrase("系统出错，请重新提交", "The system failed; hand it in again"))
    }
    // A state that cannot be written leaves the job as it was: a restart takes it up again, and no line is taken twice.
    do { try save(job) } catch { jobs[id] = stopped(job, Phrase("进度无法写入磁盘", "The progress cannot be written to the disk")) }
  }

  private func stopped(_ job: BankFileJob, _ trouble: Phrase) -> BankFileJob {
    var job = job
    job.state = .stopped
    job.trouble = trouble
    return job
  }
  private func advance(_ id: ID<BankFileJob>, _ outcome: BankFileOutcome) { jobs[id]?.outcome = outcome }
  private func save(_ job: BankFileJob) throws {
    try JSONEncoder().encode(job).write(to: folder.appending(path: "\(job.id).json"), options: .atomic)
    jobs[job.id] = job
  }
}
