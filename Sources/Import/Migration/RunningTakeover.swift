import Basics
import Casework
import Enforcement
import Foundation

/// Takes over checked cases in transactions of many, each durable before the next, and compares what is stored with the tables.
public struct RunningTakeover: Sendable {
  /// Why a takeover could not go to its end; what was taken over before stays.
  public struct Failure: Error, Sendable, CustomStringConvertible {
    public let text: Phrase
    public var description: String { "\(text.zh) / \(text.en)" }
  }
  /// Cases in one transaction.
  public static let batch = 100
  private let desk: CaseDesk
  private let court: CourtCode
  private let papers: any PaperStore

  public init(desk: CaseDesk, court: CourtCode, papers: any PaperStore) {
    self.desk = desk
    self.court = court
    self.papers = papers
  }

  /// Reads and checks tables, against the cases that are here too.
  public func read(_ source: RunningSource, _ known: RunningCourt) async throws -> RunningReading {
    var reading = try RunningImport(known).read(source)
    let foreign = try await foreign(reading.accepted)
    if !foreign.isEmpty { reading = try RunningImport(known).read(source, besides: foreign) }
    reading.here = try await here(reading.accepted).count
    return reading
  }

  /// References of cases that were taken over from such tables before.
  func here(_ cases: [RunningCase]) async throws -> Set<String> {
    var here: Set<String> = []
    for start in stride(from: 0, to: cases.count, by: RunningTakeover.askedAtOnce) {
      let part = cases[start..<min(start + RunningTakeover.askedAtOnce, cases.count)]
      let known = try await known(part.map(\.number))
      here.formUnion(part.filter { known[$0.number] != nil }.map(\.ref))
    }
    return here
  }
  private static let askedAtOnce = 500

  /// Numbers of cases that did not come from these tables, and bank lines booked in other cases.
  private func foreign(_ cases: [RunningCase]) async throws -> RunningImport.Foreign {
    var foreign = RunningImport.Foreign()
    var start = 0
    while start < cases.count {
      let part = cases[start..<min(start + RunningTakeover.askedAtOnce, cases.count)]
      start += part.count
      let known = try await known(part.map(\.number))
      for running in part {
        guard let id = known[running.number] else { continue }
        let file = try await desk.look(at: id, actor: .machine, court: court).caseFile(id)
        if file.takenOver?.ref != running.ref { foreign.numbers.insert(running.number) }
      }
      let lines = part.filter { known[$0.number] == nil }.flatMap(\.divided.held).map(\.bankLine).filter { !$0.isEmpty }
      let digests = Dictionary(lines.map { (desk.hasher.digest(IdentityKey("bankLine", $0)), $0) }) { first, _ in first }
      for digest in try await desk.store.identities(Array(digests.keys)).keys {
        if let line = digests[digest] { foreign.bankLines.insert(line) }
      }
    }
    return foreign
  }

  /// Signs the report: nothing is taken over before. `signer` where the machine acts for somebody at the court's own console.
  public func sign(_ reading: RunningReading, by actor: Actor, signer: ID<StaffMember>? = nil) async throws {
    var fields: [String: InputValue] = [
      "digest": .text(reading.digest), "cases": .text("\(reading.accepted.count)"),
      "claimed": .text("\(reading.accepted.compactMap(\.docket.claimed).boundedSum)"),
      "balance": .text("\(reading.accepted.map(\.balance).boundedSum)"),
    ]
    if let signer { fields["signer"] = .text("\(signer)") }
    _ = try await attempt("migration.sign", fields, by: actor)
  }

  /// Takes over every accepted case that is not here yet; `progress` is told how many are done and how many of these are new.
  @discardableResult
  public func take(
    _ reading: RunningReading, progress: @Sendable (_ done: Int, _ taken: Int) async -> Void
  ) async throws -> Int {
    var (done, taken) = (0, 0)
    let cases = reading.accepted
    while done < cases.count {
      let part = cases[done..<min(done + RunningTakeover.batch, cases.count)]
      let known = try await known(part.map(\.number))
      var fields: [InputValue] = []
      for running in part where known[running.number] == nil {
        fields.append(.object(running.fields(kept: try await keep(running.papers))))
      }
      if !fields.isEmpty {
        let receipt = try await attempt(
          "migration.takeOver", ["digest": .text(reading.digest), "cases": .list(fields)], by: .machine)
        taken += Set(receipt.appended.map(\.stream).filter { $0.kind == .caseFile }).count
      }
      done += part.count
      await progress(done, taken)
    }
    for number in reading.lastNumbers {
      _ = try await attempt(
        "migration.continueNumbers",
        [
          "digest": .text(reading.digest), "type": .text(number.type.rawValue), "year": .text("\(number.year)"),
          "last": .text("\(number.last)"),
        ], by: .machine)
    }
    return taken
  }

  /// Records how the comparison ended.
  public func finish(_ reading: RunningReading, _ comparison: RunningComparison) async throws {
    _ = try await attempt(
      "migration.finish",
      [
        "digest": .text(reading.digest), "cases": .text("\(comparison.stored.cases)"),
        "differences": .text("\(comparison.differences.count)"),
      ], by: .machine)
  }

  func known(_ numbers: [String]) async throws -> [String: ID<CaseFile>] {
    guard case .caseNumbers(let known) = try await desk.store.find(.caseNumbers(numbers), court: court) else { return [:] }
    return known
  }

  /// Keeps papers before the case that names them: a stop in between leaves files that nothing names, and no case without its papers.
  private func keep(_ files: [RunningSource.Paper]) async throws -> [KeptPaper] {
    var kept: [KeptPaper] = []
    for paper in files {
      let unreadable = Failure(
        text: Phrase("papers/\(paper.ref)/\(paper.name) 读不到", "papers/\(paper.ref)/\(paper.name) cannot be read"))
      switch paper.place {
      case .file(let url):
        guard let data = try? Data(contentsOf: url) else { throw unreadable }
        let bytes = Array(data)
        let file = VaultRef(id: nextID(), version: 1, digest: RunningArchive.digest(bytes))
        try await keep(bytes, as: file)
        kept.append(KeptPaper(file: file, title: paper.name, bytes: bytes.count))
      case .kept(let packed, let file): kept.append(KeptPaper(file: file, title: paper.name, bytes: packed.bytes))
      case .packed: throw unreadable
      }
    }
    return kept
  }
  func nextID() -> ID<VaultContent> { desk.ids.next() }
  func keep(_ bytes: [UInt8], as file: VaultRef) async throws { try await papers.keep(bytes, as: file) }

  private func attempt(_ name: String, _ fields: [String: InputValue], by actor: Actor) async throws -> CaseDesk.Receipt {
    do {
      return try await desk.attempt(CommandCall(name, fields), by: actor, court: court)
    } catch CaseDesk.Failure.faults(let faults) {
      throw Failure(
        text: Phrase(
          faults.prefix(20).map { "\($0.field)：\($0.message.zh)" }.joined(separator: "；"),
          faults.prefix(20).map { "\($0.field): \($0.message.en)" }.joined(separator: "; ")))
    } catch CaseDesk.Failure.refused(let refusal) {
      throw Failure(text: refusal.message)
    }
  }

  // MARK: Against the source

  /// Reads every case of the tables back from the log and the vault, and lists each value that differs.
  public func compare(
    _ reading: RunningReading, progress: @Sendable (_ done: Int) async -> Void = { _ in }
  ) async throws -> RunningComparison {
    var comparison = RunningComparison(source: RunningTotals(reading.accepted))
    var done = 0
    while done < reading.accepted.count {
      let part = Array(reading.accepted[done..<min(done + 200, reading.accepted.count)])
      let known = try await known(part.map(\.number))
      let stored = try await StoredCases.load(known.values.sorted(), desk.store)
      for running in part {
        guard let id = known[running.number], let found = stored[id] else {
          comparison.note(RunningDifference(running, .cases, "", .number, running.number, Phrase("未接收", "not taken over").zh))
          continue
        }
        comparison.compare(running, found)
      }
      done += part.count
      await progress(done)
    }
    return comparison
  }
}
