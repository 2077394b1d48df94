import Basics
import Casework
import Enforcement
import Foundation
import TestSupport
import Testing

@testable import Web

@Suite("Telling things apart, coming back after signing in", .serialized)
struct DetailPageTests {
  @Test("Two accounts at one bank are told apart by their masked numbers on the case page and in lists to choose from")
  func things() async throws {
    try await PageCourt.serve { court in
      let debtor = try #require(try await court.file(court.sunCase).debtors.first?.person)
      let officer = Actor(.machine, roles: [.officer, .judge, .clerk])
      for identity in ["990000000000007788", "990000000000003344"] {
        try await court.services.desk.attempt(
          CommandCall(
            "search.addClue",
            [
              "case": "\(court.sunCase)", "debtor": "\(debtor)", "kind": "deposit", "unit": "bankA", "identity": .text(identity),
              "value": "10000",
            ]), by: officer, court: court.services.court)
      }
      let page = try await court.signIn("officer").get("/cases/\(court.sunCase)").text
      #expect(page.contains("尾号 7788") && page.contains("尾号 3344") && !page.contains("990000000000007788"))
      let thing = try #require(try await court.file(court.sunCase).search.foundOrder.first)
      let whole = "/cases/\(court.sunCase)/property/\(thing)"
      #expect(page.contains("href=\"\(whole)\""))
      let visitor = try await court.signIn("officer")
      let asked = try await visitor.get(whole)
      #expect(asked.status == 200 && !asked.text.contains("990000000000007788"))
      let silent = try await visitor.post(whole, [("csrf", asked.csrf), ("reason", " ")])
      #expect(silent.status == 422 && !silent.text.contains("990000000000007788"))
      let shown = try await visitor.post(whole, [("csrf", asked.csrf), ("reason", "制作协助执行通知书")])
      #expect(shown.status == 200 && shown.text.contains("990000000000007788") && shown.text.contains("本次查看已记录"))
      let program = try await visitor.send(
        "POST", "/api" + whole, "application/json", Array("{\"reason\":\"核对账号\"}".utf8), type: "application/json",
        headers: [("X-CSRF-Token", asked.csrf)])
      #expect(program.status == 200 && program.text.contains("\"identity\":\"990000000000007788\""))
      let looks = try await court.services.signIns.looks(by: nil, before: nil, limit: 10)
      #expect(looks.map(\.reason) == ["核对账号", "制作协助执行通知书"] && looks.allSatisfy { $0.property == thing && $0.person == debtor })
      let record = try await court.signIn("president").get("/looks").text
      #expect(record.contains("财产信息") && record.contains("核对账号") && !record.contains("990000000000007788"))
      let history = try await court.services.reads.history(court.sunCase)
      let found = try #require(history.last { $0.event is PropertyFound })
      #expect(
        page.contains(
          "<a class=\"opens\" href=\"/cases/\(court.sunCase)/events/\(found.position)\"><span class=\"sum\">10,000.00"))
      let received = try #require(history.first { $0.event is ApplicationReceived })
      #expect(
        page.contains(
          "<a class=\"opens\" href=\"/cases/\(court.sunCase)/events/\(received.position)\"><span class=\"sum\">130,000.00"))
      let watched = try await court.signIn("auditor").get("/cases/\(court.sunCase)").text
      #expect(!watched.contains("7788"))
      let file = try await court.file(court.sunCase)
      let people = try await People.load([debtor], court.services, masked: false)
      let things = Things(shown: [file.search.foundOrder[0]: Phrase("尾号 7788", "ending in 7788")])
      let item = try #require(file.search.foundList.first)
      let words = things.choice(item.kind, item.property, item.unit, item.debtor, item.value, people).zh
      #expect(words.contains("尾号 7788") && words.contains("孙远舟") && words.contains("10,000.00"))
    }
  }

  @Test("Papers to choose from name the person they are about")
  func papers() async throws {
    try await PageCourt.serve { court in
      let debtor = try #require(try await court.file(court.sunCase).debtors.first?.person)
      try await court.write(
        [PaperDrafted(paper: court.services.desk.ids.next(), kind: .acceptanceNotice, about: ["\(debtor)"])],
        to: .caseFile(court.sunCase))
      let form = try await court.signIn("filing").get("/cases/\(court.sunCase)/do/papers.sign").text
      #expect(form.contains("受理案件通知书 孙远舟 \(PageCourt.today)</option>"))
    }
  }

  @Test("A second case on the same instrument is told of before it is filed and on the page of each")
  func related() async throws {
    try await PageCourt.serve { court in
      let receipt = try await court.services.desk.attempt(
        CommandCall(
          "filing.submit",
          [
            "instrumentNumber": "(2025)浙1024民初101号", "instrumentCourt": "仙居县人民法院", "instrumentKind": "judgment",
            "instrumentDate": "2025-12-01", "lastPerformanceDay": "2026-01-10",
            "parties": .list([
              .object([
                "role": "applicant", "kind": "natural", "name": "王禾安", "idNumber": .text(MadeUp.residentID("王禾安")),
              ]),
              .object(["role": "debtor", "kind": "natural", "name": "孙远舟"]),
            ]), "claims": .list([.object(["kind": "principal", "amount": "10"])]),
          ]), by: .machine, court: court.services.court)
      let id = try #require(receipt.appended.first { $0.stream.kind == .caseFile }?.stream.key)
      let filing = try await court.signIn("filing")
      for path in ["/cases/\(id)", "/cases/\(id)/do/filing.file"] {
        let page = try await filing.get(path).text
        #expect(page.contains("同一执行依据在本院已有 1 件") && page.contains("href=\"/cases/\(court.sunCase)\""), "\(path)")
      }
      #expect(try await filing.get("/cases/\(court.sunCase)").text.contains("href=\"/cases/\(id)\""))
      #expect(!(try await filing.get("/cases/\(court.liCase)").text.contains("同一执行依据")))
    }
  }

  @Test("Signing in leads to the page that was asked for; what was typed when the session ended is there to be sent again")
  func comingBack() async throws {
    try await PageCourt.serve { court in
      var visitor = PageVisitor(port: court.port)
      let name = [("signIn", "officer"), ("password", PageCourt.password)]
      let page = try await visitor.get("/sign-in?next=%2Fcases%3Fstatus%3Dopen").text
      #expect(page.contains("name=\"next\" value=\"/cases?status=open\""))
      let answer = try await visitor.post("/sign-in", name + [("next", "/cases?status=open")])
      #expect(answer.headers["location"] == "/cases?status=open")
      for foreign in ["//evil.example/", "https://evil.example/", "javascript:alert(1)"] {
        #expect(try await visitor.post("/sign-in", name + [("next", foreign)]).headers["location"] == "/", "\(foreign)")
      }
      let path = "/cases/\(court.sunCase)/do/reception.openFieldTask"
      let typed = [("csrf", "old"), ("kind", "visit"), ("text", "望江路十二号")]
      #expect(try await visitor.post(path, typed).headers["location"] == "/sign-in")
      visitor.origin = "http://127.0.0.1"
      let ended = try await visitor.post(path, typed)
      #expect(ended.status == 401 && ended.text.contains("登录已过期") && !ended.text.contains("csrf=old"))
      let kept = try #require(ended.text.split(separator: "name=\"kept\" value=\"").dropFirst().first).prefix { $0 != "\"" }
        .replacing("&amp;", with: "&")
      let again = try await visitor.post("/sign-in", name + [("next", path), ("kept", String(kept))])
      #expect(again.status == 200 && again.text.contains("望江路十二号") && again.text.contains("继续提交"))
      #expect(Markup(HTML(raw: again.text)).faults == [])
      let cookie = try #require(again.headers["set-cookie"]?.split(separator: ";").first.map(String.init))
      let sent = try await PageVisitor(port: court.port, cookie: cookie).post(
        path, [("csrf", again.csrf), ("kind", "visit"), ("text", "望江路十二号")])
      #expect(sent.status == 303)
    }
  }
}
