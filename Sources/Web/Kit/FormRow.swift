import Basics

/// One row of a form: label, hint, input, and the reason when it was refused.
struct FormRow: Sendable {
  /// One of a fixed list.
  struct Choice: Sendable {
    let key: String
    let title: Phrase
    var hint: Phrase?
    init(_ key: String, _ title: Phrase, hint: Phrase? = nil) {
      self.key = key
      self.title = title
      self.hint = hint
    }
  }
  indirect enum Kind: Sendable {
    case text(max: Int)
    case textarea(max: Int)
    case password
    /// Yuan with up to two places.
    case money
    case number
    case day
    case select([Choice])
    case radio([Choice])
    /// One box; its words stand beside it and the value sent is `true`.
    case checkbox
    case checkboxes([Choice])
    /// Kinds of file as the browser names them: `.pdf`, `image/*`.
    case file(accept: [String])
    case hidden
    /// The same rows several times: `parties[0].name`. Unused ones are left out when read.
    case group([FormRow], max: Int)

    var isFile: Bool {
      switch self {
      case .file: true
      case .group(let rows, _): rows.contains { $0.kind.isFile }
      case .text, .textarea, .password, .money, .number, .day, .select, .radio, .checkbox, .checkboxes, .hidden: false
      }
    }
  }
  let name: String
  let label: Phrase
  let kind: Kind
  let required: Bool
  let hint: Phrase?
  /// What it begins with, before anything was typed.
  let initial: [String]
  /// The browser's own filling-in: `username`, `one-time-code`.
  let autocomplete: String?

  init(
    _ name: String, _ label: Phrase, _ kind: Kind, required: Bool = true, hint: Phrase? = nil, initial: [String] = [],
    autocomplete: String? = nil
  ) {
    self.name = name
    self.label = label
    self.kind = kind
    self.required = required
    self.hint = hint
    self.initial = initial
    self.autocomplete = autocomplete
  }

  /// The same row inside a group.
  func named(_ name: String, initial: [String]) -> FormRow {
    FormRow(name, label, kind, required: required, hint: hint, initial: initial, autocomplete: autocomplete)
  }
  /// Every field that the row shows with its words, so that a fault can name it and link to it: `当事人 2 · 证件号码`.
  func labels(_ state: FormState) -> [(String, Phrase)] {
    switch kind {
    case .group(let rows, let max):
      [(name, label)]
        + groupRows(self, rows, max, state).enumerated().flatMap { index, fields in
          fields.flatMap { $0.labels(state) }.map { ($0.0, label + Phrase(" \(index + 1) · ", " \(index + 1) · ") + $0.1) }
        }
    case .hidden: []
    case .text, .textarea, .password, .money, .number, .day, .select, .radio, .checkbox, .checkboxes, .file: [(name, label)]
    }
  }
}

/// The row with its label, hint, fault and input.
func formRow(_ row: FormRow, _ state: FormState = FormState(), in form: String = "form", _ reader: Reader) -> HTML {
  let values = state.values(row.name, initial: row.initial)
  switch row.kind {
  case .hidden: return "<input type=\"hidden\" name=\"\(row.name)\" value=\"\(values.last ?? "")\">"
  case .group(let rows, let max): return group(row, rows, max, state, form, reader)
  case .radio(let choices): return choiceSet(row, choices, "radio", values, state, form, reader)
  case .checkboxes(let choices): return choiceSet(row, choices, "checkbox", values, state, form, reader)
  case .checkbox: return box(row, values, state, form, reader)
  case .text, .textarea, .password, .money, .number, .day, .select, .file:
    let id = fieldID(row.name, in: form)
    return """
      <div class="row\(when(!state.faults(of: row.name).isEmpty, " bad"))"><label for="\(id)">\(label(row, reader))</label>
      \(notes(row, id, state, reader))\(input(row, id, values, state, reader))</div>
      """
  }
}

private func label(_ row: FormRow, _ reader: Reader) -> HTML {
  "\(reader(row.label))\(when(!row.required, " <span class=\"optional\">\(reader("可不填", "optional"))</span>"))"
}

/// Hint and faults stand between label and input, where they are read before it.
private func notes(_ row: FormRow, _ id: String, _ state: FormState, _ reader: Reader) -> HTML {
  var hint = row.hint.map { reader($0) }
  if row.kind.isFile, state.typed != nil { hint = (hint ?? "") + reader(" 请重新选择文件。", " Choose the file again.") }
  let faults = state.faults(of: row.name).map { fault -> HTML in
    "<p><span aria-hidden=\"true\">■</span> \(reader(fault.sentence))</p>\(when(!fault.articles.isEmpty, law(fault.articles, reader)))"
  }
  return """
    \(when(hint) { hint -> HTML in "<p class=\"hint\" id=\"\(id)-hint\">\(hint)</p>" })\
    \(when(!faults.isEmpty, "<div class=\"fault\" id=\"\(id)-fault\">\(faults)</div>"))
    """
}

/// Attributes that every input carries.
private func common(_ row: FormRow, _ id: String, _ state: FormState) -> HTML {
  let bad = !state.faults(of: row.name).isEmpty
  let hinted = row.hint != nil || (row.kind.isFile && state.typed != nil)
  let described = (hinted ? [id + "-hint"] : []) + (bad ? [id + "-fault"] : [])
  return [
    "id=\"\(id)\" name=\"\(row.name)\"", attribute("aria-required", row.required ? "true" : nil),
    attribute("aria-invalid", bad ? "true" : nil),
    attribute("aria-describedby", described.isEmpty ? nil : described.joined(separator: " ")),
    attribute("autocomplete", row.autocomplete),
  ].joined(separator: " ")
}

private func input(_ row: FormRow, _ id: String, _ values: [String], _ state: FormState, _ reader: Reader) -> HTML {
  let value = values.last ?? ""
  let common = common(row, id, state)
  switch row.kind {
  case .text(let max): return "<input type=\"text\" \(common) maxlength=\"\(max)\" value=\"\(value)\">"
  case .password: return "<input type=\"password\" \(common)>"
  case .textarea(let max): return "<textarea \(common) maxlength=\"\(max)\" rows=\"5\">\n\(value)</textarea>"
  case .money:
    return """
      <span class="with-unit"><input type="text" \(common) class="money" inputmode="decimal" maxlength="24" value="\(value)"> \
      <span class="unit">\(reader("元", "yuan"))</span></span>
      """
  case .number: return "<input type=\"text\" \(common) class=\"short\" inputmode=\"numeric\" maxlength=\"20\" value=\"\(value)\">"
  case .day:
    // A date box throws away what is not a day; then the words stay in a text box.
    let type = value.isEmpty || Day(value) != nil ? "date" : "text"
    return "<input type=\"\(type)\" \(common) class=\"short\" value=\"\(value)\">"
  case .select(let choices):
    let options = choices.map { choice -> HTML in
      "<option value=\"\(choice.key)\" \(flag("selected", choice.key == value))>\(reader(choice.title))</option>"
    }
    return "<select \(common)><option value=\"\">\(reader("请选择", "Choose"))</option>\(options)</select>"
  case .file(let accept): return "<input type=\"file\" \(common) accept=\"\(accept.joined(separator: ","))\">"
  case .radio, .checkbox, .checkboxes, .hidden, .group: return .empty
  }
}

/// Radio buttons or boxes under one legend; the first carries the field's id, so that the summary's link lands on it.
private func choiceSet(
  _ row: FormRow, _ choices: [FormRow.Choice], _ type: String, _ values: [String], _ state: FormState, _ form: String,
  _ reader: Reader
) -> HTML {
  let id = fieldID(row.name, in: form)
  let bad = !state.faults(of: row.name).isEmpty
  let described = (row.hint != nil ? [id + "-hint"] : []) + (bad ? [id + "-fault"] : [])
  let items = choices.enumerated().map { index, choice -> HTML in
    let own = index == 0 ? id : "\(id)-\(index)"
    return """
      <div class="choice"><input type="\(type)" id="\(own)" name="\(row.name)" value="\(choice.key)" \
      \(flag("checked", values.contains(choice.key)))><label for="\(own)">\(reader(choice.title))\
      \(when(choice.hint) { hint -> HTML in "<span class=\"hint\">\(reader(hint))</span>" })</label></div>
      """
  }
  return """
    <fieldset class="row\(when(bad, " bad"))" \(attribute("aria-describedby", described.isEmpty ? nil : described.joined(separator: " ")))>\
    <legend>\(label(row, reader))</legend>\(notes(row, id, state, reader))\(items)</fieldset>
    """
}

private func box(_ row: FormRow, _ values: [String], _ state: FormState, _ form: String, _ reader: Reader) -> HTML {
  let id = fieldID(row.name, in: form)
  return """
    <div class="row\(when(!state.faults(of: row.name).isEmpty, " bad"))">\(notes(row, id, state, reader))
    <div class="choice"><input type="checkbox" \(common(row, id, state)) value="true" \(flag("checked", values.contains("true")))>\
    <label for="\(id)">\(label(row, reader))</label></div></div>
    """
}

/// The button of a group posts its name under this one: the form comes back with one more of them, and nothing is decided.
let moreField = "more"

/// As many as are filled and one spare; two or as many as are begun at first; one more than were posted where that was asked for. At
/// most `max`.
private func groupRows(_ row: FormRow, _ rows: [FormRow], _ max: Int, _ state: FormState) -> [[FormRow]] {
  let inside = rows.map { field in (0..<max).map { "\(row.name)[\($0)].\(field.name)" } }
  let used = (0..<max).last { index in inside.contains { names in !(state.typed?[names[index]] ?? []).allSatisfy(\.isEmpty) } }
  let posted = (0..<max).last { index in inside.contains { names in state.typed?[names[index]] != nil } }
  let asked = state.typed?[moreField]?.contains(row.name) ?? false
  let begun = state.typed == nil ? Swift.max(2, rows.map(\.initial.count).max() ?? 0) : (posted ?? -1) + (asked ? 2 : 1)
  let shown = min(max, Swift.max(1, (used ?? -1) + 2, begun))
  return (0..<shown).map { index in
    rows.map { field in
      field.named("\(row.name)[\(index)].\(field.name)", initial: index < field.initial.count ? [field.initial[index]] : [])
    }
  }
}

private func group(
  _ row: FormRow, _ rows: [FormRow], _ max: Int, _ state: FormState, _ form: String, _ reader: Reader
) -> HTML {
  let id = fieldID(row.name, in: form)
  let shown = groupRows(row, rows, max, state)
  let groups = shown.enumerated().map { index, fields -> HTML in
    """
    <fieldset class="grid"><legend>\(reader(row.label)) \(index + 1)</legend>\(fields.map { formRow($0, state, in: form, reader) })</fieldset>
    """
  }
  let more: HTML = when(
    shown.count < max,
    """
    <button type="submit" class="quiet" name="\(moreField)" value="\(row.name)" formnovalidate>\
    \(reader("再加一项", "Add another")) · \(reader(row.label))</button>
    """)
  return "<div class=\"row group\" id=\"\(id)\" data-max=\"\(max)\">\(notes(row, id, state, reader))\(groups)\(more)</div>"
}
