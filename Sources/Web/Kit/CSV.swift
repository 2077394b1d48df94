/// A table as a file that spreadsheets open: UTF-8 with a byte order mark, fields quoted, lines ended by CR LF.
enum CSV {
  static func bytes(_ titles: [String], _ rows: [[String]]) -> [UInt8] {
    [0xEF, 0xBB, 0xBF] + lines([titles] + rows)
  }

  /// Further rows of a file begun.
  static func lines(_ rows: [[String]]) -> [UInt8] {
    Array(rows.map { $0.map(field).joined(separator: ",") + "\r\n" }.joined().utf8)
  }

  /// Text that a spreadsheet would run as a formula gets a leading quote; a plain number does not.
  static func field(_ text: String) -> String {
    let runs = text.first.map { "=+-@\t\r".contains($0) } ?? false
    let safe = runs && Double(text) == nil ? "'" + text : text
    return "\"" + safe.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }
}
