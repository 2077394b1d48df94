import Basics
import Casework
import Enforcement

/// Requests of a case that units have not answered, from its history.
struct OpenRequests: Sendable {
  struct Waiting: Sendable {
    let id: String
    let requested: PartnerRequested
    let sentAt: Instant
    let isLate: Bool

    /// What was asked of whom about whom, and when.
    func words(_ people: People) -> Phrase {
      let person = requested.person.map { people.person($0) } ?? ""
      let amount = requested.amount.map { " \($0.grouped)" } ?? ""
      return people.unit(requested.unit) + Phrase(" ", " ") + requested.action.name
        + Phrase("\(amount) \(person) \(sentAt.minuteText)", "\(amount) \(person) \(sentAt.minuteText)")
    }
  }
  let open: [Waiting]

  init(_ history: [RecordedEvent]) {
    var waiting: [String: Waiting] = [:]
    for recorded in history {
      let id = recorded.meta.stream.key
      switch recorded.event {
      case let event as PartnerRequested where event.action != .pay:
        waiting[id] = Waiting(id: id, requested: event, sentAt: recorded.meta.at, isLate: false)
      case is PartnerDeadlineMissed:
        if let late = waiting[id] { waiting[id] = Waiting(id: id, requested: late.requested, sentAt: late.sentAt, isLate: true) }
      case is PartnerAnswered, is PartnerRequestGivenUp: waiting[id] = nil
      default: break
      }
    }
    open = waiting.values.sorted { ($0.sentAt, $0.id) < ($1.sentAt, $1.id) }
  }
}

extension CaseView {
  /// What units still owe an answer on, with the way to wait no longer.
  func waitingRequests(_ reader: Reader) -> HTML {
    let open = OpenRequests(history).open
    guard !open.isEmpty else { return .empty }
    let mayGiveUp = asOf == nil && (try? GiveUpRequest.allowed(in: situation, file)) != nil
    return table(
      Table(
        Phrase("等待反馈的请求", "Requests that wait for an answer"),
        [
          Column(Phrase("单位", "Unit"), heads: true) { "\(reader(people.unit($0.requested.unit)))" },
          Column(Phrase("事项", "Action")) { "\(reader($0.requested.action.name))" },
          Column(Phrase("被执行人", "Debtor")) { "\($0.requested.person.map { people.person($0) } ?? "—")" },
          Column(Phrase("发出", "Sent")) { "\($0.sentAt.minuteText)" },
          Column(Phrase("反馈期限", "Due")) { lamp($0.requested.deadline, reader) },
          Column(Phrase("办理", "Act")) { waiting in
            when(
              mayGiveUp,
              "<a class=\"button quiet\" \(href("\(path)/do/partners.giveUp?request=\(waiting.id)"))>\(reader("不再等待", "Give up"))</a>"
            )
          },
        ] as [Column<OpenRequests.Waiting>], rows: open, empty: Phrase("没有等待的请求。", "None waits.")), reader)
  }
}
