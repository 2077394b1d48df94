import Basics
import Casework
import Enforcement
import Hummingbird
import Ledger

/// One day of one account.
struct ReconciliationPage: Sendable {
  static let noSuch = PageProblem(404, "noSuchBankDay", Phrase("该账户这一天没有对账单", "There is no statement of this account and day"))
  static func path(_ account: String, _ day: Day) -> String { "/reconciliation/\(account)/\(day)" }

  let account: String
  let day: Day
  let sides: BankDaySides
  let lines: [VaultRef: BankLineWords]
  /// Who explained something: another signs the day off.
  var explainers: Set<Actor.Ref> = []
  /// Why items were explained, by line or entry.
  let causes: [String: (cause: DifferenceCause, reason: String)]
  let people: People
  /// How the other accounts of the day's entries are called.
  let names: [LedgerAccount: String]
  let services: CourtServices
  var tried = ""
  var state = FormState()

  static func load(_ place: (account: String, day: Day), _ money: MoneyDesk, _ reader: Reader) async throws -> ReconciliationPage
  {
    let services = money.services
    guard
      let sides = try await services.reads.bankDay(
        place.account, place.day, court: services.court, limit: ReconciliationPages.itemsMax)
    else { throw noSuch }
    var causes: [String: (cause: DifferenceCause, reason: String)] = [:]
    var explainers: Set<Actor.Ref> = []
    let said: Set<ItemState> = [.explained, .timing]
    if sides.lines.contains(where: { said.contains($0.state) }) || sides.entries.contains(where: { said.contains($0.state) }) {
      let stream = StreamID.bankStatement(place.account, place.day)
      let history = try await services.desk.store.load([stream])[stream] ?? []
      explainers = Set(history.filter { $0.event is BankItemExplained }.map(\.meta.actor))
      let said = history.compactMap { $0.event as? BankItemExplained }
      let words = try await services.vault.open(said.map(\.reason))
      for item in said {
        causes[item.line.map { "\($0)" } ?? item.entry ?? ""] = (item.cause, words[item.reason]?.fields["text"] ?? "")
      }
    }
    let called = AccountNames(services: services, reader: reader)
    var names: [LedgerAccount: String] = [:]
    for account in Set(sides.entries.prefix(500).map { ReconciliationPage.other($0.line) }) {
      names[account] = try await called.name(account)
    }
    return ReconciliationPage(
      account: place.account, day: place.day, sides: sides, lines: try await money.lines(sides.lines.compactMap(\.vault)),
      explainers: explainers, causes: causes, people: try await People.load([], services, for: reader), names: names,
      services: services)
  }

  var path: String { ReconciliationPage.path(account, day) }
  var openLines: [BankLineRow] { sides.lines.filter { $0.state == .open } }
  var openEntries: [BankEntryRow] { sides.entries.filter { $0.state == .open } }
  static func other(_ line: LedgerLine) -> LedgerAccount {
    line.entry.debit == .bank ? line.entry.credit : line.entry.debit
  }
  func words(_ line: BankLineRow) -> BankLineWords { line.vault.flatMap { lines[$0] } ?? .unknown }

  func html(_ asked: FormData, _ reader: Reader) -> HTML {
    let done = commandCatalogue[asked["done"]]?.title
    let faults = tried == ExplainBankItem.name ? [] : state.faults
    return Layout(title: reader("银行对账", "Reconciliation"), kind: .staff, printed: "\(account) \(day)").page(
      reader,
      """
      <p><a \(href("/reconciliation"))>← \(reader("银行对账", "Reconciliation"))</a></p><h1>\(account) \(day)</h1>
      \(when(done) { banner(.done, $0, reader) })\(faults.map { banner(.error, $0.sentence, articles: $0.articles, reader) })
      <section>\(balances(reader))</section>\(explainForm(asked, reader))\(differences(reader))\(suggested(reader))\(close(reader))\(agreed(reader))
      <nav class="pager" aria-label="\(reader("导出", "Export"))"><a \(href(reader.path(["format": "csv", "done": nil])))>\(reader("导出 CSV", "Export CSV"))</a> \
      <a \(href(reader.path(["format": "xlsx", "done": nil])))>\(reader("导出 Excel", "Export Excel"))</a></nav>
      """)
  }

  private func balances(_ reader: Reader) -> HTML {
    let moved = sides.lines.reduce(Money.zero) { $0 + $1.signed }
    let booked = sides.entries.reduce(Money.zero) { $0 + $1.signed }
    let signed: HTML = when(
      sides.row.reconciledAt != nil, lamp(.well, reader("已对账", "Signed off"), title: sides.row.reconciledAt?.minuteText),
      else: lamp(.soon, reader("待对账", "To be signed off")))
    return facts(
      [
        Fact(Phrase("银行期初（元）", "Bank opening (CNY)"), when(sides.row.opening) { sum($0) }),
        Fact(Phrase("银行期末（元）", "Bank closing (CNY)"), when(sides.row.closing) { sum($0) }),
        Fact(Phrase("银行当日发生（元）", "Moved at the bank (CNY)"), sum(moved)),
        Fact(Phrase("账上当日发生（元）", "Moved in the books (CNY)"), sum(booked, opens: "/ledger/bank:main?from=\(day)&through=\(day)")),
        Fact(Phrase("账上日终余额（元）", "Books at day's end (CNY)"), sum(sides.balance, opens: "/ledger/bank:main?through=\(day)")),
        Fact(
          Phrase("余额差（元）", "Difference of balances (CNY)"),
          when(sides.row.closing) { closing -> HTML in sum(closing - sides.balance) }),
        Fact(Phrase("其中已说明（元）", "Of it explained (CNY)"), sum(sides.explained)),
        Fact(
          Phrase("未说明的余额差（元）", "Difference not explained (CNY)"),
          when(sides.rest) { rest -> HTML in
            when(rest == .zero, sum(rest), else: "\(sum(rest)) \(lamp(.over, reader("有差异", "differs")))")
          }),
        Fact(Phrase("未对上的流水、分录", "Open lines and entries"), "\(openLines.count) · \(openEntries.count)"),
        Fact(Phrase("状态", "State"), signed),
      ], reader)
      + when(
        sides.isCut,
        banner(
          .warn,
          Phrase(
            "当日超过 \(ReconciliationPages.itemsMax) 项，只显示先记的",
            "More than \(ReconciliationPages.itemsMax) items; the first are shown"), reader))
  }

  // MARK: Differences

  private func differences(_ reader: Reader) -> HTML {
    let bank = Table(
      Phrase("银行有、账上没有", "At the bank, not in the books"),
      [
        Column(Phrase("对方", "Other side"), heads: true) { line in
          "\(words(line).party(reader, services)) <span class=\"note\">\(words(line).text(reader))</span>"
        },
        Column(Phrase("流水号", "Number")) {
          "\(words($0).reference)\(when($0.payment) { payment -> HTML in " <span class=\"note\">\(payment)</span>" })"
        },
        Column(Phrase("收支（元）", "In or out (CNY)"), align: .number) { sum($0.signed) },
        Column(Phrase("处理", "Act")) { line in
          """
          <a \(href("\(path)?line=\(line.id)#explain"))>\(reader("说明", "Explain"))</a>\
          \(when(line.side == .debit && line.isReturn, " · <a \(href(ReversalPage.path(account, day, line.id)))>\(reader("银行冲回", "Taken back"))</a>"))\
          \(when(line.side == .credit, actionBar([ActionButton(line.isReturn ? Phrase("退汇入账", "Book the return") : Phrase("记入不明款", "To suspense"), .posts("\(path)/do/\(BookBankLine.name)", hidden: [("line", "\(line.id)")]))], reader)))
          """
        },
      ] as [Column<BankLineRow>], rows: openLines, empty: Phrase("银行流水都已对上。", "Every line has its entry."),
      choice: RowChoice(batch: "pair", value: { "line:\($0.id)" }, name: { $0.signed.grouped }),
      totals: openLines.isEmpty ? nil : ["\(reader("合计", "In all"))", "", sum(openLines.reduce(.zero) { $0 + $1.signed }), ""])
    let books = Table(
      Phrase("账上有、银行没有", "In the books, not at the bank"),
      [
        Column(Phrase("分录", "Entry"), heads: true) { entry($0.line, reader) },
        Column(Phrase("时间", "When")) { "\($0.line.at)" },
        Column(Phrase("收支（元）", "In or out (CNY)"), align: .number) { sum($0.signed) },
        Column(Phrase("处理", "Act")) { row in
          "<a \(href("\(path)?entry=\(Address.encoded(row.line.entry.id.description))#explain"))>\(reader("说明", "Explain"))</a>"
        },
      ] as [Column<BankEntryRow>], rows: openEntries, empty: Phrase("账上分录都已对上。", "Every entry has its line."),
      choice: RowChoice(batch: "pair", value: { "entry:\($0.line.entry.id)" }, name: { $0.signed.grouped }),
      totals: openEntries.isEmpty
        ? nil : ["\(reader("合计", "In all"))", "", sum(openEntries.reduce(.zero) { $0 + $1.signed }), ""])
    let bar: HTML = when(
      !openLines.isEmpty || !openEntries.isEmpty,
      """
      <form id="pair" method="post" \(action("\(path)/do/\(PairBankItems.name)"))><input type="hidden" name="csrf" value="\(reader.csrf)">\
      <button class="quiet">\(reader("勾对所选（两边合计须相等）", "Pair what is chosen (both sides must be equal)"))</button></form>
      """)
    return section(
      "differences", reader("差异", "Differences"), "\(bar)<div class=\"sides\">\(table(bank, reader))\(table(books, reader))</div>"
    )
  }

  func entry(_ line: LedgerLine, _ reader: Reader) -> HTML {
    let other = ReconciliationPage.other(line)
    return
      "\(reader(line.entry.code.name)) <a \(href("/ledger/\(other)"))>\(AccountNames.title(other, names[other] ?? other.key, reader))</a>"
  }

  private func explainForm(_ asked: FormData, _ reader: Reader) -> HTML {
    let typed = tried == ExplainBankItem.name
    let line = typed ? state.values("line", initial: []).last ?? "" : asked["line"]
    let ref = typed ? state.values("entry", initial: []).last ?? "" : asked["entry"]
    guard !line.isEmpty || !ref.isEmpty else { return .empty }
    let what =
      sides.lines.first { "\($0.id)" == line }.map { "\(words($0).party(reader, services)) \($0.signed.grouped)" }
      ?? sides.entries.first { $0.line.entry.id.description == ref }.map {
        "\(reader($0.line.entry.code.name)) \($0.signed.grouped)"
      } ?? ""
    let rows = [
      FormRow("line", Phrase("流水", "Line"), .hidden, initial: [line]),
      FormRow("entry", Phrase("分录", "Entry"), .hidden, initial: [ref]),
      FormRow("cause", Phrase("原因", "Cause"), .select(DifferenceCause.allCases.map { .init($0.rawValue, $0.name) })),
      FormRow("reason", Phrase("说明", "Reason"), .textarea(max: 500)),
    ]
    return section(
      "explain", reader("说明差异：\(what)", "Explain: \(what)"),
      form(
        Form(
          id: "explain-form", action: "\(path)/do/\(ExplainBankItem.name)", rows, button: ExplainBankItem.title,
          state: typed ? state : FormState()), reader))
  }
}
