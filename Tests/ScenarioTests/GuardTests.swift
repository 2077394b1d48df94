import Basics
import Casework
import City
import Enforcement
import EnforcementLaw
import Testing

@testable import Stories

/// What the path refuses, and what it lets people put right.
@Suite struct GuardTests {
  @Test("A withdrawn draft of the ending blocks nothing, and an unsigned ending needs the panel before the president")
  func endingAnew() async throws {
    try await StoryTests.live(from: PolicyAfterYears.begins, "终本撤回") { court in
      try await PolicyAfterYears.almostEnd(in: court)
      let draft = try await court.draft(.terminationRuling)
      let checked = try await court.file.process
      #expect(checked.closed.contains("checkEndingConditions") && !checked.isOpen("checkEndingConditions"))
      #expect(
        try await court.person(.clerk).refusal("papers.withdraw", ["paper": "\(draft)", "reason": "x"]) == "notYoursToWithdraw")
      try await court.handler.does("papers.withdraw", ["paper": "\(draft)", "reason": "表述有误"])
      #expect(try await court.file.closing.ending == nil)
      #expect(try await !court.file.process.open.values.contains { ["endingInterview", "approveEnding"].contains($0.key) })

      #expect(try await court.file.process.isOpen("checkEndingConditions"), "withdrawn, the conditions are checked anew")
      try await court.handler.does("closing.proposeEnding")
      #expect(try await !court.file.process.isOpen("checkEndingConditions"))
      try await court.handler.does("closing.recordEndingInterview", ["minutes": "徐禾不同意终本。", "applicantSigned": "false"])
      let second = try await court.draft(.terminationRuling)
      let president = try court.person(.president)
      #expect(try await president.refusal("papers.sign", ["paper": "\(second)"]) == "endingNotConfirmed")
      try await court.anotherJudge().does("closing.recordEndingPanel", ["minutes": "合议庭一致认为已穷尽财产调查措施。"])
      try await president.signs(.terminationRuling)
      #expect(try await court.file.closing.closed?.way == .terminatedRound)
    }
  }

  @Test("The round does not end before securities are searched and the judge answers for clues, audit and reward")
  func endingItems() async throws {
    try await StoryTests.live(from: PolicyAfterYears.begins, "终本核查") { court in
      try await PolicyAfterYears.almostEnd(in: court)
      let file = try await court.file
      let proposed = try #require(try await court.events().compactMap { $0.event as? EndingProposed }.last)
      let lawful = RoundTermination.checklist(
        TerminationEvidence(filed: court.clock.now.day), today: court.clock.now.day, settings: .standard
      ).value.checks
      let asked = Set(lawful.map(\.key)).subtracting(["applicantHeard", "confirmed", "ruling"])
      #expect(asked.subtracting(proposed.checks.map(\.key)) == [], "the whole list of the law is asked")
      #expect(proposed.checks.allSatisfy { $0.passed })
      let securities = try #require(proposed.checks.first { $0.key == "network.securities" })
      #expect(securities.evidence.zh.contains("证券") && securities.evidence.zh.contains("轮网络查询"))
      #expect(file.closing.items[.audit]?.answer == .notApplicable && file.closing.items[.clues]?.answer == .done)
      let officer = try court.person(.officer)
      #expect(try await officer.refusal("closing.answerItems", PolicyAfterYears.endingItems) == "notYourRole")
      #expect(
        try await court.person(.judge).refusal("closing.answerItems", PolicyAfterYears.endingItems) == "endingProposed")
    }
  }

  @Test("A withdrawn listing closes its review")
  func listingWithdrawn() async throws {
    try await StoryTests.live(from: SmartSearch.begins, "撤回纳入") { court in
      try await SmartSearch.controlled(in: court)
      let debtor = try #require(try await court.file.debtors.first).person
      try await court.handler.does("sanctions.proposeListing", ["debtor": "\(debtor)", "ground": "3", "evidence": "转移车辆。"])
      #expect(try await court.file.process.open.values.contains { $0.key == "reviewListing" })
      let draft = try await court.draft(.listingDecision)
      try await court.handler.does("papers.withdraw", ["paper": "\(draft)", "reason": "证据不足"])
      #expect(try await !court.file.process.open.values.contains { $0.key == "reviewListing" })
      #expect(try await court.file.sanctions.listings.isEmpty)
    }
  }

  @Test("A paper counts as served only on whom it is addressed to")
  func servedOnOthers() async throws {
    try await StoryTests.live(from: SmartSearch.begins, "送达对象") { court in
      try await SmartSearch.controlled(in: court)
      let notice = try #require(try await court.file.papers.latest(.enforcementNotice))
      let applicant = try #require(try await court.file.applicants.first).person
      let fields: [String: InputValue] = [
        "paper": "\(notice.id)", "to": "\(applicant)", "way": "direct", "on": "\(court.clock.now.day)",
      ]
      #expect(try await court.person(.clerk).refusal("papers.recordService", fields) == "notAReceiver")
    }
  }

  @Test("A change of hands opens nothing anew")
  func handedOver() async throws {
    try await StoryTests.live(from: SmartSearch.begins, "更换承办人") { court in
      try await SmartSearch.controlled(in: court)
      let before = try await court.file.process.open.values.map(\.key).sorted()
      let other = try await court.anotherJudge()
      try await court.person(.bureauChief).does(
        "triage.assignHandler", ["handler": "\(try #require(other.actor.staff))", "reason": "原承办人休假"])
      #expect(try await court.file.process.open.values.map(\.key).sorted() == before)
    }
  }

  @Test(
    "After the debtor has paid all, a drafted transfer cannot be signed; each receipt has its own thirty days; nothing is paid without an account"
  )
  func moneyGuards() async throws {
    try await StoryTests.live(from: SmartSearch.begins, "付清之后") { court in
      try await SmartSearch.controlled(in: court)
      try await court.handler.does("disposal.draftTransferRuling")
      let draft = try await court.draft(.transferRuling)
      try await court.pays(.yuan(20_000), payer: "王知战")
      try await court.advance(minutes: 10)
      try await court.statesAccounts()
      try await court.handler.does("funds.proposePayout")
      // A second receipt while the first is being paid out.
      try await court.debtorPaysAll("王知战")
      try await court.advance(minutes: 10)
      #expect(try await court.file.process.open.values.count { $0.key == "payWithin30" } == 2)
      let payout = try #require(try await court.account.openPayouts.first)
      try await court.passesGates(payout)
      try await court.advance(minutes: 5)
      #expect(try await court.account.payouts[payout.id]?.status == .settled)
      #expect(try await court.file.process.open.values.count { $0.key == "payWithin30" } == 1)
      #expect(try await court.anotherJudge().refusal("papers.sign", ["paper": "\(draft)"]) == "transferExceedsOwed")
      try await court.paysOut()
      #expect(try await !court.file.process.open.values.contains { $0.key == "payWithin30" })
    }
  }

  @Test("Money leaves by three gates, each another person's and in their order; any of them returns it with a reason")
  func gates() async throws {
    try await StoryTests.live(from: SmartSearch.begins, "三道关口") { court in
      try await SmartSearch.controlled(in: court)
      try await court.pays(.yuan(20_000), payer: "王知战")
      try await court.advance(minutes: 10)
      try await court.statesAccounts()
      try await court.handler.does("funds.proposePayout")
      let first: [String: InputValue] = ["payout": "\(try #require(try await court.account.openPayouts.first).id)"]
      let (supervisor, chief, cashier) = (
        try court.person(.moneySupervisor), try court.person(.bureauChief), try court.person(.cashier)
      )
      #expect(try await chief.refusal("funds.approvePayout", first) == "nothingAtGate")
      #expect(try await cashier.refusal("funds.releasePayout", first) == "nothingAtGate")
      #expect(try await court.file.process.isOpen("supervisionGate"))
      try await supervisor.does("funds.supervisePayout", first)
      #expect(try await court.file.process.isOpen("approvalGate"))
      try await chief.does("funds.approvePayout", first)
      #expect(try await court.file.process.isOpen("releaseGate"))
      #expect(try await chief.refusal("funds.returnPayout", first.merging(["reason": "x"]) { $1 }) == "notAtGate")
      #expect(try await court.handler.refusal("funds.sendPayout", first) == "notYourRole")
      #expect(try await cashier.refusal("funds.sendPayout", first) == "nothingToSend")
      try await cashier.does("funds.returnPayout", first.merging(["reason": "收款账户已销户"]) { $1 })
      #expect(try await court.account.openPayouts.isEmpty)
      #expect(try await court.account.available == .yuan(20_000))
      #expect(try await !court.file.process.open.values.contains { $0.key.hasSuffix("Gate") })

      // A supervisor who is cashier as well stands at one gate only.
      let both = try await court.staff("简余", [.moneySupervisor, .cashier])
      try await court.handler.does("funds.proposePayout")
      let second: [String: InputValue] = ["payout": "\(try #require(try await court.account.openPayouts.first).id)"]
      try await both.does("funds.supervisePayout", second)
      try await chief.does("funds.approvePayout", second)
      #expect(try await both.refusal("funds.releasePayout", second) == "sameHand")
      try await cashier.does("funds.releasePayout", second)
      try await court.advance(minutes: 5)
      #expect(try await court.account.balance == .zero)
      let gates = try #require(try await court.account.payouts.values.first { $0.status == .settled }).gates
      #expect(Set(gates.passed.values + [gates.proposedBy]).count == 4)
    }
  }

  @Test("Nothing is paid to a party that has stated no account")
  func noAccount() async throws {
    try await StoryTests.live(from: SmartSearch.begins, "没有账户") { court in
      var application = try court.application(SmartSearch.key)
      guard case .list(let parties) = application["parties"] else { throw ScenarioFailure("no parties") }
      application["parties"] = .list(
        parties.map { party in
          guard case .object(var fields) = party else { return party }
          for name in ["payeeName", "payeeAccount", "payeeBank"] { fields[name] = nil }
          return .object(fields)
        })
      try await court.person(.filingClerk).does("filing.submit", application)
      try await court.person(.filingJudge).does("filing.file")
      try await court.pays(.yuan(20_000), payer: "王知战")
      try await court.advance(minutes: 10)
      #expect(try await court.handler.refusal("funds.proposePayout") == "noPayee")
      let fields: [String: InputValue] = [
        "person": "\(try #require(try await court.file.applicants.first).person)", "payeeName": "王久安",
        "payeeAccount": "6228480000001237",
        "payeeBank": "外地示例银行",
      ]
      try await court.person(.clerk).does("funds.recordPayee", fields)
      try await court.paysOut()
      #expect(try await court.account.balance == .zero)
    }
  }

  @Test("Where what is held covers the debt, nobody is listed for being able and refusing")
  func coveredIsNotListed() async throws {
    try await StoryTests.live(from: SmartSearch.begins, "足额控制") { court in
      try await SmartSearch.controlled(in: court)
      let debtor = try #require(try await court.file.debtors.first).person
      let fields: [String: InputValue] = ["debtor": "\(debtor)", "ground": "1", "evidence": "有存款而不还。"]
      #expect(try await court.file.seizure.secured < court.stillMissing)
      try await court.handler.does("sanctions.proposeListing", fields)
      let draft = try await court.draft(.listingDecision)
      try await court.handler.does("papers.withdraw", ["paper": "\(draft)", "reason": "又有款项到账"])
      try await court.city.credit(
        CreditOrder(person: "410000197406110479", account: "6299900036000000479", amount: .yuan(30_000)))
      try await court.advance(minutes: 10)
      #expect(try await court.file.seizure.secured >= court.stillMissing)
      #expect(try await court.handler.refusal("sanctions.proposeListing", fields) == "groundBarred")
    }
  }

  @Test("A restriction is lifted early only on security or the applicant's consent, and the paper says which")
  func lifting() async throws {
    try await StoryTests.live(from: SmartSearch.begins, "解除限制消费") { court in
      try await SmartSearch.controlled(in: court)
      try await court.handler.does("sanctions.draftRestriction")
      try await court.person(.president).signs(.consumptionRestriction)
      #expect(try await court.handler.refusal("sanctions.draftLift") == "notFullyPerformed")
      let bare: [String: InputValue] = ["ground": "applicantConsents"]
      await #expect(throws: CaseDesk.Failure.self, "on a bare word") { try await court.handler.does("sanctions.draftLift", bare) }
      let said = bare.merging(["facts": "申请执行人书面同意解除，同意书一份。", "evidence": "1"]) { $1 }
      #expect(try await court.handler.refusal("sanctions.draftLift", said) == "noSuchEvidence")
      let scan: [String: InputValue] = [
        "kind": "letter", "title": "同意书", "media": "pdf", "fileID": "\(court.desk.ids.next(VaultContent.self))",
        "fileDigest": "00", "sha256": "00", "bytes": "1000",
      ]
      let attached = try await court.attempt("files.attach", scan, by: try await court.handler)
      let file = try #require(attached.flatMap(\.events).compactMap { $0 as? FileAttached }.first?.attached)
      let shown = said.merging(["evidence": "\(file)"]) { $1 }
      #expect(try await court.person(.assistant).refusal("sanctions.draftLift", shown) == "notHandler")
      try await court.handler.does("sanctions.draftLift", shown)
      #expect(try await court.draft(.consumptionLift) == court.file.sanctions.drafts.keys.max())
      try await court.person(.president).signs(.consumptionLift)
      #expect(try await court.file.sanctions.liveRestrictions.isEmpty)
    }
  }
}
