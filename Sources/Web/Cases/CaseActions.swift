import Basics
import Enforcement

/// What this reader may do in the case now; what his role may do but not now, with the reason; what is for others.
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

  func html(_ reader: Reader) -> HTML {
    var allowed: [(name: String, title: Phrase)] = []
    var notNow: [ActionButton] = []
    var others: [ActionButton] = []
    for type in offered {
      let refusal = refusal(type)
      if let refusal {
        let button = ActionButton(type.title, .refused(refusal.message, articles: refusal.citations, remedy: refusal.remedy))
        if refusal.code == "notYourRole" { others.append(button) } else { notNow.append(button) }
      } else {
        allowed.append((type.name, type.title))
      }
    }
    let place = { (name: String) in CaseActions.first.firstIndex(of: name) ?? CaseActions.first.count }
    allowed.sort { (place($0.name), $0.name) < (place($1.name), $1.name) }
    let buttons = allowed.enumerated().map { index, act in
      ActionButton(act.title, .opens(CaseDoors.path(act.name, file.id) ?? CaseDoors.form(act.name, file.id)), main: index == 0)
    }
    let now: HTML = when(
      buttons.isEmpty, empty(Phrase("此刻没有您可办理的事项。", "Nothing for you to do here now."), reader), else: actionBar(buttons, reader))
    return """
      <section id="actions" class="actions" aria-label="\(reader("可以办理", "You may now"))">\(now)</section>
      \(when(!notNow.isEmpty, "<section class=\"greyed\"><h2>\(reader("暂不能办，点开看理由", "Not now; open for the reason"))</h2>\(actionBar(notNow, reader))</section>"))
      \(when(!others.isEmpty, forOthers(others, reader)))
      """
  }

  private func forOthers(_ buttons: [ActionButton], _ reader: Reader) -> HTML {
    """
    <details class="greyed panel"><summary>\(reader("由其他岗位办理", "For other roles"))（\(buttons.count)）</summary>\
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
      try Authority.check(type, situation.actor)
      try type.offered(in: situation, file)
      return nil
    } catch {
      return error
    }
  }
}
