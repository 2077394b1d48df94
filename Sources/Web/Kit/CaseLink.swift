import Basics
import Enforcement

/// A case as it is named on other pages: number, who against whom, and its nearest clock.
struct CaseLink: Sendable {
  /// `（2026）浙1024执123号`, or a working name before it has a number.
  let number: String
  let path: String
  /// 林某某 诉 章某; empty where the place says it.
  var parties = ""
  /// Wages, support, injury: goes first in each queue.
  var livelihood = false
  /// Why, where the list knows.
  var grounds: [LivelihoodGround] = []
  var clock: CaseClock?
}

/// The link with its clock; wherever a case appears, its nearest clock appears.
func caseLink(_ link: CaseLink, _ reader: Reader) -> HTML {
  """
  <span class="case"><a \(href(link.path))>\(link.number)</a>\
  \(when(link.livelihood, livelihoodTag(link.grounds.isEmpty ? [.stated] : link.grounds, reader)))\
  \(when(!link.parties.isEmpty, " <span class=\"parties\">\(link.parties)</span>"))\
  \(when(link.clock) { shown -> HTML in " \(clock(shown, reader))" })</span>
  """
}
