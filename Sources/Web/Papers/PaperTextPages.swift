import Basics
import Casework
import Enforcement
import Hummingbird
import Wording

/// A paper's own page: its words with what comes from the case marked, the check, the form, the panel, and editing while it is a draft.
struct PaperTextPages: Sendable {
  let services: CourtServices
  private var desk: PaperDesk { PaperDesk(services: services) }

  func add(to router: Router<PageContext>) {
    router.get("/cases/:id/papers/:paper/text") { request, context in
      try await Pages.staff(request, context, services) { reader in
        let edits = request.query["edit"] == "1"
        return Response.html(try await page(try await desk.open(context, reader.actor), edits ? FormState() : nil, reader))
      }
    }
    router.post("/cases/:id/papers/:paper/text") { request, context in
      try await Pages.staff(request, context, services) { reader in try await save(request, context, reader) }
    }
    router.post("/cases/:id/papers/:paper/check") { request, context in
      try await Pages.staff(request, context, services) { reader in
        try Pages.checkToken(try await request.form(context), context)
        let opened = try await desk.open(context, reader.actor)
        try await desk.check(opened.paper.id, of: opened.file.id)
        return Response.see(opened.path)
      }
    }
    router.post("/cases/:id/papers/:paper/scan") { request, context in
      try await Pages.staff(request, context, services) { reader in try await scan(request, context, reader) }
    }
    PaperTextAPI(services: services).add(to: router)
  }

  // MARK: Attempts

  private func save(_ request: Request, _ context: PageContext, _ reader: Reader) async throws -> Response {
    let opened = try await desk.open(context, reader.actor)
    let form = try await request.form(context)
    try Pages.checkToken(form, context)
    var texts: [String: String] = [:]
    for passage in opened.writing.content.passages where passage.kind != .fixed {
      guard let typed = form.pairs.last(where: { $0.name == "p-\(passage.place)" })?.value else { continue }
      texts[passage.place] = typed
    }
    do {
      try await desk.save(
        texts, base: Int(form["base"]) ?? 0, confirmed: form["confirmed"] == "true", opened, by: reader.actor)
      return Response.see(opened.path)
    } catch CaseDesk.Failure.refused(let refusal) {
      let state = FormState(typed: form.pairs, faults: CommandForm.faults([], refusal))
      return Response.html(
        try await page(opened, state, reader), status: refusal.isForOthers ? .forbidden : .conflict)
    } catch CaseDesk.Failure.faults(let faults) {
      return Response.html(
        try await page(opened, FormState(typed: form.pairs, faults: CommandForm.faults(faults, nil)), reader),
        status: .unprocessableContent)
    }
  }

  private func scan(_ request: Request, _ context: PageContext, _ reader: Reader) async throws -> Response {
    let opened = try await desk.open(context, reader.actor)
    let upload = try await request.upload(limit: DeliveryPages.scanMax)
    try Pages.checkToken(upload.fields, context)
    do {
      try await desk.seal(upload.file?.bytes ?? [], pages: Int(upload.fields["pages"]) ?? 1, opened, by: reader.actor)
      return Response.see(opened.path)
    } catch CaseDesk.Failure.refused(let refusal) {
      throw CaseDesk.Failure.refused(refusal)
    } catch let problem as PageProblem where problem.field == "file" {
      let state = FormState(typed: [], faults: [FormFault("file", problem.message)])
      return Response.html(try await page(opened, nil, scan: state, reader), status: .unprocessableContent)
    }
  }

  // MARK: The page

  private func page(
    _ opened: PaperDesk.Opened, _ editing: FormState?, scan: FormState = FormState(), _ reader: Reader
  ) async throws -> HTML {
    let file = opened.file
    let paper = opened.paper
    let people = try await People.load(file.filing.parties.map(\.person), services, for: reader)
    let view = PaperView(opened: opened, people: people, words: try await words(paper))
    let mayEdit = paper.stage == .draft && paper.life.approval == nil && !reader.actor.roles.isDisjoint(with: EditPaper.roles)
    let shown: HTML =
      reader.seesNames
      ? view.text(reader) : "<p>\(reader("当事人信息已遮盖，您的岗位不能查看正文。", "The text names the parties; your role does not see it."))</p>"
    let body: HTML =
      if let editing, mayEdit, reader.seesNames {
        section("edit", reader("修改正文", "Edit"), view.editor(editing, reader))
      } else {
        section("text", reader("正文", "Text"), shown)
      }
    return Layout(title: reader(paper.kind.title), kind: .staff, printed: file.number).page(
      reader,
      """
      <p>← <a \(href("/cases/\(file.id)#papers"))>\(file.number)</a></p><h1>\(reader(paper.kind.title))</h1>
      <section>\(view.head(reader))<p class="actions">\(view.actions(mayEdit: mayEdit && editing == nil, reader))</p></section>
      \(section("check", reader("检查", "Check"), view.check(reader)))
      \(view.approval(reader))\(view.panel(reader))\(body)\(view.scan(scan, reader))
      """)
  }

  private func words(_ paper: Papers.PaperState) async throws -> [VaultRef: String] {
    let refs = (paper.life.panel?.members.map(\.opinion) ?? []) + [paper.life.sentBack?.reason].compactMap { $0 }
    return try await services.vault.open(refs).compactMapValues { $0.fields["text"] }
  }
}

/// The parts of a paper's page.
struct PaperView: Sendable {
  let opened: PaperDesk.Opened
  let people: People
  let words: [VaultRef: String]
  private var paper: Papers.PaperState { opened.paper }
  private var file: CaseFile { opened.file }

  func head(_ reader: Reader) -> HTML {
    let linked =
      paper.corrects.map { [Fact(Phrase("补正", "Corrects"), link($0, reader))] } ?? []
      + (paper.correctedBy.isEmpty
        ? [] : [Fact(Phrase("补正裁定", "Corrected by"), paper.correctedBy.map { link($0, reader) }.joined(separator: " "))])
    let edited = paper.life.text.map {
      Fact(
        Phrase("修改", "Edited"),
        "\(reader("第 \($0.content.version) 版", "version \($0.content.version)")) \($0.at) \(reader(people.actor($0.by)))")
    }
    return facts(
      [
        Fact(Phrase("阶段", "Stage"), "\(reader(CaseWords.stage(paper.stage)))"),
        Fact(Phrase("拟制", "Drafted"), "\(paper.draftedAt) \(reader(people.actor(paper.draftedBy)))"),
        Fact(
          Phrase("用印方式", "Seal"), "\(paper.life.sealsByHand ? reader("打印后手工用印", "by hand") : reader("系统用印", "by the machine"))"),
      ] + [edited].compactMap { $0 } + linked, reader)
  }

  private func link(_ id: ID<Paper>, _ reader: Reader) -> HTML {
    let title = file.papers.all[id].map { reader($0.kind.title) } ?? "\(id)"
    return "<a class=\"paper\" \(href("/cases/\(file.id)/papers/\(id)/text"))>\(title)</a>"
  }

  func actions(mayEdit: Bool, _ reader: Reader) -> HTML {
    func act(_ type: any CaseCommand.Type, _ when: Bool) -> HTML? {
      guard when, !type.roles.isDisjoint(with: reader.actor.roles) else { return nil }
      return "<a class=\"button quiet\" \(href("/cases/\(file.id)/do/\(type.name)?paper=\(paper.id)"))>\(reader(type.title))</a>"
    }
    let isDraft = paper.stage == .draft
    let inApproval = paper.life.approval != nil
    let all: [HTML?] = [
      "<a class=\"button quiet\" \(href("/cases/\(file.id)/papers/\(paper.id)"))>PDF</a>",
      mayEdit ? "<a class=\"button quiet\" \(href("\(opened.path)?edit=1"))>\(reader("修改正文", "Edit the text"))</a>" : nil,
      act(SubmitPaper.self, isDraft && !inApproval), act(ApprovePaper.self, isDraft && paper.life.approval?.next != nil),
      act(SendBackPaper.self, isDraft && inApproval), act(RecordPanel.self, isDraft && paper.life.panel == nil),
      act(ChooseHandSeal.self, isDraft && !paper.life.sealsByHand), act(SignPaper.self, isDraft),
      act(WithdrawPaper.self, isDraft),
      act(RecallPaper.self, paper.stage == .signed || paper.stage == .sealed), act(DraftCorrection.self, !paper.served.isEmpty),
    ]
    return all.compactMap { $0 }.joined(separator: " ")
  }

  // MARK: Text

  /// Each passage; what comes from the case is marked, with what it is.
  func text(_ reader: Reader) -> HTML {
    let passages = opened.writing.content.passages.map { passage -> HTML in
      let lead: HTML = when(!passage.lead.isEmpty, "<strong>\(passage.lead)</strong>")
      return "<p class=\"passage \(passage.kind.rawValue)\">\(lead)\(marked(passage.text, reader))</p>"
    }
    return """
      <p class="hint">\(reader("有底色的内容来自案件信息。", "Words on a coloured ground come from the case."))</p><div class="paper-text" lang="zh-CN">\(passages)</div>
      """
  }

  private func marked(_ text: String, _ reader: Reader) -> HTML {
    opened.writing.spans(text).map { span -> HTML in
      guard let datum = span.datum else { return "\(span.text)" }
      return "<mark title=\"\(reader("来自案件：", "From the case: "))\(reader(datum.label))\">\(span.text)</mark>"
    }.joined()
  }

  /// A box for each passage; a line break makes a new paragraph, an empty box takes it away.
  func editor(_ state: FormState, _ reader: Reader) -> HTML {
    let rows = opened.writing.content.passages.map { passage -> HTML in
      guard passage.kind != .fixed else {
        return
          "<div class=\"row\"><p class=\"hint\">\(reader("表格、裁定主文按案件登记内容生成，不在此修改", "Tables and operative parts are drawn from the record of the case; not edited here"))</p><pre lang=\"zh-CN\">\(passage.text)</pre></div>"
      }
      let name = "p-\(passage.place)"
      let id = fieldID(name, in: "text")
      let value = state.values(name, initial: [passage.text]).last ?? passage.text
      let data = opened.writing.spans(passage.text).compactMap(\.datum)
      let hint = Set(data.map(\.value)).sorted().joined(separator: "、")
      let lines = min(12, max(2, value.count / 40 + 1))
      return """
        <div class="row"><label for="\(id)">\(reader("段落", "Passage")) <span lang="zh-CN">\(passage.lead)</span></label>\
        \(when(!hint.isEmpty, "<p class=\"hint\">\(reader("来自案件：", "From the case: "))<span lang=\"zh-CN\">\(hint)</span></p>"))<textarea lang="zh-CN" id="\(id)" name="\(name)" rows="\(lines)">\(value)</textarea></div>
        """
    }
    let faults = state.faults.map { fault -> HTML in
      "<li>\(reader(fault.sentence))\(when(!fault.articles.isEmpty, law(fault.articles, reader)))</li>"
    }
    let asks = state.faults.contains { $0.field == "confirmed" }
    return """
      \(when(!faults.isEmpty, "<div class=\"faults\" role=\"alert\"><ul>\(faults)</ul></div>"))
      <form class="act" id="text" method="post" \(action(opened.path)) data-guard data-draft="paper-\(paper.id)">\
      <input type="hidden" name="csrf" value="\(reader.csrf)"><input type="hidden" name="base" value="\(opened.writing.version)">\
      <p class="hint">\(reader("换行另起一段，清空则删去该段。改动来自案件的内容须确认。", "A line break begins a paragraph; an emptied box takes it away. Changes of what comes from the case have to be confirmed."))</p>\(rows)
      \(when(asks, "<div class=\"row check\"><input type=\"checkbox\" id=\"text-confirmed\" name=\"confirmed\" value=\"true\"><label for=\"text-confirmed\">\(reader("确认改动来自案件的信息", "The change of particulars is meant"))</label></div>"))
      <p class="send"><button class="main">\(reader("保存并检查", "Save and check"))</button> <a class="button quiet" \(href(opened.path))>\(reader("不保存", "Leave"))</a></p></form>
      """
  }

  // MARK: Check, form, panel, scan

  func check(_ reader: Reader) -> HTML {
    let lines = opened.findings.map { finding -> HTML in
      "<li>\(lamp(finding.isFault ? .over : .soon, reader(finding.isFault ? Phrase("错误", "Fault") : Phrase("提示", "Note")))) \(reader(finding.what))</li>"
    }
    let state: HTML =
      lines.isEmpty
      ? "<p>\(lamp(.well, reader("姓名、金额、条文、日期检查无误", "Names, sums, articles and days are in order")))</p>"
      : "<ul class=\"outcomes\">\(lines)</ul>"
    let recorded = paper.life.check.map {
      reader("上次登记：\($0.at.minuteText)，第 \($0.version) 版", "Recorded: \($0.at.minuteText), version \($0.version)")
        + ($0.version == paper.life.version ? "" : reader("（正文已改，须重新检查）", " (the text has changed since)"))
    }
    let button: HTML = when(
      paper.stage == .draft,
      """
      <form method="post" \(action("/cases/\(file.id)/papers/\(paper.id)/check"))><input type="hidden" name="csrf" value="\(reader.csrf)">\
      <button class="quiet">\(reader("检查并登记", "Check and record"))</button></form>
      """)
    return "\(state)<p class=\"note\">\(recorded ?? "")</p>\(button)"
  }

  func approval(_ reader: Reader) -> HTML {
    let back: HTML = when(paper.life.sentBack) { sent -> HTML in
      banner(
        .warn,
        Phrase(
          "\(sent.on) 由\(people.actor(sent.by).zh)退回：\(words[sent.reason] ?? "")",
          "Sent back on \(sent.on) by \(people.actor(sent.by).en): \(words[sent.reason] ?? "")"), reader)
    }
    guard let approval = paper.life.approval else { return paper.stage == .draft ? back : .empty }
    let steps = approval.steps.enumerated().map { place, role -> [HTML] in
      let done = place < approval.passed.count
      let who = done ? reader(people.actor(approval.passed[place])) : ""
      return [
        "\(reader(role.title))",
        done ? lamp(.well, reader("同意", "agreed")) : place == approval.passed.count ? lamp(.soon, reader("待审批", "waits")) : "–",
        "\(who)",
      ]
    }
    return section(
      "approval", reader("审批表", "Approval form"),
      table(
        [reader("步骤", "Step"), reader("结果", "Result"), reader("审批人", "By")], steps,
        caption: reader("签发前的审批", "Before the signature"), empty: reader("直接签发。", "Signed without further steps.")))
  }

  func panel(_ reader: Reader) -> HTML {
    guard let panel = paper.life.panel else { return .empty }
    let rows = panel.members.map { member -> [HTML] in
      [
        "\(people.member(member.staff))\(member.presides ? reader("（审判长）", " (presides)") : "")",
        "\(member.agrees ? reader("同意", "for") : reader("不同意", "against"))", "\(words[member.opinion] ?? "")",
      ]
    }
    return section(
      "panel", reader("合议庭笔录", "The panel"),
      table(
        [reader("成员", "Member"), reader("表决", "Vote"), reader("意见", "Opinion")], rows,
        caption: reader("多数意见：\(panel.isForIt ? "同意" : "不同意")", "Majority: \(panel.isForIt ? "for" : "against")"), empty: ""))
  }

  /// Where the scan of a paper sealed by hand goes.
  func scan(_ state: FormState, _ reader: Reader) -> HTML {
    guard paper.life.sealsByHand, paper.stage == .signed, !reader.actor.roles.isDisjoint(with: SealByHand.roles) else {
      return .empty
    }
    let rows = [
      FormRow(
        "file", Phrase("盖章后的扫描件", "Scan of the sealed paper"), .file(accept: [".pdf", ".jpg", ".jpeg", ".png"]),
        hint: Phrase(
          "打印 PDF，签名盖章后扫描；扫描件就是存档和送达的文书", "Print the PDF, sign and seal it, scan it; the scan is what is kept and served")),
      FormRow("pages", Phrase("页数", "Pages"), .number, initial: ["1"]),
    ]
    return section(
      "scan", reader("手工用印", "Sealed by hand"),
      form(
        Form(id: "scan", action: "/cases/\(file.id)/papers/\(paper.id)/scan", rows, button: SealByHand.title, state: state),
        reader))
  }
}
