import Basics

/// An act that is asked for twice: what will happen, to whom, and whether it can be undone.
struct Confirmation: Sendable {
  let title: Phrase
  let what: Phrase
  let whom: String
  /// How it can be undone; nil where it cannot.
  let undo: Phrase?
  let action: String
  /// The version of the case that the page showed, and other fields that go along.
  var hidden: [(name: String, value: String)] = []
  let button: Phrase
}

/// A button that first opens what it will do. Without scripts the second press is the real one as well.
func confirm(_ asked: Confirmation, _ reader: Reader) -> HTML {
  let hidden = asked.hidden.map { field -> HTML in "<input type=\"hidden\" name=\"\(field.name)\" value=\"\(field.value)\">" }
  return """
    <details class="confirm"><summary class="button quiet">\(reader(asked.title))…</summary>
    <form method="post" \(action(asked.action))><input type="hidden" name="csrf" value="\(reader.csrf)">\(hidden)
    <dl><div><dt>\(reader("将要", "What"))</dt><dd>\(reader(asked.what))</dd></div>
    <div><dt>\(reader("对象", "To whom"))</dt><dd>\(asked.whom)</dd></div>
    <div><dt>\(reader("能否撤回", "Undo"))</dt><dd>\(when(asked.undo == nil, "<strong>\(reader("不能撤回", "It cannot be undone"))</strong>"))\
    \(when(asked.undo) { undo -> HTML in "\(reader(undo))" })</dd></div></dl>
    <button class="\(asked.undo == nil ? "grave" : "main")">\(reader(asked.button))</button></form></details>
    """
}
