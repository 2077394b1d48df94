import Basics
import Casework
import Enforcement
import Foundation
import Testing

@testable import Web

/// What programs get wrong is told; what watches over the system is there for programs too.
@Suite("Slips of programs, and what they may read")
struct SlipTests {
  private func object(_ answer: PageVisitor.Answer) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(answer.body)) as? [String: Any])
  }
  /// POST to the API with a page's session.
  private func post(_ visitor: PageVisitor, _ path: String, _ body: String, key: String? = nil) async throws -> PageVisitor.Answer
  {
    let csrf = try await visitor.get("/").csrf
    return try await visitor.send(
      "POST", path, "application/json", Array(body.utf8), type: "application/json",
      headers: [("X-CSRF-Token", csrf)] + (key.map { [("Idempotency-Key", $0)] } ?? []))
  }

  @Test("A filter that a route does not have is told wherever one asks, not passed over")
  func strangers() async throws {
    try await PageCourt.serve { court in
      let officer = try await court.signIn("officer")
      let id = court.sunCase
      for path in [
        "/api/cases/\(id)", "/api/cases/\(id)/commands", "/api/people", "/api/wall", "/api/double-zero", "/api/bulletins",
        "/api/chase",
      ] {
        #expect(try await officer.get(path, accept: "application/json").status == 200, "\(path)")
        let answer = try await officer.get("\(path)?zzz=1", accept: "application/json")
        #expect(
          answer.status == 400 && answer.text.contains("unknownFilter") && answer.text.contains("zzz"), "\(path): \(answer.text)")
      }
      #expect(try await officer.get("/api/cases/\(id)?on=2026-03-16", accept: "application/json").status == 200)
    }
  }

  @Test("Who took which list out is read by those who watch, in pages of the API, and its description names them")
  func exports() async throws {
    try await PageCourt.serve { court in
      let officer = try await court.signIn("officer")
      let auditor = try await court.signIn("auditor")
      for list in ["/cases?status=open&format=csv", "/nodes?format=csv"] { #expect(try await officer.get(list).status == 200) }
      #expect(try await officer.get("/api/exports", accept: "application/json").status == 403)
      let first = try object(try await auditor.get("/api/exports?limit=1", accept: "application/json"))
      let next = try #require(first["next"] as? String)
      let rest = try object(try await auditor.get("/api/exports?limit=1&after=\(next)", accept: "application/json"))
      let rows = [first, rest].flatMap { $0["exports"] as? [[String: Any]] ?? [] }
      #expect(rows.compactMap { $0["list"] as? String } == ["nodes", "cases"], "the latest first")
      #expect((rows.last?["query"] as? String ?? "").contains("status=open") && rest["next"] == nil)
      let mine = try await court.store.account("officer")
      #expect(rows.allSatisfy { $0["actor"] as? String == mine.map { "staff:\($0.staff)" } }, "\(rows)")
      let description = try await auditor.get("/openapi.json").text
      #expect(description.contains("listExports") && !description.contains("(auditor, administrator)"))
      for role in LooksPage.readers { #expect(description.contains(role.title.en)) }
    }
  }

  @Test("What is chased is read page by page, the oldest first, to its end")
  func chase() async throws {
    try await PageCourt.serve { court in
      var receipts: [String] = []
      for (line, amount) in [("L1", "500"), ("L2", "600"), ("L3", "700")] {
        let booked = try await court.services.desk.attempt(
          CommandCall(
            "funds.bookReceipt",
            ["case": "\(court.sunCase)", "amount": .text(amount), "bankLine": .text(line), "source": "debtor"]),
          by: .machine, court: court.services.court)
        let event = try #require(booked.appended.flatMap(\.events).compactMap { $0 as? ReceiptBooked }.first)
        receipts.append("\(event.receipt)")
        try await court.write(
          [PayoutChased(receipt: event.receipt, number: 1, days: 20, unpaid: event.amount)], to: .caseAccount(court.sunCase))
      }
      let officer = try await court.signIn("officer")
      var read: [String] = []
      var path = "/api/chase?limit=2"
      for _ in 0..<3 {
        let page = try object(try await officer.get(path, accept: "application/json"))
        read += (page["chased"] as? [[String: Any]] ?? []).compactMap { $0["receipt"] as? String }
        guard let next = page["next"] as? String else { break }
        path = "/api/chase?limit=2&after=\(next)"
      }
      #expect(read == receipts)
      let wrong = try await officer.get("/api/chase?after=yesterday", accept: "application/json")
      #expect(wrong.status == 400 && wrong.text.contains("badFilter"))
    }
  }

  @Test("A key without a name is no key: it is told, and nothing is written")
  func emptyKey() async throws {
    try await PageCourt.serve { court in
      let officer = try await court.signIn("officer")
      let before = try await court.store.read(after: 0, limit: 10_000).count
      for path in ["/api/commands/search.start", "/api/dockets"] {
        let answer = try await post(officer, path, "{\"case\":\"\(court.sunCase)\"}", key: "")
        #expect(answer.status == 400 && answer.text.contains("keyEmpty"), "\(path): \(answer.status) \(answer.text)")
      }
      #expect(try await court.store.read(after: 0, limit: 10_000).count == before)
    }
  }

  @Test("Staff join and change by one door, which knows their sign-ins; what a command leaves out stays as it is")
  func staff() async throws {
    try await PageCourt.serve { court in
      let services = court.services
      let desk = StaffDesk(desk: services.desk, signIns: court.store, court: services.court, realClock: services.realClock)
      try await desk.add(signIn: "admin", name: "管理甲", roles: ["administrator"], password: PageCourt.password, by: .machine)
      let admin = try await court.signIn("admin")
      let officer = try #require(try await court.store.account("officer")).staff
      func member() async throws -> Organisation.Member? {
        try await services.desk.look(at: ID(raw: 0), actor: .machine, court: services.court).organisation.staff[officer]
      }
      let joins = #"{"staff":"1","name":"甲","signIn":"x","roles":["clerk"]}"#
      let changes = #"{"staff":"\#(officer)","roles":["officer"]}"#
      for (name, body) in [("addStaff", joins), ("changeStaff", changes)] {
        let answer = try await post(admin, "/api/commands/organisation.\(name)", body)
        #expect(answer.status == 422 && answer.text.contains("byStaffDesk"), "\(name): \(answer.text)")
      }
      #expect(try await !admin.get("/openapi.json").text.contains("organisation.changeStaff"))
      // At the court's own console.
      try await services.desk.attempt(
        CommandCall("organisation.changeStaff", ["staff": "\(officer)", "roles": .list(["officer", "clerk"]), "team": "执行一组"]),
        by: .machine, court: services.court)
      try await services.desk.attempt(
        CommandCall("organisation.changeStaff", ["staff": "\(officer)", "roles": .list(["officer"])]), by: .machine,
        court: services.court)
      let now = try #require(try await member())
      #expect(now.active && now.team == "执行一组" && now.roles == [.officer])
    }
  }

  @Test("Where the public comes by https a session's cookie never travels in clear")
  func cookies() async throws {
    for isSecure in [true, false] {
      try await PageCourt.serve(isSecure: isSecure) { court in
        let visitor = PageVisitor(port: court.port)
        let answer = try await visitor.post("/sign-in", [("signIn", "officer"), ("password", PageCourt.password)])
        let cookie = try #require(answer.headers["set-cookie"])
        #expect(cookie.contains("; Secure") == isSecure && cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"))
        let officer = PageVisitor(port: court.port, cookie: String(cookie.prefix { $0 != ";" }))
        #expect(try await officer.get("/").status == 200)
        let out = try await officer.post("/sign-out", [])
        let ended = try #require(out.headers["set-cookie"])
        #expect(ended.contains("Max-Age=0") && ended.contains("; Secure") == isSecure)
      }
    }
  }
}
