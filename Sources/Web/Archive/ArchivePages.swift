import Basics
import Casework
import Enforcement
import Hummingbird

/// The volume of a case: its table of contents as it stands or as it was put together, printed in front of the papers.
struct ArchivePages: Sendable {
  let services: CourtServices
  static let title = Phrase("卷内目录", "Contents of the file")

  func add(to router: Router<PageContext>) {
    router.get("/cases/:id/archive") { request, context in
      try await Pages.staff(request, context, services) { reader in
        Response.html(try await page(try Pages.caseID(context), reader))
      }
    }
  }

  /// A line as printed.
  private struct Row: Sendable {
    let number: Int
    let title: String
    let path: String
    let on: Day?
    let pages: Int?
  }

  private func page(_ id: ID<CaseFile>, _ reader: Reader) async throws -> HTML {
    let situation = try await services.desk.look(at: id, actor: reader.actor, court: services.court)
    let file = situation.caseFile(id)
    guard file.exists else { throw PageProblem.noSuchCase }
    let items = file.archive.compiled?.items ?? file.volume
    let words = try await services.vault.open(
      file.attachments.map(\.title) + file.files.kept.map(\.title) + [file.archive.compiled?.remark].compactMap { $0 })
    func text(_ ref: VaultRef?) -> String? {
      guard reader.seesNames, let ref else { return nil }
      return words[ref]?.fields["text"]
    }
    let rows = items.enumerated().map { offset, item in row(offset + 1, item, file, text, reader) }
    let sheets = items.compactMap(\.pages).reduce(0, +)
    let uncounted = items.count { $0.pages == nil }
    let people = try await People.load([], services, for: reader)
    let contents = Table(
      ArchivePages.title,
      [
        Column(Phrase("序号", "No."), align: .number) { "\($0.number)" },
        Column(Phrase("材料名称", "Title"), heads: true) { row in
          row.path.isEmpty ? "\(row.title)" : "<a class=\"paper\" \(href(row.path))>\(row.title)</a>"
        },
        Column(Phrase("日期", "Day")) { "\($0.on.map(\.description) ?? "—")" },
        Column(Phrase("页数", "Pages"), align: .number) { row in "\(row.pages.map(String.init) ?? "　")" },
      ] as [Column<Row>], rows: rows, empty: Phrase("卷内还没有材料。", "There is nothing in the file yet."))
    let counted = reader(
      "共 \(items.count) 件，电子文书 \(sheets) 页" + (uncounted > 0 ? "，另有 \(uncounted) 件页数由立卷人清点" : ""),
      "\(items.count) items, \(sheets) pages of sealed papers"
        + (uncounted > 0 ? "; \(uncounted) items to be counted by hand" : ""))
    let title = reader(ArchivePages.title)
    return Layout(title: "\(title) \(file.number)", kind: .staff, printed: file.number).page(
      reader,
      """
      <p class="screen-only">← <a \(href("/cases/\(id)#papers"))>\(file.number)</a></p><h1>\(title)</h1>
      <section><p>\(file.number)　\(state(file, people, reader))</p>
      \(table(contents, reader))
      <p>\(counted)</p>
      \(when(text(file.archive.compiled?.remark) != nil, "<p>\(reader("备考：", "Note: "))\(text(file.archive.compiled?.remark) ?? "")</p>"))
      <p class="screen-only">\(doors(file, situation, reader))</p></section>
      """)
  }

  private func row(
    _ number: Int, _ item: ArchiveItem, _ file: CaseFile, _ text: (VaultRef?) -> String?, _ reader: Reader
  ) -> Row {
    switch item.kind {
    case .paper:
      let paper = file.papers.all[ID(raw: item.item)]
      return Row(
        number: number, title: paper.map { reader($0.kind.title) } ?? "", path: "/cases/\(file.id)/papers/\(item.item)",
        on: paper?.sealed?.at.day, pages: item.pages)
    case .minutes:
      let sheet = file.minutes.all[ID(raw: item.item)]
      return Row(
        number: number, title: sheet.map { reader($0.template.name) } ?? "", path: "/cases/\(file.id)/minutes/\(item.item)",
        on: sheet?.begins.day, pages: item.pages)
    case .attached:
      let kept = file.files.all[ID(raw: item.item)]
      return Row(
        number: number, title: text(kept?.title) ?? kept.map { reader($0.kind.name) } ?? "",
        path: "/cases/\(file.id)/files/\(item.item)", on: kept?.at.day, pages: item.pages)
    case .takenOver:
      let older = file.attachments.indices.contains(Int(item.item)) ? file.attachments[Int(item.item)] : nil
      return Row(
        number: number, title: text(older?.title) ?? reader("原系统文书", "Paper of the earlier system"),
        path: "/cases/\(file.id)/attachments/\(item.item)", on: file.takenOver?.on, pages: item.pages)
    }
  }

  private func state(_ file: CaseFile, _ people: People, _ reader: Reader) -> HTML {
    if let archived = file.archive.archived {
      return lamp(
        .well, reader("\(archived.on) 归档，档号 \(archived.shelfmark)", "archived \(archived.on) as \(archived.shelfmark)"))
    }
    if let compiled = file.archive.compiled {
      let by = people.actor(compiled.by)
      return lamp(
        .soon,
        reader("\(compiled.on) \(by.zh)立卷，待档案部门接收", "put together \(compiled.on) by \(by.en); waits for the archive"))
    }
    return
      "<span class=\"note\">\(reader(file.isClosed ? "尚未立卷" : "办理中", file.isClosed ? "not put together yet" : "under way"))</span>"
  }

  /// What may be done now, and the papers in one file.
  private func doors(_ file: CaseFile, _ situation: Situation, _ reader: Reader) -> HTML {
    let acts: [any CaseCommand.Type] = [CompileFile.self, ArchiveFile.self, SendFileBack.self]
    let links = acts.filter { (try? $0.allowed(in: situation, file)) != nil }.map { act -> HTML in
      "<a class=\"button\" \(href("/cases/\(file.id)/do/\(act.name)"))>\(reader(act.title))</a>"
    }
    return (links + ["<a \(href("/print?case=\(file.id)"))>\(reader("全卷文书合成一个 PDF", "All papers in one PDF"))</a>"]).joined(
      separator: " ")
  }
}
