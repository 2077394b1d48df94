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

  private func owed(_ court: Scenario) async throws -> Money {
    let (file, account) = (try await court.file, try await court.account)
    return CaseDebt.stillOwed(file, account, on: court.clock.now.day, law: court.configuration.books.law).total
  }
}
