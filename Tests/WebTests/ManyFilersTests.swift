import Basics
import Casework
import Enforcement
import TestSupport
import Testing

/// Many people at the same stream at the same moment.
struct ManyFilersTests {
  @Test("Sixty clerks who file sixty cases at once all get a number, and the numbers have no gap")
  func allAreFiled() async throws {
    try await PageCourt.serve { court in
      let desk = court.services.desk
      var cases: [ID<CaseFile>] = []
      for place in 0..<60 {
        let receipt = try await desk.attempt(
          CommandCall(
            "filing.submit",
            [
              "instrumentNumber": .text("(2025)浙1099民初\(9000 + place)号"), "instrumentCourt": "临江市人民法院",
              "instrumentKind": "judgment", "instrumentDate": "2025-12-01", "lastPerformanceDay": "2026-01-10",
              "parties": .list([
                .object([
                  "role": "applicant", "kind": "natural", "name": .text("陈一叶"),
                  "idNumber": .text(MadeUp.residentID("陈一叶\(place)")),
                ]),
                .object(["role": "debtor", "kind": "natural", "name": .text("何半山")]),
              ]), "claims": .list([.object(["kind": "principal", "amount": "100"])]),
            ]), by: .machine, court: court.services.court)
        cases += receipt.appended.flatMap(\.events).compactMap { ($0 as? ApplicationReceived)?.caseID }
      }
      #expect(cases.count == 60)
      let before = try await numbers(court)
      try await withThrowingTaskGroup(of: Void.self) { group in
        for id in cases {
          group.addTask {
            try await desk.attempt(
              CommandCall("filing.file", ["case": "\(id)"]), by: Actor(.staff(ID(raw: 1)), roles: [.filingJudge]),
              court: court.services.court)
          }
        }
        try await group.waitForAll()
      }
      let new = try await numbers(court).subtracting(before).sorted()
      #expect(new.count == 60 && new.last.map { $0 - new[0] } == 59, "\(new)")
    }
  }

  private func numbers(_ court: PageCourt) async throws -> Set<Int> {
    Set(
      try await court.store.read(after: 0, limit: 100_000).compactMap { recorded in
        (recorded.event as? CaseFiled)?.number.firstMatch(of: /(\d+)号$/).flatMap { Int($0.1) }
      })
  }
}
