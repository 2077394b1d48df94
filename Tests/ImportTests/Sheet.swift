import Basics
import Enforcement
import Glibc
import Sheets
import Testing

@testable import Import

/// The day on which the tests import.
let today = Day(number: 20_514)  // 2026-03-02

/// A docket written by hand: a good case whose cells a test changes.
struct Sheet {
  var headers: [String]
  var rows: [[String: String]]

  /// One applicant, one debtor, one claim; everything in order.
  static func good(ref: String = "A-1") -> Sheet {
    var first = [
      "收案编号": ref, "法院代字": "浙1004", "案件类型": "执", "收到申请日": "2026-02-27", "案由": "民间借贷纠纷",
      "执行依据文号": "(2025)浙1004民初88号", "作出机关": "示例市人民法院", "文书种类": "民事判决书", "文书日期": "2025-05-06",
      "履行期限届满日": "2025-06-20",
    ]
    first.merge([
      "行别": "当事人", "诉讼地位": "申请执行人", "姓名或名称": "林青禾", "证件号码": resident("1985-02-03"), "联系电话": "15400000001",
    ]) { $1 }
    let second = [
      "收案编号": ref, "法院代字": "浙1004", "行别": "当事人", "诉讼地位": "被执行人", "姓名或名称": "张云舟", "证件号码": resident("1979-11-30"),
    ]
    let third = ["收案编号": ref, "法院代字": "浙1004", "行别": "债权", "债权种类": "本金", "金额": "130000.00", "利息约定": "12% 2024-01-01.."]
    return Sheet(headers: DocketColumn.allCases.map(\.zh), rows: [first, second, third])
  }

  /// Changes one cell; rows count from 0.
  func with(_ row: Int, _ column: String, _ text: String) -> Sheet {
    var copy = self
    copy.rows[row][column] = text
    return copy
  }
  func adding(_ row: [String: String]) -> Sheet {
    var copy = self
    copy.rows.append(row)
    return copy
  }
  static func + (left: Sheet, right: Sheet) -> Sheet { Sheet(headers: left.headers, rows: left.rows + right.rows) }

  var bytes: [UInt8] {
    var writer = CSVWriter(marked: false)
    writer.write(headers)
    for row in rows { writer.write(headers.map { row[$0] ?? "" }) }
    return writer.bytes
  }
  func read() throws -> DocketReading { try DocketImport(today: today).read(bytes) }
}

/// A fictional resident number for a birth day.
func resident(_ birth: String, order: Int = 1) -> String {
  FictionalPeople.resident(birth: Day(birth) ?? today, order: order)
}

/// Where a fault is and what it breaks, for short comparisons: `3 证件号码 R10.1`.
func short(_ fault: DocketFault) -> String {
  "\(fault.line) \(fault.header) \(fault.rule.rawValue)" + (fault.severity == .warning ? " warning" : "")
}

/// UTF-8 as GB18030, by the C library.
func gb18030(_ text: [UInt8]) -> [UInt8] {
  guard let converter = iconv_open("GB18030", "UTF-8") else { return [] }
  defer { iconv_close(converter) }
  var source = text.map { CChar(bitPattern: $0) }
  let room = text.count * 2 + 16
  return [UInt8](unsafeUninitializedCapacity: room) { target, count in
    source.withUnsafeMutableBufferPointer { input in
      target.withMemoryRebound(to: CChar.self) { output in
        var from = input.baseAddress
        var to = output.baseAddress
        var left = text.count
        var free = room
        _ = iconv(converter, &from, &left, &to, &free)
        count = room - free
      }
    }
  }
}

/// A file of the repository; throws where there is none or it is larger than a megabyte.
func file(_ path: String) throws -> [UInt8] {
  let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
  let stream = try #require(fopen("/\(root)/\(path)", "rb"))
  defer { fclose(stream) }
  var bytes = [UInt8](repeating: 0, count: 1 << 20)
  let count = fread(&bytes, 1, bytes.count, stream)
  try #require(count < bytes.count)
  return Array(bytes.prefix(count))
}
