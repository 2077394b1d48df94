import Basics
import Casework
import Enforcement
import Foundation
import Testing

@testable import Web

/// Entry by hand, renewals and what is to be lifted, as pages and API.
@Suite("Entry by hand and measures", .serialized)
struct HandEntryPageTests {
  /// A form with its files as a browser sends it.
  static func send(
    _ visitor: PageVisitor, _ path: String, _ fields: [(String, String)],
    files: [(field: String, name: String, bytes: [UInt8])] = []
  ) async throws -> PageVisitor.Answer {
    var body: [UInt8] = []
    for (name, value) in fields {
      body += Array("--part\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n".utf8)
    }
    for file in files {
      body += Array(
        "--part\r\nContent-Disposition: form-data; name=\"\(file.field)\"; filename=\"\(file.name)\"\r\n\r\n".utf8)
      body += file.bytes + Array("\r\n".utf8)
    }
    body += Array("--part--\r\n".utf8)
    return try await visitor.send("POST", path, "text/html", body, type: "multipart/form-data; boundary=part")
  }

  private static func file(_ court: PageCourt, _ id: ID<CaseFile>) async throws -> CaseFile {
    try await court.services.desk.look(at: id, actor: .machine, court: court.services.court).caseFile(id)
  }

  @Test(
    "A pasted table is checked before anything is stored; its good rows are taken with their paper, and stay marked as by hand")
  func pasted() async throws {
    try await PageCourt.serve { court in
      let officer = try await court.signIn("officer")
      let form = try await officer.get("/by-hand?case=\(court.sunCase)")
      #expect(form.text.contains("粘贴表格") && form.text.contains("rows[0].identity"))
      let fields = [
        ("csrf", form.csrf), ("case", "\(court.sunCase)"), ("source", "letter"), ("learnedOn", "2026-03-13"),
        ("told", "石塘农村信用社复函〔2026〕8号"),
        ("table", "单位\t种类\t账号\t余额\r\n石塘农村信用社\t存款\t6228990001\t5,000.00\r\n月球银行\t存款\t1\t2\r\n"),
      ]
      let checked = try await Self.send(officer, "/by-hand", fields)
      #expect(checked.status == 200 && checked.text.contains("尚未存入任何内容") && checked.text.contains("月球银行"))
      #expect(try await Self.file(court, court.sunCase).hand.order.isEmpty)
      let paper = Array("%PDF-1.7 letter".utf8)
      let stored = try await Self.send(
        officer, "/by-hand", fields + [("store", "1")], files: [("attachment", "复函.pdf", paper)])
      #expect(stored.status == 200 && stored.text.contains("已录入 1 行，未录入 1 行"), "\(stored.text.prefix(300))")
      let file = try await Self.file(court, court.sunCase)
      #expect(file.search.foundList.map(\.value) == [.yuan(5_000)])
      #expect(file.hand.list.first?.attachments.count == 1)
      let page = try await officer.get("/cases/\(court.sunCase)")
      #expect(page.text.contains("人工录入") && page.text.contains("单位来函 2026-03-13"))
      let attached = try await officer.get("/cases/\(court.sunCase)/attachments/0")
      let told = try await officer.get("/api/cases/\(court.sunCase)", accept: "application/json").text
      #expect(told.contains("\"attachments\":[{\"") && told.contains(file.attachments.first?.sha256 ?? "-"), "the API lists it")
      #expect(attached.body == paper && attached.headers["content-type"] == "application/pdf")
      let again = try await Self.send(officer, "/by-hand", fields + [("store", "1")])
      #expect(again.text.contains("已录入 0 行"))
      #expect(try await Self.file(court, court.sunCase).hand.order.count == 1)
    }
  }

  @Test("What was typed comes back with its faults; a file that is no paper and a role that may not enter are refused")
  func refused() async throws {
    try await PageCourt.serve { court in
      let officer = try await court.signIn("officer")
      let csrf = try await officer.get("/by-hand").csrf
      let common = [("csrf", csrf), ("case", "\(court.sunCase)"), ("told", "函")]
      let typed =
        common + [
          ("source", "letter"), ("learnedOn", ""), ("rows[0].kind", "nothing"), ("rows[0].unit", "bankA"), ("table", ""),
        ]
      let faulty = try await Self.send(officer, "/by-hand", typed)
      #expect(faulty.status == 422 && faulty.text.contains("此项必填") && faulty.text.contains("value=\"letter\" selected"))
      let good = typed.map { $0.0 == "learnedOn" ? ($0.0, "2026-03-13") : $0 }
      let script = try await Self.send(
        officer, "/by-hand", good + [("store", "1")], files: [("attachment", "x.html", Array("<html>".utf8))])
      #expect(script.status == 422 && script.text.contains("附件应为 PDF、JPEG 或 PNG"))
      #expect(try await Self.file(court, court.sunCase).hand.order.isEmpty)
      #expect(try await Self.send(officer, "/by-hand", good + [("store", "1")]).status == 200)
      #expect(try await Self.file(court, court.sunCase).hand.results.map(\.count) == [0])
      let cashier = try await court.signIn("cashier")
      let other = try await cashier.get("/by-hand")
      #expect(other.text.contains("办理") && !other.text.contains("name=\"table\""))
      #expect(try await Self.send(cashier, "/by-hand", good.map { $0.0 == "csrf" ? ("csrf", other.csrf) : $0 }).status == 403)
    }
  }

  @Test("Measures near their end are prepared and signed many at once, and each line says what became of it")
  func renewals() async throws {
    try await PageCourt.serve { court in
      let services = court.services
      func does(_ name: String, _ id: ID<CaseFile>, _ fields: [String: InputValue], _ actor: Actor) async throws {
        try await services.desk.attempt(
          CommandCall(name, fields.merging(["case": "\(id)"]) { $1 }), by: actor, court: services.court)
      }
      let staff = try await services.reads.staff(court: services.court)
      func actor(_ role: Role) throws -> Actor {
        guard let member = staff.first(where: { $0.roles.contains(role) }) else {
          throw CaseDesk.Failure.unknownCommand("\(role)")
        }
        return Actor(.staff(member.id), roles: Set(member.roles))
      }
      for id in [court.sunCase, court.liCase] {
        let file = try await Self.file(court, id)
        let debtor = try #require(file.debtors.first?.person)
        let officer = try actor(.officer)
        if file.triage.handler != officer.staff {
          let handler = try #require(officer.staff)
          try await does("triage.assignHandler", id, ["handler": "\(handler)", "reason": "示例"], try actor(.teamLead))
        }
        try await does("seizure.draftRuling", id, ["kinds": .list(["deposit"]), "depositMonths": "1"], officer)
        let ruling = try #require(try await Self.file(court, id).papers.unsigned.first { $0.kind == .controlRuling })
        try await does("papers.sign", id, ["paper": "\(ruling.id)"], try actor(.judge))
        let row: InputValue = .object([
          "debtor": "\(debtor)", "unit": "townBank", "kind": "deposit", "identity": .text("62\(id)"), "value": "900",
          "outcome": "effective", "held": "900",
        ])
        try await does(
          "handEntry.record", id,
          ["source": "registry", "learnedOn": "\(PageCourt.today)", "told": "回执", "rows": .list([row])], officer)
      }
      let officer = try await court.signIn("officer")
      let list = try await officer.get("/measures")
      #expect(list.text.contains("续行查封冻结") && list.text.contains("石塘农村信用社") && list.text.contains("未拟制"))
      let measures = try await services.reads.measures(MeasureQuery(until: PageCourt.today + 60), court: services.court).rows
      #expect(measures.count == 2)
      let chosen = measures.map { ("select", "\($0.caseID)/\($0.measure)") } + [("select", "\(court.sunCase)/17")]
      let fields = [("csrf", list.csrf), ("do", "prepare"), ("back", "/measures")] + chosen
      let asked = try await officer.post("/measures/batch", fields)
      #expect(asked.text.contains("请再确认一次"))
      let done = try await officer.post("/measures/batch", fields + [("confirmed", "1")])
      #expect(done.text.contains("已办 2，未办 1") && done.text.contains("本案没有这项控制措施"), "\(done.text.suffix(900))")
      #expect(try await officer.get("/measures?state=drafted").text.contains("待签发"))
      let judge = try await court.signIn("judge")
      let signs = [("csrf", try await judge.get("/measures").csrf), ("do", "sign"), ("confirmed", "1")] + chosen
      let signed = try await judge.post("/measures/batch", signs)
      #expect(signed.text.contains("已办 2，未办 1"), "\(signed.text.suffix(900))")
      #expect(try await judge.get("/measures?state=asked").text.contains("已向单位发出"))
      for id in [court.sunCase, court.liCase] {
        #expect(try await Self.file(court, id).papers.unsigned.allSatisfy { $0.kind != .renewalRuling })
      }
      #expect(try await judge.get("/measures?format=csv").status == 200)
      #expect(try await judge.get("/lifting").text.contains("应解除的事项"))
      #expect(try await judge.get("/measures?within=7").text.contains("没有临近届满的控制措施"))
    }
  }
}
