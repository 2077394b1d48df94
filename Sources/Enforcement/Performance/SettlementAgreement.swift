import Basics
import EnforcementLaw

/// A settlement of the parties (执行和解) with its instalments, as it is being performed (R8.5).
public struct SettlementAgreement: Sendable, Hashable {
  public let id: ID<SettlementAgreement>
  public let on: Day
  public let form: Form
  public let instalments: [Instalment]
  /// A guarantor promised the court to be enforced against directly (和解规定 18).
  public let promisedToCourt: Bool
  /// Who bears the enforcement fee; nil in settlements recorded before that was asked.
  public let fee: FeeBearing?
  /// What the court decided, where the parties left it to it.
  public internal(set) var feeDecided: FeeBearing?
  public internal(set) var status = Status.running
  /// Instalments that are paid, with the day on which the money was whole.
  public internal(set) var paid: [ID<Instalment>: Day] = [:]
  /// Instalments that were not paid in time.
  public internal(set) var missed: Set<ID<Instalment>> = []
  /// What else allows to go back to the instrument: said that he will not pay, or won by fraud or force.
  public internal(set) var repudiated: Repudiation?

  /// One sum that is due on one day; receipts fill the earliest first.
  public struct Instalment: Sendable, Hashable, Codable {
    public let id: ID<Instalment>
    public let due: Day
    public let amount: Money
    public init(id: ID<Instalment>, due: Day, amount: Money) {
      self.id = id
      self.due = due
      self.amount = amount
    }
  }
  /// How the parties brought it to the court (和解规定 2).
  public enum Form: String, Sendable, Codable, Hashable, CaseIterable {
    case written, minutes
    public var name: Phrase {
      switch self {
      case .written: Phrase("书面协议，各方共同提交或者认可", "Written, submitted or acknowledged by all")
      case .minutes: Phrase("口头和解，记入笔录并签名", "Oral, in minutes that all signed")
      }
    }
  }
  /// Whether the settlement or again the instrument is what is to be performed. Raw values are stored.
  public enum Status: String, Sendable, Codable, Hashable, CaseIterable {
    case running, fulfilled, resumed, struck
    public var name: Phrase {
      switch self {
      case .running: Phrase("履行中", "Being performed")
      case .fulfilled: Phrase("已履行完毕", "Performed")
      case .resumed: Phrase("已恢复执行原文书", "The instrument is enforced again")
      case .struck: Phrase("登记有误，已更正", "Recorded by mistake")
      }
    }
  }
  /// Why the applicant may go back to the instrument before an instalment is missed (和解规定 11). Raw values are stored.
  public enum Repudiation: String, Sendable, Codable, Hashable, CaseIterable {
    case anticipatoryBreach, fraudOrDuress
    public var name: Phrase {
      switch self {
      case .anticipatoryBreach: Phrase("明确表示或者以行为表明不履行", "He says or shows that he will not perform")
      case .fraudOrDuress: Phrase("申请执行人因受欺诈、胁迫而和解", "The applicant was cheated or forced into it")
      }
    }
    var state: Settlement.State { self == .anticipatoryBreach ? .anticipatoryBreach : .fraudOrDuress }
  }

  public var total: Money { instalments.reduce(.zero) { $0 + $1.amount } }
  public var lastDue: Day { instalments.map(\.due).max() ?? on }
  /// The instalment's place, from 1; 1 also for one that is not of this settlement.
  public func number(_ id: ID<Instalment>) -> Int { (instalments.firstIndex { $0.id == id } ?? 0) + 1 }
  /// Due, not paid: the debtor is in breach.
  public var overdue: [Instalment] { instalments.filter { missed.contains($0.id) && paid[$0.id] == nil } }
  public var isBreached: Bool { !overdue.isEmpty || repudiated != nil }

  /// How much of each instalment is paid when `sums` came in, in the order of days, the earliest instalment first; and the day on which
  /// each was whole.
  public func standing(_ sums: [CarriedSum]) -> [(instalment: Instalment, paid: Money, whole: Day?)] {
    let sorted = sums.filter { $0.on >= on }.sorted { $0.on < $1.on }
    var cumulated = Money.zero
    var before = Money.zero
    let total = sorted.map(\.amount).boundedSum
    return instalments.map { instalment in
      let upTo = before + instalment.amount
      var running = Money.zero
      let whole = sorted.first { sum in
        running += sum.amount
        return running >= upTo
      }
      cumulated = max(.zero, min(instalment.amount, total - before))
      before = upTo
      return (instalment, cumulated, whole?.on)
    }
  }

  /// As the law library asks when restoration is applied for (和解规定 11).
  func state(today: Day) -> Settlement.State {
    if status == .fulfilled { return .performed }
    if let repudiated { return repudiated.state }
    if !overdue.isEmpty { return .breached }
    return instalments.allSatisfy { $0.due > today } ? .notYetDue : .beingPerformed
  }
}

/// The parties settled: from now on their instalments are what is watched, and enforcement may rest (R8.5).
public struct SettlementRecorded: Event {
  public static let name = "settlement.recorded.v1"
  public let settlement: ID<SettlementAgreement>
  public let on: Day
  public let form: SettlementAgreement.Form
  public let instalments: [SettlementAgreement.Instalment]
  public let promisedToCourt: Bool
  /// Who bears the enforcement fee; nil in older entries.
  public let fee: SettlementAgreement.FeeBearing?
  /// The terms, or the minutes: kind `text`.
  public let terms: VaultRef
  /// That it may suspend enforcement, and whether it is of long performance.
  public let reasons: Reasons
  public init(
    settlement: ID<SettlementAgreement>, on: Day, form: SettlementAgreement.Form,
    instalments: [SettlementAgreement.Instalment], promisedToCourt: Bool, fee: SettlementAgreement.FeeBearing? = nil,
    terms: VaultRef, reasons: Reasons
  ) {
    self.settlement = settlement
    self.on = on
    self.form = form
    self.instalments = instalments
    self.promisedToCourt = promisedToCourt
    self.fee = fee
    self.terms = terms
    self.reasons = reasons
  }
  public var signals: [Signal] {
    [Signal("settlement.recorded", from: instalments.map(\.due).max())]
      + instalments.map { Signal("instalment.scheduled", $0.id, from: $0.due) }
      + (fee == .court ? [Signal("settlement.feeOpen")] : [])
  }
  public var words: [VaultRef] { [terms] }
  public var explained: [Reasons] { [reasons] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.performance.settlements.append(
      SettlementAgreement(
        id: settlement, on: on, form: form, instalments: instalments, promisedToCourt: promisedToCourt, fee: fee))
  }
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] {
    instalments.flatMap { instalment -> [Reaction] in
      let fields: [String: InputValue] = ["case": "\(meta.stream.key)", "instalment": "\(instalment.id)"]
      let remind = Instant(instalment.due + -SettlementBooks.remindDays, hour: 9)
      let check = Instant(after.law.calendar.rolled(instalment.due) + 1, hour: 9)
      let checked: Reaction = .timer(
        name: "settlement.check", subject: "\(instalment.id)", due: check, CommandCall("settlement.check", fields))
      guard remind > meta.at else { return [checked] }
      return [
        .timer(name: "settlement.remind", subject: "\(instalment.id)", due: remind, CommandCall("settlement.remind", fields)),
        checked,
      ]
    }
  }
}

/// The debtor is reminded some days before an instalment.
public struct InstalmentReminded: Event {
  public static let name = "settlement.instalmentReminded.v1"
  public let instalment: ID<SettlementAgreement.Instalment>
  /// 1 for the first.
  public let place: Int
  public let due: Day
  public init(instalment: ID<SettlementAgreement.Instalment>, place: Int, due: Day) {
    self.instalment = instalment
    self.place = place
    self.due = due
  }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {}
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] {
    let file: CaseFile = after.state(meta.stream)
    return SettlementBooks.tell(file.debtors, file, "【\(meta.day)】\(file.number)案：和解协议第\(place)期将于\(due)到期，请按期履行。")
  }
}

/// What came in fills this instalment whole; its reminders end.
public struct InstalmentPaid: Event {
  public static let name = "settlement.instalmentPaid.v1"
  public let instalment: ID<SettlementAgreement.Instalment>
  public let place: Int
  public let amount: Money
  /// The day on which the money was whole.
  public let on: Day
  public init(instalment: ID<SettlementAgreement.Instalment>, place: Int, amount: Money, on: Day) {
    self.instalment = instalment
    self.place = place
    self.amount = amount
    self.on = on
  }
  public var signals: [Signal] { [Signal("instalment.paid", instalment)] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) { file.agreement { $0.paid[instalment] = on } }
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] {
    ["settlement.remind", "settlement.check"].map { .cancelTimer(name: $0, subject: "\(instalment)") }
  }
}

/// An instalment was due and is not paid: found by the clock. The applicant is told what he may do.
public struct InstalmentMissed: Event {
  public static let name = "settlement.instalmentMissed.v1"
  public let instalment: ID<SettlementAgreement.Instalment>
  public let place: Int
  /// What of it is missing.
  public let open: Money
  public let due: Day
  public init(instalment: ID<SettlementAgreement.Instalment>, place: Int, open: Money, due: Day) {
    self.instalment = instalment
    self.place = place
    self.open = open
    self.due = due
  }
  public var signals: [Signal] { [Signal("instalment.missed", instalment), Signal("settlement.breached")] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) { file.agreement { $0.missed.insert(instalment) } }
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] {
    let file: CaseFile = after.state(meta.stream)
    let head = "【\(meta.day)】\(file.number)案：和解协议第\(place)期"
    return SettlementBooks.tell(file.applicants, file, head + "未按期履行，您可以申请恢复执行，也可以就和解协议另行起诉。")
      + SettlementBooks.tell(file.debtors, file, head + "已逾期，请立即履行；不履行的，恢复执行原生效法律文书。")
  }
}

/// The debtor says or shows that he will not perform, or the settlement was won by fraud or force.
public struct SettlementRepudiated: Event {
  public static let name = "settlement.repudiated.v1"
  public let cause: SettlementAgreement.Repudiation
  public let evidence: VaultRef
  public init(cause: SettlementAgreement.Repudiation, evidence: VaultRef) {
    self.cause = cause
    self.evidence = evidence
  }
  public var signals: [Signal] { [Signal("settlement.breached")] }
  public var words: [VaultRef] { [evidence] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) { file.agreement { $0.repudiated = cause } }
}

/// All that was agreed is paid: what was agreed away is not enforced any more.
public struct SettlementFulfilled: Event {
  public static let name = "settlement.fulfilled.v1"
  public let settlement: ID<SettlementAgreement>
  public let total: Money
  public init(settlement: ID<SettlementAgreement>, total: Money) {
    self.settlement = settlement
    self.total = total
  }
  public var signals: [Signal] { [Signal("settlement.fulfilled")] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) { file.agreement { $0.status = .fulfilled } }
}

/// The applicant goes back to the instrument (R8.5): what was paid is taken off.
public struct SettlementResumed: Event {
  public static let name = "settlement.resumed.v1"
  public let settlement: ID<SettlementAgreement>
  public let state: Settlement.State
  public let appliedOn: Day
  /// The last day to apply (和解规定 10); a late application is examined only where the debtor objects.
  public let restoreBy: Day
  public let text: VaultRef
  public let reasons: [Reasons]
  public init(
    settlement: ID<SettlementAgreement>, state: Settlement.State, appliedOn: Day, restoreBy: Day, text: VaultRef,
    reasons: [Reasons]
  ) {
    self.settlement = settlement
    self.state = state
    self.appliedOn = appliedOn
    self.restoreBy = restoreBy
    self.text = text
    self.reasons = reasons
  }
  public var signals: [Signal] { [Signal("settlement.resumed")] }
  public var words: [VaultRef] { [text] }
  public var explained: [Reasons] { reasons }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) { file.agreement { $0.status = .resumed } }
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] {
    let file: CaseFile = after.state(meta.stream)
    let instalments = file.performance.settlements.first { $0.id == settlement }?.instalments ?? []
    return instalments.flatMap { instalment in
      ["settlement.remind", "settlement.check"].map { .cancelTimer(name: $0, subject: "\(instalment.id)") }
    }
  }
}

/// Money that had paid instalments was not this case's: they are due again.
public struct InstalmentsReopened: Event {
  public static let name = "settlement.instalmentsReopened.v1"
  public let settlement: ID<SettlementAgreement>
  public let instalments: [SettlementAgreement.Instalment]
  /// The last day of the settlement, where it had counted as performed.
  public let reopenedThrough: Day?
  public init(
    settlement: ID<SettlementAgreement>, instalments: [SettlementAgreement.Instalment], reopenedThrough: Day?
  ) {
    self.settlement = settlement
    self.instalments = instalments
    self.reopenedThrough = reopenedThrough
  }
  public var signals: [Signal] {
    instalments.map { Signal("instalment.scheduled", $0.id, from: $0.due) }
      + (reopenedThrough.map { [Signal("settlement.recorded", from: $0)] } ?? [])
  }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.agreement { agreement in
      for instalment in instalments {
        agreement.paid[instalment.id] = nil
        // The clock looks at it anew: what was late before may be in breach again.
        agreement.missed.remove(instalment.id)
      }
      if reopenedThrough != nil { agreement.status = .running }
    }
  }
  /// What was due meanwhile is looked at at once.
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] {
    instalments.map { instalment in
      let check = Instant(after.law.calendar.rolled(instalment.due) + 1, hour: 9)
      return .timer(
        name: "settlement.check", subject: "\(instalment.id)", due: max(check, meta.at),
        CommandCall("settlement.check", ["case": "\(meta.stream.key)", "instalment": "\(instalment.id)"]))
    }
  }
}

extension CaseFile {
  /// Changes the last settlement.
  mutating func agreement(_ change: (inout SettlementAgreement) -> Void) {
    guard let place = performance.settlements.indices.last else { return }
    change(&performance.settlements[place])
  }
}
