import Basics
import Casework
import Enforcement
import Foundation
import Import
import Testing

@testable import Web

@Suite("A paper's own page", .serialized)
struct PaperTextPageTests {
  private func draft(_ court: PageCourt, of id: ID<CaseFile>) async throws -> ID<Paper> {
    let debtor = try #require(try await court.file(id).debtors.first?.person)
    let paper = court.services.desk.ids.next(Paper.self)
    try await court.write([PaperDrafted(paper: paper, kind: .enforcementNotice, about: ["\(debtor)"])], to: .caseFile(id))
    return paper
  }
  private func fields(_ page: PageVisitor.Answer) -> [(String, String)] {
    page.text.split(separator: "<textarea ").dropFirst().compactMap { part in
      guard let name = part.split(separator: "name=\"").dropFirst().first?.prefix(while: { $0 != "\"" }),
        let start = part.firstIndex(of: ">"), let end = part.range(of: "</textarea>")
      else { return nil }
      return (String(name), String(part[part.index(after: start)..<end.lowerBound]))
    }
  }

  @Test("What comes from the case is marked; an edit is kept, checked, and changes of particulars have to be meant")
  func editing() async throws {
    try await PageCourt.serve { court in
      let paper = try await draft(court, of: court.sunCase)
      let path = "/cases/\(court.sunCase)/papers/\(paper)/text"
      let officer = try await court.signIn("officer")
      let page = try await officer.get(path)
      #expect(page.status == 200 && page.text.contains("来自案件：当事人\">孙远舟</mark>") && page.text.contains("检查无误"))
      #expect(try await court.signIn("auditor").get(path).text.contains("孙远舟</mark>") == false)
      let editor = try await officer.get(path + "?edit=1")
      var typed = fields(editor)
      #expect(typed.count > 5)
      let free = try #require(typed.firstIndex { $0.1.hasPrefix("逾期不履行的") })
      typed[free].1 = "逾期不履行的，依法强制执行。\n请携带身份证件到庭。"
      let own = [("csrf", editor.csrf), ("base", "0")]
      #expect(try await officer.post(path, own + typed).status == 303)
      let saved = try await officer.get(path).text
      #expect(saved.contains("请携带身份证件到庭。") && saved.contains("第 1 版"))
      #expect(try await court.file(court.sunCase).papers.all[paper]?.life.isChecked == true)
      // The same form again rests on an older version.
      #expect(try await officer.post(path, own + typed.map { ($0.0, $0.1 + "。") }).text.contains("正文已被他人修改"))
      var renamed = fields(try await officer.get(path + "?edit=1"))
      let addressee = try #require(renamed.firstIndex { $0.1 == "孙远舟：" })
      renamed[addressee].1 = "孙远周："
      let second = [("csrf", editor.csrf), ("base", "1")]
      let asked = try await officer.post(path, second + renamed)
      #expect(asked.status == 409 && asked.text.contains("须确认后才能保存") && asked.text.contains("孙远周："))
      #expect(try await officer.post(path, second + renamed + [("confirmed", "true")]).status == 303)
      let faulty = try await officer.get(path).text
      #expect(faulty.contains("“孙远周”与案件中当事人的姓名不一致"))
      let sign = try await officer.post(
        "/cases/\(court.sunCase)/do/papers.sign", [("csrf", editor.csrf), ("paper", "\(paper)"), ("confirmed", "1")])
      #expect(sign.text.contains("检查出 1 处错误"))
      let api = try await officer.get("/api" + path, accept: "application/json")
      #expect(api.status == 200 && api.text.contains("\"version\":2") && api.text.contains("孙远周"))
      let place = try #require(renamed.first { $0.1 == "孙远周：" }?.0.dropFirst(2))
      let body = "{\"base\": 2, \"passages\": {\"\(place)\": \"孙远舟：\"}}"
      let put = try await officer.send(
        "POST", "/api" + path, "application/json", Array(body.utf8), type: "application/json",
        headers: [("X-CSRF-Token", editor.csrf)])
      #expect(put.status == 200 && put.text.contains("\"checked\":true"))
    }
  }

  @Test(
    "Asked for what is so already, the API answers 200 with changed: false, the page says that nothing had to be done, and nothing is written"
  )
  func nothingToDo() async throws {
    try await PageCourt.serve { court in
      let paper = try await draft(court, of: court.sunCase)
      _ = try await draft(court, of: court.sunCase)
      let officer = try await court.signIn("officer")
      let csrf = try await officer.get("/cases/\(court.sunCase)/papers/\(paper)/text").csrf
      func ask() async throws -> PageVisitor.Answer {
        try await officer.send(
          "POST", "/api/commands/papers.chooseHandSeal", "application/json",
          Array("{\"case\":\"\(court.sunCase)\",\"paper\":\"\(paper)\"}".utf8), type: "application/json",
          headers: [("X-CSRF-Token", csrf)])
      }
      let first = try await ask()
      #expect(first.status == 201 && first.text.contains("\"changed\":true"), "\(first.text)")
      let before = try await court.store.read(after: 0, limit: 10_000).count
      let again = try await ask()
      #expect(again.status == 200 && again.text.contains("\"changed\":false") && again.text.contains("\"repeated\":false"))
      let form = [("csrf", csrf), ("paper", "\(paper)"), (Confirmation.field, "1")]
      let page = try await officer.post("/cases/\(court.sunCase)/do/papers.chooseHandSeal", form)
      #expect(page.status == 303)
      let shown = try await officer.get(try #require(page.headers["location"])).text
      #expect(shown.contains("无须办理，案件没有变化"))
      #expect(try await court.store.read(after: 0, limit: 10_000).count == before)
      let description = try await officer.get("/openapi.json").text
      #expect(description.contains("`changed` is false and no event was written"))
    }
  }

  @Test("A paper is printed, sealed by hand and scanned; the scan is what the case keeps")
  func scan() async throws {
    try await PageCourt.serve { court in
      let paper = try await draft(court, of: court.sunCase)
      let path = "/cases/\(court.sunCase)/papers/\(paper)"
      let officer = try await court.signIn("officer")
      let csrf = try await officer.get(path + "/text").csrf
      for command in ["papers.chooseHandSeal", "papers.sign"] {
        let done = try await officer.post(
          "/cases/\(court.sunCase)/do/\(command)", [("csrf", csrf), ("paper", "\(paper)"), (Confirmation.field, "1")])
        #expect(done.status == 303, "\(command)")
      }
      #expect(try await officer.get(path + "/text").text.contains("盖章后的扫描件"))
      let bytes = Array("%PDF-1.4 scan".utf8)
      let wrong = try await officer.send(
        "POST", "/api\(path)/scan?pages=2", "application/json", Array("x".utf8), type: "application/pdf",
        headers: [("X-CSRF-Token", csrf)])
      #expect(wrong.status == 422)
      let kept = try await officer.send(
        "POST", "/api\(path)/scan?pages=2", "application/json", bytes, type: "application/pdf", headers: [("X-CSRF-Token", csrf)])
      #expect(kept.status == 200 && kept.text.contains("\"stage\":\"sealed\""))
      #expect(try await officer.get(path).body == bytes)
      #expect(try await officer.get("/cases/\(court.sunCase)").text.contains("手工用印"))
    }
  }

  @Test("Many drafts are checked and signed in a round, each answered for itself, and the round goes on after a restart")
  func round() async throws {
    try await PageCourt.serve { court in
      for id in [court.sunCase, court.liCase] { try await court.givesToOfficer(id) }
      var papers: [ID<Paper>] = []
      for id in [court.sunCase, court.liCase] { papers.append(try await draft(court, of: id)) }
      let officer = try await court.signIn("officer")
      let list = try await officer.get("/papers")
      #expect(list.text.contains("检查并签发全部 2 份"))
      // One of them was taken back meanwhile.
      let machine = Actor(.machine, roles: [.officer])
      try await court.services.desk.attempt(
        CommandCall("papers.withdraw", ["case": "\(court.liCase)", "paper": "\(papers[1])", "reason": "重复"]), by: machine,
        court: court.services.court)
      let begun = try await officer.post(
        "/papers/rounds",
        [("csrf", list.csrf), ("select", "\(court.liCase)/\(papers[1])")]
          + Array(repeating: ("select", "\(court.sunCase)/\(papers[0])"), count: 2))
      #expect(begun.status == 303)
      let place = try #require(begun.headers["location"])
      let id = try #require(ID<SigningRound>(String(place.split(separator: "/").last ?? "")))
      let rounds = try #require(court.services.rounds)
      for _ in 0..<100 where await rounds.round(id)?.isRunning != false { try await Task.sleep(for: .milliseconds(50)) }
      let page = try await officer.get(place).text
      #expect(await rounds.round(id)?.lines.count == 2, "a paper chosen twice is one line")
      #expect(page.contains("已签发") && page.contains("未签发") && page.contains("没有待签发的文书"))
      #expect(try await court.file(court.sunCase).papers.all[papers[0]]?.stage == .signed)
      #expect(try await court.signIn("judge").get(place).status == 404)
      #expect(try await officer.get("/api" + place, accept: "application/json").text.contains("\"signed\":1"))
      // As a stop in the middle left it: the signed line counts, nothing is signed twice.
      let file = court.folder.appending(path: "signing/\(id).json")
      let text = try String(contentsOf: file, encoding: .utf8)
      try Data(text.replacing("\"state\":\"signed\"", with: "\"state\":\"waiting\"").utf8).write(to: file)
      let again = try SigningRounds(
        desk: court.services.desk, court: court.services.court, folder: court.folder.appending(path: "signing"),
        check: CourtServices.check(court.services))
      await again.resume()
      for _ in 0..<100 where await again.round(id)?.isRunning != false { try await Task.sleep(for: .milliseconds(50)) }
      #expect(await again.round(id)?.count(.signed) == 1)
      let signed = try await court.services.reads.history(court.sunCase).filter { ($0.event as? PaperSigned)?.paper == papers[0] }
      #expect(signed.count == 1)
    }
  }
}
