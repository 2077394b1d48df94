import Basics

/// One filter of a list.
struct Filter: Sendable {
  enum Kind: Sendable {
    case text
    case choice([(key: String, title: Phrase)])
    case day
    case flag
  }
  let name: String
  let label: Phrase
  let kind: Kind

  init(_ name: String, _ label: Phrase, _ kind: Kind) {
    self.name = name
    self.label = label
    self.kind = kind
  }
}

/// The filters above a list; what is active stands below in words, each with a link that takes it away. The sort is kept.
func filters(_ filters: [Filter], saved: [(title: String, path: String)] = [], _ reader: Reader) -> HTML {
  let names = Set(filters.map(\.name) + ["after", "count"])
  let kept = reader.queryPairs.filter { !names.contains($0.name) }.map { pair -> HTML in
    "<input type=\"hidden\" name=\"\(pair.name)\" value=\"\(Address.decoded(pair.value[...]))\">"
  }
  let active = filters.compactMap { chip($0, reader) }
  let views = saved.map { view -> HTML in "<a \(href(view.path))>\(view.title)</a>" }
  return """
    <input type="checkbox" class="fold" id="filters-fold"><label class="fold button quiet" for="filters-fold">\
    \(reader("筛选条件", "Filters"))</label>
    <form class="filters" role="search" \(action(reader.place))>\(kept)\(filters.map { input($0, reader) })
    <button class="quiet">\(reader("筛选", "Filter"))</button></form>
    \(when(!saved.isEmpty, "<nav class=\"chips\" aria-label=\"\(reader("常用视图", "Saved views"))\">\(views)</nav>"))
    \(when(!active.isEmpty, "<p class=\"chips\">\(reader("已筛选", "Filtered by"))：\(active)</p>"))
    """
}

private func input(_ filter: Filter, _ reader: Reader) -> HTML {
  let value = reader.query(filter.name) ?? ""
  switch filter.kind {
  case .text: return "<label>\(reader(filter.label))<input name=\"\(filter.name)\" value=\"\(value)\"></label>"
  case .day: return "<label>\(reader(filter.label))<input type=\"date\" name=\"\(filter.name)\" value=\"\(value)\"></label>"
  case .flag:
    return """
      <label class="flag"><input type="checkbox" name="\(filter.name)" value="1" \(flag("checked", value == "1"))> \
      \(reader(filter.label))</label>
      """
  case .choice(let choices):
    let options = choices.map { choice -> HTML in
      "<option value=\"\(choice.key)\" \(flag("selected", choice.key == value))>\(reader(choice.title))</option>"
    }
    return """
      <label>\(reader(filter.label))<select name="\(filter.name)"><option value="">\(reader("全部", "All"))</option>\(options)</select></label>
      """
  }
}

/// `类型：查封 ×`.
private func chip(_ filter: Filter, _ reader: Reader) -> HTML? {
  guard let value = reader.query(filter.name), !value.isEmpty else { return nil }
  let words: String? =
    switch filter.kind {
    case .text, .day: value
    case .flag: nil
    case .choice(let choices): choices.first { $0.key == value }.map { reader($0.title) } ?? value
    }
  return """
    <a \(href(reader.path([filter.name: nil, "after": nil]))) \
    aria-label="\(reader("去掉筛选", "Remove filter")) \(reader(filter.label))">\(reader(filter.label))\(when(words) { words -> HTML in "：\(words)" }) \
    <span aria-hidden="true">×</span></a>
    """
}
