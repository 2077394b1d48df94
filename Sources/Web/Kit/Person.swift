import Basics

/// A person as this reader may see him: the name comes already masked by his rights.
struct PersonName: Sendable {
  let shown: String
  /// 申请执行人, 被执行人, … where the place does not say it.
  var role: Phrase?
  /// The person's own page.
  var path: String?
  /// Where a request to see the whole goes. Unmasking is an event with a reason, so it is a form and never a link.
  var unmask: String?
}

/// A masked name; unmasking asks for the reason first.
func person(_ person: PersonName, _ reader: Reader) -> HTML {
  let role = when(person.role) { role -> HTML in "<span class=\"role\">\(reader(role))</span> " }
  let name: HTML = when(
    person.path != nil, "<a \(href(person.path ?? ""))>\(person.shown)</a>", else: "<span class=\"name\">\(person.shown)</span>")
  return "<span class=\"person\">\(role)\(name)\(when(person.unmask) { path -> HTML in unmask(path, reader) })</span>"
}

private func unmask(_ path: String, _ reader: Reader) -> HTML {
  """
  <details class="unmask"><summary>\(reader("显示全部", "Show in full"))</summary>
  <form class="inline" method="post" \(action(path))><input type="hidden" name="csrf" value="\(reader.csrf)">
  <label>\(reader("事由（将记入日志）", "Reason (goes into the log)")) <input name="reason" maxlength="100" required></label>
  <button>\(reader("查看", "Show"))</button></form></details>
  """
}
