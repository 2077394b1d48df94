import Basics

/// Work under way: how much is done, what failed so far.
struct ProgressState: Sendable {
  /// The element's id, the name by which the stream refreshes it.
  let id: String
  let label: Phrase
  let done: Int
  let failed: Int
  /// Nil while it is still being counted.
  let total: Int?
  /// The list of what failed.
  var failures: String?
  /// The stream of ``LiveUpdate`` that refreshes it.
  var live: String?
}

/// A bar that fills, with the same in words.
func progress(_ state: ProgressState, _ reader: Reader) -> HTML {
  "<div class=\"progress\" id=\"\(state.id)\" aria-live=\"polite\" \(attribute("data-live", state.live))>\(progressInside(state, reader))</div>"
}

/// What the stream sends for the bar's inside.
func progressInside(_ state: ProgressState, _ reader: Reader) -> HTML {
  let bar: HTML = when(
    state.total != nil,
    "<progress max=\"\(max(1, state.total ?? 1))\" value=\"\(state.done)\" aria-label=\"\(reader(state.label))\"></progress>",
    else: "<progress aria-label=\"\(reader(state.label))\"></progress>")
  let total = state.total.map(grouped) ?? reader("正在计算", "counting")
  let failed: HTML = when(
    state.failures != nil, "<a \(href(state.failures ?? ""))>\(reader("失败", "failed")) \(grouped(state.failed))</a>",
    else: "\(reader("失败", "failed")) \(grouped(state.failed))")
  return """
    <p><strong>\(reader(state.label))</strong> \(reader("已完成", "done")) \(grouped(state.done)) / \(total)\
    \(when(state.failed > 0, "<span class=\"lamp over\"><span class=\"shape\" aria-hidden=\"true\">■</span> \(failed)</span>"))</p>\(bar)
    """
}
