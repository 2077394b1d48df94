import Basics
import EnforcementLaw
import Enforcement

/// A clock's lamp: shape, colour and word.
func lamp(_ due: Instant?, _ reader: Reader) -> HTML {
  guard let due else { return "<span class=\"lamp none\">○ \(reader("无期限", "no clock"))</span>" }
  let days = due.day - reader.now.day
  if due < reader.now {
    let over = max(1, -days)
    return "<span class=\"lamp over\" title=\"\(due.minuteText)\">■ \(reader("超 \(over) 天", "\(over) d over"))</span>"
  }
  if days <= 3 {
    return "<span class=\"lamp soon\" title=\"\(due.minuteText)\">▲ \(reader("余 \(days) 天", "\(days) d left"))</span>"
  }
  return "<span class=\"lamp well\" title=\"\(due.minuteText)\">● \(reader("余 \(days) 天", "\(days) d left"))</span>"
}

/// A sum in yuan, right-aligned figures.
func sum(_ money: Money) -> HTML { "<span class=\"sum\">\(money.grouped)</span>" }

/// A sum that opens its calculation.
func sum(_ money: Money, explained reasons: [Reasons], _ reader: Reader) -> HTML {
  "<details class=\"why\"><summary><span class=\"sum\">\(money.grouped)</span></summary>\(reasons.map { explain($0, reader) })</details>"
}

/// Steps, articles and settings behind a figure.
func explain(_ reasons: Reasons, _ reader: Reader) -> HTML {
  let lines = (reasons.inputs + reasons.steps).map { step -> HTML in
    "<tr><th scope=\"row\">\(reader(step.what))</th><td class=\"num\">\(step.figure)</td></tr>"
  }
  let citations = reasons.citations.map(\.text).joined(separator: "；")
  let settings = reasons.settings.map { "\($0.name)=\($0.value)（\($0.origin)）" }.joined(separator: "；")
  return """
    <div class="explain"><table><caption>\(reasons.rule)</caption>\(lines)</table>
    \(when(!citations.isEmpty, "<p class=\"law\">\(reader("依据", "Law"))：\(citations)</p>"))
    \(when(!settings.isEmpty, "<p class=\"law\">\(reader("设定", "Settings"))：\(settings)</p>"))
    \(when(reasons.provisional, "<p class=\"law warn\">\(reader("所依据的日历或利率尚未公布，结果为暂计", "Provisional: rests on a calendar or rate not yet issued"))</p>"))</div>
    """
}

/// Label and value pairs.
func facts(_ pairs: [(String, HTML)]) -> HTML {
  "<dl class=\"facts\">\(pairs.map { label, value -> HTML in "<div><dt>\(label)</dt><dd>\(value)</dd></div>" })</dl>"
}

/// A table that becomes cards on a phone.
func table(_ columns: [String], _ rows: [[HTML]], caption: String, empty: String) -> HTML {
  guard !rows.isEmpty else { return "<p class=\"empty\">\(empty)</p>" }
  let head = columns.map { column -> HTML in "<th scope=\"col\">\(column)</th>" }
  let body = rows.map { row -> HTML in
    let cells = zip(columns, row).map { column, cell -> HTML in "<td data-label=\"\(column)\">\(cell)</td>" }
    return "<tr>\(cells)</tr>"
  }
  return
    "<div class=\"scroll\"><table class=\"cards\"><caption>\(caption)</caption><thead><tr>\(head)</tr></thead><tbody>\(body)</tbody></table></div>"
}

/// A message above the page's content.
func banner(_ kind: String, _ text: String) -> HTML { "<div class=\"banner \(kind)\" role=\"status\">\(text)</div>" }

/// A section with a heading.
func section(_ id: String, _ title: String, _ body: HTML) -> HTML {
  "<section id=\"\(id)\"><h2>\(title)</h2>\(body)</section>"
}

/// Tabs are anchors of sections: they work without scripts.
func tabs(_ items: [(id: String, title: String)]) -> HTML {
  "<nav class=\"tabs\" aria-label=\"tabs\">\(items.map { item -> HTML in "<a \(href("#" + item.id))>\(item.title)</a>" })</nav>"
}
