import Basics
import Enforcement
import Ledger

/// An entry as booked, with the event that it comes from.
public struct LedgerLine: Sendable, Hashable {
  /// Grows from entry to entry of a database; a place to read on from.
  public let place: Int64
  public let entry: LedgerEntry
  /// What the reservation that this entry posts or voids had reserved.
  public let reserved: Money?
  public let source: StreamID
  public let version: Int
  public let at: Instant
  public let actor: Actor.Ref
  public init(
    place: Int64, entry: LedgerEntry, reserved: Money?, source: StreamID, version: Int, at: Instant, actor: Actor.Ref
  ) {
    self.place = place
    self.entry = entry
    self.reserved = reserved
    self.source = source
    self.version = version
    self.at = at
    self.actor = actor
  }
  /// The case that it concerns: that of the event's account, else of the entry's.
  public var caseKey: String? {
    if source.kind == .caseAccount { return source.key }
    return [entry.debit, entry.credit].first { $0.kind == .case }?.key
  }
}

extension LedgerLine {
  /// As a journal shows it.
  public var journal: JournalEntry {
    JournalEntry(entry: entry, reserved: reserved, day: at.day, source: "\(source)@\(version)", caseKey: caseKey)
  }
}

/// An account and what it holds.
public struct LedgerAccountRow: Sendable, Hashable {
  public let account: LedgerAccount
  public let balance: LedgerBalance
  public init(account: LedgerAccount, balance: LedgerBalance) {
    self.account = account
    self.balance = balance
  }
}

/// Which entries to read: all, or those of an account, a case, or days.
public struct LedgerFilter: Sendable, Hashable {
  public var account: LedgerAccount?
  /// Entries on the case's account and those that come from its events.
  public var caseID: ID<CaseFile>?
  public var from: Day?
  public var through: Day?
  public init(account: LedgerAccount? = nil, caseID: ID<CaseFile>? = nil, from: Day? = nil, through: Day? = nil) {
    self.account = account
    self.caseID = caseID
    self.from = from
    self.through = through
  }
}

/// Reads of a court's ledger. Rights are the caller's to check.
public protocol LedgerReads: Sendable {
  /// Zero for an account on which nothing was ever booked.
  func balance(of account: LedgerAccount, court: CourtCode) async throws -> LedgerBalance
  /// What was posted before a day; reservations are not part of it.
  func posted(on account: LedgerAccount, court: CourtCode, before day: Day) async throws -> LedgerBalance
  /// In the order booked, at most `limit` after a place; 0 begins.
  func entries(_ filter: LedgerFilter, court: CourtCode, after place: Int64, limit: Int) async throws -> [LedgerLine]
  /// In the order of their text, at most `limit` after an account.
  func accounts(
    _ kind: LedgerAccount.Kind?, court: CourtCode, after account: LedgerAccount?, limit: Int
  ) async throws -> [LedgerAccountRow]
  func totals(_ court: CourtCode) async throws -> LedgerTotals
  /// Courts that have booked anything.
  func courts() async throws -> [CourtCode]
  /// The court's statements, the newest first.
  func statements(_ court: CourtCode, limit: Int) async throws -> [LedgerDayClosed]
}
