import Basics
import Casework
import Enforcement
import Ledger
import Storage
import Testing

/// Deposits, the aid fund, sums moved out by mistake, refunds, credits that the bank takes back, clusters and payments that came back, by
/// many at once on the same money: what was accepted, done again one by one in the order of the log, gives the same money everywhere.
struct InterleavedReceiptsTests {
  typealias Step = InterleavedReceipts.Step
  /// What can be seen of a court's money without ids.
  struct Sight: Hashable {
    let totals: LedgerTotals
    var lines: [String] = []
  }

  /// What was tried before, by sums: the newest is tried most.
  private struct Known {
    // Each list in the order in which it was said.
    var credits: [(fen: Int64, to: Step.Place)] = []
    var matches: [(credit: Int64, fen: Int64, matter: Int)] = []
    var deposits: [(credit: Int64, fen: Int64, matter: Int)] = []
    var clustered: [(credit: Int64, fen: Int64)] = []
    /// Proposed to be moved out.
    var misplaced: [Int64] = []
    var fills: [Int64] = []
    var refunds: [Int64] = []
    /// Taken back by the bank.
    var debits: [(fen: Int64, of: Step.Place)] = []
    var serial: Int64 = 0
    /// A sum that no other has.
    mutating func sum(_ dice: inout Dice, thousands: Int) -> Int64 {
      serial += 1
      return Int64(1 + dice.roll(thousands)) * 100_000 + serial
    }
  }
  private func recent<Element>(_ all: [Element], _ dice: inout Dice, of newest: Int = 6) -> Element? {
    let part = all.suffix(newest)
    return part.isEmpty ? nil : part[part.startIndex + dice.roll(part.count)]
  }

  private func sight(_ it: InterleavedReceipts) async throws -> Sight {
    let reads = SQLLedgerReads(it.court.store)
    var sight = Sight(totals: try await reads.totals(it.court.court))
    for (place, id) in it.cases.enumerated() {
      let account = try await it.court.account(id)
      let own = LedgerAccount(.case, "\(id)")
      let balance = try await reads.balance(of: own, court: it.court.court)
      #expect(own.posted(balance) == account.onAccount, "case page and ledger")
      sight.lines.append("case \(place) \(balance) \(account.available) covered \(account.covered)")
      sight.lines.append("receipts \(account.receiptOrder.compactMap { account.receipts[$0]?.amount })")
      for payout in account.payoutOrder.compactMap({ account.payouts[$0] }) {
        let lines = payout.lines.map { "\($0.kind) \($0.amount) \(payout.lineStatus[$0.id]?.rawValue ?? "")" }
        sight.lines.append("payout \(payout.status) \(lines)")
      }
    }
    let cluster: Cluster = try await it.court.desk.look(at: .cluster(it.cluster))
    let own = LedgerAccount(.cluster, "\(it.cluster)")
    let stands = own.posted(try await reads.balance(of: own, court: it.court.court))
    #expect(stands == cluster.balance, "cluster and ledger")
    sight.lines.append("cluster \(cluster.members.count) \(stands) \(cluster.receipts.map(\.amount))")
    sight.lines += cluster.divisions.map { "division \($0.stage) \($0.parts.map(\.amount))" }
    sight.lines += try await it.court.store.read { db in
      try db.query("SELECT amount, open, status FROM bank_receipts ORDER BY amount, status, open", []).map {
        "suspense \($0.int(0)) \($0.int(1)) \($0.text(2))"
      }
    }
    let deposits = try await SQLCaseReads(it.court.store).fundItems(.deposit, court: it.court.court, limit: 1_000)
    sight.lines += deposits.map { "deposit \($0.amount) \($0.status)" }.sorted()
    return sight
  }

  /// What the bank tells: new credits, and credits taken back.
  private func banking(_ dice: inout Dice, _ known: inout Known) -> [Step] {
    var places: [Step.Place] = [.nobody, .nobody, .matter(dice.roll(3))]
    if dice.roll(2) == 0 { places.append(.cluster) }
    if dice.roll(2) == 0 { places.append(.matter(dice.roll(3))) }
    var steps: [Step] = []
    for place in places {
      let fen = known.sum(&dice, thousands: 8)
      known.credits.append((fen, place))
      steps += Array(repeating: .credit(fen: fen, to: place), count: 1 + dice.roll(2))
    }
    let fromCases = known.credits.filter { if case .matter = $0.to { true } else { false } }
    let back = [
      recent(known.credits.filter { $0.to == .nobody }, &dice, of: 3).map { ($0.fen, Step.Place.nobody) },
      recent(fromCases, &dice, of: 5).map { ($0.fen, $0.to) },
      recent(known.matches, &dice, of: 4).map { ($0.fen, Step.Place.matter($0.matter)) },
    ]
    for case let (fen, place)? in back where dice.roll(3) == 0 {
      known.debits.append((fen, place))
      steps.append(.debit(fen: fen))
    }
    for debit in known.debits.suffix(8) where dice.roll(3) > 0 {
      steps += Array(repeating: .reverse(fen: debit.fen, of: debit.of), count: 1 + dice.roll(2))
    }
    return steps
  }

  /// What people make of a few credits in suspense, many of the same one.
  private func suspense(_ dice: inout Dice, _ known: inout Known) -> [Step] {
    var steps: [Step] = []
    for _ in 0..<3 {
      // What was moved out of a case or a cluster is in suspense as well.
      let pool = known.credits.filter { $0.to == .nobody }.map(\.fen).suffix(5) + known.misplaced.suffix(2)
      guard let credit = recent(Array(pool), &dice, of: 7) else { continue }
      let matter = dice.roll(3)
      for kind in 0..<4 where dice.roll(2) == 0 {
        let part = known.sum(&dice, thousands: 2)
        switch kind {
        case 0:
          known.matches.append((credit, part, matter))
          steps.append(.match(credit: credit, matter: matter, fen: part))
        case 1:
          known.deposits.append((credit, part, matter))
          steps.append(.keepDeposit(credit: credit, matter: matter, fen: part))
        case 2:
          known.fills.append(credit)
          steps.append(.fillFund(credit: credit, fen: part))
        default:
          known.clustered.append((credit, part))
          steps.append(.matchCluster(credit: credit, fen: part))
        }
      }
      if dice.roll(2) == 0 {
        known.refunds.append(credit)
        steps.append(.refund(credit: credit, act: "propose", byChief: false))
      }
    }
    if let credit = recent(known.fills, &dice, of: 4) { steps += [.undoFill(credit: credit), .undoFill(credit: credit)] }
    for credit in Set(known.refunds.suffix(6)).sorted() {
      for byChief in [false, true] where dice.roll(2) == 0 {
        steps.append(.refund(credit: credit, act: dice.roll(4) > 0 ? "approve" : "decline", byChief: byChief))
      }
      for place in 0..<2 { steps.append(.refundAnswer(credit: credit, place: place, done: (credit + Int64(place)) % 2 == 0)) }
    }
    for _ in 0..<2 {
      if let match = recent(known.matches, &dice) { steps.append(.undoMatch(credit: match.credit, fen: match.fen)) }
      if let match = recent(known.clustered, &dice) { steps.append(.undoClusterMatch(credit: match.credit, fen: match.fen)) }
      guard let kept = recent(known.deposits, &dice) else { continue }
      for way in ["back", "applied"] { steps.append(.releaseDeposit(credit: kept.credit, fen: kept.fen, way: way)) }
    }
    return steps
  }

  /// What is moved out of cases and the cluster, and what the cluster divides.
  private func moved(_ dice: inout Dice, _ known: inout Known) -> [Step] {
    var steps: [Step] = []
    for place in 0..<3 where dice.roll(2) == 0 {
      guard let credit = recent(known.credits.filter { $0.to == .matter(place) }, &dice, of: 3) else { continue }
      known.misplaced.append(credit.fen)
      steps += Array(repeating: .misplace(matter: place, fen: credit.fen), count: 1 + dice.roll(2))
    }
    if let credit = recent(known.credits.filter { $0.to == .cluster }, &dice, of: 3) {
      let part = dice.roll(3) == 0 ? credit.fen : known.sum(&dice, thousands: 2)
      known.misplaced.append(part)
      steps += Array(repeating: .misplaceOfCluster(credit: credit.fen, fen: part), count: 2)
    }
    for fen in Set(known.misplaced.suffix(6)).sorted() {
      if dice.roll(2) == 0 { steps += [.confirm(fen: fen), .confirm(fen: fen)] }
      if dice.roll(4) == 0 { steps.append(.decline(fen: fen)) }
    }
    if dice.roll(2) == 0 { steps += [.draft, .draft] }
    if dice.roll(2) == 0 { steps += [.approve, .approve] }
    if dice.roll(2) == 0 { steps.append(.sendBack) }
    if dice.roll(2) == 0 { steps += Array(repeating: .join(matter: 2 + dice.roll(2)), count: 2) }
    return steps
  }

  /// Payouts of the same cases.
  private func payouts(_ dice: inout Dice, _ it: InterleavedReceipts) async throws -> [Step] {
    var steps: [Step] = []
    for (matter, id) in it.cases.enumerated() {
      let account = try await it.court.account(id)
      let last = max(0, account.payoutOrder.count - 1)
      let sent = try await it.court.store.load([.caseAccount(id)])[.caseAccount(id)]?.count { $0.event is PayoutLineSent } ?? 0
      if dice.roll(2) == 0 { steps += [.propose(matter: matter), .propose(matter: matter)] }
      for gate in MoneyGate.allCases where dice.roll(4) > 0 { steps.append(.pass(matter: matter, payout: last, gate: gate)) }
      if dice.roll(3) == 0 { steps.append(.giveBack(matter: matter, payout: last)) }
      steps += [.send(matter: matter, payout: last), .recover(matter: matter), .recover(matter: matter)]
      for place in max(0, sent - 3)..<max(sent, 1) {
        // A bank says the same of one order, however often it is asked.
        steps.append(.answer(matter: matter, sending: place, done: (matter + place) % 3 > 0))
        if (matter + place) % 3 == 1, dice.roll(2) == 0 { steps.append(.comesBack(matter: matter, sending: place)) }
        if (matter + place) % 3 == 1 { steps += Array(repeating: .bookReturn(matter: matter, sending: place), count: 2) }
      }
    }
    return steps
  }

  /// Each case has paid out what it got, and the bank takes that back.
  private func opening(_ dice: inout Dice, _ known: inout Known, _ courts: [InterleavedReceipts]) async throws {
    for matter in 0..<4 {
      let fen = 900_000 + known.sum(&dice, thousands: 1)
      known.debits.append((fen, .matter(matter)))
      let gates = MoneyGate.allCases.map { Step.pass(matter: matter, payout: 0, gate: $0) }
      let steps =
        [.credit(fen: fen, to: .matter(matter)), .propose(matter: matter)] + gates
        + [.send(matter: matter, payout: 0), .debit(fen: fen)]
      for it in courts { for step in steps { #expect(try await it.attempt(step) != nil, "\(step)") } }
    }
  }

  private func concurrently(_ steps: [Step], _ it: InterleavedReceipts) async throws -> [Step] {
    try await withThrowingTaskGroup(of: (Step, Int64)?.self) { group in
      for step in steps {
        group.addTask {
          guard let receipt = try await it.attempt(step), receipt.position > 0 else { return nil }
          return (step, receipt.position)
        }
      }
      var accepted: [(step: Step, position: Int64)] = []
      for try await done in group { if let done { accepted.append((done.0, done.1)) } }
      return accepted.sorted { $0.position < $1.position }.map(\.step)
    }
  }

  @Test("Whatever is done at once with money that came in, went wrong, or is kept, equals a serial order")
  func serial() async throws {
    var kinds: [String: Int] = [:]
    for seed in UInt64(1)...3 {
      let (many, single) = (try await InterleavedReceipts(), try await InterleavedReceipts())
      var dice = Dice(seed)
      var known = Known()
      try await opening(&dice, &known, [many, single])
      for round in 0..<20 {
        var steps = banking(&dice, &known) + suspense(&dice, &known) + moved(&dice, &known)
        steps += try await payouts(&dice, many)
        for place in steps.indices.reversed() { steps.swapAt(place, dice.roll(place + 1)) }
        let accepted = try await concurrently(steps, many)
        for (place, step) in accepted.enumerated() {
          let receipt = try await single.attempt(step)
          #expect(
            (receipt?.position ?? 0) > 0,
            "seed \(seed), round \(round): \(step) was accepted among others and refused alone, after \(accepted.prefix(place))")
          kinds[step.kind, default: 0] += 1
        }
        let (one, other) = (try await sight(many), try await sight(single))
        #expect(one.totals == other.totals, "seed \(seed), round \(round)")
        #expect(one.lines.difference(from: other.lines).isEmpty, "seed \(seed), round \(round): \(accepted)")
        for it in [many, single] { it.court.clock.set(it.court.clock.now.adding(seconds: 1_200)) }
      }
      #expect(try await many.court.store.ledgerCheck(keys: [many.court.key.publicKey]).faults.map(\.description) == [])
      #expect(try await many.court.store.replayCheck().differences.map(\.description) == [])
      #expect(try await many.court.store.accountCheck().faults.map(\.description) == [])
    }
    for kind in [
      "credit", "match", "undoMatch", "matchCluster", "undoClusterMatch", "refund", "refundAnswer", "keepDeposit",
      "releaseDeposit",
      "fillFund", "undoFill", "misplace", "misplaceOfCluster", "confirm", "decline", "debit", "reverse", "recover", "join",
      "draft",
      "approve", "sendBack", "propose", "pass", "giveBack", "send", "answer", "comesBack", "bookReturn",
    ] { #expect(kinds[kind, default: 0] > 2, "\(kind) was hardly ever accepted: \(kinds)") }
  }
}
