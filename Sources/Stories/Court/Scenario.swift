import Basics
import Casework
import City
import Documents
import Enforcement
import EnforcementLaw
import Foundation
import Import
import Partners
import Settings
import Storage
import StorageSQLite
import Synchronization
import Workers

/// A whole court in one process: real rules, real storage, a simulated city, and a clock that the story owns.
public final class Scenario: Sendable {
  /// Where a court's story takes place.
  public struct Place: Sendable {
    let folder: URL
    let database: URL
    let papers: URL
    let keys: VaultKeys
    let configuration: CourtConfiguration
    let people: CityFile
    let docket: [DocketCase]
    let seed: UInt64
    let population: Int
    let city: String?
    let signer: (any CourtSigner)?

    /// `people` is the city's file (`examples/city.json`), `docket` the applications that the stories begin with
    /// (`examples/docket.csv`), `city` the folder of the city's journal; nil keeps none.
    /// Without a `signer` the ledger's days are not closed.
    public init(
      database: URL, papers: URL, keys: VaultKeys, configuration: CourtConfiguration, people: CityFile, docket: [DocketCase],
      seed: UInt64 = 1, population: Int = 0, city: String? = nil, signer: (any CourtSigner)? = nil
    ) {
      self.population = population
      self.city = city
      self.signer = signer
      self.docket = docket
      folder = database.deletingLastPathComponent()
      self.database = database
      self.papers = papers
      self.keys = keys
      self.configuration = configuration
      self.people = people
      self.seed = seed
    }
  }
  public let clock: ScenarioClock
  public let configuration: CourtConfiguration
  public let store: SQLiteStore
  public let reads: SQLCaseReads
  public let papers: FolderPaperStore
  public let desk: CaseDesk
  public let workroom: Workroom
  public let city: ScenarioCity
  public let messages: ScenarioMessages
  public let payouts: PayoutOffice
  let inbox: PartnerInbox
  let docket: [DocketCase]
  let notebook = Mutex(Notebook())

  struct Notebook {
    var people: [Role: ScenarioPerson] = [:]
    var everybody: [ScenarioPerson] = []
    var caseID: ID<CaseFile>?
    var notes: [(at: Instant, after: Int64, text: String)] = []
    var position: Int64 = 0
    var rejected: [String] = []
    /// The cases that the transcript tells; nil for all.
    var told: Set<ID<CaseFile>>?
  }

  /// Opens the court at a moment, with the city around it.
  public init(at start: Instant, in place: Place) async throws {
    clock = ScenarioClock(start)
    configuration = place.configuration
    docket = place.docket
    papers = try FolderPaperStore(folder: place.papers, keys: place.keys)
    let store = try SQLiteStore(file: place.database, keys: place.keys)
    self.store = store
    reads = SQLCaseReads(store)
    let ids = IDSource(clock: clock, after: try await store.largestID())
    desk = CaseDesk(store: store, hasher: place.keys, clock: clock, ids: ids, books: configuration.books, signer: place.signer)
    city = try ScenarioCity(
      people: place.people, population: place.population, seed: place.seed, folder: place.city, court: configuration.court,
      clock: clock)
    messages = ScenarioMessages(clock: clock)
    inbox = PartnerInbox(desk: desk, court: configuration.court)
    let press = CasePress(
      store: store, vault: store, papers: papers, ids: ids, hasher: place.keys, reads: reads, clock: clock,
      court: configuration.court, courtName: configuration.courtName, books: configuration.books, phone: configuration.phone,
      checkPath: (configuration.publicURL ?? "http://127.0.0.1:8080") + "/check")
    payouts = PayoutOffice(
      desk: desk, reads: SQLBatchReads(store), files: papers, court: configuration.court, courtName: configuration.courtName,
      settings: configuration.payments)
    workroom = Workroom(
      desk: desk, vault: store, partners: city, press: press, messages: messages, court: configuration.court,
      treasury: configuration.treasury, payees: payouts)
  }

  // MARK: People

  /// A member of staff joins; the first with a role is who ``person(_:)`` gives for it.
  @discardableResult public func staff(_ name: String, _ roles: [Role]) async throws -> ScenarioPerson {
    let fields: [String: InputValue] = [
      "name": .text(name), "signIn": .text("u-\(name)"), "roles": .list(roles.map { .text($0.rawValue) }),
    ]
    let receipt = try await desk.attempt(CommandCall("organisation.addStaff", fields), by: .machine, court: configuration.court)
    let joined = receipt.appended.flatMap(\.events).compactMap { $0 as? StaffJoined }.first
    guard let joined else { throw ScenarioFailure("\(name) did not join") }
    let person = ScenarioPerson(scenario: self, name: name, actor: Actor(.staff(joined.staff), roles: Set(roles)))
    notebook.withLock { book in
      book.everybody.append(person)
      for role in roles where book.people[role] == nil { book.people[role] = person }
    }
    return person
  }

  /// Who has this role. Throws where nobody was given it.
  public func person(_ role: Role) throws -> ScenarioPerson {
    guard let person = notebook.withLock({ $0.people[role] }) else { throw ScenarioFailure("nobody is \(role.title.zh)") }
    return person
  }

  /// The staff of a small court.
  public static let usualStaff: [(name: String, roles: [Role])] = [
    ("周执", [.officer]), ("郑衡", [.judge]), ("卢平", [.judge]), ("钱立", [.filingClerk]), ("孔明理", [.filingJudge]), ("苏文", [.clerk]),
    ("韩局", [.bureauChief]), ("唐院", [.president]), ("沈审", [.trialManagement]), ("陆窗", [.reception]), ("终启", [.endedTeam]),
    ("魏警", [.bailiff]), ("余款", [.cashier]), ("陈副", [.vicePresident]), ("林队", [.teamLead]), ("许助", [.assistant]),
    ("查岚", [.searchOfficer]), ("简正", [.moneySupervisor]), ("令远", [.commandCentre]), ("档文", [.archivist]), ("申清", [.auditor]),
    ("裴衡", [.reviewJudge]), ("祝明", [.reviewJudge]), ("齐正", [.reviewJudge]),
  ]
  public func usualStaff() async throws { for member in Scenario.usualStaff { try await staff(member.name, member.roles) } }

  // MARK: The case

  /// The application that the docket has under this reference.
  func application(_ ref: String) throws -> [String: InputValue] {
    guard let found = docket.first(where: { $0.identity.ref == ref }) else { throw ScenarioFailure("the docket has no \(ref)") }
    return found.application
  }
  /// The case's handler, as a person who acts.
  var handler: ScenarioPerson {
    get async throws {
      let id = try await file.triage.handler
      guard let person = notebook.withLock({ $0.everybody.first { $0.actor.staff == id } }) else {
        throw ScenarioFailure("the case has no handler")
      }
      return person
    }
  }

  /// The case that commands are about: the last one received, or one that ``look(at:)`` chose.
  public var caseID: ID<CaseFile> {
    get throws {
      guard let id = notebook.withLock({ $0.caseID }) else { throw ScenarioFailure("there is no case yet") }
      return id
    }
  }
  /// From now on steps that name no case mean this one.
  public func look(at id: ID<CaseFile>) { notebook.withLock { $0.caseID = id } }
  public var situation: Situation {
    get async throws { try await desk.look(at: try caseID, actor: .machine, court: configuration.court) }
  }
  public var file: CaseFile { get async throws { try await situation.caseFile(try caseID) } }
  public var account: CaseAccount { get async throws { try await situation.account(try caseID) } }

  /// What settles the case today: the debt and the fee on it, less what has come in.
  public var amountToSettle: Money {
    get async throws {
      let situation = try await situation
      let file = situation.caseFile(try caseID)
      let owed = try CaseDebt.owed(file, situation.account(file.id), on: situation.today, law: situation.law).value
      let debt = owed[.interest] + owed[.principal] + owed[.doubled] + owed[.costs]
      return debt + (try EnforcementFee.fee(recovered: debt, applied: file.filing.claimed, settings: situation.settings)).value
    }
  }

  /// What is still to come in after all receipts, the fee on them included.
  var stillMissing: Money {
    get async throws {
      let situation = try await situation
      let file = situation.caseFile(try caseID)
      return CaseDebt.stillOwed(file, situation.account(file.id), on: situation.today, law: situation.law).total
    }
  }

  /// Attempts a command as this person, in the current case where it is about one.
  @discardableResult public func attempt(
    _ command: String, _ fields: [String: InputValue], by person: ScenarioPerson
  ) async throws -> [StreamEvents] {
    var fields = fields
    if fields["case"] == nil, commandCatalogue[command]?.fields.contains(where: { $0.name == "case" }) ?? false {
      fields["case"] = .text("\(try caseID)")
    }
    let receipt = try await desk.attempt(CommandCall(command, fields), by: person.actor, court: configuration.court)
    notebook.withLock { book in
      book.position = max(book.position, receipt.position)
      for part in receipt.appended {
        for case let received as ApplicationReceived in part.events { book.caseID = received.caseID }
      }
    }
    return receipt.appended
  }

  // MARK: Time

  /// Lets everything happen that is due at this moment.
  public func settle() async throws {
    for _ in 0..<1_000 {
      var moved = false
      for outgoing in await city.takeDue() {
        moved = true
        do {
          switch outgoing.message {
          case .answer(let answer): try await inbox.receive(answer)
          case .notice(let notice): try await inbox.receive(notice)
          case .bankFile(let file): _ = try await payouts.take(answer: Array(file.file.utf8))
          }
        } catch CaseDesk.Failure.refused(let refusal) {
          notebook.withLock { $0.rejected.append("\(outgoing.delivery): \(refusal.code)") }
        }
        try await city.delivered(outgoing.delivery)
      }
      let outcome = try await workroom.runUntilIdle()
      if outcome.done + outcome.refused > 0 { moved = true }
      if !moved { return }
    }
    throw ScenarioFailure("\(clock.now): work goes on without end")
  }

  /// Goes forward moment by moment: timers, answers, pay days, in order.
  public func advance(to instant: Instant) async throws {
    try await settle()
    for _ in 0..<100_000 {
      let work = try await store.nextDue(workroom.kinds)
      let moments = [work, await city.next].compactMap { $0 }
      guard let next = moments.min(), next <= instant else {
        clock.set(instant)
        return try await settle()
      }
      // Work that was put back at this very moment has its next try a second later.
      clock.set(next > clock.now ? next : clock.now.adding(seconds: 1))
      try await settle()
    }
    throw ScenarioFailure("more than 100,000 moments before \(instant)")
  }
  /// Lets time pass; what falls due meanwhile is done.
  public func advance(minutes: Int) async throws { try await advance(to: clock.now.adding(seconds: Int64(minutes) * 60)) }
  /// To that time of a day, days from today.
  public func advance(days: Int, hour: Int = 9, minute: Int = 0) async throws {
    try await advance(to: Instant(clock.now.day + days, hour: hour, minute: minute))
  }
  /// To that day at that time, 9:00 where none is said. Throws where `day` is none.
  public func advance(to day: String, _ hour: Int = 9, _ minute: Int = 0) async throws {
    guard let day = Day(day) else { throw ScenarioFailure("not a day: \(day)") }
    try await advance(to: Instant(day, hour: hour, minute: minute))
  }

  /// Returns when everything, the city's journal too, is on the disk.
  public func flush() async throws { try await city.flush() }

  /// Answers and notices that the court refused; a story has none.
  public var rejected: [String] { notebook.withLock { $0.rejected } }

  // MARK: What others do

  /// Somebody pays into the case's sub-account.
  public func pays(_ amount: Money, payer: String, from account: String? = nil) async throws {
    let sub = try await self.account.subAccount
    let order = PayCourtOrder(account: account, payerName: payer, caseSubAccount: sub, amount: amount, text: "执行款")
    try await city.payCourt(order)
    try await settle()
  }

  /// The debtor pays exactly what settles the case today.
  public func debtorPaysAll(_ name: String) async throws { try await pays(try await amountToSettle, payer: name) }

  /// The transcript tells of these cases only, and of what concerns no single case.
  func tells(only cases: Set<ID<CaseFile>>) { notebook.withLock { $0.told = cases } }

  /// A sentence of the story for the transcript.
  public func tell(_ text: String) async { await note(text) }
  func note(_ text: String) async {
    let now = clock.now
    let last = (try? await lastPosition()) ?? 0
    notebook.withLock { $0.notes.append((now, last, text)) }
  }
  private func lastPosition() async throws -> Int64 {
    var position = notebook.withLock { $0.position }
    while let last = try await store.read(after: position, limit: 1_000).last { position = last.position }
    notebook.withLock { [position] in $0.position = position }
    return position
  }
}
