import Basics
import City
import Foundation
import Import
import Settings
import Storage
import Testing

@testable import Stories

/// Each story is lived in a court of its own, and its transcript is the one committed under `docs/scenarios`.
@Suite struct StoryTests {
  private static let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  @Test("A loan is searched, frozen, transferred and paid within nine days")
  func smartSearch() async throws { try await StoryTests.lives(SmartSearch.self) }

  @Test("Nothing is found but an employer; after the bailiffs' visit the debtor pays all")
  func auctionHouseClerk() async throws { try await StoryTests.lives(AuctionHouseClerk.self) }

  @Test("A house about to be sold is sealed within minutes; the debtor calls within half an hour")
  func raceToSeal() async throws { try await StoryTests.lives(RaceToSeal.self) }

  @Test("The counter finds a case long paid and hands over the certificate within five minutes")
  func receptionCertificate() async throws { try await StoryTests.lives(ReceptionCertificate.self) }

  @Test("The investors of one case are paid by one order, each exactly once, within a day")
  func massPayout() async throws { try await StoryTests.lives(MassPayout.self) }

  @Test("The round ends by its checklist; the tenth search finds a policy; the case resumes and is paid")
  func policyAfterYears() async throws { try await StoryTests.lives(PolicyAfterYears.self) }

  @Test("Proceeds of student flats are distributed; what nobody contests is paid in a day, the contested part waits for its suit")
  func studentsFlats() async throws { try await StoryTests.lives(StudentsFlats.self) }

  @Test("Every ground of the law stops the clock once; overlaps count once, and the auction only against the limit of the case")
  func everyExcludedPeriod() async throws { try await StoryTests.lives(EveryExcludedPeriod.self) }
  @Test("A namesake's account is frozen and emptied; all that followed is undone, his money goes back, and the debtor pays")
  func wrongAccount() async throws { try await StoryTests.lives(WrongAccount.self) }

  @Test("A debtor is ill and has nothing: the injured old man is aided out of the court's fund, once, and the debt stands")
  func oldMansAid() async throws { try await StoryTests.lives(OldMansAid.self) }

  @Test("740 households in 37 cases are paid out of one account within fifteen days of the first money, each once")
  func delayedFlats() async throws { try await StoryTests.lives(DelayedFlats.self) }

  @Test("A debtor found at night settles and pays the applicant directly next morning; the fee comes after")
  func liaisonFinds() async throws { try await StoryTests.lives(LiaisonFinds.self) }

  @Test("Wages: the second instalment is missed, the clock finds it, and what is frozen pays before the festival")
  func wagesBeforeNewYear() async throws { try await StoryTests.lives(WagesBeforeNewYear.self) }

  @Test("A duty to act between neighbours ends with the proof that both signed; the case sees duty and direct payment")
  func neighbourSettles() async throws { try await StoryTests.lives(NeighbourSettles.self) }

  @Test("Three instalments: reminders before, one late and taken, the last one performs the settlement")
  func clerkInInstalments() async throws { try await StoryTests.lives(ClerkInInstalments.self) }

  private static func lives(_ story: any Story.Type) async throws {
    try await live(from: story.begins, story.title) { court in
      try await story.live(in: court)
      try compare(try await court.transcript(story.title), story.key)
    }
  }

  /// A court of its own, with its usual staff, in which `matter` happens; what it leaves behind must replay.
  static func live(from begins: String, _ title: String, _ matter: (Scenario) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "story-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let day = try #require(Day(begins))
    let court = try await Scenario(at: Instant(day, hour: 8), in: place(folder))
    try await court.usualStaff()
    do {
      try await matter(court)
    } catch {
      if ProcessInfo.processInfo.environment["STORY_SHOW"] != nil { print(try await court.transcript(title)) }
      throw error
    }
    let check = try await court.store.replayCheck()
    #expect(check.differences.isEmpty, "\(check.differences)")
  }

  private static func place(_ folder: URL) throws -> Scenario.Place {
    let configuration = try CourtConfiguration.read(
      config: repository.appending(path: "config"), lawData: repository.appending(path: "data-law"))
    let docket = try DocketImport(today: try #require(Day("2026-06-01")), calendar: configuration.books.law.calendar)
      .read([UInt8](Data(contentsOf: repository.appending(path: "examples/docket.csv"))))
    let people = try CityFile.read([UInt8](Data(contentsOf: repository.appending(path: "examples/city.json"))))
    return Scenario.Place(
      database: folder.appending(path: "court.sqlite"), papers: folder.appending(path: "papers"),
      keys: VaultKeys(secret: Array(0..<32)), configuration: configuration, people: people,
      docket: docket.accepted.map(\.docket))
  }

  /// With `UPDATE_TRANSCRIPTS` set the transcript is written instead of compared.
  static func compare(_ text: String, _ key: String) throws {
    let file = repository.appending(path: "docs/scenarios/\(key).md")
    if ProcessInfo.processInfo.environment["UPDATE_TRANSCRIPTS"] != nil {
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
      return
    }
    let committed = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    let (old, new) = (committed.split(separator: "\n"), text.split(separator: "\n"))
    let line = zip(old, new).enumerated().first { $0.element.0 != $0.element.1 }?.offset ?? min(old.count, new.count)
    #expect(
      committed == text,
      "docs/scenarios/\(key).md, line \(line): “\(line < old.count ? old[line] : "")” is now “\(line < new.count ? new[line] : "")”"
    )
  }
}
