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
  private var lists: [(batch: ID<PayoutBatch>, corrections: Int, lines: BatchLines)] = []
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

  /// Reads and checks a list, keeps it, and makes a batch of its good lines. Throws ``BankFileFault`` where nothing of it can be used,
  /// and ``CaseDesk/Failure`` where the rules refuse.
  public func take(
    _ bytes: [UInt8], source: LedgerAccount, purpose: String, expected: ControlTotals? = nil, by actor: Actor
  ) async throws -> Taken {
    let reading = try PayeeList().read(bytes, expected: expected)
    guard !reading.payees.isEmpty else {
      throw PayoutFault(Phrase("没有可以发放的行：\(reading.summary.zh)", "No line can be paid: \(reading.summary.en)"))
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
        count: reading.payees.count, total: reading.total, original: original, lineFile: lineFile, sha256: sha256),
      chunkLines: settings.linesMax, bytesMax: settings.bytesMax)
    // Two who hand in the same list at once make one batch.
    let receipt = try await desk.attempt(
      command, by: actor, court: court,
      request: RequestKey(key: "payoutList/\(source)/\(sha256)/\(earlier.count)", digest: sha256))
    if receipt.repeated { throw CaseDesk.Failure.refused(.fileTakenBefore) }
    return Taken(batch: batch, reading: reading)
  }
  func payingAccount(_ source: LedgerAccount) -> String {
    if source.kind == .cluster, let cluster = ID<Cluster>(source.key) { return SubAccount.number(of: cluster) }
    return SubAccount.number(of: ID<CaseFile>(source.key) ?? ID<CaseFile>(raw: 0))
  }

  /// The lines held back, to be put right; nil where there are none.
  public func errorFile(_ batch: ID<PayoutBatch>, _ language: Language) async throws -> [UInt8]? {
    guard let created = try await state(batch).created, let bytes = try await files.fetch(created.original) else { return nil }
    return try PayeeList().read(bytes).errorFile(language)
  }
  /// What was found wrong with the list.
  public func faults(_ batch: ID<PayoutBatch>) async throws -> [BankFileFault] {
    guard let created = try await state(batch).created, let bytes = try await files.fetch(created.original) else { return [] }
    return try PayeeList().read(bytes).faults
  }

  public nonisolated func state(_ batch: ID<PayoutBatch>) async throws -> PayoutBatch {
    try await desk.look(at: .payoutBatch(batch))
  }

  /// The lines of a batch with their corrections. Throws where the kept list is not the one that the log names.
  public func lines(_ state: PayoutBatch) async throws -> BatchLines {
    if let known = lists.first(where: { $0.batch == state.id && $0.corrections == state.corrections.count }) {
      return known.lines
    }
    guard let created = state.created else { throw PayoutFault(Phrase("没有这个批次", "There is no such batch")) }
    let base = try await kept(created.lineFile, created.sha256)
    var lines = BatchLines(base)
    for correction in state.corrections { lines.apply(try await kept(correction.file, correction.sha256)) }
    lists.append((state.id, state.corrections.count, lines))
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
    for payee in reading.payees {
      guard let line = places[payee.reference], able.contains(line), known.line(line)?.amount == payee.amount else {
        throw PayoutFault(
          Phrase(
            "第 \(payee.line) 行“\(payee.reference)”不是未付成的行，或金额被改动",
            "Line \(payee.line), \(payee.reference): not a failed line, or its sum was changed"))
      }
      chosen.append(line)
    }
    let lines = PayeeLines(reading.payees)
    let file = VaultRef(id: desk.ids.next(), version: 1, digest: lines.sha256)
    try await files.keep(lines.bytes, as: file)
    return try await desk.attempt(
      AskBatchResend(batch, lines: chosen.sorted(), correction: file, sha256: lines.sha256), by: actor, court: court)
  }
}

/// The lines of a batch as they are now: the list, and what was put right since.
public struct BatchLines: Sendable {
  public let base: PayeeLines
  private var corrected: [String: PayeeLines.Line] = [:]
  public var count: Int { base.count }
  init(_ base: PayeeLines) { self.base = base }

  mutating func apply(_ correction: PayeeLines) {
    for number in stride(from: 1, through: correction.count, by: 1) {
      if let line = correction.line(number) { corrected[line.reference] = line }
    }
  }
  public func line(_ number: Int) -> PayeeLines.Line? {
    guard var line = base.line(number) else { return nil }
    guard !corrected.isEmpty, let right = corrected[line.reference] else { return line }
    (line.name, line.account) = (right.name, right.account)
    (line.bankName, line.bankCode) = (right.bankName, right.bankCode)
    if !right.phone.isEmpty { line.phone = right.phone }
    return line
  }
  /// Where these references stand.
  func places(of references: Set<String>) -> [String: Int] {
    var places: [String: Int] = [:]
    for number in stride(from: 1, through: count, by: 1) {
      if let line = base.line(number), references.contains(line.reference) { places[line.reference] = number }
    }
    return places
  }
}

extension PayoutOffice: PayeeBook {
  public func notice(_ batch: ID<PayoutBatch>, line: Int) async throws -> (phone: String, text: String)? {
    let state = try await state(batch)
    guard let payee = try await lines(state).line(line), !payee.phone.isEmpty else { return nil }
    let day = desk.clock.now.day
    return (payee.phone, "【\(day)】\(courtName)：发给您的案款已由银行付出，请查收；如有疑问请联系本院。")
  }
}
