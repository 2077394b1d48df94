import Basics

/// What may be done now, and what may not with the reason.
struct ActionButton: Sendable {
  enum State: Sendable {
    /// Opens the page or form of the act.
    case opens(String)
    /// Done by one press.
    case posts(String, hidden: [(name: String, value: String)])
    /// Not now: the sentence, the articles, and what would allow it.
    case refused(Phrase, articles: [String], remedy: Phrase?)
  }
  let title: Phrase
  let state: State
  /// The act the page is for.
  var main = false

  init(_ title: Phrase, _ state: State, main: Bool = false) {
    self.title = title
    self.state = state
    self.main = main
  }
}

/// Buttons in the order given, then the greyed ones, each of which opens why not.
func actionBar(_ buttons: [ActionButton], _ reader: Reader) -> HTML {
  let items = buttons.map { button -> (refused: Bool, html: HTML) in
    switch button.state {
    case .opens(let path):
      (false, "<li><a class=\"button\(when(!button.main, " quiet"))\" \(href(path))>\(reader(button.title))</a></li>")
    case .posts(let path, let hidden): (false, "<li>\(post(button, path, hidden, reader))</li>")
    case .refused(let sentence, let articles, let remedy):
      (true, "<li>\(refused(button.title, sentence, articles, remedy, reader))</li>")
    }
  }
  return """
    <ul class="acts" aria-label="\(reader("可办事项", "What can be done"))">\(items.filter { !$0.refused }.map(\.html))\
    \(items.filter(\.refused).map(\.html))</ul>
    """
}

private func post(_ button: ActionButton, _ path: String, _ hidden: [(name: String, value: String)], _ reader: Reader) -> HTML {
  let fields = hidden.map { field -> HTML in "<input type=\"hidden\" name=\"\(field.name)\" value=\"\(field.value)\">" }
  return """
    <form class="inline" method="post" \(action(path))><input type="hidden" name="csrf" value="\(reader.csrf)">\(fields)\
    <button class="\(button.main ? "main" : "quiet")">\(reader(button.title))</button></form>
    """
}

private func refused(_ title: Phrase, _ sentence: Phrase, _ articles: [String], _ remedy: Phrase?, _ reader: Reader) -> HTML {
  """
  <details class="refused"><summary title="\(reader(sentence))">\(reader(title)) \
  <span class="state">\(reader("暂不能办", "not now"))</span></summary>
  <p>\(reader(sentence))</p>\(when(!articles.isEmpty, law(articles, reader)))
  \(when(remedy) { remedy -> HTML in "<p>\(reader("怎样才能办", "What would allow it"))：\(reader(remedy))</p>" })</details>
  """
}
