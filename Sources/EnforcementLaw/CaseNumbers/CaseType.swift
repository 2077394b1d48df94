import Basics

/// The eight types of enforcement case (R1.2). The raw value is the code in case numbers.
public enum CaseType: String, Sendable, Hashable, CaseIterable, Codable {
  case first = "执"
  case resumed = "执恢"
  case preservation = "执保"
  case objection = "执异"
  case reconsideration = "执复"
  case supervision = "执监"
  case coordination = "执协"
  case other = "执他"

  /// Cases that enforce, and cases that review an enforcement.
  public enum Branch: String, Sendable, Hashable, Codable { case implementation, review }

  public var branch: Branch {
    switch self {
    case .first, .resumed, .preservation: .implementation
    case .objection, .reconsideration, .supervision, .coordination, .other: .review
    }
  }
  public var name: Phrase {
    switch self {
    case .first: Phrase("首次执行", "First-time enforcement")
    case .resumed: Phrase("恢复执行", "Resumption")
    case .preservation: Phrase("财产保全执行", "Preservation")
    case .objection: Phrase("执行异议", "Objection")
    case .reconsideration: Phrase("执行复议", "Reconsideration")
    case .supervision: Phrase("执行监督", "Supervision")
    case .coordination: Phrase("执行协调", "Coordination")
    case .other: Phrase("其他执行", "Other enforcement")
    }
  }
  /// No case is enforced without filing, and no type is invented (法发〔2014〕26号 3, 4).
  public static let typesArticle = Citation("执行案件立案、结案若干问题的意见", document: "法发〔2014〕26号", version: "2014", article: "4")

  /// Codes of other cases that enforcement meets: what is enforced, preserved, punished, made bankrupt or aided.
  public static let relatedCodes: Set<String> = [
    "民初", "民终", "民再", "民申", "民特", "民督", "刑初", "刑终", "行初", "行终", "财保", "破申", "破", "司惩", "司惩复", "司救执", "行审", "认",
  ]
}
