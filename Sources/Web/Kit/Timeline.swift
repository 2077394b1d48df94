import Basics

/// One sentence of a case's history.
struct TimelineEntry: Sendable {
  let at: Instant
  /// In the court's words, from the event.
  let sentence: String
  /// Who did it.
  let by: String
  /// The capability it belongs to, for the filter: `seizure`.
  var kind = ""
  var papers: [(title: String, path: String)] = []
  /// The event itself, with its reasons and proof.
  var path: String?
  /// "The case on that day".
  var asOf: String?
  /// What a person wrote with it, folded away until it is opened.
  var words: HTML = .empty
  /// Shown only where its capability is chosen: the line's own steps, requests on their way.
  var quiet = false
}

/// A capability that the timeline can be narrowed to.
struct TimelineFilter: Sendable {
  let key: String
  let title: Phrase
  let count: Int
}

/// History as prose, newest first as given, a heading a day; filters are links that keep the page's address.
func timeline(_ entries: [TimelineEntry], filters: [TimelineFilter] = [], _ reader: Reader) -> HTML {
  let chosen = reader.query("kind")
  let shown = entries.filter { chosen == nil ? !$0.quiet : $0.kind == chosen }
  var days: [HTML] = []
  var rest = shown[...]
  while let first = rest.first {
    let sameDay = rest.prefix { $0.at.day == first.at.day }
    rest = rest.dropFirst(sameDay.count)
    days.append(daySection(first.at.day, sameDay, reader))
  }
  return """
    \(when(!filters.isEmpty, filterLine(filters, chosen: chosen, total: entries.count { !$0.quiet }, reader)))
    \(when(shown.isEmpty, empty(Phrase("还没有记录；第一件事发生时会写在这里。", "Nothing yet; the first thing that happens is written here."), reader), 
      else: "<ol class=\"timeline\">\(days)</ol>"))
    """
}

private func filterLine(_ filters: [TimelineFilter], chosen: String?, total: Int, _ reader: Reader) -> HTML {
  let all: HTML = """
    <a \(href(reader.path(["kind": nil, "done": nil]) + "#timeline")) \(attribute("aria-current", chosen == nil ? "true" : nil))>\(reader("全部", "All")) \(total)</a>
    """
  let links = filters.map { filter -> HTML in
    """
    <a \(href(reader.path(["kind": filter.key, "done": nil]) + "#timeline")) \(attribute("aria-current", chosen == filter.key ? "true" : nil))>\
    \(reader(filter.title)) \(filter.count)</a>
    """
  }
  return "<nav class=\"chips\" aria-label=\"\(reader("按事项筛选", "Filter by matter"))\">\(all)\(links)</nav>"
}

private func daySection(_ day: Day, _ entries: ArraySlice<TimelineEntry>, _ reader: Reader) -> HTML {
  let asOf = entries.first?.asOf
  return """
    <li><h3><time datetime="\(day)">\(reader.language == .zh ? day.chinese : day.description)</time>\
    \(when(asOf) { path -> HTML in " <a class=\"soft\" \(href(path))>\(reader("当日的案件", "the case on that day"))</a>" })</h3>
    <ul>\(entries.map { sentence($0, reader) })</ul></li>
    """
}

private func sentence(_ entry: TimelineEntry, _ reader: Reader) -> HTML {
  let papers = entry.papers.map { paper -> HTML in " <a class=\"paper\" \(href(paper.path))>\(paper.title)</a>" }
  let text: HTML = when(
    entry.path != nil, "<a class=\"plain\" \(href(entry.path ?? ""))>\(entry.sentence)</a>", else: "\(entry.sentence)")
  return """
    <li><time datetime="\(entry.at.description)">\(entry.at.clock.prefix(5))</time> <span>\(text)\(papers) \
    <span class="by">\(entry.by)</span>\(when(!entry.words.isEmpty, why("\(reader("文字记载", "what was written"))", entry.words)))</span></li>
    """
}
