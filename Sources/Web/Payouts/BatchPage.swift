import Basics
import Casework
import Enforcement
import Hummingbird
import Import

/// One mass payout: its gates, how far it is, its lines, and what may be done now.
struct BatchPage: Sendable {
  let services: CourtServices
  let reader: Reader
  let state: PayoutBatch
  private static let linesShown = 50
  private static let faultsShown = 100

  /// Something happens by itself: chunks leave, or the bank has not answered all.
  static func isMoving(_ state: PayoutBatch) -> Bool {
    state.status == .sending && (!state.waiting(limit: 1).isEmpty || state.underway.count > 0)
  }
  static func bar(_ state: PayoutBatch) -> ProgressState {
    let failed = state.tally(.failed).count + state.tally(.returned).count
    return ProgressState(
      id: "progress", label: state.status.name, done: state.tally(.settled).count, failed: failed, total: state.count,
      failures: failed > 0 ? "/payouts/\(state.id)?status=failed#lines" : nil,
      live: isMoving(state) ? "/payouts/\(state.id)/live" : nil)
  }

  func page() async throws -> HTML {
    let title = reader("批量发放 \(state.id)", "Mass payout \(state.id)")
    let lines: HTML = reader.seesNames ? try await list() : .empty
    let faults: HTML = reader.seesNames ? try await faults() : .empty
    let changes: HTML = reader.seesNames ? try await changes() : .empty
    let ground = try await ground()
    return Layout(title: title, kind: .staff).page(
      reader,
      """
      <p><a \(href("/payouts"))>← \(reader("批量发放", "Mass payouts"))</a></p><h1>\(title)</h1>
      \(when(!state.held.isEmpty, banner(.warn, held, next: "<p><a \(href("/payouts/\(state.id)?status=held#lines"))>\(reader("查看存疑的行", "See the lines in doubt"))</a></p>", reader)))
      \(warnings)\(progress(BatchPage.bar(state), reader))
      \(actionBar(PayoutActs.buttons(state, reader.actor, services.desk.books.law.settings), reader))
      <div id="numbers" \(attribute("data-live", BatchPage.bar(state).live))>\(facts(numbers, reader))\(tallies)</div>\(ground)
      \(gates)\(changes)\(files)\(faults)\(lines)
      """)
  }

  private var held: Phrase {
    Phrase(
      "\(state.held.count) 行银行回执前后矛盾，不再自动发送，须由案款监管向银行查明",
      "\(state.held.count) lines on which the bank contradicts itself are not sent again; the supervisor asks the bank")
  }

  /// The paper that names the payees, as stated by whoever handed in the list.
  private func ground() async throws -> HTML {
    guard let ref = state.created?.ground, let text = try await services.desk.store.open([ref])[ref]?.fields["text"] else {
      return .empty
    }
    return "<p>\(reader("列有收款人的文书", "The paper that names the payees"))：\(text)</p>"
  }

  private var numbers: [Fact] {
    let source = state.created?.caseID.map { id -> HTML in
      "<a \(href("/cases/\(id)#money"))>\(reader("案件账户", "Account of the case"))</a>"
    }
    return [
      Fact(Phrase("笔数", "Lines"), "\(grouped(state.count))"), Fact(Phrase("金额（元）", "Amount (CNY)"), sum(state.total)),
      Fact(Phrase("付款账户", "Paid from"), source ?? "\(state.created?.source ?? "")"),
      Fact(Phrase("建立时间", "Made"), "\(state.createdAt?.minuteText ?? "")"),
      Fact(Phrase("名单校验值", "Digest of the list"), "<code>\(state.created?.sha256 ?? "")</code>", wide: true),
    ]
  }

  private var tallies: HTML {
    let rows = PayoutBatch.LineStatus.allCases.filter { state.tally($0).count > 0 }
    let columns: [Column<PayoutBatch.LineStatus>] = [
      Column(Phrase("状态", "State"), heads: true) { status in
        "<a \(href("/payouts/\(state.id)?status=\(status.rawValue)#lines"))>\(reader(status.name))</a>"
      },
      Column(Phrase("笔数", "Lines"), align: .number) { status in "\(grouped(state.tally(status).count))" },
      Column(Phrase("金额（元）", "Amount (CNY)"), align: .number) { status in sum(state.tally(status).sum) },
    ]
    return table(
      Table(
        Phrase("各状态笔数与金额", "Lines and sums by state"), columns, rows: rows, empty: Phrase("没有行", "No lines"),
        totals: ["\(reader("合计", "In all"))", "\(grouped(state.count))", sum(state.total)]), reader)
  }

  private var gates: HTML {
    let items = MoneyGate.allCases.map { gate -> HTML in
      let passed = state.gates?.passed[gate] != nil
      let now = state.status == .checked && state.gates?.next == gate
      let word = passed ? reader("已通过", "passed") : now ? reader("现在办理", "now") : reader("未到", "not yet")
      return "<li><span aria-hidden=\"true\">\(passed ? "✓" : now ? "▶" : "○")</span> \(reader(gate.name)) · \(word)</li>"
    }
    return section("gates", reader("三道关口", "Three gates"), "<ol class=\"steps\">\(items)</ol>")
  }

  private var files: HTML {
    let chunks = state.chunks.values.sorted { $0.number < $1.number }
    guard !chunks.isEmpty else { return .empty }
    let columns: [Column<PayoutBatch.Chunk>] = [
      Column(Phrase("文件", "File"), heads: true) { chunk in
        when(
          reader.actor.has(.cashier), "<a \(href("/payouts/\(state.id)/files/\(chunk.number)"))>\("\(chunk.number)")</a>",
          else: "\("\(chunk.number)")")
      },
      Column(Phrase("笔数", "Lines"), align: .number) { "\(grouped($0.lineCount))" },
      Column(Phrase("金额（元）", "Amount (CNY)"), align: .number) { sum($0.total) },
      Column(Phrase("去向", "Where")) { chunk in
        "\(chunk.answers > 0 ? reader("银行已回执", "answered") : chunk.handed ? reader("已送出", "handed over") : reader("待送出", "to be handed over"))"
      },
    ]
    let shown = Table(
      Phrase("付款文件", "Files of payments"), columns, rows: Array(chunks.suffix(200)), empty: Phrase("没有文件", "No files"))
    return section("files", reader("付款文件（pain.001）", "Files of payments (pain.001)"), table(shown, reader))
  }

  private func faults() async throws -> HTML {
    let found = try await services.payouts.faults(state.id)
    guard !found.isEmpty else { return .empty }
    let items = found.prefix(BatchPage.faultsShown).map { fault -> HTML in
      "<li>\(reader("第 \(fault.line) 行", "Line \(fault.line)")) \(fault.place)：\(reader(fault.message))；\(reader(fault.instead))</li>"
    }
    let more = found.count - items.count
    return section(
      "faults", reader("名单核对", "What the check found"),
      """
      <p><a class="button" \(href("/payouts/\(state.id)/corrections.csv"))>\(reader("下载待改正的行（CSV）", "Lines to put right (CSV)"))</a></p>
      <details><summary>\(reader("\(found.count) 处提示和错误", "\(found.count) errors and warnings"))</summary><ul>\(items)</ul>\
      \(when(more > 0, "<p>\(reader("另有 \(more) 处。", "\(more) more."))</p>"))</details>
      """)
  }

  private func list() async throws -> HTML {
    let query = LineQuery(FormData(reader.queryPairs.map { "\($0.name)=\($0.value)" }.joined(separator: "&")))
    let found = try await query.rows(state, services, limit: BatchPage.linesShown + 1)
    let shown = Array(found.prefix(BatchPage.linesShown))
    let columns: [Column<FoundLine>] = [
      Column(Phrase("行号", "Line"), align: .number) { "\("\($0.line.line)")" },
      Column(Phrase("收款人", "Payee"), heads: true) { "\($0.line.name)" },
      Column(Phrase("编号", "Reference")) { "\($0.line.reference)" },
      Column(Phrase("账号尾号", "Account ends")) { "\(String($0.line.account.suffix(4)))" },
      Column(Phrase("金额（元）", "Amount (CNY)"), align: .number) { sum($0.line.amount) },
      Column(Phrase("状态", "State")) { found in
        let code = found.row?.code ?? ""
        return
          "\(reader(found.status.name))\(when(!code.isEmpty, " <code>\(code)</code>"))\(when(state.held[found.line.line]) { reason -> HTML in " <strong>▲ \(reader(reason.name))</strong> " })\(resolve(found))"
      },
    ]
    let fields = [
      Filter("q", Phrase("姓名、编号、账号", "Name, reference, account"), .text),
      Filter(
        "status", Phrase("状态", "State"),
        .choice(
          PayoutBatch.LineStatus.allCases.map { ($0.rawValue, $0.name) } + [("held", Phrase("存疑", "In doubt"))])),
    ]
    let page = PageState(
      shown: shown.count, total: found.count > shown.count ? .atLeast(shown.count) : .exactly(shown.count),
      next: found.count > shown.count ? shown.last.map { "\($0.line.line)" } : nil)
    let rows = Table(
      Phrase("发放明细", "Lines"), columns, rows: shown, empty: Phrase("没有符合条件的行", "No line matches"))
    return section(
      "lines", reader("发放明细", "Lines"),
      "\(filters(fields, reader))\(table(rows, reader))\(pager(page, export: "/payouts/\(state.id)/report.csv", reader))")
  }

  /// A line in doubt, or one that the bank has not answered.
  private func resolve(_ found: FoundLine) -> HTML {
    let line = found.line.line
    let isOpen = state.held[line] != nil || found.status.isUnderway
    let link: HTML = when(
      isOpen && !reader.actor.roles.isDisjoint(with: ResolveBatchLine.roles),
      " <a \(href("/payouts/\(state.id)/act/resolve?line=\(line)"))>\(reader("核定", "settle"))</a>")
    let told: HTML = when(state.findings[line]) { first -> HTML in
      " <span class=\"note\">\(reader("一人查明", "one person found"))：\(reader(first.finding.name))</span>"
    }
    return "\(link)\(told)"
  }
}
