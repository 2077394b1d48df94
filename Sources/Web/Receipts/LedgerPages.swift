import Basics
import Casework
import Enforcement
import Hummingbird
import Ledger

/// The ledger: accounts by kind with what they hold, and each account's entries with their source.
struct LedgerPages: Sendable {
  let services: CourtServices
  static let rows = 50
  private static let exportRows = 1000
  private var money: MoneyDesk { MoneyDesk(services: services) }

  func add(to router: Router<PageContext>) {
    router.get("/ledger") { request, context in
      try await money.page(request, context) { reader in try await accounts(request, reader) }
    }
    router.get("/ledger/:account") { request, context in
      try await Pages.staff(request, context, services) { reader in
        guard let account = context.parameters.get("account").flatMap({ LedgerAccount(Address.decoded($0[...])) }) else {
          throw PageProblem(404, "noSuchAccount", Phrase("没有这个账户", "There is no such account"))
        }
        // A case's own account is open to whoever may read the case.
        if account.kind != .case { try MoneyDesk.check(reader.actor) }
        let page = LedgerAccountPage(account: account, services: services)
        return ExportFile.Format(request.query) == nil
          ? Response.html(try await page.html(request.query, reader)) : try await page.export(reader)
      }
    }
  }

  // MARK: Accounts

  struct Row: Sendable {
    let row: LedgerAccountRow
    let name: String
  }

  private func accounts(_ request: Request, _ reader: Reader) async throws -> Response {
    let kind = LedgerAccount.Kind(rawValue: request.query["kind"])
    let asked = String(request.query["q"].prefix(60))
    if ExportFile.Format(request.query) != nil { return export(kind, asked, reader) }
    let found =
      asked.isEmpty
      ? try await services.ledger.accounts(
        kind, court: services.court, after: LedgerAccount(request.query["after"]), limit: LedgerPages.rows + 1)
      : try await search(asked, kind)
    let rows = try await named(Array(found.prefix(LedgerPages.rows)), reader)
    let totals = try await services.ledger.totals(services.court)
    let page = PageState(
      shown: rows.count, total: asked.isEmpty ? nil : .exactly(rows.count),
      next: found.count > LedgerPages.rows ? rows.last?.row.account.description : nil)
    let kinds = LedgerAccount.Kind.allCases.map { (key: $0.rawValue, title: $0.name) }
    let list = Table(
      Phrase("账户余额", "Balances of accounts"),
      [
        Column(Phrase("账户", "Account"), heads: true) { "<a \(href("/ledger/\($0.row.account)"))>\($0.name)</a>" },
        Column(Phrase("类别", "Kind")) { "\(reader($0.row.account.kind.name))" },
        Column(Phrase("借方（元）", "Debits (CNY)"), align: .number) { sum($0.row.balance.postedDebits) },
        Column(Phrase("贷方（元）", "Credits (CNY)"), align: .number) { sum($0.row.balance.postedCredits) },
        Column(Phrase("余额（元）", "Balance (CNY)"), align: .number) { row in
          sum(row.row.account.posted(row.row.balance), opens: "/ledger/\(row.row.account)")
        },
        Column(Phrase("可用（元）", "Available (CNY)"), align: .number) { sum($0.row.account.available($0.row.balance)) },
      ] as [Column<Row>], rows: rows,
      empty: Phrase("没有符合条件的账户；第一笔案款到账后显示在这里。", "Nothing matches; the first money that arrives fills this."))
    let fields = [
      Filter("q", Phrase("案号、当事人、账户", "Case, party, account"), .text), Filter("kind", Phrase("类别", "Kind"), .choice(kinds)),
    ]
    return Response.html(
      Layout(title: reader("总账", "Ledger"), kind: .staff).page(
        reader,
        """
        <p><a \(href("/cashier"))>← \(reader("案款", "Money"))</a></p><h1>\(reader("案款总账", "Ledger of case money"))</h1>
        \(figures(tiles(totals), reader))\(filters(fields, reader))
        <section>\(table(list, reader))\(pager(page, export: reader.path(["format": "csv", "after": nil]), reader))</section>
        """))
  }

  /// The sum of each kind that has any; what the bank holds is what all the others are owed.
  private func tiles(_ totals: LedgerTotals) -> [Figure] {
    LedgerAccount.Kind.allCases.compactMap { kind in
      let total = totals.of(kind)
      guard total != .zero else { return nil }
      return Figure(
        label: kind.name, value: sum(LedgerAccount(kind, LedgerAccount.single).posted(total)),
        path: "/ledger?kind=\(kind.rawValue)")
    }
  }

  /// Cases by number or party; else an account by its own text.
  private func search(_ text: String, _ kind: LedgerAccount.Kind?) async throws -> [LedgerAccountRow] {
    var accounts: [LedgerAccount] = LedgerAccount(text).map { [$0] } ?? []
    var query = CaseListQuery()
    query.text = text
    query.limit = LedgerPages.rows
    let cases = try await services.reads.list(query, court: services.court).rows
    accounts += cases.map { LedgerAccount(.case, "\($0.id)") }
    accounts += (cases.flatMap { $0.applicants }).map { LedgerAccount(.payee, "\($0)") }
    var rows: [LedgerAccountRow] = []
    for account in accounts where kind == nil || account.kind == kind {
      let balance = try await services.ledger.balance(of: account, court: services.court)
      if balance != .zero, !rows.contains(where: { $0.account == account }) {
        rows.append(LedgerAccountRow(account: account, balance: balance))
      }
    }
    return rows
  }

  private func named(_ rows: [LedgerAccountRow], _ reader: Reader) async throws -> [Row] {
    let names = AccountNames(services: services, reader: reader)
    var named: [Row] = []
    for row in rows { named.append(Row(row: row, name: try await names.name(row.account))) }
    return named
  }

  private func export(_ kind: LedgerAccount.Kind?, _ asked: String, _ reader: Reader) -> Response {
    let titles = [
      reader("账户", "Account"), reader("名称", "Name"), reader("类别", "Kind"), reader("借方（元）", "Debits (CNY)"),
      reader("贷方（元）", "Credits (CNY)"), reader("余额（元）", "Balance (CNY)"), reader("可用（元）", "Available (CNY)"),
    ]
    let place = LedgerPlace<LedgerAccount>()
    return ExportFile(services: services, reader: reader, list: "ledger", titles: titles).stream { part in
      let rows =
        asked.isEmpty
        ? try await services.ledger.accounts(
          kind, court: services.court, after: await place.last, limit: LedgerPages.exportRows)
        : part == 0 ? try await search(asked, kind) : []
      guard let last = rows.last else { return nil }
      await place.goOn(after: last.account)
      return try await named(rows, reader).map { row in
        let account = row.row.account
        return [
          account.description, row.name, reader(account.kind.name), "\(row.row.balance.postedDebits)",
          "\(row.row.balance.postedCredits)", "\(account.posted(row.row.balance))", "\(account.available(row.row.balance))",
        ]
      }
    }
  }
}

/// How accounts are called on pages: a case by its number, a payee by name, money in suspense by its payer's day.
struct AccountNames: Sendable {
  let services: CourtServices
  let reader: Reader

  func name(_ account: LedgerAccount) async throws -> String {
    switch account.kind {
    case .case:
      guard let id = ID<CaseFile>(account.key) else { return account.key }
      return try await MoneyDesk(services: services).number(id)
    case .payee:
      guard let id = ID<Person>(account.key) else { return account.key }
      return try await People.load([id], services, for: reader).person(id)
    default: return account.key == LedgerAccount.single ? reader(account.kind.name) : account.key
    }
  }

  /// Kind and name; the kind alone where a court has one such account.
  static func title(_ account: LedgerAccount, _ name: String, _ reader: Reader) -> String {
    account.key == LedgerAccount.single ? reader(account.kind.name) : "\(reader(account.kind.name)) \(name)"
  }
}

/// Where an export is.
actor LedgerPlace<Place: Sendable> {
  private(set) var last: Place?
  func goOn(after place: Place) { last = place }
}
