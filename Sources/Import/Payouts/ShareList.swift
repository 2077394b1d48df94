import BankFiles
import Basics
import Casework
import Enforcement
import Ledger
import Sheets

extension PayoutOffice {
  /// Makes a batch of what a case's distribution allocated to creditors from outside: a line each, to the account on file, checked like
  /// any list. Throws ``PayoutFault`` where an account cannot be paid to, ``CaseDesk/Failure`` where the rules refuse.
  public func take(sharesOf caseID: ID<CaseFile>, purpose: String, by actor: Actor) async throws -> ID<PayoutBatch> {
    let account: CaseAccount = try await desk.look(at: .caseAccount(caseID))
    let shares = account.outsideOpen.map { BatchShare(person: $0.person, amount: $0.amount) }
    let bytes = try await list(shares)
    let reading = shares.isEmpty ? nil : try PayeeList().read(bytes)
    if let reading, reading.payees.count != shares.count {
      throw PayoutFault(
        Phrase("收款账户有误，先更正：\(reading.summary.zh)", "Accounts have to be put right first: \(reading.summary.en)"))
    }
    let lines = PayeeLines(reading?.payees ?? [])
    let original = VaultRef(id: desk.ids.next(), version: 1, digest: PayeeLines.digest(bytes))
    let lineFile = VaultRef(id: desk.ids.next(), version: 1, digest: lines.sha256)
    try await files.keep(bytes, as: original)
    try await files.keep(lines.bytes, as: lineFile)
    let batch = desk.ids.next(PayoutBatch.self)
    let source = LedgerAccount(.case, "\(caseID)")
    let kept = CreateBatch.List(
      read: shares.count, heldBack: 0, errors: 0, warnings: reading?.warningCount ?? 0, count: shares.count,
      total: shares.reduce(Money.zero) { $0 + $1.amount }, original: original, lineFile: lineFile, sha256: lines.sha256)
    let payer = BatchPayer(name: courtName, account: settings.account ?? payingAccount(source), bank: settings.bank)
    try await desk.attempt(
      CreateShareBatch(
        batch, of: caseID, payer: payer, purpose: purpose, list: kept, shares: shares, chunkLines: settings.linesMax,
        bytesMax: settings.bytesMax), by: actor, court: court)
    return batch
  }

  /// The shares as a list of payees, in their order.
  private func list(_ shares: [BatchShare]) async throws -> [UInt8] {
    var writer = CSVWriter()
    writer.write(["编号", "收款人", "账号", "开户行", "开户行行号", "金额", "联系电话"])
    for share in shares {
      let person: Person = try await desk.look(at: .person(share.person))
      let opened = try await desk.store.open([person.payee?.vault, person.vault].compactMap { $0 })
      let stated = person.payee.flatMap { opened[$0.vault] }?.fields ?? [:]
      let known = person.vault.flatMap { opened[$0] }?.fields ?? [:]
      writer.write([
        "\(share.person)", stated["payeeName"] ?? "", stated["payeeAccount"] ?? "", stated["payeeBank"] ?? "",
        stated["payeeBankCode"] ?? "", "\(share.amount)", known["confirmedPhone"] ?? known["phone"] ?? "",
      ])
    }
    return writer.bytes
  }
}
