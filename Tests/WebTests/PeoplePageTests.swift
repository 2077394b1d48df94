import Enforcement
import Foundation
import Testing

@testable import Web

@Suite("Handlers, absences and the hand-over of cases", .serialized)
struct PeoplePageTests {
  @Test(
    "A lead records an absence and hands cases over; a refused form keeps what was typed; the desk counts what nobody looks after"
  )
  func page() async throws {
    try await PageCourt.serve { court in
      let lead = try await court.signIn("lead")
      let id = try #require(try await court.file(court.sunCase).triage.handler)
      let load = try #require(try await court.services.reads.load(court: court.services.court)[id])
      let page = try await lead.get("/people")
      #expect(Markup(HTML(raw: page.text)).faults == [])
      #expect(page.text.contains("<a href=\"/cases?handler=\(id)&amp;status=open\">\(load)</a>"))

      let csrf = page.csrf
      func form(until: String, substitute: String) -> [(String, String)] {
        [
          ("csrf", csrf), ("staff", "\(id)"), ("from", "2026-03-16"), ("until", until), ("reason", "学习考察"),
          ("substitute", substitute),
        ]
      }
      let refused = try await lead.post("/people/absence", form(until: "2026-03-20", substitute: ""))
      #expect(refused.status == 422 && refused.text.contains("须指定代理人") && refused.text.contains("学习考察"))
      #expect(try await lead.post("/people/absence", form(until: "2026-03-15", substitute: "")).text.contains("截止日早于起始日"))
      let other = try await court.services.desk.organisation(court.services.court).members(.judge).first { $0 != id }
      let named = form(until: "2026-03-20", substitute: "\(try #require(other))")
      #expect(try await lead.post("/people/absence", named).status == 303)
      #expect(try await lead.get("/people").text.contains("外出至 2026-03-20"))
      #expect(try await PeoplePages.uncovered(court.services) == 0)

      let handed = try await lead.post("/people/hand-over", [("csrf", csrf), ("from", "\(id)"), ("to", ""), ("reason", "调离")])
      #expect(handed.status == 200 && handed.text.contains("已移交"))
      #expect(try await court.services.reads.load(court: court.services.court)[id] == nil)
    }
  }

  @Test("Cases of whoever no longer works here are on the chief's desk until they change hands")
  func uncovered() async throws {
    try await PageCourt.serve { court in
      let id = try #require(try await court.file(court.sunCase).triage.handler)
      let organisation = try await court.services.desk.organisation(court.services.court)
      let roles = try #require(organisation.staff[id]).roles.map { InputValue.text($0.rawValue) }
      try await court.services.desk.attempt(
        CommandCall("organisation.changeStaff", ["staff": "\(id)", "roles": .list(roles), "active": "false"]), by: .machine,
        court: court.services.court)
      let count = try await PeoplePages.uncovered(court.services)
      #expect(count > 0)
      let lead = try await court.signIn("lead")
      #expect(try await lead.get("/").text.contains("无人在岗承办"))
      #expect(try await lead.get("/people").text.contains("\(count) 件在办案件的承办人不在岗"))
      let api = try await lead.get("/api/people").text
      #expect(api.contains("\"covered\":false"))
    }
  }
}
