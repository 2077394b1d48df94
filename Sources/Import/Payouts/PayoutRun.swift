import BankFiles
import Basics
import Casework
import Enforcement

extension PayoutOffice {
  /// How far a run is.
  public struct Progress: Sendable, Hashable {
    public var posted: Int
    public var handed: Int
    public let count: Int
  }

  /// Posts and hands over all that may leave now, chunk by chunk. Each chunk is a transaction of its own, so others' commands come
  /// between. Stopped anywhere, a later run goes on: what is posted is not posted again, what was not handed over is handed over,
  /// and the same chunk always gives the same bytes.
  @discardableResult
  public nonisolated func send(
    _ batch: ID<PayoutBatch>, by carrier: any PaymentCarrier, progress: @Sendable (Progress) -> Void = { _ in }
  ) async throws -> Progress {
    var state = try await state(batch)
    guard state.exists else { throw CaseDesk.Failure.refused(.noSuchBatch) }
    guard state.status == .sending else { throw CaseDesk.Failure.refused(.batchNotSending(state.status)) }
    let maker = try PaymentMaker(state, try await purpose(state))
    var done = Progress(posted: state.count - state.tally(.waiting).count, handed: 0, count: state.count)
    var out: [Int] = []
    // What an earlier run had posted.
    for number in state.unhanded {
      guard let chunk = state.chunks[number] else { continue }
      try await carrier.carry(try maker.file(chunk, try await lines(state)))
      out.append(number)
    }
    done.handed = state.chunks.values.lazy.filter(\.handed).reduce(0) { $0 + $1.lineCount }
    var carrying: Task<Void, any Error>?
    while state.status == .sending {
      let numbers = state.waiting(limit: state.created?.chunkLines ?? 1)
      guard !numbers.isEmpty else { break }
      let lines = try await lines(state)
      let next = numbers.compactMap { lines.line($0) }
      guard next.count == numbers.count else { throw CaseDesk.Failure.refused(.linesDiffer) }
      let made = desk.clock.now
      let file = try maker.fitting(state.nextChunk, made, next)
      let fitting = Array(next.prefix(file.count))
      do {
        try await desk.attempt(
          PostBatchChunk(
            batch, chunk: file.file.chunk, lines: fitting.map(\.line), amounts: fitting.map(\.amount), sha256: file.file.sha256,
            byteCount: file.file.bytes.count, made: made), by: .machine, court: court)
      } catch CaseDesk.Failure.refused(let refusal) where ["batchNotSending", "chunkNotNext"].contains(refusal.code) {
        // Paused or stopped meanwhile, or another run was first.
        break
      }
      // The disk takes one file while the next chunk is posted.
      try await carrying?.value
      let ready = file.file
      carrying = Task { try await carrier.carry(ready) }
      out.append(ready.chunk)
      done.posted += fitting.count
      progress(done)
      if out.count >= PayoutOffice.handedTogether {
        try await carrying?.value
        try await hand(batch, &out, carrier)
        done.handed = done.posted
      }
      state = try await self.state(batch)
    }
    try await carrying?.value
    try await hand(batch, &out, carrier)
    done.handed = done.posted
    progress(done)
    return done
  }
  private static let handedTogether = 32

  private nonisolated func hand(_ batch: ID<PayoutBatch>, _ chunks: inout [Int], _ carrier: any PaymentCarrier) async throws {
    guard !chunks.isEmpty else { return }
    try await desk.attempt(HandBatchChunks(batch, chunks: chunks, way: carrier.way), by: .machine, court: court)
    chunks = []
  }

  nonisolated func purpose(_ state: PayoutBatch) async throws -> String {
    guard let ref = state.created?.purpose else { return "" }
    return try await desk.store.open([ref])[ref]?.fields["text"] ?? ""
  }

  /// One file of a batch as it left, byte by byte. Throws where it cannot be made so again.
  public nonisolated func file(_ state: PayoutBatch, chunk number: Int) async throws -> PaymentFile? {
    guard let chunk = state.chunks[number] else { return nil }
    return try PaymentMaker(state, try await purpose(state)).file(chunk, try await lines(state))
  }
}

/// Makes the files of one batch. The same chunk gives the same bytes whenever it is made.
struct PaymentMaker: Sendable {
  private let batch: ID<PayoutBatch>
  private let debtor: DebtorAccount
  private let released: Instant
  private let bytesMax: Int
  private let purpose: String

  init(_ state: PayoutBatch, _ purpose: String) throws {
    guard let created = state.created, let bank = BankCode(created.payer.bank), let released = state.releasedAt else {
      throw PayoutFault(Phrase("付款银行行号不正确，或批次尚未放行", "The court's bank code is wrong, or the batch is not released"))
    }
    batch = state.id
    debtor = DebtorAccount(name: created.payer.name, account: created.payer.account, bank: bank)
    self.released = released
    bytesMax = created.bytesMax
    self.purpose = purpose
  }

  /// The file of a chunk that was posted, with the particulars that were in force then.
  func file(_ chunk: PayoutBatch.Chunk, _ lines: BatchLines) throws -> PaymentFile {
    let then = chunk.ranges.flatMap(Array.init).compactMap { lines.line($0, corrections: chunk.corrections) }
    let made = try fitting(chunk.number, chunk.made ?? released, then)
    guard made.count == chunk.lineCount, made.file.sha256 == chunk.sha256 else {
      throw PayoutFault(
        Phrase("第 \(chunk.number) 号文件与入账时不同，已停止", "File \(chunk.number) is not the one that was posted"))
    }
    return made.file
  }

  /// A file of as many of these lines, from the first, as a file may hold. It bears the moment at which it is made: a bank refuses
  /// orders for a day that is past.
  func fitting(
    _ chunk: Int, _ created: Instant, _ lines: [PayeeLines.Line]
  ) throws -> (file: PaymentFile, count: Int) {
    let order = TransferOrder(
      payout: "\(batch)", created: created, executionDay: created.day, initiator: debtor.name, firstChunk: chunk,
      linesMax: PayoutBatch.chunkLinesMax, bytesMax: bytesMax)
    let first = FirstFile()
    var writer = try CreditTransferWriter(order, debtors: [debtor]) { file, bytes in
      if first.bytes.isEmpty { (first.bytes, first.count) = (bytes, file.lineCount) }
    }
    for line in lines {
      try writer.add(
        CreditTransfer(
          line: line.line, amount: line.amount, name: line.name, account: line.account,
          bank: line.bankCode.isEmpty ? nil : .cnaps(line.bankCode), bankName: line.bankName, remittance: purpose))
      if first.count > 0 { break }
    }
    if first.count == 0 { try writer.finish() }
    let file = PaymentFile(batch: batch, chunk: chunk, bytes: first.bytes, sha256: PayeeLines.digest(first.bytes))
    return (file, first.count)
  }
  private final class FirstFile {
    var bytes: [UInt8] = []
    var count = 0
  }
}
