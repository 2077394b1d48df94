import Basics

/// Articles of the Civil Procedure Law by topic, in the three numberings that papers still meet (R0.4).
enum CivilProcedure: CaseIterable {
  case obstruction, assistanceRefused, objection, thirdPartyObjection, noEnforcementInSixMonths, notice, propertyReport
  case deposits, income, seizure, delayInterest, continuingDuty, creditMeasures, suspension, finalTermination, security
  case effectOfRuling, publicNotice, rulings

  /// Article numbers of 2017 (and 2012), of 2021 (in force 2022-01-01) and of 2023 (in force 2024-01-01).
  private var numbers: (in2017: Int, in2021: Int, in2023: Int) {
    switch self {
    case .obstruction: (111, 114, 114)
    case .assistanceRefused: (114, 117, 117)
    case .objection: (225, 232, 236)
    case .thirdPartyObjection: (227, 234, 238)
    case .noEnforcementInSixMonths: (226, 233, 237)
    case .notice: (240, 247, 251)
    case .propertyReport: (241, 248, 252)
    case .deposits: (242, 249, 253)
    case .income: (243, 250, 254)
    case .seizure: (244, 251, 255)
    case .delayInterest: (253, 260, 264)
    case .continuingDuty: (254, 261, 265)
    case .creditMeasures: (255, 262, 266)
    case .suspension: (256, 263, 267)
    case .finalTermination: (257, 264, 268)
    case .security: (231, 238, 242)
    case .effectOfRuling: (258, 265, 269)
    case .publicNotice: (92, 95, 95)
    case .rulings: (154, 157, 157)
    }
  }

  /// The article's number in the version in force on `day`.
  func number(on day: Day) -> Int {
    switch day.year {
    case 2024...: numbers.in2023
    case 2022...: numbers.in2021
    default: numbers.in2017
    }
  }
}

/// How papers cite: full titles, articles in words.
extension PaperFacts {
  /// `《中华人民共和国民事诉讼法》第二百五十一条`, several joined, numbered as on the date of the paper.
  func law(_ topics: CivilProcedure...) -> String {
    "《中华人民共和国民事诉讼法》" + topics.map { article($0.number(on: date)) }.joined(separator: "、")
  }
}

/// `第二百五十一条`.
func article(_ number: Int) -> String { "第\(ChineseNumeral.counting(number))条" }

/// Interpretations of the Supreme People's Court, in the versions of rules.md: the Interpretation of the Civil Procedure Law of
/// 2022, the others as revised in 2020 or, where never revised, as issued.
enum Interpretation {
  static func civilProcedure(_ articles: Int...) -> String {
    "《最高人民法院关于适用〈中华人民共和国民事诉讼法〉的解释》" + articles.map(article).joined(separator: "、")
  }
  static func enforcementWork(_ articles: Int...) -> String {
    "《最高人民法院关于人民法院执行工作若干问题的规定（试行）》" + articles.map { "第\($0)条" }.joined(separator: "、")
  }
  static func enforcementProcedure(_ articles: Int...) -> String {
    "《最高人民法院关于适用〈中华人民共和国民事诉讼法〉执行程序若干问题的解释》" + articles.map(article).joined(separator: "、")
  }
  static func objections(_ articles: Int...) -> String {
    "《最高人民法院关于人民法院办理执行异议和复议案件若干问题的规定》" + articles.map(article).joined(separator: "、")
  }
  /// `articles` as they read: `第14条第1款`.
  static func partyChange(_ articles: String...) -> String {
    "《最高人民法院关于民事执行中变更、追加当事人若干问题的规定》" + articles.joined(separator: "、")
  }
  static func seizure(_ articles: Int...) -> String {
    "《最高人民法院关于人民法院民事执行中查封、扣押、冻结财产的规定》" + articles.map(article).joined(separator: "、")
  }
  static func propertyInquiry(_ articles: Int...) -> String {
    "《最高人民法院关于民事执行中财产调查若干问题的规定》" + articles.map(article).joined(separator: "、")
  }
  static func dishonestList(_ articles: Int...) -> String {
    "《最高人民法院关于公布失信被执行人名单信息的若干规定》" + articles.map(article).joined(separator: "、")
  }
  static func consumption(_ articles: Int...) -> String {
    "《最高人民法院关于限制被执行人高消费及有关消费的若干规定》" + articles.map(article).joined(separator: "、")
  }
  static func delayInterest(_ articles: Int...) -> String {
    "《最高人民法院关于执行程序中计算迟延履行期间的债务利息适用法律若干问题的解释》" + articles.map(article).joined(separator: "、")
  }
  static func networkDeposits(_ articles: Int...) -> String {
    "《最高人民法院关于网络查询、冻结被执行人存款的规定》" + articles.map(article).joined(separator: "、")
  }
}
