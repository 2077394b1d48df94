import Basics
import Casework
import Enforcement
import EnforcementLaw
import TestSupport
import Testing

@Suite("The review line")
struct RemedyTests {
  @Test("A third party's objection holds the disposal until it is refused and nobody sued; its judges had no part in the case")
  func thirdParty() async throws {
    let court = try await ReviewedCase()
    try await court.thirdPartyObjects()
    let matter = try await court.matter
    #expect(matter.kind == .thirdParty && matter.stage == .received)
    #expect(matter.fileBy == court.today + 3)
    #expect(try await court.attempt("disposal.draftTransferRuling", by: court.handler) == "disposalHeld")
    // Whoever worked on the case does not sit.
    let judge = try #require(court.base.judge.staff)
    let two = court.bench.prefix(2).compactMap { $0.staff.map { InputValue.text("\($0)") } }
    #expect(
      try await court.attempt(
        "remedies.file", ["remedy": "\(matter.id)", "members": .list([.text("\(judge)")] + two)], by: court.filing)
        == "workedOnCase")
    #expect(
      try await court.attempt("remedies.file", ["remedy": "\(matter.id)", "members": .list(two)], by: court.filing)
        == "panelTooSmall")
    try await court.files()
    #expect(try await court.matter.number == "(2025)浙1099执异1号")
    #expect(try await court.file.process.isOpen("ruleThirdParty"))
    #expect(try await court.file.process.isOpen("holdDisposal"))
    try await court.does("remedies.notify", ["remedy": "\(matter.id)"], by: court.clerk)
    #expect(try await !court.file.process.isOpen("notifyObjection"))
    #expect(
      try await court.attempt(
        "remedies.draftRuling", ["remedy": "\(matter.id)", "outcome": "revoked", "text": "x"], by: court.clerk) == "wrongOutcome")
    #expect(
      try await court.attempt(
        "remedies.draftRuling", ["remedy": "\(matter.id)", "outcome": "rejected", "text": "x"], by: court.base.judge)
        == "workedOnCase")
    try await court.rules(.rejected)
    try await court.serves()
    let served = try #require(try await court.matter.served[matter.by])
    #expect(served.until >= court.today + 15)
    // Refused, and still held for the fifteen days.
    #expect(try await court.attempt("disposal.draftTransferRuling", by: court.handler) == "disposalHeld")
    #expect(
      try await court.attempt(
        "remedies.appeal", ["remedy": "\(matter.id)", "level": "reconsideration", "by": "\(matter.by)", "text": "x"],
        by: court.clerk)
        == "otherRemedy")
    try await court.passes(days: (served.until - court.today) + 1)
    #expect(try await court.matter.stage == .ended)
    #expect(try await court.matter.outcome == .rejected)
    #expect(try await !court.file.process.isOpen("holdDisposal"))
    #expect(try await !court.file.process.isOpen("suitAfterRuling"))
    #expect(try await court.attempt("disposal.draftTransferRuling", by: court.handler) == nil)
  }

  @Test("Once the enforcement against a thing is stopped for good, its release is a task that only the release closes")
  func stopped() async throws {
    let court = try await ReviewedCase()
    try await court.thirdPartyObjects()
    try await court.files()
    try await court.rules(.stopped)
    try await court.serves()
    #expect(try await court.file.undoing.open.isEmpty, "the applicant may still sue")
    try await court.passes(days: 20)
    #expect(try await court.matter.outcome == .stopped)
    let task = try #require(try await court.file.undoing.open.first)
    #expect(task.kind == .releaseMeasure && task.dueBy >= court.today)
    #expect(try await court.file.process.isOpen("undoMistake"))
    #expect(try await court.attempt("disposal.draftTransferRuling", by: court.handler) == "disposalHeld")
    try await court.does("seizure.draftRelease", ["ground": "thirdPartyOwned", "reason": "财产系案外人所有"], by: court.base.assistant)
    try await court.base.signs(.releaseRuling)
    try await court.base.answers(try await court.base.request(.release), .done)
    #expect(try await court.file.undoing.open.isEmpty)
    #expect(try await !court.file.process.isOpen("undoMistake"))
    guard case .act(let by, _)? = try await court.file.undoing.tasks[task.id]?.end else {
      Issue.record("closed by no act")
      return
    }
    #expect(by == MeasureReleased.name)
  }

  @Test("Where the applicant sues in time the thing stays held, and the judgment decides; an applicant's security lets it go on")
  func suitAndSecurity() async throws {
    let court = try await ReviewedCase()
    try await court.thirdPartyObjects()
    try await court.files()
    try await court.rules(.rejected)
    try await court.serves()
    let matter = try await court.matter
    let suit: [String: InputValue] = ["remedy": "\(matter.id)", "by": "\(matter.by)", "text": "(2025)浙1099民初9号"]
    try await court.does("remedies.sue", suit, by: court.clerk)
    #expect(try await court.attempt("remedies.sue", suit, by: court.clerk) == "objectedTwice")
    try await court.passes(days: 40)
    #expect(try await court.matter.stage == .ruled, "it waits for the judgment")
    #expect(try await court.attempt("disposal.draftTransferRuling", by: court.handler) == "disposalHeld")
    let applicant = try #require(try await court.file.applicants.first).person
    let security: [String: InputValue] = [
      "remedy": "\(matter.id)", "by": "\(applicant)", "amount": "200000", "text": "保证金已交本院账户，合议庭准许。",
    ]
    #expect(try await court.attempt("remedies.acceptSecurity", security, by: court.base.judge) == "workedOnCase")
    #expect(try await court.attempt("remedies.acceptSecurity", security, by: court.bench[5]) == "notOnPanel")
    let member = Actor(.staff(try #require(matter.panel.last)), roles: [.reviewJudge])
    try await court.does("remedies.acceptSecurity", security, by: member)
    #expect(try await court.attempt("disposal.draftTransferRuling", by: court.handler) == nil)
    try await court.does(
      "remedies.endSuit", ["remedy": "\(matter.id)", "outcome": "overturned", "text": "判决不得执行"], by: court.clerk)
    #expect(try await court.matter.outcome == .stopped)
    #expect(try await court.file.undoing.open.contains { $0.kind == .releaseMeasure })
  }

  @Test("An objection that is upheld lists what the act did; the court above may turn it round, and the list falls")
  func conduct() async throws {
    let court = try await ReviewedCase()
    let ruling = try #require(try await court.file.seizure.signedRuling).paper
    let debtor = try #require(try await court.file.debtors.first).person
    try await court.does(
      "remedies.object", ["matter": "conduct", "by": "\(debtor)", "paper": "\(ruling)", "text": "冻结的是工资，应予解除。"], by: court.clerk)
    #expect(
      try await court.attempt("disposal.draftTransferRuling", by: court.handler) == nil, "an objection to an act stops nothing")
    try await court.files()
    try await court.rules(.revoked)
    #expect(
      try await court.file.undoing.open.map(\.kind) == [.releaseMeasure, .withdrawDraft])
    try await court.serves()
    let matter = try await court.matter
    let applicant = try #require(try await court.file.applicants.first).person
    try await court.does(
      "remedies.appeal", ["remedy": "\(matter.id)", "level": "reconsideration", "by": "\(applicant)", "text": "不是工资"],
      by: court.clerk)
    try await court.does("remedies.sendUp", ["remedy": "\(matter.id)", "level": "reconsideration"], by: court.clerk)
    #expect(try await court.file.process.isOpen("decideReconsideration"))
    func decides(_ number: String, _ decision: String, _ result: String?) async throws -> String? {
      var fields: [String: InputValue] = [
        "remedy": "\(matter.id)", "level": "reconsideration", "number": .text(number), "decision": .text(decision),
        "on": .text("\(court.today)"), "text": "裁定主文",
      ]
      if let result { fields["result"] = .text(result) }
      return try await court.attempt("remedies.recordDecision", fields, by: court.clerk)
    }
    #expect(try await decides("(2025)浙1099执复1号", "upheld", nil) == "notOfCourtAbove")
    #expect(try await decides("(2025)浙10执异1号", "upheld", nil) == "notOfCourtAbove")
    #expect(try await decides("(2025)浙10执复1号", "reversed", nil) == "resultMissing")
    #expect(try await decides("(2025)浙10执复1号", "reversed", "rejected") == nil)
    #expect(try await court.matter.outcome == .rejected)
    #expect(try await court.file.undoing.open.isEmpty)
    let last = try #require(try await court.matter.superviseBy)
    #expect(last >= court.today.adding(months: 6))
    #expect(try await court.file.process.isOpen("supervisionApplication"))
    try await court.passes(days: (last - court.today) + 1)
    #expect(try await !court.file.process.isOpen("supervisionApplication"))
  }

  @Test("What is sent back goes to another panel, once only; late and twice are refused")
  func sentBack() async throws {
    let court = try await ReviewedCase()
    let debtor = try #require(try await court.file.debtors.first).person
    try await court.does("remedies.object", ["matter": "conduct", "by": "\(debtor)", "text": "程序违法"], by: court.clerk)
    #expect(
      try await court.attempt("remedies.object", ["matter": "conduct", "by": "\(debtor)", "text": "再提"], by: court.clerk)
        == "objectedTwice")
    try await court.files()
    try await court.rules(.rejected)
    try await court.serves()
    let matter = try await court.matter
    let appeal: [String: InputValue] = [
      "remedy": "\(matter.id)", "level": "reconsideration", "by": "\(debtor)", "text": "请求撤销",
    ]
    func remands(_ number: Int) async throws -> String? {
      try await court.does("remedies.appeal", appeal, by: court.clerk)
      try await court.does("remedies.sendUp", ["remedy": "\(matter.id)", "level": "reconsideration"], by: court.clerk)
      return try await court.attempt(
        "remedies.recordDecision",
        [
          "remedy": "\(matter.id)", "level": "reconsideration", "number": .text("(2025)浙10执复\(number)号"), "decision": "remanded",
          "on": .text("\(court.today)"), "text": "发回",
        ], by: court.clerk)
    }
    #expect(try await remands(1) == nil)
    #expect(
      try await court.attempt(
        "remedies.draftRuling", ["remedy": "\(matter.id)", "outcome": "founded", "text": "x"], by: court.clerk)
        == "noPanel")
    try await court.does("remedies.formPanel", ["remedy": "\(matter.id)", "reason": "发回重新审查"], by: court.filing)
    #expect(Set(try await court.matter.panel).isDisjoint(with: matter.panel))
    try await court.rules(.founded)
    try await court.serves()
    #expect(try await remands(2) == "remandedTwice")
  }

  @Test("A change of parties takes effect when the ruling reaches who comes in; measures against the added debtor follow")
  func changeOfParties() async throws {
    let court = try await ReviewedCase()
    let applicant = try #require(try await court.file.applicants.first).person
    let fields: [String: InputValue] = [
      "ground": "17", "by": "\(applicant)", "kind": "natural", "name": "股东贺某", "idKind": "other", "idNumber": "S-1",
      "text": "未缴纳出资，有工商登记。",
    ]
    try await court.does("remedies.askPartyChange", fields, by: court.clerk)
    #expect(try await court.attempt("remedies.askPartyChange", fields, by: court.clerk) == "objectedTwice")
    #expect(
      try await court.attempt(
        "remedies.askPartyChange", fields.merging(["ground": "9", "idNumber": "S-2"]) { $1 }, by: court.clerk)
        == "assignmentNotProven")
    let shareholder = try #require(try await court.matter.change).party.person
    #expect(try await court.file.filing.party(shareholder)?.role == .thirdParty)
    #expect(try await court.matter.ruleBy >= court.today + 60)
    try await court.files()
    try await court.rules(.granted)
    #expect(try await court.file.debtors.count == 1, "not before it is served")
    let rounds = try await court.file.search.rounds.count
    try await court.serves()
    #expect(try await court.file.debtors.map(\.person).contains(shareholder))
    #expect(try await court.file.papers.first(.enforcementNotice, about: "\(shareholder)") != nil)
    #expect(try await court.file.search.rounds.count == rounds + 1)
    #expect(try await court.file.search.rounds.last?.debtors.contains(shareholder) == true)
    // The ground opens a suit; while the shareholder sues, his property is not disposed of.
    let matter = try await court.matter
    #expect(matter.opens == .suit)
    try await court.base.answers(
      try await court.base.request(.query, to: "bankC"), .done,
      ["found": .list([.object(["kind": "deposit", "identity": "6222000000000009", "value": "50000"])])])
    let before = try await court.file.seizure.order.count
    try await court.base.freezes()
    #expect(try await court.file.seizure.order.count > before, "by a ruling that names him")
    try await court.base.answers(
      try await court.base.request(.freeze), .done, ["amount": "50000", "rank": "1", "from": .text("\(court.today)")])
    try await court.does(
      "remedies.sue", ["remedy": "\(matter.id)", "by": "\(shareholder)", "text": "(2025)浙1099民初10号"], by: court.clerk)
    let held = try await court.file.seizure.live.filter { $0.debtor == shareholder }
    let now = try await court.file
    #expect(!held.isEmpty && held.allSatisfy { now.hold(on: $0)?.article == ReviewTerms.noDisposalInChangeSuit })
    // The judgment takes him out again: what was done against him is undone.
    try await court.does(
      "remedies.endSuit", ["remedy": "\(matter.id)", "outcome": "overturned", "text": "判决不得追加"], by: court.clerk)
    #expect(try await !court.file.debtors.map(\.person).contains(shareholder))
    let tasks = try await court.file.undoing.open
    #expect(tasks.contains { $0.kind == .releaseMeasure && $0.person == shareholder })
    #expect(tasks.allSatisfy { $0.person == shareholder })
  }

  @Test("A claim assigned with the first applicant's word brings the assignee into his place")
  func assignee() async throws {
    let court = try await ReviewedCase()
    let applicant = try #require(try await court.file.applicants.first).person
    try await court.does(
      "remedies.askPartyChange",
      [
        "ground": "9", "replaces": "\(applicant)", "acknowledged": "true", "kind": "natural", "name": "受让人温某", "idKind": "other",
        "idNumber": "A-9", "text": "债权转让协议及书面认可。",
      ], by: court.clerk)
    try await court.files()
    try await court.rules(.granted)
    try await court.serves()
    #expect(try await court.file.applicants.count == 1)
    #expect(try await court.file.applicants.first?.person == court.matter.change?.party.person)
    #expect(try await court.file.filing.party(applicant)?.role == .thirdParty)
  }

  @Test("Not accepted: the filing judge rules, and the days to ask the court above run from its service")
  func notAccepted() async throws {
    let court = try await ReviewedCase()
    let debtor = try #require(try await court.file.debtors.first).person
    try await court.does("remedies.object", ["matter": "conduct", "by": "\(debtor)", "text": "对判决不服"], by: court.clerk)
    let matter = try await court.matter
    try await court.does("remedies.refuse", ["remedy": "\(matter.id)", "text": "对执行依据的异议不属执行异议。"], by: court.filing)
    #expect(try await court.attempt("remedies.file", ["remedy": "\(matter.id)"], by: court.filing) == "rulingDraftOpen")
    let paper = try #require(try await court.matter.rulings.last).paper
    let other = try await court.court.staff("另一立案法官", [.filingJudge])
    #expect(try await court.attempt("papers.sign", ["paper": "\(paper)"], by: court.filing) == "secondPerson")
    try await court.does("papers.sign", ["paper": "\(paper)"], by: other)
    try await court.serves()
    #expect(try await court.matter.opens == .reconsideration)
    try await court.passes(days: 15)
    #expect(try await court.matter.stage == .ended)
    #expect(try await court.matter.outcome == .notAccepted)
    #expect(
      try await court.attempt(
        "remedies.appeal", ["remedy": "\(matter.id)", "level": "reconsideration", "by": "\(debtor)", "text": "x"], by: court.clerk
      )
        == "remedyLate")
  }

  @Test("A case does not close while something that a ruling undid is still to be undone")
  func closingWaits() async throws {
    let court = try await ReviewedCase()
    let ruling = try #require(try await court.file.seizure.signedRuling).paper
    let debtor = try #require(try await court.file.debtors.first).person
    try await court.does(
      "remedies.object", ["matter": "conduct", "by": "\(debtor)", "paper": "\(ruling)", "text": "x"], by: court.clerk)
    try await court.files()
    try await court.rules(.revoked)
    #expect(try await court.attempt("closing.proposeEnding", by: court.handler) == "undoOpen")
    let task = try #require(try await court.file.undoing.open.first)
    try await court.does("correction.explain", ["task": "\(task.id)", "reason": "已由另案首封"], by: court.handler)
    #expect(try await court.attempt("closing.proposeEnding", by: court.handler) == "endingChecksFail")
  }
}
