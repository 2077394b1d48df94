import Basics
import Casework
import Enforcement
import Foundation
import Testing

@testable import Web

@Suite("What is offered to a person is of his own cases", .serialized)
struct OwnCasesTests {
  @Test("The desk, the list and the API count for signature only what the person may sign")
  func signatures() async throws {
    try await PageCourt.serve { court in
      let desk = court.services.desk
      let code = court.services.court
      for id in [court.sunCase, court.liCase] {
        try await desk.attempt(CommandCall("papers.draftOpening", ["case": "\(id)"]), by: .machine, court: code)
      }
      let stranger: [String: InputValue] = ["name": "执行乙", "signIn": "second", "roles": .list(["officer"])]
      try await desk.attempt(CommandCall("organisation.addStaff", stranger), by: .machine, court: code)
      let all = try await court.services.reads.drafts(nil, court: code, after: nil, limit: 100).rows
      #expect(all.count >= 6)
      for (staff, member) in try await desk.organisation(code).staff {
        let actor = Actor(.staff(staff), roles: member.roles)
        var own: [ID<Paper>] = []
        for paper in all {
          let situation = try await desk.look(at: paper.caseID, actor: actor, court: code)
          do throws(Refusal) {
            try Authority.onCase(as: paper.kind.signers, in: situation, situation.caseFile(paper.caseID))
            own.append(paper.id)
          } catch { continue }
        }
        let found = try await court.services.reads.drafts(
          try await desk.signatory(actor, court: code), court: code, after: nil, limit: 100)
        #expect(found.rows.map(\.id) == own.sorted() && found.total == own.count, "\(member.roles)")
        if let second = own.first, let rest = own.dropFirst().first {
          let after = try await court.services.reads.drafts(
            try await desk.signatory(actor, court: code), court: code, after: second, limit: 1)
          #expect(after.rows.map(\.id) == [rest])
        }
      }
      let handler = try #require(try await court.file(court.sunCase).triage.handler)
      let roles = try #require(try await desk.organisation(code).staff[handler]).roles
      let visitor = try await court.signIn(roles.contains(.officer) ? "officer" : "judge")
      let list = try await visitor.get("/papers").text
      #expect(list.contains("/cases/\(court.sunCase)/do/papers.sign"))
      #expect(Markup(HTML(raw: list)).faults == [])
      let wall = try await visitor.get("/papers?all=1").text
      #expect(wall.contains("受理案件通知书") && !wall.contains("签发所选"))
    }
  }

  @Test("Another's case: its page folds every act away and says for whom it is, the form is closed and the attempt refused")
  func another() async throws {
    try await PageCourt.serve { court in
      let desk = court.services.desk
      let triage = try await court.file(court.sunCase).triage
      let lead = Actor(.machine, roles: [.machine])
      var third: ID<StaffMember>?
      for (name, role) in [("执行乙", "officer"), ("法官乙", "judge")] {
        let joined = try await desk.attempt(
          CommandCall("organisation.addStaff", ["name": .text(name), "signIn": .text(name), "roles": .list([.text(role)])]),
          by: lead, court: court.services.court)
        if role == "officer" { third = joined.appended.flatMap(\.events).compactMap { $0 as? StaffJoined }.first?.staff }
      }
      // The case goes to newcomers, so that those who can sign in are strangers to it.
      let handed: [String: InputValue] = [
        "from": "\(try #require(triage.handler))", "to": "\(try #require(third))", "cases": .list(["\(court.sunCase)"]),
        "reason": "调整",
      ]
      let chief = Actor(.machine, roles: [.bureauChief])
      try await desk.attempt(CommandCall("triage.handOver", handed), by: chief, court: court.services.court)
      let now = try await court.file(court.sunCase).triage
      let organisation = try await desk.organisation(court.services.court)
      let signIns = [("officer", Role.officer), ("judge", .judge)].filter { _, role in
        organisation.members(role).first.map { $0 != now.handler && $0 != now.judge } ?? false
      }
      #expect(!signIns.isEmpty)
      for (name, _) in signIns {
        let visitor = try await court.signIn(name)
        let page = try await visitor.get("/cases/\(court.sunCase)")
        #expect(page.status == 200 && page.text.contains("案件由他人承办") && page.text.contains("您不是本案的办案人员"))
        #expect(Markup(HTML(raw: page.text)).faults == [])
        let form = try await visitor.get("/cases/\(court.sunCase)/do/search.addClue")
        #expect(form.status == 403 && form.text.contains("您不是本案的办案人员"))
        let api = try await visitor.get("/api/cases/\(court.sunCase)/commands", accept: "application/json").text
        #expect(api.contains("您不是本案的办案人员") || api.contains("You are not on this case"))
      }
    }
  }

  @Test("What is due stands first on the case page, everything else under headings; each act of the line is known")
  func groups() async throws {
    try await PageCourt.serve { court in
      let nodes = court.services.desk.books.process.nodes
      for (node, acts) in NodeActs.acts {
        #expect(nodes[node] != nil, "\(node)")
        for act in acts { #expect(commandCatalogue[act] is any CaseCommand.Type, "\(node): \(act)") }
      }
      let grouped = NodeActs.groups.flatMap(\.capabilities)
      #expect(Set(grouped).count == grouped.count)
      for (name, type) in commandCatalogue where type is any CaseCommand.Type && type.roles != [.machine] {
        #expect(grouped.contains { name.hasPrefix($0 + ".") }, "\(name) stands under no heading")
      }
      let handler = try #require(try await court.file(court.sunCase).triage.handler)
      let roles = try #require(try await court.services.desk.organisation(court.services.court).staff[handler]).roles
      let page = try await court.signIn(roles.contains(.officer) ? "officer" : "judge").get("/cases/\(court.sunCase)").text
      let due = try #require(page.range(of: "<section class=\"actions\"")).lowerBound
      let more = try #require(page.range(of: "<details class=\"more-acts panel\">")).lowerBound
      #expect(due < more && page[more...].contains("<h3>查询与线索</h3>"))
      let first = page[due..<more]
      #expect(first.components(separatedBy: "<li>").count - 1 <= 8)
      #expect(Markup(HTML(raw: page)).faults == [])
    }
  }
}
