import Basics
import Enforcement
import Foundation
import Testing

@testable import Casework
@testable import Web

extension PageCourt {
  /// Writes events that no command is needed for, as they stand in the log of a court.
  func write(_ events: [any Event], to stream: StreamID, at: Instant? = nil) async throws {
    let version = try await services.desk.store.load([stream])[stream]?.last?.meta.version ?? 0
    try await write([StreamEvents(stream: stream, expected: version, events: events)], at: at)
  }
  func write(_ streams: [StreamEvents], at: Instant?) async throws {
    let transaction = Transaction(
      court: services.court, at: at ?? services.desk.clock.now, actor: .machine,
      causation: "command:written\(services.desk.ids.next(Paper.self))", streams: streams, deposits: [], work: [],
      completes: nil)
    guard case .stored = try await store.append(transaction) else { throw NotStored() }
    await services.desk.cache.forget(streams.map(\.stream))
  }
  struct NotStored: Error {}
  /// Has an officer's rights and no name.
  static let anOfficer = Actor(.machine, roles: [.officer, .judge])

  func file(_ id: ID<CaseFile>) async throws -> CaseFile {
    try await services.desk.look(at: id, actor: .machine, court: services.court).caseFile(id)
  }
}

@Suite("What stands behind what a page shows", .serialized)
struct GroundPageTests {
  @Test("What people wrote opens on the timeline, among the tasks and on the event's page; not for those who only watch")
  func words() async throws {
    try await PageCourt.serve { court in
      let text = "望江路十二号，查看被执行人是否居住"
      try await court.services.desk.attempt(
        CommandCall("reception.openFieldTask", ["case": "\(court.sunCase)", "kind": "visit", "text": .text(text)]),
        by: PageCourt.anOfficer,
        court: court.services.court)
      let opened = try #require(
        try await court.services.reads.history(court.sunCase).first { $0.event is FieldTaskOpened })
      let officer = try await court.signIn("officer")
      let auditor = try await court.signIn("auditor")
      let page = try await officer.get("/cases/\(court.sunCase)").text
      #expect(page.components(separatedBy: text).count == 3)
      #expect(try await officer.get("/cases/\(court.sunCase)/events/\(opened.position)").text.contains(text))
      for path in ["/cases/\(court.sunCase)", "/cases/\(court.sunCase)/events/\(opened.position)"] {
        let watched = try await auditor.get(path).text
        #expect(!watched.contains(text) && watched.contains("您的岗位不能查看"), "\(path)")
      }
    }
  }

  @Test("Each condition of an ending with its evidence stands on the case page, the event's page and where the president signs")
  func endings() async throws {
    try await PageCourt.serve { court in
      let paper = court.services.desk.ids.next(Paper.self)
      let checks = [
        EndingProposed.Check(key: "a", passed: true, evidence: Phrase("执行通知书送达 1/1 名", "Served on 1 of 1")),
        EndingProposed.Check(key: "b", passed: false, evidence: Phrase("可处置财产 2 项", "2 things left")),
      ]
      try await court.write(
        [PaperDrafted(paper: paper, kind: .terminationRuling), EndingProposed(paper: paper, checks: checks)],
        to: .caseFile(court.sunCase))
      let event = try #require(try await court.services.reads.history(court.sunCase).first { $0.event is EndingProposed })
      let president = try await court.signIn("president")
      let pages = [
        "/cases/\(court.sunCase)", "/cases/\(court.sunCase)/events/\(event.position)",
        "/cases/\(court.sunCase)/do/papers.sign?paper=\(paper)",
      ]
      for path in pages {
        let page = try await president.get(path)
        #expect(page.status == 200 && page.text.contains("执行通知书送达 1/1 名") && page.text.contains("可处置财产 2 项"), "\(path)")
        #expect(page.text.contains("不符合"), "\(path)")
        #expect(Markup(HTML(raw: page.text)).faults == [], "\(path)")
      }
    }
  }

  @Test("An act of weight is asked for once more by the server, with what was typed; going back keeps it; then it is done")
  func confirmation() async throws {
    try await PageCourt.serve { court in
      let filing = try await court.signIn("filing")
      try await court.write(
        [PaperDrafted(paper: court.services.desk.ids.next(), kind: .acceptanceNotice)], to: .caseFile(court.sunCase))
      let paper = try #require(try await court.file(court.sunCase).papers.unsigned.first)
      let path = "/cases/\(court.sunCase)/do/papers.sign"
      let form = try await filing.get(path + "?paper=\(paper.id)")
      let fields = [("csrf", form.csrf), ("paper", "\(paper.id)")]
      let asked = try await filing.post(path, fields)
      #expect(asked.status == 200 && asked.text.contains("请再确认一次") && asked.text.contains("受理案件通知书"))
      #expect(asked.text.contains("value=\"\(paper.id)\"") && asked.text.contains("不能撤回"))
      #expect(Markup(HTML(raw: asked.text)).faults == [])
      #expect(try await court.file(court.sunCase).papers.all[paper.id]?.stage == .draft)
      let back = try await filing.post(path, fields + [("revise", "1")])
      #expect(back.status == 200 && back.text.contains("value=\"\(paper.id)\" selected"))
      #expect(try await court.file(court.sunCase).papers.all[paper.id]?.stage == .draft)
      #expect(try await filing.post(path, fields + [("confirmed", "1")]).status == 303)
      #expect(try await court.file(court.sunCase).papers.all[paper.id]?.stage == .signed)
    }
  }

  @Test(
    "Whoever acts on a page that another person has overtaken is told what changed since; news from units and the machine stops nobody"
  )
  func changes() async throws {
    try await PageCourt.serve { court in
      let officer = try await court.signIn("officer")
      let path = "/cases/\(court.sunCase)/do/reception.openFieldTask"
      let page = try await officer.get(path)
      let version = try #require(
        page.text.split(separator: "name=\"version\" value=\"").dropFirst().first.map { String($0.prefix { $0 != "\"" }) })
      try await court.services.desk.attempt(
        CommandCall("reception.openFieldTask", ["case": "\(court.sunCase)", "kind": "serve", "text": "先到一步"]),
        by: Actor(.staff(ID(raw: 77)), roles: [.searchOfficer]), court: court.services.court)
      let typed = [("csrf", page.csrf), ("kind", "visit"), ("text", "上门核实住址")]
      let late = try await officer.post(path, typed + [("version", version)])
      #expect(late.status == 409 && late.text.contains("派出外勤：上门送达") && late.text.contains("上门核实住址"))
      let seen =
        try await court.services.reads.history(court.sunCase).last { $0.meta.stream == .caseFile(court.sunCase) }?.meta.version
        ?? 0
      try await court.services.desk.attempt(
        CommandCall("papers.draftOpening", ["case": "\(court.sunCase)"]), by: .machine, court: court.services.court)
      #expect(try await officer.post(path, typed + [("version", "\(seen)")]).status == 303)
    }
  }
}
