import Basics
import Enforcement
import EnforcementLaw
import Wording

/// Public notices and correcting rulings.
extension CaseSheet {
  var publicNotice: PublicNotice {
    let notice = file.service.notices[paper.id]
    let papers = (notice?.papers ?? []).compactMap { file.papers.all[$0] }.map(titled)
    let days =
      date < CivilProcedureVersion.v2021.inForce ? Periods.publicNoticeDaysBefore2022 : Periods.publicNoticeDays
    return PublicNotice(
      to: notice.map { party($0.to) } ?? subject,
      ground: notice?.ground == .whereaboutsUnknown ? .whereaboutsUnknown : .otherWaysFailed, papers: papers, days: days)
  }

  var correctingRuling: CorrectingRuling {
    let drafted = events.lazy.compactMap { $0 as? CorrectionDrafted }.first { $0.paper == paper.id }
    let corrected = drafted.flatMap { file.papers.all[$0.corrects] }
    let fields = drafted.flatMap { words[$0.text]?.fields } ?? [:]
    let pairs = CorrectionWords(fields).pairs.map { CorrectingRuling.Correction($0.wrong, $0.right) }
    return CorrectingRuling(
      of: corrected.map(titled) ?? CaseSheet.unknown, on: (corrected?.signedAt ?? now).day, corrections: pairs)
  }

  /// A paper with its number: `(2024)浙1099执12号之一执行裁定书`.
  private func titled(_ paper: Papers.PaperState) -> String {
    number(paper.id) + paper.kind.printedTitle
  }
}
