import Basics
import Casework
import Enforcement
import Hummingbird

/// Numbers of letters and what became of them, pasted as a table from the post's own: each line is done or refused on its own.
struct ServicePaste: Sendable {
  let services: CourtServices
  static let linesMax = 500

  func add(to router: Router<PageContext>) {
    router.get("/service/paste") { request, context in
      try await Pages.staff(request, context, services) { reader in
        try ServicePages.check(reader.actor)
        return Response.html(page(FormState(), reader))
      }
    }
    router.post("/service/paste") { request, context in
      try await Pages.staff(request, context, services) { reader in
        let form = try await request.form(context)
        try Pages.checkToken(form, context)
        try ServicePages.check(reader.actor)
        return try await take(form, reader)
      }
    }
  }

  private func page(_ state: FormState, _ reader: Reader) -> HTML {
    let kinds: [FormRow.Choice] = [
      FormRow.Choice("sent", Phrase("寄出", "Sent"), hint: Phrase("案号、受送达人、单号、寄出日期", "Case, receiver, letter, day")),
      FormRow.Choice(
        "results", Phrase("签收和退回", "Results"), hint: Phrase("单号、结果、日期、备注", "Letter, result, day, note")),
    ]
    let rows = [
      FormRow("kind", Phrase("粘贴的是", "What is pasted"), .radio(kinds), initial: ["sent"]),
      FormRow(
        "lines", Phrase("表格内容", "The table"), .textarea(max: 60_000),
        hint: Phrase(
          "一行一封，列之间用制表符或逗号分隔，可以直接从 Excel 复制；首行可以是表头。结果写：签收、退回、拒收、迁移、查无此人、逾期未领、地址不详。",
          "One line a letter, columns by tab or comma, as copied from Excel; a first line of titles is passed over. Results: delivered, returned, refused, moved, notFound, unclaimed, wrongAddress."
        )),
    ]
    return Layout(title: reader("粘贴送达结果", "Paste results"), kind: .staff).page(
      reader,
      """
      <p>← <a \(href("/service"))>\(reader("送达登记", "Service register"))</a></p>
      <h1>\(reader("粘贴单号和结果", "Paste letters and results"))</h1>
      <section>\(form(Form(action: "/service/paste", rows, button: Phrase("逐行登记", "Record line by line"), state: state, draft: "service.paste"), reader))</section>
      """)
  }

  private func take(_ form: FormData, _ reader: Reader) async throws -> Response {
    let lines = ServicePaste.lines(form["lines"])
    guard !lines.isEmpty, lines.count <= ServicePaste.linesMax else {
      let fault = FormFault(
        "lines",
        lines.isEmpty
          ? Phrase("请粘贴表格内容", "Paste the table")
          : Phrase("一次不超过 \(ServicePaste.linesMax) 行", "At most \(ServicePaste.linesMax) lines at once"))
      return Response.html(page(FormState(typed: form.pairs, faults: [fault]), reader), status: .unprocessableContent)
    }
    var outcomes: [BatchOutcome] = []
    for cells in lines {
      outcomes += form["kind"] == "results" ? try await result(cells, reader) : [try await sent(cells, reader)]
    }
    return CaseBatch(services: services).report(
      form["kind"] == "results" ? RecordService.title : SendPapers.title, outcomes, "/service", reader)
  }

  /// Cells of each line that has any; a line of titles is passed over.
  static func lines(_ text: String) -> [[String]] {
    text.split(whereSeparator: \.isNewline).map { line in
      line.split(omittingEmptySubsequences: false) { $0 == "\t" || $0 == "," || $0 == "，" }
        .map { $0.filter { !$0.isWhitespace } }
    }.filter { cells in cells.contains { !$0.isEmpty } && !cells.contains("单号") && !cells.contains("案号") }
  }

  private func refused(_ name: String, _ zh: String, _ en: String, path: String = "/service") -> BatchOutcome {
    BatchOutcome(name: name, path: path, result: .refused(Phrase(zh, en), articles: []))
  }

  // MARK: Sent

  /// Case, receiver, letter, day.
  private func sent(_ cells: [String], _ reader: Reader) async throws -> BatchOutcome {
    let name = cells.joined(separator: " ")
    guard cells.count >= 3 else { return refused(name, "应有案号、受送达人、单号三列", "Case, receiver and letter are needed") }
    let number = cells[0].replacing("（", with: "(").replacing("）", with: ")")
    guard case .caseNumbers(let known) = try await services.desk.store.find(.caseNumbers([number]), court: services.court),
      let id = known[number]
    else { return refused(name, "没有案号为 \(number) 的案件", "There is no case \(number)") }
    let path = "/cases/\(id)#papers"
    let file = try await services.desk.look(at: id, actor: reader.actor, court: services.court).caseFile(id)
    let names = try await services.reads.names(file.filing.parties.map(\.person))
    let found = file.filing.parties.filter { names[$0.person]?.filter { !$0.isWhitespace } == cells[1] }
    guard found.count == 1, let person = found.first?.person else {
      return refused(
        name, found.isEmpty ? "本案没有当事人“\(cells[1])”" : "本案有同名当事人，请在案件页登记",
        found.isEmpty ? "The case has no such party" : "Two parties have this name; record it on the case page", path: path)
    }
    let day = cells.count > 3 && !cells[3].isEmpty ? cells[3] : "\(reader.now.day)"
    return await CaseBatch(services: services).attempt(
      CommandCall(
        SendPapers.name, ["case": "\(id)", "to": "\(person)", "way": "mail", "on": .text(day), "tracking": .text(cells[2])]),
      named: name, path: path, done: Phrase("已登记寄出", "Recorded as sent"), reader)
  }

  // MARK: Results

  private enum Result {
    case delivered
    case returned(ReturnReason)
  }
  private static let words: [(words: [String], result: Result)] = [
    (["签收", "妥投", "已签收", "本人签收", "他人代收", "delivered"], .delivered), (["拒收", "拒绝签收", "refused"], .returned(.refused)),
    (["迁移", "迁移新址不明", "搬迁", "moved"], .returned(.moved)), (["查无此人", "notFound"], .returned(.notFound)),
    (["逾期未领", "无人领取", "unclaimed"], .returned(.unclaimed)),
    (["地址不详", "地址有误", "地址错误", "wrongAddress"], .returned(.wrongAddress)), (["退回", "退件", "returned"], .returned(.other)),
  ]

  /// Letter, result, day, note: for every paper that was in the letter.
  private func result(_ cells: [String], _ reader: Reader) async throws -> [BatchOutcome] {
    let name = cells.joined(separator: " ")
    guard cells.count >= 3 else { return [refused(name, "应有单号、结果、日期三列", "Letter, result and day are needed")] }
    guard let word = ServicePaste.words.first(where: { $0.words.contains(cells[1]) }) else {
      return [refused(name, "不认识的结果“\(cells[1])”", "The result “\(cells[1])” is not known")]
    }
    var query = DeliveryQuery()
    query.tracking = cells[0].filter { $0 != "-" }.uppercased()
    query.statuses = Set(Delivery.Status.allCases)
    let all = try await services.reads.deliveries(query, court: services.court)
    // Whom the result concerns cannot be told from the number alone.
    let receivers = Set(all.map(\.person))
    guard receivers.count <= 1 else {
      let numbers = Set(all.map(\.number)).sorted().joined(separator: "、")
      return [
        refused(
          name, "单号 \(cells[0]) 登记给了 \(receivers.count) 个受送达人（\(numbers)），请核对后在案件页分别登记",
          "The letter \(cells[0]) is recorded for \(receivers.count) receivers (\(numbers)); check it and record each on the case page"
        )
      ]
    }
    let rows = all.filter { $0.status == .sent }
    guard !rows.isEmpty else {
      return [refused(name, "没有以单号 \(cells[0]) 寄出、尚无结果的文书", "No paper is out in the letter \(cells[0])")]
    }
    let batch = CaseBatch(services: services)
    let note = cells.count > 3 ? cells[3...].joined(separator: " ") : ""
    var outcomes: [BatchOutcome] = []
    for row in rows {
      var fields: [String: InputValue] = [
        "case": "\(row.caseID)", "to": "\(row.person)", "on": .text(cells[2]), "note": .text(note),
      ]
      let call: CommandCall
      switch word.result {
      case .delivered:
        fields["paper"] = "\(row.paper)"
        fields["way"] = "mail"
        call = CommandCall(RecordService.name, fields)
      case .returned(let why):
        fields["papers"] = .list(["\(row.paper)"])
        fields["why"] = .text(why.rawValue)
        call = CommandCall(ReturnPapers.name, fields)
      }
      outcomes.append(
        await batch.attempt(
          call, named: "\(row.number) \(reader(row.kind.title)) \(cells[0])", path: DeliveryPages.path(row),
          done: Phrase("已登记：\(cells[1])", "Recorded: \(cells[1])"), reader))
    }
    return outcomes
  }
}
