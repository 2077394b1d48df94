import Basics

/// A label and its value.
struct Fact: Sendable {
  let label: Phrase
  let value: HTML
  /// Takes the whole width: addresses, the operative part.
  var wide = false

  init(_ label: Phrase, _ value: HTML, wide: Bool = false) {
    self.label = label
    self.value = value
    self.wide = wide
  }
}

/// A grid of labels and values.
func facts(_ facts: [Fact], _ reader: Reader) -> HTML {
  let pairs = facts.map { fact -> HTML in
    """
    <div \(attribute("class", fact.wide ? "wide" : nil))><dt>\(reader(fact.label))</dt>\
    <dd>\(when(fact.value.isEmpty, "–", else: fact.value))</dd></div>
    """
  }
  return "<dl class=\"facts\">\(pairs)</dl>"
}

/// Labels in the reader's language already.
func facts(_ pairs: [(String, HTML)]) -> HTML {
  "<dl class=\"facts\">\(pairs.map { label, value -> HTML in "<div><dt>\(label)</dt><dd>\(value)</dd></div>" })</dl>"
}

/// A section of a page with its heading, an anchor for tabs and links.
func section(_ id: String, _ title: String, _ body: HTML) -> HTML {
  "<section id=\"\(id)\" aria-labelledby=\"\(id)-title\"><h2 id=\"\(id)-title\">\(title)</h2>\(body)</section>"
}
