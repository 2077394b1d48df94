import Basics
import EnforcementLaw

/// How an application becomes a case: shared by the counter, the docket and resumption.
enum Intake {
  /// Streams of the persons already known by their ID numbers.
  static func persons(_ applications: [Application], _ situation: Situation) -> [StreamID] {
    let ids = applications.flatMap(\.parties).compactMap(\.identity).compactMap { situation.identities[$0]?.id }
    return Set(ids).sorted().map { .person(ID(raw: $0)) }
  }

  /// What is known of these persons: an application adds to it.
  static func particulars(_ applications: [Application], _ situation: Situation) -> [VaultRef] {
    persons(applications, situation).compactMap { (situation.state($0) as Person).vault }
  }

  /// The stored cases that these applications resume, each with the rounds that resumed it before.
  static func earlier(_ applications: [Application], _ situation: Situation) -> [StreamID] {
    let named = Set(applications.compactMap(\.earlierCase).compactMap { situation.findings.caseNumbers[$0] }).sorted()
    return named.flatMap { Resumption.rounds(from: $0, situation) }.map { .caseFile($0) }
  }
  /// What filing those of them that go on needs beside them.
  static func taken(_ applications: [Application], _ situation: Situation) -> [StreamID] {
    applications.compactMap { resumed($0, situation)?.id }.flatMap { Resumption.reads($0, situation) }
  }

  /// Adds persons and the application; returns the new case's id.
  static func receive(_ application: Application, _ draft: inout Draft) throws(Refusal) -> ID<CaseFile> {
    let situation = draft.situation
    let received = application.receivedOn ?? situation.today
    // Found when the fields were read; here the day of the decision counts.
    if let fault = application.faults(on: situation.today).first {
      throw Refusal(fault.code, field: fault.field, fault.message, citations: fault.citations)
    }
    let id = situation.ids.next(CaseFile.self)
    let parties = parties(of: application, &draft)
    let kept = NameKept.of(application, parties, known: situation, draft.situation)
    draft.add(
      .caseFile(id),
      [
        ApplicationReceived(
          caseID: id, court: situation.court, type: application.type, receivedOn: received, via: application.via,
          docketRef: application.docketRef, instrument: application.instrument, parties: parties, claims: application.claims,
          livelihood: application.livelihood, resumes: resumed(application, situation)?.id,
          cause: application.cause.isEmpty ? nil : application.cause, earlierCase: application.earlierCase,
          claimBasis: application.claimBasis)
      ])
    draft.add(.caseFile(id), kept)
    return id
  }

  /// Records who the parties are.
  static func parties(of application: Application, _ draft: inout Draft) -> [CaseParty] {
    var parties: [CaseParty] = []
    var here: [IdentityKey: ID<Person>] = [:]
    for party in application.parties {
      let (person, vault) = record(party, known: party.identity.flatMap { here[$0] }, &draft)
      if let key = party.identity { here[key] = person }
      Payee.record(party.vault, of: person, &draft)
      parties.append(
        CaseParty(person: person, role: party.role, kind: party.kind, vault: vault, confirmedAddress: party.confirmedAddress))
    }
    return parties
  }

  /// The ended round of this court that the application names, or the last one that resumed it: what it recovered and holds goes on. A
  /// case of another court, or a matter that is no ended round, is named and no more.
  static func resumed(_ application: Application, _ situation: Situation) -> CaseFile? {
    guard let named = application.earlierCase.flatMap({ situation.findings.caseNumbers[$0] }) else { return nil }
    guard let last = Resumption.rounds(from: named, situation).last else { return nil }
    let earlier = situation.caseFile(last)
    return earlier.closing.closed?.way == .terminatedRound || earlier.mayBeAppliedForAgain ? earlier : nil
  }

  /// A person known by the ID number gets a new version of the entry where the application says something new; anyone else is new.
  static func record(_ party: Application.Party, known: ID<Person>?, _ draft: inout Draft) -> (ID<Person>, VaultRef) {
    let situation = draft.situation
    let identity = party.identity.flatMap { situation.identities[$0] }
    let existing = known ?? draft.person(digest: identity?.digest) ?? identity?.id.map { ID<Person>(raw: $0) }
    if let existing {
      let entry = situation.person(existing).vault
      let known = Particulars(entry.flatMap { situation.depository.content($0) }?.fields ?? [:])
      // Somebody known by an identity number keeps his name in every case: another one is put right by a correction, not typed over.
      var typed = party.vault
      if known.fields["name"]?.isEmpty == false { typed["name"] = nil }
      let now = known.adding(typed)
      if let entry, now == known { return (existing, entry) }
      let vault = situation.depository.deposit(VaultContent(Person.vaultKind, now.fields), newVersionOf: entry)
      draft.add(.person(existing), [PersonUpdated(changed: now.changed(since: known), vault: vault)])
      return (existing, vault)
    }
    let person = situation.ids.next(Person.self)
    let vault = situation.depository.deposit(
      VaultContent(Person.vaultKind, Particulars([:]).adding(party.vault).fields))
    let minorUntil = party.adultOn.flatMap { $0 > situation.today ? $0 : nil }
    draft.add(
      .person(person),
      [
        PersonRecorded(
          kind: party.kind, idKind: party.idNumber.isEmpty ? "" : party.idKind.rawValue, idDigest: identity?.digest ?? "",
          vault: vault, adultOn: minorUntil)
      ])
    return (person, vault)
  }

  /// Number, money account, lane and handler; a resumption takes the ended round over.
  static func file(_ file: CaseFile, related: [String], _ draft: inout Draft) throws(Refusal) {
    let situation = draft.situation
    let ended = file.filing.resumes.map { situation.caseFile($0) }
    if let ended { try Resumption.check(ended, situation.account(ended.id), goingOnIn: file) }
    let numbers = StreamID.caseNumbers(file.court, file.filing.type, year: situation.today.year)
    let counter: CaseNumbers = situation.state(numbers)
    let serial = counter.last + 1
    let number = "(\(situation.today.year))\(file.court.text)\(file.filing.type.rawValue)\(serial)号"
    draft.add(numbers, [SerialTaken(serial: serial, caseID: file.id)])
    let late = try late(file, situation)
    draft.add(.caseAccount(file.id), [AccountOpened(subAccount: SubAccount.number(of: file.id))])
    let lane = situation.triage.lane(for: file)
    let others = related + (ended.map { [$0.number] } ?? []).filter { !related.contains($0) }
    let filed = CaseFiled(
      number: number, filedOn: situation.today, limitationRisk: late != nil, related: others, limitation: late)
    draft.add(.caseFile(file.id), [filed, LaneAssigned(lane: lane.lane, reasons: lane.reasons)])
    draft.add(.caseFile(file.id), [try Assignment.choose(for: draft.situation.caseFile(file.id), draft)])
    if let ended { Resumption.takeOver(from: ended, by: file.id, &draft) }
  }

  /// Files a case of a docket; one whose ended round is not settled yet waits for its number, with the reason.
  static func fileOrWait(_ file: CaseFile, related: [String], _ draft: inout Draft) throws(Refusal) {
    if let ended = file.filing.resumes.map({ draft.situation.caseFile($0) }) {
      do throws(Refusal) {
        try Resumption.check(ended, draft.situation.account(ended.id), goingOnIn: file)
      } catch {
        let remedy = error.remedy.map { [Reasons.Step($0, "")] } ?? []
        let reasons = Reasons(
          "R1.3", steps: [Reasons.Step(error.message, error.code)] + remedy, citations: [RoundTermination.resumption])
        draft.add(.caseFile(file.id), [FilingWaits(earlier: ended.id, code: error.code, reasons: reasons)])
        return
      }
    }
    try Intake.file(file, related: related, &draft)
  }

  /// R1.8: why the application is late, nil where it is in time. Noted, never a ground for refusing of the court's own motion.
  /// Resuming an ended round is bound by no period (民诉法解释 517).
  /// After a withdrawal the period runs anew (民诉法解释 518), after a settlement from the last day agreed (466).
  private static func late(_ file: CaseFile, _ situation: Situation) throws(Refusal) -> Reasons? {
    guard let instrument = file.filing.instrument else { return nil }
    let ended = file.filing.resumes.map { situation.caseFile($0) }.flatMap { $0.closing.final?.ruledOn == nil ? nil : $0 }
    guard file.filing.type != .resumed || ended != nil else { return nil }
    let start =
      ended?.limitationStarts ?? instrument.lastPerformanceDay.map(Limitation.Start.performancePeriodEnds)
      ?? .effective(instrument.on)
    do throws(LawRefusal) {
      let risk = try Limitation.isAtRisk(
        applied: file.filing.receivedOn, start: start, calendar: situation.law.calendar)
      return risk.value ? risk.reasons : nil
    } catch {
      throw .law(error)
    }
  }
}

extension CaseFile {
  /// From when the period runs anew: the day on which the enforcement ended, or the last day of the settlement on which it did.
  fileprivate var limitationStarts: Limitation.Start? {
    if closing.final?.cause == .longSettlement, let agreed = performance.settlement { return .instalments(last: agreed.lastDue) }
    return closing.closed.map { .effective($0.on) }
  }
}
