import Basics
import Casework
import Enforcement
import EnforcementLaw

/// A case as those who work on it see it on a day.
struct CaseView: Sendable {
  let id: ID<CaseFile>
  let file: CaseFile
  let account: CaseAccount
  let law: LawBooks
  let today: Day
  /// Requests whose deadline a unit missed.
  let late: [ID<PartnerRequest>]
  let natures: [ID<Person>: DebtorNature]

  var owed: StillOwed { CaseDebt.stillOwed(file, account, on: today, law: law) }

  func nature(_ debtor: ID<Person>) -> DebtorNature? { natures[debtor] }
  /// The first day on which the enforcement notice was served on this debtor; a resumed case needs none.
  func noticed(_ debtor: ID<Person>) -> Day? {
    if file.filing.type == .resumed { return file.filing.filedOn }
    return file.papers.first(.enforcementNotice, about: "\(debtor)")?.served.map(\.on).min()
  }
  /// The last day for the debtor's property report.
  func reportBy(_ debtor: ID<Person>) -> Day? {
    let served = file.papers.first(.propertyReportOrder, about: "\(debtor)")?.served.map(\.on).min()
    return served.map { law.calendar.rolled($0 + law.settings.reportDays) }
  }
  /// Something asked of a unit has no answer yet.
  var waitsForUnits: Bool {
    file.seizure.live.contains { $0.status == .requested || $0.pending != nil }
      || file.disposal.transfers.values.contains { $0.status == .requested }
      || file.search.rounds.last.map { $0.completedOn == nil } ?? false
  }
  /// Found, worth something beyond what the law exempts, and not held; a freeze whose whole limit was transferred holds nothing.
  var unheld: [Search.Found] {
    let held = Set(file.seizure.live.filter { !$0.isSpent }.map(\.property))
    return file.disposable.filter { !held.contains($0.property) }
  }
  func drafted(_ kind: PaperKind) -> Bool { file.papers.unsigned.contains { $0.kind == kind } }
  /// The day on which coercion first took hold of the debtor.
  func pressedSince(_ debtor: ID<Person>) -> Day? {
    let held = file.seizure.order.compactMap { file.seizure.measures[$0] }.filter {
      $0.debtor == debtor && $0.status == .effective
    }
    return
      (held.map(\.from)
      + [file.sanctions.restricted[debtor]?.since, file.sanctions.listings[debtor]?.decidedOn].compactMap { $0 })
      .min()
  }
}
