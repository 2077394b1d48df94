import Basics
import Casework
import Enforcement
import Hummingbird
import Import

/// Entry by hand of what no unit sent: by form, by a table copied from a spreadsheet, by .xlsx; checked row by row before anything is stored.
struct HandEntryPages: Sendable {
  let services: CourtServices
  private static let bytesMax = 32 << 20
  /// Rows of the form.
  private static let typedRows = 8
  private var intake: HandIntake {
    HandIntake(desk: services.desk, vault: services.vault, files: services.papers, court: services.court)
  }

  func add(to router: Router<PageContext>) {
    router.get("/by-hand") { request, context in
      try await Pages.staff(request, context, services) { reader in
        let file = try await file(request.query["case"], reader)
        return Response.html(try await page(file, FormState(), reader))
      }
    }
    router.post("/by-hand") { request, context in
      try await Pages.staff(request, context, services) { reader in try await take(request, context, reader) }
    }
    HandEntryAPI(services: services, intake: intake).add(to: router)
  }

  private func file(_ text: String, _ reader: Reader) async throws -> CaseFile? {
    guard !text.isEmpty else { return nil }
    guard let id = ID<CaseFile>(text) else { throw PageProblem.noSuchCase }
    let file = try await services.desk.look(at: id, actor: reader.actor, court: services.court).caseFile(id)
    guard file.exists else { throw PageProblem.noSuchCase }
    return file
  }

  /// Those whom the command would refuse are told so before they type.
  static func refusal(_ actor: Actor) -> Refusal? {
    do throws(Refusal) {
      try Authority.check(RecordHandEntry.self, actor)
      return nil
    } catch {
      return error
    }
  }

  // MARK: The form

  private func page(_ file: CaseFile?, _ state: FormState, _ reader: Reader) async throws -> HTML {
    let title = reader(RecordHandEntry.title)
    let people = try await People.load(file?.debtors.map(\.person) ?? [], services, for: reader)
    let body: HTML
    if let refusal = HandEntryPages.refusal(reader.actor) {
      body = banner(.warn, refusal.message, articles: refusal.citations, reader)
    } else {
      let form = Form(
        action: "/by-hand", rows(file, people, reader), button: Phrase("核对，下一步", "Check, then next"), state: state,
        hidden: [(name: "case", value: file.map { "\($0.id)" } ?? "")], draft: "handEntry.record")
      body = Web.form(form, reader)
    }
    let about =
      file.map { file -> HTML in
        "<p>← <a \(href("/cases/\(file.id)#property"))>\(file.number)</a> \(people.persons(file.debtors.map(\.person)))</p>"
      }
      ?? "<p>\(reader("不指定案件时，表中须有“案号”一列。", "Without a case the table needs a column with the case number."))</p>"
    return Layout(title: title, kind: .staff, printed: file?.number ?? "").page(
      reader,
      """
      \(about)<h1>\(title)</h1>
      <p>\(reader("协助单位没有以报文反馈的，在此录入：书面登记材料、来函、全国网络查控结果、实地调查、电话。先逐行核对，确认后存入；有误的行逐一写明位置和理由，不影响其他行；同一材料重复录入不会重复。人工录入的内容处处标明来源。", "What no unit sent by message is entered here: papers of registries, letters, results of the national network, visits, calls. Rows are checked first and stored once you agree; a bad row says where and why and leaves the others alone; the same table twice changes nothing. What was entered by hand is marked as such everywhere."))</p>
      <section>\(body)</section>
      """)
  }

  private func rows(_ file: CaseFile?, _ people: People, _ reader: Reader) -> [FormRow] {
    let sources = HandSource.allCases.map { FormRow.Choice($0.rawValue, $0.name) }
    var rows = [
      FormRow("source", Phrase("来源", "Source"), .select(sources)),
      FormRow(
        "learnedOn", Phrase("获悉日", "Learned on"), .day, hint: Phrase("函件、材料或通话的日期", "The day of the letter, paper or call")),
      FormRow(
        "told", Phrase("何人告知、何种材料", "Who told it, and what paper"), .textarea(max: 2000),
        hint: Phrase("单位、经办人、函号或通话时间", "Unit, person, number of the letter or time of the call")),
      FormRow(
        "table", Phrase("粘贴表格", "Paste a table"), .textarea(max: 500_000), required: false,
        hint: Phrase("首行为表头，制表符或逗号分隔；表头：", "Header first, tabs or commas; headers: ") + HandTable.headers),
      FormRow(
        "sheet", Phrase("或上传表格（.xlsx、.csv）", "Or upload a table (.xlsx, .csv)"), .file(accept: [".xlsx", ".csv"]), required: false
      ),
    ]
    guard let file else { return rows }
    let debtors = file.debtors.map { FormRow.Choice("\($0.person)", Phrase(people.person($0.person), people.person($0.person))) }
    let units = services.desk.books.units.filter { $0.kind != .courtBank }.map { FormRow.Choice($0.key, $0.name) }
    let inner = HandRow.inputs.map { field -> FormRow in
      let kind: FormRow.Kind =
        switch field.kind {
        case .pick: .select(debtors)
        case .choice(let choices): .select(choices.map { FormRow.Choice($0.key, $0.label) })
        case .money: .money
        case .day: .day
        case .number: .number
        case .text(let max) where field.name != "unit": .text(max: max)
        default: .select(units)
        }
      return FormRow(field.name, field.label, kind, required: field.required, hint: field.hint)
    }
    rows.append(FormRow("rows", Phrase("或逐项填写", "Or row by row"), .group(inner, max: HandEntryPages.typedRows), required: false))
    return rows
  }

  // MARK: Checking and taking

  private func take(_ request: Request, _ context: PageContext, _ reader: Reader) async throws -> Response {
    let upload = try await request.upload(limit: HandEntryPages.bytesMax)
    try Pages.checkToken(upload.fields, context)
    if let refusal = HandEntryPages.refusal(reader.actor) { throw CaseDesk.Failure.refused(refusal) }
    let file = try await file(upload.fields["case"], reader)
    func again(_ faults: [FormFault]) async throws -> Response {
      Response.html(
        try await page(file, FormState(typed: upload.fields.pairs, faults: faults), reader), status: .unprocessableContent)
    }
    let origin = HandIntake.Origin(
      source: upload.fields["source"], learnedOn: upload.fields["learnedOn"], told: upload.fields["told"])
    do {
      let table = try HandEntryPages.read(upload)
      guard !table.rows.isEmpty else {
        return try await again([FormFault("table", Phrase("至少填写一行", "At least one row is needed"))])
      }
      let people = try await People.load(file?.debtors.map(\.person) ?? [], services, for: reader)
      if upload.fields["store"].isEmpty {
        let lines = try await intake.check(table, of: file?.id, origin, by: reader.actor)
        return Response.html(checked(lines, file, origin, people, reader))
      }
      let papers = upload.files.filter { $0.field == "attachment" }.map { (name: $0.name, bytes: $0.bytes) }
      let lines = try await intake.take(table, of: file?.id, origin, attachments: papers, by: reader.actor)
      return Response.html(done(lines, file, people, reader))
    } catch let fault as HandTableFault {
      return try await again([FormFault(upload.file(in: "sheet") == nil ? "table" : "sheet", fault.message)])
    } catch CaseDesk.Failure.faults(let faults) {
      return try await again(CommandForm.faults(faults, nil))
    }
  }

  /// The uploaded table, else the pasted one, else what was typed row by row.
  static func read(_ upload: Upload) throws(HandTableFault) -> HandTable {
    if let sheet = upload.file(in: "sheet") { return try HandTable(file: sheet.bytes) }
    let pasted = upload.fields["table"]
    if !pasted.isEmpty { return try HandTable(text: pasted) }
    guard case .list(let rows) = upload.fields.input["rows"] else { return HandTable(rows: []) }
    return HandTable(
      rows: rows.enumerated().compactMap { place, row in
        guard case .object(let fields) = row else { return nil }
        let cells = HandColumn.allCases.compactMap { column -> (HandColumn, String)? in
          guard case .text(let text) = fields[column.rawValue] else { return nil }
          return (column, text)
        }
        return HandTable.Row(line: place + 1, cells: Dictionary(cells) { first, _ in first })
      })
  }

  private func checked(
    _ lines: [HandIntake.Line], _ file: CaseFile?, _ origin: HandIntake.Origin, _ people: People, _ reader: Reader
  ) -> HTML {
    let new = lines.filter(\.isNew)
    let refused = lines.count(where: \.isRefused)
    let summary = Phrase(
      "可录入 \(new.count) 行，此前已录入 \(lines.count - new.count - refused) 行，不能录入 \(refused) 行；尚未存入任何内容",
      "\(new.count) rows can be entered, \(lines.count - new.count - refused) are known, \(refused) cannot; nothing is stored yet"
    )
    let attach = FormRow(
      "attachment", Phrase("附件（扫描件、照片）", "Paper or photograph"), .file(accept: [".pdf", "image/jpeg", "image/png"]),
      required: false, hint: Phrase("PDF、JPEG 或 PNG，最大 20 MiB", "PDF, JPEG or PNG, at most 20 MiB"))
    let hidden = [
      (name: "case", value: file.map { "\($0.id)" } ?? ""), (name: "source", value: origin.source),
      (name: "learnedOn", value: origin.learnedOn), (name: "told", value: origin.told),
      (name: "table", value: HandTable.text(new.map(\.row))), (name: "store", value: "1"),
    ]
    let store: HTML = when(
      !new.isEmpty,
      form(
        Form(
          action: "/by-hand", [attach], button: Phrase("录入 \(new.count) 行", "Enter \(new.count) rows"), hidden: hidden), reader))
    return shell(
      file, Phrase("核对结果", "What was checked"),
      "\(banner(refused > 0 ? .warn : .info, summary, reader))\(table(list(lines, people, reader), reader))\(store)", reader)
  }

  private func done(_ lines: [HandIntake.Line], _ file: CaseFile?, _ people: People, _ reader: Reader) -> HTML {
    let refused = lines.count(where: \.isRefused)
    let taken = lines.count(where: \.isNew)
    let summary = Phrase("已录入 \(taken) 行，未录入 \(refused) 行", "\(taken) rows entered, \(refused) not")
    return shell(
      file, Phrase("录入结果", "What was entered"),
      "\(banner(refused > 0 ? .warn : .done, summary, reader))\(table(list(lines, entered: true, people, reader), reader))",
      reader)
  }

  private func shell(_ file: CaseFile?, _ title: Phrase, _ body: HTML, _ reader: Reader) -> HTML {
    let back: HTML = file.map { "<a \(href("/cases/\($0.id)#property"))>\($0.number)</a>" } ?? .empty
    return Layout(title: reader(title), kind: .staff, printed: file?.number ?? "").page(
      reader,
      """
      <p>← \(back) <a \(href("/by-hand" + (file.map { "?case=\($0.id)" } ?? "")))>\(reader(RecordHandEntry.title))</a></p>
      <h1>\(reader(title))</h1><section>\(body)</section>
      """)
  }

  /// A cell in words: what was chosen in the form is kept by its key.
  private static func word(_ column: HandColumn, _ text: String, _ people: People, _ reader: Reader) -> String {
    switch column {
    case .debtor: ID<Person>(text).map { people.person($0) } ?? text
    case .unit: reader(people.unit(text))
    default:
      HandRow.inputs.first { $0.name == column.rawValue }.flatMap { field in
        if case .choice(let choices) = field.kind { choices.first { $0.key == text }.map { reader($0.label) } } else { nil }
      } ?? text
    }
  }

  private func list(
    _ lines: [HandIntake.Line], entered: Bool = false, _ people: People, _ reader: Reader
  ) -> Table<HandIntake.Line> {
    func cell(_ column: HandColumn) -> @Sendable (HandIntake.Line) -> HTML {
      { line in
        let text = line.row.cells[column] ?? ""
        return text.isEmpty ? "—" : "\(HandEntryPages.word(column, text, people, reader))"
      }
    }
    return Table(
      Phrase("逐行结果", "Row by row"),
      [
        Column(Phrase("行", "Row"), heads: true) { "\($0.row.line)" },
        Column(Phrase("结果", "Result")) { line in
          entered && line.isNew ? lamp(.well, reader("已录入", "entered")) : HandEntryPages.state(line, reader)
        },
        Column(Phrase("案号", "Case")) { line in
          when(line.caseID) { id -> HTML in "<a \(href("/cases/\(id)#property"))>\(line.number)</a>" }
        },
        Column(Phrase("被执行人", "Debtor"), cell: cell(.debtor)), Column(Phrase("单位", "Unit"), cell: cell(.unit)),
        Column(Phrase("种类", "Kind"), cell: cell(.kind)), Column(Phrase("标识", "Identity"), cell: cell(.identity)),
        Column(Phrase("价值", "Value"), align: .number, cell: cell(.value)),
        Column(Phrase("控制结果", "Control"), cell: cell(.outcome)),
      ], rows: lines, empty: Phrase("没有行。", "No rows."))
  }

  static func state(_ line: HandIntake.Line, _ reader: Reader) -> HTML {
    switch line.state {
    case .new: return lamp(.well, reader("可以录入", "good"))
    case .known: return lamp(.none, reader("此前已录入", "known"))
    case .refused(let column, let words, let citations):
      let place = column.map { reader($0.title) + reader("：", ": ") } ?? ""
      return
        "\(lamp(.over, reader("不能录入", "refused"))) \(place)\(reader(words))\(when(!citations.isEmpty, law(citations, reader)))"
    }
  }
}

/// What was entered by hand is told apart from what units sent.
func handBadge(_ entry: HandEntries.Entry, _ reader: Reader) -> HTML {
  let words = reader("\(entry.source.name.zh) \(entry.learnedOn)", "\(entry.source.name.en) \(entry.learnedOn)")
  return "<span class=\"tag hand\">\(reader("人工录入", "by hand"))</span> <span class=\"note\">\(words)</span>"
}
