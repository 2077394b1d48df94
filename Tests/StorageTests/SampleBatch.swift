import Basics
import Enforcement

/// The events of one mass payout whose sums and lines fit each other, since a ledger takes only what can be.
struct SampleBatch {
  let caseID: ID<CaseFile>
  let batch: ID<PayoutBatch>

  func whole(_ event: any Event) -> any Event {
    switch event {
    case let event as BatchCreated:
      return BatchCreated(
        batch: batch, caseID: caseID, source: "case:\(caseID)", payer: event.payer, total: Money(fen: 1_000), count: 5,
        chunkLines: 4, bytesMax: event.bytesMax, purpose: event.purpose, original: event.original, lineFile: event.lineFile,
        sha256: event.sha256)
    case let event as BatchChunkPosted:
      return BatchChunkPosted(
        batch: batch, chunk: 1, lines: LineSet(1...4), amounts: FenList([10, 20, 30, 40].map(Money.init(fen:))),
        total: Money(fen: 100), sha256: event.sha256, byteCount: event.byteCount)
    case let event as BatchAnswered:
      return BatchAnswered(
        batch: batch, chunk: 1, file: event.file, accepted: .none, settled: LineSet([1]),
        failed: [CodedLines(code: "AC01", lines: LineSet([2]))], returned: [],
        returnedUntold: [CodedLines(code: "AC04", lines: LineSet([3]))],
        contradicted: event.contradicted.prefix(1).map { BatchAnswered.HeldLines(reason: $0.reason, lines: LineSet([4])) })
    case let event as BatchStopped:
      return BatchStopped(
        batch: batch, amount: Money(fen: 10), count: 1, source: "case:\(caseID)", reason: event.reason)
    case let event as BatchLineResolved:
      return BatchLineResolved(
        batch: batch, line: 4, amount: Money(fen: 40), isPaid: true, before: .sent, reason: event.reason)
    default: return event
    }
  }
}
