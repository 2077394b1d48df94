import Basics
import EnforcementLaw

/// A calculator's form, made from the description of its fields. It asks by GET, so that the address carries the inputs.
struct CalculatorForm {
  let topic: CalculatorTopic
  let query: CalculatorQuery
  let form: FormData
  let faults: [FormFault]
  let reader: Reader
  private static let id = "calc"

  var html: HTML {
    let state = self.state
    return """
      \(when(!faults.isEmpty, summary))
      <form class="act panel" id="\(CalculatorForm.id)" method="get" \(action(topic.path)) novalidate>\(language)
      \(topic.fields.map { field in html(field, state) })
      <p class="send"><button class="main">\(reader("计算", "Calculate"))</button> \(moreRows)</p></form>
      """
  }

  private var state: FormState {
    var state = FormState()
    if !query.isEmpty || !form["add"].isEmpty { state = FormState(typed: query.typed, faults: faults) }
    return state
  }

  private var language: HTML {
    when(Language(rawValue: form["lang"]) != nil, "<input type=\"hidden\" name=\"lang\" value=\"\(form["lang"])\">")
  }

  private func html(_ field: CalcField, _ state: FormState) -> HTML {
    guard case .rows(let columns) = field.kind else {
      return formRow(CalculatorForm.row(field, of: topic.key), state, in: CalculatorForm.id, reader)
    }
    let rows = (0..<rowCount(field)).map { index -> HTML in
      let inside = columns.map { column -> HTML in
        let row = CalculatorForm.row(column, of: topic.key)
        return formRow(row.named("\(field.name)[\(index)].\(column.name)", initial: []), state, in: CalculatorForm.id, reader)
      }
      return "<fieldset class=\"grid\"><legend>\(reader(CalculatorWords.label(field))) \(index + 1)</legend>\(inside)</fieldset>"
    }
    let own = state.faults(of: field.name).map { fault -> HTML in
      "<p><span aria-hidden=\"true\">■</span> \(reader(fault.sentence))</p>"
    }
    return """
      <div class="row group\(when(!own.isEmpty, " bad"))" id="\(fieldID(field.name, in: CalculatorForm.id))">\
      \(when(!own.isEmpty, "<div class=\"fault\">\(own)</div>"))\(rows)\
      <input type="hidden" name="rows.\(field.name)" value="\(rows.count)"></div>
      """
  }

  /// As many as the form had, as were used, and one more where asked for.
  private func rowCount(_ field: CalcField) -> Int {
    let begun = field.isRequired ? 3 : 1
    let asked = Int(form["rows." + field.name]).map { $0 + (form["add"] == field.name ? 1 : 0) } ?? begun
    return min(CalculatorQuery.rowsMax, max(begun, asked, query.rowCount(field.name)))
  }

  /// After the main button, so that Enter calculates.
  private var moreRows: HTML {
    topic.fields.map { field -> HTML in
      guard case .rows = field.kind, rowCount(field) < CalculatorQuery.rowsMax else { return .empty }
      return """
        <button class="quiet" name="add" value="\(field.name)">\(reader("添加一行", "Add a row"))\
        \(reader("：", ": "))\(reader(CalculatorWords.label(field)))</button>
        """
    }.joined(separator: " ")
  }

  private var summary: HTML {
    let lines = faults.map { fault -> HTML in
      when(
        shownFields.contains(fault.field),
        "<li><a \(href("#" + fieldID(fault.field, in: CalculatorForm.id)))>\(reader(fault.sentence))</a></li>",
        else: "<li>\(reader(fault.sentence))</li>")
    }
    return """
      <div class="faults" role="alert" tabindex="-1" aria-labelledby="calc-faults"><h2 id="calc-faults">\
      <span aria-hidden="true">■</span> \(reader("有一处需要改正，已填内容均已保留", "One thing to put right; all that you typed is kept"))</h2>\
      <ul>\(lines)</ul></div>
      """
  }

  private var shownFields: Set<String> {
    Set(
      topic.fields.flatMap { field -> [String] in
        guard case .rows(let columns) = field.kind else { return [field.name] }
        return [field.name]
          + (0..<rowCount(field)).flatMap { index in columns.map { "\(field.name)[\(index)].\($0.name)" } }
      })
  }

  /// The kit's row for a field.
  static func row(_ field: CalcField, of topic: String) -> FormRow {
    FormRow(
      field.name, CalculatorWords.label(field), kind(field, of: topic), required: field.isRequired,
      hint: CalculatorWords.hint(topic, field), autocomplete: "off")
  }

  private static func kind(_ field: CalcField, of topic: String) -> FormRow.Kind {
    switch field.kind {
    case .day: return .day
    case .moment: return .text(max: 40)
    case .money: return .money
    case .count:
      if topic == "listing" && field.name == "ground" { return .select(CalculatorWords.listingGrounds) }
      return .number
    case .text(let most): return .text(max: most)
    case .choice(let words):
      // Two spellings of one kind are one choice.
      var seen: Set<Phrase> = []
      return .select(
        words.map { FormRow.Choice($0, CalculatorWords.choice($0)) }.filter { seen.insert($0.title).inserted })
    case .rows: return .hidden
    }
  }
}
