import Basics
import Ledger

/// The statements of a court's ledger, one after the other.
public struct CourtLedger: StreamState {
  public static let kind = StreamKind.courtLedger
  public init() {}
  /// Statements made so far.
  public internal(set) var number = 0
  /// Entries that the last one covers.
  public internal(set) var entries = 0
  public internal(set) var lastDay: Day?
}

/// A signature of the court, with the key that proves it.
public struct CourtSignature: Sendable, Hashable, Codable {
  /// Which of the court's keys.
  public let keyID: String
  /// Raw Ed25519 public key, base64.
  public let publicKey: String
  /// Over the bytes of the text, base64.
  public let signature: String
  public init(keyID: String, publicKey: String, signature: String) {
    self.keyID = keyID
    self.publicKey = publicKey
    self.signature = signature
  }
}

/// Signs in the court's name. The key stays with the shell.
public protocol CourtSigner: Sendable {
  func sign(_ text: String) throws -> CourtSignature
}

/// What the ledger says at a moment, counted by the shell.
public struct LedgerStanding: Sendable, Hashable {
  /// The last place in the log that it covers.
  public let through: Int64
  public let entries: Int
  public let totals: LedgerTotals
  /// The last statement's number, 0 where there is none.
  public let previousNumber: Int
  /// The last statement's digest; empty where there is none.
  public let previous: String
  public let digest: String
  public init(through: Int64, entries: Int, totals: LedgerTotals, previousNumber: Int, previous: String, digest: String) {
    self.through = through
    self.entries = entries
    self.totals = totals
    self.previousNumber = previousNumber
    self.previous = previous
    self.digest = digest
  }
}

/// Control totals: the sums of every kind of account, the number of entries and a digest over them, signed by the court.
public struct LedgerDayClosed: Event {
  public static let name = "ledger.dayClosed.v1"
  public let number: Int
  public let day: Day
  public let through: Int64
  public let entries: Int
  public let totals: [KindTotal]
  public let previous: String
  public let digest: String
  public let signature: CourtSignature

  /// The sums of one kind of account.
  public struct KindTotal: Sendable, Hashable, Codable {
    public let kind: LedgerAccount.Kind
    public let postedDebits: Money
    public let postedCredits: Money
    public let pendingDebits: Money
    public let pendingCredits: Money
  }
  /// Kinds of accounts whose sums are all zero are left out.
  public init(_ statement: LedgerStatement, signature: CourtSignature) {
    number = statement.number
    day = statement.day
    through = statement.through
    entries = statement.entries
    totals = LedgerAccount.Kind.allCases.compactMap { kind in
      let sum = statement.totals.of(kind)
      guard sum != .zero else { return nil }
      return KindTotal(
        kind: kind, postedDebits: sum.postedDebits, postedCredits: sum.postedCredits, pendingDebits: sum.pendingDebits,
        pendingCredits: sum.pendingCredits)
    }
    previous = statement.previous
    digest = statement.digest
    self.signature = signature
  }
  /// What was signed.
  public func statement(_ court: CourtCode) -> LedgerStatement {
    var sums = LedgerTotals()
    for total in totals {
      sums.kinds[total.kind] = LedgerBalance(
        postedDebits: total.postedDebits, postedCredits: total.postedCredits, pendingDebits: total.pendingDebits,
        pendingCredits: total.pendingCredits)
    }
    return LedgerStatement(
      court: court.text, number: number, day: day, through: through, entries: entries, totals: sums, previous: previous,
      digest: digest)
  }
  public func apply(to ledger: inout CourtLedger, _ meta: EventMeta) {
    ledger.number = number
    ledger.entries = entries
    ledger.lastDay = day
  }
}

/// Closes the ledger's day: by timer on the evening of each day on which money moved, and whenever the cashier or the supervisor asks.
public struct CloseLedgerDay: Command {
  public static let name = "ledger.closeDay"
  public static let title = Phrase("案款日结", "Close the ledger's day")
  public static let roles: Set<Role> = [.machine, .cashier, .moneySupervisor]
  public static let fields: [Field] = []
  public init(_ input: inout Input) {}
  public var reads: [StreamID] { [] }
  public var needs: Set<Need> { [.ledger] }
  public func alsoReads(_ situation: Situation) -> [StreamID] { [.courtLedger(situation.court)] }

  public func decide(in situation: Situation) throws(Refusal) -> [StreamEvents] {
    let ledger: CourtLedger = situation.state(.courtLedger(situation.court))
    guard let standing = situation.findings.ledger, standing.entries > ledger.entries else { throw .nothingToClose }
    guard standing.previousNumber == ledger.number else { throw .closedMeanwhile }
    guard let difference = standing.totals.difference, difference == (.zero, .zero) else { throw .booksDiffer }
    let statement = LedgerStatement(
      court: situation.court.text, number: ledger.number + 1, day: situation.today, through: standing.through,
      entries: standing.entries, totals: standing.totals, previous: standing.previous, digest: standing.digest)
    guard let signature = try? situation.signer?.sign(statement.text) else { throw .noSigningKey }
    return [situation.append(.courtLedger(situation.court), [LedgerDayClosed(statement, signature: signature)])]
  }

  /// When the day on which money moves is closed: 23:50, or the next day's where that has passed.
  public static func due(after moment: Instant) -> Instant {
    let evening = Instant(moment.day, hour: 23, minute: 50)
    return moment < evening ? evening : Instant(moment.day + 1, hour: 23, minute: 50)
  }
}

extension Refusal {
  static var nothingToClose: Refusal {
    Refusal("nothingToClose", Phrase("上次日结以来没有新分录", "Nothing was booked since the last statement"))
  }
  static var closedMeanwhile: Refusal {
    Refusal("closedMeanwhile", Phrase("刚刚已日结，请重试", "Someone has just closed the day; try again"))
  }
  static var booksDiffer: Refusal {
    Refusal(
      "booksDiffer", Phrase("借贷合计不平，不能日结", "Debits and credits differ; the day cannot be closed"),
      remedy: Phrase("运行 zhixing ledger check 查明", "Run zhixing ledger check"))
  }
  static var noSigningKey: Refusal { Refusal("noSigningKey", Phrase("没有法院签名密钥，不能日结", "The court has no signing key at hand")) }
  /// What the ledger refuses, as every refusal is told.
  public static func ledger(_ refusal: LedgerRefusal) -> Refusal {
    Refusal(refusal.code, refusal.message, citations: ["R6.9"])
  }
}
