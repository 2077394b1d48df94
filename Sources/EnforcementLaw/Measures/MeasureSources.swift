import Basics

/// The texts that chapter 7 rests on.
extension Citation {
  /// 关于限制被执行人高消费及有关消费的若干规定.
  static func consumption(_ article: String) -> Citation {
    Citation("关于限制被执行人高消费及有关消费的若干规定", document: "法释〔2015〕17号", version: "2015", article: article)
  }
  /// 关于严格规范终结本次执行程序的规定（试行）.
  static func terminationRules(_ article: String) -> Citation {
    Citation("关于严格规范终结本次执行程序的规定（试行）", document: "法〔2016〕373号", version: "2016", article: article)
  }
  /// 关于办理拒不执行判决、裁定刑事案件适用法律若干问题的解释.
  static func refusalCrime(_ article: String) -> Citation {
    Citation("关于办理拒不执行判决、裁定刑事案件适用法律若干问题的解释", document: "法释〔2024〕13号", version: "2024", article: article)
  }
  /// 关于办理拒不执行判决、裁定刑事案件若干问题的意见.
  static func refusalTransfer(_ article: String) -> Citation {
    Citation("关于办理拒不执行判决、裁定刑事案件若干问题的意见", document: "法发〔2025〕8号", version: "2025", article: article)
  }
  /// 拘留所条例.
  static func detentionHouses(_ article: String) -> Citation {
    Citation("拘留所条例", document: "国务院令第614号", version: "2012", article: article)
  }
}
