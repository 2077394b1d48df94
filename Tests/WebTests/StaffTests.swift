import Basics
import Casework
import Enforcement
import Foundation
import Testing

@testable import Web

@Suite("The administrator's work", .serialized)
struct StaffTests {
  private func hire(_ court: PageCourt) async throws -> PageVisitor {
    let desk = StaffDesk(
      desk: court.services.desk, signIns: court.store, court: court.services.court, realClock: court.services.realClock)
    try await desk.add(
      signIn: "admin", name: "管理甲", roles: ["administrator"], password: PageCourt.password, by: .machine)
    return try await court.signIn("admin")
  }

  @Test("An administrator adds a member who then signs in; others do not see the page")
  func adding() async throws {
    try await PageCourt.serve { court in
      let admin = try await hire(court)
      let page = try await admin.get("/staff")
      #expect(page.status == 200 && page.text.contains("officer") && page.text.contains("href=\"/staff\""))
      #expect(Markup(HTML(raw: page.text)).faults == [])
      #expect(try await court.signIn("officer").get("/staff").status == 403)
      let fields = [
        ("signIn", "clerk"), ("name", "书记甲"), ("roles", "clerk"), ("csrf", page.csrf), ("password", "short"),
      ]
      let refused = try await admin.post("/staff", fields)
      #expect(refused.status == 422 && refused.text.contains("密码至少 10 位") && refused.text.contains("value=\"clerk\""))
      let added = try await admin.post("/staff", fields.dropLast() + [("password", PageCourt.password)])
      #expect(added.status == 303)
      _ = try await court.signIn("clerk")
      let twice = try await admin.post("/staff", fields.dropLast() + [("password", PageCourt.password)])
      #expect(twice.status == 422 && twice.text.contains("登录名 clerk 已存在"))
    }
  }

  @Test("Nobody is given the machine's role, a unit's or a party's, and who had it in an old log has it no more")
  func outsiders() async throws {
    try await PageCourt.serve { court in
      let admin = try await hire(court)
      let csrf = try await admin.get("/staff").csrf
      for role in ["machine", "partner", "party"] {
        let refused = try await admin.post(
          "/staff",
          [("signIn", "x\(role)"), ("name", "某某"), ("roles", role), ("csrf", csrf), ("password", PageCourt.password)])
        #expect(refused.status == 422, "\(role)")
        await #expect(throws: CaseDesk.Failure.self) {
          try await court.services.desk.attempt(
            CommandCall("organisation.addStaff", ["name": "某某", "signIn": "y", "roles": .list([.text(role)])]), by: .machine,
            court: court.services.court)
        }
      }
      let joined = StaffJoined(
        staff: ID(raw: 4711), roles: [.machine, .clerk], team: "",
        vault: VaultRef(id: ID(raw: 4712), version: 1, digest: String(repeating: "0", count: 64)))
      #expect(joined.roles.filter(Role.ofStaff.contains) == [.clerk])
    }
  }

  @Test("A one-time password signs in once: seen over a shoulder it is worth nothing")
  func oneTime() async throws {
    try await PageCourt.serve { court in
      let admin = try await hire(court)
      let csrf = try await admin.get("/staff").csrf
      let secret = "JBSWY3DPEHPK3PXPJBSWY3DP"
      #expect(try await admin.post("/staff/sign-in", [("signIn", "officer"), ("totp", secret), ("csrf", csrf)]).status == 303)
      let visitor = PageVisitor(port: court.port)
      func code(_ ago: Int64) throws -> String {
        try #require(Passwords.totpCode(secret: secret, now: court.services.realClock.now.adding(seconds: -ago)))
      }
      func signIn(_ code: String) async throws -> Int {
        try await visitor.post("/sign-in", [("signIn", "officer"), ("password", PageCourt.password), ("code", code)]).status
      }
      #expect(try await signIn(try code(90)) == 401, "too old")
      #expect(try await signIn(try code(30)) == 303, "of the half minute before")
      #expect(try await signIn(try code(30)) == 401, "used")
      #expect(try await signIn(try code(0)) == 303)
      #expect(try await signIn(try code(0)) == 401, "used")
      let program = try await visitor.send(
        "POST", "/api/sign-in", "application/json",
        Array("{\"signIn\":\"officer\",\"password\":\"\(PageCourt.password)\",\"code\":\"\(try code(0))\"}".utf8),
        type: "application/json")
      #expect(program.status == 401, "for programs as well")
    }
  }

  @Test("A reset password signs out, the old one no longer fits, and a disabled member does not get in")
  func resetting() async throws {
    try await PageCourt.serve { court in
      let admin = try await hire(court)
      let officer = try await court.signIn("officer")
      let csrf = try await admin.get("/staff").csrf
      let reset = [("signIn", "officer"), ("password", "another long password"), ("csrf", csrf)]
      #expect(try await admin.post("/staff/sign-in", reset).status == 303)
      #expect(try await officer.get("/cases").headers["location"]?.hasPrefix("/sign-in") == true)
      let visitor = PageVisitor(port: court.port)
      #expect(try await visitor.post("/sign-in", [("signIn", "officer"), ("password", PageCourt.password)]).status == 401)
      let again = [("signIn", "officer"), ("password", "another long password")]
      #expect(try await visitor.post("/sign-in", again).status == 303)
      let totp = [("signIn", "officer"), ("totp", "JBSWY3DPEHPK3PXPJBSWY3DP"), ("csrf", csrf)]
      #expect(try await admin.post("/staff/sign-in", totp).status == 303)
      #expect(try await visitor.post("/sign-in", again).status == 401, "the one-time password is asked for")
      let judge = try await court.signIn("judge")
      #expect(try await admin.post("/staff/roles", [("signIn", "judge"), ("csrf", csrf)]).status == 303)
      #expect(try await judge.get("/cases").headers["location"]?.hasPrefix("/sign-in") == true)
      let staff = try await admin.get("/api/staff", accept: "application/json").text
      #expect(staff.contains("\"active\":false") && staff.contains("\"usesSecond\":true"))
    }
  }
}
