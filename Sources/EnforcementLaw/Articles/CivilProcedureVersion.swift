import Basics

/// The versions of the Civil Procedure Law (民事诉讼法) whose numbers papers still carry.
public enum CivilProcedureVersion: String, Sendable, Hashable, CaseIterable, Codable {
  /// 2012 and 2017 amendments, numbered alike in these parts.
  case v2017 = "2017"
  case v2021 = "2021"
  case v2023 = "2023"

  /// The first day on which papers print these numbers; 2013-01-01 for the oldest.
  public var inForce: Day {
    switch self {
    case .v2017: Day(number: 15_706)
    case .v2021: Day(number: 18_993)
    case .v2023: Day(number: 19_723)
    }
  }
  /// The version by which a paper of that day numbers the articles.
  public static func on(_ day: Day) -> CivilProcedureVersion {
    if day >= v2023.inForce { return .v2023 }
    return day >= v2021.inForce ? .v2021 : .v2017
  }
}
