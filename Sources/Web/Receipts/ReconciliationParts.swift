import Basics
import Casework
import Enforcement
import Hummingbird
import Ledger

/// What suggests itself, the signature, and what agrees.
extension ReconciliationPage {
  // MARK: Pairs that suggest themselves

  /// Payments of one batch beside what the books say was paid of it; the same sum once on each side; money that left and came back under
  /// one number.
  private var pairs: [(lines: [BankLineRow], entries: [BankEntryRow])] {
    var pairs: [(lines: [BankLineRow], entries: [BankEntryRow])] = []
    var left = openLines
    for back in openLines where back.isReturn && back.payment != nil {
      guard let sent = left.first(where: { $0.payment == back.payment && $0.signed == -back.signed }) else { continue }
      pairs.append(([sent, back], []))
      left.removeAll { $0.id == sent.id || $0.id == back.id }
    }
    var books = openEntries
    let batches = Dictionary(grouping: left.filter { $0.payment?.contains("-") ?? false }) { line in
      String((line.payment ?? "").prefix { $0 != "-" })
    }
    for (batch, lines) in batches.sorted(by: { $0.key < $1.key }) {
      let own = books.filter { ReconciliationPage.other($0.line) == LedgerAccount(.transit, "batch-\(batch)") }
      let sums = (lines.reduce(Money.zero) { $0 + $1.signed }, own.reduce(Money.zero) { $0 + $1.signed })
      guard !own.isEmpty, sums.0 == sums.1, lines.count + own.count <= PairBankItems.itemsMax else { continue }
      pairs.append((lines, own))
      let (paid, booked) = (Set(lines.map(\.id)), Set(own.map(\.line.place)))
      left.removeAll { paid.contains($0.id) }
      books.removeAll { booked.contains($0.line.place) }
    }
    let bySum = Dictionary(grouping: left, by: \.signed)
    let entries = Dictionary(grouping: books, by: \.signed)
    for (sum, lines) in bySum.sorted(by: { $0.key < $1.key }) {
      if lines.count == 1, let found = entries[sum], found.count == 1 { pairs.append((lines, found)) }
    }
    return pairs
  }

  func suggested(_ reader: Reader) -> HTML {
    let rows = pairs.prefix(50).map { pair -> [HTML] in
      let fields =
        pair.lines.map { (name: "lines", value: "\($0.id)") }
        + pair.entries.map { (name: "entries", value: $0.line.entry.id.description) }
      let why =
        pair.entries.isEmpty
        ? reader("同一支付编号，付出后退回", "One number: it left and came back")
        : pair.lines.count > 1
          ? reader("同一批次，两边合计相同", "One batch: both sides add up to the same") : reader("两边金额相同且唯一", "The only two of this sum")
      let button = ActionButton(PairBankItems.title, .posts("\(path)/do/\(PairBankItems.name)", hidden: fields))
      return [
        pair.lines.prefix(3).map { line -> HTML in "\(words(line).party(reader, services)) \(sum(line.signed))" }.joined(
          separator: "<br>")
          + ReconciliationPage.more(pair.lines.count, reader),
        pair.entries.prefix(3).map { entry($0.line, reader) }.joined(separator: "<br>")
          + ReconciliationPage.more(pair.entries.count, reader), "\(why)", actionBar([button], reader),
      ]
    }
    guard !rows.isEmpty else { return .empty }
    return section(
      "suggested", reader("建议勾对", "Suggested pairs"),
      table(
        [reader("银行", "Bank"), reader("账上", "Books"), reader("理由", "Reason"), reader("办理", "Act")], rows,
        caption: reader("核实后逐项勾对", "Verify, then pair"), empty: ""))
  }

  private static func more(_ count: Int, _ reader: Reader) -> HTML {
    when(count > 3, "<br><span class=\"note\">\(reader("共 \(count) 项", "\(count) in all"))</span>")
  }

  func close(_ reader: Reader) -> HTML {
    guard sides.row.reconciledAt == nil else { return .empty }
    let open = openLines.count + openEntries.count
    var refusal: Refusal?
    do throws(Refusal) {
      try Authority.check(ReconcileBankDay.self, reader.actor)
      for one in explainers { try Authority.otherThan(one, reader.actor) }
    } catch {
      refusal = error
    }
    let button =
      if let refusal {
        ActionButton(ReconcileBankDay.title, .refused(refusal.message, articles: [], remedy: nil))
      } else if open > 0 {
        ActionButton(
          ReconcileBankDay.title,
          .refused(
            Phrase("还有 \(open) 项没有对上", "\(open) items have no counterpart"), articles: [],
            remedy: Phrase("逐项勾对、入账或说明原因", "Pair each, book it or say why")))
      } else {
        ActionButton(ReconcileBankDay.title, .posts("\(path)/do/\(ReconcileBankDay.name)", hidden: []), main: true)
      }
    return section("close", reader("确认", "Signing off"), actionBar([button], reader))
  }

  // MARK: What agrees

  func agreed(_ reader: Reader) -> HTML {
    let byRef = Dictionary(sides.entries.map { ($0.line.entry.id.description, $0) }) { first, _ in first }
    let rows = sides.lines.filter { $0.state != .open }.prefix(500).map { line -> [HTML] in
      let other = line.entry.flatMap { byRef[$0] }
      let books: HTML =
        if let other {
          entry(other.line, reader)
        } else if let cause = causes["\(line.id)"] {
          "\(reader(cause.cause.name))：\(cause.reason)"
        } else {
          "\(line.entry ?? reader("已勾对", "paired"))"
        }
      return [
        "\(words(line).party(reader, services)) <span class=\"note\">\(words(line).reference)</span>", sum(line.signed), books,
        "\(reader(ReconciliationPage.word(line.state)))",
      ]
    }
    let own = sides.entries.filter { $0.state == .explained || $0.state == .timing || $0.state == .paired }.prefix(500).map {
      row -> [HTML] in
      let cause = causes[row.line.entry.id.description]
      return [
        "—", sum(row.signed),
        "\(entry(row.line, reader))\(when(cause) { cause -> HTML in " · \(reader(cause.cause.name))：\(cause.reason)" })",
        "\(reader(ReconciliationPage.word(row.state)))",
      ]
    }
    return section(
      "agreed", reader("已对上", "Settled"),
      table(
        [reader("银行", "Bank"), reader("收支（元）", "In or out (CNY)"), reader("账上", "Books"), reader("方式", "How")],
        Array(rows) + Array(own), caption: reader("银行与账上", "Bank and books"),
        empty: reader("还没有对上的项目。", "Nothing is settled yet.")))
  }

  static func word(_ state: ItemState) -> Phrase {
    switch state {
    case .open: Phrase("未对上", "open")
    case .same: Phrase("流水号相同", "same number")
    case .paired: Phrase("已勾对", "paired")
    case .explained: Phrase("已说明", "explained")
    case .timing: Phrase("时间差，待对方入账", "timing: its counterpart is to come")
    }
  }

  func export(_ reader: Reader) async throws -> Response {
    let titles = [
      reader("方", "Side"), reader("对方或分录", "Other side or entry"), reader("流水号", "Number"), reader("收支（元）", "In or out (CNY)"),
      reader("状态", "State"), reader("说明", "Reason"),
    ]
    let bank = sides.lines.map { line in
      [
        reader("银行", "Bank"), words(line).party(reader, services), words(line).reference, "\(line.signed)",
        reader(ReconciliationPage.word(line.state)), causes["\(line.id)"].map { "\(reader($0.cause.name)) \($0.reason)" } ?? "",
      ]
    }
    let books = sides.entries.map { row in
      [
        reader("账上", "Books"), reader(row.line.entry.code.name), row.line.entry.id.description, "\(row.signed)",
        reader(ReconciliationPage.word(row.state)),
        causes[row.line.entry.id.description].map { "\(reader($0.cause.name)) \($0.reason)" } ?? "",
      ]
    }
    return try await ExportFile(services: services, reader: reader, list: "reconciliation-day", titles: titles).response(
      bank + books, isCut: sides.isCut)
  }
}
