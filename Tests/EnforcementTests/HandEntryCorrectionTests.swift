import Basics
import Casework
import Enforcement
import EnforcementLaw
import TestSupport
import Testing

@Suite("An entry by hand that was wrong is taken back")
struct HandEntryCorrectionTests {
  private let grounds: [String: InputValue] = ["reason": "录错案件", "evidence": "来函原件"]

  @Test("Its finds count no more, the query that it answered has no answer again, and the right one can be entered")
  func takenBack() async throws {
    let matter = try await ControlledCase()
    let row: [String: InputValue] = ["unit": "bankA", "kind": "deposit", "identity": "62220001", "value": "30000"]
    #expect(try await matter.enters([row], from: "letter").code == nil)
    let before = try await matter.file
    let entry = try #require(before.hand.list.first).id
    #expect(before.search.foundWorth.count == 1 && before.hand.results.count == 1)
    let fields = grounds.merging(["entry": "\(entry)"]) { $1 }
    #expect(try await matter.does("correction.handEntry", fields, by: matter.assistant).code != nil)
    #expect(try await matter.does("correction.handEntry", fields, by: matter.searcher).code == nil)
    let file = try await matter.file
    #expect(file.search.foundWorth.isEmpty && file.hand.results.isEmpty && file.hand.list[0].isTakenBack)
    #expect(file.process.isOpen("repeatFailedQuery"))
    #expect(try await matter.does("correction.handEntry", fields, by: matter.searcher).code == "nothingEntered")
    // The same row is news again once it is true.
    #expect(try await matter.enters([row], from: "letter").events.isEmpty == false)
    #expect(try await matter.file.search.foundWorth.count == 1)
  }

  @Test("What was frozen because of it is listed to be let go")
  func followed() async throws {
    let matter = try await ControlledCase()
    let row: [String: InputValue] = ["unit": "bankA", "kind": "deposit", "identity": "62220001", "value": "30000"]
    #expect(try await matter.enters([row], from: "letter").code == nil)
    try await matter.freezes()
    let freeze = try await matter.request(.freeze)
    try await matter.frozen(freeze, .yuan(30_000))
    let entry = try #require(try await matter.file.hand.list.first).id
    let fields = grounds.merging(["entry": "\(entry)"]) { $1 }
    #expect(try await matter.does("correction.handEntry", fields, by: matter.searcher).code == nil)
    #expect(try await matter.file.undoing.open.map(\.kind) == [.releaseMeasure])
  }
}
