import Basics

/// The disposal slice, so far compulsory transfer (扣划) and surrender of policies.
public struct Disposal: Sendable {
  public internal(set) var rulings: [ID<Paper>: [Part]] = [:]
  public internal(set) var transfers: [ID<Transfer>: TransferState] = [:]
  public internal(set) var order: [ID<Transfer>] = []

  /// What one ruling takes out of one measure, in whole fen.
  public struct Part: Sendable, Hashable, Codable {
    public let measure: ID<Measure>
    public let amount: Money
    public init(measure: ID<Measure>, amount: Money) {
      self.measure = measure
      self.amount = amount
    }
  }
  /// A compulsory transfer that a unit was asked for; one request, one outcome.
  public struct TransferState: Sendable, Hashable {
    public let id: ID<Transfer>
    public let measure: ID<Measure>
    public let amount: Money
    public let request: ID<PartnerRequest>
    public internal(set) var status: Status
    public internal(set) var done: Money
  }
  /// Asked, carried out (in whole or in part, see ``TransferState/done``), or refused. Raw values are stored.
  public enum Status: String, Sendable, Hashable, Codable { case requested, done, failed }

  /// Taken by the units, not yet on the case account.
  func inTransit(_ account: CaseAccount) -> Money {
    let sent = transfers.values.filter { $0.status == .done }.map(\.done).boundedSum
    let arrived = account.receipts.values.filter { $0.source == .transfer }.map(\.amount).boundedSum
    return max(.zero, sent - arrived)
  }
}

/// Marks ids of compulsory transfers.
public enum Transfer {}

/// A ruling is to take money out of measures (扣划裁定); nothing is asked of a unit before it is signed.
public struct TransferRulingDrafted: Event {
  public static let name = "disposal.transferRulingDrafted.v1"
  public let paper: ID<Paper>
  public let parts: [Disposal.Part]
  public init(paper: ID<Paper>, parts: [Disposal.Part]) {
    self.paper = paper
    self.parts = parts
  }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) { file.disposal.rulings[paper] = parts }
}

/// After the signature: a unit was asked to send this sum to the case's sub-account, or to surrender a policy.
public struct TransferRequested: Event {
  public static let name = "disposal.transferRequested.v1"
  public let transfer: ID<Transfer>
  public let measure: ID<Measure>
  public let amount: Money
  public let ruling: ID<Paper>
  public let request: ID<PartnerRequest>
  public init(
    transfer: ID<Transfer>, measure: ID<Measure>, amount: Money, ruling: ID<Paper>, request: ID<PartnerRequest>
  ) {
    self.transfer = transfer
    self.measure = measure
    self.amount = amount
    self.ruling = ruling
    self.request = request
  }
  public var signals: [Signal] { [Signal("transfer.requested", transfer)] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.disposal.order.append(transfer)
    file.disposal.transfers[transfer] = Disposal.TransferState(
      id: transfer, measure: measure, amount: amount, request: request, status: .requested, done: .zero)
  }
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] {
    [SeizureReactions.notice(.assistTransferNotice, measure, ruling, meta)]
  }
}

/// The unit carried the transfer out; the money itself is booked when the court's bank reports the credit.
public struct TransferDone: Event {
  public static let name = "disposal.transferDone.v1"
  public let transfer: ID<Transfer>
  public let measure: ID<Measure>
  public let amount: Money
  public init(transfer: ID<Transfer>, measure: ID<Measure>, amount: Money) {
    self.transfer = transfer
    self.measure = measure
    self.amount = amount
  }
  public var signals: [Signal] { [Signal("transfer.done", transfer)] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.disposal.transfers[transfer]?.status = .done
    file.disposal.transfers[transfer]?.done = amount
    guard var held = file.seizure.measures[measure] else { return }
    held.amount = max(.zero, held.amount - amount)
    // A policy is gone with its surrender; a freeze stays for what of its limit was not taken, until it is released.
    if held.kind == .policy { held.status = .released } else { held.requested = max(.zero, held.requested - amount) }
    file.seizure.measures[measure] = held
  }
}

/// The unit did not carry the transfer out, or it was given up; the measure goes on holding what it held.
public struct TransferFailed: Event {
  public static let name = "disposal.transferFailed.v1"
  public let transfer: ID<Transfer>
  public let reason: String
  public init(transfer: ID<Transfer>, reason: String) {
    self.transfer = transfer
    self.reason = reason
  }
  public var signals: [Signal] { [Signal("transfer.failed", transfer)] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) { file.disposal.transfers[transfer]?.status = .failed }
}
