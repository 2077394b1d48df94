import Basics

/// Commands about requests to partner units.
public enum PartnerCommands {
  public static let all: [any Command.Type] = [
    RecordAnswer.self, RecordInflow.self, RecordPromotion.self, MissDeadline.self, GiveUpRequest.self,
  ]
}

/// A bank caught a credit under a limited freeze. Notices may come twice, late and out of order: each counts once, by its id.
public struct RecordInflow: Command {
  public static let name = "partners.recordInflow"
  public static let title = Phrase("登记到账冻结", "Record a credit caught by a freeze")
  public static let roles: Set<Role> = [.machine, .partner]
  public static let fields = [
    Field("request", Phrase("冻结请求", "The freeze's request"), .text(max: 20)), Field("unit", Phrase("单位", "Unit"), .text(max: 60)),
    Field("notice", Phrase("通知编号", "The notice's id"), .text(max: 80), required: false),
    Field("amount", Phrase("本次", "This credit"), .money), Field("total", Phrase("累计冻结", "Frozen in all"), .money),
    Field("rank", Phrase("顺位", "Rank"), .number(1...999), required: false),
    Field("from", Phrase("自", "From"), .day, required: false), Field("until", Phrase("至", "Through"), .day, required: false),
  ]
  let request: ID<PartnerRequest>
  let unit: String
  let notice: String
  let amount: Money
  let total: Money
  let rank: Int?
  let from: Day?
  let until: Day?
  public init(_ input: inout Input) {
    request = input.id("request")
    unit = input.text("unit", max: 60)
    notice = input.text("notice", required: false, max: 80)
    amount = input.money("amount")
    total = input.money("total")
    rank = input.number("rank", in: 1...999, required: false)
    from = input.day("from", required: false)
    until = input.day("until", required: false)
  }
  public var reads: [StreamID] { [.partnerRequest(request)] }
  public func alsoReads(_ situation: Situation) -> [StreamID] { UnitWord.reads(request, situation) }
  public func decide(in situation: Situation) throws(Refusal) -> [StreamEvents] {
    let requested = try UnitWord.request(request, from: unit, situation)
    guard let measure = requested.measure else { throw .noSuchRequest(request) }
    let caseID = UnitWord.standing(requested, situation)
    let file = situation.caseFile(caseID)
    let id = notice.isEmpty ? nil : "\(unit)/\(notice)"
    // A freeze given up here may have been made there all the same: its credits count once the late answer says so.
    guard let state = file.seizure.measures[measure], state.status.isLive || state.status == .failed, state.kind.isDivisible
    else { return [] }
    // By its own amount, so that a notice overtaken by a transfer or a release does not bring back what has gone.
    if let id {
      if file.seizure.notices.contains(id) { return [] }
    } else if total <= state.amount {
      return []
    }
    let held = id == nil ? total : [state.amount, amount].boundedSum
    var draft = Draft(situation)
    draft.add(.caseFile(caseID), [InflowFrozen(measure: measure, amount: amount, total: held, notice: id)])
    if state.status == .queued && rank ?? 1 == 1 {
      // A waiting freeze that catches money is in effect from that moment (R3.5), unless the unit says that it still waits.
      MeasureAnswers.promote(state, caseID, amount: held, from: from, until: until, &draft)
    } else {
      Excess.note(caseID, &draft)
    }
    return draft.appended
  }
}

/// The first seizure ended and ours, which waited, took effect at that moment (R3.5).
public struct RecordPromotion: Command {
  public static let name = "partners.recordPromotion"
  public static let title = Phrase("登记轮候转正", "Record that a waiting measure took effect")
  public static let roles: Set<Role> = [.machine, .partner]
  public static let fields = [
    Field("request", Phrase("控制请求", "The measure's request"), .text(max: 20)),
    Field("unit", Phrase("单位", "Unit"), .text(max: 60)),
    Field("from", Phrase("自", "From"), .day), Field("until", Phrase("至", "Through"), .day),
  ]
  let request: ID<PartnerRequest>
  let unit: String
  let from: Day?
  let until: Day?
  public init(_ input: inout Input) {
    request = input.id("request")
    unit = input.text("unit", max: 60)
    from = input.day("from")
    until = input.day("until")
  }
  public var reads: [StreamID] { [.partnerRequest(request)] }
  public func alsoReads(_ situation: Situation) -> [StreamID] { UnitWord.reads(request, situation) }
  public func decide(in situation: Situation) throws(Refusal) -> [StreamEvents] {
    let requested = try UnitWord.request(request, from: unit, situation)
    guard let measure = requested.measure else { throw .noSuchRequest(request) }
    let caseID = UnitWord.standing(requested, situation)
    // A promotion that overtakes the answer on the measure itself counts too: the answer then finds it in effect.
    guard let state = situation.caseFile(caseID).seizure.measures[measure],
      state.status == .queued || state.status == .requested
    else { return [] }
    var draft = Draft(situation)
    let amount = state.kind.isDivisible ? state.amount : state.requested
    MeasureAnswers.promote(state, caseID, amount: amount, from: from, until: until, &draft)
    return draft.appended
  }
}

/// A unit's deadline passed without an answer: a person is warned; a query's round goes on without it.
public struct MissDeadline: CaseCommand {
  public static let name = "partners.missDeadline"
  public static let title = Phrase("协助逾期", "A unit is late")
  public static let roles: Set<Role> = [.machine]
  public static let fields = [
    Field("case", Phrase("案件", "Case"), .text(max: 20)), Field("request", Phrase("请求", "Request"), .text(max: 20)),
  ]
  public let caseID: ID<CaseFile>
  let request: ID<PartnerRequest>
  public init(_ input: inout Input) {
    caseID = input.id("case")
    request = input.id("request")
  }
  public func alsoReads(_ situation: Situation) -> [StreamID] { [.partnerRequest(request)] }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {}
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let state = situation.request(request)
    guard let requested = state.requested, requested.caseID == caseID, !state.isSettled, !state.deadlineMissed,
      requested.deadline <= situation.now
    else { return [] }
    var draft = Draft(situation)
    draft.add(.partnerRequest(request), [PartnerDeadlineMissed(caseID: caseID)])
    if requested.action == .query, let debtor = requested.person {
      draft.add(.caseFile(caseID), [QueryFailed(request: request, unit: requested.unit, debtor: debtor, reason: "deadline")])
      SearchRound.complete(caseID, &draft)
    }
    return draft.appended
  }
}

/// Why a person waits no longer for a unit.
public enum GiveUpReason: String, Sendable, CaseIterable {
  case refused, offline, withdrawn
  public var name: Phrase {
    switch self {
    case .refused: Phrase("单位拒绝", "Refused")
    case .offline: Phrase("改线下办理", "Done offline")
    case .withdrawn: Phrase("撤回", "Withdrawn")
    }
  }
}

/// A person decides to wait no longer for a unit. A payment is never given up: its line may have been paid, and the bank's answer or the
/// day's statement says so.
public struct GiveUpRequest: CaseCommand {
  public static let name = "partners.giveUp"
  public static let title = Phrase("不再等待反馈", "Wait no longer for a unit")
  public static let roles: Set<Role> = [.searchOfficer, .officer, .judge, .commandCentre]
  /// Those who watch over every case's requests; others only over those of their own cases.
  public static let everywhere: Set<Role> = [.searchOfficer, .commandCentre]
  public static let fields = [
    Field("case", Phrase("案件", "Case"), .text(max: 20)), Field("request", Phrase("请求编号", "Request"), .text(max: 20)),
    Field("reason", Phrase("原因", "Reason"), .choice(GiveUpReason.allCases.map { Field.Choice($0.rawValue, $0.name) })),
  ]
  public let caseID: ID<CaseFile>
  let request: ID<PartnerRequest>
  let reason: GiveUpReason
  public init(_ input: inout Input) {
    caseID = input.id("case")
    request = input.id("request")
    reason = input.choice("reason") ?? .withdrawn
  }
  public func alsoReads(_ situation: Situation) -> [StreamID] {
    [.partnerRequest(request)] + (situation.request(request).requested?.property.map { [.property($0)] } ?? [])
  }
  public var reads: [StreamID] { [.caseFile(caseID), .caseAccount(caseID), .partnerRequest(request)] }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    guard file.isFiled else { throw .notFiled }
    try Authority.handler(of: file, or: everywhere, situation.actor)
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let state = situation.request(request)
    guard let requested = state.requested, requested.caseID == caseID else { throw .noSuchRequest(request) }
    if state.isSettled { throw .requestSettled }
    if requested.action == .pay { throw .paymentNotGivenUp }
    var draft = Draft(situation)
    draft.add(.partnerRequest(request), [PartnerRequestGivenUp(caseID: caseID, reason: reason.rawValue)])
    GiveUpRequest.withoutAnswer(request, reason.rawValue, requested, state, file, &draft)
    return draft.appended
  }

  /// What was asked counts as not done; should the unit answer after all, its answer still counts.
  static func withoutAnswer(
    _ request: ID<PartnerRequest>, _ reason: String, _ requested: PartnerRequested, _ state: PartnerRequest, _ file: CaseFile,
    _ draft: inout Draft
  ) {
    let caseID = file.id
    let stream = StreamID.caseFile(caseID)
    switch requested.action {
    case .query:
      guard let debtor = requested.person, !state.deadlineMissed else { return }
      draft.add(stream, [QueryFailed(request: request, unit: requested.unit, debtor: debtor, reason: reason)])
      SearchRound.complete(caseID, &draft)
    case .freeze, .seal, .freezePolicy:
      guard let measure = requested.measure, file.seizure.measures[measure]?.status == .requested else { return }
      draft.add(stream, [MeasureFailed(measure: measure, reason: reason)])
      Excess.note(caseID, &draft)
    case .renew, .renewSeal, .release, .unseal:
      guard let measure = requested.measure, file.seizure.measures[measure]?.status.isLive ?? false else { return }
      draft.add(stream, [MeasureActFailed(measure: measure, act: requested.action, reason: reason)])
      LapseMeasure.lapse(measure, caseID, &draft)
      Excess.note(caseID, &draft)
    case .transfer, .surrender:
      let running = file.disposal.transfers.values.first { $0.request == request && $0.status == .requested }
      if let running { draft.add(stream, [TransferFailed(transfer: running.id, reason: reason)]) }
    case .pay: break
    }
  }
}

extension Refusal {
  static func noSuchRequest(_ id: ID<PartnerRequest>) -> Refusal {
    Refusal("noSuchRequest", field: "request", Phrase("没有请求 \(id)", "There is no request \(id)"))
  }
  static func foreignAnswer(_ unit: String) -> Refusal {
    Refusal("foreignAnswer", field: "unit", Phrase("该请求不是发给 \(unit) 的", "The request was not sent to \(unit)"))
  }
  static var requestSettled: Refusal { Refusal("requestSettled", field: "request", Phrase("该请求已有结果", "The request is settled")) }
  static var paymentNotGivenUp: Refusal {
    Refusal(
      "paymentNotGivenUp", field: "request",
      Phrase("支付请求不得放弃等待：款项可能已经付出", "A payment is not given up: it may have been paid"),
      remedy: Phrase("向开户行核对流水", "Check the line with the court's bank"))
  }
}
