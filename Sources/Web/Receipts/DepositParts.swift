import Basics
import Casework
import Enforcement

/// Money in suspense that is a deposit.
extension ReceiptPage {
  var depositRows: [FormRow] {
    [
      FormRow("case", Phrase("案号", "Case"), .text(max: 40)),
      FormRow("kind", Phrase("种类", "Kind"), .select(DepositKind.allCases.map { FormRow.Choice($0.rawValue, $0.name) })),
      FormRow(
        "amount", Phrase("金额（元）", "Amount (CNY)"), .money, required: false,
        hint: Phrase("可不填，即未处理的全部", "May be left out: all that is open")),
      FormRow("note", Phrase("依据", "Why"), .textarea(max: 500)),
    ]
  }

  func kept(_ reader: Reader) -> HTML {
    guard !receipt.deposits.isEmpty else { return .empty }
    let rows = receipt.deposits.map { deposit -> [HTML] in
      let decide: HTML = when(
        deposit.releasedOn == nil && !reader.actor.roles.isDisjoint(with: ReleaseDeposit.roles),
        form(
          Form(
            id: "decide-\(deposit.id)", action: "/receipts/\(id)/do/\(ReleaseDeposit.name)",
            [
              FormRow(
                "way", Phrase("处理", "How"),
                .select([
                  .init("back", Phrase("退还交款人", "Back to who paid it")), .init("applied", Phrase("转入本案案款", "Into the case")),
                ])), FormRow("reason", Phrase("理由和依据", "Reason and ground"), .textarea(max: 500)),
            ], button: ReleaseDeposit.title, state: own(ReleaseDeposit.name),
            hidden: [(name: "deposit", value: "\(deposit.id)")]), reader))
      let ended = deposit.isApplied ? Phrase("转入案款", "into the case") : Phrase("准予退还", "may go back")
      return [
        "<a \(href("/cases/\(deposit.caseID)#money"))>\(numbers[deposit.caseID] ?? "\(deposit.caseID)")</a>",
        "\(reader(deposit.kind.name))", sum(deposit.amount, opens: "/ledger/deposit:\(deposit.id)"),
        "\(deposit.on) \(reader(people.actor(deposit.by)))",
        deposit.releasedOn.map { day -> HTML in "\(day) \(reader(ended))" } ?? decide,
      ]
    }
    return section(
      "deposits", reader("保证金", "Deposits"),
      table(
        [
          reader("案件", "Case"), reader("种类", "Kind"), reader("金额（元）", "Amount (CNY)"), reader("登记", "Kept"),
          reader("处理", "Decision"),
        ], rows, caption: reader("留存的保证金", "Kept as deposits"), empty: ""))
  }
}
