import Basics
import EnforcementLaw

/// A clock with its node and owner, as it stands beside a case wherever the case appears.
struct CaseClock: Sendable {
  let node: Phrase
  let due: Instant?
  /// Who must act: a name, a role, or both.
  let owner: String
  /// Why the clock stands still, where it does.
  var stopped: Phrase?
  var soonDays = LampState.soonDaysDefault
  /// How the day was counted.
  var counted: Reasons?
}

/// Lamp, node, owner, and the end, which opens how it was counted.
func clock(_ clock: CaseClock, _ reader: Reader) -> HTML {
  """
  <span class="clock">\(lamp(clock.due, stopped: clock.stopped != nil, soonDays: clock.soonDays, reader)) \
  <span class="node">\(reader(clock.node))</span> <span class="owner">\(clock.owner)</span>\
  \(when(clock.due) { due -> HTML in " \(day(due.day, counted: clock.counted, reader))" })\
  \(when(clock.stopped) { why -> HTML in " <span class=\"note\">\(reader(why))</span>" })</span>
  """
}

/// A day; it opens how it was counted.
func day(_ day: Day, counted: Reasons?, _ reader: Reader) -> HTML {
  let time: HTML = "<time datetime=\"\(day)\">\(day)</time>"
  guard let counted else { return time }
  return why(time, explain(counted, reader))
}

/// A figure or word that opens what stands behind it; works without scripts.
func why(_ figure: HTML, _ behind: HTML) -> HTML {
  "<details class=\"why\"><summary>\(figure)</summary>\(behind)</details>"
}
