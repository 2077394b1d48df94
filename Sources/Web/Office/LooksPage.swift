import Basics
import Casework
import Enforcement
import Hummingbird

/// Who saw whose full particulars, when and why; who took which list out as a file. For those who watch over the system.
struct LooksPage: Sendable {
  let services: CourtServices
  static let readers: Set<Role> = [.auditor, .president, .vicePresident, .bureauChief]
  private static let pageRows = 50

  func add(to router: Router<PageContext>) {
    router.get("/looks") { request, context in
      try await Pages.staff(request, context, services) { reader in
        try LooksPage.check(reader.actor)
        return Response.html(try await page(request.query, reader))
      }
    }
  }

  /// Who may read the record.
  static func check(_ actor: Actor) throws {
    guard actor.roles.isDisjoint(with: readers) else { return }
    let who = readers.sorted { $0.rawValue < $1.rawValue }
    throw PageProblem(
      403, "notYourRole",
      Phrase(
        "查看记录由\(who.map(\.title.zh).joined(separator: "、"))查阅",
        "The record of looks is for: \(who.map(\.title.en).joined(separator: ", "))"))
  }

  private func page(_ form: FormData, _ reader: Reader) async throws -> HTML {
    let actor = ID<StaffMember>(form["staff"]).map { Actor.Ref.staff($0) }
    let isExports = form["kind"] == "exports"
    let before = Int64(form["after"])
    let looks =
      isExports ? [] : try await services.signIns.looks(by: actor, before: before, limit: LooksPage.pageRows + 1)
    let exports =
      isExports ? try await services.signIns.exports(by: actor, before: before, limit: LooksPage.pageRows + 1) : []
    let people = try await People.load(looks.map(\.person), services, for: reader)
    let ids = isExports ? exports.map(\.id) : looks.map(\.id)
    let shown = ids.prefix(LooksPage.pageRows)
    let state = PageState(
      shown: shown.count, total: ids.count > shown.count ? .atLeast(ids.count) : .exactly(shown.count),
      next: ids.count > shown.count ? shown.last.map { "\($0)" } : nil)
    let members = people.staff.sorted { $0.key < $1.key }.map { (key: "\($0.key)", title: Phrase($0.value, $0.value)) }
    let fields = [
      Filter(
        "kind", Phrase("记录", "Record"),
        .choice([("looks", Phrase("查看完整信息", "Full particulars seen")), ("exports", Phrase("导出表格", "Exports"))])),
      Filter("staff", Phrase("工作人员", "Staff"), .choice(members)),
    ]
    let title = reader("查看与导出记录", "Record of looks and exports")
    let body =
      isExports ? self.exports(Array(exports.prefix(50)), people, reader) : self.looks(Array(looks.prefix(50)), people, reader)
    return Layout(title: title, kind: .staff).page(
      reader, "<h1>\(title)</h1>\(filters(fields, reader))<section>\(body)\(pager(state, reader))</section>")
  }

  private func looks(_ looks: [Look], _ people: People, _ reader: Reader) -> HTML {
    table(
      Table(
        Phrase("每次查看当事人完整信息都在此留痕，后看的在前", "Each look at full particulars, the latest first"),
        [
          Column(Phrase("时间", "When"), heads: true) { "\($0.at.minuteText)" },
          Column(Phrase("查看人", "Who")) { "\(reader(people.actor($0.actor)))" },
          Column(Phrase("当事人", "Whose")) { "\(people.person($0.person))" },
          Column(Phrase("看了什么", "What")) { look in
            look.property == nil
              ? "\(reader("当事人信息", "particulars"))"
              : look.caseID.map { id -> HTML in "<a \(href("/cases/\(id)#property"))>\(reader("财产信息", "property"))</a>" } ?? "—"
          },
          Column(Phrase("案件", "Case")) { look in
            when(look.caseID) { id -> HTML in "<a \(href("/cases/\(id)"))>\(reader("打开案件", "open the case"))</a>" }
          }, Column(Phrase("事由", "Reason")) { "\($0.reason)" },
        ] as [Column<Look>], rows: looks, empty: Phrase("还没有人查看过当事人的完整信息。", "Nobody has seen full particulars yet.")), reader)
  }

  private func exports(_ exports: [Export], _ people: People, _ reader: Reader) -> HTML {
    table(
      Table(
        Phrase("每次导出都在此留痕，后导出的在前", "Each export, the latest first"),
        [
          Column(Phrase("时间", "When"), heads: true) { "\($0.at.minuteText)" },
          Column(Phrase("导出人", "Who")) { "\(reader(people.actor($0.actor)))" },
          Column(Phrase("清单", "List")) { "\($0.list)" },
          Column(Phrase("筛选", "Filters")) { "\(Address.decoded($0.query[...]))" },
          Column(Phrase("行数", "Rows"), align: .number) { "\($0.rows)" },
        ] as [Column<Export>], rows: exports, empty: Phrase("还没有导出过。", "Nothing was exported yet.")), reader)
  }
}
