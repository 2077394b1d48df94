import Basics
import EnforcementLaw
import TestSupport
import Testing

@testable import Enforcement

@Suite("What stands in a case of an earlier system")
struct StandingTests {
  private static let day = Day(2026, 3, 2) ?? .earliest
  private func ended() -> CaseFile {
    var file = CaseFile()
    file.closing.closed = Closing.Closed(way: .terminatedRound, on: Self.day + -400, recovered: .zero)
    file.takenOver = TakenOver(ref: "r", on: Self.day, numbers: [], done: StepsDone())
    return file
  }
  private let meta: EventMeta
  init() {
    meta = EventMeta(
      stream: StreamID(.caseFile, "1"), version: 1, court: CourtCode("浙1099"), at: Instant(Self.day, hour: 9),
      actor: .machine, causation: "command:1")
  }

  @Test("What its tables brought is explained by the ended round; what came to stand later is not")
  func brought() throws {
    var file = ended()
    let (old, new) = (ID<Person>(raw: 5), ID<Person>(raw: 6))
    RestrictionBrought(person: old, paper: ID(raw: 7), on: Self.day + -500, number: "限消1号").apply(to: &file, meta)
    #expect(Standing.unexplained(file, CaseAccount()).isEmpty)
    #expect(file.closing.closed?.standing?.map(\.reason) == [.roundEnded])
    file.sanctions.restricted[new] = Sanctions.Restriction(paper: ID(raw: 8), since: Self.day)
    #expect(Standing.unexplained(file, CaseAccount()).map(\.subject) == ["\(new)"])
  }

  @Test("A running case that came over explains nothing beforehand")
  func running() {
    var file = ended()
    file.closing.closed = nil
    RestrictionBrought(person: ID(raw: 5), paper: ID(raw: 7), on: Self.day, number: "").apply(to: &file, meta)
    #expect(file.closing.closed == nil)
    file.closing.closed = Closing.Closed(way: .fullyEnforced, on: Self.day, recovered: .zero)
    #expect(Standing.unexplained(file, CaseAccount()).count == 1)
  }
}
