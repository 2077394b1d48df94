import Basics
import EnforcementLaw
import Ledger

/// Mass payout: commands that people attempt by name. Steps of the machine (``BatchSteps.swift``) are attempted by whoever runs the batch.
public enum PayoutCommands {
  public static let all: [any Command.Type] = [
    PassBatchGate.self, ReturnBatch.self, PauseBatch.self, ResumeBatch.self, StopBatch.self, ResolveBatchLine.self,
    CallBatchChanges.self, RecoverBatchLine.self,
  ]
  static let batchField = Field("batch", Phrase("批次", "Batch"), .text(max: 20))
  static let reasonField = Field("reason", Phrase("理由", "Reason"), .longText(max: 1000))
  static let everyGate: Set<Role> = MoneyGate.allCases.reduce(into: []) { $0.formUnion($1.roles) }
}

/// A command about one batch.
public protocol BatchCommand: Command {
  var batch: ID<PayoutBatch> { get }
  func decide(in situation: Situation, _ state: PayoutBatch) throws(Refusal) -> [StreamEvents]
}

extension BatchCommand {
  public var reads: [StreamID] { [.payoutBatch(batch)] }
  /// The case whose money it is.
  public func alsoReads(_ situation: Situation) -> [StreamID] {
    situation.batch(batch).created?.caseID.map { [.caseFile($0), .caseAccount($0)] } ?? []
  }
  public func decide(in situation: Situation) throws(Refusal) -> [StreamEvents] {
    let state = situation.batch(batch)
    guard state.exists else { throw .noSuchBatch }
    return try decide(in: situation, state)
  }
}

extension Situation {
  /// Of what was loaded; its `exists` is false where there is none.
  public func batch(_ id: ID<PayoutBatch>) -> PayoutBatch { state(.payoutBatch(id)) }
}

/// Supervision, approval, release: each another person's. After the last the batch leaves.
public struct PassBatchGate: BatchCommand {
  public static let name = "payouts.pass"
  public static let title = Phrase("批量发放过关口", "Pass a gate of a mass payout")
  public static let roles = PayoutCommands.everyGate
  public static let fields = [
    PayoutCommands.batchField,
    Field("gate", Phrase("关口", "Gate"), .choice(MoneyGate.allCases.map { Field.Choice($0.rawValue, $0.name) })),
  ]
  public let batch: ID<PayoutBatch>
  let gate: MoneyGate
  public init(_ input: inout Input) {
    batch = input.id("batch")
    gate = input.choice("gate") ?? .supervision
  }
  public init(_ batch: ID<PayoutBatch>, _ gate: MoneyGate) {
    self.batch = batch
    self.gate = gate
  }
  public func decide(in situation: Situation, _ state: PayoutBatch) throws(Refusal) -> [StreamEvents] {
    guard state.status == .checked, let gates = state.gates else { throw .batchNotAtGate(state.status) }
    try gates.check(gate, state.total, situation.actor, situation.settings)
    if let uncalled = state.pending?.uncalled, !uncalled.isEmpty { throw .changesNotCalled(uncalled) }
    if gate == .release, state.releasedAt == nil, let caseID = state.created?.caseID {
      let account = situation.account(caseID)
      try situation.caseFile(caseID).keepHeld(account, state.total, of: account.balance - account.onTheWay)
    }
    var events: [any Event] = [BatchGatePassed(gate: gate)]
    if gate == .release, state.releasedAt == nil { events.append(BatchReleased(batch: batch)) }
    var appended = [situation.append(.payoutBatch(batch), events)]
    if gate == .release, state.releasedAt == nil, let caseID = state.created?.caseID {
      appended.append(situation.append(.caseAccount(caseID), [BatchMoneyReleased(batch: batch)]))
    }
    return appended
  }
}

/// Sends a batch back at a gate, or the correction of one that was let go.
public struct ReturnBatch: BatchCommand {
  public static let name = "payouts.return"
  public static let title = Phrase("退回批量发放", "Send a mass payout back")
  public static let roles = PayoutCommands.everyGate
  public static let fields = [PayoutCommands.batchField, PayoutCommands.reasonField]
  public let batch: ID<PayoutBatch>
  let reason: String
  public init(_ input: inout Input) {
    batch = input.id("batch")
    reason = input.text("reason", max: 1000)
  }
  public func decide(in situation: Situation, _ state: PayoutBatch) throws(Refusal) -> [StreamEvents] {
    guard state.status == .checked else { throw .batchNotAtGate(state.status) }
    let words = situation.depository.deposit(VaultContent("text", ["text": reason]))
    if let pending = state.pending {
      let open = pending.lines.lines.filter { state.status(of: $0) == .waiting }
      let returned = BatchCorrectionReturned(
        batch: batch, failed: LineSet(open.filter { pending.before[$0] != .returned }),
        returned: LineSet(open.filter { pending.before[$0] == .returned }), reason: words)
      return [situation.append(.payoutBatch(batch), [returned])]
    }
    guard state.releasedAt == nil else { throw .batchNotAtGate(state.status) }
    return [situation.append(.payoutBatch(batch), [BatchReturned(batch: batch, reason: words)])]
      + BatchMoney.givenBack(state, state.total, situation)
  }
}

/// Holds a batch: nothing more is posted or sent until it is resumed.
public struct PauseBatch: BatchCommand {
  public static let name = "payouts.pause"
  public static let title = Phrase("暂停批量发放", "Pause a mass payout")
  public static let roles = PayoutCommands.everyGate
  public static let fields = [PayoutCommands.batchField]
  public let batch: ID<PayoutBatch>
  public init(_ input: inout Input) { batch = input.id("batch") }
  public func decide(in situation: Situation, _ state: PayoutBatch) throws(Refusal) -> [StreamEvents] {
    guard state.status == .sending else { throw .batchNotSending(state.status) }
    return [situation.append(.payoutBatch(batch), [BatchPaused(batch: batch)])]
  }
}

/// Lets a paused batch go on; refused for one that is not paused. Whoever may pass a gate may do it.
public struct ResumeBatch: BatchCommand {
  public static let name = "payouts.resume"
  public static let title = Phrase("恢复批量发放", "Resume a mass payout")
  public static let roles = PayoutCommands.everyGate
  public static let fields = [PayoutCommands.batchField]
  public let batch: ID<PayoutBatch>
  public init(_ input: inout Input) { batch = input.id("batch") }
  public func decide(in situation: Situation, _ state: PayoutBatch) throws(Refusal) -> [StreamEvents] {
    guard state.status == .paused else { throw .batchNotPaused(state.status) }
    var draft = Draft(situation)
    draft.add(.payoutBatch(batch), [BatchResumed(batch: batch)])
    // The bank may have answered the last line meanwhile.
    BatchMoney.settle(batch, &draft)
    return draft.appended
  }
}

/// Ends a batch: what has not left goes back to the account that pays. What the bank has, it still answers.
public struct StopBatch: BatchCommand {
  public static let name = "payouts.stop"
  public static let title = Phrase("停止批量发放", "Stop a mass payout")
  public static let roles = PayoutCommands.everyGate
  public static let fields = [PayoutCommands.batchField, PayoutCommands.reasonField]
  public let batch: ID<PayoutBatch>
  let reason: String
  public init(_ input: inout Input) {
    batch = input.id("batch")
    reason = input.text("reason", max: 1000)
  }
  public func decide(in situation: Situation, _ state: PayoutBatch) throws(Refusal) -> [StreamEvents] {
    let open = state.status == .sending || state.status == .paused || (state.status == .checked && state.releasedAt != nil)
    let rest = state.rest
    guard open || (state.status == .stopped && rest.count > 0) else { throw .batchNotSending(state.status) }
    let words = situation.depository.deposit(VaultContent("text", ["text": reason]))
    let stopped = BatchStopped(
      batch: batch, amount: rest.sum, count: rest.count, source: state.created?.source ?? "", reason: words)
    var draft = Draft(situation)
    draft.add([situation.append(.payoutBatch(batch), [stopped])])
    draft.add(BatchMoney.givenBack(state, rest.sum, draft.situation, lines: state.restLines))
    BatchMoney.paid(batch, &draft)
    return draft.appended
  }
}

extension PayoutBatch {
  /// What has not left and is not in dispute: it may be stopped.
  public var rest: Tally {
    var rest = tally(.waiting)
    for line in repeatable {
      rest.count += 1
      rest.sum += chunk(of: line).flatMap { chunks[$0]?.amount(of: line) } ?? .zero
    }
    return rest
  }
  var restLines: LineSet {
    let free = lines.indices.filter { lines[$0].status == .waiting || lines[$0].status.isRepeatable }.map { $0 + 1 }
    return LineSet(free.filter { held[$0] == nil })
  }
}

/// What a batch means for the case whose money it is.
enum BatchMoney {
  static func givenBack(
    _ state: PayoutBatch, _ amount: Money, _ situation: Situation, lines: LineSet? = nil
  ) -> [StreamEvents] {
    guard let caseID = state.created?.caseID, amount > .zero else { return [] }
    let isShares = situation.account(caseID).batchShares[state.id] != nil
    let back = BatchMoneyGivenBack(batch: state.id, amount: amount, lines: isShares ? lines : nil)
    return [situation.append(.caseAccount(caseID), [back])]
  }
  /// What the bank has paid of it has left the case, and receipts of which all is paid are done with; what came back is the case's to
  /// pay again.
  static func paid(_ batch: ID<PayoutBatch>, _ draft: inout Draft) {
    let state = draft.situation.batch(batch)
    guard let caseID = state.created?.caseID else { return }
    let account = draft.situation.account(caseID)
    let amount = state.tally(.settled).sum - (account.batchesPaid[batch] ?? .zero)
    guard amount != .zero else { return }
    let lines = account.batchShares[batch] == nil ? nil : LineSet(state.lines(with: .settled))
    let receipts = account.receiptsMoved(by: batch, amount)
    draft.add(
      .caseAccount(caseID),
      [
        amount > .zero
          ? BatchMoneyPaid(batch: batch, amount: amount, receipts: receipts, lines: lines)
          : BatchMoneyCameBack(batch: batch, amount: .zero - amount, receipts: receipts, lines: lines)
      ])
  }
  /// The batch ends by itself with its last line.
  static func settle(_ batch: ID<PayoutBatch>, _ draft: inout Draft) {
    let state = draft.situation.batch(batch)
    if state.status == .sending, state.tally(.settled).count == state.count, state.held.isEmpty {
      draft.add(.payoutBatch(batch), [BatchSettled(batch: batch, total: state.tally(.settled).sum, count: state.count)])
    }
    paid(batch, &draft)
  }
}

extension Refusal {
  public static var noSuchBatch: Refusal {
    Refusal("noSuchBatch", field: "batch", Phrase("没有这个发放批次", "There is no such mass payout"))
  }
  /// The batch waits at no gate now (法发〔2017〕6号).
  public static func batchNotAtGate(_ status: PayoutBatch.Status) -> Refusal {
    Refusal(
      "batchNotAtGate",
      Phrase("批次已是“\(status.name.zh)”，不在关口", "The batch waits at no gate: \(status.name.en)"), citations: ["法发〔2017〕6号"])
  }
  public static func batchNotSending(_ status: PayoutBatch.Status) -> Refusal {
    Refusal("batchNotSending", Phrase("批次不在发放中：\(status.name.zh)", "The batch is not being paid: \(status.name.en)"))
  }
  public static func batchNotPaused(_ status: PayoutBatch.Status) -> Refusal {
    Refusal("batchNotPaused", Phrase("批次没有暂停：\(status.name.zh)", "The batch is not paused: \(status.name.en)"))
  }
  public static func lineNotHeld(_ line: Int) -> Refusal {
    Refusal("lineNotHeld", field: "line", Phrase("第 \(line) 行没有存疑", "Line \(line) is not in doubt"))
  }
  public static var nothingToResend: Refusal {
    Refusal("nothingToResend", Phrase("没有可以重发的失败行", "No failed line can be sent again"))
  }
  public static var fileTakenBefore: Refusal {
    Refusal(
      "fileTakenBefore", Phrase("同一名单已有一个批次", "There is a batch of this very list already"),
      remedy: Phrase("查看已有批次；确需再发的另制名单", "See that batch; make another list where money is to be paid again"))
  }
  static var groundMissing: Refusal {
    Refusal(
      "groundMissing", field: "ground", Phrase("未写明列有收款人的文书", "The paper that names the payees is not stated"),
      citations: ["法发〔2017〕6号"], remedy: Phrase("写明裁定、分配方案等文书的案号和名称", "Name the ruling or plan with its number"))
  }
  public static var batchMeanwhile: Refusal {
    Refusal(
      "batchMeanwhile", Phrase("核对名单时本案又建立了一个批次", "Another batch of this case was made while the list was checked"),
      remedy: Phrase("重新提交名单", "Hand the list in again"))
  }
  public static var wrongSource: Refusal {
    Refusal(
      "wrongSource", field: "account", Phrase("只能从案件账户发放", "A batch is paid from a case's account"),
      remedy: Phrase("专案款先分配到各案，再由各案发放", "Divide a cluster's money among its cases, then pay it from there"))
  }
  public static var chunkNotNext: Refusal { Refusal("chunkNotNext", Phrase("这一批已经入账", "This chunk is posted already")) }
  public static var linesDiffer: Refusal {
    Refusal("linesDiffer", Phrase("名单与建立批次时不符，已停止", "The list is not the one the batch was made of"))
  }
}
