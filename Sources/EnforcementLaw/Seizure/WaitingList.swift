import Basics

/// Seizures of one thing by several cases (轮候查封) and the right to dispose of it (R3.5).
public enum WaitingList {
  /// The earlier registered comes first; the next takes effect by itself when the one before is lifted (查扣冻 26).
  public static let article = Citation.seizureRules("26")
  /// An idle preservation may be taken over after more than a year (财产保全 21).
  public static let idlePreservationMonths = 12
  /// A priority creditor's court may ask after more than sixty days without a notice of sale (法释〔2016〕6号 1).
  public static let priorityWaitDays = 60
  /// The first court answers within fifteen days (法释〔2016〕6号 2).
  public static let replyDays = 15

  /// One seizure in the queue.
  public struct Entry: Sendable, Hashable {
    public let id: String
    public let registered: Instant
    /// An entrusted case keeps the rank of the entrusting court's seizure (委托执行 6).
    public let entrustedFrom: Instant?
    public init(id: String, registered: Instant, entrustedFrom: Instant? = nil) {
      self.id = id
      self.registered = registered
      self.entrustedFrom = entrustedFrom
    }
    var rankedAt: Instant { entrustedFrom.map { min($0, registered) } ?? registered }
  }

  /// The queue in order: the first is in effect, the others wait. Of one moment, the smaller id is first.
  public static func order(_ entries: [Entry]) -> Explained<[Entry]> {
    let ordered = entries.sorted { ($0.rankedAt, $0.id) < ($1.rankedAt, $1.id) }
    var citations = [article]
    if entries.contains(where: { $0.entrustedFrom != nil }) { citations.append(.entrustedEnforcement("6")) }
    return Explained(
      ordered,
      Reasons(
        "R3.5", steps: ordered.prefix(50).map { .init(Phrase("登记时间", "registered"), "\($0.rankedAt) \($0.id)") },
        citations: citations))
  }

  /// The last day of a waiting seizure that becomes effective when the one before is lifted: its term begins at that moment.
  public static func endOnRelease(
    _ kind: SeizureTerm.Kind, released: Instant, months: Int, settings: CourtSettings, calendar: CourtCalendar
  ) throws(LawRefusal) -> Explained<Day> {
    let end = try SeizureTerm.end(kind, start: released.day, months: months, settings: settings, calendar: calendar)
    return Explained(
      end.value,
      end.reasons.under(
        "R3.5", inputs: [.init(Phrase("在先查控解除", "earlier seizure lifted"), released.description)], citations: [article]))
  }

  /// The first day on which a priority creditor's court may ask for the right to dispose, if no sale has been announced.
  public static func priorityMayAskFrom(firstSeizure: Day) -> Explained<Day> {
    let from = firstSeizure + priorityWaitDays + 1
    return Explained(
      from,
      Reasons(
        "R3.5", inputs: [.init(Phrase("首先查封日", "first seizure"), firstSeizure.description)],
        steps: [.init(Phrase("自首先查封之日起超过60日", "more than 60 days after the first seizure"), from.description)],
        citations: [.disposalRightReply("1")]))
  }

  /// Whether it may ask on `today`: late enough, and the first court has announced no sale by then.
  public static func priorityMayAsk(firstSeizure: Day, saleAnnounced: Day?, today: Day) -> Explained<Bool> {
    let from = priorityMayAskFrom(firstSeizure: firstSeizure)
    let announced = saleAnnounced.map { $0 <= today } ?? false
    var reasons = from.reasons
    if let saleAnnounced {
      reasons.steps.append(.init(Phrase("已发布拍卖公告或者进入变卖", "sale announced"), saleAnnounced.description))
    }
    return Explained(today >= from.value && !announced, reasons)
  }

  /// The last day for the first court to send the letter of transfer.
  public static func replyDeadline(letterReceived: Day, calendar: CourtCalendar) -> Explained<Day> {
    let end = Periods.deadline(from: letterReceived, .days(replyDays), calendar: calendar)
    return Explained(end.value, end.reasons.under("R3.5", citations: [.disposalRightReply("2")]))
  }

  /// The first day on which the earliest waiting court that enforces may ask for a thing that preservation left idle.
  public static func waitingMayAskFrom(preservationSeizure: Day) -> Explained<Day> {
    let from = preservationSeizure.adding(months: idlePreservationMonths) + 1
    return Explained(
      from,
      Reasons(
        "R3.5", inputs: [.init(Phrase("保全查封日", "preservation seizure"), preservationSeizure.description)],
        steps: [.init(Phrase("超过一年未处分", "idle for more than a year"), from.description)], citations: [.preservation("21")]))
  }
}
