import Basics
import Casework
import Enforcement
import Foundation
import Import
import Testing

@testable import Web

/// Lists that pay somebody again, and files that stay as they left.
@Suite("Mass payouts: again", .serialized)
struct PayoutAgainTests {
  private static let first = """
    编号,收款人,账号,开户行,开户行行号,金额,联系电话\r
    A1,赵青禾,6000000007,临江示例银行,990000000019,100.10,15400000001\r
    A2,钱云舟,6000000014,临江示例银行,990000000019,200.20,15400000002\r

    """
  private static let whole = first + "A3,孙远山,6000000021,临江示例银行,990000000019,300.30,15400000003\r\n"

  private static func upload(
    _ visitor: PageVisitor, _ court: PageCourt, _ text: String, ground: String = "(2026)浙1024执1号裁定", repeats: Bool = false
  ) async throws -> PageVisitor.Answer {
    let csrf = try await visitor.get("/payouts").csrf
    let number = try await court.services.desk.look(
      at: court.sunCase, actor: .machine, court: court.services.court
    ).caseFile(court.sunCase).number
    func part(_ name: String, _ value: String) -> String {
      "--part\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n"
    }
    let body =
      part("csrf", csrf) + part("case", number) + part("ground", ground) + (repeats ? part("repeats", "1") : "")
      + "--part\r\nContent-Disposition: form-data; name=\"file\"; filename=\"p.csv\"\r\nContent-Type: text/csv\r\n\r\n\(text)\r\n--part--\r\n"
    return try await visitor.send(
      "POST", "/payouts", "text/html", Array(body.utf8), type: "multipart/form-data; boundary=part")
  }
  private static func batch(_ answer: PageVisitor.Answer) throws -> ID<PayoutBatch> {
    let path = try #require(answer.headers["location"])
    return try #require(ID<PayoutBatch>(String(path.dropFirst("/payouts/".count))))
  }
  private static func receive(_ court: PageCourt) async throws {
    try await court.services.desk.attempt(
      CommandCall(
        "funds.bookReceipt", ["case": "\(court.sunCase)", "amount": "5000.00", "bankLine": "L9", "source": "transfer"]),
      by: .machine, court: court.services.court)
  }
  private static func release(_ id: ID<PayoutBatch>, _ court: PageCourt) async throws {
    let keepers: [(MoneyGate, Int64, Role)] = [
      (.supervision, 91, .moneySupervisor), (.approval, 92, .president), (.release, 93, .cashier),
    ]
    for (gate, person, role) in keepers {
      try await court.services.desk.attempt(
        PassBatchGate(id, gate), by: Actor(.staff(ID(raw: person)), roles: [role]), court: court.services.court)
    }
  }

  @Test(
    "Who is paid by another batch of the case is held back, with batch and line; paying again has to be said, and every gate is told"
  )
  func repeats() async throws {
    try await PageCourt.serve { court in
      try await Self.receive(court)
      let officer = try await court.signIn("officer")
      #expect(try await Self.upload(officer, court, Self.first, ground: "").status == 422, "no paper names the payees")
      let one = try Self.batch(try await Self.upload(officer, court, Self.first))
      let two = try Self.batch(try await Self.upload(officer, court, Self.whole))
      let state = try await court.services.payouts.state(two)
      #expect(state.count == 1 && state.total == Money(fen: 30_030) && state.repeats == 0)
      let page = try await officer.get("/payouts/\(two)").text
      #expect(page.contains("批次 \(one) 第 1 行") && page.contains("批次 \(one) 第 2 行") && page.contains("浙1024执1号裁定"))
      let back = try await officer.get("/payouts/\(two)/corrections.csv").text
      #expect(back.contains("赵青禾") && back.contains("钱云舟") && !back.contains("孙远山") && back.contains("P10"))
      #expect(try await Self.upload(officer, court, Self.whole).status == 422, "nothing of it is left to be paid")

      // A second instalment of the same sums is another payment, and said to be.
      let again = try Self.batch(try await Self.upload(officer, court, Self.whole, repeats: true))
      #expect(try await court.services.payouts.state(again).repeats == 3)
      #expect(try await officer.get("/payouts/\(again)").text.contains("3 行与以前的批次重复"))

      // A batch that was sent back pays nobody.
      for id in [one, two, again] {
        try await court.services.desk.attempt(
          CommandCall("payouts.return", ["batch": "\(id)", "reason": "重做"]),
          by: Actor(.staff(ID(raw: 91)), roles: [.moneySupervisor]), court: court.services.court)
      }
      let anew = try Self.batch(try await Self.upload(officer, court, Self.whole))
      #expect(try await court.services.payouts.state(anew).count == 3)
    }
  }

  @Test("A file that left stays as it left, whatever is corrected since; the changed account waits for a call on the page")
  func files() async throws {
    try await PageCourt.serve { court in
      try await Self.receive(court)
      let officer = try await court.signIn("officer")
      let id = try Self.batch(try await Self.upload(officer, court, Self.first))
      try await Self.release(id, court)
      let payouts = court.services.payouts
      let carrier = try FolderCarrier(court.folder.appending(path: "out"))
      try await payouts.send(id, by: carrier)
      try await court.services.desk.attempt(
        RecordBatchAnswers(id, chunk: 1, file: "00", answers: [LineAnswer(line: 2, outcome: .failed, code: "AC01", amount: nil)]),
        by: .machine, court: court.services.court)
      let left = try #require(try await payouts.file(try await payouts.state(id), chunk: 1)?.bytes)
      let correction = Self.first.replacingOccurrences(of: "6000000014", with: "6000000022")
        .split(separator: "\r\n").enumerated().filter { $0.offset != 1 }.map { String($0.element) }.joined(separator: "\r\n")
      let corrector = Actor(.staff(ID(raw: 95)), roles: [.officer])
      _ = try await payouts.resend(id, correction: Array(correction.utf8), by: corrector)
      #expect(try await payouts.file(try await payouts.state(id), chunk: 1)?.bytes == left)
      let page = try await officer.get("/payouts/\(id)").text
      #expect(page.contains("更正的账户") && page.contains("····0014") && page.contains("····0022") && page.contains("未核实"))
      try await court.services.desk.attempt(
        CommandCall("payouts.callChanges", ["batch": "\(id)", "lines": "2", "note": "回拨154****0002，本人确认"]),
        by: Actor(.staff(ID(raw: 94)), roles: [.assistant]), court: court.services.court)
      #expect(try await officer.get("/payouts/\(id)").text.contains("已核实"))
      try await Self.release(id, court)
      try await payouts.send(id, by: carrier)
      let second = String(
        decoding: try #require(try await payouts.file(try await payouts.state(id), chunk: 2)?.bytes), as: UTF8.self)
      #expect(second.contains("6000000022") && !second.contains("6000000014"))
      #expect(try await payouts.file(try await payouts.state(id), chunk: 1)?.bytes == left)
    }
  }
}
