import Basics
import EnforcementLaw

/// The conditions of R8.3 as they stand in this case: the law library's list, each with what the file shows for it.
enum EndingChecklist {
  /// What comes after the proposal, and is asked for at the signature.
  private static let later: Set<String> = ["applicantHeard", "confirmed", "ruling"]

  static func checks(_ file: CaseFile, _ situation: Situation) -> [EndingProposed.Check] {
    let shown = EndingFacts(file, situation)
    let list = RoundTermination.checklist(shown.evidence, today: situation.today, settings: situation.settings).value
    let lawful = list.checks.filter { !later.contains($0.key) }.map { check in
      let told = shown.counts[check.key] ?? check.evidence
      return EndingProposed.Check(
        key: check.key, passed: check.passed, evidence: check.what + Phrase("：", ": ") + told)
    }
    return lawful + shown.own
  }

  /// The first day on which the round may end (R8.3).
  static func earliest(_ file: CaseFile, _ situation: Situation) -> Explained<Day> {
    RoundTermination.earliest(filed: file.filing.filedOn ?? situation.today)
  }
}

/// What a case shows for the conditions of an ending.
private struct EndingFacts {
  let evidence: TerminationEvidence
  /// Counts, where they say more than the paper that proves a condition.
  let counts: [String: Phrase]
  /// Conditions of this court's own beside the law's.
  let own: [EndingProposed.Check]

  init(_ file: CaseFile, _ situation: Situation) {
    let filed = file.filing.filedOn ?? situation.today
    var facts = TerminationEvidence(filed: filed)
    var counts: [String: Phrase] = [:]
    let debtors = file.debtors.map(\.person)
    func shown(_ key: String, _ people: [ID<Person>], _ zh: String, _ en: String) -> Proof? {
      counts[key] = Phrase("\(zh) \(people.count)/\(debtors.count) 名", "\(en) \(people.count) of \(debtors.count)")
      return people.count == debtors.count ? Proof(Phrase(zh, en), situation.today) : nil
    }
    // A resumed case rests on the notice and the report of the round before it.
    if file.filing.type == .resumed {
      let before = Proof(Phrase("前案已办理", "Done in the case before"), filed)
      (facts.enforcementNotice, facts.reportOrder, facts.reportVerified) = (before, before, before)
    } else {
      // What the tables of an earlier system say was done there.
      let done = file.takenOver?.done ?? StepsDone()
      facts.enforcementNotice = shown(
        "enforcementNotice", debtors.filter { done.notice != nil || file.papers.isServed(.enforcementNotice, on: $0) }, "执行通知书送达",
        "Served on")
      facts.reportOrder = shown(
        "reportOrder", debtors.filter { done.reportOrder != nil || file.papers.isServed(.propertyReportOrder, on: $0) },
        "报告财产令送达",
        "Served on")
      facts.reportVerified = shown(
        "reportVerified", debtors.filter { file.search.reports[$0] != nil || file.search.defaulted.contains($0) },
        "财产报告已收到或认定未报告", "Report received or default recorded for")
    }
    let defaulted = debtors.filter { file.search.defaulted.contains($0) }
    let undecided = defaulted.filter { file.sanctions.listings[$0]?.decidedOn == nil }
    if !defaulted.isEmpty {
      facts.reportFault = .late
      facts.listingGroundHolds = true
      counts["reportSanction"] = Phrase("具备失信情形而未决定的 \(undecided.count) 名", "\(undecided.count) with a ground not decided")
      counts["listing"] = counts["reportSanction"]
      if undecided.isEmpty {
        facts.listing = Proof(Phrase("纳入失信名单决定", "Listing decided"), situation.today)
        facts.reportSanction = facts.listing
      }
    }
    facts.consumptionOrder = shown(
      "consumptionOrder", debtors.filter { file.sanctions.restricted[$0] != nil }, "限制消费令", "Restricted")
    facts.debtorMissing = true
    let met = Set(file.reception.interviews.map(\.person))
    facts.lookedFor = shown("debtorLookedFor", debtors.filter { met.contains($0) }, "已约谈或查找", "Interviewed or looked for")
    EndingFacts.searches(file, situation, &facts, &counts)
    EndingFacts.items(file, &facts, &counts)
    let disposable = file.disposable
    facts.properties = disposable.map { TerminationEvidence.Property($0.kind.name.zh, .disposable, proof: nil) }
    counts["property"] = Phrase("可处置财产 \(disposable.count) 项", "\(disposable.count) things could be disposed of")
    let earliest = RoundTermination.earliest(filed: filed).value
    counts["threeMonths"] = Phrase("立案 \(filed)，最早 \(earliest)", "Filed \(filed); earliest \(earliest)")
    evidence = facts
    self.counts = counts
    own = EndingFacts.own(file)
  }

  /// The last round, complete and without a failure, speaks for each kind of unit that there is.
  private static func searches(
    _ file: CaseFile, _ situation: Situation, _ facts: inout TerminationEvidence, _ counts: inout [String: Phrase]
  ) {
    let last = file.search.rounds.last
    let failed = last?.failed.count ?? 0
    let on = last?.completedOn
    for kind in TerminationEvidence.NetworkKind.allCases {
      let units = situation.units.filter { $0.kind == kind.keeper && $0.channel == .online }
      let asked = units.filter { last?.units.contains($0.key) ?? false }
      if let on, failed == 0, !units.isEmpty, asked.count == units.count {
        facts.networkSearches[kind] = Proof(
          Phrase("第\(last?.number ?? 0)轮网络查询", "round \(last?.number ?? 0) of the network search"), on)
      } else {
        counts["network.\(kind.rawValue)"] =
          asked.count < units.count || units.isEmpty
          ? Phrase("\(asked.count)/\(units.count) 家单位已查询", "\(asked.count) of \(units.count) units asked")
          : Phrase(
            "最近一轮\(on == nil ? "未完成" : "失败 \(failed) 项")", on == nil ? "the last round is not complete" : "\(failed) failed")
      }
    }
  }

  /// What the judge answered; nothing recorded is nothing done.
  private static func items(
    _ file: CaseFile, _ facts: inout TerminationEvidence, _ counts: inout [String: Phrase]
  ) {
    for item in EndingItem.allCases {
      let answered = file.closing.items[item]
      let done = answered?.answer == .done
      let needed = answered?.answer != .notApplicable
      let proof = done ? answered.map { Proof(EndingItem.Answer.done.name, $0.on) } : nil
      switch item {
      case .clues: (facts.clues, facts.cluesChecked) = (needed ? 1 : 0, done ? 1 : 0)
      case .audit: (facts.auditAsked, facts.audit) = (needed, proof)
      case .reward: (facts.rewardAsked, facts.reward) = (needed, proof)
      }
      counts[item.rawValue] =
        answered.map { $0.answer.name + Phrase("（\($0.on)）", " (\($0.on))") } ?? Phrase("法官尚未登记", "not yet recorded by the judge")
    }
  }

  private static func own(_ file: CaseFile) -> [EndingProposed.Check] {
    let told = file.search.investigationReportedOn
    return [
      EndingProposed.Check(
        key: "investigationReported", passed: told != nil,
        evidence: Phrase(
          "财产调查结果告知 \(told?.description ?? "尚未")", "Applicant told of the investigation: \(told?.description ?? "not yet")"))
    ]
  }
}

extension TerminationEvidence.NetworkKind {
  /// Which units are asked for it.
  fileprivate var keeper: PartnerUnit.Kind {
    switch self {
    case .deposits: .bank
    case .vehicles: .vehicle
    case .realEstate: .realEstate
    case .securities: .securities
    }
  }
}
