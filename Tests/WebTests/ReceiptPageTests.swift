import Basics
import Casework
import Enforcement
import Foundation
import Import
import Sheets
import Testing

@testable import Web

/// Money that came in, over the web.
@Suite("Receipts", .serialized)
struct ReceiptPageTests {
  private static let header = "账号：33050110990001\n交易时间,借方发生额,贷方发生额,余额,对方户名,对方账号,对方开户行,摘要,交易流水号,记账日期\n"
  private static func table(_ rows: [String]) -> [UInt8] { Array((header + rows.map { $0 + "\n" }.joined()).utf8) }
  private static func rows(_ matter: ID<CaseFile>) -> [String] {
    [
      "2026-03-13 09:30:01,,300.00,1300.00,李若水,6222000000000001,示例银行,\(SubAccount.number(of: matter)),AK20260313000001,2026-03-13",
      "2026-03-13 10:00:00,2.00,,1298.00,,,,手续费,AK20260313000002,2026-03-13",
      "2026-03-13 11:00:00,,130000.00,131298.00,孙远舟,6222000000000002,示例银行,还款,AK20260313000003,2026-03-13",
    ]
  }
  private static func finished(_ court: PageCourt) async throws {
    for _ in 0..<300 {
      if await court.services.bankFiles.all.allSatisfy({ $0.state != .taking }) { return }
      try await Task.sleep(for: .milliseconds(20))
    }
  }
  private static func receipt(_ court: PageCourt) async throws -> ID<BankReceipt> {
    try #require(try await court.services.reads.receipts(ReceiptQuery(), court: court.services.court).first).id
  }

  @Test("A file is handed in, taken once, and a broken one comes back with place and rule")
  func files() async throws {
    try await PageCourt.serve { court in
      let cashier = try await court.signIn("cashier")
      let csrf = try await cashier.get("/bank-files").csrf
      let file = Self.table(Self.rows(court.liCase))
      for _ in 0..<2 {
        let answer = try await cashier.upload("/bank-files", file, csrf: csrf)
        #expect(answer.status == 303)
        try await Self.finished(court)
        let page = try await cashier.get(try #require(answer.headers["location"])).text
        #expect(page.contains("130,300.00") && page.contains("已完成"))
      }
      let jobs = await court.services.bankFiles.all
      #expect(jobs.map(\.outcome.toSuspense).sorted() == [0, 1] && jobs.map(\.outcome.toCases).sorted() == [0, 1])
      #expect(jobs.map(\.known).sorted() == [0, 2])
      let broken = try await cashier.upload("/bank-files", Array("不是表格".utf8), csrf: csrf)
      #expect(broken.status == 422 && broken.text.contains("［B18］"))
      #expect(try await court.signIn("officer").get("/bank-files").status == 403)
      #expect(try await court.signIn("money").upload("/bank-files", file, csrf: csrf).status == 403)
    }
  }

  @Test("Suggestions say why; the cashier matches, the supervisor takes back, another person approves a return")
  func matched() async throws {
    try await PageCourt.serve { court in
      let cashier = try await court.signIn("cashier")
      let supervisor = try await court.signIn("money")
      _ = try await cashier.upload(
        "/bank-files", Self.table(Self.rows(court.liCase)), csrf: try await cashier.get("/bank-files").csrf)
      try await Self.finished(court)
      let id = try await Self.receipt(court)
      let list = try await cashier.get("/receipts").text
      #expect(list.contains("孙远舟") && list.contains("付款人与被执行人同名") || list.contains("金额等于"))
      let page = try await cashier.get("/receipts/\(id)")
      #expect(page.text.contains("金额等于执行标的额") && page.text.contains("付款人与被执行人同名") && page.text.contains("claimDays"))
      #expect(!page.text.contains("6222000000000002"), "of an account no more than its end is shown")
      let number = try await court.services.desk.look(at: court.sunCase, actor: .machine, court: court.services.court)
        .caseFile(court.sunCase).number
      let wrong = try await cashier.post(
        "/receipts/\(id)/do/receipts.match", [("csrf", page.csrf), ("parts[0].case", number), ("parts[0].amount", "130000.01")])
      #expect(wrong.status == 409 && wrong.text.contains("超过余下的") && wrong.text.contains("130000.01"))
      let done = try await cashier.post("/receipts/\(id)/do/receipts.match", [("csrf", page.csrf), ("parts[0].case", number)])
      #expect(done.status == 303)
      #expect(try await cashier.get("/cases/\(court.sunCase)").text.contains("/ledger/case:\(court.sunCase)"))
      let account = try await cashier.get("/ledger/case:\(court.sunCase)").text
      #expect(account.contains("认领分配") && account.contains("130,000.00") && account.contains("/receipts/"))
      let suspense = try await supervisor.get("/receipts/\(id)")
      let match = try #require(suspense.text.split(separator: "name=\"match\" value=\"").dropFirst().first?.prefix { $0 != "\"" })
      let undone = try await supervisor.post(
        "/receipts/\(id)/do/receipts.undoMatch", [("csrf", suspense.csrf), ("match", String(match)), ("reason", "认错")])
      #expect(undone.status == 303)
      #expect(
        try await cashier.post("/receipts/\(id)/do/receipts.proposeRefund", [("csrf", page.csrf), ("reason", "误汇")]).status == 303
      )
      #expect(try await cashier.get("/receipts/\(id)").text.contains("由执行局长、案款监管、"))
      #expect(try await supervisor.post("/receipts/\(id)/do/receipts.approveRefund", [("csrf", suspense.csrf)]).status == 303)
      #expect(try await supervisor.get("/receipts/\(id)").text.contains("同意退回，已送银行"))
    }
  }

  @Test("A day of the bank shows both sides, its differences are worked off, and it is signed off")
  func reconciled() async throws {
    try await PageCourt.serve { court in
      let cashier = try await court.signIn("cashier")
      _ = try await cashier.upload(
        "/bank-files", Self.table(Self.rows(court.liCase)), csrf: try await cashier.get("/bank-files").csrf)
      try await Self.finished(court)
      let path = "/reconciliation/33050110990001/2026-03-13"
      let page = try await cashier.get(path)
      #expect(page.status == 200 && page.text.contains("手续费") && page.text.contains("还有 1 项没有对上"))
      let line = try #require(page.text.split(separator: "?line=").dropFirst().first?.prefix { $0 != "#" && $0 != "\"" })
      let said = try await cashier.post(
        "\(path)/do/reconciliation.explain",
        [("csrf", page.csrf), ("line", String(line)), ("cause", "bankOwn"), ("reason", "账户管理费")])
      #expect(said.status == 303)
      #expect(try await cashier.get(path).text.contains("账户管理费"))
      #expect(try await cashier.get(path).text.contains("须由另一人办理"))
      #expect(try await cashier.post("\(path)/do/reconciliation.close", [("csrf", page.csrf)]).status == 409)
      let supervisor = try await court.signIn("money")
      let again = try await supervisor.get(path)
      #expect(try await supervisor.post("\(path)/do/reconciliation.close", [("csrf", again.csrf)]).status == 303)
      #expect(try await cashier.get(path).text.contains("已对账"))
      #expect(try await cashier.get("/reconciliation?open=1").text.contains("没有对账单"))
      #expect(try await cashier.get("/reconciliation/33050110990001/2020-01-01").status == 404)
    }
  }

  @Test("Lists with a file have it as CSV and as Excel, with sums as numbers; each is recorded")
  func workbooks() async throws {
    try await PageCourt.serve { court in
      let cashier = try await court.signIn("cashier")
      _ = try await cashier.upload(
        "/bank-files", Self.table(Self.rows(court.liCase)), csrf: try await cashier.get("/bank-files").csrf)
      try await Self.finished(court)
      let day = "/reconciliation/33050110990001/2026-03-13"
      for path in [
        "/receipts", "/ledger", "/ledger/bank:main", "/reconciliation", day, "/cashier", "/cases", "/nodes", "/", "/papers",
        "/search-centre",
      ] {
        let csv = try await cashier.get("\(path)?format=csv")
        #expect(csv.text.contains("导出已记录"), "\(path)")
        let file = try await cashier.get("\(path)?format=xlsx")
        #expect(file.headers["content-type"]?.contains("spreadsheetml") == true, "\(path)")
        let rows = try WorkbookReader(file.body).rows().map(\.cells)
        #expect(rows.last?.first?.contains("导出已记录") == true, "\(path)")
        #expect(rows.count == csv.text.split(separator: "\r\n").count, "\(path)")
      }
      let cashierPage = try await cashier.get("/cashier").text
      #expect(cashierPage.contains("不明款待认领") && cashierPage.contains("format=xlsx") && cashierPage.contains("对账差异"))
    }
  }

  @Test("Programs hand in files, read suspense, days and the ledger, with the pages' rights")
  func programs() async throws {
    try await PageCourt.serve { court in
      let cashier = try await court.signIn("cashier")
      let csrf = try await cashier.get("/bank-files").csrf
      func json(_ path: String, _ who: PageVisitor) async throws -> [String: Any] {
        let answer = try await who.get(path, accept: "application/json")
        #expect(answer.status == 200, "\(path)")
        return try #require(try JSONSerialization.jsonObject(with: Data(answer.body)) as? [String: Any])
      }
      let handed = try await cashier.send(
        "POST", "/api/bank-files?name=m.csv", "application/json", Self.table(Self.rows(court.liCase)), type: "text/csv",
        headers: [("X-CSRF-Token", csrf)])
      #expect(handed.status == 201)
      try await Self.finished(court)
      #expect(try await json(try #require(handed.headers["location"]), cashier)["toSuspense"] as? Int == 1)
      let list = try #require(try await json("/api/receipts?status=open", cashier)["receipts"] as? [[String: Any]])
      let id = try #require(list.first?["id"] as? String)
      let whole = try await json("/api/receipts/\(id)", cashier)
      let best = try #require((whole["suggestions"] as? [[String: Any]])?.first)
      #expect(best["case"] as? String == "\(court.sunCase)" && (best["reasons"] as? [[String: Any]])?.isEmpty == false)
      #expect((try await json("/api/reconciliation", cashier)["days"] as? [[String: Any]])?.first?["open"] as? Int == 1)
      let sides = try await json("/api/reconciliation/33050110990001/2026-03-13", cashier)
      #expect((sides["lines"] as? [[String: Any]])?.count == 3)
      #expect((try await json("/api/ledger/accounts?kind=suspense", cashier)["accounts"] as? [[String: Any]])?.count == 1)
      let bank = try await json("/api/ledger/accounts/bank:main?from=2026-03-16", cashier)
      #expect(bank["opening"] as? String == "0.00" && bank["closing"] as? String == "130300.00")
      #expect(try await json("/api/receipts", try await court.signIn("auditor"))["receipts"] != nil)
      #expect(try await court.signIn("officer").get("/api/receipts", accept: "application/json").status == 403)
      let refused = try await cashier.send(
        "POST", "/api/bank-files", "application/json", Array("x".utf8), type: "text/csv", headers: [("X-CSRF-Token", csrf)])
      #expect(refused.status == 422 && refused.text.contains("B18"))
    }
  }
}
