import Basics
import Casework
import Enforcement
import Hummingbird
import NIOCore
import Sheets

/// The lists of a page as a workbook, a sheet each, as the page shows them to this reader. Lists that run over many pages have a file of
/// their own with every row; this is for all others.
enum PageWorkbook {
  /// Whether the page was asked for as a file and answered as a page.
  static func isAsked(_ request: Request, _ response: Response) -> Bool {
    request.method == .get && request.query["format"] == ExportFile.Format.xlsx.rawValue && response.status == .ok
      && (response.headers[.contentType] ?? "").hasPrefix("text/html")
  }

  static func response(_ page: Response, _ request: Request, _ services: CourtServices, _ reader: Reader) async throws -> Response
  {
    let text = try await String(buffer: collected(page.body))
    let tables = PageWorkbook.tables(text)
    guard !tables.isEmpty else {
      throw PageProblem(404, "noList", Phrase("本页没有列表", "There is no list on this page"))
    }
    let path = request.uri.path
    let rows = tables.reduce(0) { $0 + $1.rows.count }
    try await services.signIns.record(
      Export(
        actor: reader.actor.ref, list: String(path.prefix(100)), query: String((request.uri.query ?? "").prefix(500)), rows: rows,
        at: reader.now))
    let mark = reader(
      "导出：\(reader.name)，\(reader.now.minuteText)；导出已记录", "Exported by \(reader.name), \(reader.now.minuteText); recorded")
    let bytes = try WorkbookWriter.bytes { book in
      for (place, table) in tables.prefix(sheetsMax).enumerated() {
        try SheetRows(book, sheetName(table.caption, place), table.titles).write(table.rows + [[mark]])
      }
    }
    let name = path.split(separator: "/").first.map(String.init) ?? "desk"
    return Response.bytes(bytes, type: ExportFile.Format.xlsx.type, name: "\(name).xlsx", inline: false)
  }

  private static let sheetsMax = 20

  /// A sheet's name: at most 31 characters, none of those that Excel forbids, and no two the same.
  private static func sheetName(_ caption: String, _ place: Int) -> String {
    let plain = caption.filter { !"[]:*?/\\'".contains($0) }
    return "\(place + 1) \(plain.prefix(24))"
  }

  // MARK: Reading our own markup

  struct List: Sendable, Equatable {
    var caption = ""
    var titles: [String] = []
    var rows: [[String]] = []
  }

  /// The tables that the kit made, in the order of the page. Boxes for choosing rows are no column.
  static func tables(_ page: String) -> [List] {
    var lists: [List] = []
    var rest = page[...]
    while let start = rest.firstRange(of: "<table class=\"list") {
      rest = rest[start.upperBound...]
      guard let end = rest.firstRange(of: "</table>") else { break }
      lists.append(list(rest[..<end.lowerBound]))
      rest = rest[end.upperBound...]
    }
    return lists.filter { !$0.titles.isEmpty }
  }

  private static func list(_ text: Substring) -> List {
    var list = List()
    if let open = text.firstRange(of: "<caption>"), let close = text.firstRange(of: "</caption>") {
      list.caption = words(text[open.upperBound..<close.lowerBound])
    }
    for row in parts(text, "tr") {
      let cells = parts(row.inside, "th", "td").filter { !$0.tag.contains("class=\"select\"") }.map { words($0.inside) }
      if list.titles.isEmpty { list.titles = cells } else { list.rows.append(cells) }
    }
    return list
  }

  /// Elements of these names, one after the other; the kit nests none in its like inside a table.
  private static func parts(_ text: Substring, _ names: String...) -> [(tag: Substring, inside: Substring)] {
    var found: [(tag: Substring, inside: Substring)] = []
    var rest = text
    while let open = rest.firstIndex(of: "<") {
      let tag = rest[open...]
      guard let name = names.first(where: { tag.hasPrefix("<\($0) ") || tag.hasPrefix("<\($0)>") }),
        let end = tag.firstIndex(of: ">"), let close = tag.firstRange(of: "</\(name)>")
      else {
        rest = rest[rest.index(after: open)...]
        continue
      }
      found.append((tag[..<end], tag[tag.index(after: end)..<close.lowerBound]))
      rest = tag[close.upperBound...]
    }
    return found
  }

  /// What a reader sees: no tags, entities as characters, one space where there were several.
  private static func words(_ text: Substring) -> String {
    var plain = ""
    var inTag = false
    for character in text {
      switch character {
      case "<": inTag = true
      case ">" where inTag:
        inTag = false
        plain.append(" ")
      default: if !inTag { plain.append(character) }
      }
    }
    for (entity, character) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")] {
      plain = plain.replacing(entity, with: character)
    }
    return plain.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  static func collected(_ body: ResponseBody) async throws -> ByteBuffer {
    let kept = Kept()
    try await body.write(Collector(kept: kept))
    return await kept.buffer
  }
  private actor Kept {
    private(set) var buffer = ByteBuffer()
    func add(_ part: ByteBuffer) { buffer.writeImmutableBuffer(part) }
  }
  private struct Collector: ResponseBodyWriter {
    let kept: Kept
    mutating func write(_ buffer: ByteBuffer) async throws { await kept.add(buffer) }
    consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
  }
}
