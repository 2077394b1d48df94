import BankFiles
import Basics
import Casework
import Enforcement
import Foundation
import Import
import Ledger
import Web

/// Does what `zhixing payout` asks in the data folder, or has the running server do it: there is one writer.
struct PayoutCounter {
  /// A batch that was made.
  struct Made {
    let batch: String
    let summary: String
    let errorFile: [UInt8]?
  }
  /// How a batch stands, as `/api/payouts/{id}` tells it.
  struct Standing: Codable, Sendable {
    let id: String
    let status: String
    let count: Int
    let total: String
    let lines: [String: Int]
    let held: Int
    var text: String {
      let parts = PayoutBatch.LineStatus.allCases.compactMap { status -> String? in
        guard let count = lines[status.rawValue], count != 0 else { return nil }
        return "\(status.rawValue) \(count)"
      }
      return "\(id) \(status) \(count) lines \(total) CNY: \(parts.joined(separator: ", "))"
        + (held == 0 ? "" : "; in doubt \(held)")
    }
  }
  private enum Place {
    case here(CourtProcess)
    case server(PayoutServer)
  }
  private let place: Place

  init(_ options: CourtOptions) async throws {
    let folder: DataFolder
    do {
      folder = try DataFolder(options.data)
    } catch let inUse as CommandFailure {
      guard let server = RunningServer(data: options.data) else { throw inUse }
      place = .server(PayoutServer(server))
      return
    }
    place = .here(
      try await CourtProcess(folder: folder, configuration: try options.configuration(), clock: SystemClock()))
  }

  func create(
    _ bytes: [UInt8], number: String?, account: String?, purpose: String, ground: String, expected: ControlTotals?,
    repeats: Bool, by person: PayoutPerson
  ) async throws -> Made {
    switch place {
    case .server(let server):
      return try await server.create(
        bytes, number: number, account: account, purpose: purpose, ground: ground, expected: expected, repeats: repeats,
        by: person)
    case .here(let court):
      return try await PayoutCounter.told {
        let actor = try await PayoutCounter.actor(person, court)
        let source = try await PayoutCounter.source(number, account, court)
        let taken = try await court.payouts.take(
          bytes, source: source, purpose: purpose, ground: ground, expected: expected, repeats: repeats, by: actor)
        let summary = taken.reading.summary
        return Made(
          batch: "\(taken.batch)", summary: "\(summary.zh)\n\(summary.en)",
          errorFile: taken.reading.errorCount > 0 ? taken.reading.errorFile() : nil)
      }
    }
  }

  /// The batch of this number, or the newest.
  func batch(_ text: String?) async throws -> ID<PayoutBatch> {
    if let text {
      guard let id = ID<PayoutBatch>(text) else { throw CommandFailure(description: "“\(text)” is not the number of a batch") }
      return id
    }
    let newest: ID<PayoutBatch>? =
      switch place {
      case .here(let court):
        try await court.payouts.reads.batches(court: court.configuration.court, before: nil, limit: 1).first?.id
      case .server(let server): try await server.newest()
      }
    guard let newest else { throw CommandFailure(description: "there is no batch yet. 还没有批次。") }
    return newest
  }

  func attempt(_ call: CommandCall, by person: PayoutPerson) async throws {
    switch place {
    case .server(let server): try await server.attempt(call, by: person)
    case .here(let court):
      _ = try await PayoutCounter.told {
        try await court.desk.attempt(
          call, by: try await PayoutCounter.actor(person, court), court: court.configuration.court)
      }
    }
  }

  func send(_ batch: ID<PayoutBatch>, out: String, progress: @escaping @Sendable (Int, Int) -> Void) async throws {
    let folder = URL(filePath: out, directoryHint: .isDirectory)
    switch place {
    case .server(let server): try await server.send(batch, out: folder.path, progress: progress)
    case .here(let court):
      _ = try await PayoutCounter.told {
        try await court.payouts.send(batch, by: try FolderCarrier(folder)) { progress($0.posted, $0.count) }
      }
    }
  }

  func take(answer bytes: [UInt8]) async throws -> String {
    switch place {
    case .server(let server): return try await server.take(answer: bytes)
    case .here(let court):
      let outcome = try await PayoutCounter.told { try await court.payouts.take(answer: bytes) }
      return "\(outcome.named) payments, \(outcome.changed) events, \(outcome.foreign) not ours"
    }
  }

  func resend(_ batch: ID<PayoutBatch>, _ corrections: [UInt8]?, by person: PayoutPerson) async throws {
    switch place {
    case .server(let server): try await server.resend(batch, corrections, by: person)
    case .here(let court):
      _ = try await PayoutCounter.told {
        try await court.payouts.resend(batch, correction: corrections, by: try await PayoutCounter.actor(person, court))
      }
    }
  }

  func status(_ batch: ID<PayoutBatch>) async throws -> Standing {
    switch place {
    case .server(let server): return try await server.status(batch)
    case .here(let court):
      let state = try await court.payouts.state(batch)
      guard state.exists else { throw CommandFailure(description: "there is no batch \(batch). 没有这个批次。") }
      var lines: [String: Int] = [:]
      for status in PayoutBatch.LineStatus.allCases { lines[status.rawValue] = state.tally(status).count }
      return Standing(
        id: "\(batch)", status: state.status.rawValue, count: state.count, total: "\(state.total)", lines: lines,
        held: state.held.count)
    }
  }

  func report(_ batch: ID<PayoutBatch>, _ format: PayoutOffice.ReportFormat, _ language: Language) async throws -> [UInt8] {
    switch place {
    case .server(let server): return try await server.report(batch, format, language)
    case .here(let court): return try await PayoutCounter.told { try await court.payouts.report(batch, format, language) }
    }
  }

  func errorFile(_ batch: ID<PayoutBatch>) async throws -> [UInt8]? {
    switch place {
    case .server(let server): return try await server.errorFile(batch)
    case .here(let court): return try await court.payouts.errorFile(batch, .zh)
    }
  }

  // MARK: Here

  private static func actor(_ person: PayoutPerson, _ court: CourtProcess) async throws -> Actor {
    try await StaffDesk(
      desk: court.desk, signIns: court.store, court: court.configuration.court, realClock: SystemClock()
    ).actor(signIn: person.name, password: person.password(), code: person.code)
  }

  private static func source(_ number: String?, _ account: String?, _ court: CourtProcess) async throws -> LedgerAccount {
    if let account {
      guard let read = LedgerAccount(account) else {
        throw CommandFailure(description: "--account: “\(account)” is not an account; write case:17")
      }
      return read
    }
    let number = number ?? ""
    guard case .caseNumbers(let cases) = try await court.store.find(.caseNumbers([number]), court: court.configuration.court),
      let id = cases[number]
    else { throw CommandFailure(description: "--case: there is no case \(number). 没有这个案件。") }
    return LedgerAccount(.case, "\(id)")
  }

  /// Refusals in words.
  static func told<Value>(_ body: () async throws -> Value) async throws -> Value {
    do { return try await body() } catch CaseDesk.Failure.refused(let refusal) {
      let remedy = refusal.remedy.map { " \($0.zh) / \($0.en)" } ?? ""
      throw CommandFailure(description: "\(refusal.code): \(refusal.message.zh) / \(refusal.message.en)\(remedy)")
    } catch CaseDesk.Failure.faults(let faults) {
      throw CommandFailure(description: faults.map { "\($0.field): \($0.message.zh) / \($0.message.en)" }.joined(separator: "\n"))
    }
  }
}
