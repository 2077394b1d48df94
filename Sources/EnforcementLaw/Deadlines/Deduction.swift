import Basics

/// A time that does not count against the limit of a case (扣除审限, R2.3). Days are counted as periods are: the first is not,
/// so 1 March to 10 April is 40 days.
public struct Deduction: Sendable, Hashable, Codable {
  public var kind: Kind
  public var first: Day
  /// nil while it goes on.
  public var last: Day?
  /// Number of the paper that proves it.
  public var paper: String
  /// Who approved it.
  public var approver: String
  public init(_ kind: Kind, first: Day, last: Day?, paper: String = "", approver: String = "") {
    self.kind = kind
    self.first = first
    self.last = last
    self.paper = paper
    self.approver = approver
  }

  /// What stops the clock.
  public enum Kind: String, Sendable, Hashable, CaseIterable, Codable {
    /// Expert opinion, audit, valuation, clearing of assets.
    case valuation
    /// Auction and direct sale.
    case auction
    /// Service by public notice.
    case publicNotice
    /// 中止
    case suspension
    /// 暂缓: after settlement or security, or on a higher court's notice.
    case stay
    /// Objections to and disputes over jurisdiction.
    case jurisdiction
    /// Coordination of a dispute between courts.
    case coordination
    /// Instruction asked of the court above (法发〔2006〕35号 13).
    case instruction

    public var phrase: Phrase {
      switch self {
      case .valuation: Phrase("鉴定、审计、评估、资产清理", "expert opinion, audit, valuation")
      case .auction: Phrase("拍卖、变卖", "auction and sale")
      case .publicNotice: Phrase("公告", "public notice")
      case .suspension: Phrase("中止执行", "suspension")
      case .stay: Phrase("暂缓执行", "stay")
      case .jurisdiction: Phrase("管辖异议、争议", "jurisdiction")
      case .coordination: Phrase("执行争议协调", "coordination")
      case .instruction: Phrase("向上级请示", "instruction asked")
      }
    }
    /// Stops the limit of the case.
    public var stopsCaseLimit: Bool { true }
    /// Stops the six months of article 237: no auction, no instruction (执行程序解释 13).
    public var stopsArt237: Bool {
      switch self {
      case .valuation, .publicNotice, .suspension, .stay, .jurisdiction, .coordination: true
      case .auction, .instruction: false
      }
    }
    public var citations: [Citation] {
      switch self {
      case .auction: [.trialTerms("9")]
      case .instruction: [.caseTerms("13")]
      case .coordination: [.caseTerms("13"), .enforcementProcedure("13")]
      case .valuation, .publicNotice, .suspension, .stay, .jurisdiction: [.trialTerms("9"), .enforcementProcedure("13")]
      }
    }
  }

  /// The deducted times in order, joined where they overlap or touch, so that no day counts twice. One without an end runs to
  /// `openUntil`.
  static func union(_ deductions: [Deduction], openUntil today: Day?) -> [Range<Day>] {
    var joined: [Range<Day>] = []
    for deduction in deductions.sorted(by: { $0.first < $1.first }) {
      let last = deduction.last ?? today ?? deduction.first
      guard deduction.first < last else { continue }
      if let before = joined.last, deduction.first <= before.upperBound {
        joined[joined.count - 1] = before.lowerBound..<max(before.upperBound, last)
      } else {
        joined.append(deduction.first..<last)
      }
    }
    return joined
  }
}
