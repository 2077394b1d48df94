import Basics
import Testing

@testable import BankFiles

@Suite struct AnswerTests {
  private func report(_ text: String) -> String {
    do {
      return try StatusReportReader().read(Array(text.utf8)).faults.first.map(short) ?? "accepted"
    } catch { return short(error) }
  }
  private func returned(_ text: String) -> String {
    do {
      return try ReturnReader().read(Array(text.utf8)).faults.first.map(short) ?? "accepted"
    } catch { return short(error) }
  }

  @Test func `A status report answers file, part and payments, found by our ids`() throws {
    let report = try StatusReportReader().read(Array(BankMessages.statusReport.utf8))
    #expect(report.isAccepted && report.version == "pain.002.001.10")
    #expect(report.originalMessageID == "8123-1" && report.group.status == .partly)
    #expect(report.parts.map(\.paymentInfoID) == ["8123-1-P1"])
    #expect(report.answers.map { $0.payment?.line } == [1, 2])
    #expect(report.answers.map { $0.notice.status?.outcome } == [.paid, .failed])
    #expect(report.answers[0].bankReference == "B-77")
    #expect(report.answers[1].notice.reason == "AC01" && report.answers[1].notice.text == "账号户名不符")
    #expect(report.answers[1].amount == .yuan(200))
    #expect(report.status(ofPart: "8123-1-P1") == .partly && report.status(ofPart: "other") == .partly)
  }

  @Test func `A file that is refused as a whole names no payment`() throws {
    let start = try #require(BankMessages.statusReport.firstRange(of: "<OrgnlPmtInfAndSts>"))
    let end = try #require(BankMessages.statusReport.firstRange(of: "</OrgnlPmtInfAndSts>\n"))
    let text = BankMessages.statusReport.replacingCharacters(start.lowerBound..<end.upperBound, with: "").replacing(
      "PART", with: "RJCT")
    let report = try StatusReportReader().read(Array(text.utf8))
    #expect(report.isAccepted && report.answers.isEmpty)
    #expect(report.group.status?.outcome == .failed)
  }

  @Test func `Whatever is wrong with a status report is refused at its line and by its rule`() throws {
    let broken = [
      Broken("other message", "CstmrPmtStsRpt>", "CstmrPmtCxlReq>", "3 B5"),
      Broken("no message id", "<MsgId>A-1</MsgId>", "", "4 B6"),
      Broken("no original message", "<OrgnlMsgId>8123-1</OrgnlMsgId>\n", "", "5 B22"),
      Broken("an answer to something else", "pain.001.001.09", "pain.008.001.08", "5 B5"),
      Broken("unknown group status", "<GrpSts>PART", "<GrpSts>SOME", "8 B7"),
      Broken("group refused, payment paid", "<GrpSts>PART", "<GrpSts>RJCT", "5 B21"),
      Broken("group settled, payment refused", "<GrpSts>PART", "<GrpSts>ACSC", "5 B21"),
      Broken("part settled, payment refused", "<PmtInfSts>PART", "<PmtInfSts>ACSC", "10 B21"),
      Broken("no part id", "<OrgnlPmtInfId>8123-1-P1</OrgnlPmtInfId>\n", "", "10 B6"),
      Broken("refusals do not add up", "<DtldNbOfTxs>1", "<DtldNbOfTxs>2", "14 B15"),
      Broken("more paid than stated", "<DtldNbOfTxs>2", "<DtldNbOfTxs>0", "13 B15"),
      Broken("count no number", "<DtldNbOfTxs>2", "<DtldNbOfTxs>-2", "13 B15"),
      Broken("unknown status", "<TxSts>ACSC", "<TxSts>OK", "17 B7"),
      Broken("a payment cannot be partly", "<TxSts>ACSC", "<TxSts>PART", "15 B7"),
      Broken("no status", "<TxSts>ACSC</TxSts>\n", "", "15 B6"),
      Broken("no original payment", "<OrgnlEndToEndId>8123-1-1</OrgnlEndToEndId>\n", "", "15 B22"),
      Broken("the same payment twice", "8123-1-2", "8123-1-1", "20 B12"),
      Broken("repeated sum in dollars", "<InstdAmt Ccy=\"CNY\">", "<InstdAmt Ccy=\"USD\">", "24 B9"),
      Broken("long reason", "账号户名不符", String(repeating: "因", count: 106), "23 B11"),
      Broken("broken off", "</OrgnlPmtInfAndSts>\n</CstmrPmtStsRpt>\n</Document>\n", "", "26 B2"),
    ]
    for variant in broken {
      let text = try #require(variant.text(of: BankMessages.statusReport), "\(variant.name): nothing to change")
      #expect(report(text) == variant.expected, "\(variant.name)")
    }
  }

  @Test func `Returned payments are found by our ids, with reason, day and sum`() throws {
    let file = try ReturnReader().read(Array(BankMessages.returns.utf8))
    #expect(file.isAccepted && file.version == "pacs.004.001.09" && file.total == .yuan(300))
    #expect(file.returns.map { $0.payment?.line } == [1, 2])
    #expect(file.returns.map(\.originalMessageID) == ["8123-1", "8123-1"])
    #expect(file.returns[0].reason == "AC04" && file.returns[0].text == "账户已销" && file.returns[0].day == Day(2024, 6, 2))
    #expect(file.returns[0].creditor.name == "林青禾" && file.returns[0].creditor.account == "6222000000000002")
    #expect(file.returns[1].reason == "户名不符")
  }

  @Test func `Whatever is wrong with a file of returns is refused at its line and by its rule`() throws {
    let broken = [
      Broken("other message", "PmtRtr>", "FIToFICstmrCdtTrf>", "3 B5"),
      Broken("no message id", "<MsgId>T-1</MsgId>\n", "", "4 B6"),
      Broken("count", "<NbOfTxs>2", "<NbOfTxs>3", "7 B15"),
      Broken("sum", "300.00</Ttl", "300.01</Ttl", "8 B15"),
      Broken("sum in dollars", "<TtlRtrdIntrBkSttlmAmt Ccy=\"CNY\">", "<TtlRtrdIntrBkSttlmAmt Ccy=\"USD\">", "8 B9"),
      Broken("no original payment", "<OrgnlEndToEndId>8123-1-1</OrgnlEndToEndId>\n", "", "11 B22"),
      Broken("no amount", "<RtrdIntrBkSttlmAmt Ccy=\"CNY\">100.00</RtrdIntrBkSttlmAmt>\n", "", "11 B6"),
      Broken("finer than a fen", "100.00</Rtrd", "100.001</Rtrd", "15 B8"),
      Broken("more than was sent", "100.00</OrgnlIntr", "99.99</OrgnlIntr", "11 B8"),
      Broken("day", "2024-06-02</", "2024-02-30</", "16 B10"),
      Broken("no reason", "<RtrRsnInf><Rsn><Cd>AC04</Cd></Rsn><AddtlInf>账户已销</AddtlInf></RtrRsnInf>\n", "", "11 B6"),
      Broken("the same payment twice", "<OrgnlEndToEndId>8123-1-2", "<OrgnlEndToEndId>8123-1-1", "20 B12"),
    ]
    for variant in broken {
      let text = try #require(variant.text(of: BankMessages.returns), "\(variant.name): nothing to change")
      #expect(returned(text) == variant.expected, "\(variant.name)")
    }
    #expect(returned("<Document><PmtRtr><GrpHdr><MsgId>1</MsgId></GrpHdr></PmtRtr></Document>") == "1 B6")
  }

  @Test func `Random changes of answers never trap`() {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("answer mutations, seed \(seed)")
    var random = Seeded(state: seed)
    var survivors = 0
    for round in 0..<3_000 {
      let bytes = mutated(Array((round % 2 == 0 ? BankMessages.statusReport : BankMessages.returns).utf8), &random)
      let isAccepted =
        round % 2 == 0 ? (try? StatusReportReader().read(bytes))?.isAccepted : (try? ReturnReader().read(bytes))?.isAccepted
      if isAccepted == true { survivors += 1 }
    }
    #expect(survivors > 0 && survivors < 3_000)
  }
}
