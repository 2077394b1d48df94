import Basics
import EnforcementLaw
import Ledger

// Steps of a batch that carry more than a form can say: attempted by the program that has the list or the bank's files at hand.

extension Input {
  /// For a command that is made by the program only.
  fileprivate mutating func notByForm() {
    fault("batch", "notByForm", Phrase("由系统在处理文件时提出", "The system attempts this when it has the file"))
  }
}

/// Takes in a checked list.
public struct CreateBatch: Command {
  public static let name = "payouts.create"
  public static let title = Phrase("新建批量发放", "Create a mass payout")
  public static let roles: Set<Role> = [.officer, .judge, .assistant, .cashier]
  public static let fields: [Field] = []
  /// What was read of the list.
  public struct List: Sendable, Hashable {
    public let read: Int
    public let heldBack: Int
    public let errors: Int
    public let warnings: Int
    public let count: Int
    public let total: Money
    public let original: VaultRef
    public let lineFile: VaultRef
    public let sha256: String
    /// Lines that another batch of the same account pays too, let in on purpose.
    public let repeats: Int
    public init(
      read: Int, heldBack: Int, errors: Int, warnings: Int, count: Int, total: Money, original: VaultRef, lineFile: VaultRef,
      sha256: String, repeats: Int = 0
    ) {
      self.repeats = repeats
      self.read = read
      self.heldBack = heldBack
      self.errors = errors
      self.warnings = warnings
      self.count = count
      self.total = total
      self.original = original
      self.lineFile = lineFile
      self.sha256 = sha256
    }
  }
  let batch: ID<PayoutBatch>
  let source: LedgerAccount
  let payer: BatchPayer
  let purpose: String
  let list: List
  /// The paper that names the payees.
  let ground: String
  /// Batches of the account with which the list was compared; nil where it was not.
  let compared: Set<ID<PayoutBatch>>?
  let chunkLines: Int
  let bytesMax: Int
  let patience: Int
  public init(_ input: inout Input) {
    (ground, compared, patience) = ("", nil, 0)
    batch = ID(raw: 0)
    source = .bank
    payer = BatchPayer(name: "", account: "", bank: "")
    purpose = ""
    let none = VaultRef(id: ID(raw: 0), version: 0, digest: "")
    list = List(
      read: 0, heldBack: 0, errors: 0, warnings: 0, count: 0, total: .zero, original: none, lineFile: none, sha256: "")
    chunkLines = 0
    bytesMax = 0
    input.notByForm()
  }
  /// Made from a list that was read and checked; no form gives it. `bytesMax` bounds one file for the bank.
  public init(
    _ batch: ID<PayoutBatch>, source: LedgerAccount, payer: BatchPayer, purpose: String, list: List, ground: String,
    compared: Set<ID<PayoutBatch>>? = nil, chunkLines: Int, bytesMax: Int, patience: Int = ResolveBatchLine.patience
  ) {
    (self.ground, self.compared, self.patience) = (ground, compared, patience)
    self.batch = batch
    self.source = source
    self.payer = payer
    self.purpose = purpose
    self.list = list
    self.chunkLines = chunkLines
    self.bytesMax = bytesMax
  }
  private var caseID: ID<CaseFile>? { source.kind == .case ? ID(source.key) : nil }
  public var reads: [StreamID] { caseID.map { [.caseFile($0), .caseAccount($0)] } ?? [] }

  public func decide(in situation: Situation) throws(Refusal) -> [StreamEvents] {
    guard list.count > 0, list.total > .zero, list.count <= PayoutBatch.linesMax else { throw .nothingToPay }
    switch source.kind {
    case .case:
      guard let caseID, situation.caseFile(caseID).exists else { throw Refusal.noSuchCase(caseID ?? ID(raw: 0)) }
      let file = situation.caseFile(caseID)
      guard file.isFiled else { throw .notFiled }
      try Authority.check(Self.self, in: situation, file)
      try Authority.handler(of: file, or: [.assistant], situation.actor)
      guard ground.contains(where: { $0 != " " }) else { throw .groundMissing }
      let account = situation.account(caseID)
      if let compared, !compared.isSuperset(of: account.batches.keys) { throw .batchMeanwhile }
      let available = account.available
      guard list.total <= available else { throw .payoutExceeds(list.total, available) }
      try file.keepHeld(account, list.total, of: available)
    // Money of a cluster is divided among its cases first, by two people: what each case has got is paid from there.
    case .cluster, .bank, .suspense, .costs, .deposit, .held, .payee, .treasury, .transit, .lodged, .fund:
      throw .wrongSource
    }
    let words = situation.depository.deposit(VaultContent("text", ["text": purpose]))
    let paper = ground.isEmpty ? nil : situation.depository.deposit(VaultContent("text", ["text": ground]))
    let created = BatchCreated(
      batch: batch, caseID: caseID, source: source.description, payer: payer, total: list.total, count: list.count,
      chunkLines: min(max(1, chunkLines), PayoutBatch.chunkLinesMax), bytesMax: bytesMax, purpose: words,
      original: list.original, lineFile: list.lineFile, sha256: list.sha256, ground: paper, patience: patience)
    let checked = BatchChecked(
      read: list.read, heldBack: list.heldBack, errors: list.errors, warnings: list.warnings,
      repeats: list.repeats > 0 ? list.repeats : nil)
    var appended = [situation.append(.payoutBatch(batch), [created, checked])]
    if let caseID {
      appended.append(situation.append(.caseAccount(caseID), [BatchMoneyTaken(batch: batch, amount: list.total)]))
    }
    return appended
  }
}

/// Posts the next chunk. Another chunk with the same number is refused, whoever sends it.
public struct PostBatchChunk: BatchCommand {
  public static let name = "payouts.postChunk"
  public static let title = Phrase("批量发放入账", "Post a chunk of a mass payout")
  public static let roles: Set<Role> = [.machine]
  public static let fields: [Field] = []
  public let batch: ID<PayoutBatch>
  let chunk: Int
  let lines: [Int]
  let amounts: [Money]
  let sha256: String
  let byteCount: Int
  let made: Instant?
  public init(_ input: inout Input) {
    (batch, chunk, lines, amounts, sha256, byteCount, made) = (ID(raw: 0), 0, [], [], "", 0, nil)
    input.notByForm()
  }
  /// `made` is the moment that the file bears: the bank refuses a day that is past.
  public init(
    _ batch: ID<PayoutBatch>, chunk: Int, lines: [Int], amounts: [Money], sha256: String, byteCount: Int, made: Instant? = nil
  ) {
    (self.batch, self.chunk, self.lines, self.amounts, self.made) = (batch, chunk, lines, amounts, made)
    (self.sha256, self.byteCount) = (sha256, byteCount)
  }
  /// The case is not needed: its money has been set aside.
  public func alsoReads(_ situation: Situation) -> [StreamID] { [] }
  public func decide(in situation: Situation, _ state: PayoutBatch) throws(Refusal) -> [StreamEvents] {
    guard state.status == .sending else { throw .batchNotSending(state.status) }
    guard chunk == state.nextChunk else { throw .chunkNotNext }
    guard !lines.isEmpty, lines.count == amounts.count, lines.count <= PayoutBatch.chunkLinesMax,
      lines.allSatisfy({ state.status(of: $0) == .waiting && state.held[$0] == nil }),
      zip(lines, lines.dropFirst()).allSatisfy({ $0 < $1 })
    else { throw .linesDiffer }
    let total = amounts.reduce(Money.zero) { $0 + $1 }
    let waiting = state.tally(.waiting)
    // What is left must come out to the fen with the last line, or the list is not the one that was checked.
    let fits = lines.count == waiting.count ? total == waiting.sum : total < waiting.sum
    guard fits, amounts.allSatisfy({ $0 > .zero }) else { throw .linesDiffer }
    let posted = BatchChunkPosted(
      batch: batch, chunk: chunk, lines: LineSet(lines), amounts: FenList(amounts), total: total, sha256: sha256,
      byteCount: byteCount, made: made)
    return [situation.append(.payoutBatch(batch), [posted])]
  }
}

/// Files are out.
public struct HandBatchChunks: BatchCommand {
  public static let name = "payouts.handChunks"
  public static let title = Phrase("批量发放文件送出", "Hand over files of a mass payout")
  public static let roles: Set<Role> = [.machine]
  public static let fields: [Field] = []
  public let batch: ID<PayoutBatch>
  let chunks: [Int]
  let way: BatchChunksHanded.Way
  public init(_ input: inout Input) {
    (batch, chunks, way) = (ID(raw: 0), [], .folder)
    input.notByForm()
  }
  /// Made by whoever carries the files; no form gives it.
  public init(_ batch: ID<PayoutBatch>, chunks: [Int], way: BatchChunksHanded.Way) {
    (self.batch, self.chunks, self.way) = (batch, chunks, way)
  }
  public func alsoReads(_ situation: Situation) -> [StreamID] { [] }
  public func decide(in situation: Situation, _ state: PayoutBatch) throws(Refusal) -> [StreamEvents] {
    let fresh = chunks.filter { state.chunks[$0]?.handed == false }.sorted()
    guard !fresh.isEmpty else { return [] }
    return [situation.append(.payoutBatch(batch), [BatchChunksHanded(chunks: LineSet(fresh), way: way)])]
  }
}

/// Sends failed lines again; with a correction, past all gates.
public struct AskBatchResend: BatchCommand {
  public static let name = "payouts.resend"
  public static let title = Phrase("重发失败的行", "Send failed lines again")
  public static let roles: Set<Role> = [.cashier, .officer]
  public static let fields: [Field] = []
  public let batch: ID<PayoutBatch>
  let correction: VaultRef?
  let sha256: String
  /// Nil means all that may be sent again.
  let lines: [Int]?
  /// Those whose payee, account or bank the correction changes.
  let changed: [Int]
  public init(_ input: inout Input) {
    (batch, correction, sha256, lines, changed) = (ID(raw: 0), nil, "", nil, [])
    input.notByForm()
  }
  /// Made from lines that failed, or from a list that corrects them; no form gives it.
  public init(
    _ batch: ID<PayoutBatch>, lines: [Int]? = nil, correction: VaultRef? = nil, sha256: String = "", changed: [Int] = []
  ) {
    (self.batch, self.lines, self.correction, self.sha256, self.changed) = (batch, lines, correction, sha256, changed)
  }
  public func decide(in situation: Situation, _ state: PayoutBatch) throws(Refusal) -> [StreamEvents] {
    guard state.status == .sending else { throw .batchNotSending(state.status) }
    let able = state.repeatable
    let again = lines.map { asked in able.filter(Set(asked).contains) } ?? able
    guard !again.isEmpty else { throw .nothingToResend }
    return [
      situation.append(
        .payoutBatch(batch),
        [
          BatchResendAsked(
            lines: LineSet(again), correction: correction, sha256: sha256, changed: changed.isEmpty ? nil : LineSet(changed))
        ])
    ]
  }
}
