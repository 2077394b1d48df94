import Basics

/// Commands about requests to partner units.
public enum PartnerCommands {
  public static let all: [any Command.Type] = [
    RecordAnswer.self, RecordInflow.self, RecordPromotion.self, MissDeadline.self, GiveUpRequest.self,
  ]
}

/// A unit's answer. The same answer twice changes nothing; a late one still counts.
public struct RecordAnswer: Command {
  public static let name = "partners.recordAnswer"
  public static let title = Phrase("登记协助单位反馈", "Record a unit's answer")
  public static let roles: Set<Role> = [.machine, .partner]
  public static let fields = [
    Field("request", Phrase("请求", "Request"), .text(max: 20)), Field("answerID", Phrase("反馈编号", "Answer"), .text(max: 60)),
    Field("unit", Phrase("单位", "Unit"), .text(max: 40)),
    Field(
      "outcome", Phrase("结果", "Outcome"),
      .choice(PartnerOutcome.allCases.map { Field.Choice($0.rawValue, Phrase($0.rawValue, $0.rawValue)) })),
    Field("reason", Phrase("原因", "Reason"), .text(max: 200), required: false),
    Field("answeredAt", Phrase("反馈时间", "Answered at"), .text(max: 40)),
    Field("amount", Phrase("金额", "Amount"), .money, required: false),
    Field("rank", Phrase("顺位", "Rank"), .number(1...999), required: false),
    Field("from", Phrase("自", "From"), .day, required: false), Field("until", Phrase("至", "Through"), .day, required: false),
    Field("bankLine", Phrase("流水号", "Bank line"), .text(max: 80), required: false),
    Field("found", Phrase("财产", "Found"), .group(foundFields, max: 500), required: false),
  ]
  static let foundFields = [
    Field("kind", Phrase("种类", "Kind"), .choice(Property.Kind.allCases.map { Field.Choice($0.rawValue, $0.name) })),
    Field("identity", Phrase("标识", "Identity"), .text(max: 60)), Field("value", Phrase("价值", "Value"), .money),
    Field("exempt", Phrase("豁免部分", "Exempt"), .money, required: false),
    Field("label", Phrase("说明", "Label"), .text(max: 200), required: false),
    Field("address", Phrase("坐落", "Address"), .text(max: 200), required: false),
  ]
  let request: ID<PartnerRequest>
  let answerID: String
  let unit: String
  let outcome: PartnerOutcome
  let reason: String
  let answeredAt: Instant
  let amount: Money
  let rank: Int
  let from: Day?
  let until: Day?
  let bankLine: String
  let found: [FoundItem]

  public init(_ input: inout Input) {
    request = input.id("request")
    answerID = input.text("answerID", max: 60)
    let unit = input.text("unit", max: 40)
    self.unit = unit
    outcome = input.choice("outcome") ?? .failed
    reason = input.text("reason", required: false)
    let at = input.text("answeredAt", max: 40)
    answeredAt = Instant(at) ?? Instant(milliseconds: 0)
    if Instant(at) == nil { input.fault("answeredAt", "notAMoment", Phrase("不是时间：\(at)", "Not a moment: \(at)")) }
    amount = input.money("amount", required: false, allowZero: true)
    rank = input.number("rank", in: 1...999, required: false) ?? 1
    from = input.day("from", required: false)
    until = input.day("until", required: false)
    bankLine = input.text("bankLine", required: false, max: 80)
    found = input.group("found", max: 500, required: false) { FoundItem(&$0, unit: unit) }
  }
  public var reads: [StreamID] { [.partnerRequest(request)] }
  public var identities: [IdentityKey] { found.map(\.key) }
  public func alsoReads(_ situation: Situation) -> [StreamID] {
    guard let requested = situation.request(request).requested else { return [] }
    var streams: [StreamID] = [.caseFile(requested.caseID), .caseAccount(requested.caseID)]
    if let property = requested.property { streams.append(.property(property)) }
    streams += found.compactMap { situation.identities[$0.key]?.id }.map { .property(ID(raw: $0)) }
    return streams
  }
  public func decide(in situation: Situation) throws(Refusal) -> [StreamEvents] {
    let state = situation.request(request)
    guard let requested = state.requested else { throw .noSuchRequest(request) }
    guard requested.unit == unit else { throw .foreignAnswer(unit) }
    if state.answers.contains(answerID) { return [] }
    var draft = Draft(situation)
    let content = VaultContent("answer", ["reason": reason, "bankLine": bankLine, "found": "\(found.count)"])
    draft.add(
      .partnerRequest(request),
      [
        PartnerAnswered(
          caseID: requested.caseID, answerID: answerID, outcome: outcome, answeredAt: answeredAt,
          vault: situation.depository.deposit(content))
      ])
    // A second answer to a settled request is kept as evidence and changes nothing.
    if state.outcome == nil { try effect(requested, &draft) }
    return draft.appended
  }

  private var succeeded: Bool { outcome == .done || outcome == .partial }

  private func effect(_ requested: PartnerRequested, _ draft: inout Draft) throws(Refusal) {
    switch requested.action {
    case .query: queried(requested, &draft)
    case .freeze, .seal, .freezePolicy: try MeasureAnswers.controlled(self, requested, &draft)
    case .renew, .renewSeal: MeasureAnswers.renewed(self, requested, &draft)
    case .release, .unseal: MeasureAnswers.released(self, requested, &draft)
    case .transfer, .surrender: MeasureAnswers.transferred(self, requested, request, &draft)
    case .pay: paid(requested, &draft)
    }
  }

  private func queried(_ requested: PartnerRequested, _ draft: inout Draft) {
    guard let debtor = requested.person else { return }
    let stream = StreamID.caseFile(requested.caseID)
    if succeeded {
      for item in found { item.add(to: requested.caseID, debtor: debtor, request: request, &draft) }
      draft.add(stream, [QueryAnswered(request: request, unit: unit, debtor: debtor, count: found.count)])
    } else {
      draft.add(
        stream, [QueryFailed(request: request, unit: unit, debtor: debtor, reason: reason.isEmpty ? outcome.rawValue : "unit")])
    }
    if let completed = SearchRound.completion(draft.situation.caseFile(requested.caseID)) { draft.add(stream, [completed]) }
  }

  private func paid(_ requested: PartnerRequested, _ draft: inout Draft) {
    guard let line = requested.payoutLine else { return }
    let stream = StreamID.caseAccount(requested.caseID)
    let account = draft.situation.account(requested.caseID)
    guard let payout = account.payouts.values.first(where: { $0.lineStatus[line] == .sent }) else { return }
    if outcome == .done {
      draft.add(stream, [PayoutLineSettled(payout: payout.id, line: line)])
      let after = draft.situation.account(requested.caseID).payouts[payout.id]
      if after?.lineStatus.values.allSatisfy({ $0 == .settled }) ?? false {
        draft.add(stream, [PayoutSettled(payout: payout.id)])
      }
    } else {
      draft.add(stream, [PayoutLineBounced(payout: payout.id, line: line, reason: outcome.rawValue)])
    }
  }
}

/// A bank caught a credit under a limited freeze.
public struct RecordInflow: Command {
  public static let name = "partners.recordInflow"
  public static let title = Phrase("登记到账冻结", "Record a credit caught by a freeze")
  public static let roles: Set<Role> = [.machine, .partner]
  public static let fields = [
    Field("request", Phrase("冻结请求", "The freeze's request"), .text(max: 20)), Field("unit", Phrase("单位", "Unit"), .text(max: 40)),
    Field("amount", Phrase("本次", "This credit"), .money), Field("total", Phrase("累计冻结", "Frozen in all"), .money),
    Field("from", Phrase("自", "From"), .day, required: false), Field("until", Phrase("至", "Through"), .day, required: false),
  ]
  let request: ID<PartnerRequest>
  let unit: String
  let amount: Money
  let total: Money
  let from: Day?
  let until: Day?
  public init(_ input: inout Input) {
    request = input.id("request")
    unit = input.text("unit", max: 40)
    amount = input.money("amount")
    total = input.money("total")
    from = input.day("from", required: false)
    until = input.day("until", required: false)
  }
  public var reads: [StreamID] { [.partnerRequest(request)] }
  public func alsoReads(_ situation: Situation) -> [StreamID] {
    situation.request(request).requested.map { [.caseFile($0.caseID), .caseAccount($0.caseID)] } ?? []
  }
  public func decide(in situation: Situation) throws(Refusal) -> [StreamEvents] {
    guard let requested = situation.request(request).requested, let measure = requested.measure else {
      throw .noSuchRequest(request)
    }
    guard requested.unit == unit else { throw .foreignAnswer(unit) }
    let file = situation.caseFile(requested.caseID)
    guard let state = file.seizure.measures[measure], state.status.isLive, total > state.amount else { return [] }
    var draft = Draft(situation)
    if state.status == .queued {
      // A waiting freeze that catches money is in effect from that moment (R3.5).
      draft.add(
        .caseFile(requested.caseID),
        [
          MeasureTookEffect(
            measure: measure, amount: .zero, rank: 1, from: from ?? state.from, until: until ?? state.until, full: false)
        ])
    }
    draft.add(.caseFile(requested.caseID), [InflowFrozen(measure: measure, amount: amount, total: total)])
    try Excess.note(requested.caseID, &draft)
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
    Field("unit", Phrase("单位", "Unit"), .text(max: 40)),
    Field("from", Phrase("自", "From"), .day), Field("until", Phrase("至", "Through"), .day),
  ]
  let request: ID<PartnerRequest>
  let unit: String
  let from: Day
  let until: Day
  public init(_ input: inout Input) {
    request = input.id("request")
    unit = input.text("unit", max: 40)
    from = input.day("from") ?? Day(number: 0)
    until = input.day("until") ?? Day(number: 0)
  }
  public var reads: [StreamID] { [.partnerRequest(request)] }
  public func alsoReads(_ situation: Situation) -> [StreamID] {
    guard let requested = situation.request(request).requested else { return [] }
    return [.caseFile(requested.caseID), .caseAccount(requested.caseID)] + (requested.property.map { [.property($0)] } ?? [])
  }
  public func decide(in situation: Situation) throws(Refusal) -> [StreamEvents] {
    guard let requested = situation.request(request).requested, let measure = requested.measure else {
      throw .noSuchRequest(request)
    }
    guard requested.unit == unit else { throw .foreignAnswer(unit) }
    guard let state = situation.caseFile(requested.caseID).seizure.measures[measure], state.status == .queued else { return [] }
    var draft = Draft(situation)
    let amount = state.kind.isDivisible ? state.amount : state.requested
    draft.add(
      .caseFile(requested.caseID),
      [MeasureTookEffect(measure: measure, amount: amount, rank: 1, from: from, until: until, full: amount >= state.requested)])
    draft.add(.property(state.property), [RankTaken(measure: measure, caseID: requested.caseID, rank: 1)])
    try Excess.note(requested.caseID, &draft)
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
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try Authority.check(Self.self, situation.actor)
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let state = situation.request(request)
    guard let requested = state.requested, !state.isSettled, !state.deadlineMissed else { return [] }
    var draft = Draft(situation)
    draft.add(.partnerRequest(request), [PartnerDeadlineMissed(caseID: caseID)])
    if requested.action == .query, let debtor = requested.person {
      draft.add(.caseFile(caseID), [QueryFailed(request: request, unit: requested.unit, debtor: debtor, reason: "deadline")])
      if let completed = SearchRound.completion(draft.situation.caseFile(caseID)) { draft.add(.caseFile(caseID), [completed]) }
    }
    return draft.appended
  }
}

/// A person decides to wait no longer for a unit.
public struct GiveUpRequest: CaseCommand {
  public static let name = "partners.giveUp"
  public static let title = Phrase("不再等待反馈", "Wait no longer for a unit")
  public static let roles: Set<Role> = [.searchOfficer, .officer, .judge, .commandCentre]
  public static let fields = [
    Field("case", Phrase("案件", "Case"), .text(max: 20)), Field("request", Phrase("请求编号", "Request"), .text(max: 20)),
    Field(
      "reason", Phrase("原因", "Reason"),
      .choice([
        Field.Choice("refused", Phrase("单位拒绝", "Refused")), Field.Choice("offline", Phrase("改线下办理", "Done offline")),
        Field.Choice("withdrawn", Phrase("撤回", "Withdrawn")),
      ])),
  ]
  public let caseID: ID<CaseFile>
  let request: ID<PartnerRequest>
  let reason: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    request = input.id("request")
    reason = input.text("reason", max: 20)
  }
  public func alsoReads(_ situation: Situation) -> [StreamID] { [.partnerRequest(request)] }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try Authority.check(Self.self, situation.actor)
    guard file.isFiled else { throw .notFiled }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let state = situation.request(request)
    guard let requested = state.requested, requested.caseID == caseID else { throw .noSuchRequest(request) }
    if state.isSettled { throw .requestSettled }
    var draft = Draft(situation)
    draft.add(.partnerRequest(request), [PartnerRequestGivenUp(caseID: caseID, reason: reason)])
    switch requested.action {
    case .query:
      guard let debtor = requested.person, !state.deadlineMissed else { break }
      draft.add(.caseFile(caseID), [QueryFailed(request: request, unit: requested.unit, debtor: debtor, reason: reason)])
      if let completed = SearchRound.completion(draft.situation.caseFile(caseID)) { draft.add(.caseFile(caseID), [completed]) }
    case .freeze, .seal, .freezePolicy:
      if let measure = requested.measure { draft.add(.caseFile(caseID), [MeasureFailed(measure: measure, reason: reason)]) }
    case .renew, .release, .transfer, .unseal, .renewSeal, .surrender, .pay: break
    }
    return draft.appended
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
}
