import Basics
import Enforcement
import Ledger

/// Where an entry comes from: the record of the event, the paper made of it, the bank's day, who is paid, and who did it.
extension LedgerAccountPage {
  func source(_ row: Row, _ reader: Reader) -> HTML {
    let bank: HTML = when(row.bank) { bank -> HTML in
      "<a \(href(ReconciliationPage.path(bank.account, bank.day)))>\(reader("银行流水", "bank")) \(bank.day)</a> "
    }
    return "\(record(row, reader))\(paper(row, reader))\(suspense(row, reader))\(bank)<span class=\"by\">\(reader(row.by))</span>"
  }

  private func link(_ path: String, _ title: Phrase, _ reader: Reader) -> HTML { "<a \(href(path))>\(reader(title))</a> " }

  /// The page of what the event is about.
  private func record(_ row: Row, _ reader: Reader) -> HTML {
    let source = row.line.source
    switch source.kind {
    case .caseAccount: return link("/cases/\(source.key)/events/\(row.line.place >> 20)", Phrase("案卷记录", "record"), reader)
    case .bankReceipt: return link("/receipts/\(source.key)", Phrase("不明款", "suspense"), reader)
    case .payoutBatch: return link("/payouts/\(source.key)", Phrase("批量发放", "mass payout"), reader)
    case .cluster: return link("/clusters/\(source.key)", Phrase("集中案款", "cluster"), reader)
    case .distribution: return link("/cases/\(source.key)/distribution", Phrase("分配方案", "plan"), reader)
    case .aidFund: return link("/aid", Phrase("救助资金", "aid fund"), reader)
    case .caseFile, .caseNumbers, .person, .property, .partnerRequest, .organisation, .courtLedger, .bankStatement,
      .moneyBulletins:
      return .empty
    }
  }

  /// The paper of a payout is its approval form, that of money taken its receipt: both are read off the entry's own key.
  private func paper(_ row: Row, _ reader: Reader) -> HTML {
    guard row.line.source.kind == .caseAccount else { return .empty }
    let words = row.line.entry.id.group.split(whereSeparator: { $0 == ":" || $0 == "/" })
    guard words.count > 1, let id = Int64(words[1]) else { return .empty }
    let path = "/cases/\(row.line.source.key)"
    switch words[0] {
    // What was put right afterwards no gate has seen.
    case "payout" where row.line.entry.code == .correction: return .empty
    case "payout": return link("\(path)/payouts/\(id)/voucher", Phrase("支付审批表", "approval form"), reader)
    // What was taken back has no receipt any more.
    case "receipt" where words.count == 2: return link("\(path)/receipts/\(id)/voucher", Phrase("收据", "receipt"), reader)
    default: return .empty
    }
  }

  private func suspense(_ row: Row, _ reader: Reader) -> HTML {
    let other = row.line.entry.debit == account ? row.line.entry.credit : row.line.entry.debit
    guard other.kind == .suspense, row.line.source.kind != .bankReceipt else { return .empty }
    return link("/receipts/\(other.key)", Phrase("不明款", "suspense"), reader)
  }
}
