import Basics
import Casework
import Enforcement
import EnforcementLaw
import Ledger
import TestSupport
import Testing

@Suite("Putting right")
struct CorrectionTests {
  private let grounds: [String: InputValue] = ["reason": "证件号码录入错误", "evidence": "户籍证明 2025-17 号"]
  private func with(_ fields: [String: InputValue]) -> [String: InputValue] { fields.merging(grounds) { own, _ in own } }

  @Test("A namesake taken for the debtor: what followed is listed and undone one by one, and nothing is taken from him again")
  func namesake() async throws {
    let court = try await ReviewedCase()
    let wrong = try #require(try await court.file.debtors.first).person
    try await court.does("disposal.draftTransferRuling", by: court.base.assistant)
    let draft = try #require(try await court.file.papers.unsigned.first { $0.kind == .transferRuling }).id
    let chief = try await court.court.staff("局长", [.bureauChief])
    let fields = with([
      "wrong": "\(wrong)", "kind": "natural", "name": "被执行人11", "idKind": "other", "idNumber": "R-1",
    ])
    #expect(try await court.attempt("correction.person", fields, by: court.clerk) == "notYourRole")
    try await court.does("correction.person", fields, by: chief)
    let right = try #require(try await court.file.debtors.first).person
    #expect(right != wrong)
    #expect(try await court.file.debtors.count == 1)
    #expect(try await court.file.filing.party(wrong)?.role == .thirdParty)
    let kinds = try await court.file.undoing.list.map(\.kind)
    #expect(kinds.contains(.releaseMeasure) && kinds.contains(.withdrawDraft) && kinds.contains(.replacePaper))
    #expect(kinds.contains(.noticeRightPerson) && kinds.contains(.searchRightPerson))
    // The search for the right one went out by itself.
    let open = try await court.file.undoing.open
    #expect(!open.contains { $0.kind == .searchRightPerson })
    #expect(try await court.file.search.rounds.last?.debtors == [right])
    #expect(try await court.file.search.foundWorth.isEmpty, "what was found is not the debtor's")
    #expect(try await court.attempt("disposal.draftTransferRuling", by: court.handler) != nil)
    // Each closes by its own act.
    try await court.does("papers.withdraw", ["paper": "\(draft)", "reason": "错列当事人"], by: court.base.assistant)
    let handler = try await court.handler
    for kind in [PaperKind.enforcementNotice, .propertyReportOrder] {
      let paper = try #require(try await court.file.papers.unsigned.first { $0.kind == kind })
      #expect(paper.about == ["\(right)"])
      try await court.does("papers.sign", ["paper": "\(paper.id)"], by: handler)
    }
    try await court.does("seizure.draftRelease", ["ground": "thirdPartyOwned", "reason": "财产系案外人所有"], by: court.base.assistant)
    try await court.base.signs(.releaseRuling)
    try await court.base.answers(try await court.base.request(.release), .done)
    let left = try await court.file.undoing.open
    #expect(left.allSatisfy { $0.kind == .tellReceiver }, "\(left.map(\.kind))")
    for task in left {
      #expect(try await court.attempt("correction.explain", ["task": "\(task.id)", "reason": "x"], by: chief) == "secondPerson")
      try await court.does("correction.explain", ["task": "\(task.id)", "reason": "已当面说明"], by: handler)
    }
    #expect(try await court.file.undoing.open.isEmpty)
    #expect(try await !court.file.process.isOpen("undoMistake"))
  }

  @Test("Money taken from another's account is set aside, counts for nothing on the debt, and goes back through the gates")
  func takenFromAnother() async throws {
    let court = try await ReviewedCase()
    try await court.does("disposal.draftTransferRuling", by: court.base.assistant)
    try await court.base.signs(.transferRuling)
    let transfer = try await court.base.request(.transfer)
    let taken = try #require(transfer.requested.amount)
    try await court.base.answers(transfer, .done, ["amount": "\(taken)", "bankLine": "t1"])
    try await court.does("funds.bookReceipt", ["amount": "\(taken)", "bankLine": "t1", "source": "transfer"], by: .machine)
    let owed = try await court.court.look(at: court.base.caseID).stillOwedForTests(court.base.caseID)
    let property = try #require(try await court.file.seizure.measures.values.first).property
    try await court.does(
      "correction.property",
      with(["property": "\(property)", "kind": "natural", "name": "同名人", "idKind": "other", "idNumber": "N-1"]),
      by: court.handler)
    let owner = try #require(try await court.file.filing.parties.last { $0.role == .thirdParty }).person
    #expect(try await court.account.owedBack[owner] == taken)
    let after = try await court.court.look(at: court.base.caseID).stillOwedForTests(court.base.caseID)
    #expect(after > owed, "\(owed) \(after)")
    #expect(try await court.attempt("funds.proposePayout", by: court.handler) == "nothingToPay")
    #expect(try await court.attempt("correction.returnTaken", by: court.handler) == "noPayee")
    try await court.does(
      "funds.recordPayee",
      ["person": "\(owner)", "payeeName": "同名人", "payeeAccount": "6222021207000000018", "payeeBank": "示例银行"], by: court.clerk)
    try await court.does("correction.returnTaken", by: court.handler)
    #expect(try await court.account.openPayouts.first?.lines.map(\.kind) == [.wrongful])
    #expect(try await court.file.undoing.open.contains { $0.kind == .returnMoney }, "not before it is paid")
  }

  @Test("A payment to a wrong account is owed again, recovered by the cashier, and sent only to another account")
  func wrongAccount() async throws {
    let court = try await DistributionCourt(claims: [.yuan(50_000)], proceeds: .yuan(38_500))
    try await court.does("funds.proposePayout")
    try await court.paysOut(court.lead)
    let payout = try #require(try await court.account().payouts.values.first)
    let line = try #require(payout.lines.first { $0.kind == .applicant })
    #expect(payout.status == .settled)
    #expect(try await court.attempt("correction.payment", with(["line": "\(line.id)"]), by: court.cashier).code == "secondPerson")
    try await court.does("correction.payment", with(["line": "\(line.id)"]), by: court.supervisor)
    #expect(try await court.account().paid(.applicant) == .zero)
    #expect(try await court.file().undoing.open.map(\.kind) == [.recoverPayment])
    #expect(try await court.file().process.isOpen("recoverMispaid"))
    #expect(
      try await court.attempt("correction.payment", with(["line": "\(line.id)"]), by: court.supervisor).code == "nothingPaid")
    let fields: [String: InputValue] = ["payout": "\(payout.id)"]
    try await court.does("funds.sendPayout", fields, by: court.cashier)
    #expect(try await court.account().payouts[payout.id]?.lineStatus[line.id] == .held, "not before the money is back")
    #expect(
      try await court.attempt("funds.recordRecovered", ["line": "\(line.id)", "credit": "7"], by: court.supervisor).code
        == "noSuchReceipt")
    let credit: InputValue = .object([
      "side": "credit", "amount": .text("\(line.amount)"), "reference": "AK2026031600000077", "name": "误收人",
      "number": "6222000011112222", "text": "退回",
    ])
    _ = try await court.court.attempt(
      "receipts.take",
      [
        "account": "33050110990001", "day": .text("\(court.court.clock.now.day)"), "paper": "notice", "count": "1",
        "lines": .list([credit]),
      ], by: .machine)
    let taken = try #require(try await court.court.events().last { $0.event is BankReceiptTaken }).meta.stream.key
    try await court.does("funds.recordRecovered", ["line": "\(line.id)", "credit": .text(taken)], by: court.supervisor)
    #expect(try await court.file().undoing.open.isEmpty)
    #expect(try await !court.file().process.isOpen("recoverMispaid"))
    #expect(try await court.attempt("funds.sendPayout", fields, by: court.cashier).code == "gatesAnew")
    #expect(try await court.attempt("funds.proposeAgain", fields).code == "payeeStillWrong")
    let payee = try #require(line.payee)
    try await court.does(
      "persons.confirmPhone", ["party": "\(payee)", "phone": "13800000000", "reason": "核对身份证"], by: court.clerk)
    try await court.does(
      "funds.recordPayee",
      ["person": "\(payee)", "payeeName": "申请人案1-0", "payeeAccount": "6222021207000000075", "payeeBank": "示例银行"], by: court.clerk)
    #expect(try await court.attempt("funds.proposeAgain", fields).code == "payee.unconfirmed")
    try await court.does(
      "funds.confirmPayee", ["person": "\(payee)", "result": "confirmed", "note": "本人确认"], by: court.supervisor)
    try await court.does("funds.proposeAgain", fields)
    #expect(try await court.attempt("funds.sendPayout", fields, by: court.cashier).code == "nothingToSend")
    for (gate, actor) in [("supervise", court.supervisor), ("approve", court.president), ("release", court.cashier)] {
      try await court.does("funds.\(gate)Payout", fields, by: actor)
    }
    let request = try #require(try await court.account().payouts[payout.id]?.requests[line.id]?.last)
    try await court.court.tell(
      "partners.recordAnswer", request, unit: "courtBank",
      [
        "answerID": "again", "outcome": "done", "answeredAt": .text("\(court.court.clock.now)"),
        "amount": .text("\(line.amount)"), "bankLine": "p-again",
      ])
    try await court.court.settle()
    #expect(try await court.account().payouts[payout.id]?.status == .settled)
    try await court.agree("paid again")
    let books = try await court.books()
    #expect(
      LedgerAccount(.costs, "overpaid-\(line.id)").posted(books.balance(LedgerAccount(.costs, "overpaid-\(line.id)"))) == .zero)
  }

  @Test("A claim entered too high: the excess is found, the payout proposed by it goes back, papers that print it are made anew")
  func wrongClaim() async throws {
    let court = try await ReviewedCase(frozen: .yuan(400_000))
    let chief = try await court.court.staff("局长", [.bureauChief])
    #expect(
      try await court.attempt("correction.claim", with(["number": "2", "amount": "5"]), by: chief) == "noSuchClaimItem")
    #expect(
      try await court.attempt("correction.claim", with(["number": "1", "amount": "500000"]), by: chief) == "nothingWrong")
    try await court.does("correction.claim", with(["number": "1", "amount": "50000"]), by: chief)
    #expect(try await court.file.filing.claimed == .yuan(50_000))
    let kinds = Set(try await court.file.undoing.open.map(\.kind))
    #expect(kinds == [.replacePaper, .releaseExcess], "\(kinds)")
    #expect(try await court.file.seizure.excess > .zero)
    // The ruling that lets the excess go closes its task.
    let handler = try await court.handler
    if try await !court.file.papers.unsigned.contains(where: { $0.kind == .releaseRuling }) {
      try await court.does("seizure.draftRelease", ["ground": "excess"], by: court.base.assistant)
    }
    try await court.base.signs(.releaseRuling)
    let release = try await court.base.request(.release)
    try await court.base.answers(release, .done, ["amount": "\(release.requested.amount ?? .zero)"])
    #expect(try await !court.file.undoing.open.contains { $0.kind == .releaseExcess })
    let debtor = try #require(try await court.file.debtors.first).person
    try await court.does("papers.draft", ["kind": "enforcementNotice", "about": "\(debtor)"], by: handler)
    let notice = try #require(try await court.file.papers.unsigned.first { $0.kind == .enforcementNotice })
    try await court.does("papers.sign", ["paper": "\(notice.id)"], by: handler)
    #expect(try await court.file.undoing.open.isEmpty)
  }

  @Test("A receipt booked with a wrong sum is corrected by its difference; what is spoken for is not taken away")
  func wrongReceipt() async throws {
    let court = try await DistributionCourt(claims: [.yuan(50_000)], proceeds: .yuan(38_500))
    let receipt = try #require(try await court.account().receiptOrder.first)
    func corrects(_ amount: String, by actor: Actor) async throws -> String? {
      try await court.attempt("correction.receipt", with(["receipt": "\(receipt)", "amount": .text(amount)]), by: actor).code
    }
    #expect(try await corrects("38500", by: court.supervisor) == "nothingWrong")
    #expect(try await corrects("35800", by: court.cashier) == "notYourRole")
    let chief = try await court.court.staff("局长二", [.bureauChief])
    let which: [String: InputValue] = ["receipt": "\(receipt)"]
    func agrees(_ actor: Actor) async throws -> String? {
      try await court.attempt("correction.confirmReceipt", which, by: actor).code
    }
    #expect(try await agrees(chief) == "noSumProposed")
    #expect(try await corrects("35800", by: court.supervisor) == nil)
    #expect(try await court.account().received == .yuan(38_500), "nothing moves before another person agrees")
    #expect(try await agrees(court.supervisor) == "secondPerson")
    try await court.does("correction.declineReceipt", which.merging(["reason": "回单未附"]) { $1 }, by: chief)
    #expect(try await agrees(chief) == "noSumProposed")
    #expect(try await corrects("1200000", by: court.supervisor) == nil)
    #expect(try await agrees(chief) == "beyondLimit", "money is not made beyond one's limit")
    #expect(try await corrects("35800", by: court.supervisor) == nil)
    #expect(try await agrees(chief) == nil)
    #expect(try await court.account().received == .yuan(35_800))
    try await court.agree("less")
    try await court.does("funds.proposePayout")
    #expect(try await corrects("100", by: court.supervisor) == "receiptSpent")
    #expect(try await corrects("36000", by: court.supervisor) == nil)
    #expect(try await agrees(chief) == nil)
    try await court.agree("more")
    let task = try #require(try await court.file().undoing.open.first)
    #expect(task.kind == .returnPayout)
    let payout = try #require(try await court.account().openPayouts.first)
    try await court.does("funds.returnPayout", ["payout": "\(payout.id)", "reason": "按更正后的数额重新提出"], by: court.supervisor)
    #expect(try await court.file().undoing.open.isEmpty)
    try await court.agree("returned")
  }

  @Test("A faulty paper is made anew; a recalled request stays a task until somebody knows what the unit did")
  func paperAndRequest() async throws {
    let court = try await ReviewedCase()
    let handler = try await court.handler
    let ruling = try #require(try await court.file.seizure.signedRuling).paper
    try await court.does("correction.paper", with(["paper": "\(ruling)"]), by: handler)
    #expect(try await court.file.undoing.open.map(\.kind) == [.replacePaper])
    try await court.does("search.start", by: court.base.searcher)
    let query = try await court.base.request(.query, to: "bankB")
    try await court.does("correction.recall", with(["request": "\(query.id)"]), by: handler)
    #expect(try await court.file.undoing.open.count == 1, "a query leaves nothing to undo")
    #expect(
      try await court.attempt("correction.recall", with(["request": "\(query.id)"]), by: handler) == "requestSettled")
  }

  @Test("A name that was misspelt: the party's papers are made anew and the debtor is searched for under the right one")
  func particulars() async throws {
    let court = try await ReviewedCase()
    let handler = try await court.handler
    let debtor = try #require(try await court.file.debtors.first).person
    #expect(
      try await court.attempt("correction.particulars", with(["party": "\(debtor)"]), by: handler) == "nothingWrong")
    try await court.does("correction.particulars", with(["party": "\(debtor)", "name": "被执行人壹"]), by: handler)
    let kinds = try await court.file.undoing.open.map(\.kind)
    #expect(kinds.contains(.searchRightPerson) && kinds.filter { $0 == .replacePaper }.count >= 3, "\(kinds)")
    try await court.does("search.start", by: court.base.searcher)
    #expect(try await !court.file.undoing.open.contains { $0.kind == .searchRightPerson })
  }
}

extension Situation {
  /// What is still owed in a case.
  func stillOwedForTests(_ id: ID<CaseFile>) -> Money {
    CaseDebt.stillOwed(caseFile(id), account(id), on: today, law: law).total
  }
}
