import Basics
import Enforcement

/// 终结本次执行程序裁定书, with the contents that 法〔2016〕373号 6 asks for (R8.3-8).
public struct TerminationRuling: PaperDraft {
  public static let kind = PaperKind.terminationRuling
  /// One search: where, when, with what result.
  public struct Search: Hashable, Sendable {
    public var what: String
    public var day: Day
    public var result: String
    public init(_ what: String, day: Day, result: String) {
      self.what = what
      self.day = day
      self.result = result
    }
  }
  /// What was found and why it yields nothing more.
  public struct Property: Hashable, Sendable {
    public var what: String
    public var measure: String
    public var outcome: String
    public init(_ what: String, measure: String, outcome: String) {
      self.what = what
      self.measure = measure
      self.outcome = outcome
    }
  }
  /// How the law's condition of 民诉法解释 517 is met.
  public enum Consent: Hashable, Sendable {
    /// The applicant signed on that day.
    case applicantSigned(Day)
    /// The panel examined and the president approved; the applicant was told on that day.
    case panelAndPresident(told: Day)
  }
  public var searches: [Search]
  public var properties: [Property]
  /// Other steps, a sentence each: fines, detention, summons, reward, audit.
  public var otherSteps: [String]
  /// Nil in a resumed case, whose notices were served in the first.
  public var noticeServed: Day?
  public var restricted: Day?
  public var listed: Day?
  public var recovered: Money
  public var remaining: Money
  public var consent: Consent

  public init(
    searches: [Search], properties: [Property], otherSteps: [String] = [], noticeServed: Day?, restricted: Day?, listed: Day?,
    recovered: Money, remaining: Money, consent: Consent
  ) {
    self.searches = searches
    self.properties = properties
    self.otherSteps = otherSteps
    self.noticeServed = noticeServed
    self.restricted = restricted
    self.listed = listed
    self.recovered = recovered
    self.remaining = remaining
    self.consent = consent
  }

  public func paper(_ facts: PaperFacts) -> PaperContent {
    facts.compose(Self.kind, facts.partyBlocks + history(facts) + order(facts))
  }

  private func history(_ facts: PaperFacts) -> [PaperBlock] {
    let claimed = facts.claimTotal.map { "，申请执行标的额\($0.onPaper)" } ?? ""
    var steps: [String] = []
    if let noticeServed { steps.append("\(noticeServed.chinese)，本院向被执行人送达执行通知书、报告财产令，责令其履行义务并报告财产。") }
    if let restricted { steps.append("\(restricted.chinese)，本院对被执行人采取限制消费措施。") }
    if let listed { steps.append("\(listed.chinese)，本院决定将被执行人纳入失信被执行人名单。") }
    steps += otherSteps
    var blocks: [PaperBlock] = [
      .paragraph(
        "\(facts.matter)，\(facts.instrumentName)已经发生法律效力。该文书确定：\(facts.instrument.content)申请执行人向本院申请执行，本院于\(facts.filed.chinese)立案\(claimed)。"
      ), .paragraph("本院在执行过程中采取了下列措施："), .items(steps, .bracketed),
      .table(
        PaperTable(
          caption: "财产调查情况", columns: [.init("调查事项", weight: 5), .init("日期", weight: 3, .centre), .init("结果", weight: 6)],
          rows: searches.map { [$0.what, $0.day.chinese, $0.result] })),
    ]
    if properties.isEmpty {
      blocks.append(.paragraph("经上述调查，未发现被执行人有可供执行的财产。"))
    } else {
      blocks.append(
        .table(
          PaperTable(
            caption: "发现的财产及处置情况", columns: [.init("财产", weight: 5), .init("措施", weight: 4), .init("处置结果", weight: 5)],
            rows: properties.map { [$0.what, $0.measure, $0.outcome] })))
      blocks.append(.paragraph("除上述财产外，未发现被执行人有其他可供执行的财产。"))
    }
    return blocks
  }

  private func order(_ facts: PaperFacts) -> [PaperBlock] {
    let heard =
      switch consent {
      case .applicantSigned(let day): "\(day.chinese)，本院将执行情况、财产调查结果、终结本次执行程序的依据和后果告知申请执行人，申请执行人签字确认。"
      case .panelAndPresident(let day):
        "\(day.chinese)，本院将执行情况、财产调查结果、终结本次执行程序的依据和后果告知申请执行人并听取其意见。经合议庭审查核实并报院长批准，本案符合终结本次执行程序的条件。"
      }
    let money =
      "截至本裁定作出之日，本案已执行到位\(recovered.onPaper)，尚未执行到位\(remaining.onPaper)及相应的迟延履行利息。"
    return [
      .paragraph(money), .paragraph(heard),
      .paragraph("依照\(Interpretation.civilProcedure(517))的规定，裁定如下："), .paragraph("终结本次执行程序。"),
      .paragraph(
        "申请执行人享有要求被执行人继续履行债务及依法向人民法院申请恢复执行的权利，被执行人负有继续向申请执行人履行债务的义务。申请执行人发现被执行人有可供执行财产的，可以向本院申请恢复执行，不受申请执行时效期间的限制。"
      ), .paragraph("终结本次执行程序后五年内，本院每六个月通过网络执行查控系统查询一次被执行人的财产，并将查询结果告知申请执行人；符合恢复执行条件的，本院及时恢复执行。"),
      .paragraph("对被执行人采取的查封、扣押、冻结和限制消费、失信惩戒措施，在法定期限内继续有效。"), .paragraph("本裁定送达后立即生效。"),
      .remedy("当事人、利害关系人对本裁定有异议的，可以自收到本裁定之日起六十日内向本院提出书面异议。"),
    ]
  }
}

/// 恢复执行通知书: a new case of type 执恢, linked to the first.
public struct ResumptionNotice: PaperDraft {
  public static let kind = PaperKind.resumptionNotice
  /// Why enforcement is taken up again.
  public enum Ground: Hashable, Sendable {
    /// Property was found after the termination of a round; what.
    case propertyFound(String)
    case settlementBroken
    /// As a clause.
    case other(String)
  }
  /// Number of the case that had ended.
  public var earlierCase: String
  public var ground: Ground
  public var remaining: Money
  public init(earlierCase: String, ground: Ground, remaining: Money) {
    self.earlierCase = earlierCase
    self.ground = ground
    self.remaining = remaining
  }

  public func paper(_ facts: PaperFacts) -> PaperContent {
    let cause: String
    let basis: String
    switch ground {
    case .propertyFound(let what):
      cause = "发现被执行人有可供执行的财产（\(what)）"
      basis = "\(facts.law(.continuingDuty))、\(Interpretation.civilProcedure(517))"
    case .settlementBroken:
      cause = "被执行人不履行执行和解协议，申请执行人申请恢复执行原生效法律文书"
      basis = "《最高人民法院关于执行和解若干问题的规定》\(article(9))"
    case .other(let clause):
      cause = clause
      basis = facts.law(.continuingDuty)
    }
    return facts.compose(
      Self.kind,
      [
        .addressee("\(facts.applicantNames)、\(facts.debtorNames)："),
        .paragraph(
          "\(facts.matter)，原案号为\(earlierCase)。现因\(cause)，依照\(basis)的规定，本院决定恢复对\(facts.instrument.number)\(facts.instrument.kind)的执行，于\(facts.filed.chinese)以\(facts.caseNumber)立案。"
        ), .paragraph("截至本通知书发出之日，尚未执行到位\(remaining.onPaper)及相应的迟延履行利息。被执行人应当立即履行义务；逾期不履行的，本院将依法强制执行。"),
      ] + facts.accountBlocks + [.paragraph("特此通知。")])
  }
}
