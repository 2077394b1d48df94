import Basics
import City
import Foundation
import PartnerAPI
import Testing

@testable import zhixing_city

@Suite struct JournalTests {
  static func opening(_ people: CityFile? = CityFile(people: [Street.debtor])) -> CityKeeper.Opening {
    CityKeeper.Opening(seed: 7, population: 6, people: people, start: Street.start)
  }
  static func open(_ folder: String, _ people: CityFile? = CityFile(people: [Street.debtor])) async throws -> CityKeeper {
    try await CityKeeper.open(folder, opening(people), simulated: true, clock: SystemClock())
  }

  @Test("A city that is opened again is the city that was left: money, measures, answers, faults, time and what waits")
  func replay() async throws {
    try await withFolder { folder in
      var before: City?
      var waiting: Set<String> = []
      do {
        let keeper = try await JournalTests.open(folder)
        try await keeper.set(
          FaultsOrder(unit: "*", faults: UnitFaults(delayMsMin: 10, delayMsMax: 5_000, unavailablePercent: 30, repeatPercent: 50))
        )
        for id in 1...30 {
          let body: PartnerRequestBody = id % 3 == 0 ? .transfer(Street.account, 100) : .freeze(Street.account, Int64(id * 900))
          let message = Street.message(body, to: "bankC", id: "\(id)", case: id % 5, at: Street.start)
          _ = try? await keeper.submit(message, at: await keeper.now)
          try await keeper.advance(to: await keeper.now.adding(seconds: 2))
        }
        _ = try await keeper.pay(.credit(CreditOrder(person: "331024198001010035", amount: .yuan(50_000))))
        _ = try await keeper.pay(.payCourt(PayCourtOrder(payerName: "友人", caseSubAccount: "88010002", amount: .yuan(9))))
        await #expect(throws: CityRefusal.self) {
          try await keeper.pay(.payCourt(PayCourtOrder(payerName: "友人", caseSubAccount: "x", amount: .yuan(9))))
        }
        try await keeper.advance(to: Instant(day("2024-05-01"), hour: 8))
        for outgoing in try await keeper.takeDue(limit: 5) { try await keeper.settle(outgoing.delivery, trouble: nil) }
        try await keeper.flush()
        before = await keeper.city
        waiting = Set(await keeper.outbox.items.keys)
      }
      let left = try #require(before)
      try Data("{\"act\":\"adv".utf8).append(to: folder + "/journal.jsonl")
      let keeper = try await JournalTests.open(folder)
      let city = await keeper.city
      #expect(city.accounts == left.accounts && city.people == left.people && city.peopleOrder == left.peopleOrder)
      #expect(city.subAccounts == left.subAccounts && city.outside == left.outside && city.moneyTotal == .zero)
      #expect(city.requests == left.requests && city.requestOrder == left.requestOrder && city.faults == left.faults)
      #expect(city.houses == left.houses && city.now == left.now && city.nextInstant == left.nextInstant)
      let found = Set(await keeper.outbox.items.keys)
      #expect(waiting.count > 20 && found == waiting)
      #expect(city.accounts[Street.account]?.freezes.isEmpty == false)
    }
  }

  @Test("A torn last line is forgotten; a broken line before it is an error that names the line")
  func torn() async throws {
    try await withFolder { folder in
      do {
        let keeper = try await JournalTests.open(folder)
        try await keeper.advance(to: Instant(day("2024-03-05"), hour: 8))
      }
      let path = folder + "/journal.jsonl"
      let whole = try Data(contentsOf: URL(fileURLWithPath: path))
      try Data("{\"act\":\"advance\",\"at\":17".utf8).append(to: path)
      do {
        let keeper = try await JournalTests.open(folder)
        #expect(await keeper.now == Instant(day("2024-03-05"), hour: 8))
      }
      #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == whole)
      try Data("{\"act\":\"advance\",\"at\":17\n".utf8).append(to: path)
      await #expect {
        _ = try await JournalTests.open(folder)
      } throws: { "\($0)".contains("line 3") }
    }
  }

  @Test("A folder keeps its seed, is used by one city at a time, and takes in people that a later file brings")
  func folder() async throws {
    try await withFolder { folder in
      do {
        let keeper = try await JournalTests.open(folder)
        await #expect(throws: JournalFault.self) { _ = try await JournalTests.open(folder) }
        #expect(await keeper.city.people.count == 7)
      }
      do {
        var other = JournalTests.opening()
        other.seed = 8
        await #expect(throws: JournalFault.self) {
          _ = try await CityKeeper.open(folder, other, simulated: true, clock: SystemClock())
        }
      }
      let more = CityFile(people: [Street.debtor, Street.creditor])
      for _ in 0..<2 {
        let keeper = try await JournalTests.open(folder, more)
        #expect(await keeper.city.people.count == 8)
      }
      let lines = try String(contentsOfFile: folder + "/journal.jsonl", encoding: .utf8).split(separator: "\n")
      #expect(lines.count == 2)
    }
  }

  @Test("Many callers share the disk, and each line is there when its caller goes on")
  func groupCommit() async throws {
    try await withFolder { folder in
      let (journal, _) = try CityJournal.open(folder)
      try await withThrowingTaskGroup(of: Void.self) { group in
        for number in 0..<200 {
          group.addTask {
            let line = try journal.add(JournalLine(at: Instant(milliseconds: Int64(number)), .delivered("d\(number)")))
            try await journal.durable(line)
            let text = try String(contentsOfFile: folder + "/journal.jsonl", encoding: .utf8)
            #expect(text.contains("\"d\(number)\""))
          }
        }
        try await group.waitForAll()
      }
    }
  }
}

/// A folder of its own, gone afterwards.
func withFolder(_ body: (String) async throws -> Void) async throws {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent("zhixing-city-\(UUID().uuidString)").path
  defer { try? FileManager.default.removeItem(atPath: folder) }
  try await body(folder)
}

extension Data {
  func append(to path: String) throws {
    let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    defer { try? handle.close() }
    try handle.seekToEnd()
    try handle.write(contentsOf: self)
  }
}
