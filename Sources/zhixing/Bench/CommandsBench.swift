import ArgumentParser
import Basics
import Casework
import Enforcement
import Foundation
import Web
import Import

/// `zhixing bench commands`: whole commands through the desk: load, rights, decide, append, and wait for the disk.
struct CommandsBench: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "commands", abstract: "Whole commands a second. 整条命令。")
  @OptionGroup var options: CourtOptions
  @Option(help: "Commands at the same time, parted by commas.") var concurrency = "1,64,1024"

  func run() async throws {
    let folder = try BenchFolder(options.data, "commands")
    defer { folder.remove() }
    let configuration = try options.configuration()
    let court = try await CourtProcess(
      folder: try DataFolder(folder.file("court").path), configuration: configuration, clock: SystemClock())
    let staff = try await BenchStaff.join(court, officers: 8)
    let cases = try await file(2048, court)
    print("| command | at once | commands/s | events/s |")
    print("|---|---:|---:|---:|")
    for clients in concurrency.split(separator: ",").compactMap({ Int($0) }) where clients <= cases.count {
      let load = CommandLoad(
        court: court, staff: staff, cases: Array(cases.prefix(clients)), turns: clients == 1 ? 1500 : max(4, 16_384 / clients))
      for (name, result) in [("triage.setLane", try await load.lanes()), ("filing.submit", try await load.applications())] {
        print(
          "| \(name) | \(Figures.whole(Double(clients))) | \(Figures.whole(Double(result.commands) / result.seconds))",
          "| \(Figures.whole(Double(result.events) / result.seconds)) |")
      }
    }
  }

  private func file(_ count: Int, _ court: CourtProcess) async throws -> [ID<CaseFile>] {
    let dockets = BenchDockets.of(court.configuration.court, cases: count, seed: 7)
    _ = try await DocketFiling(desk: court.desk, court: court.configuration.court).file(dockets, by: .machine) { _, _ in }
    return try await court.store.read { try $0.query("SELECT id FROM cases ORDER BY id", []).map { ID(raw: $0.int(0)) } }
  }
}

/// Clients that each send their commands one after the other.
struct CommandLoad: Sendable {
  let court: CourtProcess
  let staff: BenchStaff
  let cases: [ID<CaseFile>]
  let turns: Int

  /// A lead changes the lane of the client's own case.
  func lanes() async throws -> (commands: Int, events: Int, seconds: Double) {
    let lead = Actor(.staff(staff.lead), roles: [.teamLead])
    return try await measured { client, turn in
      let lane: Lane = turn % 2 == 0 ? .special : .simple
      return try await court.desk.attempt(
        CommandCall("triage.setLane", ["case": "\(cases[client])", "lane": .text(lane.rawValue), "reason": "调整办理方式"]), by: lead,
        court: court.configuration.court)
    }
  }

  /// A clerk takes in an application: new persons, a new case.
  func applications() async throws -> (commands: Int, events: Int, seconds: Double) {
    let clerk = Actor(.staff(staff.clerk), roles: [.filingClerk])
    let dockets = BenchDockets.of(court.configuration.court, cases: 512, seed: UInt64(cases.count))
    return try await measured { client, turn in
      var fields = dockets[(client * turns + turn) % dockets.count].application
      fields["docketRef"] = nil
      fields["parties"] = CommandLoad.strangers(fields["parties"], "\(client)X\(turn)")
      return try await court.desk.attempt(
        CommandCall("filing.submit", fields), by: clerk, court: court.configuration.court)
    }
  }

  /// Nobody known yet: the same person in two commands at once would measure conflicts.
  private static func strangers(_ parties: InputValue?, _ mark: String) -> InputValue? {
    guard case .list(let list) = parties else { return parties }
    return .list(
      list.enumerated().map { place, party in
        guard case .object(var fields) = party else { return party }
        fields["idKind"] = "passport"
        fields["idNumber"] = .text("E\(mark)X\(place)")
        return .object(fields)
      })
  }

  private func measured(
    _ attempt: @escaping @Sendable (Int, Int) async throws -> CaseDesk.Receipt
  ) async throws -> (commands: Int, events: Int, seconds: Double) {
    var events = 0
    let seconds = try await Figures.timed {
      try await withThrowingTaskGroup(of: Int.self) { group in
        for client in cases.indices {
          group.addTask {
            var events = 0
            for turn in 0..<turns { events += try await attempt(client, turn).appended.reduce(0) { $0 + $1.events.count } }
            return events
          }
        }
        for try await count in group { events += count }
      }
    }
    return (cases.count * turns, events, seconds)
  }
}

/// Who works in a measured court.
struct BenchStaff: Sendable {
  let clerk: ID<StaffMember>
  let lead: ID<StaffMember>
  let officers: [ID<StaffMember>]
  let judges: [ID<StaffMember>]
  static let password = "bench-password"

  static func join(_ court: CourtProcess, officers: Int) async throws -> BenchStaff {
    let desk = StaffDesk(
      desk: court.desk, signIns: court.store, court: court.configuration.court, realClock: SystemClock())
    func add(_ signIn: String, _ role: Role) async throws -> ID<StaffMember> {
      try await desk.add(signIn: signIn, name: "测量\(signIn)", roles: [role.rawValue], password: password, by: .machine)
    }
    var handlers: [ID<StaffMember>] = []
    for number in 1...officers { handlers.append(try await add("officer\(number)", .officer)) }
    return BenchStaff(
      clerk: try await add("clerk", .filingClerk), lead: try await add("lead", .teamLead), officers: handlers,
      judges: [try await add("judge1", .judge), try await add("judge2", .judge)])
  }
}

/// Cases of one court from the docket generator.
enum BenchDockets {
  static func of(_ court: CourtCode, cases: Int, seed: UInt64) -> [DocketCase] {
    DocketGenerator(seed: seed, cases: cases, today: SystemClock().now.day).docket().cases.map { docket in
      var docket = docket
      docket.identity = DocketCase.Identity(court: court, ref: docket.identity.ref)
      return docket
    }
  }
}
