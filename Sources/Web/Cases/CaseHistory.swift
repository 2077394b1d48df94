import Basics
import Casework
import Enforcement
import EnforcementLaw
import Wording

/// The timeline tab: the case's history as sentences, narrowed by capability.
extension CaseView {
  func timelinePart(_ reader: Reader) -> HTML {
    let entries = history.reversed().compactMap { entry($0, reader) }
    let counts = Dictionary(grouping: entries, by: \.kind).mapValues(\.count)
    let filters = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { key, count in
      TimelineFilter(key: key, title: CaseWords.capability(key), count: count)
    }
    return timeline(entries, filters: filters, reader)
  }

  private func entry(_ recorded: RecordedEvent, _ reader: Reader) -> TimelineEntry? {
    guard let sentence = EventSentence.of(recorded.event, people.speaker) else { return nil }
    let name = type(of: recorded.event).name
    var entry = TimelineEntry(
      at: recorded.meta.at, sentence: reader(sentence), by: reader(people.actor(recorded.meta.actor)),
      kind: String(name.prefix { $0 != "." }), papers: papers(of: recorded.event, reader),
      path: "\(path)/events/\(recorded.position)", asOf: "\(path)?on=\(recorded.meta.day)")
    entry.words = words.html(recorded.event, reader)
    entry.quiet = ["process", "partner"].contains(entry.kind) && recorded.event.words.isEmpty || recorded.event is PayoutLineSent
    return entry
  }

  private func papers(of event: any Event, _ reader: Reader) -> [(title: String, path: String)] {
    let paper: ID<Paper>? =
      switch event {
      case let event as PaperDrafted: event.paper
      case let event as PaperSealed: event.paper
      case let event as PaperServed: event.paper
      default: nil
      }
    guard let paper, let state = file.papers.all[paper] else { return [] }
    return [(title: reader(state.kind.title), path: "\(path)/papers/\(paper)")]
  }
}

/// One event: the sentence, who and when, what was written, how it was decided, what came of it.
struct EventPage: Sendable {
  let file: CaseFile
  let recorded: RecordedEvent
  let history: [RecordedEvent]
  let people: People
  let words: OpenedWords

  func html(_ reader: Reader) -> HTML {
    let meta = recorded.meta
    let event = recorded.event
    let sentence = EventSentence.of(event, people.speaker).map { reader($0) } ?? type(of: event).name
    let together = history.filter { $0.meta.causation == meta.causation && $0.position != recorded.position }
    let others = together.compactMap { other -> HTML? in
      EventSentence.of(other.event, people.speaker).map {
        "<li><a \(href("/cases/\(file.id)/events/\(other.position)"))>\(reader($0))</a></li>"
      }
    }
    let checks = (event as? EndingProposed)?.checks ?? []
    return Layout(title: sentence, kind: .staff, printed: file.number).page(
      reader,
      """
      <p><a \(href("/cases/\(file.id)#timeline"))>← \(file.number)</a></p><h1>\(sentence)</h1>
      <section>\(facts(
        [
          Fact(Phrase("时间", "When"), "<time datetime=\"\(meta.at.description)\">\(meta.at)</time>"),
          Fact(Phrase("办理", "By"), "\(reader(people.actor(meta.actor)))"),
          Fact(Phrase("事项", "Matter"), "\(type(of: event).name)"),
          Fact(Phrase("日志位置", "Place in the log"), "\(String(recorded.position)) · \(meta.stream.description) \(String(meta.version))"),
          Fact(Phrase("当日的案件", "The case on that day"), "<a \(href("/cases/\(file.id)?on=\(meta.day)"))>\(meta.day)</a>"),
        ], reader))</section>
      \(when(!checks.isEmpty, section("checklist", reader("核对清单", "Checklist"), checklist(checks, reader))))
      \(when(!event.words.isEmpty, section("words", reader("文字记载", "What was written"), words.html(event, reader))))
      \(when(!event.explained.isEmpty, section("reasons", reader("依据与算法", "Reasons"), event.explained.map { explain($0, reader) }.joined())))
      \(when(!others.isEmpty, section("together", reader("同时发生", "Decided together"), "<ul>\(others)</ul>")))
      """)
  }
}
