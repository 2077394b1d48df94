import Basics
import Casework
import Enforcement
import Hummingbird

/// Scans and photographs of a case: handed in at a desk or from a phone, shown to those who work on cases.
struct FilePages: Sendable {
  let services: CourtServices

  func add(to router: Router<PageContext>) {
    router.get("/cases/:id/files") { request, context in
      try await Pages.staff(request, context, services) { reader in
        Response.html(try await page(try Pages.caseID(context), request.query, FormState(), reader))
      }
    }
    router.post("/cases/:id/files") { request, context in
      try await Pages.staff(request, context, services) { reader in try await take(request, context, reader) }
    }
    router.get("/cases/:id/files/:file") { request, context in
      try await Pages.staff(request, context, services) { reader in try await show(context, reader.actor) }
    }
    router.post("/api/cases/:id/files") { request, context in
      try await APIRoutes.signedIn(context, request) { actor in
        try APIRoutes.checkToken(request, context)
        let upload = try await request.upload(limit: AttachFile.bytesMax + FilePages.formMax)
        let receipt = try await attach(upload, to: try Pages.caseID(context), by: actor)
        return ListShapes.receipt.answer(ListShapes.Told(receipt: receipt), status: receipt.status)
      }
    }
    router.get("/api/cases/:id/files/:file") { request, context in
      try await APIRoutes.signedIn(context, request) { actor in try await show(context, actor) }
    }
  }

  /// What a form holds besides its file.
  private static let formMax = 64 << 10

  /// Why an upload is no file that is taken.
  private static func fault(_ code: String, _ sentence: Phrase) -> CaseDesk.Failure {
    .faults([Input.Fault("file", code, sentence)])
  }

  /// Keeps the bytes, then attaches them. Bytes of an attempt that is refused lie in the store and nothing points to them.
  private func attach(_ upload: Upload, to id: ID<CaseFile>, by actor: Actor) async throws -> CaseDesk.Receipt {
    guard let file = upload.file, !file.bytes.isEmpty else {
      throw FilePages.fault("noFile", Phrase("请选择文件或者拍照", "Choose a file or take a photograph"))
    }
    guard file.bytes.count <= AttachFile.bytesMax else {
      throw FilePages.fault(
        "fileTooLarge", Phrase("文件超过 \(AttachFile.bytesMax >> 20) MiB", "More than \(AttachFile.bytesMax >> 20) MiB"))
    }
    guard let media = AttachedMedia(firstBytes: file.bytes) else {
      throw FilePages.fault("fileKind", Phrase("只收 PDF、JPEG、PNG", "PDF, JPEG and PNG only"))
    }
    // What would be refused anyway is refused before anything is kept.
    let situation = try await services.desk.look(at: id, actor: actor, court: services.court)
    guard situation.caseFile(id).exists else { throw PageProblem.noSuchCase }
    do throws(Refusal) { try AttachFile.allowed(in: situation, situation.caseFile(id)) } catch {
      throw CaseDesk.Failure.refused(error)
    }
    let sha256 = ContentDigest.sha256(file.bytes)
    let kept = services.desk.ids.next(VaultContent.self)
    let digest = services.desk.hasher.seal(VaultContent(FileAttached.fileKind, ["sha256": sha256]), id: kept, version: 1)
    try await services.papers.keep(file.bytes, as: VaultRef(id: kept, version: 1, digest: digest))
    var fields = upload.fields.input
    let title = upload.fields["title"].isEmpty ? FilePages.name(file.name) : upload.fields["title"]
    for (name, value) in [
      ("case", "\(id)"), ("title", title), ("media", media.rawValue), ("fileID", "\(kept)"), ("fileDigest", digest),
      ("sha256", sha256),
      ("bytes", "\(file.bytes.count)"),
    ] {
      fields[name] = .text(value)
    }
    fields["back"] = nil
    return try await services.desk.attempt(CommandCall(AttachFile.name, fields), by: actor, court: services.court)
  }

  /// A file's own name without its ending.
  private static func name(_ file: String) -> String {
    let plain = file.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? file
    let stem = plain.lastIndex(of: ".").map { String(plain[..<$0]) } ?? plain
    return String((stem.isEmpty ? plain : stem).prefix(100))
  }

  private func take(_ request: Request, _ context: PageContext, _ reader: Reader) async throws -> Response {
    let id = try Pages.caseID(context)
    let upload = try await request.upload(limit: AttachFile.bytesMax + FilePages.formMax)
    try Pages.checkToken(upload.fields, context)
    let faults: [FormFault]
    do {
      _ = try await attach(upload, to: id, by: reader.actor)
      let sheet = upload.fields["sheet"]
      let back = sheet.isEmpty ? "/cases/\(id)/files?done=1" : "/cases/\(id)/minutes/\(sheet)?done=\(AttachFile.name)"
      return Response.see(Address.isOwn(back) ? back : "/cases/\(id)/files")
    } catch CaseDesk.Failure.faults(let found) {
      faults = CommandForm.faults(found, nil)
    } catch CaseDesk.Failure.refused(let refusal) {
      faults = CommandForm.faults([], refusal)
    }
    let state = FormState(typed: upload.fields.pairs.filter { $0.name != "csrf" }, faults: faults)
    return Response.html(try await page(id, request.query, state, reader), status: .unprocessableContent)
  }

  /// The bytes, if they are what was attached: a reference that somebody made up opens nothing.
  private func show(_ context: PageContext, _ actor: Actor) async throws -> Response {
    guard actor.seesNames else {
      throw PageProblem(403, "notYourRole", Phrase("您的岗位不能查看附件", "Your role does not open attached files"))
    }
    let id = try Pages.caseID(context)
    let situation = try await services.desk.look(at: id, actor: actor, court: services.court)
    guard
      let state = context.parameters.get("file").flatMap({ ID<AttachedFile>($0) }).flatMap({
        situation.caseFile(id).files.all[$0]
      }),
      !state.withdrawn, let bytes = try await services.papers.fetch(state.file), isGenuine(bytes, state)
    else { throw PageProblem(404, "noSuchFile", Phrase("没有这份附件", "There is no such file")) }
    return Response.bytes(bytes, type: state.media.type, name: "\(state.kind.rawValue)-\(state.id).\(state.media.rawValue)")
  }

  private func isGenuine(_ bytes: [UInt8], _ state: Files.FileState) -> Bool {
    let sha256 = ContentDigest.sha256(bytes)
    let digest = services.desk.hasher.seal(
      VaultContent(FileAttached.fileKind, ["sha256": sha256]), id: state.file.id, version: state.file.version)
    return sha256 == state.sha256 && digest == state.file.digest
  }

  // MARK: The page

  private func page(_ id: ID<CaseFile>, _ asked: FormData, _ state: FormState, _ reader: Reader) async throws -> HTML {
    let (situation, file) = try await MinutesPages.look(id, services, reader)
    let titles = reader.seesNames ? try await services.vault.open(file.files.kept.map(\.title)) : [:]
    let people = try await People.load(file.filing.parties.map(\.person), services, for: reader)
    var refusal: Refusal?
    do throws(Refusal) { try AttachFile.allowed(in: situation, file) } catch { refusal = error }
    let hand: HTML = if let refusal { "<p>\(reader(refusal.message))</p>" } else { form(file, asked, state, people, reader) }
    let title = reader("附件", "Attached files")
    return Layout(title: title, kind: .staff, printed: file.number).page(
      reader,
      """
      <p>← <a \(href("/cases/\(id)"))>\(file.number.isEmpty ? reader("待立案申请", "Application") : file.number)</a></p><h1>\(title)</h1>
      \(when(!asked["done"].isEmpty, banner(.done, Phrase("已上传", "Attached"), reader)))
      \(section("attach", reader("上传", "Attach"), hand))
      \(section("attached", reader("本案附件", "Files of this case"), FilePages.table(file, titles, people, reader)))
      """)
  }

  private func form(_ file: CaseFile, _ asked: FormData, _ state: FormState, _ people: People, _ reader: Reader) -> HTML {
    let sheets = file.minutes.open.map { sheet -> FormRow.Choice in
      let words = "\(sheet.begins.minuteText) \(people.person(sheet.person))"
      return FormRow.Choice("\(sheet.paper)", sheet.template.name + Phrase(" " + words, " " + words))
    }
    let rows =
      [
        FormRow(
          "kind", Phrase("种类", "Kind"), .select(AttachedKind.allCases.map { FormRow.Choice($0.rawValue, $0.name) }),
          initial: [asked["kind"]]),
        FormRow(
          "title", Phrase("名称", "Title"), .text(max: 100), required: false, hint: Phrase("空白用文件名", "The file's name if empty")),
      ]
      + (sheets.isEmpty
        ? []
        : [
          FormRow(
            "sheet", Phrase("所属笔录", "Minutes"), .select(sheets), required: false, hint: Phrase("签名笔录扫描件须选", "For a signed sheet"),
            initial: [asked["sheet"]])
        ])
    let faults = state.faults.map { fault -> HTML in "<li>\(reader(fault.sentence))</li>" }
    return """
      \(when(!faults.isEmpty, "<div class=\"faults\" role=\"alert\" tabindex=\"-1\"><ul>\(faults)</ul></div>"))
      <form class="act" id="attach-form" method="post" enctype="multipart/form-data" \(action("/cases/\(file.id)/files"))>
      <input type="hidden" name="csrf" value="\(reader.csrf)">\(rows.map { formRow($0, state, in: "attach-form", reader) })
      <div class="row"><label for="attach-file">\(reader("文件（PDF、JPEG、PNG，至多 \(AttachFile.bytesMax >> 20) MiB）", "File (PDF, JPEG, PNG, at most \(AttachFile.bytesMax >> 20) MiB)"))</label>
      <input type="file" id="attach-file" name="file" accept="application/pdf,image/jpeg,image/png"></div>
      <div class="row"><label for="attach-photo">\(reader("或者拍照", "Or take a photograph"))</label>
      <input type="file" id="attach-photo" name="photo" accept="image/jpeg,image/png" capture="environment"></div>
      <p class="send"><button class="main">\(reader("上传", "Attach"))</button></p></form>
      """
  }

  static func table(
    _ file: CaseFile, _ titles: [VaultRef: VaultContent], _ people: People, _ reader: Reader
  ) -> HTML {
    Web.table(
      Table(
        Phrase("按上传先后", "In the order attached"),
        [
          Column(Phrase("附件", "File"), heads: true) { state in
            let title = titles[state.title]?.fields["text"] ?? reader(state.kind.name)
            return "<a class=\"paper\" \(href("/cases/\(file.id)/files/\(state.id)"))>\(title)</a>"
          },
          Column(Phrase("种类", "Kind")) { "\(reader($0.kind.name))" },
          Column(Phrase("预览", "Preview")) { state in
            when(
              state.media != .pdf && reader.seesNames,
              "<img class=\"thumb\" loading=\"lazy\" alt=\"\" \(src("/cases/\(file.id)/files/\(state.id)"))>",
              else: "\(state.media.rawValue.uppercased())")
          },
          Column(Phrase("字节", "Bytes"), align: .number) { "\(grouped($0.bytes))" },
          Column(Phrase("上传", "Attached")) { "\($0.at) \(reader(people.actor($0.by)))" },
          Column(Phrase("办理", "Act")) { state in
            "<a \(href("/cases/\(file.id)/do/files.withdraw?attached=\(state.id)"))>\(reader("撤下", "Take off"))</a>"
          },
        ] as [Column<Files.FileState>], rows: file.files.kept,
        empty: Phrase("还没有附件。", "Nothing is attached yet.")), reader)
  }
}
