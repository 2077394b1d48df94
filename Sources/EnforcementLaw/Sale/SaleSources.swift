import Basics

/// The texts that chapter 5 rests on.
extension Citation {
  /// 关于人民法院强制执行股权若干问题的规定.
  static func equityRules(_ article: String) -> Citation {
    Citation("关于人民法院强制执行股权若干问题的规定", document: "法释〔2021〕20号", version: "2021", article: article)
  }
  /// 关于人民法院司法拍卖房产竞买人资格若干问题的规定.
  static func houseBidders(_ article: String) -> Citation {
    Citation("关于人民法院司法拍卖房产竞买人资格若干问题的规定", document: "法释〔2021〕18号", version: "2021", article: article)
  }
  /// 关于认真做好网络司法拍卖与网络司法变卖衔接工作的通知.
  static func onlineSale(_ article: String) -> Citation {
    Citation("关于认真做好网络司法拍卖与网络司法变卖衔接工作的通知", document: "法明传〔2017〕455号", version: "2017", article: article)
  }
  /// 善意文明执行意见.
  static func considerate(_ article: String) -> Citation {
    Citation("关于在执行工作中进一步强化善意文明执行理念的意见", document: "法发〔2019〕35号", version: "2019", article: article)
  }
}
