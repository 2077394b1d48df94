import Basics
import Casework
import Enforcement
import TestSupport
import Testing

/// Nothing closes over a measure, a restriction, a listing, money, an open debt or an open matter without a recorded reason, whatever
/// people attempt and units answer.
struct ClosingPropertyTests {
  @Test func noClosedCaseHasALiveMeasureRestrictionOrHeldMoneyWithoutReason() async throws {
    var closed = 0
    var closedOverSomething = 0
    var refusedOverSomething = 0
    for seed in UInt64(1)...18 {
      var walk = ClosingWalk(try await RandomCourt(seed: seed &+ 500), seed)
      for _ in 0..<30 { try await walk.step(closing: false) }
      try await walk.payEverything()
      var known: Set<ID<CaseFile>> = []
      for _ in 0..<170 {
        try await walk.step(closing: true)
        for id in try await walk.random.cases() where !known.contains(id) {
          let situation = try await walk.court.look(at: id)
          guard situation.caseFile(id).isClosed else { continue }
          known.insert(id)
          Self.closedFairly(situation, id, "case \(id), seed \(seed), \(walk.trail.suffix(8))")
        }
        for id in try await walk.random.cases() {
          let situation = try await walk.court.look(at: id)
          let left = Standing.unexplained(situation.caseFile(id), situation.account(id))
          #expect(left.isEmpty, "case \(id) is closed over \(left): seed \(seed), \(walk.trail.suffix(8))")
        }
      }
      for id in try await walk.random.cases() {
        let file = try await walk.court.look(at: id).caseFile(id)
        closed += file.isClosed ? 1 : 0
        closedOverSomething += file.closing.closed?.standing?.isEmpty == false ? 1 : 0
      }
      refusedOverSomething += walk.refused
    }
    #expect(closed > 5, "the walks close too few cases to mean something")
    #expect(closedOverSomething > 0 && refusedOverSomething > 0)
  }

  /// As the case stands when it has closed: nothing is owed unless its way of ending says that something is, and what is not over in the
  /// review line is explained beside the rest.
  private static func closedFairly(_ situation: Situation, _ id: ID<CaseFile>, _ at: Comment) {
    let file = situation.caseFile(id)
    guard let closed = file.closing.closed else { return }
    if closed.way == .fullyEnforced {
      let division = try? CaseDebt.division(file, situation.account(id), on: situation.today, law: situation.law)
      #expect(file.performance.isSettledInFull || division?.isPerformed == true, at)
    }
    let explained = Set((closed.standing ?? []).filter { $0.kind == .remedy && $0.reason != nil }.map(\.subject))
    for matter in file.remedies.list where !matter.isOver { #expect(explained.contains("\(matter.id)"), at) }
  }

  @Test func anOpenObjectionIsClosedOverOnlyWithAReason() async throws {
    let court = try await ReviewedCase(frozen: .yuan(200_000))
    let debtor = try #require(try await court.file.debtors.first?.person)
    try await court.does(
      "remedies.object", ["matter": "conduct", "by": "\(debtor)", "text": "执行通知书送达地址有误。"], by: court.filing)
    let credit: [String: InputValue] = ["amount": "600000", "bankLine": "l1", "source": "debtor"]
    try await court.does("funds.bookReceipt", credit, by: .machine)
    let refused = try await court.base.does("closing.submit", by: court.handler)
    guard case .refused(let refusal) = refused else { throw RuleCourt.Failure.notDone("closing.submit") }
    #expect(refusal.code == "notCleared" && refusal.message.zh.contains("1 件异议"))
    try await court.does("closing.submit", ["justification": "异议另案审查，不影响清偿"], by: court.handler)
    try await court.does("closing.review", by: try await court.court.staff("审管", [.trialManagement]))
    try await court.does("closing.approve", by: try await court.court.staff("局长", [.bureauChief]))
    let file = try await court.file
    let matter = try await court.matter
    #expect(file.closing.closed?.standing?.first { $0.kind == .remedy }?.subject == "\(matter.id)")
    #expect(Standing.unexplained(file, try await court.account).allSatisfy { $0.kind != .remedy })
  }

  @Test func whatArisesBetweenSubmissionAndApprovalStopsTheClosing() async throws {
    let matter = try await ControlledCase()
    let (office, chief) = (
      try await matter.court.staff("审管", [.trialManagement]), try await matter.court.staff("局长", [.bureauChief])
    )
    func pays(_ amount: InputValue, _ line: InputValue) async throws {
      let credit: [String: InputValue] = ["amount": amount, "bankLine": line, "source": "debtor"]
      #expect(try await matter.does("funds.bookReceipt", credit, by: .machine).code == nil)
    }
    try await pays("600000", "l1")
    #expect(try await matter.does("closing.submit", by: try await matter.handler).code == "notCleared")
    let why: [String: InputValue] = ["justification": "收款账户待核实，已告知申请执行人"]
    #expect(try await matter.does("closing.submit", why, by: try await matter.handler).code == nil)
    #expect(try await matter.does("closing.review", by: office).code == nil)
    try await pays("10", "l2")
    #expect(try await matter.does("closing.approve", by: chief).code == "standingChanged")
    #expect(try await matter.does("closing.return", ["reason": "又到账"], by: office).code == nil)
    #expect(try await matter.does("closing.submit", why, by: try await matter.handler).code == nil)
    #expect(try await matter.does("closing.review", by: office).code == nil)
    #expect(try await matter.does("closing.approve", by: chief).code == nil)
    let file = try await matter.file
    #expect(file.closing.closed?.standing?.map(\.kind) == [.money])
    #expect(file.closing.closed?.standing?.first?.reason == .justified)
    // What comes in after the closing has its thirty days all the same.
    try await pays("25", "l3")
    #expect(try await matter.file.process.isOpen("payWithin30"))
  }

  @Test func aDraftThatOutlivesItsCaseRestrictsNobody() async throws {
    let matter = try await ControlledCase()
    let president = try await matter.court.staff("院长", [.president])
    let notice = try #require(try await matter.file.papers.unsigned.first { $0.kind == .enforcementNotice })
    _ = try await matter.does("papers.sign", ["paper": "\(notice.id)"], by: matter.judge)
    #expect(try await matter.does("sanctions.draftRestriction", by: matter.assistant).code == nil)
    let credit: [String: InputValue] = ["amount": "600000", "bankLine": "l1", "source": "debtor"]
    _ = try await matter.does("funds.bookReceipt", credit, by: .machine)
    let office = try await matter.court.staff("审管", [.trialManagement])
    let chief = try await matter.court.staff("局长", [.bureauChief])
    _ = try await matter.does("closing.submit", ["justification": "账户待核实"], by: try await matter.handler)
    _ = try await matter.does("closing.review", by: office)
    #expect(try await matter.does("closing.approve", by: chief).code == nil)
    let order = try #require(try await matter.file.papers.unsigned.first { $0.kind == .consumptionRestriction })
    #expect(try await matter.does("papers.sign", ["paper": "\(order.id)"], by: president).code == "caseClosed")
    #expect(try await matter.file.sanctions.liveRestrictions.isEmpty)
  }

  @Test func severalFreezesAreReleasedEachInPartByOnePaperThatSaysWhy() async throws {
    let matter = try await ControlledCase()
    try await matter.finds(.yuan(200_000), at: "bankA", account: "a")
    try await matter.finds(.yuan(100_000), at: "bankB", account: "b")
    try await matter.freezes()
    for bank in ["bankA", "bankB"] {
      let freeze = try await matter.request(.freeze, to: bank)
      try await matter.frozen(freeze, try #require(freeze.requested.amount))
    }
    let live = try await matter.file.seizure.live
    func parts(_ keeps: [Money]) -> InputValue {
      .list(zip(live, keeps).map { .object(["measure": "\($0.id)", "keep": "\($1)"]) })
    }
    let why: InputValue = "被执行人提供担保并经申请执行人同意"
    let tooMuch: [String: InputValue] = ["ground": "security", "reason": why, "parts": parts([.yuan(9_000_000), .zero])]
    #expect(try await matter.does("seizure.draftRelease", tooMuch, by: matter.assistant).code == "keepOutOfRange")
    let release: [String: InputValue] = ["ground": "security", "reason": why, "parts": parts([.yuan(50_000), .zero])]
    #expect(try await matter.does("seizure.draftRelease", release, by: matter.assistant).code == nil)
    try await matter.signs(.releaseRuling)
    for (bank, left) in [("bankA", Money.yuan(50_000)), ("bankB", .zero)] {
      let asked = try await matter.request(.release, to: bank)
      #expect(asked.requested.amount == left)
      try await matter.answers(asked, .done, ["amount": "\(left)"])
    }
    let after = try await matter.file.seizure.live
    #expect(after.map(\.amount) == [.yuan(50_000)])
  }

  @Test func aMeasureIsRenewedInTimeOrTheReasonSaysWhyNot() async throws {
    let matter = try await ControlledCase()
    try await matter.finds(.yuan(900_000), at: "bankA", account: "a")
    try await matter.freezes()
    let freeze = try await matter.request(.freeze)
    try await matter.frozen(freeze, try #require(freeze.requested.amount))
    let measure = try #require(try await matter.file.seizure.live.first)
    let chosen: [String: InputValue] = ["measures": .list(["\(measure.id)"])]
    func drafts() async throws -> String? {
      try await matter.does("seizure.draftRenewal", chosen, by: matter.assistant).code
    }
    #expect(try await drafts() == "nothingToRenew")
    try await matter.court.advance(to: Instant(measure.until + -59, hour: 8))
    // The machine drafted it when the first alert was due.
    let situation = try await matter.court.look(at: matter.caseID, by: matter.assistant)
    let obstacle = DraftRenewal.obstacle(measure.id, situation.caseFile(matter.caseID), situation)
    #expect(obstacle?.code == "renewalDrafted")
    try await matter.signs(.renewalRuling)
    try await matter.answers(try await matter.request(.renew), .done)
    #expect(try await matter.file.seizure.live.first?.until == measure.until.adding(months: 12))
  }
}

extension ControlledCase {
  var handler: Actor {
    get async throws { Actor(.staff(try #require(try await file.triage.handler)), roles: [.officer]) }
  }
}

/// A random court that pays its debts and then tries to close.
struct ClosingWalk {
  var random: RandomCourt
  private var dice: SeededDice
  private(set) var trail: [String] = []
  /// Closings refused because something stood.
  private(set) var refused = 0
  private var lines = 0
  var court: RuleCourt { random.court }

  init(_ random: RandomCourt, _ seed: UInt64) {
    self.random = random
    dice = SeededDice(seed &+ 9_000)
  }

  mutating func step(closing: Bool) async throws {
    if closing && dice.chance(65) {
      try await close()
    } else {
      _ = try await random.step()
      trail.append(random.trail.last ?? "")
    }
    try await court.settle()
  }

  /// Every debtor pays what is owed and a little more.
  mutating func payEverything() async throws {
    for id in try await random.cases() {
      let situation = try await court.look(at: id)
      let owed = CaseDebt.stillOwed(situation.caseFile(id), situation.account(id), on: situation.today, law: situation.law)
      try await credit(id, owed.total + dice.money(100_000, 90_000_000))
    }
    try await court.settle()
  }

  private mutating func credit(_ id: ID<CaseFile>, _ amount: Money) async throws {
    lines += 1
    try await act("funds.bookReceipt", id, ["amount": "\(amount)", "bankLine": "c\(lines)", "source": "debtor"], by: .machine)
  }

  @discardableResult private mutating func act(
    _ command: String, _ id: ID<CaseFile>, _ fields: [String: InputValue] = [:], by actor: Actor
  ) async throws -> RuleCourt.Verdict {
    let verdict = try await court.attempt(command, fields.merging(["case": "\(id)"]) { $1 }, by: actor)
    trail.append("\(command) \(verdict.code ?? "done")")
    if verdict.code == "notCleared" || verdict.code == "standingChanged" { refused += 1 }
    return verdict
  }

  private mutating func close() async throws {
    guard let id = dice.pick(try await random.cases()) else { return }
    let situation = try await court.look(at: id)
    let file = situation.caseFile(id)
    if let payout = situation.account(id).openPayouts.first, dice.chance(50) {
      try await act("funds.returnPayout", id, ["payout": "\(payout.id)", "reason": "重算"], by: someone(.bureauChief))
      return
    }
    func someone(_ role: Role) -> Actor { random.people.first { $0.has(role) } ?? .machine }
    switch dice.roll(100) {
    case 0..<25:
      guard let paper = dice.pick(file.papers.unsigned),
        let signer = dice.pick(random.people.filter { !$0.roles.isDisjoint(with: paper.kind.signers) })
      else { return }
      try await act("papers.sign", id, ["paper": "\(paper.id)"], by: signer)
    case 25..<50:
      guard let handler = file.triage.handler, let own = random.people.first(where: { $0.staff == handler }) else { return }
      try await act("closing.submit", id, dice.chance(75) ? ["justification": "已说明"] : [:], by: own)
    case 50..<68: try await act("closing.review", id, by: someone(.trialManagement))
    case 68..<88:
      let verdict = try await act("closing.approve", id, by: someone(.bureauChief))
      if verdict.code == "standingChanged" {
        try await act("closing.return", id, ["reason": "补正"], by: someone(.trialManagement))
      }
    case 88..<91: try await act("closing.return", id, ["reason": "补正"], by: someone(.trialManagement))
    case 91..<95: try await credit(id, dice.money(1, 500_000))
    default: try await court.advance(to: court.clock.now.adding(hours: Int64(dice.roll(100))))
    }
  }
}
