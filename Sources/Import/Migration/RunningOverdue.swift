import Basics
import Enforcement
import EnforcementLaw

/// Something that was already late, or had ended, when the case came over.
public struct RunningOverdue: Sendable, Hashable {
  public let ref: String
  public let number: String
  public let handler: ID<StaffMember>
  public let what: Phrase
  /// The last day that was missed.
  public let due: Day
}

extension RunningCase {
  /// Clocks of the case that had run out by the day of the move.
  public func overdue(_ court: RunningCourt) -> [RunningOverdue] {
    var found: [RunningOverdue] = []
    func note(_ what: Phrase, _ due: Day?) {
      guard let due, due < court.today else { return }
      found.append(RunningOverdue(ref: ref, number: number, handler: handler, what: what, due: due))
    }
    func end(_ from: Day, _ length: Periods.Length) -> Day {
      Periods.deadline(from: from, length, calendar: court.law.calendar).value
    }
    if isRunning {
      note(Phrase("执行期限", "Limit of the case"), (try? limit(court))?.value.caseLimit)
      if docket.type == .first {
        if done.notice == nil { note(Phrase("执行通知书未发", "Enforcement notice not issued"), end(receivedOn, .days(10))) }
        if done.reportOrder == nil { note(Phrase("报告财产令未发", "Report order not issued"), end(receivedOn, .days(10))) }
      }
      if done.search == nil { note(Phrase("网络查控未发起", "Search not started"), end(assignedOn ?? filedOn, .days(3))) }
      if done.investigation == nil { note(Phrase("财产调查未完成", "Investigation not done"), end(filedOn, .months(1))) }
    }
    for held in divided.held {
      note(
        Phrase("案款 \(held.amount.grouped) 元未发放", "\(held.amount.grouped) yuan not paid out"),
        EnforcementLaw.Payout.dueBy(notice: held.on, calendar: court.law.calendar).value)
    }
    for measure in measures where measure.rank == 1 {
      note(Phrase("\(measure.kind.name.zh)控制已失效", "\(measure.kind.name.en): the measure lapsed"), measure.until)
    }
    for listing in listings { note(Phrase("失信期限届满未删除", "Listing over and not removed"), listing.until) }
    return found
  }
}
