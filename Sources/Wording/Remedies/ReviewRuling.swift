import Basics
import Enforcement

/// 执行裁定书 of the review line: who asks what, the panel's findings, how it ends, and what may be done against it.
///
/// What the panel writes are its findings. The operative part, from the articles to the remedy, is drawn from the outcome that the panel
/// recorded and is not edited as text: register, clocks, what is undone and what may be done against the ruling all follow that outcome,
/// and no reading of free words could show that they say the same. Another outcome is another draft. A text that was edited before this
/// was so, and lacks these words, is a fault of the check and is not signed (``PaperCheck``).
public struct ReviewRuling: PaperDraft {
  public static let kind = PaperKind.reviewRuling
  /// What the matter is about; request and remedy are worded after it.
  public enum Matter: String, Hashable, Sendable { case conduct, jurisdiction, thirdParty, partyChange }
  /// 10 days to the court above, 15 days for a suit, or nothing.
  public enum Remedy: Hashable, Sendable { case reconsideration, suit, none }
  /// Whether the ruling decides the matter, or ends it before that; each rests on other articles.
  public enum End: Hashable, Sendable { case decided, notAccepted, dismissed, withdrawn }
  public var number: String
  public var matter: Matter
  /// Who asks, with the standing in the matter: `异议人`.
  public var by: PaperParty
  public var received: Day
  public var request: String
  public var findings: String
  /// As complete sentences.
  public var orders: [String]
  /// The article of the closed list by which a party comes in: `第14条第1款`.
  public var ground: String?
  public var remedy: Remedy
  public var end: End
  public var panel: [PaperSigner]
  public init(
    number: String, matter: Matter, by: PaperParty, received: Day, request: String, findings: String, orders: [String],
    ground: String?, remedy: Remedy, end: End, panel: [PaperSigner]
  ) {
    self.number = number
    self.matter = matter
    self.by = by
    self.received = received
    self.request = request
    self.findings = findings
    self.orders = orders
    self.ground = ground
    self.remedy = remedy
    self.end = end
    self.panel = panel
  }

  private var role: String {
    switch matter {
    case .conduct, .jurisdiction: "异议人"
    case .thirdParty: "案外人"
    case .partyChange: "申请人"
    }
  }
  private var named: String {
    switch matter {
    case .conduct: "对本院的执行行为提出书面异议"
    case .jurisdiction: "对本院的执行管辖提出书面异议"
    case .thirdParty: "对执行标的提出书面异议"
    case .partyChange: "书面申请变更、追加执行当事人"
    }
  }

  public func paper(_ facts: PaperFacts) -> PaperContent {
    var facts = facts
    let enforcement = facts.caseNumber
    facts.caseNumber = number.isEmpty ? facts.caseNumber : number
    if !number.isEmpty { facts.suffix = 0 }
    if !panel.isEmpty { facts.signers = panel }
    let examined = end == .notAccepted ? "本院经审查认为，该申请不符合受理条件。" : "本院受理后，依法组成合议庭进行审查，现已审查终结。"
    var blocks = by.blocks(role: role) + facts.partyBlocks
    blocks += [
      .paragraph("本院在执行\(facts.matter)（\(enforcement)）中，\(role)\(by.name)于\(received.chinese)\(named)。\(examined)"),
      .paragraph("\(role)\(by.name)称："),
    ]
    blocks += paragraphs(request)
    blocks.append(.paragraph("本院查明并认为："))
    blocks += paragraphs(findings)
    blocks.append(.operative("依照\(basis(facts))的规定，裁定如下："))
    blocks += orders.map { .operative($0) }
    switch remedy {
    case .reconsideration: blocks.append(.operative("如不服本裁定，可以自本裁定送达之日起十日内，通过本院向上一级人民法院申请复议。"))
    case .suit where matter == .partyChange:
      blocks.append(.operative("如不服本裁定，可以自本裁定送达之日起十五日内，向本院提起执行异议之诉。"))
    case .suit: blocks.append(.operative("如不服本裁定，认为原判决、裁定错误的，依照审判监督程序办理；与原判决、裁定无关的，可以自本裁定送达之日起十五日内向人民法院提起诉讼。"))
    case .none: break
    }
    return facts.compose(Self.kind, blocks)
  }

  private func paragraphs(_ text: String) -> [PaperBlock] {
    text.split(whereSeparator: \.isNewline).map { .paragraph(String($0)) }
  }

  private func basis(_ facts: PaperFacts) -> String {
    switch end {
    case .notAccepted, .dismissed:
      return matter == .partyChange ? Interpretation.partyChange("第28条") : Interpretation.objections(2)
    case .withdrawn: return matter == .partyChange ? Interpretation.partyChange("第28条") : Interpretation.objections(13)
    case .decided: return decidedBasis(facts)
    }
  }

  private func decidedBasis(_ facts: PaperFacts) -> String {
    switch matter {
    case .conduct: "\(facts.law(.objection))、\(Interpretation.objections(17))"
    case .jurisdiction: "\(facts.law(.objection))、\(Interpretation.enforcementProcedure(3))"
    case .thirdParty: "\(facts.law(.thirdPartyObjection))、\(Interpretation.civilProcedure(463))"
    case .partyChange: ground.map { Interpretation.partyChange($0) } ?? Interpretation.partyChange("第28条")
    }
  }
}
