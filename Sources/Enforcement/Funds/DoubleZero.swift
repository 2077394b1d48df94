import Basics
import EnforcementLaw
import Ledger

/// Lodged money as the ledger has it.
public struct LodgedSum: Sendable, Hashable {
  /// The ledger's account.
  public let account: String
  public let amount: Money
  public let lodgedOn: Day
  /// Why it may stay lodged; nil where nobody approved one.
  public let ground: Phrase?
  /// The case whose money it is.
  public let caseID: ID<CaseFile>?
  public init(account: String, amount: Money, lodgedOn: Day, ground: Phrase?, caseID: ID<CaseFile>? = nil) {
    self.caseID = caseID
    self.account = account
    self.amount = amount
    self.lodgedOn = lodgedOn
    self.ground = ground
  }
}

/// Money on a cluster's account that is not divided among its cases yet.
public struct ClusterSum: Sendable, Hashable {
  public let cluster: ID<Cluster>
  public let amount: Money
  /// When the oldest of it came in.
  public let oldest: Day
  public init(cluster: ID<Cluster>, amount: Money, oldest: Day) {
    self.cluster = cluster
    self.amount = amount
    self.oldest = oldest
  }
}

/// A credit of the bank that is perhaps known: nothing of it is booked before two people have said whether it is.
public struct HeldSum: Sendable, Hashable {
  public let receipt: ID<BankReceipt>
  public let amount: Money
  /// The bank's day.
  public let on: Day
  /// By then people say what it is.
  public let claimBy: Day
  public init(receipt: ID<BankReceipt>, amount: Money, on: Day, claimBy: Day) {
    self.receipt = receipt
    self.amount = amount
    self.on = on
    self.claimBy = claimBy
  }
}

/// Money on an account of the ledger on which it only passes: a payee's, on its way to the bank, or not identified.
public struct WaitingSum: Sendable, Hashable {
  /// The ledger's account.
  public let account: String
  public let kind: LedgerAccount.Kind
  public let amount: Money
  /// Since when some of it lies there, where what came first goes first.
  public let since: Day
  public init(account: String, kind: LedgerAccount.Kind, amount: Money, since: Day) {
    self.account = account
    self.kind = kind
    self.amount = amount
    self.since = since
  }
  /// The mass payout to which it belongs.
  public var batch: ID<PayoutBatch>? {
    let prefix = kind.rawValue + ":batch-"
    return account.hasPrefix(prefix) ? ID(String(account.dropFirst(prefix.count))) : nil
  }
  /// On which no money should stay, and deposits, which a judge keeps.
  public static let kinds: [LedgerAccount.Kind] = [.payee, .treasury, .transit, .suspense, .deposit]
}

/// Double zero (双零): no money longer than thirty days unpaid without an approved ground, none longer than thirty days lodged without
/// one. It proves itself: every receipt that was counted is in it, and their sum is what the ledger holds.
public struct DoubleZero: Sendable {
  /// How a receipt stands: within its time, held by an approved delay, or past its last day without one.
  public enum Verdict: String, Sendable, Hashable, Codable, CaseIterable {
    case inTime, delayed, overdue
    public var name: Phrase {
      switch self {
      case .inTime: Phrase("期限内", "In time")
      case .delayed: Phrase("已批准延期", "Delayed with approval")
      case .overdue: Phrase("超期无事由", "Overdue without ground")
      }
    }
  }
  /// A receipt of which something is still here, and for how many full days.
  public struct Row: Sendable, Hashable {
    public let caseID: ID<CaseFile>
    public let number: String
    public let handler: ID<StaffMember>?
    public let open: CaseAccount.OpenReceipt
    public let days: Int
    public let verdict: Verdict
  }
  public let day: Day
  public let rows: [Row]
  public let lodged: [LodgedSum]
  public let clusters: [ClusterSum]
  /// Credits that are perhaps known, by their clocks.
  public let held: [HeldSum]
  /// On accounts on which money only passes, the longest first.
  public let waiting: [WaitingSum]
  public let unpaid: Money
  /// Approved or in a batch that was let go, and not yet paid by the bank.
  public let onTheWay: Money
  /// What the cases' own books say that their accounts hold.
  public let onAccount: Money
  /// What the ledger holds on the accounts of cases.
  public let ledger: Money

  /// Counts all as of `day`; `ledger` comes from elsewhere than the accounts, so that the sums prove each other.
  public init(
    day: Day, cases: [(id: ID<CaseFile>, number: String, handler: ID<StaffMember>?, account: CaseAccount)],
    lodged: [LodgedSum], waiting: [WaitingSum] = [], ledger: Money, clusters: [ClusterSum] = [],
    held: [HeldSum] = []
  ) {
    self.clusters = clusters
    self.held = held.sorted { ($0.claimBy, $0.receipt) < ($1.claimBy, $1.receipt) }
    self.day = day
    self.waiting = waiting.sorted { ($0.since, $0.account) < ($1.since, $1.account) }
    self.lodged = lodged
    self.ledger = ledger
    var rows: [Row] = []
    var onTheWay = Money.zero
    var onAccount = Money.zero
    for item in cases {
      onTheWay += item.account.onTheWay
      onAccount += item.account.onAccount
      rows += item.account.openReceipts.map { open in
        Row(
          caseID: item.id, number: item.number, handler: item.handler, open: open, days: open.days(on: day),
          verdict: open.delay != nil ? .delayed : open.isOverdue(on: day) ? .overdue : .inTime)
      }
    }
    self.rows = rows.sorted { ($0.open.receipt.on, $0.open.receipt.id) < ($1.open.receipt.on, $1.open.receipt.id) }
    self.onTheWay = onTheWay
    self.onAccount = onAccount
    unpaid = rows.reduce(.zero) { $0 + $1.open.unpaid }
  }

  /// The first zero.
  public var overdue: [Row] { rows.filter { $0.verdict == .overdue } }
  /// The second zero.
  public var lodgedTooLong: [LodgedSum] {
    lodged.filter { $0.ground == nil && day - $0.lodgedOn > EnforcementLaw.Payout.days }
  }
  /// Money of clusters that lies there longer than thirty days.
  public var clustersTooLong: [ClusterSum] { clusters.filter { day - $0.oldest > EnforcementLaw.Payout.days } }
  /// Credits that nobody has said to be known or not in thirty days.
  public var heldTooLong: [HeldSum] { held.filter { day - $0.on > EnforcementLaw.Payout.days } }
  /// What passes through an account and has not left it in thirty days, wherever it came from. A deposit stays until a judge decides.
  public var stuck: [WaitingSum] { waiting.filter { $0.kind != .deposit && day - $0.since > EnforcementLaw.Payout.days } }
  /// Kept in dispute, or lodged in the books and not yet on the ledger, or the other way round.
  public var apart: Money { unpaid - onTheWay - onAccount }
  /// What was counted and what the ledger holds differ by this; zero, or something was not counted.
  public var difference: Money { onAccount - ledger }
  /// Both zeros, and nothing that would hide a third: the sums agree, and no money is stuck on its way.
  public var holds: Bool {
    overdue.isEmpty && lodgedTooLong.isEmpty && clustersTooLong.isEmpty && stuck.isEmpty && heldTooLong.isEmpty
      && difference == .zero
  }
}

extension CaseAccount {
  /// Approved lines and released batches that the bank has not paid.
  public var onTheWay: Money {
    openPayouts.filter { $0.approvedBy != nil }.reduce(onTheWayInBatches) { sum, payout in
      payout.lines.filter { $0.kind != .aid && payout.lineStatus[$0.id] != .settled }.reduce(sum) { $0 + $1.amount }
    }
  }
  /// Kept on other accounts of the ledger: in dispute, or lodged.
  public var onOtherAccounts: Money {
    lodgementList.filter { $0.status == .lodged }.reduce(purse.held) { $0 + $1.amount }
  }
  /// What the ledger's account of this case holds.
  public var onAccount: Money { balance - onTheWay - onOtherAccounts }
}
