import Basics
import EnforcementLaw

/// A sum in yuan: two places, thousands separators, right-aligned in tables.
func sum(_ money: Money) -> HTML {
  when(money < .zero, "<span class=\"sum minus\">\(money)</span>", else: "<span class=\"sum\">\(money)</span>")
}

/// A sum with its unit, where no column head or label says it.
func yuan(_ money: Money, _ reader: Reader) -> HTML {
  when(reader.language == .zh, "\(sum(money)) 元", else: "CNY \(sum(money))")
}

/// A sum that opens its calculation with articles.
func sum(_ money: Money, explained reasons: [Reasons], _ reader: Reader) -> HTML {
  reasons.isEmpty ? sum(money) : why(sum(money), reasons.map { explain($0, reader) }.joined())
}

/// A sum that opens the page or list behind it.
func sum(_ money: Money, opens path: String) -> HTML { "<a class=\"opens\" \(href(path))>\(sum(money))</a>" }

/// How many: lists are counted exactly to a bound, and what is still being counted is never shown as 0.
enum Count: Sendable, Hashable {
  case exactly(Int)
  case atLeast(Int)
  case counting

  func text(_ reader: Reader) -> String {
    switch self {
    case .exactly(let number): grouped(number)
    case .atLeast(let number): grouped(number) + "+"
    case .counting: reader("正在计算", "counting")
    }
  }
}

/// A count that opens its list.
func count(_ count: Count, opens path: String? = nil, _ reader: Reader) -> HTML {
  let text: HTML = "<span class=\"count\">\(count.text(reader))</span>"
  guard let path, count != .counting else { return text }
  return "<a class=\"opens\" \(href(path))>\(text)</a>"
}

/// One of the large figures of desk, money page and wall: it opens what it counts.
struct Figure: Sendable {
  let label: Phrase
  let value: HTML
  let path: String
  /// Something that must not stay so.
  var bad = false
  /// A line below: yesterday, the range, the unit.
  var note: String = ""
}

/// Large figures side by side.
func figures(_ figures: [Figure], _ reader: Reader) -> HTML {
  let tiles = figures.map { figure -> HTML in
    """
    <li><a class="figure\(when(figure.bad, " bad"))" \(href(figure.path))><b>\(when(figure.bad, "<span aria-hidden=\"true\">■ </span>"))\
    \(figure.value)</b><span>\(reader(figure.label))</span>\(when(!figure.note.isEmpty, "<small>\(figure.note)</small>"))</a></li>
    """
  }
  return "<ul class=\"figures\">\(tiles)</ul>"
}

/// `12,345`.
func grouped(_ number: Int) -> String {
  var digits = String(number.magnitude)
  var parts: [String] = []
  while digits.count > 3 {
    parts.insert(String(digits.suffix(3)), at: 0)
    digits.removeLast(3)
  }
  return (number < 0 ? "-" : "") + ([digits] + parts).joined(separator: ",")
}
