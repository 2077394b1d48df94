import Basics
import Casework
import Enforcement
import TestSupport
import Testing

/// A court of two teams, and a case of the first.
private struct TeamCourt {
  let court: RuleCourt
  let caseID: ID<CaseFile>
  let handler: Actor
  let judge: Actor
  /// Of the handler's team, and of the other, by role.
  private(set) var own: [Role: Actor] = [:]
  private(set) var others: [Role: Actor] = [:]

  init(teams: (own: String, other: String) = ("一队", "二队")) async throws {
    guard let start = Day(2025, 3, 3) else { throw RuleCourt.Failure.endless }
    court = try RuleCourt(at: Instant(start, hour: 9))
    handler = try await court.staff("承办", [.officer], team: teams.own)
    judge = try await court.staff("法官", [.judge], team: teams.own)
    caseID = try await court.fileCase("1", claims: [(.principal, .yuan(1_000), "")])
    for role in Role.ofCase.sorted(by: { $0.rawValue < $1.rawValue }) {
      own[role] = try await court.staff("本队\(role)", [role], team: teams.own)
      others[role] = try await court.staff("他队\(role)", [role], team: teams.other)
    }
  }

  func refusal(_ type: any CaseCommand.Type, _ actor: Actor) async throws -> String? {
    let situation = try await court.look(at: caseID, by: actor)
    do throws(Refusal) { try type.allowed(in: situation, situation.caseFile(caseID)) } catch { return error.code }
    return nil
  }
}

@Suite("Rights end at the case")
struct AuthorityTests {
  private static let commands = commandCatalogue.values.compactMap { $0 as? any CaseCommand.Type }.sorted { $0.name < $1.name }

  @Test("A stranger with the right role is refused in another's case, the case's own people never are")
  func strangers() async throws {
    let matter = try await TeamCourt()
    var refused = 0
    for type in AuthorityTests.commands where type.reach == .ownCases {
      for role in type.roles.intersection(Role.ofCase) {
        let stranger = try #require(matter.others[role])
        #expect(try await matter.refusal(type, stranger) == "notOnCase", "\(type.name) by a strange \(role)")
        refused += 1
      }
      if type.roles.contains(.officer) {
        #expect(try await matter.refusal(type, matter.handler) != "notOnCase", "\(type.name) by the handler")
      }
      if type.roles.contains(.judge) {
        #expect(try await matter.refusal(type, matter.judge) != "notOnCase", "\(type.name) by the case's judge")
      }
    }
    #expect(refused > 250)
  }

  @Test("Assistants, clerks and leads share the cases of their team; judges and officers do not")
  func teams() async throws {
    let matter = try await TeamCourt()
    for type in AuthorityTests.commands where type.reach == .ownCases {
      for role in type.roles.intersection(Role.ofCase) {
        let shares = [.assistant, .clerk, .teamLead].contains(role)
        let code = try await matter.refusal(type, try #require(matter.own[role]))
        #expect((code == "notOnCase") != shares, "\(type.name) by \(role) of the team: \(code ?? "allowed")")
      }
    }
  }

  @Test("Where the court keeps no teams, every assistant and clerk may; every other judge still may not")
  func noTeams() async throws {
    let matter = try await TeamCourt(teams: ("", ""))
    for type in AuthorityTests.commands where type.reach == .ownCases {
      for role in type.roles.intersection(Role.ofCase) {
        let code = try await matter.refusal(type, try #require(matter.others[role]))
        #expect((code == "notOnCase") == [.judge, .officer].contains(role), "\(type.name) by \(role)")
      }
    }
  }

  @Test("An office of the court acts in whosever case, and before there is a handler the role suffices")
  func offices() async throws {
    let matter = try await TeamCourt()
    for role in Role.ofStaff where !Role.ofCase.contains(role) {
      let person = try await matter.court.staff("岗\(role)", [role])
      for type in AuthorityTests.commands where type.roles.contains(role) {
        #expect(try await matter.refusal(type, person) != "notOnCase", "\(type.name) by \(role)")
      }
    }
    let situation = try await matter.court.look(at: matter.caseID, by: try #require(matter.others[.judge]))
    try Authority.onCase(as: [.judge], in: situation, CaseFile())
  }

  @Test("Who stands in for the handler acts in his cases as long as he is away, and no longer")
  func substitutes() async throws {
    let matter = try await TeamCourt()
    let substitute = try #require(matter.others[.officer])
    #expect(try await matter.refusal(RecordInterview.self, substitute) == "notOnCase")
    let absence: [String: InputValue] = [
      "staff": "\(try #require(matter.handler.staff))", "from": "2025-03-03", "until": "2025-03-04",
      "substitute": "\(try #require(substitute.staff))",
    ]
    _ = try await matter.court.attempt("organisation.recordAbsence", absence, by: matter.handler)
    #expect(try await matter.refusal(RecordInterview.self, substitute) == nil)
    guard let later = Day(2025, 3, 6) else { return }
    try await matter.court.advance(to: Instant(later, hour: 9))
    #expect(try await matter.refusal(RecordInterview.self, substitute) == "notOnCase")
  }

  @Test("A ruling is signed by the case's judge, not by another; the refusal says who may")
  func signatures() async throws {
    let matter = try await TeamCourt()
    let drafted = try await matter.court.attempt(
      "seizure.draftRuling", ["case": "\(matter.caseID)", "kinds": .list(["deposit"])], by: matter.handler)
    let paper = try #require(drafted.events.compactMap { $0 as? PaperDrafted }.first { $0.kind == .controlRuling }?.paper)
    let sign: [String: InputValue] = ["case": "\(matter.caseID)", "paper": "\(paper)"]
    for stranger in [matter.others[.judge], matter.own[.judge]].compactMap({ $0 }) {
      guard case .refused(let refusal) = try await matter.court.attempt("papers.sign", sign, by: stranger) else {
        Issue.record("a stranger signed")
        continue
      }
      #expect(refusal.code == "notOnCase" && refusal.message.zh.contains("本案员额法官"), "\(refusal.message.zh)")
    }
    #expect(try await matter.court.attempt("papers.sign", sign, by: matter.judge).code == nil)
  }

  @Test("Where the case's judge drafted what a second person signs, another judge does")
  func secondJudge() async throws {
    let matter = try await TeamCourt()
    let lead = try #require(matter.own[.teamLead])
    let judge = try #require(matter.judge.staff)
    let absence: [String: InputValue] = [
      "staff": "\(try #require(matter.handler.staff))", "from": "2025-03-03", "until": "2025-03-04", "substitute": "\(judge)",
    ]
    #expect(try await matter.court.attempt("organisation.recordAbsence", absence, by: lead).code == nil)
    let drafted = try await matter.court.attempt(
      "seizure.draftRuling", ["case": "\(matter.caseID)", "kinds": .list(["deposit"])], by: matter.judge)
    let paper = try #require(drafted.events.compactMap { $0 as? PaperDrafted }.first { $0.kind == .controlRuling }?.paper)
    let sign: [String: InputValue] = ["case": "\(matter.caseID)", "paper": "\(paper)"]
    #expect(try await matter.court.attempt("papers.sign", sign, by: matter.judge).code == "secondPerson")
    #expect(try await matter.court.attempt("papers.sign", sign, by: try #require(matter.others[.judge])).code == nil)
  }

  @Test("What is open to everyone with the role is few and known")
  func optedOut() {
    let open = AuthorityTests.commands.filter { $0.reach == .anyCase && !$0.roles.isDisjoint(with: Role.ofCase) }.map { $0.name }
    #expect(
      open == [
        "clues.register", "papers.sign", "papers.withdraw", "reception.logCall", "remedies.acceptSecurity", "remedies.appeal",
        "remedies.askPartyChange", "remedies.claimThing", "remedies.draftRuling", "remedies.endSuit", "remedies.hear",
        "remedies.notify", "remedies.object", "remedies.recordDecision", "remedies.sendUp", "remedies.serve", "remedies.sue",
      ])
  }
}
