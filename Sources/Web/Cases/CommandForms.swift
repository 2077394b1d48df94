import Basics
import Casework
import Enforcement

/// The form of a command, made from its fields: keeps what was typed, puts each fault beside its field, and lists them on top.
struct CommandForm: Sendable {
  let type: any Command.Type
  let action: String
  let typed: FormData
  let faults: [Input.Fault]
  let refusal: Refusal?
  let file: CaseFile?
  let account: CaseAccount?
  let people: People
  /// The case's version that this form shows.
  let version: Int?

  func html(_ reader: Reader) -> HTML {
    let fields = type.fields.filter { $0.name != "case" }.map { row($0, "", reader) }
    return """
      \(summary(reader))
      <form class="act panel" method="post" action="\(action)" data-draft="\(type.name)">
      <input type="hidden" name="csrf" value="\(reader.csrf)">
      \(when(version) { "<input type=\"hidden\" name=\"version\" value=\"\($0)\">" })
      \(fields)
      <div><button>\(reader(type.title))</button></div></form>
      """
  }

  private func summary(_ reader: Reader) -> HTML {
    let refused = when(refusal) { refusal in
      banner(
        "error", reader(refusal.message) + (refusal.citations.isEmpty ? "" : "（\(refusal.citations.joined(separator: "；"))）"))
    }
    guard !faults.isEmpty else { return refused }
    let items = faults.map { fault -> HTML in
      "<li><a \(href("#f-" + CommandForm.id(fault.field)))>\(reader(fault.message))</a></li>"
    }
    return
      "\(refused)<div class=\"banner error\" role=\"alert\"><strong>\(reader("请更正以下各项", "Please correct"))</strong><ul>\(items)</ul></div>"
  }

  static func id(_ path: String) -> String { String(path.map { $0.isLetter || $0.isNumber ? $0 : "-" }) }

  private func row(_ field: Field, _ prefix: String, _ reader: Reader) -> HTML {
    let path = prefix + field.name
    if case .group(let inner, let max) = field.kind { return group(field, inner, max, reader) }
    let fault =
      faults.first { $0.field == path }
      ?? (refusal?.field == path ? refusal.map { Input.Fault(path, $0.code, $0.message, citations: $0.citations) } : nil)
    let id = "f-" + CommandForm.id(path)
    return """
      <div class="row \(when(fault != nil, "bad"))"><label for="\(id)">\(reader(field.label))\(when(!field.required, "<span class=\"hint\">（\(reader("选填", "optional"))）</span>"))</label>
      \(when(field.hint) { "<span class=\"hint\">\(reader($0))</span>" })
      \(when(fault) { "<span class=\"fault\" id=\"\(id)-fault\">\(reader($0.message))\(when(!$0.citations.isEmpty, "（\($0.citations.joined(separator: "；"))）"))</span>" })
      \(input(field, path, id, reader))</div>
      """
  }

  private func group(_ field: Field, _ inner: [Field], _ max: Int, _ reader: Reader) -> HTML {
    let used =
      (typed.pairs.compactMap { pair -> Int? in
        guard pair.name.hasPrefix(field.name + "["), let close = pair.name.firstIndex(of: "]") else { return nil }
        return Int(pair.name[pair.name.index(pair.name.startIndex, offsetBy: field.name.count + 1)..<close])
      }.max() ?? -1) + 1
    let count = min(max, Swift.max(field.name == "parties" ? 3 : 2, used))
    let rows = (0..<count).map { index -> HTML in
      "<fieldset class=\"grid\"><legend>\(reader(field.label)) \(index + 1)</legend>\(inner.map { row($0, "\(field.name)[\(index)].", reader) })</fieldset>"
    }
    let fault = faults.first { $0.field == field.name }
    return
      "<div class=\"row\" id=\"f-\(field.name)\">\(when(fault) { "<span class=\"fault\">\(reader($0.message))</span>" })\(rows)</div>"
  }

  private func input(_ field: Field, _ path: String, _ id: String, _ reader: Reader) -> HTML {
    let value = typed[path]
    switch field.kind {
    case .text(let max): return "<input id=\"\(id)\" name=\"\(path)\" value=\"\(value)\" maxlength=\"\(max)\">"
    case .longText(let max): return "<textarea id=\"\(id)\" name=\"\(path)\" maxlength=\"\(max)\">\(value)</textarea>"
    case .money: return "<input id=\"\(id)\" name=\"\(path)\" value=\"\(value)\" inputmode=\"decimal\" placeholder=\"130000.00\">"
    case .day: return "<input id=\"\(id)\" name=\"\(path)\" value=\"\(value)\" type=\"date\">"
    case .number(let range):
      return
        "<input id=\"\(id)\" name=\"\(path)\" value=\"\(value)\" type=\"number\" min=\"\(range.lowerBound)\" max=\"\(range.upperBound)\">"
    case .flag:
      return "<input id=\"\(id)\" name=\"\(path)\" type=\"checkbox\" value=\"true\" \(when(value == "true", "checked"))>"
    case .choice(let choices): return select(path, id, choices.map { ($0.key, reader($0.label)) }, value)
    case .choices(let choices): return boxes(path, id, choices.map { ($0.key, reader($0.label)) })
    case .pick(let pick): return select(path, id, options(pick, reader), value)
    case .picks(let pick): return boxes(path, id, options(pick, reader))
    case .group: return .empty
    }
  }

  private func select(_ path: String, _ id: String, _ choices: [(String, String)], _ chosen: String) -> HTML {
    let only = choices.count == 1 ? choices[0].0 : chosen
    let items = choices.map { key, title -> HTML in "<option value=\"\(key)\" \(when(key == only, "selected"))>\(title)</option>"
    }
    return "<select id=\"\(id)\" name=\"\(path)\"><option value=\"\">—</option>\(items)</select>"
  }
  private func boxes(_ path: String, _ id: String, _ choices: [(String, String)]) -> HTML {
    let chosen = Set(typed.all(path))
    let items = choices.enumerated().map { index, choice -> HTML in
      "<label class=\"box\"><input type=\"checkbox\" id=\"\(index == 0 ? id : "\(id)-\(index)")\" name=\"\(path)\" value=\"\(choice.0)\" \(when(chosen.contains(choice.0), "checked"))> \(choice.1)</label>"
    }
    return "<div class=\"boxes\">\(items)</div>"
  }

  /// What of the case a field may pick.
  private func options(_ pick: Field.Pick, _ reader: Reader) -> [(String, String)] {
    guard let file else {
      return pick == .staff || pick == .handler ? people.staff.map { ("\($0.key)", $0.value) }.sorted { $0.0 < $1.0 } : []
    }
    func party(_ parties: [CaseParty]) -> [(String, String)] { parties.map { ("\($0.person)", people.person($0.person)) } }
    switch pick {
    case .debtor: return party(file.debtors)
    case .applicant: return party(file.applicants)
    case .party: return party(file.filing.parties)
    case .paperToSign: return file.papers.unsigned.map { ("\($0.id)", reader($0.kind.title)) }
    case .paper:
      return file.papers.order.compactMap { file.papers.all[$0] }.filter { $0.sealed != nil }.map {
        ("\($0.id)", reader($0.kind.title))
      }
    case .measure:
      return file.seizure.live.map {
        ("\($0.id)", "\(reader($0.kind.name)) \($0.amount.grouped) \(reader(people.unit($0.unit)))")
      }
    case .property: return file.search.foundList.map { ("\($0.property)", "\(reader($0.kind.name)) \($0.value.grouped)") }
    case .payout: return (account?.openPayouts ?? []).map { ("\($0.id)", $0.total.grouped) }
    case .receipt:
      return (account?.receiptOrder ?? []).compactMap { account?.receipts[$0] }.map { ("\($0.id)", $0.amount.grouped) }
    case .staff, .handler: return people.staff.map { ("\($0.key)", $0.value) }.sorted { $0.0 < $1.0 }
    case .node: return file.process.open.values.map { ("\($0.id)", reader(people.node($0.key))) }
    }
  }
}
