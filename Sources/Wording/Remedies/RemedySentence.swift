import Basics
import Enforcement

/// What is said of the review line.
extension EventSentence {
  static func remedies(_ event: any Event, _ say: Speaker) -> Phrase? {
    switch event {
    case let event as RemedyReceived:
      let who = say.person(event.by)
      let change = event.change.map {
        Phrase("：\(say.person($0.party.person))，", ": \(say.person($0.party.person)), ") + $0.ground.title
      }
      return Phrase("收到\(who)的\(event.kind.name.zh)", "\(event.kind.name.en) received from \(who)") + (change ?? Phrase("", ""))
    case let event as RemedyFiled:
      let panel = event.panel.map(say.staff).joined(separator: "、")
      return Phrase(
        "\(event.kind.name.zh)立案 \(event.number)，合议庭：\(panel)", "\(event.kind.name.en) filed as \(event.number); panel: \(panel)")
    case let event as PanelFormed:
      let panel = event.panel.map(say.staff).joined(separator: "、")
      return Phrase("另行组成合议庭：\(panel)", "Another panel is formed: \(panel)")
    case let event as RemedyNotified:
      let names = event.persons.map(say.person).joined(separator: "、")
      return Phrase("已将审查立案通知\(names)（\(event.on)）", "\(names) were told of the filing (\(event.on))")
    case let event as RemedyHeard: return Phrase("\(event.on) 听证", "Hearing of \(event.on)")
    case let event as SecurityAccepted:
      return Phrase(
        "准许\(say.person(event.by))提供担保 \(event.amount.grouped) 元：\(event.effect.name.zh)",
        "Security of \(event.amount.grouped) yuan by \(say.person(event.by)) accepted: \(event.effect.name.en)")
    case let event as RemedyRulingDrafted:
      return Phrase("拟制审查裁定：\(event.outcome.name.zh)", "Ruling on review drafted: \(event.outcome.name.en)")
    case let event as RemedyRuled:
      return Phrase("\(event.kind.name.zh)裁定：\(event.outcome.name.zh)", "\(event.kind.name.en), ruled: \(event.outcome.name.en)")
    case let event as RemedyServed: return served(event, say)
    case let event as RemedyPeriodOver:
      let names = event.persons.map(say.person).joined(separator: "、")
      return Phrase("期间届满未再请求：\(names)", "Nothing more in time: \(names)")
    default: return later(event, say) ?? parties(event, say)
    }
  }

  private static func served(_ event: RemedyServed, _ say: Speaker) -> Phrase {
    let who = say.person(event.person)
    return switch event.opens {
    case .reconsideration:
      Phrase(
        "审查裁定送达\(who)（\(event.on)），申请复议至 \(event.until)",
        "The ruling reached \(who) (\(event.on)); reconsideration until \(event.until)")
    case .suit:
      Phrase("审查裁定送达\(who)（\(event.on)），起诉至 \(event.until)", "The ruling reached \(who) (\(event.on)); suit until \(event.until)")
    case nil: Phrase("审查裁定送达\(who)（\(event.on)）", "The ruling reached \(who) (\(event.on))")
    }
  }

  private static func later(_ event: any Event, _ say: Speaker) -> Phrase? {
    switch event {
    case let event as RemedyAppealed:
      return Phrase(
        "\(say.person(event.by))申请\(event.level.name.zh)（\(event.on)）",
        "\(say.person(event.by)) applied (\(event.on)): \(event.level.name.en)")
    case let event as RemedySentUp:
      let due = event.decideBy.map { Phrase("，应于 \($0) 前裁定", ", to be decided by \($0)") } ?? Phrase("", "")
      return Phrase("\(event.level.name.zh)案卷报送上级法院（\(event.on)）", "\(event.level.name.en): papers sent up (\(event.on))") + due
    case let event as RemedyAppealDecided:
      let result = event.result.map { Phrase("，结果：", "; result: ") + $0.name } ?? Phrase("", "")
      return Phrase(
        "上级法院 \(event.number) 裁定：\(event.decision.name.zh)", "The court above, \(event.number): \(event.decision.name.en)")
        + result
    case is SupervisionExpired: return Phrase("申请执行监督期间届满", "The six months to ask for supervision ended")
    case let event as RemedySuitFiled:
      return Phrase("\(say.person(event.by))提起执行异议之诉（\(event.on)）", "\(say.person(event.by)) sued over the ruling (\(event.on))")
    case let event as RemedySuitEnded:
      return event.stands
        ? Phrase("执行异议之诉终结，裁定继续有效", "The suit ended; the ruling stands")
        : Phrase("执行异议之诉判决与裁定相反", "The judgment in the suit says the opposite")
    case let event as RemedyEnded:
      return Phrase("\(event.kind.name.zh)办结：\(event.outcome.name.zh)", "\(event.kind.name.en) over: \(event.outcome.name.en)")
    default: return nil
    }
  }

  private static func parties(_ event: any Event, _ say: Speaker) -> Phrase? {
    switch event {
    case let event as PartiesChanged:
      let party = say.person(event.party.person)
      let role = event.party.role.name
      guard let replaced = event.replaces else {
        return Phrase("追加\(party)为\(role.zh)", "\(party) is added as \(role.en)")
      }
      return Phrase(
        "\(party)接替\(say.person(replaced))为\(role.zh)", "\(party) takes the place of \(say.person(replaced)) as \(role.en)")
    case let event as PartiesRestored:
      let back = event.returns.map { Phrase("，\(say.person($0.person))恢复原地位", "; \(say.person($0.person)) stands again") }
      return Phrase("\(say.person(event.leaves))不再是本案当事人", "\(say.person(event.leaves)) is no party any more")
        + (back ?? Phrase("", ""))
    default: return nil
    }
  }

  /// What is said of mistakes put right.
  static func correction(_ event: any Event, _ say: Speaker) -> Phrase? {
    switch event {
    case let event as UndoListed:
      let whom = event.person.map { Phrase("（\(say.person($0))）", " (\(say.person($0)))") } ?? Phrase("", "")
      let sum = event.amount.map { Phrase(" \($0.grouped) 元", ", \($0.grouped) yuan") } ?? Phrase("", "")
      return Phrase("列入纠错任务：", "To be undone: ") + event.kind.name + whom + sum
        + Phrase("，\(event.dueBy) 前办结", ", by \(event.dueBy)")
    case let event as UndoDone: return Phrase("纠错任务办结：", "Undone: ") + event.kind.name
    case let event as UndoExplained: return Phrase("纠错任务说明理由后了结：", "Settled with a reason: ") + event.kind.name
    case let event as MoneyOwedBack:
      return Phrase(
        "误扣\(say.person(event.person)) \(event.amount.grouped) 元，留待退还，不计入清偿",
        "\(event.amount.grouped) yuan taken from \(say.person(event.person)) by mistake are kept to be returned")
    default: return mistake(event, say)
    }
  }

  private static func mistake(_ event: any Event, _ say: Speaker) -> Phrase? {
    switch event {
    case let event as CorrectionRecorded: return Phrase("登记更正：", "Correction recorded: ") + event.kind.name
    case let event as PartyCorrected:
      return Phrase("更正\(say.person(event.person))的信息", "Particulars of \(say.person(event.person)) corrected")
    case let event as PartyReplaced:
      let (wrong, right) = (say.person(event.wrong), say.person(event.party.person))
      return Phrase(
        "\(event.party.role.name.zh)更正为\(right)，\(wrong)系错列",
        "\(right) is the \(event.party.role.name.en); \(wrong) was named by mistake")
    case let event as PropertyDisowned:
      return Phrase("误认的财产属\(say.person(event.owner.person))", "The thing is \(say.person(event.owner.person))'s")
    case let event as ClaimCorrected:
      return Phrase(
        "第 \(event.number) 项债权由 \(event.was.amount.grouped) 元更正为 \(event.item.amount.grouped) 元",
        "Item \(event.number) of the claim: \(event.item.amount.grouped) yuan instead of \(event.was.amount.grouped)")
    case let event as ReceiptCorrected:
      return Phrase(
        "到账由 \(event.was.grouped) 元更正为 \(event.amount.grouped) 元",
        "A receipt is \(event.amount.grouped) yuan instead of \(event.was.grouped)")
    case let event as ReceiptCorrectionProposed:
      return Phrase(
        "提出将到账 \(event.was.grouped) 元更正为 \(event.amount.grouped) 元，待另一人同意",
        "A receipt of \(event.was.grouped) yuan is said to be \(event.amount.grouped): another person decides")
    case is ReceiptCorrectionDeclined: return Phrase("不同意更正到账金额", "The correction of a receipt was declined")
    case is PayoutLineMisdirected:
      return Phrase("一笔案款付至错误账户，待追回后重新支付", "A payment went to a wrong account; it is recovered and paid anew")
    default: return performedMistake(event, say)
    }
  }

  private static func performedMistake(_ event: any Event, _ say: Speaker) -> Phrase? {
    switch event {
    case let event as DirectPaymentTakenBack:
      return Phrase(
        "已确认的直接履行 \(event.amount.grouped) 元有误，不再计入清偿",
        "A direct payment of \(event.amount.grouped) yuan was confirmed by mistake and counts no more")
    case let event as DirectPaymentUncounted:
      return Phrase("\(event.sum.amount.grouped) 元退出清偿", "\(event.sum.amount.grouped) yuan are owed again")
    case let event as DutyCorrected:
      return Phrase("义务登记更正（", "Record of a duty put right (") + event.kind.name + Phrase("）：", "): ") + event.mistake.name
    case is SettlementStruck: return Phrase("误登的执行和解更正", "The settlement was recorded by mistake and is struck")
    case let event as ServiceCorrected:
      let to = say.person(event.to)
      let right = event.on.map { Phrase("，应为 \($0)", "; right is \($0)") } ?? Phrase("", "")
      return Phrase(
        "《\(event.kind.title.zh)》向\(to)的送达登记（\(event.was)）更正：\(event.mistake.name.zh)",
        "Service of \(event.kind.title.en) on \(to) (\(event.was)) put right: \(event.mistake.name.en)") + right
    default: return nil
    }
  }
}
