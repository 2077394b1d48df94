import Basics

/// How far a payment has come, as the bank says it (ISO 20022 external status codes).
public enum PaymentStatus: String, Sendable, Hashable, Codable, CaseIterable {
  case received = "RCVD"
  case pending = "PDNG"
  case technicallyAccepted = "ACTC"
  case profileAccepted = "ACCP"
  case fundsChecked = "ACFC"
  case acceptedWithChange = "ACWC"
  case acceptedWithoutPosting = "ACWP"
  case inSettlement = "ACSP"
  case settledForDebtor = "ACSC"
  case credited = "ACCC"
  /// Some were accepted, some refused: the payments say which.
  case partly = "PART"
  case rejected = "RJCT"
  case cancelled = "CANC"
  case blocked = "BLCK"

  /// What the payer has to do with it.
  public enum Outcome: String, Sendable, Hashable, Codable {
    /// Nothing is certain yet.
    case underway
    /// The money has left the account, or has arrived.
    case paid
    /// The money will not leave; the payment may be sent again under a new id.
    case failed
    /// Each payment has its own.
    case mixed
  }
  public var outcome: Outcome {
    switch self {
    case .received, .pending, .technicallyAccepted, .profileAccepted, .fundsChecked, .acceptedWithChange, .acceptedWithoutPosting,
      .inSettlement:
      .underway
    case .settledForDebtor, .credited: .paid
    case .partly: .mixed
    case .rejected, .cancelled, .blocked: .failed
    }
  }
}

/// A status with the bank's reason.
public struct StatusNotice: Hashable, Sendable {
  public var line: Int
  public var status: PaymentStatus?
  /// `AC01`, `AM04` or the bank's own code; empty where none is given.
  public var reason = ""
  public var text = ""
  public init(line: Int) { self.line = line }
}

/// What a pain.002 says of one payment.
public struct PaymentAnswer: Hashable, Sendable {
  public var notice: StatusNotice
  /// PmtInfId of the part that it belongs to.
  public var paymentInfoID = ""
  public var endToEndID = ""
  public var instructionID = ""
  public var bankReference = ""
  /// The sum that the bank repeats, where it does.
  public var amount: Money?
  /// The payment, where the id is one of ours.
  public var payment: PaymentID? { PaymentID(endToEndID) }
}

/// What a pain.002 says of one part (PmtInf) of a file.
public struct PaymentPartAnswer: Hashable, Sendable {
  public var paymentInfoID = ""
  public var notice: StatusNotice
}

/// A pain.002: the bank's answer to one file of payments.
public struct StatusReport: Sendable {
  public internal(set) var version = ""
  public internal(set) var messageID = ""
  /// MsgId of the file that is answered.
  public internal(set) var originalMessageID = ""
  /// Of the whole file; without a status where the bank answers by part or payment only.
  public internal(set) var group = StatusNotice(line: 0)
  public internal(set) var parts: [PaymentPartAnswer] = []
  /// Empty where they were handed over one by one.
  public internal(set) var answers: [PaymentAnswer] = []
  public internal(set) var answerCount = 0
  /// By line. A report with an error must not be used, not even in part.
  public internal(set) var faults: [BankFileFault] = []
  public var isAccepted: Bool { !faults.contains { $0.severity == .error } }

  /// The status of a payment that the report does not name: that of its part, else of the file.
  public func status(ofPart paymentInfoID: String) -> PaymentStatus? {
    parts.first { $0.paymentInfoID == paymentInfoID }?.notice.status ?? group.status
  }
}
