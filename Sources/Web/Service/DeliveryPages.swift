import Basics
import Casework
import Enforcement
import Hummingbird
import NIOCore
import Wording

/// One paper and one receiver: every attempt, and the scanned receipts.
struct DeliveryPages: Sendable {
  let services: CourtServices
  static let scanMax = 20 << 20

  static func path(_ row: DeliveryRow) -> String { path(row.caseID, row.paper, row.person) }
  static func path(_ id: ID<CaseFile>, _ paper: ID<Paper>, _ person: ID<Person>) -> String {
    "/cases/\(id)/service/\(paper)/\(person)"
  }

  func add(to router: Router<PageContext>) {
    router.get("/cases/:id/service/:paper/:person") { request, context in
      try await Pages.staff(request, context, services) { reader in
        Response.html(try await page(try await find(context, reader.actor), FormState(), reader))
      }
    }
    router.post("/cases/:id/service/:paper/:person") { request, context in
      try await Pages.staff(request, context, services) { reader in try await take(request, context, reader) }
    }
    router.get("/cases/:id/service/:paper/:person/receipts/:place") { request, context in
      try await Pages.staff(request, context, services) { reader in
        try await receipt(context, try await find(context, reader.actor))
      }
    }
  }

  struct Found: Sendable {
    let file: CaseFile
    let paper: Papers.PaperState
    let delivery: Delivery
    var path: String { DeliveryPages.path(file.id, paper.id, delivery.key.to) }
  }

  func find(_ context: PageContext, _ actor: Actor) async throws -> Found {
    let id = try Pages.caseID(context)
    let file = try await services.desk.look(at: id, actor: actor, court: services.court).caseFile(id)
    guard let paper = context.parameters.get("paper").flatMap({ ID<Paper>($0) }).flatMap({ file.papers.all[$0] }),
      let person = context.parameters.get("person").flatMap({ ID<Person>($0) }), file.filing.party(person) != nil
    else { throw PageProblem(404, "noSuchPaper", Phrase("没有这份送达", "There is no such delivery")) }
    return Found(file: file, paper: paper, delivery: file.delivery(paper, person))
  }

  private func page(_ found: Found, _ state: FormState, _ reader: Reader) async throws -> HTML {
    let people = try await People.load([found.delivery.key.to], services, for: reader)
    let delivery = found.delivery
    let person = delivery.key.to
    let titles = try await services.vault.open(delivery.receipts.map(\.title))
    let tries = delivery.tries.map { attempt -> [HTML] in
      [
        "\(reader(attempt.way.name))", "\(attempt.on)", "\(attempt.tracking.map(ServiceWords.shown) ?? "")",
        "\(attempt.returned.map { reader($0.name) } ?? "")",
        "\(attempt.endedOn.map { "\($0)" } ?? attempt.deemedOn.map { reader("\($0) 视为送达", "served as of \($0)") } ?? "")",
      ]
    }
    let receipts = delivery.receipts.enumerated().map { place, receipt -> HTML in
      "<li><a \(href("\(found.path)/receipts/\(place)"))>\(titles[receipt.title]?.fields["text"] ?? "\(place + 1)")</a> <span class=\"note\">\(grouped(receipt.bytes)) B</span></li>"
    }
    let address = found.file.service.addresses[person].map {
      reader("\($0.on) 由\($0.by.name.zh)确认", "confirmed on \($0.on) by: \($0.by.name.en)")
        + ($0.electronic ? reader("，同意电子送达", ", electronic service agreed") : "")
    }
    let acts: [HTML] = [
      act(found, RecordService.self, "paper=\(found.paper.id)&to=\(person)", reader),
      act(found, SendPapers.self, "to=\(person)", reader),
      act(found, ReturnPapers.self, "to=\(person)", reader), act(found, DraftNotice.self, "to=\(person)", reader),
      act(found, ConfirmAddress.self, "party=\(person)", reader),
    ]
    let row = FormRow(
      "file", Phrase("扫描件", "Scan"), .file(accept: [".pdf", ".jpg", ".jpeg", ".png"]),
      hint: Phrase("PDF、JPEG 或者 PNG，不超过 20 MB", "PDF, JPEG or PNG, up to 20 MB"))
    let mine = !reader.actor.roles.isDisjoint(with: AttachServiceReceipt.roles) && found.paper.sealed != nil
    return Layout(title: reader("送达", "Service"), kind: .staff, printed: found.file.number).page(
      reader,
      """
      <p>← <a \(href("/cases/\(found.file.id)#papers"))>\(found.file.number)</a></p>
      <h1>\(reader(found.paper.kind.title)) · \(people.person(person))</h1>
      <section>\(facts(
        [
          Fact(Phrase("状态", "State"), "\(reader(delivery.status.name)) \(delivery.servedOn.map { "\($0)" } ?? "")"),
          Fact(Phrase("等待自", "Waits since"), "\(delivery.since)"),
          Fact(Phrase("送达地址", "Address"), "\(address ?? reader("未确认", "not confirmed"))"),
          Fact(Phrase("文书", "Paper"), "<a class=\"paper\" \(href("/cases/\(found.file.id)/papers/\(found.paper.id)"))>PDF</a>"),
        ], reader))<p class="actions">\(when(delivery.status.isOpen && found.paper.sealed != nil, acts.joined(separator: " ")))</p></section>
      \(section("tries", reader("经过", "Attempts"), table([reader("方式", "Way"), reader("日期", "On"), reader("单号", "Letter"), reader("未送达原因", "Why not"), reader("结果日期", "Ended")], tries, caption: reader("每次送达", "Every attempt"), empty: reader("还没有送达过。", "Nothing was attempted yet."))))
      \(section("receipts", reader("送达回证", "Receipts"), "\(when(receipts.isEmpty, "<p class=\"empty\">\(reader("还没有回证。", "No receipt yet."))</p>", else: "<ul>\(receipts)</ul>"))\(when(mine, form(Form(action: found.path, [row], button: AttachServiceReceipt.title, state: state), reader)))"))
      """)
  }

  private func act(_ found: Found, _ type: any CaseCommand.Type, _ query: String, _ reader: Reader) -> HTML {
    when(
      !reader.actor.roles.isDisjoint(with: type.roles),
      "<a class=\"button quiet\" \(href("/cases/\(found.file.id)/do/\(type.name)?\(query)"))>\(reader(type.title))</a>")
  }

  // MARK: Receipts

  private func take(_ request: Request, _ context: PageContext, _ reader: Reader) async throws -> Response {
    let found = try await find(context, reader.actor)
    let upload = try await request.upload(limit: DeliveryPages.scanMax)
    try Pages.checkToken(upload.fields, context)
    do {
      try await keep(upload.file?.bytes ?? [], named: upload.file?.name ?? "", found, by: reader.actor)
      return Response.see(found.path)
    } catch CaseDesk.Failure.refused(let refusal) {
      let state = FormState(typed: [], faults: CommandForm.faults([], refusal))
      return Response.html(try await page(found, state, reader), status: .conflict)
    } catch let problem as PageProblem where problem.field == "file" {
      let state = FormState(typed: [], faults: [FormFault("file", problem.message)])
      return Response.html(try await page(found, state, reader), status: .unprocessableContent)
    }
  }

  /// Keeps the bytes, then names them in the case: a file that no event names is never shown.
  func keep(_ bytes: [UInt8], named name: String, _ found: Found, by actor: Actor) async throws {
    try Authority.checked(AttachServiceReceipt.self, actor)
    let kept = try await ScanFile.keep(bytes, services)
    let title = name.isEmpty ? "\(found.paper.kind.title.zh)送达回证" : String(name.prefix(120))
    try await services.desk.attempt(
      CommandCall(
        AttachServiceReceipt.name,
        kept.merging([
          "case": "\(found.file.id)", "paper": "\(found.paper.id)", "to": "\(found.delivery.key.to)", "title": .text(title),
        ]) {
          own, _ in own
        }), by: actor, court: services.court)
  }

  private func receipt(_ context: PageContext, _ found: Found) async throws -> Response {
    guard let place = context.parameters.get("place").flatMap({ Int($0) }), found.delivery.receipts.indices.contains(place),
      let bytes = try await services.papers.fetch(found.delivery.receipts[place].file)
    else { throw PageProblem(404, "noSuchFile", Phrase("没有这份回证", "There is no such receipt")) }
    return ScanFile.response(bytes, name: "receipt-\(place + 1)")
  }
}

/// A scan as it comes from a scanner or a telephone.
enum ScanFile {
  /// What the first bytes say it is; nil for anything else.
  static func kind(_ bytes: [UInt8]) -> (type: String, ending: String)? {
    if bytes.starts(with: Array("%PDF-".utf8)) { return ("application/pdf", "pdf") }
    if bytes.starts(with: [0xFF, 0xD8, 0xFF]) { return ("image/jpeg", "jpg") }
    if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) { return ("image/png", "png") }
    return nil
  }

  /// Puts the bytes into the paper store; the fields of a command that names them.
  static func keep(_ bytes: [UInt8], _ services: CourtServices) async throws -> [String: InputValue] {
    guard kind(bytes) != nil else {
      var problem = PageProblem(
        422, "notAScan", Phrase("请选择 PDF、JPEG 或者 PNG 文件", "Choose a PDF, JPEG or PNG file"))
      problem.field = "file"
      throw problem
    }
    let sha256 = ContentDigest.sha256(bytes)
    let id = services.desk.ids.next(VaultContent.self)
    let digest = services.desk.hasher.seal(VaultContent(PaperSealed.fileKind, ["sha256": sha256]), id: id, version: 1)
    try await services.papers.keep(bytes, as: VaultRef(id: id, version: 1, digest: digest))
    return [
      "sha256": .text(sha256), "fileID": "\(id)", "fileDigest": .text(digest), "bytes": .text("\(bytes.count)"),
    ]
  }

  static func response(_ bytes: [UInt8], name: String) -> Response {
    let kind = kind(bytes) ?? ("application/octet-stream", "bin")
    return Response.bytes(bytes, type: kind.type, name: "\(name).\(kind.ending)")
  }
}

extension Authority {
  /// As the shell would refuse it, before anything is kept.
  static func checked(_ command: any Command.Type, _ actor: Actor) throws {
    do throws(Refusal) { try check(command, actor) } catch { throw CaseDesk.Failure.refused(error) }
  }
}

extension CaseView {
  /// How each paper went to each party, below the papers.
  func deliveries(_ reader: Reader) -> HTML {
    let rows = file.service.list
    guard !rows.isEmpty else { return .empty }
    return table(
      Table(
        Phrase("送达登记", "Service register"),
        [
          Column(Phrase("文书", "Paper"), heads: true) { delivery in
            "<a \(href(DeliveryPages.path(file.id, delivery.key.paper, delivery.key.to)))>\(reader(delivery.kind.title))</a>"
          },
          Column(Phrase("受送达人", "Receiver")) { "\(people.person($0.key.to))" },
          Column(Phrase("状态", "State")) { "\(reader($0.status.name)) \($0.servedOn.map { "\($0)" } ?? "")" },
          Column(Phrase("方式", "Way")) { delivery in
            when(delivery.tries.last) { last -> HTML in "\(reader(last.way.name)) \(last.on)" }
          },
          Column(Phrase("回证", "Receipts"), align: .number) { "\($0.receipts.count)" },
        ] as [Column<Delivery>], rows: rows, empty: Phrase("没有。", "None.")), reader)
  }
}
