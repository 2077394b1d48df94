import Basics
import PartnerAPI

/// Whose measure it is: freezes and seals belong to a case of a court.
public struct CaseKey: Hashable, Sendable, Codable {
  public let court: String
  public let caseNumber: String
  public init(court: String, caseNumber: String) {
    self.court = court
    self.caseNumber = caseNumber
  }
}

/// A bank account with the limit freezes on it, in order of registration.
public struct CityAccount: Sendable, Hashable {
  public let number: String
  /// Key of the bank.
  public let bank: String
  /// ID number or credit code of the holder.
  public let holder: String
  public let kind: PartnerAnswerBody.AccountKind
  public internal(set) var balance: Money
  /// What stays with the holder of a wage account: freezes act only above it.
  public let monthlyKeep: Money
  public let wage: Wage?
  public let spending: Spending?
  public internal(set) var freezes: [AccountFreeze] = []

  /// Paid in every month.
  public struct Wage: Hashable, Sendable, Codable {
    /// Day of the month, 1…31; the last day where a month is shorter.
    public let day: Int
    public let amount: Money
    public let employer: String
  }
  /// Drawn every month, as far as it can be drawn.
  public struct Spending: Hashable, Sendable, Codable {
    public let day: Int
    public let amount: Money
  }

  public var held: Money { freezes.reduce(.zero) { $0 + $1.held } }
  /// What the holder can draw.
  public var available: Money { balance - held }
  func index(of key: CaseKey) -> Int? { freezes.firstIndex { $0.key == key } }

  /// Gives each freeze in turn what is there above the kept part, and its rank; says what changed.
  ///
  /// A freeze that stands behind one not yet filled waits: rank 2 and more. Once those before it are filled or gone it is in
  /// effect, rank 1, on money of its own.
  mutating func settle(on day: Day) -> [FreezeChange] {
    var changes: [FreezeChange] = []
    var free = max(.zero, balance - monthlyKeep - held)
    var unfilledBefore = 0
    for index in freezes.indices {
      let old = freezes[index]
      let caught = min(free, old.limit - old.held)
      free -= caught
      freezes[index].held += caught
      freezes[index].rank = unfilledBefore + 1
      let promoted = old.rank > 1 && freezes[index].rank == 1
      if promoted { freezes[index].beginTerm(on: day) }
      if caught > .zero || promoted { changes.append(FreezeChange(freeze: freezes[index], caught: caught, promoted: promoted)) }
      if freezes[index].held < freezes[index].limit { unfilledBefore += 1 }
    }
    return changes
  }
}

/// A limit freeze of one case on one account.
public struct AccountFreeze: Sendable, Hashable {
  public let key: CaseKey
  /// The request that ordered it.
  public let requestID: String
  public internal(set) var limit: Money
  public internal(set) var held: Money = .zero
  /// Zero until it has been given its place.
  public internal(set) var rank = 0
  public internal(set) var from: Day
  public internal(set) var to: Day

  /// The term of a waiting measure runs from the day on which it takes effect, as long as it was (R3.5).
  mutating func beginTerm(on day: Day) {
    let length = to - from
    from = day
    to = day + length
  }
}

struct FreezeChange: Sendable {
  let freeze: AccountFreeze
  let caught: Money
  let promoted: Bool
}
