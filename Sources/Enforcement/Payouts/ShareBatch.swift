import Basics
import Ledger

/// Makes a batch of what creditors from outside were allocated by a distribution: a line each, each creditor once.
public struct CreateShareBatch: Command {
  public static let name = "payouts.createFromShares"
  public static let title = Phrase("按分配份额建立批次", "Make a mass payout of shares")
  public static let roles: Set<Role> = [.officer, .judge, .assistant]
  public static let fields: [Field] = []
  let batch: ID<PayoutBatch>
  let caseID: ID<CaseFile>
  let payer: BatchPayer
  let purpose: String
  let list: CreateBatch.List
  let shares: [BatchShare]
  let chunkLines: Int
  let bytesMax: Int
  public init(_ input: inout Input) {
    let none = VaultRef(id: ID(raw: 0), version: 0, digest: "")
    (batch, caseID, shares, purpose, chunkLines, bytesMax) = (ID(raw: 0), ID(raw: 0), [], "", 0, 0)
    payer = BatchPayer(name: "", account: "", bank: "")
    list = CreateBatch.List(
      read: 0, heldBack: 0, errors: 0, warnings: 0, count: 0, total: .zero, original: none, lineFile: none, sha256: "")
    input.fault("batch", "notByForm", Phrase("由系统在处理文件时提出", "The system attempts this when it has the file"))
  }
  /// Line `n` of the list pays the `n`th share.
  public init(
    _ batch: ID<PayoutBatch>, of caseID: ID<CaseFile>, payer: BatchPayer, purpose: String, list: CreateBatch.List,
    shares: [BatchShare], chunkLines: Int, bytesMax: Int
  ) {
    (self.batch, self.caseID, self.payer, self.purpose) = (batch, caseID, payer, purpose)
    (self.list, self.shares, self.chunkLines, self.bytesMax) = (list, shares, chunkLines, bytesMax)
  }
  public var reads: [StreamID] { [.caseFile(caseID), .caseAccount(caseID)] + shares.map { .person($0.person) } }
  public func opens(_ situation: Situation) -> [VaultRef] { situation.payeeEntries(shares.map(\.person)) }

  public func decide(in situation: Situation) throws(Refusal) -> [StreamEvents] {
    let file = situation.caseFile(caseID)
    guard file.exists else { throw .noSuchCase(caseID) }
    try Authority.check(Self.self, in: situation, file)
    try Authority.handler(of: file, or: [.assistant], situation.actor)
    let account = situation.account(caseID)
    guard !shares.isEmpty else { throw .nothingOutside }
    let open = Dictionary(account.outsideOpen.map { ($0.person, $0.amount) }) { first, _ in first }
    let total = shares.reduce(Money.zero) { $0 + $1.amount }
    guard Set(shares.map(\.person)).count == shares.count, shares.allSatisfy({ open[$0.person] == $0.amount }),
      list.count == shares.count, list.total == total, list.count <= PayoutBatch.linesMax
    else { throw .linesDiffer }
    let unknown = shares.count { situation.person($0.person).payee == nil }
    guard unknown == 0 else { throw .noPayee(unknown) }
    let findings = situation.payeeFindings(shares.map(\.person), file, account)
    if let bar = findings.first(where: { $0.1.isBar }) { throw .payeeBarred(bar.1) }
    let created = BatchCreated(
      batch: batch, caseID: caseID, source: LedgerAccount(.case, "\(caseID)").description, payer: payer, total: total,
      count: shares.count, chunkLines: min(max(1, chunkLines), PayoutBatch.chunkLinesMax), bytesMax: bytesMax,
      purpose: situation.depository.deposit(VaultContent("text", ["text": purpose])), original: list.original,
      lineFile: list.lineFile, sha256: list.sha256)
    let checked = BatchChecked(read: shares.count, heldBack: 0, errors: 0, warnings: 0)
    return [
      situation.append(.payoutBatch(batch), [created, checked]),
      situation.append(.caseAccount(caseID), [BatchMoneyTaken(batch: batch, amount: total, shares: shares)]),
    ]
  }
}
