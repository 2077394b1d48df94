import Basics
import Casework
import Enforcement
import Wording

/// A credit that is perhaps known: what it may double, what the cashier says, and what a second person decides. Nothing of it is booked.
struct HeldPage: Sendable {
  let id: ID<BankReceipt>
  let held: BankReceipt.HeldState
  let line: BankLineWords
  /// The entries that it may double, with what the bank said of each.
  let alike: [(place: String, line: BankLineWords?)]
  let page: ReceiptPage

  static func load(_ page: ReceiptPage, _ held: BankReceipt.HeldState, _ money: MoneyDesk) async throws -> HeldPage {
    var alike: [(place: String, line: BankLineWords?)] = []
    for other in held.credit.alike { alike.append((other.place, try await HeldPage.line(other.place, money))) }
    return HeldPage(id: page.id, held: held, line: page.line, alike: alike, page: page)
  }

  /// What the bank said of the credit behind an entry, where it lies or lay in suspense.
  private static func line(_ place: String, _ money: MoneyDesk) async throws -> BankLineWords? {
    let key = place.prefix { $0 != "#" }.split(separator: ":").last.map(String.init) ?? ""
    guard !place.hasPrefix("receipt:"), let id = ID<BankReceipt>(key) else { return nil }
    let other: BankReceipt = try await money.services.desk.state(.bankReceipt(id))
    guard let vault = other.taken?.vault ?? other.held?.credit.vault else { return nil }
    return try await money.lines([vault])[vault]
  }

  func html(_ asked: FormData, _ reader: Reader) -> HTML {
    let done = commandCatalogue[asked["done"]]?.title
    return Layout(title: reader("疑似重复的到账", "Perhaps known"), kind: .staff).page(
      reader,
      """
      <p><a \(href("/receipts?status=held"))>← \(reader("疑似重复", "Perhaps known"))</a></p>
      <h1>\(reader("\(held.credit.on) 到账 \(held.credit.amount.grouped) 元，尚未入账", "\(held.credit.amount.grouped) yuan of \(held.credit.on), not booked"))</h1>
      \(when(done) { banner(.done, $0, reader) })\(banner(.warn, held.credit.ground.name, reader))<section>\(particulars(reader))</section>\(others(reader))\(acts(reader))
      \(section("history", reader("经过", "History"), timeline(page.entries(reader), reader)))
      """)
  }

  private func particulars(_ reader: Reader) -> HTML {
    facts(
      [
        Fact(Phrase("付款人", "Payer"), "\(line.party(reader, page.services))"),
        Fact(Phrase("付款账号", "Account"), "\(line.maskedNumber)"), Fact(Phrase("银行流水号", "Bank's number"), "\(line.reference)"),
        Fact(Phrase("收款账户", "Our account"), "\(line.account)"), Fact(Phrase("附言", "Text"), "\(line.text(reader))", wide: true),
        Fact(Phrase("金额（元）", "Amount (CNY)"), sum(held.credit.amount)),
        Fact(
          Phrase("处理期限", "Decide by"),
          "\(why("\(held.credit.claimBy)", explain(held.credit.reasons, reader))) \(when(!held.isSettled, lamp(Instant.end(of: held.credit.claimBy), reader)))"
        ),
        Fact(Phrase("出纳判断", "The cashier says"), "\(held.word.map { reader($0.name) } ?? "—")"),
      ], reader)
  }

  private func others(_ reader: Reader) -> HTML {
    let rows = alike.map { other -> [HTML] in
      let place: HTML = "\(other.place)"
      let said: HTML = when(other.line) { line -> HTML in
        "\(line.party(reader, page.services)) <span class=\"note\">\(line.reference) \(line.maskedNumber)</span>"
      }
      return [place, said]
    }
    return section(
      "alike", reader("可能重复的已有记录", "What it may double"),
      table(
        [reader("账上分录", "Entry of the books"), reader("银行的说明", "As the bank told it")], rows,
        caption: reader("金额相同", "Of the same sum"), empty: reader("另一日的记录，按流水号查。", "On another day: look for the number.")))
  }

  private func acts(_ reader: Reader) -> HTML {
    guard !held.isSettled else { return .empty }
    if held.word == nil {
      return page.folded(
        "judge", JudgeHeld.self,
        [
          FormRow("word", Phrase("结论", "Finding"), .select(HeldWord.allCases.map { .init($0.rawValue, $0.name) })),
          FormRow("reason", Phrase("依据", "Why"), .textarea(max: 500)),
        ], reader)
    }
    return page.folded("confirm", ConfirmHeld.self, [], reader)
      + page.folded("doubt", DoubtHeld.self, [FormRow("reason", Phrase("理由", "Reason"), .textarea(max: 500))], reader)
  }
}
