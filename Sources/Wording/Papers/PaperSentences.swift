import Basics
import Enforcement

/// What each kind of paper adds to ``PaperFacts``, and the words that come of both.
public protocol PaperDraft: Sendable {
  static var kind: PaperKind { get }
  /// The paper, ready to be laid out.
  func paper(_ facts: PaperFacts) -> PaperContent
}

/// Sentences and parts that many papers share.
extension PaperFacts {
  /// Puts blocks under the case's head and foot.
  func compose(
    _ kind: PaperKind, title: String? = nil, _ blocks: [PaperBlock], annexes: [PaperAnnex] = [], contact: Bool = true
  ) -> PaperContent {
    PaperContent(
      kind: kind, court: court, title: title ?? kind.printedTitle, caseNumber: numberWithSuffix, blocks: blocks,
      signature: PaperSignature(
        signers: kind.printsSigners ? signers : [], date: date, clerk: kind.printsSigners ? clerk : nil),
      annexes: annexes, standing: standing, contact: contact ? contactLine : nil, verification: verification)
  }

  /// `(2024)浙1004执123号之二`.
  var numberWithSuffix: String { suffix > 0 ? "\(caseNumber)之\(ChineseNumeral.counting(suffix))" : caseNumber }

  var contactLine: String {
    var parts = ["联系人：\(contact.officer)"]
    if !contact.phone.isEmpty { parts.append("联系电话：\(contact.phone)") }
    parts.append("联系地址：\(contact.address)")
    if !contact.postcode.isEmpty { parts.append("邮编：\(contact.postcode)") }
    return parts.joined(separator: "　")
  }

  var applicantNames: String { applicants.map(\.name).joined(separator: "、") }
  var debtorNames: String { debtors.map(\.name).joined(separator: "、") }
  /// `申请执行人张三与被执行人李四民间借贷纠纷一案`.
  var matter: String { "申请执行人\(applicantNames)与被执行人\(debtorNames)\(cause)一案" }
  /// `本院` where this court made the instrument itself.
  var instrumentMaker: String { instrument.maker == court ? "本院" : instrument.maker }
  /// `本院作出的(2024)浙1004民初456号民事判决书`.
  var instrumentName: String { "\(instrumentMaker)于\(instrument.date.chinese)作出的\(instrument.number)\(instrument.kind)" }

  /// Every party with representative and agent, as the head of a ruling lists them.
  var partyBlocks: [PaperBlock] {
    applicants.flatMap { $0.blocks(role: "申请执行人") } + debtors.flatMap { $0.blocks(role: "被执行人") }
  }

  /// The sum of the claim's items that have one; nil where none has.
  var claimTotal: Money? {
    let sums = claim.compactMap(\.amount)
    return sums.isEmpty ? nil : sums.total
  }

  /// The claim, item by item.
  func claimTable(caption: String?) -> PaperBlock {
    var rows = claim.map { item in
      [item.label, item.amount.map { "\($0.grouped)" } ?? "—", item.note]
    }
    if let total = claimTotal, claim.count > 1 { rows.append(["合计", total.grouped, total.inWords]) }
    return .table(
      PaperTable(
        caption: caption, columns: [.init("项目", weight: 4), .init("金额（元）", weight: 3, .right), .init("说明", weight: 5)],
        rows: rows))
  }

  /// The account of the case and the warning that there is no other; empty where none is known.
  var accountBlocks: [PaperBlock] {
    guard let account else { return [] }
    return [
      .facts(
        caption: "本案案款专户（一案一账号）",
        rows: [
          PaperFact("户名", account.holder), PaperFact("开户行", account.bank), PaperFact("账号", account.number),
          PaperFact("汇款附言", caseNumber),
        ]),
      .paragraph("本案款项只能汇入上述专户。本院工作人员不会要求将款项支付到其他账户，也不会以个人名义收取款项。"),
    ]
  }

  /// The right to object to an act of enforcement (R2.1 N27), which does not stop it.
  func objectionRemedy(to paper: String) -> PaperBlock {
    .remedy("当事人、利害关系人认为\(paper)所涉执行行为违反法律规定的，可以依照\(law(.objection))的规定，向本院提出书面异议。异议审查期间不停止执行。")
  }
}

extension PaperParty {
  /// `张三，男，1985年10月15日出生，汉族，住…，公民身份号码…。`
  var sentence: String {
    var parts = [name]
    if kind == .person {
      if let sex { parts.append(sex) }
      if let born { parts.append("\(born.chinese)出生") }
      if let nation { parts.append(nation) }
      if !address.isEmpty { parts.append("住\(address)") }
      if !idNumber.isEmpty { parts.append(idLabel + idNumber) }
    } else {
      if !address.isEmpty { parts.append("住所地\(address)") }
      if !idNumber.isEmpty { parts.append(idLabel + idNumber) }
    }
    return parts.joined(separator: "，") + "。"
  }

  func blocks(role: String) -> [PaperBlock] {
    var blocks: [PaperBlock] = [.party(role: role, text: sentence)]
    if let representative { blocks.append(.party(role: representative.title, text: representative.name + "。")) }
    if let agent { blocks.append(.party(role: "委托诉讼代理人", text: agent + "。")) }
    return blocks
  }

  /// Label of the number in forms.
  var idLabel: String { idName ?? (kind == .person ? "公民身份号码" : "统一社会信用代码") }
}

extension [Money] {
  /// Traps only beyond 9,000 times ``Money/outsideMax``, which no paper holds.
  var total: Money { reduce(Money.zero, +) }
}

/// `自2024年5月10日起至2025年5月9日止`.
func period(_ from: Day, _ to: Day) -> String { "自\(from.chinese)起至\(to.chinese)止" }

/// `一年`, `六个月`, `四十五日`.
func years(_ count: Int) -> String { ChineseNumeral.counting(count) + "年" }
func monthsText(_ count: Int) -> String { ChineseNumeral.counting(count) + "个月" }
func days(_ count: Int) -> String { ChineseNumeral.counting(count) + "日" }
