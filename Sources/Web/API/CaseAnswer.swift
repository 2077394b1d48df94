import Basics
import Casework
import Enforcement
import EnforcementLaw

/// A case as the API tells it: what the case page shows, now or at the end of a day.
struct CaseAnswer: Sendable {
  let file: CaseFile
  let account: CaseAccount
  let situation: Situation
  let history: [RecordedEvent]
  let people: People
  let particulars: [VaultRef: VaultContent]
  /// What people wrote, where the reader may read it.
  let words: [VaultRef: String]
  let asOf: Day?

  static func load(_ id: ID<CaseFile>, on day: Day?, _ services: CourtServices, _ actor: Actor) async throws -> CaseAnswer {
    let situation = try await services.desk.look(at: id, actor: actor, court: services.court)
    var file = situation.caseFile(id)
    guard file.exists else { throw PageProblem.noSuchCase }
    var account = situation.account(id)
    var history = try await services.reads.history(id)
    if let day {
      let then = CaseOnDay(history, day)
      guard then.file.exists else { throw PageProblem.noSuchCase }
      (file, account, history) = (then.file, then.account, then.history)
    }
    let people = try await People.load(file.filing.parties.map(\.person), services, masked: !actor.seesNames)
    let refs = file.filing.parties.map(\.vault) + file.search.foundList.map(\.vault)
    let written = history.flatMap(\.event.words) + file.attachments.map(\.title)
    let words = actor.seesNames ? try await services.vault.open(written) : [:]
    return CaseAnswer(
      file: file, account: account, situation: situation, history: history, people: people,
      particulars: try await services.vault.open(refs), words: words.compactMapValues { $0.fields["text"] }, asOf: day)
  }

  /// A thing of the case, with the whole case beside it for names and history.
  struct Of<Thing: Sendable>: Sendable {
    let it: Thing
    let by: CaseAnswer
  }
  func each<Thing>(_ things: [Thing]) -> [Of<Thing>] { things.map { Of(it: $0, by: self) } }

  var status: CaseStatus {
    if file.filing.refused { return .refused }
    return file.isClosed ? .closed : file.isFiled ? .open : .received
  }
  var countedOn: Day { asOf ?? situation.today }
  /// What is owed at the end of ``countedOn``; nil before filing, and where a rate is missing.
  var owed: Owed? {
    guard file.isFiled else { return nil }
    return try? CaseDebt.division(file, account, on: countedOn, law: situation.law).owed.value
  }
  func name(_ person: ID<Person>?) -> String? { person.map { people.person($0) } }
  func masked(_ kind: Masking.Kind, _ field: String, _ vault: VaultRef) -> String? {
    guard let text = particulars[vault]?.fields[field], !text.isEmpty else { return nil }
    return Masking.mask(kind, text, settings: situation.law.settings).value
  }
  func written(_ of: (any Event) -> Bool) -> String? {
    history.last { of($0.event) }?.event.words.compactMap { words[$0] }.first
  }
  func reasons(_ of: (any Event) -> [Reasons]?) -> [Reasons] {
    for recorded in history {
      if let reasons = of(recorded.event) { return reasons }
    }
    return []
  }

  static let shape = Shape<CaseAnswer>.object(
    [
      .id("id") { $0.file.id }, .count("version") { $0.situation.version(.caseFile($0.file.id)) },
      .maybe("number") { $0.file.number }, .text("court") { $0.file.court.text }, .word("type") { $0.file.filing.type },
      .word("status") { $0.status }, .day("asOf") { $0.asOf }, .maybe("cause") { $0.file.filing.cause },
      .maybe("earlierCase") { $0.file.filing.earlierCase }, .id("resumes") { $0.file.filing.resumes },
      .id("resumedBy") { $0.file.closing.resumedBy }, .list("related", Shapes.text) { $0.file.filing.related },
      .maybe("docketRef") { $0.file.filing.docketRef }, .day("receivedOn") { $0.file.filing.receivedOn },
      .day("filedOn") { $0.file.filing.filedOn }, .flag("livelihood") { $0.file.filing.livelihood },
      .flag("limitationRisk") { $0.file.filing.limitationRisk }, .part("instrument", instrument) { $0.file.filing.instrument },
      .word("lane") { $0.file.triage.lane }, .id("handler") { $0.file.triage.handler },
      .maybe("handlerName") { answer in answer.file.triage.handler.map { answer.people.member($0) } },
      .id("judge") { $0.file.triage.judge }, .maybe("closed") { $0.file.closing.closed?.way.rawValue },
      .day("closedOn") { $0.file.closing.closed?.on },
    ] + moneyMembers + caseMembers + talkMembers)

  private static let moneyMembers: [Member<CaseAnswer>] = [
    .sum("claimed") { $0.file.filing.claimed }, .sum("received") { $0.account.received },
    .sum("receivedBefore") { $0.account.earlier?.received ?? .zero }, .sum("paidOut") { $0.account.paidOut },
    .sum("balance") { $0.account.onAccount }, .sum("onTheWay") { $0.account.onTheWay },
    .maybe("subAccount") { $0.account.subAccount },
    .list("claims", claim) { $0.file.filing.claims },
    .part("owed", owedShape) { answer in answer.owed.map { Of(it: $0, by: answer) } },
    .list("receipts", receipt) { answer in answer.each(answer.account.receiptOrder.compactMap { answer.account.receipts[$0] }) },
    .list("payouts", payout) { answer in answer.each(answer.account.payoutOrder.compactMap { answer.account.payouts[$0] }) },
  ]

  private static let caseMembers: [Member<CaseAnswer>] = [
    .list("parties", party) { $0.each($0.file.filing.parties) },
    .list("searches", search) { $0.file.search.rounds },
    .list("property", found) { $0.each($0.file.search.foundList) },
    .list("measures", measure) { answer in answer.each(answer.file.seizure.order.compactMap { answer.file.seizure.measures[$0] })
    },
    .list("transfers", transfer) { answer in answer.file.disposal.order.compactMap { answer.file.disposal.transfers[$0] } },
    .list("restrictions", restriction) { answer in
      answer.each(answer.file.sanctions.restricted.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }.map(Restricted.init))
    },
    .list("listings", listing) { answer in
      answer.each(answer.file.sanctions.listings.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }.map(Listed.init))
    },
    .list("interviews", interview) { $0.each($0.file.reception.interviews) },
    .list("tasks", task) { $0.each($0.file.reception.tasks.values.sorted { $0.id < $1.id }) },
    .list("papers", paper) { answer in answer.each(answer.file.papers.order.compactMap { answer.file.papers.all[$0] }) },
    .list("nodes", node) {
      $0.each($0.file.process.open.values.sorted { ($0.due ?? .latest, $0.id) < ($1.due ?? .latest, $1.id) })
    },
    .list("directPayments", directPayment) { answer in answer.each(answer.file.performance.directList) },
    .list("settlements", settlement) { answer in answer.each(answer.file.performance.settlements) },
    .list("duties", duty) { answer in answer.each(answer.file.performance.duties) },
    .list("debtorShares", debtorShare) { answer in answer.each(answer.debtorShares) },
    .part("limit", limit) { answer in answer.file.isFiled ? answer : nil },
    .list("ending", check) { answer in
      answer.history.lazy.compactMap { ($0.event as? EndingProposed)?.checks }.reversed().first ?? []
    },
  ]
}
