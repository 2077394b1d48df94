import Foundation
import Testing

/// A commit that stays in the machine's memory survives `kill -9` and not a power cut. So the calls themselves are watched: between the
/// last write of a group to the write-ahead log and the first answer to its callers stands an fsync.
@Suite(.serialized, .timeLimit(.minutes(5)))
struct DiskTests {
  let folder: TestFolder
  let court: CourtProgram

  init() throws {
    folder = try TestFolder()
    court = CourtProgram(folder: folder)
  }

  @Test func everyAnswerOfTheServerComesAfterTheDisk() async throws {
    try await court.hire(RunningCourt.signIn, roles: "filingClerk,filingJudge")
    let client = RunningCourt.client()
    let file = folder.file("serve.trace")
    let running = try await RunningCourt(court, client: client, trace: file)
    let answers = RunningCourt.Answers()
    await running.storm("traced", clients: 32, each: 3, answers)
    try RunningProgram.terminate(holderOf: court.data)
    #expect(await running.program.ended() == 0)
    try await client.shutdown()
    let answered = await answers.acknowledged.count
    #expect(await answers.others == [])

    // An answer names the command, and so do the rows of the log that stand in the pages written.
    func commands(_ text: Substring) -> [Substring] { text.matches(of: /command:[0-9]+/).map { $0.0 } }
    let trace = try SystemTrace(file) { $0.contains("HTTP/1.1 201") }
    #expect(answered == 96 && trace.calls.count { $0.kind == .answer } == answered)
    #expect(trace.early(marks: commands).map(\.text) == [])
    #expect(trace.groups < answered, "no two callers shared a commit")
    try expectBlind(trace, answers: answered, marks: commands)
  }

  @Test func everyBatchOfAnImportIsReportedAfterTheDisk() async throws {
    try await court.hire("officer", roles: "officer")
    try await court.hire("judge", roles: "judge")
    let docket = try GeneratedDocket(cases: 300, seed: 5, in: folder)
    let file = folder.file("import.trace")
    let program = try court.start(["import", docket.file.path], trace: file)
    #expect(await program.ended() == 0, "\(program.errors)")
    let trace = try SystemTrace(file) { $0.contains("write(2<") && $0.contains(/\ [0-9]+\/300"/) }
    #expect(trace.calls.count { $0.kind == .answer } == 3)
    #expect(trace.early { _ in [] }.map(\.text) == [])
    try expectBlind(trace, answers: 3) { _ in [] }
  }

  /// The check itself is checked: where the disk was never asked, every answer is early.
  private func expectBlind(_ trace: SystemTrace, answers: Int, marks: (Substring) -> [Substring]) throws {
    var blind = trace
    blind.calls.removeAll { $0.kind == .syncLog }
    #expect(blind.early(marks: marks).count == answers)
  }
}
