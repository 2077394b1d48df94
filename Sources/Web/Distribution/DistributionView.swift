import Basics
import Enforcement
import EnforcementLaw

/// A distribution on a page: facts, the plan's table, receipts and objections. Without `whole` other creditors' names are masked
/// and only the reader's own line says why.
struct DistributionView: Sendable {
  let file: CaseFile
  let account: CaseAccount
  let docket: DistributionDocket
  let people: People
  /// Numbers of the cases whose claims take part.
  let numbers: [ID<CaseFile>: String]
  let today: Day
  /// The party who reads; nil for the court's staff.
  var own: Set<ID<Person>> = []

  /// Drafts that release, lift or remove because the debt had seemed paid before the distribution opened.
  var drafts: [Papers.PaperState] {
    guard let matter = docket.open, file.closing.performedOn == nil else { return [] }
    let lifting: Set<PaperKind> = [.consumptionLift, .listingRemoval]
    return file.papers.unsigned.filter { paper in
      let isRelease = paper.kind == .releaseRuling && file.seizure.releases[paper.id]?.ground == .performed
      return paper.draftedAt.day <= matter.openedOn && (isRelease || lifting.contains(paper.kind))
    }
  }

  func creditors(_ entry: DistributionMatter.Entry) -> String {
    entry.creditors.map { name($0.person) }.joined(separator: "、")
  }
  /// A party sees himself by name and the others masked.
  func name(_ person: ID<Person>) -> String {
    guard !own.isEmpty, !own.contains(person), let name = people.names[person] else { return people.person(person) }
    return People.mask(name, people.books.law.settings)
  }
  func source(_ entry: DistributionMatter.Entry, _ reader: Reader) -> String {
    switch entry.source {
    case .ownCase, .otherCase: entry.caseID.flatMap { numbers[$0] } ?? reader(entry.source.name)
    case .outside: reader(entry.source.name)
    }
  }

  func html(_ matter: DistributionMatter, whole: Bool, _ reader: Reader) -> HTML {
    let plan = matter.plan ?? matter.draft
    let versions = whole ? matter.versions.dropLast().reversed().map { older($0, matter, reader) } : []
    return """
      <section id="matter-\(matter.id)">\(head(matter, reader))
      \(when(plan) { plan in planTable(plan, matter, whole: whole, reader) })
      \(when(plan == nil && whole, claims(matter, reader)))
      \(when(whole, receipts(matter, reader)))\(disputes(matter, reader))\(versions)</section>
      """
  }

  private func head(_ matter: DistributionMatter, _ reader: Reader) -> HTML {
    let kind =
      matter.debtor == .enterprise && !matter.oneInstrument
      ? reader("企业法人：按查封先后", "Company: by order of seizure") : reader("按债权比例", "Pro rata")
    let state = reader(
      matter.isConcluded
        ? Phrase("已分配完毕", "Concluded")
        : matter.plan != nil
          ? Phrase("方案第 \(matter.plan?.number ?? 1) 版", "Plan version \(matter.plan?.number ?? 1)")
          : matter.draft != nil
            ? Phrase("方案草稿待签发", "The plan waits for a signature")
            : matter.closedToNew != nil
              ? Phrase("已截止，待制作方案", "Closed, the plan is to be drafted") : Phrase("征集债权", "Claims join"))
    return facts(
      [
        Fact(Phrase("分配款项（元）", "Sum (CNY)"), sum(matter.sum)), Fact(Phrase("启动", "Opened"), "\(matter.openedOn)"),
        Fact(Phrase("规则", "Rule"), "\(kind)"),
        Fact(Phrase("申请截止", "Closed to new"), "\(matter.closedToNew?.description ?? reader("未截止", "open"))"),
        Fact(Phrase("状态", "State"), "\(state)"), Fact(Phrase("已分配（元）", "Allocated (CNY)"), sum(matter.allocatedInAll)),
        Fact(Phrase("争议留存（元）", "Kept for disputes (CNY)"), sum(matter.held)),
      ], reader)
  }

  private struct Row: Sendable {
    let entry: DistributionMatter.Entry
    let line: PlanLine
  }
  private func planTable(
    _ plan: DistributionMatter.Version, _ matter: DistributionMatter, whole: Bool, _ reader: Reader
  ) -> HTML {
    let rows = plan.lines.compactMap { line in matter.entries[line.entry].map { Row(entry: $0, line: line) } }
    let signed = plan.signedOn.map { Phrase("\($0) 签发", "signed on \($0)") } ?? Phrase("草稿，未签发", "a draft, not signed")
    let list = table(
      Table(
        Phrase("分配方案第 \(plan.number) 版，", "Plan version \(plan.number), ") + signed,
        [
          Column(Phrase("序号", "No."), heads: true) { "\($0.entry.number)" },
          Column(Phrase("债权人", "Creditor")) { row in
            "\(creditors(row.entry)) <span class=\"note\">\(source(row.entry, reader))</span>"
          },
          Column(Phrase("性质", "Standing")) { "\(reader($0.line.standing.name))" },
          Column(Phrase("债权（元）", "Claim (CNY)"), align: .number) { sum($0.line.claim) },
          Column(Phrase("分配（元）", "Share (CNY)"), align: .number) { row in
            let mine = whole || row.entry.creditors.contains { own.contains($0.person) }
            return mine ? why(sum(row.line.paid), "<p>\(reader(row.line.explanation))</p>") : sum(row.line.paid)
          },
          Column(Phrase("争议（元）", "Contested (CNY)"), align: .number) { sum(matter.contested($0.entry.id)) },
          Column(Phrase("已分配（元）", "Allocated (CNY)"), align: .number) { sum(matter.allocated[$0.entry.id] ?? .zero) },
        ] as [Column<Row>], rows: rows, empty: Phrase("没有债权。", "No claims."),
        totals: [
          "\(reader("合计", "In all"))", "", "", "", sum(plan.lines.reduce(.zero) { $0 + $1.paid }), sum(matter.contestedInAll),
          sum(matter.allocated.values.reduce(.zero) { $0 + $1 }),
        ]), reader)
    let export: HTML = when(
      whole, " · <a \(href("/cases/\(file.id)/distribution?format=csv"))>\(reader("导出", "Export"))</a>")
    let paper: HTML = when(
      whole,
      "<p><a class=\"paper\" \(href("/cases/\(file.id)/papers/\(plan.paper)"))>\(reader("执行财产分配方案", "The plan as a paper"))</a>\(export)</p>"
    )
    let rest = facts(
      [
        Fact(Phrase("先行扣除的执行费用（元）", "Costs first (CNY)"), sum(plan.costs)),
        Fact(Phrase("退还被执行人（元）", "Left for the debtor (CNY)"), sum(plan.left)),
        Fact(Phrase("计算", "Calculation"), sum(plan.total, explained: [plan.reasons], reader)),
      ], reader)
    return "\(list)\(rest)\(paper)"
  }

  private func older(_ version: DistributionMatter.Version, _ matter: DistributionMatter, _ reader: Reader) -> HTML {
    let shares = version.lines.compactMap { line -> HTML? in
      guard let entry = matter.entries[line.entry] else { return nil }
      return "<li>\(entry.number) \(creditors(entry)) \(sum(line.paid))</li>"
    }
    return """
      <details class="panel"><summary>\(reader("方案第 \(version.number) 版（\(version.draftedOn)）", "Plan version \(version.number) (\(version.draftedOn))"))</summary>\
      <ul>\(shares)</ul></details>
      """
  }

  private func claims(_ matter: DistributionMatter, _ reader: Reader) -> HTML {
    table(
      Table(
        Phrase("已申请的债权", "Claims so far"),
        [
          Column(Phrase("序号", "No."), heads: true) { "\($0.number)" }, Column(Phrase("债权人", "Creditor")) { "\(creditors($0))" },
          Column(Phrase("来源", "Source")) { "\(source($0, reader))" },
          Column(Phrase("性质", "Standing")) { "\(reader($0.standing.name))" },
          Column(Phrase("查封顺位", "Rank")) { "\($0.seizureRank.map { "\($0)" } ?? "—")" },
          Column(Phrase("书面申请", "Applied")) { "\($0.applied?.description ?? "—")" },
          Column(Phrase("债权（元）", "Claim (CNY)"), align: .number) { sum($0.amount) },
        ] as [Column<DistributionMatter.Entry>], rows: matter.list, empty: Phrase("没有债权。", "No claims.")), reader)
  }

  private func receipts(_ matter: DistributionMatter, _ reader: Reader) -> HTML {
    guard let plan = matter.plan else { return .empty }
    let rows = matter.receivers(file).map { person -> [HTML] in
      guard let served = plan.served[person] else {
        return ["\(name(person))", "\(reader("尚未送达", "not yet"))", "", ""]
      }
      let objected = matter.objectionList.contains { $0.by == person && $0.version == plan.number }
      let state: HTML =
        if objected {
          "\(reader("已提异议", "objected"))"
        } else if plan.consented.contains(person) {
          "\(reader("无异议", "accepted"))"
        } else if today > served.objectBy {
          "\(reader("期满未提", "no objection in time"))"
        } else {
          lamp(Instant.end(of: served.objectBy), reader)
        }
      return ["\(name(person))", "\(served.on)", "\(served.objectBy)", state]
    }
    return table(
      [reader("受送达人", "Receiver"), reader("收到", "Received"), reader("异议至", "Objections until"), reader("状态", "State")], rows,
      caption: reader("送达与异议期（每人自收到之日起十五日）", "Service and periods, fifteen days from each one's receipt"), empty: "")
  }

  private func disputes(_ matter: DistributionMatter, _ reader: Reader) -> HTML {
    guard !matter.objectionOrder.isEmpty else { return .empty }
    let others = matter.receivers(file)
    let rows = matter.objectionList.map { objection -> [HTML] in
      let target = matter.entries[objection.entry].map { "\($0.number) \(creditors($0))" } ?? ""
      return [
        "\(name(objection.by))", "\(objection.on)", "\(target)", sum(objection.amount),
        stage(objection.stage(on: today, others: others), reader),
      ]
    }
    return table(
      [
        reader("异议人", "Objector"), reader("提出", "On"), reader("所争份额", "Contested share"), reader("数额（元）", "Sum (CNY)"),
        reader("进度与期限", "Where it stands"),
      ], rows, caption: reader("异议（三段十五日：异议、反对、起诉）", "Objections: three periods of fifteen days"), empty: "")
  }

  private func stage(_ stage: PlanObjection.Stage, _ reader: Reader) -> HTML {
    switch stage {
    case .toTell: "\(reader("待通知其他人", "the others are to be told"))"
    case .waitingForOpposition(let until):
      "\(reader("反对期", "may be opposed")) \(lamp(Instant.end(of: until), reader))"
    case .toTellObjector: "\(reader("有反对意见，待通知异议人", "opposed; the objector is to be told"))"
    case .waitingForSuit(let until): "\(reader("起诉期", "may sue")) \(lamp(Instant.end(of: until), reader))"
    case .inCourt: "\(reader("诉讼中，争议部分留存", "in court; the contested part is kept"))"
    case .ended(let outcome): "\(reader(outcome.name))"
    }
  }
}

extension DistributionPages {
  struct Told: Sendable {
    let matter: DistributionMatter
    let view: DistributionView
  }
  struct Line: Sendable {
    let line: PlanLine
    let told: Told
    var entry: DistributionMatter.Entry? { told.matter.entries[line.entry] }
  }
  static let line = Shape<Line>.object([
    .count("number") { $0.entry?.number }, .maybe("creditor") { line in line.entry.map { line.told.view.creditors($0) } },
    .word("source") { $0.entry?.source }, .id("case") { $0.entry?.caseID }, .word("standing") { $0.line.standing },
    .sum("claim") { $0.line.claim }, .sum("share") { $0.line.paid }, .sum("asPriority") { $0.line.asPriority },
    .sum("contested") { $0.told.matter.contested($0.line.entry) },
    .sum("allocated") { $0.told.matter.allocated[$0.line.entry] ?? .zero }, .phrase("excluded") { $0.line.excluded },
    .phrase("explanation") { $0.line.explanation },
  ])
  static let objection = Shape<PlanObjection>.object([
    .id("id") { $0.id }, .count("version") { $0.version }, .id("by") { $0.by }, .day("on") { $0.on },
    .sum("amount") { $0.amount },
    .day("sueBy") { $0.objectorTold?.until }, .day("suitOn") { $0.suitOn }, .word("outcome") { $0.outcome },
  ])
  static let matter = Shape<Told>.object([
    .id("id") { $0.matter.id }, .day("openedOn") { $0.matter.openedOn }, .sum("sum") { $0.matter.sum },
    .word("debtor") { $0.matter.debtor }, .day("closedToNew") { $0.matter.closedToNew },
    .count("version") { $0.matter.plan?.number }, .day("signedOn") { $0.matter.plan?.signedOn },
    .sum("costs") { ($0.matter.plan ?? $0.matter.draft)?.costs }, .sum("left") { ($0.matter.plan ?? $0.matter.draft)?.left },
    .sum("held") { $0.matter.held }, .flag("concluded") { $0.matter.isConcluded },
    .list("lines", line) { told in
      ((told.matter.plan ?? told.matter.draft)?.lines ?? []).map { Line(line: $0, told: told) }
    },
    .list("objections", objection) { $0.matter.objectionList },
    .part("reasons", Shapes.reasons) { ($0.matter.plan ?? $0.matter.draft)?.reasons },
  ])
  static let shape = Shape<DistributionView>.object([
    .list("distributions", matter) { view in view.docket.all.map { Told(matter: $0, view: view) } },
    .list("draftsToWithdraw", Shape<Papers.PaperState>.object([.id("paper") { $0.id }, .word("kind") { $0.kind }])) { $0.drafts },
    .list(
      "outsideOpen",
      Shape<BatchShare>.object([.id("person") { $0.person }, .sum("amount") { $0.amount }])
    ) { $0.account.outsideOpen.map { BatchShare(person: $0.person, amount: $0.amount) } },
  ])
}
