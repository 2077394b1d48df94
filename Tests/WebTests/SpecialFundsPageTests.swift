import Basics
import Casework
import Enforcement
import Foundation
import Testing

@testable import Web

/// The aid fund, what is lodged, and rewards, in the browser and for programs.
@Suite("Pages of special funds", .serialized)
struct SpecialFundsPageTests {
  private static func does(_ court: PageCourt, _ name: String, _ fields: [String: InputValue], by signIn: String = "")
    async throws
  {
    let staff = try await court.services.signIns.account(signIn)
    let organisation = try await court.services.desk.organisation(court.services.court)
    let actor: Actor =
      if let id = staff?.staff, let member = organisation.staff[id] { Actor(.staff(id), roles: member.roles) } else { .machine }
    try await court.services.desk.attempt(CommandCall(name, fields), by: actor, court: court.services.court)
  }
  private static func handler(_ court: PageCourt) async throws -> (Actor, ID<Person>) {
    let file = try await court.services.desk.look(at: court.sunCase, actor: .machine, court: court.services.court).caseFile(
      court.sunCase)
    let staff = try #require(file.triage.handler)
    let organisation = try await court.services.desk.organisation(court.services.court)
    return (Actor(.staff(staff), roles: organisation.staff[staff]?.roles ?? []), try #require(file.applicants.first?.person))
  }

  @Test("What is lodged stands with ground, age, reminder and its five years, and double zero knows the ground")
  func lodged() async throws {
    try await PageCourt.serve { court in
      let (handler, person) = try await Self.handler(court)
      try await Self.does(
        court, "funds.bookReceipt", ["case": "\(court.sunCase)", "amount": "5000", "bankLine": "L1", "source": "debtor"])
      try await court.services.desk.attempt(
        CommandCall(
          "lodgement.propose",
          ["case": "\(court.sunCase)", "person": "\(person)", "amount": "1000", "ground": "heirUnknown", "text": "继承人未确定"]),
        by: handler, court: court.services.court)
      let officer = try await court.signIn("officer")
      #expect(try await officer.get("/lodged?stage=proposed").text.contains("1,000.00"))
      let account = try await court.services.desk.look(at: court.sunCase, actor: .machine, court: court.services.court).account(
        court.sunCase)
      let lodgement = try #require(account.lodgementList.first)
      try await Self.does(
        court, "lodgement.approve", ["case": "\(court.sunCase)", "lodgement": "\(lodgement.id)"], by: "president")
      let page = try await officer.get("/lodged")
      #expect(page.status == 200 && Markup(HTML(raw: page.text)).faults == [])
      for words in ["继承人未确定", "2031-03-16", "2027-03-16", "1,000.00", "/ledger/lodged:\(lodgement.id)"] {
        #expect(page.text.contains(words), "\(words)")
      }
      #expect(try await officer.get("/lodged?ground=missing").text.contains("没有符合条件的提存款"))
      #expect(try await officer.get("/lodged?format=csv").text.contains("1000.00"))
      let sheet = try await officer.get("/lodged?format=xlsx")
      #expect(sheet.headers["content-type"]?.contains("spreadsheetml") == true)
      let zero = try await officer.get("/double-zero").text
      #expect(zero.contains("继承人未确定") && zero.contains("相符"))
      let schemas = try SchemaReader(try await PageVisitor(port: court.port).get("/openapi.json").body)
      for path in ["/api/lodged", "/api/aid", "/api/rewards"] {
        let answer = try await officer.get(path, accept: "application/json")
        #expect(answer.status == 200, "\(path)")
        let json = try JSONSerialization.jsonObject(with: Data(answer.body))
        #expect(schemas.faults(json, try schemas.answer("get", path)) == [], "\(path)")
        #expect(try await PageVisitor(port: court.port).get(path, accept: "application/json").status == 401, "\(path)")
      }
      #expect(try await officer.get("/api/lodged", accept: "application/json").text.contains("heirUnknown"))
      #expect(try await officer.get("/cases/\(court.sunCase)").text.contains("继承人未确定"))
    }
  }

  @Test("The aid fund shows what came in, what is promised and free, and each application with its cap and state")
  func aid() async throws {
    try await PageCourt.serve { court in
      let (handler, person) = try await Self.handler(court)
      try await Self.does(court, "aid.fillFund", ["amount": "30000", "bankLine": "F1"])
      let asked: [String: InputValue] = [
        "case": "\(court.sunCase)", "person": "\(person)", "amount": "20000", "monthlyWage": "500",
        "criteria": .list(["injured", "debtorUnable"]), "text": "证明",
      ]
      await #expect(throws: CaseDesk.Failure.self, "above the cap") {
        try await court.services.desk.attempt(CommandCall("aid.apply", asked), by: handler, court: court.services.court)
      }
      try await court.services.desk.attempt(
        CommandCall("aid.apply", asked.merging(["amount": "15000"]) { $1 }), by: handler, court: court.services.court)
      let officer = try await court.signIn("officer")
      let page = try await officer.get("/aid")
      #expect(page.status == 200 && Markup(HTML(raw: page.text)).faults == [])
      for words in ["30,000.00", "15,000.00", "18,000.00", "待决定", "人身受到侵害"] { #expect(page.text.contains(words), "\(words)") }
      try await Self.does(court, "aid.grant", ["case": "\(court.sunCase)", "amount": "12000", "text": "同意"], by: "president")
      let granted = try await officer.get("/aid?stage=granted")
      #expect(granted.text.contains("12,000.00") && granted.text.contains("18,000.00"))
      #expect(try await officer.get("/aid?stage=applied").text.contains("没有符合条件的救助申请"))
      #expect(try await officer.get("/aid?format=csv").text.contains("12000.00"))
      #expect(try await officer.get("/api/aid", accept: "application/json").text.contains("\"free\":\"18000.00\""))
    }
  }

  @Test("Rewards stand with what was promised and how far they came; the page names no informant")
  func rewards() async throws {
    try await PageCourt.serve { court in
      let (handler, person) = try await Self.handler(court)
      try await court.services.desk.attempt(
        CommandCall("reward.apply", ["case": "\(court.sunCase)", "person": "\(person)", "amount": "2000", "text": "悬赏"]),
        by: handler, court: court.services.court)
      let officer = try await court.signIn("officer")
      let page = try await officer.get("/rewards")
      #expect(page.status == 200 && Markup(HTML(raw: page.text)).faults == [] && page.text.contains("2,000.00"))
      let account = try await court.services.desk.look(at: court.sunCase, actor: .machine, court: court.services.court).account(
        court.sunCase)
      let offer = try #require(account.rewardList.first)
      let judge = try await court.signIn("judge")
      let form = try await judge.get("/cases/\(court.sunCase)/do/reward.publish")
      #expect(form.status == 200 && form.text.contains("2,000.00"), "\(form.status)")
      let anyone = PageVisitor(port: court.port)
      #expect(try await anyone.get("/notices/\(offer.id)").status == 404, "not decided yet")
      #expect(try await anyone.get("/notices").text.contains("现在没有悬赏公告"))
      try await Self.does(
        court, "reward.publish",
        [
          "case": "\(court.sunCase)", "reward": "\(offer.id)", "until": .text("\(PageCourt.today + 30)"),
          "notice": "被执行人车辆的下落",
        ], by: "judge")
      let list = try await anyone.get("/notices")
      #expect(list.status == 200 && list.text.contains("/notices/\(offer.id)") && Markup(HTML(raw: list.text)).faults == [])
      let notice = try await anyone.get("/notices/\(offer.id)")
      #expect(notice.status == 200 && Markup(HTML(raw: notice.text)).faults == [])
      for words in ["2,000.00", "\(PageCourt.today + 30)", "被执行人车辆的下落", "孙远舟", "怎样提供", "身份由本院保密"] {
        #expect(notice.text.contains(words), "\(words)")
      }
      for kept in ["王禾安", PageCourt.sunID, "154000", "举报人"] { #expect(!notice.text.contains(kept), "\(kept)") }
      #expect(try await officer.get("/rewards").text.contains("/notices/\(offer.id)"))
      let tip: [String: InputValue] = [
        "case": "\(court.sunCase)", "reward": "\(offer.id)", "kind": "natural", "name": "举报人甲", "idKind": "other",
        "idNumber": "T-1", "informant": "outsider", "on": .text("\(PageCourt.today)"), "text": "货车停在工地",
      ]
      try await court.services.desk.attempt(CommandCall("reward.recordTip", tip), by: handler, court: court.services.court)
      #expect(try await officer.get("/rewards?stage=published").text.contains("2,000.00"))
      #expect(try await !officer.get("/cases/\(court.sunCase)").text.contains("举报人甲"))
    }
  }
}
