import Basics
import Casework
import Enforcement
import Foundation
import Hummingbird
import TestSupport
import Testing

@testable import Web

/// The API over HTTP: what it describes is what it has, and it keeps the pages' rights.
@Suite("API over HTTP", .serialized)
struct APITests {
  @Test("Every route for programs is in the description, and nothing else is")
  func description() async throws {
    try await PageCourt.serve { court in
      let routes = WebServer(court.services, courtKeys: []).router().routes.map { route in
        let path = route.path.description.split(separator: "/").map { $0.hasPrefix(":") ? "{\($0.dropFirst())}" : "\($0)" }
        return "\(route.method.rawValue.lowercased()) /" + path.joined(separator: "/")
      }
      let forPrograms = Set(
        routes.filter { $0.contains(/\ \/(api|partner|health|metrics|openapi)/) }.filter {
          !$0.contains("{name}") && !$0.contains("{rule}")
        })
      let document = try #require(
        try JSONSerialization.jsonObject(with: Data(try await PageVisitor(port: court.port).get("/openapi.json").body))
          as? [String: Any])
      #expect(document["openapi"] as? String == "3.1.0")
      let paths = try #require(document["paths"] as? [String: [String: Any]])
      let described = Set(paths.flatMap { path, methods in methods.keys.map { "\($0) \(path)" } })
      let written = described.filter { !$0.contains("/api/commands/") && !$0.contains("/api/calc/") }
      #expect(forPrograms.subtracting(written) == [], "routes without a description")
      #expect(written.subtracting(forPrograms) == [], "descriptions without a route")
      let commands = Set(described.compactMap { $0.split(separator: "/api/commands/").last.map(String.init) }).intersection(
        commandCatalogue.keys)
      #expect(commands == Set(OpenAPI.commands.map { $0.name }))
      #expect(commandCatalogue["papers.seal"] != nil && !commands.contains("papers.seal"), "the machine's own")
      var ids: Set<String> = []
      for (path, methods) in paths {
        for (method, operation) in methods {
          let operation = try #require(operation as? [String: Any])
          let names = path.split(separator: "{").dropFirst().map { String($0.prefix { $0 != "}" }) }
          let parameters = (operation["parameters"] as? [[String: Any]] ?? []).filter { $0["in"] as? String == "path" }
          #expect(Set(parameters.compactMap { $0["name"] as? String }) == Set(names), "\(method) \(path)")
          #expect(parameters.allSatisfy { $0["required"] as? Bool == true }, "\(method) \(path)")
          #expect((operation["responses"] as? [String: Any])?.isEmpty == false, "\(method) \(path)")
          let id = try #require(operation["operationId"] as? String, "\(method) \(path)")
          #expect(ids.insert(id).inserted, "two operations are called \(id)")
        }
      }
    }
  }

  @Test("An auditor's list has masked names, an officer's the names")
  func masking() async throws {
    try await PageCourt.serve { court in
      let seen = try await court.signIn("officer").get("/api/cases", accept: "application/json").text
      let masked = try await court.signIn("auditor").get("/api/cases", accept: "application/json").text
      #expect(seen.contains("孙远舟"))
      #expect(!masked.contains("孙远舟") && masked.contains("孙"))
    }
  }

  @Test("Full particulars need a token, a role and a reason; the look is recorded")
  func particulars() async throws {
    try await PageCourt.serve { court in
      let officer = try await court.signIn("officer")
      let file = try await court.services.desk.look(at: court.sunCase, actor: .machine, court: court.services.court)
        .caseFile(court.sunCase)
      let debtor = try #require(file.debtors.first).person
      let path = "/api/cases/\(court.sunCase)/parties/\(debtor)"
      let answer = try await officer.post(path, [("reason", "x")], accept: "application/json")
      #expect(answer.status == 403 && answer.text.contains("\"code\":\"csrf\""))
      #expect(!answer.text.contains(PageCourt.sunID))
    }
  }

  @Test("A method that a known path does not have is 405 with those that it has; an unknown path is 404")
  func methods() async throws {
    try await PageCourt.serve { court in
      let officer = try await court.signIn("officer")
      for (method, path, allowed) in [
        ("DELETE", "/api/cases", "GET"), ("PUT", "/api/cases/\(court.sunCase)", "GET"),
        ("GET", "/api/commands/filing.file", "POST"),
        ("DELETE", "/api/staff", "GET, POST"), ("PATCH", "/cases/new", "GET, POST"),
      ] {
        let answer = try await officer.send(method, path, "application/json", [])
        #expect(answer.status == 405 && answer.headers["allow"] == allowed, "\(method) \(path): \(answer.status)")
        #expect(answer.text.contains("\"code\":\"methodNotAllowed\"") && answer.text.contains("takes \(allowed) only"))
      }
      #expect(try await officer.send("DELETE", "/api/nothing", "application/json", []).status == 404)
      let page = try await officer.send("PUT", "/cases", "text/html", [])
      #expect(page.status == 405 && page.headers["content-type"]?.hasPrefix("text/html") == true)
    }
  }

  @Test("Whoever may not make a mass payout is refused before the case's number is looked up")
  func roleFirst() async throws {
    try await PageCourt.serve { court in
      let visitor = PageVisitor(port: court.port)
      let signedIn = try await visitor.send(
        "POST", "/api/sign-in", "application/json",
        Array("{\"signIn\":\"auditor\",\"password\":\"\(PageCourt.password)\"}".utf8), type: "application/json")
      let answer = try #require(try JSONReading.value(signedIn.body) as? [String: Any])
      let bearer = [("Authorization", "Bearer \(answer["token"] as? String ?? "")")]
      let refused = try await visitor.send(
        "POST", "/api/payouts?case=nothing", "application/json", Array("x".utf8), type: "text/csv", headers: bearer)
      #expect(refused.status == 403 && refused.text.contains("\"code\":\"notYourRole\""), "\(refused.text)")
    }
  }

  @Test("What is watched has every series from the start, and commands count by how they ended")
  func metrics() async throws {
    try await PageCourt.serve { court in
      let visitor = PageVisitor(port: court.port)
      let before = try await visitor.get("/metrics").text
      for kind in WorkItem.Kind.allCases {
        #expect(before.contains("zhixing_work_pending{kind=\"\(kind.rawValue)\"} "))
        #expect(before.contains("zhixing_work_oldest_seconds{kind=\"\(kind.rawValue)\"} "))
      }
      func value(_ series: String, _ text: String) -> Int? {
        text.split(separator: "\n").first { $0.hasPrefix(series + " ") }?.split(separator: " ").last.flatMap { Int($0) }
      }
      let desk = court.services.desk
      await #expect(throws: CaseDesk.Failure.self) {
        try await desk.attempt(
          CommandCall("filing.file", ["case": "\(court.sunCase)"]), by: .machine, court: court.services.court)
      }
      await #expect(throws: CaseDesk.Failure.self) {
        try await desk.attempt(CommandCall("organisation.addStaff", [:]), by: .machine, court: court.services.court)
      }
      try await desk.attempt(
        CommandCall("organisation.addStaff", ["name": "书记乙", "signIn": "clerk2", "roles": .list(["clerk"])]), by: .machine,
        court: court.services.court)
      let after = try await visitor.get("/metrics").text
      for (outcome, more) in [("refused", 1), ("faults", 1), ("done", 1), ("conflict", 0)] {
        let series = "zhixing_commands_total{outcome=\"\(outcome)\"}"
        #expect(value(series, after) == value(series, before).map { $0 + more }, "\(outcome)")
      }
      #expect(try #require(value("zhixing_events_total", after)) == #require(value("zhixing_events_total", before)) + 1)
      #expect(try #require(value("zhixing_cases_open", after)) == 2)
    }
  }

  @Test("A filter that cannot be is 400 with its name and what it may be; the page says that it left it out")
  func filters() async throws {
    try await PageCourt.serve { court in
      let officer = try await court.signIn("officer")
      for (query, field) in [
        ("status=opne", "status"), ("filedOn=2026-13-01", "filedOn"), ("stauts=open", "stauts"), ("limit=5000", "limit"),
        ("after=x", "after"), ("overdue=maybe", "overdue"), ("handler=周执", "handler"), ("sort=name", "sort"),
      ] {
        let answer = try await officer.get("/api/cases?" + query.replacing("周执", with: "%E5%91%A8"), accept: "application/json")
        #expect(answer.status == 400 && answer.headers["content-type"] == "application/problem+json", "\(query)")
        #expect(answer.text.contains("\"field\":\"\(field)\""), "\(query): \(answer.text)")
      }
      let wrong = try await officer.get("/api/cases?status=opne", accept: "application/json").text
      #expect(wrong.contains("可选：received, open, closed, refused") && wrong.contains("\"errors\":"))
      #expect(try await officer.get("/api/cases?status=open&sort=filed&desc=1", accept: "application/json").status == 200)
      #expect(try await officer.get("/api/cases?status=", accept: "application/json").status == 200, "empty filters nothing")
      #expect(try await officer.get("/api/requests?status=lost", accept: "application/json").status == 400)
      #expect(try await officer.get("/api/requests?status=waiting", accept: "application/json").status == 200)
      #expect(try await officer.get("/api/desk?after=nowhere", accept: "application/json").status == 400)
      let page = try await officer.get("/cases?status=opne&lang=zh")
      #expect(page.status == 200 && page.text.contains("有 1 个筛选条件无效，没有采用") && page.text.contains("状态：“opne”无效"))
      #expect(page.text.contains("孙远舟") && Markup(HTML(raw: page.text)).faults == [])
      #expect(!(try await officer.get("/cases?status=open").text.contains("没有采用")))
    }
  }

  @Test("A key used again gives the first answer for the same request, and 422 with the header's name for another")
  func idempotency() async throws {
    try await PageCourt.serve { court in
      let visitor = PageVisitor(port: court.port)
      let signedIn = try await visitor.send(
        "POST", "/api/sign-in", "application/json",
        Array("{\"signIn\":\"filing\",\"password\":\"\(PageCourt.password)\"}".utf8), type: "application/json")
      let answer = try #require(try JSONSerialization.jsonObject(with: Data(signedIn.body)) as? [String: Any])
      let token = try #require(answer["token"] as? String)
      let parties = """
        "parties":[{"role":"applicant","kind":"natural","name":"陈一叶","idNumber":"\(MadeUp.residentID("陈一叶"))"},{"role":"debtor","kind":"natural","name":"何半山"}]
        """
      let instrument = """
        "instrumentNumber":"(2025)浙1024民初771号","instrumentCourt":"仙居县人民法院","instrumentKind":"judgment",\
        "instrumentDate":"2025-12-01","lastPerformanceDay":"2026-01-10"
        """
      func send(_ command: String, _ body: String, key: String) async throws -> PageVisitor.Answer {
        try await visitor.send(
          "POST", "/api/commands/\(command)", "application/json", Array(body.utf8), type: "application/json",
          headers: [("Authorization", "Bearer \(token)"), ("Idempotency-Key", key)])
      }
      func claims(_ yuan: String) -> String { "\"claims\":[{\"kind\":\"principal\",\"amount\":\"\(yuan)\"}]" }
      let first = try await send("filing.submit", "{\(instrument),\(parties),\(claims("100"))}", key: "one")
      #expect(first.status == 201, "\(first.text)")
      let again = try await send("filing.submit", "{\(claims("100")), \(parties), \(instrument)}", key: "one")
      #expect(
        again.status == 200 && again.text.contains("\"repeated\":true"), "the order of fields is nothing: \(again.text)")
      let (streams, same) = (try Self.streams(first), try Self.streams(again))
      #expect(!streams.isEmpty && streams == same, "who asks again learns what was made")
      let tooLong = try await send("filing.submit", "{}", key: String(repeating: "k", count: 101))
      #expect(tooLong.status == 400 && tooLong.text.contains("keyTooLong"))
      let other = try await send("filing.submit", "{\(instrument),\(parties),\(claims("200"))}", key: "one")
      #expect(other.status == 422 && other.headers["content-type"] == "application/problem+json")
      #expect(other.text.contains("\"code\":\"keyUsedOtherwise\"") && other.text.contains("\"field\":\"Idempotency-Key\""))
      let made = try await court.store.read(after: 0, limit: 1000).compactMap { $0.event as? ApplicationReceived }
        .filter { $0.instrument.number == "(2025)浙1024民初771号" }
      #expect(made.count == 1)
      let file = "{\"case\":\"\(try #require(made.first).caseID)\"}"
      let filed = try await send("filing.file", file, key: "two")
      #expect(filed.status == 201, "\(filed.text)")
      let filedAgain = try await send("filing.file", file, key: "two")
      #expect(filedAgain.status == 200, "what is done already is no refusal to who asks again: \(filedAgain.text)")
      #expect(first.text.contains("\"changed\":true") && filedAgain.text.contains("\"changed\":true"), "as the first time")
      let elsewhere = try await send("filing.submit", "{\(instrument),\(parties),\(claims("100"))}", key: "two")
      #expect(elsewhere.status == 422, "a key belongs to one command")
    }
  }

  private static func streams(_ answer: PageVisitor.Answer) throws -> [String] {
    let body = try #require(try JSONSerialization.jsonObject(with: Data(answer.body)) as? [String: Any])
    return (body["streams"] as? [[String: Any]] ?? []).compactMap { $0["stream"] as? String }
  }

  @Test("A name that no field has, a word that is neither yes nor no, and a body beyond the limit are said and nothing is stored")
  func slips() async throws {
    try await PageCourt.serve { court in
      let visitor = PageVisitor(port: court.port)
      let signedIn = try await visitor.send(
        "POST", "/api/sign-in", "application/json",
        Array("{\"signIn\":\"filing\",\"password\":\"\(PageCourt.password)\"}".utf8), type: "application/json")
      let answer = try #require(try JSONSerialization.jsonObject(with: Data(signedIn.body)) as? [String: Any])
      let token = try #require(answer["token"] as? String)
      let before = try await court.store.read(after: 0, limit: 10_000).count
      func submit(_ more: String) async throws -> PageVisitor.Answer {
        let body = """
          {"instrumentNumber":"(2025)浙1024民初772号","instrumentCourt":"仙居县人民法院","instrumentKind":"judgment",
          "instrumentDate":"2025-12-01","parties":[{"role":"applicant","kind":"natural","name":"陈一叶","idNumber":"\(MadeUp.residentID("陈一叶"))"},
          {"role":"debtor","kind":"natural","name":"何半山"}],\(more)}
          """
        return try await visitor.send(
          "POST", "/api/commands/filing.submit", "application/json", Array(body.utf8), type: "application/json",
          headers: [("Authorization", "Bearer \(token)")])
      }
      let good = "\"claims\":[{\"kind\":\"principal\",\"amount\":\"100\"}]"
      let stranger = try await submit(good + ",\"instrumentDay\":\"x\"")
      #expect(stranger.status == 422 && stranger.text.contains("unknownField") && stranger.text.contains("instrumentDay"))
      let inner = try await submit("\"claims\":[{\"kind\":\"principal\",\"amount\":\"100\",\"sum\":\"1\"}]")
      #expect(inner.status == 422 && inner.text.contains("claims[0].sum"))
      let maybe = try await submit(good + ",\"livelihood\":\"maybe\"")
      #expect(maybe.status == 422 && maybe.text.contains("notAFlag"), "\(maybe.text)")
      let large = try await submit(good + ",\"cause\":\"\(String(repeating: "a", count: 5 << 20))\"")
      #expect(large.status == 413 && large.text.contains("tooLarge"), "\(large.status) \(large.text.prefix(200))")
      #expect(try await court.store.read(after: 0, limit: 10_000).count == before)
    }
  }

  @Test("A code that no paper has is 404 as a problem, with the field")
  func check() async throws {
    try await PageCourt.serve { court in
      let answer = try await PageVisitor(port: court.port).get("/api/check?code=AAAA-BBBB", accept: "application/json")
      #expect(answer.status == 404 && answer.headers["content-type"] == "application/problem+json")
      #expect(answer.text.contains("\"field\":\"code\""))
    }
  }
}
