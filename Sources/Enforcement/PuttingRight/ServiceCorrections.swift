import Basics
import EnforcementLaw

/// What was recorded wrong of a service. Raw values are stored.
public enum ServiceMistake: String, Sendable, Codable, Hashable, CaseIterable {
  case notServed, otherDay, notReturned
  public var name: Phrase {
    switch self {
    case .notServed: Phrase("实际没有送达", "It was not served")
    case .otherDay: Phrase("送达日期有误", "It was served on another day")
    case .notReturned: Phrase("误登退回、拒收、上门未果", "It did not come back")
    }
  }
}

/// A service or a return was recorded that did not happen, or on another day; clocks that hang on it are counted anew.
public struct CorrectService: CaseCommand {
  public static let name = "correction.service"
  public static let title = Phrase("更正送达登记", "Put the record of a service right")
  public static let roles = CorrectionCommands.staff
  public static let fields =
    [
      CorrectionCommands.caseField, Field("paper", Phrase("文书", "Paper"), .pick(.paper)),
      Field("to", Phrase("受送达人", "Receiver"), .pick(.party)),
      Field("mistake", Phrase("错误", "Mistake"), .choice(ServiceMistake.allCases.map { Field.Choice($0.rawValue, $0.name) })),
      Field(
        "on", Phrase("正确的送达日期", "Right day"), .day, required: false,
        hint: Phrase("送达日期有误的必填", "Needed where the day was wrong")),
    ] + CorrectionCommands.grounds
  public let caseID: ID<CaseFile>
  let paper: ID<Paper>
  let to: ID<Person>
  let mistake: ServiceMistake
  let on: Day?
  let grounds: CorrectionGrounds
  public init(_ input: inout Input) {
    caseID = input.id("case")
    paper = input.id("paper")
    to = input.id("to")
    mistake = input.choice("mistake") ?? .notServed
    on = input.day("on", required: false)
    grounds = CorrectionGrounds(&input)
    if mistake == .otherDay, on == nil {
      input.fault("on", "required", Phrase("写明正确的送达日期", "Say on which day it was served"))
    }
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try CorrectionCommands.offered(in: situation, file)
    guard file.service.list.contains(where: { $0.status == .served || $0.hasFailed }) else { throw .nothingWrong }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard let state = file.papers.all[paper] else { throw .noSuchPaper }
    guard file.filing.party(to) != nil else { throw .notAParty }
    if state.kind == .distributionPlan || state.kind == .reviewRuling { throw .servedByItsOwnAct }
    let delivery = file.delivery(state, to)
    let right = try mistake == .notReturned ? withoutReturn(delivery) : withoutService(state, delivery, situation)
    var draft = Draft(situation)
    let cause = grounds.record(.service, paper, person: to, caseID, &draft)
    let stillServed = file.papers.order.contains { other in
      file.papers.all[other]?.kind == state.kind
        && file.papers.all[other]?.served.contains { other != paper || $0.to != "\(to)" } == true
    }
    draft.add(
      .caseFile(caseID),
      [
        ServiceCorrected(
          paper: paper, kind: state.kind, to: to, mistake: mistake, was: right.was, on: mistake == .otherDay ? on : nil,
          status: right.delivery.status, way: right.delivery.tries.last?.way, tries: right.delivery.tries.count,
          stillServed: stillServed, reasons: right.reasons)
      ])
    if mistake == .otherDay { Pausing.recountServed(to, caseID, &draft) }
    Undoing.list(
      Consequences.of(service: mistake, on: on, state, to, draft.situation.caseFile(caseID)), cause, &draft, of: caseID)
    return draft.appended
  }

  private typealias Right = (delivery: Delivery, was: Day, reasons: Reasons?)

  private func withoutReturn(_ delivery: Delivery) throws(Refusal) -> Right {
    guard delivery.status == .returned || delivery.status == .refused, let last = delivery.tries.last else { throw .noReturn }
    return (delivery.withoutReturn, last.endedOn ?? last.on, nil)
  }

  private func withoutService(
    _ state: Papers.PaperState, _ delivery: Delivery, _ situation: Situation
  ) throws(Refusal) -> Right {
    guard let served = state.served.first(where: { $0.to == "\(to)" }), let sealed = state.sealed else {
      throw .serviceNotRecorded
    }
    // The thirty days of a notice run from its publication, which others could read.
    if served.way == .publicNotice { throw .noticeStands }
    guard mistake == .otherDay, let on else { return (delivery.withoutService, served.on, nil) }
    if on == served.on { throw .nothingWrong }
    guard on <= situation.today else { throw .servedInFuture(on) }
    guard on >= sealed.at.day else { throw .servedBeforeSealed(sealed.at.day) }
    let service: ServiceOfPaper
    switch served.way {
    case .direct, .publicNotice: service = .direct(signed: on)
    case .mail: service = .mail(received: on)
    case .left: service = .leftBehind(on: on, witnessedOrFilmed: true)
    case .electronic: service = .electronic(arrived: Instant(on, hour: 0))
    }
    return (delivery, served.on, try ServiceCommands.day(service, situation).reasons)
  }
}

extension Delivery {
  /// As it stood before the last attempt was recorded as having reached the party: a letter is on its way again.
  var withoutService: Delivery {
    var right = self
    right.servedOn = nil
    if let last = tries.last, last.returned == nil { right.reopenLast() }
    right.status = right.resting
    return right
  }
  /// As it stood before the last attempt was recorded as having failed.
  var withoutReturn: Delivery {
    var right = self
    right.reopenLast()
    right.status = right.resting
    return right
  }
  /// A letter that left goes on; what was recorded only by its end is gone.
  private mutating func reopenLast() {
    guard let last = tries.last else { return }
    guard last.tracking != nil || last.on != last.endedOn else {
      tries.removeLast()
      return
    }
    tries[tries.count - 1].returned = nil
    tries[tries.count - 1].endedOn = nil
  }
  var resting: Status {
    guard let last = tries.last else { return .due }
    if last.endedOn == nil { return last.deemedOn == nil ? .sent : .published }
    return last.returned == .refused ? .refused : .returned
  }
}

/// A service, or a return, stands in the register as it really was.
public struct ServiceCorrected: Event {
  public static let name = "correction.serviceCorrected.v1"
  public let paper: ID<Paper>
  public let kind: PaperKind
  public let to: ID<Person>
  public let mistake: ServiceMistake
  /// The day that was recorded.
  public let was: Day
  /// The right day; nil where it did not happen.
  public let on: Day?
  /// As the register has it now: state, way of the last attempt, attempts.
  public let status: Delivery.Status
  public let way: ServiceWay?
  public let tries: Int
  /// A paper of this kind has reached somebody else.
  public let stillServed: Bool
  public let reasons: Reasons?
  public init(
    paper: ID<Paper>, kind: PaperKind, to: ID<Person>, mistake: ServiceMistake, was: Day, on: Day?, status: Delivery.Status,
    way: ServiceWay?, tries: Int, stillServed: Bool, reasons: Reasons?
  ) {
    self.paper = paper
    self.kind = kind
    self.to = to
    self.mistake = mistake
    self.was = was
    self.on = on
    self.status = status
    self.way = way
    self.tries = tries
    self.stillServed = stillServed
    self.reasons = reasons
  }
  public var explained: [Reasons] { [reasons].compactMap { $0 } }
  /// Who has not been served is served still, and what ran from the service runs no more.
  public var signals: [Signal] {
    guard mistake == .notServed else { return [] }
    guard kind == .enforcementNotice else { return [Signal("service.due", paper)] }
    return [Signal("service.undone", to)] + (stillServed ? [] : [Signal("service.undoneForAll")])
  }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    let receiver = "\(to)"
    switch mistake {
    case .notServed:
      file.papers.all[paper]?.served.removeAll { $0.to == receiver }
      if file.papers.all[paper]?.served.isEmpty == true { file.papers.all[paper]?.stage = .sealed }
      file.service.change(paper, kind, to, meta.day) { $0 = $0.withoutService }
    case .notReturned: file.service.change(paper, kind, to, meta.day) { $0 = $0.withoutReturn }
    case .otherDay:
      guard let on else { return }
      let served = file.papers.all[paper]?.served ?? []
      file.papers.all[paper]?.served = served.map {
        $0.to == receiver ? Papers.Served(to: receiver, way: $0.way, on: on) : $0
      }
      file.service.change(paper, kind, to, meta.day) { delivery in
        delivery.servedOn = on
        if !delivery.tries.isEmpty { delivery.tries[delivery.tries.count - 1].endedOn = on }
      }
    }
  }
}

extension Consequences {
  /// Of a service that did not happen, or happened later: it is done again, and what needed it is lifted.
  static func of(
    service mistake: ServiceMistake, on: Day?, _ paper: Papers.PaperState, _ to: ID<Person>, _ file: CaseFile
  ) -> [Consequence] {
    guard mistake != .notReturned else { return [] }
    var found = mistake == .notServed ? [Consequence(.serveAgain, paper.id, person: to)] : []
    // A suspension takes effect when it has reached all.
    if file.term.pause?.paper == paper.id { found.append(Consequence(.carryOut, paper.id, person: to)) }
    func wasEarly(_ day: Day) -> Bool { on.map { day < $0 } ?? true }
    if paper.kind == .enforcementNotice {
      if let held = file.sanctions.restricted[to], held.liftedOn == nil, wasEarly(held.since) {
        found.append(Consequence(.liftRestriction, to, person: to))
      }
      if let listed = file.sanctions.listings[to], listed.isLive, let decided = listed.decidedOn, wasEarly(decided) {
        found.append(Consequence(.removeListing, to, person: to))
      }
    }
    if paper.kind == .propertyReportOrder || paper.kind == .enforcementNotice, file.search.defaulted.contains(to) {
      found.append(Consequence(.carryOut, to, person: to))
    }
    return found
  }
}

extension Refusal {
  static var serviceNotRecorded: Refusal {
    Refusal("serviceNotRecorded", field: "to", Phrase("该文书没有登记向这名当事人送达", "The paper is not recorded as served on this party"))
  }
  static var noReturn: Refusal {
    Refusal(
      "noReturn", field: "mistake", Phrase("最近一次没有登记退回、拒收或者上门未果", "The last attempt is not recorded as having failed"),
      remedy: Phrase("已按退回之日视为送达的，先更正送达", "Where its return counted as service, correct that first"))
  }
  static var noticeStands: Refusal {
    Refusal(
      "noticeStands", field: "mistake", Phrase("公告送达以刊登为准，不能在此更正", "A public notice counts from its publication"),
      citations: [article95], remedy: Phrase("刊登系误登的，更正公告刊登", "Where the publication was recorded by mistake, take that back"))
  }
}
