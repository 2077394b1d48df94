import Basics
import Enforcement
import EnforcementLaw

@testable import Web

/// Every piece with sample values, on each layout. All people and cases are fictional.
struct Gallery {
  let reader: Reader
  init(_ language: Language = .zh, path: String = "/cases?lane=ordinary&sort=due", name: String = "林书") {
    reader = Reader(
      language: language, actor: Actor(.machine, roles: []), name: name, csrf: "token", courtName: "云溪县人民法院",
      now: Instant(Gallery.today, hour: 9, minute: 30), path: path)
  }

  static let today = Day(2026, 3, 16) ?? .earliest
  var interest: Reasons {
    Reasons(
      "R6.3",
      inputs: [.init(Phrase("本金", "Principal"), "130,000.00"), .init(Phrase("迟延天数", "Days late"), "218")],
      steps: [
        .init(Phrase("日万分之一点七五", "0.0175 % a day"), "130,000.00 × 0.000175 × 218"),
        .init(Phrase("加倍部分债务利息", "Doubled part of delay interest"), "4,959.50"),
      ],
      citations: [Citation("民事诉讼法", version: "2023", article: "264")],
      settings: [.init("interest.dayCount", "365", origin: "default")], provisional: true)
  }
  var term: Reasons {
    Reasons(
      "R3.4", inputs: [.init(Phrase("冻结生效", "Freeze effective"), "2025-03-20")],
      steps: [.init(Phrase("一年，自次日起算", "One year, from the next day"), "2026-03-20")],
      citations: [Citation("最高人民法院关于适用《民事诉讼法》的解释", document: "法释〔2022〕11号", version: "2022", article: "485")])
  }

  struct Row: Sendable {
    let number: Int
    let parties: String
    let due: Instant?
    let node: Phrase
    let owner: String
    let claimed: Money
    let recovered: Money
    let livelihood: Bool
  }
  func rows(_ count: Int) -> [Row] {
    let families = ["林", "章", "吴", "季", "郑", "傅", "余", "曲"]
    let nodes = [
      Phrase("签发控制裁定", "Sign the control ruling"), Phrase("终本约谈", "Interview before ending"),
      Phrase("案款发放", "Pay out case money"), Phrase("续行冻结", "Renew the freeze"),
    ]
    return (0..<count).map { index in
      Row(
        number: 118 + index, parties: "\(families[index % 8])某某 诉 \(families[(index + 3) % 8])某",
        due: index % 9 == 8 ? nil : Instant(Gallery.today - 3 + index, hour: 23, minute: 59), node: nodes[index % 4],
        owner: index % 3 == 0 ? "法官 方衡" : "书记员 林书", claimed: Money(fen: 13_000_000 + Int64(index) * 987_654),
        recovered: Money(fen: Int64(index) * 450_000), livelihood: index % 5 == 1)
    }
  }
  var columns: [Column<Row>] {
    let reader = reader
    return [
      Column(Phrase("案件", "Case"), sort: "number", heads: true) { row in
        caseLink(CaseLink(number: "（2026）浙9901执\(row.number)号", path: "/cases/\(row.number)", livelihood: row.livelihood), reader)
      },
      Column(Phrase("当事人", "Parties")) { "\($0.parties)" },
      Column(Phrase("时限", "Clock"), sort: "due") { lamp($0.due, reader) },
      Column(Phrase("节点", "Node")) { "\(reader($0.node))" },
      Column(Phrase("责任人", "Owner")) { "\($0.owner)" },
      Column(Phrase("标的额（元）", "Claimed (CNY)"), sort: "claimed", align: .number) { sum($0.claimed) },
      Column(Phrase("到位（元）", "Recovered (CNY)"), align: .number) { sum($0.recovered, opens: "/cases/\($0.number)#money") },
    ]
  }
}

// Pages.
extension Gallery {
  func list(rows count: Int) -> HTML {
    let rows = rows(count)
    let batch = Batch(
      id: "renew", action: "/cases/batch",
      buttons: [("renewFreeze", Phrase("续行冻结", "Renew freezes")), ("assign", Phrase("指派承办人", "Assign a handler"))])
    let list = Table(
      Phrase("在办案件，按时限排列", "Open cases by clock"), columns, rows: rows,
      empty: Phrase("没有符合条件的案件；新立案件会出现在这里。", "No case fits; newly filed cases appear here."),
      sorting: Sorting(reader, otherwise: "due"),
      choice: RowChoice(batch: "renew", value: { String($0.number) }, name: { "（2026）浙9901执\($0.number)号" }),
      totals: [
        "\(reader("合计", "Total"))", "", "", "", "", sum(Money(fen: rows.map(\.claimed.fen).reduce(0, +))),
        sum(Money(fen: rows.map(\.recovered.fen).reduce(0, +))),
      ])
    let choices: [(key: String, title: Phrase)] = [
      ("express", Phrase("速执", "Express")), ("simple", Phrase("简执", "Simple")), ("ordinary", Phrase("普执", "Ordinary")),
    ]
    return """
      <h1>\(reader("案件", "Cases"))</h1>
      \(filters(
        [
          Filter("q", Phrase("案号、姓名", "Number, name"), .text), Filter("lane", Phrase("繁简", "Lane"), .choice(choices)),
          Filter("filed", Phrase("立案日", "Filed on"), .day), Filter("livelihood", Phrase("涉民生", "Livelihood"), .flag),
        ], saved: [(title: reader("我的超期", "My overdue"), path: "/cases?overdue=1")], reader))
      \(batchBar(batch, reader))\(table(list, reader))
      \(pager(PageState(shown: count, total: .atLeast(10_000), next: "17.2.3"), export: "/cases.xlsx", reader))
      """
  }

  var pieces: HTML {
    """
    <h1>（2026）浙9901执118号 \(lamp(Instant(Gallery.today + 2), reader))</h1>
    \(banners)
    \(figures(
      [
        Figure(label: Phrase("今日到期", "Due today"), value: "7", path: "/desk?due=today"),
        Figure(label: Phrase("已超期", "Overdue"), value: "2", path: "/desk?overdue=1", bad: true, note: reader("昨日 4", "4 yesterday")),
        Figure(label: Phrase("今日到账（元）", "In today (CNY)"), value: sum(Money(fen: 1_234_567_00)), path: "/cashier"),
        Figure(label: Phrase("待认领", "Unmatched"), value: count(.counting, reader), path: "/cashier#unmatched"),
      ], reader))
    \(section("course", reader("办理进程", "Course"), stepLine(stations, reader)))
    \(section("facts-part", reader("案情", "Case"), facts(factList, reader)))
    \(section("actions", reader("可办事项", "Actions"), actions))
    \(tabs([Tab("money", Phrase("案款", "Money"), count: 3), Tab("history", Phrase("历程", "Timeline")), Tab("states", Phrase("状态", "States"))], reader))
    \(section("money", reader("案款", "Money"), money))
    \(section("history", reader("历程", "Timeline"), history))
    \(section("states", reader("状态", "States"), states))
    """
  }

  private var banners: HTML {
    """
    \(banner(.warn, Phrase("冻结将于 3 月 20 日到期，续行裁定尚未签发。", "The freeze ends on 20 March and its renewal is not signed."), reader))
    \(batchReport(
      [
        BatchOutcome(name: "（2026）浙9901执119号", path: "/cases/119", result: .done(Phrase("续行冻结裁定已送签", "Renewal sent for signature"))),
        BatchOutcome(
          name: "（2026）浙9901执120号", path: "/cases/120",
          result: .refused(
            Phrase("冻结总额超过债权余额", "The freezes exceed what is owed"),
            articles: ["《关于人民法院民事执行中查封、扣押、冻结财产的规定》（法释〔2020〕21号）第19条"])),
      ], reader))
    """
  }

  private var stations: [Station] {
    [
      Station(
        title: Phrase("立案审查及分流", "Filing and triage"),
        stops: [
          Stop(title: Phrase("立案审查", "Acceptance"), state: .done(Gallery.today - 40), path: "/events/1"),
          Stop(title: Phrase("繁简分流", "Triage"), state: .done(Gallery.today - 39)),
        ]),
      Station(
        title: Phrase("集中查控", "Search and control"),
        stops: [
          Stop(title: Phrase("发起网络查控", "Start the network search"), state: .done(Gallery.today - 30)),
          Stop(title: Phrase("签发控制裁定", "Sign the control ruling"), state: .now(due: Instant(Gallery.today + 2), owner: "法官 方衡")),
          Stop(title: Phrase("送达裁定", "Serve the ruling"), state: .next),
        ]),
      Station(
        title: Phrase("拍卖变卖", "Sale"),
        stops: [Stop(title: Phrase("确定参考价", "Reference price"), state: .skipped(Phrase("无待处置财产", "nothing to sell")))]),
      Station(title: Phrase("案款管理", "Case money"), stops: [Stop(title: Phrase("案款发放", "Pay out"), state: .next)]),
      Station(title: Phrase("结案审批", "Closing"), stops: [Stop(title: Phrase("审查结案", "Review"), state: .next)]),
    ]
  }

  private var factList: [Fact] {
    [
      Fact(
        Phrase("申请执行人", "Applicant"),
        person(PersonName(shown: "林某某", path: "/persons/1", unmask: "/persons/1/unmask"), reader)),
      Fact(Phrase("被执行人", "Debtor"), person(PersonName(shown: "章某", role: Phrase("主债务人", "principal debtor")), reader)),
      Fact(Phrase("标的额", "Amount claimed"), yuan(Money(fen: 13_000_000), reader)),
      Fact(Phrase("迟延利息", "Delay interest"), sum(Money(fen: 495_950), explained: [interest], reader)),
      Fact(Phrase("冻结到期", "Freeze ends"), day(Gallery.today + 4, counted: term, reader)),
      Fact(Phrase("财产线索", "Clues to property"), count(.exactly(12_345), opens: "/cases/118#clues", reader)),
      Fact(
        Phrase("时限", "Clock"),
        clock(
          CaseClock(
            node: Phrase("办案期限", "Case limit"), due: Instant(Gallery.today + 80), owner: "法官 方衡",
            stopped: Phrase("公告送达期间不计", "Public notice is not counted")), reader), wide: true),
      Fact(Phrase("执行依据", "Instrument"), "（2025）浙9901民初2046号民事判决书：章某于判决生效后十日内归还林某某借款本金 130,000 元及利息。", wide: true),
    ]
  }

  private var actions: HTML {
    """
    \(actionBar(
      [
        ActionButton(Phrase("拟制控制裁定", "Draft a control ruling"), .opens("/cases/118/rulings/new"), main: true),
        ActionButton(Phrase("发起网络查控", "Start a search"), .posts("/cases/118/search", hidden: [("version", "17")])),
        ActionButton(
          Phrase("终结本次执行", "End this round"),
          .refused(
            Phrase("立案未满三个月", "The case was filed less than three months ago"),
            articles: ["《关于严格规范终结本次执行程序的规定（试行）》（法〔2016〕373号）第1条"],
            remedy: Phrase("2026-05-05 起可以提出", "It may be proposed from 2026-05-05"))),
      ], reader))
    \(confirm(
      Confirmation(
        title: Phrase("列入失信名单", "List as dishonest"), what: Phrase("向社会公布姓名与案号，期限二年", "Name and case number are published for two years"),
        whom: "章某", undo: nil, action: "/cases/118/listing", button: Phrase("提请院长签发", "Send to the president")), reader))
    """
  }

  private var money: HTML {
    let receipts = Table(
      Phrase("到账", "Receipts"),
      [
        Column<Int>(Phrase("日期", "Day"), heads: true) { "\(Gallery.today - $0)" },
        Column(Phrase("来源", "From")) { _ in "云溪农商银行 扣划" },
        Column(Phrase("金额（元）", "Amount (CNY)"), align: .number) { sum(Money(fen: 2_000_000 + Int64($0))) },
      ], rows: [1, 2, 3], empty: Phrase("尚无到账", "Nothing yet"))
    return """
      \(table(receipts, reader))
      \(bars(
        Phrase("近三月到账（万元）", "Received, last three months (10,000 CNY)"),
        [
          Bar(label: reader("一月", "January"), size: 412, figure: "412", path: "/cashier?month=1"),
          Bar(label: reader("二月", "February"), size: 286, figure: "286"),
          Bar(label: reader("三月", "March"), size: 97, figure: reader("97（至今）", "97 so far"), bad: true),
        ], reader))
      """
  }

  private var history: HTML {
    timeline(
      [
        TimelineEntry(
          at: Instant(Gallery.today - 1, hour: 16, minute: 5), sentence: "云溪农商银行冻结章某尾号 3301 的账户，冻结 86,200.00 元。", by: "云溪农商银行",
          kind: "seizure", papers: [("冻结回执", "/papers/7")], path: "/events/9", asOf: "/cases/118?asOf=2026-03-15"),
        TimelineEntry(
          at: Instant(Gallery.today - 1, hour: 9, minute: 12), sentence: "方衡签发控制裁定，限额 134,959.50 元。", by: "法官 方衡",
          kind: "seizure",
          papers: [("执行裁定书", "/papers/6")]),
        TimelineEntry(
          at: Instant(Gallery.today - 40, hour: 14, minute: 20), sentence: "立案庭收到林某某的执行申请并立案。", by: "立案庭", kind: "filing"),
      ],
      filters: [
        TimelineFilter(key: "seizure", title: Phrase("查扣冻", "Seizure"), count: 2),
        TimelineFilter(key: "filing", title: Phrase("立案", "Filing"), count: 1),
      ], reader)
  }

  private var states: HTML {
    """
    \(progress(
      ProgressState(
        id: "search-118", label: Phrase("网络查控", "Network search"), done: 812, failed: 3, total: 1000, failures: "/search/118?failed=1",
        live: "/live/search/118"), reader))
    \(progress(ProgressState(id: "search-119", label: Phrase("网络查控", "Network search"), done: 0, failed: 0, total: nil), reader))
    \(waiting(for: "云溪县不动产登记中心", until: Instant(Gallery.today + 1, hour: 17), reader))
    \(failed(Phrase("银行拒收请求：账号不存在", "The bank refused: no such account"), toDo: Phrase("核对账号后重新发送。", "Check the account and send again."), reader))
    \(empty(Phrase("还没有财产线索；申请人提交或查控返回后显示在这里。", "No clues yet; they appear when the applicant or a search brings them."), reader))
    <p>\(LampState.allCases.map { state -> HTML in "\(lamp(state, state.rawValue)) " })</p>
    """
  }

  var wall: HTML {
    """
    <h1>\(reader("执行指挥中心", "Enforcement command centre"))</h1>
    \(figures(
      [
        Figure(label: Phrase("今日收案", "Filed today"), value: "37", path: "/cases?filed=today"),
        Figure(label: Phrase("今日结案", "Closed today"), value: "41", path: "/cases?closed=today"),
        Figure(label: Phrase("超期时限", "Clocks overdue"), value: "6", path: "/cases?overdue=1", bad: true),
        Figure(label: Phrase("今日到账（万元）", "In today (10,000 CNY)"), value: "1,284", path: "/cashier"),
      ], reader))
    <div class="columns">\(section("teams", reader("各团队超期", "Overdue by team"), table(teams, reader)))
    \(section("chart", reader("近三月", "Three months"), bars(
      Phrase("到账（万元）", "Received (10,000 CNY)"),
      [Bar(label: reader("一月", "Jan"), size: 412, figure: "412"), Bar(label: reader("二月", "Feb"), size: 286, figure: "286")], reader)))</div>
    """
  }
  private var teams: Table<Int> {
    Table(
      Phrase("团队", "Teams"),
      [
        Column(Phrase("团队", "Team"), heads: true) { "\(reader("实施", "Team")) \($0)" },
        Column(Phrase("最近时限", "Nearest")) { lamp(Instant(Gallery.today - 4 + $0 * 3), reader) },
        Column(Phrase("在办", "Open"), align: .number) { "\($0 * 71)" },
      ], rows: [1, 2, 3], empty: Phrase("没有团队", "No teams"))
  }

  func application(refused: Bool) -> Form {
    let rows = [
      FormRow(
        "kind", Phrase("申请类型", "Kind"),
        .radio([.init("first", Phrase("首次执行", "First")), .init("resumed", Phrase("恢复执行", "Resumption"))])),
      FormRow(
        "instrument", Phrase("执行依据文号", "Instrument number"), .text(max: 60),
        hint: Phrase("如（2025）浙9901民初2046号", "For example （2025）浙9901民初2046号")),
      FormRow("amount", Phrase("申请执行标的额", "Amount claimed"), .money),
      FormRow("effective", Phrase("文书生效日", "In force since"), .day),
      FormRow("bank", Phrase("收款银行", "Bank"), .select([.init("yx", Phrase("云溪农商银行", "Yunxi Rural Bank"))]), required: false),
      FormRow(
        "claims", Phrase("请求事项", "What is asked for"),
        .checkboxes([.init("money", Phrase("金钱给付", "Payment")), .init("act", Phrase("行为", "An act"))])),
      FormRow(
        "parties", Phrase("被执行人", "Debtor"),
        .group(
          [
            FormRow("name", Phrase("姓名", "Name"), .text(max: 40)),
            FormRow("idNumber", Phrase("证件号码", "ID number"), .text(max: 18), required: false),
          ], max: 4)),
      FormRow("facts", Phrase("事实与理由", "Facts and reasons"), .textarea(max: 2000), required: false),
      FormRow("paper", Phrase("生效文书", "The instrument"), .file(accept: [".pdf", "image/*"])),
      FormRow("address", Phrase("同意电子送达", "Electronic service is agreed"), .checkbox, required: false),
    ]
    let typed = FormState(
      typed: [
        ("kind", "first"), ("instrument", "（2025）浙9901民初2046号"), ("amount", "十三万"), ("effective", "2025年5月"), ("claims", "money"),
        ("parties[0].name", "章某"), ("facts", "\n<b>借款</b> & 利息"), ("address", "true"),
      ],
      faults: [
        FormFault("amount", Phrase("金额须写成数字，最多两位小数", "Write the sum in figures with at most two places")),
        FormFault(
          "effective", Phrase("申请执行的期间为二年，自文书规定的履行期间最后一日起算", "The term to apply is two years from the last day of performance"),
          articles: ["《民事诉讼法》（2023）第250条"]),
        FormFault("parties[0].idNumber", Phrase("证件号码校验位不符", "The ID number's check digit is wrong")),
        FormFault("", Phrase("同一执行依据已有在办案件", "The same instrument already has an open case")),
      ])
    return Form(
      action: "/cases/new", rows, button: Phrase("提交立案", "File"), state: refused ? typed : FormState(),
      hidden: [("version", "3")],
      draft: "new-case")
  }

  func page(_ kind: Layout.Kind, _ body: HTML) -> HTML {
    Layout(title: reader("样例", "Gallery"), kind: kind, printed: "（2026）浙9901执118号").page(reader, body)
  }
}
