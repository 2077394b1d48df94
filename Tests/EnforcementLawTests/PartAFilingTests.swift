import Basics
import EnforcementLaw
import Testing

@Suite("Chapter 1 and R0.4: articles, filing, jurisdiction, limitation") struct PartAFilingTests {
  @Test("Old numbers become those of 2023, and back")
  func articleMap() throws {
    let limitation = try CivilProcedureArticles.renumbered("239", from: .v2017)
    #expect(limitation.value.article == "250" && limitation.value.version == "2023")
    #expect(try CivilProcedureArticles.renumbered("260", from: .v2021).value.article == "264")
    let table = [
      (224, 231, 235), (225, 232, 236), (226, 233, 237), (227, 234, 238), (229, 236, 240), (230, 237, 241), (231, 238, 242),
      (233, 240, 244), (237, 244, 248), (238, 245, 249), (239, 246, 250), (240, 247, 251), (241, 248, 252), (242, 249, 253),
      (243, 250, 254), (244, 251, 255), (247, 254, 258), (248, 255, 259), (250, 257, 261), (253, 260, 264), (254, 261, 265),
      (255, 262, 266), (256, 263, 267), (257, 264, 268), (110, 113, 113), (117, 120, 120), (100, 103, 103), (105, 108, 108),
      (82, 85, 85), (92, 95, 95),
    ]
    for (old, middle, new) in table {
      #expect(try CivilProcedureArticles.renumbered("\(old)", from: .v2017, to: .v2021).value.article == "\(middle)")
      #expect(try CivilProcedureArticles.renumbered("\(middle)", from: .v2021, to: .v2023).value.article == "\(new)")
      #expect(try CivilProcedureArticles.renumbered("\(new)", from: .v2023, to: .v2017).value.article == "\(old)")
    }
    #expect(try CivilProcedureArticles.renumbered("82.3", from: .v2017).value.text == "《民事诉讼法》（2023）第85条第3款")
    for article in ["12", "400", "第239条", "", "-1"] {
      _ = PartA.refusal { () throws(LawRefusal) in try CivilProcedureArticles.renumbered(article, from: .v2021) }
    }
  }

  @Test("A paper prints the number of its day")
  func numberedOn() throws {
    #expect(CivilProcedureArticles.cite(.limitation, on: try PartA.day("2024-01-01")).article == "250")
    #expect(CivilProcedureArticles.cite(.limitation, on: try PartA.day("2023-12-31")).article == "246")
    #expect(CivilProcedureArticles.cite(.limitation, on: try PartA.day("2021-12-31")).article == "239")
    let citation = Citation("民事诉讼法", version: "2023", article: "236")
    #expect(CivilProcedureArticles.asNumbered(citation, on: try PartA.day("2022-06-01")).text == "《民事诉讼法》（2021）第232条")
    let other = Citation("民法典", version: "2020", article: "202")
    #expect(CivilProcedureArticles.asNumbered(other, on: try PartA.day("2022-06-01")) == other)
    for topic in CivilProcedureArticles.Topic.allCases {
      #expect(CivilProcedureArticles.cite(topic, on: Day.latest).article == topic.rawValue)
      #expect(CivilProcedureArticles.cite(topic, on: Day.earliest).version == "2017", "\(topic)")
    }
  }

  @Test("Citations read as papers print them")
  func citationText() {
    #expect(Citation("查扣冻", document: "法释〔2020〕21号", version: "2020", article: "3(2)").text == "《查扣冻》（法释〔2020〕21号）第3条第(2)项")
    #expect(Citation("某通知", document: "法〔2000〕19号", version: "2000", article: "").text == "《某通知》（法〔2000〕19号）")
  }

  @Test("An application of 26 April is decided by 6 May")
  func acceptanceDeadline() throws {
    let result = Acceptance.deadline(received: try PartA.day("2024-04-26"), calendar: try PartA.calendar())
    #expect(result.value.description == "2024-05-06")
    #expect(result.reasons.citations.first == Acceptance.article)
  }

  @Test("All conditions lead to filing, a missing one to refusal, a missing paper to a request")
  func acceptance() {
    let all = Set(Acceptance.Condition.allCases)
    let papers: Set<Acceptance.Document> = [.application, .instrument, .identity]
    #expect(Acceptance.review(met: all, handedIn: papers).value.outcome == .file)
    for condition in Acceptance.Condition.allCases {
      let finding = Acceptance.review(met: all.subtracting([condition]), handedIn: papers)
      #expect(finding.value.outcome == .refuse)
      #expect(finding.value.missingConditions == [condition])
      let later = Acceptance.review(met: all.subtracting([condition]), handedIn: papers, alreadyFiled: true)
      #expect(later.value.outcome == .dismiss)
    }
    let agent = Acceptance.Applicant(isSuccessor: true, hasAgent: true, agentMaySettle: true)
    let finding = Acceptance.review(met: all, handedIn: papers, applicant: agent).value
    #expect(finding.outcome == .askForPapers)
    #expect(finding.missingDocuments == [.successionProof, .authority, .specialAuthority])
  }

  @Test("A judgment of 浙1004 with a house in 椒江 may be enforced by 浙1004 or 浙1002")
  func judgmentJurisdiction() throws {
    let facts = Jurisdiction.Facts(.civilJudgment, issuingCourt: "浙1004", propertyCourts: ["浙1002"])
    let allowed = try Jurisdiction.allowed(facts)
    #expect(allowed.value.map(\.court) == ["浙1004", "浙1002"])
    #expect(allowed.value.map(\.needsProofOfProperty) == [false, true])
    #expect(allowed.reasons.citations == [Citation("民事诉讼法", version: "2023", article: "235.1")])
    #expect(try Jurisdiction.check("浙1002", facts).value == .property)
    let refusal = PartA.refusal { () throws(LawRefusal) in try Jurisdiction.check("浙1003", facts) }
    #expect(refusal?.code == "noJurisdiction")
    #expect(refusal?.message.zh.contains("浙1004、浙1002") == true)
  }

  @Test("An award goes to the intermediate court, unless a basic court was assigned")
  func awardJurisdiction() throws {
    var facts = Jurisdiction.Facts(.arbitralAward, domicileCourt: "浙1004")
    #expect(try Jurisdiction.allowed(facts).value.map(\.court) == ["浙10"])
    #expect(PartA.refusal { () throws(LawRefusal) in try Jurisdiction.check("浙1004", facts) }?.code == "noJurisdiction")
    facts.assignedCourt = "浙1004"
    #expect(try Jurisdiction.check("浙1004", facts).value == .assigned)
  }

  @Test("An intermediate court's judgment goes to intermediate courts; notarised instruments by the level of a suit")
  func levels() throws {
    let judgment = Jurisdiction.Facts(.civilJudgment, issuingCourt: "浙10", propertyCourts: ["闽0602", "浙1002"])
    #expect(try Jurisdiction.allowed(judgment).value.map(\.court) == ["浙10", "闽06"])
    let notarised = Jurisdiction.Facts(.notarisedInstrument, domicileCourt: "浙1004", firstInstanceLevel: .basic)
    #expect(try Jurisdiction.allowed(notarised).value.map(\.court) == ["浙1004"])
    let unknown = Jurisdiction.Facts(.civilJudgment, issuingCourt: "路桥")
    #expect(PartA.refusal { () throws(LawRefusal) in try Jurisdiction.allowed(unknown) }?.code == "courtUnknown")
  }

  @Test("Of two courts the first to file prevails; objections within ten days")
  func firstFiled() throws {
    let day = try PartA.day("2024-03-01")
    let prevailing = try Jurisdiction.prevailing([("浙1002", Instant(day, hour: 10)), ("浙1004", Instant(day, hour: 9))])
    #expect(prevailing.value == "浙1004")
    #expect(PartA.refusal { () throws(LawRefusal) in try Jurisdiction.prevailing([]) }?.code == "empty")
    let last = Jurisdiction.objectionDeadline(noticeServed: try PartA.day("2024-02-01"), calendar: try PartA.calendar())
    #expect(last.value.description == "2024-02-18")
  }

  @Test("Limitation: two years, rolled, with interruptions and settlements")
  func limitation() throws {
    let calendar = try PartA.calendar()
    let start = Limitation.Start.performancePeriodEnds(try PartA.day("2022-03-15"))
    let plain = try Limitation.expiry(start: start, calendar: calendar)
    #expect(plain.value.description == "2024-03-15")
    let late = try Limitation.isAtRisk(applied: try PartA.day("2024-03-18"), start: start, calendar: calendar)
    #expect(late.value)
    #expect(late.reasons.citations.contains(Limitation.objectionArticle))
    #expect(try !Limitation.isAtRisk(applied: try PartA.day("2024-03-15"), start: start, calendar: calendar).value)
    let demand = Limitation.Interruption.demand(try PartA.day("2023-12-01"))
    #expect(try Limitation.expiry(start: start, interruptions: [demand], calendar: calendar).value.description == "2025-12-01")
    let effective = Limitation.Start.effective(try PartA.day("2024-02-29"))
    #expect(try Limitation.expiry(start: effective, calendar: calendar).value.description == "2026-02-28")
    let settled = Limitation.Interruption.settlement(on: try PartA.day("2023-01-10"), lastAgreed: try PartA.day("2024-06-30"))
    #expect(try Limitation.expiry(start: start, interruptions: [settled], calendar: calendar).value.description == "2026-06-30")
  }

  @Test("An act after the limitation does not revive it, and an interruption after the application does not count")
  func lateInterruption() throws {
    let calendar = try PartA.calendar()
    let start = Limitation.Start.performancePeriodEnds(try PartA.day("2022-03-15"))
    let late = Limitation.Interruption.demand(try PartA.day("2024-03-20"))
    let result = try Limitation.expiry(start: start, interruptions: [late], calendar: calendar)
    #expect(result.value.description == "2024-03-15")
    #expect(result.reasons.steps.contains { $0.what.zh.contains("不发生中断") })
    let future = Limitation.Interruption.demand(try PartA.day("2024-03-14"))
    let risk = try Limitation.isAtRisk(
      applied: try PartA.day("2024-03-13"), start: start, interruptions: [future], calendar: calendar)
    #expect(!risk.value)
  }

  @Test("Only the part of an obstacle in the last six months lengthens the limitation")
  func obstacles() throws {
    let calendar = try PartA.calendar()
    let start = Limitation.Start.performancePeriodEnds(try PartA.day("2020-03-16"))
    let early = Limitation.Obstacle(first: try PartA.day("2020-05-01"), last: try PartA.day("2020-06-01"))
    #expect(try Limitation.expiry(start: start, obstacles: [early], calendar: calendar).value.description == "2022-03-16")
    let within = Limitation.Obstacle(first: try PartA.day("2021-12-01"), last: try PartA.day("2021-12-10"))
    let result = try Limitation.expiry(start: start, obstacles: [within], calendar: calendar)
    #expect(result.reasons.steps.contains { $0.figure == "2022-03-26" })
    #expect(result.value.description == "2022-03-28")
    let reversed = Limitation.Obstacle(first: try PartA.day("2021-12-10"), last: try PartA.day("2021-12-01"))
    #expect(
      PartA.refusal { () throws(LawRefusal) in
        try Limitation.expiry(start: start, obstacles: [reversed], calendar: calendar)
      }?.code == "rangeReversed")
  }

  @Test("Interruptions never shorten the limitation")
  func interruptionsLengthen() throws {
    let calendar = try PartA.calendar()
    let seed: UInt64 = 250
    print("seed \(seed)")
    var chance = Chance(seed: seed)
    let base = try PartA.day("2018-01-01")
    var shortened: [String] = []
    for _ in 0..<2000 {
      let start = Limitation.Start.effective(base + chance.number(0...1500))
      var interruptions: [Limitation.Interruption] = []
      var end = try Limitation.expiry(start: start, calendar: calendar).value
      for _ in 0..<chance.number(0...4) {
        interruptions.append(.demand(start.day + chance.number(0...1500)))
        let longer = try Limitation.expiry(start: start, interruptions: interruptions, calendar: calendar).value
        if longer < end { shortened.append("\(start) \(interruptions)") }
        end = longer
      }
    }
    #expect(shortened.isEmpty)
  }

  @Test("New cases get the type that their ground asks for")
  func newCases() throws {
    let expected: [(NewCase.Ground, CaseType)] = [
      (.firstApplication, .first), (.preservationHandedOver, .preservation), (.propertyFoundAfterTermination, .resumed),
      (.settlementBroken, .resumed), (.settlementUnderDuress, .resumed), (.entrustedReturned, .resumed),
      (.revivedAfterFinalTermination, .resumed), (.reversal, .first), (.conductObjection, .objection),
      (.reconsiderationApplied, .reconsideration), (.supervisionApplied, .supervision), (.disputeBetweenCourts, .coordination),
      (.instructionAsked, .other), (.errandEntrusted, .other),
    ]
    for (ground, type) in expected {
      let result = NewCase.type(for: ground, settings: .standard)
      #expect(result.value == type)
      #expect(!result.reasons.citations.isEmpty)
    }
    var settings = CourtSettings()
    try settings.set("errandFiledAsOther", to: "false", origin: "x")
    #expect(NewCase.type(for: .errandEntrusted, settings: settings).value == nil)
    #expect(CaseType.allCases.count == 8)
    #expect(CaseType.allCases.filter { $0.branch == .implementation } == [.first, .resumed, .preservation])
  }

  @Test("One instrument is one case unless the law allows several")
  func splitting() throws {
    #expect(PartA.refusal { () throws(LawRefusal) in try NewCase.split(into: 2, ground: nil) }?.code == "splitForbidden")
    #expect(try NewCase.split(into: 1, ground: nil).value == 1)
    #expect(try NewCase.split(into: 3, ground: .maintenanceAccrued).value == 3)
  }

  @Test("Parties change only on the listed grounds, each with its remedy")
  func partyChange() throws {
    #expect(PartyChange.remedy(.shareholderUnpaid).value == .suit)
    #expect(PartyChange.remedy(.limitedPartner).value == .suit)
    #expect(PartyChange.remedy(.generalPartner).value == .reconsideration)
    let suits = PartyChange.Ground.allCases.filter { PartyChange.remedy($0).value == .suit }.map(\.rawValue)
    #expect(suits == ["14.2", "17", "18", "19", "20", "21"])
    let calendar = try PartA.calendar()
    let served = try PartA.day("2024-05-10")
    #expect(
      PartyChange.remedyDeadline(.onePersonCompany, rulingServed: served, calendar: calendar).value.description == "2024-05-27")
    #expect(PartyChange.remedyDeadline(.debtorHeir, rulingServed: served, calendar: calendar).value.description == "2024-05-20")
    #expect(try PartyChange.checkAssignment(assigned: true, acknowledgedInWriting: true).value == .claimAssigned)
    let refusal = PartA.refusal { () throws(LawRefusal) in
      try PartyChange.checkAssignment(assigned: true, acknowledgedInWriting: false)
    }
    #expect(refusal?.field == "acknowledgedInWriting")
  }
}
