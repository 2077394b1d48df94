import Basics
import EnforcementLaw
import Foundation
import Testing

/// The worked examples of the rules, each by its rule number: what the library answers, and what it must be. The count of each
/// rule is committed beside them, so that none is lost in silence.
@Suite("Worked examples of the rules")
struct WorkedExamplesTests {
  typealias Example = (rule: String, answer: String, expected: String)
  private let books: CalcBooks
  private let calendar: CourtCalendar
  private let settings = CourtSettings.standard

  init() throws {
    calendar = try LawData.calendar()
    books = CalcBooks(calendar: calendar, settings: settings, rates: try LawData.rates())
  }

  /// How many worked examples each rule has.
  private static let counts = [
    "R0.1": 11, "R1.6": 1, "R1.8": 4, "R2.1": 2, "R2.3": 3, "R3.5": 2, "R5.1": 3, "R5.2": 13, "R6.1": 11, "R6.2": 6, "R6.3": 5,
    "R6.4": 3, "R6.5": 3, "R6.8": 3, "R6.9": 1, "R7.1": 4, "R8.3": 1, "R8.4": 3, "R9": 7, "R10.1": 3, "R10.2": 2, "R10.4": 2,
  ]

  @Test("Every worked example of the rules holds, and none is missing")
  func all() throws {
    let examples = try time() + deadlines() + sale() + money() + measures() + indicators() + identity()
    var counted: [String: Int] = [:]
    for example in examples {
      counted[example.rule, default: 0] += 1
      #expect(example.answer == example.expected, "\(example.rule)")
    }
    #expect(counted == WorkedExamplesTests.counts)
    let expected = WorkedExamplesTests.counts.values.reduce(0, +)
    print("worked examples of the rules: \(examples.count) of \(expected) are tests")
    #expect(examples.count == 93)
  }

  /// The value that a line of a batch gets, or one member of it, or the code of its refusal.
  private func ask(_ question: String, _ member: String? = nil) -> String {
    let line = Array("{\(question)}".utf8)
    var output: [UInt8] = []
    CalcLine.answer(line, line.indices, in: books, to: &output)
    guard let object = try? JSONSerialization.jsonObject(with: Data(output)) as? [String: Any] else { return "no JSON" }
    if let error = object["error"] as? [String: Any] { return "\(error["code"] ?? "")" }
    if let member { return ((object["value"] as? [String: Any])?[member]).map { "\($0)" } ?? "no \(member)" }
    if let list = object["value"] as? [String] { return list.joined(separator: " ") }
    return object["value"].map { "\($0)" } ?? "no value"
  }

  private func time() -> [Example] {
    let periods = [
      ("2024-04-26", "\"days\":7", "2024-05-06"), ("2024-02-01", "\"days\":10", "2024-02-18"),
      ("2024-01-25", "\"days\":15", "2024-02-09"), ("2025-09-25", "\"days\":7", "2025-10-09"),
      ("2026-02-06", "\"days\":10", "2026-02-24"), ("2023-08-31", "\"months\":6", "2024-02-29"),
      ("2024-04-05", "\"months\":6", "2024-10-08"), ("2024-10-01", "\"months\":24", "2026-10-08"),
      ("2024-02-08", "\"workdays\":3", "2024-02-19"), ("2024-09-30", "\"workdays\":3", "2024-10-10"),
      ("2026-02-13", "\"workdays\":3", "2026-02-25"),
    ].map { from, length, end in ("R0.1", ask("\"rule\":\"period\",\"from\":\"\(from)\",\(length)"), end) }
    return periods + [
      ("R1.6", ask(#""rule":"node","node":"N1","from":"2024-04-26""#), "2024-05-06"),
      ("R1.8", ask(#""rule":"limitation","due":"2022-03-15""#), "2024-03-15"),
      ("R1.8", ask(#""rule":"limitation","due":"2022-03-15","applied":"2024-03-18""#, "limitationRisk"), "1"),
      ("R1.8", ask(#""rule":"limitation","due":"2022-03-15","interruptions":["2023-12-01"]"#), "2025-12-01"),
      ("R1.8", ask(#""rule":"limitation","due":"2024-02-29""#), "2026-02-28"),
    ]
  }

  private func deadlines() throws -> [Example] {
    let overlap =
      #""rule":"case-limit","filed":"2024-01-15","deductions":"valuation 2024-03-01 2024-04-10; suspension 2024-03-20 2024-05-01""#
    let both =
      #""rule":"case-limit","filed":"2024-01-15","deductions":"valuation 2024-03-01 2024-04-10; auction 2024-05-01 2024-06-15""#
    let reply = WaitingList.replyDeadline(letterReceived: try day("2024-05-08"), calendar: calendar)
    return [
      ("R2.1", ask(#""rule":"node","node":"N4","from":"2024-02-01""#), "2024-02-18"),
      ("R2.1", ask(#""rule":"node","node":"N20","from":"2024-04-24""#), "2024-05-06"),
      ("R2.3", ask(#""rule":"case-limit","filed":"2024-01-15""#, "caseLimit"), "2024-07-15"),
      ("R2.3", ask(both, "caseLimit"), "2024-10-08"), ("R2.3", ask(overlap, "caseLimitDeducted"), "61"),
      ("R3.5", "\(WaitingList.priorityMayAskFrom(firstSeizure: try day("2024-03-01")).value)", "2024-05-01"),
      ("R3.5", "\(reply.value)", "2024-05-23"),
    ]
  }

  private func sale() throws -> [Example] {
    let price = Money.yuan(700_000)
    func mean(_ quotes: [Int64?]) throws -> String {
      let day = try day("2024-05-14")
      return try ReferencePrice.network(
        quotes.enumerated().map { .init("平台\($0.offset + 1)", $0.element.map(Money.yuan), on: $0.element.map { _ in day }) },
        sent: try EnforcementLawTests.day("2024-05-13"), extensionAsked: true, calendar: calendar
      ).value.description
    }
    func bid(_ bid: String) -> String {
      ask(#""rule":"bid-extension","end":"2024-05-10T10:00:00","bid":"2024-05-10T\#(bid)""#)
    }
    let auction = #""rule":"auction","appraisal":"1000000","kind":"immovable""#
    let lost = try BuyerDefault.split(
      deposit: .yuan(100_000), costs: .yuan(8000), price: .yuan(1_000_000), resale: .yuan(950_000), caseDebt: .yuan(600_000),
      settings: settings
    ).value
    let second = bidChain()
    return [
      ("R5.1", "\(ReferencePrice.startBy(seized: try day("2024-05-10"), calendar: calendar).value)", "2024-06-11"),
      ("R5.1", try mean([1_000_000, 1_060_000, nil]), "1030000.00"),
      ("R5.1", try mean([980_000, 1_000_000, 1_050_000]), "1010000.00"),
      ("R5.2", ask(auction, "start"), "700000.00"),
      ("R5.2", ask(auction, "depositLow") + " " + ask(auction, "depositHigh"), "35000.00 140000.00"),
      ("R5.2", ask(auction, "second"), "560000.00"),
      ("R5.2", ask(auction + #","previousStart":"699999.99""#), "startPriceTooLow"),
      ("R5.2", refusal { try Auction.checkSecond(.yuan(559_999), firstStart: price) }?.code ?? "taken", "cutTooDeep"),
      ("R5.2", bid("09:57:30"), "2024-05-10T10:02:30"), ("R5.2", second, "2024-05-10T10:07:00"),
      ("R5.2", bid("09:54:59"), "2024-05-10T10:00:00"),
      (
        "R5.2", "\(Auction.earliestStart(notice: try day("2024-03-01"), .first, .immovable, settings: settings).value)",
        "2024-03-31"
      ),
      ("R5.2", "\(Auction.secondRoundBy(failed: try day("2024-05-10"), calendar: calendar).value)", "2024-06-11"),
      (
        "R5.2", "\(Auction.latestNotice(for: try day("2024-06-09"), .second, .immovable, settings: settings).value)",
        "2024-05-25"
      ), ("R5.2", "\(lost.costs) \(lost.shortfall) \(lost.caseDebt)", "8000.00 50000.00 42000.00"),
      ("R5.2", "\(Auction.applicantDeposit(.yuan(50_000), claim: .yuan(30_000)).value)", "20000.00"),
    ]
  }

  /// The second bid of the example, after the end has moved to 10:02:30.
  private func bidChain() -> String {
    ask(#""rule":"bid-extension","end":"2024-05-10T10:02:30","bid":"2024-05-10T10:02:00""#)
  }

  private func money() throws -> [Example] {
    let fees = [
      ("5000", "50.00"), ("50000", "650.00"), ("130000", "1850.00"), ("500000", "7400.00"), ("500001", "7400.01"),
      ("1000000", "12400.00"), ("5000000", "52400.00"), ("8000000", "67400.00"), ("10000000", "77400.00"),
      ("15000000", "82400.00"), ("22680000", "90080.00"),
    ].map { ("R6.1", ask("\"rule\":\"fee\",\"amount\":\"\($0)\""), $1) }
    let preservation = [
      ("1000", "30.00"), ("50000", "520.00"), ("100000", "1020.00"), ("500000", "3020.00"), ("896000", "5000.00"),
      ("5000000", "5000.00"),
    ].map { ("R6.2", ask("\"rule\":\"preservation-fee\",\"amount\":\"\($0)\""), $1) }
    func delay(_ principal: String, _ due: String, _ rest: String) -> String {
      ask("\"rule\":\"delay-interest\",\"principal\":\"\(principal)\",\"due\":\"\(due)\",\(rest)")
    }
    let excluded = #""until":"2024-07-08","excluded":[["2024-02-01","2024-03-01"]]"#
    let split = #""payments":[{"on":"2024-03-10","amount":"40000"},{"on":"2024-07-08","amount":"60000"}]"#
    return fees + preservation + [
      ("R6.3", delay("100000", "2024-01-10", #""until":"2024-07-08""#), "3150.00"),
      ("R6.3", delay("130000", "2024-03-01", #""until":"2024-06-09""#), "2275.00"),
      ("R6.3", delay("1000000", "2023-12-31", #""until":"2024-12-31""#), "64050.00"),
      ("R6.3", delay("100000", "2024-01-10", excluded), "2625.00"), ("R6.3", delay("100000", "2024-01-10", split), "2310.00"),
      ("R6.4", try before2014(360), "1897.78"), ("R6.4", try before2014(365), "1871.78"),
      ("R6.4", delay("100000", "2014-07-31", #""until":"2014-10-31""#), "1610.00"),
      ("R6.5", ask(#""rule":"loan-cap","contract":"2022-05-01""#), "14.80"),
      ("R6.5", ask(#""rule":"loan-cap","contract":"2024-08-01""#), "13.40"),
      ("R6.5", ask(#""rule":"loan-cap","contract":"2025-06-01""#), "12.00"),
    ] + shares() + [
      ("R6.9", "\(Payout.dueBy(notice: try day("2024-04-20"), calendar: calendar).value)", "2024-05-20")
    ]
  }

  /// The part before 2014-08-01 alone: the whole less what the later rule gives.
  private func before2014(_ base: Int) throws -> String {
    var own = settings
    own.yearBase = base
    let whole = try DelayInterest.doubled(
      principal: yuan("100000"), lastPerformanceDay: day("2014-05-31"), until: day("2014-10-31"),
      benchmark: books.rates.benchmark, settings: own)
    return try (whole.value - yuan("1610.00")).description
  }

  private func shares() -> [Example] {
    let claims = "M priority 600000 1 -; A ordinary 500000 - 2; B ordinary 300000 - 1; C ordinary 200000 - 3"
    func paid(_ debtor: String, _ net: String, _ claims: String, _ names: [String]) -> String {
      names.map { ask(#""rule":"distribution","debtor":"\#(debtor)","net":"\#(net)","claims":"\#(claims)""#, $0) }
        .joined(separator: " ")
    }
    let thirds = "A ordinary 100; B ordinary 100; C ordinary 100"
    return [
      ("R6.8", paid("person", "985000", claims, ["A", "B", "C"]), "192500.00 115500.00 77000.00"),
      ("R6.8", paid("person", "100", thirds, ["A", "B", "C"]), "33.34 33.33 33.33"),
      ("R6.8", paid("enterprise", "985000", claims, ["B", "A", "C"]), "300000.00 85000.00 0.00"),
    ]
  }

  private func measures() -> [Example] {
    let fixed = #""rule":"listing","ground":4,"decided":"2024-03-01""#
    let open = #""rule":"listing","ground":1,"decided":"2024-03-01""#
    let searches = ask(#""rule":"research-dates","ended":"2024-04-20""#).split(separator: " ").map(String.init)
    return [
      ("R7.1", ask(fixed, "ends") + " " + ask(fixed, "removeBy"), "2026-03-01 2026-03-04"),
      ("R7.1", ask(open + #","events":[{"kind":"performed","on":"2024-10-01"}]"#, "removeBy"), "2024-10-10"),
      ("R7.1", ask(fixed + #","birth":"2007-02-01""#), "minor"),
      ("R7.1", ask(fixed + #","extraYears":2"#, "ends"), "2028-03-01"),
      ("R8.3", (Day("2024-01-15").map { RoundTermination.earliest(filed: $0).value.description }) ?? "", "2024-04-16"),
      ("R8.4", searches.first ?? "", "2024-10-20"), ("R8.4", searches.dropFirst().first ?? "", "2025-04-20"),
      ("R8.4", searches.count == 10 ? searches[9] : "\(searches.count)", "2029-04-20"),
    ]
  }

  private func indicators() -> [Example] {
    let closed = EndingCounts(
      fullyEnforced: 90, roundTerminated: 80, finallyTerminated: 20, refused: 4, dismissed: 3, withdrawn: 3)
    let payments: [(days: Int, amount: Money)] = [(5, .yuan(1)), (10, .yuan(1)), (30, .yuan(1))]
    return [
      ("R9", Indicator.fullyEnforced(closed, settings: settings).value.text, "45.00%"),
      ("R9", Indicator.roundsTerminated(closed, settings: settings).value.text, "40.00%"),
      ("R9", Indicator.firstReallyClosed(closed, settings: settings).value.text, "60.00%"),
      ("R9", Indicator.recovered(.yuan(137_500), applied: .yuan(1_000_000), settings: settings).value.text, "13.75%"),
      ("R9", Indicator.daysToPay(payments, settings: settings).value.text, "15.00"),
      ("R9", Indicator.closingRate(closed: 12, carriedOver: 4, new: 16, settings: settings).value.text, "60.00%"),
      ("R9", Indicator.closedInTime(10, closed: 12, settings: settings).value.text, "83.33%"),
    ]
  }

  private func identity() -> [Example] {
    func completed(_ rule: String, _ text: String) -> String { ask("\"rule\":\"\(rule)\",\"text\":\"\(text)\"", "completed") }
    return [
      ("R10.1", completed("resident-id", "33100219851015203"), "331002198510152036"),
      ("R10.1", completed("resident-id", "33108220000229123"), "331082200002291234"),
      ("R10.1", completed("resident-id", "33100419900307151"), "331004199003071511"),
      ("R10.2", completed("credit-code", "91110000633674095"), "91110000633674095N"),
      ("R10.2", completed("credit-code", "11330000002482072"), "11330000002482072W"),
      ("R10.4", ask(#""rule":"bank-card","text":"6222021207000000000""#, "valid"), "1"),
      ("R10.4", ask(#""rule":"bank-card","text":"6217001450000123455""#, "valid"), "1"),
    ]
  }
}
