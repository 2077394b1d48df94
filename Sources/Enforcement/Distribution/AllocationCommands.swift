import Basics
import EnforcementLaw

/// Carries out what of the plan nobody contests: shares of other cases go to their accounts, those of creditors from outside wait for
/// a payout, the own one is this case's again; what is contested is kept.
public struct AllocateShares: CaseCommand {
  public static let name = "distribution.allocate"
  public static let title = Phrase("按方案分配", "Allocate the shares")
  public static let roles = DistributionCommands.staff
  public static let fields = [DistributionCommands.caseField]
  public let caseID: ID<CaseFile>
  public init(_ input: inout Input) { caseID = input.id("case") }
  public var reads: [StreamID] { [.caseFile(caseID), .caseAccount(caseID), .distribution(caseID)] }
  public func alsoReads(_ situation: Situation) -> [StreamID] {
    let cases = situation.distributions(caseID).open?.list.filter { $0.source == .otherCase }.compactMap(\.caseID) ?? []
    let earlier = situation.caseFile(caseID).filing.resumes.map { [StreamID.caseFile($0)] } ?? []
    return cases.flatMap { [.caseFile($0), .caseAccount($0)] } + earlier
  }

  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    let matter = try DistributionCommands.open(situation, file)
    guard let plan = matter.plan else { throw .noPlan }
    let unserved = matter.unserved(file)
    guard unserved.isEmpty else { throw .notAllServed(unserved.count) }
    let able = matter.mayObject(file, on: situation.today)
    guard able.isEmpty else {
      throw .periodsRunning(able.count, able.compactMap { plan.served[$0]?.objectBy }.max() ?? situation.today)
    }
    guard !work(matter, plan).isEmpty else { throw .nothingUndisputed }
  }

  /// What is to be done now.
  struct Work {
    var costs = Money.zero
    var shares: [SharesAllocated.Share] = []
    /// To be kept in all.
    var held = Money.zero
    var heldChange = Money.zero
    /// Nothing is contested and all is allocated afterwards.
    var concludes = false
    var left = Money.zero
    var isEmpty: Bool { costs == .zero && shares.isEmpty && heldChange == .zero && !concludes }
  }
  static func work(_ matter: DistributionMatter, _ plan: DistributionMatter.Version) -> Work {
    var work = Work()
    work.costs = plan.costs - matter.costsTaken
    work.shares = matter.order.map { SharesAllocated.Share(entry: $0, amount: matter.payable($0)) }.filter { $0.amount > .zero }
    work.held = matter.contestedInAll
    work.heldChange = work.held - matter.held
    work.concludes = matter.disputes.isEmpty
    work.left = work.concludes ? plan.left : .zero
    return work
  }

  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let matter = try DistributionCommands.open(situation, file)
    guard let plan = matter.plan else { throw .noPlan }
    let work = AllocateShares.work(matter, plan)
    guard !work.isEmpty else { throw .nothingUndisputed }
    let leaving = work.shares.filter { matter.entries[$0.entry]?.source != .ownCase }
    try AllocateShares.checkHeld(leaving.reduce(.zero) { $0 + $1.amount }, file, situation)
    let number = matter.payments + 1
    var draft = Draft(situation)
    keep(work, matter, number, &draft)
    try pay(work, matter, number, &draft)
    draft.add(
      .distribution(caseID),
      [
        SharesAllocated(
          distribution: matter.id, version: plan.number, costs: work.costs, shares: work.shares, held: work.held)
      ])
    if own(work, matter) { try CaseReceipts.performance(file.id, &draft) }
    if work.concludes { draft.add(.distribution(caseID), [DistributionConcluded(distribution: matter.id)]) }
    return draft.appended
  }

  /// What another claims stays here until that is over, though the objection came after the distribution was opened.
  static func checkHeld(_ sum: Money, _ file: CaseFile, _ situation: Situation) throws(Refusal) {
    let account = situation.account(file.id)
    guard sum > .zero, let held = file.heldMoney(account) else { return }
    if sum > account.balance - account.onTheWay - held.sum { throw .payoutHeld(held.hold, held.sum) }
  }

  /// Whether something comes back to this case.
  private func own(_ work: Work, _ matter: DistributionMatter) -> Bool {
    work.left > .zero || work.shares.contains { matter.entries[$0.entry]?.source == .ownCase }
  }

  private func keep(_ work: Work, _ matter: DistributionMatter, _ number: Int, _ draft: inout Draft) {
    if work.heldChange > .zero {
      let kept = DisputedPartHeld(distribution: matter.id, number: number, amount: work.heldChange)
      draft.add(.caseAccount(caseID), [kept])
    } else if work.heldChange < .zero {
      let freed = HeldPartFreed(distribution: matter.id, number: number, amount: -work.heldChange)
      draft.add(.caseAccount(caseID), [freed])
    }
  }

  private func pay(_ work: Work, _ matter: DistributionMatter, _ number: Int, _ draft: inout Draft) throws(Refusal) {
    let situation = draft.situation
    var own = work.costs + work.left
    var cases: [DistributionPaid.ToCase] = []
    var outside: [DistributionPaid.ToPerson] = []
    for share in work.shares {
      guard let entry = matter.entries[share.entry] else { continue }
      switch (entry.source, entry.caseID, entry.creditors.first) {
      case (.otherCase, let id?, _):
        cases.append(DistributionPaid.ToCase(otherCase: id, receipt: situation.ids.next(), amount: share.amount))
      case (.outside, _, let creditor?):
        outside.append(DistributionPaid.ToPerson(person: creditor.person, amount: share.amount))
      default: own += share.amount
      }
    }
    guard own > .zero || !cases.isEmpty || !outside.isEmpty else { return }
    let moved = cases.reduce(Money.zero) { $0 + $1.amount }
    let paid = DistributionPaid(
      distribution: matter.id, number: number, own: own, cases: cases, outside: outside,
      receipts: situation.account(caseID).receiptsPaid(alsoMoved: moved))
    draft.add(.caseAccount(caseID), [paid])
    guard cases.isEmpty || situation.units.contains(where: { $0.kind == .courtBank }) else { throw .noCourtBank }
    for part in cases {
      moveAtBank(part, &draft)
      let payBy = EnforcementLaw.Payout.dueBy(notice: situation.today, calendar: situation.law.calendar)
      draft.add(
        .caseAccount(part.otherCase),
        [
          ShareReceived(
            booked: part.receipt, amount: part.amount, from: caseID, distribution: matter.id, payBy: payBy.value,
            reasons: payBy.reasons)
        ])
    }
  }
}

extension AllocateShares {
  /// The bank moves it from sub-account to sub-account; the ledger has booked it, so the bank's own notice books nothing.
  private func moveAtBank(_ part: DistributionPaid.ToCase, _ draft: inout Draft) {
    let situation = draft.situation
    guard let bank = situation.units.first(where: { $0.kind == .courtBank }) else { return }
    draft.add(
      .partnerRequest(situation.ids.next(PartnerRequest.self)),
      [
        PartnerRequested(
          caseID: caseID, unit: bank.key, action: .pay, person: nil, otherCase: part.otherCase, amount: part.amount,
          payoutLine: nil, vault: [], deadline: situation.now.adding(hours: 24))
      ])
  }
}

extension CaseAccount {
  /// Receipts that leave whole where this much moves to other cases, beyond those that had left before.
  func receiptsPaid(alsoMoved moved: Money) -> [ID<Receipt>] {
    let before = Set(receiptsPaid)
    var copy = self
    copy.purse.moved += moved
    return copy.receiptsPaid.filter { !before.contains($0) }
  }
}

/// Proposes the payout of what creditors from outside were allocated; it passes the gates like any other.
public struct PayOutside: CaseCommand {
  public static let name = "distribution.payOutside"
  public static let title = Phrase("提出发放案外债权人份额", "Propose the payout to creditors from outside")
  public static let roles: Set<Role> = [.officer, .judge, .assistant]
  public static let fields = [DistributionCommands.caseField]
  public let caseID: ID<CaseFile>
  public init(_ input: inout Input) { caseID = input.id("case") }
  public func alsoReads(_ situation: Situation) -> [StreamID] {
    situation.account(caseID).outsideOpen.map { .person($0.person) }
  }
  public func opens(_ situation: Situation) -> [VaultRef] {
    situation.payeeEntries(situation.account(caseID).outsideOpen.map(\.person))
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    let account = situation.account(file.id)
    if account.outsideOpen.isEmpty { throw .nothingOutside }
    if !account.busyPayouts.isEmpty { throw .payoutOpen }
    try Authority.handler(of: file, or: [.assistant], situation.actor)
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let lines = situation.account(caseID).outsideOpen.map { part in
      PayoutLine(
        id: situation.ids.next(), kind: .creditor, payee: part.person, amount: part.amount,
        vault: situation.person(part.person).payee?.vault)
    }
    let unknown = lines.count { $0.vault == nil }
    guard unknown == 0 else { throw .noPayee(unknown) }
    let findings = situation.payeeFindings(lines.compactMap(\.payee), file, situation.account(caseID))
    if let bar = findings.first(where: { $0.1.isBar }) { throw .payeeBarred(bar.1) }
    return [
      situation.append(
        .caseAccount(caseID), [PayoutProposed(payout: situation.ids.next(), lines: lines, reasons: [Reasons("R6.8")])])
    ]
  }
}

/// By timer on the day after a period ends: who did not object has no objection, who was not opposed prevails, who did not sue
/// lets the plan stand.
public struct ReviewDistribution: CaseCommand {
  public static let name = "distribution.review"
  public static let title = Phrase("核对分配方案期限", "Review the plan's periods")
  public static let roles: Set<Role> = [.machine]
  public static let fields = [DistributionCommands.caseField]
  public let caseID: ID<CaseFile>
  public init(_ input: inout Input) { caseID = input.id("case") }
  public var reads: [StreamID] { [.caseFile(caseID), .caseAccount(caseID), .distribution(caseID)] }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {}
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard let matter = situation.distributions(caseID).open, let plan = matter.plan else { return [] }
    let today = situation.today
    let receivers = matter.receivers(file)
    var events: [any Event] = []
    let over = receivers.filter { person in
      guard let served = plan.served[person], served.objectBy < today else { return false }
      return !plan.consented.contains(person) && !matter.periodsOver.contains(person)
        && !matter.objectionList.contains { $0.by == person && $0.version == plan.number }
    }
    if !over.isEmpty { events.append(PlanPeriodOver(distribution: matter.id, of: over)) }
    for objection in matter.objectionList {
      switch objection.stage(on: today, others: receivers) {
      case .waitingForOpposition(let until) where until < today:
        events.append(ObjectionEnded(distribution: matter.id, objection: objection.id, outcome: .unopposed, text: nil))
      case .waitingForSuit(let until) where until < today:
        events.append(ObjectionEnded(distribution: matter.id, objection: objection.id, outcome: .lapsed, text: nil))
      case .toTell, .waitingForOpposition, .toTellObjector, .waitingForSuit, .inCourt, .ended: break
      }
    }
    return [situation.append(.distribution(caseID), events)]
  }
}

/// After money came in from another account: whether the debt is performed.
public struct CheckPerformance: CaseCommand {
  public static let name = "funds.checkPerformance"
  public static let title = Phrase("核对履行", "Check performance")
  public static let roles: Set<Role> = [.machine]
  public static let fields = [FundsCommands.caseField]
  public let caseID: ID<CaseFile>
  public init(_ input: inout Input) { caseID = input.id("case") }
  public func alsoReads(_ situation: Situation) -> [StreamID] {
    situation.caseFile(caseID).filing.resumes.map { [.caseFile($0)] } ?? []
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {}
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    var draft = Draft(situation)
    try CaseReceipts.performance(file.id, &draft)
    return draft.appended
  }
}
