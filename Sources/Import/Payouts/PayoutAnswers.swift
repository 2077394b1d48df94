import BankFiles
import Basics
import Casework
import Enforcement

/// What one file of a bank brought.
public struct AnswerOutcome: Sendable, Hashable {
  /// Payments named in it, ours and others'.
  public var named = 0
  /// Events written: none where all of it was known.
  public var changed = 0
  /// Payments that are none of ours, or no line of the chunk they name.
  public var foreign = 0
  public var batches: Set<ID<PayoutBatch>> = []
}

extension PayoutOffice {
  /// Takes a bank's file: pain.002, camt.054, camt.053 or pacs.004. Twice does no harm. Throws ``BankFileFault`` where it cannot be used.
  public nonisolated func take(answer bytes: [UInt8]) async throws -> AnswerOutcome {
    let digest = PayeeLines.digest(bytes)
    var collected = CollectedAnswers()
    switch BankFileKind(bytes) {
    case .statusReport: try await take(try StatusReportReader().read(bytes), &collected)
    case .notice, .statement: try await take(try StatementReader().read(bytes), &collected)
    case .returns:
      let file = try ReturnReader().read(bytes)
      if let fault = file.faults.first(where: { $0.severity == .error }) { throw fault }
      for back in file.returns { collected.add(back.payment, .returned, back.reason, back.amount) }
    case .payments, .table, nil:
      throw PayoutFault(Phrase("不是银行回执（pain.002、camt.054、camt.053、pacs.004）", "Not an answer of a bank"))
    }
    var outcome = AnswerOutcome(named: collected.named, foreign: collected.foreign)
    for (key, passes) in collected.passes.sorted(by: { $0.key < $1.key }) {
      guard let batch = ID<PayoutBatch>(key.payout), try await state(batch).chunks[key.chunk] != nil else {
        outcome.foreign += passes.reduce(0) { $0 + $1.count }
        continue
      }
      outcome.batches.insert(batch)
      for answers in passes {
        for part in stride(from: 0, to: answers.count, by: PayoutBatch.chunkLinesMax) {
          let some = Array(answers[part..<min(part + PayoutBatch.chunkLinesMax, answers.count)])
          let receipt = try await desk.attempt(
            RecordBatchAnswers(batch, chunk: key.chunk, file: digest, answers: some), by: .machine, court: court)
          outcome.changed += receipt.appended.reduce(0) { $0 + $1.events.count }
        }
      }
    }
    return outcome
  }

  /// Codes by which a bank says that it has had this very file: no payment failed.
  private static let doubledCodes: Set<String> = ["DUPL", "AM05", "DU01", "DU02", "DU03"]

  private nonisolated func take(_ report: StatusReport, _ collected: inout CollectedAnswers) async throws {
    if let fault = report.faults.first(where: { $0.severity == .error }) { throw fault }
    var named: Set<Int> = []
    for answer in report.answers {
      if let id = answer.payment { named.insert(id.line) }
      guard let status = answer.notice.status, let outcome = Self.outcome(status, answer.notice.reason) else { continue }
      collected.add(answer.payment, outcome, answer.notice.reason, answer.amount)
    }
    // What is said of the whole file holds for the payments that it does not name.
    guard let file = PaymentID("\(report.originalMessageID)-1"), let batch = ID<PayoutBatch>(file.payout) else { return }
    let part = report.parts.first { $0.paymentInfoID == "\(report.originalMessageID)-P1" }?.notice
    let notice = part?.status == nil ? report.group : part ?? report.group
    guard let status = notice.status, status.outcome != .mixed, let outcome = Self.outcome(status, notice.reason),
      let chunk = try await state(batch).chunks[file.chunk]
    else { return }
    for range in chunk.ranges {
      for line in range where !named.contains(line) {
        collected.add(PaymentID(payout: file.payout, chunk: file.chunk, line: line), outcome, notice.reason, nil)
      }
    }
  }

  private static func outcome(_ status: PaymentStatus, _ reason: String) -> LineAnswer.Outcome? {
    switch status.outcome {
    case .underway: .accepted
    case .paid: .settled
    case .failed: doubledCodes.contains(reason) ? nil : .failed
    case .mixed: nil
    }
  }

  private nonisolated func take(_ file: StatementFile, _ collected: inout CollectedAnswers) async throws {
    if let fault = file.faults.first(where: { $0.severity == .error }) { throw fault }
    for entry in file.statements.flatMap(\.entries) where entry.status == .booked {
      let back = entry.returns
      if !back.isEmpty {
        for one in back where one.payment != nil { collected.add(one.payment, .returned, one.reason, one.amount) }
        continue
      }
      guard entry.side == .debit, !entry.isReversal else { continue }
      let named = entry.details.filter { $0.payment != nil }
      for detail in named { collected.add(detail.payment, .settled, "", detail.amount) }
      if named.isEmpty { try await takeWhole(entry, &collected) }
    }
  }

  /// A bank that books a file in one sum: the sum must be what has not failed of it.
  private nonisolated func takeWhole(_ entry: BankEntry, _ collected: inout CollectedAnswers) async throws {
    guard let message = entry.details.first?.messageID, let file = PaymentID("\(message)-1"),
      let batch = ID<PayoutBatch>(file.payout)
    else { return }
    let state = try await state(batch)
    guard let chunk = state.chunks[file.chunk] else { return }
    let alive = chunk.ranges.flatMap(Array.init).filter { line in
      state.chunk(of: line) == file.chunk && (state.status(of: line)?.isRepeatable == false)
    }
    let sum = alive.reduce(Money.zero) { $0 + (chunk.amount(of: $1) ?? .zero) }
    for line in alive {
      // Another sum than ours holds every line for a person.
      let amount = sum == entry.amount ? chunk.amount(of: line) : entry.amount
      collected.add(PaymentID(payout: file.payout, chunk: file.chunk, line: line), .settled, "", amount)
    }
  }
}

extension EntryDetail {
  fileprivate var payment: PaymentID? { PaymentID(endToEndID) }
}

/// Answers by chunk. Where a file says several things of one payment, each comes in a pass of its own, in order.
private struct CollectedAnswers {
  struct Key: Hashable, Comparable {
    let payout: String
    let chunk: Int
    static func < (left: Key, right: Key) -> Bool { (left.payout, left.chunk) < (right.payout, right.chunk) }
  }
  var named = 0
  var foreign = 0
  private(set) var passes: [Key: [[LineAnswer]]] = [:]
  private var seen: [PaymentID: Int] = [:]

  mutating func add(_ payment: PaymentID?, _ outcome: LineAnswer.Outcome, _ code: String, _ amount: Money?) {
    named += 1
    guard let payment else {
      foreign += 1
      return
    }
    let pass = seen[payment, default: 0]
    seen[payment] = pass + 1
    let key = Key(payout: payment.payout, chunk: payment.chunk)
    var all = passes[key] ?? []
    while all.count <= pass { all.append([]) }
    all[pass].append(LineAnswer(line: payment.line, outcome: outcome, code: code, amount: amount))
    passes[key] = all
  }
}
