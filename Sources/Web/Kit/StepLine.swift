import Basics

/// The course of a case: modules as stations, nodes as stops.
struct Station: Sendable {
  let title: Phrase
  let stops: [Stop]
}

/// One node on the line.
struct Stop: Sendable {
  enum State: Sendable {
    case done(Day)
    case now(due: Instant?, owner: String)
    case next
    /// Not part of this case's course, and why.
    case skipped(Phrase)
  }
  let title: Phrase
  let state: State
  /// The event that closed it, or the page where it is done.
  var path: String?
}

/// Stations in order. Where the case stands, the open stops are shown below the station; all stops open on request.
func stepLine(_ stations: [Station], _ reader: Reader) -> HTML {
  let items = stations.map { station -> HTML in
    let standing = standing(station)
    let here = station.stops.filter { Standing($0.state) == .now }.map { stop($0, reader) }
    return """
      <li class="\(standing.name)" \(attribute("aria-current", standing == .now ? "step" : nil))><details>
      <summary><span class="shape" aria-hidden="true">\(standing.shape)</span> \(reader(station.title)) \
      <span class="state">\(reader(standing.words))</span></summary>
      <ol>\(station.stops.map { stop($0, reader) })</ol></details>\(when(!here.isEmpty, "<ol class=\"here\">\(here)</ol>"))</li>
      """
  }
  return "<ol class=\"line\" aria-label=\"\(reader("办理进程", "Course of the case"))\">\(items)</ol>"
}

private enum Standing {
  case done, now, next, skipped
  var name: String {
    switch self {
    case .done: "done"
    case .now: "now"
    case .next: "next"
    case .skipped: "skipped"
    }
  }
  var shape: String {
    switch self {
    case .done: "✓"
    case .now: "▶"
    case .next: "○"
    case .skipped: "–"
    }
  }
  var words: Phrase {
    switch self {
    case .done: Phrase("已办", "done")
    case .now: Phrase("在办", "now")
    case .next: Phrase("未到", "ahead")
    case .skipped: Phrase("不需", "not needed")
    }
  }
  init(_ state: Stop.State) {
    switch state {
    case .done: self = .done
    case .now: self = .now
    case .next: self = .next
    case .skipped: self = .skipped
    }
  }
}

/// A station is where its most urgent stop is; one whose begun stops are all done counts as done, since later stops may never come.
private func standing(_ station: Station) -> Standing {
  let all = station.stops.map { Standing($0.state) }
  if all.contains(.now) { return .now }
  if all.contains(.done) { return .done }
  return all.contains(.next) ? .next : .skipped
}

private func stop(_ stop: Stop, _ reader: Reader) -> HTML {
  let standing = Standing(stop.state)
  let title: HTML = when(
    stop.path != nil, "<a \(href(stop.path ?? ""))>\(reader(stop.title))</a>", else: "\(reader(stop.title))")
  let detail: HTML =
    switch stop.state {
    case .done(let day): "<time datetime=\"\(day)\">\(day)</time>"
    case .now(let due, let owner): "\(lamp(due, reader)) \(owner)"
    case .next: "\(reader("未到", "ahead"))"
    case .skipped(let reason): "\(reader("不需", "not needed"))：\(reader(reason))"
    }
  return """
    <li class="\(standing.name)"><span class="shape" aria-hidden="true">\(standing.shape)</span> \(title) \
    <span class="state">\(detail)</span></li>
    """
}
