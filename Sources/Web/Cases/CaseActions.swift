import Basics
import Enforcement

/// What this reader may do in the case now: what is due first, the rest folded away under headings; what his role may do but not now,
/// with the reason; what is for others.
struct CaseActions: Sendable {
  let file: CaseFile
  let situation: Situation
  let path: String

  /// Acts that usually come next when they are possible, in this order.
  private static let first = [
    "filing.file", "triage.assignHandler", "papers.sign", "closing.approve", "closing.review", "funds.supervisePayout",
    "funds.approvePayout", "funds.releasePayout",
    "funds.proposePayout", "seizure.draftRuling", "disposal.draftTransferRuling", "closing.submit",
  ]
  /// Where no more than these are allowed, nothing is folded away.
  private static let plainMax = 6
  /// Buttons for what is due: more would hide the page on a phone.
  private static let dueMax = 8

  func html(_ reader: Reader) -> HTML {
    var allowed: [any CaseCommand.Type] = []
    var notNow: [ActionButton] = []
    var others: [ActionButton] = []
    for type in offered {
      guard let refusal = refusal(type) else {
        allowed.append(type)
        continue
      }
      let button = ActionButton(type.title, .refused(refusal.message, articles: refusal.citations, remedy: refusal.remedy))
      if refusal.isForOthers { others.append(button) } else { notNow.append(button) }
    }
    let names = allowed.map { $0.name }
    let due =
      names.count <= CaseActions.plainMax ? dueFirst(names) : Array(dueFirst(names).filter(isDue).prefix(CaseActions.dueMax))
    let buttons = due.enumerated().compactMap { index, name in button(name, main: index == 0) }
    let rest = allowed.filter { !due.contains($0.name) }
    let now: HTML =
      allowed.isEmpty
      ? empty(Phrase("此刻没有您可办理的事项。", "Nothing for you to do here now."), reader)
      : when(
        buttons.isEmpty, empty(Phrase("此刻没有到期应办的事项。", "Nothing is due from you here now."), reader),
        else: actionBar(buttons, reader))
    return """
      <div id="actions"><section class="actions" aria-label="\(reader("现在应办", "Due now"))">\(now)</section>
      \(when(!rest.isEmpty, more(rest, reader)))</div>
      \(when(!notNow.isEmpty, folded(Phrase("暂不能办，点开看理由", "Not now; open for the reason"), notNow, reader)))
      \(when(!others.isEmpty, folded(Phrase("由其他岗位办理，或者案件由他人承办", "For other roles, or for the case's own people"), others, reader)))
      """
  }

  /// By what is due first, then by what usually comes next.
  private func dueFirst(_ names: [String]) -> [String] {
    let place = { (name: String) in
      (dueAt[name] ?? .max, CaseActions.first.firstIndex(of: name) ?? CaseActions.first.count, name)
    }
    return names.sorted { place($0) < place($1) }
  }
  private func isDue(_ name: String) -> Bool { dueAt[name] != nil || CaseActions.first.contains(name) }
  /// The clock of each act that an open node of the case waits for, in milliseconds.
  private var dueAt: [String: Int64] {
    var due: [String: Int64] = [:]
    for node in file.process.open.values {
      for name in NodeActs.acts[node.key] ?? [] { due[name] = min(due[name] ?? .max, node.due?.milliseconds ?? .max - 1) }
    }
    return due
  }

  private func button(_ name: String, main: Bool = false) -> ActionButton? {
    commandCatalogue[name].map {
      ActionButton($0.title, .opens(CaseDoors.path(name, file.id) ?? CaseDoors.form(name, file.id)), main: main)
    }
  }

  /// What may be done and is not due, under the headings of the work it belongs to.
  private func more(_ types: [any CaseCommand.Type], _ reader: Reader) -> HTML {
    let names = types.map { $0.name }
    let parts = NodeActs.groups.map { group in
      (group.title, names.filter { name in group.capabilities.contains { name.hasPrefix($0 + ".") } })
    }
    let grouped = Set(parts.flatMap(\.1))
    let whole = parts + [(Phrase("其他", "Other"), names.filter { !grouped.contains($0) })]
    let lists = whole.filter { !$0.1.isEmpty }.map { title, names -> HTML in
      "<h3>\(reader(title))</h3>\(actionBar(names.compactMap { button($0) }, reader))"
    }
    return """
      <details class="more-acts panel"><summary>\(reader("其他可以办理的事项", "What else you may do"))（\(names.count)）</summary>\
      \(lists)</details>
      """
  }

  private func folded(_ title: Phrase, _ buttons: [ActionButton], _ reader: Reader) -> HTML {
    """
    <details class="greyed panel"><summary>\(reader(title))（\(buttons.count)）</summary>\
    \(actionBar(buttons, reader))</details>
    """
  }

  /// Commands that people attempt.
  private var offered: [any CaseCommand.Type] {
    commandCatalogue.values.compactMap { $0 as? any CaseCommand.Type }
      .filter { !$0.roles.subtracting([.machine, .partner]).isEmpty && !CaseDoors.elsewhere.contains($0.name) }.sorted {
        $0.name < $1.name
      }
  }

  private func refusal(_ type: any CaseCommand.Type) -> Refusal? {
    do throws(Refusal) {
      try type.allowed(in: situation, file)
      return nil
    } catch {
      return error
    }
  }
}
