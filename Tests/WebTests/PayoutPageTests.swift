import Basics
import Casework
import Enforcement
import Foundation
import Import
import Testing

@testable import Web

/// Mass payouts in the browser and over the API.
@Suite("Mass payouts", .serialized)
struct PayoutPageTests {
  private static let list = """
    编号,收款人,账号,开户行,开户行行号,金额,联系电话\r
    HH1,赵青禾,6000000007,临江示例银行,990000000019,100.10,15400000001\r
    HH2,钱云舟,6000000014,临江示例银行,990000000019,200.20,15400000002\r
    HH3,孙坏行,12AB,临江示例银行,990000000019,400.40,\r

    """

  /// A court in which the sun case has money, and the people of the gates can sign in.
  private static func serve(_ body: @Sendable (PageCourt) async throws -> Void) async throws {
    try await PageCourt.serve { court in
      let staff = StaffDesk(
        desk: court.services.desk, signIns: court.services.signIns, court: court.services.court,
        realClock: court.services.realClock)
      for (name, role) in [("supervisor", Role.moneySupervisor), ("teller", .cashier)] {
        try await staff.add(signIn: name, name: "款\(name)", roles: [role.rawValue], password: PageCourt.password, by: .machine)
      }
      try await court.services.desk.attempt(
        CommandCall(
          "funds.bookReceipt", ["case": "\(court.sunCase)", "amount": "1000.00", "bankLine": "L1", "source": "transfer"]),
        by: .machine, court: court.services.court)
      try await body(court)
    }
  }

  private static func upload(_ visitor: PageVisitor, _ court: PageCourt, _ text: String) async throws -> PageVisitor.Answer {
    let csrf = try await visitor.get("/payouts").csrf
    let number = try await court.services.desk.look(
      at: court.sunCase, actor: .machine, court: court.services.court
    ).caseFile(court.sunCase).number
    func part(_ name: String, _ value: String) -> String {
      "--part\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n"
    }
    let body =
      part("csrf", csrf) + part("case", number) + part("purpose", "退赔款") + part("ground", "退赔名单")
      + "--part\r\nContent-Disposition: form-data; name=\"file\"; filename=\"p.csv\"\r\nContent-Type: text/csv\r\n\r\n\(text)\r\n--part--\r\n"
    return try await visitor.send(
      "POST", "/payouts", "text/html", Array(body.utf8), type: "multipart/form-data; boundary=part")
  }

  private static func acts(_ visitor: PageVisitor, _ path: String, _ act: String, twice: Bool = false) async throws -> Int {
    let csrf = try await visitor.get(path).csrf
    let first = try await visitor.post("\(path)/act/\(act)", [("csrf", csrf)])
    guard twice else { return first.status }
    #expect(first.status == 200 && first.text.contains("confirmed"), "asked a second time")
    return try await visitor.post("\(path)/act/\(act)", [("csrf", csrf), ("confirmed", "1")]).status
  }

  @Test("A list is handed in, its bad line comes back, three people let it go, and its page says what became of each line")
  func path() async throws {
    try await Self.serve { court in
      let officer = try await court.signIn("officer")
      let made = try await Self.upload(officer, court, Self.list)
      let path = try #require(made.headers["location"])
      #expect(made.status == 303 && path.hasPrefix("/payouts/"))
      let page = try await officer.get(path)
      #expect(page.text.contains("赵青禾") && page.text.contains("钱云舟"))
      let corrections = try await officer.get(path + "/corrections.csv")
      #expect(corrections.text.contains("孙坏行") && corrections.text.contains("账号"))
      #expect(try await Self.upload(officer, court, Self.list).status == 422, "the same list again")

      let (supervisor, president, teller) = (
        try await court.signIn("supervisor"), try await court.signIn("president"), try await court.signIn("teller")
      )
      #expect(try await Self.acts(teller, path, "release", twice: true) == 409, "another gate comes first")
      #expect(try await Self.acts(supervisor, path, "supervision") == 303)
      #expect(try await Self.acts(supervisor, path, "approval") == 409)
      #expect(try await Self.acts(president, path, "approval") == 303)
      #expect(try await Self.acts(teller, path, "release", twice: true) == 303)

      let batch = try #require(ID<PayoutBatch>(String(path.dropFirst("/payouts/".count))))
      let folder = court.folder.appending(path: "out")
      try await court.services.payouts.send(batch, by: try FolderCarrier(folder))
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".xml") }.count == 1)
      try await court.services.desk.attempt(
        RecordBatchAnswers(
          batch, chunk: 1, file: "00",
          answers: [
            LineAnswer(line: 1, outcome: .settled, code: "", amount: nil),
            LineAnswer(line: 2, outcome: .failed, code: "AC04", amount: nil),
          ]), by: .machine, court: court.services.court)
      let found = try await teller.get(path + "?q=" + Address.encoded("钱云") + "&status=failed")
      #expect(found.text.contains("AC04") && found.text.contains("钱云舟") && !found.text.contains("赵青禾"))
      #expect(try await teller.get(path + "/files/1").text.contains("pain.001.001.09"))
      #expect(try await officer.get(path + "/files/1").status == 403)
      #expect(try await officer.get(path + "/report.csv").text.contains("钱云舟"))
      #expect(try await officer.get(path + "/report.xlsx").body.starts(with: Array("PK".utf8)))
      #expect(try await Self.acts(teller, path, "resend") == 303)
      let state = try await court.services.payouts.state(batch)
      #expect(state.tally(.waiting).count == 1 && state.tally(.settled).count == 1)
    }
  }

  @Test("Who may not see names gets no list of payees, and a stranger is asked to sign in")
  func rights() async throws {
    try await Self.serve { court in
      let officer = try await court.signIn("officer")
      let path = try #require(try await Self.upload(officer, court, Self.list).headers["location"])
      let auditor = try await court.signIn("auditor")
      let seen = try await auditor.get(path)
      #expect(seen.status == 200 && !seen.text.contains("赵青禾"))
      for part in ["/report.csv", "/corrections.csv"] { #expect(try await auditor.get(path + part).status == 403) }
      #expect(try await auditor.get("/api" + path + "/lines", accept: "application/json").status == 403)
      #expect(try await PageVisitor(port: court.port).get(path).status == 303)
      #expect(try await PageVisitor(port: court.port).get("/api/payouts", accept: "application/json").status == 401)
      let lines = try await officer.get("/api" + path + "/lines?limit=1", accept: "application/json")
      #expect(lines.text.contains("赵青禾") && lines.text.contains("\"next\"") && !lines.text.contains("6000000007"))
    }
  }
}
