import Basics
import City
import Enforcement
import Foundation
import Testing

@testable import Stories

/// What a clerk's day rests on: minutes, telephone, promises, files, and what is done around an application.
@Suite struct DeskTests {
  /// A signature as a hand draws it.
  static let strokes = (0..<30).map { "\(100 + $0 * 20),\(200 + ($0 % 3) * 40)" }.joined(separator: " ")

  static func turns(_ said: [(String, String, String)]) -> InputValue {
    .list(said.map { .object(["question": .text($0.0), "answer": .text($0.1), "mark": .text($0.2)]) })
  }

  @Test("A debtor is heard, signs on the tablet and promises to pay; the interview is recorded by closing the minutes, once")
  func debtorInterview() async throws {
    try await StoryTests.live(from: SmartSearch.begins, "约谈笔录") { court in
      try await SmartSearch.controlled(in: court)
      let clerk = try court.person(.clerk)
      let debtor = try #require(try await court.file.debtors.first).person
      let said = Self.turns([("你准备何时履行？", "8月20日前付3000元。", "promise"), ("手机号码？", "15400000033", "phone")])
      let fields: [String: InputValue] = ["template": "debtorInterview", "person": "\(debtor)", "place": "执行局约谈室", "turns": said]
      #expect(try await court.person(.auditor).refusal("minutes.record", fields) == "notYourRole")
      try await clerk.does("minutes.record", fields)
      let sheet = try #require(try await court.file.minutes.open.first)
      #expect(sheet.marks.map(\.fact) == [.promise, .phone])
      #expect(try await court.file.process.isOpen("signMinutes"), "unsigned minutes have their clock")
      #expect(
        try await court.file.papers.unsigned.allSatisfy { $0.kind != .interviewMinutes }, "no staff member signs them as a paper")

      // Read back, corrected once more, then signed: from there on nothing changes.
      var corrected = fields
      corrected["paper"] = "\(sheet.paper)"
      corrected["turns"] = Self.turns([("你准备何时履行？", "8月22日前付3000元。", "promise")])
      try await clerk.does("minutes.record", corrected)
      #expect(try await court.file.minutes.order.count == 1)
      #expect(try await clerk.refusal("minutes.close", ["paper": "\(sheet.paper)"]) == "minutesNotSigned")
      try await clerk.does("minutes.sign", ["paper": "\(sheet.paper)", "signer": "heard", "strokes": .text(Self.strokes)])
      try await clerk.does("minutes.sign", ["paper": "\(sheet.paper)", "signer": "recorder", "strokes": .text(Self.strokes)])
      #expect(try await clerk.refusal("minutes.record", corrected) == "minutesSigned")
      #expect(try await clerk.refusal("minutes.withdraw", ["paper": "\(sheet.paper)", "reason": "重作"]) == "minutesSigned")

      let until = Day(2022, 8, 22) ?? .earliest
      try await court.handler.does(
        "reception.recordPromise",
        ["person": "\(debtor)", "amount": "3000", "until": "\(until)", "sheet": "\(sheet.paper)"])
      try await clerk.does("minutes.close", ["paper": "\(sheet.paper)"])
      let file = try await court.file
      #expect(file.reception.interviews.map(\.outcome) == [.promisesPayment])
      #expect(file.reception.interviews.first?.minutes == file.minutes.all[sheet.paper]?.text, "one text, not two")
      #expect(!file.process.isOpen("signMinutes") && file.papers.all[sheet.paper]?.stage == .sealed)
      #expect(try await clerk.refusal("minutes.close", ["paper": "\(sheet.paper)"]) == "noOpenMinutes")
      let kept = try #require(file.papers.all[sheet.paper]?.sealed)
      #expect(try await court.papers.fetch(kept.file) != nil)

      // The promised day comes; the handler is reminded before, and says what became of it.
      let promise = try #require(file.reception.openPromises.first)
      let node = try #require(file.process.open.values.first { $0.key == "keepPromise" })
      #expect(node.due.map(\.day) == until && node.owner == .officer)
      #expect(
        try await court.handler.refusal("reception.endPromise", ["promise": "\(promise.id)", "outcome": "broken"])
          == "promiseRuns")
      try await court.advance(to: "2022-08-23", 10)
      #expect(try await court.events().contains { ($0.event as? NodeWarned)?.key == "keepPromise" })
      try await court.handler.does("reception.endPromise", ["promise": "\(promise.id)", "outcome": "broken", "note": "未付，电话不接"])
      #expect(try await !court.file.process.isOpen("keepPromise"))
    }
  }

  @Test("Whoever refuses to sign is written down as refusing; a sheet signed on paper is scanned in; the wrong scan is taken off")
  func signing() async throws {
    try await StoryTests.live(from: SmartSearch.begins, "笔录签名") { court in
      try await SmartSearch.controlled(in: court)
      let clerk = try court.person(.clerk)
      let applicant = try #require(try await court.file.applicants.first).person
      func record(_ template: String) async throws -> ID<Paper> {
        try await clerk.does(
          "minutes.record",
          [
            "template": .text(template), "person": "\(applicant)", "place": "接待室",
            "turns": Self.turns([("有无补充？", "没有。", "")]),
          ])
        return try #require(try await court.file.minutes.open.last).paper
      }
      let refused = try await record("firstInterview")
      try await clerk.does("minutes.close", ["paper": "\(refused)", "unsigned": "被询问人称须与家人商量，拒绝签名。"])
      #expect(
        try await court.events().contains { ($0.event as? MinutesClosed).map { !$0.signed && $0.unsigned != nil } ?? false })

      let printed = try await record("settlement")
      func scan(_ digit: Character) -> [String: InputValue] {
        [
          "kind": "signedMinutes", "title": "签名页", "sheet": "\(printed)", "media": "pdf", "fileID": "17", "fileDigest": "00",
          "sha256": .text(String(repeating: digit, count: 64)), "bytes": "1000",
        ]
      }
      try await clerk.does("files.attach", scan("a"))
      #expect(try await clerk.refusal("files.attach", scan("a")) == "fileAttachedAlready")
      #expect(try await court.file.minutes.all[printed]?.isSigned == true)
      let wrong = try #require(try await court.file.files.kept.first).id
      try await clerk.does("files.withdraw", ["attached": "\(wrong)", "reason": "扫描了另一案的签名页"])
      #expect(try await court.file.minutes.all[printed]?.isSigned == false, "what it signed is unsigned again")
      try await clerk.does("files.attach", scan("b"))
      try await clerk.does("minutes.close", ["paper": "\(printed)"])
      #expect(try await clerk.refusal("files.attach", scan("c")) == "minutesClosed")
      let kept = try #require(try await court.file.files.kept.first).id
      #expect(try await clerk.refusal("files.withdraw", ["attached": "\(kept)", "reason": "x"]) == "minutesClosed")

      let twice = try await record("search")
      try await clerk.does("minutes.withdraw", ["paper": "\(twice)", "reason": "重复制作"])
      #expect(try await court.file.minutes.open.isEmpty)
    }
  }

  @Test("The interview before an ending is its minutes: closed with the applicant's signature it is recorded as signed")
  func endingInterview() async throws {
    try await StoryTests.live(from: PolicyAfterYears.begins, "终本约谈笔录") { court in
      try await PolicyAfterYears.almostEnd(in: court)
      let clerk = try court.person(.clerk)
      let applicant = try #require(try await court.file.applicants.first).person
      try await clerk.does(
        "minutes.record",
        [
          "template": "endingInterview", "person": "\(applicant)", "place": "接待室",
          "turns": Self.turns([("是否同意终结本次执行程序？", "同意。", "")]),
        ])
      let paper = try #require(try await court.file.minutes.open.first).paper
      try await clerk.does("minutes.sign", ["paper": "\(paper)", "signer": "heard", "strokes": .text(Self.strokes)])
      try await clerk.does("minutes.close", ["paper": "\(paper)"])
      let ending = try #require(try await court.file.closing.ending)
      #expect(ending.applicantSigned == true && ending.interviewedOn == court.clock.now.day)
      #expect(try await !court.file.process.isOpen("endingInterview"))
      try await court.person(.president).signs(.terminationRuling)
      #expect(try await court.file.closing.closed?.way == .terminatedRound)
    }
  }

  @Test("A call goes into the log with what was promised in it; a promise needs a sum, a day and a party")
  func calls() async throws {
    try await StoryTests.live(from: SmartSearch.begins, "电话记录") { court in
      try await SmartSearch.controlled(in: court)
      let clerk = try court.person(.clerk)
      let debtor = try #require(try await court.file.debtors.first).person
      try await clerk.does(
        "reception.logCall",
        [
          "direction": "incoming", "person": "\(debtor)", "about": "询问账户冻结情况，称月底前付款。", "promiseAmount": "1000",
          "promiseUntil": "2022-08-31",
        ])
      try await clerk.does(
        "reception.logCall",
        ["direction": "outgoing", "other": "王知战之妻", "phone": "15400000099", "missed": "true", "about": "通知来院。"])
      let reception = try await court.file.reception
      #expect(reception.calls.map(\.direction) == [.incoming, .outgoing] && reception.calls.map(\.reached) == [true, false])
      #expect(reception.openPromises.map(\.amount) == [.yuan(1000)])
      let late = [
        "direction": "incoming", "person": "\(debtor)", "about": "x", "promiseAmount": "1", "promiseUntil": "2022-08-01",
      ]
      #expect(try await clerk.refusal("reception.logCall", late.mapValues { .text($0) }) == "promisePast")
      #expect(
        try await clerk.refusal(
          "reception.logCall", ["direction": "incoming", "other": "某人", "about": "x", "at": "2030-01-01 09:00"])
          == "callInFuture")
    }
  }
}
