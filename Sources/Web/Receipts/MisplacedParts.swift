import Basics
import Enforcement

/// Money that came out of a case or a cluster, or is to.
extension ReceiptPage {
  func misplaced(_ reader: Reader) -> [HTML] {
    guard let state = receipt.misplaced else { return [] }
    let proposed = state.proposed
    let path = proposed.caseID.map { "/cases/\($0)#money" } ?? proposed.cluster.map { "/clusters/\($0)#receipts" } ?? "/receipts"
    let name =
      proposed.caseID.map { numbers[$0] ?? "\($0)" } ?? clusters.first { $0.id == proposed.cluster }?.title ?? "—"
    let origin: HTML = "<p><a \(href(path))>\(name)</a> · \(reader(people.actor(state.by)))</p>"
    let sum = proposed.amount.grouped
    guard !state.isOver else {
      return [
        banner(
          .info, Phrase("原记在下列账户的 \(sum) 元", "\(sum) yuan that had been booked on this account"), next: origin, reader)
      ]
    }
    return [
      banner(
        .warn,
        Phrase("等待另一人同意：\(sum) 元从下列账户转出到不明款", "Another person decides whether \(sum) yuan leave this account for suspense"),
        next: origin, reader),
      folded("confirm-misplaced", ConfirmMisplaced.self, [], reader),
      folded(
        "decline-misplaced", DeclineMisplaced.self, [FormRow("reason", Phrase("理由", "Reason"), .textarea(max: 500))], reader),
    ]
  }
}

extension BankReceipt {
  /// The bank's line, however far the money has come.
  var vault: VaultRef? { taken?.vault ?? held?.credit.vault ?? misplaced?.proposed.vault }
}
