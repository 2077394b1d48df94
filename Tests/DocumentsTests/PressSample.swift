import Basics
import Casework
import Documents
import Enforcement
import EnforcementLaw
import Foundation
import Settings
import TestSupport

/// A small made-up case, event by event, with a paper of every kind in it, and a press that reads it from memory.
final class PressSample {
  struct Clock: CourtClock {
    let now: Instant
  }
  /// Papers in memory.
  actor Shelf: PaperStore {
    private(set) var kept: [VaultRef: [UInt8]] = [:]
    func keep(_ bytes: [UInt8], as ref: VaultRef) async throws { kept[ref] = bytes }
    func fetch(_ ref: VaultRef) async throws -> [UInt8]? { kept[ref] }
  }

  let store = MemoryStore()
  let shelf = Shelf()
  let clock = Clock(now: Instant(PressSample.day(2025, 3, 3), hour: 10))
  let ids = IDSource(clock: Clock(now: Instant(PressSample.day(2025, 3, 3))))
  let caseID = ID<CaseFile>(raw: 1001)
  let debtor = ID<Person>(raw: 12)
  let company = ID<Person>(raw: 13)
  private(set) var papers: [PaperKind: ID<Paper>] = [:]
  private var deposits: [Deposit] = []
  private var staff: [(id: ID<StaffMember>, roles: Set<Role>, active: Bool, vault: VaultRef)] = []
  private var versions: [StreamID: Int] = [:]
  private var batch = 0
  let judge = Actor.Ref.staff(ID(raw: 501))
  let president = Actor.Ref.staff(ID(raw: 502))

  static func day(_ year: Int, _ month: Int, _ day: Int) -> Day { Day(year, month, day) ?? Day(number: 0) }

  /// `phone` is the court's; nil where it names none.
  func press(phone: String? = nil) throws -> CasePress {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let court = try CourtConfiguration.read(
      config: root.appendingPathComponent("config"), lawData: root.appendingPathComponent("data-law"))
    return CasePress(
      store: store, vault: store, papers: shelf, ids: ids, hasher: store.keys, reads: StaffReads(members: staff), clock: clock,
      court: court.court, courtName: court.courtName, books: court.books, phone: phone, checkPath: "https://court.example/check")
  }

  // MARK: Writing the case

  func deposit(_ kind: String, _ fields: [String: String]) -> VaultRef {
    let id = ids.next(VaultContent.self)
    let content = VaultContent(kind, fields)
    let ref = VaultRef(id: id, version: 1, digest: store.keys.seal(content, id: id, version: 1))
    deposits.append(Deposit(ref: ref, content: content))
    return ref
  }

  /// Appends one decision.
  func write(_ events: [any Event], on day: Day, by actor: Actor.Ref = .machine, to stream: StreamID? = nil) async throws {
    let stream = stream ?? .caseFile(caseID)
    batch += 1
    let transaction = Transaction(
      court: CourtCode("浙1099"), at: Instant(day, hour: 9).adding(seconds: Int64(batch)), actor: actor,
      causation: "command:\(batch)",
      streams: [StreamEvents(stream: stream, expected: versions[stream] ?? 0, events: events)], deposits: deposits, work: [],
      completes: nil)
    deposits = []
    versions[stream, default: 0] += events.count
    guard case .stored = try await store.append(transaction) else { throw Failure.notStored }
  }
  enum Failure: Error { case notStored }

  /// Drafts a paper with what its command adds, and signs it on the same day unless it is to stay a draft.
  func paper(
    _ kind: PaperKind, about: [String] = [], text: String? = nil, on day: Day, signer: Actor.Ref? = nil,
    signed: Bool = true, with own: (ID<Paper>) -> [any Event] = { _ in [] }, effects: (ID<Paper>) -> [any Event] = { _ in [] }
  ) async throws -> ID<Paper> {
    let paper = ids.next(Paper.self)
    let words = text.map { deposit("text", ["text": $0]) }
    let drafted = PaperDrafted(paper: paper, kind: kind, about: about, text: words)
    try await write([drafted] + own(paper), on: day, by: .staff(ID(raw: 503)))
    if signed { try await write([PaperSigned(paper: paper, kind: kind)] + effects(paper), on: day, by: signer ?? judge) }
    papers[kind] = paper
    return paper
  }

  func addStaff(_ id: Int64, _ role: Role, _ name: String) {
    staff.append((ID(raw: id), [role], true, deposit("staff", ["name": name, "signIn": "s\(id)"])))
  }
}

/// Only staff is asked of the reads.
struct StaffReads: CaseReads {
  let members: [(id: ID<StaffMember>, roles: Set<Role>, active: Bool, vault: VaultRef)]
  func list(_ query: CaseListQuery, court: CourtCode) async throws -> CaseListPage {
    CaseListPage(rows: [], next: nil, all: .nothing)
  }
  func desk(roles: Set<Role>, staff: ID<StaffMember>, court: CourtCode, limit: Int) async throws -> [DeskRow] { [] }
  func counts(court: CourtCode, now: Instant) async throws -> CourtCounts { CourtCounts() }
  func history(_ caseID: ID<CaseFile>) async throws -> [RecordedEvent] { [] }
  func paper(code: String) async throws -> PaperRow? { nil }
  func requests(court: CourtCode, status: String?, limit: Int) async throws -> [RequestRow] { [] }
  func money(court: CourtCode, limit: Int) async throws -> [MoneyRow] { [] }
  func names(_ persons: [ID<Person>]) async throws -> [ID<Person>: String] { [:] }
  func staff(court: CourtCode) async throws -> [(id: ID<StaffMember>, roles: Set<Role>, active: Bool, vault: VaultRef)] {
    members
  }
  func casesOf(_ person: ID<Person>) async throws -> [ID<CaseFile>] { [] }
}
