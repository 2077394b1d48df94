import BankFiles
import Basics
import Casework
import Enforcement
import Ledger

/// Why a batch cannot go on. What was done before stands.
public struct PayoutFault: Error, Sendable, CustomStringConvertible {
  public let text: Phrase
  public var description: String { "\(text.zh) / \(text.en)" }
  public init(_ text: Phrase) { self.text = text }
}

/// Mass payouts: lists in, gates, files out, answers in. The rules stand in `Enforcement/Payouts`; this is what has the files.
public actor PayoutOffice {
  public nonisolated let desk: CaseDesk
  public nonisolated let reads: any BatchReads
  nonisolated let files: any PaperStore
  nonisolated let court: CourtCode
  nonisolated let courtName: String
  public nonisolated let settings: PaymentSettings
  /// The lists of the batches used last.
  private var lists: [(batch: ID<PayoutBatch>, corrections: [String], lines: BatchLines)] = []
  private static let listsMax = 2

  public init(
    desk: CaseDesk, reads: any BatchReads, files: any PaperStore, court: CourtCode, courtName: String, settings: PaymentSettings
  ) {
    self.desk = desk
    self.reads = reads
    self.files = files
    self.court = court
    self.courtName = courtName
    self.settings = settings
  }

  /// A list that was taken in.
  public struct Taken: Sendable {
    public let batch: ID<PayoutBatch>
    public let reading: PayeeReading
  }

  /// Reads and checks a list, keeps it, and makes a batch of its good lines. `ground` names the paper that names the payees. A line that
  /// another batch of the account pays is held back, unless `repeats` says that it is meant. Throws ``BankFileFault`` where nothing of
  /// it can be used, and ``CaseDesk/Failure`` where the rules refuse.
  public func take(
    _ bytes: [UInt8], source: LedgerAccount, purpose: String, ground: String, expected: ControlTotals? = nil,
    repeats: Bool = false, by actor: Actor
  ) async throws -> Taken {
    var reading = try PayeeList().read(bytes, expected: expected)
    let batches = try await reads.batches(of: source.description, court: court)
    let again = try await paidElsewhere(reading.payees, in: batches, as: repeats ? .warning : .error)
    let whole = PayeeLines(reading.payees).sha256
    if try await reads.batches(ofList: whole, source: source.description, court: court).contains(where: { $0.status != .returned }
    ) {
      throw CaseDesk.Failure.refused(.fileTakenBefore)
    }
    reading.take(again)
    guard !reading.payees.isEmpty else {
      let first = reading.faults.first { $0.severity == .error }?.sentence ?? Phrase("", "")
      throw PayoutFault(
        Phrase("没有可以发放的行：\(reading.summary.zh)\(first.zh)", "No line can be paid: \(reading.summary.en) \(first.en)"))
    }
    if let totals = reading.faults.first(where: { $0.rule == .payeeTotals && $0.severity == .error }) {
      throw PayoutFault(Phrase("第 \(totals.line) 行：\(totals.message.zh)", "Line \(totals.line): \(totals.message.en)"))
    }
    let lines = PayeeLines(reading.payees)
    let sha256 = lines.sha256
    let earlier = try await reads.batches(ofList: sha256, source: source.description, court: court)
    if earlier.contains(where: { $0.status != .returned }) { throw CaseDesk.Failure.refused(.fileTakenBefore) }
    let batch = desk.ids.next(PayoutBatch.self)
    let original = VaultRef(id: desk.ids.next(), version: 1, digest: PayeeLines.digest(bytes))
    let lineFile = VaultRef(id: desk.ids.next(), version: 1, digest: sha256)
    try await files.keep(bytes, as: original)
    try await files.keep(lines.bytes, as: lineFile)
    let payer = BatchPayer(
      name: courtName, account: settings.account ?? payingAccount(source), bank: settings.bank)
    let command = CreateBatch(
      batch, source: source, payer: payer, purpose: purpose,
      list: CreateBatch.List(
        read: reading.lineCount, heldBack: reading.heldCount, errors: reading.errorCount, warnings: reading.warningCount,
        count: reading.payees.count, total: reading.total, original: original, lineFile: lineFile, sha256: sha256,
        repeats: repeats ? Set(again.map(\.line)).count : 0),
      ground: ground, compared: Set(batches.map(\.id)), chunkLines: settings.linesMax, bytesMax: settings.bytesMax,
      patience: settings.askAgainSeconds * PaymentSettings.askedBeforeDoubt)
    // Two who hand in the same list at once make one batch.
    let receipt = try await desk.attempt(
      command, by: actor, court: court,
      request: RequestKey(key: "payoutList/\(source)/\(sha256)/\(earlier.count)", digest: sha256))
    if receipt.repeated { throw CaseDesk.Failure.refused(.fileTakenBefore) }
    return Taken(batch: batch, reading: reading)
  }
  func payingAccount(_ source: LedgerAccount) -> String {
    SubAccount.number(of: ID<CaseFile>(source.key) ?? ID<CaseFile>(raw: 0))
  }

  /// The lines held back, to be put right; nil where there are none.
  public func errorFile(_ batch: ID<PayoutBatch>, _ language: Language) async throws -> [UInt8]? {
    try await reading(batch)?.errorFile(language)
  }
  /// What was found wrong with the list.
  public func faults(_ batch: ID<PayoutBatch>) async throws -> [BankFileFault] { try await reading(batch)?.faults ?? [] }
  /// The list as it was read when the batch was made.
  private func reading(_ batch: ID<PayoutBatch>) async throws -> PayeeReading? {
    let state = try await state(batch)
    guard let created = state.created, let bytes = try await files.fetch(created.original) else { return nil }
    var reading = try PayeeList().read(bytes)
    guard state.repeats > 0 || reading.payees.count != state.count else { return reading }
    let earlier = try await reads.batches(of: created.source, court: court).filter { $0.id < batch }
    let kept = try await self.kept(created.lineFile, created.sha256)
    let taken = Set((1...kept.count).compactMap { kept.line($0)?.reference })
    let out = reading.payees.filter { !taken.contains($0.reference) }
    reading.take(try await paidElsewhere(out, in: earlier, as: .error, alsoDropped: true))
    if state.repeats > 0 {
      reading.take(try await paidElsewhere(reading.payees, in: earlier, as: .warning, alsoDropped: true))
    }
    return reading
  }

  /// The batch as the log has it now; its `exists` is false where there is none.
  public nonisolated func state(_ batch: ID<PayoutBatch>) async throws -> PayoutBatch {
    try await desk.look(at: .payoutBatch(batch))
  }

  /// The lines of a batch with their corrections. Throws where the kept list is not the one that the log names.
  public func lines(_ state: PayoutBatch) async throws -> BatchLines {
    let corrections = state.corrections.map(\.sha256)
    if let known = lists.first(where: { $0.batch == state.id && $0.corrections == corrections }) { return known.lines }
    guard let created = state.created else { throw PayoutFault(Phrase("没有这个批次", "There is no such batch")) }
    let base = try await kept(created.lineFile, created.sha256)
    var lines = BatchLines(base)
    for (index, correction) in state.corrections.enumerated() {
      lines.apply(try await kept(correction.file, correction.sha256), number: index + 1)
    }
    lists.append((state.id, corrections, lines))
    if lists.count > PayoutOffice.listsMax { lists.removeFirst() }
    return lines
  }
  private func kept(_ file: VaultRef, _ sha256: String) async throws -> PayeeLines {
    guard let bytes = try await files.fetch(file) else {
      throw PayoutFault(Phrase("批次名单的文件已丢失", "The list of the batch is gone"))
    }
    guard let lines = PayeeLines(bytes), lines.sha256 == sha256 else {
      throw PayoutFault(Phrase("保存的名单与登记的校验值不符，已停止", "The list that was kept is not the one that the log names"))
    }
    return lines
  }

  /// Sends failed lines again. A correction (CSV or workbook, lines named by their references) puts names and accounts right, never
  /// sums, and the batch then passes the gates anew.
  public func resend(
    _ batch: ID<PayoutBatch>, correction: [UInt8]? = nil, by actor: Actor
  ) async throws -> CaseDesk.Receipt {
    guard let correction else { return try await desk.attempt(AskBatchResend(batch), by: actor, court: court) }
    let state = try await state(batch)
    let known = try await lines(state)
    let reading = try PayeeList().read(correction)
    guard reading.isAccepted else {
      throw PayoutFault(Phrase("更正名单有误：\(reading.summary.zh)", "The correction has faults: \(reading.summary.en)"))
    }
    let places = known.places(of: Set(reading.payees.map(\.reference)))
    let able = Set(state.repeatable)
    var chosen: [Int] = []
    var changed: [Int] = []
    for payee in reading.payees {
      guard let line = places[payee.reference], able.contains(line), let before = known.line(line),
        before.amount == payee.amount
      else {
        throw PayoutFault(
          Phrase(
            "第 \(payee.line) 行“\(payee.reference)”不是未付成的行，或金额被改动",
            "Line \(payee.line), \(payee.reference): not a failed line, or its sum was changed"))
      }
      chosen.append(line)
      if [before.name, before.account, before.bankName, before.bankCode]
        != [payee.name, payee.account, payee.bankName, payee.bankCode]
      {
        changed.append(line)
      }
    }
    let lines = PayeeLines(reading.payees)
    let file = VaultRef(id: desk.ids.next(), version: 1, digest: lines.sha256)
    try await files.keep(lines.bytes, as: file)
    return try await desk.attempt(
      AskBatchResend(batch, lines: chosen.sorted(), correction: file, sha256: lines.sha256, changed: changed.sorted()),
      by: actor, court: court)
  }
}
