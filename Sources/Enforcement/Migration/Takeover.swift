import Basics
import EnforcementLaw

/// Brings one case of the earlier system into the state in which it would be had it lived here.
enum Takeover {
  static func take(_ taken: TakenCase, _ draft: inout Draft) throws(Refusal) {
    let id = draft.situation.ids.next(CaseFile.self)
    try checkPeople(taken, draft.situation)
    let parties = Intake.parties(of: taken.application, &draft)
    if let own = taken.ownNumber(draft.situation.court) {
      draft.add(
        .caseNumbers(draft.situation.court, taken.application.type, year: own.year),
        [SerialTakenOver(serial: own.serial, caseID: id)])
    }
    draft.add(.caseFile(id), [takenOver(taken, id, parties, draft.situation)])
    draft.add(.caseAccount(id), [AccountOpened(subAccount: SubAccount.number(of: id))])
    draft.add(.caseFile(id), clocks(taken, draft.situation))
    try measures(taken, id, parties, &draft)
    try money(taken, id, &draft)
    draft.add(.caseFile(id), try sanctions(taken, parties, draft.situation))
    papers(taken, id, &draft)
    draft.add(.caseFile(id), try OpenNodes.of(taken, draft.situation.caseFile(id), draft.situation.account(id), draft.situation))
  }

  private static func checkPeople(_ taken: TakenCase, _ situation: Situation) throws(Refusal) {
    let staff = situation.organisation.staff
    guard let handler = staff[taken.handler], !handler.roles.isDisjoint(with: [.officer, .judge]),
      let judge = staff[taken.judge], judge.roles.contains(.judge)
    else { throw .handlerMissing(taken.number) }
  }

  private static func takenOver(
    _ taken: TakenCase, _ id: ID<CaseFile>, _ parties: [CaseParty], _ situation: Situation
  ) -> CaseTakenOver {
    let application = taken.application
    let searches = taken.endedOn.map { RoundTermination.searchDays(terminated: $0) }
    let coming = searches?.value.filter { $0 >= situation.today } ?? []
    return CaseTakenOver(
      caseID: id, court: situation.court, docketRef: taken.ref, number: taken.number, related: taken.numbers,
      type: application.type, receivedOn: taken.receivedOn, filedOn: taken.filedOn, instrument: application.instrument,
      parties: parties, claims: application.claims, livelihood: application.livelihood,
      cause: application.cause.isEmpty ? nil : application.cause, earlierCase: application.earlierCase,
      resumes: Intake.resumed(application, situation)?.id, lane: taken.lane, handler: taken.handler, judge: taken.judge,
      assignedOn: taken.assignedOn, done: taken.done, endedOn: taken.endedOn,
      recovered: taken.past.filter { $0.kind == .applicant }.map(\.amount).boundedSum, researchOn: coming,
      reasons: coming.isEmpty ? nil : searches?.reasons)
  }

  private static func clocks(_ taken: TakenCase, _ situation: Situation) -> [any Event] {
    func approval(_ name: String) -> VaultRef? {
      name.isEmpty ? nil : situation.depository.deposit(VaultContent("text", ["text": name]))
    }
    return taken.periods.map {
      PeriodExcluded(kind: $0.kind, first: $0.first, last: $0.last, number: $0.paper, approval: approval($0.approver))
    }
      + taken.extensions.map {
        LimitExtended(
          months: $0.months, on: $0.on, number: $0.paper, approval: approval($0.approver),
          filedWithHighCourt: $0.filedWithHighCourt)
      }
  }

  private static func debtor(_ place: Int, _ parties: [CaseParty], _ taken: TakenCase) throws(Refusal) -> ID<Person> {
    guard parties.indices.contains(place), parties[place].role == .debtor else { throw .partyMissing(taken.number) }
    return parties[place].person
  }

  /// One whose last day has passed has lapsed (R3.2) and takes no rank.
  private static func measures(
    _ taken: TakenCase, _ id: ID<CaseFile>, _ parties: [CaseParty], _ draft: inout Draft
  ) throws(Refusal) {
    var brought: [MeasuresBrought.Brought] = []
    for measure in taken.measures {
      let situation = draft.situation
      try measure.item.check(situation)
      let debtor = try debtor(measure.party, parties, taken)
      let (property, vault) = measure.item.record(&draft)
      let lapsed = measure.rank == 1 && measure.until < situation.today
      let state = MeasuresBrought.Brought(
        measure: situation.ids.next(), property: property, kind: measure.item.kind, unit: measure.item.unit, debtor: debtor,
        number: measure.ruling, ruling: situation.ids.next(), months: months(measure), requested: measure.requested,
        amount: measure.held, status: lapsed ? .lapsed : measure.rank == 1 ? .effective : .queued, rank: measure.rank,
        from: measure.from, until: measure.until, vault: vault)
      brought.append(state)
      if !lapsed { draft.add(.property(property), [RankTaken(measure: state.measure, caseID: id, rank: measure.rank)]) }
    }
    if !brought.isEmpty { draft.add(.caseFile(id), [MeasuresBrought(measures: brought)]) }
  }

  /// The whole months that the ruling ordered: the last day is one before the anniversary, or the day itself (R3.2).
  private static func months(_ measure: TakenCase.Measure) -> Int {
    (1...36).first { measure.from.adding(months: $0) > measure.until } ?? 36
  }

  private static func money(_ taken: TakenCase, _ id: ID<CaseFile>, _ draft: inout Draft) throws(Refusal) {
    func sums(_ kind: TakenCase.Past.Kind) -> [CarriedSum] {
      taken.past.filter { $0.kind == kind }.map { CarriedSum(on: $0.on, amount: $0.amount) }
    }
    if !taken.past.isEmpty {
      let past = PastMoneyBrought(
        from: id, receipts: sums(.received), fees: sums(.fee), creditors: sums(.applicant).map(\.amount).boundedSum,
        surplus: sums(.surplus).map(\.amount).boundedSum)
      draft.add(.caseAccount(id), [past])
    }
    for held in taken.held {
      let situation = draft.situation
      let identity = held.identity.flatMap { situation.identities[$0] }
      if identity?.id != nil { throw .bankLineTaken(taken.number) }
      let payBy = EnforcementLaw.Payout.dueBy(notice: held.on, calendar: situation.law.calendar)
      let vault = situation.depository.deposit(VaultContent("bankLine", ["bankLine": held.bankLine]))
      let balance = BalanceBrought(
        receipt: situation.ids.next(), amount: held.amount, on: held.on, source: held.source,
        bankLineDigest: identity?.digest ?? "", vault: vault, payBy: payBy.value, reasons: payBy.reasons)
      draft.add(.caseAccount(id), [balance])
    }
  }

  private static func sanctions(
    _ taken: TakenCase, _ parties: [CaseParty], _ situation: Situation
  ) throws(Refusal) -> [any Event] {
    var events: [any Event] = []
    for restriction in taken.restrictions {
      let person = try debtor(restriction.party, parties, taken)
      events.append(
        RestrictionBrought(person: person, paper: situation.ids.next(), on: restriction.on, number: restriction.paper))
    }
    for listing in taken.listings {
      let person = try debtor(listing.party, parties, taken)
      events.append(
        ListingBrought(
          person: person, paper: situation.ids.next(), ground: listing.ground, decidedOn: listing.on, ends: listing.until,
          number: listing.paper))
    }
    return events
  }

  private static func papers(_ taken: TakenCase, _ id: ID<CaseFile>, _ draft: inout Draft) {
    guard !taken.papers.isEmpty else { return }
    let situation = draft.situation
    let attached = taken.papers.map {
      Attachment(
        file: $0.file, title: situation.depository.deposit(VaultContent("text", ["text": $0.title])), sha256: $0.file.digest,
        bytes: $0.bytes)
    }
    draft.add(.caseFile(id), [PapersAttached(papers: attached)])
  }
}

/// Nodes that are open in a case taken over, with clocks that run from the original days.
enum OpenNodes {
  static func of(
    _ taken: TakenCase, _ file: CaseFile, _ account: CaseAccount, _ situation: Situation
  ) throws(Refusal) -> [any Event] {
    var events: [NodeOpened?] = []
    func open(_ key: String, _ subject: String? = nil, from start: Day? = nil, due: Explained<Day>? = nil) {
      events.append(situation.process.takenOver(key, about: subject, from: start, due: due, situation))
    }
    if let endedOn = taken.endedOn {
      if !RoundTermination.searchDays(terminated: endedOn).value.filter({ $0 >= situation.today }).isEmpty {
        open("researchEach6Months", from: endedOn)
      }
    } else {
      open("caseLimit", due: try limit(file, taken.filedOn, situation))
      if file.filing.type == .first {
        if taken.done.notice == nil { open("issueEnforcementNotice", from: taken.receivedOn) }
        if taken.done.reportOrder == nil { open("orderPropertyReport", from: taken.receivedOn) }
      }
      if taken.done.search == nil { open("startNetworkSearch", from: taken.assignedOn) }
      if taken.done.investigation == nil { open("finishInvestigation", from: taken.filedOn) }
    }
    for measure in file.seizure.live where measure.status == .effective {
      let step = Reasons.Step(Phrase("控制措施届满日", "The measure's last day"), measure.until.description)
      open("renewMeasure", "\(measure.id)", due: Explained(measure.until, Reasons("R3.1 R3.2", steps: [step])))
    }
    for id in account.receiptOrder {
      guard let receipt = account.receipts[id] else { continue }
      open("payWithin30", "\(id)", from: receipt.on)
    }
    return events.compactMap { $0 }
  }

  private static func limit(_ file: CaseFile, _ filed: Day, _ situation: Situation) throws(Refusal) -> Explained<Day> {
    do throws(LawRefusal) {
      let dates = try file.term.limit(filed: filed, today: situation.today, law: situation.law)
      return Explained(dates.value.caseLimit, dates.reasons)
    } catch {
      throw .law(error)
    }
  }
}
