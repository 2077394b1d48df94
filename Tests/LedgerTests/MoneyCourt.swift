import Basics
import Casework
import Enforcement
import Foundation
import Ledger
import PartnerAPI
import Settings
import Storage
import StorageSQLite
import Synchronization
import TestSupport

/// A court with its database on disk and a few people, in which only money moves.
final class MoneyCourt: Sendable {
  final class Clock: CourtClock {
    private let moment: Mutex<Instant>
    init(_ start: Instant) { moment = Mutex(start) }
    var now: Instant { moment.withLock { $0 } }
    func set(_ instant: Instant) { moment.withLock { $0 = max($0, instant) } }
  }
  /// A key of the court.
  struct Key: CourtSigner {
    let signer = PartnerSigner(keyID: "court-1", owner: "浙1003")
    var publicKey: String { signer.publicKey.publicKey }
    func sign(_ text: String) throws -> CourtSignature {
      CourtSignature(keyID: signer.keyID, publicKey: publicKey, signature: try signer.signature(of: Array(text.utf8)))
    }
  }
  struct NotDone: Error, CustomStringConvertible { let description: String }

  static let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  let folder: LedgerFolder
  let clock: Clock
  let store: SQLiteStore
  let desk: CaseDesk
  let key = Key()
  let configuration: CourtConfiguration
  let cashier = Actor(.staff(ID(raw: 1)), roles: [.cashier])
  let supervisor = Actor(.staff(ID(raw: 2)), roles: [.moneySupervisor])
  let assistant = Actor(.staff(ID(raw: 3)), roles: [.assistant])
  let chief = Actor(.staff(ID(raw: 4)), roles: [.bureauChief])
  /// Who stands at a gate.
  func keeper(of gate: MoneyGate) -> Actor {
    switch gate {
    case .supervision: supervisor
    case .approval: chief
    case .release: cashier
    }
  }
  let bank = Actor(.partner("courtBank"), roles: [.partner])
  var court: CourtCode { configuration.court }

  init(signs: Bool = true) throws {
    folder = try LedgerFolder()
    clock = Clock(Instant(milliseconds: 1_780_000_000_000))
    store = try folder.store()
    configuration = try CourtConfiguration.read(
      config: Self.repository.appending(path: "config"), lawData: Self.repository.appending(path: "data-law"))
    desk = CaseDesk(
      store: store, hasher: folder.keys, clock: clock, ids: IDSource(clock: clock), books: configuration.books,
      signer: signs ? key : nil)
  }

  @discardableResult
  func attempt(_ name: String, _ fields: [String: InputValue], by actor: Actor) async throws -> CaseDesk.Receipt {
    try await desk.attempt(CommandCall(name, fields), by: actor, court: court)
  }
  /// The refusal's code; nil for what was done.
  func refusal(_ name: String, _ fields: [String: InputValue] = [:], by actor: Actor) async throws -> String? {
    do {
      try await attempt(name, fields, by: actor)
      return nil
    } catch CaseDesk.Failure.refused(let refusal) { return refusal.code }
  }

  /// A case of two applicants and a debt of 100,000 yuan.
  func file(_ name: String) async throws -> ID<CaseFile> {
    func party(_ role: CaseParty.Role, _ name: String) -> InputValue {
      .object([
        "role": .text(role.rawValue), "kind": "natural", "name": .text(name), "confirmedAddress": "true",
        "payeeName": .text(name), "payeeAccount": "6222021207000000000", "payeeBank": "示例银行",
        "idNumber": .text(role == .applicant ? MadeUp.residentID(name) : ""),
      ])
    }
    for (name, role) in [("周", Role.officer), ("郑", .judge)]
    where try await desk.look(
      at: ID(raw: 0), actor: .machine, court: court
    ).organisation.members(role).isEmpty {
      try await attempt(
        "organisation.addStaff", ["name": .text(name), "signIn": .text(name), "roles": .list([.text(role.rawValue)])],
        by: .machine)
    }
    let day = clock.now.day
    let fields: [String: InputValue] = [
      "receivedOn": .text("\(day)"), "instrumentNumber": .text("(\((day + -120).year))浙1099民初\(MadeUp.serial(name))号"),
      "instrumentCourt": "临江市人民法院",
      "instrumentKind": "judgment", "instrumentDate": .text("\(day + -120)"), "lastPerformanceDay": .text("\(day + -60)"),
      "parties": .list([party(.applicant, "甲\(name)"), party(.applicant, "乙\(name)"), party(.debtor, "丙\(name)")]),
      "claims": .list([.object(["kind": "principal", "amount": "100000.00", "interest": ""])]),
    ]
    let receipt = try await attempt("filing.import", ["cases": .list([.object(fields)])], by: .machine)
    guard let received = receipt.appended.flatMap(\.events).compactMap({ $0 as? ApplicationReceived }).first else {
      throw NotDone(description: "not filed")
    }
    return received.caseID
  }
  func book(_ amount: String, _ line: String, _ caseID: ID<CaseFile>) async throws {
    try await attempt(
      "funds.bookReceipt", ["case": "\(caseID)", "amount": .text(amount), "bankLine": .text(line), "source": "debtor"],
      by: .machine)
  }
  /// The case ends, whatever is owed.
  func end(_ caseID: ID<CaseFile>) async throws {
    let situation = try await desk.look(at: caseID, actor: .machine, court: court)
    let closed = CaseClosed(way: .fullyEnforced, on: clock.now.day, recovered: .zero, researchOn: [])
    _ = try await store.append(
      Transaction(
        court: court, at: clock.now, actor: .machine, causation: "command:end",
        streams: [situation.append(.caseFile(caseID), [closed])], deposits: [], work: [], request: nil, completes: nil,
        idsThrough: desk.ids.latest))
  }
  func account(_ caseID: ID<CaseFile>) async throws -> CaseAccount {
    try await desk.look(at: caseID, actor: .machine, court: court).account(caseID)
  }
  func log() async throws -> [RecordedEvent] { try await store.read(after: 0, limit: 100_000) }
}
