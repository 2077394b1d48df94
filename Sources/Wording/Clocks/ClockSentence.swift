import Basics
import Enforcement

/// What moves a case's limit, and what makes enforcement stand still.
extension EventSentence {
  static func clocks(_ event: any Event, _ say: Speaker) -> Phrase? {
    switch event {
    case let event as ExclusionProposed:
      return Phrase("提请扣除审限：", "Proposed not to count: ") + event.kind.phrase + span(event.first, event.last)
        + Phrase("（文书 \(event.number)）", " (paper \(event.number))")
    case is ExclusionRefused: return Phrase("不同意扣除审限", "The time counts: exclusion refused")
    case let event as PeriodExcluded:
      return Phrase("扣除执行期限：", "Not counted against the limit: ") + event.kind.phrase + span(event.first, event.last)
    case let event as ExcludedPeriodEnded:
      return Phrase(
        "扣除期间于 \(event.last) 结束（文书 \(event.number)）", "The excluded time ended on \(event.last) (paper \(event.number))")
    case is ExcludedPeriodReviewed: return Phrase("复核扣除期间，仍须继续", "The excluded time was reviewed and goes on")
    case let event as ExtensionAsked:
      return Phrase("提请延长执行期限（原至 \(event.limit)）", "An extension of the limit of \(event.limit) is asked for")
    case is ExtensionRefused: return Phrase("不同意延长执行期限", "The extension is refused")
    case let event as LimitExtended:
      return Phrase(
        "执行期限延长 \(event.months) 个月（\(event.on) 批准）", "Limit extended by \(event.months) months, approved on \(event.on)")
    default: return pauses(event, say)
    }
  }

  private static func span(_ first: Day, _ last: Day?) -> Phrase {
    Phrase("，\(first) 至 \(last.map { "\($0)" } ?? "今")", ", \(first) to \(last.map { "\($0)" } ?? "now")")
  }

  private static func pauses(_ event: any Event, _ say: Speaker) -> Phrase? {
    switch event {
    case let event as PauseDrafted:
      let why = event.ground.map { Phrase("：", ": ") + $0.name } ?? Phrase("", "")
      let long = event.months.map { Phrase("，\($0) 个月", ", \($0) months") } ?? Phrase("", "")
      return Phrase("拟", "To be decided: ") + event.kind.name + why + long
    case let event as EnforcementPaused:
      let why = event.ground.map { Phrase("：", ": ") + $0.name } ?? Phrase("", "")
      let until = event.until.map { Phrase("，至 \($0)", ", through \($0)") } ?? Phrase("", "")
      return event.kind.name + Phrase("，自 \(event.from) 起", " from \(event.from)") + until + why
    case let event as EnforcementContinued:
      return Phrase("恢复执行：", "Enforcement goes on: ") + event.cause.name
    case is PauseReviewed: return Phrase("复核中止事由，仍然存在", "The suspension was reviewed; its ground still stands")
    case let event as NodePaused: return Phrase("节点停止计时：", "Clock stopped: ") + say.node(event.key)
    case let event as NodeRescheduled:
      return Phrase("节点期限重新计算：", "Clock counted anew: ") + say.node(event.key)
        + (event.due.map { Phrase("，\($0.day) 前完成", ", due \($0.day)") } ?? Phrase("", ""))
    default: return nil
    }
  }
}
