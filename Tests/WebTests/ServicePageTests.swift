import Basics
import Casework
import Enforcement
import Foundation
import Testing

@testable import Web

@Suite("The service register's pages", .serialized)
struct ServicePageTests {
  /// Signs and seals the notice of a case as the machine would, and lets it look for electronic addresses.
  private func seal(_ kind: PaperKind, of id: ID<CaseFile>, _ court: PageCourt) async throws -> ID<Paper> {
    let services = court.services
    let officer = Actor(.machine, roles: [.machine, .officer, .judge])
    let debtor = try #require(try await court.file(id).debtors.first?.person)
    let paper = services.desk.ids.next(Paper.self)
    try await court.write([PaperDrafted(paper: paper, kind: kind, about: ["\(debtor)"])], to: .caseFile(id))
    func does(_ name: String, _ more: [String: InputValue] = [:]) async throws {
      let fields: [String: InputValue] = ["case": "\(id)", "paper": "\(paper)"]
      try await services.desk.attempt(
        CommandCall(name, fields.merging(more) { own, _ in own }), by: officer, court: services.court)
    }
    try await does("papers.sign")
    try await does(
      "papers.seal",
      [
        "sha256": "00", "code": "\(paper)", "pages": "1", "fileID": "\(services.desk.ids.next(VaultContent.self))",
        "fileDigest": "00",
      ])
    try await does("papers.serveElectronically")
    return paper
  }

  @Test("What waits is listed, put on labels, sent by numbers typed beside each letter, and ended by the post's table")
  func letters() async throws {
    try await PageCourt.serve { court in
      for id in [court.sunCase, court.liCase] { try await court.givesToOfficer(id) }
      var papers: [ID<CaseFile>: ID<Paper>] = [:]
      for id in [court.sunCase, court.liCase] { papers[id] = try await seal(.enforcementNotice, of: id, court) }
      let officer = try await court.signIn("officer")
      let list = try await officer.get("/service")
      #expect(list.status == 200 && list.text.contains("孙远舟") && list.text.contains("李若水") && list.text.contains("待送达"))
      #expect(try await officer.get("/service?status=sent").text.contains("没有符合条件的送达"))
      #expect(try await officer.get("/service?age=5").text.contains("没有符合条件的送达"))
      #expect(try await officer.get("/service?q=孙远").text.contains("李若水") == false)
      let csv = try await officer.get("/service?format=csv")
      #expect(csv.headers["content-type"]?.hasPrefix("text/csv") == true && csv.text.contains("孙远舟"))
      let sun = try #require(try await court.file(court.sunCase).debtors.first?.person)
      let li = try #require(try await court.file(court.liCase).debtors.first?.person)
      let chosen = [
        ("select", "\(court.sunCase)/\(papers[court.sunCase] ?? ID(raw: 0))/\(sun)"),
        ("select", "\(court.liCase)/\(papers[court.liCase] ?? ID(raw: 0))/\(li)"),
      ]
      let token = [("csrf", list.csrf)]
      let labels = try await officer.post("/service/batch", token + chosen + [("do", "labels")])
      #expect(labels.status == 200 && labels.text.contains("post labels") && labels.text.contains("示例乡远山村66号"))
      #expect(labels.text.contains("15400000003") && labels.text.contains("执行通知书"))
      let envelopes = try await officer.post("/service/batch", token + chosen + [("do", "envelopes")])
      #expect(envelopes.text.contains("post envelopes") && envelopes.text.contains("内件"))
      let enter = try await officer.post("/service/batch", token + chosen + [("do", "send")])
      #expect(enter.text.contains("tracking-\(court.sunCase)-\(sun)") && enter.text.contains("tracking-\(court.liCase)-\(li)"))
      let sent = try await officer.post(
        "/service/batch",
        token + chosen + [
          ("do", "record"), ("on", "\(PageCourt.today)"), ("tracking-\(court.sunCase)-\(sun)", "1100223344556"),
          ("tracking-\(court.liCase)-\(li)", "x"),
        ])
      #expect(sent.text.contains("已办 1，未办 1") && sent.text.contains("单号为 6 至 30 位字母和数字"))
      let number = try await court.file(court.liCase).number
      let pasted = try await officer.post(
        "/service/paste",
        token + [
          ("kind", "sent"),
          (
            "lines",
            "案号\t受送达人\t单号\n\(number)\t李若水\t1100223344556\n\(number)\t李若水\t1100223344557\n\(number)\t无此人\t1100223344558"
          ),
        ])
      #expect(pasted.text.contains("已办 1，未办 2") && pasted.text.contains("本案没有当事人"))
      #expect(pasted.text.contains("单号 1100223344556 已登记给另一受送达人"))
      let results = try await officer.post(
        "/service/paste",
        token + [
          ("kind", "results"),
          (
            "lines",
            "1100223344556,签收,\(PageCourt.today),本人\n1100223344557,查无此人,\(PageCourt.today)\n999999,签收,\(PageCourt.today)\n1,丢失,x"
          ),
        ])
      #expect(results.text.contains("已办 2，未办 2") && results.text.contains("不认识的结果"))
      #expect(try await court.file(court.sunCase).papers.isServed(.enforcementNotice, on: sun))
      #expect(try await officer.get("/service?status=returned").text.contains("李若水"))
      #expect(try await officer.get("/service?status=served").text.contains("孙远舟"))
      let api = try await officer.get("/api/service?status=returned", accept: "application/json")
      #expect(
        api.status == 200 && api.text.contains("\"tracking\":\"1100223344557\"") && api.text.contains("\"status\":\"returned\""))
      #expect(try await officer.get("/api/service?status=lost", accept: "application/json").status == 400)
      // A slip that does not stand in the paper is refused where the paper is read.
      let notice = try #require(try await court.file(court.sunCase).papers.latest(.enforcementNotice)).id
      let slip = "/cases/\(court.sunCase)/do/papers.correct"
      let form = try await officer.get(slip + "?paper=\(notice)")
      func corrects(_ wrong: String) async throws -> PageVisitor.Answer {
        try await officer.post(
          slip,
          [
            ("csrf", form.csrf), ("paper", "\(notice)"), ("corrections[0].wrong", wrong), ("corrections[0].right", "孙远洲"),
          ])
      }
      let strange = try await corrects("从来没有写过的话")
      #expect(strange.status == 409 && strange.text.contains("中没有“从来没有写过的话”"))
      #expect(try await corrects("孙 远舟").status == 303)
      let auditor = try await court.signIn("auditor")
      #expect(try await auditor.get("/service").text.contains("孙远舟") == false)
      #expect(try await auditor.get("/service/paste").status == 403)
    }
  }

  @Test("A result is refused where an older register has one number for several people")
  func severalReceivers() async throws {
    try await PageCourt.serve { court in
      for id in [court.sunCase, court.liCase] {
        let paper = try await seal(.enforcementNotice, of: id, court)
        let debtor = try #require(try await court.file(id).debtors.first?.person)
        let sent = PaperSent(
          paper: paper, kind: .enforcementNotice, to: debtor, way: .mail, on: PageCourt.today, tracking: "EMS777777")
        try await court.write([sent], to: .caseFile(id))
      }
      let officer = try await court.signIn("officer")
      let result = try await officer.post(
        "/service/paste",
        [
          ("csrf", try await officer.get("/service").csrf), ("kind", "results"),
          ("lines", "EMS777777,签收,\(PageCourt.today)"),
        ])
      #expect(result.text.contains("已办 0，未办 1") && result.text.contains("登记给了 2 个受送达人"), "\(result.text.suffix(900))")
      for id in [court.sunCase, court.liCase] {
        let file = try await court.file(id)
        let debtor = try #require(file.debtors.first?.person)
        #expect(!file.papers.isServed(.enforcementNotice, on: debtor))
      }
    }
  }

  @Test("A receipt is scanned to the paper and the receiver it is about; what is no scan is refused")
  func receipts() async throws {
    try await PageCourt.serve { court in
      let paper = try await seal(.enforcementNotice, of: court.sunCase, court)
      let sun = try #require(try await court.file(court.sunCase).debtors.first?.person)
      let path = "/cases/\(court.sunCase)/service/\(paper)/\(sun)"
      let officer = try await court.signIn("officer")
      let page = try await officer.get(path)
      #expect(page.status == 200 && page.text.contains("还没有回证") && page.text.contains("multipart/form-data"))
      func upload(_ bytes: [UInt8]) async throws -> PageVisitor.Answer {
        let boundary = "----scan7Q"
        var body = Array("--\(boundary)\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n\(page.csrf)\r\n".utf8)
        body += Array(
          "--\(boundary)\r\nContent-Disposition: form-data; name=\"file\"; filename=\"回证.pdf\"\r\nContent-Type: application/pdf\r\n\r\n"
            .utf8)
        body += bytes + Array("\r\n--\(boundary)--\r\n".utf8)
        return try await officer.send("POST", path, "text/html", body, type: "multipart/form-data; boundary=\(boundary)")
      }
      let text = try await upload(Array("hello".utf8))
      #expect(text.status == 422 && text.text.contains("请选择 PDF、JPEG 或者 PNG 文件"))
      let scan = Array("%PDF-1.4 回证".utf8)
      #expect(try await upload(scan).status == 303)
      #expect(try await upload(scan).status == 303)
      #expect(try await court.file(court.sunCase).delivery(paperState(paper, court), sun).receipts.count == 1)
      #expect(try await officer.get(path).text.contains("回证.pdf"))
      let kept = try await officer.get(path + "/receipts/0")
      #expect(kept.status == 200 && kept.headers["content-type"] == "application/pdf" && kept.body == scan)
      let program = try await officer.send(
        "POST", "/api\(path)/receipts?name=scan.png", "application/json", [0x89, 0x50, 0x4E, 0x47, 1], type: "image/png",
        headers: [("X-CSRF-Token", page.csrf)])
      #expect(program.status == 201 && program.text.contains("\"receipts\":2"))
      #expect(try await court.signIn("officer").get("/cases/\(court.sunCase)").text.contains(path))
      #expect(try await officer.get("/cases/\(court.sunCase)/service/1/2").status == 404)
    }
  }

  private func paperState(_ paper: ID<Paper>, _ court: PageCourt) async throws -> Papers.PaperState {
    try #require(try await court.file(court.sunCase).papers.all[paper])
  }

  @Test("A confirmed address goes on the letter, and is shown in full only for a reason")
  func address() async throws {
    try await PageCourt.serve { court in
      let paper = try await seal(.enforcementNotice, of: court.sunCase, court)
      let sun = try #require(try await court.file(court.sunCase).debtors.first?.person)
      let officer = try await court.signIn("officer")
      let form = try await officer.get("/cases/\(court.sunCase)/do/service.confirmAddress?party=\(sun)")
      let sent = try await officer.post(
        "/cases/\(court.sunCase)/do/service.confirmAddress",
        [
          ("csrf", form.csrf), ("party", "\(sun)"), ("by", "party"), ("on", "\(PageCourt.today)"), ("address", "县城示例路8号"),
          ("recipient", "孙家门卫"),
        ])
      #expect(sent.status == 303)
      let labels = try await officer.post(
        "/service/batch", [("csrf", form.csrf), ("select", "\(court.sunCase)/\(paper)/\(sun)"), ("do", "labels")])
      #expect(labels.text.contains("县城示例路8号") && labels.text.contains("孙家门卫") && !labels.text.contains("远山村66号"))
      #expect(try await officer.get("/cases/\(court.sunCase)").text.contains("县城示例路8号") == false)
      let looks = try await officer.post(
        "/cases/\(court.sunCase)/parties/\(sun)", [("csrf", form.csrf), ("reason", "核对送达地址")])
      #expect(looks.text.contains("县城示例路8号"))
    }
  }
}
