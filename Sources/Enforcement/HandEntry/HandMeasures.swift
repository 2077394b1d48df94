import Basics
import EnforcementLaw

/// What was sealed, taken or frozen on paper becomes a measure like any other, with rank, term and clock.
enum HandMeasures {
  /// Answers the request that is open on the thing, or enters a measure that was taken under a signed ruling without one.
  static func take(
    _ told: HandMeasure, of property: ID<Property>, _ item: FoundItem, _ row: HandRow, _ entry: ID<HandEntry>, _ learnedOn: Day,
    _ caseID: ID<CaseFile>, _ draft: inout Draft
  ) throws(Refusal) {
    let file = draft.situation.caseFile(caseID)
    let from = told.from ?? learnedOn
    guard from <= draft.situation.today else { throw .controlledInFuture(from) }
    let standing = file.seizure.live.last { $0.property == property }
    if let standing, standing.status != .requested { throw .alreadyControlled(standing.until) }
    guard !file.isClosed || standing != nil else { throw .caseClosed }
    guard let request = standing?.request else {
      guard standing == nil else { throw .alreadyControlled(from) }
      let (measure, request) = try enter(told, from, property, item, row, file, &draft)
      return try answer(told, measure, request, entry, from, caseID, &draft)
    }
    guard let standing else { return }
    try checkEnd(told, standing, from, file, draft.situation)
    try answer(told, standing.id, request, entry, from, caseID, &draft)
  }

  private static func ruling(
    _ kind: Property.Kind, _ from: Day, _ file: CaseFile
  ) throws(Refusal) -> Seizure.Ruling {
    guard let ruling = file.seizure.signedRulings.first(where: { $0.kinds.contains(kind) }) else { throw .noSignedRuling }
    guard let signed = ruling.signedOn, from >= signed else { throw .beforeRuling(from, ruling.signedOn ?? from) }
    return ruling
  }

  private static func end(
    _ kind: Property.Kind, _ from: Day, _ months: Int, _ situation: Situation
  ) throws(Refusal) -> Explained<Day> {
    do throws(LawRefusal) {
      return try SeizureTerm.end(
        kind.term, start: from, months: months, settings: situation.settings, calendar: situation.law.calendar)
    } catch {
      throw .law(error)
    }
  }

  private static func checkEnd(
    _ told: HandMeasure, _ standing: Seizure.MeasureState, _ from: Day, _ file: CaseFile, _ situation: Situation
  ) throws(Refusal) {
    let most = SeizureTerm.monthsMax(standing.kind.term, settings: situation.settings).value
    let ordered = file.seizure.rulings[standing.ruling]?.months[standing.kind] ?? most
    let end = try end(standing.kind, from, min(ordered, most), situation).value
    if let until = told.until, until > end { throw .endBeyondTerm(until, end) }
  }

  private static func enter(
    _ told: HandMeasure, _ from: Day, _ property: ID<Property>, _ item: FoundItem, _ row: HandRow, _ file: CaseFile,
    _ draft: inout Draft
  ) throws(Refusal) -> (ID<Measure>, ID<PartnerRequest>) {
    let situation = draft.situation
    let ruling = try ruling(item.kind, from, file)
    let end = try end(item.kind, from, ruling.months[item.kind] ?? 1, situation)
    if let until = told.until, until > end.value { throw .endBeyondTerm(until, end.value) }
    let worth = max(Money(fen: 1), item.value - item.exempt)
    let amount = item.kind.isDivisible ? (told.held > .zero ? told.held : worth) : worth
    let (measure, request) = (situation.ids.next(Measure.self), situation.ids.next(PartnerRequest.self))
    draft.add(
      .caseFile(file.id),
      [
        MeasureRequested(
          measure: measure, property: property, kind: item.kind, unit: row.unit, debtor: row.debtor, ruling: ruling.paper,
          amount: amount, from: from, until: end.value, request: request, heldFor: nil,
          owed: situation.stillOwed(file.id).open, reasons: end.reasons, way: .entered)
      ])
    draft.add(
      .partnerRequest(request),
      [
        PartnerRequested(
          caseID: file.id, unit: row.unit, action: item.kind.controlAction, person: row.debtor, property: property,
          measure: measure, amount: amount, from: from, until: end.value, ruling: ruling.paper,
          vault: draft.situation.caseFile(file.id).vaults(property, row.debtor), deadline: situation.controlDeadline(.entered),
          way: .entered)
      ])
    return (measure, request)
  }

  private static func answer(
    _ told: HandMeasure, _ measure: ID<Measure>, _ request: ID<PartnerRequest>, _ entry: ID<HandEntry>, _ from: Day,
    _ caseID: ID<CaseFile>, _ draft: inout Draft
  ) throws(Refusal) {
    let answer = RecordAnswer(
      byHand: request, answerID: "hand/\(entry)/\(measure)", outcome: told.outcome == .failed ? .failed : .done,
      reason: told.reason, amount: told.held, rank: told.rank, from: from, until: told.until)
    try HandAnswers.apply(answer, entry, on: from, &draft)
  }
}

/// A unit's word on a request, entered by hand: the same effects as its message would have.
enum HandAnswers {
  static func apply(
    _ answer: RecordAnswer, _ entry: ID<HandEntry>, on day: Day, _ draft: inout Draft
  ) throws(Refusal) {
    let state = draft.situation.request(answer.request)
    guard let requested = state.requested else { throw .noSuchRequest(answer.request) }
    let caseID = UnitWord.standing(requested, draft.situation)
    let content = VaultContent("answer", ["reason": answer.reason, "bankLine": "", "found": "0"])
    draft.add(
      .partnerRequest(answer.request),
      [
        PartnerAnswered(
          caseID: requested.caseID, answerID: answer.answerID, outcome: answer.outcome, answeredAt: Instant(day, hour: 12),
          vault: draft.situation.depository.deposit(content))
      ])
    handOver(requested, on: day, caseID, &draft)
    answer.effect(requested, &draft)
    if let measure = requested.measure {
      let told = HandMeasureTold(entry: entry, measure: measure, act: requested.action, outcome: answer.outcome)
      draft.add(.caseFile(caseID), [told])
    }
  }

  /// Whoever brought the answer had brought the notice: it is served on the unit as of that day.
  private static func handOver(
    _ requested: PartnerRequested, on day: Day, _ caseID: ID<CaseFile>, _ draft: inout Draft
  ) {
    guard requested.way == .paper, let measure = requested.measure, let ruling = requested.ruling,
      let notice = draft.situation.caseFile(caseID).papers.notice(of: measure, under: ruling), let sealed = notice.sealed,
      notice.served.isEmpty
    else { return }
    draft.add(
      .caseFile(caseID),
      [PaperServed(paper: notice.id, kind: notice.kind, to: requested.unit, way: .direct, on: max(day, sealed.at.day))])
  }
}

/// Enters by hand what a unit said on a request: a renewal, a release or a transfer on paper, or a receipt that came by letter while its
/// messages failed.
public struct AnswerByHand: CaseCommand {
  public static let name = "handEntry.answer"
  public static let title = Phrase("人工录入单位反馈", "Enter a unit's answer by hand")
  public static let roles = HandEntryCommands.roles
  public static let fields =
    [
      HandEntryCommands.caseField, Field("request", Phrase("请求", "Request"), .text(max: 20)),
      Field(
        "outcome", Phrase("结果", "Outcome"), .choice(HandAnswerOutcome.allCases.map { Field.Choice($0.rawValue, $0.name) })),
      Field(
        "amount", Phrase("金额（元）", "Amount (yuan)"), .money, required: false,
        hint: Phrase("冻结、扣划已办的必填", "Needed for a freeze or transfer that was done")),
      Field(
        "rank", Phrase("顺位", "Rank"), .number(1...999), required: false,
        hint: Phrase("冻结、查封已办的必填，首封为 1", "Needed for a freeze or seal that was done; 1 is the first")),
      Field("on", Phrase("办理日", "Done on"), .day),
      Field(
        "until", Phrase("届满日", "Through"), .day, required: false,
        hint: Phrase("冻结、查封已办的必填，按回执", "Needed for a freeze or seal that was done, as the receipt says")),
      Field(
        "reason", Phrase("未办成的原因、数额的说明", "Why it was not done, or a word on the amount"), .text(max: 200), required: false,
        hint: Phrase("冻结数额高于已知价值的须说明", "Needed where more is frozen than the thing is known to be worth")),
    ] + HandEntryCommands.sourceFields + [HandEntryCommands.attachmentField]
  public let caseID: ID<CaseFile>
  let request: ID<PartnerRequest>
  let outcome: HandAnswerOutcome
  let amount: Money
  let rank: Int?
  let on: Day
  let until: Day?
  let reason: String
  let origin: HandOrigin
  public init(_ input: inout Input) {
    caseID = input.id("case")
    request = input.id("request")
    let outcome = input.choice("outcome", HandAnswerOutcome.self) ?? .failed
    self.outcome = outcome
    amount = input.money("amount", required: false, allowZero: true)
    rank = input.number("rank", in: 1...999, required: false)
    on = input.day("on") ?? Day(number: 0)
    until = input.day("until", required: false)
    reason = input.text("reason", required: false)
    origin = HandOrigin(&input)
    if outcome != .done && reason.isEmpty {
      input.fault("reason", "reasonMissing", Phrase("未办成的写明原因", "Say why it was not done"))
    }
  }
  public var reads: [StreamID] { [.caseFile(caseID), .caseAccount(caseID), .partnerRequest(request)] }
  public var identities: [IdentityKey] { origin.files.map(\.key) }
  public func alsoReads(_ situation: Situation) -> [StreamID] { UnitWord.reads(request, situation) }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    guard file.isFiled else { throw .notFiled }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let state = situation.request(request)
    guard let requested = state.requested, requested.caseID == caseID else { throw .noSuchRequest(request) }
    if requested.action == .pay { throw .paymentByBankOnly }
    if requested.action == .query { throw .queryByRows }
    guard state.isNews(outcome.answer) else { throw .requestSettled }
    guard on <= situation.today else { throw .controlledInFuture(on, field: "on") }
    // No unit acts on a ruling before it is made; another day than the one typed is never put in its place.
    if let signed = requested.ruling.flatMap({ file.papers.all[$0]?.signedAt?.day }), on < signed {
      throw .beforeRuling(on, signed, field: "on")
    }
    if outcome == .done, amount == .zero, requested.action == .transfer || requested.action == .surrender {
      throw .transferWithoutAmount
    }
    if outcome == .done { try checkControl(requested, situation) }
    var draft = Draft(situation)
    let entry = situation.ids.next(HandEntry.self)
    draft.add(.caseFile(caseID), [try origin.open(entry, [], in: situation)])
    let answer = RecordAnswer(
      byHand: request, answerID: "hand/\(entry)/\(request)", outcome: outcome.answer, reason: reason, amount: amount,
      rank: rank ?? 1, from: on, until: until)
    try HandAnswers.apply(answer, entry, on: on, &draft)
    return draft.appended
  }

  /// What was asked for says nothing of what was done: amount, rank and last day are the unit's, and never taken from the request.
  private func checkControl(_ requested: PartnerRequested, _ situation: Situation) throws(Refusal) {
    let isFreeze = requested.action == .freeze || requested.action == .freezePolicy
    guard isFreeze || requested.action == .seal else { return }
    if isFreeze && amount == .zero { throw .controlWithout("amount", Phrase("写明实际冻结的数额", "Say how much was frozen")) }
    guard let rank else { throw .controlWithout("rank", Phrase("写明顺位，首封为 1", "Say at which rank it stands; 1 is the first")) }
    guard let until else { throw .controlWithout("until", Phrase("写明回执所载的届满日", "Say the last day that the receipt names")) }
    guard until >= on else {
      throw Refusal("endsBeforeStart", field: "until", Phrase("届满日早于办理日", "It ends before it begins"))
    }
    let file = situation.caseFile(UnitWord.standing(requested, situation))
    guard isFreeze, rank == 1, reason.isEmpty,
      let found = file.search.foundList.last(where: { $0.property == requested.property }),
      amount > found.value
    else { return }
    throw .aboveValueKnown(found.value)
  }
}

/// How a request on paper ended.
public enum HandAnswerOutcome: String, Sendable, CaseIterable {
  case done, failed, rejected
  var answer: PartnerOutcome {
    switch self {
    case .done: .done
    case .failed: .failed
    case .rejected: .rejected
    }
  }
  public var name: Phrase {
    switch self {
    case .done: Phrase("已办", "Done")
    case .failed: Phrase("未办成", "Not done")
    case .rejected: Phrase("单位拒绝", "Refused by the unit")
    }
  }
}

extension Refusal {
  static func controlledInFuture(_ day: Day, field: String = "from") -> Refusal {
    Refusal("controlledInFuture", field: field, Phrase("办理日 \(day) 晚于今天", "\(day) is after today"))
  }
  static func alreadyControlled(_ until: Day) -> Refusal {
    Refusal(
      "alreadyControlled", field: "outcome",
      Phrase("该财产在本案已有控制措施（至 \(until)）", "The thing is under a measure of this case already (through \(until))"),
      remedy: Phrase("续行、解除另行拟制裁定；单位对请求的反馈用“人工录入单位反馈”", "Draft a renewal or release, or enter the unit's answer to the request"))
  }
  static func beforeRuling(_ day: Day, _ signed: Day, field: String = "from") -> Refusal {
    Refusal(
      "beforeRuling", field: field,
      Phrase(
        "控制日 \(day) 早于裁定签发日 \(signed)；未经裁定不得采取强制措施", "\(day) is before the ruling of \(signed): no compulsory act without one"),
      citations: [Citation.seizureRules("1").text])
  }
  static func endBeyondTerm(_ until: Day, _ end: Day) -> Refusal {
    Refusal(
      "endBeyondTerm", field: "until",
      Phrase("届满日 \(until) 超过裁定和法定期限所至的 \(end)", "\(until) is beyond \(end), where ruling and law end the term"),
      citations: [SeizureTerm.article.text])
  }
  static var paymentByBankOnly: Refusal {
    Refusal(
      "paymentByBankOnly", field: "request",
      Phrase("支付结果以开户行反馈和对账单为准，不得人工录入", "What became of a payment only the bank and its statement say"),
      citations: ["法发〔2017〕6号"])
  }
  static var queryByRows: Refusal {
    Refusal(
      "queryByRows", field: "request", Phrase("查询结果按财产逐项录入", "Answers to a query are entered thing by thing"),
      remedy: Phrase("使用“人工录入查控结果”", "Use “Enter findings by hand”"))
  }
  static func controlWithout(_ field: String, _ message: Phrase) -> Refusal {
    Refusal("\(field)Missing", field: field, message, citations: field == "rank" ? [Citation.seizureRules("26").text] : [])
  }
  static func aboveValueKnown(_ value: Money) -> Refusal {
    Refusal(
      "aboveValueKnown", field: "reason",
      Phrase("冻结数额高于已知价值 \(value) 元，说明原因", "More is frozen than the \(value) yuan it is known to be worth; say why"))
  }
  static var transferWithoutAmount: Refusal {
    Refusal("transferWithoutAmount", field: "amount", Phrase("写明实际扣划的金额", "Say how much was transferred"))
  }
}
