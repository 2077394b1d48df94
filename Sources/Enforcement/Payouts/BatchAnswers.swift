import Basics
import Ledger

/// What a bank's file says of one line.
public struct LineAnswer: Sendable, Hashable {
  /// Taken by the bank, paid, refused before it left, or come back after it had left.
  public enum Outcome: Sendable, Hashable { case accepted, settled, failed, returned }
  public let line: Int
  public let outcome: Outcome
  /// The bank's code; empty where it gives none.
  public let code: String
  /// The sum that it names; nil where it names none.
  public let amount: Money?
  /// Of `code` only capitals and digits are kept, eight at most: it is shown to people.
  public init(line: Int, outcome: Outcome, code: String, amount: Money?) {
    self.line = line
    self.outcome = outcome
    self.code = LineAnswer.plain(code)
    self.amount = amount
  }
  /// Codes are letters and digits; anything else is not repeated.
  private static func plain(_ code: String) -> String {
    let kept = code.utf8.filter { (48...57).contains($0) || (65...90).contains($0) }
    return String(decoding: kept.prefix(8), as: UTF8.self)
  }
}

/// Records what the bank says of lines of one chunk. Said twice, or late, it changes nothing; what contradicts an earlier answer is held
/// for a person and moves no money.
public struct RecordBatchAnswers: BatchCommand {
  public static let name = "payouts.recordAnswers"
  public static let title = Phrase("登记银行回执", "Record a bank's answers")
  public static let roles: Set<Role> = [.machine, .partner, .cashier]
  public static let fields: [Field] = []
  public let batch: ID<PayoutBatch>
  let chunk: Int
  let file: String
  let answers: [LineAnswer]
  public init(_ input: inout Input) {
    (batch, chunk, file, answers) = (ID(raw: 0), 0, "", [])
    input.fault("batch", "notByForm", Phrase("由系统在处理文件时提出", "The system attempts this when it has the file"))
  }
  /// Made from the bank's file by the machine; no form gives it. `file` is its SHA-256, hexadecimal.
  public init(_ batch: ID<PayoutBatch>, chunk: Int, file: String, answers: [LineAnswer]) {
    (self.batch, self.chunk, self.file, self.answers) = (batch, chunk, file, answers)
  }

  /// What an answer does to a line.
  private enum Effect: Hashable {
    case nothing, accepted, settled
    case failed, returned, returnedUntold
    case held(PayoutBatch.HeldReason)
  }

  public func decide(in situation: Situation, _ state: PayoutBatch) throws(Refusal) -> [StreamEvents] {
    guard let sent = state.chunks[chunk] else { throw .noSuchChunk(chunk) }
    var now: [Int: PayoutBatch.LineStatus] = [:]
    var effects: [Int: (effect: Effect, code: String)] = [:]
    for answer in answers {
      guard let amount = sent.amount(of: answer.line), let stands = state.status(of: answer.line) else { continue }
      let isCurrent = state.chunk(of: answer.line) == chunk && stands != .waiting
      let status = now[answer.line] ?? stands
      var effect =
        isCurrent
        ? Self.effect(answer.outcome, on: status, paidEarlier: state.paidEarlier.contains(answer.line))
        : lateEffect(answer, stands, sent, state)
      if let said = answer.amount, said != amount, effect != .nothing { effect = .held(.otherAmount) }
      guard effect != .nothing else { continue }
      if case .held = effect, state.held[answer.line] != nil { continue }
      // Two answers for one line in one file: the later one is decided on the earlier one's result, in the next event.
      if let earlier = effects[answer.line]?.effect, earlier != .accepted { continue }
      effects[answer.line] = (effect, answer.code)
      if let moved = Self.status(effect) { now[answer.line] = moved }
    }
    guard !effects.isEmpty else { return [] }
    var draft = Draft(situation)
    draft.add(.payoutBatch(batch), [event(effects)])
    BatchMoney.settle(batch, &draft)
    return draft.appended
  }

  private static func effect(
    _ outcome: LineAnswer.Outcome, on status: PayoutBatch.LineStatus, paidEarlier: Bool
  ) -> Effect {
    // An earlier sending was found to have paid the line: what this one did decides only whether it was paid twice.
    if paidEarlier, status == .settled { return outcome == .settled ? .held(.paidTwice) : .nothing }
    return switch (status, outcome) {
    case (.sent, .accepted): .accepted
    case (.sent, .settled), (.accepted, .settled): .settled
    case (.sent, .failed), (.accepted, .failed): .failed
    case (.sent, .returned), (.accepted, .returned): .returnedUntold
    case (.settled, .returned): .returned
    case (.settled, .failed): .held(.failedAfterPayment)
    case (.failed, .settled): .held(.paidAfterFailure)
    case (.accepted, .accepted), (.settled, .accepted), (.settled, .settled), (.failed, _), (.returned, _): .nothing
    // A line that was stopped had failed or come back under this chunk.
    case (.dropped, .settled): .held(.paidAfterFailure)
    case (.dropped, _), (.waiting, _): .nothing
    }
  }
  /// The line has been sent again since, or waits to be.
  private func lateEffect(
    _ answer: LineAnswer, _ status: PayoutBatch.LineStatus, _ sent: PayoutBatch.Chunk, _ state: PayoutBatch
  ) -> Effect {
    let isKnown = sent.cameBack.contains(answer.line) || state.latePaid[answer.line]?.contains(chunk) == true
    return switch answer.outcome {
    case .settled where !isKnown:
      status == .waiting ? .held(.paidAfterFailure) : .held(.paidTwice)
    case .settled, .accepted, .failed, .returned: .nothing
    }
  }
  private static func status(_ effect: Effect) -> PayoutBatch.LineStatus? {
    switch effect {
    case .accepted: .accepted
    case .settled: .settled
    case .failed: .failed
    case .returned, .returnedUntold: .returned
    case .nothing, .held: nil
    }
  }

  private func event(_ effects: [Int: (effect: Effect, code: String)]) -> BatchAnswered {
    var plain: [Effect: [Int]] = [:]
    var coded: [Effect: [String: [Int]]] = [:]
    for (line, found) in effects {
      switch found.effect {
      case .failed, .returned, .returnedUntold: coded[found.effect, default: [:]][found.code, default: []].append(line)
      case .nothing, .accepted, .settled, .held: plain[found.effect, default: []].append(line)
      }
    }
    func set(_ effect: Effect) -> LineSet { LineSet((plain[effect] ?? []).sorted()) }
    func codes(_ effect: Effect) -> [CodedLines] {
      (coded[effect] ?? [:]).sorted { $0.key < $1.key }.map { CodedLines(code: $0.key, lines: LineSet($0.value.sorted())) }
    }
    return BatchAnswered(
      batch: batch, chunk: chunk, file: file, accepted: set(.accepted), settled: set(.settled), failed: codes(.failed),
      returned: codes(.returned), returnedUntold: codes(.returnedUntold),
      contradicted: PayoutBatch.HeldReason.allCases.compactMap { reason in
        let lines = set(.held(reason))
        return lines.isEmpty ? nil : BatchAnswered.HeldLines(reason: reason, lines: lines)
      })
  }
}

extension Refusal {
  public static func noSuchChunk(_ chunk: Int) -> Refusal {
    Refusal("noSuchChunk", Phrase("本批次没有第 \(chunk) 号文件", "This batch has no file \(chunk)"))
  }
}
