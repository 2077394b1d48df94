import Basics
import Enforcement
import Wording

/// One case with made-up people, and a paper of every kind in it.
enum Sample {
  static let court = "浙江省台州市路桥区人民法院"
  static let today = day(2024, 5, 6)
  static let created = Instant(today, hour: 10, minute: 30)

  static func day(_ year: Int, _ month: Int, _ day: Int) -> Day { Day(year, month, day) ?? Day(number: 0) }

  static let applicant = PaperParty(
    .person, name: "苏南星", idNumber: "331004199003071511", address: "浙江省台州市路桥区虚构街道海棠路8号", sex: "男", born: day(1990, 3, 7),
    nation: "汉族", agent: "钱多文，浙江虚构律师事务所律师")
  static let debtor = PaperParty(
    .person, name: "欧阳青禾", idNumber: "331002198510152036", address: "浙江省台州市椒江区虚构街道云帆小区3幢2单元501室", sex: "男",
    born: day(1985, 10, 15),
    nation: "汉族")
  static let company = PaperParty(
    .unit, name: "台州市虚构缝纫机配件有限公司", idNumber: "11330000002482072W", address: "浙江省台州市椒江区虚构工业园12号",
    representative: PaperSigner("法定代表人", "欧阳青禾"))

  static let facts = PaperFacts(
    court: court, caseNumber: "(2024)浙1004执123号", cause: "民间借贷纠纷", applicants: [applicant], debtors: [debtor, company],
    instrument: PaperInstrument(
      maker: court, number: "(2023)浙1004民初4567号", kind: "民事判决书", date: day(2023, 12, 1),
      content: "被告欧阳青禾、台州市虚构缝纫机配件有限公司于本判决生效之日起十日内归还原告苏南星借款本金130,000元并支付利息。"),
    claim: [
      PaperClaimItem("借款本金", .yuan(130_000)), PaperClaimItem("利息", Money(fen: 1_234_567), note: "暂计至2024年1月10日"),
      PaperClaimItem("案件受理费", .yuan(2_900)),
    ], filed: day(2024, 4, 26), date: today,
    signers: [PaperSigner("审判长", "顾长河"), PaperSigner("审判员", "林见山"), PaperSigner("人民陪审员", "阿依努尔·买买提")], clerk: "唐小雨",
    contact: PaperContact(officer: "林见山", phone: "0576-00000000", address: "浙江省台州市路桥区虚构大道1号执行局206室", postcode: "318050"),
    account: PaperAccount(holder: court, bank: "虚构银行台州路桥支行", number: "6222021207000000000"), standing: .sealed(court: court),
    verification: PaperVerification(code: "7K2M-QX4T-9HWD", checkPath: "https://court.example/check"))

  static let measures = [
    ControlledProperty(
      .deposit, owner: "欧阳青禾", what: "虚构银行台州椒江支行6222020000000000000账户", amount: .yuan(150_000),
      term: .days(from: day(2024, 5, 10), to: day(2025, 5, 9))),
    ControlledProperty(.movable, owner: "台州市虚构缝纫机配件有限公司", what: "浙JD12345号小型汽车", term: .years(2)),
    ControlledProperty(.immovable, owner: "欧阳青禾", what: "坐落于台州市椒江区云帆小区3幢2单元501室的房屋", term: .years(3), waiting: 2),
  ]

  /// Every kind once, by kind.
  static let drafts: [PaperKind: any PaperDraft] = Dictionary(
    uniqueKeysWithValues: (starting + controlling + crediting + closing + sharing).map { (type(of: $0).kind, $0) })

  private static let sharing: [any PaperDraft] = [
    DistributionPlanPaper(
      version: 2, sum: .yuan(400_000), costs: .yuan(15_000), left: .zero,
      lines: [
        .init(
          number: 1, creditor: "苏南星", source: "本案申请执行人", standing: "普通债权", claim: .yuan(500_000), share: .yuan(385_000),
          explanation: "普通债权 500,000.00 元，按 385,000.00 ÷ 500,000.00 受偿 385,000.00 元")
      ], bySeizure: false, closedOn: day(2024, 8, 1), why: "依判决修正债权数额"),
    LodgementNotice(to: debtor, amount: .yuan(8_000), ground: "债权人下落不明", until: day(2029, 8, 1)),
    AidDecision(to: debtor, asked: .yuan(20_000), granted: .yuan(20_000), criteria: ["年老或者残疾，无劳动能力"]),
    FinalTerminationRuling(
      ground: .withdrawn(by: ["苏南星"], on: day(2024, 5, 4)), findings: "申请执行人到庭确认撤回执行申请。", recovered: .zero),
    SuspensionRuling(ground: "申请执行人表示可以延期执行", findings: "申请执行人到庭表示可以延期执行。", onSettlement: false),
    StayDecision(ground: .security, number: "保字第1号", from: day(2024, 5, 6), until: day(2024, 11, 6)),
    ContinuationNotice(since: day(2024, 5, 6)),
    UsePermitRuling(
      earlierRuling: "(2024)浙1004执123号", properties: [measures[2]], use: "自行变卖，价款交付案款账户", account: "8801091234567890123",
      until: day(2024, 10, 1)),
    PublicNotice(to: debtor, ground: .otherWaysFailed, papers: ["(2024)浙1004执123号执行通知书", "(2024)浙1004执123号报告财产令"], days: 30),
    CorrectingRuling(
      of: "(2024)浙1004执123号之一执行裁定书", on: day(2024, 7, 1), corrections: [.init("云帆小区3幢", "云帆小区2幢"), .init("二零二四年", "二〇二四年")]),
    ReviewRuling(
      number: "(2024)浙1004执异7号", matter: .thirdParty, by: debtor, received: day(2024, 6, 3), request: "账户内款项为本人所有。",
      findings: "案外人不能证明其对账户内款项享有足以排除强制执行的权益。", orders: ["驳回异议请求。"], ground: nil, remedy: .suit, end: .decided,
      panel: [PaperSigner("审判长", "裴衡"), PaperSigner("审判员", "祝明"), PaperSigner("审判员", "齐正")]),
  ]

  private static let starting: [any PaperDraft] = [
    AcceptanceNotice(handler: PaperSigner("执行员", "林见山"), limit: day(2024, 10, 28)),
    EnforcementNotice(
      to: debtor, within: .days(3), delay: .interest(base: .yuan(130_000), from: day(2024, 1, 11)), fee: .yuan(1_850)),
    PropertyReportOrder(to: company, reportDays: 10),
  ]
  private static let controlling: [any PaperDraft] = [
    ControlRuling(ceiling: .yuan(152_345), properties: measures, coversOtherProperty: true),
    AssistFreezeNotice(
      to: "虚构银行台州椒江支行", .freeze, debtor: debtor, account: "6222020000000000000", amount: .yuan(150_000), from: day(2024, 5, 10),
      to: day(2025, 5, 9), ruling: "(2024)浙1004执123号", monthlyAllowance: .yuan(3_000)),
    AssistSealNotice(
      to: "台州市自然资源和规划局椒江分局", .seal,
      objects: [
        AssistObject(
          .immovable, owner: "欧阳青禾", what: "台州市椒江区云帆小区3幢2单元501室", number: "浙（2019）台州椒江不动产权第0000001号",
          term: .days(from: day(2024, 5, 10), to: day(2027, 5, 9))),
        AssistObject(
          .vehicle, owner: "台州市虚构缝纫机配件有限公司", what: "小型汽车", number: "浙JD12345",
          term: .days(from: day(2024, 5, 10), to: day(2026, 5, 9))),
        AssistObject(.insurance, owner: "欧阳青禾", what: "两全保险（分红型）", number: "P000000000000001", term: .years(3)),
      ], ruling: "(2024)浙1004执123号"),
    RenewalRuling(earlierRuling: "(2024)浙1004执123号", properties: [measures[0]], onApplication: true),
    ReleaseRuling(earlierRuling: "(2024)浙1004执123号", ground: .debtSatisfied, properties: measures),
    AssistReleaseNotice(
      to: "虚构银行台州椒江支行", measures: ["欧阳青禾在你行6222020000000000000账户存款人民币150,000.00元的冻结"], ruling: "(2024)浙1004执123号之三"),
    TransferRuling(sources: [
      .init(owner: "欧阳青禾", what: "虚构银行台州椒江支行6222020000000000000账户", amount: Money(fen: 10_005)),
      .init(owner: "台州市虚构缝纫机配件有限公司", what: "虚构农商银行", amount: .yuan(1_010)),
    ]),
    AssistTransferNotice(
      to: "虚构银行台州椒江支行", debtor: debtor, account: "6222020000000000000", amount: Money(fen: 10_005), ruling: "(2024)浙1004执123号之二"),
  ]
  private static let crediting: [any PaperDraft] = [
    ConsumptionRestriction(company, ground: .listed, alsoCovered: [PaperSigner("法定代表人", "欧阳青禾")], reportPhone: "0576-00000001"),
    ConsumptionLift(persons: ["台州市虚构缝纫机配件有限公司", "欧阳青禾"], order: "(2024)浙1004执123号", ground: .performed),
    ListingDecision(
      debtor, ground: .breaksPropertyReport, findings: "被执行人欧阳青禾于2024年4月28日收到报告财产令后，逾期未报告财产，亦未说明理由。",
      term: .until(years: 2, last: day(2026, 5, 6)), onApplication: true),
    ListingRemoval(debtor, decision: "(2024)浙1004执123号之一", ground: .termExpired),
  ]
  private static let closing: [any PaperDraft] = [
    InterviewMinutes(
      subject: "终结本次执行程序", begins: Instant(today, hour: 9), ends: Instant(today, hour: 9, minute: 40), place: "本院执行局约谈室",
      interviewer: PaperSigner("执行员", "林见山"), recorder: "唐小雨", interviewee: "苏南星（申请执行人）",
      turns: [
        .init(question: "现将财产调查结果告知你：经网络查询和现场调查，除已处置的财产外，未发现被执行人有其他可供执行的财产。你对此有何意见？"),
        .init(answer: "我知道了。我暂时没有新的财产线索，如果以后发现，会及时向法院提供。"), .init(question: "终结本次执行程序后，你享有要求被执行人继续履行债务的权利。清楚吗？"),
        .init(answer: "清楚。"),
      ]),
    TerminationRuling(
      searches: [
        .init("银行存款（总对总）", day: day(2024, 4, 28), result: "查到账户3个，余额合计312.50元"),
        .init("不动产登记", day: day(2024, 4, 29), result: "无登记"), .init("车辆登记", day: day(2024, 4, 29), result: "浙JD12345，已查封，未实际扣押"),
        .init("证券、网络资金", day: day(2024, 4, 29), result: "无"), .init("住所地现场调查", day: day(2024, 7, 2), result: "未居住，未发现可供执行财产"),
      ], properties: [.init("浙JD12345号小型汽车", measure: "查封二年", outcome: "未实际扣押，无法处置")],
      otherSteps: ["2024年6月20日，本院对被执行人欧阳青禾罚款5,000元。"], noticeServed: day(2024, 4, 28), restricted: day(2024, 5, 20),
      listed: day(2024, 6, 3), recovered: Money(fen: 31_250), remaining: Money(fen: 14_493_317),
      consent: .panelAndPresident(told: day(2024, 8, 1))),
    ResumptionNotice(
      earlierCase: "(2024)浙1004执123号", ground: .propertyFound("台州市椒江区的房屋一套"), remaining: Money(fen: 14_493_317)),
    ClosingNotice(
      way: .compulsory,
      performed: [PaperClaimItem("发还申请执行人", Money(fen: 14_524_567)), PaperClaimItem("申请执行费", .yuan(1_850))],
      closed: day(2024, 9, 2)),
    ClosingCertificate(
      ending: .performed(.voluntary), performed: Money(fen: 14_524_567), closed: day(2024, 9, 2),
      creditStatus: "限制消费措施已于2024年9月3日解除；失信信息已于2024年9月4日删除"),
  ]

  static func paper(_ kind: PaperKind, _ change: (inout PaperFacts) -> Void = { _ in }) -> PaperContent? {
    var facts = facts
    change(&facts)
    return drafts[kind]?.paper(facts)
  }
}
