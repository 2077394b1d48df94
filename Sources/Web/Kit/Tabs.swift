import Basics

/// One tab: the id of the section it shows.
struct Tab: Sendable {
  let id: String
  let title: Phrase
  var count: Int?

  init(_ id: String, _ title: Phrase, count: Int? = nil) {
    self.id = id
    self.title = title
    self.count = count
  }
}

/// Anchors of the sections below: they jump without scripts; with them one section shows at a time, and all of them in print.
func tabs(_ items: [Tab], _ reader: Reader) -> HTML {
  let links = items.map { tab -> HTML in
    "<a \(href("#" + tab.id))>\(reader(tab.title))\(when(tab.count) { count -> HTML in " <span class=\"count\">\(count)</span>" })</a>"
  }
  return "<nav class=\"tabs\" data-tabs aria-label=\"\(reader("本页内容", "On this page"))\">\(links)</nav>"
}

/// Titles in the reader's language already.
func tabs(_ items: [(id: String, title: String)]) -> HTML {
  let links = items.map { item -> HTML in "<a \(href("#" + item.id))>\(item.title)</a>" }
  return "<nav class=\"tabs\" data-tabs aria-label=\"本页内容\">\(links)</nav>"
}
