import Basics
import Casework
import Enforcement
import Hummingbird
import Ledger

/// One account: its entries in the order booked, each with the event, person and bank line that it comes from.
struct LedgerAccountPage: Sendable {
  let account: LedgerAccount
  let services: CourtServices
  static let rows = 100

  struct Row: Sendable {
    let line: LedgerLine
    let other: String
    let bank: (account: String, day: Day)?
    let by: Phrase
  }

  private func filter(_ reader: Reader) -> LedgerFilter {
    LedgerFilter(
      account: account, from: reader.query("from").flatMap { Day($0) }, through: reader.query("through").flatMap { Day($0) })
  }

  func rows(_ filter: LedgerFilter, after place: Int64, limit: Int, _ reader: Reader) async throws -> [Row] {
    let lines = try await services.ledger.entries(filter, court: services.court, after: place, limit: limit)
    let bank = try await services.reads.bankLines(of: lines.map { $0.entry.id.description }, court: services.court)
    let people = try await People.load([], services, for: reader)
    let names = AccountNames(services: services, reader: reader)
    var known: [LedgerAccount: String] = [:]
    var rows: [Row] = []
    for line in lines {
      let other = line.entry.debit == account ? line.entry.credit : line.entry.debit
      if known[other] == nil { known[other] = try await names.name(other) }
      rows.append(
        Row(
          line: line, other: known[other] ?? other.key, bank: bank[line.entry.id.description], by: people.actor(line.actor)))
    }
    return rows
  }

  /// What an entry adds to the account's balance, where it moves money.
  func change(_ line: LedgerLine) -> Money? {
    switch line.entry.phase {
    case .pending, .void: return nil
    case .posted, .post, .reversal:
      let adds = (line.entry.debit == account) == (account.kind.normalSide == .debit)
      return adds ? line.entry.amount : -line.entry.amount
    }
  }

  func opening(_ filter: LedgerFilter) async throws -> Money {
    guard let from = filter.from else { return .zero }
    return account.posted(try await services.ledger.posted(on: account, court: services.court, before: from))
  }
  func closing(_ filter: LedgerFilter) async throws -> Money {
    if let through = filter.through {
      return account.posted(try await services.ledger.posted(on: account, court: services.court, before: through + 1))
    }
    return account.posted(try await services.ledger.balance(of: account, court: services.court))
  }

  func html(_ asked: FormData, _ reader: Reader) async throws -> HTML {
    let filter = filter(reader)
    let found = try await rows(filter, after: Int64(asked["after"]) ?? 0, limit: LedgerAccountPage.rows + 1, reader)
    let shown = Array(found.prefix(LedgerAccountPage.rows))
    let balance = try await services.ledger.balance(of: account, court: services.court)
    let name = try await AccountNames(services: services, reader: reader).name(account)
    let list = Table(
      Phrase("分录，先记的在前", "Entries in the order booked"),
      [
        Column(Phrase("时间", "When"), heads: true) { "\($0.line.at)" },
        Column(Phrase("事由", "Why")) { row in
          "\(reader(row.line.entry.code.name)) \(when(LedgerAccountPage.phase(row.line.entry.phase)) { word -> HTML in "<span class=\"note\">\(reader(word))</span>" })"
        },
        Column(Phrase("对方账户", "Other account")) { row in
          let other = row.line.entry.debit == account ? row.line.entry.credit : row.line.entry.debit
          return "<a \(href("/ledger/\(other)"))>\(AccountNames.title(other, row.other, reader))</a>"
        },
        Column(Phrase("来源", "Source")) { source($0, reader) },
        Column(Phrase("借（元）", "Debit (CNY)"), align: .number) { row in
          when(row.line.entry.debit == account, sum(row.line.entry.amount))
        },
        Column(Phrase("贷（元）", "Credit (CNY)"), align: .number) { row in
          when(row.line.entry.credit == account, sum(row.line.entry.amount))
        },
        Column(Phrase("余额变动（元）", "Change (CNY)"), align: .number) { row in when(change(row.line)) { sum($0) } },
      ] as [Column<Row>], rows: shown, empty: Phrase("这段时间没有分录。", "Nothing was booked in this time."))
    let fields = [Filter("from", Phrase("自", "From"), .day), Filter("through", Phrase("至", "Through"), .day)]
    let page = PageState(
      shown: shown.count, total: nil,
      next: found.count > LedgerAccountPage.rows ? shown.last.map { "\($0.line.place)" } : nil)
    return Layout(title: name, kind: .staff, printed: name).page(
      reader,
      """
      <p><a \(href("/ledger?kind=\(account.kind.rawValue)"))>← \(reader("总账", "Ledger"))</a></p>
      <h1>\(AccountNames.title(account, name, reader))</h1>
      \(facts(
        [
          Fact(Phrase("账户", "Account"), owner(name, reader)), Fact(Phrase("期初余额（元）", "Opening (CNY)"), sum(try await opening(filter))),
          Fact(Phrase("期末余额（元）", "Closing (CNY)"), sum(try await closing(filter))),
          Fact(Phrase("今日余额（元）", "Balance now (CNY)"), sum(account.posted(balance))),
          Fact(Phrase("预留（元）", "Reserved (CNY)"), sum(account.posted(balance) - account.available(balance))),
          Fact(Phrase("可用（元）", "Available (CNY)"), sum(account.available(balance))),
        ], reader))
      \(filters(fields, reader))
      <section>\(table(list, reader))\(pager(page, export: reader.path(["format": "csv", "after": nil]), reader))</section>
      """)
  }

  private func owner(_ name: String, _ reader: Reader) -> HTML {
    switch account.kind {
    case .case: "<a \(href("/cases/\(account.key)#money"))>\(name)</a>"
    case .suspense: "<a \(href("/receipts/\(account.key)"))>\(account.description)</a>"
    default: "\(account.description)"
    }
  }

  static func phase(_ phase: LedgerEntry.Phase) -> Phrase? {
    switch phase {
    case .posted: nil
    case .pending: Phrase("预留", "reserved")
    case .post: Phrase("预留转记", "reservation posted")
    case .void: Phrase("预留取消", "reservation freed")
    case .reversal: Phrase("冲回", "reversed")
    }
  }

  func export(_ reader: Reader) async throws -> Response {
    let titles = [
      reader("时间", "When"), reader("事由", "Why"), reader("阶段", "Phase"), reader("对方账户", "Other account"), reader("名称", "Name"),
      reader("经办", "By"), reader("银行流水日", "Bank's day"), reader("借（元）", "Debit (CNY)"), reader("贷（元）", "Credit (CNY)"),
      reader("余额变动（元）", "Change (CNY)"), reader("分录号", "Entry"),
    ]
    let filter = filter(reader)
    let place = LedgerPlace<Int64>()
    return ExportFile(services: services, reader: reader, list: "account", titles: titles).stream { _ in
      let rows = try await rows(filter, after: await place.last ?? 0, limit: 1000, reader)
      guard let last = rows.last else { return nil }
      await place.goOn(after: last.line.place)
      return rows.map { row in
        let entry = row.line.entry
        let other = entry.debit == account ? entry.credit : entry.debit
        return [
          row.line.at.minuteText, reader(entry.code.name), LedgerAccountPage.phase(entry.phase).map { reader($0) } ?? "",
          other.description, row.other, reader(row.by), row.bank.map { "\($0.day)" } ?? "",
          entry.debit == account ? "\(entry.amount)" : "", entry.credit == account ? "\(entry.amount)" : "",
          change(row.line).map { "\($0)" } ?? "", entry.id.description,
        ]
      }
    }
  }
}
