import Basics
import TestSupport
import Testing

@testable import Enforcement

/// When a week of case money is told of.
@Suite("Weekly bulletins")
struct BulletinTests {
  @Test("Money that comes on a Monday before half past eight does not put off the bulletin of the week before")
  func mondayMorning() throws {
    func timer(_ day: String, _ hour: Int) throws -> (due: Instant, week: InputValue?)? {
      let day = try #require(Day(day))
      let meta = EventMeta(
        stream: StreamID(.caseAccount, "1"), version: 1, court: CourtCode("浙1099"), at: Instant(day, hour: hour), actor: .machine,
        causation: "c")
      guard case .timer(_, _, let due, let call) = Bulletin.afterMoney(meta) else { return nil }
      return (due, call.fields["week"])
    }
    let monday = try #require(Day("2025-03-03"))
    let early = try #require(try timer("2025-03-03", 8))
    #expect(early.due == Instant(monday, hour: 8, minute: 30) && early.week == "2025-02-24")
    for (day, hour) in [("2025-03-03", 9), ("2025-03-05", 8), ("2025-03-09", 23)] {
      let later = try #require(try timer(day, hour))
      #expect(later.due == Instant(monday + 7, hour: 8, minute: 30) && later.week == "2025-03-03", "\(day)")
    }
  }

  @Test("A week in which no money moved and after which none waits has no bulletin; who asks for one is told so")
  func quiet() async throws {
    let start = try #require(Day("2025-03-05"))
    let court = try RuleCourt(at: Instant(start, hour: 9))
    let chief = try await court.staff("局长甲", [.bureauChief])
    _ = try await court.staff("执行甲", [.officer])
    _ = try await court.staff("法官甲", [.judge])
    let id = try await court.fileCase("1", claims: [(.principal, .yuan(1_000), "")])
    let week: [String: InputValue] = ["week": "2025-02-24"]
    let byTimer = try await court.attempt("funds.draftBulletin", week, by: .machine)
    #expect(byTimer.code == nil && byTimer.events.isEmpty)
    #expect(try await court.attempt("funds.draftBulletin", week, by: chief).code == "weekWithoutMoney")
    _ = try await court.attempt(
      "funds.bookReceipt", ["case": "\(id)", "amount": "10", "bankLine": "L1", "source": "debtor"], by: .machine)
    try await court.advance(to: Instant(start + 6, hour: 9))
    let bulletins: MoneyBulletins = try await court.desk.state(.moneyBulletins(court.court))
    #expect(bulletins.bulletins.map(\.drafted.from) == [Day("2025-03-03")], "money waits: the next Monday tells of it")
  }
}
