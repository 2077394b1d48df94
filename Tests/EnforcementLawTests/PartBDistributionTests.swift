import Basics
import EnforcementLaw
import Testing

@Suite("R6.8: distribution among several creditors")
struct PartBDistributionTests {
  var settings = CourtSettings()

  func paid(_ matter: Distribution.Matter, _ claims: [DistributionClaim], _ settings: CourtSettings = .standard) throws
    -> [String: Money]
  {
    let plan = try Distribution.plan(matter, claims, settings: settings).value
    return Dictionary(uniqueKeysWithValues: plan.shares.map { ($0.claim, $0.paid) })
  }
  func four(_ order: [String: Int] = [:]) throws -> [DistributionClaim] {
    [
      .init("M", .secured(by: .registered(on: try day("2020-01-01"))), .yuan(600_000)),
      .init("A", .ordinary, .yuan(500_000), seizureRank: order["A"]),
      .init("B", .ordinary, .yuan(300_000), seizureRank: order["B"]),
      .init("C", .ordinary, .yuan(200_000), seizureRank: order["C"]),
    ]
  }

  @Test("A person's property: costs, the mortgage, then equal shares of 385,000")
  func person() throws {
    let shares = try paid(.init(proceeds: .yuan(1_000_000), costs: .yuan(15_000), debtor: .person), four())
    #expect(shares == ["M": .yuan(600_000), "A": .yuan(192_500), "B": .yuan(115_500), "C": .yuan(77_000)])
  }

  @Test("A company's property: after the mortgage by order of seizure B, A, C")
  func company() throws {
    let shares = try paid(
      .init(proceeds: .yuan(1_000_000), costs: .yuan(15_000), debtor: .enterprise), four(["B": 1, "A": 2, "C": 3]))
    #expect(shares == ["M": .yuan(600_000), "B": .yuan(300_000), "A": .yuan(85_000), "C": .zero])
  }

  @Test("100.00 over three equal claims is 33.34, 33.33, 33.33: the left-over fen goes to the earlier rank")
  func cents() throws {
    let claims = [
      DistributionClaim("A", .ordinary, .yuan(100), seizureRank: 2), .init("B", .ordinary, .yuan(100), seizureRank: 1),
      .init("C", .ordinary, .yuan(100)),
    ]
    let shares = try paid(.init(proceeds: .yuan(100), debtor: .person), claims)
    #expect(shares == ["B": Money(fen: 3334), "A": Money(fen: 3333), "C": Money(fen: 3333)])
    var largest = settings
    largest.remainderOwner = .largestClaim
    let uneven = [DistributionClaim("A", .ordinary, .yuan(1), seizureRank: 1), .init("B", .ordinary, .yuan(2))]
    #expect(try paid(.init(proceeds: .yuan(1), debtor: .person), uneven, largest) == ["A": Money(fen: 33), "B": Money(fen: 67)])
    #expect(try paid(.init(proceeds: .yuan(1), debtor: .person), uneven) == ["A": Money(fen: 34), "B": Money(fen: 66)])
  }

  @Test("One instrument with several creditors: equal shares even against a company")
  func oneInstrument() throws {
    let claims = [
      DistributionClaim("A", .ordinary, .yuan(300), seizureRank: 1), .init("B", .ordinary, .yuan(100), seizureRank: 2),
    ]
    #expect(
      try paid(.init(proceeds: .yuan(200), debtor: .enterprise, oneInstrument: true), claims) == [
        "A": .yuan(150), "B": .yuan(50),
      ])
  }

  @Test("Enough money pays everyone, and the rest is the debtor's")
  func enough() throws {
    let plan = try Distribution.plan(
      .init(proceeds: .yuan(2_000_000), costs: .yuan(15_000), debtor: .person), four(), settings: settings
    ).value
    #expect(plan.shares.allSatisfy { $0.unpaid == .zero })
    #expect(plan.left == .yuan(385_000))
  }

  @Test("The ladder: buyers of homes, the price of construction, lien, security by registration, then ordinary claims")
  func ladder() throws {
    let claims: [DistributionClaim] = [
      .init("普通", .ordinary, .yuan(100)), .init("后登记", .secured(by: .registered(on: try day("2022-05-01"))), .yuan(100)),
      .init("先登记", .secured(by: .registered(on: try day("2021-05-01"))), .yuan(100)),
      .init("留置", .secured(by: .lien), .yuan(100)),
      .init("未登记", .secured(by: .unregistered), .yuan(100)), .init("工程款", .construction, .yuan(100)),
      .init("购房人", .homeBuyer, .yuan(100)),
    ]
    let order = ["购房人", "工程款", "留置", "先登记", "后登记", "未登记", "普通"]
    for count in 1...order.count {
      let shares = try paid(.init(proceeds: .yuan(Int64(100 * count - 50)), debtor: .person), claims)
      for (place, name) in order.enumerated() {
        let expected: Money = place < count - 1 ? .yuan(100) : place == count - 1 ? .yuan(50) : .zero
        #expect(shares[name] == expected, "\(count) \(name)")
      }
    }
  }

  @Test("Wages are ordinary unless the court's setting puts them first")
  func wages() throws {
    let claims = [DistributionClaim("工资", .wages, .yuan(100)), .init("B", .ordinary, .yuan(100))]
    #expect(try paid(.init(proceeds: .yuan(100), debtor: .person), claims)["工资"] == .yuan(50))
    var first = settings
    first.wagePriority = true
    let plan = try Distribution.plan(.init(proceeds: .yuan(100), debtor: .person), claims, settings: first)
    #expect(plan.value.shares.map(\.paid) == [.yuan(100), .zero])
    #expect(plan.reasons.settings.contains { $0.name == "wagePriority" && $0.value == "true" })
  }

  @Test("Beside a crime: medical costs, security, victims, civil debts, fine, confiscation")
  func criminal() throws {
    let claims: [DistributionClaim] = [
      .init("没收", .confiscation, .yuan(100)), .init("罚金", .fine, .yuan(100)), .init("民事", .ordinary, .yuan(100)),
      .init("退赔", .victim, .yuan(100)), .init("抵押", .secured(by: .registered(on: try day("2021-01-01"))), .yuan(100)),
      .init("医疗", .medical, .yuan(100)),
    ]
    let order = ["医疗", "抵押", "退赔", "民事", "罚金", "没收"]
    for count in 1...order.count {
      let shares = try paid(.init(proceeds: .yuan(Int64(100 * count)), debtor: .person, criminal: true), claims)
      #expect(Set(shares.filter { $0.value == .yuan(100) }.keys) == Set(order.prefix(count)))
    }
    // Without a crime medical costs are an ordinary claim.
    let civil = [DistributionClaim("医疗", .medical, .yuan(100)), .init("B", .ordinary, .yuan(100))]
    #expect(try paid(.init(proceeds: .yuan(100), debtor: .person), civil)["医疗"] == .yuan(50))
  }

  @Test("Who holds no instrument, or asked after the enforcement ended, takes no part; a priority holder needs none")
  func takesPart() throws {
    let ended = try day("2024-05-10")
    let claims: [DistributionClaim] = [
      .init("A", .ordinary, .yuan(100), applied: ended), .init("晚", .ordinary, .yuan(100), applied: ended + 1),
      .init("无", .ordinary, .yuan(100), hasInstrument: false),
      .init("抵押", .secured(by: .lien), .yuan(100), hasInstrument: false),
    ]
    let plan = try Distribution.plan(.init(proceeds: .yuan(150), debtor: .person, ended: ended), claims, settings: settings).value
    #expect(plan.shares.map(\.paid) == [.yuan(50), .zero, .zero, .yuan(100)])
    #expect(plan.excluded.map(\.claim) == ["晚", "无"])
  }

  @Test("What a mortgage does not get from the price joins the ordinary claims if it has an instrument")
  func restOfPriority() throws {
    // 100 of 400 are covered by the thing burdened; 400 more are shared over 300 and 300.
    func claims(_ hasInstrument: Bool) -> [DistributionClaim] {
      [
        .init("抵押", .secured(by: .lien), .yuan(400), priorityMax: .yuan(100), hasInstrument: hasInstrument),
        .init("A", .ordinary, .yuan(300)),
      ]
    }
    let matter = Distribution.Matter(proceeds: .yuan(500), debtor: .person)
    #expect(try paid(matter, claims(true)) == ["抵押": .yuan(300), "A": .yuan(200)])
    #expect(try paid(matter, claims(false)) == ["抵押": .yuan(100), "A": .yuan(300)])
  }

  @Test("A local extra share of the first seizer comes off the top, and never beyond his claim")
  func bonus() throws {
    var local = settings
    local.firstSeizeBonus = 20
    let claims = [
      DistributionClaim("A", .ordinary, .yuan(500), seizureRank: 1), .init("B", .ordinary, .yuan(500), seizureRank: 2),
    ]
    // 20 of 100 first, then 80 over 480 and 500.
    let shares = try paid(.init(proceeds: .yuan(100), debtor: .person), claims, local)
    #expect(shares["A"] == Money(fen: 2000 + 3919))
    #expect(shares["B"] == Money(fen: 4081))
    let small = [DistributionClaim("A", .ordinary, .yuan(5), seizureRank: 1), .init("B", .ordinary, .yuan(500))]
    #expect(try paid(.init(proceeds: .yuan(100), debtor: .person), small, local) == ["A": .yuan(5), "B": .yuan(95)])
  }

  @Test("Every plan adds up to the fen, no claim gets more than it is, and a lower level gets nothing before a higher is full")
  func addsUp() throws {
    let seed: UInt64 = 508
    print("seed \(seed)")
    var random = Seeded(seed)
    let start = try day("2018-01-01")
    for _ in 0..<3000 {
      var settings = settings
      settings.firstSeizeBonus = Int.random(in: 0...1, using: &random) * Int.random(in: 0...20, using: &random)
      settings.wagePriority = Bool.random(using: &random)
      settings.remainderOwner = Bool.random(using: &random) ? .earlierRank : .largestClaim
      let claims = (0..<Int.random(in: 0...9, using: &random)).map { index in
        let standings: [ClaimStanding] = [
          .ordinary, .ordinary, .ordinary, .wages, .homeBuyer, .construction, .medical, .fine, .victim,
          .secured(by: .registered(on: start + Int.random(in: 0...3, using: &random))),
        ]
        return DistributionClaim(
          "\(index)", standings[Int.random(in: 0..<standings.count, using: &random)], random.money(upTo: 30_000_00),
          hasInstrument: Int.random(in: 0...9, using: &random) > 0,
          seizureRank: Bool.random(using: &random) ? Int.random(in: 1...4, using: &random) : nil)
      }
      let matter = Distribution.Matter(
        proceeds: random.money(upTo: 100_000_00), costs: random.money(upTo: 5_000_00),
        debtor: Bool.random(using: &random) ? .person : .enterprise, criminal: Bool.random(using: &random))
      let plan = try Distribution.plan(matter, claims, settings: settings).value
      #expect(plan.costs + plan.shares.reduce(.zero) { $0 + $1.paid } + plan.left == matter.proceeds)
      #expect(plan.shares.allSatisfy { $0.paid >= .zero && $0.unpaid >= .zero })
      let entitled = zip(claims, plan.shares).filter { claim, _ in !plan.excluded.contains { $0.claim == claim.id } }
      if plan.left > .zero { #expect(entitled.allSatisfy { $0.1.unpaid == .zero || !$0.0.hasInstrument }) }
      if entitled.contains(where: { $0.0.standing == .construction && $0.1.unpaid > .zero }) {
        #expect(!entitled.contains { $0.0.standing == .fine && $0.1.paid > .zero })
      }
    }
  }

  @Test("Equal claims differ by a fen at most")
  func fair() {
    let seed: UInt64 = 507
    print("seed \(seed)")
    var random = Seeded(seed)
    for _ in 0..<2000 {
      let count = Int.random(in: 1...12, using: &random)
      let claim = random.money(upTo: 1_000_000) + Money(fen: 1)
      let pool = random.money(upTo: claim.fen * Int64(count))
      let shares = ProRata.shares(of: pool, over: Array(repeating: claim, count: count), first: Array(0..<count))
      #expect(shares.reduce(.zero, +) == min(pool, Money(fen: claim.fen * Int64(count))))
      let sizes = shares.map(\.fen)
      #expect((sizes.max() ?? 0) - (sizes.min() ?? 0) <= 1)
    }
  }

  @Test("A claim that stands twice is refused; a plan is objected to, opposed and sued over in 15 days each")
  func planSteps() throws {
    let twice = [DistributionClaim("A", .ordinary, .yuan(1)), .init("A", .ordinary, .yuan(1))]
    #expect(refusal { try paid(.init(proceeds: .yuan(1), debtor: .person), twice) }?.code == "doubledClaim")
    let calendar = try LawData.calendar()
    #expect(try Distribution.stepBy(received: day("2024-05-13"), calendar: calendar).value == day("2024-05-28"))
    #expect(Distribution.lodged(share: .yuan(50), contested: .yuan(80)).value == .yuan(50))
  }
}

@Suite("R6.5–6.6, R6.9–6.11: foreign debts, penalties, case money, aid, rewards")
struct PartBCaseMoneyTests {
  let settings = CourtSettings()
  let calendar: CourtCalendar
  init() throws { calendar = try LawData.calendar() }

  @Test("Case money is paid out within 30 days of the notice of arrival; after an approved delay within 10")
  func payoutClock() throws {
    #expect(try Payout.dueBy(notice: day("2024-04-20"), calendar: calendar).value == day("2024-05-20"))
    #expect(try Payout.daysToPay(notice: day("2024-04-20"), paid: day("2024-05-20")).value == 30)
    #expect(try Payout.dueBy(delayEnded: day("2024-05-13"), settings: settings, calendar: calendar).value == day("2024-05-23"))
    #expect(try Payout.identifyBy(arrived: day("2024-05-13"), settings: settings, calendar: calendar).value == day("2024-05-16"))
    #expect(try Payout.escheats(lodged: day("2024-02-29")).value == day("2029-02-28"))
    #expect(refusal { try Payout.checkDelay(.notCollected, approved: false) }?.code == "delayNotApproved")
    #expect(try Payout.checkDelay(.notCollected, approved: true).value == .notCollected)
  }

  @Test("Cash is taken by two officers against a receipt and handed in the same day, or the day after return")
  func cash() throws {
    let taken = try day("2024-05-13")
    #expect(try Payout.cash(received: taken, officers: 2, receiptGiven: true, returned: nil).value == taken)
    #expect(try Payout.cash(received: taken, officers: 2, receiptGiven: true, returned: taken + 3).value == taken + 4)
    #expect(
      refusal { try Payout.cash(received: taken, officers: 1, receiptGiven: true, returned: nil) }?.code == "tooFewOfficers")
    #expect(refusal { try Payout.cash(received: taken, officers: 2, receiptGiven: false, returned: nil) }?.code == "noReceipt")
    #expect(refusal { try Payout.checkPayee(isParty: false, panelDecided: false) }?.code == "thirdPayeeNeedsPanel")
    #expect(try Payout.checkPayee(isParty: false, panelDecided: true).value)
  }

  @Test("Nothing is paid that was not received, and every fen is somewhere")
  func sums() throws {
    func sums(_ applicants: Int64, held: Int64) -> Payout.Sums {
      .init(
        received: .yuan(100), costs: .yuan(10), applicants: .yuan(applicants), thirdPersons: .yuan(5), refunded: .yuan(5),
        held: .yuan(held))
    }
    #expect(try Payout.check(sums(60, held: 20)).value.paid == .yuan(80))
    #expect(refusal { try Payout.check(sums(81, held: 0)) }?.code == "paidExceedsReceived")
    #expect(refusal { try Payout.check(sums(60, held: 19)) }?.code == "sumsDiffer")
  }

  @Test("A penalty for delay in a duty other than money is twice the loss, or what the court sets")
  func penalty() throws {
    #expect(try DelayPenalty.amount(loss: .yuan(1500)).value == .yuan(3000))
    #expect(try DelayPenalty.amount(loss: .zero, setByCourt: .yuan(500)).value == .yuan(500))
    #expect(refusal { try DelayPenalty.amount(loss: .zero) }?.code == "notSet")
  }

  @Test("Judicial aid is given once, at most 36 monthly wages and never more than is unpaid")
  func aid() throws {
    func most(_ unpaid: Int64, again: Bool = false) throws -> Money {
      try JudicialAid.most(unpaid: .yuan(unpaid), averageMonthlyWage: .yuan(6000), alreadyAided: again, settings: settings).value
    }
    #expect(try most(80_000) == .yuan(80_000))
    #expect(try most(1_000_000) == .yuan(216_000))
    #expect(refusal { try most(1, again: true) }?.code == "alreadyAided")
  }

  @Test("A reward goes to the first outsider, out of what his information brought in")
  func reward() throws {
    let noon = Instant(try day("2024-05-13"), hour: 12)
    let tips: [Reward.Tip] = [
      .init("代理人", .applicantsAgent, at: noon.adding(hours: -3)), .init("后", .outsider, at: noon.adding(hours: 1)),
      .init("先", .outsider, at: noon),
    ]
    #expect(try Reward.entitled(tips).value.id == "先")
    #expect(refusal { try Reward.entitled([tips[0], .init("职责", .dutyToReport, at: noon)]) }?.code == "nobodyEntitled")
    #expect(try Reward.payable(promised: .yuan(5000), recovered: .yuan(3000)).value == .yuan(3000))
  }

  @Test(
    "A foreign debt is converted at the mid-rate of the day from which delay runs; each currency has its own basis of interest")
  func foreign() throws {
    let from = try day("2024-01-10")
    #expect(try ForeignDebt.inYuan(minorUnits: 1_000_000, midRate: 7_123_400, on: from).value == (try yuan("71234.00")))
    #expect(refusal { try ForeignDebt.inYuan(minorUnits: -1, midRate: 1, on: from) }?.code == "amountOutOfRange")
    #expect(try ForeignDebt.basis("EUR").value.en == "EURIBOR")
    #expect(refusal { try ForeignDebt.basis("XAU") }?.code == "noBasisForCurrency")
  }
}
