import Basics
import EnforcementLaw
import Ledger

/// Somebody says that a credit on a case's or cluster's account was paid there by mistake, or is left over; another person decides.
public struct MisplacedProposed: Event {
  public static let name = "receipt.misplacedProposed.v1"
  public let caseID: ID<CaseFile>?
  public let cluster: ID<Cluster>?
  /// The receipt of the case or cluster.
  public let receipt: ID<Receipt>
  public let amount: Money
  /// The bank's day.
  public let on: Day
  /// The bank's line: kind `bankLine`.
  public let vault: VaultRef
  /// The last day to find whose it is, once it is in suspense.
  public let claimBy: Day
  public let reason: VaultRef
  public init(
    caseID: ID<CaseFile>?, cluster: ID<Cluster>?, receipt: ID<Receipt>, amount: Money, on: Day, vault: VaultRef, claimBy: Day,
    reason: VaultRef
  ) {
    self.caseID = caseID
    self.cluster = cluster
    self.receipt = receipt
    self.amount = amount
    self.on = on
    self.vault = vault
    self.claimBy = claimBy
    self.reason = reason
  }
  public var words: [VaultRef] { [reason] }
  public func apply(to receipt: inout BankReceipt, _ meta: EventMeta) {
    receipt.misplaced = BankReceipt.MisplacedState(proposed: self, by: meta.actor)
  }
}

/// The other person does not agree: it stays where it is.
public struct MisplacedDeclined: Event {
  public static let name = "receipt.misplacedDeclined.v1"
  public let reason: VaultRef
  public init(reason: VaultRef) { self.reason = reason }
  public var words: [VaultRef] { [reason] }
  public func apply(to receipt: inout BankReceipt, _ meta: EventMeta) { receipt.misplaced?.isOver = true }
}

extension BankReceipt {
  /// What is to come out of a case or cluster into suspense.
  public struct MisplacedState: Sendable, Hashable {
    public let proposed: MisplacedProposed
    public let by: Actor.Ref
    public internal(set) var isOver = false
  }
}

/// A receipt was no business of the case: it lies in suspense now, and its ledger entry is in ``BankReceiptTaken``.
public struct ReceiptMisplaced: Event {
  public static let name = "funds.receiptMisplaced.v1"
  public let receipt: ID<Receipt>
  public let amount: Money
  /// The money in suspense that it is now.
  public let to: ID<BankReceipt>
  public init(receipt: ID<Receipt>, amount: Money, to: ID<BankReceipt>) {
    self.receipt = receipt
    self.amount = amount
    self.to = to
  }
  public var signals: [Signal] { [Signal("receipt.withdrawn", receipt)] }
  public func apply(to account: inout CaseAccount, _ meta: EventMeta) {
    account.receipts[receipt] = nil
    account.receiptOrder.removeAll { $0 == receipt }
    account.receiptSums[receipt] = nil
  }
}

/// The same of a cluster, of which part may go.
public struct ClusterReceiptMisplaced: Event {
  public static let name = "cluster.receiptMisplaced.v1"
  public let booking: ID<Receipt>
  public let amount: Money
  public let to: ID<BankReceipt>
  public init(booking: ID<Receipt>, amount: Money, to: ID<BankReceipt>) {
    self.booking = booking
    self.amount = amount
    self.to = to
  }
  public func apply(to state: inout Cluster, _ meta: EventMeta) {
    state.received -= amount
    state.receipts = state.receipts.compactMap { receipt in
      guard receipt.id == booking else { return receipt }
      let left = receipt.amount - amount
      guard left > .zero else { return nil }
      return Cluster.ReceiptState(id: receipt.id, amount: left, on: receipt.on, vault: receipt.vault, from: receipt.from)
    }
  }
}
