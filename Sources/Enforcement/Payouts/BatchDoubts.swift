import Basics
import Ledger

/// What a person found out of a line on which the bank had contradicted itself, or which it never answered.
public enum BatchFinding: String, Sendable, Hashable, Codable, CaseIterable {
  case paid, unpaid, twice
  public var name: Phrase {
    switch self {
    case .paid: Phrase("收款人已收到一次", "The payee has it, once")
    case .unpaid: Phrase("收款人未收到", "The payee does not have it")
    case .twice: Phrase("收款人收到两次，须追回一次", "The payee has it twice; one payment is to be recovered")
    }
  }
}

extension PayoutBatch {
  /// A finding that waits for another person's word.
  public struct Finding: Sendable, Hashable {
    public let finding: BatchFinding
    public let by: Actor.Ref
    public let at: Instant
  }
}

extension LedgerAccount {
  /// What was paid beyond what was due and is not back yet: below zero, as all that the court laid out.
  static func overpaid(_ batch: ID<PayoutBatch>, _ line: Int) -> LedgerAccount {
    LedgerAccount(.costs, "overpaid-batch-\(batch)-\(line)")
  }
}

/// One person found out what became of a line; another has to say the same before money moves.
public struct BatchFindingRecorded: Event {
  public static let name = "payouts.findingRecorded.v1"
  public let batch: ID<PayoutBatch>
  public let line: Int
  public let finding: BatchFinding
  public let reason: VaultRef
  public init(batch: ID<PayoutBatch>, line: Int, finding: BatchFinding, reason: VaultRef) {
    self.batch = batch
    self.line = line
    self.finding = finding
    self.reason = reason
  }
  public var words: [VaultRef] { [reason] }
  public func apply(to batch: inout PayoutBatch, _ meta: EventMeta) {
    batch.findings[line] = PayoutBatch.Finding(finding: finding, by: meta.actor, at: meta.at)
  }
}

/// People found out what became of a line on which the bank had contradicted itself, or which it had not answered.
public struct BatchLineResolved: Event {
  public static let name = "payouts.lineResolved.v1"
  public let batch: ID<PayoutBatch>
  public let line: Int
  public let amount: Money
  /// The payee has the money.
  public let isPaid: Bool
  /// What the line was taken for until now.
  public let before: PayoutBatch.LineStatus
  public let reason: VaultRef
  /// The payee has it once more than was due; nil in older entries, which know of none.
  public let isTwice: Bool?
  public init(
    batch: ID<PayoutBatch>, line: Int, amount: Money, isPaid: Bool, before: PayoutBatch.LineStatus, reason: VaultRef,
    isTwice: Bool? = nil
  ) {
    self.batch = batch
    self.line = line
    self.amount = amount
    self.isPaid = isPaid
    self.before = before
    self.reason = reason
    self.isTwice = isTwice
  }
  public var words: [VaultRef] { [reason] }
  /// Payments beyond what was due: a second one, and one for a line whose money the account that pays has back already.
  var beyond: Int { (isTwice == true ? 1 : 0) + (isPaid && before == .dropped ? 1 : 0) }
  /// How the line stands after it.
  public var after: PayoutBatch.LineStatus {
    if before == .dropped { return .dropped }
    return isPaid ? .settled : before.isRepeatable ? before : .failed
  }
  public func apply(to batch: inout PayoutBatch, _ meta: EventMeta) {
    if isPaid, isTwice != true, batch.held[line] == .paidTwice, before.isUnderway { batch.paidEarlier.insert(line) }
    batch.held[line] = nil
    batch.findings[line] = nil
    batch.move(line, to: after, amount)
    for _ in 0..<beyond {
      batch.overpaid[line, default: .init()].count += 1
      batch.overpaid[line, default: .init()].sum += amount
    }
  }
}
extension BatchLineResolved: MoneyEvent {
  public func postings(_ meta: EventMeta, _ books: Books) -> LedgerGroup? {
    let (payees, transit) = (LedgerAccount.payees(of: batch), LedgerAccount.transit(of: batch))
    let way: (LedgerAccount, LedgerAccount)? =
      switch (isPaid, before) {
      case (true, .sent), (true, .accepted): (transit, .bank)
      case (false, .sent), (false, .accepted): (transit, payees)
      case (true, .failed), (true, .returned), (true, .waiting): (payees, .bank)
      case (false, .settled): (.bank, payees)
      case (false, .waiting), (_, .dropped), (true, .settled), (false, .failed), (false, .returned): nil
      }
    let key = "\(BatchKey.reserved(batch))/resolved-\(meta.version)"
    var entries: [LedgerEntry] = []
    if let way {
      entries.append(
        LedgerEntry(EntryID(key, "1"), debit: way.0, credit: way.1, amount: amount, code: isPaid ? .settled : .correction))
    }
    for number in 0..<beyond {
      entries.append(
        LedgerEntry(
          EntryID(key, "beyond-\(number + 1)"), debit: .overpaid(batch, line), credit: .bank, amount: amount, code: .correction))
    }
    return entries.isEmpty ? nil : LedgerGroup(key: key, entries: entries)
  }
}

/// What was paid beyond what was due is back at the bank.
public struct BatchLineRecovered: Event {
  public static let name = "payouts.lineRecovered.v1"
  public let batch: ID<PayoutBatch>
  public let line: Int
  public let amount: Money
  /// How it was got back: kind `text`.
  public let evidence: VaultRef
  /// The credit in suspense that it was; nil in older entries, where a person had typed the line.
  public let from: ID<BankReceipt>?
  public init(batch: ID<PayoutBatch>, line: Int, amount: Money, evidence: VaultRef, from: ID<BankReceipt>? = nil) {
    self.from = from
    self.batch = batch
    self.line = line
    self.amount = amount
    self.evidence = evidence
  }
  public var words: [VaultRef] { [evidence] }
  public func apply(to batch: inout PayoutBatch, _ meta: EventMeta) {
    guard var tally = batch.overpaid[line] else { return }
    tally.count -= 1
    tally.sum -= amount
    batch.overpaid[line] = tally.count > 0 ? tally : nil
  }
}
extension BatchLineRecovered: MoneyEvent {
  public func postings(_ meta: EventMeta, _ books: Books) -> LedgerGroup? {
    LedgerGroup(
      key: "\(BatchKey.reserved(batch))/recovered-\(meta.version)", debit: from.map { .suspense($0) } ?? .bank,
      credit: .overpaid(batch, line), amount: amount, code: .correction)
  }
}

/// Says what became of a line on which the bank had contradicted itself, or which it never answered. Whoever let the batch go does not
/// decide. What would have a line paid anew, or count as paid what the bank has not said, needs a second person who found the same.
public struct ResolveBatchLine: BatchCommand {
  public static let name = "payouts.resolve"
  public static let title = Phrase("核定存疑的发放", "Settle a doubtful line")
  public static let roles: Set<Role> = [.moneySupervisor, .bureauChief, .vicePresident, .president]
  public static let fields = [
    PayoutCommands.batchField, Field("line", Phrase("行号", "Line"), .number(1...PayoutBatch.linesMax)),
    Field(
      "outcome", Phrase("结果", "Outcome"), .choice(BatchFinding.allCases.map { Field.Choice($0.rawValue, $0.name) })),
    PayoutCommands.reasonField,
  ]
  /// Where a batch does not say how long its lines may be unanswered.
  public static let patience = 1_800
  public let batch: ID<PayoutBatch>
  let line: Int
  let finding: BatchFinding
  let reason: String
  public init(_ input: inout Input) {
    batch = input.id("batch")
    line = input.number("line", in: 1...PayoutBatch.linesMax) ?? 0
    finding = input.choice("outcome") ?? .paid
    reason = input.text("reason", max: 1000)
  }

  /// True where two people have to find the same.
  public static func needsSecond(_ finding: BatchFinding, _ held: PayoutBatch.HeldReason?) -> Bool {
    switch (finding, held) {
    case (.unpaid, _), (.paid, nil), (.paid, .paidTwice): true
    case (.paid, _), (.twice, _): false
    }
  }

  public func decide(in situation: Situation, _ state: PayoutBatch) throws(Refusal) -> [StreamEvents] {
    guard let before = state.status(of: line), state.held[line] != nil || before.isUnderway, let chunk = state.chunk(of: line),
      let sent = state.chunks[chunk], let amount = sent.amount(of: line)
    else { throw .lineNotHeld(line) }
    let held = state.held[line]
    if finding == .twice, held != .paidTwice { throw .notSaidTwice(line) }
    try Authority.otherThan(state.gates?.passed[.release], situation.actor)
    if held == nil {
      let from = sent.postedAt.adding(seconds: Int64(state.created?.patience ?? ResolveBatchLine.patience))
      guard situation.now >= from else { throw .answerMayCome(line, from) }
    }
    let words = situation.depository.deposit(VaultContent("text", ["text": reason]))
    var draft = Draft(situation)
    if ResolveBatchLine.needsSecond(finding, held) {
      guard let first = state.findings[line], first.finding == finding else {
        draft.add(
          .payoutBatch(batch), [BatchFindingRecorded(batch: batch, line: line, finding: finding, reason: words)])
        return draft.appended
      }
      try Authority.otherThan(first.by, situation.actor)
    }
    draft.add(
      .payoutBatch(batch),
      [
        BatchLineResolved(
          batch: batch, line: line, amount: amount, isPaid: finding != .unpaid, before: before, reason: words,
          isTwice: finding == .twice ? true : nil)
      ])
    BatchMoney.settle(batch, &draft)
    return draft.appended
  }
}

/// What was paid beyond what was due is back: a credit of the bank that lies in suspense is this money.
public struct RecoverBatchLine: BatchCommand {
  public static let name = "payouts.recordRecovered"
  public static let title = Phrase("登记追回重复支付", "Record a recovered payment")
  public static let roles: Set<Role> = [.moneySupervisor, .bureauChief]
  public static let fields = [
    PayoutCommands.batchField, Field("line", Phrase("行号", "Line"), .number(1...PayoutBatch.linesMax)),
    RecoveredCredit.field, PayoutCommands.reasonField,
  ]
  public let batch: ID<PayoutBatch>
  let line: Int
  let credit: ID<BankReceipt>
  let reason: String
  public init(_ input: inout Input) {
    batch = input.id("batch")
    line = input.number("line", in: 1...PayoutBatch.linesMax) ?? 0
    credit = input.id("credit")
    reason = input.text("reason", max: 1000)
  }
  public var reads: [StreamID] { [.payoutBatch(batch), .bankReceipt(credit)] }
  public func decide(in situation: Situation, _ state: PayoutBatch) throws(Refusal) -> [StreamEvents] {
    guard let open = state.overpaid[line], let chunk = state.chunk(of: line), let amount = state.chunks[chunk]?.amount(of: line)
    else { throw .lineNotOverpaid(line) }
    let sum = min(amount, open.sum)
    let back = try RecoveredCredit.take(credit, sum, situation)
    let words = situation.depository.deposit(VaultContent("text", ["text": reason]))
    return [
      situation.append(
        .payoutBatch(batch), [BatchLineRecovered(batch: batch, line: line, amount: sum, evidence: words, from: credit)]),
      back.events,
    ]
  }
}

extension Refusal {
  static func notSaidTwice(_ line: Int) -> Refusal {
    Refusal(
      "notSaidTwice", field: "outcome",
      Phrase("银行没有对第 \(line) 行的两次发送都报付讫", "The bank has not said of two sendings of line \(line) that they were paid"))
  }
  static func answerMayCome(_ line: Int, _ from: Instant) -> Refusal {
    Refusal(
      "answerMayCome", field: "line",
      Phrase(
        "第 \(line) 行刚送银行，\(from.minuteText) 以前还可能有回执",
        "Line \(line) is with the bank; its answer may come until \(from.minuteText)"),
      remedy: Phrase("等银行回执；到时仍无回执再查明登记", "Wait for the bank; ask it then"))
  }
  static func lineNotOverpaid(_ line: Int) -> Refusal {
    Refusal("lineNotOverpaid", field: "line", Phrase("第 \(line) 行没有待追回的支付", "Nothing of line \(line) is to be recovered"))
  }
}
