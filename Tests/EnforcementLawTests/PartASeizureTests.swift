import Basics
import EnforcementLaw
import Testing

@Suite("Chapter 3: seizure") struct PartASeizureTests {
  private func end(
    _ kind: SeizureTerm.Kind, _ start: String, _ months: Int, _ settings: CourtSettings = .standard
  ) throws -> String {
    try SeizureTerm.end(
      kind, start: try PartA.day(start), months: months, settings: settings, calendar: try PartA.calendar()
    ).value.description
  }

  @Test("The examples end on the day before the anniversary, or on it where the court writes so")
  func ends() throws {
    #expect(try end(.deposit, "2024-05-10", 12) == "2025-05-09")
    #expect(try end(.movable, "2024-02-29", 24) == "2026-02-27")
    #expect(try end(.immovable, "2023-08-01", 36) == "2026-07-31")
    var settings = CourtSettings()
    try settings.set("endStyle", to: "sameDay", origin: "x")
    #expect(try end(.deposit, "2024-05-10", 12, settings) == "2025-05-10")
    // 2024-10-05 is a Saturday: the end of a seizure stays there unless the court says otherwise.
    #expect(try end(.deposit, "2024-04-06", 6) == "2024-10-05")
    try settings.set("endStyle", to: "minusOne", origin: "x")
    try settings.set("rollMeasureExpiry", to: "true", origin: "x")
    #expect(try end(.deposit, "2024-04-06", 6, settings) == "2024-10-08")
  }

  @Test("A term beyond the maximum of the kind is refused with the maximum")
  func maxima() throws {
    let maxima: [(SeizureTerm.Kind, Int)] = [
      (.deposit, 12), (.movable, 24), (.immovable, 36), (.right, 36), (.networkFunds, 36), (.securities, 36),
    ]
    let start = try PartA.day("2024-05-10")
    let calendar = try PartA.calendar()
    for (kind, months) in maxima {
      #expect(SeizureTerm.monthsMax(kind, settings: .standard).value == months)
      _ = try SeizureTerm.end(kind, start: start, months: months, settings: .standard, calendar: calendar)
      for wrong in [months + 1, 0, -3, Int.max] {
        let refusal = PartA.refusal { () throws(LawRefusal) in
          try SeizureTerm.end(kind, start: start, months: wrong, settings: .standard, calendar: calendar)
        }
        #expect(refusal?.field == "months")
        #expect(refusal?.citations == [SeizureTerm.article])
      }
    }
    let refusal = PartA.refusal { () throws(LawRefusal) in
      try SeizureTerm.end(.deposit, start: start, months: 36, settings: .standard, calendar: calendar)
    }
    #expect(refusal?.code == "termTooLong")
    #expect(refusal?.message.zh.contains("12个月") == true)
  }

  @Test("A renewal runs on from the old end, or from service, and never after the end")
  func renewal() throws {
    let calendar = try PartA.calendar()
    let oldEnd = try PartA.day("2025-05-09")
    let served = try PartA.day("2025-05-01")
    func renewed(_ served: Day, _ settings: CourtSettings) throws(LawRefusal) -> String {
      try SeizureTerm.renewedEnd(.deposit, oldEnd: oldEnd, served: served, months: 12, settings: settings, calendar: calendar)
        .value
        .description
    }
    #expect(try renewed(served, .standard) == "2026-05-09")
    #expect(try renewed(oldEnd, .standard) == "2026-05-09")
    var settings = CourtSettings()
    try settings.set("renewalOrigin", to: "service", origin: "x")
    #expect(try renewed(served, settings) == "2026-04-30")
    #expect(PartA.refusal { () throws(LawRefusal) in try renewed(oldEnd + 1, .standard) }?.code == "seizureLapsed")
    #expect(SeizureTerm.renewalRequestDeadline(end: oldEnd).value.description == "2025-05-02")
    #expect(SeizureTerm.isInForce(on: oldEnd, end: oldEnd).value)
    #expect(!SeizureTerm.isInForce(on: oldEnd + 1, end: oldEnd).value)
  }

  @Test("Alerts stand 60, 30, 15, 7, 3 and 1 days before the end")
  func alerts() throws {
    let end = try PartA.day("2025-05-09")
    let all = SeizureTerm.alerts(start: try PartA.day("2024-05-10"), end: end, settings: .standard)
    #expect(all.value.map { end - $0 } == [60, 30, 15, 7, 3, 1])
    let late = SeizureTerm.alerts(start: try PartA.day("2025-05-01"), end: end, settings: .standard)
    #expect(late.value.map { end - $0 } == [7, 3, 1])
    #expect(late.reasons.settings.first?.name == "expiryAlertDays")
  }

  private func check(_ claim: String, _ costs: String, _ items: [SeizureLimit.Item]) throws -> SeizureLimit.Finding {
    try SeizureLimit.check(claim: try PartA.money(claim), costs: try PartA.money(costs), items: items, settings: .standard).value
  }

  @Test("Deposits beyond claim and fee are released to the fen")
  func divisibleExcess() throws {
    let finding = try check("500000", "7400", [.init(id: "a", kind: .money, value: .yuan(620_000))])
    #expect(finding.excess == Money.yuan(112_600))
    #expect(finding.standing == .excessive)
    #expect(try check("500000", "7400", [.init(id: "a", kind: .money, value: .yuan(507_400))]).standing == .within)
    let fen = try check("500000", "7400", [.init(id: "a", kind: .money, value: Money(fen: 50_740_001))])
    #expect(fen.excess == Money(fen: 1))
  }

  @Test("An only house worth more than the claim may be seized; with enough money beside it, it is released")
  func indivisible() throws {
    let house = SeizureLimit.Item(id: "house", kind: .immovable, value: .yuan(2_000_000))
    let alone = try check("500000", "0", [house])
    #expect(alone.standing == .indivisible && alone.excess == .zero && alone.releasable.isEmpty)
    let withMoney = try check("500000", "0", [house, .init(id: "bank", kind: .money, value: .yuan(500_000))])
    #expect(withMoney.standing == .excessive && withMoney.releasable == ["house"])
    let car = SeizureLimit.Item(id: "car", kind: .movable, value: .yuan(100_000))
    #expect(try check("500000", "0", [house, car]).releasable == ["car"])
    #expect(try check("500000", "0", [car, .init(id: "bank", kind: .money, value: .yuan(450_000))]).standing == .indivisible)
  }

  @Test("Listed shares have their band, other rights the court's ratio")
  func shares() throws {
    #expect(try check("100000", "0", [.init(id: "s", kind: .listedShares, value: .yuan(120_000))]).standing == .tolerated)
    let over = try check("100000", "0", [.init(id: "s", kind: .listedShares, value: .yuan(120_001))])
    #expect(over.standing == .excessive && over.excess == .yuan(20_001))
    #expect(try check("100000", "0", [.init(id: "r", kind: .divisibleRight, value: .yuan(130_000))]).standing == .tolerated)
    #expect(try check("100000", "0", [.init(id: "r", kind: .divisibleRight, value: .yuan(130_001))]).standing == .excessive)
    let refusal = PartA.refusal { () throws(LawRefusal) in
      try SeizureLimit.check(claim: Money(fen: -1), costs: .zero, items: [], settings: .standard)
    }
    #expect(refusal?.field == "claim")
    let released = SeizureLimit.equityRelease(rulingEffective: Day(number: 19_839), calendar: try PartA.calendar())
    #expect(released.value.description == "2024-05-06")
  }

  @Test("After what is to be released has gone, the claim is still covered and nothing is excessive")
  func releaseProperty() throws {
    let seed: UInt64 = 19
    print("seed \(seed)")
    var chance = Chance(seed: seed)
    var wrong: [String] = []
    for _ in 0..<2000 {
      let claim = Money.yuan(Int64(chance.number(0...1000)))
      let items = (0..<chance.number(0...6)).map {
        SeizureLimit.Item(
          id: "\($0)", kind: chance.pick([.money, .movable, .immovable]), value: .yuan(Int64(chance.number(0...800))))
      }
      let finding = try SeizureLimit.check(claim: claim, costs: .zero, items: items, settings: .standard).value
      let rest = items.filter { !finding.releasable.contains($0.id) }
      let covered = rest.reduce(Money.zero) { $0 + $1.value } - finding.excess
      if covered < min(finding.counted, finding.limit) { wrong.append("uncovered \(items)") }
      let money = rest.filter { $0.kind == .money }.reduce(Money.zero) { $0 + $1.value }
      if money - finding.excess > claim { wrong.append("excess \(items)") }
    }
    #expect(wrong.isEmpty)
  }

  @Test("The queue follows registration; an entrusted case keeps the old rank")
  func queue() throws {
    let day = try PartA.day("2024-03-01")
    let entries = [
      WaitingList.Entry(id: "c", registered: Instant(day, hour: 11)), .init(id: "a", registered: Instant(day, hour: 9)),
      .init(id: "b", registered: Instant(day + 30, hour: 9), entrustedFrom: Instant(day, hour: 10)),
    ]
    let ordered = WaitingList.order(entries)
    #expect(ordered.value.map(\.id) == ["a", "b", "c"])
    #expect(ordered.reasons.citations.count == 2)
    let end = try WaitingList.endOnRelease(
      .immovable, released: Instant(try PartA.day("2024-06-03"), hour: 15), months: 36, settings: .standard,
      calendar: try PartA.calendar())
    #expect(end.value.description == "2027-06-02")
  }

  @Test("A priority creditor's court may ask from the 61st day; the first court replies within 15 days")
  func disposalRight() throws {
    let seized = try PartA.day("2024-03-01")
    #expect(WaitingList.priorityMayAskFrom(firstSeizure: seized).value.description == "2024-05-01")
    let ask = { (today: Day, announced: Day?) in
      WaitingList.priorityMayAsk(firstSeizure: seized, saleAnnounced: announced, today: today).value
    }
    #expect(ask(try PartA.day("2024-05-01"), nil))
    #expect(!ask(try PartA.day("2024-04-30"), nil))
    #expect(!ask(try PartA.day("2024-05-01"), try PartA.day("2024-04-20")))
    let reply = WaitingList.replyDeadline(letterReceived: try PartA.day("2024-05-08"), calendar: try PartA.calendar())
    #expect(reply.value.description == "2024-05-23")
    #expect(WaitingList.waitingMayAskFrom(preservationSeizure: seized).value.description == "2025-03-02")
  }

  @Test("Five to eight years' rent are left with an only home")
  func rent() throws {
    func rent(_ years: Int?) throws(LawRefusal) -> Money {
      try Exemption.rentDeduction(monthlyRent: .yuan(2000), years: years, settings: .standard).value
    }
    #expect(try rent(5) == .yuan(120_000))
    #expect(try rent(8) == .yuan(192_000))
    #expect(try rent(nil) == .yuan(120_000))
    for years in [4, 9] { #expect(PartA.refusal { () throws(LawRefusal) in try rent(years) }?.code == "rentYearsOutOfRange") }
    #expect(!Exemption.onlyHomeMayBeSold([]).value)
    #expect(Exemption.onlyHomeMayBeSold([.rentLeft]).value)
    #expect(Exemption.onlyHomeMayBeSold([], beyondNeed: true).value)
    let grace = Exemption.deliveryGrace(noticeServed: try PartA.day("2024-01-31"), calendar: try PartA.calendar())
    #expect(grace.value.description == "2024-04-30")
  }

  @Test("Wages keep the subsistence of the family or the court's minimum, and the rest is taken")
  func wages() throws {
    var settings = CourtSettings()
    let plain = try Income.withholding(income: .yuan(6800), dependants: 1, livingStandard: .yuan(1100), settings: settings).value
    #expect(plain.floor == .yuan(2200) && plain.keep == .yuan(2200) && plain.take == .yuan(4600))
    try settings.set("wageKeepMin", to: "3000", origin: "court.yaml")
    try settings.set("livingStandards", to: "331004/2024=1100", origin: "court.yaml")
    let kept = try Income.withholding(income: .yuan(6800), dependants: 1, place: "331004", year: 2024, settings: settings)
    #expect(kept.value.keep == .yuan(3000) && kept.value.take == .yuan(3800))
    #expect(Set(kept.reasons.settings.map(\.name)) == ["wageKeepMin", "livingStandards"])
    let poor = try Income.withholding(income: .yuan(900), dependants: 0, livingStandard: .yuan(1100), settings: settings).value
    #expect(poor.keep == .yuan(900) && poor.take == .zero)
    #expect(
      PartA.refusal { () throws(LawRefusal) in
        try Income.withholding(income: .yuan(1), dependants: -1, livingStandard: .yuan(1), settings: settings)
      }?.field == "dependants")
  }

  @Test("An allowance not drawn carries over only where the court lets it")
  func allowance() throws {
    var settings = CourtSettings()
    func drawable() throws(LawRefusal) -> Money {
      try Income.drawable(allowance: .yuan(2000), drawn: .yuan(500), unusedLastMonth: .yuan(300), settings: settings).value
    }
    #expect(try drawable() == .yuan(1500))
    try settings.set("allowanceCarries", to: "true", origin: "x")
    #expect(try drawable() == .yuan(1800))
  }

  @Test("A third party's objection in time is not examined; silence leads to a ruling")
  func thirdPartyDebt() throws {
    let calendar = try PartA.calendar()
    let served = try PartA.day("2024-05-08")
    let last = try PartA.day("2024-05-23")
    #expect(ThirdPartyDebt.deadline(noticeServed: served, calendar: calendar).value == last)
    func outcome(_ answer: ThirdPartyDebt.Answer, fixed: Bool = false, today: Day) throws(LawRefusal) -> ThirdPartyDebt.Outcome {
      try ThirdPartyDebt.outcome(
        debt: .yuan(100), noticeServed: served, answer: answer, fixedByInstrument: fixed, today: today, calendar: calendar
      ).value
    }
    #expect(try outcome(.none, today: last) == .wait(until: last))
    #expect(try outcome(.none, today: last + 1) == .enforce(.yuan(100)))
    #expect(try outcome(.objects(on: last, admits: .zero), today: last + 1) == .notEnforced)
    #expect(try outcome(.objects(on: last, admits: .yuan(40)), today: last + 1) == .enforceAdmitted(.yuan(40)))
    #expect(try outcome(.objects(on: last + 1, admits: .zero), today: last + 1) == .enforce(.yuan(100)))
    #expect(try outcome(.objects(on: last, admits: .zero), fixed: true, today: last + 1) == .enforce(.yuan(100)))
    #expect(try outcome(.pleadsInability, today: last + 1) == .enforce(.yuan(100)))
    #expect(try outcome(.paid, today: last) == .settled)
    #expect(
      PartA.refusal { () throws(LawRefusal) in
        try outcome(.objects(on: last, admits: .yuan(101)), today: last)
      }?.code == "admitsMoreThanDebt")
  }

  @Test("Each ground of release has its item of article 28")
  func release() throws {
    #expect(SeizureRelease.Ground.allCases.map(\.citation.article) == ["28(1)", "28(2)", "28(3)", "28(4)", "28(5)", "28(6)"])
    let last = SeizureRelease.preservationDeadline(requested: try PartA.day("2024-05-10"), calendar: try PartA.calendar())
    #expect(last.value.description == "2024-05-15")
  }
}
