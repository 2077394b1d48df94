import Basics
import Enforcement
import Foundation
import Testing
import Wording

/// All words of a sample paper.
private func words(_ kind: PaperKind, _ change: (inout PaperFacts) -> Void = { _ in }) throws -> String {
  let sample = Sample.paper(kind, change)
  let paper = try #require(sample)
  return String(decoding: try JSONEncoder().encode(paper), as: UTF8.self).replacingOccurrences(of: "\\/", with: "/")
}

@Test("Papers cite the Civil Procedure Law as numbered on their date")
func citationsByDate() throws {
  let in2024 = try words(.enforcementNotice)
  #expect(in2024.contains("《中华人民共和国民事诉讼法》第二百五十一条") && in2024.contains("第二百六十四条"))
  let in2023 = try words(.enforcementNotice) { $0.date = Sample.day(2023, 12, 31) }
  #expect(in2023.contains("《中华人民共和国民事诉讼法》第二百四十七条") && in2023.contains("第二百六十条"))
  let in2021 = try words(.enforcementNotice) { $0.date = Sample.day(2021, 12, 31) }
  #expect(in2021.contains("《中华人民共和国民事诉讼法》第二百四十条") && in2021.contains("第二百五十三条"))
  #expect(try words(.controlRuling).contains("《中华人民共和国民事诉讼法》第二百五十三条、第二百五十四条、第二百五十五条"))
  #expect(try words(.assistFreezeNotice).contains("第一百一十七条"))
}

@Test("The enforcement notice holds duty, period, delay interest, fee, account and the six grounds of the risk notice")
func enforcementNoticeComplete() throws {
  let text = try words(.enforcementNotice)
  for part in [
    "三日内履行下列义务", "归还原告苏南星借款本金130,000元", "日万分之一点七五", "自2024年1月11日起", "人民币130,000.00元（大写：壹拾叁万元整）",
    "申请执行费人民币1,850.00元（大写：壹仟捌佰伍拾元整）", "6222021207000000000", "自收到本通知书之日起十日内提出",
  ] + Wording.ListingGround.allCases.map(\.words) {
    #expect(text.contains(part), "\(part)")
  }
  #expect(Wording.ListingGround.allCases.count == 6)
}

@Test("The property order names period, scope, the year before the notice, the supplement of ten days and the sanctions")
func propertyOrderComplete() throws {
  let text = try words(.propertyReportOrder)
  for part in ["之日起十日内，如实", "前一年至提交书面财产报告之日", "变动之日起十日内向本院补充报告", "罚款、拘留", "失信被执行人名单", "被执行人财产调查表"] {
    #expect(text.contains(part), "\(part)")
  }
  #expect(text.contains("主要负责人或者直接责任人员"), "the debtor is a unit")
}

@Test("The consumption order lists nine items and, for a unit, the persons it covers")
func consumptionOrder() throws {
  let paper = try #require(Sample.paper(.consumptionRestriction))
  let items = paper.blocks.compactMap { block -> [String]? in
    if case .items(let items, _) = block { items } else { nil }
  }
  #expect(items.first?.count == 9)
  #expect(try words(.consumptionRestriction).contains("限制你单位及法定代表人欧阳青禾不得实施"))
}

@Test("A listing under grounds two to six prints its term; under ground one it prints none")
func listingTerm() throws {
  let termed = try words(.listingDecision)
  #expect(termed.contains("期限为二年，自2024年5月6日起至2026年5月6日止") && termed.contains("第一条第四项、第二条第一款"))
  let open = ListingDecision(
    Sample.debtor, ground: .ableButRefuses, findings: "有存款而不履行。", term: .untilPerformed, onApplication: false
  ).paper(Sample.facts)
  #expect(open.blocks.contains(.paragraph("将被执行人欧阳青禾纳入失信被执行人名单。")))
}

@Test("The termination ruling has claim, measures, search, property, what came in, what remains, rights and remedy")
func terminationComplete() throws {
  let text = try words(.terminationRuling)
  for part in [
    "申请执行标的额人民币145,245.67元", "限制消费措施", "财产调查情况", "未实际扣押", "已执行到位人民币312.50元", "尚未执行到位人民币144,933.17元",
    "合议庭审查核实并报院长批准", "终结本次执行程序。", "申请恢复执行", "每六个月", "六十日内", "第五百一十七条",
  ] {
    #expect(text.contains(part), "\(part)")
  }
}

@Test("Second and later papers of a case bear a suffix, and file titles name number and paper")
func suffixes() throws {
  #expect(try #require(Sample.paper(.renewalRuling)).caseNumber == "(2024)浙1004执123号")
  let third = try #require(Sample.paper(.renewalRuling) { $0.suffix = 12 })
  #expect(third.caseNumber == "(2024)浙1004执123号之十二")
  #expect(third.fileTitle == "(2024)浙1004执123号之十二 执行裁定书")
}

@Test("Rulings print who signed; orders and decisions bear seal and date only, the president signs them off")
func signers() throws {
  for kind in PaperKind.allCases {
    let paper = try #require(Sample.paper(kind))
    #expect(paper.signature.signers.isEmpty != kind.printsSigners)
    #expect(paper.kind == kind)
  }
  for kind in [PaperKind.consumptionRestriction, .consumptionLift, .listingDecision, .listingRemoval] {
    #expect(kind.signers == [.president])
  }
}

@Test("Released deposits, seized things and waiting seizures are worded as what they are")
func measureWords() throws {
  let ruling = try words(.controlRuling)
  #expect(ruling.contains("冻结被执行人欧阳青禾在虚构银行台州椒江支行6222020000000000000账户的存款，以人民币150,000.00元（大写：壹拾伍万元整）为限"))
  #expect(ruling.contains("轮候查封被执行人欧阳青禾的坐落于"))
  #expect(ruling.contains("查封、扣押期限为二年，自查封、扣押措施实施之日起计算"))
  let release = try words(.releaseRuling)
  #expect(release.contains("第二十八条第一款第四项") && release.contains("的冻结。"))
}

@Test("A kept draft reads back as it was, and its stored names do not change")
func drafts() throws {
  for kind in PaperKind.allCases {
    let paper = try #require(Sample.paper(kind))
    #expect(try JSONDecoder().decode(PaperContent.self, from: JSONEncoder().encode(paper)) == paper)
  }
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys]
  let small = PaperContent(
    kind: .closingCertificate, court: "甲法院", title: "结案证明", caseNumber: "(2024)浙1004执1号",
    blocks: [
      .heading("一"), .items(["二"], .bracketed), .party(role: "三", text: "四"), .facts(caption: nil, rows: [PaperFact("五", "六")]),
      .table(PaperTable(columns: [.init("七", weight: 1, .right)], rows: [["八"]])), .dialogue(speaker: "问", text: "九"),
      .signHere(["十"]),
      .addressee("甲"), .paragraph("乙"), .remedy("丙"),
    ], signature: PaperSignature(date: Sample.today), standing: .sealed(court: "甲法院"))
  #expect(
    String(decoding: try encoder.encode(small), as: UTF8.self)
      == #"{"annexes":[],"blocks":[{"block":"heading","text":"一"},{"block":"items","items":["二"],"numbering":"bracketed"},{"block":"party","role":"三","text":"四"},{"block":"facts","rows":[{"label":"五","value":"六"}]},{"block":"table","table":{"columns":[{"alignment":"right","title":"七","weight":1}],"rows":[["八"]]}},{"block":"dialogue","role":"问","text":"九"},{"block":"signHere","items":["十"]},{"block":"addressee","text":"甲"},{"block":"paragraph","text":"乙"},{"block":"remedy","text":"丙"}],"caseNumber":"(2024)浙1004执1号","court":"甲法院","kind":"closingCertificate","signature":{"date":"2024-05-06","signers":[]},"standing":{"court":"甲法院","stage":"sealed"},"title":"结案证明"}"#
  )
  #expect(Set(PaperKind.allCases.map(\.title.zh)).count == PaperKind.allCases.count, "names in the case file differ")
  for kind in PaperKind.allCases {
    // A name is the printed title, that title with what tells it apart in brackets, or for decisions what is decided.
    #expect(kind.title.zh.hasPrefix(kind.printedTitle) || kind.printedTitle == "执行决定书", "\(kind): \(kind.printedTitle)")
  }
}

@Test("Numbers in Chinese: dates figure by figure, articles as counted")
func chineseNumerals() {
  #expect(ChineseNumeral.date(Sample.today) == "二〇二四年五月六日")
  #expect(ChineseNumeral.date(Sample.day(2010, 10, 30)) == "二〇一〇年十月三十日")
  #expect(ChineseNumeral.date(Sample.day(2000, 12, 11)) == "二〇〇〇年十二月十一日")
  let counted = [1: "一", 10: "十", 11: "十一", 20: "二十", 105: "一百零五", 110: "一百一十", 114: "一百一十四", 253: "二百五十三", 1001: "一千零一"]
  for (number, words) in counted { #expect(ChineseNumeral.counting(number) == words) }
}
