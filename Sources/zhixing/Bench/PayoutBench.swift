import ArgumentParser
import Basics
import Casework
import Enforcement
import Foundation
import Import
import Ledger
import Synchronization

/// `zhixing bench payout`: a mass payout from the list to the files on the disk, while others work in the same court.
struct PayoutBench: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "payout", abstract: "A mass payout by phases: checked, posted durably, written as files. 批量发放。")
  @OptionGroup var options: CourtOptions
  @Option(help: "Payees. 收款人数。") var payees = 170_000
  @Option(help: "Others who work meanwhile, each in a case of his own; 0 for nobody. 同时办案人数。") var others = 8

  func run() async throws {
    guard 0...64 ~= others else { throw CommandFailure(description: "--others: 0 to 64") }
    let folder = try BenchFolder(options.data, "payout")
    defer { folder.remove() }
    let configuration = try options.configuration()
    let court = try await CourtProcess(
      folder: try DataFolder(folder.file("court").path), configuration: configuration, clock: SystemClock())
    let bench = try await MeasuredPayout(court, others: others)
    let list = PayeeListGenerator(seed: 17, count: payees)
    let csv = list.csv()
    try await bench.receive(list.total)
    let before = Figures.peakMegabytes()

    var batch = ID<PayoutBatch>(raw: 0)
    let checked = try await Figures.timed {
      batch = try await court.payouts.take(
        csv, source: LedgerAccount(.case, "\(bench.caseID)"), purpose: "案款发放", ground: "分配方案", by: bench.handler
      ).batch
    }
    try await bench.passGates(batch)
    let beside = Task { try await bench.workBeside() }
    let carrier = try FolderCarrier(folder.file("out"))
    let sent = try await Figures.timed { try await court.payouts.send(batch, by: carrier) }
    beside.cancel()
    let waits = try await beside.value
    let state = try await court.payouts.state(batch)
    guard state.tally(.sent).count == payees, state.tally(.sent).sum == list.total, state.unhanded.isEmpty else {
      throw CommandFailure(description: "not every line was sent: \(state.tally)")
    }
    let files = state.chunks.values.reduce(0) { $0 + $1.byteCount }
    print("| payees | yuan | checked and kept, s | posted durably and written, s | whole, s | lines/s | files | MB | peak MB |")
    print("|---:|---:|---:|---:|---:|---:|---:|---:|---:|")
    print(
      "| \(Figures.whole(Double(payees))) | \(list.total.grouped) | \(Figures.ratio(checked)) | \(Figures.ratio(sent))",
      "| \(Figures.ratio(checked + sent)) | \(Figures.whole(Double(payees) / (checked + sent))) | \(state.chunks.count)",
      "| \(files >> 20) | \(Figures.peakMegabytes()) (\(before) before) |")
    guard !waits.isEmpty else { return }
    let sorted = waits.sorted()
    func at(_ percent: Int) -> String { Figures.ratio(sorted[min(sorted.count - 1, sorted.count * percent / 100)] * 1000) }
    print("| others | their commands meanwhile | p50, ms | p99, ms | longest, ms |")
    print("|---:|---:|---:|---:|---:|")
    print("| \(others) | \(sorted.count) | \(at(50)) | \(at(99)) | \(Figures.ratio((sorted.last ?? 0) * 1000)) |")
    if sorted.count < MeasuredPayout.samplesMin {
      print("Fewer than \(MeasuredPayout.samplesMin) commands: the slowest hundredth says nothing. 样本不足。")
    }
  }
}

extension Figures {
  /// The most memory that this process ever held.
  static func peakMegabytes() -> Int {
    let text = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = text.split(separator: "\n").first { $0.hasPrefix("VmHWM") }
    return (line?.split(whereSeparator: { $0 == " " || $0 == "\t" }).compactMap { Int($0) }.first ?? 0) / 1024
  }
}

/// A court with a case that has money, and the people of its gates.
private struct MeasuredPayout: Sendable {
  let court: CourtProcess
  let caseID: ID<CaseFile>
  /// Where others work, each in his own.
  let otherCases: [ID<CaseFile>]
  let handler: Actor
  private let lead: Actor

  init(_ court: CourtProcess, others: Int) async throws {
    self.court = court
    let staff = try await BenchStaff.join(court, officers: 4)
    lead = Actor(.staff(staff.lead), roles: [.teamLead])
    let dockets = BenchDockets.of(court.configuration.court, cases: 1 + others, seed: 7)
    _ = try await DocketFiling(desk: court.desk, court: court.configuration.court).file(dockets, by: .machine) { _, _ in }
    let cases: [ID<CaseFile>] = try await court.store.read {
      try $0.query("SELECT id FROM cases ORDER BY id", []).map { ID(raw: $0.int(0)) }
    }
    guard let first = cases.first, cases.count == 1 + others else {
      throw CommandFailure(description: "the court has no cases")
    }
    (caseID, otherCases) = (first, Array(cases.dropFirst()))
    let file = try await court.desk.look(at: first, actor: .machine, court: court.configuration.court).caseFile(first)
    guard let staffed = file.triage.handler else { throw CommandFailure(description: "the case has no handler") }
    handler = Actor(.staff(staffed), roles: [.officer])
  }

  func receive(_ amount: Money) async throws {
    try await court.desk.attempt(
      CommandCall(
        "funds.bookReceipt",
        [
          "case": "\(caseID)", "amount": .text("\(amount)"), "bankLine": "L1", "source": .text(ReceiptSource.transfer.rawValue),
        ]), by: .machine, court: court.configuration.court)
  }

  func passGates(_ batch: ID<PayoutBatch>) async throws {
    for (number, gate) in MoneyGate.allCases.enumerated() {
      let role: Role = [.moneySupervisor, .president, .cashier][number]
      try await court.desk.attempt(
        PassBatchGate(batch, gate), by: Actor(.staff(ID(raw: Int64(number) + 1)), roles: [role]),
        court: court.configuration.court)
    }
  }

  /// Fewer commands than this say nothing of the slowest hundredth.
  static let samplesMin = 200

  /// Leads who change a lane every few milliseconds; how long each command took, in seconds.
  func workBeside() async throws -> [Double] {
    try await withThrowingTaskGroup(of: [Double].self) { group in
      for other in otherCases { group.addTask { try await work(in: other) } }
      return try await group.reduce(into: []) { $0 += $1 }
    }
  }

  private func work(in other: ID<CaseFile>) async throws -> [Double] {
    let file = try await court.desk.look(at: other, actor: .machine, court: court.configuration.court).caseFile(other)
    let lanes: [Lane] = file.triage.lane == .special ? [.simple, .special] : [.special, .simple]
    var waits: [Double] = []
    while !Task.isCancelled {
      let lane = lanes[waits.count % 2]
      waits.append(
        try await Figures.timed {
          try await court.desk.attempt(
            CommandCall("triage.setLane", ["case": "\(other)", "lane": .text(lane.rawValue), "reason": "调整办理方式"]),
            by: lead, court: court.configuration.court)
        })
      try? await Task.sleep(for: .milliseconds(5))
    }
    return waits
  }
}
