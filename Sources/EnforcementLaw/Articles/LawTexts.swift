import Basics

/// The texts that filing, deadlines and seizure rest on, each with the version whose numbers are used. Interpretations carry
/// the year of their last amendment.
extension Citation {
  /// 关于适用《民事诉讼法》执行程序若干问题的解释.
  static func enforcementProcedure(_ article: String) -> Citation {
    Citation("关于适用《民事诉讼法》执行程序若干问题的解释", document: "法释〔2020〕21号", version: "2020", article: article)
  }
  /// 关于人民法院办理执行案件若干期限的规定.
  static func caseTerms(_ article: String) -> Citation {
    Citation("关于人民法院办理执行案件若干期限的规定", document: "法发〔2006〕35号", version: "2006", article: article)
  }
  /// 关于严格执行案件审理期限制度的若干规定.
  static func trialTerms(_ article: String) -> Citation {
    Citation("关于严格执行案件审理期限制度的若干规定", document: "法释〔2000〕29号", version: "2000", article: article)
  }
  /// 关于人民法院民事执行中查封、扣押、冻结财产的规定.
  public static func seizureRules(_ article: String) -> Citation {
    Citation("关于人民法院民事执行中查封、扣押、冻结财产的规定", document: "法释〔2020〕21号", version: "2020", article: article)
  }
  /// 关于人民法院办理财产保全案件若干问题的规定.
  static func preservation(_ article: String) -> Citation {
    Citation("关于人民法院办理财产保全案件若干问题的规定", document: "法释〔2020〕21号", version: "2020", article: article)
  }
  /// 关于民事执行中财产调查若干问题的规定.
  public static func investigation(_ article: String) -> Citation {
    Citation("关于民事执行中财产调查若干问题的规定", document: "法释〔2020〕21号", version: "2020", article: article)
  }
  /// 关于人民法院确定财产处置参考价若干问题的规定.
  static func referencePriceRules(_ article: String) -> Citation {
    Citation("关于人民法院确定财产处置参考价若干问题的规定", document: "法释〔2018〕15号", version: "2018", article: article)
  }
  /// 关于人民法院网络司法拍卖若干问题的规定.
  static func onlineAuctionRules(_ article: String) -> Citation {
    Citation("关于人民法院网络司法拍卖若干问题的规定", document: "法释〔2016〕18号", version: "2016", article: article)
  }
  /// 关于人民法院民事执行中拍卖、变卖财产的规定.
  static func saleRules(_ article: String) -> Citation {
    Citation("关于人民法院民事执行中拍卖、变卖财产的规定", document: "法释〔2020〕21号", version: "2020", article: article)
  }
  /// 关于公布失信被执行人名单信息的若干规定.
  static func dishonestList(_ article: String) -> Citation {
    Citation("关于公布失信被执行人名单信息的若干规定", document: "法释〔2017〕7号", version: "2017", article: article)
  }
  /// 关于人民法院办理执行异议和复议案件若干问题的规定.
  static func objectionRules(_ article: String) -> Citation {
    Citation("关于人民法院办理执行异议和复议案件若干问题的规定", document: "法释〔2020〕21号", version: "2020", article: article)
  }
  /// 关于民事执行中变更、追加当事人若干问题的规定.
  static func partyChange(_ article: String) -> Citation {
    Citation("关于民事执行中变更、追加当事人若干问题的规定", document: "法释〔2020〕21号", version: "2020", article: article)
  }
  /// 关于人民法院办理仲裁裁决执行案件若干问题的规定.
  static func arbitralAwards(_ article: String) -> Citation {
    Citation("关于人民法院办理仲裁裁决执行案件若干问题的规定", document: "法释〔2018〕5号", version: "2018", article: article)
  }
  /// 关于公证债权文书执行若干问题的规定.
  static func notarisedInstruments(_ article: String) -> Citation {
    Citation("关于公证债权文书执行若干问题的规定", document: "法释〔2018〕18号", version: "2018", article: article)
  }
  /// 关于执行案件立案、结案若干问题的意见.
  static func docketOpinion(_ article: String) -> Citation {
    Citation("关于执行案件立案、结案若干问题的意见", document: "法发〔2014〕26号", version: "2014", article: article)
  }
  /// 关于委托执行若干问题的规定.
  static func entrustedEnforcement(_ article: String) -> Citation {
    Citation("关于委托执行若干问题的规定", document: "法释〔2020〕21号", version: "2020", article: article)
  }
  /// 关于首先查封法院与优先债权执行法院处分查封财产有关问题的批复.
  static func disposalRightReply(_ article: String) -> Citation {
    Citation("关于首先查封法院与优先债权执行法院处分查封财产有关问题的批复", document: "法释〔2016〕6号", version: "2016", article: article)
  }
  /// 关于执行和解若干问题的规定.
  static func settlementRules(_ article: String) -> Citation {
    Citation("关于执行和解若干问题的规定", document: "法释〔2020〕21号", version: "2020", article: article)
  }
  /// 关于对人民法院终结执行行为提出执行异议期限问题的批复.
  static let terminationObjection = Citation(
    "关于对人民法院终结执行行为提出执行异议期限问题的批复", document: "法释〔2016〕3号", version: "2016", article: "")
  /// 关于办理申请执行监督案件若干问题的意见.
  static let supervisionOpinion = Citation("关于办理申请执行监督案件若干问题的意见", document: "法发〔2023〕4号", version: "2023", article: "5.1")
}
