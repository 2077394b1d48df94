import Basics
import Casework
import Enforcement
import Hummingbird

/// One cluster on a page.
struct ClusterView: Sendable {
  let services: CourtServices
  let cluster: Cluster
  let title: String
  let members: [Member]
  /// Sealed things of its cases that may be used.
  let inUse: [InUse]
  let lines: [VaultRef: BankLineWords]
  let people: People

  struct Member: Sendable {
    let id: ID<CaseFile>
    let number: String
    /// As of today, with the fee.
    let owed: Money
    /// What the cluster gave it.
    let received: Money
    let paidOut: Money
    let isPerformed: Bool
    /// The day on which a later case joined.
    let joinedOn: Day?
  }
  struct InUse: Sendable {
    let caseID: ID<CaseFile>
    let number: String
    let measure: Seizure.MeasureState
    let permit: Seizure.Permit
  }

  static func load(_ cluster: Cluster, _ services: CourtServices, _ actor: Actor) async throws -> ClusterView {
    var members: [Member] = []
    var inUse: [InUse] = []
    for id in cluster.members {
      let situation = try await services.desk.look(at: id, actor: .machine, court: services.court)
      let (file, account) = (situation.caseFile(id), situation.account(id))
      let owed = CaseDebt.stillOwed(file, account, on: situation.today, law: situation.law).total
      members.append(
        Member(
          id: id, number: file.number, owed: owed, received: cluster.divided(to: id), paidOut: account.paidOut,
          isPerformed: file.closing.performedOn != nil, joinedOn: cluster.joined[id]))
      inUse += file.seizure.inUse.compactMap { measure in
        file.seizure.permit(measure.id).map { InUse(caseID: id, number: file.number, measure: measure, permit: $0) }
      }
    }
    let title = try await services.vault.open([cluster.title].compactMap { $0 })
    return ClusterView(
      services: services, cluster: cluster,
      title: actor.seesNames ? cluster.title.flatMap { title[$0]?.fields["text"] } ?? "" : "",
      members: members, inUse: inUse,
      lines: try await services.vault.open(cluster.receipts.map(\.vault)).mapValues(BankLineWords.init),
      people: try await People.load([], services, masked: !actor.seesNames))
  }

  func html(_ tried: String?, _ state: FormState, _ reader: Reader) -> HTML {
    let tiles = [
      Figure(
        label: Phrase("到账（元）", "Received (CNY)"), value: sum(cluster.received), path: "/ledger/cluster:\(cluster.id)",
        note: reader("子账户 \(SubAccount.number(of: cluster.id))", "account \(SubAccount.number(of: cluster.id))")),
      Figure(label: Phrase("已分配（元）", "Divided (CNY)"), value: sum(cluster.divided), path: "/clusters/\(cluster.id)#divisions"),
      Figure(
        label: Phrase("待分配（元）", "To be divided (CNY)"), value: sum(cluster.balance), path: "/clusters/\(cluster.id)#receipts",
        note: cluster.oldest.map { reader("最早 \($0) 到账", "the oldest of \($0)") } ?? ""),
      Figure(
        label: Phrase("各案尚欠（元）", "Still owed (CNY)"), value: sum(members.reduce(.zero) { $0 + $1.owed }),
        path: "/clusters/\(cluster.id)#cases"),
    ]
    return Layout(title: reader("集中案款", "Cluster"), kind: .staff).page(
      reader,
      """
      <p>← <a \(href("/clusters"))>\(reader("集中案款账户", "Cluster accounts"))</a></p>
      <h1>\(title.isEmpty ? "\(cluster.id)" : title)</h1>\(figures(tiles, reader))\(acts(tried, state, reader))
      \(section("divisions", reader("分配", "Divisions"), divisions(reader)))
      \(section("receipts", reader("到账", "Receipts"), receipts(reader)))
      \(when(!inUse.isEmpty, section("use", reader("活封财产", "Sealed things in use"), permits(reader))))
      \(section("cases", reader("案件", "Cases"), cases(reader)))
      """)
  }

  /// What may be done now, each as its own form.
  private func acts(_ tried: String?, _ state: FormState, _ reader: Reader) -> HTML {
    func shown(_ type: any Command.Type, _ rows: [FormRow]) -> HTML {
      guard !reader.actor.roles.isDisjoint(with: type.roles) else { return .empty }
      let own = tried == type.name ? state : FormState()
      return form(
        Form(
          id: "do-\(type.name.replacing(".", with: "-"))", action: "/clusters/\(cluster.id)/do/\(type.name)", rows,
          button: type.title, state: own), reader)
    }
    let agreed = FormRow(
      "agreed", Phrase("不足清偿时，全部申请执行人书面同意按比例受偿", "All applicants agree in writing to share pro rata"), .checkbox, required: false)
    let draft = when(cluster.balance > .zero, shown(DraftDivision.self, [agreed]))
    let decide: HTML = when(
      cluster.draft != nil,
      "\(shown(ApproveDivision.self, []))\(shown(ReturnDivision.self, [FormRow("reason", Phrase("理由", "Reason"), .textarea(max: 1000))]))"
    )
    let numbers = FormRow(
      "numbers", Phrase("案号", "Case numbers"), .textarea(max: 200_000),
      hint: Phrase("每行一个，同一被执行人、正在执行、后来立案的", "One a line: open cases against the same debtor that came later"))
    let back = when(
      cluster.balance > .zero && cluster.draft == nil,
      shown(
        ProposeClusterMisplaced.self,
        [
          FormRow(
            "receipt", Phrase("到账", "Receipt"),
            .select(
              cluster.receipts.map {
                let words = "\($0.on) \((lines[$0.vault] ?? .unknown).party(reader, services)) \($0.amount.grouped)"
                return FormRow.Choice("\($0.id)", Phrase(words, words))
              })),
          FormRow(
            "amount", Phrase("金额（元）", "Amount (CNY)"), .money, required: false,
            hint: Phrase("可不填，即该笔到账尚在账户上的全部", "May be left out: all of it that is still here")),
          FormRow("reason", Phrase("理由和依据", "Why, and on what evidence"), .textarea(max: 500)),
        ]))
    let join = when(cluster.draft == nil, shown(AddToCluster.self, [numbers]))
    return "<section id=\"actions\" class=\"actions\">\(draft)\(decide)\(join)\(back)</section>"
  }

  private func divisions(_ reader: Reader) -> HTML {
    let rows = Table(
      Phrase("最新在前", "The newest first"),
      [
        Column(Phrase("序号", "No."), heads: true) { "\($0.number)" },
        Column(Phrase("拟定", "Drafted")) { "\($0.draftedOn) \(reader(people.actor($0.draftedBy)))" },
        Column(Phrase("审批", "Decided")) { division in
          "\(reader(division.stage.name)) \(division.decidedOn?.description ?? "") \(division.decidedBy.map { reader(people.actor($0)) } ?? "")"
        },
        Column(Phrase("案件", "Cases"), align: .number) { "\($0.parts.count)" },
        Column(Phrase("金额（元）", "Amount (CNY)"), align: .number) { sum($0.total, explained: [$0.reasons], reader) },
      ] as [Column<Cluster.Division>], rows: cluster.divisions.reversed(), empty: Phrase("还没有分配。", "Nothing was divided yet."))
    return table(rows, reader)
  }

  private func receipts(_ reader: Reader) -> HTML {
    table(
      Table(
        Phrase("到账流水，先到的在前", "What came in, the oldest first"),
        [
          Column(Phrase("到账日", "On"), heads: true) { "\($0.on)" },
          Column(Phrase("付款人", "Payer")) { "\((lines[$0.vault] ?? .unknown).party(reader, services))" },
          Column(Phrase("附言", "Text")) { "\((lines[$0.vault] ?? .unknown).text(reader))" },
          Column(Phrase("金额（元）", "Amount (CNY)"), align: .number) { receipt in
            sum(receipt.amount, opens: receipt.from.map { "/receipts/\($0)" } ?? "/ledger/cluster:\(cluster.id)")
          },
        ] as [Column<Cluster.ReceiptState>], rows: cluster.receipts,
        empty: Phrase("没有到账；付到本账户的款项显示在这里。", "Nothing came in; payments to this account appear here."),
        totals: ["\(reader("合计", "In all"))", "", "", sum(cluster.received)]), reader)
  }

  private func permits(_ reader: Reader) -> HTML {
    table(
      Table(
        Phrase("查封期间允许使用，收益交付案款账户", "Used while the seal stays; what they earn comes to the account"),
        [
          Column(Phrase("案号", "Case"), heads: true) { "<a \(href("/cases/\($0.caseID)#property"))>\($0.number)</a>" },
          Column(Phrase("财产", "Thing")) { "\(reader($0.measure.kind.name))" },
          Column(Phrase("允许", "Permitted")) { "\(reader($0.permit.use.name))" },
          Column(Phrase("最迟", "Until")) { "\($0.permit.until?.description ?? "—")" },
          Column(Phrase("估值（元）", "Worth (CNY)"), align: .number) { sum($0.measure.amount) },
          Column(Phrase("办理", "Act")) { row in
            "<a \(href("/cases/\(row.caseID)/do/seizure.recordUseCheck?measure=\(row.measure.id)"))>\(reader("登记检查", "Record a check"))</a>"
          },
        ] as [Column<InUse>], rows: inUse, empty: Phrase("没有活封财产。", "None.")), reader)
  }

  private func cases(_ reader: Reader) -> HTML {
    let list = Table(
      Phrase("集中办理的案件", "Cases settled together"),
      [
        Column(Phrase("案号", "Case"), heads: true) { "<a \(href("/cases/\($0.id)#money"))>\($0.number)</a>" },
        Column(Phrase("尚欠（元）", "Still owed (CNY)"), align: .number) { sum($0.owed, opens: "/cases/\($0.id)/owed") },
        Column(Phrase("分得（元）", "From the cluster (CNY)"), align: .number) { sum($0.received) },
        Column(Phrase("已发放（元）", "Paid out (CNY)"), align: .number) { sum($0.paidOut, opens: "/cases/\($0.id)#money") },
        Column(Phrase("状态", "State")) { row in
          let joined: HTML = when(row.joinedOn) { day -> HTML in
            "<span class=\"note\">\(reader("\(day) 纳入", "joined \(day)"))</span> "
          }
          return "\(joined)\(when(row.isPerformed, lamp(.well, reader("已履行", "performed"))))"
        },
      ] as [Column<Member>], rows: members, empty: Phrase("没有案件。", "None."),
      totals: [
        "\(reader("合计", "In all"))", sum(members.reduce(.zero) { $0 + $1.owed }), sum(members.reduce(.zero) { $0 + $1.received }),
        sum(members.reduce(.zero) { $0 + $1.paidOut }), "",
      ])
    return
      "\(table(list, reader))<p><a class=\"button quiet\" \(href(reader.path(["format": "csv"])))>\(reader("导出", "Export"))</a></p>"
  }

  func export(_ reader: Reader) async throws -> Response {
    let titles = [
      reader("案号", "Case"), reader("尚欠（元）", "Still owed (CNY)"), reader("分得（元）", "From the cluster (CNY)"),
      reader("已发放（元）", "Paid out (CNY)"), reader("已履行", "Performed"),
    ]
    return try await ExportFile(services: services, reader: reader, list: "cluster", titles: titles).response(
      members.map { ["\($0.number)", "\($0.owed)", "\($0.received)", "\($0.paidOut)", $0.isPerformed ? reader("是", "yes") : ""] })
  }
}
