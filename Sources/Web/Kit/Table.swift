import Basics

/// A column: its title, how it sorts, where its text stands, and what a row shows in it.
struct Column<Row: Sendable>: Sendable {
  enum Align: String, Sendable { case start, number, middle }
  let title: Phrase
  /// The key that a sort link sends; nil where the list has no index for it.
  let sort: String?
  let align: Align
  /// Names the row to a screen reader and heads its card on a phone.
  let heads: Bool
  let cell: @Sendable (Row) -> HTML

  init(
    _ title: Phrase, sort: String? = nil, align: Align = .start, heads: Bool = false, cell: @escaping @Sendable (Row) -> HTML
  ) {
    self.title = title
    self.sort = sort
    self.align = align
    self.heads = heads
    self.cell = cell
  }
}

/// The order shown. In the address: `?sort=due&desc=1`.
struct Sorting: Sendable, Hashable {
  let key: String
  let descending: Bool

  init(key: String, descending: Bool) {
    self.key = key
    self.descending = descending
  }
  /// As the page's address asks, else the list's own order.
  init(_ reader: Reader, otherwise key: String, descending: Bool = false) {
    let asked = reader.query("sort")
    self.init(key: asked ?? key, descending: asked == nil ? descending : reader.query("desc") == "1")
  }
}

/// A list of rows.
struct Table<Row: Sendable>: Sendable {
  let caption: Phrase
  let columns: [Column<Row>]
  let rows: [Row]
  /// What would fill it.
  let empty: Phrase
  var sorting: Sorting?
  /// Rows can be chosen for a ``Batch``.
  var choice: RowChoice<Row>?
  /// A last row by column: totals of what is filtered.
  var totals: [HTML]?

  init(
    _ caption: Phrase, _ columns: [Column<Row>], rows: [Row], empty: Phrase, sorting: Sorting? = nil,
    choice: RowChoice<Row>? = nil,
    totals: [HTML]? = nil
  ) {
    self.caption = caption
    self.columns = columns
    self.rows = rows
    self.empty = empty
    self.sorting = sorting
    self.choice = choice
    self.totals = totals
  }
}

/// How a row is chosen: the form that takes it, the value sent, and how the box is named.
struct RowChoice<Row: Sendable>: Sendable {
  let batch: String
  let value: @Sendable (Row) -> String
  let name: @Sendable (Row) -> String
}

/// The table; below 640 px each row is a card whose values carry their column's title.
func table<Row>(_ table: Table<Row>, _ reader: Reader) -> HTML {
  guard !table.rows.isEmpty else { return empty(table.empty, reader) }
  let titles = table.columns.map { reader($0.title) }
  var body: HTML = .empty
  for row in table.rows { body += line(row, table, titles, reader) }
  return """
    <div class="scroll"><table class="list cards"><caption>\(reader(table.caption))</caption>
    <thead><tr>\(when(table.choice) { choice in selectAll(choice.batch, reader) })\(table.columns.map { head($0, table.sorting, reader) })</tr></thead>
    <tbody>\(body)</tbody>\(when(table.totals) { totals in foot(totals, table, titles) })</table></div>
    """
}

private func line<Row>(_ row: Row, _ table: Table<Row>, _ titles: [String], _ reader: Reader) -> HTML {
  var cells: HTML = .empty
  for (column, title) in zip(table.columns, titles) {
    let classes = column.align == .start ? nil : column.align.rawValue
    cells += when(
      column.heads, "<th scope=\"row\" \(attribute("class", classes))>\(column.cell(row))</th>",
      else: "<td data-label=\"\(title)\" \(attribute("class", classes))>\(column.cell(row))</td>")
  }
  return "<tr>\(when(table.choice) { choice in select(row, choice, reader) })\(cells)</tr>"
}

private func head<Row>(_ column: Column<Row>, _ sorting: Sorting?, _ reader: Reader) -> HTML {
  let classes = column.align == .start ? nil : column.align.rawValue
  guard let key = column.sort, let sorting else {
    return "<th scope=\"col\" \(attribute("class", classes))>\(reader(column.title))</th>"
  }
  let active = sorting.key == key
  let descends = active && !sorting.descending
  let path = reader.path(["sort": key, "desc": descends ? "1" : nil, "after": nil])
  let order = sorting.descending ? "descending" : "ascending"
  return """
    <th scope="col" \(attribute("class", classes)) \(attribute("aria-sort", active ? order : nil))><a \(href(path))>\(reader(column.title))\
    \(when(active, " <span aria-hidden=\"true\">\(sorting.descending ? "▼" : "▲")</span>"))</a></th>
    """
}

private func selectAll(_ batch: String, _ reader: Reader) -> HTML {
  """
  <td class="select"><input type="checkbox" data-select-all="\(batch)" hidden \
  aria-label="\(reader("选择本页全部", "Select all on this page"))"></td>
  """
}

private func select<Row>(_ row: Row, _ choice: RowChoice<Row>, _ reader: Reader) -> HTML {
  """
  <td class="select"><input type="checkbox" name="select" value="\(choice.value(row))" form="\(choice.batch)" \
  aria-label="\(reader("选择", "Select")) \(choice.name(row))"></td>
  """
}

private func foot<Row>(_ totals: [HTML], _ table: Table<Row>, _ titles: [String]) -> HTML {
  var cells: HTML = .empty
  for (index, total) in totals.enumerated() where index < table.columns.count {
    let column = table.columns[index]
    let classes = column.align == .start ? nil : column.align.rawValue
    cells += "<td data-label=\"\(titles[index])\" \(attribute("class", classes))>\(total)</td>"
  }
  return "<tfoot><tr>\(when(table.choice != nil, "<td class=\"select\"></td>"))\(cells)</tr></tfoot>"
}

/// A small table whose titles are in the reader's language already.
func table(_ columns: [String], _ rows: [[HTML]], caption: String, empty: String) -> HTML {
  guard !rows.isEmpty else { return "<p class=\"empty\">\(empty)</p>" }
  let head = columns.map { column -> HTML in "<th scope=\"col\">\(column)</th>" }
  let body = rows.map { row -> HTML in
    let cells = zip(columns, row).map { column, cell -> HTML in "<td data-label=\"\(column)\">\(cell)</td>" }
    return "<tr>\(cells)</tr>"
  }
  return """
    <div class="scroll"><table class="list cards"><caption>\(caption)</caption><thead><tr>\(head)</tr></thead>\
    <tbody>\(body)</tbody></table></div>
    """
}
