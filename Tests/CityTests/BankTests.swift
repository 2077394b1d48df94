import Basics
import City
import PartnerAPI
import Testing

@Suite struct BankTests {
  @Test("A bank tells what it holds of a person, and nothing of a number that it does not know")
  func query() throws {
    var street = try Street()
    let query = PartnerRequestBody.query(.init(name: "孙虚舟", idKind: "residentID", idNumber: "331024198001010035"))
    guard case .accounts(let found) = try street.ask(query, "bankA", ruling: false).body else { throw Street.Missing() }
    #expect(found.map(\.account) == [Street.wageAccount])
    #expect(found.first?.isWageAccount == true && found.first?.monthlyKeep == .yuan(3_000) && found.first?.exemptPart == .zero)
    let stranger = PartnerRequestBody.query(.init(name: "无此人", idKind: "residentID", idNumber: "331024198001010078"))
    #expect(try street.ask(stranger, "bankA", ruling: false).body == .accounts([]))
    let misnamed = PartnerRequestBody.query(.init(name: "孙虚", idKind: "residentID", idNumber: "331024198001010035"))
    #expect(try street.ask(misnamed, "bankA", ruling: false).reason?.known == .nameMismatch)
  }

  @Test("A freeze with enough money is done; with less it is partial and catches later credits up to the limit")
  func limitFreeze() throws {
    var street = try Street()
    let full = try street.ask(.freeze(Street.account, 50_000), "bankC")
    #expect(full.outcome == .done && full.frozen?.amount == .yuan(50_000) && full.frozen?.rank == 1)
    var other = try Street()
    let part = try other.ask(.freeze(Street.account, 100_000), "bankC")
    #expect(part.outcome == .partial && part.frozen?.amount == .yuan(80_000) && part.reason?.known == .balanceBelowLimit)
    try other.city.credit(
      CreditOrder(person: "331024198001010035", account: Street.account, amount: .yuan(15_000)), at: other.city.now)
    try other.city.credit(
      CreditOrder(person: "331024198001010035", account: Street.account, amount: .yuan(15_000)), at: other.city.now)
    other.wait(until: day("2024-03-01"))
    #expect(other.inflows.map(\.amount) == [.yuan(15_000), .yuan(5_000)])
    #expect(other.inflows.map(\.totalFrozen) == [.yuan(95_000), .yuan(100_000)])
    #expect(other.inflows.allSatisfy { $0.caseNumber == "(2024)浙1003执1号" && $0.requestId == "1001" })
    #expect(other.city.accounts[Street.account]?.available == .yuan(10_000))
  }

  @Test("Of wages the kept part stays with the debtor, and what is above it is frozen each pay day")
  func wages() throws {
    var street = try Street()
    #expect(try street.ask(.freeze(Street.wageAccount, 100_000), "bankA").frozen?.amount == .zero)
    street.wait(until: day("2024-03-10"))
    #expect(street.inflows.map(\.amount) == [.yuan(3_800)])
    #expect(street.city.accounts[Street.wageAccount]?.available == .yuan(3_000))
    #expect(street.city.nextInstant == Instant(day("2024-04-10"), hour: 9))
  }

  @Test("A freeze behind one not yet filled waits in line, and takes effect with a new term when that one is released")
  func waitingLine() throws {
    var street = try Street()
    try street.ask(.freeze(Street.account, 100_000), "bankC", case: 1)
    let second = try street.ask(.freeze(Street.account, 30_000), "bankC", case: 2)
    #expect(second.outcome == .partial && second.reason?.known == .waitingInLine)
    #expect(second.frozen?.rank == 2 && second.frozen?.amount == .zero)
    street.wait(until: day("2024-05-01"))
    let release = PartnerRequestBody.releaseFreeze(.init(account: Street.account, keep: .zero))
    #expect(try street.ask(release, "bankC", case: 1).body == .released(.init(kept: .zero)))
    let inflow = try #require(street.inflows.last)
    #expect(inflow.caseNumber == "(2024)浙1003执2号" && inflow.amount == .yuan(30_000) && inflow.rank == 1)
    #expect(inflow.from == day("2024-05-01") && inflow.to == day("2024-05-01") + (day("2025-02-28") - day("2024-03-01")))
  }

  @Test("A freeze behind one that is filled is in effect on the rest of the money")
  func besideFilled() throws {
    var street = try Street()
    try street.ask(.freeze(Street.account, 50_000), "bankC", case: 1)
    let second = try street.ask(.freeze(Street.account, 40_000), "bankC", case: 2)
    #expect(second.frozen?.rank == 1 && second.frozen?.amount == .yuan(30_000) && second.outcome == .partial)
  }

  @Test("A release to a sum keeps that sum and gives the rest to the next in line")
  func partialRelease() throws {
    var street = try Street()
    try street.ask(.freeze(Street.account, 80_000), "bankC", case: 1)
    try street.ask(.freeze(Street.account, 20_000), "bankC", case: 2)
    let release = PartnerRequestBody.releaseFreeze(.init(account: Street.account, keep: .yuan(70_000)))
    #expect(try street.ask(release, "bankC", case: 1).body == .released(.init(kept: .yuan(70_000))))
    #expect(street.inflows.last?.amount == .yuan(10_000))
    let more = PartnerRequestBody.releaseFreeze(.init(account: Street.account, keep: .yuan(90_000)))
    #expect(try street.ask(more, "bankC", case: 1).reason?.known == .amountInvalid)
  }

  @Test("A freeze needs a ruling and a digest, at most a year, a known account and no freeze of the same case before it")
  func refusals() throws {
    var street = try Street()
    #expect(try street.ask(.freeze(Street.account, 1), "bankC", ruling: false).reason?.known == .rulingMissing)
    #expect(try street.ask(.freeze(Street.account, 1, to: "2025-03-02"), "bankC").reason?.known == .termTooLong)
    #expect(try street.ask(.freeze(Street.account, 1, to: "2024-02-29"), "bankC").reason?.known == .termInvalid)
    #expect(try street.ask(.freeze(Street.account, 1), "bankB").reason?.known == .accountUnknown)
    #expect(try street.ask(.freeze(Street.account, 0), "bankC").reason?.known == .amountInvalid)
    #expect(try street.ask(.sealHouse(), "bankC").reason?.known == .actionNotSupported)
    try street.ask(.freeze(Street.account, 5), "bankC")
    #expect(try street.ask(.freeze(Street.account, 6), "bankC").reason?.known == .alreadyFrozen)
    let again = try street.ask(.freeze(Street.account, 5), "bankC")
    #expect(again.outcome == .done && again.reason?.known == .alreadyFrozen && again.frozen?.amount == .yuan(5))
    #expect(street.city.accounts[Street.account]?.held == .yuan(5))
  }

  @Test("A freeze lapses at the end of its last day unless it was renewed")
  func lapse() throws {
    var street = try Street()
    try street.ask(.freeze(Street.account, 50_000), "bankC")
    street.wait(until: day("2025-02-20"))
    let renew = PartnerRequestBody.renewFreeze(.init(account: Street.account, to: day("2026-02-28")))
    #expect(try street.ask(renew, "bankC").frozen?.to == day("2026-02-28"))
    street.wait(until: day("2025-03-02"))
    #expect(street.city.accounts[Street.account]?.held == .yuan(50_000))
    let tooFar = PartnerRequestBody.renewFreeze(.init(account: Street.account, to: day("2027-03-02")))
    #expect(try street.ask(tooFar, "bankC").reason?.known == .termTooLong)
    street.wait(until: day("2026-02-28"))
    #expect(street.city.accounts[Street.account]?.held == .yuan(50_000))
    street.wait(until: day("2026-03-01"), hour: 0)
    #expect(street.city.accounts[Street.account]?.held == .zero)
    #expect(try street.ask(renew, "bankC").reason?.known == .lapsed)
  }

  @Test("A transfer takes at most what this case has frozen, and the court's bank reports the same line")
  func transfer() throws {
    var street = try Street()
    #expect(try street.ask(.transfer(Street.account, 1), "bankC").reason?.known == .notFrozen)
    try street.ask(.freeze(Street.account, 50_000), "bankC")
    #expect(try street.ask(.transfer(Street.account, 50_001), "bankC").reason?.known == .exceedsFrozen)
    #expect(try street.ask(.transfer(Street.account, 1), "bankC", case: 2).reason?.known == .notFrozen)
    #expect(street.credits.isEmpty)
    let done = try street.ask(.transfer(Street.account, 20_000), "bankC")
    #expect(done.transferred?.amount == .yuan(20_000))
    #expect(street.credits.map(\.bankLine) == [done.transferred?.bankLine])
    #expect(street.credits.first?.caseSubAccount == "88010001" && street.credits.first?.payerAccount == Street.account)
    #expect(street.city.subAccounts["88010001"] == .yuan(20_000))
    #expect(street.city.accounts[Street.account]?.freezes.first?.limit == .yuan(30_000))
    #expect(try street.ask(.transfer(Street.account, 30_000), "bankC").outcome == .done)
    let release = PartnerRequestBody.releaseFreeze(.init(account: Street.account, keep: .zero))
    #expect(try street.ask(release, "bankC").outcome == .done)
  }

  @Test("A payment leaves a case's sub-account once, for the named payee only, and never more than is there")
  func pay() throws {
    var street = try Street()
    try street.city.payCourt(
      PayCourtOrder(payerName: "孙虚舟之友", caseSubAccount: "88010001", amount: .yuan(500), text: "代付"), at: street.city.now)
    #expect(try street.ask(.pay(50_001), "courtBank", ruling: false).reason?.known == .insufficientFunds)
    #expect(try street.ask(.pay(100, name: "王某"), "courtBank", ruling: false).reason?.known == .payeeNameMismatch)
    #expect(
      try street.ask(.pay(100, to: "6299900028000000099"), "courtBank", ruling: false).reason?.known == .payeeAccountUnknown)
    let message = Street.message(.pay(30_000), to: "courtBank", id: "77", at: street.city.now, ruling: false)
    for _ in 0..<3 { _ = try street.city.submit(message, at: street.city.now) }
    let answers = street.city.due(until: street.city.now)
    #expect(answers.count == 3 && Set(answers.map(\.message)).count == 1)
    #expect(street.city.accounts["6299900028000000031"]?.balance == .yuan(300))
    #expect(street.city.subAccounts["88010001"] == .yuan(200))
  }

  @Test("A debtor can pay the court with what is not frozen")
  func payCourt() throws {
    var street = try Street()
    try street.ask(.freeze(Street.account, 50_000), "bankC")
    let much = PayCourtOrder(account: Street.account, caseSubAccount: "88010001", amount: .yuan(30_001), text: "还款")
    #expect(throws: CityRefusal.insufficient(available: .yuan(30_000))) {
      try street.city.payCourt(much, at: street.city.now)
    }
    let line = try street.city.payCourt(
      PayCourtOrder(account: Street.account, caseSubAccount: "88010001", amount: .yuan(30_000), text: "还款"), at: street.city.now)
    street.wait(until: day("2024-03-01"))
    #expect(
      street.credits == [
        PartnerNotice.Credit(
          caseSubAccount: "88010001", amount: .yuan(30_000), payerName: "孙虚舟", payerAccount: Street.account, bankLine: line,
          text: "还款")
      ])
  }
}
