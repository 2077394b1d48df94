import Basics
import Casework
import Enforcement
import EnforcementLaw
import TestSupport
import Testing

/// A case whose debtor has agreed to nothing, with a sealed notice and report order that wait to be served.
struct ServedCase {
  let court: RuleCourt
  let caseID: ID<CaseFile>
  let judge: Actor
  let clerk: Actor
  let officer: Actor

  init() async throws {
    let start = try #require(Day(2025, 3, 3))
    court = try RuleCourt(at: Instant(start, hour: 9))
    officer = try await court.staff("执行员", [.officer])
    judge = try await court.staff("法官", [.judge])
    clerk = try await court.staff("书记员", [.clerk])
    _ = try await court.staff("助理", [.assistant])
    caseID = try await court.fileCase("77", claims: [(.principal, .yuan(50_000), "")], confirmed: false)
    for kind in [PaperKind.enforcementNotice, .propertyReportOrder] {
      let paper = try #require(try await file.papers.unsigned.first { $0.kind == kind })
      #expect(try await does("papers.sign", ["paper": "\(paper.id)"], by: judge) == nil)
    }
  }

  var file: CaseFile { get async throws { try await court.look(at: caseID).caseFile(caseID) } }
  var debtor: ID<Person> { get async throws { try #require(try await file.debtors.first?.person) } }
  var today: Day { court.clock.now.day }
  func paper(_ kind: PaperKind) async throws -> Papers.PaperState { try #require(try await file.papers.latest(kind)) }
  func delivery(_ kind: PaperKind) async throws -> Delivery {
    try await file.delivery(try await paper(kind), try await debtor)
  }

  /// The refusal's code; nil where it was done.
  @discardableResult
  func does(_ command: String, _ fields: [String: InputValue], by actor: Actor) async throws -> String? {
    let verdict = try await court.attempt(command, fields.merging(["case": "\(caseID)"]) { own, _ in own }, by: actor)
    try await court.settle()
    return verdict.code
  }
}

@Suite("Service") struct ServiceTests {
  @Test("A paper that cannot be served electronically waits in the register, and its node until every receiver has it")
  func waits() async throws {
    let matter = try await ServedCase()
    let debtor = try await matter.debtor
    #expect(try await matter.file.unserved(on: debtor).map(\.kind) == [.enforcementNotice, .propertyReportOrder])
    #expect(try await matter.delivery(.propertyReportOrder).status == .due)
    // The notice has its own node; the order opens that of other papers.
    let opened = try await matter.file.process
    #expect(opened.isOpen("serveDebtor") && opened.isOpen("serveEachPaper"))
    for kind in [PaperKind.enforcementNotice, .propertyReportOrder] {
      let served: [String: InputValue] = [
        "paper": "\(try await matter.paper(kind).id)", "to": "\(debtor)", "way": "direct", "on": "\(matter.today)",
      ]
      #expect(try await matter.does("papers.recordService", served, by: matter.clerk) == nil)
      #expect(try await matter.does("papers.recordService", served, by: matter.clerk) == "alreadyServed")
    }
    let file = try await matter.file
    #expect(
      !file.process.isOpen("serveDebtor") && !file.process.isOpen("serveEachPaper") && file.process.isOpen("awaitPropertyReport"))
    #expect(file.unserved(on: debtor).isEmpty)
  }

  @Test("A letter is sent, comes back, is sent again and received: the day on the receipt starts the clocks")
  func letters() async throws {
    let matter = try await ServedCase()
    let debtor = try await matter.debtor
    func send(_ number: String, _ day: Day) async throws -> String? {
      try await matter.does(
        "service.send", ["to": "\(debtor)", "way": "mail", "on": "\(day)", "tracking": .text(number)], by: matter.clerk)
    }
    #expect(try await send("", matter.today) == "required")
    #expect(try await send("短", matter.today) == "tracking")
    #expect(try await send("EMS1 2345-6789", matter.today + 1) == "servedInFuture")
    #expect(try await send("ems1 2345-6789", matter.today) == nil)
    #expect(try await send("EMS123456789", matter.today) == "sentAlready")
    let sent = try await matter.delivery(.enforcementNotice)
    #expect(sent.status == .sent && sent.openTry?.tracking == "EMS123456789")
    try await matter.court.advance(to: Instant(matter.today + 4, hour: 9))
    let back: [String: InputValue] = ["to": "\(debtor)", "why": "moved", "on": "\(matter.today)", "note": "门卫称已搬走"]
    #expect(
      try await matter.does("service.return", back.merging(["deemed": "true"]) { own, _ in own }, by: matter.clerk)
        == "serviceNotProven")
    #expect(try await matter.does("service.return", back, by: matter.clerk) == nil)
    #expect(try await matter.delivery(.enforcementNotice).status == .returned)
    #expect(try await send("EMS987654321", matter.today + -2) == "sentTooEarly")
    #expect(try await send("EMS987654321", matter.today) == nil)
    try await matter.court.advance(to: Instant(matter.today + 3, hour: 9))
    let received = matter.today + -1
    let paper = try await matter.paper(.enforcementNotice)
    let arrived: [String: InputValue] = ["paper": "\(paper.id)", "to": "\(debtor)", "way": "mail", "on": "\(received)"]
    #expect(try await matter.does("papers.recordService", arrived, by: matter.clerk) == nil)
    let delivery = try await matter.delivery(.enforcementNotice)
    #expect(
      delivery.status == .served && delivery.servedOn == received
        && delivery.tries.map(\.tracking) == ["EMS123456789", "EMS987654321"])
    let report = try #require(try await matter.file.process.open.values.first { $0.key == "awaitPropertyReport" }?.due)
    #expect(report.day >= received + 10)
    let served = try #require(try await matter.court.events().compactMap { $0.event as? PaperServed }.last)
    #expect(served.reasons?.citations.map(\.article) == ["91"])
  }

  @Test("The number of a letter belongs to one receiver, whichever cases his papers are of")
  func oneReceiver() async throws {
    let matter = try await ServedCase()
    let letter: [String: InputValue] = [
      "to": "\(try await matter.debtor)", "way": "mail", "on": "\(matter.today)", "tracking": "EMS777777",
    ]
    #expect(try await matter.does("service.send", letter, by: matter.clerk) == nil)
    let other = try await matter.court.fileCase("78", claims: [(.principal, .yuan(50_000), "")], confirmed: false)
    let notice = try #require(
      try await matter.court.look(at: other).caseFile(other).papers.unsigned.first { $0.kind == .enforcementNotice })
    let signed = try await matter.court.attempt(
      "papers.sign", ["case": "\(other)", "paper": "\(notice.id)"], by: matter.judge)
    #expect(signed.code == nil)
    try await matter.court.settle()
    let debtor = try #require(try await matter.court.look(at: other).caseFile(other).debtors.first?.person)
    let same = letter.merging(["case": "\(other)", "to": "\(debtor)"]) { $1 }
    #expect(try await matter.court.attempt("service.send", same, by: matter.clerk).code == "letterOfAnother")
    let own = same.merging(["tracking": "EMS777778"]) { $1 }
    #expect(try await matter.court.attempt("service.send", own, by: matter.clerk).code == nil)
    // A number written down for the wrong letter is free again once the letter has its own.
    let right = letter.merging(["tracking": "EMS777779"]) { $1 }
    #expect(try await matter.does("service.send", right, by: matter.clerk) == nil)
    #expect(try await matter.court.attempt("service.send", same, by: matter.clerk).code == nil)
  }

  @Test("Whoever gave a wrong address himself counts as served when the letter comes back from it")
  func deemedOnReturn() async throws {
    let matter = try await ServedCase()
    let debtor = try await matter.debtor
    let address: [String: InputValue] = [
      "party": "\(debtor)", "by": "party", "on": "\(matter.today)", "address": "示例乡远山村66号", "phone": "15400000003",
    ]
    #expect(
      try await matter.does("service.confirmAddress", address.merging(["electronic": "true"]) { own, _ in own }, by: matter.clerk)
        == "required")
    #expect(try await matter.does("service.confirmAddress", address, by: matter.clerk) == nil)
    let letter: [String: InputValue] = ["to": "\(debtor)", "way": "mail", "on": "\(matter.today)", "tracking": "EMS123456789"]
    #expect(try await matter.does("service.send", letter, by: matter.clerk) == nil)
    let back: [String: InputValue] = ["to": "\(debtor)", "why": "refused", "on": "\(matter.today)", "deemed": "true"]
    #expect(try await matter.does("service.return", back, by: matter.clerk) == nil)
    let file = try await matter.file
    #expect(file.papers.isServed(.enforcementNotice, on: debtor) && file.papers.isServed(.propertyReportOrder, on: debtor))
    let served = try #require(try await matter.court.events().compactMap { $0.event as? PaperServed }.last)
    #expect(served.reasons?.citations == [Periods.returnedMail])
  }

  @Test("A paper left at the door needs a witness; a message to an unconfirmed address needs a sign that it was read")
  func proof() async throws {
    let matter = try await ServedCase()
    let debtor = try await matter.debtor
    for (kind, way) in [(PaperKind.enforcementNotice, "left"), (.propertyReportOrder, "electronic")] {
      let fields: [String: InputValue] = [
        "paper": "\(try await matter.paper(kind).id)", "to": "\(debtor)", "way": .text(way), "on": "\(matter.today)",
      ]
      #expect(try await matter.does("papers.recordService", fields, by: matter.clerk) == "serviceNotProven")
      #expect(
        try await matter.does("papers.recordService", fields.merging(["proof": "true"]) { own, _ in own }, by: matter.clerk)
          == nil)
    }
  }

  @Test(
    "A public notice is drafted with its reason, signed, sealed and published; on the thirtieth day the papers count as served")
  func publicNotice() async throws {
    let matter = try await ServedCase()
    let debtor = try await matter.debtor
    let paper = try await matter.paper(.enforcementNotice)
    let short: [String: InputValue] = ["paper": "\(paper.id)", "to": "\(debtor)", "way": "publicNotice", "on": "\(matter.today)"]
    #expect(try await matter.does("papers.recordService", short, by: matter.clerk) == "byNotice")
    let draft: [String: InputValue] = ["to": "\(debtor)", "ground": "otherWaysFailed", "course": "邮寄退回，上门两次无人。"]
    #expect(try await matter.does("service.draftNotice", draft, by: matter.clerk) == "noOtherWayFailed")
    let visit: [String: InputValue] = ["to": "\(debtor)", "why": "absent", "on": "\(matter.today)"]
    #expect(try await matter.does("service.return", visit, by: matter.clerk) == nil)
    #expect(try await matter.does("service.draftNotice", draft, by: matter.clerk) == nil)
    #expect(try await matter.does("service.draftNotice", draft, by: matter.clerk) == "noticeRuns")
    let notice = try await matter.paper(.publicNotice)
    let publish: [String: InputValue] = ["notice": "\(notice.id)", "medium": "courtNetwork", "on": "\(matter.today)"]
    #expect(try await matter.does("service.publish", publish, by: matter.clerk) == "noSuchNotice")
    #expect(try await matter.does("papers.sign", ["paper": "\(notice.id)"], by: matter.officer) == nil)
    #expect(try await matter.does("service.publish", publish, by: matter.clerk) == nil)
    let published = matter.today
    let running = try await matter.file
    #expect(
      running.process.isOpen("publicNoticeService") && !running.process.isOpen("serveDebtor")
        && !running.process.isOpen("awaitPropertyReport"))
    #expect(try await matter.delivery(.enforcementNotice).status == .published)
    // A machine's word alone ends nothing early.
    #expect(try await matter.does("service.deem", ["paper": "\(paper.id)", "to": "\(debtor)"], by: .machine) == nil)
    #expect(try await !matter.file.papers.isServed(.enforcementNotice, on: debtor))
    try await matter.court.advance(to: Instant(published + 29, hour: 23))
    #expect(try await !matter.file.papers.isServed(.enforcementNotice, on: debtor))
    try await matter.court.advance(to: Instant(published + 30, hour: 1))
    let file = try await matter.file
    #expect(file.papers.latest(.enforcementNotice)?.served.map(\.on) == [published + 30])
    #expect(
      file.unserved(on: debtor).isEmpty && !file.process.isOpen("publicNoticeService") && !file.process.isOpen("serveEachPaper"))
    #expect(file.process.isOpen("awaitPropertyReport"))
  }

  @Test("Who comes for the paper while a notice runs is served on that day")
  func cameMeanwhile() async throws {
    let matter = try await ServedCase()
    let debtor = try await matter.debtor
    let draft: [String: InputValue] = ["to": "\(debtor)", "ground": "whereaboutsUnknown", "course": "村委会证明外出多年。"]
    #expect(try await matter.does("service.draftNotice", draft, by: matter.clerk) == nil)
    let notice = try await matter.paper(.publicNotice)
    #expect(try await matter.does("papers.sign", ["paper": "\(notice.id)"], by: matter.officer) == nil)
    let publish: [String: InputValue] = ["notice": "\(notice.id)", "medium": "courtBoard", "on": "\(matter.today)"]
    #expect(try await matter.does("service.publish", publish, by: matter.clerk) == nil)
    try await matter.court.advance(to: Instant(matter.today + 5, hour: 9))
    let came = matter.today
    let paper = try await matter.paper(.enforcementNotice)
    let served: [String: InputValue] = ["paper": "\(paper.id)", "to": "\(debtor)", "way": "direct", "on": "\(came)"]
    #expect(try await matter.does("papers.recordService", served, by: matter.clerk) == nil)
    try await matter.court.advance(to: Instant(came + 40, hour: 9))
    #expect(try await matter.file.papers.latest(.enforcementNotice)?.served.map(\.on) == [came])
    #expect(try await matter.file.papers.latest(.propertyReportOrder)?.served.count == 1)
  }

  @Test("The first interview's node ends when every applicant has an address and an account, whichever came last")
  func reachable() async throws {
    let start = try #require(Day(2025, 3, 3))
    let court = try RuleCourt(at: Instant(start, hour: 9))
    _ = try await court.staff("执行", [.officer])
    _ = try await court.staff("法官", [.judge])
    let clerk = try await court.staff("立案", [.filingClerk, .clerk])
    func application(_ name: String) -> [String: InputValue] {
      [
        "receivedOn": "\(start)", "instrumentNumber": .text("(2024)浙1099民初\(name)号"), "instrumentCourt": "临江市人民法院",
        "instrumentKind": "judgment", "instrumentDate": "2024-11-01", "lastPerformanceDay": "2025-01-01",
        "parties": .list([
          .object(["role": "applicant", "kind": "natural", "name": "苏南星", "idNumber": .text(MadeUp.residentID("苏南星"))]),
          .object(["role": "debtor", "kind": "natural", "name": "欧阳青禾"]),
        ]), "claims": .list([.object(["kind": "principal", "amount": "10000"])]),
      ]
    }
    let verdict = try await court.attempt("filing.submit", application("1"), by: clerk)
    let id = try #require(verdict.events.compactMap { $0 as? ApplicationReceived }.first?.caseID)
    let filed = try await court.attempt("filing.file", ["case": "\(id)"], by: .machine)
    #expect(filed.code == nil, "\(filed)")
    let applicant = try #require(try await court.look(at: id).caseFile(id).applicants.first?.person)
    func isOpen() async throws -> Bool { try await court.look(at: id).caseFile(id).process.isOpen("confirmAddressAndAccount") }
    #expect(try await isOpen())
    let address: [String: InputValue] = [
      "case": "\(id)", "party": "\(applicant)", "by": "party", "on": "\(start)", "address": "示例街道1号", "electronic": "true",
      "electronicAddress": "15400000001",
    ]
    #expect(try await court.attempt("service.confirmAddress", address, by: clerk).code == nil)
    #expect(try await isOpen())
    #expect(try await court.look(at: id).caseFile(id).applicants.first?.confirmedAddress == true)
    let account: [String: InputValue] = [
      "case": "\(id)", "person": "\(applicant)", "payeeName": "苏南星", "payeeAccount": "6222021207000000000", "payeeBank": "示例银行",
    ]
    #expect(try await court.attempt("funds.recordPayee", account, by: clerk).code == nil)
    #expect(try await !isOpen())
  }

  @Test("A slip in a served paper is put right by a ruling that names it and goes to the same receivers")
  func correction() async throws {
    let matter = try await ServedCase()
    let debtor = try await matter.debtor
    let paper = try await matter.paper(.propertyReportOrder)
    let fields: [String: InputValue] = [
      "paper": "\(paper.id)", "corrections": .list([.object(["wrong": "被执行人欧阳清禾", "right": "被执行人欧阳青禾"])]),
    ]
    #expect(try await matter.does("papers.correct", fields, by: matter.officer) == "nothingServed")
    let served: [String: InputValue] = ["paper": "\(paper.id)", "to": "\(debtor)", "way": "direct", "on": "\(matter.today)"]
    #expect(try await matter.does("papers.recordService", served, by: matter.clerk) == nil)
    let notice = try await matter.paper(.enforcementNotice)
    #expect(
      try await matter.does("papers.correct", fields.merging(["paper": "\(notice.id)"]) { _, new in new }, by: matter.officer)
        == "correctBeforeService")
    #expect(try await matter.does("papers.correct", fields, by: matter.officer) == nil)
    #expect(try await matter.does("papers.correct", fields, by: matter.officer) == "correctionDrafted")
    let ruling = try await matter.paper(.correctingRuling)
    #expect(ruling.corrects == paper.id)
    #expect(try await matter.file.papers.all[paper.id]?.correctedBy == [ruling.id])
    #expect(try await matter.does("papers.sign", ["paper": "\(ruling.id)"], by: matter.officer) == "notYourSignature")
    #expect(try await matter.does("papers.sign", ["paper": "\(ruling.id)"], by: matter.judge) == nil)
    #expect(try await matter.file.unserved(on: debtor).contains { $0.id == ruling.id })
  }
}
