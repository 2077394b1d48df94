import Basics
import Enforcement

/// Words for states of a case's parts.
enum CaseWords {
  static func measure(_ status: Seizure.Status) -> Phrase {
    switch status {
    case .requested: Phrase("已请求", "Requested")
    case .effective: Phrase("生效", "In effect")
    case .queued: Phrase("轮候", "Waiting")
    case .failed: Phrase("未成功", "Failed")
    case .releasing: Phrase("解除中", "Being released")
    case .released: Phrase("已解除", "Released")
    case .lapsed: Phrase("已届满失效", "Lapsed")
    case .handedOver: Phrase("转入恢复执行案件", "Carried on by the new case")
    }
  }
  static func line(_ status: CaseAccount.PayoutState.LineStatus?) -> Phrase {
    switch status {
    case .waiting, nil: Phrase("待支付", "Waiting")
    case .sent: Phrase("已送银行", "Sent")
    case .settled: Phrase("已到账", "Paid")
    case .bounced: Phrase("退回", "Returned")
    case .held: Phrase("答复矛盾，待查清", "Contradicted; to be cleared up")
    }
  }
  static func payout(_ status: CaseAccount.PayoutState.Status) -> Phrase {
    switch status {
    case .proposed: Phrase("待监管", "At supervision")
    case .supervised: Phrase("待审批", "To be approved")
    case .approved: Phrase("待放行", "To be released")
    case .released: Phrase("支付中", "Being paid")
    case .returned: Phrase("已退回", "Returned")
    case .settled: Phrase("已发放", "Paid out")
    }
  }
  static func stage(_ stage: Papers.Stage) -> Phrase {
    switch stage {
    case .draft: Phrase("草稿", "Draft")
    case .signed: Phrase("已签发", "Signed")
    case .sealed: Phrase("已用印", "Sealed")
    case .served: Phrase("已送达", "Served")
    case .withdrawn: Phrase("已撤回", "Withdrawn")
    }
  }
  /// Whom or what a paper is about, where that tells it from others: debtors but not all, measures.
  static func about(_ about: [String], _ file: CaseFile, _ people: People, _ reader: Reader) -> String {
    let persons = about.compactMap { ID<Person>($0) }.filter { file.filing.party($0) != nil }
    let measures = about.compactMap { ID<Measure>($0) }.compactMap { file.seizure.measures[$0] }
    let things = measures.map {
      "\(reader($0.kind.name)) \(max($0.requested, $0.amount).grouped) \(reader(people.unit($0.unit)))"
    }
    let named = persons.count < file.filing.parties.count ? persons.map { people.person($0) } : []
    return (named + things).joined(separator: reader("、", ", "))
  }
  /// The capability an event belongs to, from the first part of its name: `seizure.released.v1`.
  static func capability(_ key: String) -> Phrase {
    switch key {
    case "filing": Phrase("立案", "Filing")
    case "triage": Phrase("分案", "Triage")
    case "papers": Phrase("文书", "Papers")
    case "service": Phrase("送达", "Service")
    case "search": Phrase("查询", "Search")
    case "seizure": Phrase("控制", "Seizure")
    case "disposal": Phrase("处置", "Disposal")
    case "funds": Phrase("案款", "Money")
    case "sanctions": Phrase("惩戒", "Sanctions")
    case "closing": Phrase("结案", "Closing")
    case "reception": Phrase("接待外勤", "Reception")
    case "minutes": Phrase("笔录", "Minutes")
    case "files": Phrase("附件", "Files")
    case "process": Phrase("节点", "Nodes")
    case "clock", "clocks": Phrase("期限", "Clocks")
    case "performance", "settlement": Phrase("履行", "Performance")
    case "remedies": Phrase("执行审查", "Review")
    case "correction": Phrase("纠错", "Putting right")
    case "partner": Phrase("协助单位", "Partners")
    default: Phrase(key, key)
    }
  }
}
