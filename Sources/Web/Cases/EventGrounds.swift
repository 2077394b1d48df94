import Basics
import Casework
import Enforcement
import Wording

/// What people wrote with a case's events, opened as far as the reader may read it.
struct OpenedWords: Sendable {
  let texts: [VaultRef: String]
  /// The reader watches over the system and does not read what people wrote (R10.6).
  let isHidden: Bool

  static func load(_ history: [RecordedEvent], _ services: CourtServices, _ reader: Reader) async throws -> OpenedWords {
    guard reader.seesNames else { return OpenedWords(texts: [:], isHidden: true) }
    let opened = try await services.vault.open(history.flatMap(\.event.words))
    return OpenedWords(texts: opened.compactMapValues { $0.fields["text"] }, isHidden: false)
  }

  /// What was written with this event; a destroyed entry says so.
  func html(_ event: any Event, _ reader: Reader) -> HTML {
    guard !event.words.isEmpty else { return .empty }
    guard !isHidden else {
      return "<p class=\"hint\">\(reader("附有文字记载；您的岗位不能查看。", "Something is written here that your role does not read."))</p>"
    }
    return event.words.map { ref -> HTML in
      guard let text = texts[ref] else {
        return "<p class=\"hint\">\(reader("文字记载已依法销毁。", "What was written has been destroyed."))</p>"
      }
      return "<blockquote class=\"words\">\(text)</blockquote>"
    }.joined()
  }
}

/// The conditions of an ending, each with the evidence it rests on (R8.3).
func checklist(_ checks: [EndingProposed.Check], _ reader: Reader) -> HTML {
  let lines = checks.map { check -> HTML in
    let mark = lamp(check.passed ? .well : .over, check.passed ? reader("符合", "met") : reader("不符合", "not met"))
    return "<li>\(mark) \(reader(check.evidence))</li>"
  }
  return "<ol class=\"checklist\">\(lines)</ol>"
}

/// What an event rests on: the checklist, what was written, how it was counted.
func grounds(of event: any Event, _ words: OpenedWords, _ reader: Reader) -> HTML {
  let checks = (event as? EndingProposed)?.checks ?? []
  return """
    \(when(!checks.isEmpty, checklist(checks, reader)))\(words.html(event, reader))\(event.explained.map { explain($0, reader) }.joined())
    """
}

/// What a person should have read before an act: the events that it decides on, with what stands behind them.
struct ActGrounds: Sendable {
  let file: CaseFile
  let history: [RecordedEvent]
  let people: People
  let words: OpenedWords

  /// The section above a form or a confirmation; empty where the act rests on nothing that was recorded.
  func html(_ type: any CaseCommand.Type, _ given: FormData, _ reader: Reader) -> HTML {
    let events = events(type.name, given)
    guard !events.isEmpty else { return .empty }
    let items = events.compactMap { recorded -> HTML? in
      guard let sentence = EventSentence.of(recorded.event, people.speaker) else { return nil }
      return """
        <li><a \(href("/cases/\(file.id)/events/\(recorded.position)"))>\(reader(sentence))</a> \(paper(recorded.event, reader)) \
        <span class="by">\(recorded.meta.day) \(reader(people.actor(recorded.meta.actor)))</span>\
        \(grounds(of: recorded.event, words, reader))</li>
        """
    }
    return section("grounds", reader("办理前请核对", "Read before you decide"), "<ul class=\"grounds\">\(items)</ul>")
  }

  private func paper(_ event: any Event, _ reader: Reader) -> HTML {
    guard let drafted = event as? PaperDrafted else { return .empty }
    return """
      <a class="paper" \(href("/cases/\(file.id)/papers/\(drafted.paper)"))>\(reader("阅读文书", "Read the paper"))</a> \
      \(CaseWords.about(drafted.about, file, people, reader))
      """
  }

  private func events(_ command: String, _ given: FormData) -> [RecordedEvent] {
    switch command {
    case "papers.sign", "papers.withdraw": return papers(given["paper"])
    case "closing.review", "closing.approve", "closing.return":
      return latest { $0 is PerformanceCompleted || $0 is ClosingSubmitted || $0 is ClosingReviewed || $0 is ClosingReturned }
    case "funds.supervisePayout", "funds.approvePayout", "funds.releasePayout", "funds.returnPayout":
      return history.filter { recorded in
        let payout = (recorded.event as? PayoutProposed)?.payout ?? (recorded.event as? PayoutReopened)?.payout
        return payout.map { isWaiting($0, since: recorded.meta.version) } ?? false
      }
    case "reception.reportFieldTask":
      return history.filter { recorded in
        (recorded.event as? FieldTaskOpened).map { file.reception.tasks[$0.task]?.reportedOn == nil } ?? false
      }
    case "filing.file", "filing.refuse": return latest { $0 is ApplicationReceived }
    case "partners.giveUp":
      return history.filter { $0.event is PartnerRequested && $0.meta.stream.key == given["request"] }
    default: return []
    }
  }

  private func isWaiting(_ payout: ID<Payout>, since version: Int) -> Bool {
    !history.contains { later in
      guard later.meta.version > version else { return false }
      return (later.event as? PayoutReleased)?.payout == payout || (later.event as? PayoutReturned)?.payout == payout
        || (later.event as? PayoutReopened)?.payout == payout || (later.event as? PayoutReopeningReturned)?.payout == payout
    }
  }

  /// The latest event of each of these types, in order.
  private func latest(_ of: (any Event) -> Bool) -> [RecordedEvent] {
    var found: [String: RecordedEvent] = [:]
    for recorded in history where of(recorded.event) { found[type(of: recorded.event).name] = recorded }
    return found.values.sorted { $0.position < $1.position }
  }

  /// What was decided together with each draft; for an ending also what the applicant said since.
  private func papers(_ chosen: String) -> [RecordedEvent] {
    let drafts = file.papers.unsigned.filter { chosen.isEmpty || "\($0.id)" == chosen }
    return drafts.flatMap { draft -> [RecordedEvent] in
      guard let first = history.first(where: { ($0.event as? PaperDrafted)?.paper == draft.id }) else { return [] }
      let together = history.filter { $0.meta.causation == first.meta.causation && $0.meta.stream == first.meta.stream }
      let own = together.filter { ActGrounds.belongs($0.event, to: draft.id) }
      let heard =
        draft.kind == .terminationRuling ? latest { $0 is EndingInterviewRecorded }.filter { $0.position > first.position } : []
      return own + heard
    }
  }

  /// Of several papers drafted at once each has its own; steps of the line and other things done in passing say nothing of it.
  private static func belongs(_ event: any Event, to paper: ID<Paper>) -> Bool {
    switch event {
    case let event as PaperDrafted: event.paper == paper
    case let event as ControlRulingDrafted: event.paper == paper
    case let event as RenewalDrafted: event.paper == paper
    case let event as ReleaseDrafted: event.paper == paper
    case let event as TransferRulingDrafted: event.paper == paper
    case let event as RestrictionDrafted: event.paper == paper
    case let event as ListingProposed: event.paper == paper
    case let event as EndingProposed: event.paper == paper
    default: false
    }
  }
}

extension CaseView {
  /// The last ending proposed: each condition with its evidence, what the applicant said, and where the decision stands.
  func endingPart(_ recorded: RecordedEvent, _ reader: Reader) -> HTML {
    let later = history.filter { $0.position > recorded.position }
    let heard = later.last { $0.event is EndingInterviewRecorded }
    let approved = later.last { $0.event is EndingApproved }
    let steps = [recorded, heard, approved].compactMap { $0 }.compactMap { step -> HTML? in
      EventSentence.of(step.event, people.speaker).map { sentence in
        """
        <li><a \(href("\(path)/events/\(step.position)"))>\(reader(sentence))</a> \
        <span class="by">\(step.meta.day) \(reader(people.actor(step.meta.actor)))</span>\(grounds(of: step.event, words, reader))</li>
        """
      }
    }
    return "<ul class=\"grounds\">\(steps)</ul>"
  }
}
