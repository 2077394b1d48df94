import Basics
import EnforcementLaw
import Testing

@Suite("R7.1: list of dishonest judgment debtors")
struct PartBDishonestListTests {
  let calendar: CourtCalendar
  let settings = CourtSettings()
  init() throws { calendar = try LawData.calendar() }

  func facts(_ ground: DishonestList.Ground = .breaksReport) -> DishonestList.Facts {
    DishonestList.Facts(unperformed: true, ground: ground, evidence: ["paper-1"])
  }

  @Test("Ground (4) decided on 2024-03-01 ends on 2026-03-01 and is removed by 2026-03-04")
  func termAndRemoval() throws {
    let ends = try DishonestList.term(.breaksReport, decided: day("2024-03-01")).value
    #expect(ends == (try day("2026-03-01")))
    let by = try DishonestList.removeBy(
      .termEnded, on: day("2026-03-01"), listedFor: .breaksReport, termEnds: ends, calendar: calendar)
    #expect(by.value == (try day("2026-03-04")))
    let early = refusal {
      try DishonestList.removeBy(.termEnded, on: day("2026-02-28"), listedFor: .breaksReport, termEnds: ends, calendar: calendar)
    }
    #expect(early?.code == "termRunning")
  }

  @Test("Ground (1) has no term: performed on 2024-10-01, removed by 2024-10-10")
  func noTerm() throws {
    #expect(try DishonestList.term(.ableButRefuses, decided: day("2024-03-01")).value == nil)
    let by = try DishonestList.removeBy(
      .performed, on: day("2024-10-01"), listedFor: .ableButRefuses, termEnds: nil, calendar: calendar)
    #expect(by.value == (try day("2024-10-10")))
    #expect(
      refusal {
        try DishonestList.removeBy(
          .termEnded, on: day("2024-10-01"), listedFor: .ableButRefuses, termEnds: nil, calendar: calendar)
      }?.code == "noTerm")
  }

  @Test("A fixed term outlasts performance: only its end or an early decision removes the entry")
  func fixedTerm() throws {
    let ends = try day("2026-03-01")
    for removal in [DishonestList.Removal.performed, .settlementPerformed, .applicantRequest, .suspended, .finallyTerminated] {
      let refused = refusal {
        try DishonestList.removeBy(removal, on: day("2024-10-01"), listedFor: .obstructs, termEnds: ends, calendar: calendar)
      }
      #expect(refused?.code == "termFixed")
    }
    let early = try DishonestList.removeBy(
      .earlyDecision, on: day("2024-10-08"), listedFor: .obstructs, termEnds: ends, calendar: calendar)
    #expect(early.value == (try day("2024-10-11")))
    #expect(early.reasons.citations.contains { $0.article == "2.2" })
  }

  @Test("After termination of a round: two queries without a find, and no clue")
  func afterTermination() throws {
    func by(_ queries: Int, _ clue: Bool) throws -> Day {
      try DishonestList.removeBy(
        .roundTerminated(queriesWithoutFind: queries, clue: clue), on: day("2024-05-13"), listedFor: .ableButRefuses,
        termEnds: nil,
        calendar: calendar
      ).value
    }
    #expect(try by(2, false) == day("2024-05-16"))
    #expect(refusal { try by(1, false) }?.code == "queriesMissing")
    #expect(refusal { try by(2, true) }?.code == "queriesMissing")
  }

  @Test("Several acts add one to three years: with two years, four")
  func addedYears() throws {
    let decided = try day("2024-03-01")
    #expect(
      try DishonestList.term(.breaksReport, decided: decided, graveOrSeveral: true, addedYears: 2).value == day("2028-03-01"))
    #expect(refusal { try DishonestList.term(.breaksReport, decided: decided, addedYears: 1) }?.code == "extraNotAllowed")
    #expect(
      refusal { try DishonestList.term(.breaksReport, decided: decided, graveOrSeveral: true, addedYears: 4) }?.code
        == "extraOutOfRange")
    #expect(
      refusal { try DishonestList.term(.ableButRefuses, decided: decided, graveOrSeveral: true, addedYears: 1) }?.code
        == "extraNotAllowed")
  }

  @Test("Minors are never listed; of age is who has passed the eighteenth birthday")
  func minors() throws {
    let today = try day("2024-03-01")
    func code(_ birth: String) throws -> String? {
      var facts = facts()
      facts.birth = try day(birth)
      return refusal { try DishonestList.check(facts, today: today, settings: settings) }?.code
    }
    #expect(try code("2007-03-01") == "minor")
    #expect(try code("2006-03-02") == "minor")
    #expect(try code("2006-03-01") == "minor")
    #expect(try code("2006-02-28") == nil)
  }

  @Test("No listing without an unperformed duty, a ground that holds and evidence")
  func conditions() throws {
    let today = try day("2024-03-01")
    func code(_ facts: DishonestList.Facts, _ settings: CourtSettings = .standard) -> String? {
      refusal { try DishonestList.check(facts, today: today, settings: settings) }?.code
    }
    var performed = facts()
    performed.unperformed = false
    #expect(code(performed) == "performed")
    var bare = facts()
    bare.evidence = []
    #expect(code(bare) == "noEvidence")
    for bar in DishonestList.Bar.allCases {
      var barred = facts(.ableButRefuses)
      barred.bars = [bar]
      #expect(code(barred) == "groundBarred")
      barred.ground = .evades
      #expect(code(barred) == nil)
    }
    var warned = facts()
    warned.warned = try day("2024-02-01")
    #expect(code(warned) == nil)
    var grace = settings
    grace.listingGraceMonths = 1
    #expect(code(warned, grace) == "graceRunning")
    #expect(DishonestList.Ground.allCases.map(\.number) == [1, 2, 3, 4, 5, 6])
  }

  @Test("For six months after a removal at his request the applicant may not ask again")
  func relisting() throws {
    #expect(try DishonestList.relistingFrom(removed: day("2024-03-01")).value == day("2024-09-02"))
    var again = facts()
    again.removedAtRequest = try day("2024-03-01")
    #expect(refusal { try DishonestList.check(again, today: day("2024-09-01"), settings: settings) }?.code == "relistingBanned")
    #expect(try DishonestList.check(again, today: day("2024-09-02"), settings: settings).value == .breaksReport)
  }

  @Test("Applications are decided, objections reviewed and reconsiderations asked for and decided in their days")
  func clocks() throws {
    let from = try day("2024-05-13")
    #expect(try DishonestList.decideBy(applied: from, calendar: calendar).value == day("2024-05-28"))
    #expect(try DishonestList.reviewBy(received: from, calendar: calendar).value == day("2024-05-28"))
    #expect(try DishonestList.correctBy(found: from, calendar: calendar).value == day("2024-05-16"))
    #expect(try DishonestList.reconsiderBy(served: from, calendar: calendar).value == day("2024-05-23"))
    #expect(try DishonestList.reconsiderationDecidedBy(received: from, calendar: calendar).value == day("2024-05-28"))
    #expect(DishonestList.published(organisation: false).value.count == 7)
    #expect(DishonestList.published(organisation: true).value.count == 6)
  }
}

@Suite("R7.2–7.3: restriction of consumption and exit ban")
struct PartBConsumptionTests {
  let calendar: CourtCalendar
  let settings = CourtSettings()
  init() throws { calendar = try LawData.calendar() }

  @Test("Must for the listed and before termination of a round, may where the notice's time has passed")
  func duty() {
    #expect(ConsumptionLimit.duty(unperformedAfterNotice: true, dishonest: true, beforeTermination: false).value == .must)
    #expect(ConsumptionLimit.duty(unperformedAfterNotice: true, dishonest: false, beforeTermination: true).value == .must)
    #expect(ConsumptionLimit.duty(unperformedAfterNotice: true, dishonest: false, beforeTermination: false).value == .may)
    #expect(ConsumptionLimit.duty(unperformedAfterNotice: false, dishonest: false, beforeTermination: false).value == .none)
  }

  @Test("Nine items for a person; a unit's four kinds of officers are bound too, but may spend their own money on proof")
  func items() throws {
    #expect(Set(ConsumptionLimit.Item.allCases.map(\.number)) == Set(1...9))
    #expect(
      ConsumptionLimit.bound(organisation: true).value == [
        .legalRepresentative, .mainHead, .directlyResponsible, .actualController,
      ])
    #expect(ConsumptionLimit.bound(organisation: false).value.isEmpty)
    #expect(
      refusal { try ConsumptionLimit.check(.plane, permitted: false, officerWithOwnMoneyProven: false) }?.code == "restricted")
    #expect(try ConsumptionLimit.check(.plane, permitted: true, officerWithOwnMoneyProven: false).value == .plane)
    #expect(try ConsumptionLimit.check(.travel, permitted: false, officerWithOwnMoneyProven: true).value == .travel)
  }

  @Test("Performed must be lifted; security or consent may; without a set term it stands until lifted")
  func lifting() throws {
    #expect(ConsumptionLimit.lifting(.performed).value == .must)
    #expect(ConsumptionLimit.lifting(.secured).value == .may)
    #expect(ConsumptionLimit.lifting(.applicantAgrees).value == .may)
    #expect(try ConsumptionLimit.ends(ordered: day("2024-03-01"), settings: settings).value == nil)
    var local = settings
    local.consumptionLimitMonths = 24
    #expect(try ConsumptionLimit.ends(ordered: day("2024-03-01"), settings: local).value == day("2026-03-01"))
  }

  @Test("An exit ban binds a unit's heads or a guardian; review within 10 days, decided within 15")
  func exitBan() throws {
    #expect(ExitBan.persons(organisation: false, lacksCapacity: false).value == [.debtor])
    #expect(ExitBan.persons(organisation: false, lacksCapacity: true).value == [.guardian])
    #expect(ExitBan.persons(organisation: true, lacksCapacity: false).value.count == 3)
    #expect(ExitBan.lifting(.performed).value == .must)
    #expect(try ExitBan.reviewBy(served: day("2024-05-13"), calendar: calendar).value == day("2024-05-23"))
    #expect(try ExitBan.reviewDecidedBy(received: day("2024-05-13"), calendar: calendar).value == day("2024-05-28"))
    #expect(try ExitBan.ends(ordered: day("2024-05-13"), settings: settings).value == day("2024-08-13"))
  }
}

@Suite("R7.4–7.6: attendance, search, fines, detention, crime")
struct PartBCoercionTests {
  let calendar: CourtCalendar
  var settings = CourtSettings()
  init() throws { calendar = try LawData.calendar() }

  @Test("Questioning after compelled attendance ends in 8 hours, in 24 where detention may follow")
  func attendance() throws {
    let nine = Instant(try day("2024-06-03"), hour: 9)
    func ends(_ detention: Bool, summoned: Bool = true, goodReason: Bool = false) throws -> Instant {
      try Attendance.endsBy(arrived: nine, summoned: summoned, goodReason: goodReason, detentionMayFollow: detention).value
    }
    #expect(try ends(false) == nine.adding(hours: 8))
    #expect(try ends(true) == nine.adding(hours: 24))
    #expect(refusal { try ends(false, summoned: false) }?.code == "notSummoned")
    #expect(refusal { try ends(false, goodReason: true) }?.code == "goodReason")
  }

  @Test("A search needs the president's warrant, and a woman is searched by women")
  func search() throws {
    #expect(refusal { try Attendance.checkSearch(warrant: false, womanSearched: false, byWomen: false) }?.code == "noWarrant")
    #expect(refusal { try Attendance.checkSearch(warrant: true, womanSearched: true, byWomen: false) }?.code == "notByWomen")
    #expect(try Attendance.checkSearch(warrant: true, womanSearched: true, byWomen: true).value)
  }

  @Test("A person's fine is up to 100,000, a unit's 50,000 to 1,000,000, detention up to 15 days")
  func bounds() throws {
    #expect(refusal { try Sanction.checkFine(yuan("100000.01"), unit: false) }?.code == "fineOutOfRange")
    #expect(try Sanction.checkFine(.yuan(100_000), unit: false).value == .yuan(100_000))
    #expect(refusal { try Sanction.checkFine(.zero, unit: false) }?.code == "fineOutOfRange")
    #expect(refusal { try Sanction.checkFine(.yuan(40_000), unit: true) }?.code == "fineOutOfRange")
    #expect(try Sanction.checkFine(.yuan(1_000_000), unit: true).value == .yuan(1_000_000))
    #expect(refusal { try Sanction.checkFine(yuan("1000000.01"), unit: true) }?.code == "fineOutOfRange")
    #expect(refusal { try Sanction.checkDetention(days: 16) }?.code == "detentionOutOfRange")
    #expect(refusal { try Sanction.checkDetention(days: 0) }?.code == "detentionOutOfRange")
    #expect(refusal { try Sanction.checkDetention(days: 5, sameActSanctionedBefore: true) }?.code == "sameActTwice")
  }

  @Test("Fifteen days from 2024-06-03 10:00 end with 06-17, or by the hour on 06-18 at 10:00")
  func detentionEnd() throws {
    let committed = Instant(try day("2024-06-03"), hour: 10)
    #expect(try Sanction.detentionEnds(committed: committed, days: 15, settings: settings).value == .end(of: day("2024-06-17")))
    var hours = settings
    hours.detentionEnd = .hourBased
    #expect(
      try Sanction.detentionEnds(committed: committed, days: 15, settings: hours).value == Instant(day("2024-06-18"), hour: 10))
    #expect(Sanction.tellFamilyBy(committed: committed).value == committed.adding(hours: 24))
    #expect(try Sanction.reconsiderBy(served: day("2024-06-03"), calendar: calendar).value == day("2024-06-06"))
    #expect(try Sanction.reconsiderationDecidedBy(received: day("2024-06-03"), calendar: calendar).value == day("2024-06-11"))
  }

  @Test("Deputies without leave, the young, the old, the pregnant and the unfit are not taken into custody")
  func protected() throws {
    for bar in Sanction.DetentionBar.allCases {
      #expect(refusal { try Sanction.checkDetainable([bar]) }?.code == "mayNotBeDetained")
    }
    #expect(try Sanction.checkDetainable([]).value)
  }

  @Test("Duty, ability and act make a transfer; acts (4) to (7) need a fine or detention first")
  func canTransfer() {
    for act in CrimeTransfer.Act.allCases {
      #expect(CrimeTransfer.canTransfer(duty: true, ability: true, act: act, sanctionedBefore: true).value)
      let without = CrimeTransfer.canTransfer(duty: true, ability: true, act: act, sanctionedBefore: false).value
      #expect(without == !(4...7).contains(act.rawValue))
    }
    #expect(!CrimeTransfer.canTransfer(duty: false, ability: true, act: .other, sanctionedBefore: true).value)
    #expect(!CrimeTransfer.canTransfer(duty: true, ability: false, act: .other, sanctionedBefore: true).value)
    #expect(!CrimeTransfer.canTransfer(duty: true, ability: true, act: nil, sanctionedBefore: true).value)
  }

  @Test(
    "The pack is complete with its five parts, letter and statement; an act before judgment counts from the notice of the suit")
  func pack() throws {
    let proof = Proof("p1", try day("2024-12-02"))
    var pack = CrimeTransfer.Pack(
      subject: .debtor, act: .breaksReportOrConsumption, identity: proof, duty: proof, ability: proof, refusal: proof,
      consequence: proof,
      sanction: proof, acted: try day("2024-11-20"), toldOfSuit: try day("2024-03-01"), effective: try day("2024-06-01"),
      transferLetter: proof, statement: proof)
    #expect(CrimeTransfer.checklist(pack).value.passed)
    pack.sanction = nil
    #expect(CrimeTransfer.checklist(pack).value.failed.map(\.key) == ["sanction"])
    pack.act = .disposesInBadFaith
    pack.acted = try day("2024-03-01")
    #expect(CrimeTransfer.checklist(pack).value.passed)
    pack.acted = try day("2024-02-29")
    #expect(CrimeTransfer.checklist(pack).value.failed.map(\.key) == ["time"])
    pack.consequence = nil
    pack.statement = nil
    #expect(CrimeTransfer.checklist(pack).value.failed.map(\.key) == ["time", "consequence", "statement"])
  }

  @Test("The police decide in 7 days, 30 in a complex matter; a refused complaint with evidence may be prosecuted privately")
  func police() throws {
    #expect(
      try CrimeTransfer.policeFileBy(received: day("2025-07-01"), complex: false, calendar: calendar).value == day("2025-07-08"))
    #expect(
      try CrimeTransfer.policeFileBy(received: day("2025-07-01"), complex: true, calendar: calendar).value == day("2025-07-31"))
    #expect(CrimeTransfer.privateProsecution(complaintRefusedOrUnanswered: true, evidence: true).value)
    #expect(!CrimeTransfer.privateProsecution(complaintRefusedOrUnanswered: true, evidence: false).value)
  }
}
