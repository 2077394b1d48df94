import Basics
import Enforcement

extension EventSentence {
  /// What came from an earlier system, and what moves a case's limit.
  static func migration(_ event: any Event, _ say: Speaker) -> Phrase? {
    switch event {
    case let event as CaseTakenOver:
      let handler = say.staff(event.handler)
      let ended = event.endedOn.map { Phrase("，\($0) 终本", ", terminated on \($0)") } ?? Phrase("", "")
      return Phrase(
        "自原系统接收：\(event.number)，\(event.filedOn) 立案，\(handler)承办",
        "Taken over from the earlier system: \(event.number), filed on \(event.filedOn), handler \(handler)") + ended
    case let event as PapersAttached:
      return Phrase("接收原系统文书 \(event.papers.count) 份", "\(event.papers.count) papers of the earlier system attached")
    case let event as SerialTakenOver: return Phrase("接收案号 \(event.serial)", "Number \(event.serial) taken over")
    case let event as NumbersContinued:
      return Phrase(
        "案号自 \(event.last) 号之后接续，此前 \(event.missing) 号不在本系统",
        "Numbers go on after \(event.last); \(event.missing) before it have no case here")
    case let event as TakeoverSigned:
      return Phrase(
        "\(say.staff(event.staff))签署接收报告：\(event.cases) 件，标的额 \(event.claimed.grouped) 元，在账 \(event.balance.grouped) 元",
        "\(say.staff(event.staff)) signed the takeover report: \(event.cases) cases, claims of \(event.claimed.grouped), "
          + "\(event.balance.grouped) held")
    case let event as TakeoverFinished:
      return Phrase(
        "接收完成：\(event.cases) 件，与原数据不符 \(event.differences) 处",
        "Takeover finished: \(event.cases) cases, \(event.differences) values differ from the tables")
    default: return holdings(event, say)
    }
  }

  private static func holdings(_ event: any Event, _ say: Speaker) -> Phrase? {
    switch event {
    case let event as MeasuresBrought:
      let held = event.measures.filter { $0.kind.isDivisible }.map(\.amount).boundedSum
      return Phrase(
        "接收控制措施 \(event.measures.count) 项，已冻结 \(held.grouped) 元",
        "\(event.measures.count) measures taken over; \(held.grouped) yuan frozen")
    case let event as PastMoneyBrought:
      let received = event.receipts.map(\.amount).boundedSum
      return Phrase(
        "接收前已到账并发放 \(received.grouped) 元，其中申请执行人 \(event.creditors.grouped) 元",
        "Before the takeover \(received.grouped) yuan came in and were paid, \(event.creditors.grouped) to the applicants")
    case let event as BalanceBrought:
      return Phrase(
        "接收在账案款 \(event.amount.grouped) 元（\(event.on) 到账），\(event.payBy) 前发放",
        "\(event.amount.grouped) yuan held since \(event.on) taken over; to be paid out by \(event.payBy)")
    case let event as RestrictionBrought:
      return Phrase(
        "接收对\(say.person(event.person))的限制消费（\(event.on)）", "Restriction of \(say.person(event.person)) of \(event.on) taken over"
      )
    case let event as ListingBrought:
      return Phrase(
        "接收\(say.person(event.person))的失信信息：\(event.ground.name.zh)",
        "Listing of \(say.person(event.person)) taken over: \(event.ground.name.en)")
        + (event.ends.map { Phrase("，期限至 \($0)", ", through \($0)") } ?? Phrase("", ""))
    default: return nil
    }
  }
}
