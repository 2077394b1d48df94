import Basics
import Casework
import Enforcement
import Foundation
import TestSupport
import Testing

@testable import Web

/// Who a party is: found by what only he has, and told of by the phone that was confirmed.
@Suite("Persons: search and confirmed phone", .serialized)
struct PersonTests {
  private func found(_ text: String, _ visitor: PageVisitor) async throws -> [String] {
    let answer = try await visitor.get("/api/cases?q=\(Address.encoded(text))", accept: "application/json")
    let page = try #require(try JSONSerialization.jsonObject(with: Data(answer.body)) as? [String: Any])
    return try #require(page["cases"] as? [[String: Any]]).compactMap { $0["id"] as? String }
  }

  /// Another application against the person of ``PageCourt/sunID``.
  private func apply(_ court: PageCourt, instrument: String, _ debtor: [String: InputValue]) async throws -> ID<CaseFile> {
    var party: [String: InputValue] = [
      "role": "debtor", "kind": "natural", "name": "孙远舟", "idNumber": .text(PageCourt.sunID),
    ]
    party.merge(debtor) { _, new in new }
    let receipt = try await court.services.desk.attempt(
      CommandCall(
        "filing.submit",
        [
          "instrumentNumber": .text(instrument), "instrumentCourt": "仙居县人民法院", "instrumentKind": "judgment",
          "instrumentDate": "2025-12-01", "lastPerformanceDay": "2026-01-10", "cause": "民间借贷纠纷",
          "parties": .list([
            .object([
              "role": "applicant", "kind": "enterprise", "name": "仙居示例商行", "idNumber": "91330000XXXX010113",
              "payeeAccount": "999900123400002", "payeeBank": "示例银行", "phone": "0576-80000000",
            ]), .object(party),
          ]), "claims": .list([.object(["kind": "principal", "amount": "900"])]),
        ]), by: .machine, court: court.services.court)
    let stream = try #require(receipt.appended.first { $0.stream.kind == .caseFile }).stream
    return try #require(ID<CaseFile>(stream.key))
  }

  private func particulars(_ court: PageCourt, _ person: ID<Person>) async throws -> [String: String] {
    let events = try await court.store.load([.person(person)])[.person(person)] ?? []
    let entries = events.compactMap { recorded -> VaultRef? in
      (recorded.event as? PersonUpdated)?.vault ?? (recorded.event as? PersonRecorded)?.vault
    }
    let vault = try #require(entries.last)
    return try await court.store.open([vault])[vault]?.fields ?? [:]
  }

  @Test("A party is found by resident number, credit code, phone and account, exactly and however they are typed")
  func search() async throws {
    try await PageCourt.serve { court in
      let officer = try await court.signIn("officer")
      let sun = "\(court.sunCase)"
      #expect(try await found(PageCourt.sunID, officer) == [sun])
      #expect(try await found("33000019800903 0138", officer) == [sun])
      #expect(try await found("330000800903013", officer) == [sun], "the old form of fifteen digits")
      #expect(try await found("330000198009030139", officer) == [])
      let other = "\(try await apply(court, instrument: "(2025)浙1024民初103号", [:]))"
      #expect(Set(try await found(PageCourt.sunID, officer)) == [sun, other])
      for text in ["91330000XXXX010113", "91330000xxxx010113", "9999 0012 3400 002", "057680000000", "0576-80000000"] {
        #expect(try await found(text, officer) == [other], "\(text)")
      }
      #expect(Set(try await found("15400000003", officer)).isSuperset(of: [sun, "\(court.liCase)"]))
      #expect(try await found("999900123400", officer) == [], "a part of an account finds nobody")
      // Ids, numbers and names find what they found before.
      #expect(try await found(sun, officer) == [sun])
      #expect(try await found("远舟", officer).contains(sun))
      let counter = try await officer.get("/counter?q=\(PageCourt.sunID)").text
      #expect(counter.contains("/cases/\(sun)"))
    }
  }

  @Test("A resident number that ends in X is found with a small x")
  func checkLetter() async throws {
    try await PageCourt.serve { court in
      let officer = try await court.signIn("officer")
      let other = try await apply(
        court, instrument: "(2025)浙1024民初104号", ["name": "符云", "idNumber": "33000019850119103X", "phone": ""])
      #expect(try await found("33000019850119103x", officer) == ["\(other)"])
    }
  }

  @Test("An application does not empty what is known of a person")
  func blanks() async throws {
    try await PageCourt.serve { court in
      let id = try await apply(court, instrument: "(2025)浙1024民初105号", [:])
      let file = try await court.services.desk.look(at: id, actor: .machine, court: court.services.court).caseFile(id)
      let debtor = try #require(file.debtors.first)
      let known = try await particulars(court, debtor.person)
      #expect(known["phone"] == "15400000003" && known["address"] == "浙江省仙居县示例乡远山村66号")
      let inCase = try await court.store.open([debtor.vault])[debtor.vault]?.fields
      #expect(inCase?["address"] == known["address"], "the papers of the new case know the address")
    }
  }

  @Test("A one-time code goes to the confirmed phone, whatever a later application says, until staff confirm another")
  func confirmedPhone() async throws {
    try await PageCourt.serve { court in
      let visitor = PageVisitor(port: court.port)
      let id = try await apply(court, instrument: "(2025)浙1024民初106号", ["phone": "15400000999"])
      _ = try await visitor.post("/party/code", [("idNumber", PageCourt.sunID)])
      #expect(await court.codes.phones == ["15400000003"])
      let file = try await court.services.desk.look(at: id, actor: .machine, court: court.services.court).caseFile(id)
      let debtor = try #require(file.debtors.first)
      let officer = Actor(.staff(court.services.desk.ids.next()), roles: [.officer])
      let call = CommandCall(
        "persons.confirmPhone",
        ["case": "\(id)", "party": "\(debtor.person)", "phone": "15400000888", "reason": "持身份证到接待窗口更换号码"])
      await #expect(throws: CaseDesk.Failure.self) {
        try await court.services.desk.attempt(call, by: Actor(officer.ref, roles: [.auditor]), court: court.services.court)
      }
      try await court.services.desk.attempt(call, by: officer, court: court.services.court)
      _ = try await visitor.post("/party/code", [("idNumber", PageCourt.sunID)])
      #expect(await court.codes.phones == ["15400000003", "15400000888"])
      let recorded = try await court.services.reads.history(id).compactMap { $0.event as? PhoneConfirmed }
      let reason = try #require(recorded.first?.reason)
      #expect(try await court.store.open([reason])[reason]?.fields["text"] == "持身份证到接待窗口更换号码")
    }
  }

  @Test("A resumption names its case; where that is an ended round of this court it is taken up, else it is named only")
  func resumption() async throws {
    try await PageCourt.serve { court in
      let known = court.services.desk
      // A desk without memory: the end of the round is written past it.
      var desk: CaseDesk {
        CaseDesk(store: court.store, hasher: court.store.keys, clock: known.clock, ids: known.ids, books: known.books)
      }
      func look(_ id: ID<CaseFile>) async throws -> CaseFile {
        try await desk.look(at: id, actor: .machine, court: court.services.court).caseFile(id)
      }
      func submit(_ ref: String, earlier: String) async throws -> CaseFile {
        let receipt = try await desk.attempt(
          CommandCall(
            "filing.submit",
            [
              "type": "执恢", "docketRef": .text(ref), "earlierCase": .text(earlier), "cause": "民间借贷纠纷",
              "instrumentNumber": "(2025)浙1024民初101号", "instrumentCourt": "仙居县人民法院", "instrumentKind": "judgment",
              "instrumentDate": "2025-12-01",
              "parties": .list([
                .object([
                  "role": "applicant", "kind": "natural", "name": "王禾安", "idNumber": .text(MadeUp.residentID("王禾安")),
                ]),
                .object(["role": "debtor", "kind": "natural", "name": "孙远舟", "idNumber": .text(PageCourt.sunID)]),
              ]), "claims": .list([.object(["kind": "principal", "amount": "130000"])]),
            ]), by: .machine, court: court.services.court)
        let stream = receipt.appended.first { $0.stream.kind == .caseFile }?.stream
        guard let id = stream.flatMap({ ID<CaseFile>($0.key) }) else { throw Unfiled() }
        return try await look(id)
      }
      let sun = try await look(court.sunCase)
      let open = try await submit("r-1", earlier: sun.number)
      #expect(open.filing.resumes == nil && open.filing.earlierCase == sun.number && open.filing.cause == "民间借贷纠纷")
      let stream = StreamID.caseFile(court.sunCase)
      let version = try await desk.look(at: court.sunCase, actor: .machine, court: court.services.court).version(stream)
      let closed = CaseClosed(way: .terminatedRound, on: PageCourt.today, recovered: .zero, researchOn: [])
      _ = try await court.store.append(
        Transaction(
          court: court.services.court, at: desk.clock.now, actor: .machine, causation: "command:end",
          streams: [StreamEvents(stream: stream, expected: version, events: [closed])], deposits: [], work: [],
          completes: nil))
      let resumed = try await submit("r-2", earlier: sun.number.replacing("(", with: "（").replacing(")", with: "）"))
      #expect(resumed.filing.resumes == court.sunCase)
      #expect(try await submit("r-3", earlier: "(2019)浙0999执7号").filing.resumes == nil)
      await #expect(throws: CaseDesk.Failure.self) { _ = try await submit("r-4", earlier: "") }
    }
  }
}

/// An application gave no case.
private struct Unfiled: Error {}
