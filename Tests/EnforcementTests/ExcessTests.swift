import Basics
import Casework
import EnforcementLaw
import TestSupport
import Testing

@testable import Enforcement

@Suite("What is held too much, of each debtor and of all (R3.4)")
struct ExcessTests {
  /// Two debtors; the first has an account that was frozen while both answered for the whole.
  private struct Frozen {
    let court: PerformanceCourt
    let first: ID<Person>
    let second: ID<Person>
    var held: Money
    init(of debtor: Int = 0) async throws {
      court = try await PerformanceCourt(debtors: 2)
      let debtors = try await court.file().debtors.map(\.person)
      (first, second) = (debtors[0], debtors[1])
      let requests = await court.court.units.sent.filter { $0.requested.action == .query }
      let request = try #require(
        requests.first { $0.requested.person == debtors[debtor] && $0.requested.unit.hasPrefix("bank") })
      let item: InputValue = .object(["kind": "deposit", "identity": "x1", "value": "500000"])
      try await court.court.tell(
        "partners.recordAnswer", request.id, unit: request.requested.unit,
        ["answerID": "q1", "answeredAt": .text("\(court.court.clock.now)"), "outcome": "done", "found": .list([item])])
      try await court.court.settle()
      try await court.does("seizure.draftRuling", ["kinds": .list(["deposit"])])
      try await court.signs(.controlRuling)
      held = try #require(await court.court.units.sent.last { $0.requested.action == .freeze }?.requested.amount)
      try await answer(.freeze, held)
    }
    func answer(_ action: PartnerAction, _ amount: Money) async throws {
      let asked = try #require(await court.court.units.sent.last { $0.requested.action == action })
      let verdict = try await court.court.tell(
        "partners.recordAnswer", asked.id, unit: asked.requested.unit,
        [
          "answerID": .text("\(asked.id)"), "answeredAt": .text("\(court.court.clock.now)"), "outcome": "done",
          "amount": .text("\(amount)"), "rank": "1", "from": .text("\(court.court.clock.now.day)"),
        ])
      #expect(verdict.code == nil)
      try await court.court.settle()
    }
    func record(_ person: ID<Person>, _ kind: String, _ more: [String: InputValue] = [:]) async throws -> [any Event] {
      let fields: [String: InputValue] = ["debtor": "\(person)", "kind": .text(kind), "text": "见判决主文第二项"]
      return try await court.does("performance.recordLiability", fields.merging(more) { $1 })
    }
    func share(_ person: ID<Person>) async throws -> DebtorShare {
      let law = court.court.configuration.books.law
      let shares = try CaseDebt.shares(
        try await court.file(), try await court.account(), on: court.court.clock.now.day, law: law)
      return try #require(shares.first { $0.person == person })
    }
  }

  @Test("Who turns out to answer for a tenth keeps no more than his tenth frozen: found at once, drafted, with its clock")
  func tenth() async throws {
    let frozen = try await Frozen()
    let court = frozen.court
    #expect(try await court.file().seizure.excess == .zero)
    _ = try await frozen.record(frozen.first, "share", ["part": "1", "of": "10"])
    let part = try await frozen.share(frozen.first).remains
    #expect(part < frozen.held)
    let file = try await court.file()
    #expect(file.seizure.excess == frozen.held - part)
    #expect(file.process.open.values.first { $0.key == "checkOverLimit" }?.due != nil)
    let draft = try #require(file.papers.unsigned.first { $0.kind == .releaseRuling })
    let release = try #require(file.seizure.releases[draft.id])
    #expect(release.ground == .excess && release.keeps.values.map { $0 } == [part])
    try await court.signs(.releaseRuling)
    let asked = try #require(await court.court.units.sent.last { $0.requested.action == .release }?.requested.amount)
    #expect(asked == part)
    try await frozen.answer(.release, asked)
    let after = try await court.file()
    #expect(after.seizure.excess == .zero && !after.process.isOpen("checkOverLimit"))
    #expect(after.seizure.secured { $0.debtor == frozen.first } == part)
  }

  @Test(
    "What he paid himself comes off what may be held of him, once somebody says whose money it was; a receipt tells the whole case"
  )
  func paidHimself() async throws {
    let frozen = try await Frozen()
    let court = frozen.court
    _ = try await frozen.record(frozen.first, "share", ["part": "1", "of": "2"])
    let before = try await court.file().seizure.excess
    try await court.receives(.yuan(30_000), line: "a1")
    let receipt = try #require(try await court.account().receiptOrder.last)
    try await court.does(
      "performance.attributeReceipt", ["receipt": "\(receipt)", "debtor": "\(frozen.first)"])
    let part = try await frozen.share(frozen.first)
    #expect(part.paid == .yuan(30_000))
    let file = try await court.file()
    #expect(file.seizure.excess == frozen.held - part.remains && file.seizure.excess > before)
    #expect(file.process.isOpen("checkOverLimit"))
  }

  @Test("A guarantor who answers after others keeps frozen up to his sum, though nothing may be taken of him yet")
  func afterOthers() async throws {
    let frozen = try await Frozen(of: 1)
    _ = try await frozen.record(frozen.second, "generalGuarantor", ["cap": "20000"])
    let part = try await frozen.share(frozen.second)
    #expect(!part.mayEnforce && part.remains == .yuan(20_000))
    let file = try await frozen.court.file()
    let draft = try #require(file.papers.unsigned.first { $0.kind == .releaseRuling })
    #expect(file.seizure.releases[draft.id]?.keeps.values.map { $0 } == [.yuan(20_000)])
  }

  @Test("Who answers for the whole again is not let go of: an excess not yet signed ends")
  func jointAgain() async throws {
    let frozen = try await Frozen()
    _ = try await frozen.record(frozen.first, "share", ["part": "1", "of": "10"])
    #expect(try await frozen.court.file().seizure.excess > .zero)
    let right: [String: InputValue] = ["debtor": "\(frozen.first)", "kind": "joint", "reason": "误读主文", "evidence": "判决书"]
    try await frozen.court.does("correction.liability", right)
    let file = try await frozen.court.file()
    #expect(file.seizure.excess == .zero && !file.process.isOpen("checkOverLimit"))
    let draft = try #require(file.papers.unsigned.first { $0.kind == .releaseRuling })
    #expect(
      try await frozen.court.attempt("papers.sign", ["paper": "\(draft.id)"], by: frozen.court.otherJudge()).code == "noExcess")
  }

  @Test(
    "Whatever is found, answered, paid and read in the instrument: what is held of a debtor beyond his part is noted, with a clock and a draft"
  )
  func walks() async throws {
    var found = 0
    for seed in UInt64(1)...10 {
      var walk = try await ControlWalk(seed: seed &+ 900, debtors: 2)
      for step in 0..<70 {
        let news = step % 6 == 5 ? try await walk.recordLiability() : try await walk.step()
        let situation = try await walk.situation
        let file = situation.caseFile(walk.caseID)
        let at: Comment = "seed \(seed), step \(step): \(walk.trail.suffix(6))"
        guard
          let shares = try? CaseDebt.shares(file, situation.account(walk.caseID), on: situation.today, law: situation.law)
        else { continue }
        for share in shares where share.kind != .joint {
          let own = file.seizure.live.filter { $0.debtor == share.person && $0.kind.isDivisible }
          let leaving = file.disposal.transfers.values.filter { $0.status == .requested }
          let held = own.filter { $0.status == .effective }.map { measure in
            max(.zero, measure.amountAfterRelease - leaving.filter { $0.measure == measure.id }.map(\.amount).boundedSum)
          }.boundedSum
          guard held > share.remains else { continue }
          found += news.contains { $0.event is ExcessFound } ? 1 : 0
          #expect(file.seizure.excess > .zero, at)
          #expect(file.process.isOpen("checkOverLimit"), at)
          guard own.contains(where: { $0.status == .effective && !$0.isBeingReleased && $0.amount > .zero }) else { continue }
          let drafted = file.papers.unsigned.contains { file.seizure.releases[$0.id] != nil }
          #expect(drafted || file.seizure.live.contains(where: \.isBeingReleased), at)
        }
      }
    }
    #expect(found > 5, "the walks came to what they are about")
  }
}
