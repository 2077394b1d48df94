import Basics

/// An act that is asked for twice: what will happen, to whom, and whether it can be undone. The server asks, so it is asked with
/// scripts and without.
struct Confirmation: Sendable {
  let title: Phrase
  let what: Phrase
  let whom: String
  /// How it can be undone; nil where it cannot.
  let undo: Phrase?
  let action: String
  /// What was typed, the version of the case that the page showed, and whatever else goes along.
  var hidden: [(name: String, value: String)] = []
  let button: Phrase

  /// Says that the second press was made.
  static let field = "confirmed"
  /// Says that the person goes back to the form instead.
  static let back = "revise"
}

/// What will be done, with a button that does it and one that goes back to what was typed.
func confirm(_ asked: Confirmation, _ reader: Reader) -> HTML {
  let hidden = asked.hidden.map { field -> HTML in "<input type=\"hidden\" name=\"\(field.name)\" value=\"\(field.value)\">" }
  return """
    <form class="confirm" method="post" \(action(asked.action)) aria-labelledby="confirm-title">\
    <input type="hidden" name="csrf" value="\(reader.csrf)">\(hidden)
    <h2 id="confirm-title">\(reader(asked.title))</h2>
    <dl><div><dt>\(reader("将要", "What"))</dt><dd>\(reader(asked.what))</dd></div>
    <div><dt>\(reader("对象", "To whom"))</dt><dd>\(asked.whom)</dd></div>
    <div><dt>\(reader("能否撤回", "Undo"))</dt><dd>\(when(asked.undo == nil, "<strong>\(reader("不能撤回", "It cannot be undone"))</strong>"))\
    \(when(asked.undo) { undo -> HTML in "\(reader(undo))" })</dd></div></dl>
    <p><button class="\(asked.undo == nil ? "grave" : "main")" name="\(Confirmation.field)" value="1">\(reader(asked.button))</button> \
    <button class="quiet" name="\(Confirmation.back)" value="1">\(reader("返回修改", "Back to the form"))</button></p></form>
    """
}
