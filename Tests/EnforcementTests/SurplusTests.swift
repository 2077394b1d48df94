import Basics
import Casework
import Enforcement
import TestSupport
import Testing

@Suite("Whose a surplus is")
struct SurplusTests {
  private func receives(
    _ court: PerformanceCourt, _ amount: Money, _ line: String, from payer: String = "", source: String = "debtor"
  )
    async throws
  {
    _ = try await court.court.attempt(
      "funds.bookReceipt",
      [
        "case": "\(court.caseID)", "amount": .text("\(amount)"), "bankLine": .text(line), "source": .text(source),
        "payerName": .text(payer),
      ], by: .machine)
    try await court.court.settle()
  }
  private func surplus(_ court: PerformanceCourt) async throws -> [PayoutLine] {
    try await court.account().openPayouts.flatMap(\.lines).filter { $0.kind == .surplus }
  }

  @Test("Where several owe, what is too much goes back to whoever paid last, as the bank's line names him")
  func byName() async throws {
    let court = try await PerformanceCourt(debtors: 2)
    let debtors = try await court.file().debtors.map(\.person)
    try await receives(court, .yuan(100_000), "s1", from: "被执行人履行1")
    try await receives(court, .yuan(60_000), "s2", from: " 被执行人履行2 ")
    try await court.does("funds.proposePayout")
    let lines = try await surplus(court)
    #expect(lines.map(\.payee) == [debtors[1]], "the second paid what was too much")
    let total = try await court.account().openPayouts.first?.total
    #expect(total == .yuan(160_000), "every fen has an owner")
  }

  @Test("A surplus larger than the last payment is shared between the last payers")
  func several() async throws {
    let court = try await PerformanceCourt(debtors: 2)
    let debtors = try await court.file().debtors.map(\.person)
    try await receives(court, .yuan(150_000), "s1", from: "被执行人履行1")
    try await receives(court, .yuan(10_000), "s2", from: "被执行人履行2")
    try await court.does("funds.proposePayout")
    let lines = try await surplus(court)
    #expect(lines.map(\.payee) == [debtors[1], debtors[0]])
    #expect(lines.first?.amount == .yuan(10_000))
  }

  @Test("Where nobody knows who paid, the creditors get theirs, the surplus waits, and the refusal says what to record")
  func unknown() async throws {
    let court = try await PerformanceCourt(debtors: 2)
    let debtors = try await court.file().debtors.map(\.person)
    try await receives(court, .yuan(160_000), "s1")
    try await court.does("funds.proposePayout")
    #expect(try await surplus(court).isEmpty)
    let first = try #require(try await court.account().openPayouts.first)
    #expect(first.lines.contains { $0.kind == .applicant })
    for (command, actor) in [
      ("funds.supervisePayout", court.supervisor), ("funds.approvePayout", court.chief), ("funds.releasePayout", court.cashier),
    ] {
      try await court.does(command, ["payout": "\(first.id)"], by: actor)
    }
    for recorded in try await court.court.events() {
      guard let requested = recorded.event as? PartnerRequested, requested.action == .pay else { continue }
      let request = ID<PartnerRequest>(recorded.meta.stream.key) ?? ID(raw: 0)
      try await court.court.tell(
        "partners.recordAnswer", request, unit: requested.unit,
        [
          "answerID": .text("a\(request)"), "outcome": "done", "answeredAt": .text("\(court.court.clock.now)"),
          "amount": .text("\(requested.amount ?? .zero)"), "bankLine": .text("p\(request)"),
        ])
    }
    try await court.court.settle()
    let refused = try await court.attempt("funds.proposePayout")
    #expect(refused.code == "surplusOwnerUnknown")
    if case .refused(let refusal) = refused { #expect(refusal.remedy?.zh.contains("登记到账付款人") == true) }
    let receipt = try #require(try await court.account().receiptOrder.first)
    let applicant = try #require(try await court.file().applicants.first?.person)
    let of: [String: InputValue] = ["receipt": "\(receipt)"]
    #expect(
      try await court.attempt("performance.attributeReceipt", of.merging(["debtor": "\(applicant)"]) { $1 }).code == "notADebtor")
    try await court.does("performance.attributeReceipt", of.merging(["debtor": "\(debtors[1])"]) { $1 })
    try await court.does("funds.proposePayout")
    #expect(try await surplus(court).map(\.payee) == [debtors[1]])
  }

  @Test("Who paid for the only debtor gets back what was too much, not the debtor; a transfer under a ruling was the debtor's")
  func third() async throws {
    let court = try await PerformanceCourt()
    try await receives(court, .yuan(160_000), "s1", from: "热心亲友")
    let receipt = try #require(try await court.account().receiptOrder.first)
    try await court.does("funds.proposePayout")
    #expect(try await surplus(court).isEmpty, "the bank names somebody else")
    let payout = try #require(try await court.account().openPayouts.first)
    try await court.does("funds.returnPayout", ["payout": "\(payout.id)", "reason": "先查明付款人"], by: court.supervisor)
    try await court.does(
      "performance.attributeReceipt",
      ["receipt": "\(receipt)", "kind": "natural", "name": "热心亲友", "idKind": "other", "idNumber": "T-1"])
    let friend = try #require(try await court.file().filing.parties.first { $0.role == .thirdParty }?.person)
    // The creditor does not wait for the friend's account, and the proposal says whose is missing.
    let told = try await court.does("funds.proposePayout")
    #expect(told.compactMap { $0 as? PayoutProposed }.first?.leftOut == [friend])
    #expect(try await surplus(court).isEmpty)
    let without = try #require(try await court.account().openPayouts.first)
    #expect(without.lines.contains { $0.kind == .applicant })
    try await court.does("funds.returnPayout", ["payout": "\(without.id)", "reason": "账户已补"], by: court.supervisor)
    try await court.does(
      "funds.recordPayee",
      ["person": "\(friend)", "payeeName": "热心亲友", "payeeAccount": "6222021207000000000", "payeeBank": "示例银行"], by: court.officer)
    try await court.does("funds.proposePayout")
    #expect(try await surplus(court).map(\.payee) == [friend])

    let taken = try await PerformanceCourt()
    try await receives(taken, .yuan(160_000), "s9", from: "某银行清算户", source: "transfer")
    try await taken.does("funds.proposePayout")
    #expect(try await surplus(taken).map(\.payee) == (try await taken.file().debtors.map(\.person)))
  }
}
