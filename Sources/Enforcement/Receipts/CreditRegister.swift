import Basics

/// A credit that the bank told, whatever paper it stood on, and what became of it. Everything that could name somebody is a keyed digest.
public struct NotedCredit: Sendable, Hashable, Codable {
  /// By which the line is known.
  public let digest: String
  /// Says that the number was used, whoever paid and whenever.
  public let seen: String
  public let amount: Money
  /// The bank's entry that it is or is a part of; nil where the entry has no number.
  public let whole: String?
  /// Sum of that entry.
  public let sum: Money
  /// The payer's account; nil where the bank did not write it out.
  public let payer: String?
  public let payerName: String?
  /// The bank gave it a number.
  public let isNumbered: Bool
  /// SHA-256 of the file it came in, hexadecimal; empty where it came by message.
  public let file: String
  public let fate: Fate
  /// The entry of the books that it became; empty where it became none.
  public let place: String
  /// What became of the credit: booked, or why it was not. Raw values are stored.
  public enum Fate: String, Sendable, Hashable, Codable, CaseIterable {
    /// In a case or in suspense.
    case booked
    /// Perhaps known: a person decides.
    case held
    /// Known by number and sum from elsewhere than a line of the bank.
    case known
    /// Parts of a collective entry, or the entry whose parts are booked.
    case collective
    /// A share of a distribution, which the books had already.
    case moved
    /// A payment of ours that came back: the reconciliation decides.
    case returned
  }
  public init(
    digest: String, seen: String, amount: Money, whole: String?, sum: Money, payer: String?, payerName: String?,
    isNumbered: Bool, file: String, fate: Fate, place: String
  ) {
    self.digest = digest
    self.seen = seen
    self.amount = amount
    self.whole = whole
    self.sum = sum
    self.payer = payer
    self.payerName = payerName
    self.isNumbered = isNumbered
    self.file = file
    self.fate = fate
    self.place = place
  }
  var isPart: Bool { amount < sum }
  var mayBeBooked: Bool { fate == .booked || fate == .held }
}

/// Credits of one day as the bank told them on all its papers.
public struct CreditRegister: Sendable, Hashable {
  public private(set) var credits: [NotedCredit] = []
  private var byDigest: [String: Int] = [:]
  private var byAmount: [Money: [Int]] = [:]
  private var byWhole: [String: [Int]] = [:]
  private var bySum: [Money: [Int]] = [:]
  /// Credits that a person found again on another paper.
  private var met: Set<String> = []
  public init() {}

  mutating func note(_ credit: NotedCredit) {
    guard byDigest[credit.digest] == nil else { return }
    let place = credits.count
    credits.append(credit)
    byDigest[credit.digest] = place
    byAmount[credit.amount, default: []].append(place)
    bySum[credit.sum, default: []].append(place)
    if let whole = credit.whole { byWhole[whole, default: []].append(place) }
  }
  mutating func meet(_ digest: String) { met.insert(digest) }

  /// The credit of that line's digest; nil where the register has not seen it.
  public func credit(_ digest: String) -> NotedCredit? { byDigest[digest].map { credits[$0] } }
  func isMet(_ digest: String) -> Bool { met.contains(digest) }
  func credits(of amount: Money) -> [NotedCredit] { (byAmount[amount] ?? []).map { credits[$0] } }
  func credits(inEntriesOf sum: Money) -> [NotedCredit] { (bySum[sum] ?? []).map { credits[$0] } }
  func credits(in whole: String) -> [NotedCredit] { (byWhole[whole] ?? []).map { credits[$0] } }
}

/// Credits of a day were told by the bank, whatever became of each.
public struct CreditsNoted: Event {
  public static let name = "bankDay.creditsNoted.v1"
  public let credits: [NotedCredit]
  public init(credits: [NotedCredit]) { self.credits = credits }
  public func apply(to day: inout BankDay, _ meta: EventMeta) { for credit in credits { day.register.note(credit) } }
}

/// Two people found that a line is a credit that was booked already: it is not looked for again.
public struct CreditMet: Event {
  public static let name = "bankDay.creditMet.v1"
  /// Of the credit that was booked.
  public let digest: String
  public init(digest: String) { self.digest = digest }
  public func apply(to day: inout BankDay, _ meta: EventMeta) { day.register.meet(digest) }
}

extension StreamID {
  /// The credits of one day, on whatever account and paper: whoever takes a line decides beside all others of the day.
  public static func creditRegister(_ court: CourtCode, _ day: Day) -> StreamID {
    StreamID(.bankStatement, "\(court.text)/credits/\(day)")
  }
  /// A booking day may differ between two papers, over a weekend by three days. The day's own register first.
  public static func creditRegisters(_ court: CourtCode, around day: Day) -> [StreamID] {
    [0, -1, 1, -2, 2, -3, 3].map { creditRegister(court, day + $0) }
  }
}

extension Situation {
  /// The day's own register first.
  func creditRegisters(around day: Day) -> [CreditRegister] {
    StreamID.creditRegisters(court, around: day).map { stream in
      let state: BankDay = state(stream)
      return state.register
    }
  }
}
