import Basics
import Testing
import XMLText

@testable import BankFiles

@Suite struct TransferTests {
  static let debtors = [
    DebtorAccount(name: "示例市人民法院", account: "33050100000000001", bank: .cnaps("105345600018")),
    DebtorAccount(name: "示例市人民法院 & 分户", account: "33050100000000002", bank: .bic("ABCDCNBJ310")),
  ]
  static func order(payout: String = "8123", firstChunk: Int = 1, linesMax: Int = 10_000, bytesMax: Int = 1 << 24)
    -> TransferOrder
  {
    TransferOrder(
      payout: payout, created: Instant(milliseconds: 1_717_128_000_000), executionDay: Day(number: 19_874), initiator: "示例市人民法院",
      firstChunk: firstChunk, linesMax: linesMax, bytesMax: bytesMax)
  }
  static func transfer(_ line: Int, _ fen: Int64 = 12_345) -> CreditTransfer {
    CreditTransfer(
      line: line, amount: Money(fen: fen), name: "林青禾", account: "6222021207000000000", bank: .cnaps("105100000017"),
      bankName: "示例银行 <城北> 支行", remittance: "（2024）浙1004执88号 案款 & 利息")
  }

  /// All files of a payout; lines go to the sub-accounts in turn.
  static func written(
    _ transfers: [CreditTransfer], _ order: TransferOrder = order(), debtorCount: Int = 1
  ) throws -> (files: [TransferFile], bytes: [[UInt8]]) {
    var all: [[UInt8]] = []
    var writer = try CreditTransferWriter(order, debtors: Array(debtors.prefix(debtorCount))) { _, bytes in all.append(bytes) }
    for (index, transfer) in transfers.enumerated() { try writer.add(transfer, from: index % debtorCount) }
    return (try writer.finish(), all)
  }

  /// What a file says, read back with the reader of the statements.
  private func said(_ bytes: [UInt8]) throws -> (leaves: [String: [String]], ids: [String]) {
    var leaves: [String: [String]] = [:]
    var xml = XMLReader(bytes)
    func walk(_ xml: inout XMLReader) throws {
      if let text = try xml.leafText() {
        let names = xml.closed.path.split(separator: "/").map { $0.prefix { $0 != "[" } }
        leaves[names.suffix(2).joined(separator: "/"), default: []].append(text)
        return
      }
      while try xml.child() != nil { try walk(&xml) }
    }
    _ = try xml.root()
    try walk(&xml)
    try xml.finish()
    return (leaves, leaves["PmtId/EndToEndId"] ?? [])
  }

  @Test func `A payment comes out as it was given, escaped, with counts and control sums`() throws {
    let (files, bytes) = try Self.written([Self.transfer(1), Self.transfer(2, 55)])
    let file = try #require(files.first)
    #expect(file.messageID == "8123-1" && file.lineCount == 2 && file.total == Money("124.00") && file.lines == 1...2)
    #expect(file.byteCount == bytes[0].count)
    let (leaves, ids) = try said(bytes[0])
    #expect(ids == ["8123-1-1", "8123-1-2"])
    #expect(leaves["GrpHdr/MsgId"] == ["8123-1"] && leaves["GrpHdr/NbOfTxs"] == ["2"] && leaves["GrpHdr/CtrlSum"] == ["124.00"])
    #expect(
      leaves["PmtInf/PmtInfId"] == ["8123-1-P1"] && leaves["PmtInf/NbOfTxs"] == ["2"] && leaves["PmtInf/CtrlSum"] == ["124.00"])
    #expect(leaves["Amt/InstdAmt"] == ["123.45", "0.55"])
    #expect(leaves["Cdtr/Nm"] == ["林青禾", "林青禾"])
    #expect(leaves["FinInstnId/Nm"]?.first == "示例银行 <城北> 支行")
    #expect(leaves["RmtInf/Ustrd"]?.first == "（2024）浙1004执88号 案款 & 利息")
    #expect(leaves["ClrSysMmbId/MmbId"] == ["105345600018", "105100000017", "105100000017"])
    #expect(leaves["GrpHdr/CreDtTm"] == ["2024-05-31T12:00:00+08:00"] && leaves["ReqdExctnDt/Dt"] == ["2024-05-31"])
  }

  @Test func `Files are split by lines and by bytes, and nothing is lost or doubled`() throws {
    let transfers = (1...95).map { Self.transfer($0, Int64($0)) }
    for order in [Self.order(linesMax: 10), Self.order(bytesMax: 16_384), Self.order(firstChunk: 7, linesMax: 95)] {
      let (files, bytes) = try Self.written(transfers, order, debtorCount: 2)
      var seen: [Int] = []
      for (file, content) in zip(files, bytes) {
        let (leaves, ids) = try said(content)
        let payments = ids.compactMap { PaymentID($0) }
        #expect(payments.count == file.lineCount && payments.allSatisfy { $0.chunk == file.chunk && $0.payout == "8123" })
        #expect(file.lineCount <= order.linesMax && content.count <= order.bytesMax && file.byteCount == content.count)
        #expect(leaves["GrpHdr/NbOfTxs"] == ["\(file.lineCount)"] && leaves["GrpHdr/CtrlSum"] == ["\(file.total)"])
        let parts = leaves["PmtInf/CtrlSum"]?.compactMap { Money($0) } ?? []
        #expect(parts.reduce(Money.zero, +) == file.total && parts.count == file.debtorCount)
        let sums = leaves["Amt/InstdAmt"]?.compactMap { Money($0) } ?? []
        #expect(sums.reduce(Money.zero, +) == file.total)
        seen += payments.map(\.line)
      }
      #expect(seen.sorted() == Array(1...95))
      #expect(files.map(\.chunk) == Array(order.firstChunk..<(order.firstChunk + files.count)))
      #expect(files.map(\.total).reduce(Money.zero, +) == Money(fen: 95 * 96 / 2))
    }
    #expect(try Self.written(transfers, Self.order(linesMax: 10)).files.count == 10)
  }

  @Test func `Each sub-account is a part of its own, with its own sum and bank`() throws {
    let (files, bytes) = try Self.written((1...5).map { Self.transfer($0, 100) }, debtorCount: 2)
    #expect(files.map(\.debtorCount) == [2])
    let (leaves, ids) = try said(bytes[0])
    #expect(ids == ["8123-1-1", "8123-1-3", "8123-1-5", "8123-1-2", "8123-1-4"])
    #expect(leaves["PmtInf/PmtInfId"] == ["8123-1-P1", "8123-1-P2"])
    #expect(leaves["PmtInf/NbOfTxs"] == ["3", "2"] && leaves["PmtInf/CtrlSum"] == ["3.00", "2.00"])
    #expect(leaves["Dbtr/Nm"] == ["示例市人民法院", "示例市人民法院 & 分户"])
    #expect(leaves["FinInstnId/BICFI"] == ["ABCDCNBJ310"])
  }

  @Test func `The same payout gives the same bytes`() throws {
    let transfers = (1...40).map { Self.transfer($0) }
    #expect(try Self.written(transfers, debtorCount: 2).bytes == Self.written(transfers, debtorCount: 2).bytes)
  }

  @Test func `A payment at fault is refused with line and field, and the file goes on without it`() throws {
    func with(_ change: (inout CreditTransfer) -> Void) -> CreditTransfer {
      var transfer = Self.transfer(2)
      change(&transfer)
      return transfer
    }
    let cases: [(CreditTransfer, String)] = [
      (with { $0.amount = .zero }, "2 amount B8"), (with { $0.amount = Money(fen: -5) }, "2 amount B8"),
      (with { $0.amount = Money(fen: .max) }, "2 amount B8"), (with { $0.name = "" }, "2 name B6"),
      (with { $0.name = "  " }, "2 name B6"),
      (with { $0.name = String(repeating: "名", count: 141) }, "2 name B11"), (with { $0.name = "林\n青" }, "2 name B11"),
      (with { $0.name = "林\u{FFFE}" }, "2 name B11"), (with { $0.name = "林\u{85}" }, "2 name B11"),
      (with { $0.bankName = "\u{0}" }, "2 bankName B11"),
      (with { $0.remittance = String(repeating: "款", count: 141) }, "2 remittance B11"),
      (with { $0.remittance = "\u{1F}" }, "2 remittance B11"), (with { $0.account = "" }, "2 account B17"),
      (with { $0.account = "6222 0212" }, "2 account B17"),
      (with { $0.account = String(repeating: "1", count: 35) }, "2 account B17"),
      (with { $0.line = 1 }, "1 line B12"), (with { $0.line = 0 }, "0 line B12"),
    ]
    var all: [[UInt8]] = []
    var writer = try CreditTransferWriter(Self.order(), debtors: Self.debtors) { all.append($1) }
    try writer.add(Self.transfer(1))
    for (transfer, expected) in cases {
      let fault = #expect(throws: BankFileFault.self) { try writer.add(transfer) }
      #expect(fault.map { "\($0.line) \($0.place) \($0.rule.rawValue)" } == expected)
    }
    #expect(throws: BankFileFault.self) { try writer.add(Self.transfer(2), from: 2) }
    try writer.add(with { $0.name = String(repeating: "名", count: 140) })
    #expect(try writer.finish().first?.lineCount == 2)
    #expect(try said(all[0]).ids == ["8123-1-1", "8123-1-2"])
  }

  @Test func `Payouts, debtors and limits that cannot be written are refused at once`() {
    func refusal(_ order: TransferOrder, _ debtor: DebtorAccount = TransferTests.debtors[0]) -> String? {
      do {
        _ = try CreditTransferWriter(order, debtors: [debtor]) { _, _ in }
        return nil
      } catch { return "\(error.place) \(error.rule.rawValue)" }
    }
    #expect(refusal(Self.order()) == nil)
    #expect(refusal(Self.order(payout: "")) == "payout B11" && refusal(Self.order(payout: "a-b")) == "payout B11")
    #expect(refusal(Self.order(payout: String(repeating: "9", count: 20))) == "payout B11")
    #expect(refusal(Self.order(firstChunk: 0)) == "payout B11")
    #expect(refusal(Self.order(linesMax: 0)) == "limits B4" && refusal(Self.order(bytesMax: 100)) == "limits B4")
    #expect(refusal(Self.order(), DebtorAccount(name: " ", account: "1", bank: .cnaps("105345600018"))) == "debtor.name B6")
    #expect(refusal(Self.order(), DebtorAccount(name: "院", account: "", bank: .cnaps("105345600018"))) == "debtor.account B17")
  }

  @Test func `Ids of payments are read back as they are written, and nothing else is one`() {
    let id = PaymentID(payout: "8123", chunk: 2, line: 1755)
    #expect(id?.description == "8123-2-1755" && PaymentID("8123-2-1755") == id && id?.messageID == "8123-2")
    let longest = PaymentID(payout: String(Int64.max), chunk: 99_999, line: 99_999_999)
    #expect(longest?.description.utf8.count == 34)
    for text in [
      "", "8123", "8123-2", "8123-02-1", "8123-2-0", "8123-2-1-1", "8123-2-+1", "81 23-2-1", "-2-1", "8123-2-999999999", "中-1-1",
    ] {
      #expect(PaymentID(text) == nil, "\(text)")
    }
    #expect(BankCode("105100000017") == .cnaps("105100000017") && BankCode("ABCDCNBJ") == .bic("ABCDCNBJ"))
    for text in ["", "10510000001", "1051000000170", "abcdcnbj", "ABCDCNB", "ABCD1NBJ"] {
      #expect(BankCode(text) == nil, "\(text)")
    }
  }
}
