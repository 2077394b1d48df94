import Basics

/// A case as it is named on other pages: number, who against whom, and its nearest clock.
struct CaseLink: Sendable {
  /// `（2026）浙1024执123号`, or a working name before it has a number.
  let number: String
  let path: String
  /// 林某某 诉 章某; empty where the place says it.
  var parties = ""
  /// Wages, support, injury: goes first in each queue.
  var livelihood = false
  var clock: CaseClock?
}

/// The link with its clock; wherever a case appears, its nearest clock appears.
func caseLink(_ link: CaseLink, _ reader: Reader) -> HTML {
  """
  <span class="case"><a \(href(link.path))>\(link.number)</a>\
  \(when(link.livelihood, " <span class=\"tag\">\(reader("民生", "livelihood"))</span>"))\
  \(when(!link.parties.isEmpty, " <span class=\"parties\">\(link.parties)</span>"))\
  \(when(link.clock) { shown -> HTML in " \(clock(shown, reader))" })</span>
  """
}
