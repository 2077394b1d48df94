import Basics
import Casework
import City
import Enforcement
import EnforcementLaw

/// What stories do again and again, and what they rest on.
extension Scenario {
  /// A fact that the story turns on; where it fails, the story stops with it.
  func hold(_ holds: Bool, _ fact: String) throws {
    if !holds { throw ScenarioFailure("\(clock.now.minuteText): \(fact)") }
  }
  func equal<Value: Equatable>(_ found: Value, _ expected: Value, _ fact: String) throws {
    try hold(found == expected, "\(fact): \(found), not \(expected)")
  }

  /// When the first event of this type happened in the current case.
  func moment<Wanted: Event>(_ type: Wanted.Type, where fits: (Wanted) -> Bool = { _ in true }) async throws -> Instant {
    let id = try caseID
    let own = [StreamID.caseFile(id), .caseAccount(id)]
    let found = try await events().first { own.contains($0.meta.stream) && ($0.event as? Wanted).map(fits) ?? false }
    guard let found else { throw ScenarioFailure("no \(type.name) in the case") }
    return found.meta.at
  }
  /// The first draft of this kind that waits for signature.
  func draft(_ kind: PaperKind) async throws -> ID<Paper> {
    guard let paper = try await file.papers.unsigned.first(where: { $0.kind == kind }) else {
      throw ScenarioFailure("no draft of \(kind.title.zh)")
    }
    return paper.id
  }

  /// The clerk registers the docket's application, the filing judge files it after so many hours.
  func applies(_ ref: String, filedAfterHours hours: Int = 2) async throws {
    try await person(.filingClerk).does("filing.submit", try application(ref))
    try await advance(minutes: hours * 60)
    try await person(.filingJudge).does("filing.file")
  }

  /// The opening papers are signed; the applicant is told by message.
  func opensCase() async throws {
    let handler = try await handler
    if try await file.papers.unsigned.contains(where: { $0.kind == .acceptanceNotice }) {
      try await person(.filingJudge).signs(.acceptanceNotice)
    }
    for kind in [PaperKind.enforcementNotice, .propertyReportOrder] {
      while try await file.papers.unsigned.contains(where: { $0.kind == kind }) { try await handler.signs(kind) }
    }
  }
  func servesDebtors() async throws {
    let debtors = try await file.debtors
    try await person(.clerk).serves(.enforcementNotice, on: debtors)
    try await person(.clerk).serves(.propertyReportOrder, on: debtors)
  }

  /// The handler proposes, three people let it through, the bank pays.
  func paysOut() async throws {
    try await statesAccounts()
    try await handler.does("funds.proposePayout")
    try await advance(minutes: 20)
    guard let payout = try await account.openPayouts.first else { throw ScenarioFailure("no payout is proposed") }
    try equal(
      try await handler.refusal("funds.approvePayout", ["payout": "\(payout.id)"]), "notYourRole", "the handler may not approve")
    try await passesGates(payout)
    try await advance(minutes: 5)
  }

  /// Supervision, approval and release, by three people; the sum decides whose limit approves.
  func passesGates(_ payout: CaseAccount.PayoutState) async throws {
    let fields: [String: InputValue] = ["payout": "\(payout.id)"]
    try await person(.moneySupervisor).does("funds.supervisePayout", fields)
    try await advance(minutes: 10)
    try await person(configuration.books.law.settings.approver(of: payout.total)).does("funds.approvePayout", fields)
    try await advance(minutes: 10)
    try await person(.cashier).does("funds.releasePayout", fields)
  }

  /// Every party that money may go to and that has stated no account yet states one, at a bank outside the city.
  func statesAccounts() async throws {
    for party in try await file.filing.parties {
      let history = try await store.load([.person(party.person)])[.person(party.person)] ?? []
      if history.contains(where: { $0.event is PayeeRecorded }) { continue }
      let name = try await store.open([party.vault])[party.vault]?.fields["name"] ?? ""
      try await person(.clerk).does(
        "funds.recordPayee",
        [
          "person": "\(party.person)", "payeeName": .text(name),
          "payeeAccount": .text(cardNumber(party.person)),
          "payeeBank": "外地示例银行",
        ])
    }
  }

  /// A card of sixteen digits, the last of them a check digit.
  private func cardNumber(_ person: ID<Person>) -> String {
    let digits = String(person.raw % 100_000_000_000)
    let front = "6228" + String(repeating: "0", count: 11 - digits.count) + digits
    return front + "\(BankCard.checkDigit(of: front.compactMap(\.wholeNumberValue)))"
  }

  /// The clerk hands over whatever was sealed in this case and has not reached its receivers yet.
  func servesRest() async throws {
    let file = try await file
    for key in file.service.list.filter(\.status.isOpen).map(\.key) {
      // Who was a party by mistake waits for nothing any more.
      guard let paper = file.papers.all[key.paper], Receivers.of(paper, file).contains("\(key.to)") else { continue }
      try await person(.clerk).does(
        "papers.recordService", ["paper": "\(key.paper)", "to": "\(key.to)", "way": "direct", "on": "\(clock.now.day)"])
    }
  }

  /// A week after the end the file is put together and the archive takes it; the number on the shelf follows the case's.
  func archives() async throws {
    try await servesRest()
    try await advance(days: 7)
    try await person(.clerk).does("archive.compile")
    let file = try await file
    let digits = file.number.unicodeScalars.map { ("0"..."9").contains($0) ? Character($0) : "-" }
    let shelf = String(digits).split(separator: "-").joined(separator: "-")
    try await person(.archivist).does(
      "archive.take", ["shelfmark": .text("ZX\(file.filing.type == .resumed ? "H" : "")-\(shelf)")])
  }

  /// The bureau chief publishes the weekly bulletins that wait.
  func publishesBulletins() async throws {
    let all: MoneyBulletins = try await desk.state(.moneyBulletins(configuration.court))
    for bulletin in all.bulletins where bulletin.approvedBy == nil {
      try await person(.bureauChief).does("funds.approveBulletin", ["number": "\(bulletin.drafted.number)"])
    }
  }

  /// Submission, review and approval by three people; by then everything sealed is served.
  func closes() async throws {
    try await servesRest()
    try await handler.does("closing.submit")
    try await advance(minutes: 30)
    try await person(.trialManagement).does("closing.review")
    try await advance(minutes: 30)
    try await person(.bureauChief).does("closing.approve")
    if try await file.papers.unsigned.contains(where: { $0.kind == .closingNotice }) {
      try await anotherJudge().signs(.closingNotice)
    }
    try await person(.clerk).serves(.closingNotice, on: try await file.filing.parties)
  }

  /// What every case that ends well leaves behind: accounts at zero, no measure, no restriction, papers sealed, approved by another.
  func endsWell() async throws {
    let (file, account) = (try await file, try await account)
    try equal(account.balance, .zero, "the case account's balance")
    let paid = account.paid(.applicant) + account.paid(.fee) + account.paid(.surplus)
    try equal(paid, account.received, "what was paid out of what came in")
    let atBank = await city.balance(of: account.subAccount)
    try equal(atBank, .zero, "the sub-account at the bank")
    try hold(file.seizure.live.isEmpty, "a measure is left")
    try hold(file.sanctions.liveRestrictions.isEmpty, "a restriction is left")
    try hold(file.sanctions.liveListings.isEmpty, "a listing is left")
    try hold(file.closing.closed?.way == .fullyEnforced, "not closed as fully enforced")
    try equal(file.closing.closed?.recovered, account.reachedApplicants, "what the closing says was recovered")
    try hold(rejected.isEmpty, "answers were refused: \(rejected)")
    for paper in file.papers.order.compactMap({ file.papers.all[$0] }) where paper.stage != .withdrawn {
      guard let sealed = paper.sealed else { throw ScenarioFailure("\(paper.kind.title.zh) is not sealed") }
      try hold(try await papers.fetch(sealed.file) != nil, "\(paper.kind.title.zh) is not kept")
    }
  }

  /// The case's judge, who does not handle it: whoever drafted may not approve.
  func anotherJudge() async throws -> ScenarioPerson {
    let triage = try await file.triage
    guard triage.judge != triage.handler,
      let judge = notebook.withLock({ $0.everybody.first { $0.actor.staff != nil && $0.actor.staff == triage.judge } })
    else { throw ScenarioFailure("there is no second judge") }
    return judge
  }
  /// Signs every draft that releases, lifts or removes.
  func signsWhatLifts() async throws {
    for kind in [PaperKind.releaseRuling, .consumptionLift, .listingRemoval] {
      while try await file.papers.unsigned.contains(where: { $0.kind == kind }) {
        try await (kind == .releaseRuling ? anotherJudge() : person(.president)).signs(kind)
      }
    }
  }

  /// Units are quick, as banks on the network are: some seconds.
  func unitsAnswerWithin(seconds: Int64) async throws {
    try await city.set(UnitFaults(delayMsMin: 4_000, delayMsMax: seconds * 1_000))
  }
}
