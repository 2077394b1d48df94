import Enforcement
import Testing

@testable import Import

@Suite struct DocketFormatPageTests {
  private func page() throws -> String { String(decoding: try file("docs/docket-format.md"), as: UTF8.self) }

  @Test func `The page on the format has every header, as it is read`() throws {
    let rows = try page().split(separator: "\n").filter { $0.hasPrefix("|") }
    for column in DocketColumn.allCases {
      let row = try #require(rows.first { $0.contains("| `\(column.key)` | \(column.zh) |") }, "\(column.key)")
      for alias in column.aliases { #expect(row.contains(alias), "\(alias)") }
      #expect(row.hasPrefix("| ● ") == (column.isRequired || column == .court), "\(column.key)")
    }
  }

  @Test func `The page on the format has every rule`() throws {
    let text = try page()
    for rule in DocketRule.allCases {
      #expect(text.contains("\(rule.rawValue) |") || text.contains("\(rule.rawValue),"), "\(rule.rawValue)")
    }
  }

  @Test func `The page on the format has every word that is written`() throws {
    let text = try page()
    func check<Word: DocketWord>(_ type: Word.Type) {
      for word in Word.allCases { #expect(text.contains("\(word.written.zh) `\(word.written.en)`"), "\(word)") }
    }
    check(DocketRowKind.self)
    check(CaseTypeCode.self)
    check(Instrument.Kind.self)
    check(CaseParty.Role.self)
    check(Person.Kind.self)
    check(Application.IDKind.self)
    check(ClaimItem.Kind.self)
  }
}
