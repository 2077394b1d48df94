import Basics
import Casework
import Enforcement
import Wording

/// What units answered, in the order of the answers: whom, what came of it, and the sum.
struct PartnerNewsList: Sendable {
  let news: [PartnerNews]
  let people: People
  /// News older than this are history.
  static let days: Int32 = 30
  private static let sentencesMax = 2

  /// `handler` as the reader's work asks: a handler sees his own cases, those who watch over requests the court's.
  static func load(_ services: CourtServices, _ reader: Reader, limit: Int, all: Bool = false) async throws -> PartnerNewsList {
    let watches = !reader.actor.roles.isDisjoint(with: [
      .president, .vicePresident, .bureauChief, .commandCentre, .searchOfficer, .teamLead,
    ])
    let handles = !reader.actor.roles.isDisjoint(with: [.officer, .judge])
    let since = Instant(reader.now.day - Int(days))
    let news = try await services.reads.news(
      court: services.court, handler: handles && !watches && !all ? reader.actor.staff : nil, since: since, limit: limit)
    let debtors = news.flatMap(\.happened).compactMap { recorded -> ID<Person>? in
      switch recorded.event {
      case let event as PropertyFound: event.debtor
      case let event as QueryAnswered: event.debtor
      case let event as QueryFailed: event.debtor
      default: nil
      }
    }
    let people =
      all
      ? try await People.load(debtors, services, masked: true) : try await People.load(debtors, services, for: reader)
    return PartnerNewsList(news: news, people: people)
  }

  func html(_ reader: Reader) -> HTML {
    guard !news.isEmpty else {
      return empty(
        Phrase("近 \(PartnerNewsList.days) 天没有反馈。", "No answers in the last \(PartnerNewsList.days) days."), reader)
    }
    return "<ul class=\"timeline news\">\(news.map { item($0, reader) })</ul>"
  }

  private func item(_ news: PartnerNews, _ reader: Reader) -> HTML {
    let row = news.request
    let at = row.answeredAt.map { $0.day == reader.now.day ? String($0.clock.prefix(5)) : "\($0.day)" } ?? ""
    let state: LampState = row.outcome == .failed || row.outcome == .rejected ? .over : .well
    let outcome = row.outcome.map { lamp(state, reader(SearchCentre.word($0))) } ?? .empty
    let event = news.happened.first { $0.event is PartnerAnswered }?.position
    let path = event.map { "/cases/\(row.caseID)/events/\($0)" } ?? "/cases/\(row.caseID)#property"
    return """
      <li><time>\(at)</time><a \(href("/cases/\(row.caseID)#property"))>\(row.number)</a> \(reader(people.unit(row.unit))) \
      <a class="plain" \(href(path))>\(reader(row.action.name))</a> \(outcome) <span class="what">\(what(news, reader))</span></li>
      """
  }

  /// The first things that came of the answer, in their own sentences with their sums.
  private func what(_ news: PartnerNews, _ reader: Reader) -> String {
    let found = news.happened.contains { $0.event is PropertyFound }
    let telling = news.happened.filter { recorded in
      switch recorded.event {
      case is NodeOpened, is NodeClosed, is NodeWarned, is PartnerAnswered, is PropertyRecorded, is PropertyUpdated, is RankTaken,
        is RankEnded, is SearchCompleted:
        false
      case is QueryAnswered: !found
      default: true
      }
    }
    let sentences = telling.compactMap { EventSentence.of($0.event, people.speaker).map { reader($0) } }
    let more = sentences.count - PartnerNewsList.sentencesMax
    return sentences.prefix(PartnerNewsList.sentencesMax).joined(separator: reader("；", "; "))
      + (more > 0 ? reader("，等 \(sentences.count) 项", ", \(more) more") : "")
  }
}
