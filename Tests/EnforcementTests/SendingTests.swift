import Basics
import Casework
import Enforcement
import Synchronization
import TestSupport
import Testing

@testable import Settings
@testable import Workers

/// What goes over the wire, and how long it is tried.
struct SendingTests {
  @Test func anActGoesOutWithTheNumberOfItsRulingAndTheDigestOfItsSealedNotice() async throws {
    let matter = try await ControlledCase()
    try await matter.finds(.yuan(900_000), at: "bankA", account: "a")
    try await matter.freezes()
    let freeze = try await matter.request(.freeze)
    let sent = try #require(await matter.court.units.sent.first { $0.id == freeze.id })
    let file = try await matter.file
    let ruling = try #require(freeze.requested.ruling)
    let measure = try #require(freeze.requested.measure)
    let notice = try #require(file.papers.notice(of: measure, under: ruling)?.sealed)
    #expect(sent.noticeDigest == notice.sha256 && sent.noticeDigest != file.papers.all[ruling]?.sealed?.sha256)
    #expect(sent.rulingNumber == file.number, "the first ruling of a case bears the case's number alone")
    let sealedAt = try await matter.court.events().first { ($0.event as? PaperSealed)?.sha256 == notice.sha256 }?.meta.at
    #expect(try #require(sealedAt) <= matter.court.clock.now)
  }

  @Test func theSecondRulingOfACaseHasItsOrdinal() async throws {
    let matter = try await ControlledCase()
    try await matter.finds(.yuan(900_000), at: "bankA", account: "a")
    try await matter.freezes()
    let freeze = try await matter.request(.freeze)
    try await matter.frozen(freeze, try #require(freeze.requested.amount))
    let drafts = try await matter.file.papers.unsigned
    let notice = try #require(drafts.first { $0.kind == .enforcementNotice })
    _ = try await matter.does("papers.sign", ["paper": "\(notice.id)"], by: matter.judge)
    #expect(try await matter.does("disposal.draftTransferRuling", by: matter.assistant).code == nil)
    try await matter.signs(.transferRuling)
    let transfer = try await matter.request(.transfer)
    let sent = try #require(await matter.court.units.sent.first { $0.id == transfer.id })
    #expect(sent.rulingNumber == (try await matter.file.number) + "之一")
    #expect(sent.noticeDigest.count == 64)
  }

  @Test func aCourtThatDoesNotSayWhereItsFeesGoIsNotServed() throws {
    func read(_ more: String) throws -> CourtConfiguration.CourtFile {
      try CourtConfiguration.courtFile("code: 浙1099\nname: 虚构法院\npacePerMinute: 60\n" + more, file: "here/court.yaml")
    }
    let fault = #expect(throws: ConfigurationFault.self) { _ = try read("") }
    #expect(fault?.message.en.contains("treasury") == true && fault?.file == "here/court.yaml")
    #expect(throws: ConfigurationFault.self) { _ = try read("treasury:\n  name: 财政局\n  account: \"12\"\n") }
    let good = "treasury:\n  name: 财政局\n  account: \"880000000000000077\"\n"
    #expect(try read(good).treasury == Treasury(name: "财政局", account: "880000000000000077"))
    #expect(try read(good).publicURL == nil)
    #expect(try read(good + "publicURL: https://court.example/\n").publicURL == "https://court.example")
    #expect(throws: ConfigurationFault.self) { _ = try read(good + "publicURL: court.example\n") }
  }

  @Test func waitsDoubleToABoundAndLieApart() {
    let waits = (1...40).map { Backoff.seconds("send-1", failures: $0) }
    #expect((15...25).contains(waits[0]))
    for (place, wait) in waits.enumerated() {
      let middle = min(Backoff.firstSeconds << Int64(min(place, 30)), Backoff.mostSeconds)
      #expect(wait >= middle * 3 / 4 && wait <= middle * 5 / 4, "attempt \(place + 1) waits \(wait)")
    }
    #expect(Set((0..<50).map { Backoff.seconds("send-\($0)", failures: 8) }).count > 30, "all at once again")
    #expect(Backoff.seconds("send-1", failures: 3) == Backoff.seconds("send-1", failures: 3))
  }

  /// Takes requests of one unit, and never those of the other.
  private final class HalfDead: PartnerGateway {
    struct Silent: Error {}
    let tried = Mutex<[String: Int]>([:])
    func send(_ request: OutgoingRequest) async throws {
      let unit = request.requested.unit
      tried.withLock { $0[unit, default: 0] += 1 }
      guard unit != "bankA" else {
        try await Task.sleep(for: .milliseconds(200))
        throw Silent()
      }
    }
  }

  @Test func aDeadUnitIsLeftAloneAfterThreeFailuresAndHoldsNoOtherBack() async throws {
    let day = try #require(Day(2025, 3, 3))
    let court = try RuleCourt(at: Instant(day, hour: 9))
    _ = try await court.staff("官", [.officer])
    _ = try await court.staff("判", [.judge])
    let units = HalfDead()
    let room = Workroom(
      desk: court.desk, vault: court.store, partners: units, press: RulePress(ids: court.desk.ids), messages: nil,
      court: court.court, treasury: court.configuration.treasury, sendsApart: true)
    var cases: [InputValue] = []
    for number in 1...12 {
      cases.append(
        .object([
          "instrumentNumber": .text("(2024)浙1099民初\(number)号"), "instrumentCourt": "临江市人民法院", "instrumentKind": "judgment",
          "instrumentDate": "2024-12-01",
          "parties": .list([
            .object([
              "role": "applicant", "kind": "natural", "name": "甲", "idNumber": .text(MadeUp.residentID("甲\(number)")),
            ]),
            .object(["role": "debtor", "kind": "natural", "name": .text("乙\(number)")]),
          ]), "claims": .list([.object(["kind": "principal", "amount": "100"])]),
        ]))
    }
    #expect(try await court.attempt("filing.import", ["cases": .list(cases)], by: .machine).code == nil)
    for _ in 0..<20 where try await room.runDue().done > 0 {}
    let tried = units.tried.withLock { $0 }
    #expect(tried["bankA"] == Failures.breakAfter)
    #expect(tried["bankB"] == 12 && tried["bankC"] == 12)
    // Later it is tried with one request.
    court.clock.set(court.clock.now.adding(seconds: 60))
    _ = try await room.runDue()
    #expect(units.tried.withLock { $0["bankA"] } == Failures.breakAfter + 1)
  }
}
