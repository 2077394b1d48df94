import Basics
import Casework
import Enforcement
import TestSupport
import Testing

/// What no unit sent by message, entered by hand.
struct HandEntryTests {
  @Test func aLetterAnswersTheQueryThatFailedAndItsNodeIsClosed() async throws {
    let matter = try await ControlledCase()
    for unit in ["bankA", "bankB", "realEstate", "vehicle", "insurer", "securities"] {
      try await matter.answers(try await matter.request(.query, to: unit), .done, ["found": .list([])])
    }
    try await matter.answers(try await matter.request(.query, to: "bankC"), .failed, ["reason": "busy 系统维护"])
    #expect(try await matter.file.process.isOpen("repeatFailedQuery"))
    #expect(try await matter.file.search.rounds.last?.failed.count == 1)

    #expect(try await matter.enters([["unit": "bankC", "kind": "nothing"]], from: "letter").code == nil)
    let file = try await matter.file
    #expect(!file.process.isOpen("repeatFailedQuery"))
    #expect(file.search.rounds.last?.failed.isEmpty == true && file.search.rounds.last?.byHand == 1)
    #expect(file.hand.results.map(\.unit) == ["bankC"] && file.hand.results.map(\.count) == [0])
    #expect(try await matter.does("search.retry", by: matter.searcher).code == "nothingFailed")
  }

  @Test func whatIsStillWaitedForIsAnsweredByTheUnitsPaperAndTheRoundEnds() async throws {
    let matter = try await ControlledCase()
    for unit in ["bankA", "bankB", "realEstate", "vehicle", "insurer", "securities"] {
      try await matter.answers(try await matter.request(.query, to: unit), .done, ["found": .list([])])
    }
    let late = try await matter.request(.query, to: "bankC")
    let row: [String: InputValue] = ["unit": "bankC", "kind": "deposit", "identity": "6228", "value": "3000"]
    // A call is not the unit's own word: its query stays open.
    #expect(try await matter.enters([row], from: "telephone").code == nil)
    #expect(try await matter.file.search.rounds.last?.completedOn == nil)
    #expect(try await matter.enters([row], from: "registry").code == nil)
    #expect(try await matter.file.search.rounds.last?.completedOn != nil)
    // Should the unit answer after all, its answer counts.
    try await matter.answers(late, .done, ["found": .list([.object(["kind": "deposit", "identity": "6228", "value": "4000"])])])
    let found = try #require(try await matter.file.search.foundList.first)
    #expect(found.value == .yuan(4_000) && found.origin == .unit)
  }

  @Test func theSameRowFromTheSameSourceAndDayChangesNothing() async throws {
    let matter = try await ControlledCase()
    let row: [String: InputValue] = ["unit": "bankA", "kind": "deposit", "identity": "6228", "value": "3000"]
    #expect(try await matter.enters([row, row], from: "letter").code == nil)
    #expect(try await matter.file.search.foundList.first?.times == 1)
    let before = try await matter.court.events().last?.position
    #expect(try await matter.enters([row], from: "letter").events.isEmpty)
    #expect(try await matter.court.events().last?.position == before)
    #expect(try await matter.enters([row], from: "national").code == nil)
    #expect(try await matter.file.search.foundList.first?.times == 2)
  }

  @Test func aBadRowIsRefusedWithItsPlaceAndNothingOfTheEntryIsStored() async throws {
    let matter = try await ControlledCase()
    let good: [String: InputValue] = ["unit": "bankA", "kind": "deposit", "identity": "6228", "value": "3000"]
    let cases: [([String: InputValue], String)] = [
      (["unit": "nobody", "kind": "deposit", "identity": "1", "value": "1"], "noSuchUnit"),
      (["unit": "vehicle", "kind": "deposit", "identity": "1", "value": "1"], "notThatUnitsKind"),
      (
        ["unit": "bankA", "kind": "deposit", "identity": "1", "value": "9", "outcome": "effective", "held": "9"], "noSignedRuling"
      ),
    ]
    let before = try await matter.court.events().last?.position
    for (bad, code) in cases {
      let verdict = try await matter.enters([good, bad], from: "letter")
      guard case .refused(let refusal) = verdict else {
        Issue.record("\(code) was not refused")
        continue
      }
      #expect(refusal.code == code)
      #expect(refusal.field?.hasPrefix("rows[1].") == true, "\(refusal.field ?? "")")
    }
    let other = try #require(try await matter.file.applicants.first?.person)
    #expect(try await matter.enters([good.merging(["debtor": "\(other)"]) { $1 }], from: "letter").code == "notADebtor")
    #expect(try await matter.enters([good], from: "letter", on: matter.court.clock.now.day + 1).code == "learnedInFuture")
    #expect(try await matter.court.events().last?.position == before)
  }

  @Test func aFindByHandIsControlledUnderARulingAndStaysMarked() async throws {
    let matter = try await ControlledCase()
    let row: [String: InputValue] = ["unit": "bankA", "kind": "deposit", "identity": "6228", "value": "900000"]
    #expect(try await matter.enters([row], from: "national").code == nil)
    #expect(try await matter.file.process.isOpen("signControlRuling"))
    try await matter.freezes()
    let freeze = try await matter.request(.freeze, to: "bankA")
    try await matter.frozen(freeze, .yuan(100))
    let file = try await matter.file
    #expect(file.seizure.live.first?.status == .effective && file.seizure.live.first?.toldBy == nil)
    let entry = try #require(file.hand.list.first)
    #expect(file.search.foundList.first?.origin == .hand(entry.id) && entry.source == .national)
  }

  @Test func aSealAtAnOfficeThatTakesPaperIsAskedOnPaperAndItsResultEntered() async throws {
    let matter = try await ControlledCase()
    let house: [String: InputValue] = ["unit": "townHouses", "kind": "realEstate", "identity": "村证1", "value": "300000"]
    #expect(try await matter.enters([house], from: "registry").code == nil)
    try await matter.allAnswerNothing()
    try await matter.freezes(["realEstate"])
    let measure = try #require(try await matter.file.seizure.live.first)
    #expect(measure.status == .requested)
    #expect(await matter.court.units.sent.allSatisfy { $0.requested.unit != "townHouses" }, "nothing goes out by message")
    #expect(try await matter.file.process.isOpen("controlOffline"))
    #expect(try await !matter.file.process.isOpen("controlOnline"))
    let today = matter.court.clock.now.day
    let late = house.merging(["outcome": "effective", "until": "\(today + 3_000)"]) { $1 }
    #expect(try await matter.enters([late], from: "registry").code == "endBeyondTerm")
    #expect(try await matter.enters([house.merging(["outcome": "effective"]) { $1 }], from: "registry").code == nil)
    let file = try await matter.file
    let sealed = try #require(file.seizure.live.first)
    #expect(sealed.status == .effective && sealed.rank == 1 && sealed.toldBy != nil)
    #expect(sealed.until == today.adding(months: 36) - 1)
    #expect(!file.process.isOpen("controlOffline") && file.process.isOpen("renewMeasure"))
    let notice = try #require(file.papers.notice(of: sealed.id, under: sealed.ruling))
    #expect(notice.served.map(\.to) == ["townHouses"], "the notice was served by whoever went there")

    // Released on paper too.
    let release: [String: InputValue] = ["ground": "withdrawn", "reason": "申请人书面放弃"]
    #expect(
      try await matter.does("seizure.draftRelease", ["ground": "withdrawn"], by: matter.assistant).code == "releaseNeedsReason")
    #expect(try await matter.does("seizure.draftRelease", release, by: matter.assistant).code == nil)
    try await matter.signs(.releaseRuling)
    let request = try #require(try await matter.onPaper(.unseal))
    let told = try await matter.answersByHand(request, ["outcome": "done"])
    #expect(told.code == nil)
    #expect(try await matter.file.seizure.live.isEmpty)
    #expect(try await matter.answersByHand(request, ["outcome": "done"]).code == "requestSettled")
  }

  @Test func aFreezeToldByHandNeedsItsOwnAmountRankAndLastDayAndMoreThanIsKnownAReason() async throws {
    let matter = try await ControlledCase()
    let account: [String: InputValue] = ["unit": "townBank", "kind": "deposit", "identity": "6228", "value": "800"]
    #expect(try await matter.enters([account], from: "registry").code == nil)
    try await matter.allAnswerNothing()
    try await matter.freezes()
    let request = try #require(try await matter.onPaper(.freeze))
    let today = matter.court.clock.now.day
    var told: [String: InputValue] = ["outcome": "done"]
    #expect(try await matter.answersByHand(request, told).code == "amountMissing")
    told["amount"] = "900"
    #expect(try await matter.answersByHand(request, told).code == "rankMissing")
    told["rank"] = "1"
    #expect(try await matter.answersByHand(request, told).code == "untilMissing")
    told["until"] = "\(today + -1)"
    #expect(try await matter.answersByHand(request, told).code == "endsBeforeStart")
    told["until"] = "\(today + 180)"
    #expect(try await matter.answersByHand(request, told).code == "aboveValueKnown")
    #expect(try await matter.file.seizure.live.map(\.status) == [.requested], "nothing was taken from the request")
    told["reason"] = "回执载明冻结时余额 900 元"
    let early = told.merging(["on": "\(today + -1)"]) { $1 }
    #expect(try await matter.answersByHand(request, early).code == "beforeRuling", "no other day is put in its place")
    #expect(try await matter.answersByHand(request, told).code == nil)
    let frozen = try #require(try await matter.file.seizure.live.first)
    #expect(frozen.status == .effective && frozen.amount == .yuan(900) && frozen.rank == 1 && frozen.until == today + 180)
  }

  @Test func goodsTakenOnTheSpotAreAMeasureWithTheTermOfTheLawAndNeedARuling() async throws {
    let matter = try await ControlledCase()
    let goods: [String: InputValue] = [
      "unit": "site", "kind": "goods", "identity": "清单1", "label": "数控机床一台", "value": "80000", "outcome": "effective",
    ]
    #expect(try await matter.enters([goods], from: "siteVisit").code == "noSignedRuling")
    try await matter.freezes(["goods"])
    let yesterday = goods.merging(["from": "\(matter.court.clock.now.day + -1)"]) { $1 }
    #expect(try await matter.enters([yesterday], from: "siteVisit").code == "beforeRuling")
    #expect(try await matter.enters([goods], from: "siteVisit").code == nil)
    let measure = try #require(try await matter.file.seizure.live.first)
    #expect(measure.kind == .goods && measure.status == .effective && measure.amount == .yuan(80_000))
    #expect(measure.until == matter.court.clock.now.day.adding(months: 24) - 1)
    #expect(try await matter.enters([goods.merging(["value": "90000"]) { $1 }], from: "siteVisit").code == "alreadyControlled")
  }

  @Test func aMeasureThatWaitsOnPaperHasItsRankAndOneThatFailedItsReason() async throws {
    let matter = try await ControlledCase()
    try await matter.freezes(["realEstate"])
    let house: [String: InputValue] = ["unit": "townHouses", "kind": "realEstate", "identity": "村证2", "value": "1000"]
    let waits = house.merging(["outcome": "queued"]) { $1 }
    #expect(try await matter.enters([waits], from: "registry").code == "rankMissing")
    #expect(try await matter.enters([waits.merging(["rank": "3"]) { $1 }], from: "registry").code == nil)
    let queued = try await matter.file.seizure.live.first
    #expect(queued?.status == .queued && queued?.rank == 3)
    let other: [String: InputValue] = ["unit": "townHouses", "kind": "realEstate", "identity": "村证3", "value": "1000"]
    let failed = other.merging(["outcome": "failed"]) { $1 }
    #expect(try await matter.enters([failed], from: "registry").code == "reasonMissing")
    #expect(try await matter.enters([failed.merging(["reason": "已过户"]) { $1 }], from: "registry").code == nil)
    #expect(try await matter.file.seizure.measures.values.contains { $0.status == .failed })
  }

  @Test func aPaymentIsNeverToldByHandAndAFileThatWasNotHandedInHereIsRefused() async throws {
    let matter = try await ControlledCase()
    let query = try await matter.request(.query, to: "bankA")
    #expect(try await matter.answersByHand(query.id, ["outcome": "done"]).code == "queryByRows")
    let file: InputValue = .object(["file": "17", "sha256": "00", "bytes": "5", "seal": "00", "title": "函.pdf"])
    let row: [String: InputValue] = ["unit": "bankA", "kind": "nothing"]
    #expect(try await matter.enters([row], from: "letter", files: [file]).code == "foreignFile")
  }

  @Test func aClueIsCheckedWithinSevenDaysAnUrgentOneWithinThreeAndTheApplicantIsTold() async throws {
    let matter = try await ControlledCase()
    let file = try await matter.file
    let (applicant, debtor) = (try #require(file.applicants.first?.person), try #require(file.debtors.first?.person))
    let clue: [String: InputValue] = ["by": "\(applicant)", "debtor": "\(debtor)", "channel": "counter", "text": "在某厂有设备"]
    let today = matter.court.clock.now.day
    #expect(try await matter.does("clues.register", clue, by: matter.assistant).code == nil)
    #expect(try await matter.does("clues.register", clue.merging(["urgent": "true"]) { $1 }, by: matter.assistant).code == nil)
    let nodes = try await matter.file.process.open.values
    #expect(nodes.first { $0.key == "verifyClue" }?.due.map(\.day).map { $0 >= today + 7 } == true)
    #expect(nodes.first { $0.key == "verifyUrgentClue" }?.due?.day == today + 3)
    let open = try await matter.file.clues.open
    for (each, outcome) in zip(open, ["verified", "disproved"]) {
      let fields: [String: InputValue] = ["clue": "\(each.id)", "outcome": .text(outcome), "text": "已到现场"]
      #expect(try await matter.does("clues.check", fields, by: matter.searcher).code == nil)
      #expect(try await matter.does("clues.check", fields, by: matter.searcher).code != nil)
    }
    #expect(try await !matter.file.process.isOpen("verifyClue"))
    #expect(try await !matter.file.process.isOpen("verifyUrgentClue"))
  }

  @Test func theApplicantIsAskedForCluesWithinThreeDays() async throws {
    let matter = try await ControlledCase()
    #expect(try await matter.file.process.isOpen("inviteClues"))
    #expect(try await matter.does("clues.invite", by: matter.assistant).code == nil)
    #expect(try await !matter.file.process.isOpen("inviteClues"))
    #expect(try await matter.does("clues.invite", by: matter.assistant).code == "invitedToday")
  }

  @Test func aReportIsCheckedAgainstWhatTheSearchShows() async throws {
    let matter = try await ControlledCase()
    let debtor = try #require(try await matter.file.debtors.first?.person)
    let check: [String: InputValue] = ["debtor": "\(debtor)", "finding": "matches", "text": "与查询一致"]
    #expect(try await matter.does("search.verifyPropertyReport", check, by: matter.assistant).code == "noReportYet")
    let report: [String: InputValue] = ["debtor": "\(debtor)", "text": "无财产"]
    #expect(try await matter.does("search.recordPropertyReport", report, by: matter.assistant).code == nil)
    #expect(try await matter.file.process.isOpen("verifyPropertyReport"))
    #expect(try await matter.does("search.verifyPropertyReport", check, by: matter.assistant).code == "nothingToCompare")
    try await matter.allAnswerNothing()
    #expect(try await matter.does("search.verifyPropertyReport", check, by: matter.assistant).code == nil)
    #expect(try await !matter.file.process.isOpen("verifyPropertyReport"))
  }

  @Test func livingMoneyIsDecidedWithinADayAndReleasedByAJudge() async throws {
    let matter = try await ControlledCase()
    try await matter.finds(.yuan(10_000), at: "bankA", account: "a")
    try await matter.freezes()
    let freeze = try await matter.request(.freeze)
    try await matter.frozen(freeze, .yuan(10_000))
    let file = try await matter.file
    let (debtor, thing) = (try #require(file.debtors.first?.person), try #require(file.search.foundList.first?.property))
    let claim: [String: InputValue] = [
      "by": "\(debtor)", "property": "\(thing)", "ground": "living", "amount": "3000", "text": "扶养子女一人",
    ]
    #expect(try await matter.does("seizure.claimExemption", claim, by: matter.assistant).code == nil)
    let due = try #require(try await matter.file.process.open.values.first { $0.key == "reviewLivingMoney" }?.due)
    #expect(due <= matter.court.clock.now.adding(hours: 24))
    let id = try #require(try await matter.file.seizure.exemptionOrder.first)
    let decide: [String: InputValue] = ["exemption": "\(id)", "accepted": "3000", "text": "低保标准以内"]
    #expect(
      try await matter.does("seizure.decideExemption", decide.merging(["accepted": "3001"]) { $1 }, by: matter.judge).code
        == "moreThanClaimed")
    #expect(try await matter.does("seizure.decideExemption", decide, by: matter.judge).code == nil)
    #expect(try await matter.file.search.foundList.first?.exempt == .yuan(3_000))
    try await matter.signs(.releaseRuling)
    let release = try await matter.request(.release)
    #expect(release.requested.amount == .yuan(7_000))
  }
}

extension ControlledCase {
  /// An entry by hand about the case's first debtor, learned today.
  func enters(
    _ rows: [[String: InputValue]], from source: InputValue, on day: Day? = nil, files: [InputValue] = []
  ) async throws -> RuleCourt.Verdict {
    let debtor = try #require(try await file.debtors.first?.person)
    let whole = rows.map { InputValue.object($0.merging(["debtor": "\(debtor)"]) { own, _ in own }) }
    let fields: [String: InputValue] = [
      "source": source, "learnedOn": "\(day ?? court.clock.now.day)", "told": "示例函〔2025〕1号", "rows": .list(whole),
      "attachments": .list(files),
    ]
    return try await does("handEntry.record", fields, by: searcher)
  }

  func answersByHand(_ request: ID<PartnerRequest>, _ fields: [String: InputValue]) async throws -> RuleCourt.Verdict {
    let common: [String: InputValue] = [
      "request": "\(request)", "on": "\(court.clock.now.day)", "source": "registry", "learnedOn": "\(court.clock.now.day)",
      "told": "回执",
    ]
    return try await does("handEntry.answer", common.merging(fields) { $1 }, by: searcher)
  }

  /// The latest request of the case of an action that goes on paper.
  func onPaper(_ action: PartnerAction) async throws -> ID<PartnerRequest>? {
    try await court.events().last { recorded in
      guard let asked = recorded.event as? PartnerRequested else { return false }
      return asked.caseID == caseID && asked.action == action && asked.way == .paper
    }.flatMap { ID($0.meta.stream.key) }
  }

  /// Every unit that was asked has nothing.
  func allAnswerNothing() async throws {
    for request in await court.units.sent where request.requested.caseID == caseID && request.requested.action == .query {
      try await answers(request, .done, ["found": .list([])])
    }
  }
}
