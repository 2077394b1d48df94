import Basics
import EnforcementLaw

/// The days of a public notice do not count against the limit (R2.3): publishing it proposes them, a chief decides, and they end when the
/// papers are served. No end is written down before it has come.
enum NoticeExclusion {
  /// How the notice is named as the paper that proves the time.
  static func number(_ notice: Papers.PaperState) -> String { "公告（核验码 \(notice.sealed?.code ?? "")）" }

  /// Publication puts the time before a chief, once for each notice.
  static func propose(
    _ notice: Papers.PaperState, published: Day, deemed: Day, _ caseID: ID<CaseFile>, _ draft: inout Draft
  ) {
    let situation = draft.situation
    let file = situation.caseFile(caseID)
    let number = number(notice)
    let known = file.term.excluded.map(\.paper) + file.term.proposals.map(\.paper)
    guard file.isOpen, file.filing.filedOn != nil, !known.contains(number) else { return }
    let reason = "公告送达：\(published) 刊登，期满日 \(deemed)。"
    draft.add(
      .caseFile(caseID),
      [
        ExclusionProposed(
          period: situation.ids.next(), kind: .publicNotice, first: published, last: nil, number: number,
          reason: situation.depository.deposit(VaultContent("text", ["text": reason])))
      ])
  }

  /// The last day of the time that a notice of this name proves; nil while a paper of it is not served.
  static func last(_ number: String, _ file: CaseFile) -> Day? {
    let notice = file.service.notices.first { id, known in
      known.publishedOn != nil && file.papers.all[id].map { NoticeExclusion.number($0) } == number
    }
    guard let known = notice?.value else { return nil }
    let served = known.papers.map { paper in file.papers.all[paper]?.served.first { $0.to == "\(known.to)" }?.on }
    let days = served.compactMap { $0 }
    return days.count == served.count ? days.max() : nil
  }

  /// Ends the times of notices whose papers have all been served.
  static func end(_ caseID: ID<CaseFile>, _ draft: inout Draft) throws(Refusal) {
    let file = draft.situation.caseFile(caseID)
    let over = file.term.ending.filter { $0.kind == .publicNotice }.compactMap { period in
      last(period.paper, file).map { ExcludedPeriodEnded(period: period.id, last: max($0, period.first), number: period.paper) }
    }
    guard !over.isEmpty else { return }
    draft.add(.caseFile(caseID), over)
    try Pausing.recountLimit(caseID, &draft)
  }
}
