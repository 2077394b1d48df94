import Basics

/// A form: rows, what was typed, and what was wrong with it.
struct Form: Sendable {
  var id = "form"
  let action: String
  let rows: [FormRow]
  let button: Phrase
  /// What came back from a refused attempt: typed values and faults.
  var state = FormState()
  /// Goes along unseen: the version of the case that the page showed.
  var hidden: [(name: String, value: String)] = []
  /// Names the form's drafts in the browser; nil keeps none. Password and file fields are never kept.
  var draft: String?
  /// A long form whose typing the court keeps for this person until it is sent, across machines and restarts.
  var kept: KeptForm?
  /// Asked before it is sent, by scripts only; acts of weight are asked for by ``confirm(_:_:)``.
  var asks: Phrase?

  init(
    id: String = "form", action: String, _ rows: [FormRow], button: Phrase, state: FormState = FormState(),
    hidden: [(name: String, value: String)] = [], draft: String? = nil, asks: Phrase? = nil
  ) {
    self.id = id
    self.action = action
    self.rows = rows
    self.button = button
    self.state = state
    self.hidden = hidden
    self.draft = draft
    self.asks = asks
  }
}

/// Where a long form's draft is kept, and since when there is one; nil where nothing was kept yet.
struct KeptForm: Sendable {
  let place: String
  var at: Instant?
}

/// What was typed, and what was wrong with it. Nothing typed is ever lost by a refusal.
struct FormState: Sendable {
  /// Typed values by field; nil before a first attempt.
  var typed: [String: [String]]?
  var faults: [FormFault] = []

  init() {}
  init(typed pairs: [(name: String, value: String)], faults: [FormFault]) {
    var values: [String: [String]] = [:]
    for pair in pairs { values[pair.name, default: []].append(pair.value) }
    typed = values
    self.faults = faults
  }

  /// The values to show: what was typed, before that what the row begins with.
  func values(_ name: String, initial: [String]) -> [String] { typed.map { $0[name] ?? [] } ?? initial }
  func faults(of name: String) -> [FormFault] { faults.filter { $0.field == name } }
}

/// One thing wrong: the field as the form names it (empty for the form as a whole), the sentence, the articles.
struct FormFault: Sendable, Hashable {
  let field: String
  let sentence: Phrase
  let articles: [String]

  init(_ field: String, _ sentence: Phrase, articles: [String] = []) {
    self.field = field
    self.sentence = sentence
    self.articles = articles
  }
}

/// The form: a summary of faults with links on top, rows, button.
func form(_ form: Form, _ reader: Reader) -> HTML {
  let hidden = form.hidden.map { field -> HTML in "<input type=\"hidden\" name=\"\(field.name)\" value=\"\(field.value)\">" }
  let rows = form.rows.map { formRow($0, form.state, in: form.id, reader) }
  let multipart = form.rows.contains { $0.kind.isFile }
  return """
    \(when(!form.state.faults.isEmpty, faultSummary(form, reader)))\(when(form.kept) { keptNote($0, form.id, reader) })
    <form class="act" id="\(form.id)" method="post" \(action(form.action)) novalidate data-guard \
    \(attribute("enctype", multipart ? "multipart/form-data" : nil)) \(attribute("data-draft", form.draft)) \
    \(attribute("data-confirm", form.asks.map { reader($0) })) \(attribute("data-kept", form.kept?.place)) \
    \(attribute("data-kept-at", form.kept?.at.map { "\($0.milliseconds)" }))>
    <input type="hidden" name="csrf" value="\(reader.csrf)">\(hidden)\(when(form.kept) { keptPlace($0) })\(when(form.draft != nil, draftNote(reader)))
    \(rows)
    <p class="send"><button class="main">\(reader(form.button))</button>\(when(form.kept != nil, keepButton(reader)))</p></form>
    """
}

/// Faults of fields that no row shows count as faults of the whole.
private func faultSummary(_ form: Form, _ reader: Reader) -> HTML {
  let shown = Dictionary(form.rows.flatMap { $0.labels(form.state) }) { first, _ in first }
  let lines = form.state.faults.map { fault -> HTML in
    guard let label = shown[fault.field] else {
      return "<li>\(reader(fault.sentence))\(when(!fault.articles.isEmpty, law(fault.articles, reader)))</li>"
    }
    let words = reader(label) + reader("：", ": ") + reader(fault.sentence)
    return "<li><a \(href("#" + fieldID(fault.field, in: form.id)))>\(words)</a></li>"
  }
  let count = form.state.faults.count
  return """
    <div class="faults" role="alert" tabindex="-1" aria-labelledby="\(form.id)-faults"><h2 id="\(form.id)-faults">\
    <span aria-hidden="true">■</span> \(reader("有 \(count) 处需要改正，已填内容均已保留", "\(count) to put right; all that you typed is kept"))</h2>
    <ul>\(lines)</ul></div>
    """
}

private func keptPlace(_ kept: KeptForm) -> HTML { "<input type=\"hidden\" name=\"\(KeptForm.field)\" value=\"\(kept.place)\">" }

/// What the court keeps of this form, and how to throw it away: a form of its own, so that Enter in a field never does.
private func keptNote(_ kept: KeptForm, _ id: String, _ reader: Reader) -> HTML {
  guard let at = kept.at else { return .empty }
  return """
    <form class="draft-note" method="post" \(action("/drafts/discard")) data-discard-kept="\(id)">\
    <input type="hidden" name="csrf" value="\(reader.csrf)">\(keptPlace(kept))\
    <span>\(reader("已恢复保存的草稿", "Your kept draft is back"))</span> <time>\(at)</time> \
    <button class="link">\(reader("清空草稿", "Discard the draft"))</button></form>
    """
}

private func keepButton(_ reader: Reader) -> HTML {
  """
   <button class="quiet" \(formAction("/drafts")) formnovalidate data-keep accesskey="s">\(reader("存草稿", "Keep as a draft"))</button> \
  <output class="kept-state" aria-live="polite"></output>
  """
}

extension KeptForm {
  /// Goes along with a form that is kept.
  static let field = "draftPlace"
}

private func draftNote(_ reader: Reader) -> HTML {
  """
  <p class="draft-note" hidden><span>\(reader("已恢复未提交的内容", "What you had not sent is back"))</span> <time></time> \
  <button type="button" class="link" data-discard>\(reader("清空草稿", "Discard the draft"))</button></p>
  """
}

/// An element's id for a field: `form-parties-0-name`.
func fieldID(_ name: String, in form: String) -> String {
  let plain = name.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") ? $0 : "-" }
  return form + "-" + String(plain)
}
