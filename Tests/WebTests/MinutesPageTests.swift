import Basics
import Casework
import Enforcement
import Foundation
import StorageSQLite
import TestSupport
import Testing

@testable import Storage
@testable import Web

@Suite("Minutes, drafts and attached files on the pages", .serialized)
struct MinutesPageTests {
  private static let strokes = (0..<30).map { "\(100 + $0 * 20),\(200 + ($0 % 3) * 40)" }.joined(separator: " ")

  private static func typed(_ csrf: String, place: String, _ debtor: ID<Person>) -> [(String, String)] {
    [
      ("csrf", csrf), ("draftPlace", place), ("template", "debtorInterview"), ("person", "\(debtor)"), ("place", "约谈室"),
      ("begins", "2026-03-16 09:00"), ("turns[0].question", "你准备什么时候履行？"), ("turns[0].answer", "4月15日前付3000元，电话15400000007。"),
      ("turns[0].mark", "promise"), ("turns[1].question", "你的手机号码？"), ("turns[1].answer", "15400000007"), ("turns[1].mark", ""),
    ]
  }

  @Test(
    "What is typed is kept without scripts, survives a restart of the store, is offered again, and goes when the minutes are taken"
  )
  func drafts() async throws {
    try await PageCourt.serve { court in
      let officer = try await court.signIn("officer")
      let place = "/cases/\(court.sunCase)/minutes/new?template=debtorInterview"
      let page = try await officer.get(place)
      #expect(Markup(HTML(raw: page.text)).faults == [])
      #expect(
        page.text.contains("你准备什么时候履行，每次履行多少？") && page.text.contains("data-kept=\"\(place.replacing("&", with: "&amp;"))\""))
      let debtor = try #require(try await court.file(court.sunCase).debtors.first).person
      let fields = Self.typed(page.csrf, place: place, debtor)
      #expect(try await officer.post("/drafts", fields).headers["location"] == place)
      let answer = try await officer.post("/drafts", fields, accept: "application/json")
      #expect(answer.status == 200 && answer.text.contains("2026-03-16"))

      // The connection is lost and the server starts anew: the same typing stands on the page again, for this person only.
      let again = try SQLiteStore(
        file: court.folder.appending(path: "court.sqlite"), keys: VaultKeys(secret: Array(repeating: 5, count: 32)))
      let actor = try await Self.actor("officer", court)
      let kept = try #require(try await again.draft(at: place, of: actor))
      #expect(kept.values.contains(KeptDraft.Pair("turns[0].answer", "4月15日前付3000元，电话15400000007。")))
      #expect(!kept.values.contains { $0.name == "csrf" })
      let sealed = try await again.read { try $0.query("SELECT sealed FROM drafts", []).map { $0.blob(0) } }
      #expect(sealed.count == 1 && !String(decoding: sealed[0], as: UTF8.self).contains("15400000007"), "encrypted on the disk")
      let returned = try await officer.get(place)
      #expect(returned.text.contains("4月15日前付3000元") && returned.text.contains("已恢复保存的草稿"))
      #expect(Markup(HTML(raw: returned.text)).faults == [])
      #expect(try await officer.get("/drafts").text.contains("制作笔录"))
      #expect(try await officer.get("/api/drafts").text.contains("debtorInterview"))
      #expect(try await !court.signIn("judge").get(place).text.contains("4月15日前付3000元"))

      let taken = try await officer.post(place, fields)
      #expect(taken.status == 303)
      #expect(try await again.draft(at: place, of: actor) == nil)
      #expect(try await !officer.get(place).text.contains("4月15日前付3000元"))
    }
  }

  private static func actor(_ name: String, _ court: PageCourt) async throws -> Actor.Ref {
    .staff(try #require(try await court.store.account(name)).staff)
  }

  @Test(
    "A sheet is typed, what it holds becomes entries by one press, it is signed on the screen and closed; the auditor reads none of it"
  )
  func sheet() async throws {
    try await PageCourt.serve { court in
      let officer = try await court.signIn("officer")
      let place = "/cases/\(court.sunCase)/minutes/new?template=debtorInterview"
      let csrf = try await officer.get(place).csrf
      let debtor = try #require(try await court.file(court.sunCase).debtors.first).person
      let empty = try await officer.post(place, [("csrf", csrf), ("template", "debtorInterview"), ("turns[0].question", "问什么？")])
      #expect(empty.status == 422 && empty.text.contains("还没有记录任何回答") && empty.text.contains("问什么？"))
      let taken = try await officer.post(place, Self.typed(csrf, place: place, debtor))
      let sheet = try #require(taken.headers["location"]?.split(separator: "?").first.map(String.init))
      let page = try await officer.get(sheet)
      #expect(Markup(HTML(raw: page.text)).faults == [])
      #expect(page.text.contains("待签名") && page.text.contains("履行承诺 → 登记履行承诺") && page.text.contains("电话 → 核实并更改当事人手机号"))
      #expect(try await court.signIn("auditor").get(sheet).status == 403)

      let promise = try await officer.get("\(sheet)/entries/0")
      #expect(promise.text.contains("value=\"3000.00\"") && promise.text.contains("value=\"2026-04-15\""))
      let phone = try await officer.get("\(sheet)/entries/1")
      #expect(phone.text.contains("value=\"15400000007\""))
      #expect(try await officer.get("\(sheet)/entries/7").status == 404)
      #expect(try await officer.get("\(sheet)/print").headers["content-type"] == "application/pdf")

      #expect(try await officer.post("\(sheet)/close", [("csrf", csrf)]).status == 409)
      #expect(
        try await officer.post("\(sheet)/sign", [("csrf", csrf), ("signer", "heard"), ("strokes", "1,1")]).text.contains("还没有签名"))
      #expect(
        try await officer.post("\(sheet)/sign", [("csrf", csrf), ("signer", "heard"), ("strokes", Self.strokes)]).status == 303)
      #expect(try await officer.get(sheet).text.contains("<path d=\"M100 200L120 240"))
      #expect(try await officer.post("\(sheet)/close", [("csrf", csrf)]).status == 303)
      let closed = try await officer.get(sheet)
      #expect(closed.text.contains("已签名归卷") && !closed.text.contains("data-pen"))
      let file = try await court.file(court.sunCase)
      #expect(file.reception.interviews.map(\.outcome) == [.appeared])
      let whole = try await officer.get("/cases/\(court.sunCase)")
      #expect(Markup(HTML(raw: whole.text)).faults == [] && whole.text.contains("笔录与电话"))
      let api = try await officer.get("/api/cases/\(court.sunCase)").text
      #expect(api.contains("\"template\":\"debtorInterview\"") && api.contains("\"signed\":true"))
    }
  }

  @Test("The application form keeps its draft and throws it away when the application is registered")
  func filing() async throws {
    try await PageCourt.serve { court in
      let clerk = try await court.signIn("filing")
      let csrf = try await clerk.get("/cases/new").csrf
      let draft = [
        ("csrf", csrf), ("draftPlace", "/cases/new"), ("instrumentNumber", "(2025)浙1024民初909号"), ("parties[0].name", "𬀩䶮"),
        ("parties[2].name", "第三名当事人"),
      ]
      #expect(try await clerk.post("/drafts", draft).status == 303)
      let page = try await clerk.get("/cases/new").text
      #expect(page.contains("(2025)浙1024民初909号") && page.contains("𬀩䶮") && page.contains("第三名当事人"))
      let sent: [(String, String)] = [
        ("csrf", csrf), ("draftPlace", "/cases/new"), ("instrumentNumber", "(2025)浙1024民初909号"), ("instrumentCourt", "仙居县人民法院"),
        ("instrumentKind", "judgment"), ("instrumentDate", "2025-12-01"), ("lastPerformanceDay", "2026-01-10"),
        ("parties[0].role", "applicant"), ("parties[0].kind", "natural"), ("parties[0].name", "𬀩䶮"),
        ("parties[0].idNumber", MadeUp.residentID("𬀩䶮")),
        ("parties[1].role", "debtor"),
        ("parties[1].kind", "natural"), ("parties[1].name", "㐂𠅤"), ("claims[0].kind", "wages"), ("claims[0].amount", "100"),
      ]
      let answer = try await clerk.post("/cases/new", sent)
      #expect(answer.status == 303, "\(answer.text.prefix(2000))")
      #expect(try await !clerk.get("/cases/new").text.contains("浙1024民初909号"))
      // Names outside the basic plane are on the page and found by each of their characters.
      for search in ["𬀩", "䶮", "㐂", "𠅤", "𬀩䶮"] {
        let list = try await clerk.get("/cases?q=\(Address.encoded(search))").text
        #expect(list.contains("㐂𠅤") && list.contains("民生·劳动报酬"), "\(search)")
      }
      let discarded = try await clerk.post("/drafts/discard", [("csrf", csrf), ("draftPlace", "/cases/new")])
      #expect(discarded.headers["location"] == "/cases/new")
    }
  }

  @Test(
    "A scan is attached, previewed by those who work on cases, refused where it is no scan, and opened only as it was attached")
  func files() async throws {
    try await PageCourt.serve { court in
      let officer = try await court.signIn("officer")
      let path = "/cases/\(court.sunCase)/files"
      let page = try await officer.get(path)
      #expect(Markup(HTML(raw: page.text)).faults == [] && page.text.contains("capture=\"environment\""))
      func send(_ bytes: [UInt8], name: String, to target: String = "/cases/\(court.sunCase)/files", csrf: String? = nil)
        async throws
        -> PageVisitor.Answer
      {
        let edge = "xxEDGExx"
        let head =
          "--\(edge)\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n\(csrf ?? page.csrf)\r\n"
          + "--\(edge)\r\nContent-Disposition: form-data; name=\"kind\"\r\n\r\nevidence\r\n"
          + "--\(edge)\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\n孙远舟的欠条\r\n"
          + "--\(edge)\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\(name)\"\r\nContent-Type: image/png\r\n\r\n"
        return try await officer.send(
          "POST", target, "text/html", Array(head.utf8) + bytes + Array("\r\n--\(edge)--\r\n".utf8),
          type: "multipart/form-data; boundary=\(edge)", headers: [("X-CSRF-Token", page.csrf)])
      }
      let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3]
      #expect(try await send(Array("<script>".utf8), name: "a.png").text.contains("只收 PDF、JPEG、PNG"))
      #expect(try await send(png, name: "a.png", csrf: "wrong").status == 403)
      #expect(try await send(png, name: "a.png").status == 303)
      #expect(try await send(png, name: "b.png").text.contains("同一文件已于"))
      let attached = try #require(try await court.file(court.sunCase).files.kept.first)
      #expect(attached.media == .png && attached.bytes == png.count && attached.kind == .evidence)
      let list = try await officer.get(path).text
      #expect(list.contains("孙远舟的欠条") && list.contains("<img class=\"thumb\""))
      let opened = try await officer.get("\(path)/\(attached.id)")
      #expect(opened.body == png && opened.headers["content-type"] == "image/png")
      #expect(try await court.signIn("auditor").get("\(path)/\(attached.id)").status == 403)
      #expect(try await send([UInt8]("%PDF-1.7 x".utf8), name: "c.pdf", to: "/api/cases/\(court.sunCase)/files").status == 201)

      // A reference that somebody makes up opens nothing, though the bytes are there.
      let stolen: [String: InputValue] = [
        "case": "\(court.liCase)", "kind": "evidence", "title": "x", "media": "png", "fileID": "\(attached.file.id)",
        "fileDigest": .text(String(repeating: "0", count: 64)), "sha256": .text(attached.sha256), "bytes": "11",
      ]
      let officerID = try await Self.actor("officer", court)
      try await court.services.desk.attempt(
        CommandCall("files.attach", stolen), by: Actor(officerID, roles: [.searchOfficer]), court: court.services.court)
      let forged = try #require(try await court.file(court.liCase).files.kept.first)
      #expect(try await officer.get("/cases/\(court.liCase)/files/\(forged.id)").status == 404)
    }
  }
}
