import BankFiles
import Basics
import Casework
import Enforcement
import Foundation
import Import
import Ledger
import Testing

@testable import Stories

/// A line of a mass payout that comes back days later.
@Suite struct ResentLaterTests {
  @Test("What is sent again days later bears the day on which it is sent; the first file stays as it was")
  func days() async throws {
    try await StoryTests.live(from: SmartSearch.begins, "批量退汇") { court in
      try await SmartSearch.controlled(in: court)
      try await court.pays(.yuan(20_000), payer: "王知战")
      try await court.advance(minutes: 10)
      let list = PayeeListGenerator(seed: 3, count: 2)
      let officer = try await court.handler
      let source = LedgerAccount(.case, "\(try court.caseID)")
      let batch = try await court.payouts.take(
        list.csv(), source: source, purpose: "案款", ground: "执行裁定", by: officer.actor
      ).batch
      let gates: [(MoneyGate, Role)] = [(.supervision, .moneySupervisor), (.approval, .bureauChief), (.release, .cashier)]
      for (gate, role) in gates {
        try await court.person(role).does("payouts.pass", ["batch": "\(batch)", "gate": .text(gate.rawValue)])
      }
      let folder = FileManager.default.temporaryDirectory.appending(path: "resent-\(UUID().uuidString)")
      defer { try? FileManager.default.removeItem(at: folder) }
      let carrier = try FolderCarrier(folder)
      let first = court.clock.now.day
      try await court.payouts.send(batch, by: carrier)
      func answers(_ chunk: Int, _ line: Int, _ outcome: LineAnswer.Outcome) async throws {
        try await court.desk.attempt(
          RecordBatchAnswers(
            batch, chunk: chunk, file: "00", answers: [LineAnswer(line: line, outcome: outcome, code: "AC04", amount: nil)]),
          by: .machine, court: court.configuration.court)
      }
      func file(_ chunk: Int) async throws -> String {
        let state = try await court.payouts.state(batch)
        return String(decoding: try #require(try await court.payouts.file(state, chunk: chunk)?.bytes), as: UTF8.self)
      }
      for line in [1, 2] { try await answers(1, line, .settled) }
      #expect(try await court.payouts.state(batch).status == .settled)
      try await court.advance(days: 3)
      try await answers(1, 2, .returned)
      _ = try await court.payouts.resend(batch, by: try court.person(.cashier).actor)
      try await court.payouts.send(batch, by: carrier)
      #expect(try await file(1).contains("<ReqdExctnDt><Dt>\(first)</Dt>"))
      #expect(try await file(2).contains("<ReqdExctnDt><Dt>\(first + 3)</Dt>"))
      try await answers(2, 2, .settled)
      #expect(try await court.payouts.state(batch).status == .settled)
    }
  }
}
