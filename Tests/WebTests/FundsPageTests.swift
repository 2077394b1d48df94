import Basics
import Casework
import Enforcement
import Foundation
import Testing

@testable import Web

@Suite("Pages of case money", .serialized)
struct FundsPageTests {
  @Test("What is owed on any day stands line by line with its law, and supposing a payment shows what it pays off")
  func owed() async throws {
    try await PageCourt.serve { court in
      let officer = try await court.signIn("officer")
      let path = "/cases/\(court.sunCase)/owed"
      let page = try await officer.get(path + "?on=2026-12-31&pay=5000")
      #expect(page.status == 200)
      #expect(Markup(HTML(raw: page.text)).faults == [])
      for words in ["加倍部分债务利息", "假设", "2026-12-31", "法释〔2014〕8号"] { #expect(page.text.contains(words), "\(words)") }
      for wrong in ["?on=2026-02-31", "?pay=abc", "?pay=-5", "?on=2099-01-01"] {
        #expect(try await officer.get(path + wrong).status == 422, "\(wrong)")
      }
      struct Answer: Decodable {
        let total: String
        let receipts: [[String: AnyValue]]
        struct AnyValue: Decodable { init(from decoder: any Decoder) throws {} }
      }
      let api = "/api/cases/\(court.sunCase)/owed?on=2026-12-31"
      let owed = try JSONDecoder().decode(
        Answer.self, from: Data(try await officer.get(api, accept: "application/json").body))
      let settled = try JSONDecoder().decode(
        Answer.self, from: Data(try await officer.get(api + "&pay=\(owed.total)", accept: "application/json").body))
      #expect(owed.receipts.isEmpty && settled.receipts.count == 1 && settled.total == "0.00")

      let visitor = PageVisitor(port: court.port)
      #expect(try await visitor.get("/party/cases/\(court.sunCase)/owed").status == 303)
      #expect(try await visitor.get("/api/party/cases/\(court.sunCase)/owed", accept: "application/json").status == 401)
    }
  }

  @Test("Gates, double zero, chase and bulletins open, say what they counted, and are empty where nothing came in")
  func lists() async throws {
    try await PageCourt.serve { court in
      let officer = try await court.signIn("officer")
      for path in ["/gates", "/double-zero", "/chase", "/bulletins"] {
        let page = try await officer.get(path)
        #expect(page.status == 200, "\(path)")
        #expect(Markup(HTML(raw: page.text)).faults == [], "\(path)")
      }
      let gates = try await officer.get("/gates").text
      for words in ["执行局长 至 1,000,000.00 元", "副院长 至 50,000,000.00 元", "院长 不限额", "案款出纳 不限额"] {
        #expect(gates.contains(words), "\(words)")
      }
      let sheet = try await officer.get("/double-zero?format=xlsx")
      #expect(sheet.headers["content-type"]?.contains("spreadsheetml") == true)
      #expect(try await officer.get("/double-zero").text.contains("双零成立"))
      #expect(try await officer.get("/bulletins/1").status == 404)
      let receipt: [String: InputValue] = ["case": "\(court.sunCase)", "amount": "5000", "bankLine": "L1", "source": "debtor"]
      try await court.services.desk.attempt(
        CommandCall("funds.bookReceipt", receipt), by: .machine, court: court.services.court)
      let counted = try await officer.get("/double-zero")
      #expect(counted.text.contains("5,000.00") && counted.text.contains("相符"))
      #expect(Markup(HTML(raw: counted.text)).faults == [])
      let export = try await officer.get("/double-zero?format=csv").text
      #expect(export.contains("5000.00"))
      let money = try await officer.get("/cases/\(court.sunCase)").text
      #expect(money.contains("/cases/\(court.sunCase)/owed?on="))
    }
  }
}
