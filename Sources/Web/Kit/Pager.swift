import Basics

/// Where a list is.
struct PageState: Sendable {
  /// Rows on this page.
  let shown: Int
  /// Nil where a list is too long to be counted.
  let total: Count?
  /// The cursor of the next page.
  let next: String?
}

/// How many there are, the next page, the first one, and the whole as a file of either kind; each keeps filters and sort. `export` is the
/// address of the CSV file.
func pager(_ page: PageState, export: String? = nil, _ reader: Reader) -> HTML {
  let exact: HTML =
    switch page.total {
    case .exactly, .counting, nil: .empty
    case .atLeast: "<a \(href(reader.path(["count": "exact"])))>\(reader("精确计数", "count exactly"))</a>"
    }
  return """
    <nav class="pager" aria-label="\(reader("翻页", "Pages"))">
    <span>\(reader("本页", "Here")) \(page.shown)\(when(page.total) { total -> HTML in " · \(reader("共", "of")) \(total.text(reader)) " })\(exact)</span>
    \(when(reader.query("after") != nil, "<a \(href(reader.path(["after": nil])))>\(reader("回到首页", "First page"))</a>"))
    \(when(page.next) { cursor -> HTML in "<a rel=\"next\" \(href(reader.path(["after": cursor])))>\(reader("下一页", "Next page"))</a>" })
    \(when(export) { path -> HTML in "<a \(href(path))>\(reader("导出 CSV", "Export CSV"))</a> <a \(href(path.replacing("format=csv", with: "format=xlsx").replacing(".csv", with: ".xlsx")))>\(reader("导出 Excel", "Export Excel"))</a>" })</nav>
    """
}
