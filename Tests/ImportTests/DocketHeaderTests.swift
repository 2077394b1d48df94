import Basics
import Enforcement
import Testing

@testable import Import

@Suite struct DocketHeaderTests {
  private func faults(_ header: String) -> [String] {
    do {
      _ = try DocketImport(today: today).read(Array((header + "\n").utf8))
      return []
    } catch {
      return error.faults.map { "\($0.line) \($0.header) \($0.rule.rawValue)" }
    }
  }

  @Test func `Each header means one column, in either language`() {
    var seen: [String: DocketColumn] = [:]
    for column in DocketColumn.allCases {
      for text in [column.key, column.zh] + column.aliases {
        #expect(seen.updateValue(column, forKey: text.lowercased()) == nil, "\(text)")
      }
    }
    #expect(faults(DocketColumn.allCases.map(\.zh).joined(separator: ",")).isEmpty)
    #expect(faults(DocketColumn.allCases.map(\.key).joined(separator: ",")).isEmpty)
  }

  @Test func `Case, spaces, width of brackets and order of headers don't matter`() {
    let texts = DocketColumn.allCases.map(\.key).map { $0 == "claim_amount" ? "金额 (元)" : $0.uppercased() }
    #expect(faults(texts.reversed().joined(separator: " , ")).isEmpty)
  }

  @Test func `Unknown, doubled and missing headers are each named`() {
    let texts = DocketColumn.allCases.filter { $0 != .claimAmount }.map(\.zh) + ["电话", "微信号", ""]
    #expect(faults(texts.joined(separator: ",")) == ["1 电话 D3", "1 微信号 D3", "1 金额 D3"])
  }

  @Test func `A column without a header in the middle is a fault`() {
    #expect(faults("收案编号,," + DocketColumn.allCases.dropFirst().map(\.zh).joined(separator: ",")) == ["1  D3"])
  }

  @Test func `The court column may be missing where the import has a court`() throws {
    let texts = DocketColumn.allCases.filter { $0 != .court }.map(\.zh).joined(separator: ",")
    #expect(faults(texts) == ["1 法院代字 D3"])
    let reading = try DocketImport(today: today, defaultCourt: CourtCode("浙1004")).read(Array(texts.utf8))
    #expect(reading.faults.isEmpty)
  }

  @Test func `Columns parted by other signs than a comma are recognised and refused`() {
    for separator in ["，", ";", "\t", "|"] {
      let header = DocketColumn.allCases.map(\.zh).joined(separator: separator)
      do {
        _ = try DocketImport(today: today).read(Array(header.utf8))
        Issue.record("read with \(separator)")
      } catch {
        #expect(error.faults.count == 1)
        #expect(error.faults[0].instead.en.contains("comma"))
      }
    }
  }

  @Test func `A file without a header, or with nothing in it, says so`() {
    #expect(faults("") == ["1  D3"])
    #expect(faults("\n\n,,\n") == ["1  D3"])
    #expect(faults("2026-1,浙1004,执") == ["1  D3"])
  }
}
