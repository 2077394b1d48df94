import Basics
import EnforcementLaw

/// What a resumption takes over from the round that ended, whichever way its application came: the money that came in counts on, measures
/// in force go on under the new number, and the ended round points to it (R1.3, 民诉法解释 517). Nothing is recovered or secured twice.
enum Resumption {
  /// Rounds of one matter that are followed.
  private static let roundsMax = 8

  /// A case and those that resumed it, one after the other, as far as they are loaded.
  static func rounds(from first: ID<CaseFile>, _ situation: Situation) -> [ID<CaseFile>] {
    var rounds = [first]
    while rounds.count < roundsMax, let next = situation.caseFile(rounds[rounds.count - 1]).closing.resumedBy {
      rounds.append(next)
    }
    return rounds
  }
  /// What taking a round over reads: the case, its money, the things that it holds.
  static func reads(_ id: ID<CaseFile>, _ situation: Situation) -> [StreamID] {
    [.caseFile(id), .caseAccount(id)] + situation.caseFile(id).seizure.live.map { .property($0.property) }
  }

  /// The ended round must be settled first: what came in is paid out, and no unit has an act under way whose answer would miss the new case.
  static func check(_ ended: CaseFile, _ account: CaseAccount) throws(Refusal) {
    if ended.closing.resumedBy != nil { throw .alreadyResumed }
    if account.available > .zero || !account.openPayouts.isEmpty { throw .earlierMoneyOpen(account.balance) }
    let underWay = ended.seizure.live.filter { $0.status == .requested || $0.status == .releasing || $0.pending != nil }.count
    let taking = ended.disposal.transfers.values.filter { $0.status == .requested }.count
    guard underWay + taking == 0 else { throw .earlierActsOpen(underWay + taking) }
  }
  /// The same, and whoever's property is held is a debtor of the new case too.
  static func check(_ ended: CaseFile, _ account: CaseAccount, goingOnIn file: CaseFile) throws(Refusal) {
    try check(ended, account)
    let missing = Set(ended.seizure.live.map(\.debtor)).subtracting(file.debtors.map(\.person))
    guard missing.isEmpty else { throw .earlierDebtorMissing(missing.count) }
  }

  /// Finds, measures and money of the ended case, appended to the new one, which has been filed in the draft; the ended one points to it.
  static func takeOver(from ended: CaseFile, by id: ID<CaseFile>, _ draft: inout Draft) {
    let measures = ended.seizure.live
    let things = ended.closing.resumptionProposed + measures.map(\.property)
    var seen: Set<ID<Property>> = []
    let debtors = Set(draft.situation.caseFile(id).debtors.map(\.person))
    let finds = things.filter { seen.insert($0).inserted }.compactMap { ended.search.found[$0] }
      .filter { debtors.contains($0.debtor) }
    draft.add(
      .caseFile(id),
      finds.map {
        PropertyFound(
          property: $0.property, kind: $0.kind, unit: $0.unit, debtor: $0.debtor, value: $0.value, exempt: $0.exempt,
          vault: $0.vault, request: nil)
      })
    let account = draft.situation.account(ended.id)
    if account.allReceived > .zero || !account.allDirect.isEmpty {
      let basis = ClaimBasis.of(draft.situation.caseFile(id), after: ended, account)
      draft.add(.caseAccount(id), [carried(account, from: ended, basis)])
    }
    take(measures, of: ended, by: id, &draft)
    draft.add(.caseFile(ended.id), [CaseResumed(by: id, number: draft.situation.caseFile(id).number)])
  }

  private static func take(
    _ measures: [Seizure.MeasureState], of ended: CaseFile, by id: ID<CaseFile>, _ draft: inout Draft
  ) {
    guard !measures.isEmpty else { return }
    draft.add(.caseFile(ended.id), [MeasuresHandedOver(to: id, measures: measures.map(\.id))])
    draft.add(.caseFile(id), [MeasuresTakenOver(from: ended.id, measures: measures.map { taken($0, ended) })])
    for measure in measures where measure.rank > 0 {
      draft.add(.property(measure.property), [RankTaken(measure: measure.id, caseID: id, rank: measure.rank)])
    }
    Excess.note(id, &draft)
  }

  private static func carried(
    _ account: CaseAccount, from ended: CaseFile, _ basis: Explained<ClaimBasis>
  ) -> EarlierRoundsCarried {
    EarlierRoundsCarried(
      from: ended.id, receipts: account.allReceipts.map { CarriedSum(on: $0.on, amount: $0.amount) },
      fees: account.allFees, creditors: account.allPaidToCreditors, surplus: account.allPaid(.surplus), basis: basis.value,
      reasons: basis.reasons, direct: account.allDirect.isEmpty ? nil : account.allDirect)
  }

  private static func taken(_ measure: Seizure.MeasureState, _ ended: CaseFile) -> MeasuresTakenOver.Taken {
    MeasuresTakenOver.Taken(
      measure: measure.id, property: measure.property, kind: measure.kind, unit: measure.unit, debtor: measure.debtor,
      ruling: measure.ruling, months: ended.seizure.rulings[measure.ruling]?.months[measure.kind], requested: measure.requested,
      amount: measure.amount, heldFor: measure.heldFor, status: measure.status, rank: measure.rank,
      from: measure.from, until: measure.until, heldUnder: measure.heldUnder ?? ended.id)
  }
}

/// Measures of an ended round go on in the case that resumes it.
public struct MeasuresHandedOver: Event {
  public static let name = "seizure.handedOver.v1"
  public let to: ID<CaseFile>
  public let measures: [ID<Measure>]
  public init(to: ID<CaseFile>, measures: [ID<Measure>]) {
    self.to = to
    self.measures = measures
  }
  public var signals: [Signal] { measures.map { Signal("measure.handedOver", $0) } }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    for measure in measures {
      file.seizure.measures[measure]?.status = .handedOver
      file.seizure.successors[measure] = to
    }
  }
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] { measures.flatMap(SeizureReactions.noClocks) }
}

/// The other side of ``MeasuresHandedOver``: what each measure holds, as it stood.
public struct MeasuresTakenOver: Event {
  public static let name = "seizure.takenOver.v1"
  public let from: ID<CaseFile>
  public let measures: [Taken]
  /// One measure as it stood when the ended round gave it up: rank, term and unit go on unbroken.
  public struct Taken: Sendable, Hashable, Codable {
    public let measure: ID<Measure>
    public let property: ID<Property>
    public let kind: Property.Kind
    public let unit: String
    public let debtor: ID<Person>
    /// The ruling of the ended case under which it was taken, with the term that it ordered.
    public let ruling: ID<Paper>
    public let months: Int?
    public let requested: Money
    public let amount: Money
    /// As ``heldFor``, in Chinese only: older entries.
    public let indivisibleReason: String?
    /// Why a thing worth more than the claim is held whole; nil for what can be divided and in older entries.
    public let heldFor: Phrase?
    public let status: Seizure.Status
    public let rank: Int
    public let from: Day
    public let until: Day
    /// The case under whose number the unit keeps it.
    public let heldUnder: ID<CaseFile>
    public init(
      measure: ID<Measure>, property: ID<Property>, kind: Property.Kind, unit: String, debtor: ID<Person>, ruling: ID<Paper>,
      months: Int?, requested: Money, amount: Money, heldFor: Phrase?, status: Seizure.Status, rank: Int, from: Day,
      until: Day, heldUnder: ID<CaseFile>
    ) {
      self.measure = measure
      self.property = property
      self.kind = kind
      self.unit = unit
      self.debtor = debtor
      self.ruling = ruling
      self.months = months
      self.requested = requested
      self.amount = amount
      self.heldFor = heldFor
      indivisibleReason = nil
      self.status = status
      self.rank = rank
      self.from = from
      self.until = until
      self.heldUnder = heldUnder
    }
  }
  public init(from: ID<CaseFile>, measures: [Taken]) {
    self.from = from
    self.measures = measures
  }
  public var signals: [Signal] { measures.map { Signal("measure.takenOver", $0.measure) } }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    for taken in measures {
      file.seizure.order.append(taken.measure)
      var state = Seizure.MeasureState(
        id: taken.measure, property: taken.property, kind: taken.kind, unit: taken.unit, debtor: taken.debtor,
        ruling: taken.ruling, requested: taken.requested,
        heldFor: taken.heldFor ?? taken.indivisibleReason.map { Seizure.holding(taken.kind, older: $0) },
        find: file.search.found[taken.property]?.times ?? 0, status: taken.status, amount: taken.amount, rank: taken.rank,
        from: taken.from, until: taken.until)
      state.heldUnder = taken.heldUnder
      file.seizure.measures[taken.measure] = state
      if let months = taken.months { file.seizure.orderedBefore[taken.measure] = months }
    }
  }
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] {
    measures.filter { $0.status == .effective }.flatMap {
      SeizureReactions.clocks($0.measure, $0.from, $0.until, after, meta)
    }
  }
}

/// A day and what moved on it.
public struct CarriedSum: Sendable, Hashable, Codable {
  public let on: Day
  public let amount: Money
  public init(on: Day, amount: Money) {
    self.on = on
    self.amount = amount
  }
}

/// What earlier rounds recovered and how it was paid: the claim is counted on from there, or leaves it out already.
public struct EarlierRoundsCarried: Event {
  public static let name = "funds.earlierRoundsCarried.v1"
  public let from: ID<CaseFile>
  public let receipts: [CarriedSum]
  /// Enforcement fees already charged, on the day of the receipt that they came out of.
  public let fees: [CarriedSum]
  /// Paid to the applicants.
  public let creditors: Money
  /// Given back to the debtor.
  public let surplus: Money
  /// What the new claim is; nil in older entries, whose claim was the whole.
  public let basis: ClaimBasis?
  public let reasons: Reasons?
  /// Paid straight to the applicants; nil for nothing.
  public let direct: [DirectSum]?
  public init(
    from: ID<CaseFile>, receipts: [CarriedSum], fees: [CarriedSum], creditors: Money, surplus: Money, basis: ClaimBasis? = nil,
    reasons: Reasons? = nil, direct: [DirectSum]? = nil
  ) {
    self.from = from
    self.receipts = receipts
    self.fees = fees
    self.creditors = creditors
    self.surplus = surplus
    self.basis = basis
    self.reasons = reasons
    self.direct = direct
  }
  public func apply(to account: inout CaseAccount, _ meta: EventMeta) {
    account.earlier = CaseAccount.Earlier(
      from: from, receipts: receipts, fees: fees, creditors: creditors, surplus: surplus, direct: direct ?? [],
      counts: basis != .remaining)
  }
}

extension Refusal {
  static func earlierMoneyOpen(_ sum: Money) -> Refusal {
    Refusal(
      "earlierMoneyOpen",
      Phrase("前一轮案款尚有 \(sum.grouped) 元未发放完毕", "\(sum.grouped) yuan of the ended round are not paid out yet"),
      citations: ["法发〔2017〕6号"], remedy: Phrase("先在原案发放完毕，再恢复执行", "Pay them out in the ended case, then resume"))
  }
  static func earlierDebtorMissing(_ count: Int) -> Refusal {
    Refusal(
      "earlierDebtorMissing", field: "parties",
      Phrase(
        "原案仍控制着 \(count) 名被执行人的财产，本申请没有列明其人（按证件号码核对）",
        "The ended round still holds property of \(count) debtors whom this application does not name (by ID number)"),
      citations: ["民诉法解释第517条"],
      remedy: Phrase("写明该被执行人及证件号码；不再执行其财产的，先在原案解除控制", "Name them with their ID numbers, or release what is held first"))
  }
  static func earlierActsOpen(_ count: Int) -> Refusal {
    Refusal(
      "earlierActsOpen",
      Phrase("原案尚有 \(count) 项协助请求没有结果", "\(count) requests of the ended case wait for an answer"), citations: ["民诉法解释第517条"],
      remedy: Phrase("等待反馈，或登记不再等待", "Wait for the units, or record that you wait no longer"))
  }
}
