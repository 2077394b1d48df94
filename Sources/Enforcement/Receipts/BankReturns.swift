import Basics
import Ledger

/// A payment of ours as a line of the bank names it.
enum BankPayment: Sendable, Hashable {
  case request(ID<PartnerRequest>)
  case batch(ID<PayoutBatch>, chunk: Int, line: Int)

  /// Of the number that the court had given it: a request's, or `batch-file-line`.
  init?(_ text: String) {
    guard !text.isEmpty else { return nil }
    if text.utf8.allSatisfy({ (48...57).contains($0) }) {
      guard let id = ID<PartnerRequest>(text) else { return nil }
      self = .request(id)
      return
    }
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, let batch = ID<PayoutBatch>(String(parts[0])), let chunk = Int(String(parts[1])),
      let line = Int(String(parts[2]))
    else { return nil }
    self = .batch(batch, chunk: chunk, line: line)
  }
  var stream: StreamID {
    switch self {
    case .request(let id): .partnerRequest(id)
    case .batch(let id, _, _): .payoutBatch(id)
    }
  }
  /// Whether the court made this payment, and it was of this sum.
  func isOurs(_ amount: Money, _ situation: Situation) -> Bool {
    switch self {
    case .request(let id):
      let request = situation.request(id)
      return request.requested?.action == .pay && request.requested?.amount == amount
    case .batch(let id, let chunk, let line): return situation.batch(id).chunks[chunk]?.amount(of: line) == amount
    }
  }
}

/// A line of the bank says that a payment of ours came back: the books follow once, whether this line tells it first or the bank's answer.
enum BankReturn {
  /// All that is looked at.
  static func reads(_ payment: BankPayment, _ situation: Situation) -> [StreamID] {
    let first = [payment.stream]
    switch payment {
    case .request(let id): return first + (situation.request(id).requested.map { [.caseAccount($0.caseID)] } ?? [])
    case .batch(let id, _, _):
      return first + (situation.batch(id).created?.caseID.map { [.caseFile($0), .caseAccount($0)] } ?? [])
    }
  }

  /// Books the return and names its entry; nil where the money is another than a payee's, and suspense takes it.
  static func book(_ payment: BankPayment, _ amount: Money, _ draft: inout Draft) throws(Refusal) -> String? {
    guard payment.isOurs(amount, draft.situation) else { return nil }
    switch payment {
    case .request(let id): return try request(id, &draft)
    case .batch(let id, let chunk, let line): return try batch(id, chunk, line, amount, &draft)
    }
  }

  private static func request(_ id: ID<PartnerRequest>, _ draft: inout Draft) throws(Refusal) -> String? {
    guard let asked = draft.situation.request(id).requested, let line = asked.payoutLine else { return nil }
    let account = draft.situation.account(asked.caseID)
    guard let payout = account.payout(of: line) else { return nil }
    // What was paid a second time, or to a wrong account, is recovered out of suspense.
    if payout.overpaid.contains(line) || payout.misdirected.contains(line) { return nil }
    if payout.contradictions[line] != nil { throw .clarifyFirst }
    guard payout.lineStatus[line] == .settled, payout.settledBy[line]?.contains(id) == true else { throw .returnNotDue }
    let stream = StreamID.caseAccount(asked.caseID)
    // Which receipts are not paid any more is known once the line counts as unpaid.
    var tried = draft
    tried.add(stream, [PayoutLineCameBack(payout: payout.id, line: line, request: id, receipts: [])])
    let still = Set(tried.situation.account(asked.caseID).receiptsPaid)
    let open = account.receiptsPaid.filter { !still.contains($0) }
    draft.add(stream, [PayoutLineCameBack(payout: payout.id, line: line, request: id, receipts: open)])
    return EntryID(PayoutLineCameBack.key(payout.id, line, id), "1").description
  }

  private static func batch(
    _ id: ID<PayoutBatch>, _ chunk: Int, _ line: Int, _ amount: Money, _ draft: inout Draft
  ) throws(Refusal) -> String? {
    let situation = draft.situation
    let state = situation.batch(id)
    if state.overpaid[line] != nil { return nil }
    if state.held[line] != nil { throw .clarifyFirst }
    guard state.chunk(of: line) == chunk, state.status(of: line) == .settled else { throw .returnNotDue }
    let answers = RecordBatchAnswers(
      id, chunk: chunk, file: "", answers: [LineAnswer(line: line, outcome: .returned, code: "", amount: amount)])
    let decided = try answers.decide(in: situation, state)
    guard !decided.isEmpty else { throw .returnNotDue }
    let entry = BatchAnswered.entry(of: line, id, chunk, version: situation.version(.payoutBatch(id)) + 1)
    draft.add(decided)
    return entry.description
  }
}

extension Refusal {
  static var returnNotDue: Refusal {
    Refusal(
      "returnNotDue", field: "line",
      Phrase(
        "账上没有该笔待退回的付讫，或者退汇已按银行回执入账", "The books have no such payment as paid, or the bank's answer booked its return already"),
      remedy: Phrase(
        "已入账的与分录勾对；银行有支出、账上没有付讫的，先导入回执，或将支出与退回两笔流水勾对",
        "Pair it with its entry; where the payment is not in the books, hand in the bank's answer, or pair the two lines"))
  }
}
