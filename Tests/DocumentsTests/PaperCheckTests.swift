import Basics
import Testing
import Wording

@Suite("The check of a paper's words") struct PaperCheckTests {
  private static let day = Day(2026, 3, 16) ?? .earliest
  private static let debtor = PaperParty(.person, name: "欧阳青禾", idNumber: "331002198510152036", address: "虚构街道云帆小区3幢501室")

  private func writing(_ texts: [String: String] = [:], on day: Day = PaperCheckTests.day) -> PaperWriting {
    let facts = PaperFacts(
      court: "临江市人民法院", caseNumber: "(2026)浙1099执1号", cause: "民间借贷纠纷",
      applicants: [PaperParty(.person, name: "苏南星", idNumber: "", address: "")], debtors: [Self.debtor],
      instrument: PaperInstrument(
        maker: "临江市人民法院", number: "(2025)浙1099民初88号", kind: "民事判决书", date: day + -90, content: "欧阳青禾偿还苏南星借款。"),
      claim: [PaperClaimItem("本金", .yuan(130_000))], filed: day + -10, date: day,
      contact: PaperContact(officer: "唐小雨", phone: "", address: "临江市人民法院执行局"))
    let drawn = EnforcementNotice(
      to: Self.debtor, within: .days(7), delay: .interest(base: .yuan(130_000), from: day + -30), fee: nil
    ).paper(facts)
    var content = drawn
    content.blocks = drawn.replacing(texts)
    return PaperWriting(content: content, drawn: drawn, data: facts.data, names: facts.names, version: texts.isEmpty ? 0 : 1)
  }
  private func faults(_ texts: [String: String]) -> [String] {
    PaperCheck.findings(writing(texts), on: Self.day).filter(\.isFault).map(\.what.zh)
  }

  @Test("A paper drawn from the case has no fault, and its particulars are known: names, numbers, sums, days")
  func drawn() {
    let writing = writing()
    #expect(PaperCheck.findings(writing, on: Self.day).isEmpty)
    let marked = writing.content.passages.flatMap { writing.spans($0.text) }.compactMap { $0.datum?.value }
    for value in ["欧阳青禾", "苏南星", "(2025)浙1099民初88号", "130,000.00元（大写：壹拾叁万元整）"] {
      #expect(marked.contains(value), "\(value)")
    }
    for passage in writing.content.passages { #expect(writing.spans(passage.text).map(\.text).joined() == passage.text) }
    #expect(writing.changed(in: writing.content.blocks).isEmpty)
  }

  @Test("Passages are written over by place: a line break begins a paragraph, an empty passage goes, tables stay")
  func editing() throws {
    let passages = writing().content.passages
    let free = try #require(passages.first { $0.kind == .paragraph && $0.text.hasPrefix("逾期不履行的") })
    let edited = writing([free.place: "逾期不履行的，依法强制执行。\n另，请携带身份证件。"])
    #expect(edited.content.plainText.contains("另，请携带身份证件。") && edited.changed(in: edited.content.blocks).isEmpty)
    #expect(edited.content.blocks.count == writing().content.blocks.count + 1)
    let shorter = writing([free.place: " "])
    #expect(shorter.content.blocks.count == writing().content.blocks.count - 1)
    #expect(passages.contains { $0.kind == .fixed && $0.text.contains("130,000.00") })
  }

  @Test("The operative part of a review's ruling is drawn from the outcome: no box edits it, and a text without it is a fault")
  func operative() throws {
    let facts = PaperFacts(
      court: "临江市人民法院", caseNumber: "(2026)浙1099执1号", cause: "民间借贷纠纷",
      applicants: [PaperParty(.person, name: "苏南星", idNumber: "", address: "")], debtors: [Self.debtor],
      instrument: PaperInstrument(
        maker: "临江市人民法院", number: "(2025)浙1099民初88号", kind: "民事判决书", date: Self.day + -90, content: "欧阳青禾偿还苏南星借款。"),
      claim: [PaperClaimItem("本金", .yuan(130_000))], filed: Self.day + -10, date: Self.day,
      contact: PaperContact(officer: "唐小雨", phone: "", address: "临江市人民法院执行局"))
    let drawn = ReviewRuling(
      number: "(2026)浙1099执异2号", matter: .thirdParty, by: PaperParty(.person, name: "石某", idNumber: "", address: ""),
      received: Self.day + -5, request: "账户内款项为本人所有。", findings: "款项系代为保管。", orders: ["中止对异议标的的执行。"], ground: nil,
      remedy: .suit, end: .decided, panel: []
    ).paper(facts)
    func faults(_ blocks: [PaperBlock]) -> [String] {
      var content = drawn
      content.blocks = blocks
      let writing = PaperWriting(content: content, drawn: drawn, data: facts.data, names: facts.names, version: 1)
      return PaperCheck.findings(writing, on: Self.day).filter { $0.isFault && $0.what.zh.hasPrefix("主文") }.map(\.what.zh)
    }
    #expect(faults(drawn.blocks).isEmpty)
    let order = try #require(drawn.passages.first { $0.text == "中止对异议标的的执行。" })
    let lead = try #require(drawn.passages.first { $0.text.hasSuffix("裁定如下：") })
    #expect(order.kind == .fixed && lead.kind == .fixed && drawn.passages.last?.kind == .fixed)
    let tried = Dictionary(drawn.passages.filter { $0.kind == .fixed }.map { ($0.place, "驳回石某的异议请求。") }) { $1 }
    #expect(drawn.replacing(tried) == drawn.blocks, "what is typed for them changes nothing")
    let reasons = try #require(drawn.passages.first { $0.text == "款项系代为保管。" })
    #expect(reasons.kind == .paragraph)
    #expect(faults(drawn.replacing([reasons.place: "款项系代为保管，权属清楚。\n理由成立。"])).isEmpty)
    // As a draft was kept that somebody edited before the operative part was fixed.
    let older = drawn.blocks.map { block -> PaperBlock in
      if case .operative(let text) = block { .paragraph(text.hasPrefix("中止") ? "驳回石某的异议请求。" : text) } else { block }
    }
    #expect(faults(older).count == 1)
    #expect(faults(drawn.blocks + [.paragraph("驳回石某的异议请求。")]).count == 1, "nothing stands behind it")
  }

  @Test("A name that is almost a party's, a party left out, and a changed number are found")
  func names() throws {
    let addressee = try #require(writing().content.passages.first { $0.kind == .addressee })
    #expect(faults([addressee.place: "欧阳清禾："]) == ["“欧阳清禾”与案件中当事人的姓名不一致"])
    let opening = try #require(writing().content.passages.first { $0.text.contains("(2025)浙1099民初88号") })
    let moved = writing([opening.place: opening.text.replacing("(2025)浙1099民初88号", with: "(2025)浙1099民初89号")])
    #expect(moved.changed(in: moved.content.blocks).map(\.value) == ["(2025)浙1099民初88号"])
    let notes = PaperCheck.findings(moved, on: Self.day)
    #expect(notes.count == 1 && !notes[0].isFault && notes[0].what.zh.contains("执行依据"))
  }

  @Test("Sums in figures and in words must say the same; words never stand alone")
  func sums() throws {
    let free = try #require(writing().content.passages.first { $0.text.hasPrefix("逾期不履行的") })
    #expect(faults([free.place: "另付人民币1,000.00元（大写：壹仟元整）。"]).isEmpty)
    #expect(faults([free.place: "另付人民币1,000.00元（大写：壹万元整）。"]) == ["小写 1,000.00 元与大写“壹万元整”不一致，应为“壹仟元整”"])
    #expect(faults([free.place: "另付（大写：壹万元整）。"]) == ["有 1 处大写金额前没有小写金额"])
  }

  @Test("Articles are those of the version in force; a number of an older version is named with the new one")
  func articles() throws {
    let free = try #require(writing().content.passages.first { $0.text.hasPrefix("逾期不履行的") })
    func with(_ text: String) -> [PaperFinding] { PaperCheck.findings(writing([free.place: text]), on: Self.day) }
    #expect(with("依照《中华人民共和国民事诉讼法》第二百五十三条的规定。").isEmpty)
    let old = with("依照《中华人民共和国民事诉讼法》第二百四十二条的规定。")
    // 242 is the guarantee of 2023 and the deposits of 2017: it exists, and means something else.
    #expect(old.isEmpty)
    // 227 was the third party's objection; among payment orders it is nothing that enforcement cites.
    let moved = with("依照《中华人民共和国民事诉讼法》第二百二十七条的规定。")
    #expect(moved.map(\.isFault) == [true] && moved[0].what.zh.contains("2017年") && moved[0].what.zh.contains("第238条"))
    // 111 was obstruction; it is also the reconsideration of a preservation now, so a person looks.
    #expect(with("依照《中华人民共和国民事诉讼法》第一百一十一条的规定。").map(\.isFault) == [false])
    #expect(with("依照《中华人民共和国民事诉讼法》第四百条的规定。").map(\.what.zh) == ["《民事诉讼法》（2023）没有第400条"])
    let unknown = with("依照《某某条例》第三条的规定。")
    #expect(unknown.map(\.isFault) == [false] && unknown[0].what.zh.contains("法律库未收录"))
    #expect(with("依照《中华人民共和国民法典》第五百七十四条的规定。").isEmpty)
  }

  @Test(
    "Articles of the text in force that another version numbers elsewhere are no fault: delivery, title, substituted performance")
  func currentArticles() throws {
    let free = try #require(writing().content.passages.first { $0.text.hasPrefix("逾期不履行的") })
    for number in [239, 243, 245, 247, 256, 257, 260, 262, 263, 269] {
      let findings = PaperCheck.findings(writing([free.place: "依照《中华人民共和国民事诉讼法》第\(number)条办理。"]), on: Self.day)
      #expect(findings.isEmpty, "\(number)")
    }
  }

  @Test(
    "A ruling rests on the articles of how it ends: examined, not accepted, dismissed, withdrawn; a change of parties on its own")
  func reviewBasis() {
    let facts = PaperFacts(
      court: "临江市人民法院", caseNumber: "(2026)浙1099执1号", cause: "民间借贷纠纷", applicants: [], debtors: [Self.debtor],
      instrument: PaperInstrument(
        maker: "临江市人民法院", number: "(2025)浙1099民初88号", kind: "民事判决书", date: Self.day + -90, content: "偿还借款。"),
      claim: [], filed: Self.day + -10, date: Self.day,
      contact: PaperContact(officer: "唐小雨", phone: "", address: "临江市人民法院执行局"))
    func text(_ matter: ReviewRuling.Matter, _ end: ReviewRuling.End, _ remedy: ReviewRuling.Remedy) -> String {
      ReviewRuling(
        number: "(2026)浙1099执异2号", matter: matter, by: PaperParty(.person, name: "石某", idNumber: "", address: ""),
        received: Self.day + -5, request: "请求。", findings: "查明。", orders: ["裁定。"], ground: "第14条第1款", remedy: remedy, end: end,
        panel: []
      ).paper(facts).plainText
    }
    #expect(text(.thirdParty, .decided, .suit).contains("执行异议和复议案件若干问题的规定") == false)
    #expect(text(.thirdParty, .dismissed, .reconsideration).contains("办理执行异议和复议案件若干问题的规定》第二条"))
    #expect(text(.conduct, .withdrawn, .none).contains("办理执行异议和复议案件若干问题的规定》第十三条"))
    #expect(text(.partyChange, .decided, .suit).contains("向本院提起执行异议之诉"))
    #expect(!text(.partyChange, .decided, .suit).contains("审判监督程序"))
    #expect(text(.partyChange, .decided, .suit).contains("第14条第1款"))
  }

  @Test("Days must exist and periods run forwards; nothing is left blank")
  func days() throws {
    let free = try #require(writing().content.passages.first { $0.text.hasPrefix("逾期不履行的") })
    #expect(faults([free.place: "于2026年2月30日前履行。"]) == ["“2026年2月30日”不是日期"])
    #expect(
      faults([free.place: "自2026年5月1日起至2026年4月1日止。"]) == ["“自2026年5月1日起至2026年4月1日止”起止日期颠倒"])
    #expect(faults([free.place: "交至——。"]) == ["有未填写的事项（——）"])
  }

  @Test("Numbers in words are read back")
  func numerals() {
    for number in [1, 9, 10, 12, 20, 105, 253, 1_000, 1_260, 9_999] {
      #expect(ChineseNumeral.value(ChineseNumeral.counting(number)) == number)
    }
    #expect(ChineseNumeral.value("253") == 253 && ChineseNumeral.value("甲") == nil && ChineseNumeral.value("") == nil)
  }
}
