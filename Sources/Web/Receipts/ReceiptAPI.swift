import Basics
import Casework
import Enforcement
import Hummingbird
import Ledger

/// Money that came in, the days of the bank, and the ledger for programs, with the rights of the pages.
struct ReceiptAPI: Sendable {
  let services: CourtServices
  private var money: MoneyDesk { MoneyDesk(services: services) }

  func add(to router: Router<PageContext>) {
    router.get("/api/receipts") { request, context in
      try await ReceiptAPI.reader(context, request) { actor in try await receipts(request, actor) }
    }
    router.get("/api/receipts/:id") { request, context in
      try await ReceiptAPI.reader(context, request) { actor in try await receipt(context, actor) }
    }
    router.get("/api/reconciliation") { request, context in
      try await ReceiptAPI.reader(context, request) { _ in
        let limit = request.query.pageLimit
        let days = try await services.reads.bankDays(
          onlyOpen: !request.query["open"].isEmpty, court: services.court, limit: limit)
        return ReceiptAPI.days.answer(APIPage(rows: days, next: nil, total: nil))
      }
    }
    router.get("/api/reconciliation/timing") { request, context in
      try await ReceiptAPI.reader(context, request) { _ in
        ReceiptAPI.timing.answer(try await services.reads.timing(court: services.court, limit: ReconciliationPages.daysMax))
      }
    }
    router.get("/api/reconciliation/:account/:day") { request, context in
      try await ReceiptAPI.reader(context, request) { _ in try await day(context) }
    }
    router.get("/api/ledger/accounts") { request, context in
      try await ReceiptAPI.reader(context, request) { _ in try await accounts(request) }
    }
    router.get("/api/ledger/accounts/:account") { request, context in
      try await ReceiptAPI.reader(context, request) { _ in try await account(request, context) }
    }
  }

  /// Somebody of the roles that work with case money, or the machine's own command line.
  static func reader(
    _ context: PageContext, _ request: Request, _ body: (Actor) async throws -> Response
  ) async throws -> Response {
    guard let actor = context.actor, actor.staff != nil || actor == .machine else {
      return Problem.response(
        status: 401, code: "notSignedIn", Phrase("请先登录：POST /api/sign-in 取得令牌", "Sign in first: POST /api/sign-in gives a token"),
        request)
    }
    try MoneyDesk.check(actor)
    return try await body(actor)
  }

  // MARK: Receipts

  struct Row: Sendable {
    let row: BankReceiptRow
    let line: BankLineWords
    let payer: String?
  }
  private func row(_ row: BankReceiptRow, _ line: BankLineWords, _ actor: Actor) -> Row {
    let name = line.name.isEmpty ? nil : line.name
    return Row(
      row: row, line: line, payer: actor.seesNames ? name : name.map { People.mask($0, services.desk.books.law.settings) })
  }

  /// By claim clock; `after` is the clock and id of the last one.
  private func receipts(_ request: Request, _ actor: Actor) async throws -> Response {
    var query = ReceiptQuery()
    let status = request.query["status"]
    query.status = status.isEmpty ? nil : status
    query.on = Day(request.query["on"])
    let parts = request.query["after"].split(separator: ".").map(String.init)
    if parts.count == 2, let day = Day(parts[0]), let id = ID<BankReceipt>(parts[1]) { query.after = (day, id) }
    let limit = request.query.pageLimit
    query.limit = limit + 1
    let rows = try await services.reads.receipts(query, court: services.court)
    let lines = try await money.lines(rows.map(\.vault))
    let named = rows.map { row($0, lines[$0.vault] ?? .unknown, actor) }
    return ReceiptAPI.receipts.answer(APIPage(named, limit: limit) { "\($0.row.claimBy).\($0.row.id)" })
  }

  struct Whole: Sendable {
    let id: ID<BankReceipt>
    let receipt: BankReceipt
    let line: BankLineWords
    let payer: String?
    let suggestions: [MatchSuggestion]
  }

  private func receipt(_ context: PageContext, _ actor: Actor) async throws -> Response {
    guard let id = context.parameters.get("id").flatMap({ ID<BankReceipt>($0) }) else { throw ReceiptPage.noSuch }
    let stream = StreamID.bankReceipt(id)
    var state: any StreamState = BankReceipt()
    for recorded in try await services.desk.store.load([stream])[stream] ?? [] where recorded.meta.court == services.court {
      recorded.event.fold(into: &state, recorded.meta)
    }
    guard let receipt = state as? BankReceipt, let vault = receipt.vault else {
      throw ReceiptPage.noSuch
    }
    let line = try await money.lines([vault])[vault] ?? .unknown
    let suggestions = receipt.open > .zero ? try await money.suggestions(line, receipt.open) : []
    let name = line.name.isEmpty ? nil : line.name
    return ReceiptAPI.receipt.answer(
      Whole(
        id: id, receipt: receipt, line: line,
        payer: actor.seesNames ? name : name.map { People.mask($0, services.desk.books.law.settings) }, suggestions: suggestions))
  }

  // MARK: Days of the bank

  private func day(_ context: PageContext) async throws -> Response {
    guard let account = context.parameters.get("account"), let day = context.parameters.get("day").flatMap({ Day($0) }),
      let sides = try await services.reads.bankDay(
        account, day, court: services.court, limit: ReconciliationPages.itemsMax)
    else { throw ReconciliationPage.noSuch }
    return ReceiptAPI.sides.answer(sides)
  }

  // MARK: Ledger

  private func accounts(_ request: Request) async throws -> Response {
    let limit = request.query.pageLimit
    let rows = try await services.ledger.accounts(
      LedgerAccount.Kind(rawValue: request.query["kind"]), court: services.court, after: LedgerAccount(request.query["after"]),
      limit: limit + 1)
    return ReceiptAPI.accounts.answer(APIPage(rows, limit: limit) { $0.account.description })
  }

  struct Statement: Sendable {
    let account: LedgerAccount
    let opening: Money
    let closing: Money
    let entries: APIPage<LedgerLine>
  }

  private func account(_ request: Request, _ context: PageContext) async throws -> Response {
    guard let account = context.parameters.get("account").flatMap({ LedgerAccount(Address.decoded($0[...])) }) else {
      throw PageProblem(404, "noSuchAccount", Phrase("没有这个账户", "There is no such account"))
    }
    let filter = LedgerFilter(account: account, from: Day(request.query["from"]), through: Day(request.query["through"]))
    let limit = request.query.pageLimit
    let lines = try await services.ledger.entries(
      filter, court: services.court, after: Int64(request.query["after"]) ?? 0, limit: limit + 1)
    let page = LedgerAccountPage(account: account, services: services)
    return ReceiptAPI.statement.answer(
      Statement(
        account: account, opening: try await page.opening(filter), closing: try await page.closing(filter),
        entries: APIPage(lines, limit: limit) { "\($0.place)" }))
  }

  // MARK: Shapes

  static let receipts = Shapes.page(
    "receipts",
    Shape<Row>.object([
      .id("id") { $0.row.id }, .day("on") { $0.row.on }, .sum("amount") { $0.row.amount }, .sum("open") { $0.row.open },
      .text("status") { $0.row.status }, .day("claimBy") { $0.row.claimBy }, .flag("claimMissed") { $0.row.isMissed },
      .maybe("payer") { $0.payer }, .maybe("reference") { $0.line.reference },
    ]))
  static let suggestion = Shape<MatchSuggestion>.object([
    .id("case") { $0.caseID }, .text("number") { $0.number }, .count("score") { $0.score }, .sum("owed") { $0.owed },
    .flag("open") { $0.isOpen },
    .list("reasons", Shape<MatchClue>.object([.word("clue") { $0 }, .phrase("why") { $0.name }])) { $0.clues },
  ])
  static let receipt = Shape<Whole>.object([
    .id("id") { $0.id }, .day("on") { $0.receipt.taken?.on }, .sum("amount") { $0.receipt.amount },
    .sum("open") { $0.receipt.open }, .sum("matched") { $0.receipt.matched }, .sum("refunding") { $0.receipt.refunding },
    .day("claimBy") { $0.receipt.taken?.claimBy }, .flag("claimMissed") { $0.receipt.claimMissed },
    .maybe("payer") { $0.payer }, .maybe("payerAccount") { $0.line.maskedNumber }, .maybe("reference") { $0.line.reference },
    .part("reasons", Shapes.reasons) { $0.receipt.taken?.reasons },
    .list(
      "matches",
      Shape<BankReceipt.Match>.object([
        .id("match") { $0.receipt }, .id("case") { $0.caseID }, .sum("amount") { $0.amount }, .moment("at") { $0.at },
        .flag("undone") { $0.undone }, .flag("reversed") { $0.isReversed },
      ])
    ) { $0.receipt.matches },
    .list(
      "clusters",
      Shape<BankReceipt.ClusterMatch>.object([
        .id("match") { $0.booking }, .id("cluster") { $0.cluster }, .sum("amount") { $0.amount }, .moment("at") { $0.at },
        .flag("undone") { $0.undone },
      ])
    ) { $0.receipt.clustered },
    .list(
      "refunds",
      Shape<BankReceipt.RefundState>.object([
        .id("id") { $0.id }, .sum("amount") { $0.amount }, .word("status") { $0.status },
      ])
    ) { $0.receipt.refunds },
    .list("suggestions", suggestion) { $0.suggestions }, .part("held", held) { $0.receipt.held },
    .flag("matchWaits") { $0.receipt.pendingMatch != nil }, .part("misplaced", misplaced) { $0.receipt.misplaced },
  ])
  static let misplaced = Shape<BankReceipt.MisplacedState>.object([
    .id("case") { $0.proposed.caseID }, .id("cluster") { $0.proposed.cluster }, .id("receipt") { $0.proposed.receipt },
    .sum("amount") { $0.proposed.amount }, .flag("settled") { $0.isOver },
  ])
  static let held = Shape<BankReceipt.HeldState>.object([
    .sum("amount") { $0.credit.amount }, .day("on") { $0.credit.on }, .word("ground") { $0.credit.ground },
    .phrase("why") { $0.credit.ground.name },
    .list("alike", Shape<CreditHeld.Alike>.object([.text("entry") { $0.place }])) { $0.credit.alike },
    .word("word") { $0.word }, .flag("settled") { $0.isSettled },
  ])
  static let dayRow = Shape<BankDayRow>.object([
    .text("account") { $0.account }, .day("day") { $0.day }, .sum("opening") { $0.opening }, .sum("closing") { $0.closing },
    .count("lines") { $0.lines }, .count("open") { $0.open }, .moment("reconciledAt") { $0.reconciledAt },
  ])
  static let days = Shapes.page("days", dayRow)
  static let timing = Shape<[TimingItem]>.object([
    .list(
      "items",
      Shape<TimingItem>.object([
        .day("day") { $0.day }, .maybe("account") { $0.line?.account }, .id("line") { $0.line?.id }, .maybe("entry") { $0.entry },
        .sum("signed") { $0.signed },
      ])
    ) { $0 }
  ])
  static let sides = Shape<BankDaySides>.object([
    .part("day", dayRow) { $0.row }, .sum("balance") { $0.balance }, .sum("explained") { $0.explained },
    .sum("rest") { $0.rest }, .flag("cut") { $0.isCut },
    .list(
      "lines",
      Shape<BankLineRow>.object([
        .id("id") { $0.id }, .sum("signed") { $0.signed }, .maybe("payment") { $0.payment }, .flag("isReturn") { $0.isReturn },
        .word("state") { $0.state }, .maybe("entry") { $0.entry },
      ])
    ) { $0.lines },
    .list(
      "entries",
      Shape<BankEntryRow>.object([
        .text("entry") { $0.line.entry.id.description }, .sum("signed") { $0.signed }, .word("state") { $0.state },
      ])
    ) { $0.entries },
  ])
  static let accounts = Shapes.page(
    "accounts",
    Shape<LedgerAccountRow>.object([
      .text("account") { $0.account.description }, .word("kind") { $0.account.kind },
      .sum("debits") { $0.balance.postedDebits }, .sum("credits") { $0.balance.postedCredits },
      .sum("balance") { $0.account.posted($0.balance) }, .sum("available") { $0.account.available($0.balance) },
    ]))
  static let entry = Shape<LedgerLine>.object([
    .count("place") { Int($0.place) }, .text("entry") { $0.entry.id.description }, .text("debit") { $0.entry.debit.description },
    .text("credit") { $0.entry.credit.description }, .sum("amount") { $0.entry.amount }, .word("code") { $0.entry.code },
    .text("phase") { $0.entry.phase.word }, .maybe("of") { $0.entry.phase.of?.description },
    .text("source") { "\($0.source)@\($0.version)" }, .moment("at") { $0.at }, .text("actor") { $0.actor.description },
    .maybe("case") { $0.caseKey },
  ])
  static let statement = Shape<Statement>.object([
    .text("account") { $0.account.description }, .sum("opening") { $0.opening }, .sum("closing") { $0.closing },
    .part("entries", Shapes.page("entries", entry)) { $0.entries },
  ])
}
