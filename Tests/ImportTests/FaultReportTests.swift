import Basics
import Sheets
import Testing

@testable import Import

@Suite struct FaultReportTests {
  private let importing = DocketImport(today: today)

  @Test func `The screen says line, column, rule and what to write instead, in both languages`() throws {
    let reading = try Sheet.good().with(2, "金额", "0").read()
    #expect(
      FaultReport(reading, language: .zh).screen()
        == "共 3 行、1 案：可立案 0 案，退回 1 案（3 行）；错误 1 处，提示 0 处。\n第 4 行“金额” 错误［D10］：金额须大于零 → 填写大于零的金额；没有此项请删去该行\n")
    #expect(
      FaultReport(reading, language: .en).screen()
        == "Lines: 3. Cases: 1, to be filed 0, returned 1 with lines: 3. Errors: 1. Warnings: 0.\n"
        + "Line 4, “金额” error [D10]: The sum must be above zero → Write a sum above zero, or delete the line\n"
    )
  }

  @Test func `A long report is cut on the screen, with the number of what is left out`() throws {
    let docket = DocketGenerator(seed: 2, cases: 40, faults: 40, today: today).docket()
    let report = FaultReport(try importing.read(docket.csv))
    let lines = report.screen(faultsShown: 10).split(separator: "\n")
    #expect(lines.count == 12)
    #expect(lines[11].contains("另有 \(report.reading.faults.count - 10) 处"))
  }

  @Test func `A refused file says so and why`() {
    do {
      _ = try importing.read([0x50, 0x4B, 3, 4])
      Issue.record("was read")
    } catch {
      #expect(FaultReport.screen(error).contains("第 1 行 错误［D1］：这是表格文件，不是 CSV"))
      #expect(FaultReport.screen(error, language: .en).hasPrefix("The file was not imported"))
    }
  }

  @Test func `The correction file holds every line of a held case, with the faults in front`() throws {
    let sheet = Sheet.good(ref: "A-1") + Sheet.good(ref: "A-2").with(2, "金额", "0").with(0, "执行依据文号", "(2025)浙1004民初89号")
    let bytes = try #require(FaultReport(try sheet.read()).correctionCSV())
    var reader = CSVReader(Array(bytes.dropFirst(3)))
    var record = CSVRecord()
    var rows: [[String]] = []
    while reader.next(into: &record) { rows.append((0..<record.count).map { reader.field($0, of: record) }) }
    #expect(rows[0].prefix(4) == ["错误", "规则", "应填", "收案编号"])
    #expect(rows.count == 4)
    #expect(rows.dropFirst().map { $0[3] } == ["A-2", "A-2", "A-2"])
    #expect(rows.dropFirst().map { $0[1] } == ["", "", "D10"])
    #expect(rows[3][0] == "“金额”金额须大于零")
    #expect(rows[3][2] == "填写大于零的金额；没有此项请删去该行")
  }

  @Test func `A correction file fed back unchanged holds the same cases for the same reasons`() throws {
    for language in Language.allCases {
      let docket = DocketGenerator(seed: 17, cases: Blemish.all.count + 9, faults: Blemish.all.count, today: today).docket()
      let first = try importing.read(docket.csv)
      let returned = try #require(FaultReport(first, language: language).correctionCSV())
      let second = try importing.read(returned)
      #expect(second.accepted.isEmpty)
      #expect(second.held.map(\.ref) == first.held.map(\.ref))
      let heldLines = Set(first.held.flatMap(\.lines))
      let reasons = { (faults: [DocketFault]) in faults.map { "\($0.column?.key ?? "") \($0.rule.rawValue) \($0.severity)" } }
      #expect(reasons(second.faults) == reasons(first.faults.filter { heldLines.contains($0.line) }))
      // A report of a report replaces the three columns and changes nothing else.
      let again = try #require(FaultReport(second, language: language).correctionCSV())
      #expect(FaultReport(try importing.read(again), language: language).correctionCSV() == again)
    }
  }

  @Test func `A correction file that is corrected and fed back goes in`() throws {
    let sheet = Sheet.good(ref: "A-1").with(2, "金额", "0.0")
    let returned = try #require(FaultReport(try sheet.read()).correctionCSV())
    let corrected = String(decoding: returned, as: UTF8.self).replacing(",0.0,", with: ",130000,")
    let reading = try importing.read(Array(corrected.utf8))
    #expect(reading.accepted.map(\.docket) == (try Sheet.good(ref: "A-1").read()).accepted.map(\.docket))
    #expect(reading.faults.isEmpty)
  }

  @Test func `Lines that fit no case and lines too long to read come back as they were`() throws {
    let text = String(decoding: Sheet.good(ref: "A-1").bytes, as: UTF8.self)
    let long = String(repeating: "长", count: 2000)
    let odd = "A-1,当事人,\"x\"y,=1\r\nA-1,\(long)\r\n"
    let reading = try importing.read(Array((text + odd).utf8))
    let returned = String(decoding: try #require(FaultReport(reading).correctionCSV()), as: UTF8.self)
    #expect(returned.contains("\"\"\"x\"\"y\",'=1"))
    #expect(returned.contains(long))
    #expect(try importing.read(Array(returned.utf8)).accepted.isEmpty)
  }

  @Test func `A file without faults has no correction file`() throws {
    #expect(FaultReport(try Sheet.good().read()).correctionCSV() == nil)
  }
}
