import Basics
import Casework
import Enforcement
import PartnerAPI
import Partners
import Testing

/// What a payment says on the wire.
struct PaymentTests {
  @Test func feesGoToTheTreasuryThatTheCourtNames() throws {
    let treasury = Treasury(name: "虚构县财政局", account: "880000000000000077")
    let requested = PartnerRequested(
      caseID: ID(raw: 1), unit: "courtBank", action: .pay, amount: .yuan(50), vault: [],
      deadline: Instant(Day(number: 20_000), hour: 9))
    let request = OutgoingRequest(
      id: ID(raw: 2), requested: requested, court: CourtCode("浙1099"), caseNumber: "(2024)浙1099执1号", rulingNumber: "",
      noticeDigest: "", subAccount: "990000001", contents: [], treasury: treasury)
    guard case .pay(let pay) = try WireMapping.message(request, at: requested.deadline).body else {
      Issue.record("not a payment")
      return
    }
    #expect(pay.payeeName == "虚构县财政局" && pay.payeeAccount == "880000000000000077")
  }
}
