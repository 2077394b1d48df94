import Basics

/// One bar: its label, its size in whole units, the figure as printed, and the list behind it.
struct Bar: Sendable {
  let label: String
  let size: Int64
  let figure: String
  var path: String?
  var bad = false
}

/// Horizontal bars from zero, labelled directly, with the same in words for a screen reader.
func bars(_ title: Phrase, _ bars: [Bar], _ reader: Reader) -> HTML {
  let height = 28
  let labelWidth = 130
  let barWidth = 370
  let largest = max(1, bars.map(\.size).max() ?? 1)
  let words = bars.map { "\($0.label) \($0.figure)" }.joined(separator: "；")
  let rows = bars.enumerated().map { index, bar -> HTML in
    let top = index * height
    let width = Int(Int128(max(0, bar.size)) * Int128(barWidth) / Int128(largest))
    let drawn: HTML = """
      <text class="label" x="\(labelWidth - 8)" y="\(top + 19)" text-anchor="end">\(bar.label)</text>\
      <rect class="\(bar.bad ? "bar bad" : "bar")" x="\(labelWidth)" y="\(top + 5)" width="\(max(1, width))" height="\(height - 10)"/>\
      <text class="figure-text" x="\(labelWidth + width + 6)" y="\(top + 19)">\(bar.figure)</text>
      """
    return when(bar.path != nil, "<a \(href(bar.path ?? ""))>\(drawn)</a>", else: drawn)
  }
  return """
    <figure class="chart"><figcaption>\(reader(title))</figcaption>
    <svg viewBox="0 0 640 \(bars.count * height)" role="img" aria-label="\(reader(title))：\(words)">\
    <line class="zero" x1="\(labelWidth)" y1="0" x2="\(labelWidth)" y2="\(bars.count * height)"/>\(rows)</svg></figure>
    """
}
