import Basics

/// A debtor's report was compared with what units, visits and clues show.
public struct PropertyReportVerified: Event {
  public static let name = "search.reportVerified.v1"
  public let debtor: ID<Person>
  public let finding: ReportFinding
  /// What was compared and found: kind `text`.
  public let text: VaultRef
  public init(debtor: ID<Person>, finding: ReportFinding, text: VaultRef) {
    self.debtor = debtor
    self.finding = finding
    self.text = text
  }
  public var words: [VaultRef] { [text] }
  public var signals: [Signal] { [Signal("propertyReport.verified", debtor)] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) { file.search.verified[debtor] = finding }
}

/// What a check of a property report found.
public enum ReportFinding: String, Sendable, Codable, Hashable, CaseIterable {
  case matches, incomplete, untrue
  public var name: Phrase {
    switch self {
    case .matches: Phrase("相符", "It matches")
    case .incomplete: Phrase("有遗漏，责令补充", "Something is missing; to be supplemented")
    case .untrue: Phrase("虚假报告", "Untrue")
    }
  }
}

/// Records what the check of a debtor's report found.
public struct VerifyPropertyReport: CaseCommand {
  public static let name = "search.verifyPropertyReport"
  public static let title = Phrase("核查财产报告", "Check the property report")
  public static let roles: Set<Role> = [.clerk, .assistant, .officer, .judge, .searchOfficer]
  public static let fields = [
    SearchCommands.caseField, Field("debtor", Phrase("被执行人", "Debtor"), .pick(.debtor)),
    Field("finding", Phrase("核查结论", "Finding"), .choice(ReportFinding.allCases.map { Field.Choice($0.rawValue, $0.name) })),
    Field("text", Phrase("核对了哪些，有何出入", "What was compared, and what differs"), .longText(max: 5000)),
  ]
  public let caseID: ID<CaseFile>
  let debtor: ID<Person>
  let finding: ReportFinding
  let text: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    debtor = input.id("debtor")
    finding = input.choice("finding") ?? .matches
    text = input.text("text", max: 5000)
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try Refusal.unlessOpen(file)
    if file.search.reports.isEmpty { throw .noReportYet }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard file.filing.party(debtor)?.role == .debtor else { throw .notADebtor }
    guard file.search.reports[debtor] != nil else { throw .noReportYet }
    if finding == .matches && file.search.completedRounds == 0 { throw .nothingToCompare }
    let words = situation.depository.deposit(VaultContent("text", ["text": text]))
    return [situation.append(.caseFile(caseID), [PropertyReportVerified(debtor: debtor, finding: finding, text: words)])]
  }
}

extension Refusal {
  static var noReportYet: Refusal {
    Refusal(
      "noReportYet", field: "debtor", Phrase("被执行人尚未报告财产", "No report has come in"), citations: ["财产调查规定第3条"])
  }
  static var nothingToCompare: Refusal {
    Refusal(
      "nothingToCompare", field: "finding",
      Phrase("网络查询尚未完成，无从核对是否相符", "No search is complete, so nothing shows that it matches"),
      remedy: Phrase("先完成一轮网络查询，或人工录入查询结果", "Complete a search first, or enter the answers by hand"))
  }
}
