import Basics

/// The texts that chapter 6 rests on, each with the version whose numbers are used.
extension Citation {
  /// 诉讼费用交纳办法（国务院令第481号）.
  public static func litigationFees(_ article: String) -> Citation {
    Citation("诉讼费用交纳办法", document: "国务院令第481号", version: "2007", article: article)
  }
  /// 关于执行程序中计算迟延履行期间的债务利息适用法律若干问题的解释.
  public static func delayInterest(_ article: String) -> Citation {
    Citation("关于执行程序中计算迟延履行期间的债务利息适用法律若干问题的解释", document: "法释〔2014〕8号", version: "2014", article: article)
  }
  /// The reply of 2009 that governed delay interest until 2014-07-31.
  static let delayInterestReply = Citation(
    "关于在执行工作中如何计算迟延履行期间的债务利息等问题的批复", document: "法释〔2009〕6号", version: "2009", article: "1")
  static let delayInterestOrderReply = Citation(
    "关于在执行工作中如何计算迟延履行期间的债务利息等问题的批复", document: "法释〔2009〕6号", version: "2009", article: "2")
  /// 关于审理民间借贷案件适用法律若干问题的规定, second amendment of 2020.
  public static func privateLending(_ article: String) -> Citation {
    Citation("关于审理民间借贷案件适用法律若干问题的规定", document: "法释〔2020〕17号", version: "2020第二次修正", article: article)
  }
  /// The same as first issued in 2015: the 24 % and 36 % lines.
  public static func privateLending2015(_ article: String) -> Citation {
    Citation("关于审理民间借贷案件适用法律若干问题的规定", document: "法释〔2015〕18号", version: "2015", article: article)
  }
  static let privateLendingScopeReply = Citation("关于新民间借贷司法解释适用范围问题的批复", document: "法释〔2020〕27号", version: "2020", article: "1")
  /// Article 2 names the rates of foreign currencies, 3 those of Hong Kong, Macao and Taiwan.
  static func foreignOverdueReply(_ article: String) -> Citation {
    Citation("关于外币及港澳台货币逾期付款利息计算标准的批复", document: "法释〔2025〕2号", version: "2025", article: article)
  }
  /// 民法典, in force from 2021-01-01.
  public static func civilCode(_ article: String) -> Citation { Citation("民法典", version: "2020", article: article) }
  /// 民事诉讼法 as numbered from 2024-01-01.
  public static func procedure2023(_ article: String) -> Citation { Citation("民事诉讼法", version: "2023", article: article) }
  /// 关于适用《民事诉讼法》的解释.
  public static func procedureInterpretation(_ article: String) -> Citation {
    Citation("关于适用《民事诉讼法》的解释", document: "法释〔2022〕11号", version: "2022", article: article)
  }
  /// 关于人民法院执行工作若干问题的规定（试行）.
  public static func enforcementRules(_ article: String) -> Citation {
    Citation("关于人民法院执行工作若干问题的规定（试行）", document: "法释〔2020〕21号", version: "2020", article: article)
  }
  /// 关于执行款物管理工作的规定.
  public static func caseMoneyRules(_ article: String) -> Citation {
    Citation("关于执行款物管理工作的规定", document: "法发〔2017〕6号", version: "2017", article: article)
  }
  /// Enforcing the property part of criminal judgments.
  public static func criminalProperty(_ article: String) -> Citation {
    Citation("关于刑事裁判涉财产部分执行的若干规定", document: "法释〔2014〕13号", version: "2014", article: article)
  }
}
