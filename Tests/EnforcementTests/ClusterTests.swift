import Basics
import Casework
import Enforcement
import EnforcementLaw
import Ledger
import TestSupport
import Testing

@Suite("Clusters of cases")
struct ClusterTests {
  private func created(_ court: DistributionCourt) async throws -> ID<Cluster> {
    var numbers: [String] = []
    for id in court.cases { numbers.append(try await court.file(id).number) }
    let events = try await court.does(
      "cluster.create", ["title": "系列案", "numbers": .text(numbers.joined(separator: "、"))], by: court.officer)
    return try #require(events.compactMap { $0 as? ClusterCreated }.first?.cluster)
  }
  /// A notice of the bank about a credit on the cluster's sub-account.
  private func paid(_ court: DistributionCourt, _ cluster: ID<Cluster>, _ amount: Money, _ line: String) async throws {
    let account = SubAccount.number(of: cluster)
    try await court.does(
      "receipts.take",
      [
        "account": .text(account), "day": .text("\(court.court.clock.now.day)"), "paper": "notice",
        "lines": .list([
          .object([
            "side": "credit", "amount": .text("\(amount)"), "reference": .text(line), "subAccount": .text(account), "name": "购店人",
            "text": "变卖款",
          ])
        ]),
      ], by: .machine)
  }
  private func state(_ court: DistributionCourt, _ cluster: ID<Cluster>) async throws -> Cluster {
    try await court.court.desk.look(at: .cluster(cluster))
  }
  private func held(_ court: DistributionCourt, _ account: LedgerAccount) async throws -> Money {
    account.posted(try await court.books().balance(account))
  }

  @Test("Money comes in for all, is divided by one and approved by another, and each case pays its own creditors")
  func divided() async throws {
    let court = try await DistributionCourt(claims: [.yuan(50_000), .yuan(30_000), .yuan(20_000)], proceeds: Money(fen: 100))
    let cluster = try await created(court)
    let again: [String: InputValue] = [
      "title": "再一次", "numbers": .text("\(try await court.file(court.cases[1]).number)\n\(try await court.file().number)"),
    ]
    #expect(try await court.attempt("cluster.create", again, by: court.officer).code == "clusteredAlready")
    let alone: [String: InputValue] = ["title": "一件", "numbers": .text(try await court.file().number)]
    #expect(try await court.attempt("cluster.create", alone, by: court.officer).code == "tooFew")
    let of: [String: InputValue] = ["cluster": "\(cluster)"]
    #expect(try await court.attempt("cluster.draftDivision", of, by: court.officer).code == "clusterEmpty")
    try await paid(court, cluster, .yuan(120_000), "JZ20250303000001")
    try await paid(court, cluster, .yuan(120_000), "JZ20250303000001")
    #expect(try await state(court, cluster).received == .yuan(120_000), "the same line twice")
    #expect(try await held(court, LedgerAccount(.cluster, "\(cluster)")) == .yuan(120_000))

    #expect(try await court.attempt("cluster.approveDivision", of, by: court.president).code == "noDivision")
    try await court.does("cluster.draftDivision", of, by: court.officer)
    #expect(try await court.attempt("cluster.approveDivision", of, by: court.officer).code == "notYourRole")
    try await court.does("cluster.returnDivision", of.merging(["reason": "利息截止日有误"]) { $1 }, by: court.president)
    #expect(try await state(court, cluster).draft == nil)
    try await court.does("cluster.draftDivision", of, by: court.officer)
    try await court.passes(days: 1)
    #expect(try await court.attempt("cluster.approveDivision", of, by: court.president).code == "divisionOld")
    try await court.does("cluster.draftDivision", of, by: court.officer)
    try await court.does("cluster.approveDivision", of, by: court.president)
    let division = try #require(try await state(court, cluster).divisions.last)
    #expect(division.parts.count == 3 && division.total < .yuan(120_000) && division.stage == .approved)
    for part in division.parts {
      #expect(part.amount == part.owed)
      let (file, account) = (try await court.file(part.member), try await court.account(part.member))
      #expect(file.closing.performedOn != nil, "what is owed is covered")
      #expect(account.receipts.values.contains { $0.source == .cluster && $0.amount == part.amount })
      #expect(file.process.isOpen("payWithin30"))
    }
    #expect(try await held(court, LedgerAccount(.cluster, "\(cluster)")) == .yuan(120_000) - division.total)
    for id in court.cases {
      try await court.does("funds.proposePayout", in: id)
      try await court.paysOut(id)
      #expect(try await court.account(id).balance == .zero)
      #expect(try await !court.file(id).process.isOpen("payWithin30"))
    }
    let bank = LedgerAccount.bank.posted(try await court.books().balance(.bank))
    let left = try await state(court, cluster).balance
    #expect(bank == left, "at the bank lies what was not divided: \(bank), \(left)")
    #expect(try await court.attempt("cluster.draftDivision", of, by: court.officer).code == "clusterOwesNothing")
  }

  @Test("A later case against the same debtor joins by number, not while a division waits, and shares in the next one")
  func later() async throws {
    let court = try await DistributionCourt(
      claims: [.yuan(50_000), .yuan(30_000), .yuan(20_000)], proceeds: Money(fen: 100), seed: 7)
    let numbers = [try await court.file(court.cases[0]).number, try await court.file(court.cases[1]).number]
    let events = try await court.does(
      "cluster.create", ["title": "系列案", "numbers": .text(numbers.joined(separator: "\n"))], by: court.officer)
    let cluster = try #require(events.compactMap { $0 as? ClusterCreated }.first?.cluster)
    let third = try await court.file(court.cases[2]).number
    let of: [String: InputValue] = ["cluster": "\(cluster)"]
    let joins = of.merging(["numbers": .text(third)]) { $1 }
    #expect(try await court.attempt("cluster.addCases", of.merging(["numbers": ""]) { $1 }, by: court.officer).code != nil)
    #expect(try await court.attempt("cluster.addCases", joins, by: court.cashier).code == "notYourRole")
    #expect(
      try await court.attempt("cluster.addCases", of.merging(["numbers": .text(numbers[1])]) { $1 }, by: court.officer).code
        == "clusteredAlready")
    try await paid(court, cluster, .yuan(120_000), "JZ20250303000009")
    try await court.does("cluster.draftDivision", of, by: court.officer)
    #expect(try await court.attempt("cluster.addCases", joins, by: court.officer).code == "divisionWaits")
    try await court.does("cluster.returnDivision", of.merging(["reason": "另有一案后立"]) { $1 }, by: court.president)
    try await court.does("cluster.addCases", joins, by: court.officer)
    let now = try await state(court, cluster)
    #expect(now.members.count == 3 && now.joined[court.cases[2]] == court.court.clock.now.day)
    #expect(try await court.file(court.cases[2]).cluster == cluster)
    try await court.does("cluster.draftDivision", of, by: court.officer)
    #expect(try await state(court, cluster).draft?.parts.map(\.member) == court.cases)
  }

  @Test("Too little for all: persons share by what each is owed; a company's creditors only where all agree")
  func tooLittle() async throws {
    for kind in [Person.Kind.natural, .enterprise] {
      let court = try await DistributionCourt(
        claims: [.yuan(50_000), .yuan(50_000)], proceeds: Money(fen: 100), debtor: kind, seed: kind == .natural ? 3 : 4)
      let cluster = try await created(court)
      try await paid(court, cluster, Money(fen: 1_000_001), "JZ2025030300000\(kind == .natural ? 2 : 3)")
      let of: [String: InputValue] = ["cluster": "\(cluster)"]
      if kind == .enterprise {
        let refused = try await court.attempt("cluster.draftDivision", of, by: court.officer)
        #expect(refused.code == "clusterShort")
        if case .refused(let refusal) = refused { #expect(refusal.citations.contains { $0.contains("514") }) }
      }
      try await court.does("cluster.draftDivision", of.merging(["agreed": "true"]) { $1 }, by: court.officer)
      let draft = try #require(try await state(court, cluster).draft)
      #expect(draft.total == Money(fen: 1_000_001), "every fen is divided")
      // The first case has a fen less to get: a yuan came in on it before.
      #expect(draft.parts[0].amount <= draft.parts[1].amount + Money(fen: 1))
    }
  }

  @Test("What a cluster's sub-account is called leads to the cluster, and a case's to the case")
  func numbers() throws {
    let cluster = ID<Cluster>(raw: 7_123_456_789_012)
    let number = SubAccount.number(of: cluster)
    #expect(SubAccount.cluster(number) == cluster && SubAccount.caseID(number) == nil)
    let file = ID<CaseFile>(raw: 7_123_456_789_012)
    #expect(SubAccount.caseID(SubAccount.number(of: file)) == file && SubAccount.cluster(SubAccount.number(of: file)) == nil)
  }
}
