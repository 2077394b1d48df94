import Basics
import Casework
import Enforcement
import Foundation
import Storage
import StorageSQLite
import Testing

/// Twenty times an import and twenty times the server is killed at a random moment while it writes. What it had acknowledged is there, what it had not is there
/// whole or not at all, and the log and the tables agree.
@Suite(.serialized, .timeLimit(.minutes(10)))
struct KillTests {
  private static let kills = 20
  let folder: TestFolder

  init() throws { folder = try TestFolder() }

  private func pause(upTo milliseconds: Int) async throws -> Int {
    let pause = Int.random(in: 0...milliseconds)
    try await Task.sleep(for: .milliseconds(pause))
    return pause
  }

  // MARK: Import

  @Test func anImportKilledAtAnyMomentLosesNoBatchThatItReported() async throws {
    let code = try CourtProgram.configuration().court
    var kills = 0
    for number in 0..<KillTests.kills where kills < KillTests.kills {
      let court = CourtProgram(folder: folder, name: "import-\(number)")
      try await court.hire("officer", roles: "officer")
      try await court.hire("judge", roles: "judge")
      let docket = try GeneratedDocket(cases: 800, seed: UInt64(number + 1), in: folder)
      var finished = false
      while !finished && kills < KillTests.kills {
        let program = try court.start(["import", docket.file.path])
        try await program.wait { KillTests.progress($0) > 0 }
        let paused = try await pause(upTo: 500)
        program.kill9()
        finished = await program.ended() != SIGKILL
        if !finished { kills += 1 }
        let when = "kill \(kills), \(paused) ms after the first batch"
        try await court.expectClean(when)
        try await expect(docket.refs, reported: KillTests.progress(program.errors), court, code, when)
      }
      guard kills == KillTests.kills else { continue }
      let last = try await court.run(["import", docket.file.path])
      #expect(last.status == 0, "\(last.errors)")
      try await expect(docket.refs, reported: docket.refs.count, court, code, "the import that was let be")
    }
    #expect(kills == KillTests.kills)
  }

  /// Cases reported as filed: the last `done/total` of the bar.
  private static func progress(_ errors: String) -> Int {
    errors.matches(of: /[█·] ([0-9]+)\/[0-9]+/).last.flatMap { Int($0.1) } ?? 0
  }

  /// The first cases of the docket, as many as reported and in whole transactions, and their numbers without a gap.
  private func expect(
    _ refs: [String], reported: Int, _ court: CourtProgram, _ code: CourtCode, _ when: String
  ) async throws {
    let store = try court.store()
    guard case .docketRefs(let found) = try await store.find(.docketRefs(refs), court: code) else { return }
    let count = found.count
    #expect(count >= reported, "\(when): \(reported) reported, \(count) there")
    #expect(refs.prefix(count).allSatisfy { found[$0] != nil }, "\(when): cases are missing between others")
    #expect(count % 100 == 0 || count == refs.count, "\(when): \(count) cases are no whole transactions")
    let numbers = try await store.read { db in
      try db.query("SELECT COUNT(*), COUNT(DISTINCT serial), MAX(serial), SUM(number = '') FROM cases GROUP BY type, year", [])
    }
    for row in numbers {
      #expect(row.int(0) == row.int(1) && row.int(1) == row.int(2) && row.int(3) == 0, "\(when): case numbers have gaps")
    }
  }

  // MARK: Group commits

  @Test func aServerKilledAtAnyMomentLosesNothingThatItAnswered() async throws {
    let court = CourtProgram(folder: folder)
    try await court.hire(RunningCourt.signIn, roles: "filingClerk,filingJudge")
    let code = try CourtProgram.configuration().court
    let client = RunningCourt.client()
    let answers = RunningCourt.Answers()
    for round in 1...KillTests.kills {
      let running = try await RunningCourt(court, client: client)
      let before = await answers.acknowledged.count
      async let storm: Void = running.storm("storm-\(round)", clients: 32, each: 1000, answers)
      let enough = before + Int.random(in: 16...96)
      while await answers.acknowledged.count < enough, running.program.isRunning { try await Task.sleep(for: .milliseconds(1)) }
      let paused = try await pause(upTo: 50)
      running.program.kill9()
      #expect(await running.program.ended() == SIGKILL, "it ended by itself: \(running.program.errors)")
      await storm
      let when = "kill \(round), \(paused) ms after \(enough - before) answers"
      try await court.expectClean(when)
      try await expect(await answers.acknowledged, court, code, when)
    }
    try await client.shutdown()
    #expect(await answers.others == [])
    #expect(await answers.acknowledged.count >= 16 * KillTests.kills)
  }

  /// Every application answered is in the log where the answer said, and no command is there by halves.
  private func expect(
    _ acknowledged: [RunningCourt.Acknowledged], _ court: CourtProgram, _ code: CourtCode, _ when: String
  ) async throws {
    let store = try court.store()
    let log = try await store.read { try $0.query("SELECT position, causation, name FROM log ORDER BY position", []) }
    let causation = Dictionary(uniqueKeysWithValues: log.map { ($0.int(0), $0.text(1)) })
    let lost = acknowledged.filter { causation[$0.position] != $0.causation }
    #expect(lost.map(\.ref) == [], "\(when): answered and lost")
    guard case .docketRefs(let found) = try await store.find(.docketRefs(acknowledged.map(\.ref)), court: code) else { return }
    #expect(found.count == acknowledged.count, "\(when): cases are missing")
    for (causation, events) in Dictionary(grouping: log, by: { $0.text(1) }) {
      let names = events.map { $0.text(2) }
      guard names.contains(ApplicationReceived.name) else { continue }
      #expect(names.count { $0 == PersonRecorded.name } == 2, "\(when): \(causation) is there by halves: \(names)")
    }
  }
}
