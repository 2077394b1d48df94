import Basics
import EnforcementLaw

/// What is checked before money leaves a case or a cluster for suspense, when it is proposed and again when another agrees.
enum MisplacedSteps {
  /// The receipt of a case, where it is free whole.
  static func check(
    _ receipt: ID<Receipt>, _ caseID: ID<CaseFile>, _ situation: Situation
  ) throws(Refusal) -> (state: CaseAccount.ReceiptState, vault: VaultRef) {
    let account = situation.account(caseID)
    guard let known = account.receipts[receipt] else { throw .noSuchBookedReceipt }
    guard known.from == nil, known.source != .distribution, known.source != .cluster, known.source != .endedCase,
      let vault = known.vault
    else { throw .notPaidHere }
    let file = situation.caseFile(caseID)
    guard file.closing.resumedBy == nil else { throw .caseEndedSince }
    try file.keepHeld(account, known.amount, of: account.available)
    guard account.available >= known.amount else { throw .spokenFor(known.amount, available: account.available) }
    return (known, vault)
  }
  /// The receipt of a cluster, where as much as this is free.
  static func check(
    _ receipt: ID<Receipt>, _ amount: Money, _ id: ID<Cluster>, _ situation: Situation
  ) throws(Refusal) -> Cluster.ReceiptState {
    let cluster = try ClusterSteps.find(id, situation)
    guard let known = cluster.receipts.first(where: { $0.id == receipt }) else { throw .noSuchBookedReceipt }
    if cluster.draft != nil { throw .divisionWaits }
    let left = min(known.amount, cluster.balance)
    guard amount <= left, left > .zero else { throw .clusterSpent(amount, left: left) }
    return known
  }
  static func proposed(
    case caseID: ID<CaseFile>?, cluster: ID<Cluster>?, _ receipt: ID<Receipt>, _ amount: Money, on: Day, _ vault: VaultRef,
    reason: String, _ situation: Situation
  ) -> StreamEvents {
    let words = situation.depository.deposit(VaultContent("text", ["text": reason]))
    let event = MisplacedProposed(
      caseID: caseID, cluster: cluster, receipt: receipt, amount: amount, on: on, vault: vault,
      claimBy: Suspense.clock(situation.today, situation).value, reason: words)
    return situation.append(.bankReceipt(situation.ids.next(BankReceipt.self)), [event])
  }
}

/// Says that a receipt on the case's own account was paid there by mistake. Nothing moves before another person agrees.
public struct ProposeMisplaced: CaseCommand {
  public static let name = "funds.proposeMisplaced"
  public static let title = Phrase("提出转出误汇款", "Propose to move out money paid by mistake")
  public static let roles: Set<Role> = [.officer, .judge, .assistant, .cashier]
  public static let fields = [
    FundsCommands.caseField, Field("receipt", Phrase("到账", "Receipt"), .pick(.receipt)),
    Field("reason", Phrase("误汇的理由和依据", "Why it is not this case's, and on what evidence"), .longText(max: 500)),
  ]
  public let caseID: ID<CaseFile>
  let receipt: ID<Receipt>
  let reason: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    receipt = input.id("receipt")
    reason = input.text("reason", max: 500)
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    if situation.account(file.id).receiptOrder.isEmpty { throw .noSuchBookedReceipt }
    try Authority.handler(of: file, or: [.assistant, .cashier], situation.actor)
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let (state, vault) = try MisplacedSteps.check(receipt, caseID, situation)
    return [
      MisplacedSteps.proposed(
        case: caseID, cluster: nil, receipt, state.amount, on: state.on, vault, reason: reason, situation)
    ]
  }
}

/// Says that money on a cluster's account was paid there by mistake, or is left when its cases are satisfied.
public struct ProposeClusterMisplaced: Command {
  public static let name = "cluster.proposeMisplaced"
  public static let title = Phrase("提出转出误汇款或余款", "Propose to move out a mistaken payment or a surplus")
  public static let roles: Set<Role> = [.officer, .judge, .cashier]
  public static let fields = [
    ClusterSteps.field, Field("receipt", Phrase("到账", "Receipt"), .text(max: 20)),
    Field(
      "amount", Phrase("金额（元）", "Amount (yuan)"), .money, required: false,
      hint: Phrase("可不填，即该笔到账尚在账户上的全部", "May be left out: all of it that is still here")),
    Field("reason", Phrase("理由和依据", "Why, and on what evidence"), .longText(max: 500)),
  ]
  let cluster: ID<Cluster>
  let receipt: ID<Receipt>
  let amount: Money
  let reason: String
  public init(_ input: inout Input) {
    cluster = input.id("cluster")
    receipt = input.id("receipt")
    amount = input.money("amount", required: false)
    reason = input.text("reason", max: 500)
  }
  public var reads: [StreamID] { [.cluster(cluster)] }
  /// What is free there decides, though only the new sum is written.
  public func restsOn(_ situation: Situation) -> [StreamID] { reads }
  public func decide(in situation: Situation) throws(Refusal) -> [StreamEvents] {
    let state = try ClusterSteps.find(cluster, situation)
    let known = state.receipts.first { $0.id == receipt }?.amount ?? .zero
    let sum = amount == .zero ? min(known, state.balance) : amount
    let found = try MisplacedSteps.check(receipt, sum, cluster, situation)
    return [
      MisplacedSteps.proposed(
        case: nil, cluster: cluster, receipt, sum, on: found.on, found.vault, reason: reason, situation)
    ]
  }
}

/// Another person agrees: it leaves the case or cluster and lies in suspense, from where it finds its case or goes back to its payer.
public struct ConfirmMisplaced: Command {
  public static let name = "receipts.confirmMisplaced"
  public static let title = Phrase("同意转出到不明款", "Agree to move it into suspense")
  /// Where somebody else proposed it, the case's handler is one of the two.
  public static let roles: Set<Role> = [.moneySupervisor, .bureauChief, .officer, .judge]
  public static let fields = [ReceiptCommands.receiptField]
  let receipt: ID<BankReceipt>
  public init(_ input: inout Input) { receipt = input.id("receipt") }
  public var reads: [StreamID] { [.bankReceipt(receipt)] }
  public func alsoReads(_ situation: Situation) -> [StreamID] {
    guard let proposed = situation.bankReceipt(receipt).misplaced?.proposed else { return [] }
    let ofCase = proposed.caseID.map { [.caseFile($0), .caseAccount($0)] + CaseReceipts.reads($0, situation) } ?? []
    return ofCase + (proposed.cluster.map { [.cluster($0)] } ?? [])
  }
  /// What is held, and whether the case goes on, stands in its file.
  public func restsOn(_ situation: Situation) -> [StreamID] { alsoReads(situation) }
  public func decide(in situation: Situation) throws(Refusal) -> [StreamEvents] {
    let state = try ConfirmMisplaced.open(receipt, situation)
    try Authority.otherThan(state.by, situation.actor)
    let proposed = state.proposed
    var draft = Draft(situation)
    if let caseID = proposed.caseID {
      let file = situation.caseFile(caseID)
      if file.triage.handler.map(Actor.Ref.staff) == state.by {
        guard situation.actor.has(.moneySupervisor) || situation.actor.has(.bureauChief) else { throw .notAtGate(.supervision) }
      } else {
        try Authority.handler(of: file, or: [.bureauChief], situation.actor)
      }
      let (known, _) = try MisplacedSteps.check(proposed.receipt, caseID, situation)
      guard known.amount == proposed.amount else { throw .otherSum(known.amount) }
      draft.add(
        .caseAccount(caseID), [ReceiptMisplaced(receipt: proposed.receipt, amount: proposed.amount, to: receipt)])
      CaseReceipts.revokePerformance(proposed.receipt, caseID, &draft)
      // A case that ended as performed by this very money is no longer so: that is a judge's to undo.
      let rests = file.closing.performedOn != nil && draft.situation.caseFile(caseID).closing.performedOn == nil
      guard file.isOpen || !rests else { throw .caseEndedSince }
    } else if let cluster = proposed.cluster {
      guard situation.actor.has(.moneySupervisor) || situation.actor.has(.bureauChief) else { throw .notAtGate(.supervision) }
      _ = try MisplacedSteps.check(proposed.receipt, proposed.amount, cluster, situation)
      draft.add(
        .cluster(cluster), [ClusterReceiptMisplaced(booking: proposed.receipt, amount: proposed.amount, to: receipt)])
    }
    let clock = Suspense.clock(situation.today, situation)
    draft.add(
      .bankReceipt(receipt),
      [
        BankReceiptTaken(
          amount: proposed.amount, on: proposed.on, lineDigest: "", vault: proposed.vault, claimBy: clock.value,
          reasons: clock.reasons, fromCase: proposed.caseID, fromCluster: proposed.cluster)
      ])
    return draft.appended
  }
  static func open(_ receipt: ID<BankReceipt>, _ situation: Situation) throws(Refusal) -> BankReceipt.MisplacedState {
    let state = situation.bankReceipt(receipt)
    guard let misplaced = state.misplaced else { throw .noSuchReceipt(receipt) }
    guard !misplaced.isOver, state.taken == nil else { throw .heldSettled }
    return misplaced
  }
}

/// Another person does not agree, or whoever proposed it thinks better of it.
public struct DeclineMisplaced: Command {
  public static let name = "receipts.declineMisplaced"
  public static let title = Phrase("不同意转出", "Decline to move it")
  public static let roles: Set<Role> = [.moneySupervisor, .bureauChief]
  public static let fields = [ReceiptCommands.receiptField, Field("reason", Phrase("理由", "Reason"), .longText(max: 500))]
  let receipt: ID<BankReceipt>
  let reason: String
  public init(_ input: inout Input) {
    receipt = input.id("receipt")
    reason = input.text("reason", max: 500)
  }
  public var reads: [StreamID] { [.bankReceipt(receipt)] }
  public func decide(in situation: Situation) throws(Refusal) -> [StreamEvents] {
    _ = try ConfirmMisplaced.open(receipt, situation)
    let words = situation.depository.deposit(VaultContent("text", ["text": reason]))
    return [situation.append(.bankReceipt(receipt), [MisplacedDeclined(reason: words)])]
  }
}

extension Refusal {
  static var notPaidHere: Refusal {
    Refusal(
      "notPaidHere", field: "receipt",
      Phrase("这笔款不是付款人直接付到本案账户的", "Nobody paid this to the case's own account"),
      remedy: Phrase("从不明款认领的，撤回认领；从分配或专案账户转入的，在那里更正", "Take the match back, or put it right where it came from"))
  }
}
