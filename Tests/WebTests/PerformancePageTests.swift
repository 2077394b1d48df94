import Basics
import Casework
import Enforcement
import Foundation
import Testing

@testable import Web

@Suite("Pages of clocks and performance", .serialized)
struct PerformancePageTests {
  private func signedIn(_ court: PageCourt) async throws -> PageVisitor {
    let visitor = PageVisitor(port: court.port)
    _ = try await visitor.post("/party/code", [("idNumber", PageCourt.sunID)])
    let text = try #require(await court.codes.texts.last)
    let code = try #require(text.firstMatch(of: /[0-9]{6}/)).output
    let answer = try await visitor.post("/party/sign-in", [("idNumber", PageCourt.sunID), ("code", String(code))])
    return PageVisitor(
      port: court.port, cookie: try #require(answer.headers["set-cookie"]?.split(separator: ";").first.map(String.init)))
  }
  private func people(_ court: PageCourt) async throws -> (debtor: ID<Person>, applicant: ID<Person>) {
    let file = try await court.services.desk.look(at: court.sunCase, actor: .machine, court: court.services.court)
      .caseFile(court.sunCase)
    return (try #require(file.debtors.first?.person), try #require(file.applicants.first?.person))
  }
  private func does(_ court: PageCourt, _ command: String, _ fields: [String: InputValue]) async throws {
    let whole = fields.merging(["case": "\(court.sunCase)"]) { first, _ in first }
    try await court.services.desk.attempt(
      CommandCall(command, whole), by: Actor(.machine, roles: [.machine, .officer, .bureauChief]), court: court.services.court)
  }

  @Test("Both clocks stand on the case page with how they were counted, and what does not count with its paper")
  func clocks() async throws {
    try await PageCourt.serve { court in
      let officer = try await court.signIn("officer")
      let path = "/cases/\(court.sunCase)"
      try await does(
        court, "clocks.proposeExclusion",
        ["kind": "valuation", "first": "2026-03-16", "number": "委评〔2026〕1号", "reason": "委托评估"])
      var page = try await officer.get(path)
      #expect(page.text.contains("待审批的扣除") && page.text.contains("第237条"))
      let file = try await court.services.desk.look(at: court.sunCase, actor: .machine, court: court.services.court)
        .caseFile(court.sunCase)
      let proposal = try #require(file.term.proposals.first)
      let lead = try await court.signIn("president")
      let page2 = try await lead.get(path + "/do/clocks.decideExclusion?period=\(proposal.id)")
      #expect(page2.status == 200 && page2.text.contains("委评〔2026〕1号"))
      let answer = try await lead.post(
        path + "/do/clocks.decideExclusion",
        [
          ("csrf", page2.csrf), ("period", "\(proposal.id)"), ("decision", "approve"), ("reason", "同意"),
          (Confirmation.field, "1"),
        ])
      #expect(answer.status == 303, "\(answer.text.prefix(400))")
      page = try await officer.get(path)
      #expect(page.text.contains("停止计时") && page.text.contains("进行中"))
      #expect(Markup(HTML(raw: page.text)).faults == [])
      let english = try await officer.get(path + "?lang=en")
      #expect(english.status == 200)
      let api = try await officer.get("/api/cases/\(court.sunCase)", accept: "application/json").text
      #expect(api.contains("\"article237\"") && api.contains("委评〔2026〕1号"))
    }
  }

  @Test(
    "The debtor says on his page that he paid; the handler sees it, the applicant's answer is recorded, and the tab shows it all")
  func direct() async throws {
    try await PageCourt.serve { court in
      let party = try await signedIn(court)
      let (debtor, applicant) = try await people(court)
      let own = "/party/cases/\(court.sunCase)"
      let page = try await party.get(own)
      #expect(page.text.contains("我已直接付款"))
      #expect(Markup(HTML(raw: page.text)).faults == [])
      let said = [
        ("side", "debtor"), ("payer", "\(debtor)"), ("payee", "\(applicant)"), ("amount", "30000"), ("on", "2026-03-16"),
        ("text", "微信转账截图"),
      ]
      #expect(try await party.post(own + "/direct-payments", said).status == 403, "a form without its token")
      #expect(try await party.post(own + "/direct-payments", said + [("csrf", page.csrf)]).status == 303)
      let officer = try await court.signIn("officer")
      let shown = try await officer.get("/cases/\(court.sunCase)")
      #expect(shown.text.contains("待申请执行人确认") && shown.text.contains("微信转账截图"))
      #expect(Markup(HTML(raw: shown.text)).faults == [])
      let file = try await court.services.desk.look(at: court.sunCase, actor: .machine, court: court.services.court)
        .caseFile(court.sunCase)
      let payment = try #require(file.performance.waiting.first)
      let mine = try await party.post(
        own + "/direct-payments/\(payment.id)", [("answer", "confirm"), ("csrf", page.csrf)])
      #expect(mine.status == 409, "the debtor does not answer for the applicant")
      try await does(
        court, "performance.answerDirect",
        ["payment": "\(payment.id)", "answer": "confirm", "way": "phone", "text": "拨打登记电话核实"])
      try await does(
        court, "performance.recordDuty", ["kind": "act", "debtor": "\(debtor)", "due": "2026-04-01", "text": "拆除围墙"])
      let after = try await officer.get("/cases/\(court.sunCase)")
      #expect(after.text.contains("已确认") && after.text.contains("完成行为") && after.text.contains("拆除围墙"))
      #expect(Markup(HTML(raw: after.text)).faults == [])
      let api = try await officer.get("/api/cases/\(court.sunCase)", accept: "application/json").text
      #expect(api.contains("\"directPayments\"") && api.contains("\"confirmed\""))
    }
  }

  @Test("A settlement stands with each instalment, what was paid of it, and its terms")
  func settlement() async throws {
    try await PageCourt.serve { court in
      try await does(
        court, "settlement.record",
        [
          "form": "written", "allSides": "true", "on": "2026-03-16", "fee": "court", "terms": "分两期付清，逾期即恢复执行。",
          "instalments": .list([
            .object(["due": "2026-04-01", "amount": "60000"]), .object(["due": "2026-05-01", "amount": "60000"]),
          ]),
        ])
      try await court.services.desk.attempt(
        CommandCall(
          "funds.bookReceipt", ["case": "\(court.sunCase)", "amount": "70000", "bankLine": "L1", "source": "debtor"]),
        by: .machine, court: court.services.court)
      let officer = try await court.signIn("officer")
      let page = try await officer.get("/cases/\(court.sunCase)")
      for words in ["2026-03-16 付清", "10,000.00", "60,000.00", "分两期付清"] { #expect(page.text.contains(words), "\(words)") }
      #expect(Markup(HTML(raw: page.text)).faults == [])
      #expect(page.text.contains("由法院决定") && page.text.contains("do/settlement.decideFee"))
      let api = try await officer.get("/api/cases/\(court.sunCase)", accept: "application/json").text
      #expect(api.contains("\"fee\":\"court\""))
      // What was recorded wrongly is put right on the page of corrections.
      let corrections = try await officer.get("/cases/\(court.sunCase)/corrections").text
      for title in ["更正误登的执行和解", "更正送达登记", "更正已确认的直接履行", "更正行为、交付义务的登记"] {
        #expect(corrections.contains(title), "\(title)")
      }
      for language in ["", "?lang=en"] {
        let form = try await officer.get("/cases/\(court.sunCase)/do/correction.settlement" + language)
        #expect(form.status == 200 && Markup(HTML(raw: form.text)).faults == [])
      }
      let party = try await signedIn(court)
      #expect(try await party.get("/party/cases/\(court.sunCase)").text.contains("达成执行和解"))
    }
  }
}
