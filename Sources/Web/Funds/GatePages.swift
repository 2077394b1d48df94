import Basics
import Casework
import Enforcement
import Hummingbird

/// The three gates of case money: what waits at each, who may let it through, and many let through at once.
struct GatePages: Sendable {
  let services: CourtServices
  static let rowsMax = 200
  /// The command that passes each gate.
  static func command(_ gate: MoneyGate) -> any CaseCommand.Type {
    switch gate {
    case .supervision: SupervisePayout.self
    case .approval: ApprovePayout.self
    case .release: ReleasePayout.self
    }
  }

  func add(to router: Router<PageContext>) {
    router.get("/gates") { request, context in
      try await Pages.staff(request, context, services) { reader in Response.html(try await page(reader)) }
    }
    router.post("/gates/batch") { request, context in
      try await Pages.staff(request, context, services) { reader in try await batch(request, context, reader) }
    }
  }

  /// Why this person may not let it through; nil where he may.
  static func refusal(_ row: GateRow, _ gate: MoneyGate, _ reader: Reader, _ services: CourtServices) -> Refusal? {
    do throws(Refusal) {
      try row.gates.check(gate, row.total, reader.actor, services.desk.books.law.settings)
      return nil
    } catch {
      return error
    }
  }

  private func page(_ reader: Reader) async throws -> HTML {
    var sections: [HTML] = []
    var tiles: [Figure] = []
    for gate in MoneyGate.allCases {
      let waiting = try await services.reads.waiting(at: gate, court: services.court, limit: GatePages.rowsMax)
      let people = try await People.load([], services, for: reader)
      let tags = try await Livelihoods.load(waiting.rows.map(\.caseID), services)
      let status = CaseAccount.PayoutState.Status.allCases.first { $0.gate == gate } ?? .proposed
      tiles.append(
        Figure(
          label: gate.name, value: count(.exactly(waiting.total), reader), path: "/gates#\(status.rawValue)",
          note: waiting.sum.grouped + reader(" 元", " CNY")))
      let rows = tags.first(waiting.rows, \.caseID)
      sections.append(section(gate, status, rows, waiting.total, tags, people, reader))
    }
    return Layout(title: reader("案款三道关口", "Gates of case money"), kind: .staff).page(
      reader,
      """
      <h1>\(reader("案款三道关口", "Three gates of case money"))</h1>
      <p class="hint">\(reader("监管、审批、发放由三人分别办理，提出人不得办理任何一关；审批权限按金额。", "Supervision, approval and release are three people's, none of them the proposer's; limits go by the sum."))</p>
      <div id="figures" data-live="/gates" data-every="15">\(figures(tiles, reader))</div>\(sections.joined())
      """)
  }

  private func section(
    _ gate: MoneyGate, _ status: CaseAccount.PayoutState.Status, _ rows: [GateRow], _ total: Int, _ tags: Livelihoods,
    _ people: People, _ reader: Reader
  ) -> HTML {
    let title = GatePages.command(gate).title
    let batch = Batch(
      id: "gate-\(gate.rawValue)", action: "/gates/batch",
      buttons: [(value: gate.rawValue, title: Phrase("\(title.zh)（所选）", "\(title.en): the chosen"))])
    let mine = rows.contains { GatePages.refusal($0, gate, reader, services) == nil }
    let cut: HTML = when(
      total > rows.count,
      "<p class=\"hint\">\(reader("共 \(total) 笔，先显示提出最早的 \(rows.count) 笔。", "\(total) in all; the \(rows.count) proposed first are shown."))</p>"
    )
    return """
      <section id="\(status.rawValue)" aria-labelledby="\(status.rawValue)-title"><h2 id="\(status.rawValue)-title">\(reader(gate.name))</h2>
      <p class="hint">\(GatePages.limits(gate, services, reader))</p>
      \(when(mine, batchBar(batch, reader)))\(table(list(gate, rows, tags, people, mine ? batch.id : nil, reader), reader))\(cut)</section>
      """
  }

  /// Who may let how much pass here.
  static func limits(_ gate: MoneyGate, _ services: CourtServices, _ reader: Reader) -> String {
    gate.limits(services.desk.books.law.settings).map { role, most in
      let sum = most.map { Phrase("至 \($0.grouped) 元", "up to \($0.grouped)") } ?? Phrase("不限额", "any sum")
      return "\(reader(role.title)) \(reader(sum))"
    }.joined(separator: reader("；", "; "))
  }

  private func list(
    _ gate: MoneyGate, _ rows: [GateRow], _ tags: Livelihoods, _ people: People, _ batch: String?, _ reader: Reader
  ) -> Table<GateRow> {
    let name = GatePages.command(gate).name
    return Table(
      Phrase("涉民生的在前，先提出的在前", "Livelihood first, then what was proposed first"),
      [
        Column(Phrase("案号", "Case"), heads: true) {
          "<a \(href("/cases/\($0.caseID)#money"))>\($0.number)</a>\(tags.tag($0.caseID, reader))"
        },
        Column(Phrase("金额（元）", "Amount (CNY)"), align: .number) { sum($0.total, opens: "/cases/\($0.caseID)#money") },
        Column(Phrase("案款期限", "Pay out by")) { row in when(row.payBy) { lamp(Instant.end(of: $0), reader) } },
        Column(Phrase("提出", "Proposed")) { "\(reader(people.actor($0.gates.proposedBy))) \($0.proposedAt.minuteText)" },
        Column(Phrase("已过关口", "Passed")) { row in
          let passed = MoneyGate.allCases.compactMap { gate in
            row.gates.passed[gate].map { "\(reader(gate.name)) \(reader(people.actor($0)))" }
          }
          return "\(passed.joined(separator: reader("；", "; ")))"
        },
        Column(Phrase("办理", "Act")) { row in
          if let refusal = GatePages.refusal(row, gate, reader, services) {
            return "<span class=\"hint\">\(reader(refusal.message))</span>"
          }
          return """
            <a \(href("/cases/\(row.caseID)/do/\(name)?payout=\(row.payout)"))>\(reader(GatePages.command(gate).title))</a> · \
            <a \(href("/cases/\(row.caseID)/do/funds.returnPayout?payout=\(row.payout)"))>\(reader("退回", "Return"))</a>
            """
        },
      ], rows: rows, empty: Phrase("没有等待\(gate.name.zh)的发放。", "Nothing waits here."),
      choice: batch.map { batch in
        RowChoice(batch: batch, value: { "\($0.caseID)/\($0.payout)" }, name: { "\($0.number) \($0.total.grouped)" })
      })
  }

  /// Rows are `case/payout`; each is attempted and reported on its own.
  private func batch(_ request: Request, _ context: PageContext, _ reader: Reader) async throws -> Response {
    let form = try await request.form(context)
    try Pages.checkToken(form, context)
    guard let gate = MoneyGate(rawValue: form["do"]) else {
      throw PageProblem(422, "noAct", Phrase("请先选择关口", "Choose a gate first"))
    }
    let type = GatePages.command(gate)
    let batch = CaseBatch(services: services)
    if let answer = try await batch.asked(type.title, form, "/gates/batch", reader) { return answer }
    var outcomes: [BatchOutcome] = []
    for row in form.all("select").prefix(CaseBatch.rowsMax) {
      let parts = row.split(separator: "/").map(String.init)
      guard parts.count == 2, let id = ID<CaseFile>(parts[0]), let payout = ID<Payout>(parts[1]) else { continue }
      let situation = try await services.desk.look(at: id, actor: reader.actor, court: services.court)
      let total = situation.account(id).payouts[payout]?.total ?? .zero
      outcomes.append(
        await batch.attempt(
          CommandCall(type.name, ["case": .text(parts[0]), "payout": .text(parts[1])]),
          named: "\(situation.caseFile(id).number) \(total.grouped)", path: "/cases/\(id)#money", done: type.title, reader))
    }
    return batch.report(type.title, outcomes, form["back"], reader)
  }
}
