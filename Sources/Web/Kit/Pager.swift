import Basics

/// Where a list is.
struct PageState: Sendable {
  /// Rows on this page.
  let shown: Int
  let total: Count
  /// The cursor of the next page.
  let next: String?
}

/// How many there are, the next page, the first one, and the whole as a file; each keeps filters and sort.
func pager(_ page: PageState, export: String? = nil, _ reader: Reader) -> HTML {
  let exact: HTML =
    switch page.total {
    case .exactly, .counting: .empty
    case .atLeast: "<a \(href(reader.path(["count": "exact"])))>\(reader("精确计数", "count exactly"))</a>"
    }
  return """
    <nav class="pager" aria-label="\(reader("翻页", "Pages"))">
    <span>\(reader("本页", "Here")) \(page.shown) · \(reader("共", "of")) \(page.total.text(reader)) \(exact)</span>
    \(when(reader.query("after") != nil, "<a \(href(reader.path(["after": nil])))>\(reader("回到首页", "First page"))</a>"))
    \(when(page.next) { cursor -> HTML in "<a rel=\"next\" \(href(reader.path(["after": cursor])))>\(reader("下一页", "Next page"))</a>" })
    \(when(export) { path -> HTML in "<a \(href(path))>\(reader("导出表格", "Export"))</a>" })</nav>
    """
}
