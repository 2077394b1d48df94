import Basics
import Casework
import Enforcement
import EnforcementLaw
import TestSupport
import Testing

@Suite("Who owes what share, and what was taken back")
struct LiabilityTests {
  private func shares(_ court: PerformanceCourt) async throws -> [DebtorShare] {
    let law = court.court.configuration.books.law
    return try CaseDebt.shares(try await court.file(), try await court.account(), on: court.court.clock.now.day, law: law)
  }
  private func record(
    _ court: PerformanceCourt, _ debtor: Int, _ kind: String, _ more: [String: InputValue] = [:]
  ) async throws -> String? {
    let person = try await court.file().debtors[debtor].person
    let fields: [String: InputValue] = ["debtor": "\(person)", "kind": .text(kind), "text": "见判决主文第二项"]
    return try await court.attempt("performance.recordLiability", fields.merging(more) { $1 }).code
  }

  @Test("Joint debtors each owe the whole, and what one pays makes the other's debt less (民法典 518, 520)")
  func joint() async throws {
    let court = try await PerformanceCourt(debtors: 2)
    let before = try await shares(court)
    #expect(before.map(\.kind) == [.joint, .joint] && before[0].remains == before[1].remains)
    try await court.receives(.yuan(40_000), line: "a1")
    let receipt = try #require(try await court.account().receiptOrder.first)
    let debtor = try await court.file().debtors[0].person
    try await court.does("performance.attributeReceipt", ["receipt": "\(receipt)", "debtor": "\(debtor)"])
    let after = try await shares(court)
    #expect(after[0].paid == .yuan(40_000) && after[1].paid == .zero)
    #expect(after[0].remains == after[1].remains && after[1].remains < before[1].remains)
  }

  @Test("A debtor by shares owes his part, and only his own payments make it less; shares together are no more than the whole")
  func byShares() async throws {
    let court = try await PerformanceCourt(debtors: 2)
    #expect(try await record(court, 0, "share") == "noShare")
    #expect(try await record(court, 0, "share", ["part": "2", "of": "3"]) == nil)
    #expect(try await record(court, 1, "share", ["part": "1", "of": "2"]) == "sharesExceedWhole")
    #expect(try await record(court, 1, "share", ["part": "1", "of": "3"]) == nil)
    let before = try await shares(court)
    #expect(before[0].owes > before[1].owes)
    try await court.receives(.yuan(30_000), line: "a1")
    let receipt = try #require(try await court.account().receiptOrder.first)
    let first = try await court.file().debtors[0].person
    try await court.does("performance.attributeReceipt", ["receipt": "\(receipt)", "debtor": "\(first)"])
    let after = try await shares(court)
    #expect(after[0].remains == after[0].owes - .yuan(30_000))
    #expect(after[1].remains == after[1].owes, "the other's payment does not relieve him")
    let law = court.court.configuration.books.law
    let all = CaseDebt.stillOwed(try await court.file(), try await court.account(), on: court.court.clock.now.day, law: law).total
    #expect(
      after[0].remains + after[1].remains >= all - Money(fen: 2) && after[0].remains + after[1].remains <= all + Money(fen: 2))
  }

  @Test("A general guarantor answers up to his sum, and only when the principal debtor's property is used up (民法典 687)")
  func guarantor() async throws {
    let court = try await PerformanceCourt(debtors: 2)
    #expect(try await record(court, 1, "generalGuarantor", ["cap": "20000"]) == nil)
    #expect(try await record(court, 0, "supplementary") == "nobodyFirst")
    let found = try await shares(court)
    #expect(found[1].remains == .yuan(20_000) && !found[1].mayEnforce && found[0].mayEnforce)
    #expect(found[1].reasons.citations.map(\.article) == ["687"])
  }

  @Test("Measures take of a debtor no more than he answers for: the plan leaves the rest to the other")
  func ceiling() async throws {
    let court = try await PerformanceCourt(debtors: 2)
    #expect(try await record(court, 1, "jointGuarantor", ["cap": "20000"]) == nil)
    let debtors = try await court.file().debtors.map(\.person)
    let requests = await court.court.units.sent.filter { $0.requested.action == .query }
    for (person, identity) in zip(debtors, ["x1", "x2"]) {
      guard let request = requests.first(where: { $0.requested.person == person && $0.requested.unit.hasPrefix("bank") }) else {
        continue
      }
      let item: InputValue = .object(["kind": "deposit", "identity": .text(identity), "value": "500000"])
      try await court.court.tell(
        "partners.recordAnswer", request.id, unit: request.requested.unit,
        [
          "answerID": .text("a\(identity)"), "answeredAt": .text("\(court.court.clock.now)"), "outcome": "done",
          "found": .list([item]),
        ])
    }
    try await court.court.settle()
    #expect(try await court.file().search.foundOrder.count == 2)
    try await court.does("seizure.draftRuling", ["kinds": .list(["deposit"])])
    try await court.signs(.controlRuling)
    let measures = try await court.file().seizure.live
    let ofGuarantor = measures.filter { $0.debtor == debtors[1] }.map(\.requested).boundedSum
    #expect(!measures.isEmpty && ofGuarantor <= .yuan(20_000))
  }

  @Test("Applicants with parts get theirs of every sum; the fen that cannot be divided go to the earlier ones (R6.8)")
  func creditors() {
    let people = (1...3).map { ID<Person>(raw: Int64($0)) }
    let vault = VaultRef(id: ID(raw: 9), version: 1, digest: "00")
    let parties = people.map { CaseParty(person: $0, role: .applicant, kind: .natural, vault: vault, confirmedAddress: true) }
    let parts = Dictionary(uniqueKeysWithValues: zip(people, [5, 3, 2]))
    let shared = PayoutBooks.shares(Money(fen: 10_001), parties, parts).map(\.1.fen)
    #expect(shared == [5_001, 3_000, 2_000])
    #expect(PayoutBooks.shares(Money(fen: 100), parties).map(\.1.fen) == [34, 33, 33])
  }

  @Test("The applicant takes back no more than is open, and signs for it; what is left is enforced")
  func withdraw() async throws {
    let court = try await PerformanceCourt([(.principal, .yuan(100_000), ""), (.penalty, .yuan(8_000), "")])
    func take(_ item: Int, _ amount: Money, signed: Bool = true) async throws -> String? {
      var fields: [String: InputValue] = ["item": .text("\(item)"), "amount": .text("\(amount)"), "reason": "不再主张"]
      if signed { fields["signed"] = "true" }
      return try await court.attempt("performance.withdrawPart", fields).code
    }
    #expect(try await take(2, .yuan(8_000), signed: false) == "withdrawalUnsigned")
    #expect(try await take(3, .yuan(1)) == "noSuchItem")
    #expect(try await take(2, .yuan(8_001)) == "beyondOpen")
    #expect(try await take(2, .yuan(8_000)) == nil)
    #expect(try await court.file().filing.claimed == .yuan(100_000))
    try await court.receives(.yuan(60_000), line: "a1")
    #expect(try await take(1, .yuan(70_000)) == "beyondOpen", "most of it is paid")
    #expect(try await take(1, .yuan(10_000)) == nil)
    #expect(try await court.file().filing.claimed == .yuan(90_000))
    #expect(try await court.file().performance.withdrawn.map(\.amount) == [.yuan(8_000), .yuan(10_000)])
  }

  @Test("A duty other than money keeps the case open; another does it at the debtor's cost after its day, and the proof ends it")
  func duties() async throws {
    let court = try await PerformanceCourt([(.costs, .yuan(400), "")])
    let today = court.court.clock.now.day
    let debtor = try #require(try await court.file().debtors.first?.person)
    let applicant = try #require(try await court.file().applicants.first?.person)
    try await court.does(
      "performance.recordDuty", ["kind": "act", "debtor": "\(debtor)", "due": .text("\(today + 5)"), "text": "拆墙"])
    try await court.does(
      "performance.recordDuty", ["kind": "deliverThing", "debtor": "\(debtor)", "due": .text("\(today + 5)"), "text": "交付钥匙"])
    let duties = try await court.file().performance.duties
    let order: [String: InputValue] = ["cost": "1200", "borneBy": "\(applicant)", "text": "施工队报价"]
    func substitute(_ place: Int) async throws -> String? {
      try await court.attempt(
        "performance.orderSubstitution", order.merging(["duty": "\(duties[place].id)"]) { $1 }, by: court.judge
      ).code
    }
    #expect(try await substitute(1) == "notSubstitutable")
    #expect(try await substitute(0) == "dutyNotDue")
    try await court.passes(days: 6)
    #expect(try await substitute(0) == nil)
    #expect(try await substitute(0) == "substitutedAlready")
    #expect(try await court.account().costsToRecover == .yuan(1_200))
    func end(_ place: Int, _ how: String, agreed: Bool = false) async throws -> String? {
      var fields: [String: InputValue] = [
        "duty": "\(duties[place].id)", "how": .text(how), "on": .text("\(court.court.clock.now.day)"), "proof": "照片",
      ]
      if agreed { fields["agreed"] = "true" }
      return try await court.attempt("performance.endDuty", fields).code
    }
    #expect(try await end(1, "substituted") == "notSubstituted")
    #expect(try await end(1, "withdrawn") == "applicantMustAgree")
    try await court.receives(.yuan(2_000), line: "a1")
    #expect(try await court.file().closing.performedOn == nil, "the money is here, the duties are open")
    #expect(try await end(0, "substituted") == nil)
    #expect(try await court.file().closing.performedOn == nil)
    #expect(try await end(1, "compelled") == nil)
    #expect(try await court.file().closing.performedOn != nil)
    #expect(try await !court.file().process.isOpen("dutyDue"))
    try await court.does("funds.proposePayout")
    let lines = try #require(try await court.account().openPayouts.first).lines
    #expect(lines.first { $0.kind == .cost }?.payee == applicant && lines.first { $0.kind == .cost }?.amount == .yuan(1_200))
  }
}
