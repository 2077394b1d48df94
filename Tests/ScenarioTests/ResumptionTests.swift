import Basics
import City
import Enforcement
import Testing

@testable import Stories

/// What a round recovered and holds goes on in the case that resumes it.
@Suite struct ResumptionTests {
  private static let account = "6299900036000001031"

  @Test("A resumed case counts what was recovered before, carries the freeze on and is paid from it")
  func carriesOn() async throws {
    try await StoryTests.live(from: PolicyAfterYears.begins, "恢复执行承接") { court in
      try await PolicyAfterYears.end(in: court, freezing: true)
      let ended = try court.caseID
      let measure = try #require(try await court.file.seizure.live.first)
      let claimed = try await court.file.filing.claimed

      // The debtor pays a little; it is paid out before anything is resumed.
      try await court.pays(.yuan(1_000), payer: "符云")
      // The frozen account catches a credit, which is property found.
      try await court.city.credit(CreditOrder(person: "33000019850119103X", account: Self.account, amount: .yuan(3_000)))
      try await court.advance(minutes: 30)
      #expect(try await court.file.closing.resumptionProposed == [measure.property])
      #expect(try await court.person(.endedTeam).refusal("closing.resume") == "earlierMoneyOpen")
      try await court.paysOut()
      let paidBefore = try await court.account.paid(.applicant)
      #expect(paidBefore > .zero)
      let owedBefore = try await owed(court)

      try await court.person(.endedTeam).does("closing.resume")
      let resumed = try court.caseID
      #expect(resumed != ended)
      let (file, account) = (try await court.file, try await court.account)
      #expect(account.allReceived == .yuan(1_000))
      #expect(account.received == .zero)
      #expect(account.allPaid(.applicant) == paidBefore)
      #expect(try await owed(court) == owedBefore)
      #expect(owedBefore < claimed + .yuan(100_000))
      let carried = try #require(file.seizure.measures[measure.id])
      #expect(carried.status == .effective)
      #expect(carried.amount == .yuan(3_000))
      #expect(carried.until == measure.until)
      #expect(file.process.open.values.contains { $0.key == "renewMeasure" && $0.subject == "\(measure.id)" })
      court.look(at: ended)
      #expect(try await court.file.seizure.live.isEmpty)
      #expect(try await !court.file.process.open.values.contains { $0.key == "renewMeasure" })

      // A later credit, told under the ended case's request, is caught for the new one.
      court.look(at: resumed)
      try await court.city.credit(CreditOrder(person: "33000019850119103X", account: Self.account, amount: .yuan(500)))
      try await court.advance(minutes: 30)
      #expect(try await court.file.seizure.measures[measure.id]?.amount == .yuan(3_500))

      try await court.opensCase()
      try await court.handler.does("disposal.draftTransferRuling")
      try await court.anotherJudge().signs(.transferRuling)
      try await court.advance(days: 1)
      #expect(try await court.account.received == .yuan(3_500))
      try await court.paysOut()
      #expect(try await court.account.balance == .zero)

      // Money that still comes in under the old number goes on to the new account, by two people's hands.
      court.look(at: ended)
      try await court.pays(.yuan(700), payer: "符云")
      try await court.paysOut()
      #expect(try await court.account.balance == .zero)
      #expect(try await court.account.paid(.resumedCase) == .yuan(700))
      court.look(at: resumed)
      try await court.advance(minutes: 10)
      #expect(try await court.account.received == .yuan(4_200))
      #expect(try await court.account.receipts.values.contains { $0.source == .endedCase && $0.amount == .yuan(700) })
      #expect(court.rejected.isEmpty, "\(court.rejected)")
    }
  }

  /// The same matter as its applicants would write it again: a resumption of the case of this number.
  private func application(_ court: Scenario, resuming number: String, principal: String = "50000.00") throws -> [String:
    InputValue]
  {
    var fields = try court.application(PolicyAfterYears.key)
    for unneeded in ["docketRef", "receivedOn"] { fields[unneeded] = nil }
    fields["type"] = "执恢"
    fields["earlierCase"] = .text(number)
    fields["claims"] = .list([.object(["kind": "damages", "amount": .text(principal)])])
    return fields
  }

  @Test("A resumption by form takes the round over as one from a find does, once its money is paid out")
  func byForm() async throws {
    try await StoryTests.live(from: PolicyAfterYears.begins, "表单恢复执行") { court in
      try await PolicyAfterYears.end(in: court, freezing: true)
      let ended = try court.caseID
      let number = try await court.file.number
      let measure = try #require(try await court.file.seizure.live.first)
      try await court.pays(.yuan(1_000), payer: "符云")
      let fields = try application(court, resuming: number)
      try await court.person(.filingClerk).does("filing.submit", fields)
      let resumed = try court.caseID
      #expect(try await court.person(.filingJudge).refusal("filing.file") == "earlierMoneyOpen")
      #expect(try await court.file.number.isEmpty)

      // The same from a docket is received, and waits with the reason.
      try await court.attempt(
        "filing.import", ["cases": .list([.object(fields)])], by: court.person(.filingJudge))
      let waiting = try court.caseID
      #expect(waiting != resumed)
      #expect(try await court.file.filing.waitsFor == "earlierMoneyOpen")
      #expect(try await court.file.number.isEmpty)

      court.look(at: ended)
      try await court.paysOut()
      let (paidBefore, owedBefore) = (try await court.account.paid(.applicant), try await owed(court))
      court.look(at: resumed)
      try await court.person(.filingJudge).does("filing.file")
      let (file, account) = (try await court.file, try await court.account)
      #expect(account.allReceived == .yuan(1_000))
      #expect(account.allPaid(.applicant) == paidBefore)
      #expect(try await owed(court) == owedBefore)
      #expect(file.seizure.measures[measure.id]?.status == .effective)
      #expect(file.seizure.measures[measure.id]?.until == measure.until)
      #expect(file.filing.related.contains(number))
      let carried = try #require(try await court.events().compactMap { $0.event as? EarlierRoundsCarried }.first)
      #expect(carried.basis == .whole)
      court.look(at: ended)
      #expect(try await court.file.closing.resumedBy == resumed)
      #expect(try await court.file.seizure.live.isEmpty)

      // One matter goes on once.
      court.look(at: waiting)
      #expect(try await court.person(.filingJudge).refusal("filing.file") == "alreadyResumed")
    }
  }

  @Test("What a claim for the balance leaves out is not taken off again, and an application says which it is")
  func balance() async throws {
    for (stated, principal, basis) in [
      ("remaining", "50000.00", ClaimBasis.remaining), ("", "49000.00", .remaining), ("whole", "49000.00", .whole),
    ] {
      try await StoryTests.live(from: PolicyAfterYears.begins, "余额恢复执行") { court in
        try await PolicyAfterYears.end(in: court)
        let number = try await court.file.number
        try await court.pays(.yuan(1_000), payer: "符云")
        try await court.paysOut()
        var fields = try application(court, resuming: number, principal: principal)
        fields["claimBasis"] = .text(stated)
        try await court.attempt("filing.import", ["cases": .list([.object(fields)])], by: court.person(.filingJudge))
        let (file, account) = (try await court.file, try await court.account)
        #expect(file.filing.number != nil)
        let carried = try #require(try await court.events().compactMap { $0.event as? EarlierRoundsCarried }.first)
        #expect(carried.basis == basis, "\(stated) \(principal)")
        #expect(carried.reasons?.inputs.map(\.figure).first == "50,000.00")
        #expect(account.allReceived == (basis == .whole ? .yuan(1_000) : .zero))
        #expect(account.earlier?.received == .yuan(1_000), "it stays known")
        var alone = CaseAccount()
        if basis == .whole { alone = account }
        let law = court.configuration.books.law
        let day = court.clock.now.day
        #expect(
          CaseDebt.stillOwed(file, account, on: day, law: law).total == CaseDebt.stillOwed(file, alone, on: day, law: law).total)
      }
    }
  }

  @Test("A resumption that does not name the debtor whose property is held is refused")
  func otherDebtor() async throws {
    try await StoryTests.live(from: PolicyAfterYears.begins, "他人恢复执行") { court in
      try await PolicyAfterYears.end(in: court, freezing: true)
      var fields = try application(court, resuming: try await court.file.number)
      guard case .list(let parties)? = fields["parties"] else { throw ScenarioFailure("no parties") }
      fields["parties"] = .list(
        parties.map { party in
          guard case .object(var each) = party, each["role"] == "debtor" else { return party }
          each["idNumber"] = nil
          each["idKind"] = nil
          return .object(each)
        })
      try await court.person(.filingClerk).does("filing.submit", fields)
      #expect(try await court.person(.filingJudge).refusal("filing.file") == "earlierDebtorMissing")
    }
  }

  private func owed(_ court: Scenario) async throws -> Money {
    let (file, account) = (try await court.file, try await court.account)
    return CaseDebt.stillOwed(file, account, on: court.clock.now.day, law: court.configuration.books.law).total
  }
}
