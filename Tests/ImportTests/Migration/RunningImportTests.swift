import Basics
import Enforcement
import EnforcementLaw
import Foundation
import Sheets
import Testing

@testable import Import

@Suite("Running cases of an earlier system") struct RunningImportTests {
  @Test("Each planted fault is reported at its line and column by its rule, and nothing else is")
  func planted() throws {
    let court = try RunningSample.court()
    #expect(RunningBlemish.all.count >= 60)
    for (seed, language) in [(UInt64(1), Language.zh), (2, .en), (3, .zh)] {
      let tables = RunningGenerator(
        seed: seed, cases: 400, faults: RunningBlemish.all.count, court: court, language: language
      ).tables()
      let reading = try RunningImport(court).read(RunningSource(files: tables.files))
      let errors = reading.faults.filter { $0.severity == .error }
      for planted in tables.planted {
        let found = errors.contains {
          $0.table == planted.table && $0.line == planted.line && $0.column == planted.column && $0.rule == planted.rule
        }
        let near = errors.filter { $0.ref == planted.ref }.map(\.sentence.en)
        #expect(found, "\(planted): \(near)")
      }
      let refs = Set(tables.planted.map(\.ref)).union(["没有这案", ""])
      #expect(errors.filter { !refs.contains($0.ref) }.map(\.sentence.en) == [])
      #expect(Set(reading.accepted.map(\.ref)) == Set(tables.cases.map(\.ref)))
    }
  }

  @Test("What is written is read back as it was, from CSV files and from a workbook, in both languages")
  func roundTrip() throws {
    let court = try RunningSample.court()
    for language in Language.allCases {
      let tables = RunningGenerator(seed: 9, cases: 120, court: court, language: language).tables()
      let csv = try RunningImport(court).read(RunningSource(files: tables.files))
      let book = try RunningImport(court).read(RunningSource(files: [("court.xlsx", try tables.workbook())]))
      for reading in [csv, book] {
        #expect(reading.errorCount == 0, "\(reading.faults.first { $0.severity == .error }?.sentence.en ?? "")")
        #expect(reading.accepted.map(\.values) == tables.cases.map(\.values))
      }
      #expect(csv.lastNumbers == book.lastNumbers && !csv.lastNumbers.isEmpty)
    }
  }

  @Test("The same seed gives the same tables")
  func sameSeed() throws {
    let court = try RunningSample.court()
    let first = RunningGenerator(seed: 4, cases: 60, faults: 9, court: court).tables()
    let second = RunningGenerator(seed: 4, cases: 60, faults: 9, court: court).tables()
    #expect(first.files.map(\.bytes) == second.files.map(\.bytes) && first.planted == second.planted)
    #expect(first.planted.count == 9)
  }

  @Test("Cases of doubtful identity wait together: a reference, a number, a bank line or a first rank that two cases claim")
  func shared() throws {
    func doubled(_ change: (inout RunningRows, String) -> Void) throws -> RunningReading {
      var rows = try RunningSample.rows()
      let more = try RunningSample.rows()
      for (table, lines) in more {
        rows[table, default: []] += lines.map { $0.merging([.caseRef: "R2"]) { _, new in new } }
      }
      // All that must differ between two cases, and then what the test says.
      for row in rows[.money]?.indices ?? 0..<0 where rows[.money]?[row][.caseRef] == "R2" {
        if let line = rows[.money]?[row][.bankLine] { rows[.money]?[row][.bankLine] = "R2-" + line }
      }
      for row in rows[.measures]?.indices ?? 0..<0 where rows[.measures]?[row][.caseRef] == "R2" {
        rows[.measures]?[row][.rank] = "2"
        if rows[.measures]?[row][.measureKind] == "银行存款" { rows[.measures]?[row][.held] = "0" }
      }
      let year = Day(rows[.cases]?[1][.filedOn] ?? "")?.year ?? 0
      rows[.cases]?[1][.number] = "(\(year))浙1099执99号"
      rows[.cases]?[1][.type] = "执"
      rows[.cases]?[1][.earlierCase] = nil
      change(&rows, "R2")
      return try RunningSample.read(rows)
    }
    let fine = try doubled { _, _ in }
    #expect(fine.held == [] && fine.accepted.count == 2, "\(fine.faults.map(\.sentence.en))")
    let name = try doubled { rows, _ in
      for row in rows[.parties]?.indices ?? 0..<0 where rows[.parties]?[row][.caseRef] == "R2" {
        if rows[.parties]?[row][.partyRole] == "申请执行人" { rows[.parties]?[row][.partyName]? += "旧" }
      }
    }
    #expect(name.held == [] && name.accepted.count == 2, "\(name.faults.map(\.sentence.en))")
    #expect(name.faults.contains { $0.rule == "M13" && $0.severity == .warning && $0.ref == "R2" })
    let number = try doubled { rows, _ in
      let first = rows[.cases]?[0][.number]
      rows[.cases]?[1][.number] = first
    }
    #expect(number.held == ["R1", "R2"] && number.faults.contains { $0.rule == "M3" && $0.column == .number })
    let line = try doubled { rows, _ in
      let own = rows[.money]?.first { $0[.bankLine] != nil }?[.bankLine]
      for row in rows[.money]?.indices ?? 0..<0 where rows[.money]?[row][.caseRef] == "R2" {
        if rows[.money]?[row][.bankLine] != nil {
          rows[.money]?[row][.bankLine] = own
          break
        }
      }
    }
    #expect(line.held == ["R1", "R2"] && line.faults.contains { $0.rule == "M9" })
    let rank = try doubled { rows, _ in
      for row in rows[.measures]?.indices ?? 0..<0 { rows[.measures]?[row][.rank] = "1" }
    }
    #expect(rank.held == ["R1", "R2"] && rank.faults.contains { $0.rule == "M6" })
    let reference = try doubled { rows, _ in rows[.cases]?[1][.caseRef] = "R1" }
    #expect(Set(reference.held).contains("R1") && reference.accepted.isEmpty)
  }

  @Test("Two of one name are told apart by their id; the handler's own judge is the handler where he is one")
  func staff() throws {
    var rows = try RunningSample.rows()
    rows[.cases]?[0][.handler] = "同名"
    #expect(try RunningSample.read(rows).faults.contains { $0.rule == "M4" && $0.column == .handler })
    rows[.cases]?[0][.handler] = "6"
    #expect(try RunningSample.read(rows).accepted.first?.handler == ID(raw: 6))
    rows[.cases]?[0][.handler] = "卢平"
    rows[.cases]?[0][.judge] = nil
    #expect(try RunningSample.read(rows).accepted.first?.judge == ID(raw: 3))
  }

  @Test("A spreadsheet's rounded number, an unknown sheet and a missing table are said")
  func unreadable() throws {
    let court = try RunningSample.court()
    func faults(_ files: [(name: String, bytes: [UInt8])]) -> [String] {
      do {
        _ = try RunningImport(court).read(RunningSource(files: files))
        return []
      } catch let unreadable as RunningUnreadable {
        return unreadable.faults.map { "\($0.source) \($0.line) \($0.rule)" }
      } catch {
        return ["\(error)"]
      }
    }
    let files = RunningWriter(language: .en).files(try RunningSample.rows())
    #expect(faults(files.filter { $0.name != "parties.csv" }) == ["parties 0 M1"])
    #expect(faults(files + [("notes.csv", Array("a,b\r\n".utf8))]) == ["notes.csv 0 M1"])
    #expect(faults(files + [("案件.csv", files[0].bytes)]) == ["案件.csv 0 M1"])
    #expect(
      faults(files.map { $0.name == "claims.csv" ? ($0.name, Array("case_ref,colour\r\nR1,1\r\n".utf8)) : $0 })
        == ["claims.csv 1 D3", "claims.csv 1 D3", "claims.csv 1 D3"])
    #expect(faults([("court.xlsx", [0x50, 0x4B, 3, 4, 0, 0])]).count == 1)
  }

  @Test("The corrections hold every row of the cases that wait, and put right they can be taken over")
  func corrections() throws {
    let court = try RunningSample.court()
    let tables = RunningGenerator(seed: 8, cases: 30, faults: 6, court: court).tables()
    let reading = try RunningImport(court).read(RunningSource(files: tables.files))
    let bytes = try #require(try RunningReport(reading).corrections(language: .zh))
    let again = try RunningImport(court).read(RunningSource(files: [("again.xlsx", bytes)]))
    #expect(again.accepted.isEmpty && again.held.count >= 5)
    let book = try WorkbookReader(bytes)
    let rows = try book.rows(of: "案件")
    #expect(rows.first?.cells.prefix(3) == ["错误", "规则", "应填"])
    #expect(rows.contains { $0.cells[1].contains("M") || $0.cells[1].contains("D") })
  }

  @Test("Clocks, the thirty days and lapsed measures that had run out are listed before anything is taken over")
  func overdue() throws {
    let court = try RunningSample.court()
    var rows = try RunningSample.rows()
    rows[.cases]?[0][.searchedOn] = nil
    rows[.cases]?[0][.investigatedOn] = nil
    let reading = try RunningSample.read(rows)
    let running = try #require(reading.accepted.first)
    let late = running.overdue(court)
    #expect(late.contains { $0.what.en.contains("Search") } && late.contains { $0.what.en.contains("Investigation") })
    let limit = try running.limit(court)
    #expect(late.contains { $0.what.en == "Limit of the case" } == (limit.value.caseLimit < court.today))
    let report = RunningReport(reading)
    #expect(report.lines.count == 1 && report.lines[0].totals == report.totals && report.lines[0].overdue == 1)
    #expect(report.totals.balance == running.balance)
  }

  @Test("What came in first was paid first: the money held keeps the days of the last receipts")
  func division() throws {
    var rows = try RunningSample.rows()
    let day = Day(rows[.cases]?[0][.filedOn] ?? "") ?? .earliest
    func line(_ direction: String, _ after: Int, _ amount: String, _ kind: String, _ bankLine: String = "") -> RunningRow {
      [.caseRef: "R1", .direction: direction, .day: "\(day + after)", .amount: amount, .moneyKind: kind, .bankLine: bankLine]
    }
    rows[.money] = [
      line("收", 10, "100.00", "扣划", "a"), line("收", 20, "50.00", "被执行人交款", "b"), line("付", 21, "119.00", "发放申请执行人"),
      line("付", 21, "1.00", "执行费"),
    ]
    rows[.cases]?[0][.balance] = "30.00"
    let running = try #require(try RunningSample.read(rows).accepted.first)
    let (past, held) = running.divided
    #expect(past.map(\.amount) == [.yuan(100), .yuan(20)] && past.map(\.on) == [day + 10, day + 20])
    #expect(held.map(\.amount) == [.yuan(30)] && held.map(\.on) == [day + 20] && held[0].bankLine == "b")
    rows[.money]?[2][.day] = "\(day + 5)"
    #expect(try RunningSample.read(rows).faults.contains { $0.rule == "M7" }, "paid before it came in")
  }
}
