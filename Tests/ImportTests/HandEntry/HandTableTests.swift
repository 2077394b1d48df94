import Basics
import Casework
import Enforcement
import Sheets
import TestSupport
import Testing

@testable import Import

/// Tables that are entered by hand, read and weighed row by row.
struct HandTableTests {
  @Test func tabsAndCommasAndAWorkbookReadAlike() throws {
    let cells = [["单位", "财产种类", "账号", "余额"], ["临江银行", "存款", "6228480000000001", "1,234.50"]]
    let tabs = try HandTable(text: cells.map { $0.joined(separator: "\t") }.joined(separator: "\n"))
    let commas = try HandTable(text: "单位,财产种类,账号,余额\r\n临江银行,存款,6228480000000001,\"1,234.50\"\r\n")
    let bytes = try WorkbookWriter.bytes { book in
      try book.sheet("反馈", cells[0].map { SheetColumn($0) })
      try book.row(cells[1].map { .text($0) })
    }
    let book = try HandTable(file: bytes)
    #expect(tabs.rows.map(\.cells) == commas.rows.map(\.cells))
    #expect(tabs.rows.map(\.cells) == book.rows.map(\.cells))
    let again = try HandTable(text: HandTable.text(tabs.rows))
    #expect(again.rows.map { $0.cells[.value] } == ["1,234.50"])
  }

  @Test func aTableWithoutItsHeaderIsRefusedWithThePlace() {
    for (text, part) in [
      ("", "空"), ("单位\t财产种类\t颜色\n", "颜色"), ("单位\t账号\n", "财产种类"), ("单位,单位,财产种类\n", "重复"),
      ("单位,财产种类\n\"临江银行,存款\n", "引号"),
    ] {
      do throws(HandTableFault) {
        _ = try HandTable(text: text)
        Issue.record("\(text) was read")
      } catch {
        #expect(error.message.zh.contains(part), "\(error.message.zh)")
      }
    }
  }

  private struct Court {
    let court: RuleCourt
    let caseID: ID<CaseFile>
    let searcher: Actor
    let intake: HandIntake
    let origin: HandIntake.Origin

    init() async throws {
      let start = try #require(Day(2025, 3, 3))
      court = try RuleCourt(at: Instant(start, hour: 9))
      _ = try await court.staff("执行员", [.officer])
      _ = try await court.staff("法官", [.judge])
      searcher = try await court.staff("查控", [.searchOfficer])
      caseID = try await court.fileCase("1", claims: [(.principal, .yuan(500_000), "")], debtors: 2)
      intake = HandIntake(desk: court.desk, vault: court.store, files: NoFiles(), court: court.court)
      origin = HandIntake.Origin(source: "letter", learnedOn: "\(start)", told: "示例函")
    }
    func take(_ text: String) async throws -> [HandIntake.Line] {
      try await intake.take(try HandTable(text: text), of: caseID, origin, attachments: [], by: searcher)
    }
    func found() async throws -> [Search.Found] { try await court.look(at: caseID).caseFile(caseID).search.foundList }
  }
  struct NoFiles: PaperStore {
    func keep(_ bytes: [UInt8], as ref: VaultRef) async throws {}
    func fetch(_ ref: VaultRef) async throws -> [UInt8]? { nil }
  }

  @Test func badRowsSayWhereAndWhyAndTheGoodOnesAreTaken() async throws {
    let court = try await Court()
    let text = """
      被执行人\t单位\t财产种类\t账号\t余额
      被执行人11\t临江银行\t存款\t6228001\t￥3,000.00元
      \t临江银行\t存款\t6228002\t3000
      路人\t临江银行\t存款\t6228003\t3000
      被执行人12\t不存在的银行\t存款\t6228004\t3000
      被执行人12\t车辆管理所\t存款\t6228005\t3000
      被执行人12\t临江银行\t黄金\t6228006\t3000
      被执行人12\t临江银行\t存款\t6228007\t三千
      被执行人12\t临江银行\t存款\t\t3000
      被执行人12\t海门银行\t查无\t\t
      """
    let lines = try await court.take(text)
    let told = lines.map { line -> String in
      if case .refused(let column, _, _) = line.state {
        "\(line.row.line) \(column?.rawValue ?? "")"
      } else {
        "\(line.row.line) taken"
      }
    }
    #expect(
      told == [
        "2 taken", "3 debtor", "4 debtor", "5 unit", "6 unit", "7 kind", "8 value", "9 identity", "10 taken",
      ])
    #expect(try await court.found().map(\.value) == [.yuan(3_000)])
    // The same table twice: what is known is known, what is wrong stays wrong, and nothing is written.
    let before = try await court.court.events().last?.position
    let again = try await court.take(text)
    #expect(again.count { $0.isNew } == 0 && again.count { $0.isRefused } == 7)
    #expect(try await court.court.events().last?.position == before)
  }

  @Test func checkingStoresNothing() async throws {
    let court = try await Court()
    let before = try await court.court.events().last?.position
    let table = try HandTable(text: "被执行人\t单位\t种类\t账号\t余额\n被执行人11\tbankA\tdeposit\t1\t5\n")
    let lines = try await court.intake.check(table, of: court.caseID, court.origin, by: court.searcher)
    #expect(lines.count == 1 && lines[0].isNew)
    #expect(try await court.court.events().last?.position == before)
  }

  @Test func oneTableForManyCasesGoesByTheirNumbers() async throws {
    let court = try await Court()
    let other = try await court.court.fileCase("2", claims: [(.principal, .yuan(1_000), "")])
    let number = try await court.court.look(at: other).caseFile(other).number
    let wide = number.replacing("(", with: "（").replacing(")", with: "）")
    let table = try HandTable(text: "案号\t单位\t种类\t账号\t余额\n\(wide)\tbankA\t存款\t1\t5\n(2025)浙9999执7号\tbankA\t存款\t1\t5\n")
    let lines = try await court.intake.take(table, of: nil, court.origin, attachments: [], by: court.searcher)
    #expect(lines.map(\.caseID) == [other, nil])
    #expect(lines[0].isNew && lines[1].isRefused)
    #expect(try await court.court.look(at: other).caseFile(other).search.foundList.count == 1)
  }

  @Test func whoseRoleItIsNotTakesNothing() async throws {
    let court = try await Court()
    let cashier = try await court.court.staff("出纳", [.cashier])
    let table = try HandTable(text: "被执行人\t单位\t种类\t账号\t余额\n被执行人11\tbankA\t存款\t1\t5\n")
    let lines = try await court.intake.take(table, of: court.caseID, court.origin, attachments: [], by: cashier)
    #expect(lines.count { $0.isRefused } == lines.count)
    #expect(try await court.found().isEmpty)
  }
}
