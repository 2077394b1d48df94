import Basics
import Casework
import Enforcement
import Hummingbird
import NIOCore

/// A list as a file: every row that the filters leave, marked with who took it and when, and recorded.
struct ExportFile: Sendable {
  let services: CourtServices
  let reader: Reader
  /// What the record calls the list: `cases`.
  let list: String
  let titles: [String]

  /// Rows held in memory. `isCut`: the list was longer than what was read, which the file says.
  func response(_ rows: [[String]], isCut: Bool = false) async throws -> Response {
    try await record(rows.count)
    let cut = isCut ? [[reader("还有更多行未列入，请缩小筛选范围", "There are more rows; narrow the filters")]] : []
    return Response.bytes(
      CSV.bytes(titles, rows + cut + [mark(rows.count)]), type: "text/csv; charset=utf-8", name: "\(list).csv", inline: false)
  }

  /// Rows part by part until there is none, however many there are.
  func stream(_ next: @escaping @Sendable (_ part: Int) async throws -> [[String]]?) -> Response {
    Response(
      status: .ok,
      headers: [
        .contentType: "text/csv; charset=utf-8", .cacheControl: "no-store",
        .contentDisposition: "attachment; filename=\"\(list).csv\"",
      ],
      body: ResponseBody { writer in
        var rows = 0
        var part = 0
        try await writer.write(ByteBuffer(bytes: CSV.bytes(titles, [])))
        do {
          while let lines = try await next(part) {
            try await writer.write(ByteBuffer(bytes: CSV.lines(lines)))
            rows += lines.count
            part += 1
          }
        } catch {
          // What went out before the reader left or the store failed is recorded all the same.
          try await record(rows)
          throw error
        }
        try await record(rows)
        try await writer.write(ByteBuffer(bytes: CSV.lines([mark(rows)])))
        try await writer.finish(nil)
      })
  }

  private func record(_ rows: Int) async throws {
    let query = reader.path.split(separator: "?", maxSplits: 1).dropFirst().first.map(String.init) ?? ""
    try await services.signIns.record(
      Export(actor: reader.actor.ref, list: list, query: String(query.prefix(500)), rows: rows, at: reader.now))
  }

  private func mark(_ rows: Int) -> [String] {
    [
      reader(
        "导出：\(reader.name)，\(reader.now.minuteText)，共 \(rows) 行；导出已记录",
        "Exported by \(reader.name), \(reader.now.minuteText), \(rows) rows; recorded")
    ]
  }
}
