import Basics
import Sheets
import Testing

@testable import BankFiles

@Suite struct ExportTests {
  /// As ICBC's pages export: direction in a column and in two sums, tabs behind account numbers.
  static let icbc = """
    凭证号,本方账号,对方账号,交易时间,借/贷,借方发生额,贷方发生额,对方行号,摘要,用途,对方单位名称,余额,个性化信息
    0,33050100000000001\t,6222000000000001\t,2024-05-31 09:30:01,贷,,"200.50",102100099996,跨行汇入,（2024）浙1004执88号案款,张云舟,"1,200.50",
    0,33050100000000001\t,6222000000000002\t,2024-05-31 10:00:00,借,"300.00",,105100000017,案款发放,执行款,林青禾,900.50,

    """
  /// As CCB's: lines before the header, totals behind, sums in brackets.
  static let ccb = """
    中国建设银行账户明细
    账　　号：33050100000000001,,账户名称：示例市人民法院
    起始日期：20240501 截止日期：20240531,期初余额：1000.00
    交易时间,借方发生额/元(支取),贷方发生额/元(收入),余额,币种,对方户名,对方账号,对方开户机构,记账日期,摘要,备注,账户明细编号-交易流水号,企业流水号,凭证种类,凭证号
    20240531 09:30:01,0.00,200.50,"1,200.50",人民币元,张云舟,6222000000000001,示例银行城北支行,20240531,转账,还款,1-100000001,,,
    20240531 10:00:00,300.00,0.00,900.50,人民币元,林青禾,6222000000000002,示例银行城南支行,20240531,转账,,1-100000002,,,
    合计,300.00,200.50,,,,,,,,,,,,
    总笔数：2,,,

    """
  /// As ABC's: newest first, full-width digits in a sum.
  static let abc = """
    账户：,33050100000000001
    交易日期,交易时间戳,收入金额,支出金额,账户余额,对方账号,对方户名,对方开户行,交易用途,交易附言
    2024/5/31,20240531100000,,300.00,900.50,6222000000000002,林青禾,示例银行,执行款,发放
    2024/5/31,20240531093001,２００．５０,,1200.50,6222000000000001,张云舟,示例银行,还款,（2024）浙1004执88号

    """
  /// As BOC's: English beside Chinese, payer and payee, one column of signed sums.
  static let boc = """
    查询账号[ Inquirer account number ],33050100000000001
    交易类型[ Transaction Type ],付款人开户行号[ Payer bank code ],付款人账号[ Debit Account No. ],付款人名称[ Payer's Name ],收款人开户行行号[ Payee bank code ],收款人账号[ Payee's Account Number ],收款人名称[ Payee's Name ],交易日期[ Transaction Date ],交易时间[ Transaction time ],交易货币[ Trade Currency ],交易金额[ Trade Amount ],交易后余额[ After-transaction balance ],交易流水号[ Transaction reference number ],摘要[ Reference ],用途[ Purpose ],交易附言[ Remark ],备注[ Remarks ]
    来账,102100099996,6222000000000001,张云舟,104100000004,33050100000000001,示例市人民法院,20240531,09:30:01,CNY,200.50,1200.50,T100000001,汇入,还款,（2024）浙1004执88号,
    往账,104100000004,33050100000000001,示例市人民法院,105100000017,6222000000000002,林青禾,20240531,10:00:00,CNY,-300.00,900.50,T100000002,汇出,执行款,,

    """

  private func read(_ text: String) throws -> StatementFile { try ExportReader().read(Array(text.utf8)) }
  private func first(_ text: String) -> String {
    do {
      return try read(text).faults.first.map(short) ?? "accepted"
    } catch let fault as BankFileFault {
      return short(fault)
    } catch {
      return "\(error)"
    }
  }

  @Test func `The tables of four banks say the same, in UTF-8 and in GB18030`() throws {
    for (name, text) in [("icbc", Self.icbc), ("ccb", Self.ccb), ("abc", Self.abc), ("boc", Self.boc)] {
      for bytes in [Array(text.utf8), gb18030(Array(text.utf8))] {
        let file = try ExportReader().read(bytes)
        #expect(file.faults.isEmpty, "\(name): \(file.faults.map(\.sentence.en))")
        let statement = try #require(file.statements.first)
        #expect(statement.account == "33050100000000001", "\(name)")
        #expect(Set(statement.entries.map(\.signed)) == [Money("200.50"), Money(fen: -30_000)], "\(name)")
        #expect(statement.entries.allSatisfy { $0.bookingDay == Day(2024, 5, 31) }, "\(name)")
        #expect(statement.opening?.amount == .yuan(1000) && statement.closing?.amount == Money("900.50"), "\(name)")
        let receipt = try #require(statement.entries.first { $0.side == .credit })
        let payer = try #require(receipt.details.first).counterparty(in: receipt)
        #expect(payer.name == "张云舟" && payer.account == "6222000000000001", "\(name)")
        let payout = try #require(statement.entries.first { $0.side == .debit })
        #expect(try #require(payout.details.first).counterparty(in: payout).name == "林青禾", "\(name)")
        #expect(name == "ccb" || receipt.details.first?.remittance.contains("浙1004执88号") == true, "\(name)")
      }
    }
    #expect(try ExportReader().read(gb18030(Array(Self.ccb.utf8))).version == "GB18030")
  }

  @Test func `Lines before the header give account, owner and period`() throws {
    let statement = try #require(try read(Self.ccb).statements.first)
    #expect(statement.accountName == "示例市人民法院" && statement.line == 4)
    #expect(statement.from == Day(2024, 5, 1) && statement.to == Day(2024, 5, 31))
    #expect(statement.entries.map(\.bankReference) == ["1-100000001", "1-100000002"])
    #expect(statement.entries.map(\.line) == [5, 6])
  }

  @Test func `A negative sum takes a booking back`() throws {
    let text = Self.icbc.replacing("\"300.00\",,", with: "-300.00,,").replacing("900.50,", with: "\"1,500.50\",")
    let entry = try #require(try read(text).statements.first?.entries.last)
    #expect(entry.side == .credit && entry.isReversal && entry.amount == .yuan(300))
    #expect(entry.details.first?.counterparty(in: entry).name == "林青禾")
  }

  @Test func `A workbook is read like CSV, days and sums by their cells`() throws {
    let bytes = try WorkbookWriter.bytes { writer in
      try writer.sheet("明细", ["交易日期", "收入", "支出", "余额", "对方户名", "附言", "流水号"].map { SheetColumn($0) })
      let day = Day(number: 19_874)
      try writer.row([
        .day(day), .money(Money(fen: 20_050)), .blank, .money(Money(fen: 120_050)), .text("张云舟"), .text("还款"), .text("1"),
      ])
      try writer.row([.day(day), .blank, .money(.yuan(300)), .money(Money(fen: 90_050)), .text("林青禾"), .text("发放"), .text("2")])
    }
    let file = try ExportReader().read(bytes)
    #expect(file.isAccepted && file.version == "XLSX")
    #expect(file.statements.first?.entries.map(\.signed) == [Money(fen: 20_050), Money(fen: -30_000)])
    #expect(file.statements.first?.entries.map(\.line) == [2, 3])
  }

  @Test func `Whatever is wrong with a table is refused at its line and by its rule`() throws {
    let broken: [(String, Broken)] = [
      (Self.icbc, Broken("no header", "凭证号,本方账号", "甲,乙", "accepted")),
      (Self.icbc, Broken("no amounts", "借方发生额,贷方发生额", "甲,乙", "3 B18")),
      (Self.icbc, Broken("no money in", "贷方发生额", "甲", "1 B18")),
      (Self.icbc, Broken("a column twice", "个性化信息", "余额", "1 B18")),
      (Self.icbc, Broken("both sums", "贷,,\"200.50\"", "贷,1.00,\"200.50\"", "2 B20")),
      (Self.icbc, Broken("neither sum", "贷,,\"200.50\"", "贷,,", "2 B20")),
      (Self.icbc, Broken("separators", "\"200.50\"", "\"2,00.50\"", "2 B8")),
      (Self.icbc, Broken("finer than a fen", "\"200.50\"", "200.501", "2 B8")),
      (Self.icbc, Broken("no sum", "\"200.50\"", "二百元整", "2 B8")),
      (Self.icbc, Broken("no day", "2024-05-31 09:30:01", "", "2 B10")),
      (Self.icbc, Broken("no such day", "2024-05-31 09:30:01", "2024-05-32 09:30:01", "2 B10")),
      (
        Self.icbc,
        Broken("another account", ",33050100000000001\t,6222000000000002", ",33050100000000009\t,6222000000000002", "3 B17")
      ),
      (Self.icbc, Broken("quote never closed", "跨行汇入", "\"跨行汇入", "2 B2")),
      (Self.icbc, Broken("quote inside", "跨行汇入", "跨\"行\"汇入", "2 B2")),
      (Self.icbc, Broken("balance changed", "900.50,", "900.51,", "3 B14")),
      (Self.icbc, Broken("NUL", "跨行汇入", "\u{0}", "2 B1")),
      (Self.ccb, Broken("dollars", "人民币元,张云舟", "美元,张云舟", "5 B9")),
      (Self.ccb, Broken("outside the period", ",20240531,转账,还款", ",20240601,转账,还款", "5 B13")),
      (Self.ccb, Broken("sum out", "合计,300.00", "合计,300.01", "7 B15")),
      (Self.ccb, Broken("sum in", "合计,300.00,200.50", "合计,300.00,200.51", "7 B15")),
      (Self.ccb, Broken("count", "总笔数：2", "总笔数：3", "8 B15")),
      (Self.ccb, Broken("opening balance", "期初余额：1000.00", "期初余额：1000.01", "3 B14")),
      (
        Self.ccb,
        Broken(
          "reference, side and sum twice", "300.00,0.00,900.50,人民币元,林青禾,6222000000000002,示例银行城南支行,20240531,转账,,1-100000002",
          "0.00,200.50,1401.00,人民币元,张云舟,6222000000000001,示例银行城北支行,20240531,转账,,1-100000001", "6 B12")
      ),
      (
        Self.ccb,
        Broken(
          "entries behind the totals", "合计,300.00,200.50,,,,,,,,,,,,\n",
          "合计,300.00,200.50\n20240531 11:00:00,1.00,0.00,899.50,人民币元,周雪帆,1,,20240531,转账,,1-3,,,\n", "8 B19")
      ),
      (Self.abc, Broken("the newest balance changed", "900.50", "900.05", "4 B14")),
      (Self.boc, Broken("unknown direction", "来账", "调账", "3 B7")),
      (Self.boc, Broken("sign against direction", "CNY,200.50", "CNY,-200.50", "3 B20")),
      (Self.boc, Broken("zero", "CNY,200.50", "CNY,0.00", "3 B20")),
      (Self.boc, Broken("no direction", "交易类型[ Transaction Type ]", "甲", "2 B18")),
    ]
    for (good, variant) in broken {
      let text = try #require(variant.text(of: good), "\(variant.name): nothing to change")
      #expect(first(text) == variant.expected, "\(variant.name)")
    }
    let row = "0,33050100000000001\t,6222000000000002\t,2024-05-31 10:00:00,借,\"300.00\",,105100000017,案款发放,执行款,林青禾,900.50,\n"
    #expect(first(Self.icbc + row) == "4 B12")
    #expect(first("") == "1 B18")
    #expect(first(String(repeating: "说明\n", count: 60)) == "41 B18")
  }

  @Test func `Random changes of a table never trap`() {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("export mutations, seed \(seed)")
    var random = Seeded(state: seed)
    let goods = [Self.icbc, Self.ccb, Self.abc, Self.boc].flatMap { [Array($0.utf8), gb18030(Array($0.utf8))] }
    var survivors = 0
    for _ in 0..<3_000 where (try? ExportReader().read(mutated(goods[random.below(goods.count)], &random)))?.isAccepted == true {
      survivors += 1
    }
    #expect(survivors > 0 && survivors < 3_000)
  }
}
