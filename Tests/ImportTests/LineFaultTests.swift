import Basics
import Enforcement
import Testing

@testable import Import

/// One cell of a good case is changed; exactly the fault named must appear.
@Suite struct LineFaultTests {
  private func faults(_ row: Int, _ column: String, _ text: String) throws -> [String] {
    try Sheet.good().with(row, column, text).read().faults.map(short)
  }

  @Test func `A case in order has no fault and is read in full`() throws {
    let reading = try Sheet.good().read()
    #expect(reading.faults.isEmpty)
    let docket = try #require(reading.accepted.first?.docket)
    #expect(docket.identity == DocketCase.Identity(court: CourtCode("浙1004"), ref: "A-1"))
    #expect(docket.type == .first)
    #expect(docket.instrument.number == "(2025)浙1004民初88号")
    #expect(docket.instrument.lastPerformanceDay == Day(2025, 6, 20))
    #expect(docket.parties.map(\.kind) == [.natural, .natural])
    #expect(docket.parties[0].document == DocketParty.IdentityDocument(kind: .residentID, number: resident("1985-02-03")))
    #expect(docket.claims == [ClaimItem(kind: .principal, amount: .yuan(130_000), interest: "12% 2024-01-01..")])
    #expect(docket.claimed == .yuan(130_000))
    #expect(!docket.livelihood)
  }

  @Test func `Identity numbers are checked, and what a spreadsheet did to them is said`() throws {
    let good = resident("1985-02-03")
    #expect(try faults(0, "证件号码", String(good.dropLast()) + (good.hasSuffix("1") ? "2" : "1")) == ["2 证件号码 R10.1"])
    #expect(try faults(0, "证件号码", "33000019850230001X") == ["2 证件号码 R10.1"])
    #expect(try faults(0, "证件号码", "9") == ["2 证件号码 R10.1"])
    #expect(try faults(1, "证件号码", "33000020300101001X") == ["3 证件号码 R10.1"])
    let rounded = try Sheet.good().with(0, "证件号码", "3.30E+17").read().faults
    #expect(rounded.map(short) == ["2 证件号码 R10.1"])
    #expect(rounded[0].message.en.contains("spreadsheet"))
  }

  @Test func `An applicant needs a number; a debtor without one is a warning`() throws {
    #expect(try faults(0, "证件号码", "") == ["2 证件号码 D7"])
    #expect(try faults(1, "证件号码", "") == ["3 证件号码 D7 warning"])
  }

  @Test func `The kind of a party follows from its document where the line does not say it`() throws {
    let code = FictionalPeople.creditCode(serial: 12)
    let company = try Sheet.good().with(1, "姓名或名称", "台州示例模具有限公司").with(1, "证件号码", code).read()
    #expect(company.accepted.first?.docket.parties[1].kind == .enterprise)
    #expect(company.accepted.first?.docket.parties[1].document?.kind == .creditCode)
    let permit = try Sheet.good().with(1, "证件种类", "台胞证").with(1, "证件号码", "t123 45678").read()
    #expect(permit.accepted.first?.docket.parties[1].document == DocketParty.IdentityDocument(kind: .permit, number: "T12345678"))
    #expect(permit.accepted.first?.docket.parties[1].kind == .natural)
  }

  @Test func `A document of the wrong kind for the party is a fault`() throws {
    #expect(try faults(0, "当事人类别", "企业法人") == ["2 证件号码 R10.2"])
    #expect(try Sheet.good().with(0, "当事人类别", "企业法人").with(0, "证件种类", "身份证").read().faults.map(short) == ["2 证件种类 D8"])
    #expect(try faults(0, "证件种类", "驾驶证") == ["2 证件种类 D8"])
  }

  @Test func `Telephones and accounts are checked`() throws {
    #expect(try faults(0, "联系电话", "1380000") == ["2 联系电话 R10.5"])
    #expect(try faults(0, "联系电话", "0576-88880000").isEmpty)
    #expect(try faults(0, "联系电话", "") == ["2 联系电话 D7 warning"])
    #expect(try faults(0, "收款账号", "12-34") == ["2 收款账号 D15"])
    #expect(try faults(0, "收款账号", "6.22E+18") == ["2 收款账号 D15"])
    #expect(try faults(0, "开户行", "示例银行") == ["2 收款账号 D7"])
    #expect(try faults(0, "收款账号", "9999 0012 3456") == ["2 开户行 D7"])
  }

  @Test func `Sums are above zero with at most two places`() throws {
    for text in ["0", "-1", "1.005", "十三万", "1e5", "1,23.00", "99999999999999", "１００"] {
      #expect(try faults(2, "金额", text) == ["4 金额 D10"], "\(text)")
    }
    for (text, fen) in [("130,000.5", 13_000_050), ("¥1", 100), ("0.01元", 1), ("9999999999999.99", 999_999_999_999_999)] {
      let reading = try Sheet.good().with(2, "金额", text).read()
      #expect(reading.accepted.first?.docket.claims.first?.amount.fen == Int64(fen), "\(text)")
    }
  }

  @Test func `Days are real, not ahead of the import, and in order`() throws {
    for text in ["2025-02-29", "0204-05-06", "05/06/2025", "2025年13月1日", "昨天"] {
      #expect(try faults(0, "文书日期", text) == ["2 文书日期 D11"], "\(text)")
    }
    for text in ["2025/5/6", "2025年5月6日", "20250506", "2025.5.6"] {
      #expect(try Sheet.good().with(0, "文书日期", text).read().accepted.first?.docket.instrument.on == Day(2025, 5, 6), "\(text)")
    }
    #expect(try faults(0, "文书日期", "2026-03-03") == ["2 文书日期 D11"])
    #expect(try faults(0, "收到申请日", "2026-03-03") == ["2 收到申请日 D11"])
    #expect(try faults(0, "收到申请日", "2025-05-05") == ["2 收到申请日 D11", "2 履行期限届满日 R1.6"])
    #expect(try faults(0, "履行期限届满日", "2025-05-05") == ["2 履行期限届满日 D11"])
  }

  @Test func `A period of performance that still runs is a fault, except for preservation`() throws {
    #expect(try faults(0, "履行期限届满日", "2026-02-27") == ["2 履行期限届满日 R1.6"])
    #expect(try faults(0, "履行期限届满日", "2026-02-26").isEmpty)
    let preservation = Sheet.good().with(0, "履行期限届满日", "2026-05-01").with(0, "案件类型", "执保")
    #expect(try preservation.read().faults.isEmpty)
    #expect(try faults(0, "履行期限届满日", "") == ["2 履行期限届满日 D7 warning"])
  }

  @Test func `An application after the limitation period is filed with a warning`() throws {
    let late = Sheet.good().with(0, "执行依据文号", "(2022)浙1004民初88号").with(0, "文书日期", "2022-02-01")
      .with(0, "履行期限届满日", "2022-03-15")
    // 2024-03-15 is the last day (R1.8).
    #expect(try late.with(0, "收到申请日", "2024-03-18").read().faults.map(short) == ["2 履行期限届满日 R1.8 warning"])
    #expect(try late.with(0, "收到申请日", "2024-03-15").read().faults.isEmpty)
    #expect(try late.with(0, "收到申请日", "2024-03-18").read().accepted.count == 1)
  }

  @Test func `A court is written as its code`() throws {
    #expect(try faults(0, "法院代字", "路桥区人民法院") == ["2 法院代字 R1.1"])
    #expect(try faults(0, "法院代字", "浙100") == ["2 法院代字 R1.1"])
  }

  @Test func `Types are those that a docket can open`() throws {
    #expect(try faults(0, "案件类型", "执异") == ["2 案件类型 R1.2"])
    #expect(try faults(0, "案件类型", "执行复议") == ["2 案件类型 R1.2"])
    #expect(try faults(0, "案件类型", "民初") == ["2 案件类型 D8"])
    #expect(try faults(0, "案件类型", "") == ["2 案件类型 D7"])
    #expect(try Sheet.good().with(0, "案件类型", "First").read().accepted.first?.docket.type == .first)
  }

  @Test func `A resumption names the case that it resumes, and only a resumption does`() throws {
    #expect(try faults(0, "案件类型", "执恢") == ["2 原执行案号 R1.3"])
    let resumed = Sheet.good().with(0, "案件类型", "恢复执行")
    #expect(try resumed.with(0, "原执行案号", "（2022）浙1004执123号").read().accepted.first?.docket.earlierCase == "(2022)浙1004执123号")
    #expect(try resumed.with(0, "原执行案号", "(2015)路执民字第12号").read().faults.isEmpty)
    #expect(try resumed.with(0, "原执行案号", "(2022)浙1004民初1号").read().faults.map(short) == ["2 原执行案号 R1.3"])
    #expect(try resumed.with(0, "原执行案号", "(2022)浙1004执012号").read().faults.map(short) == ["2 原执行案号 R1.1"])
    #expect(try faults(0, "原执行案号", "(2022)浙1004执123号") == ["2 原执行案号 R1.3"])
  }

  @Test func `A court's paper has a case number; legacy numbers and awards stay as they are`() throws {
    #expect(try faults(0, "执行依据文号", "(2025)浙1004民初0088号") == ["2 执行依据文号 R1.1"])
    #expect(try faults(0, "执行依据文号", "民初八十八号") == ["2 执行依据文号 R1.1"])
    #expect(try faults(0, "执行依据文号", "(2026)浙1004民初88号") == ["2 文书日期 R1.1"])
    #expect(try faults(0, "执行依据文号", "(2025)浙1004民撤8号") == ["2 执行依据文号 R1.1 warning"])
    #expect(try faults(0, "执行依据文号", "(2015)路民初字第12号").isEmpty)
    let award = Sheet.good().with(0, "文书种类", "仲裁裁决").with(0, "执行依据文号", "示例仲裁〔2025〕12号")
    #expect(try award.read().accepted.first?.docket.instrument.number == "示例仲裁〔2025〕12号")
  }

  @Test func `Lines of a case must not contradict each other`() throws {
    #expect(try faults(1, "案由", "买卖合同纠纷") == ["3 案由 D6"])
    #expect(try faults(1, "案由", "民间借贷纠纷").isEmpty)
  }

  @Test func `A line is one party or one claim item`() throws {
    #expect(try faults(1, "金额", "5") == ["3 金额 D4"])
    #expect(try faults(2, "地址", "示例路1号") == ["4 地址 D4"])
    #expect(try Sheet.good().with(1, "行别", "").with(2, "行别", "").read().faults.isEmpty)
    #expect(try Sheet.good().with(1, "行别", "").with(1, "金额", "5").read().faults.map(short) == ["3  D4"])
    #expect(try faults(1, "行别", "原告") == ["3 行别 D8"])
    #expect(try Sheet.good().adding(["收案编号": "A-1", "法院代字": "浙1004"]).read().faults.map(short) == ["5  D4"])
  }

  @Test func `A case has an applicant, a debtor and a claim item`() throws {
    #expect(try faults(0, "诉讼地位", "被执行人") == ["2 诉讼地位 R1.6"])
    #expect(try faults(1, "诉讼地位", "申请执行人") == ["2 诉讼地位 R1.6", "3 联系电话 D7 warning"])
    var sheet = Sheet.good()
    sheet.rows.removeLast()
    #expect(try sheet.read().faults.map(short) == ["2 债权种类 R1.6"])
  }

  @Test func `Nobody is on both sides or twice on one`() throws {
    #expect(try faults(1, "证件号码", resident("1985-02-03")) == ["3 证件号码 R1.6"])
    let again = ["收案编号": "A-1", "行别": "当事人", "诉讼地位": "被执行人", "姓名或名称": "张云舟", "证件号码": resident("1979-11-30")]
    #expect(try Sheet.good().adding(again).read().faults.map(short) == ["5 证件号码 D13"])
  }

  @Test func `The same claim twice is a warning, and a total beyond the bound a fault`() throws {
    let sheet = Sheet.good()
    #expect(try sheet.adding(sheet.rows[2]).read().faults.map(short) == ["5 金额 D13 warning"])
    var rows = sheet
    for place in 0..<3 {
      rows = rows.adding(["收案编号": "A-1", "债权种类": "违约金", "金额": "9999999999999.9\(place)"])
    }
    #expect(try rows.read().faults.map(short) == ["5 金额 D10"])
  }

  @Test func `A minor needs a guardian; between sixteen and eighteen that is a warning`() throws {
    let child = Sheet.good().with(0, "证件号码", resident("2015-01-01"))
    #expect(try child.read().faults.map(short) == ["2 代理人 D14"])
    #expect(try child.with(0, "代理人", "林知行").read().faults.isEmpty)
    #expect(try faults(0, "证件号码", resident("2009-03-02")) == ["2 代理人 D14 warning"])
    #expect(try faults(0, "证件号码", resident("2008-03-02")).isEmpty)
  }

  @Test func `Names, agents and representatives are names`() throws {
    #expect(try faults(0, "姓名或名称", "123") == ["2 姓名或名称 D9"])
    #expect(try faults(0, "姓名或名称", "林\u{202E}青") == ["2 姓名或名称 D9"])
    #expect(try faults(0, "姓名或名称", "林\"青") == ["2 姓名或名称 D9"])
    #expect(try faults(0, "姓名或名称", "林\n青") == ["2 姓名或名称 D9"])
    #expect(try faults(0, "姓名或名称", String(repeating: "林", count: 81)) == ["2 姓名或名称 D9"])
    #expect(try faults(0, "代理人", "周律师13800000000") == ["2 代理人 D9"])
    #expect(try faults(0, "代理人电话", "15400000002") == ["2 代理人 D7"])
    #expect(try faults(0, "法定代表人", "林知行") == ["2 法定代表人 D4"])
    #expect(try faults(0, "姓名或名称", "买买提·吐尔逊").isEmpty)
  }

  @Test func `A reference is plain and not rounded by a spreadsheet`() throws {
    for ref in ["A 1", "2.02E+11", "A\u{200B}1", String(repeating: "9", count: 61)] {
      #expect(try Sheet.good(ref: ref).read().faults.first.map(short)?.hasPrefix("2 收案编号 D") == true, "\(ref)")
    }
    #expect(try Sheet.good(ref: "（2026）台法收-12/3号").read().faults.isEmpty)
  }
}
