import Basics
import Casework
import Enforcement
import Foundation
import Storage
import Testing

@testable import Web

@Suite("Pages over HTTP", .serialized)
struct PageTests {
  @Test("A wrong password says so, keeps the name and never the password; the right one gives a cookie that scripts cannot read")
  func signingIn() async throws {
    try await PageCourt.serve { court in
      let visitor = PageVisitor(port: court.port)
      let wrong = try await visitor.post("/sign-in", [("signIn", "officer"), ("password", "not the password")])
      #expect(wrong.status == 401)
      #expect(wrong.text.contains("登录名、密码或动态口令不正确") && wrong.text.contains("value=\"officer\""))
      #expect(!wrong.text.contains("not the password"))
      #expect(try await visitor.get("/cases?status=open").headers["location"] == "/sign-in?next=%2Fcases%3Fstatus%3Dopen")
      let right = try await visitor.post("/sign-in", [("signIn", "officer"), ("password", PageCourt.password)])
      let cookie = try #require(right.headers["set-cookie"])
      #expect(right.status == 303 && cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"))
    }
  }

  @Test("The sixth attempt on one name waits, whoever makes it")
  func attempts() async throws {
    try await PageCourt.serve { court in
      let visitor = PageVisitor(port: court.port)
      for _ in 0..<5 {
        #expect(try await visitor.post("/sign-in", [("signIn", "judge"), ("password", "guess")]).status == 401)
      }
      #expect(try await visitor.post("/sign-in", [("signIn", "judge"), ("password", PageCourt.password)]).status == 429)
      _ = try await court.signIn("officer")
    }
  }

  @Test("A form without the session's token changes nothing and answers 403, as a page and as a problem")
  func tokens() async throws {
    try await PageCourt.serve { court in
      let officer = try await court.signIn("officer")
      let path = "/cases/\(court.sunCase)/do/search.addClue"
      let before = try await court.services.reads.history(court.sunCase).count
      let page = try await officer.post(path, [("unit", "bankA")])
      #expect(page.status == 403 && page.text.contains("未作任何更改"))
      let problem = try await officer.post(path, [("unit", "bankA"), ("csrf", "forged")], accept: "application/json")
      #expect(problem.status == 403 && problem.headers["content-type"] == "application/problem+json")
      #expect(problem.text.contains("\"code\":\"csrf\"") && problem.text.contains("\"status\":403"))
      #expect(try await court.services.reads.history(court.sunCase).count == before)
    }
  }

  @Test("A role that may not do something is told who may")
  func rights() async throws {
    try await PageCourt.serve { court in
      let auditor = try await court.signIn("auditor")
      let form = try await auditor.get("/cases/\(court.sunCase)/do/search.addClue")
      #expect(form.status == 403 && form.text.contains("执行员") && form.text.contains("办理") && !form.text.contains("name=\"unit\""))
      let page = try await auditor.get("/cases/\(court.sunCase)")
      #expect(page.status == 200 && page.text.contains("此刻没有您可办理的事项") && page.text.contains("由其他岗位办理"))
      let officer = try await court.signIn("officer")
      #expect(try await officer.get("/cases/new").status == 403)
      #expect(!(try await officer.get("/cases").text.contains("href=\"/cases/new\"")), "nobody is led to what he may not do")
      let filing = try await court.signIn("filing").get("/cases/new")
      #expect(filing.status == 200 && filing.text.contains("href=\"/cases/new\""))
    }
  }

  @Test("Names are masked for those who only watch; ID numbers for all until a reason is given, and each look is recorded")
  func masking() async throws {
    try await PageCourt.serve { court in
      let auditor = try await court.signIn("auditor")
      let officer = try await court.signIn("officer")
      let watched = try await auditor.get("/cases").text
      #expect(watched.contains("孙某") && !watched.contains("孙远舟"))
      #expect(try await officer.get("/cases").text.contains("孙远舟"))
      let page = try await officer.get("/cases/\(court.sunCase)")
      #expect(!page.text.contains(PageCourt.sunID) && !page.text.contains("15400000003"))

      let file = try await court.services.desk.look(at: court.sunCase, actor: .machine, court: court.services.court)
        .caseFile(court.sunCase)
      let debtor = try #require(file.debtors.first?.person)
      let path = "/cases/\(court.sunCase)/parties/\(debtor)"
      let silent = try await officer.post(path, [("csrf", page.csrf), ("reason", " ")])
      #expect(silent.status == 422 && silent.text.contains("请写明查看的事由") && !silent.text.contains(PageCourt.sunID))
      let shown = try await officer.post(path, [("csrf", page.csrf), ("reason", "核对送达地址")])
      #expect(shown.status == 200 && shown.text.contains(PageCourt.sunID) && shown.text.contains("本次查看已记录"))
      let refused = try await auditor.post(path, [("csrf", try await auditor.get("/cases").csrf), ("reason", "好奇")])
      #expect(refused.status == 403 && !refused.text.contains(PageCourt.sunID))
      let looks = try await court.store.read { db in
        try db.query("SELECT person, reason FROM unmaskings", []).map { "\($0.int(0)) \($0.text(1))" }
      }
      #expect(looks == ["\(debtor) 核对送达地址"])
    }
  }

  @Test("A refused form comes back with all that was typed and the reason beside its field")
  func faults() async throws {
    try await PageCourt.serve { court in
      let officer = try await court.signIn("officer")
      let path = "/cases/\(court.sunCase)/do/search.addClue"
      let form = try await officer.get(path)
      #expect(form.status == 200 && Markup(HTML(raw: form.text)).faults == [])
      let answer = try await officer.post(
        path, [("csrf", form.csrf), ("unit", "bankA"), ("value", "十三万"), ("identity", "622848<0001>")])
      #expect(answer.status == 422 && Markup(HTML(raw: answer.text)).faults == [])
      #expect(answer.text.contains("value=\"十三万\"") && answer.text.contains("value=\"622848&lt;0001&gt;\""))
      #expect(answer.text.contains("id=\"form-value-fault\"") && answer.text.contains("href=\"#form-value\""))
      #expect(answer.text.contains(">价值（元）：“十三万”不是金额"), "the summary names the field")
      #expect(answer.text.contains("已填内容均已保留"))
    }
  }
}
