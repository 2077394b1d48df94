import Basics
import Casework
import Enforcement
import EnforcementLaw
import Import

/// The sample court: the stories one after the other on one clock, then the other matters filed and waiting.
public enum SampleCourt {
  /// The day on which the clock of the sample court begins.
  public static let begins = PolicyAfterYears.begins

  /// Those that can follow each other on one clock.
  static let stories: [any Story.Type] = [
    PolicyAfterYears.self, AuctionHouseClerk.self, SmartSearch.self, RaceToSeal.self, ReceptionCertificate.self,
  ]

  /// Lives these stories; `tell` hears what is being lived.
  public static func live(in court: Scenario, until now: Instant, tell: (String) -> Void) async throws {
    tell(PolicyAfterYears.title)
    try await PolicyAfterYears.end(in: court)
    try await court.archives()
    let ended = try court.caseID
    for story in [AuctionHouseClerk.self, SmartSearch.self] as [any Story.Type] {
      tell(story.title)
      try await story.live(in: court)
      try await court.publishesBulletins()
    }
    tell("\(PolicyAfterYears.title)（数年之后）")
    court.look(at: ended)
    try await PolicyAfterYears.resume(in: court)
    try await court.publishesBulletins()
    for story in [RaceToSeal.self, ReceptionCertificate.self] as [any Story.Type] {
      tell(story.title)
      try await story.live(in: court)
      try await court.publishesBulletins()
    }
    try await court.advance(to: now)
    try await court.publishesBulletins()
    tell("其他案件")
    try await file(court)
  }

  /// The docket's other cases, their dates moved together so that they came in during the last days.
  private static func file(_ court: Scenario) async throws {
    let lived = Set(stories.map { $0.key } + [MassPayout.key])
    let today = court.clock.now.day
    let others = court.docket.filter { !lived.contains($0.identity.ref) }.enumerated().map { index, docket in
      docket.moved(by: (today - index % recentDaysMax - 1) - (docket.receivedOn ?? today))
    }
    try await DocketFiling(desk: court.desk, court: court.configuration.court).file(others, by: .machine) { _, _ in }
  }
  private static let recentDaysMax = 5
}

extension DocketCase {
  /// The same case so many days later: application, instrument, last day of performance and interest move together.
  fileprivate func moved(by days: Int) -> DocketCase {
    var later = self
    later.receivedOn = receivedOn.map { $0 + days }
    later.instrument = Instrument(
      number: instrument.number.replacing(/^\((\d{4})\)/) {
        "(\((Int($0.1) ?? 0) + (instrument.on + days).year - instrument.on.year))"
      },
      court: instrument.court, kind: instrument.kind, on: instrument.on + days,
      lastPerformanceDay: instrument.lastPerformanceDay.map { $0 + days })
    later.claims = claims.map { claim in
      ClaimItem(
        kind: claim.kind, amount: claim.amount,
        interest: claim.interest.replacing(/\d{4}-\d{2}-\d{2}/) { Day(String($0.0)).map { "\($0 + days)" } ?? String($0.0) })
    }
    return later
  }
}
