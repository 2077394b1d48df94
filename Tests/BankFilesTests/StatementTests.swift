import Basics
import Testing

@testable import BankFiles

@Suite struct StatementTests {
  private func read(_ text: String) throws -> StatementFile { try StatementReader().read(Array(text.utf8)) }
  private func first(_ text: String) -> String {
    do {
      return try read(text).faults.first.map(short) ?? "accepted"
    } catch let fault as BankFileFault {
      return short(fault)
    } catch {
      return "\(error)"
    }
  }

  @Test func `Statements of every version from 02 on say the same`() throws {
    for version in ["02", "03", "04", "06", "07", "08", "11", "14"] {
      let file = try read(BankMessages.statement(version))
      #expect(file.faults.isEmpty, "\(version): \(file.faults.map(\.sentence.en))")
      #expect(file.version == "camt.053.001.\(version)")
      let statement = try #require(file.statements.first)
      #expect(statement.id == "S-20240531-1")
      #expect(statement.account == "33050100000000001")
      #expect(statement.accountName == "示例市人民法院")
      #expect(statement.from == Day(2024, 5, 31))
      #expect(statement.opening?.amount == .yuan(1000))
      #expect(statement.closing?.amount == Money("1180.50"))
      #expect(statement.entries.map(\.signed) == ["200.50", "-300.00", "200.00", "80.00", "40.00"].map { Money($0) })
      #expect(statement.entries.map(\.status) == [.booked, .booked, .booked, .booked, .pending])
      #expect(statement.credits == Money("480.50") && statement.debits == .yuan(300) && statement.entryCount == 5)
    }
  }

  @Test func `A receipt names payer, account, bank, both days and what the payer wrote`() throws {
    let entry = try #require(try read(BankMessages.statement()).statements.first?.entries.first)
    #expect(entry.line == 17 && entry.ordinal == 1)
    #expect(entry.bankReference == "R0001" && entry.entryReference == "1")
    #expect(entry.bookingDay == Day(2024, 5, 31) && entry.valueDay == Day(2024, 5, 31))
    #expect(entry.transactionCode == "PMNT/RCDT/DMCT")
    let detail = try #require(entry.details.first)
    #expect(detail.amount == Money("200.50") && detail.endToEndID.isEmpty && detail.instructionID == "I-1")
    let payer = detail.counterparty(in: entry)
    #expect(payer.name == "张云舟" && payer.account == "6222000000000001" && payer.bankCode == "ABCDCNBJ")
    #expect(detail.remittance == "（2024）浙1004执88号 案款 & 利息")
    #expect(entry.returns.isEmpty)
  }

  @Test func `A batch shows its payments, and a moment in another zone falls on China's day`() throws {
    let entry = try #require(try read(BankMessages.statement()).statements.first?.entries[1])
    #expect(entry.bookingDay == Day(2024, 5, 31))
    #expect(entry.details.map(\.amount) == [.yuan(100), .yuan(200)])
    #expect(entry.details.map(\.paymentInfoID) == ["8123-1-P1", "8123-1-P1"])
    #expect(entry.details.map { $0.counterparty(in: entry).name } == ["林青禾", "周雪帆"])
    #expect(entry.details.map { PaymentID($0.endToEndID)?.line } == [1, 2])
  }

  @Test func `A return is found by its payment, with the reason and whom it was sent to`() throws {
    let entries = try #require(try read(BankMessages.statement()).statements.first?.entries)
    let back = try #require(entries.flatMap(\.returns).first)
    #expect(entries.flatMap(\.returns).count == 1)
    #expect(back.payment == PaymentID(payout: "8123", chunk: 1, line: 2))
    #expect(back.reason == "AC01" && back.text == "账号不存在" && back.amount == .yuan(200))
    #expect(back.creditor.name == "周雪帆")
    #expect(entries[2].details[0].counterparty(in: entries[2]).name == "周雪帆")
  }

  @Test func `A notice with a prefix on every name is read, its return too`() throws {
    let file = try read(BankMessages.notice)
    #expect(file.faults.isEmpty && file.version == "camt.054.001.08")
    let entry = try #require(file.statements.first?.entries.first)
    #expect(file.statements.first?.kind == .notice)
    #expect(entry.returns.first?.originalEndToEndID == "8123-1-7")
    #expect(entry.returns.first?.reason == "AC04")
  }

  @Test func `A file in GB18030 that says so is read`() throws {
    let text = BankMessages.statement().replacing("encoding=\"UTF-8\"", with: "encoding=\"GB18030\"")
    let file = try StatementReader().read(gb18030(Array(text.utf8)))
    #expect(file.isAccepted)
    #expect(file.statements.first?.accountName == "示例市人民法院")
  }

  @Test func `Entries arrive one by one from pieces of any size, and the sums are the same`() throws {
    let bytes = Array(BankMessages.statement().utf8)
    for size in [1, 7, 64, 4096] {
      var start = 0
      var amounts: [Money] = []
      var ended = 0
      let source: () throws -> [UInt8] = {
        defer { start = min(bytes.count, start + size) }
        return Array(bytes[start..<min(bytes.count, start + size)])
      }
      let file = try StatementReader().read(from: source) { statement, entry in
        #expect(statement.account == "33050100000000001")
        if let entry { amounts.append(entry.amount) } else { ended += 1 }
      }
      #expect(file.isAccepted && ended == 1 && file.statements.first?.entries.isEmpty == true)
      #expect(amounts == ["200.50", "300.00", "200.00", "80.00", "40.00"].map { Money($0) })
    }
  }

  @Test func `What the receiver of entries throws reaches the caller as it is`() {
    struct Full: Error {}
    #expect(throws: Full.self) {
      _ = try StatementReader().read(from: MessageReader.once(Array(BankMessages.statement().utf8))) { _, _ in throw Full() }
    }
  }

  static let broken = [
    Broken("broken off", "</Ntry>\n</Stmt>\n</BkToCstmrStmt>\n</Document>\n", "", "71 B2"),
    Broken("wrong end tag", "</GrpHdr>", "</GrpHd>", "4 B2"),
    Broken("bare ampersand", "案款 &amp; 利息", "案款 & 利息", "29 B2"),
    Broken("own entity", "案款 &amp; 利息", "案款 &x; 利息", "29 B3"),
    Broken("control character", "示例市", "示\u{1}例市", "9 B2"),
    Broken("document type", "<Document ", "<!DOCTYPE d [<!ENTITY x SYSTEM \"file:///x\">]><Document ", "2 B3"),
    Broken("text between", "<TxsSummry>\n", "<TxsSummry>\n共五笔\n", "14 B2"),
    Broken("two roots", "</Document>\n", "</Document>\n<a/>\n", "75 B2"),
    Broken("attribute without quotes", "<Amt Ccy=\"CNY\">200.5", "<Amt Ccy=CNY>200.5", "19 B2"),
    Broken("attribute twice", "<Amt Ccy=\"CNY\">200.5", "<Amt Ccy=\"CNY\" Ccy=\"CNY\">200.5", "19 B2"),
    Broken("other message", "BkToCstmrStmt>", "BkToCstmrAcctRpt>", "3 B5"),
    Broken("no message id", "<MsgId>M-20240531</MsgId>", "", "4 B6"),
    Broken("no statement id", "<Id>S-20240531-1</Id>", "", "5 B6"),
    Broken("blank statement id", "<Id>S-20240531-1</Id>", "<Id> </Id>", "5 B6"),
    Broken("long statement id", "S-20240531-1", "S-20240531-1-0123456789-0123456789-0123", "5 B6"),
    Broken("no account", "<Othr><Id>33050100000000001</Id></Othr>", "", "5 B6"),
    Broken("account in dollars", "<Ccy>CNY</Ccy>", "<Ccy>USD</Ccy>", "9 B9"),
    Broken("period backwards", "<FrDtTm>2024-05-31", "<FrDtTm>2024-06-31", "8 B10"),
    Broken("period ends before it begins", "<ToDtTm>2024-05-31", "<ToDtTm>2024-05-30", "8 B13"),
    Broken("balance without kind", "<CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry>", "", "10 B6"),
    Broken("two closing balances", "<Cd>OPBD</Cd>", "<Cd>CLBD</Cd>", "11 B12"),
    Broken("opening does not fit", "1000.00</Amt>", "1000.01</Amt>", "11 B14"),
    Broken("closing overdrawn", "1180.50</Amt><CdtDbtInd>CRDT", "1180.50</Amt><CdtDbtInd>DBIT", "11 B14"),
    Broken("count of all", "<NbOfNtries>5", "<NbOfNtries>6", "13 B15"),
    Broken("count no number", "<NbOfNtries>5", "<NbOfNtries>five", "13 B15"),
    Broken("sum of money in", "<Sum>520.50", "<Sum>520.49", "14 B15"),
    Broken("sum of money out", "<Sum>300.00", "<Sum>300.001", "15 B8"),
    Broken("decimals", "200.5</Amt>", "200.505</Amt>", "19 B8"),
    Broken("comma", "200.5</Amt>", "200,50</Amt>", "19 B8"),
    Broken("negative", "200.5</Amt>", "-200.50</Amt>", "19 B8"),
    Broken("zero", "80.00</Amt>", "0.00</Amt>", "57 B8"),
    Broken("too large", "200.5</Amt>", "99999999999999.00</Amt>", "19 B8"),
    Broken("blank amount", "200.5</Amt>", "</Amt>", "19 B8"),
    Broken("dollars", "<Amt Ccy=\"CNY\">200.5", "<Amt Ccy=\"USD\">200.5", "19 B9"),
    Broken("no currency", "<Amt Ccy=\"CNY\">200.5", "<Amt>200.5", "19 B9"),
    Broken("no amount", "<Amt Ccy=\"CNY\">200.5</Amt>\n", "", "17 B6"),
    Broken("no direction", "<CdtDbtInd>CRDT</CdtDbtInd>\n<Sts>", "<Sts>", "17 B6"),
    Broken("unknown direction", "<CdtDbtInd>CRDT</CdtDbtInd>\n<Sts>", "<CdtDbtInd>IN</CdtDbtInd>\n<Sts>", "20 B7"),
    Broken("unknown status", "<Cd>BOOK</Cd>", "<Cd>DONE</Cd>", "21 B7"),
    Broken("no booking day", "<BookgDt><Dt>2024-05-31</Dt></BookgDt>\n", "", "17 B6"),
    Broken("no such day", "<BookgDt><Dt>2024-05-31", "<BookgDt><Dt>2024-05-32", "22 B10"),
    Broken("empty booking day", "<BookgDt><Dt>2024-05-31</Dt></BookgDt>", "<BookgDt/>", "22 B6"),
    Broken("outside the period", "<BookgDt><Dt>2024-05-31", "<BookgDt><Dt>2024-06-01", "17 B13"),
    Broken("reversal mark", "<RvslInd>true", "<RvslInd>yes", "47 B7"),
    Broken("batch does not add up", "100.00</Amt><CdtDbtInd>DBIT", "100.01</Amt><CdtDbtInd>DBIT", "32 B16"),
    Broken("batch with a missing payment", "<NbOfTxs>2", "<NbOfTxs>3", "39 B16"),
    Broken("batch without amounts", "<Amt Ccy=\"CNY\">100.00</Amt>", "", "32 B16"),
    Broken("return without reason", "<Rsn><Cd>AC01</Cd></Rsn>", "", "54 B6"),
  ]

  @Test func `Whatever is wrong with a statement is refused at its line and by its rule`() throws {
    let good = BankMessages.statement()
    for variant in Self.broken {
      let text = try #require(variant.text(of: good), "\(variant.name): nothing to change")
      #expect(first(text) == variant.expected, "\(variant.name)")
    }
  }

  @Test func `The same entry twice is refused with the line of the first`() throws {
    let good = BankMessages.statement()
    let start = try #require(good.firstRange(of: "<Ntry>\n<Amt Ccy=\"CNY\">80.00"))
    let end = try #require(good[start.lowerBound...].firstRange(of: "</Ntry>\n"))
    let entry = String(good[start.lowerBound..<end.upperBound])
    let file = try read(good.replacingCharacters(start.lowerBound..<start.lowerBound, with: entry))
    #expect(short(file.faults).first == "65 B12")
    #expect(file.faults.first?.message.zh.contains("第 57 行") == true)
    #expect(file.faults.first?.place == "Document/BkToCstmrStmt/Stmt/Ntry[5]")
    #expect(!file.isAccepted)
  }

  @Test func `The same reference with another sum is another entry`() {
    #expect(first(BankMessages.statement().replacing("R0004", with: "R0003")) == "accepted")
  }

  @Test func `A fault says where it is and what to write, in both languages`() throws {
    let text = BankMessages.statement().replacing("<Amt Ccy=\"CNY\">80.00", with: "<Amt Ccy=\"CNY\">80.001")
    let fault = try #require(try read(text).faults.first)
    #expect(fault.place == "Document/BkToCstmrStmt/Stmt/Ntry[4]/Amt")
    #expect(fault.sentence.zh == "第 58 行“Document/BkToCstmrStmt/Stmt/Ntry[4]/Amt” 错误［B8］：“80.001”细于一分 → 最多两位小数，如 1234.56")
    #expect(
      fault.sentence.en.hasPrefix("Line 58, Document/BkToCstmrStmt/Stmt/Ntry[4]/Amt error [B8]: “80.001” is finer than a fen"))
  }

  @Test func `Several faults are reported together, by line`() throws {
    var text = BankMessages.statement()
    text = text.replacing("<Amt Ccy=\"CNY\">80.00", with: "<Amt Ccy=\"EUR\">80.00")
    text = text.replacing("<RvslInd>true", with: "<RvslInd>yes")
    #expect(short(try read(text).faults) == ["47 B7", "58 B9"])
  }

  @Test func `Laughing billions, deep nesting, long text and large files are refused`() {
    let limits = BankFileLimits(xml: .init(bytesMax: 5_000, depthMax: 12, elementsMax: 90, textBytesMax: 200))
    func first(_ text: String) -> String {
      do {
        return try StatementReader(limits: limits).read(Array(text.utf8)).faults.first.map(short) ?? "accepted"
      } catch { return short(error) }
    }
    let lol =
      "<?xml version=\"1.0\"?>\n<!DOCTYPE lolz [\n<!ENTITY lol \"lol\">\n<!ENTITY a \"&lol;&lol;\">\n]>\n<Document>&a;</Document>"
    #expect(first(lol) == "2 B3")
    let open = String(repeating: "<a>\n", count: 20)
    #expect(first("<Document><BkToCstmrStmt>\n" + open) == "12 B4")
    #expect(first("<Document><BkToCstmrStmt><GrpHdr><MsgId>\n" + String(repeating: "x", count: 201)) == "2 B4")
    #expect(first("<Document><BkToCstmrStmt>\n" + String(repeating: "<a/>\n", count: 100)) == "90 B4")
    #expect(first("<Document><BkToCstmrStmt>\n" + String(repeating: " ", count: 5_000)) == "1 B4")
  }

  @Test func `Random changes never trap, and what is accepted still adds up`() throws {
    let seed: UInt64 = 20_240_531
    var random = Seeded(state: seed)
    print("statement mutations, seed \(seed)")
    let goods = [BankMessages.statement(), BankMessages.statement("02"), BankMessages.notice].map { Array($0.utf8) }
    var accepted = 0
    for _ in 0..<3_000 {
      let bytes = mutated(goods[random.below(goods.count)], &random)
      guard let file = try? StatementReader().read(bytes), file.isAccepted else { continue }
      accepted += 1
      for statement in file.statements {
        guard let opening = statement.opening, let closing = statement.closing else { continue }
        #expect(opening.amount + statement.credits - statement.debits == closing.amount)
      }
    }
    #expect(accepted > 0)
    for _ in 0..<500 {
      let noise = (0..<random.below(400)).map { _ in UInt8(truncatingIfNeeded: random.next()) }
      #expect(throws: BankFileFault.self) { try StatementReader().read(noise) }
    }
  }
}
