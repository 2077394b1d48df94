import Basics
import Casework
import Enforcement
import EnforcementLaw

/// Counts and sums of cases, the same on both sides of a comparison.
public struct RunningTotals: Sendable, Hashable {
  public var cases = 0
  public var ended = 0
  public var claimed = Money.zero
  public var received = Money.zero
  public var paid = Money.zero
  public var measures = 0
  public var frozen = Money.zero
  public var restrictions = 0
  public var listings = 0
  public var periods = 0
  public var papers = 0
  public var balance: Money { received - paid }
  public init() {}
  /// Adds the cases up.
  public init(_ cases: [RunningCase]) { for running in cases { add(running) } }

  mutating func add(_ running: RunningCase) {
    cases += 1
    ended += running.isRunning ? 0 : 1
    claimed = [claimed, running.docket.claimed ?? .zero].boundedSum
    received = [received, running.received].boundedSum
    paid = [paid, running.paid].boundedSum
    measures += running.measures.count
    frozen = [frozen, running.frozen].boundedSum
    restrictions += running.restrictions.count
    listings += running.listings.count
    periods += running.periods.count + running.extensions.count
    papers += running.papers.count
  }
  mutating func add(_ stored: StoredCase) {
    cases += 1
    ended += stored.file.isClosed ? 1 : 0
    claimed = [claimed, stored.file.filing.claimed].boundedSum
    received = [received, stored.account.allReceived].boundedSum
    paid = [paid, stored.account.earlier?.paid ?? .zero].boundedSum
    measures += stored.file.seizure.order.count
    frozen =
      [
        frozen,
        stored.file.seizure.order.compactMap { stored.file.seizure.measures[$0] }.filter { $0.kind.isDivisible && $0.rank == 1 }
          .map(\.amount).boundedSum,
      ].boundedSum
    restrictions += stored.file.sanctions.restricted.count
    listings += stored.file.sanctions.listings.count
    periods += stored.file.term.excluded.count + stored.file.term.extensions.count
    papers += stored.file.attachments.count
  }

  /// Each figure with its name.
  public var figures: [(name: Phrase, text: String)] {
    [
      (Phrase("案件", "Cases"), "\(cases)"), (Phrase("其中终本", "Of these ended"), "\(ended)"),
      (Phrase("标的额（元）", "Claimed (CNY)"), claimed.grouped), (Phrase("到账（元）", "Received (CNY)"), received.grouped),
      (Phrase("已付（元）", "Paid (CNY)"), paid.grouped), (Phrase("在账（元）", "Held (CNY)"), balance.grouped),
      (Phrase("控制措施", "Measures"), "\(measures)"), (Phrase("已冻结（元）", "Frozen (CNY)"), frozen.grouped),
      (Phrase("限制消费", "Restrictions"), "\(restrictions)"), (Phrase("失信", "Listings"), "\(listings)"),
      (Phrase("扣除与延长", "Excluded periods and extensions"), "\(periods)"), (Phrase("文书", "Papers"), "\(papers)"),
    ]
  }
}

/// A value that is stored otherwise than the tables say.
public struct RunningDifference: Sendable, Hashable, Codable {
  public let ref: String
  public let number: String
  public let table: RunningTable
  /// Which line of the case in that table, from 1; empty for the case itself.
  public let row: String
  public let column: RunningColumn
  public let source: String
  public let stored: String
  init(_ running: RunningCase, _ table: RunningTable, _ row: String, _ column: RunningColumn, _ source: String, _ stored: String)
  {
    ref = running.ref
    number = running.number
    self.table = table
    self.row = row
    self.column = column
    self.source = source
    self.stored = stored
  }
}

/// The stored cases against the tables: totals of both, and each value that differs.
public struct RunningComparison: Sendable {
  /// More are counted, not kept.
  public static let keptMax = 100_000
  public let source: RunningTotals
  public private(set) var stored = RunningTotals()
  public private(set) var differences: [RunningDifference] = []
  public var isEmpty: Bool { differences.isEmpty && source == stored }

  init(source: RunningTotals) { self.source = source }

  mutating func note(_ difference: RunningDifference) {
    if differences.count < RunningComparison.keptMax { differences.append(difference) }
  }

  mutating func compare(_ running: RunningCase, _ found: StoredCase) {
    stored.add(found)
    let told = running.values
    let kept = found.values(like: running)
    for (place, value) in told where kept[place] != value {
      note(RunningDifference(running, place.table, place.row, place.column, value, kept[place] ?? ""))
    }
    for (place, value) in kept where told[place] == nil {
      note(RunningDifference(running, place.table, place.row, place.column, "", value))
    }
  }
}

/// Where a value stands.
struct RunningPlace: Hashable {
  let table: RunningTable
  let row: String
  let column: RunningColumn
  init(_ table: RunningTable, _ row: Int?, _ column: RunningColumn) {
    self.table = table
    self.row = row.map { "\($0 + 1)" } ?? ""
    self.column = column
  }
}

extension RunningCase {
  /// Every value of the tables in its canonical form; blank ones are left out.
  var values: [RunningPlace: String] {
    var values: [RunningPlace: String] = [:]
    func put(_ table: RunningTable, _ row: Int?, _ column: RunningColumn, _ text: String?) {
      if let text, !text.isEmpty { values[RunningPlace(table, row, column)] = text }
    }
    let head: [(RunningColumn, String?)] = [
      (.caseRef, ref), (.number, number), (.otherNumbers, otherNumbers.joined(separator: "；")), (.type, docket.type.rawValue),
      (.earlierCase, docket.earlierCase), (.state, isRunning ? "running" : "ended"), (.endedOn, endedOn?.description),
      (.receivedOn, "\(receivedOn)"), (.filedOn, "\(filedOn)"), (.handler, "\(handler)"), (.judge, "\(judge)"),
      (.assignedOn, "\(assignedOn ?? filedOn)"), (.lane, lane.rawValue), (.cause, docket.cause),
      (.livelihood, "\(docket.livelihood || docket.claims.contains { $0.kind.isLivelihood })"),
      (.instrumentNumber, docket.instrument.number), (.instrumentCourt, docket.instrument.court),
      (.instrumentKind, docket.instrument.kind.rawValue), (.instrumentDate, "\(docket.instrument.on)"),
      (.lastPerformanceDay, docket.instrument.lastPerformanceDay?.description), (.noticeOn, done.notice?.description),
      (.reportOrderOn, done.reportOrder?.description), (.searchedOn, done.search?.description),
      (.investigatedOn, done.investigation?.description), (.balance, "\(balance)"),
    ]
    for (column, text) in head { put(.cases, nil, column, text) }
    for (row, party) in docket.parties.enumerated() {
      put(.parties, row, .partyRole, party.role.rawValue)
      put(.parties, row, .partyKind, party.kind.rawValue)
      put(.parties, row, .partyName, party.name)
      put(.parties, row, .partyIDKind, party.document?.kind.rawValue)
      put(.parties, row, .partyID, party.document?.number)
      put(.parties, row, .partyPhone, party.phone)
      put(.parties, row, .partyAddress, party.address)
      put(.parties, row, .partyRepresentative, party.representative)
      put(.parties, row, .partyElectronicService, party.agreesToElectronicService ? "true" : nil)
      put(.parties, row, .payeeAccount, party.payee?.account)
      put(.parties, row, .payeeBank, party.payee?.bank)
      put(.parties, row, .agent, party.agent?.name)
      put(.parties, row, .agentPhone, party.agent?.phone)
    }
    for (row, claim) in docket.claims.enumerated() {
      put(.claims, row, .claimKind, claim.kind.rawValue)
      put(.claims, row, .claimAmount, "\(claim.amount)")
      put(.claims, row, .claimInterest, claim.interest)
    }
    for (row, period) in periods.enumerated() {
      put(.clocks, row, .ground, period.kind.rawValue)
      put(.clocks, row, .from, "\(period.first)")
      put(.clocks, row, .to, period.last?.description)
      put(.clocks, row, .paper, period.paper)
      put(.clocks, row, .approver, period.approver)
    }
    for (row, extended) in extensions.enumerated() {
      let row = periods.count + row
      put(.clocks, row, .months, "\(extended.months)")
      put(.clocks, row, .from, "\(extended.on)")
      put(.clocks, row, .paper, extended.paper)
      put(.clocks, row, .approver, extended.approver)
      put(.clocks, row, .highCourt, extended.filedWithHighCourt ? "true" : nil)
    }
    for (row, measure) in measures.enumerated() {
      put(.measures, row, .debtor, "\(measure.party)")
      put(.measures, row, .measureKind, measure.kind.rawValue)
      put(.measures, row, .unit, measure.unit)
      put(.measures, row, .object, measure.object)
      put(.measures, row, .requested, "\(measure.requested)")
      put(.measures, row, .held, "\(measure.held)")
      put(.measures, row, .rank, "\(measure.rank)")
      put(.measures, row, .from, "\(measure.from)")
      put(.measures, row, .until, "\(measure.until)")
      put(.measures, row, .ruling, measure.ruling)
    }
    let (past, held) = divided
    let outgoing = movements.filter { !$0.word.isIncoming }
    for (row, sum) in (past + held).enumerated() {
      put(.money, row, .direction, row < past.count ? "paid on" : "held")
      put(.money, row, .day, "\(sum.on)")
      put(.money, row, .amount, "\(sum.amount)")
      if row >= past.count {
        put(.money, row, .moneyKind, sum.word.source.rawValue)
        put(.money, row, .bankLine, sum.bankLine)
      }
    }
    for (place, word) in [MoneyWord.applicant, .fee, .surplus].enumerated() {
      let sum = outgoing.filter { $0.word == word }.map(\.amount).boundedSum
      if sum > .zero { put(.money, 1000 + place, .amount, "\(sum)") }
    }
    for restriction in restrictions {
      put(.sanctions, restriction.party, .decidedOn, "\(restriction.on)")
    }
    for listing in listings {
      let row = 1000 + listing.party
      put(.sanctions, row, .decidedOn, "\(listing.on)")
      put(.sanctions, row, .ground, "\(listing.ground.rawValue)")
      put(.sanctions, row, .until, listing.until?.description)
    }
    for (row, paper) in papers.enumerated() { put(.cases, 2000 + row, .paper, paper.name) }
    return values
  }
}
