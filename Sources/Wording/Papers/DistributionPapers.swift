import Basics
import Enforcement

/// 执行财产分配方案 (解释 509): what is shared, who takes part, what each gets and why, and how to object.
public struct DistributionPlanPaper: PaperDraft {
  public static let kind = PaperKind.distributionPlan
  /// One claim of the plan: its holder, its standing among the others, what it gets and why.
  public struct Line: Hashable, Sendable {
    public var number: Int
    public var creditor: String
    /// 申请执行人, the number of another case, or the creditor's instrument.
    public var source: String
    public var standing: String
    public var claim: Money
    public var share: Money
    public var explanation: String
    public init(
      number: Int, creditor: String, source: String, standing: String, claim: Money, share: Money, explanation: String
    ) {
      self.number = number
      self.creditor = creditor
      self.source = source
      self.standing = standing
      self.claim = claim
      self.share = share
      self.explanation = explanation
    }
  }
  public var version: Int
  public var sum: Money
  public var costs: Money
  public var left: Money
  public var lines: [Line]
  /// The debtor is a company: by order of seizure instead of pro rata.
  public var bySeizure: Bool
  public var closedOn: Day?
  /// Why it takes the place of the plan before.
  public var why: String?
  public init(
    version: Int, sum: Money, costs: Money, left: Money, lines: [Line], bySeizure: Bool, closedOn: Day?, why: String?
  ) {
    self.version = version
    self.sum = sum
    self.costs = costs
    self.left = left
    self.lines = lines
    self.bySeizure = bySeizure
    self.closedOn = closedOn
    self.why = why
  }

  public func paper(_ facts: PaperFacts) -> PaperContent {
    var blocks = facts.partyBlocks
    let closed = closedOn.map { "申请参与分配的期限至\($0.chinese)止。" } ?? ""
    blocks.append(.paragraph("\(facts.matter)，本院依法处置被执行人\(facts.debtorNames)的财产，可供分配的款项为\(sum.onPaper)。\(closed)"))
    if version > 1 {
      blocks.append(.paragraph("本方案为第\(ChineseNumeral.counting(version))版，替代此前送达的方案。变更理由：\(why ?? "")"))
    }
    let rule =
      bySeizure
      ? "被执行人为企业法人，普通债权依照\(Interpretation.civilProcedure(514))的规定，按照财产保全和执行中查封、扣押、冻结财产的先后顺序受偿。"
      : "依照\(Interpretation.civilProcedure(506, 507, 508))的规定，扣除执行费用并清偿优先受偿的债权后，普通债权按照其占全部申请参与分配债权数额的比例受偿。"
    blocks += [.paragraph(rule), .heading("一、分配顺序与数额"), table, .heading("二、各笔债权的计算"), reasons, .heading("三、异议")]
    blocks.append(
      .remedy(
        "债权人或者被执行人对本方案有异议的，应当自收到本方案之日起十五日内向本院提出书面异议。未提出异议的债权人、被执行人自收到异议通知之日起十五日内未提出反对意见的，本院依异议人的意见对方案审查修正后进行分配；提出反对意见的，异议人可以自收到通知之日起十五日内，以提出反对意见的债权人、被执行人为被告，向本院提起诉讼；逾期未提起诉讼的，按照原方案进行分配。诉讼期间对争议债权数额相应的款项予以提存。（\(Interpretation.civilProcedure(509, 510))）"
      ))
    return facts.compose(Self.kind, blocks)
  }

  private var table: PaperBlock {
    var rows = [["—", "执行费用", "—", "—", costs.grouped]].filter { _ in costs > .zero }
    rows += lines.map { line in
      ["\(line.number)", "\(line.creditor)（\(line.source)）", line.standing, line.claim.grouped, line.share.grouped]
    }
    if left > .zero { rows.append(["—", "退还被执行人", "—", "—", left.grouped]) }
    let total = lines.reduce(costs + left) { $0 + $1.share }
    rows.append(["", "合计", "", "", total.grouped])
    return .table(
      PaperTable(
        caption: "分配表（元）",
        columns: [
          .init("序号", weight: 1, .centre), .init("债权人", weight: 5), .init("性质", weight: 3), .init("债权数额", weight: 3, .right),
          .init("分配数额", weight: 3, .right),
        ], rows: rows))
  }
  private var reasons: PaperBlock { .items(lines.map { "债权\($0.number)（\($0.creditor)）：\($0.explanation)。" }, .arabic) }
}
