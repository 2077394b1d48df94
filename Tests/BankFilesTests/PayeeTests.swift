import Basics
import Sheets
import Testing

@testable import BankFiles

@Suite struct PayeeTests {
  static let good = """
    编号,收款人,证件号码,账号,开户行,开户行行号,金额（元）,联系电话
    H-001,林青禾,33000019900307007X,6222021207000000000,,105345600018,"12,345.60",13800000000
    H-002,张云舟,,330501-0000-0001,示例银行城北支行,,0.01,
    H-003,示例建材有限公司,91330100MA0000001A,33050100000000003,102100099996,,１０００元,0571-88000000
    合计,,,,,,"13,345.61",

    """
  private func read(_ text: String, expected: ControlTotals? = nil, limits: PayeeLimits = PayeeLimits()) throws -> PayeeReading {
    try PayeeList(limits: limits).read(Array(text.utf8), expected: expected)
  }
  private func all(_ text: String, expected: ControlTotals? = nil) -> String {
    do {
      let faults = try read(text, expected: expected).faults
      return faults.isEmpty ? "accepted" : short(faults).joined(separator: ", ")
    } catch let fault as BankFileFault {
      return short(fault) + " file"
    } catch {
      return "\(error)"
    }
  }

  @Test func `A list in Chinese is read, with numbers as people write them`() throws {
    let list = try read(Self.good)
    #expect(short(list.faults) == ["4 R10.4 warning"])
    #expect(list.isAccepted && list.lineCount == 3 && list.total == Money("13345.61") && list.heldCount == 0)
    #expect(list.payees.map(\.line) == [2, 3, 4])
    #expect(list.payees.map(\.account) == ["6222021207000000000", "33050100000001", "33050100000000003"])
    #expect(list.payees.map(\.bankCode) == ["105345600018", "", "102100099996"])
    #expect(list.payees.map(\.bankName) == ["", "示例银行城北支行", ""])
    #expect(list.payees.map(\.amount) == [Money("12345.60"), Money("0.01"), Money("1000.00")])
    #expect(list.payees.map(\.reference) == ["H-001", "H-002", "H-003"])
    #expect(list.payees[0].idNumber == "33000019900307007X" && list.payees[2].phone == "0571-88000000")
  }

  @Test func `A list in English and one in GB18030 say the same`() throws {
    let english = "reference,name,account,bank_code,amount\nA,Lin Qinghe,6222021207000000000,105345600018,5\n"
    #expect(try read(english).payees.map(\.name) == ["Lin Qinghe"])
    let plain = try read(Self.good)
    let other = try PayeeList().read(gb18030(Array(Self.good.utf8)))
    #expect(other.kind == "GB18030" && other.payees == plain.payees)
  }

  @Test func `A workbook is read like CSV, and an account kept as a number is refused, its digits being lost`() throws {
    let bytes = try WorkbookWriter.bytes { writer in
      try writer.sheet("名单", ["编号", "收款人", "账号", "开户行", "金额"].map { SheetColumn($0) })
      try writer.row([.text("1"), .text("林青禾"), .text("6222021207000000000"), .text("示例银行"), .money(Money(fen: 1_234_560))])
      try writer.row([.text("2"), .text("张云舟"), .number(330_501_000_000_001), .text("示例银行"), .number(7)])
    }
    let list = try PayeeList().read(bytes, sheet: "名单")
    #expect(list.faults.isEmpty && list.kind == "XLSX" && list.total == Money("12352.60"))
    #expect(list.payees.map(\.account) == ["6222021207000000000", "330501000000001"])
    let scientific = "编号,收款人,账号,开户行,金额\n1,林青禾,6.22202E+18,示例银行,5\n"
    #expect(all(scientific) == "2 P2")
    #expect(throws: BankFileFault.self) { try PayeeList().read(bytes, sheet: "别的") }
  }

  @Test func `An account that a sheet keeps as a number of more than fifteen digits is refused`() throws {
    let header = SheetRow(number: 1, cells: ["编号", "收款人", "账号", "开户行", "金额"])
    let row = SheetRow(number: 2, cells: ["1", "林青禾", "6222021207000000000", "示例银行", "5"], lossy: [2])
    var check = PayeeCheck(row: row, header: try PayeeHeader(header), amountMax: .yuan(10))
    #expect(check.payee() == nil)
    #expect(short(check.faults) == ["2 P2"] && check.faults.first?.message.en.contains("lost its last digits") == true)
  }

  @Test func `Whatever is wrong with a list is refused at its line and by its rule`() throws {
    let good = Self.good.replacing("33050100000000003", with: "330501000000003").replacing("合计,,,,,,\"13,345.61\",\n", with: "")
    #expect(all(good) == "accepted")
    let broken = [
      Broken("no reference", "H-002", "", "3 P5"),
      Broken("reference twice", "H-002", "H-001", "3 P5"),
      Broken("long reference", "H-002", String(repeating: "9", count: 65), "3 P5"),
      Broken("no name", "张云舟", "", "3 P1"),
      Broken("name is a number", "张云舟", "330501", "3 P1"),
      Broken("long name", "张云舟", String(repeating: "舟", count: 141), "3 P1"),
      Broken("line break in a name", "张云舟", "\"张\n云舟\"", "3 P1"),
      Broken("no account", "330501-0000-0001", "", "3 P2"),
      Broken("letter in an account", "330501-0000-0001", "330501-0000-O001", "3 P2"),
      Broken("short account", "330501-0000-0001", "12345", "3 P2"),
      Broken("long account", "330501-0000-0001", String(repeating: "1", count: 33), "3 P2"),
      Broken("card by Luhn", "6222021207000000000", "6222021207000000001", "2 R10.4 warning"),
      Broken("no bank", "示例银行城北支行", "", "3 P3"),
      Broken("bank code too short", "105345600018", "10534560001", "2 P3"),
      Broken("bank code with a letter", "105345600018", "10534560001A", "2 P3"),
      Broken("no amount", ",0.01,", ",,", "3 P4"),
      Broken("zero", ",0.01,", ",0.00,", "3 P4"),
      Broken("negative", ",0.01,", ",-0.01,", "3 P4"),
      Broken("finer than a fen", ",0.01,", ",0.015,", "3 P4"),
      Broken("no sum", ",0.01,", ",一分,", "3 P4"),
      Broken("above the limit", ",0.01,", ",1000000000.01,", "3 P4"),
      Broken("too large for money", ",0.01,", ",99999999999999,", "3 P4"),
      Broken("identity number", "33000019900307007X", "330000199003070071", "2 R10.1 warning"),
      Broken("phone", "13800000000", "1380000000", "2 R10.5 warning"),
      Broken("too many columns", ",0.01,", ",0.01,,x", "3 B19"),
      Broken("quote inside", "张云舟", "张\"云舟", "3 B2"),
      Broken("one account, two names", "330501-0000-0001", "330501000000003", "3 P8, 4 P8"),
    ]
    for variant in broken {
      let text = try #require(variant.text(of: good), "\(variant.name): nothing to change")
      #expect(all(text) == variant.expected, "\(variant.name)")
    }
    #expect(all(Self.good.replacing("13,345.61", with: "13,345.62")) == "4 R10.4 warning, 5 P9")
    #expect(all(Self.good.replacing("13,345.61", with: "13,345.6一")) == "4 R10.4 warning, 5 P9")
    #expect(all(Self.good + "H-4,周雪帆,,330501000000004,示例银行,,1,\n") == "4 R10.4 warning, 6 P9")
    for header in ["编号,", "收款人,", ",账号", ",金额（元）"] {
      #expect(all(Self.good.replacing(header, with: header.hasPrefix(",") ? ",甲" : "甲,")) == "1 B18 file", "\(header)")
    }
    #expect(all(Self.good.replacing("开户行,开户行行号", with: "甲,乙")) == "1 B18 file")
    #expect(all(Self.good.replacing("联系电话", with: "手机,电话")) == "1 B18 file")
    #expect(all("") == "1 B18 file" && all("编号,收款人,账号,开户行,金额\n") == "1 B6")
  }

  @Test func `An account under two names holds back both lines`() throws {
    let list = try read(Self.good.replacing("330501-0000-0001", with: "33050100000000003"))
    #expect(list.faults.filter { $0.rule == .payeeNames }.map(\.line) == [3, 4])
    #expect(list.payees.map(\.line) == [2] && list.held.map(\.line) == [3, 4])
  }

  @Test func `The same line twice is held back, the same account and name for another sum only warned of`() throws {
    let row = "H-002,张云舟,,330501-0000-0001,示例银行城北支行,,0.01,\n"
    let twice = try read(Self.good.replacing(row, with: row + row))
    #expect(twice.faults.filter { $0.severity == .error }.map(short) == ["4 P6", "6 P9"])
    #expect(twice.payees.count == 3)
    let other = row.replacing("H-002", with: "H-009").replacing("0.01", with: "0.02")
    #expect(try read(row: row + other).map(short) == ["3 P7"])
  }
  private func read(row: String) throws -> [BankFileFault] {
    try read("编号,收款人,证件号码,账号,开户行,行号,金额,电话\n" + row).faults
  }

  @Test func `What the file must come to is compared`() throws {
    let sum = try #require(Money("13345.61"))
    #expect(all(Self.good, expected: ControlTotals(count: 3, sum: sum)) == "4 R10.4 warning")
    #expect(all(Self.good, expected: ControlTotals(count: 4, sum: sum)) == "4 R10.4 warning, 5 P9")
    #expect(all(Self.good, expected: ControlTotals(count: 3, sum: .yuan(1))) == "4 R10.4 warning, 5 P9")
  }

  @Test func `The error file holds the lines at fault, says why, and corrected can be fed back`() throws {
    for language in Language.allCases {
      let bad = Self.good.replacing(",0.01,", with: ",0.015,").replacing("6222021207000000000", with: "")
      let list = try read(bad)
      #expect(list.payees.map(\.line) == [4] && list.held.map(\.line) == [2, 3])
      let file = try #require(list.errorFile(language))
      let text = String(decoding: file, as: UTF8.self)
      #expect(text.contains("P4") && text.contains("P2") && text.contains(language == .zh ? "账号为空" : "The account is blank"))
      let again = try PayeeList().read(file)
      #expect(again.faults.filter { $0.severity == .error }.map(\.rule) == [.payeeAccount, .payeeAmount])
      #expect(again.faults.map(\.line) == [2, 3])
      let corrected = text.replacing("0.015", with: "0.01").replacing(",,105345600018", with: ",,'105345600018")
        .replacing("33000019900307007X,,", with: "33000019900307007X,'6222021207000000000,")
      let fixed = try PayeeList().read(Array(corrected.utf8))
      #expect(fixed.isAccepted, "\(fixed.faults.map(\.sentence.en)) \(corrected)")
      #expect(
        fixed.payees.map(\.reference) == ["H-001", "H-002"] && fixed.payees.map(\.amount) == [Money("12345.60"), Money("0.01")])
    }
    #expect(try read(Self.good).errorFile() == nil)
  }

  @Test func `Unknown columns are warned of, serial numbers passed over`() throws {
    let text = "序号,编号,收款人,账号,开户行,金额,房号\n1,A,林青禾,6222021207000000000,示例银行,5,3-201\n"
    let list = try read(text)
    #expect(short(list.faults) == ["1 B18 warning"] && list.faults.first?.place == "房号" && list.payees.count == 1)
  }

  @Test func `Too many errors end the reading, too many lines too`() {
    let row = "A,,,,,,,\n"
    let text = "编号,收款人,证件号码,账号,开户行,行号,金额,电话\n" + String(repeating: row, count: 20)
    #expect(throws: BankFileFault.self) { try self.read(text, limits: PayeeLimits(faultsMax: 10)) }
    #expect(throws: BankFileFault.self) { try self.read(Self.good, limits: PayeeLimits(linesMax: 2)) }
  }

  @Test func `Payees become payments, and all of the money is in the files`() throws {
    let list = try read(Self.good)
    let transfers = list.payees.enumerated().map { CreditTransfer($1, line: $0 + 1, remittance: "执行款") }
    let (files, _) = try TransferTests.written(transfers)
    #expect(files.map(\.total) == [list.total] && files.map(\.lineCount) == [3])
  }

  @Test func `Random changes of a list never trap, and good lines add up`() {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("payee mutations, seed \(seed)")
    var random = Seeded(state: seed)
    var survivors = 0
    for round in 0..<3_000 {
      let good = round % 2 == 0 ? Array(Self.good.utf8) : gb18030(Array(Self.good.utf8))
      guard let list = try? PayeeList().read(mutated(good, &random)) else { continue }
      survivors += 1
      #expect(list.payees.map(\.amount).reduce(Money.zero, +) == list.total && list.payees.allSatisfy { $0.amount.fen > 0 })
      #expect(list.payees.count + list.heldCount == list.lineCount)
      if let file = list.errorFile() { #expect((try? PayeeList().read(file)) != nil) }
    }
    #expect(survivors > 0)
  }
}
