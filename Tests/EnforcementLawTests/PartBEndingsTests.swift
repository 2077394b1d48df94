import Basics
import EnforcementLaw
import Testing

@Suite("R8.1–8.2: endings and pauses")
struct PartBEndingTests {
  @Test("Each type of case has its own ways to end")
  func types() throws {
    #expect(Ending.allowed(.resumed).value == [.fullyEnforced, .roundTerminated, .finallyTerminated])
    #expect(refusal { try Ending.refused.check(.init(type: .resumed)) }?.code == "endingNotOfThisType")
    #expect(refusal { try Ending.roundTerminated.check(.init(type: .preservation)) }?.code == "endingNotOfThisType")
    #expect(try Ending.preserved.check(.init(type: .preservation)).value == .closingNotice)
    #expect(try Ending.dismissed.check(.init(type: .first)).value == .ruling)
    #expect(try Ending.withdrawn.check(.init(type: .first)).value == .approval)
    for type in CaseType.allCases { #expect(!Ending.allowed(type).value.isEmpty) }
  }

  @Test("Fully enforced needs performance, and a closing notice unless both sides confirm")
  func fullyEnforced() throws {
    #expect(refusal { try Ending.fullyEnforced.check(.init(type: .first)) }?.code == "notPerformed")
    #expect(try Ending.fullyEnforced.check(.init(type: .first, performed: true)).value == .closingNotice)
    #expect(try Ending.fullyEnforced.check(.init(type: .first, settlementPerformed: true, bothConfirm: true)).value == nil)
  }

  @Test("A suspended, stayed or settled case cannot be closed, except on a settlement of long performance")
  func pending() throws {
    for pending in Ending.Pending.allCases {
      #expect(
        refusal { try Ending.fullyEnforced.check(.init(type: .first, pending: pending, performed: true)) }?.code == "stillPending"
      )
    }
    let long = Ending.Facts(type: .first, pending: .settlementRunning, finalGround: .longPerformance)
    #expect(try Ending.finallyTerminated.check(long).value == .ruling)
    #expect(FinalGround.longPerformance.liftsMeasures == false)
    #expect(FinalGround.withdrawnByApplicant.liftsMeasures)
  }

  @Test("Final termination needs a ground; a case raised, designated or entrusted needs no ruling")
  func finalTermination() throws {
    #expect(refusal { try Ending.finallyTerminated.check(.init(type: .first)) }?.code == "noGround")
    for ground in FinalGround.allCases {
      let paper = try Ending.finallyTerminated.check(.init(type: .first, finalGround: ground)).value
      #expect(paper == ([.raised, .designated, .entrusted].contains(ground) ? .approval : .ruling))
    }
  }

  @Test("A case is returned once only")
  func returned() throws {
    #expect(try Ending.reviewReturned.check(.init(type: .reconsideration)).value == .ruling)
    #expect(
      refusal { try Ending.reviewReturned.check(.init(type: .reconsideration, returnedBefore: true)) }?.code == "returnedTwice")
  }

  @Test("A secured stay lasts a year at most, a superior court's three months; the guarantor stays bound a year after")
  func pauses() throws {
    #expect(try Pause.securedStay(from: day("2024-02-29"), months: 12).value == day("2025-02-28"))
    #expect(refusal { try Pause.securedStay(from: day("2024-02-29"), months: 13) }?.code == "stayTooLong")
    #expect(try Pause.superiorStay(from: day("2024-05-31")).value == day("2024-08-31"))
    #expect(refusal { try Pause.superiorStay(from: day("2024-05-31"), months: 4) }?.code == "stayTooLong")
    #expect(try Pause.guaranteeThrough(stayEnds: day("2025-02-28")).value == day("2026-02-28"))
  }
}

@Suite("R8.3–8.4: termination of a round")
struct PartBTerminationTests {
  let settings = CourtSettings()

  /// A file in which every condition holds.
  func complete() throws -> TerminationEvidence {
    let proof = Proof("卷3-12", try day("2024-03-01"))
    var evidence = TerminationEvidence(filed: try day("2024-01-15"))
    evidence.enforcementNotice = proof
    evidence.reportOrder = proof
    evidence.reportVerified = proof
    evidence.consumptionOrder = proof
    evidence.clues = 2
    evidence.cluesChecked = 2
    for kind in TerminationEvidence.NetworkKind.allCases { evidence.networkSearches[kind] = proof }
    evidence.applicantHeard = proof
    evidence.applicantSigned = proof
    evidence.rulingParts = Set(TerminationEvidence.RulingPart.allCases)
    return evidence
  }

  @Test("Filed on 2024-01-15, a round may end from 2024-04-16")
  func earliest() throws {
    #expect(try RoundTermination.earliest(filed: day("2024-01-15")).value == day("2024-04-16"))
    let evidence = try complete()
    #expect(
      try RoundTermination.checklist(evidence, today: day("2024-04-15"), settings: settings).value.failed.map(\.key) == [
        "threeMonths"
      ])
    #expect(try RoundTermination.checklist(evidence, today: day("2024-04-16"), settings: settings).value.passed)
  }

  @Test("The applicant's consent shortens the three months only where the court's setting says so")
  func consent() throws {
    var evidence = try complete()
    evidence.applicantConsentsEarly = true
    let early = try day("2024-02-20")
    #expect(!RoundTermination.checklist(evidence, today: early, settings: settings).value.passed)
    var local = settings
    local.allowEarlyTermByConsent = true
    #expect(RoundTermination.checklist(evidence, today: early, settings: local).value.passed)
  }

  @Test("Each missing thing fails its own check, with what the file shows")
  func eachMissing() throws {
    let today = try day("2024-06-03")
    let proof = Proof("卷1-1", today)
    let cases: [(String, (inout TerminationEvidence) -> Void)] = [
      ("enforcementNotice", { $0.enforcementNotice = nil }), ("reportOrder", { $0.reportOrder = nil }),
      ("reportVerified", { $0.reportVerified = nil }), ("reportSanction", { $0.reportFault = .refused }),
      ("consumptionOrder", { $0.consumptionOrder = nil }), ("listing", { $0.listingGroundHolds = true }),
      ("clues", { $0.cluesChecked = 1 }),
      ("network.deposits", { $0.networkSearches[.deposits] = nil }),
      ("network.vehicles", { $0.networkSearches[.vehicles] = nil }),
      ("network.realEstate", { $0.networkSearches[.realEstate] = nil }),
      ("network.securities", { $0.networkSearches[.securities] = nil }),
      ("localSearch", { $0.localSearchNeeded = true }), ("search", { $0.hidingSuspected = true }),
      ("audit", { $0.auditAsked = true }),
      ("reward", { $0.rewardAsked = true }), ("property", { $0.properties = [.init("轿车", .disposable, proof: proof)] }),
      ("property", { $0.properties = [.init("轿车", .registeredNotFound, proof: nil)] }),
      ("debtorLookedFor", { $0.debtorMissing = true }),
      ("obstructionPunished", { $0.obstructed = true }), ("crimeReported", { $0.crimeSuspected = true }),
      ("applicantHeard", { $0.applicantHeard = nil }), ("confirmed", { $0.applicantSigned = nil }),
      ("ruling", { $0.rulingParts = [.claim] }),
    ]
    for (key, change) in cases {
      var evidence = try complete()
      change(&evidence)
      let list = RoundTermination.checklist(evidence, today: today, settings: settings)
      #expect(list.value.failed.map(\.key) == [key])
      #expect(list.value[key]?.evidence.zh.isEmpty == false)
      let refused = refusal { try RoundTermination.require(evidence, today: today, settings: settings) }
      #expect(refused?.code == "terminationConditionsFail")
      #expect(refused?.field == "termination.\(key)")
    }
    #expect(try RoundTermination.require(complete(), today: today, settings: settings).value.checks.count == 23)
  }

  @Test("What arose and was answered passes: sanction, listing, searches, unsold property, a missing car")
  func answered() throws {
    let today = try day("2024-06-03")
    let proof = Proof("卷2-7", today)
    var evidence = try complete()
    evidence.reportFault = .untrue
    evidence.reportSanction = proof
    evidence.listingGroundHolds = true
    evidence.listing = proof
    evidence.hidingSuspected = true
    evidence.search = proof
    evidence.properties = [.init("房屋", .failedWithoutTaker, proof: proof), .init("轿车", .registeredNotFound, proof: proof)]
    evidence.debtorMissing = true
    evidence.lookedFor = proof
    evidence.applicantSigned = nil
    evidence.panelDecision = proof
    let half = RoundTermination.checklist(evidence, today: today, settings: settings).value
    #expect(half.failed.map(\.key) == ["confirmed"])
    evidence.presidentApproval = proof
    let list = RoundTermination.checklist(evidence, today: today, settings: settings)
    #expect(list.value.passed)
    #expect(list.value["property"]?.evidence.zh.contains("卷2-7") == true)
    #expect(list.reasons.citations.contains { $0.document == "法〔2016〕373号" && $0.article == "4" })
    #expect(list.reasons.steps.count == list.value.checks.count)
  }

  @Test("After termination on 2024-04-20 the network is asked ten times, from 2024-10-20 to 2029-04-20")
  func searchDays() throws {
    let days = try RoundTermination.searchDays(terminated: day("2024-04-20")).value
    #expect(days.count == 10)
    #expect(days.prefix(2) == [try day("2024-10-20"), try day("2025-04-20")])
    #expect(days.last == (try day("2029-04-20")))
    // The dates count from the ruling itself, so that a short month does not pull later ones back.
    let monthEnd = try RoundTermination.searchDays(terminated: day("2024-08-31")).value
    #expect(monthEnd.prefix(2) == [try day("2025-02-28"), try day("2025-08-31")])
  }

  @Test("The case is closed once served, published and registered; objection within 60 days; off the register in 3")
  func after() throws {
    let calendar = try LawData.calendar()
    let proof = Proof("卷1", try day("2024-04-20"))
    #expect(RoundTermination.closing(served: proof, published: proof, registered: proof).value.passed)
    #expect(RoundTermination.closing(served: proof, published: nil, registered: proof).value.failed.map(\.key) == ["published"])
    #expect(try RoundTermination.objectBy(served: day("2024-04-22"), calendar: calendar).value == day("2024-06-21"))
    #expect(try RoundTermination.unlistBy(performedOrEnded: day("2024-05-13"), calendar: calendar).value == day("2024-05-16"))
  }
}

@Suite("R8.5–8.9: settlement, certificate, bankruptcy, debt clearing, futility")
struct PartBSettlementTests {
  let calendar: CourtCalendar
  let settings = CourtSettings()
  init() throws { calendar = try LawData.calendar() }

  @Test("A settlement is in writing or in signed minutes, and an agent needs special authority")
  func form() throws {
    #expect(try Settlement.maySuspend(.written(bothSubmit: true), byAgent: false, specialAuthority: false).value)
    #expect(
      refusal { try Settlement.maySuspend(.written(bothSubmit: false), byAgent: false, specialAuthority: false) }?.code
        == "notJoint")
    #expect(
      refusal { try Settlement.maySuspend(.minutes(bothSigned: false), byAgent: false, specialAuthority: false) }?.code
        == "minutesUnsigned")
    #expect(
      refusal { try Settlement.maySuspend(.minutes(bothSigned: true), byAgent: true, specialAuthority: false) }?.code
        == "noSpecialAuthority")
  }

  @Test("Restoration is asked for within two years of the last day agreed, and only on breach")
  func restore() throws {
    #expect(try Settlement.restoreBy(lastAgreedDay: day("2024-10-01"), calendar: calendar).value == day("2026-10-08"))
    #expect(try Settlement.checkRestore(.breached).value == .breached)
    #expect(try Settlement.checkRestore(.fraudOrDuress).value == .fraudOrDuress)
    #expect(try Settlement.checkRestore(.anticipatoryBreach).value == .anticipatoryBreach)
    #expect(refusal { try Settlement.checkRestore(.performed) }?.code == "settlementPerformed")
    #expect(refusal { try Settlement.checkRestore(.notYetDue) }?.code == "settlementNotDue")
    #expect(refusal { try Settlement.checkRestore(.beingPerformed) }?.code == "settlementBeingPerformed")
    #expect(try Settlement.left(instrument: .yuan(100), paid: .yuan(30)).value == .yuan(70))
    #expect(Settlement.guarantorEnforced(promisedToCourt: true).value)
  }

  @Test("Six months or more make a settlement one of long performance")
  func long() throws {
    func long(_ last: String) throws -> Bool {
      try Settlement.isLongPerformance(agreed: day("2024-01-10"), lastAgreedDay: day(last), settings: settings).value
    }
    #expect(try long("2024-07-10"))
    #expect(try !long("2024-07-09"))
  }

  @Test("The certificate is issued only where the duty has been fulfilled")
  func certificate() throws {
    #expect(try ClosingCertificate.check(ending: .fullyEnforced, dutyFulfilled: true).value.count == 6)
    #expect(try ClosingCertificate.check(ending: .finallyTerminated, dutyFulfilled: true).value.contains(.sumPerformed))
    #expect(refusal { try ClosingCertificate.check(ending: nil, dutyFulfilled: true) }?.code == "caseOpen")
    #expect(
      refusal { try ClosingCertificate.check(ending: .finallyTerminated, dutyFulfilled: false) }?.code == "dutyNotFulfilled")
    #expect(refusal { try ClosingCertificate.check(ending: .roundTerminated, dutyFulfilled: true) }?.code == "dutyNotFulfilled")
  }

  @Test(
    "Into bankruptcy go enterprises that cannot pay, with one consent, the panel and the president; not twice without new evidence"
  )
  func bankruptcy() throws {
    let proof = Proof("p", try day("2024-05-13"))
    var facts = BankruptcyTransfer.Facts(
      enterprise: true, cannotPay: proof, insolvent: proof, consent: proof, panelDecision: proof, presidentSigned: proof)
    #expect(BankruptcyTransfer.checklist(facts).value.passed)
    facts.refusedBefore = true
    #expect(BankruptcyTransfer.checklist(facts).value.failed.map(\.key) == ["notAgain"])
    facts.byPartyWithNewEvidence = true
    facts.enterprise = false
    facts.consent = nil
    #expect(BankruptcyTransfer.checklist(facts).value.failed.map(\.key) == ["enterprise", "consent"])
    #expect(BankruptcyTransfer.effect(.accepted).value == .liftPreservation)
    #expect(BankruptcyTransfer.effect(.declaredBankrupt).value == .terminateFinally)
    #expect(BankruptcyTransfer.effect(.refused).value == .resumeByOrderOfSeizure)
    #expect(try BankruptcyTransfer.answerBy(received: day("2024-05-13"), calendar: calendar).value == day("2024-06-12"))
    #expect(try BankruptcyTransfer.serveBy(decided: day("2024-05-13"), calendar: calendar).value == day("2024-05-20"))
    #expect(try BankruptcyTransfer.papersBackBy(effective: day("2024-05-13"), calendar: calendar).value == day("2024-05-20"))
    #expect(try BankruptcyTransfer.assetForDebtStands(rulingServed: day("2024-05-12"), accepted: day("2024-05-13")).value)
    #expect(try !BankruptcyTransfer.assetForDebtStands(rulingServed: day("2024-05-13"), accepted: day("2024-05-13")).value)
  }

  @Test("Debt clearing asks for three years of residence and of insurance, honesty and a case; off unless the court runs it")
  func debtClearing() throws {
    let today = try day("2024-05-13")
    var facts = DebtClearing.Facts(
      residentSince: try day("2021-05-13"), insuredSince: try day("2020-01-01"), cannotPay: Proof("p", today), honest: true,
      enforcementCases: 2)
    #expect(refusal { try DebtClearing.checklist(facts, today: today, settings: settings) }?.code == "programmeOff")
    var local = settings
    local.personalDebtClearing = true
    #expect(try DebtClearing.checklist(facts, today: today, settings: local).value.passed)
    facts.residentSince = try day("2021-05-14")
    facts.enforcementCases = 0
    #expect(try DebtClearing.checklist(facts, today: today, settings: local).value.failed.map(\.key) == ["residence", "cases"])
    local.debtClearingVotePercent = 67
    #expect(try DebtClearing.carried(agreeing: .yuan(67), all: .yuan(100), settings: local).value)
    #expect(try !DebtClearing.carried(agreeing: yuan("66.99"), all: .yuan(100), settings: local).value)
    #expect(refusal { try DebtClearing.carried(agreeing: .zero, all: .zero, settings: local) }?.code == "noClaims")
    #expect(DebtClearing.observedThrough(carried: today, settings: local).value == (try day("2029-05-13")))
  }

  @Test("A futility certificate needs the court's programme, a preservation case and a search that found nothing")
  func futility() throws {
    let searched = Proof("p", try day("2024-05-13"))
    #expect(
      refusal { try FutilityCertificate.check(type: .preservation, searched: searched, found: 0, settings: settings) }?.code
        == "programmeOff")
    var local = settings
    local.futilityCertificate = true
    #expect(try FutilityCertificate.check(type: .preservation, searched: searched, found: 0, settings: local).value == searched)
    #expect(
      refusal { try FutilityCertificate.check(type: .first, searched: searched, found: 0, settings: local) }?.code
        == "notPreservation")
    #expect(
      refusal { try FutilityCertificate.check(type: .preservation, searched: nil, found: 0, settings: local) }?.code
        == "searchMissing")
    #expect(
      refusal { try FutilityCertificate.check(type: .preservation, searched: searched, found: 1, settings: local) }?.code
        == "propertyFound")
  }
}
