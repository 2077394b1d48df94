import Basics
import EnforcementLaw

/// A unit's answer. The same answer twice changes nothing; a late one still counts.
public struct RecordAnswer: Command {
  public static let name = "partners.recordAnswer"
  public static let title = Phrase("登记协助单位反馈", "Record a unit's answer")
  public static let roles: Set<Role> = [.machine, .partner]
  public static let fields = [
    Field("request", Phrase("请求", "Request"), .text(max: 20)), Field("answerID", Phrase("反馈编号", "Answer"), .text(max: 80)),
    Field("unit", Phrase("单位", "Unit"), .text(max: 60)),
    Field(
      "outcome", Phrase("结果", "Outcome"),
      .choice(PartnerOutcome.allCases.map { Field.Choice($0.rawValue, Phrase($0.rawValue, $0.rawValue)) })),
    Field(
      "reason", Phrase("原因", "Reason"), .text(max: 200), required: false,
      hint: Phrase("原因代码在前", "The reason's code comes first")),
    Field("answeredAt", Phrase("反馈时间", "Answered at"), .text(max: 40)),
    Field("amount", Phrase("金额", "Amount"), .money, required: false),
    Field("rank", Phrase("顺位", "Rank"), .number(1...999), required: false),
    Field("from", Phrase("自", "From"), .day, required: false), Field("until", Phrase("至", "Through"), .day, required: false),
    Field("bankLine", Phrase("流水号", "Bank line"), .text(max: 80), required: false),
    Field("found", Phrase("财产", "Found"), .group(FoundItem.fields, max: FoundItem.most), required: false),
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
    answerID = input.text("answerID", max: 80)
    let unit = input.text("unit", max: 60)
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
    let all = input.group("found", max: FoundItem.most, required: false) { FoundItem(&$0, unit: unit) }
    // A thing that a unit names twice is one thing.
    found = all.reduce(into: []) { kept, item in if !kept.contains(where: { $0.key == item.key }) { kept.append(item) } }
  }
  /// What a unit said on paper, as it was entered by hand.
  init(
    byHand request: ID<PartnerRequest>, answerID: String, outcome: PartnerOutcome, reason: String, amount: Money, rank: Int,
    from: Day?, until: Day?
  ) {
    self.request = request
    self.answerID = answerID
    unit = ""
    self.outcome = outcome
    self.reason = reason
    answeredAt = Instant(milliseconds: 0)
    self.amount = amount
    self.rank = rank
    self.from = from
    self.until = until
    bankLine = ""
    found = []
  }
  public var reads: [StreamID] { [.partnerRequest(request)] }
  public var identities: [IdentityKey] { found.map(\.key) }
  /// The payment's line as the bank's statement will name it; the sum is that of the request.
  public func alsoIdentities(_ situation: Situation) -> [IdentityKey] {
    guard !bankLine.isEmpty, let asked = situation.request(request).requested, asked.action == .pay, let sum = asked.amount else {
      return []
    }
    return [BankLineKey.debit(bankLine, sum)]
  }
  func lineDigest(_ sum: Money, _ situation: Situation) -> String? {
    bankLine.isEmpty ? nil : situation.identities[BankLineKey.debit(bankLine, sum)]?.digest
  }
  public func alsoReads(_ situation: Situation) -> [StreamID] {
    let things = found.compactMap { situation.identities[$0.key]?.id }.map { StreamID.property(ID(raw: $0)) }
    return UnitWord.reads(request, situation) + things
  }
  public func decide(in situation: Situation) throws(Refusal) -> [StreamEvents] {
    let requested = try UnitWord.request(request, from: unit, situation)
    let state = situation.request(request)
    if state.answers.contains(answerID) { return [] }
    for item in found { try item.check(situation) }
    var draft = Draft(situation)
    let content = VaultContent("answer", ["reason": reason, "bankLine": bankLine, "found": "\(found.count)"])
    draft.add(
      .partnerRequest(request),
      [
        PartnerAnswered(
          caseID: requested.caseID, answerID: answerID, outcome: outcome, answeredAt: answeredAt,
          vault: situation.depository.deposit(content))
      ])
    // A second answer to a settled request is kept as evidence and changes nothing, unless it says that what failed was done after all.
    // What a bank says of a payment is weighed each time: a word taken back must be noticed.
    if state.isNews(outcome) || requested.action == .pay { effect(requested, &draft) }
    return draft.appended
  }

  var succeeded: Bool { outcome == .done || outcome == .partial }
  /// The unit's reason as a code that an event may hold: a single word of letters, else the outcome.
  var reasonCode: String {
    let word = reason.prefix { $0 != " " }
    let isCode = (1...40).contains(word.count) && word.utf8.allSatisfy { (65...90).contains($0) || (97...122).contains($0) }
    return isCode ? String(word) : outcome.rawValue
  }

  func effect(_ requested: PartnerRequested, _ draft: inout Draft) {
    switch requested.action {
    case .query: queried(requested, &draft)
    case .freeze, .seal, .freezePolicy: MeasureAnswers.controlled(self, requested, &draft)
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
      draft.add(stream, [QueryFailed(request: request, unit: unit, debtor: debtor, reason: reasonCode)])
    }
    SearchRound.complete(requested.caseID, &draft)
  }

  private func paid(_ requested: PartnerRequested, _ draft: inout Draft) {
    if let receipt = requested.receipt { return RefundAnswers.paid(self, receipt, request, &draft) }
    guard let line = requested.payoutLine else { return }
    let stream = StreamID.caseAccount(requested.caseID)
    let account = draft.situation.account(requested.caseID)
    guard let payout = account.payout(of: line) else { return }
    let digest = lineDigest(requested.amount ?? .zero, draft.situation)
    draft.add(stream, PaymentWord.events(payout, line, request, outcome, reason: reasonCode, bankLineDigest: digest))
    PaymentWord.settleWhole(payout.id, of: requested.caseID, &draft)
  }
}

/// What every word of a unit has in common: it concerns a request that was sent to that unit, and only that unit may say it.
enum UnitWord {
  static func request(
    _ id: ID<PartnerRequest>, from unit: String, _ situation: Situation
  ) throws(Refusal) -> PartnerRequested {
    guard let requested = situation.request(id).requested else { throw .noSuchRequest(id) }
    guard requested.unit == unit else { throw .foreignAnswer(unit) }
    if case .partner(let own) = situation.actor.ref, own != unit { throw .foreignAnswer(own) }
    return requested
  }
  static func reads(_ id: ID<PartnerRequest>, _ situation: Situation) -> [StreamID] {
    guard let requested = situation.request(id).requested else { return [] }
    if let receipt = requested.receipt { return [.bankReceipt(receipt)] }
    let cases = Set([requested.caseID, standing(requested, situation)])
    return cases.flatMap { [.caseFile($0), .caseAccount($0)] } + (requested.property.map { [.property($0)] } ?? [])
  }
  /// The case in which the measure of a request stands now: where its case was resumed, the one that carries it on.
  static func standing(_ requested: PartnerRequested, _ situation: Situation) -> ID<CaseFile> {
    guard let measure = requested.measure else { return requested.caseID }
    var id = requested.caseID
    while let next = situation.caseFile(id).seizure.successors[measure] { id = next }
    return id
  }
}
