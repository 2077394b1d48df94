import Basics
import Enforcement

/// What a sentence needs beyond the event: names, masked as the reader may see them, and labels of configuration.
public struct Speaker: Sendable {
  public let person: @Sendable (ID<Person>) -> String
  public let staff: @Sendable (ID<StaffMember>) -> String
  public let unit: @Sendable (String) -> Phrase
  public let node: @Sendable (String) -> Phrase
  public init(
    person: @escaping @Sendable (ID<Person>) -> String, staff: @escaping @Sendable (ID<StaffMember>) -> String,
    unit: @escaping @Sendable (String) -> Phrase, node: @escaping @Sendable (String) -> Phrase
  ) {
    self.person = person
    self.staff = staff
    self.unit = unit
    self.node = node
  }
  func name(_ id: ID<Person>?) -> String { id.map(person) ?? "" }
}

/// The timeline's sentence for an event; nil only for an event type this file does not know, which a test forbids.
public enum EventSentence {
  /// The sentence of the event; nil where it has none. A test asks that every event has one.
  public static func of(_ event: any Event, _ speaker: Speaker) -> Phrase? {
    for capability in capabilities {
      if let sentence = capability(event, speaker) { return sentence }
    }
    return nil
  }
  private static let capabilities: [@Sendable (any Event, Speaker) -> Phrase?] = [
    filing, papers, service, search, seizure, money, funds, { event, _ in BatchSentence.of(event) },
    { event, _ in receipts(event) },
    sanctions, closing, distribution, specialFunds, hand, other, migration, clocks, performance, remedies, correction,
    finalEnding, { event, _ in intake(event) }, desk,
  ]

  private static func filing(_ event: any Event, _ say: Speaker) -> Phrase? {
    switch event {
    case let event as ApplicationReceived:
      let sum = event.claims.reduce(Money.zero) { $0 + $1.amount }.grouped
      return Phrase(
        "收到执行申请，申请标的 \(sum) 元，执行依据 \(event.instrument.number)",
        "Application received for \(sum) yuan on \(event.instrument.number)")
    case let event as CaseFiled:
      return Phrase("立案，案号 \(event.number)", "Filed as \(event.number)")
        + (event.limitationRisk
          ? Phrase("；申请可能已过时效，被执行人可提出异议", "; the limitation may have passed, the debtor may object") : Phrase("", ""))
    case is FilingWaits:
      return Phrase("原案尚未了结，暂缓立案", "Waits for its number: the ended round is not settled yet")
    case is ApplicationRefused: return Phrase("裁定不予受理", "Application refused")
    case let event as LaneAssigned:
      return Phrase(
        "分为\(event.lane.name.zh)：\(event.reasons.map(\.zh).joined(separator: "；"))",
        "Lane \(event.lane.name.en): \(event.reasons.map(\.en).joined(separator: "; "))")
    case let event as HandlerAssigned:
      let handler = say.staff(event.handler)
      return Phrase(
        "由\(handler)承办：\(event.reasons.map(\.zh).joined(separator: "；"))",
        "Handler \(handler): \(event.reasons.map(\.en).joined(separator: "; "))")
    case let event as NodeOpened:
      let due = event.due.map { Phrase("，\($0.day) 前完成", ", due \($0.day)") } ?? Phrase("", "")
      return Phrase("节点开启：", "Node opened: ") + say.node(event.key) + due
    case let event as NodeClosed: return Phrase("节点完成：", "Node closed: ") + say.node(event.key)
    case let event as NodeWarned:
      return Phrase(event.overdue ? "超期预警：" : "临期预警：", event.overdue ? "Overdue: " : "Due soon: ") + say.node(event.key)
    case let event as WarningHandled: return Phrase("预警已处理：", "Warning dealt with: ") + say.node(event.key)
    case is SerialTaken: return Phrase("占用案号", "Serial number taken")
    default: return nil
    }
  }

  private static func papers(_ event: any Event, _ say: Speaker) -> Phrase? {
    switch event {
    case let event as PaperDrafted: return Phrase("拟制《\(event.kind.title.zh)》", "\(event.kind.title.en) drafted")
    case let event as PaperSigned: return Phrase("签发《\(event.kind.title.zh)》", "\(event.kind.title.en) signed")
    case let event as PaperSealed:
      return Phrase("《\(event.kind.title.zh)》用印，校验码 \(event.code)", "\(event.kind.title.en) sealed, code \(event.code)")
    case let event as PaperServed:
      let to = ID<Person>(event.to).map { Phrase(say.person($0), say.person($0)) } ?? say.unit(event.to)
      return Phrase(
        "《\(event.kind.title.zh)》向\(to.zh)\(event.way.name.zh)，\(event.on) 送达",
        "\(event.kind.title.en) served on \(to.en) (\(event.way.name.en)) as of \(event.on)")
    case is PaperWithdrawn: return Phrase("撤回文书草稿", "Draft withdrawn")
    default: return nil
    }
  }

  private static func search(_ event: any Event, _ say: Speaker) -> Phrase? {
    switch event {
    case let event as SearchStarted:
      return Phrase(
        "发起第 \(event.round) 轮网络查询：\(event.debtors.count) 名被执行人、\(event.units.count) 家单位",
        "Search round \(event.round): \(event.debtors.count) debtors at \(event.units.count) units")
    case let event as QueryAnswered:
      return say.unit(event.unit)
        + Phrase(
          "反馈\(say.person(event.debtor))：\(event.count) 项财产", " answered on \(say.person(event.debtor)): \(event.count) found")
    case let event as QueryFailed:
      return say.unit(event.unit) + Phrase("查询\(say.person(event.debtor))未成功", " gave no answer on \(say.person(event.debtor))")
    case let event as PropertyFound:
      return Phrase(
        "发现\(say.person(event.debtor))的\(event.kind.name.zh)，", "\(event.kind.name.en) of \(say.person(event.debtor)) found, ")
        + Phrase("价值 \(event.value.grouped) 元（", "\(event.value.grouped) yuan (") + say.unit(event.unit) + Phrase("）", ")")
        + (event.entry == nil ? Phrase("", "") : Phrase("，人工录入", ", entered by hand"))
    case let event as SearchCompleted:
      return Phrase(
        "第 \(event.round) 轮查询完成：反馈 \(event.answered)，失败 \(event.failed)",
        "Search round \(event.round) complete: \(event.answered) answers, \(event.failed) failed")
    case let event as PropertyReportReceived:
      return Phrase(
        "\(say.person(event.debtor))报告财产，与查询不符 \(event.contradictions) 项",
        "\(say.person(event.debtor)) reported property; \(event.contradictions) contradictions")
    case let event as PropertyReportDefaulted:
      return Phrase("\(say.person(event.debtor))未按期报告财产", "\(say.person(event.debtor)) did not report property in time")
    case is InvestigationReported: return Phrase("财产调查结果已告知申请执行人", "The applicant was told of the investigation")
    case let event as PropertyRecorded: return Phrase("登记财产：\(event.kind.name.zh)", "Property recorded: \(event.kind.name.en)")
    case is PropertyUpdated: return Phrase("更新财产信息", "Property details updated")
    case let event as RankTaken: return Phrase("登记顺位 \(event.rank)", "Rank \(event.rank) taken")
    case is RankEnded: return Phrase("顺位终止", "Rank ended")
    default: return nil
    }
  }

  private static func seizure(_ event: any Event, _ say: Speaker) -> Phrase? {
    switch event {
    case let event as ControlRulingDrafted:
      return Phrase("控制裁定限额 \(event.ceiling.grouped) 元", "Control ruling with a ceiling of \(event.ceiling.grouped) yuan")
    case is ControlRulingSigned: return Phrase("控制裁定生效，系统在裁定范围内采取措施", "Control ruling in force; the system acts within it")
    case let event as MeasureRequested:
      let reason = event.holding.map { Phrase("；理由：", "; reason: ") + $0 } ?? Phrase("", "")
      return Phrase(
        "请求控制\(event.kind.name.zh) \(event.amount.grouped) 元（",
        "Control of \(event.kind.name.en) requested, \(event.amount.grouped) yuan (") + say.unit(event.unit) + Phrase("）", ")")
        + onPaper(event.way) + reason
    case let event as MeasureTookEffect:
      return event.rank == 1
        ? Phrase(
          "控制生效：\(event.amount.grouped) 元，自 \(event.from) 至 \(event.until)",
          "In effect: \(event.amount.grouped) yuan, \(event.from) through \(event.until)")
        : Phrase("轮候第 \(event.rank) 位", "Waiting at rank \(event.rank)")
    case is MeasureFailed: return Phrase("控制未成功", "Control failed")
    case let event as InflowFrozen:
      return Phrase(
        "到账 \(event.amount.grouped) 元随即冻结，累计 \(event.total.grouped) 元",
        "A credit of \(event.amount.grouped) was frozen at once; \(event.total.grouped) in all")
    case let event as ExcessFound:
      return Phrase(
        "控制超出应执行数额 \(event.excess.grouped) 元，须及时解除",
        "Control exceeds what is owed by \(event.excess.grouped) yuan; to be released in time")
    case let event as ExcessEnded:
      return Phrase(
        "控制已不超出应执行数额 \(event.owed.grouped) 元", "Control no longer exceeds the \(event.owed.grouped) yuan owed")
    case is RenewalDrafted: return Phrase("提请续行控制", "Renewal proposed")
    case let event as RenewalRequested: return Phrase("请求续行至 \(event.until)", "Renewal through \(event.until) requested")
    case let event as MeasureRenewed: return Phrase("续行至 \(event.until)", "Renewed through \(event.until)")
    case let event as ReleaseDrafted: return Phrase("提请解除控制：\(event.ground.name.zh)", "Release proposed: \(event.ground.name.en)")
    case is ReleaseRequested: return Phrase("请求解除控制", "Release requested")
    case let event as MeasureReleased:
      return event.kept == .zero
        ? Phrase("控制已解除", "Released")
        : Phrase("部分解除，保留 \(event.kept.grouped) 元", "Released in part; \(event.kept.grouped) yuan kept")
    case let event as MeasureLapsed: return Phrase("控制于 \(event.on) 届满失效", "Lapsed at the end of \(event.on)")
    case let event as MeasuresHandedOver:
      return Phrase(
        "\(event.measures.count) 项控制措施转入恢复执行案件", "\(event.measures.count) measures go on in the case that resumes this one")
    case let event as MeasuresTakenOver:
      let held = event.measures.filter { $0.kind.isDivisible }.reduce(Money.zero) { $0 + $1.amount }
      return Phrase(
        "承接原案 \(event.measures.count) 项控制措施，已冻结 \(held.grouped) 元",
        "\(event.measures.count) measures of the ended case carried on; \(held.grouped) yuan frozen")
    case let event as MeasureActFailed:
      return Phrase("\(event.act.name.zh)未成功，控制维持原状", "Not carried out: \(event.act.name.en); the measure stands as it stood")
    case is TransferRulingDrafted: return Phrase("提请扣划", "Transfer proposed")
    case let event as TransferRequested:
      return Phrase("请求扣划 \(event.amount.grouped) 元", "Transfer of \(event.amount.grouped) yuan requested")
    case let event as TransferDone: return Phrase("扣划 \(event.amount.grouped) 元", "\(event.amount.grouped) yuan transferred")
    case is TransferFailed: return Phrase("扣划未成功", "Transfer failed")
    default: return nil
    }
  }

  private static func onPaper(_ way: RequestWay?) -> Phrase {
    switch way ?? .message {
    case .message: Phrase("", "")
    case .paper: Phrase("，书面办理", ", on paper")
    case .entered: Phrase("，已在线下办理", ", done on paper before")
    }
  }

  private static func money(_ event: any Event, _ say: Speaker) -> Phrase? {
    switch event {
    case is AccountOpened: return Phrase("开立一案一账户", "Case account opened")
    case let event as EarlierRoundsCarried:
      let received = event.receipts.reduce(Money.zero) { $0 + $1.amount }
      if event.basis == .remaining {
        return Phrase(
          "原案已执行到位 \(received.grouped) 元，本案标的为余额，不再扣除",
          "\(received.grouped) yuan were recovered before; the claim is the balance and leaves them out")
      }
      return Phrase(
        "承接原案已执行到位 \(received.grouped) 元，其中已付申请执行人 \(event.creditors.grouped) 元",
        "\(received.grouped) yuan were recovered before, \(event.creditors.grouped) of them paid to the applicants")
    case let event as ReceiptBooked:
      return Phrase(
        "到账 \(event.amount.grouped) 元（\(event.source.name.zh)），\(event.payBy) 前发放",
        "\(event.amount.grouped) yuan arrived (\(event.source.name.en)); to be paid out by \(event.payBy)")
    case let event as PayoutProposed:
      let sum = event.lines.reduce(Money.zero) { $0 + $1.amount }.grouped
      let parts = event.lines.map { "\($0.kind.name.zh) \($0.amount.grouped)" }.joined(separator: "；")
      let partsEn = event.lines.map { "\($0.kind.name.en) \($0.amount.grouped)" }.joined(separator: "; ")
      return Phrase("提出发放 \(sum) 元：\(parts)", "Payout of \(sum) yuan proposed: \(partsEn)")
    case is PayoutSupervised: return Phrase("发放监管通过", "Payout passed at supervision")
    case is PayoutApproved: return Phrase("发放审批通过", "Payout approved")
    case is PayoutReleased: return Phrase("发放放行，送银行支付", "Payout released to the bank")
    case let event as PayoutReturned:
      guard let gate = event.gate else { return Phrase("发放退回", "Payout returned") }
      return Phrase("发放在\(gate.name.zh)关退回", "Payout returned at the gate of \(gate.name.en.lowercased())")
    case is PayoutLineSent: return Phrase("支付指令已送银行", "Payment sent to the bank")
    case is PayoutLineSettled: return Phrase("一笔支付完成", "One payment settled")
    case is PayoutLineBounced: return Phrase("一笔支付退回", "One payment came back")
    case let event as LedgerDayClosed:
      return Phrase("案款日结第\(event.number)号", "Statement \(event.number) of the ledger signed")
    case is PayoutSettled: return Phrase("案款发放完毕", "Payout complete")
    default: return nil
    }
  }

  private static func sanctions(_ event: any Event, _ say: Speaker) -> Phrase? {
    switch event {
    case let event as RestrictionDrafted:
      let put = Phrase("提请签发《\(event.kind.title.zh)》", "\(event.kind.title.en) put forward")
      guard let ground = event.ground, ground != .performed else { return put }
      return put + Phrase("：\(ground.name.zh)", ": \(ground.name.en)")
    case let event as ConsumptionRestricted:
      return Phrase("对\(say.person(event.person))限制消费", "Consumption of \(say.person(event.person)) restricted")
    case let event as ConsumptionLifted:
      return Phrase("解除对\(say.person(event.person))的限制消费", "Restriction of \(say.person(event.person)) lifted")
    case let event as ListingProposed:
      return Phrase(
        "提请将\(say.person(event.person))纳入失信名单：\(event.ground.name.zh)",
        "Listing of \(say.person(event.person)) proposed: \(event.ground.name.en)")
    case let event as DebtorListed:
      return Phrase("\(say.person(event.person))纳入失信名单", "\(say.person(event.person)) listed")
        + (event.ends.map { Phrase("，期限至 \($0)", ", through \($0)") } ?? Phrase("", ""))
    case let event as ListingGroundEnded:
      return Phrase("失信信息应于 \(event.removeBy) 前删除", "The listing is to be removed by \(event.removeBy)")
    case let event as ListingRemoved:
      return Phrase("删除\(say.person(event.person))的失信信息", "Listing of \(say.person(event.person)) removed")
    default: return nil
    }
  }

  private static func closing(_ event: any Event, _ say: Speaker) -> Phrase? {
    switch event {
    case let event as PerformanceCompleted:
      return Phrase("债务全部履行，共收到 \(event.received.grouped) 元", "All that is owed was received: \(event.received.grouped) yuan")
    case let event as ClosingSubmitted: return Phrase("报请结案：\(event.way.name.zh)", "Submitted for closing: \(event.way.name.en)")
    case is ClosingReviewed: return Phrase("审管办审核通过", "Closing reviewed")
    case is ClosingReturned: return Phrase("结案退回", "Closing returned")
    case let event as CaseClosed:
      return Phrase(
        "结案：\(event.way.name.zh)，执行到位 \(event.recovered.grouped) 元",
        "Closed: \(event.way.name.en), \(event.recovered.grouped) yuan recovered")
    case let event as EndingProposed:
      return Phrase("提请终本，\(event.checks.count) 项条件逐项核对", "Ending proposed; \(event.checks.count) conditions checked")
    case let event as EndingInterviewRecorded:
      return Phrase(
        event.applicantSigned ? "终本约谈，申请执行人签字" : "终本约谈，申请执行人未签字",
        event.applicantSigned ? "Applicant heard and signed" : "Applicant heard, did not sign")
    case let event as EndingItemsAnswered:
      let told = event.answers.map { $0.item.name + Phrase("", " ") + $0.answer.name }
      return Phrase(
        "登记终本核查事项：\(told.map(\.zh).joined(separator: "，"))",
        "Recorded before the ending: \(told.map(\.en).joined(separator: ", "))")
    case is EndingPanelRecorded: return Phrase("合议庭已审查终本", "The panel reviewed the ending")
    case is EndingApproved: return Phrase("终本获批准", "Ending approved")
    case let event as ResearchDone: return Phrase("终本后第 \(event.number) 次查询", "Re-search \(event.number) of ten")
    case is ResumptionProposed: return Phrase("发现可供执行财产，提请恢复执行", "Property found; resumption proposed")
    case let event as CaseResumed: return Phrase("恢复执行，新案号 \(event.number)", "Resumed as \(event.number)")
    default: return nil
    }
  }

  private static func other(_ event: any Event, _ say: Speaker) -> Phrase? {
    switch event {
    case let event as InterviewRecorded:
      return Phrase(
        "约谈\(say.person(event.person))：\(event.outcome.name.zh)",
        "Interview with \(say.person(event.person)): \(event.outcome.name.en)")
    case let event as FieldTaskOpened: return Phrase("派出外勤：\(event.kind.name.zh)", "Field task: \(event.kind.name.en)")
    case is FieldTaskReported: return Phrase("外勤反馈", "Field task reported")
    case is CertificateRequested: return Phrase("柜台申请结案证明", "Certificate asked for at the counter")
    case is CertificateIssued: return Phrase("出具结案证明", "Certificate issued")
    case let event as PartnerRequested:
      return Phrase("向", "To ") + say.unit(event.unit) + Phrase("发出\(event.action.name.zh)请求", ": \(event.action.name.en)")
        + onPaper(event.way)
    case let event as PartnerAnswered:
      return Phrase("协助单位反馈：\(outcome(event.outcome).zh)", "Unit answered: \(outcome(event.outcome).en)")
    case is PartnerDeadlineMissed: return Phrase("协助单位逾期未反馈", "Unit missed its deadline")
    case is PartnerRequestGivenUp: return Phrase("不再等待该反馈", "No longer waited for")
    case is PersonRecorded: return Phrase("登记人员", "Person recorded")
    case is PayeeRecorded: return Phrase("登记收款账户", "Payee account recorded")
    case let event as PhoneConfirmed:
      return Phrase("核实并更改\(say.person(event.person))的手机号", "Phone of \(say.person(event.person)) confirmed")
    case is PersonUpdated: return Phrase("更新人员资料", "Person updated")
    case is StaffJoined: return Phrase("工作人员到岗", "Staff joined")
    case is StaffChanged: return Phrase("工作人员变更", "Staff changed")
    case let event as AbsenceRecorded:
      let substitute = event.substitute.map { Phrase("，由\(say.staff($0))代理", "; \(say.staff($0)) stands in") } ?? Phrase("", "")
      return Phrase(
        "\(say.staff(event.staff)) \(event.from) 至 \(event.until) 外出、休假",
        "\(say.staff(event.staff)) is away from \(event.from) through \(event.until)") + substitute
    case let event as AbsenceEnded: return Phrase("外出、休假至 \(event.until) 结束", "The absence ended on \(event.until)")
    default: return nil
    }
  }

  /// As a clause within a sentence.
  public static func outcome(_ outcome: PartnerOutcome) -> Phrase {
    switch outcome {
    case .done: Phrase("办结", "done")
    case .partial: Phrase("部分办结", "done in part")
    case .failed: Phrase("失败", "failed")
    case .rejected: Phrase("拒绝", "rejected")
    }
  }
}
