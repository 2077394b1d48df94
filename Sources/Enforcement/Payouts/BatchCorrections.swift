import Basics

extension PayoutBatch {
  /// Particulars of failed lines that were put right and wait at the gates.
  public struct PendingCorrection: Sendable, Hashable {
    public let lines: LineSet
    /// How the lines stood.
    let before: [Int: LineStatus]
    /// Lines whose payee, account or bank is another than before: each is called back before anybody lets it through.
    public let changed: Set<Int>
    public internal(set) var called: [Int: Actor.Ref] = [:]
    public let proposedBy: Actor.Ref
    /// The gates as they were passed before.
    let gates: GateBook?
    /// Changed and not yet called about, in their order.
    public var uncalled: [Int] { changed.subtracting(called.keys).sorted() }
  }
}

/// Failed lines go out again in a new chunk, with particulars put right where a correction was handed in.
public struct BatchResendAsked: Event {
  public static let name = "payouts.resendAsked.v1"
  public let lines: LineSet
  public let correction: VaultRef?
  /// SHA-256 of the correction; empty where there is none.
  public let sha256: String
  /// Lines whose payee, account or bank is another than before; nil in older entries, and where nothing was corrected.
  public let changed: LineSet?
  public init(lines: LineSet, correction: VaultRef?, sha256: String, changed: LineSet? = nil) {
    self.lines = lines
    self.correction = correction
    self.sha256 = sha256
    self.changed = changed
  }
  public func apply(to batch: inout PayoutBatch, _ meta: EventMeta) {
    var before: [Int: PayoutBatch.LineStatus] = [:]
    for line in lines.lines {
      guard let chunk = batch.chunk(of: line) else { continue }
      before[line] = batch.status(of: line)
      batch.move(line, to: .waiting, batch.chunks[chunk]?.amount(of: line) ?? .zero)
    }
    guard let correction else { return }
    // Changed accounts pass all three gates again.
    batch.pending = PayoutBatch.PendingCorrection(
      lines: lines, before: before, changed: Set(changed?.lines ?? []), proposedBy: meta.actor, gates: batch.gates)
    batch.corrections.append(.init(file: correction, sha256: sha256))
    batch.gates = GateBook(proposedBy: meta.actor)
    batch.status = .checked
  }
}

/// A correction was sent back at a gate: its lines have failed as before, and the batch goes on with the particulars that it had.
public struct BatchCorrectionReturned: Event {
  public static let name = "payouts.correctionReturned.v1"
  public let batch: ID<PayoutBatch>
  /// Lines that the bank had refused, and those that had come back.
  public let failed: LineSet
  public let returned: LineSet
  public let reason: VaultRef
  public init(batch: ID<PayoutBatch>, failed: LineSet, returned: LineSet, reason: VaultRef) {
    self.batch = batch
    self.failed = failed
    self.returned = returned
    self.reason = reason
  }
  public var words: [VaultRef] { [reason] }
  public func apply(to batch: inout PayoutBatch, _ meta: EventMeta) {
    for (lines, status) in [(failed, PayoutBatch.LineStatus.failed), (returned, .returned)] {
      for line in lines.lines where batch.status(of: line) == .waiting {
        guard let chunk = batch.chunk(of: line) else { continue }
        batch.move(line, to: status, batch.chunks[chunk]?.amount(of: line) ?? .zero)
      }
    }
    if !batch.corrections.isEmpty { batch.corrections.removeLast() }
    batch.gates = batch.pending?.gates
    batch.pending = nil
    batch.status = .sending
  }
}

/// Payees of changed lines were called back.
public struct BatchChangesCalled: Event {
  public static let name = "payouts.changesCalled.v1"
  public let batch: ID<PayoutBatch>
  public let lines: LineSet
  /// Who was called, on what number, and what was said.
  public let note: VaultRef
  public init(batch: ID<PayoutBatch>, lines: LineSet, note: VaultRef) {
    self.batch = batch
    self.lines = lines
    self.note = note
  }
  public var words: [VaultRef] { [note] }
  public func apply(to batch: inout PayoutBatch, _ meta: EventMeta) {
    for line in lines.lines { batch.pending?.called[line] = meta.actor }
  }
}

/// Another than who corrected has called the payees back on the numbers that the first list gave.
public struct CallBatchChanges: BatchCommand {
  public static let name = "payouts.callChanges"
  public static let title = Phrase("回拨核实更正的账户", "Call back about changed accounts")
  public static let roles: Set<Role> = [.cashier, .officer, .assistant, .clerk, .moneySupervisor]
  public static let fields = [
    PayoutCommands.batchField,
    Field(
      "lines", Phrase("已核实的行", "Lines called about"), .text(max: 400),
      hint: Phrase("行号，如 3,5-8", "Numbers of lines, as 3,5-8")),
    Field("note", Phrase("回拨的电话和核实经过", "Number called, and what was said"), .longText(max: 1000)),
  ]
  public let batch: ID<PayoutBatch>
  let lines: [Int]
  let note: String
  public init(_ input: inout Input) {
    batch = input.id("batch")
    let typed = input.text("lines", max: 400)
    let read = LineSet(typing: typed)
    lines = read?.lines ?? []
    if read == nil, !typed.isEmpty { input.fault("lines", "lines", Phrase("行号写成 3,5-8", "Lines are written 3,5-8")) }
    note = input.text("note", max: 1000)
  }
  public func decide(in situation: Situation, _ state: PayoutBatch) throws(Refusal) -> [StreamEvents] {
    guard let pending = state.pending, state.status == .checked else { throw .noChangesToCall }
    try Authority.otherThan(pending.proposedBy, situation.actor)
    if let strange = lines.first(where: { !pending.changed.contains($0) }) { throw .lineNotChanged(strange) }
    let fresh = lines.filter { pending.called[$0] == nil }
    guard !fresh.isEmpty else { throw .noChangesToCall }
    let words = situation.depository.deposit(VaultContent("text", ["text": note]))
    return [
      situation.append(.payoutBatch(batch), [BatchChangesCalled(batch: batch, lines: LineSet(fresh.sorted()), note: words)])
    ]
  }
}

extension LineSet {
  /// Lines as a person types them, `3,5-8`, in any order; nil where it is something else or more than a batch has.
  init?(typing text: String) {
    let plain = text.utf8.filter { $0 != 32 }.map { $0 }
    guard !plain.isEmpty, plain.allSatisfy({ (48...57).contains($0) || $0 == 44 || $0 == 45 }) else { return nil }
    let read = LineSet(text: String(decoding: plain, as: UTF8.self))
    let parts = plain.split(separator: 44, omittingEmptySubsequences: false).count
    guard read.ranges.count == parts, read.ranges.allSatisfy({ $0.upperBound <= PayoutBatch.linesMax }),
      read.count <= PayoutBatch.linesMax
    else { return nil }
    self.init(Set(read.lines).sorted())
  }
}

extension Refusal {
  static var noChangesToCall: Refusal {
    Refusal("noChangesToCall", Phrase("没有待回拨核实的更正", "No correction waits for a call"))
  }
  static func lineNotChanged(_ line: Int) -> Refusal {
    Refusal("lineNotChanged", field: "lines", Phrase("第 \(line) 行没有更正", "Line \(line) was not changed"))
  }
  static func changesNotCalled(_ lines: [Int]) -> Refusal {
    let some = lines.prefix(10).map(String.init).joined(separator: "、")
    return Refusal(
      "changesNotCalled",
      Phrase(
        "\(lines.count) 行账户有更正，尚未由另一人回拨核实：\(some)",
        "\(lines.count) changed lines were not called back by another person: \(some)"), citations: ["法发〔2017〕6号"],
      remedy: Phrase("先登记回拨核实", "Record the calls first"))
  }
}
