import Basics
import Casework
import Enforcement
import Foundation
import Testing

@testable import Web

/// What pages and API keep from those whom it is not for, and from those who say what is not so.
@Suite("Guards")
struct GuardTests {
  /// A program that is signed in by a token.
  private struct Program {
    let visitor: PageVisitor
    let bearer: [(String, String)]
    init(_ court: PageCourt, _ name: String) async throws {
      visitor = PageVisitor(port: court.port)
      let answer = try await visitor.send(
        "POST", "/api/sign-in", "application/json", Array(#"{"signIn":"\#(name)","password":"\#(PageCourt.password)"}"#.utf8),
        type: "application/json")
      let token = try JSONText.decode([String: String].self, answer.text.replacing(/"expires":[0-9]+/, with: "\"expires\":\"\""))
      bearer = [("Authorization", "Bearer \(token["token"] ?? "")")]
    }
    func post(_ path: String, _ body: String, key: String? = nil) async throws -> PageVisitor.Answer {
      try await visitor.send(
        "POST", path, "application/json", Array(body.utf8), type: "application/json",
        headers: bearer + (key.map { [("Idempotency-Key", $0)] } ?? []))
    }
  }

  @Test("Whoever sees names masked opens no paper, prints none, and takes no returned rows")
  func masked() async throws {
    try await PageCourt.serve { court in
      let debtor = try #require(try await court.file(court.sunCase).debtors.first?.person)
      let paper = court.services.desk.ids.next(Paper.self)
      try await court.write(
        [PaperDrafted(paper: paper, kind: .enforcementNotice, about: ["\(debtor)"])], to: .caseFile(court.sunCase))
      let auditor = try await court.signIn("auditor")
      let officer = try await court.signIn("officer")
      for path in ["/cases/\(court.sunCase)/papers/\(paper)", "/api/cases/\(court.sunCase)/papers/\(paper)"] {
        #expect(try await auditor.get(path).status == 403, "\(path)")
        #expect(try await officer.get(path).status == 200, "\(path)")
      }
      let csrf = try await auditor.get("/").csrf
      let printed = try await auditor.post("/print", [("csrf", csrf), ("select", "\(court.sunCase)/\(paper)")])
      #expect(printed.status == 403)
    }
  }

  @Test("What goes with a file is not said by the program that asks, and a text changes by its own route")
  func uploads() async throws {
    try await PageCourt.serve { court in
      let program = try await Program(court, "officer")
      let head = #""case":"\#(court.sunCase)","paper":"7""#
      for (name, rest) in [
        ("papers.sealByHand", #""sha256":"zz","pages":"3","fileID":"1","fileDigest":"x""#),
        ("files.attach", #""fileID":"1","sha256":"w","media":"pdf","bytes":"5""#), ("papers.edit", #""changedData":"0""#),
      ] {
        let answer = try await program.post("/api/commands/\(name)", "{\(head),\(rest)}")
        #expect(answer.status == 422 && answer.text.contains("byUpload"), "\(name): \(answer.text)")
      }
    }
  }

  @Test("What a program leaves out of a member's roles stays; a slip is told; the last administrator stays one")
  func staff() async throws {
    try await PageCourt.serve { court in
      let desk = StaffDesk(
        desk: court.services.desk, signIns: court.store, court: court.services.court, realClock: court.services.realClock)
      try await desk.add(
        signIn: "admin", name: "管理甲", roles: ["administrator"], password: PageCourt.password, by: .machine)
      let program = try await Program(court, "admin")
      func isActive() async throws -> Bool? {
        let staff = try await court.services.desk.look(at: ID(raw: 0), actor: .machine, court: court.services.court)
        return try await court.store.account("officer").flatMap { staff.organisation.staff[$0.staff]?.active }
      }
      let changed = try await program.post("/api/staff/roles", #"{"signIn":"officer","roles":["officer"]}"#)
      #expect(changed.status == 200, "\(changed.text)")
      #expect(try await isActive() == true)
      for body in [
        #"{"signIn":"officer","roles":["officer"],"active":"yes"}"#, #"{"signIn":"officer","roles":["officer"],"activ":"true"}"#,
      ] {
        #expect(try await program.post("/api/staff/roles", body).status == 422)
      }
      #expect(try await isActive() == true)
      let last = try await program.post("/api/staff/roles", #"{"signIn":"admin","roles":["administrator"],"active":"false"}"#)
      #expect(last.text.contains("lastAdministrator"), "\(last.text)")
    }
  }

  @Test("A write under a key is done once and answered alike, whatever route it takes; another under the same key is refused")
  func keys() async throws {
    try await PageCourt.serve { court in
      let desk = StaffDesk(
        desk: court.services.desk, signIns: court.store, court: court.services.court, realClock: court.services.realClock)
      try await desk.add(
        signIn: "admin", name: "管理甲", roles: ["administrator"], password: PageCourt.password, by: .machine)
      let program = try await Program(court, "admin")
      let member = #"{"signIn":"newcomer","name":"新人","roles":["clerk"],"password":"\#(PageCourt.password)"}"#
      let first = try await program.post("/api/staff", member, key: "k1")
      let again = try await program.post("/api/staff", member, key: "k1")
      #expect(first.status == 201 && again.status == 201 && again.body == first.body, "\(again.text)")
      #expect(
        try await program.post("/api/staff", member, key: "k2").text.contains("signInTaken"), "without the key it is another")
      let other = try await program.post("/api/staff", member + " ", key: "k1")
      #expect(other.status == 422 && other.text.contains("keyUsedOtherwise"))
      let short = #"{"signIn":"second","name":"新人","roles":["clerk"],"password":"short"}"#
      #expect(try await program.post("/api/staff", short, key: "k3").status != 201)
      #expect(
        try await program.post("/api/staff", short, key: "k3").text.contains("passwordShort"), "what failed may be sent again")
    }
  }

  @Test("Codes are counted by the number, however it is written; an ended session ends with any form")
  func codes() async throws {
    try await PageCourt.serve { court in
      let visitor = PageVisitor(port: court.port)
      for blanks in 0..<Attempts.wrongMax {
        let number = PageCourt.sunID + String(repeating: " ", count: blanks)
        #expect(try await visitor.post("/party/code", [("idNumber", number)]).status == 200)
      }
      #expect(try await visitor.post("/party/code", [("idNumber", " " + PageCourt.sunID)]).status == 429)
      #expect(await court.codes.texts.count == Attempts.wrongMax)
      let officer = try await court.signIn("officer")
      #expect(try await officer.get("/").status == 200)
      _ = try await officer.post("/sign-out", [("csrf", "of another session")])
      #expect(try await officer.get("/").status == 303, "the old cookie opens nothing")
    }
  }

  @Test("A sign may be put together of many: what is drawn is bounded; what is not seen is refused; junk is told where it stands")
  func signs() async throws {
    try await PageCourt.serve { court in
      let program = try await Program(court, "officer")
      func codes(_ fields: String) async throws -> String {
        try await program.post("/api/commands/filing.submit", "{\(fields)}").text
      }
      let heavy = "e" + String(repeating: "\u{301}", count: 5_000)
      for (name, code) in [
        (heavy, "tooLong"), ("甲\u{202E}乙", "controlCharacter"), ("\u{200B}", "controlCharacter"), ("123", "notAName"),
      ] {
        let text = try await codes(#""parties":[{"role":"debtor","kind":"natural","name":"\#(name)"}]"#)
        #expect(text.contains(code), "\(code)")
      }
      let junk = try await codes(#""claims":["x",{"kind":"principal","amount":"1.00"}],"cause":{"a":"1"}"#)
      #expect(junk.contains("claims[0]") && junk.contains("notAnObject") && junk.contains("notAText"), "\(junk)")
      let early = try await codes(
        #""instrumentNumber":"x","instrumentKind":"judgment","instrumentCourt":"某法院","instrumentDate":"0001-01-02""#)
      #expect(early.contains("tooEarly") && early.contains("notANumber"), "\(early)")
    }
  }
}
