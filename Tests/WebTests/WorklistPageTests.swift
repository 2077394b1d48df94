import Basics
import Casework
import Enforcement
import Foundation
import Testing

@testable import Web

/// Worklists longer than one reading: filters ask the store, pages follow one another, files hold every row.
@Suite("Long worklists", .serialized)
struct WorklistPageTests {
  /// So many freezes of a case by hand and one thing taken on the spot, together worth more than is owed.
  private static func control(_ court: PageCourt, _ id: ID<CaseFile>, freezes: Int) async throws {
    let services = court.services
    let staff = try await services.reads.staff(court: services.court)
    func actor(_ role: Role) throws -> Actor {
      guard let member = staff.first(where: { $0.roles.contains(role) }) else { throw PageProblem.internalFault }
      return Actor(.staff(member.id), roles: Set(member.roles))
    }
    func does(_ name: String, _ fields: [String: InputValue], _ actor: Actor) async throws {
      try await services.desk.attempt(
        CommandCall(name, fields.merging(["case": "\(id)"]) { $1 }), by: actor, court: services.court)
    }
    let officer = try actor(.officer)
    let file = try await court.file(id)
    if file.triage.handler != officer.staff {
      let handler = try #require(officer.staff)
      try await does("triage.assignHandler", ["handler": "\(handler)", "reason": "示例"], try actor(.teamLead))
    }
    let debtor = try #require(file.debtors.first?.person)
    try await does("seizure.draftRuling", ["kinds": .list(["deposit", "goods"]), "depositMonths": "1"], officer)
    let ruling = try #require(try await court.file(id).papers.unsigned.first { $0.kind == .controlRuling })
    try await does("papers.sign", ["paper": "\(ruling.id)"], try actor(.judge))
    func row(_ fields: [String: InputValue]) -> InputValue {
      .object(fields.merging(["debtor": "\(debtor)", "outcome": "effective"]) { $1 })
    }
    let deposits = (1...freezes).map { place in
      row([
        "unit": "townBank", "kind": "deposit", "identity": .text("62\(id)\(place)"), "value": .text("\(90_000 + place)"),
        "held": .text("\(90_000 + place)"),
      ])
    }
    let goods = row(["unit": "site", "kind": "goods", "identity": .text("清单\(id)"), "label": "机床", "value": "999999"])
    try await does(
      "handEntry.record",
      ["source": "registry", "learnedOn": "\(PageCourt.today)", "told": "回执", "rows": .list(deposits + [goods])], officer)
  }

  /// Follows `next` from page to page.
  private static func walk(_ visitor: PageVisitor, _ path: String, list: String, id: String) async throws -> [String] {
    var found: [String] = []
    var after: String?
    repeat {
      let answer = try await visitor.get(path + (after.map { "&after=\($0)" } ?? ""), accept: "application/json")
      let body = try #require(try JSONSerialization.jsonObject(with: Data(answer.body)) as? [String: Any])
      found += (body[list] as? [[String: Any]] ?? []).map { "\($0[id] ?? "")" }
      after = body["next"] as? String
    } while after != nil && found.count < 2_000
    return found
  }

  @Test("Measures beyond the first page are found by kind, state and words, followed by cursor, and all stand in the file")
  func measures() async throws {
    try await PageCourt.serve { court in
      for id in [court.sunCase, court.liCase] { try await Self.control(court, id, freezes: 30) }
      let officer = try await court.signIn("officer")
      let all = "/api/measures?within=3000"
      func json(_ path: String) async throws -> [String: Any] {
        let answer = try await officer.get(path, accept: "application/json")
        #expect(answer.status == 200, "\(path)")
        return try #require(try JSONSerialization.jsonObject(with: Data(answer.body)) as? [String: Any])
      }
      for sort in ["until", "amount", "number"] {
        let walked = try await Self.walk(officer, all + "&limit=7&sort=\(sort)", list: "measures", id: "measure")
        let back = try await Self.walk(officer, all + "&limit=9&desc=1&sort=\(sort)", list: "measures", id: "measure")
        #expect(walked.count == 62 && Set(walked).count == 62 && walked == back.reversed(), "\(sort)")
      }
      let goods = try await json(all + "&kind=goods&limit=1")
      #expect("\(goods["total"] ?? "")" == "2" && goods["next"] is String)
      let number = Address.encoded(try await court.file(court.liCase).number)
      let own = try await json(all + "&q=\(number)")
      #expect("\(own["total"] ?? "")" == "31" && (own["measures"] as? [Any])?.count == 31)
      let wild = try await json(all + "&q=%25")
      #expect("\(wild["total"] ?? "")" == "0", "a sign of the query language is a sign like any other")
      let spoken = try await json(all + "&q=\(Address.encoded("石塘"))")
      #expect("\(spoken["total"] ?? "")" == "60")
      // The last in the list's order is prepared: its state is found wherever it stands.
      let last = try #require(
        try await court.services.reads.measures(MeasureQuery(until: PageCourt.today + 60), court: court.services.court).total)
      #expect(last == 60)
      var query = MeasureQuery(until: PageCourt.today + 60)
      query.descending = true
      query.limit = 1
      let row = try #require(try await court.services.reads.measures(query, court: court.services.court).rows.first)
      let page = try await officer.get("/measures")
      _ = try await officer.post(
        "/measures/batch",
        [("csrf", page.csrf), ("do", "prepare"), ("confirmed", "1"), ("select", "\(row.caseID)/\(row.measure)")])
      let drafted = try await json(all + "&state=drafted")
      #expect("\(drafted["total"] ?? "")" == "1")
      #expect(try await Self.walk(officer, all + "&state=open&limit=20", list: "measures", id: "measure").count == 61)
      // 25 on a page, the rest behind the link; files hold all.
      #expect(page.text.contains("rel=\"next\"") && page.text.contains("本页 25"))
      #expect(try await officer.get("/measures?state=drafted").text.contains("本页 1 "))
      let file = try await officer.get("/measures?within=3000&format=csv")
      #expect(file.status == 200 && file.text.split(whereSeparator: \.isNewline).count == 64)
      #expect(try await officer.get("/measures?kind=ship").text.contains("筛选条件无效"))
      for bad in ["kind=ship", "state=gone", "after=x", "who=me"] {
        #expect(try await officer.get("/api/measures?\(bad)", accept: "application/json").status == 400, "\(bad)")
      }
    }
  }

  @Test("What is to be lifted is followed by cursor, found by name, and written whole into a file")
  func lifting() async throws {
    try await PageCourt.serve { court in
      for id in [court.sunCase, court.liCase] { try await Self.control(court, id, freezes: 3) }
      let officer = try await court.signIn("officer")
      let walked = try await Self.walk(officer, "/api/lifting?limit=1", list: "lifting", id: "case")
      #expect(Set(walked) == ["\(court.sunCase)", "\(court.liCase)"] && walked.count == 2)
      let number = try await court.file(court.liCase).number
      let found = try await Self.walk(officer, "/api/lifting?q=\(Address.encoded(number))", list: "lifting", id: "case")
      #expect(found == ["\(court.liCase)"])
      #expect(try await Self.walk(officer, "/api/lifting?what=removeListing", list: "lifting", id: "case").isEmpty)
      #expect(try await officer.get("/api/lifting?what=nothing", accept: "application/json").status == 400)
      #expect(try await officer.get("/lifting").text.contains("本页 2"))
      // The release of what is too much is drafted: two nodes are open for one act, and one row tells it.
      let csrf = try await officer.get("/lifting").csrf
      let rows = [("do", "draft"), ("select", "\(court.sunCase)/checkOverLimit"), (Confirmation.field, "1")]
      #expect(try await officer.post("/lifting/batch", [("csrf", csrf)] + rows).text.contains("已拟制"))
      let open = try await court.file(court.sunCase).process
      #expect(open.isOpen("releaseMeasure") && open.isOpen("checkOverLimit"))
      let after = try await Self.walk(officer, "/api/lifting?limit=1", list: "lifting", id: "case")
      #expect(after.filter { $0 == "\(court.sunCase)" }.count == 1 && after.count == 2)
      let only = try await Self.walk(officer, "/api/lifting?what=checkOverLimit", list: "lifting", id: "case")
      #expect(only.contains("\(court.sunCase)"), "who asks for it sees it")
      let file = try await officer.get("/lifting?format=csv")
      #expect(file.status == 200 && file.text.split(whereSeparator: \.isNewline).count == 4 && file.text.contains(number))
    }
  }
}
