import Basics
import Casework
import EnforcementLaw
import TestSupport
import Testing

@testable import Enforcement

@Suite("A paper's life before its seal") struct PaperLifeTests {
  /// A judge, an assistant, a team lead, a bureau chief and a president, and a draft of the assistant's.
  private struct Drafted {
    let court: RuleCourt
    let caseID: ID<CaseFile>
    let people: [Role: Actor]
    let paper: ID<Paper>

    init(_ kind: PaperKind = .enforcementNotice) async throws {
      let start = try #require(Day(2025, 3, 3))
      court = try RuleCourt(at: Instant(start, hour: 9))
      var people: [Role: Actor] = [:]
      for role in [Role.officer, .judge, .assistant, .clerk, .teamLead, .bureauChief, .president] {
        people[role] = try await court.staff(role.title.zh, [role])
      }
      self.people = people
      caseID = try await court.fileCase("88", claims: [(.principal, .yuan(50_000), "")], confirmed: false)
      paper = try #require(try await court.look(at: caseID).caseFile(caseID).papers.unsigned.first { $0.kind == kind }?.id)
    }
    var file: CaseFile { get async throws { try await court.look(at: caseID).caseFile(caseID) } }
    var state: Papers.PaperState { get async throws { try #require(try await file.papers.all[paper]) } }

    @discardableResult
    func does(_ command: String, _ fields: [String: InputValue] = [:], by role: Role) async throws -> String? {
      let own: [String: InputValue] = ["case": "\(caseID)", "paper": "\(paper)"]
      let actor = role == .machine ? Actor.machine : try #require(people[role])
      let verdict = try await court.attempt(command, own.merging(fields) { _, given in given }, by: actor)
      try await court.settle()
      return verdict.code
    }
    func edit(_ text: String, base: Int, changed: Int = 0, confirmed: Bool = false) async throws -> String? {
      try await does(
        "papers.edit",
        [
          "text": .text(text), "blocks": "[]", "base": .text("\(base)"), "changedData": .text("\(changed)"),
          "confirmed": confirmed ? "true" : "false",
        ], by: .clerk)
    }
    func checked(_ version: Int, faults: Int = 0) async throws -> String? {
      try await does("papers.recordCheck", ["version": .text("\(version)"), "faults": .text("\(faults)")], by: .machine)
    }
  }

  @Test("Each edit is a version of its own; who edits an older one is told, and particulars change only when that is meant")
  func versions() async throws {
    let draft = try await Drafted()
    #expect(try await draft.edit("甲", base: 0) == nil)
    #expect(try await draft.state.life.version == 1)
    #expect(try await draft.edit("乙", base: 0) == "textMoved")
    #expect(try await draft.edit("乙", base: 1, changed: 2) == "dataChanged")
    #expect(try await draft.edit("乙", base: 1, changed: 2, confirmed: true) == nil)
    let text = try #require(try await draft.state.life.text)
    #expect(text.content.version == 2 && text.changedData == 2)
    let kept = try await draft.court.store.open([text.content])
    #expect(kept[text.content]?.fields["text"] == "乙")
  }

  @Test("An edited text is signed only after a check of that very version found no fault")
  func checks() async throws {
    let draft = try await Drafted()
    #expect(try await draft.edit("甲", base: 0) == nil)
    #expect(try await draft.does("papers.sign", by: .judge) == "notChecked")
    #expect(try await draft.does("papers.recordCheck", ["version": "1", "faults": "0"], by: .clerk) == "notYourRole")
    #expect(try await draft.checked(1, faults: 2) == nil)
    #expect(try await draft.does("papers.sign", by: .judge) == "notChecked")
    #expect(try await draft.does("papers.submit", by: .officer) == "notChecked")
    #expect(try await draft.edit("乙", base: 1) == nil)
    #expect(try await draft.checked(1) == "textMoved")
    #expect(try await draft.checked(2) == nil)
    #expect(try await draft.does("papers.sign", by: .judge) == nil)
    #expect(try await draft.edit("丙", base: 2) == "notADraft")
  }

  @Test("A submitted paper passes its steps in order, each by another person; it is sent back with a reason and comes again")
  func approval() async throws {
    let draft = try await Drafted()
    #expect(try await draft.does("papers.approve", by: .teamLead) == "nothingToApprove")
    #expect(try await draft.does("papers.submit", ["note": "请审批"], by: .officer) == nil)
    #expect(try await draft.state.life.approval?.steps == [.teamLead, .bureauChief])
    #expect(try await draft.does("papers.submit", by: .officer) == "inApproval")
    #expect(try await draft.edit("甲", base: 0) == "inApproval")
    #expect(try await draft.does("papers.sign", by: .judge) == "notApproved")
    #expect(try await draft.does("papers.approve", by: .bureauChief) == "notYourStep")
    #expect(try await draft.does("papers.approve", by: .teamLead) == nil)
    #expect(try await draft.does("papers.approve", by: .teamLead) == "notYourStep")
    #expect(try await draft.does("papers.sendBack", ["reason": "期限写错"], by: .teamLead) == "notYourStep")
    #expect(try await draft.does("papers.sendBack", ["reason": "期限写错"], by: .bureauChief) == nil)
    #expect(try await draft.state.life.approval == nil)
    #expect(try await draft.state.life.sentBack != nil)
    #expect(try await draft.does("papers.submit", by: .officer) == nil)
    for role in [Role.teamLead, .bureauChief] { #expect(try await draft.does("papers.approve", by: role) == nil) }
    #expect(try await draft.does("papers.sign", by: .judge) == nil)
    let stage = try await draft.state.stage
    #expect(stage == .served || stage == .sealed)
  }

  @Test("A kind whose steps the court names is not signed without its form, unless the court says that the signer alone suffices")
  func namedSteps() async throws {
    let draft = try await Drafted()
    let state = try await draft.state
    func refusal(_ approvals: String) throws -> String? {
      var settings = CourtSettings.standard
      try settings.set("paperApprovals", to: approvals, origin: "test")
      do throws(Refusal) {
        try state.mayBeSigned(settings)
        return nil
      } catch {
        return error.code
      }
    }
    #expect(try refusal("enforcementNotice=teamLead; *=bureauChief") == "notApproved")
    #expect(try refusal("enforcementNotice=signer; *=bureauChief") == nil)
    #expect(try refusal("*=bureauChief") == nil, "as delivered: nobody has to be asked, and whoever is asked has to agree")
    #expect(try refusal("enforcementNotice=teamlead") == "notApproved", "a word that is no role lets nobody sign")
    let steps = CourtSettings.standard.usualApprovers
    #expect(steps == [.teamLead, .bureauChief])
  }

  @Test("Settings name who approves each kind; a court that names nobody asks for nothing")
  func settings() throws {
    var settings = CourtSettings.standard
    #expect(settings.approvers(of: .listingDecision) == nil && settings.usualApprovers == [.teamLead, .bureauChief])
    try settings.set("paperApprovals", to: "listingDecision=teamLead>bureauChief>vicePresident; *=bureauChief", origin: "test")
    #expect(settings.approvers(of: .listingDecision) == [.teamLead, .bureauChief, .vicePresident])
    #expect(settings.approvers(of: .controlRuling) == nil && settings.usualApprovers == [.bureauChief])
    #expect(throws: LawRefusal.self) { try settings.set("paperApprovals", to: "listingDecision", origin: "test") }
    try settings.set("panelPapers", to: "terminationRuling, releaseRuling", origin: "test")
    #expect(settings.panelPapers == ["terminationRuling", "releaseRuling"])
    #expect(CourtSettings.spec("panelPapers")?.text(in: settings) == "terminationRuling,releaseRuling")
  }

  @Test("The panel has three members, one of them a judge who presides; its majority binds the signature")
  func panel() async throws {
    func members(_ draft: Drafted, _ votes: [Bool], of roles: [Role] = [.judge, .bureauChief, .president]) throws -> InputValue {
      let staff = roles.compactMap { draft.people[$0]?.staff }
      return .list(
        votes.enumerated().map { index, agrees in
          .object([
            "staff": "\(staff[index])", "agrees": agrees ? "true" : "false", "presides": index == 0 ? "true" : "false",
            "opinion": "意见",
          ])
        })
    }
    let draft = try await Drafted()
    #expect(try await draft.does("papers.recordPanel", ["members": try members(draft, [true, true])], by: .judge) == "panelSize")
    let mixed = try members(draft, [true, true, true], of: [.judge, .officer, .president])
    #expect(try await draft.does("papers.recordPanel", ["members": mixed], by: .judge) == "presidesJudge", "judges only")
    #expect(try await draft.does("papers.recordPanel", ["members": try members(draft, [true, false, false])], by: .judge) == nil)
    #expect(try await draft.does("papers.sign", by: .judge) == "panelAgainst")
    #expect(
      try await draft.does("papers.recordPanel", ["members": try members(draft, [true, true, true])], by: .judge)
        == "panelRecorded")
    let other = try await Drafted()
    #expect(try await other.does("papers.recordPanel", ["members": try members(other, [true, false, true])], by: .clerk) == nil)
    #expect(try await other.does("papers.sign", by: .judge) == nil)
  }

  @Test("A paper sealed by hand waits for its scan, which is then what is kept and served")
  func handSeal() async throws {
    let draft = try await Drafted()
    let scan: [String: InputValue] = ["sha256": "ab", "pages": "2", "fileID": "17", "fileDigest": "cd"]
    #expect(try await draft.does("papers.chooseHandSeal", by: .clerk) == nil)
    #expect(try await draft.does("papers.sealByHand", scan, by: .clerk) == "notSigned")
    #expect(try await draft.does("papers.sign", by: .judge) == nil)
    #expect(try await draft.state.stage == .signed)
    #expect(try await draft.does("papers.sealByHand", scan, by: .clerk) == nil)
    let sealed = try #require(try await draft.state.sealed)
    #expect(sealed.sha256 == "ab" && sealed.code.isEmpty && sealed.pages == 2)
    let debtor = try #require(try await draft.file.debtors.first?.person)
    #expect(try await draft.file.unserved(on: debtor).map(\.id) == [draft.paper])
    let machine = try await Drafted(.propertyReportOrder)
    #expect(try await machine.does("papers.sign", by: .judge) == nil)
    #expect(try await machine.does("papers.sealByHand", scan, by: .clerk) == "notADraft")
  }

  @Test("A sealed paper is recalled while it is still here; once it left, only a correcting ruling helps")
  func recall() async throws {
    let draft = try await Drafted()
    #expect(try await draft.does("papers.recall", ["reason": "金额写错"], by: .judge) == "nothingToRecall")
    #expect(try await draft.does("papers.sign", by: .judge) == nil)
    #expect(try await draft.does("papers.recall", ["reason": "金额写错"], by: .clerk) == "notYourRole")
    #expect(try await draft.does("papers.recall", ["reason": "金额写错"], by: .judge) == nil)
    #expect(try await draft.state.stage == .withdrawn)
    let debtor = try #require(try await draft.file.debtors.first?.person)
    #expect(try await draft.file.unserved(on: debtor).isEmpty)
    #expect(try await draft.file.service.list.map(\.status) == [.recalled])
    // What was recalled is drafted anew.
    #expect(try await draft.does("papers.draftOpening", by: .clerk) == nil)
    let again = try #require(try await draft.file.papers.latest(.enforcementNotice))
    #expect(again.id != draft.paper && again.stage == .draft)
    let sent = try await Drafted(.propertyReportOrder)
    #expect(try await sent.does("papers.sign", by: .judge) == nil)
    let receiver = try #require(try await sent.file.debtors.first?.person)
    let letter: [String: InputValue] = [
      "to": "\(receiver)", "way": "mail", "on": "\(sent.court.clock.now.day)", "tracking": "EMS123456789",
    ]
    #expect(try await sent.does("service.send", letter, by: .clerk) == nil)
    #expect(try await sent.does("papers.recall", ["reason": "金额写错"], by: .judge) == "hasLeft")
  }
}
