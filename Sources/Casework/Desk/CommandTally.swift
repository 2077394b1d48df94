/// How commands ended since the program began, for whoever watches it.
public actor CommandTally {
  /// How a command ended.
  public enum Outcome: String, Sendable, CaseIterable {
    /// Its events are stored; answered as the first time; a rule forbids it; its fields are wrong; others changed the same thing;
    /// its key was used for another; the store failed.
    case done, repeated, refused, faults, conflict, keyUsedOtherwise, failed
  }
  private var counts: [Outcome: Int] = [:]

  func note(_ outcome: Outcome) { counts[outcome, default: 0] += 1 }
  /// Every outcome, with zeros.
  public var all: [(outcome: Outcome, count: Int)] { Outcome.allCases.map { ($0, counts[$0] ?? 0) } }
}

extension CommandTally.Outcome {
  init(_ error: any Error) {
    switch error as? CaseDesk.Failure {
    case .refused?: self = .refused
    case .faults?, .unknownCommand?: self = .faults
    case .conflict?: self = .conflict
    case .keyUsedOtherwise?: self = .keyUsedOtherwise
    case nil: self = .failed
    }
  }
}
