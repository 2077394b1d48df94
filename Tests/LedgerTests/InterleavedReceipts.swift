import Basics
import Casework
import Enforcement
import Ledger
import Storage

/// Acts on money that came in, named so that they mean the same in two courts whose ids differ: every credit, and every part of one, has
/// a sum of its own, by which it is known. Cases are named by their places.
struct InterleavedReceipts: Sendable {
  enum Step: Hashable, Sendable {
    enum Place: Hashable, Sendable { case matter(Int), cluster, nobody }
    case credit(fen: Int64, to: Place)
    case match(credit: Int64, matter: Int, fen: Int64)
    case undoMatch(credit: Int64, fen: Int64)
    case matchCluster(credit: Int64, fen: Int64)
    case undoClusterMatch(credit: Int64, fen: Int64)
    case refund(credit: Int64, act: String, byChief: Bool)
    /// The bank's word on the refund of this place.
    case refundAnswer(credit: Int64, place: Int, done: Bool)
    case keepDeposit(credit: Int64, matter: Int, fen: Int64)
    case releaseDeposit(credit: Int64, fen: Int64, way: String)
    case fillFund(credit: Int64, fen: Int64)
    case undoFill(credit: Int64)
    case misplace(matter: Int, fen: Int64)
    case misplaceOfCluster(credit: Int64, fen: Int64)
    case confirm(fen: Int64)
    case decline(fen: Int64)
    /// The bank takes a sum back; the books follow, in a case or in suspense.
    case debit(fen: Int64)
    case reverse(fen: Int64, of: Place)
    case recover(matter: Int)
    case join(matter: Int)
    case draft
    case approve
    case sendBack
    case propose(matter: Int)
    case pass(matter: Int, payout: Int, gate: MoneyGate)
    case giveBack(matter: Int, payout: Int)
    case send(matter: Int, payout: Int)
    case answer(matter: Int, sending: Int, done: Bool)
    /// The bank's statement has a payment that came back; the books follow.
    case comesBack(matter: Int, sending: Int)
    case bookReturn(matter: Int, sending: Int)

    var kind: String { "\(self)".prefix { $0 != "(" }.description }
  }

  let court: MoneyCourt
  let cases: [ID<CaseFile>]
  let cluster: ID<Cluster>
  /// Handles each of the cases: whoever drafts what another approves.
  private let handler: Actor

  /// Four cases against one debtor, of which two are settled together.
  init() async throws {
    court = try MoneyCourt()
    var cases: [ID<CaseFile>] = []
    for name in ["1", "2", "3", "4"] { cases.append(try await InterleavedDistributionTests().file(name, court)) }
    self.cases = cases
    var numbers: [String] = []
    var handlers: [ID<StaffMember>] = []
    for id in cases {
      let file = try await court.desk.look(at: id, actor: .machine, court: court.court).caseFile(id)
      handlers += [file.triage.handler].compactMap { $0 }
      if numbers.count < 2 { numbers.append(file.number) }
    }
    guard let first = handlers.first else { throw MoneyCourt.NotDone(description: "no handler") }
    handler = Actor(.staff(first), roles: [.officer, .judge], standsInFor: Set(handlers))
    let created = try await court.attempt(
      "cluster.create", ["title": "系列案", "numbers": .text(numbers.joined(separator: "\n"))], by: court.chief)
    guard let cluster = created.appended.flatMap(\.events).compactMap({ $0 as? ClusterCreated }).first?.cluster else {
      throw MoneyCourt.NotDone(description: "no cluster")
    }
    self.cluster = cluster
  }

  /// What the log has on a stream, in its order.
  private func log<Found: Event>(_ stream: StreamID, _ kind: Found.Type) async throws -> [Found] {
    try await court.store.load([stream])[stream]?.compactMap { $0.event as? Found } ?? []
  }
  private func rows(_ fen: Int64, _ isMisplaced: Bool) async throws -> [ID<BankReceipt>] {
    try await court.store.read { db in
      try db.query(
        "SELECT id FROM bank_receipts WHERE amount = $1 AND (status = 'misplaced') = $2 ORDER BY id",
        [.int(fen), .int(isMisplaced ? 1 : 0)]
      ).map { ID(raw: $0.int(0)) }
    }
  }
  /// The credit of this sum in suspense.
  private func credit(_ fen: Int64) async throws -> ID<BankReceipt>? {
    for id in try await rows(fen, false) where try await !log(.bankReceipt(id), BankReceiptTaken.self).isEmpty { return id }
    return nil
  }
  private func receipt(_ fen: Int64, of matter: Int) async throws -> ID<Receipt>? {
    try await log(.caseAccount(cases[matter]), ReceiptBooked.self).first { $0.amount.fen == fen }?.receipt
  }
  private func sending(_ matter: Int, _ place: Int) async throws -> ID<PartnerRequest>? {
    let sent = try await log(.caseAccount(cases[matter]), PayoutLineSent.self)
    return sent.indices.contains(place) ? sent[place].request : nil
  }
  private func line(_ fits: (BankDay.Line) -> Bool) async throws -> [String: InputValue]? {
    let day: BankDay = try await court.desk.look(at: .bankStatement(ReceiptTests.account, court.clock.now.day))
    guard let id = day.lines.first(where: { fits($0.value) })?.key else { return nil }
    return ["account": .text(ReceiptTests.account), "day": "\(court.clock.now.day)", "line": "\(id)"]
  }
  private static func yuan(_ fen: Int64) -> InputValue { .text("\(Money(fen: fen))") }

  /// What the shell made of it; nil where it was refused, or there is nothing of this name.
  func attempt(_ step: Step) async throws -> CaseDesk.Receipt? {
    do {
      switch step {
      case .credit, .debit, .reverse, .comesBack, .bookReturn: return try await bank(step)
      case .misplace, .misplaceOfCluster, .confirm, .decline: return try await misplaced(step)
      case .recover, .propose, .pass, .giveBack, .send, .answer: return try await payout(step)
      case .join, .draft, .approve, .sendBack: return try await together(step)
      default: return try await suspense(step)
      }
    } catch CaseDesk.Failure.refused, CaseDesk.Failure.conflict, CaseDesk.Failure.faults { return nil }
  }

  private func take(_ line: InputValue, _ paper: String) async throws -> CaseDesk.Receipt {
    try await court.attempt("receipts.take", ReceiptTests.fields(court, [line], paper: paper), by: .machine)
  }
  /// What the bank says, and what the cashier makes of it.
  private func bank(_ step: Step) async throws -> CaseDesk.Receipt? {
    switch step {
    case .credit(let fen, let place):
      let account =
        switch place {
        case .matter(let matter): SubAccount.number(of: cases[matter])
        case .cluster: SubAccount.number(of: cluster)
        case .nobody: ""
        }
      let number = "AK20260529\(10_000_000 + fen)"
      return try await take(ReceiptTests.line("\(Money(fen: fen))", number, subAccount: account), "notice")
    case .debit(let fen):
      return try await take(
        ReceiptTests.line("\(Money(fen: fen))", "CZ20260529\(10_000_000 + fen)", side: "debit", text: "冲账"), "statement")
    case .reverse(let fen, let place):
      guard let line = try await line({ $0.side == .debit && $0.amount.fen == fen }) else { return nil }
      var (matter, named) = ("", "")
      switch place {
      case .matter(let index):
        guard let id = try await receipt(fen, of: index) else { return nil }
        (matter, named) = ("\(cases[index])", "\(id)")
      default:
        guard let id = try await credit(fen) else { return nil }
        named = "\(id)"
      }
      return try await court.attempt(
        "receipts.reverse", line.merging(["case": .text(matter), "receipt": .text(named), "reason": "冲账"]) { $1 },
        by: court.cashier)
    case .comesBack(let matter, let place):
      guard let request = try await sending(matter, place) else { return nil }
      let asked = try await log(.partnerRequest(request), PartnerRequested.self).first
      let more: [String: InputValue] = ["payment": "\(request)", "isReturn": "true"]
      return try await take(
        ReceiptTests.line(
          "\(asked?.amount ?? .zero)", "RT20260529\(10_000 * (matter + 1) + place)", number: "6222000099990000", text: "退汇",
          more: more), "statement")
    case .bookReturn(let matter, let place):
      guard let request = try await sending(matter, place) else { return nil }
      guard let line = try await line({ $0.isReturn && $0.payment == "\(request)" }) else { return nil }
      return try await court.attempt("reconciliation.bookLine", line, by: court.cashier)
    default: return nil
    }
  }

  private func misplaced(_ step: Step) async throws -> CaseDesk.Receipt? {
    switch step {
    case .misplace(let matter, let fen):
      guard let id = try await receipt(fen, of: matter) else { return nil }
      return try await court.attempt(
        "funds.proposeMisplaced", ["case": "\(cases[matter])", "receipt": "\(id)", "reason": "误汇"], by: court.cashier)
    case .misplaceOfCluster(let credit, let fen):
      let booked = try await log(.cluster(cluster), ClusterReceiptBooked.self).first { $0.amount.fen == credit }
      guard let id = booked?.booking else { return nil }
      return try await court.attempt(
        "cluster.proposeMisplaced",
        ["cluster": "\(cluster)", "receipt": "\(id)", "amount": Self.yuan(fen), "reason": "误汇"], by: court.cashier)
    case .confirm(let fen), .decline(let fen):
      guard let id = try await rows(fen, true).first else { return nil }
      let name = if case .confirm = step { "receipts.confirmMisplaced" } else { "receipts.declineMisplaced" }
      return try await court.attempt(name, ["receipt": "\(id)", "reason": "再查"], by: court.chief)
    default: return nil
    }
  }

  private func payout(_ step: Step) async throws -> CaseDesk.Receipt? {
    func on(_ name: String, _ matter: Int, _ place: Int, by actor: Actor) async throws -> CaseDesk.Receipt? {
      let known = try await log(.caseAccount(cases[matter]), PayoutProposed.self)
      guard known.indices.contains(place) else { return nil }
      return try await court.attempt(
        name, ["case": "\(cases[matter])", "payout": "\(known[place].payout)", "reason": "重算"], by: actor)
    }
    switch step {
    case .recover(let matter):
      return try await court.attempt("receipts.recoverReversed", ["case": "\(cases[matter])"], by: court.cashier)
    case .propose(let matter):
      return try await court.attempt("funds.proposePayout", ["case": "\(cases[matter])"], by: court.assistant)
    case .pass(let matter, let place, let gate):
      let name =
        switch gate {
        case .supervision: "funds.supervisePayout"
        case .approval: "funds.approvePayout"
        case .release: "funds.releasePayout"
        }
      return try await on(name, matter, place, by: court.keeper(of: gate))
    case .giveBack(let matter, let place): return try await on("funds.returnPayout", matter, place, by: court.chief)
    case .send(let matter, let place): return try await on("funds.sendPayout", matter, place, by: court.cashier)
    case .answer(let matter, let place, let done):
      return try await answers(try await sending(matter, place), done, "p\(matter)-\(place)-\(done)")
    default: return nil
    }
  }
  private func answers(_ request: ID<PartnerRequest>?, _ done: Bool, _ name: String) async throws -> CaseDesk.Receipt? {
    guard let request else { return nil }
    return try await court.attempt(
      "partners.recordAnswer",
      [
        "request": "\(request)", "unit": "courtBank", "outcome": done ? "done" : "failed", "answerID": .text(name),
        "answeredAt": "\(court.clock.now)", "reason": "busy",
      ], by: court.bank)
  }

  private func together(_ step: Step) async throws -> CaseDesk.Receipt? {
    let of: [String: InputValue] = ["cluster": "\(cluster)", "reason": "再核"]
    switch step {
    case .join(let matter):
      let file = try await court.desk.look(at: cases[matter], actor: .machine, court: court.court).caseFile(cases[matter])
      return try await court.attempt(
        "cluster.addCases", of.merging(["numbers": .text(file.number)]) { $1 }, by: court.chief)
    case .draft: return try await court.attempt("cluster.draftDivision", of, by: handler)
    case .approve: return try await court.attempt("cluster.approveDivision", of, by: court.chief)
    default: return try await court.attempt("cluster.returnDivision", of, by: court.chief)
    }
  }

  /// What people do with a credit in suspense.
  private func suspense(_ step: Step) async throws -> CaseDesk.Receipt? {
    func on(_ fen: Int64, _ name: String, _ fields: [String: InputValue], by actor: Actor) async throws -> CaseDesk.Receipt? {
      guard let id = try await credit(fen) else { return nil }
      return try await court.attempt(name, fields.merging(["receipt": "\(id)", "reason": "核实"]) { $1 }, by: actor)
    }
    switch step {
    case .match(let fen, let matter, let part):
      guard let id = try await credit(fen) else { return nil }
      return try await court.attempt(
        "receipts.match", ReceiptTests.match(id, [("\(cases[matter])", "\(Money(fen: part))")]), by: court.cashier)
    case .undoMatch(let fen, let part):
      guard let id = try await credit(fen) else { return nil }
      let match = try await log(.bankReceipt(id), BankReceiptMatched.self).first { $0.amount.fen == part }?.receipt
      return try await on(fen, "receipts.undoMatch", ["match": "\(match ?? ID(raw: 0))"], by: court.supervisor)
    case .matchCluster(let fen, let part):
      return try await on(
        fen, "receipts.matchCluster", ["cluster": "\(cluster)", "amount": Self.yuan(part), "note": "认领"], by: court.cashier)
    case .undoClusterMatch(let fen, let part):
      guard let id = try await credit(fen) else { return nil }
      let match = try await log(.bankReceipt(id), BankReceiptToCluster.self).first { $0.amount.fen == part }?.booking
      return try await on(fen, "receipts.undoClusterMatch", ["match": "\(match ?? ID(raw: 0))"], by: court.supervisor)
    case .refund(let fen, let act, let byChief):
      let by = act == "propose" ? court.cashier : byChief ? court.chief : court.supervisor
      return try await on(fen, "receipts.\(act)Refund", [:], by: by)
    case .refundAnswer(let fen, let place, let done):
      guard let id = try await credit(fen) else { return nil }
      let sent = try await log(.bankReceipt(id), RefundSent.self)
      return try await answers(sent.indices.contains(place) ? sent[place].request : nil, done, "r\(fen)-\(place)")
    case .keepDeposit(let fen, let matter, let part):
      return try await on(
        fen, "receipts.keepDeposit",
        ["case": "\(cases[matter])", "kind": "bid", "amount": Self.yuan(part), "note": "保证金"], by: court.supervisor)
    case .releaseDeposit(let fen, let part, let way):
      guard let id = try await credit(fen) else { return nil }
      let kept = try await log(.bankReceipt(id), DepositKept.self).first { $0.amount.fen == part }?.deposit
      guard let kept else { return nil }
      return try await on(fen, "receipts.releaseDeposit", ["deposit": "\(kept)", "way": .text(way)], by: court.chief)
    case .fillFund(let fen, let part):
      return try await on(fen, "aid.fillFund", ["amount": Self.yuan(part)], by: court.supervisor)
    case .undoFill(let fen): return try await on(fen, "aid.undoFill", [:], by: court.supervisor)
    default: return nil
    }
  }
}
