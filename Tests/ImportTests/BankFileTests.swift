import Basics
import Casework
import Enforcement
import Foundation
import Import
import TestSupport
import Testing

/// Files of the bank: read into days and lines, refused whole where one thing is wrong, taken once.
@Suite struct BankFileTests {
  static func table(_ rows: [String], account: String = "账号：33050110990001") -> [UInt8] {
    let head = "\(account)\n交易时间,借方发生额,贷方发生额,余额,对方户名,对方账号,对方开户行,摘要,交易流水号,记账日期\n"
    return Array((head + rows.map { $0 + "\n" }.joined()).utf8)
  }
  static let rows = [
    "2025-03-03 09:30:01,,300.00,1300.00,张云舟,6222000000000001,示例银行,还款,AK20250303000001,2025-03-03",
    "2025-03-03 10:00:00,2.00,,1298.00,,,,手续费,AK20250303000002,2025-03-03",
    "2025-03-04 09:00:00,,50.00,1348.00,林青禾,6222000000000002,示例银行,执行款,AK20250304000001,2025-03-04",
  ]

  @Test("A table of two days becomes two days, each opening where the one before closed")
  func days() throws {
    let reading = try BankFileReading.read(Self.table(Self.rows))
    #expect(reading.parts.map(\.day) == [Day("2025-03-03"), Day("2025-03-04")])
    #expect(reading.parts.map(\.lines.count) == [2, 1])
    #expect(reading.parts.map(\.opening) == [.yuan(1000), .yuan(1298)])
    #expect(reading.parts.map(\.closing) == [.yuan(1298), .yuan(1348)])
    #expect(reading.parts.allSatisfy { $0.account == "33050110990001" && $0.paper == .statement })
    #expect(reading.credits == 2 && reading.creditSum == .yuan(350) && reading.debits == 1)
  }

  @Test("One wrong line refuses the file whole, with its line and rule")
  func refused() throws {
    var rows = Self.rows
    rows[1] = "2025-03-03 10:00:00,两元,,1298.00,,,,手续费,AK20250303000002,2025-03-03"
    let error = #expect(throws: BankFileUnreadable.self) { _ = try BankFileReading.read(Self.table(rows)) }
    let fault = try #require(error?.faults.first)
    #expect(fault.line == 4 && fault.rule == .amount)
    #expect(error?.screen(.zh).contains("第 4 行") == true)
    let nameless = #expect(throws: BankFileUnreadable.self) { _ = try BankFileReading.read(Self.table(Self.rows, account: "")) }
    #expect(nameless?.faults.first?.rule == .account)
    let foreign = #expect(throws: BankFileUnreadable.self) { _ = try BankFileReading.read(Self.table(Self.rows), own: "1") }
    #expect(foreign?.faults.first?.rule == .account)
    let early = #expect(throws: BankFileUnreadable.self) {
      _ = try BankFileReading.read(Self.table(Self.rows), today: Day("2025-03-03"))
    }
    #expect(early?.faults.first?.rule == .day && early?.faults.first?.line == 5, "not even the day that has come")
    #expect(throws: BankFileUnreadable.self) {
      _ = try BankFileReading.read(Self.table(Self.rows, account: "账号：6222021207000000123"), own: SubAccount.general)
    }
    let shared = ID<Cluster>(raw: 317_000_000_000_001)
    let cluster = try BankFileReading.read(Self.table(Self.rows, account: "账号：\(SubAccount.number(of: shared))"), own: "1")
    guard case .object(let line) = cluster.parts[0].lines[0], case .text(let place) = line["subAccount"] else {
      Issue.record("no line")
      return
    }
    #expect(SubAccount.cluster(place) == shared, "money on a cluster's own account is the cluster's")
    let other = #expect(throws: BankFileUnreadable.self) {
      _ = try BankFileReading.read(Array("<Document><CstmrPmtStsRpt/></Document>".utf8))
    }
    #expect(other?.faults.first?.rule == .message)
  }

  @Test("Lines go to the case whose sub-account they name, the rest to suspense; the file again changes nothing")
  func taken() async throws {
    let start = try #require(Day(2025, 3, 5))
    let court = try RuleCourt(at: Instant(start, hour: 9))
    _ = try await court.staff("执行员", [.officer])
    _ = try await court.staff("法官", [.judge])
    let matter = try await court.fileCase("1", claims: [(.principal, .yuan(500), "")])
    let cashier = try await court.staff("出纳", [.cashier])
    var rows = Self.rows
    rows[2] =
      "2025-03-04 09:00:00,,50.00,1348.00,林青禾,6222000000000002,示例银行,案款 \(SubAccount.number(of: matter)),AK20250304000001,2025-03-04"
    let filing = BankFileFiling(desk: court.desk, court: court.court)
    for turn in [1, 0] {
      let outcome = try await filing.take(try BankFileReading.read(Self.table(rows)), file: "00", by: cashier) { _ in }
      #expect(outcome.done == 3 && outcome.toCases == turn && outcome.toSuspense == turn && outcome.stated == 3 * turn)
    }
    let account = try await court.look(at: matter).account(matter)
    #expect(account.received == .yuan(50))
    // Interest runs to the bank's day, not to that of the import.
    #expect(account.allReceipts.map(\.on) == [Day("2025-03-04")])
  }

  @Test("A statement and a notice of ISO 20022 tell the same credit once")
  func messages() async throws {
    func entry(_ tag: String) -> String {
      """
      <Ntry><Amt Ccy="CNY">55.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2025-03-03</Dt></BookgDt>
      <AcctSvcrRef>R0100</AcctSvcrRef><BkTxCd/><NtryDtls><TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs>
      <Amt Ccy="CNY">55.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><RltdPties><Dbtr><Pty><Nm>张云舟</Nm></Pty></Dbtr></RltdPties>
      <RmtInf><Ustrd>\(tag)</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>
      """
    }
    let account = "<Acct><Id><Othr><Id>33050110990001</Id></Othr></Id></Acct>"
    let head = "<GrpHdr><MsgId>M</MsgId><CreDtTm>2025-03-03T20:00:00+08:00</CreDtTm></GrpHdr>"
    func balance(_ code: String, _ sum: String) -> String {
      "<Bal><Tp><CdOrPrtry><Cd>\(code)</Cd></CdOrPrtry></Tp><Amt Ccy=\"CNY\">\(sum)</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2025-03-03</Dt></Dt></Bal>"
    }
    let notice =
      "<Document><BkToCstmrDbtCdtNtfctn>\(head)<Ntfctn><Id>N</Id>\(account)\(entry("还款"))</Ntfctn></BkToCstmrDbtCdtNtfctn></Document>"
    let statement =
      "<Document><BkToCstmrStmt>\(head)<Stmt><Id>S</Id>\(account)\(balance("OPBD", "1.00"))\(balance("CLBD", "56.00"))\(entry("还款 网银"))</Stmt></BkToCstmrStmt></Document>"
    let court = try RuleCourt(at: Instant(try #require(Day(2025, 3, 5)), hour: 9))
    let cashier = try await court.staff("出纳", [.cashier])
    let filing = BankFileFiling(desk: court.desk, court: court.court)
    let told = try await filing.take(try BankFileReading.read(Array(notice.utf8)), file: "1", by: cashier) { _ in }
    #expect(told.toSuspense == 1 && told.stated == 0)
    let stated = try await filing.take(try BankFileReading.read(Array(statement.utf8)), file: "2", by: cashier) { _ in }
    #expect(stated.toSuspense == 0 && stated.stated == 1)
  }
}

/// What the text of a line tells.
@Suite struct MatchSuggestionTests {
  @Test("Numbers of cases and instruments, numbers of persons and names are read out of the text")
  func clues() {
    let clues = RemittanceClues("（2026）浙1099执12号 张云舟 还款，依据(2024)浙1099民初3号，身份证330000198009030138，电话15400000003")
    #expect(clues.documents == ["(2026)浙1099执12号", "(2024)浙1099民初3号"])
    #expect(clues.numbers.contains("330000198009030138") && clues.numbers.contains("15400000003"))
    #expect(clues.names.contains("张云舟"))
    #expect(RemittanceClues("").documents.isEmpty && RemittanceClues("((((（（").documents.isEmpty)
  }

  @Test("The case that the text names comes before the one whose sum fits, and that before a mere name")
  func ranked() {
    func suggestion(_ id: Int64, _ clues: Set<MatchClue>, open: Bool = true) -> MatchSuggestion {
      MatchSuggestion(caseID: ID(raw: id), number: "\(id)", clues: clues, owed: nil, isOpen: open)
    }
    let ranked = MatchSuggestion.ranked([
      suggestion(1, [.payerIsParty]), suggestion(2, [.amountOwed]), suggestion(3, [.caseNumber]),
      suggestion(4, [.payerIsParty], open: false), suggestion(5, [.amountOwed, .payerIsDebtor]),
    ])
    #expect(ranked.map(\.caseID.raw) == [5, 3, 2, 1])
    #expect(ranked.first?.clues.first == .amountOwed)
  }
}
