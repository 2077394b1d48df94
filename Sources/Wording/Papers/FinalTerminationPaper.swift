import Basics
import Enforcement

/// 终结执行裁定书 (民诉法 268): the applicant withdrew the application, or a settlement of long performance takes its place.
public struct FinalTerminationRuling: PaperDraft {
  public static let kind = PaperKind.finalTerminationRuling
  /// On what the ruling rests.
  public enum Ground: Hashable, Sendable {
    /// Names of the applicants, and the day on which they applied.
    case withdrawn(by: [String], on: Day)
    case longSettlement(agreed: Day, last: Day)
  }
  public var ground: Ground
  /// What was found, as a person wrote it.
  public var findings: String
  public var recovered: Money
  public init(ground: Ground, findings: String, recovered: Money) {
    self.ground = ground
    self.findings = findings
    self.recovered = recovered
  }

  public func paper(_ facts: PaperFacts) -> PaperContent {
    let what: String
    let why: String
    let after: [String]
    switch ground {
    case .withdrawn(let by, let on):
      what = "申请执行人\(by.joined(separator: "、"))于\(on.chinese)向本院申请撤回执行申请。"
      why = "申请执行人撤回执行申请，系对其权利的处分，本案应当终结执行。"
      after = ["申请执行人在法律规定的申请执行时效期间内，可以再次申请执行。", "本院对被执行人财产采取的查封、扣押、冻结措施依法解除。"]
    case .longSettlement(let agreed, let last):
      what = "申请执行人与被执行人于\(agreed.chinese)达成执行和解协议，约定的最后履行日为\(last.chinese)，需要长期履行。"
      why = "双方当事人达成的和解协议需要长期履行，本案以终结执行方式结案。"
      after = ["被执行人不履行和解协议的，申请执行人可以申请恢复执行原生效法律文书。", "已经采取的查封、扣押、冻结措施在法定期限内继续有效。"]
    }
    return facts.compose(
      Self.kind,
      facts.partyBlocks + [
        .paragraph("本院在执行\(facts.matter)中，\(what)"), .paragraph(findings),
        .paragraph("截至本裁定作出之日，本案已执行到位\(recovered.onPaper)。"),
        .paragraph("本院认为，\(why)依照\(facts.law(.finalTermination, .effectOfRuling))的规定，裁定如下："),
        .paragraph("终结\(facts.caseNumber)案的执行。"),
      ] + after.map { .paragraph($0) } + [
        .paragraph("本裁定送达后立即生效。"), .remedy("当事人、利害关系人对本裁定有异议的，可以自收到本裁定之日起六十日内向本院提出书面异议。"),
      ])
  }
}
