import Basics
import Enforcement
import Foundation
import Testing

@testable import Web

@Suite("The review line and putting right", .serialized)
struct RemedyPageTests {
  @Test("An objection is taken in by form, stands in the court's list with its clock, and says why the handler may not file it")
  func review() async throws {
    try await PageCourt.serve { court in
      let filing = try await court.signIn("filing")
      let form = try await filing.get("/cases/\(court.sunCase)/do/remedies.object")
      #expect(Markup(HTML(raw: form.text)).faults == [] && form.text.contains("请求、事实和理由"))
      let debtor = try #require(try await court.file(court.sunCase).debtors.first).person
      let refused = try await filing.post(
        "/cases/\(court.sunCase)/do/remedies.object",
        [("csrf", form.csrf), ("matter", "conduct"), ("by", "\(debtor)"), ("text", "")])
      #expect(refused.status == 422)
      let done = try await filing.post(
        "/cases/\(court.sunCase)/do/remedies.object",
        [("csrf", form.csrf), ("matter", "conduct"), ("by", "\(debtor)"), ("text", "冻结超出标的")])
      #expect(done.status == 303)
      let list = try await filing.get("/remedies?open=1")
      #expect(Markup(HTML(raw: list.text)).faults == [])
      #expect(list.text.contains("执行行为异议") && list.text.contains("待立案"))
      #expect(try await filing.get("/remedies?kind=thirdParty").text.contains("没有符合条件的审查事项"))
      let page = try await filing.get("/cases/\(court.sunCase)/remedies")
      #expect(Markup(HTML(raw: page.text)).faults == [])
      #expect(page.text.contains("审查事项立案") && page.text.contains("冻结超出标的"))
      #expect(try await filing.get("/cases/\(court.sunCase)/remedies?lang=en").text.contains("Objection to an act"))
      #expect(try await filing.get("/cases/\(court.sunCase)").text.contains("执行审查"))
      #expect(try await filing.get("/remedies?format=csv").text.contains("执行行为异议"))
      let api = try await filing.get("/api/remedies").text
      #expect(api.contains("\"kind\":\"conduct\"") && api.contains("\"stage\":\"received\""))
      #expect(try await filing.get("/api/remedies?kind=nothing").status == 400)
      #expect(try await filing.get("/api/cases/\(court.sunCase)/remedies").text.contains("\"holdsDisposal\":false"))
    }
  }

  @Test("A mistake is recorded with reason and evidence; what followed stands on its page with owner and clock")
  func corrections() async throws {
    try await PageCourt.serve { court in
      let filing = try await court.signIn("filing")
      let path = "/cases/\(court.sunCase)/do/correction.particulars"
      let form = try await filing.get(path)
      #expect(Markup(HTML(raw: form.text)).faults == [])
      let debtor = try #require(try await court.file(court.sunCase).debtors.first).person
      let typed = [
        ("csrf", form.csrf), ("party", "\(debtor)"), ("name", "孙远洲"), ("reason", "误写"), ("evidence", "身份证"),
      ]
      let asked = try await filing.post(path, typed)
      #expect(asked.status == 200 && asked.text.contains("请再确认一次"))
      #expect(try await filing.post(path, typed + [("confirmed", "1")]).status == 303)
      let page = try await filing.get("/cases/\(court.sunCase)/corrections")
      #expect(Markup(HTML(raw: page.text)).faults == [])
      #expect(page.text.contains("更正记录") && page.text.contains("当事人信息有误"))
      #expect(try await filing.get("/api/cases/\(court.sunCase)/corrections").text.contains("\"kind\":\"particulars\""))
      #expect(try await filing.get("/cases/\(court.sunCase)").text.contains("孙远洲"))
    }
  }
}
