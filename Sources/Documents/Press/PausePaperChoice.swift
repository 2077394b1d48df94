import Basics
import Enforcement
import EnforcementLaw
import Wording

/// Papers that make enforcement stand still and go on.
extension CaseSheet {
  /// What the paper was drafted to do.
  private var pause: PauseDrafted? { events.lazy.compactMap { $0 as? PauseDrafted }.first { $0.paper == paper.id } }

  var suspension: SuspensionRuling {
    SuspensionRuling(
      ground: pause?.ground?.name.zh ?? CaseSheet.unknown, findings: addedText ?? CaseSheet.unknown,
      onSettlement: pause?.ground == .settlement)
  }
  var stay: StayDecision {
    let months = pause?.months ?? Pause.superiorStayMonths
    return StayDecision(
      ground: pause?.kind == .securedStay ? .security : .superior, number: pause?.number ?? CaseSheet.unknown, from: date,
      until: date.adding(months: months))
  }
  var continuation: ContinuationNotice {
    ContinuationNotice(since: events.lazy.compactMap { $0 as? EnforcementPaused }.last?.from)
  }
}
