import Basics
import Casework
import Enforcement
import Foundation
import Hummingbird
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

  @Test("A code that no paper has is 404 as a problem, with the field")
  func check() async throws {
    try await PageCourt.serve { court in
      let answer = try await PageVisitor(port: court.port).get("/api/check?code=AAAA-BBBB", accept: "application/json")
      #expect(answer.status == 404 && answer.headers["content-type"] == "application/problem+json")
      #expect(answer.text.contains("\"field\":\"code\""))
    }
  }
}
