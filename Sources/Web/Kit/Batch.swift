import Basics

/// One act on many rows of a ``Table`` whose ``RowChoice`` names this batch.
struct Batch: Sendable {
  /// The form's id.
  let id: String
  let action: String
  /// Each button's value of `do`, and its title.
  let buttons: [(value: String, title: Phrase)]
  /// Asked before it goes, by scripts only.
  var asks: Phrase?
  /// More acts than this are a choice instead of a row of buttons.
  static let buttonsMax = 3
}

/// The bar above the table: how many are chosen and what to do with them.
func batchBar(_ batch: Batch, _ reader: Reader) -> HTML {
  let acts: HTML = when(
    batch.buttons.count > Batch.buttonsMax, choice(batch, reader),
    else: batch.buttons.map { button -> HTML in
      "<button class=\"quiet\" name=\"do\" value=\"\(button.value)\">\(reader(button.title))</button>"
    }.joined(separator: " "))
  return """
    <form class="batch" id="\(batch.id)" method="post" \(action(batch.action)) \(attribute("data-confirm", batch.asks.map { reader($0) }))>\
    <input type="hidden" name="csrf" value="\(reader.csrf)"><input type="hidden" name="back" value="\(reader.path)">
    <span>\(reader("所选", "Chosen")) <output data-selected="\(batch.id)">–</output></span>\(acts)</form>
    """
}

private func choice(_ batch: Batch, _ reader: Reader) -> HTML {
  let options = batch.buttons.map { button -> HTML in "<option value=\"\(button.value)\">\(reader(button.title))</option>" }
  return """
    <select name="do" aria-label="\(reader("对所选办理", "Do with the chosen"))"><option value="">\(reader("请选择事项", "Choose an act"))</option>\
    \(options)</select> \
    <button class="quiet">\(reader("逐件办理", "Do each"))</button>
    """
}

/// What became of one chosen row.
struct BatchOutcome: Sendable {
  enum Result: Sendable {
    case done(Phrase)
    case refused(Phrase, articles: [String])
  }
  let name: String
  let path: String
  let result: Result
}

/// What happened to each row; the refused first, since they need a person.
func batchReport(_ outcomes: [BatchOutcome], _ reader: Reader) -> HTML {
  let refused = outcomes.filter(\.isRefused)
  let done = outcomes.filter { !$0.isRefused }
  let lines = (refused + done).map { outcome -> HTML in
    let result: HTML =
      switch outcome.result {
      case .done(let sentence): "\(lamp(.well, reader("已办", "done"))) \(reader(sentence))"
      case .refused(let sentence, let articles):
        "\(lamp(.over, reader("未办", "not done"))) \(reader(sentence))\(when(!articles.isEmpty, law(articles, reader)))"
      }
    return "<li><a \(href(outcome.path))>\(outcome.name)</a> \(result)</li>"
  }
  return """
    <div class="banner \(refused.isEmpty ? "done" : "warn")" role="status"><p><strong>\(reader("批量办理", "Batch"))</strong> \
    \(reader("已办 \(done.count)，未办 \(refused.count)", "\(done.count) done, \(refused.count) not done"))</p>
    <ul class="outcomes">\(lines)</ul></div>
    """
}

extension BatchOutcome {
  fileprivate var isRefused: Bool {
    switch result {
    case .done: false
    case .refused: true
    }
  }
}
