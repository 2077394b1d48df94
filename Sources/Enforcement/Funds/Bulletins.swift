import Basics
import EnforcementLaw

/// The weekly bulletins of case money (每周通报) of a court: drafted on Mondays from what happened, published by the bureau chief.
public struct MoneyBulletins: StreamState {
  public static let kind = StreamKind.moneyBulletins
  public init() {}
  public internal(set) var bulletins: [Bulletin] = []

  /// One week's bulletin: a draft until the chief has approved it. Numbers count from 1 without gaps.
  public struct Bulletin: Sendable, Hashable {
    public let drafted: BulletinDrafted
    public let draftedAt: Instant
    public internal(set) var approvedBy: Actor.Ref?
    public internal(set) var approvedAt: Instant?
    /// What the chief wrote above it: kind `text`.
    public internal(set) var remark: VaultRef?
  }
  /// By its number; nil where there is none.
  public func bulletin(_ number: Int) -> Bulletin? { bulletins.first { $0.drafted.number == number } }
}

/// What the shell counts for a week.
public struct MoneyWeek: Sendable, Hashable {
  /// What came in and went out in the week, in whole fen, with the number of receipts and payouts.
  public struct Flow: Sendable, Hashable {
    public var received = Money.zero
    public var receivedCount = 0
    public var paidOut = Money.zero
    public var paidCount = 0
    public init() {}
  }
  /// A case whose money is looked at, with its handler; nil where it has none.
  public struct Case: Sendable, Hashable {
    public let id: ID<CaseFile>
    public let number: String
    public let handler: ID<StaffMember>?
    public init(id: ID<CaseFile>, number: String, handler: ID<StaffMember>?) {
      self.id = id
      self.number = number
      self.handler = handler
    }
  }
  /// By handler; the key 0 stands for cases without one.
  public var flows: [Int64: Flow] = [:]
  /// Cases that may hold money.
  public var cases: [Case] = []
  public init() {}
  public static let casesMax = 5_000
}

/// A week's figures, as they stood when they were drafted.
public struct BulletinDrafted: Event {
  public static let name = "funds.bulletinDrafted.v1"
  public let number: Int
  public let from: Day
  public let through: Day
  /// The day at whose beginning what waits was counted.
  public let countedOn: Day
  public let lines: [Line]
  /// Receipts of twenty days and more, the oldest first.
  public let slow: [Slow]

  /// One handler's week and what waits in his cases.
  public struct Line: Sendable, Hashable, Codable {
    public let handler: ID<StaffMember>?
    public let received: Money
    public let receivedCount: Int
    public let paidOut: Money
    public let paidCount: Int
    public let waiting: Money
    public let waitingCount: Int
    public let over20: Int
    /// Past the last day and not held by an approved delay.
    public let overdue: Int
    public let delayed: Int
  }
  /// A receipt that waits twenty days and more, how often its handler was reminded, and whether a delay holds it.
  public struct Slow: Sendable, Hashable, Codable {
    public let caseID: ID<CaseFile>
    public let handler: ID<StaffMember>?
    public let receipt: ID<Receipt>
    public let arrivedOn: Day
    public let days: Int
    public let unpaid: Money
    public let chased: Int
    public let delayed: Bool
    public let overdue: Bool
  }
  public init(number: Int, from: Day, through: Day, countedOn: Day, lines: [Line], slow: [Slow]) {
    self.number = number
    self.from = from
    self.through = through
    self.countedOn = countedOn
    self.lines = lines
    self.slow = slow
  }
  public func apply(to bulletins: inout MoneyBulletins, _ meta: EventMeta) {
    bulletins.bulletins.append(MoneyBulletins.Bulletin(drafted: self, draftedAt: meta.at))
  }
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] {
    [Bulletin.timer(Bulletin.monday(after: meta.day), meta.court)]
  }
}

/// The chief published it.
public struct BulletinApproved: Event {
  public static let name = "funds.bulletinApproved.v1"
  public let number: Int
  /// Kind `text`.
  public let remark: VaultRef?
  public init(number: Int, remark: VaultRef?) {
    self.number = number
    self.remark = remark
  }
  public var words: [VaultRef] { [remark].compactMap { $0 } }
  public func apply(to bulletins: inout MoneyBulletins, _ meta: EventMeta) {
    guard let place = bulletins.bulletins.firstIndex(where: { $0.drafted.number == number }) else { return }
    bulletins.bulletins[place].approvedBy = meta.actor
    bulletins.bulletins[place].approvedAt = meta.at
    bulletins.bulletins[place].remark = remark
  }
}

/// When bulletins are drafted.
public enum Bulletin {
  /// The Monday after a day.
  public static func monday(after day: Day) -> Day { day + (8 - day.weekday) }
  /// After case money came in, went out or came back: half past eight of the next Monday, which is today's where that is still to come.
  /// A week of which there is nothing to tell sets none, and the bulletins stand still until money moves again.
  static func afterMoney(_ meta: EventMeta) -> Reaction {
    let isDue = meta.day.weekday == 1 && meta.at < moment(meta.day)
    return timer(isDue ? meta.day : monday(after: meta.day), meta.court)
  }
  private static func moment(_ monday: Day) -> Instant { Instant(monday, hour: 8, minute: 30) }
  /// Half past eight on that Monday, about the week before it.
  fileprivate static func timer(_ monday: Day, _ court: CourtCode) -> Reaction {
    .timer(
      name: "funds.bulletin", subject: court.text, due: moment(monday),
      CommandCall("funds.draftBulletin", ["week": .text("\(monday - 7)")]))
  }
}

/// Drafts the bulletin of a week in which money moved, or after which some waits; by timer on Mondays, or when asked.
public struct DraftBulletin: Command {
  public static let name = "funds.draftBulletin"
  public static let title = Phrase("生成案款每周通报", "Draft the weekly bulletin")
  public static let roles: Set<Role> = [.machine, .moneySupervisor, .bureauChief]
  public static let fields = [
    Field("week", Phrase("周一日期", "The week's Monday"), .day, hint: Phrase("通报自该日起七天", "Seven days from it"))
  ]
  let week: Day
  public init(_ input: inout Input) {
    week = input.day("week") ?? Day(number: 0)
    if week.weekday != 1 && week.number != 0 { input.fault("week", "notMonday", Phrase("应为周一", "A Monday is needed")) }
  }
  public var reads: [StreamID] { [] }
  public var needs: Set<Need> { [.moneyWeek(from: week, through: week + 6)] }
  public func alsoReads(_ situation: Situation) -> [StreamID] {
    [.moneyBulletins(situation.court)] + (situation.findings.moneyWeek?.cases ?? []).map { .caseAccount($0.id) }
  }
  public func decide(in situation: Situation) throws(Refusal) -> [StreamEvents] {
    let stream = StreamID.moneyBulletins(situation.court)
    let known: MoneyBulletins = situation.state(stream)
    if known.bulletins.contains(where: { $0.drafted.from == week }) { return [] }
    guard let counted = situation.findings.moneyWeek, week + 6 < situation.today else { throw .weekNotOver }
    let today = situation.today
    let zero = DoubleZero(
      day: today, cases: counted.cases.map { ($0.id, $0.number, $0.handler, situation.account($0.id)) }, lodged: [],
      ledger: .zero)
    let handlers = Set(counted.flows.keys).union(zero.rows.map { $0.handler?.raw ?? 0 }).sorted()
    let lines = handlers.map { key -> BulletinDrafted.Line in
      let flow = counted.flows[key] ?? MoneyWeek.Flow()
      let rows = zero.rows.filter { ($0.handler?.raw ?? 0) == key }
      return BulletinDrafted.Line(
        handler: key > 0 ? ID(raw: key) : nil, received: flow.received, receivedCount: flow.receivedCount, paidOut: flow.paidOut,
        paidCount: flow.paidCount, waiting: rows.reduce(.zero) { $0 + $1.open.unpaid }, waitingCount: rows.count,
        over20: rows.count { $0.days >= Chase.fromDay }, overdue: rows.count { $0.verdict == .overdue },
        delayed: rows.count { $0.verdict == .delayed })
    }
    guard !lines.isEmpty else {
      if situation.actor == .machine { return [] }
      throw .weekWithoutMoney
    }
    let slow = zero.rows.filter { $0.days >= Chase.fromDay }.prefix(Self.slowMax).map { row in
      BulletinDrafted.Slow(
        caseID: row.caseID, handler: row.handler, receipt: row.open.receipt.id, arrivedOn: row.open.receipt.on, days: row.days,
        unpaid: row.open.unpaid, chased: row.open.receipt.chased, delayed: row.verdict == .delayed,
        overdue: row.verdict == .overdue)
    }
    let drafted = BulletinDrafted(
      number: known.bulletins.count + 1, from: week, through: week + 6, countedOn: today, lines: lines, slow: Array(slow))
    return [situation.append(stream, [drafted])]
  }
  /// Receipts named one by one.
  static let slowMax = 500
}

/// The bureau chief publishes a bulletin.
public struct ApproveBulletin: Command {
  public static let name = "funds.approveBulletin"
  public static let title = Phrase("审批发布案款通报", "Publish the weekly bulletin")
  public static let roles: Set<Role> = [.bureauChief]
  public static let fields = [
    Field("number", Phrase("通报号", "Number"), .number(1...100_000)),
    Field("remark", Phrase("按语", "Remark"), .longText(max: 1000), required: false),
  ]
  let number: Int
  let remark: String
  public init(_ input: inout Input) {
    number = input.number("number", in: 1...100_000) ?? 0
    remark = input.text("remark", required: false, max: 1000)
  }
  public var reads: [StreamID] { [] }
  public func alsoReads(_ situation: Situation) -> [StreamID] { [.moneyBulletins(situation.court)] }
  public func decide(in situation: Situation) throws(Refusal) -> [StreamEvents] {
    let stream = StreamID.moneyBulletins(situation.court)
    let known: MoneyBulletins = situation.state(stream)
    guard let bulletin = known.bulletin(number) else { throw .noSuchBulletin }
    guard bulletin.approvedBy == nil else { throw .bulletinPublished }
    let words = remark.isEmpty ? nil : situation.depository.deposit(VaultContent("text", ["text": remark]))
    return [situation.append(stream, [BulletinApproved(number: number, remark: words)])]
  }
}

extension Refusal {
  static var weekNotOver: Refusal { Refusal("weekNotOver", field: "week", Phrase("这一周还没有结束", "The week is not over")) }
  static var weekWithoutMoney: Refusal {
    Refusal(
      "weekWithoutMoney", field: "week",
      Phrase("这一周没有案款往来，也没有未发放的案款，不必通报", "No money moved in that week and none waits: there is nothing to tell"))
  }
  static var noSuchBulletin: Refusal { Refusal("noSuchBulletin", field: "number", Phrase("没有这期通报", "There is no such bulletin")) }
  static var bulletinPublished: Refusal {
    Refusal("bulletinPublished", field: "number", Phrase("这期通报已经发布", "It is published already"))
  }
}
