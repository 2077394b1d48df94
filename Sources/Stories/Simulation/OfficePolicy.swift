import Basics
import Enforcement

/// What a court's people do of themselves: given a case as it stands, the duties that somebody has, the pressing first. It decides
/// nothing about the law: a duty that the rules refuse is not done, and is tried again another day.
struct OfficePolicy: Sendable {
  let people: OfficePeople
  /// Days between two searches of a case that is neither paid nor over.
  static let searchEveryDays = 30
  /// Days that the debtor has after the notice before restriction and listing.
  static let graceDays = 10
  /// Days after filing on which the applicant is told what was found.
  static let investigationDays = 25
  /// Days after filing from which the ending is prepared.
  static let endingFromDays = 88

  func duties(_ view: CaseView) -> [OfficeDuty] {
    let file = view.file
    guard file.isFiled else { return [duty("filing.file", people.first(.filingJudge))].compactMap { $0 } }
    let papers = signatures(view) + services(view)
    if file.isClosed { return papers + resumption(view) }
    let common = papers + lateUnits(view) + payouts(view)
    if file.closing.performedOn != nil { return common + closing(view) }
    return common + reports(view) + searches(view) + control(view) + pressure(view) + ending(view)
  }

  private func duty(_ command: String, _ fields: [String: InputValue], _ who: ScenarioPerson?) -> OfficeDuty? {
    who.map { OfficeDuty(command: command, fields: fields, who: $0) }
  }
  private func duty(_ command: String, _ who: ScenarioPerson?) -> OfficeDuty? { duty(command, [:], who) }

  // MARK: Papers

  private func signatures(_ view: CaseView) -> [OfficeDuty] {
    view.file.papers.unsigned.flatMap { paper -> [OfficeDuty] in
      // The applicant is heard before the ending is signed.
      if paper.kind == .terminationRuling && view.file.closing.ending?.interviewedOn == nil { return [] }
      let sign = duty("papers.sign", ["paper": "\(paper.id)"], people.signer(of: paper, view.file))
      return ([sign] + moot(paper, view)).compactMap { $0 }
    }
  }

  /// Interest grows over an excess: what waited too long is counted again, and withdrawn where nothing is left of it.
  private func moot(_ paper: Papers.PaperState, _ view: CaseView) -> [OfficeDuty?] {
    let file = view.file
    guard file.seizure.releases[paper.id]?.ground == .excess, view.today > paper.draftedAt.day else { return [] }
    let handler = people.handler(of: file)
    if file.seizure.excess > .zero { return [duty("seizure.checkExcess", handler)] }
    return [duty("papers.withdraw", ["paper": "\(paper.id)", "reason": "已不超标的"], handler)]
  }

  /// Sealed papers that somebody has not received yet.
  private func services(_ view: CaseView) -> [OfficeDuty] {
    let papers = view.file.papers
    return notices(view)
      + papers.order.compactMap { papers.all[$0] }.filter { $0.sealed != nil }.flatMap { paper in
        Receivers.of(paper, view.file).compactMap { receiver -> OfficeDuty? in
          guard let person = ID<Person>(receiver), view.file.filing.party(person) != nil,
            !paper.served.contains(where: { $0.to == receiver })
          else { return nil }
          guard view.nature(person)?.reachable ?? true else { return nil }
          return duty(
            "papers.recordService", ["paper": "\(paper.id)", "to": "\(person)", "way": "direct", "on": "\(view.today)"],
            people.first(.clerk))
        }
      }
  }

  /// Whoever cannot be found is served by public notice: drafted, signed like any paper, published.
  private func notices(_ view: CaseView) -> [OfficeDuty] {
    let file = view.file
    let published = file.service.notices.filter { $0.value.publishedOn == nil && file.papers.all[$0.key]?.sealed != nil }
      .keys.sorted().compactMap { notice in
        duty("service.publish", ["notice": "\(notice)", "medium": "courtNetwork", "on": "\(view.today)"], people.first(.clerk))
      }
    let covered = Set(file.service.notices.values.flatMap(\.papers))
    let drafted = file.filing.parties.compactMap { party -> OfficeDuty? in
      guard !(view.nature(party.person)?.reachable ?? true) else { return nil }
      let waiting = file.unserved(on: party.person).filter { !covered.contains($0.id) }
      guard !waiting.isEmpty else { return nil }
      return duty(
        "service.draftNotice",
        [
          "to": "\(party.person)", "ground": "whereaboutsUnknown", "course": "多次查找未找到本人，住所无人居住。",
          "papers": .list(waiting.map { "\($0.id)" }),
        ], people.first(.clerk))
    }
    return published + drafted
  }

  // MARK: Units and money

  private func lateUnits(_ view: CaseView) -> [OfficeDuty] {
    view.late.compactMap {
      duty("partners.giveUp", ["request": "\($0)", "reason": "offline"], people.handler(of: view.file))
    }
  }

  private func payouts(_ view: CaseView) -> [OfficeDuty] {
    let account = view.account
    if let open = account.openPayouts.first {
      switch open.status {
      case .proposed:
        let supervisor = people.first(.moneySupervisor, otherThan: [open.proposedBy])
        return [duty("funds.supervisePayout", ["payout": "\(open.id)"], supervisor)].compactMap { $0 }
      case .supervised:
        let able = people.first(
          view.law.settings.approver(of: open.total), otherThan: [open.proposedBy, open.gates.passed[.supervision]])
        return [duty("funds.approvePayout", ["payout": "\(open.id)"], able)].compactMap { $0 }
      case .approved:
        let cashier = people.first(.cashier, otherThan: [open.proposedBy, open.gates.passed[.supervision], open.approvedBy])
        return [duty("funds.releasePayout", ["payout": "\(open.id)"], cashier)].compactMap { $0 }
      case .released:
        guard open.lineStatus.values.contains(.bounced) else { return [] }
        return [duty("funds.sendPayout", ["payout": "\(open.id)"], people.first(.cashier))].compactMap { $0 }
      case .returned, .settled: return []
      }
    }
    guard account.available > .zero else { return [] }
    return [duty("funds.proposePayout", people.handler(of: view.file))].compactMap { $0 }
  }

  // MARK: Search and control

  private func reports(_ view: CaseView) -> [OfficeDuty] {
    view.file.debtors.map(\.person).compactMap { debtor in
      guard let last = view.reportBy(debtor), view.file.search.reports[debtor] == nil,
        !view.file.search.defaulted.contains(debtor)
      else { return nil }
      if let nature = view.nature(debtor), nature.reports {
        guard view.today >= min(last, last - view.law.settings.reportDays + nature.hesitates) else { return nil }
        let found = view.file.search.foundList.filter { $0.debtor == debtor && $0.value > $0.exempt }.count
        let fields: [String: InputValue] = [
          "debtor": "\(debtor)", "text": "申报财产\(found)项，与查询结果相符。", "contradictions": "0",
        ]
        return duty("search.recordPropertyReport", fields, people.first(.clerk))
      }
      guard view.today > last else { return nil }
      return duty("search.defaultReport", ["debtor": "\(debtor)"], people.handler(of: view.file))
    }
  }

  private func searches(_ view: CaseView) -> [OfficeDuty] {
    guard !view.waitsForUnits, let last = view.file.search.rounds.last, let completed = last.completedOn else { return [] }
    let handler = people.handler(of: view.file)
    if !last.failed.isEmpty && view.today > completed { return [duty("search.retry", handler)].compactMap { $0 } }
    // A unit that failed, or a transfer that left a rest, is a reason to look again at once.
    let failed = view.file.seizure.measures.values.contains { $0.status == .failed && $0.from >= completed }
    let transferred = view.account.receipts.values.contains { $0.source == .transfer && $0.on >= completed }
    guard view.today - completed >= (failed || transferred ? 1 : OfficePolicy.searchEveryDays) else { return [] }
    return [duty("search.start", handler)].compactMap { $0 }
  }

  private func control(_ view: CaseView) -> [OfficeDuty] {
    let file = view.file
    let handler = people.handler(of: file)
    guard !view.waitsForUnits, let searched = file.search.rounds.last?.completedOn else { return [] }
    var duties: [OfficeDuty?] = []
    let ruled = file.seizure.signedRulings.compactMap(\.signedOn).max()
    let ruledSince = ruled.map { $0 >= searched } ?? false
    // An empty account is worth a ruling too: it catches what comes in later.
    let worthwhile = ruled == nil ? file.search.foundList : view.unheld
    if !worthwhile.isEmpty, !ruledSince, !view.drafted(.controlRuling), view.owed.open > file.seizure.secured {
      let kinds = Set(worthwhile.map(\.kind.rawValue)).sorted()
      duties.append(duty("seizure.draftRuling", ["kinds": .list(kinds.map { .text($0) })], handler))
    }
    // The debtor is given some days after the notice; what is frozen does not run away.
    let noticed = file.debtors.compactMap { view.noticed($0.person) }.min()
    if let noticed, view.today - noticed >= 3, view.owed.open > .zero {
      duties.append(duty("disposal.draftTransferRuling", handler))
    }
    return duties.compactMap { $0 }
  }

  // MARK: Pressure and endings

  private func pressure(_ view: CaseView) -> [OfficeDuty] {
    let file = view.file
    let handler = people.handler(of: file)
    var duties: [OfficeDuty?] = []
    for debtor in file.debtors.map(\.person) {
      guard let noticed = view.noticed(debtor), view.today - noticed >= OfficePolicy.graceDays else { continue }
      if file.sanctions.restricted[debtor] == nil && !view.drafted(.consumptionRestriction) {
        duties.append(duty("sanctions.draftRestriction", ["debtors": .list(["\(debtor)"])], handler))
      }
      if file.search.defaulted.contains(debtor) && file.sanctions.listings[debtor] == nil {
        duties.append(
          duty(
            "sanctions.proposeListing", ["debtor": "\(debtor)", "ground": "4", "evidence": "报告财产令已送达，逾期未报告。"], handler))
      }
      if !file.reception.interviews.contains(where: { $0.person == debtor }) || file.process.isOpen("interviewDebtor") {
        let nature = view.nature(debtor)
        let outcome: InterviewOutcome =
          nature?.reachable == false ? .notFound : nature?.pays == .never ? .appeared : .promisesPayment
        duties.append(
          duty(
            "reception.recordInterview",
            ["person": "\(debtor)", "outcome": .text(outcome.rawValue), "minutes": "就履行情况和财产状况进行约谈。"], handler))
      }
    }
    return duties.compactMap { $0 }
  }

  private static let endingItems: [String: InputValue] = [
    "clues": "notApplicable", "cluesNote": "申请执行人未提供线索。", "audit": "notApplicable", "auditNote": "未申请审计。",
    "reward": "notApplicable", "rewardNote": "未申请悬赏。",
  ]

  private func ending(_ view: CaseView) -> [OfficeDuty] {
    let file = view.file
    let handler = people.handler(of: file)
    guard let filed = file.filing.filedOn else { return [] }
    var duties: [OfficeDuty?] = []
    if file.search.investigationReportedOn == nil, view.today - filed >= OfficePolicy.investigationDays {
      let count = view.file.search.foundList.filter { $0.value > $0.exempt }.count
      duties.append(duty("search.reportInvestigation", ["text": "已查明财产\(count)项，调查结果告知申请执行人。"], handler))
    }
    if let ending = file.closing.ending {
      if ending.interviewedOn == nil && view.today > ending.proposedOn {
        duties.append(
          duty("closing.recordEndingInterview", ["minutes": "已向申请执行人说明情况和以后的查询安排。", "applicantSigned": "true"], handler))
      }
    } else if view.today - filed >= OfficePolicy.endingFromDays, !view.waitsForUnits, view.unheld.isEmpty {
      duties.append(
        file.closing.items.isEmpty
          ? duty("closing.answerItems", OfficePolicy.endingItems, people.first(.judge)) : duty("closing.proposeEnding", handler))
    }
    return duties.compactMap { $0 }
  }

  private func closing(_ view: CaseView) -> [OfficeDuty] {
    let file = view.file
    var duties: [OfficeDuty?] = []
    if let submitted = file.closing.submitted {
      duties.append(
        file.closing.reviewedBy == nil
          ? duty("closing.review", people.first(.trialManagement, otherThan: [submitted.by]))
          : duty("closing.approve", people.first(.bureauChief, otherThan: [submitted.by, file.closing.reviewedBy])))
    } else if view.account.openPayouts.isEmpty, file.papers.unsigned.isEmpty {
      let handler = people.handler(of: file)
      let left = Remaining.of(file, view.account)
      // A listing for a fixed term stands until its end, whatever was paid (R7.1); all else is cleared first.
      let ends = file.sanctions.liveListings.compactMap { file.sanctions.listings[$0]?.ends }.max()
      if left.isEmpty {
        duties.append(duty("closing.submit", handler))
      } else if let ends, left.count == 1, file.sanctions.liveListings.allSatisfy({ file.sanctions.listings[$0]?.ends != nil }) {
        duties.append(duty("closing.submit", ["justification": "失信期限至\(ends)，届满后删除。"], handler))
      }
    }
    return duties.compactMap { $0 }
  }

  private func resumption(_ view: CaseView) -> [OfficeDuty] {
    let closing = view.file.closing
    guard closing.closed?.way == .terminatedRound, !closing.resumptionProposed.isEmpty, closing.resumedBy == nil else {
      return []
    }
    return [duty("closing.resume", people.first(.endedTeam))].compactMap { $0 }
  }
}
