import Basics
import Casework
import Enforcement
import Foundation
import Testing

@testable import Web

@Suite("Lists and parties over HTTP", .serialized)
struct PageListTests {
  @Test("Two characters out of a name find the case; nothing found says what to do")
  func search() async throws {
    try await PageCourt.serve { court in
      let officer = try await court.signIn("officer")
      for part in ["孙远", "远舟"] {
        let found = try await officer.get("/cases?q=\(Address.encoded(part))").text
        #expect(found.contains("孙远舟") && !found.contains("李若水"), "\(part)")
      }
      #expect(try await officer.get("/cases?q=\(Address.encoded("赵钱"))").text.contains("没有符合条件的案件"))
    }
  }

  @Test("Headers sort both ways and keep the filters; each filter stands in words and can be taken away")
  func sorting() async throws {
    try await PageCourt.serve { court in
      let officer = try await court.signIn("officer")
      let rising = try await officer.get("/cases?status=open&sort=claimed").text
      let falling = try await officer.get("/cases?status=open&sort=claimed&desc=1").text
      func place(_ name: String, _ text: String) throws -> String.Index { try #require(text.range(of: name)).lowerBound }
      #expect(try place("李若水", rising) < place("孙远舟", rising))
      #expect(try place("孙远舟", falling) < place("李若水", falling))
      #expect(
        rising.contains("href=\"/cases?status=open&amp;sort=claimed&amp;desc=1\"") && rising.contains("aria-sort=\"ascending\""))
      #expect(rising.contains("状态：在办") && rising.contains("href=\"/cases?sort=claimed\""))
      #expect(rising.contains("180,000.00"))
      #expect(try await officer.get("/cases?status=closed").text.contains("没有符合条件的案件"))
    }
  }

  @Test("A list as a file opens with a byte order mark and holds what the filters leave")
  func files() async throws {
    try await PageCourt.serve { court in
      let officer = try await court.signIn("officer")
      let file = try await officer.get("/cases?q=\(Address.encoded("孙远"))&format=csv")
      #expect(file.status == 200 && file.headers["content-disposition"] == "attachment; filename=\"cases.csv\"")
      #expect(Array(file.body.prefix(3)) == [0xEF, 0xBB, 0xBF])
      #expect(file.text.contains("\"孙远舟\"") && file.text.contains("\"130000.00\"") && !file.text.contains("李若水"))
      for path in ["/?format=csv", "/papers?format=csv", "/search-centre?format=csv", "/cashier?format=csv"] {
        #expect(Array(try await officer.get(path).body.prefix(3)) == [0xEF, 0xBB, 0xBF], "\(path)")
      }
    }
  }

  @Test("Many cases are worked at once, each answered for itself")
  func batches() async throws {
    try await PageCourt.serve { court in
      let officer = try await court.signIn("officer")
      let page = try await officer.get("/cases")
      #expect(page.text.contains("<option value=\"\">请选择事项</option>"))
      let nothing = [("csrf", page.csrf), ("do", ""), ("select", "\(court.sunCase)")]
      #expect(try await officer.post("/cases/batch", nothing).status == 422)
      let fields = [
        ("csrf", page.csrf), ("do", "closing.submit"), ("select", "\(court.sunCase)"), ("select", "\(court.liCase)"),
        ("back", "/cases?status=open"),
      ]
      let asked = try await officer.post("/cases/batch", fields)
      #expect(asked.status == 200 && asked.text.contains("请再确认一次") && asked.text.contains("(2026)浙1099执1号"))
      #expect(Markup(HTML(raw: asked.text)).faults == [])
      let answer = try await officer.post("/cases/batch", fields + [("confirmed", "1")])
      #expect(answer.status == 200 && answer.text.contains("已办 0，未办 2") && answer.text.contains("href=\"/cases?status=open\""))
      #expect(answer.text.contains("href=\"/cases/\(court.liCase)\""))
      let foreign = try await officer.post(
        "/cases/batch", [("csrf", page.csrf), ("do", "closing.approve"), ("select", "\(court.sunCase)")])
      #expect(foreign.status == 403)
    }
  }

  @Test("Every page is whole markup in both languages, and the language stays")
  func markup() async throws {
    try await PageCourt.serve { court in
      let officer = try await court.signIn("officer")
      let event = try #require(try await court.services.reads.history(court.sunCase).first)
      let pages = [
        "/", "/papers", "/cases", "/cases/\(court.sunCase)", "/cases/\(court.sunCase)?kind=process",
        "/cases/\(court.sunCase)/events/\(event.position)", "/search-centre", "/cashier", "/counter?q=\(Address.encoded("孙远"))",
        "/wall", "/check?code=ABC", "/sign-in", "/party", "/dockets", "/payouts",
      ]
      for page in pages {
        for language in ["zh", "en"] {
          let answer = try await officer.get(page + (page.contains("?") ? "&" : "?") + "lang=\(language)")
          #expect(answer.status == 200, "\(page)")
          #expect(Markup(HTML(raw: answer.text)).faults == [], "\(page) \(language)")
          #expect(answer.headers["set-cookie"]?.hasPrefix("lang=\(language);") == true, "\(page)")
        }
      }
    }
  }

  @Test("A case can be opened as it stood on a day; before it came in there is nothing")
  func days() async throws {
    try await PageCourt.serve { court in
      let officer = try await court.signIn("officer")
      let early = try await officer.get("/cases/\(court.sunCase)?on=\(PageCourt.today - 1)")
      #expect(early.status == 404 && early.text.contains("那一天本案还没有收到"))
      #expect(try await officer.get("/cases/17").status == 404)
      let history = try await court.services.reads.history(court.sunCase)
      let on = CaseOnDay(history, PageCourt.today)
      #expect(on.file.number == "(2026)浙1099执1号" && CaseOnDay(history, PageCourt.today - 1).file.exists == false)
    }
  }

  @Test("A party without a code is refused; with one he sees his own case and no other")
  func parties() async throws {
    try await PageCourt.serve { court in
      let stranger = PageVisitor(port: court.port)
      let closed = try await stranger.get("/party/cases/\(court.sunCase)")
      #expect(closed.status == 303 && closed.headers["location"] == "/party")
      #expect(try await stranger.post("/party/code", [("idNumber", PageCourt.sunID)]).status == 200)
      let wrong = try await stranger.post("/party/sign-in", [("idNumber", PageCourt.sunID), ("code", "000000x")])
      #expect(wrong.status == 401 && wrong.text.contains("验证码不正确或已过期"))
      let text = try #require(await court.codes.texts.first)
      let code = String(try #require(text.split(separator: "验证码 ").last).prefix(6))
      let right = try await stranger.post("/party/sign-in", [("idNumber", PageCourt.sunID), ("code", code)])
      #expect(right.status == 303)
      let cookie = try #require(right.headers["set-cookie"]?.split(separator: ";").first.map(String.init))
      let party = PageVisitor(port: court.port, cookie: cookie)
      let own = try await party.get("/party/cases/\(court.sunCase)")
      #expect(own.status == 200 && own.text.contains("现在到哪一步") && own.text.contains("130,000.00"))
      #expect(Markup(HTML(raw: own.text)).faults == [])
      #expect(try await party.get("/party/cases/\(court.liCase)").status == 404)
      #expect(try await party.get("/cases/\(court.sunCase)").headers["location"]?.hasPrefix("/sign-in?next=") == true)
    }
  }
}
