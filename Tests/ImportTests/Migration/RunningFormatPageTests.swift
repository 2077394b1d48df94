import Enforcement
import EnforcementLaw
import Foundation
import Testing

@testable import Import

@Suite("The page on the format of running cases") struct RunningFormatPageTests {
  private func page() throws -> String {
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..").standardized
    return try String(contentsOf: root.appending(path: "docs/running-format.md"), encoding: .utf8)
  }

  @Test("It has every table, header and rule, as they are read")
  func complete() throws {
    let text = try page()
    for table in RunningTable.allCases {
      #expect(text.contains("## \(table.names[0]) \(table.names[1])"))
      guard table != .parties, table != .claims else { continue }
      let section = text.components(separatedBy: "## \(table.names[0]) ")[1].components(separatedBy: "\n## ")[0]
      let rows = section.split(separator: "\n").filter { $0.hasPrefix("|") }
      for column in table.columns {
        let row = try #require(rows.first { $0.contains("| `\(column.rawValue)` | \(column.zh) |") }, "\(table) \(column)")
        for alias in column.chinese.dropFirst() { #expect(row.contains(alias), "\(table) \(alias)") }
        #expect(row.hasPrefix("| ● ") == table.isRequired(column), "\(table) \(column)")
      }
    }
    for rule in RunningRule.allCases where rule.rawValue.hasPrefix("M") || rule.rawValue.hasPrefix("R") {
      #expect(text.contains("| \(rule.rawValue) |"), "\(rule)")
    }
  }

  @Test("It has every word that is written")
  func words() throws {
    let text = try page()
    func check<Word: DocketWord>(_ type: Word.Type) {
      for word in Word.allCases { #expect(text.contains("\(word.written.zh) `\(word.written.en)`"), "\(word)") }
    }
    check(RunningState.self)
    check(ClockEntry.self)
    check(Deduction.Kind.self)
    check(Lane.self)
    check(Property.Kind.self)
    check(MoneyDirection.self)
    check(MoneyWord.self)
    check(SanctionWord.self)
  }
}
