import Basics
import Casework
import Enforcement
import Foundation
import TestSupport
import Testing

@testable import Web

/// Clusters, credits that the bank takes back, and a creditor from outside on his own page.
@Suite("Clusters, reversals, shares of outsiders", .serialized)
struct ClusterPageTests {
  private static func number(_ court: PageCourt, _ id: ID<CaseFile>) async throws -> String {
    try await court.services.desk.look(at: id, actor: .machine, court: court.services.court).caseFile(id).number
  }
  private static func does(_ court: PageCourt, _ name: String, _ fields: [String: InputValue], _ actor: Actor = .machine)
    async throws
  {
    try await court.services.desk.attempt(
      CommandCall(name, ["case": "\(court.sunCase)"].merging(fields) { $1 }), by: actor, court: court.services.court)
  }
  /// Somebody of these roles who handles no case.
  private static func somebody(_ roles: Set<Role>, _ id: Int64 = 990) -> Actor { Actor(.staff(ID(raw: id)), roles: roles) }

  @Test("A cluster is set up on the page, shows what came in, is drafted by one and approved by another; programs read the same")
  func cluster() async throws {
    try await PageCourt.serve { court in
      let officer = try await court.signIn("officer")
      let empty = try await officer.get("/clusters")
      #expect(empty.status == 200 && Markup(HTML(raw: empty.text)).faults == [])
      let sun = try await Self.number(court, court.sunCase)
      let other = try await Self.number(court, court.liCase)
      let wrong = try await officer.post(
        "/clusters", [("csrf", empty.csrf), ("title", "系列案"), ("numbers", "\(sun)\n\(other)")])
      #expect(wrong.status == 409 && wrong.text.contains("不是同一被执行人"))
      let two = try await officer.post("/clusters", [("csrf", empty.csrf), ("title", "系列案"), ("numbers", sun)])
      #expect(two.status == 422 && two.text.contains("至少两个案件"))
      // Another case against the same debtor.
      let receipt = try await court.services.desk.attempt(
        CommandCall(
          "filing.submit",
          [
            "instrumentNumber": "(2025)浙1024民初103号", "instrumentCourt": "仙居县人民法院", "instrumentKind": "judgment",
            "instrumentDate": "2025-12-01", "lastPerformanceDay": "2026-01-10",
            "parties": .list([
              .object([
                "role": "applicant", "kind": "natural", "name": "周云山", "idNumber": .text(MadeUp.residentID("周云山")),
              ]),
              .object([
                "role": "debtor", "kind": "natural", "name": "孙远舟", "idNumber": .text(PageCourt.sunID), "phone": "15400000003",
              ]),
            ]), "claims": .list([.object(["kind": "principal", "amount": "20000"])]),
          ]), by: .machine, court: court.services.court)
      let third = try #require(receipt.appended.first { $0.stream.kind == .caseFile }.flatMap { ID<CaseFile>($0.stream.key) })
      try await Self.does(court, "filing.file", ["case": "\(third)"])
      let made = try await officer.post(
        "/clusters", [("csrf", empty.csrf), ("title", "系列案"), ("numbers", "\(sun)\n\(try await Self.number(court, third))")])
      #expect(made.status == 303)
      let path = try #require(made.headers["location"])
      let cluster = try #require(ID<Cluster>(String(path.dropFirst("/clusters/".count))))
      let account = SubAccount.number(of: cluster)
      try await Self.does(
        court, "receipts.take",
        [
          "account": .text(account), "day": .text("\(PageCourt.today)"), "paper": "notice",
          "lines": .list([
            .object([
              "side": "credit", "amount": "200000.00", "reference": "JZ20260316000001", "subAccount": .text(account),
              "name": "购店人甲",
            ])
          ]),
        ])
      let page = try await officer.get(path)
      #expect(page.status == 200 && Markup(HTML(raw: page.text)).faults == [])
      let joins = try await officer.post("\(path)/do/cluster.addCases", [("csrf", page.csrf), ("numbers", other)])
      #expect(joins.status == 409 && joins.text.contains("不是同一被执行人"))
      let own = try await officer.get("/cases/\(court.sunCase)").text
      #expect(own.contains("href=\"\(path)\"") && own.contains("账户待分配") && own.contains("2 案共用"))
      let desk = try await court.signIn("cashier")
      #expect(try await desk.get("/cashier").text.contains("集中案款待分配"))
      let general: [String: InputValue] = [
        "account": "33050110990001", "day": .text("\(PageCourt.today)"), "paper": "notice",
        "lines": .list([
          .object(["side": "credit", "amount": "700.00", "reference": "AK20260316000077", "name": "购店人乙", "text": "购店款"])
        ]),
      ]
      try await Self.does(court, "receipts.take", general)
      let lost = try #require(try await court.services.reads.receipts(ReceiptQuery(), court: court.services.court).first)
      let suspense = try await desk.get("/receipts/\(lost.id)")
      #expect(Markup(HTML(raw: suspense.text)).faults == [] && suspense.text.contains("认领到集中案款账户"))
      let matched = try await desk.post(
        "/receipts/\(lost.id)/do/receipts.matchCluster",
        [("csrf", suspense.csrf), ("cluster", "\(cluster)"), ("amount", "500"), ("note", "购店人乙汇错账户")])
      #expect(matched.status == 303)
      let judge = try await court.signIn("judge")
      #expect(try await judge.get("/receipts/\(lost.id)").status == 403, "nothing of it is his yet")
      let chief = try await court.signIn("president")
      let asked = try await chief.get("/receipts/\(lost.id)")
      #expect(asked.text.contains("登记为保证金"))
      let kept = try await chief.post(
        "/receipts/\(lost.id)/do/receipts.keepDeposit",
        [("csrf", asked.csrf), ("case", sun), ("kind", "bid"), ("note", "竞买保证金")])
      #expect(kept.status == 303)
      let placed = try await desk.get("/receipts/\(lost.id)")
      #expect(Markup(HTML(raw: placed.text)).faults == [] && placed.text.contains("竞买保证金") && placed.text.contains(path))
      #expect(try await officer.get(path).text.contains("/receipts/\(lost.id)"))
      #expect(try await desk.get("/ledger?kind=deposit").text.contains("200.00"))
      #expect(try await judge.get("/receipts/\(lost.id)").text.contains("转入本案案款"), "he decides on it")
      let deposits = try await desk.get("/deposits")
      #expect(Markup(HTML(raw: deposits.text)).faults == [] && deposits.text.contains("/receipts/\(lost.id)"))
      #expect(try await desk.get("/deposits?format=csv").text.contains("200.00"))
      for words in ["系列案", "200,000.00", "购店人甲", account, sun] { #expect(page.text.contains(words), "\(words)") }
      #expect(try await officer.post("\(path)/do/cluster.draftDivision", [("csrf", page.csrf)]).status == 303)
      #expect(try await officer.get(path).text.contains("待审批"))
      #expect(try await officer.post("\(path)/do/cluster.approveDivision", [("csrf", page.csrf)]).status == 403)
      let president = try await court.signIn("president")
      let deciding = try await president.get(path)
      #expect(try await president.post("\(path)/do/cluster.approveDivision", [("csrf", deciding.csrf)]).status == 303)
      let divided = try await officer.get(path)
      #expect(Markup(HTML(raw: divided.text)).faults == [] && divided.text.contains("已分配"))
      let got: Cluster = try await court.services.desk.look(at: .cluster(cluster))
      #expect(got.balance > .zero && divided.text.contains(got.divided.grouped))
      #expect(try await officer.get("\(path)?format=csv").text.contains(sun))
      let schemas = try SchemaReader(try await PageVisitor(port: court.port).get("/openapi.json").body)
      for (described, address) in [
        ("/api/clusters", "/api/clusters"), ("/api/clusters/{id}", "/api\(path)"), ("/api/deposits", "/api/deposits"),
      ] {
        let answer = try await officer.get(address, accept: "application/json")
        #expect(answer.status == 200, "\(address)")
        let json = try JSONSerialization.jsonObject(with: Data(answer.body))
        #expect(schemas.faults(json, try schemas.answer("get", described)) == [], "\(address)")
      }
      #expect(try await officer.get("/clusters/17").status == 404)
    }
  }

  @Test("A line by which the bank takes a credit back offers the credits of its sum, and the books follow")
  func reversal() async throws {
    try await PageCourt.serve { court in
      let account = "33050110990001"
      func line(_ side: String, _ reference: String, _ text: String) -> InputValue {
        .object([
          "side": .text(side), "amount": "5000.00", "reference": .text(reference), "name": "孙远舟", "text": .text(text),
          "subAccount": .text(side == "credit" ? SubAccount.number(of: court.sunCase) : ""),
        ])
      }
      try await Self.does(
        court, "receipts.take",
        [
          "account": .text(account), "day": "2026-03-13", "paper": "statement", "count": "2",
          "lines": .list([line("credit", "AK20260313000001", "还款"), line("debit", "AK20260313000009", "冲账")]),
        ])
      let cashier = try await court.signIn("cashier")
      let day = "/reconciliation/\(account)/2026-03-13"
      let page = try await cashier.get(day)
      let link = try #require(page.text.split(separator: "/reverse?line=").dropFirst().first?.prefix { $0 != "\"" })
      let form = try await cashier.get("\(day)/reverse?line=\(link)")
      #expect(form.status == 200 && Markup(HTML(raw: form.text)).faults == [])
      let credit = try #require(
        form.text.split(separator: "<option value=\"\(court.sunCase)/").dropFirst().first?.prefix { $0 != "\"" })
      let done = try await cashier.post(
        "\(day)/do/receipts.reverse",
        [("csrf", form.csrf), ("line", String(link)), ("credit", "\(court.sunCase)/\(credit)"), ("reason", "银行错账冲回")])
      #expect(done.status == 303)
      #expect(try await cashier.get(day).text.contains("银行流水都已对上"))
      let entries = try await cashier.get("/ledger/case:\(court.sunCase)").text
      #expect(entries.contains("更正"))
      #expect(entries.contains("/voucher\">收据"), "the paper of money taken")
      #expect(try await cashier.post("\(day)/do/reconciliation.close", [("csrf", form.csrf)]).status == 303)
      #expect(try await cashier.get("\(day)/reverse?line=17").status == 404)
      #expect(try await court.signIn("officer").get("\(day)/reverse?line=\(link)").status == 403)
    }
  }

  @Test("A creditor from outside signs in by a code, sees his own share, its clock and the plan, and no other case")
  func share() async throws {
    try await PageCourt.serve { court in
      let assistant = Self.somebody([.assistant])
      try await Self.does(court, "funds.bookReceipt", ["amount": "90000", "bankLine": "L1", "source": "transfer"])
      try await Self.does(court, "distribution.open", ["debtor": "person"], assistant)
      func joins(_ name: String, _ number: String, _ phone: String, _ amount: String) async throws {
        try await Self.does(
          court, "distribution.join",
          [
            "kind": "natural", "name": .text(name), "idKind": "other", "idNumber": .text(number), "phone": .text(phone),
            "payeeName": .text(name), "payeeAccount": "999900123400999", "payeeBank": "外地示例银行", "amount": .text(amount),
            "standing": "ordinary", "hasInstrument": "true", "applied": .text("\(PageCourt.today)"), "basis": "另案判决",
          ], assistant)
      }
      try await joins("钟外人", "WAIREN01", "15400000071", "60000")
      try await joins("冯别人", "WAIREN02", "15400000072", "10000")
      let visitor = PageVisitor(port: court.port)
      let asked = try await visitor.post("/party/code", [("idNumber", "WAIREN01")])
      #expect(asked.status == 200)
      let text = try #require(await court.codes.texts.last)
      #expect(await court.codes.phones.last == "15400000071")
      let code = String(try #require(text.split(separator: "验证码 ").last).prefix(6))
      let entered = try await visitor.post("/party/sign-in", [("idNumber", "WAIREN01"), ("code", code)])
      let cookie = try #require(entered.headers["set-cookie"]?.split(separator: ";").first.map(String.init))
      let creditor = PageVisitor(port: court.port, cookie: cookie)
      let path = "/party/shares/\(court.sunCase)"
      #expect(try await creditor.get("/party").text.contains(path))
      #expect(try await creditor.get(path).text.contains("分配方案尚未签发"))
      #expect(try await creditor.get("/party/cases/\(court.sunCase)").status == 404, "the case is not his")
      #expect(try await creditor.get("/party/shares/\(court.liCase)").status == 404)
      #expect(try await visitor.get(path).status == 303, "not signed in")

      try await Self.does(court, "distribution.closeToNew", ["on": .text("\(PageCourt.today)")], assistant)
      try await Self.does(court, "distribution.draftPlan", [:], assistant)
      let lead = try await court.services.desk.look(at: court.sunCase, actor: .machine, court: court.services.court)
      let paper = try #require(lead.distributions(court.sunCase).open?.versions.last?.paper)
      let judge = try #require(lead.caseFile(court.sunCase).triage.judge)
      try await Self.does(court, "papers.sign", ["paper": "\(paper)"], Self.somebody([.judge], judge.raw))
      let kept = VaultRef(id: court.services.desk.ids.next(), version: 1, digest: "00")
      try await court.services.papers.keep(Array("%PDF-plan".utf8), as: kept)
      try await Self.does(
        court, "papers.seal",
        ["paper": "\(paper)", "sha256": "00", "code": "ABCD", "pages": "1", "fileID": "\(kept.id)", "fileDigest": "00"])
      #expect(try await creditor.get("\(path)/plan/\(paper)").status == 404, "not served on him yet")
      try await Self.does(
        court, "distribution.serve", ["way": "direct", "on": .text("\(PageCourt.today)")], Self.somebody([.assistant]))
      let page = try await creditor.get(path)
      #expect(page.status == 200 && Markup(HTML(raw: page.text)).faults == [])
      for words in ["60,000.00", "2026-03-31", "尾号 0999", "\(path)/plan/\(paper)"] {
        #expect(page.text.contains(words), "\(words)")
      }
      #expect(!page.text.contains("冯别人") && !page.text.contains("10,000.00") && !page.text.contains("王禾安"), "his own share only")
      #expect(try await creditor.get("\(path)/plan/\(paper)").text.hasPrefix("%PDF"))
      let schemas = try SchemaReader(try await visitor.get("/openapi.json").body)
      for (described, address) in [("/api/party/shares", "/api/party/shares"), ("/api/party/shares/{id}", "/api\(path)")] {
        let answer = try await creditor.get(address, accept: "application/json")
        #expect(answer.status == 200, "\(address)")
        let json = try JSONSerialization.jsonObject(with: Data(answer.body))
        #expect(schemas.faults(json, try schemas.answer("get", described)) == [], "\(address)")
        #expect(try await visitor.get(address, accept: "application/json").status == 401)
      }
      let officer = try await court.signIn("officer")
      let plan = try await officer.get("/cases/\(court.sunCase)/distribution")
      #expect(plan.status == 200 && Markup(HTML(raw: plan.text)).faults == [])
    }
  }
}
