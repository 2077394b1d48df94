import Basics
import EnforcementLaw

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

/// Double zero (双零): no money longer than thirty days unpaid without an approved ground, none longer than thirty days lodged without
/// one. It proves itself: every receipt that was counted is in it, and their sum is what the ledger holds.
public struct DoubleZero: Sendable {
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
  public struct Row: Sendable, Hashable {
    public let caseID: ID<CaseFile>
    public let number: String
    public let handler: ID<StaffMember>?
    public let open: CaseAccount.OpenReceipt
    public let days: Int
    public let verdict: Verdict
  }
  /// One case's money: what its receipts leave, less what is approved and on its way.
  public struct Standing: Sendable, Hashable {
    public let unpaid: Money
    public let onTheWay: Money
    public var onAccount: Money { unpaid - onTheWay }
  }

  public let day: Day
  public let rows: [Row]
  public let lodged: [LodgedSum]
  public let clusters: [ClusterSum]
  public let unpaid: Money
  /// Approved, and not yet paid by the bank.
  public let onTheWay: Money
  /// What the ledger holds on the accounts of cases.
  public let ledger: Money

  public init(
    day: Day, cases: [(id: ID<CaseFile>, number: String, handler: ID<StaffMember>?, account: CaseAccount)],
    lodged: [LodgedSum], ledger: Money, clusters: [ClusterSum] = []
  ) {
    self.clusters = clusters
    self.day = day
    self.lodged = lodged
    self.ledger = ledger
    var rows: [Row] = []
    var onTheWay = Money.zero
    for item in cases {
      onTheWay += item.account.onTheWay
      rows += item.account.openReceipts.map { open in
        Row(
          caseID: item.id, number: item.number, handler: item.handler, open: open, days: open.days(on: day),
          verdict: open.delay != nil ? .delayed : open.isOverdue(on: day) ? .overdue : .inTime)
      }
    }
    self.rows = rows.sorted { ($0.open.receipt.on, $0.open.receipt.id) < ($1.open.receipt.on, $1.open.receipt.id) }
    self.onTheWay = onTheWay
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
  public var holds: Bool { overdue.isEmpty && lodgedTooLong.isEmpty && clustersTooLong.isEmpty }
  /// What was counted and what the ledger holds differ by this; zero, or something was not counted.
  public var difference: Money { unpaid - onTheWay - ledger }
}

extension CaseAccount {
  /// Approved lines that the bank has not paid.
  public var onTheWay: Money {
    openPayouts.filter { $0.approvedBy != nil }.reduce(.zero) { sum, payout in
      payout.lines.filter { payout.lineStatus[$0.id] != .settled }.reduce(sum) { $0 + $1.amount }
    }
  }
}
