import Basics
import Casework
import Enforcement
import EnforcementLaw
import Ledger
import TestSupport
import Testing

/// Several creditors of one debtor in a court in memory: the leading case has the money.
final class DistributionCourt {
  let court: RuleCourt
  let officer: Actor
  let judge: Actor
  /// The judge of the case that leads; he does not handle it.
  let signer: Actor
  private let judges: [Actor]
  let clerk: Actor
  let supervisor: Actor
  let president: Actor
  let cashier: Actor
  let cases: [ID<CaseFile>]
  var lead: ID<CaseFile> { cases[0] }
  private var serial = 0

  /// `claims`: the principal of each case; the first leads and receives `proceeds`.
  init(claims: [Money], proceeds: Money, debtor: Person.Kind = .natural, seed: UInt64 = 1) async throws {
    let start = try #require(Day(2025, 3, 3))
    court = try RuleCourt(at: Instant(start, hour: 9), seed: seed)
    officer = try await court.staff("执行员", [.officer])
    judge = try await court.staff("法官", [.judge])
    let other = try await court.staff("另一法官", [.judge])
    clerk = try await court.staff("书记员", [.clerk, .assistant])
    supervisor = try await court.staff("监管", [.moneySupervisor])
    president = try await court.staff("院长", [.president])
    cashier = try await court.staff("出纳", [.cashier])
    var filed: [ID<CaseFile>] = []
    for (index, claim) in claims.enumerated() {
      filed.append(try await DistributionCourt.file(court, "案\(seed)-\(index)", claim, debtor))
    }
    cases = filed
    let assigned = try await court.look(at: filed[0]).caseFile(filed[0]).triage
    signer = assigned.judge == judge.staff ? judge : other
    judges = [judge, other]
    try await does(
      "funds.bookReceipt", ["amount": .text("\(proceeds)"), "bankLine": "拍卖款\(seed)", "source": "transfer"], by: .machine)
    try await court.settle()
  }

  private static func file(_ court: RuleCourt, _ name: String, _ claim: Money, _ debtor: Person.Kind) async throws -> ID<CaseFile>
  {
    let day = court.clock.now.day
    let payee: [String: InputValue] = [
      "payeeName": .text("申请人\(name)"), "payeeAccount": "6222021207000000000", "payeeBank": "示例银行",
    ]
    let applicant: [String: InputValue] = [
      "role": "applicant", "kind": "natural", "name": .text("申请人\(name)"), "idKind": "other",
      "idNumber": .text("E\(MadeUp.serial(name))"),
      "confirmedAddress": "true",
    ]
    let parties: [InputValue] = [
      .object(applicant.merging(payee) { own, _ in own }),
      .object([
        "role": "debtor", "kind": .text(debtor.rawValue), "name": "共同被执行人", "idKind": "other", "idNumber": "D0001",
        "confirmedAddress": "true", "payeeName": "共同被执行人", "payeeAccount": "6222021207000000001", "payeeBank": "示例银行",
      ]),
    ]
    let fields: [String: InputValue] = [
      "receivedOn": .text("\(day)"), "instrumentNumber": .text("(\((day + -30).year))浙1099民初\(MadeUp.serial(name))号"),
      "instrumentCourt": "临江市人民法院",
      "instrumentKind": "judgment", "instrumentDate": .text("\(day + -30)"), "parties": .list(parties),
      "claims": .list([.object(["kind": "principal", "amount": .text("\(claim)")])]),
    ]
    let verdict = try await court.attempt("filing.import", ["cases": .list([.object(fields)])], by: .machine)
    let received = try #require(verdict.events.compactMap { $0 as? ApplicationReceived }.first, "\(verdict.code ?? "")")
    try await court.settle()
    return received.caseID
  }

  // MARK: Acting

  @discardableResult func attempt(
    _ command: String, _ fields: [String: InputValue] = [:], by actor: Actor? = nil, in id: ID<CaseFile>? = nil
  ) async throws -> RuleCourt.Verdict {
    let id = id ?? lead
    var actor = actor
    if actor == nil { actor = try await handler(of: id) }
    let verdict = try await court.attempt(
      command, fields.merging(["case": "\(id)"]) { own, _ in own }, by: actor ?? officer)
    try await court.settle()
    return verdict
  }
  @discardableResult func does(
    _ command: String, _ fields: [String: InputValue] = [:], by actor: Actor? = nil, in id: ID<CaseFile>? = nil
  ) async throws -> [any Event] {
    let verdict = try await attempt(command, fields, by: actor, in: id)
    if let code = verdict.code { throw RuleCourt.Failure.notDone("\(command): \(code)") }
    return verdict.events
  }
  func handler(of id: ID<CaseFile>) async throws -> Actor {
    let staff = try await court.look(at: id).caseFile(id).triage.handler
    return ([officer] + judges).first { $0.staff == staff } ?? officer
  }
  var docket: DistributionDocket { get async throws { try await court.look(at: lead).distributions(lead) } }
  var matter: DistributionMatter { get async throws { try #require(await docket.open) } }
  func account(_ id: ID<CaseFile>? = nil) async throws -> CaseAccount { try await court.look(at: id ?? lead).account(id ?? lead) }
  func file(_ id: ID<CaseFile>? = nil) async throws -> CaseFile { try await court.look(at: id ?? lead).caseFile(id ?? lead) }

  /// A creditor from outside applies.
  func joins(_ amount: Money, standing: StandingWord = .ordinary, instrument: Bool = true, rank: Int? = nil) async throws {
    serial += 1
    let day = court.clock.now.day
    var fields: [String: InputValue] = [
      "kind": "natural", "name": .text("案外债权人\(serial)"), "idKind": "other", "idNumber": .text("O-\(serial)"),
      "payeeName": .text("案外债权人\(serial)"), "payeeAccount": "6222021207000000002", "payeeBank": "示例银行",
      "amount": .text("\(amount)"), "standing": .text(standing.rawValue), "hasInstrument": instrument ? "true" : "",
      "applied": .text("\(day)"), "basis": "另案判决",
    ]
    if standing == .registered { fields["registeredOn"] = "2020-01-01" }
    if let rank { fields["seizureRank"] = .text("\(rank)") }
    try await does("distribution.join", fields, by: clerk)
  }
  /// Drafts, signs and seals the plan.
  func plans(_ why: String = "") async throws {
    try await does("distribution.draftPlan", ["why": .text(why)], by: clerk)
    let paper = try #require(try await matter.versions.last).paper
    try await does("papers.sign", ["paper": "\(paper)"], by: signer)
  }
  func serves() async throws {
    try await does("distribution.serve", ["way": "direct", "on": .text("\(court.clock.now.day)")], by: clerk)
  }
  /// All who may still object say that they do not.
  func accepts() async throws {
    let able = try await matter.mayObject(file(), on: court.clock.now.day)
    try await does(
      "distribution.accept", ["by": .list(able.map { .text("\($0)") }), "evidence": "各方当庭表示无异议，记入笔录"], by: clerk)
  }
  func passes(days: Int) async throws {
    try await court.advance(to: Instant(court.clock.now.day + days, hour: 9))
  }
  /// Lets an open payout of a case through all gates, and the bank pays each line.
  func paysOut(_ id: ID<CaseFile>) async throws {
    for payout in try await account(id).openPayouts {
      for (command, actor) in [
        ("funds.supervisePayout", supervisor), ("funds.approvePayout", president), ("funds.releasePayout", cashier),
      ] {
        try await does(command, ["payout": "\(payout.id)"], by: actor, in: id)
      }
    }
    for recorded in try await court.events() {
      guard let requested = recorded.event as? PartnerRequested, requested.action == .pay else { continue }
      let request = ID<PartnerRequest>(recorded.meta.stream.key) ?? ID(raw: 0)
      try await court.tell(
        "partners.recordAnswer", request, unit: requested.unit,
        [
          "answerID": .text("a\(request)"), "outcome": "done", "answeredAt": .text("\(court.clock.now)"),
          "amount": .text("\(requested.amount ?? .zero)"), "bankLine": .text("p\(request)"),
        ])
    }
    try await court.settle()
  }

  // MARK: The books

  /// The ledger as all events of the log book it, each once; a refusal is a fault.
  func books() async throws -> Books {
    var books = Books()
    for recorded in try await court.events() {
      guard let event = recorded.event as? any MoneyEvent, let group = event.postings(recorded.meta, books) else { continue }
      try books.book(group)
    }
    #expect(books.faults().isEmpty, "\(books.faults())")
    return books
  }
  /// The ledger and the accounts say the same, and nothing is lost.
  func agree(_ what: String) async throws {
    let books = try await books()
    var received = Money.zero
    var paid = Money.zero
    for id in cases {
      let account = try await account(id)
      let stands = LedgerAccount(.case, "\(id)").posted(books.balance(LedgerAccount(.case, "\(id)")))
      let approved = account.payouts.values.filter { $0.gates.passed[.approval] != nil && $0.status != .returned }
        .reduce(Money.zero) { $0 + $1.total }
      #expect(stands == account.received - account.purse.moved - account.purse.held - approved, "\(what): case \(id)")
      #expect(account.available >= .zero, "\(what): \(account.available)")
      received += account.received - account.purse.moved
      paid += account.paidOut
    }
    let bank = LedgerAccount.bank.posted(books.balance(.bank))
    #expect(bank == received - paid, "\(what): bank \(bank), \(received) less \(paid)")
    for matter in try await docket.all {
      let kept = LedgerAccount(.held, "\(matter.id)")
      #expect(kept.posted(books.balance(kept)) == matter.held, "\(what): held")
      if let plan = matter.plan { #expect(plan.total == matter.sum, "\(what): the plan's parts are the sum") }
    }
  }
}
