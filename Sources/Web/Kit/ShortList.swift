/// A list held in memory (a desk, a day's requests): searched, sorted and cut into pages as the page's address asks.
struct ShortList<Row: Sendable>: Sendable {
  /// Rows on this page.
  let rows: [Row]
  /// All that fits the filters, in order: what a file holds.
  let all: [Row]
  let sorting: Sorting
  let page: PageState
  /// There may be more than were read.
  let isCut: Bool

  /// - Parameters:
  ///   - words: What the search box looks in; `?q=` is looked for without regard to case and spaces.
  ///   - keep: The page's own filters.
  ///   - orders: Sorts by key, rising.
  ///   - first: Rows that stand before the others in the list's own order.
  ///   - bound: How many were read at most; a list that reaches it may be longer.
  init(
    _ rows: [Row], _ reader: Reader, bound: Int, pageRows: Int = 25, words: (Row) -> String, keep: (Row) -> Bool = { _ in true },
    orders: [String: (Row, Row) -> Bool], otherwise key: String, descending: Bool = false,
    first: ((Row) -> Bool)? = nil
  ) {
    let asked = Sorting(reader, otherwise: key, descending: descending)
    let sorting = orders[asked.key] == nil ? Sorting(key: key, descending: descending) : asked
    let wanted = ShortList.plain(reader.query("q") ?? "")
    var fit = rows.filter { row in keep(row) && (wanted.isEmpty || ShortList.plain(words(row)).contains(wanted)) }
    if let less = orders[sorting.key] {
      // Sorting keeps the order of equal rows, whichever way it goes.
      let placed = fit.enumerated().sorted { left, right in
        let (first, second) = sorting.descending ? (right.element, left.element) : (left.element, right.element)
        if less(first, second) { return true }
        return less(second, first) ? false : left.offset < right.offset
      }
      fit = placed.map(\.element)
    }
    // A queue puts some rows first; where the reader asked for an order, that order holds.
    if let first, reader.query("sort") == nil { fit = fit.filter(first) + fit.filter { !first($0) } }
    let start = min(max(Int(reader.query("after") ?? "") ?? 0, 0), fit.count)
    let shown = Array(fit[start...].prefix(pageRows))
    self.rows = shown
    self.all = fit
    self.sorting = sorting
    isCut = rows.count >= bound
    let end = start + shown.count
    page = PageState(
      shown: shown.count, total: rows.count >= bound ? .atLeast(fit.count) : .exactly(fit.count),
      next: end < fit.count ? "\(end)" : nil)
  }

  private static func plain(_ text: String) -> String { text.lowercased().filter { !$0.isWhitespace } }
}
