import Basics
import Casework
import Enforcement
import Ledger
import Storage
import TestSupport
import Testing

/// Steps of a distribution (plan, service, objection, allocation) among receipts and payouts of the same cases, by many at once: what was
/// accepted, done again one by one in the order of the log, gives the same money everywhere.
struct InterleavedDistributionTests {
  enum Step: Hashable, Sendable {
    case receipt(matter: Int, line: String, fen: Int64)
    case propose(matter: Int)
    case giveBack(matter: Int)
    case open(fen: Int64)
    case join(matter: Int)
    case closeToNew
    case draft(why: String)
    /// The newest version of the plan.
    case sign(version: Int)
    case seal(version: Int)
    case serve
    case accept(creditor: Int)
    case object(creditor: Int, claim: Int, fen: Int64)
    case endObjection(place: Int, upheld: Bool)
    case allocate
  }
  /// The judge of a case, who signs its plan and ends its objections.
  private func judge(of id: ID<CaseFile>, _ court: MoneyCourt) async throws -> Actor {
    let file = try await court.desk.look(at: id, actor: .machine, court: court.court).caseFile(id)
    return Actor(.staff(try #require(file.triage.judge)), roles: [.judge])
  }

  /// A case against the one debtor of all.
  func file(_ name: String, _ court: MoneyCourt) async throws -> ID<CaseFile> {
    func party(_ role: CaseParty.Role, _ name: String, _ number: String) -> InputValue {
      .object([
        "role": .text(role.rawValue), "kind": "natural", "name": .text(name), "idKind": "other", "idNumber": .text(number),
        "confirmedAddress": "true", "payeeName": .text(name), "payeeAccount": "6222021207000000000", "payeeBank": "示例银行",
      ])
    }
    if name == "1" { _ = try await court.file("0") }
    let day = court.clock.now.day
    let fields: [String: InputValue] = [
      "receivedOn": .text("\(day)"), "instrumentNumber": .text("(\((day + -120).year))浙1099民初9\(MadeUp.serial(name))号"),
      "instrumentCourt": "临江市人民法院",
      "instrumentKind": "judgment", "instrumentDate": .text("\(day + -120)"), "lastPerformanceDay": .text("\(day + -60)"),
      "parties": .list([party(.applicant, "甲\(name)", "A000\(name)"), party(.debtor, "丙", "D0001")]),
      "claims": .list([.object(["kind": "principal", "amount": "100000.00", "interest": ""])]),
    ]
    let receipt = try await court.attempt("filing.import", ["cases": .list([.object(fields)])], by: .machine)
    return try #require(receipt.appended.flatMap(\.events).compactMap { $0 as? ApplicationReceived }.first).caseID
  }

  private func matter(_ court: MoneyCourt, _ lead: ID<CaseFile>) async throws -> DistributionMatter? {
    try await court.desk.look(at: lead, actor: .machine, court: court.court).distributions(lead).open
  }

  private func attempt(_ step: Step, _ court: MoneyCourt, _ cases: [ID<CaseFile>]) async throws -> CaseDesk.Receipt? {
    let lead = cases[0]
    let day = InputValue.text("\(court.clock.now.day)")
    func does(_ name: String, _ fields: [String: InputValue] = [:], by actor: Actor? = nil, on id: ID<CaseFile>? = nil)
      async throws -> CaseDesk.Receipt?
    {
      try await court.attempt(name, fields.merging(["case": "\(id ?? lead)"]) { own, _ in own }, by: actor ?? court.assistant)
    }
    do {
      switch step {
      case .receipt(let place, let line, let fen):
        return try await does(
          "funds.bookReceipt", ["amount": "\(Money(fen: fen))", "bankLine": .text(line), "source": "transfer"], by: .machine,
          on: cases[place])
      case .propose(let place): return try await does("funds.proposePayout", on: cases[place])
      case .giveBack(let place):
        guard let payout = try await court.account(cases[place]).openPayouts.first else { return nil }
        return try await does(
          "funds.returnPayout", ["payout": "\(payout.id)", "reason": "重算"], by: court.supervisor, on: cases[place])
      case .open(let fen): return try await does("distribution.open", ["debtor": "person", "sum": "\(Money(fen: fen))"])
      case .join(let place):
        let other = try await court.desk.look(at: cases[place], actor: .machine, court: court.court).caseFile(cases[place])
        return try await does(
          "distribution.joinCase", ["number": .text(other.number), "standing": "ordinary", "applied": day])
      case .closeToNew: return try await does("distribution.closeToNew", ["on": day])
      case .draft(let why): return try await does("distribution.draftPlan", ["why": .text(why)])
      case .sign(let version), .seal(let version):
        let paper = try await matter(court, lead)?.versions.first { $0.number == version }?.paper
        guard let paper else { return nil }
        if case .sign = step { return try await does("papers.sign", ["paper": "\(paper)"], by: try await judge(of: lead, court)) }
        return try await does(
          "papers.seal",
          [
            "paper": "\(paper)", "sha256": "00", "code": .text("C-\(paper)"), "pages": "1", "fileID": "17", "fileDigest": "00",
          ], by: .machine)
      case .serve: return try await does("distribution.serve", ["way": "direct", "on": day])
      case .accept, .object, .endObjection: return try await objection(step, court, lead)
      case .allocate: return try await does("distribution.allocate")
      }
    } catch CaseDesk.Failure.refused, CaseDesk.Failure.conflict, CaseDesk.Failure.faults {
      return nil
    }
  }

  /// What creditors say of the plan; they and their claims are named by their places.
  private func objection(_ step: Step, _ court: MoneyCourt, _ lead: ID<CaseFile>) async throws -> CaseDesk.Receipt? {
    guard let matter = try await matter(court, lead) else { return nil }
    let creditors = matter.order.compactMap { matter.entries[$0]?.creditors.first?.person }
    let day = InputValue.text("\(court.clock.now.day)")
    switch step {
    case .accept(let place):
      guard creditors.indices.contains(place) else { return nil }
      return try await court.attempt(
        "distribution.accept", ["case": "\(lead)", "by": .list(["\(creditors[place])"])], by: court.assistant)
    case .object(let place, let claim, let fen):
      guard creditors.indices.contains(place), matter.order.indices.contains(claim) else { return nil }
      return try await court.attempt(
        "distribution.object",
        [
          "case": "\(lead)", "by": "\(creditors[place])", "claim": "\(matter.order[claim])", "amount": "\(Money(fen: fen))",
          "on": day, "text": "数额有误",
        ], by: court.assistant)
    case .endObjection(let place, let upheld):
      guard matter.objectionOrder.indices.contains(place) else { return nil }
      return try await court.attempt(
        "distribution.endObjection",
        [
          "case": "\(lead)", "objection": "\(matter.objectionOrder[place])", "outcome": upheld ? "upheld" : "withdrawn",
          "text": "说明",
        ], by: try await judge(of: lead, court))
    default: return nil
    }
  }

  /// What can be seen of a court's money without ids.
  struct Sight: Hashable {
    let totals: LedgerTotals
    var lines: [String]
  }
  private func sight(_ court: MoneyCourt, _ cases: [ID<CaseFile>]) async throws -> Sight {
    let reads = SQLLedgerReads(court.store)
    let totals = try await reads.totals(court.court)
    var lines: [String] = []
    for id in cases {
      let account = try await court.account(id)
      let ledger = LedgerAccount(.case, "\(id)")
      let stands = ledger.posted(try await reads.balance(of: ledger, court: court.court))
      #expect(stands == account.onAccount, "case page and ledger")
      lines.append(
        "\(stands) \(account.available) \(account.receiptOrder.compactMap { account.receipts[$0]?.amount }) \(account.openPayouts.map(\.total))"
      )
    }
    let docket = try await court.desk.look(at: cases[0], actor: .machine, court: court.court).distributions(cases[0])
    for matter in docket.all {
      let shares = matter.order.map { "\(matter.plan?.line($0)?.paid ?? .zero) \(matter.allocated[$0] ?? .zero)" }
      let plans = matter.versions.map { plan in "\(plan.costs) \(plan.lines.map { "\($0.claim) \($0.paid)" }) left \(plan.left)" }
      lines.append(
        "\(matter.sum) held \(matter.held) \(shares) plans \(plans) objections \(matter.objectionOrder.count)")
    }
    return Sight(totals: totals, lines: lines)
  }

  /// Steps that make sense now and steps that do not, some of them twice.
  private func steps(_ dice: inout Dice, _ court: MoneyCourt, _ cases: [ID<CaseFile>], _ round: Int) async throws -> [Step] {
    let matter = try await matter(court, cases[0])
    var steps: [Step] = []
    for place in cases.indices {
      steps.append(.receipt(matter: place, line: "r\(round)-\(place)", fen: Int64(1 + dice.roll(900_000))))
      if dice.roll(3) == 0 { steps += [.propose(matter: place), .propose(matter: place)] }
      if dice.roll(2) == 0 { steps.append(.giveBack(matter: place)) }
    }
    steps += Array(repeating: .open(fen: Int64(1_000 + dice.roll(300_000))), count: 2)
    if let matter {
      steps += [.join(matter: 1), .join(matter: 2), .join(matter: 1 + dice.roll(2))]
      if dice.roll(3) > 0 { steps.append(.closeToNew) }
      if matter.plan == nil || dice.roll(6) == 0 { steps += Array(repeating: .draft(why: "第\(round)轮"), count: 2) }
      let version = matter.versions.last?.number ?? 1
      steps += [.sign(version: version), .seal(version: version), .sign(version: version), .serve, .serve]
      if matter.plan != nil {
        if dice.roll(3) == 0 { steps.append(.accept(creditor: dice.roll(3))) }
        if dice.roll(3) == 0 {
          steps.append(.object(creditor: dice.roll(3), claim: dice.roll(3), fen: Int64(1 + dice.roll(20_000))))
        }
        for place in matter.objectionOrder.indices where dice.roll(2) == 0 {
          steps.append(.endObjection(place: place, upheld: dice.roll(2) == 0))
        }
      }
      steps += [.allocate, .allocate]
    }
    for place in steps.indices.reversed() { steps.swapAt(place, dice.roll(place + 1)) }
    return steps
  }

  @Test("Steps of a distribution among receipts and payouts, by many at once, equal a serial order")
  func serial() async throws {
    var kinds: [String: Int] = [:]
    for seed in UInt64(1)...3 {
      let (many, single) = (try MoneyCourt(), try MoneyCourt())
      var (cases, same): ([ID<CaseFile>], [ID<CaseFile>]) = ([], [])
      for name in ["1", "2", "3"] {
        cases.append(try await file(name, many))
        same.append(try await file(name, single))
      }
      var dice = Dice(seed)
      for round in 0..<24 {
        let steps = try await steps(&dice, many, cases, round)
        let concurrent = cases
        let accepted = try await withThrowingTaskGroup(of: (Step, Int64)?.self) { group in
          for step in steps {
            group.addTask {
              guard let receipt = try await attempt(step, many, concurrent), receipt.position > 0 else { return nil }
              return (step, receipt.position)
            }
          }
          var accepted: [(step: Step, position: Int64)] = []
          for try await done in group { if let done { accepted.append((done.0, done.1)) } }
          return accepted.sorted { $0.position < $1.position }.map(\.step)
        }
        for step in accepted {
          #expect(
            try await attempt(step, single, same) != nil,
            "seed \(seed), round \(round): \(step) was accepted among others and refused alone")
          kinds["\(step)".prefix { $0 != "(" }.description, default: 0] += 1
        }
        #expect(try await sight(many, cases) == sight(single, same), "seed \(seed), round \(round): \(accepted)")
        for court in [many, single] { court.clock.set(court.clock.now.adding(hours: 72)) }
      }
      #expect(try await many.store.ledgerCheck(keys: nil).faults.map(\.description) == [])
      #expect(try await many.store.replayCheck().differences.map(\.description) == [])
    }
    for kind in ["receipt", "propose", "giveBack", "open", "join", "draft", "sign", "serve", "object", "allocate"] {
      #expect(kinds[kind, default: 0] > 0, "\(kind) was never accepted: \(kinds)")
    }
  }
}
