import Basics
import Enforcement

/// 报告财产令 with its form (财产调查规定 3–10): goes out together with the notice.
public struct PropertyReportOrder: PaperDraft {
  public static let kind = PaperKind.propertyReportOrder
  public var debtor: PaperParty
  /// Days after receipt within which the report is due.
  public var reportDays: Int
  public init(to debtor: PaperParty, reportDays: Int) {
    self.debtor = debtor
    self.reportDays = reportDays
  }

  public func paper(_ facts: PaperFacts) -> PaperContent {
    let you = debtor.you
    let opening =
      "本院于\(facts.filed.chinese)立案执行\(facts.matter)，已向\(you)发出执行通知。"
      + "依照\(facts.law(.propertyReport))、\(Interpretation.propertyInquiry(3, 4))的规定，责令\(you)在收到本令之日起\(days(reportDays))内，如实向本院书面报告下列财产情况："
    let sanctions =
      debtor.kind == .person
      ? "本院将根据情节轻重对\(you)予以罚款、拘留"
      : "本院将根据情节轻重对\(you)予以罚款，并可以对主要负责人或者直接责任人员予以罚款、拘留"
    return facts.compose(
      Self.kind,
      [
        .addressee("\(debtor.name)："), .paragraph(opening), .items(Self.scope, .bracketed),
        .paragraph("财产已经出租、设立担保物权等权利负担，或者存在共有、权属争议等情形的，应当一并报告；动产由第三人占有，不动产、特定动产、其他财产权登记在第三人名下的，也应当一并报告。"),
        .paragraph("自\(you)收到执行通知之日前一年至提交书面财产报告之日，财产情况发生下列变动的，应当将变动情况一并报告："),
        .items(Self.changes, .bracketed),
        .paragraph("报告财产后，财产情况发生变动，影响申请执行人债权实现的，\(you)应当自财产变动之日起十日内向本院补充报告。本院裁定终结本次执行程序后，补充报告义务仍不免除。"),
        .paragraph("在上述期限内提交书面报告确有困难的，可以向本院书面申请延长期限。"),
        .paragraph(
          "拒绝报告、虚假报告或者无正当理由逾期报告的，\(sanctions)，并依照\(Interpretation.propertyInquiry(10))的规定将\(you)纳入失信被执行人名单；构成犯罪的，依法追究刑事责任（\(Interpretation.propertyInquiry(9))、\(facts.law(.obstruction))）。"
        ),
        .paragraph("此令。"), .paragraph("附：被执行人财产调查表"),
      ], annexes: [form(facts)])
  }

  private static let scope = [
    "收入、银行存款、现金、理财产品、有价证券；", "土地使用权、房屋等不动产；", "交通运输工具、机器设备、产品、原材料等动产；",
    "债权、股权、投资权益、基金份额、信托受益权、知识产权等财产性权利；", "其他应当报告的财产。",
  ]
  private static let changes = [
    "转让、出租财产的；", "在财产上设立担保物权等权利负担的；", "放弃债权或者延长债权清偿期的；", "支出大额资金的；", "其他影响生效法律文书确定债权实现的财产变动。",
  ]

  /// The form that must go with the order; every line is to be filled in (财产调查规定 4.2).
  private func form(_ facts: PaperFacts) -> PaperAnnex {
    let identity: [PaperFact] =
      [
        PaperFact("案号", facts.caseNumber), PaperFact(debtor.kind == .person ? "姓名" : "名称", debtor.name),
        PaperFact(debtor.idLabel, debtor.idNumber),
      ]
      + (debtor.kind == .person
        ? [PaperFact("婚姻状况、配偶姓名", ""), PaperFact("所扶养家属", ""), PaperFact("工作单位、职务", "")]
        : [
          PaperFact(debtor.representative?.title ?? "法定代表人", debtor.representative?.name ?? ""), PaperFact("股东、出资人", ""),
          PaperFact("经营状况、职工人数", ""),
        ])
      + [PaperFact("送达地址", ""), PaperFact("联系电话", "")]
    func blanks(_ caption: String, _ columns: [PaperTable.Column], rows: Int) -> PaperBlock {
      .table(
        PaperTable(caption: caption, columns: columns, rows: Array(repeating: columns.map { _ in "" }, count: rows)))
    }
    return PaperAnnex(
      "被执行人财产调查表",
      [
        .paragraph("应当逐项如实填写；没有该项财产的，填写“无”。"), .facts(caption: "一、基本情况", rows: identity),
        blanks(
          "二、收入、存款、现金、理财产品、有价证券",
          [.init("种类", weight: 3), .init("开户机构、支付单位", weight: 4), .init("账号", weight: 4), .init("金额（元）", weight: 3)], rows: 4),
        blanks(
          "三、土地使用权、房屋等不动产",
          [.init("坐落", weight: 5), .init("权证号", weight: 4), .init("面积", weight: 2), .init("共有、抵押、出租情况", weight: 4)], rows: 3),
        blanks(
          "四、车辆、船舶、机器设备、产品、原材料等动产",
          [.init("名称、号牌", weight: 4), .init("数量", weight: 2), .init("存放地点、占有人", weight: 5), .init("权利负担", weight: 4)], rows: 3),
        blanks(
          "五、债权、股权、基金份额、信托受益权、知识产权等财产性权利",
          [.init("种类", weight: 3), .init("义务人、所在公司", weight: 5), .init("金额或者比例", weight: 3), .init("权利负担", weight: 3)], rows: 3),
        blanks(
          "六、收到执行通知之日前一年以来的财产变动",
          [.init("日期", weight: 3), .init("财产", weight: 4), .init("变动方式、对方", weight: 4), .init("价款及去向", weight: 4)], rows: 3),
        .facts(caption: "七、其他应当报告的财产", rows: [PaperFact("说明", "")]),
        .paragraph("本人（本单位）保证以上内容真实、完整，知晓拒绝报告、虚假报告或者无正当理由逾期报告的法律后果。"), .signHere(["报告人（签名、盖章）", "日期"]),
      ])
  }
}
