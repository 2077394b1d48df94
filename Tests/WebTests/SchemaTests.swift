import Basics
import Casework
import Enforcement
import Foundation
import Hummingbird
import Testing

@testable import Web

/// JSON with its types apart: a flag is no number.
struct JSONReading: Decodable {
  let value: Any
  init(from decoder: any Decoder) throws {
    if let list = try? [JSONReading](from: decoder) {
      value = list.map(\.value)
    } else if let object = try? [String: JSONReading](from: decoder) {
      value = object.mapValues(\.value)
    } else {
      let box = try decoder.singleValueContainer()
      if let flag = try? box.decode(Bool.self) {
        value = flag
      } else if let number = try? box.decode(Int.self) {
        value = number
      } else {
        value = try box.decode(String.self)
      }
    }
  }
  static func value(_ bytes: [UInt8]) throws -> Any { try JSONDecoder().decode(JSONReading.self, from: Data(bytes)).value }
}

/// Reads JSON against the schemas of the API's description, as far as these use JSON Schema.
struct SchemaReader {
  let document: [String: Any]

  init(_ bytes: [UInt8]) throws {
    document = try #require(try JSONReading.value(bytes) as? [String: Any])
  }

  /// The schema of the answer of an operation.
  func answer(_ method: String, _ path: String, _ status: String = "2XX") throws -> [String: Any] {
    let paths = try #require(document["paths"] as? [String: [String: [String: Any]]])
    let responses = try #require(paths[path]?[method]?["responses"] as? [String: [String: Any]], "\(method) \(path)")
    let content = try #require(responses[status]?["content"] as? [String: [String: Any]], "\(method) \(path)")
    return try #require(content.values.first?["schema"] as? [String: Any])
  }

  /// What in a value is not as the schema says; a member that no schema names is a fault too.
  func faults(_ value: Any, _ schema: [String: Any], at place: String = "") -> [String] {
    if let name = (schema["$ref"] as? String)?.split(separator: "/").last {
      let components = (document["components"] as? [String: Any])?["schemas"] as? [String: [String: Any]]
      guard let inner = components?[String(name)] else { return ["\(place): no schema \(name)"] }
      return faults(value, inner, at: place)
    }
    switch schema["type"] as? String {
    case "object": return object(value, schema, place)
    case "array":
      guard let list = value as? [Any] else { return ["\(place) is no list"] }
      guard let items = schema["items"] as? [String: Any] else { return [] }
      return list.enumerated().flatMap { faults($1, items, at: "\(place)[\($0)]") }
    case "integer": return value is Int ? [] : ["\(place) is no number"]
    case "boolean": return value is Bool ? [] : ["\(place) is neither true nor false"]
    case "string": return text(value, schema, place)
    default: return ["\(place): the schema has no type"]
    }
  }

  private func object(_ value: Any, _ schema: [String: Any], _ place: String) -> [String] {
    guard let fields = value as? [String: Any] else { return ["\(place) is no object"] }
    let known = schema["properties"] as? [String: [String: Any]] ?? [:]
    let required = schema["required"] as? [String] ?? []
    var all = required.filter { fields[$0] == nil }.map { "\(place).\($0) is missing" }
    for (name, inner) in fields {
      if let own = known[name] ?? schema["additionalProperties"] as? [String: Any] {
        all += faults(inner, own, at: "\(place).\(name)")
      } else if !known.isEmpty {
        all.append("\(place).\(name) is not described")
      }
    }
    return all
  }

  private func text(_ value: Any, _ schema: [String: Any], _ place: String) -> [String] {
    guard let text = value as? String else { return ["\(place) is no text"] }
    if let words = schema["enum"] as? [String], !words.contains(text) { return ["\(place): \(text) is not in the list"] }
    if let pattern = schema["pattern"] as? String, let regex = try? Regex(pattern), text.firstMatch(of: regex) == nil {
      return ["\(place): \(text) does not fit \(pattern)"]
    }
    switch schema["format"] as? String {
    case "date": return Day(text) == nil ? ["\(place): \(text) is no day"] : []
    case "date-time": return text.contains("T") && text.hasSuffix("+08:00") ? [] : ["\(place): \(text) is no moment"]
    default: return []
    }
  }
}

@Suite("The API against its description", .serialized)
struct SchemaTests {
  private func json(_ answer: PageVisitor.Answer) throws -> Any { try JSONReading.value(answer.body) }

  @Test("What the API answers is what it describes")
  func answers() async throws {
    try await PageCourt.serve { court in
      let schemas = try SchemaReader(try await PageVisitor(port: court.port).get("/openapi.json").body)
      let officer = try await court.signIn("officer")
      let id = "\(court.sunCase)"
      let asked = [
        ("/api/cases", "/api/cases"), ("/api/cases/{id}", "/api/cases/\(id)"),
        ("/api/cases/{id}", "/api/cases/\(id)?on=\(PageCourt.today)"), ("/api/cases/{id}/events", "/api/cases/\(id)/events"),
        ("/api/cases/{id}/commands", "/api/cases/\(id)/commands"), ("/api/desk", "/api/desk"), ("/api/papers", "/api/papers"),
        ("/api/requests", "/api/requests"), ("/api/money", "/api/money"), ("/api/wall", "/api/wall"),
        ("/api/dockets", "/api/dockets"), ("/api/payouts", "/api/payouts"),
      ]
      for (path, address) in asked {
        let answer = try await officer.get(address, accept: "application/json")
        #expect(answer.status == 200, "\(address): \(answer.text)")
        #expect(schemas.faults(try json(answer), try schemas.answer("get", path)) == [], "\(address)")
      }
      // Flags and counts are JSON's own; ids and sums are text.
      let file = try #require(try json(try await officer.get("/api/cases/\(id)", accept: "application/json")) as? [String: Any])
      #expect(file["livelihood"] is Bool && file["version"] is Int && file["id"] is String && file["claimed"] is String)
      for (address, status) in [
        ("/api/cases/17", 404), ("/api/cases/\(id)?on=yesterday", 422), ("/api/check?code=AAAA", 404), ("/api/staff", 403),
        ("/api/party/cases", 401),
      ] {
        let answer = try await officer.get(address, accept: "application/json")
        #expect(answer.status == status, "\(address)")
        #expect(schemas.faults(try json(answer), ["$ref": "#/components/schemas/Problem"]) == [], "\(address)")
      }
    }
  }

  @Test("A case by the API has what its page shows: claims, what is owed with its calculation, parties, papers, nodes, cause")
  func wholeCase() async throws {
    try await PageCourt.serve { court in
      let officer = try await court.signIn("officer")
      let answer = try await officer.get("/api/cases/\(court.sunCase)", accept: "application/json")
      let file = try #require(try json(answer) as? [String: Any])
      #expect(file["number"] as? String == "(2026)浙1099执1号" && file["claimed"] as? String == "130000.00")
      let owed = try #require(file["owed"] as? [String: Any])
      let lines = try #require(owed["lines"] as? [[String: Any]])
      let reasons = try #require(lines.first?["reasons"] as? [String: Any])
      #expect((reasons["citations"] as? [String])?.isEmpty == false && owed["on"] as? String == "\(PageCourt.today)")
      let parties = try #require(file["parties"] as? [[String: Any]])
      let sun = try #require(parties.first { $0["role"] as? String == "debtor" })
      #expect(sun["name"] as? String == "孙远舟")
      #expect((sun["idNumber"] as? String)?.contains("*") == true && !answer.text.contains(PageCourt.sunID))
      for part in [
        "claims", "nodes", "papers", "property", "measures", "receipts", "payouts", "restrictions", "listings", "tasks",
      ] {
        #expect(file[part] is [Any], "\(part)")
      }
      let before = try await officer.get("/api/cases/\(court.sunCase)?on=2020-01-01", accept: "application/json")
      #expect(before.status == 404, "there was no case that day")
    }
  }

  @Test("Lists go on where they stopped, and each row comes once")
  func paging() async throws {
    try await PageCourt.serve { court in
      let officer = try await court.signIn("officer")
      func walk(_ path: String, _ list: String, _ key: String, limit: Int) async throws -> [String] {
        var rows: [String] = []
        var after: String?
        for _ in 0..<200 {
          let mark = after.map { "&after=\($0)" } ?? ""
          let answer = try await officer.get("\(path)?limit=\(limit)\(mark)", accept: "application/json")
          let page = try #require(try json(answer) as? [String: Any], "\(answer.text)")
          let part = try #require(page[list] as? [[String: Any]])
          #expect(part.count <= limit)
          rows += part.compactMap { $0[key].map { "\($0)" } }
          after = page["next"] as? String
          if after == nil { break }
        }
        #expect(Set(rows).count == rows.count, "\(path)")
        return rows
      }
      for (path, list, key) in [
        ("/api/cases/\(court.sunCase)/events", "events", "position"), ("/api/desk", "nodes", "node"),
        ("/api/cases", "cases", "id"),
        ("/api/requests", "requests", "id"), ("/api/papers", "papers", "id"),
      ] {
        #expect(try await walk(path, list, key, limit: 2) == walk(path, list, key, limit: 500), "\(path)")
      }
      #expect(try await walk("/api/cases/\(court.sunCase)/events", "events", "position", limit: 3).count > 5)
    }
  }

  @Test("A problem says its kind and this occurrence in the language that was asked for")
  func languages() async throws {
    try await PageCourt.serve { court in
      let visitor = PageVisitor(port: court.port)
      func problem(_ language: String?) async throws -> [String: Any] {
        let answer = try await visitor.send(
          "GET", "/api/check?code=X", "application/json", [], headers: language.map { [("Accept-Language", $0)] } ?? [])
        return try #require(try json(answer) as? [String: Any])
      }
      #expect(try await problem(nil)["detail"] as? String == "没有这个校验码的文书")
      let english = try await problem("en-GB, zh;q=0.5")
      #expect(english["detail"] as? String == "No paper has this code" && english["title"] as? String == "Not found")
      #expect(english["instance"] as? String == "/api/check" && english["zh"] as? String == "没有这个校验码的文书")
      #expect(try await problem("en;q=0.1, zh-CN")["detail"] as? String == "没有这个校验码的文书")
    }
  }

  @Test("A party reads his own case by the API, signed in by the code, and no other")
  func party() async throws {
    try await PageCourt.serve { court in
      let schemas = try SchemaReader(try await PageVisitor(port: court.port).get("/openapi.json").body)
      let visitor = PageVisitor(port: court.port)
      func post(_ path: String, _ fields: [String: String]) async throws -> PageVisitor.Answer {
        try await visitor.send(
          "POST", path, "application/json", Array(JSONText.encode(fields).utf8), type: "application/json")
      }
      #expect(try await post("/api/party/code", ["idNumber": PageCourt.sunID]).status == 202)
      let text = try #require(await court.codes.texts.last)
      let code = String(try #require(text.split(separator: "验证码 ").last).prefix(6))
      #expect(try await post("/api/party/sign-in", ["idNumber": PageCourt.sunID, "code": "x"]).status == 401)
      let token = try #require(
        try json(try await post("/api/party/sign-in", ["idNumber": PageCourt.sunID, "code": code])) as? [String: String])["token"]
      let bearer = [("Authorization", "Bearer \(token ?? "")")]
      func get(_ path: String) async throws -> PageVisitor.Answer {
        try await visitor.send("GET", path, "application/json", [], headers: bearer)
      }
      let list = try await get("/api/party/cases")
      #expect(schemas.faults(try json(list), try schemas.answer("get", "/api/party/cases")) == [])
      let own = try await get("/api/party/cases/\(court.sunCase)")
      #expect(own.status == 200 && own.text.contains("130000.00"))
      #expect(schemas.faults(try json(own), try schemas.answer("get", "/api/party/cases/{id}")) == [])
      #expect(try await get("/api/party/cases/\(court.liCase)").status == 404)
      #expect(try await get("/api/cases").status == 401)
    }
  }
}
