import Basics

/// How near a clock is: a shape and a word beside each colour, so that nothing rests on colour alone.
enum LampState: String, Sendable, CaseIterable {
  case well, soon, over, stopped, none

  var shape: String {
    switch self {
    case .well: "●"
    case .soon: "▲"
    case .over: "■"
    case .stopped: "‖"
    case .none: "○"
    }
  }

  /// Days before the end from which a clock counts as near, where the node's own warnings say nothing else.
  static let soonDaysDefault = 3

  init(due: Instant?, now: Instant, stopped: Bool = false, soonDays: Int = soonDaysDefault) {
    guard let due else {
      self = .none
      return
    }
    if stopped {
      self = .stopped
    } else if due < now {
      self = .over
    } else {
      self = due.day - now.day <= soonDays ? .soon : .well
    }
  }
}

/// A clock's lamp: ● 余 12 天, ▲ 余 2 天, ■ 超 3 天; the last day in hours and minutes.
func lamp(_ due: Instant?, stopped: Bool = false, soonDays: Int = LampState.soonDaysDefault, _ reader: Reader) -> HTML {
  let state = LampState(due: due, now: reader.now, stopped: stopped, soonDays: soonDays)
  return lamp(state, words(state, due, reader), title: due.map(\.minuteText))
}

/// A lamp with words of its own, for states that no clock gives.
func lamp(_ state: LampState, _ words: String, title: String? = nil) -> HTML {
  """
  <span class="lamp \(state.rawValue)" \(attribute("title", title))><span class="shape" aria-hidden="true">\(state.shape)</span> \
  \(words)</span>
  """
}

private func words(_ state: LampState, _ due: Instant?, _ reader: Reader) -> String {
  guard let due else { return reader("无期限", "no clock") }
  let left = span(due.milliseconds(since: reader.now), days: due.day - reader.now.day)
  switch state {
  case .none: return reader("无期限", "no clock")
  case .stopped: return reader("停止计时", "stopped")
  case .over: return reader("超 \(left.zh)", "\(left.en) over")
  case .well, .soon: return reader("余 \(left.zh)", "\(left.en) left")
  }
}

/// Whole days between civil days; inside one day hours, inside one hour minutes.
private func span(_ milliseconds: Int64, days: Int) -> Phrase {
  if days != 0 { return Phrase("\(abs(days)) 天", "\(abs(days)) d") }
  let minutes = milliseconds.magnitude / 60_000
  return minutes >= 60 ? Phrase("\(minutes / 60) 小时", "\(minutes / 60) h") : Phrase("\(minutes) 分", "\(minutes) min")
}
