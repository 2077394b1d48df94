import Basics
import Casework
import Enforcement
import Hummingbird

/// Drafts of long forms: kept for the person who types, offered again where they were typed, thrown away when the form was sent. Works by a
/// button; a script presses it while one types.
struct DraftPages: Sendable {
  let services: CourtServices
  /// Characters of one draft.
  static let most = 200_000
  /// Never kept: they belong to the session or to the page.
  private static let ownFields: Set<String> = [
    "csrf", "version", CommandForm.onceField, KeptForm.field, moreField, Confirmation.field, Confirmation.back,
  ]

  func add(to router: Router<PageContext>) {
    router.post("/drafts") { request, context in
      try await Pages.staff(request, context, services) { reader in try await keep(request, context, reader) }
    }
    router.post("/drafts/discard") { request, context in
      try await Pages.staff(request, context, services) { reader in
        let form = try await request.form(context)
        try Pages.checkToken(form, context)
        try await services.signIns.discardDraft(at: form[KeptForm.field], of: reader.actor.ref)
        return Response.see(Address.isOwn(form[KeptForm.field]) ? form[KeptForm.field] : "/drafts")
      }
    }
    router.get("/drafts") { request, context in
      try await Pages.staff(request, context, services) { reader in
        Response.html(page(try await services.signIns.drafts(of: reader.actor.ref), reader))
      }
    }
    router.get("/api/drafts") { request, context in
      try await APIRoutes.signedIn(context, request) { actor in
        DraftPages.list.answer(try await services.signIns.drafts(of: actor.ref))
      }
    }
  }

  static let list = Shape<[DraftPlace]>.object([
    .list("drafts", Shape<DraftPlace>.object([.text("place") { $0.place }, .moment("at") { $0.at }])) { $0 }
  ])

  /// A script is answered in words of its own; a button leads back to the form.
  private func keep(_ request: Request, _ context: PageContext, _ reader: Reader) async throws -> Response {
    let form = try await request.form(context)
    try Pages.checkToken(form, context)
    let place = form[KeptForm.field]
    guard Address.isOwn(place), place.hasPrefix("/"), place.count <= 300 else {
      throw PageProblem(422, "notAPlace", Phrase("草稿没有说明属于哪个表单", "The draft does not say which form it belongs to"))
    }
    try await DraftPages.keep(form, at: place, services, reader)
    guard (request.headers[.accept] ?? "").contains("application/json") else { return Response.see(place) }
    return APIRoutes.json(["at": .text(services.realClock.now.minuteText)])
  }

  /// Keeps what was typed at a place.
  static func keep(_ form: FormData, at place: String, _ services: CourtServices, _ reader: Reader) async throws {
    let values = form.pairs.filter { !ownFields.contains($0.name) && !$0.value.isEmpty }.map { KeptDraft.Pair($0.name, $0.value) }
    guard values.reduce(0, { $0 + $1.name.count + $1.value.count }) <= most else {
      throw PageProblem(
        413, "draftTooLong", Phrase("草稿过长，未能保存；内容仍在页面上", "The draft is too long to keep; it is still on the page"))
    }
    guard !values.isEmpty else { return try await services.signIns.discardDraft(at: place, of: reader.actor.ref) }
    try await services.signIns.keep(
      KeptDraft(place: place, values: values, at: services.realClock.now), of: reader.actor.ref)
  }

  /// What a form begins with: the kept draft, or what is given.
  static func state(
    at place: String, otherwise: FormState, _ services: CourtServices, _ reader: Reader
  ) async throws -> (state: FormState, kept: KeptForm) {
    guard let draft = try await services.signIns.draft(at: place, of: reader.actor.ref) else {
      return (otherwise, KeptForm(place: place, at: nil))
    }
    return (
      FormState(typed: draft.values.map { (name: $0.name, value: $0.value) }, faults: []), KeptForm(place: place, at: draft.at)
    )
  }

  private func page(_ drafts: [DraftPlace], _ reader: Reader) -> HTML {
    let title = reader("我的草稿", "My drafts")
    let list = Table(
      Phrase("未提交的表单，最近保存的在前", "Forms not sent, the latest first"),
      [
        Column(Phrase("表单", "Form"), heads: true) { draft in
          "<a \(href(draft.place))>\(reader(DraftPages.title(draft.place)))</a>"
        },
        Column(Phrase("保存", "Kept")) { "\($0.at)" },
        Column(Phrase("办理", "Act")) { draft in
          """
          <form method="post" \(action("/drafts/discard"))><input type="hidden" name="csrf" value="\(reader.csrf)">\
          <input type="hidden" name="\(KeptForm.field)" value="\(draft.place)"><button class="quiet">\(reader("清空", "Discard"))</button></form>
          """
        },
      ] as [Column<DraftPlace>], rows: drafts,
      empty: Phrase("没有未提交的表单；填写较长的表单时会自动保存在这里。", "Nothing is waiting; long forms are kept here while you type."))
    return Layout(title: title, kind: .staff).page(
      reader,
      """
      <h1>\(title)</h1><p class="hint">\(reader("草稿只有本人能看到，\(KeptDraft.days) 天后自动清除。", "Only you see them; they go after \(KeptDraft.days) days."))</p>
      <section>\(table(list, reader))</section>
      """)
  }

  private static func title(_ place: String) -> Phrase {
    let path = String(place.prefix { $0 != "?" })
    if path == "/cases/new" { return SubmitApplication.title }
    let steps = path.split(separator: "/").map(String.init)
    if let last = steps.last, let type = commandCatalogue[last] { return type.title }
    if steps.contains("minutes") { return RecordMinutes.title }
    return Phrase(path, path)
  }
}
