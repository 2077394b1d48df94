import Basics
import Casework
import Enforcement

/// Reads of a case's events for its papers.
enum CaseHistory {
  static func fold<State: StreamState>(_ events: [RecordedEvent]) -> State {
    var state: any StreamState = State()
    for recorded in events { recorded.event.fold(into: &state, recorded.meta) }
    return state as? State ?? State()
  }

  /// What had happened when the paper was signed, with all that the signature itself brought about: a paper says what was signed,
  /// however late it is drawn. Everything, while it is not signed.
  static func upToSignature(of paper: ID<Paper>, _ events: [RecordedEvent]) -> [RecordedEvent] {
    guard let signed = events.firstIndex(where: { ($0.event as? PaperSigned)?.paper == paper }) else { return events }
    let cause = events[signed].meta.causation
    let end = events[signed...].firstIndex { $0.meta.causation != cause } ?? events.endIndex
    return Array(events[..<end])
  }

  /// Words that people added to this paper.
  static func texts(of paper: ID<Paper>, _ events: [RecordedEvent]) -> [VaultRef] {
    events.compactMap { recorded in
      switch recorded.event {
      case let drafted as PaperDrafted where drafted.paper == paper: drafted.text
      case let edited as PaperEdited where edited.paper == paper: edited.text
      case let proposed as ListingProposed where proposed.paper == paper: proposed.evidence
      case let correction as CorrectionDrafted where correction.paper == paper: correction.text
      case let recorded as MinutesRecorded where recorded.paper == paper: recorded.text
      case let signed as MinutesSigned where signed.paper == paper: signed.strokes
      case let closed as MinutesClosed where closed.paper == paper: closed.unsigned
      default: nil
      }
    }
  }
}
