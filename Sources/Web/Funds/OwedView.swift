import Basics
import Enforcement
import EnforcementLaw

/// What is owed on a day, for staff and for parties: each line with its formula, days, rate and article, each receipt with what it
/// paid off.
struct OwedView: Sendable {
  let statement: OwedStatement
  let file: CaseFile
  /// Explains each term in everyday words.
  let isPlain: Bool

  func html(_ reader: Reader) -> HTML {
    """
    \(floating(reader))\(total(reader))
    \(section("lines", reader("各项数额", "Line by line"), lines(reader)))
    \(section("receipts", reader("到账款项依次清偿了什么", "What each payment paid off"), receipts(reader)))
    \(section("how", reader("每项怎样算出", "How each line was counted"), how(reader)))
    """
  }

  private func floating(_ reader: Reader) -> HTML {
    when(statement.floatingThrough) { day in
      banner(
        .warn,
        Phrase(
          "浮动利息只计至 \(day)：此后的贷款市场报价利率尚未公布或导入",
          "Floating interest is counted through \(day) only: later loan prime rates are not known"),
        reader)
    }
  }

  private func total(_ reader: Reader) -> HTML {
    let supposed: HTML = when(statement.supposed) { sum -> HTML in
      let back =
        statement.surplus > .zero
        ? reader(" 多付的 \(statement.surplus.grouped) 元退还。", " The \(statement.surplus.grouped) beyond all that is owed goes back.")
        : ""
      return "<p>\(reader("假设当日再付 \(sum.grouped) 元之后。", "Supposing that \(sum.grouped) more is paid on that day."))\(back)</p>"
    }
    return """
      <section id="total"><dl class="facts"><div><dt>\(reader("截至 \(statement.day) 尚欠（元）", "Still owed at the end of \(statement.day) (CNY)"))</dt>\
      <dd><strong>\(sum(statement.toSettle))</strong></dd></div></dl>\(supposed)
      <p class="hint">\(reader("当日一次付清这个数额，债务和执行申请费全部了结；以后每天按下列算法增加。", "This sum settles the debt and the enforcement fee on that day; it grows as counted below."))</p></section>
      """
  }

  private func lines(_ reader: Reader) -> HTML {
    let plain = isPlain
    return table(
      Table(
        Phrase("截至 \(statement.day)", "At the end of \(statement.day)"),
        [
          Column(Phrase("项目", "Item"), heads: true) { line in
            "<a \(href("#how-\(line.kind.rawValue)"))>\(reader(line.kind.name))</a>\(when(plain, "<br><span class=\"note\">\(reader(OwedView.plain(line.kind)))</span>"))"
          },
          Column(Phrase("尚欠（元）", "Still owed (CNY)"), align: .number) { sum($0.amount) },
          Column(Phrase("依据", "Law")) { line in
            "<span class=\"note\" lang=\"zh-CN\">\(line.reasons.citations.map(\.text).joined(separator: "；"))</span>"
          },
        ] as [Column<Owed.Line>], rows: statement.owed.value.lines, empty: Phrase("已经全部清偿。", "All is paid."),
        totals: ["\(reader("合计", "In all"))", sum(statement.toSettle), ""]), reader)
  }

  /// In everyday words.
  private static func plain(_ kind: Owed.Kind) -> Phrase {
    switch kind {
    case .costs: Phrase("执行中已经发生、应当先扣的费用", "Costs of enforcement that come first")
    case .fee: Phrase("按执行到位金额分段收取，由被执行人负担", "Taken in steps of what is recovered, borne by the debtor")
    case .interest: Phrase("判决、裁决写明的利息", "Interest that the judgment orders")
    case .principal: Phrase("判决、裁决确定的本金等款项", "The principal and other sums of the judgment")
    case .doubled: Phrase("到期不履行，每天另加万分之一点七五", "0.0175 % a day for not paying in time")
    }
  }

  private func receipts(_ reader: Reader) -> HTML {
    let parts = DebtPart.allCases
    let columns: [Column<OwedStatement.Applied>] =
      [
        Column(Phrase("到账日", "On"), heads: true) { row in
          "\(row.on)\(when(row.isSupposed, " <span class=\"tag\">\(reader("假设", "supposed"))</span>"))"
        },
        Column(Phrase("来源", "Source")) { row in
          "\(row.isSupposed ? "—" : row.source.map { reader($0.name) } ?? reader("此前轮次", "an earlier round"))"
        },
        Column(Phrase("到账（元）", "Received (CNY)"), align: .number) { sum($0.amount, explained: [$0.reasons], reader) },
      ]
      + parts.map { part in Column(part.name, align: .number) { sum($0.applied.paid[part]) } }
      + [
        Column(Phrase("余款（元）", "Left over (CNY)"), align: .number) { sum($0.applied.surplus) },
        Column(Phrase("其后尚欠（元）", "Owed after it (CNY)"), align: .number) { sum($0.applied.remaining.total) },
      ]
    let rows = statement.receipts
    let sums = parts.map { part -> HTML in sum(rows.reduce(Money.zero) { $0 + $1.applied.paid[part] }) }
    let order = reader(
      "清偿顺序：执行费用、利息、本金，最后是加倍部分（本院设定可变前两项次序）。", "In this order: costs, interest, principal, the doubled part last.")
    return """
      <p class="hint">\(order)</p>\(table(
        Table(
          Phrase("按到账先后", "In order of arrival"), columns, rows: rows,
          empty: Phrase("截至这一天没有到账款项。", "Nothing had come in by that day."),
          totals: ["\(reader("合计", "In all"))", "", sum(rows.reduce(Money.zero) { $0 + $1.amount })] + sums + [
            sum(rows.reduce(Money.zero) { $0 + $1.applied.surplus }), "",
          ]), reader))
      """
  }

  private func how(_ reader: Reader) -> HTML {
    let parts = statement.owed.value.lines.map { line -> HTML in
      """
      <div id="how-\(line.kind.rawValue)"><h3>\(reader(line.kind.name)) \(sum(line.amount))</h3>\(explain(line.reasons, reader))</div>
      """
    }
    return
      "\(parts.joined())<div id=\"how-total\"><h3>\(reader("合计", "In all")) \(sum(statement.toSettle))</h3>\(explain(statement.owed.reasons, reader))</div>"
  }
}

/// The day and the sum that a reader asks about; a day that is none is said so.
struct OwedQuestion: Sendable {
  let day: Day
  let supposed: Money?

  init(_ query: FormData, today: Day) throws {
    let asked = query["on"]
    guard let day = asked.isEmpty ? today : Day(asked) else {
      throw PageProblem(422, "notADay", Phrase("日期应写成 2024-03-01", "A day is written as 2024-03-01"))
    }
    let sum = query["pay"]
    guard sum.isEmpty || (Money(sum).map { $0 > .zero && $0 <= .outsideMax } ?? false) else {
      throw PageProblem(422, "notASum", Phrase("金额应写成 5000.00", "A sum is written as 5000.00"))
    }
    self.day = day
    supposed = sum.isEmpty ? nil : Money(sum)
  }

  func statement(_ situation: Situation, _ file: CaseFile) throws -> OwedStatement {
    guard file.isFiled else {
      throw PageProblem(404, "notFiled", Phrase("案件尚未立案", "The case is not filed yet"))
    }
    do throws(LawRefusal) {
      return try CaseDebt.statement(
        file, situation.account(file.id), on: day, supposing: supposed, today: situation.today, law: situation.law)
    } catch {
      throw PageProblem(422, error.code, error.message, citations: error.citations.map(\.text))
    }
  }

  static let fields = [
    Filter("on", Phrase("截至哪一天（可以是将来）", "On which day (may lie ahead)"), .day),
    Filter("pay", Phrase("假设当日再付（元）", "Suppose this is paid then (CNY)"), .text),
  ]
}
