import Basics
import Casework
import Enforcement
import EnforcementLaw
import Foundation
import Testing

@testable import Web

@Suite("Warnings, news and figures that open what they count", .serialized)
struct WorkPageTests {
  @Test("A count of the desk is exact wherever the rows shown go beyond it, and never “0+”")
  func deskCounts() {
    let now = Instant(PageCourt.today, hour: 9)
    func rows(_ hours: [Int64?]) -> [DeskRow] {
      hours.map {
        DeskRow(
          node: ID(raw: 1), key: "a", due: $0.map { now.adding(hours: $0) }, owner: .officer, warnings: 0, caseID: ID(raw: 2),
          number: "", livelihood: false, debtors: [])
      }
    }
    let tomorrow = Instant(PageCourt.today + 1)
    let early = rows([-9, -8, 1, 50])
    #expect(DeskPage.due(before: now, early, max: 4) == .exactly(2), "the cut is behind what is counted")
    #expect(DeskPage.due(from: now, before: tomorrow, early, max: 4) == .exactly(1))
    let late = rows([-9, -8, -7, -6])
    #expect(DeskPage.due(before: now, late, max: 4) == .atLeast(4))
    #expect(DeskPage.due(from: now, before: tomorrow, late, max: 4) == nil, "nothing is known of what was cut off")
    #expect(DeskPage.due(from: now, before: tomorrow, late, max: 5) == .exactly(0))
    #expect(DeskPage.due(before: now, rows([-1, nil]), max: 2) == .exactly(1), "what has no clock comes last")
    #expect(DeskPage.due(before: now, rows([50, 60]), max: 2) == .exactly(0))
  }

  private static var now: Instant { Instant(PageCourt.today, hour: 9, minute: 30) }

  /// The number of rows that a page's list says it has.
  private func total(_ text: String) throws -> Int {
    let part = try #require(text.split(separator: "· 共 ").dropFirst().first)
    return try #require(Int(part.prefix { $0.isNumber }))
  }
  /// The first figure with this label: its address and its number.
  private func figure(_ label: String, _ text: String) throws -> (path: String, number: String) {
    for part in text.components(separatedBy: "<li><a class=\"figure").dropFirst() {
      let tile = part.components(separatedBy: "</li>")[0]
      guard tile.contains("<span>\(label)</span>") else { continue }
      let path = try #require(tile.components(separatedBy: "href=\"").dropFirst().first).prefix { $0 != "\"" }
      let number = try #require(tile.components(separatedBy: "<b>").dropFirst().first).components(separatedBy: "</b>")[0]
      let plain = number.replacing(/<[^>]*>/, with: "").replacing("■ ", with: "")
      return (String(path).replacing("&amp;", with: "&"), String(plain))
    }
    throw NoFigure(label: label)
  }
  struct NoFigure: Error { let label: String }

  private func node(
    _ key: String, due: Instant?, owner: Role, _ court: PageCourt, in id: ID<CaseFile>, warned level: Int = 0
  ) async throws -> ID<ProcessNode> {
    let node = court.services.desk.ids.next(ProcessNode.self)
    let opened = NodeOpened(
      node: node, key: key, subject: nil, due: due, reasons: nil, settingsVersion: "test", owner: owner, warnAt: [])
    let warnings = (1...3).filter { $0 <= level }.map { NodeWarned(node: node, key: key, level: $0, overdue: true) }
    try await court.write([opened] + warnings, to: .caseFile(id))
    return node
  }

  @Test("A warning stands on the desks of those it was escalated to, until one of them deals with it and says how")
  func warnings() async throws {
    try await PageCourt.serve { court in
      let over = WorkPageTests.now.adding(hours: -2)
      _ = try await node("interviewDebtor", due: over, owner: .officer, court, in: court.liCase, warned: 1)
      let second = try await node("caseLimit", due: over, owner: .officer, court, in: court.sunCase, warned: 3)
      let handler = try #require(try await court.file(court.sunCase).triage.handler)
      let members = try await StaffNames(services: court.services).all()
      let name = try #require(members.first { $0.id == handler }?.name)
      let own = try await court.signIn(name == "执行甲" ? "officer" : "judge")
      let act = "/cases/\(court.sunCase)/do/process.handleWarning?node=\(second)"
      for visitor in [own, try await court.signIn("lead"), try await court.signIn("centre")] {
        let desk = try await visitor.get("/").text
        #expect(desk.contains("href=\"\(act)\"") && desk.contains("三级 · 指挥中心"))
        #expect(Markup(HTML(raw: desk)).faults == [])
      }
      #expect(!(try await court.signIn("lead").get("/").text.contains("一级 · 承办")))
      #expect(!(try await court.signIn("filing").get("/").text.contains(act)))

      let centre = try await court.signIn("centre")
      let form = try await centre.get(act)
      #expect(form.text.contains("value=\"\(second)\" selected"))
      let done = try await centre.post(
        "/cases/\(court.sunCase)/do/process.handleWarning",
        [("csrf", form.csrf), ("node", "\(second)"), ("reason", "已约谈承办人，本周内完成")])
      #expect(done.status == 303)
      #expect(!(try await centre.get("/").text.contains(act)))
      #expect(try await centre.get("/cases/\(court.sunCase)").text.contains("已约谈承办人，本周内完成"))
    }
  }

  @Test("News are in the order of the answers, of the handler's own cases, and say the outcome and the sum")
  func news() async throws {
    try await PageCourt.serve { court in
      let file = try await court.file(court.sunCase)
      let debtor = try #require(file.debtors.first?.person)
      let handler = try #require(file.triage.handler)
      let other = try #require(try await court.file(court.liCase).triage.handler)
      // The older request is answered later.
      for (hours, amount, id) in [(Int64(3), Int64(123_456), court.sunCase), (1, 777_700, court.liCase)] {
        let request = court.services.desk.ids.next(PartnerRequest.self)
        let sent = PartnerRequested(
          caseID: id, unit: "bankA", action: .query, person: debtor, vault: [], deadline: WorkPageTests.now.adding(hours: 48))
        try await court.write([sent], to: .partnerRequest(request), at: WorkPageTests.now.adding(hours: -hours - 5))
        try await court.answer(
          request, of: id, debtor: debtor, found: Money(fen: amount), at: WorkPageTests.now.adding(hours: hours - 4))
      }
      let centre = try await court.signIn("centre").get("/").text
      let late = try #require(centre.range(of: "1,234.56")).lowerBound
      let early = try #require(centre.range(of: "7,777.00")).lowerBound
      #expect(late < early && centre.contains("办妥"))
      let members = try await StaffNames(services: court.services).all()
      let mine = try #require(members.first { $0.id == handler }?.name) == "执行甲" ? "officer" : "judge"
      let desk = try await court.signIn(mine).get("/").text
      #expect(desk.contains("1,234.56"))
      let judges = [file.triage.judge, try await court.file(court.liCase).triage.judge]
      if other != handler, judges[1] != handler { #expect(!desk.contains("7,777.00")) }
    }
  }

  @Test("Each figure of the wall opens a list with exactly as many rows")
  func wall() async throws {
    try await PageCourt.serve { court in
      let request = court.services.desk.ids.next(PartnerRequest.self)
      let debtor = try #require(try await court.file(court.sunCase).debtors.first?.person)
      let payout = court.services.desk.ids.next(Enforcement.Payout.self)
      let line = PayoutLine(id: court.services.desk.ids.next(), kind: .fee, payee: nil, amount: Money(fen: 90_000), vault: nil)
      let yesterday = WorkPageTests.now.adding(hours: -24)
      _ = try await node("visitOnSite", due: WorkPageTests.now.adding(hours: 3), owner: .bailiff, court, in: court.sunCase)
      _ = try await node("caseLimit", due: yesterday, owner: .officer, court, in: court.sunCase)
      _ = try await node("caseLimit", due: yesterday, owner: .officer, court, in: court.liCase)
      try await court.write(
        [PaperDrafted(paper: court.services.desk.ids.next(), kind: .controlRuling)], to: .caseFile(court.liCase))
      try await court.write(
        [PartnerRequested(caseID: court.sunCase, unit: "bankA", action: .query, person: debtor, vault: [], deadline: yesterday)],
        to: .partnerRequest(request), at: yesterday)
      try await court.answer(request, of: court.sunCase, debtor: debtor, found: Money(fen: 100), at: WorkPageTests.now)
      let receipt = ReceiptBooked(
        receipt: court.services.desk.ids.next(), amount: Money(fen: 90_000), source: .debtor, bankLineDigest: "line-1",
        vault: VaultRef(id: court.services.desk.ids.next(), version: 1, digest: "00"), payBy: PageCourt.today + 30,
        reasons: Reasons("R2.1-N22"))
      try await court.write([receipt], to: .caseAccount(court.sunCase), at: yesterday)
      try await court.write(
        [PayoutProposed(payout: payout, lines: [line], reasons: [])], to: .caseAccount(court.sunCase), at: yesterday)
      try await court.write([PayoutSettled(payout: payout)], to: .caseAccount(court.sunCase))

      let centre = try await court.signIn("centre")
      let wall = try await centre.get("/wall")
      #expect(Markup(HTML(raw: wall.text)).faults == [])
      for label in ["今日立案", "在办案件", "超期节点", "今日到期", "外勤任务", "待签文书", "今日协查请求", "今日反馈"] {
        let figure = try figure(label, wall.text)
        let page = try await centre.get(figure.path)
        #expect(page.status == 200, "\(label)")
        if figure.number == "0" {
          #expect(page.text.contains("· 共 0"), "\(label)")
        } else {
          #expect(try total(page.text) == Int(figure.number), "\(label) \(figure.path)")
        }
      }
      #expect(try figure("外勤任务", wall.text).number == "1")
      #expect(try figure("今日反馈", wall.text).number == "1")
      let paid = try figure("今日发放（元）", wall.text)
      let list = try await centre.get(paid.path).text
      #expect(paid.number == "900.00" && list.contains("900.00") && list.contains("已发放"))
      #expect(!(try await centre.get("/cashier?kind=settled&on=\(PageCourt.today - 1)").text.contains("已发放</td>")))
      #expect(
        wall.text.contains("href=\"/nodes?owner=bailiff\"") && wall.text.contains("href=\"/nodes?owner=officer&amp;due=over\""))
    }
  }

  @Test(
    "A failed answer and a rejected one are both behind the figure that counts them; a request that waits can be given up by a button"
  )
  func centre() async throws {
    try await PageCourt.serve { court in
      let debtor = try #require(try await court.file(court.sunCase).debtors.first?.person)
      for outcome in [PartnerOutcome.failed, .rejected, .done] {
        let request = court.services.desk.ids.next(PartnerRequest.self)
        try await court.ask(request, of: court.sunCase, debtor: debtor)
        try await court.answer(request, of: court.sunCase, debtor: debtor, outcome: outcome, found: nil, at: WorkPageTests.now)
      }
      let waiting = court.services.desk.ids.next(PartnerRequest.self)
      try await court.ask(waiting, of: court.sunCase, debtor: debtor)
      let centre = try await court.signIn("centre")
      let page = try await centre.get("/search-centre").text
      let bad = try figure("反馈为失败或拒绝", page)
      #expect(bad.number == "2")
      #expect(try total(try await centre.get(bad.path).text) == 2)
      let path = "/cases/\(court.sunCase)/do/partners.giveUp"
      for shown in [page, try await centre.get("/cases/\(court.sunCase)").text] {
        #expect(shown.contains("href=\"\(path)?request=\(waiting)\""))
      }
      let form = try await centre.get("\(path)?request=\(waiting)")
      #expect(form.text.contains("value=\"\(waiting)\" selected") && form.text.contains("孙远舟"))
      let given = try await centre.post(
        path, [("csrf", form.csrf), ("request", "\(waiting)"), ("reason", "offline"), ("confirmed", "1")])
      #expect(given.status == 303)
      #expect(try total(try await centre.get("/search-centre?status=givenUp").text) == 1)
    }
  }

  @Test("A file holds every row, is marked with who took it, and is recorded; so is each look, for the auditor to read")
  func exports() async throws {
    try await PageCourt.serve { court in
      let officer = try await court.signIn("officer")
      let file = try await officer.get("/cases?status=open&format=csv&limit=1").text
      #expect(file.contains("孙远舟") && file.contains("李若水") && file.contains("导出：执行甲") && file.contains("共 2 行"))
      #expect(try await officer.get("/nodes?format=csv").text.contains("导出：执行甲"))
      let debtor = try #require(try await court.file(court.sunCase).debtors.first?.person)
      let page = try await officer.get("/cases/\(court.sunCase)")
      _ = try await officer.post("/cases/\(court.sunCase)/parties/\(debtor)", [("csrf", page.csrf), ("reason", "核对送达地址")])
      #expect(try await officer.get("/looks").status == 403)
      let auditor = try await court.signIn("auditor")
      let looks = try await auditor.get("/looks").text
      #expect(looks.contains("核对送达地址") && looks.contains("执行甲") && looks.contains("孙某") && !looks.contains("孙远舟"))
      let exports = try await auditor.get("/looks?kind=exports").text
      #expect(exports.contains("cases") && exports.contains("status=open") && exports.contains("nodes"))
      #expect(Markup(HTML(raw: exports)).faults == [])
    }
  }
}

extension PageCourt {
  func ask(_ request: ID<PartnerRequest>, of id: ID<CaseFile>, debtor: ID<Person>) async throws {
    let deadline = services.desk.clock.now.adding(hours: 48)
    try await write(
      [PartnerRequested(caseID: id, unit: "bankA", action: .query, person: debtor, vault: [], deadline: deadline)],
      to: .partnerRequest(request))
  }

  /// A unit's answer with what it brings about, in one transaction.
  func answer(
    _ request: ID<PartnerRequest>, of id: ID<CaseFile>, debtor: ID<Person>, outcome: PartnerOutcome = .done, found: Money?,
    at: Instant
  ) async throws {
    let vault = VaultRef(id: services.desk.ids.next(), version: 1, digest: "00")
    var decided: [StreamEvents] = []
    func add(_ stream: StreamID, _ events: [any Event]) async throws {
      let version = try await services.desk.store.load([stream])[stream]?.last?.meta.version ?? 0
      decided.append(StreamEvents(stream: stream, expected: version, events: events))
    }
    try await add(
      .partnerRequest(request),
      [PartnerAnswered(caseID: id, answerID: "a-\(request)", outcome: outcome, answeredAt: at, vault: vault)])
    if let found {
      try await add(
        .caseFile(id),
        [
          PropertyFound(
            property: services.desk.ids.next(), kind: .deposit, unit: "bankA", debtor: debtor, value: found, exempt: .zero,
            vault: vault, request: request)
        ])
    }
    try await write(decided, at: at)
  }
}
