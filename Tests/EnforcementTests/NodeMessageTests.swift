import Basics
import Casework
import Enforcement
import Synchronization
import TestSupport
import Testing

/// Who is told when the act that a node waits for is done.
struct NodeMessageTests {
  @Test func everyApplicantAndWhoActsForOneIsToldOnceWhateverTheGatewayDoes() async throws {
    let gateway = Telephones(failsOnceAt: "15400000099")
    let day = try #require(Day("2024-05-08"))
    let court = try RuleCourt(at: Instant(day, hour: 9), messages: gateway)
    _ = try await court.staff("执行甲", [.officer])
    _ = try await court.staff("法官甲", [.judge])
    func applicant(_ name: String, phone: String, agentPhone: String) -> InputValue {
      .object([
        "role": "applicant", "kind": "natural", "name": .text(name), "idNumber": .text(MadeUp.residentID(name)),
        "phone": .text(phone), "agent": "代理人甲",
        "agentPhone": .text(agentPhone),
      ])
    }
    let fields: [String: InputValue] = [
      "instrumentNumber": "(2024)浙1099民初9号", "instrumentCourt": "临江市人民法院", "instrumentKind": "judgment",
      "instrumentDate": "2024-01-08", "lastPerformanceDay": "2024-03-08",
      "parties": .list([
        applicant("申请甲", phone: "15400000001", agentPhone: "15400000099"),
        applicant("申请乙", phone: "15400000002", agentPhone: "15400000099"),
        applicant("申请丙", phone: "15400000099", agentPhone: ""),
        applicant("申请丁", phone: "", agentPhone: ""),
        .object(["role": "debtor", "kind": "natural", "name": "被执行人甲", "phone": "15400000003"]),
      ]), "claims": .list([.object(["kind": "principal", "amount": "100"])]),
    ]
    let received = try #require(
      try await court.attempt("filing.submit", fields, by: .machine).events.compactMap { $0 as? ApplicationReceived }.first)
    let verdict = try await court.attempt("filing.file", ["case": "\(received.caseID)"], by: .machine)
    #expect(verdict.code == nil)
    try await court.advance(to: Instant(day, hour: 12))
    let told = gateway.told.filter { $0.text.contains("您的执行申请已立案") }.map(\.phone).sorted()
    #expect(told == ["15400000001", "15400000002", "15400000099"])
    #expect(gateway.failed == 1)
  }

  @Test func aRulingOverSeveralThingsIsToldOnceWhenTheFirstIsUnderControl() async throws {
    let gateway = Telephones(failsOnceAt: "")
    let day = try #require(Day("2025-03-03"))
    let matter = try await ControlledCase(
      try RuleCourt(at: Instant(day, hour: 9), messages: gateway), applicantPhone: "15400000001")
    try await matter.finds(.yuan(100_000), at: "bankA", account: "a")
    try await matter.finds(.yuan(200_000), at: "bankB", account: "b")
    func told() -> [String] { gateway.told.filter { $0.text.contains("已对被执行人的财产采取控制措施") }.map(\.phone) }
    try await matter.freezes()
    #expect(told().isEmpty, "asked is not yet held")
    for unit in ["bankA", "bankB"] {
      let request = try await matter.request(.freeze, to: unit)
      try await matter.frozen(request, try #require(request.requested.amount))
      #expect(Set(told()).count == told().count && !told().isEmpty, "\(told())")
    }
    #expect(try await matter.file.seizure.live.filter { $0.status == .effective }.count == 2)
  }
}

/// A gateway that fails the first time it is asked to reach one number.
private final class Telephones: MessageGateway {
  private struct Kept {
    var told: [(phone: String, text: String)] = []
    var failed = 0
  }
  struct OutOfReach: Error {}
  private let kept = Mutex(Kept())
  private let number: String
  init(failsOnceAt number: String) { self.number = number }
  var told: [(phone: String, text: String)] { kept.withLock { $0.told } }
  var failed: Int { kept.withLock { $0.failed } }

  func deliver(text: String, to phone: String, id: String) async throws {
    try kept.withLock { kept in
      if phone == number, kept.failed == 0 {
        kept.failed += 1
        throw OutOfReach()
      }
      kept.told.append((phone, text))
    }
  }
}
