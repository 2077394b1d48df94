import Basics
import Casework
import Enforcement
import Foundation
import Storage
import Testing

@testable import Import
@testable import Web

/// Running cases of an earlier system, handed in over the web.
@Suite("Takeovers", .serialized)
struct TakeoverPageTests {
  private static func tables(_ court: PageCourt, cases: Int = 8, faults: Int = 2, seed: UInt64 = 3) async throws -> [UInt8] {
    let books = court.services.desk.books
    let staff = try await StaffNames(services: court.services).all()
    let known = RunningCourt(
      court: court.services.court, today: PageCourt.today, law: books.law, triage: books.triage, units: books.units,
      staff: staff.map { RunningCourt.Member(id: $0.id, name: $0.name, roles: $0.roles) })
    return try RunningGenerator(seed: seed, cases: cases, faults: faults, court: known).tables().workbook()
  }

  private static func finished(_ intake: TakeoverIntake, _ id: ID<TakeoverJob>) async throws -> TakeoverJob {
    for _ in 0..<400 {
      if let job = await intake.job(id), !job.isRunning { return job }
      try await Task.sleep(for: .milliseconds(20))
    }
    return try #require(await intake.job(id))
  }

  private static func open(_ court: PageCourt) async throws -> Int {
    try await court.services.reads.counts(court: court.services.court, now: court.services.desk.clock.now).open
  }

  @Test(
    "Tables are checked without storing anything; who may not sign is told who may; signed by the president they are taken over and compared"
  )
  func wholeWay() async throws {
    try await PageCourt.serve { court in
      let filing = try await court.signIn("filing")
      let shown = try await filing.get("/takeovers")
      #expect(shown.text.contains("type=\"file\""))
      let before = try await Self.open(court)
      let tables = try await Self.tables(court)
      let handed = try await filing.upload("/takeovers", tables, csrf: shown.csrf)
      #expect(handed.status == 303, "\(handed.text.prefix(400))")
      let path = try #require(handed.headers["location"])
      let id = try #require(ID<TakeoverJob>(String(path.split(separator: "/").last ?? "")))
      #expect(try await Self.open(court) == before)
      let page = try await filing.get(path)
      #expect(page.text.contains("执行甲") && page.text.contains("签署接收报告"))
      #expect(try await filing.post(path + "/sign", [("csrf", page.csrf)]).status == 403)
      for file in ["report.xlsx", "report.csv", "corrections.xlsx"] {
        #expect(try await filing.get(path + "/" + file).status == 200, "\(file)")
      }
      #expect(try await filing.get(path + "/nothing.xlsx").status == 404)

      let president = try await court.signIn("president")
      let report = try await president.get(path)
      #expect(report.text.contains("核对无误，签署并接收"))
      #expect(try await president.post(path + "/sign", [("csrf", report.csrf)]).status == 303)
      let done = try await Self.finished(court.services.takeovers, id)
      #expect(done.state == .done && done.taken == done.total && done.differences == [], "\(done)")
      #expect(done.total >= 5 && done.held >= 2)
      let after = try await president.get(path)
      #expect(after.text.contains("签署：") && after.text.contains("院长甲"))
      let running = try #require(try await court.services.takeovers.reading(id)).accepted.count(where: \.isRunning)
      #expect(try await Self.open(court) == before + running)

      // The same tables once more: the same job, nothing new.
      let again = try await filing.upload("/takeovers", tables, csrf: shown.csrf)
      #expect(again.headers["location"] == path)
    }
  }

  @Test(
    "A number that a case here has already is a fault; a takeover that a stop interrupted is taken up again; what is no table is refused"
  )
  func trouble() async throws {
    try await PageCourt.serve { court in
      let job = try await court.services.takeovers.take(
        [("court.xlsx", try await Self.tables(court, cases: 40, faults: 0, seed: 12))], named: "court.xlsx", by: .machine)
      let reading = try #require(try await court.services.takeovers.reading(job.id))
      let taken = reading.faults.filter { $0.rule == "M3" && $0.message.en.contains("another case of this system") }
      let own = ["(2026)浙1099执1号", "(2026)浙1099执2号"]
      #expect(taken.count == reading.held.count)
      #expect(!reading.accepted.contains { own.contains($0.number) })

      let president = try #require(
        try await StaffNames(services: court.services).all().first { $0.roles.contains(.president) })
      _ = try await court.services.takeovers.sign(job.id, by: .machine, signer: president.id)
      let first = try await Self.finished(court.services.takeovers, job.id)
      #expect(first.state == .done && first.taken == first.total)
      let file = court.folder.appending(path: "takeovers/\(job.id).json")
      let text = try String(contentsOf: file, encoding: .utf8)
      try Data(text.replacing("\"state\":\"done\"", with: "\"state\":\"taking\"").utf8).write(to: file)
      let names = try await StaffNames(services: court.services).all()
      let reopened = try TakeoverIntake(
        desk: court.services.desk, court: court.services.court, files: court.services.papers,
        folder: court.folder.appending(path: "takeovers")
      ) { names.map { RunningCourt.Member(id: $0.id, name: $0.name, roles: $0.roles) } }
      await reopened.resume()
      let done = try await Self.finished(reopened, job.id)
      #expect(done.state == .done && done.done == done.total && done.differences == [])

      let filing = try await court.signIn("filing")
      let refused = try await filing.upload(
        "/takeovers", Array("a,b\r\n".utf8), csrf: try await filing.get("/takeovers").csrf)
      #expect(refused.status == 422)
      let officer = try await court.signIn("officer")
      #expect(!(try await officer.get("/takeovers").text.contains("type=\"file\"")))
    }
  }
}
