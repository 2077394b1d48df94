import Basics
import Enforcement
import Foundation
import Testing

@testable import Web

@Suite("Printing together, lists as workbooks, and chosen cases that change hands", .serialized)
struct HabitPageTests {
  @Test("Papers of chosen cases become one file; nothing chosen and papers that are none are refused")
  func print() async throws {
    try await PageCourt.serve { court in
      let officer = try await court.signIn("officer")
      for id in [court.sunCase, court.liCase] {
        try await court.services.desk.attempt(
          CommandCall("papers.draftOpening", ["case": "\(id)"]), by: .machine, court: court.services.court)
      }
      let csrf = try await officer.get("/cases").csrf
      let chosen = try await officer.post(
        "/cases/batch", [("csrf", csrf), ("do", "print"), ("select", "\(court.sunCase)"), ("select", "\(court.liCase)")])
      #expect(chosen.status == 200 && Markup(HTML(raw: chosen.text)).faults == [])
      #expect(chosen.text.contains("执行通知书") && chosen.text.contains("name=\"duplex\""))
      let papers = try await [court.sunCase, court.liCase].asyncFlatMap { id in
        try await court.file(id).papers.order.map { "\(id)/\($0)" }
      }
      #expect(papers.count == 6)
      let file = try await officer.post("/print", [("csrf", csrf)] + papers.map { ("select", $0) })
      #expect(file.headers["content-type"] == "application/pdf" && file.text == "%PDF-6")
      #expect(try await officer.post("/print", [("csrf", csrf)]).status == 422)
      #expect(try await officer.post("/print", [("csrf", csrf), ("select", "\(court.liCase)/17")]).status == 404)
      #expect(try await officer.post("/print", [("select", papers[0])]).status == 403)
      #expect(try await officer.get("/print?case=\(court.sunCase)").text.contains("报告财产令"))
    }
  }

  @Test("The lists of a page that has no file of its own come as a workbook, masked as the page is, and the taking is recorded")
  func workbook() async throws {
    try await PageCourt.serve { court in
      let lead = try await court.signIn("lead")
      let page = try await lead.get("/people")
      #expect(page.text.contains("href=\"/people?format=xlsx\""))
      let file = try await lead.get("/people?format=xlsx")
      #expect(file.headers["content-type"]?.contains("spreadsheetml") == true && file.body.starts(with: [0x50, 0x4B]))
      #expect(file.headers["content-disposition"]?.contains("people.xlsx") == true)
      let taken = try await court.store.exports(by: nil, before: nil, limit: 5)
      #expect(taken.first.map { $0.list == "/people" && $0.rows > 0 } == true)
      // A list that runs over pages keeps the file that has every row.
      #expect(try await !lead.get("/cases").text.contains("本页列表导出"))
      #expect(try await court.signIn("filing").get("/cases/new?format=xlsx").status == 404)
      #expect(
        try await PageVisitor(port: court.port).get("/people?format=xlsx").headers["content-type"]?.contains("spreadsheetml")
          != true)
    }
  }

  @Test("A table of a page is read as its reader sees it: titles, rows, no boxes, entities as characters")
  func tables() {
    let page = """
      <p>before</p><div><table class="list cards"><caption>甲 &amp; 乙</caption><thead><tr><td class="select"><input></td><th scope="col">案号</th>\
      <th scope="col" class="number"><a href="?sort=x">金额（元）<span>▲</span></a></th></tr></thead><tbody><tr><td class="select"></td>\
      <th scope="row"><a href="/cases/1">(2026)浙1024执1号</a> <span class="tag">民生</span></th><td data-label="金额" class="number">1,000.00</td></tr>\
      </tbody></table></div><table class="other"><tr><td>x</td></tr></table>
      """
    #expect(
      PageWorkbook.tables(page) == [
        PageWorkbook.List(caption: "甲 & 乙", titles: ["案号", "金额（元） ▲"], rows: [["(2026)浙1024执1号 民生", "1,000.00"]])
      ])
    #expect(PageWorkbook.tables("<table class=\"list\"><tr><th>broken") == [])
  }

  @Test("A lead chooses cases of one handler and hands them over; a case in other hands is refused and what was chosen stays")
  func handOver() async throws {
    try await PageCourt.serve { court in
      let lead = try await court.signIn("lead")
      let from = try #require(try await court.file(court.sunCase).triage.handler)
      let page = try await lead.get("/people/hand-over?from=\(from)")
      #expect(Markup(HTML(raw: page.text)).faults == [])
      #expect(page.text.contains("value=\"\(court.sunCase)\""))
      #expect(try await court.signIn("officer").get("/people/hand-over?from=\(from)").status == 403)
      let none = try await lead.post("/people/hand-over/chosen", [("csrf", page.csrf), ("from", "\(from)"), ("reason", "调整")])
      #expect(none.status == 422 && none.text.contains("没有选中任何案件") && none.text.contains("value=\"调整\""))
      let chosen = [("csrf", page.csrf), ("from", "\(from)"), ("select", "\(court.sunCase)"), ("to", ""), ("reason", "调整")]
      let done = try await lead.post("/people/hand-over/chosen", chosen)
      #expect(done.status == 200 && done.text.contains("已移交 1 件"))
      let now = try await court.file(court.sunCase).triage
      #expect(now.handler != from && now.judge != from)
      let again = try await lead.post("/people/hand-over/chosen", chosen)
      #expect(again.status == 422 && again.text.contains("不由移交人承办"))
    }
  }

  @Test("Livelihood cases carry their reason on the lists and stand first on the desk")
  func livelihood() async throws {
    try await PageCourt.serve { court in
      let officer = try await court.signIn("officer")
      try await court.services.desk.attempt(
        CommandCall("filing.setLivelihood", ["case": "\(court.liCase)", "grounds": .list(["injury"]), "reason": "申请人重伤"]),
        by: Actor(.machine, roles: [.judge]), court: court.services.court)
      let list = try await officer.get("/cases").text
      #expect(list.contains("民生·工伤、人身损害"))
      // Both files wait to be sent to the bureau.
      let desk = try await court.signIn("filing").get("/").text
      let numbers = desk.matches(of: /<a href="\/cases\/(\d+)">/).map { String($0.1) }
      let urgent = numbers.lastIndex(of: "\(court.liCase)") ?? -1
      let other = numbers.firstIndex(of: "\(court.sunCase)") ?? Int.max
      #expect(urgent >= 0 && urgent < other, "\(numbers)")
      #expect(try await officer.get("/api/cases/\(court.liCase)").text.contains("\"livelihoodGrounds\":[\"injury\"]"))
    }
  }
}

extension Sequence {
  fileprivate func asyncFlatMap<Part>(_ of: (Element) async throws -> [Part]) async rethrows -> [Part] {
    var all: [Part] = []
    for element in self { all += try await of(element) }
    return all
  }
}
