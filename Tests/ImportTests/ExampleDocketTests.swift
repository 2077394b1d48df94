import Basics
import Enforcement
import Testing

@testable import Import

@Suite struct ExampleDocketTests {
  private func read(_ name: String) throws -> DocketReading {
    return try DocketImport(today: today).read(file("examples/\(name)"))
  }

  @Test func `The example docket goes in without a word`() throws {
    let reading = try read("docket.csv")
    #expect(reading.faults.map { FaultReport.sentence($0).en } == [])
    #expect(
      Set(reading.accepted.map(\.docket.identity.ref)) == [
        "auction-house-clerk", "debts-cleared", "delayed-flats", "detention-wages", "distant-seizure", "enterprise-breathing",
        "false-illness", "far-authority", "father-sees-list", "flow-report", "grid-request", "impound-message",
        "impounded-car-pays", "insurance-surrender", "judicial-aid", "lake-ship", "liaison-finds", "mass-payout",
        "neighbour-settles", "one-key-impound", "parking-alarm", "payout-day", "policy-after-years", "race-to-seal",
        "reception-certificate", "same-day-title", "smart-search", "students-flats", "taiwan-loan", "valuation-warning",
        "wage-living-freeze", "wages-before-new-year", "write-off-batch",
      ])
    let byRef = Dictionary(uniqueKeysWithValues: reading.accepted.map { ($0.docket.identity.ref, $0.docket) })
    #expect(byRef["liaison-finds"]?.claimed == .yuan(130_000))
    #expect(byRef["insurance-surrender"]?.claimed == .yuan(134_000))
    #expect(byRef["insurance-surrender"]?.parties.count { $0.role == .debtor } == 2)
    #expect(byRef["auction-house-clerk"]?.instrument.on == Day(2021, 8, 13))
    #expect(byRef["auction-house-clerk"]?.claimed == .yuan(15_500))
    #expect(byRef["smart-search"]?.claimed == .yuan(160_000))
    #expect(byRef["detention-wages"]?.livelihood == true)
    #expect(byRef["mass-payout"]?.claimed == .yuan(1_700_000_000))
    #expect(byRef["delayed-flats"]?.claimed == .yuan(23_000_000))
    #expect(byRef["policy-after-years"]?.parties.count { $0.role == .applicant } == 2)
  }

  @Test func `The example with faults shows what a report looks like`() throws {
    let reading = try read("docket-with-faults.csv")
    #expect(reading.accepted.map(\.docket.identity.ref) == ["liaison-finds"])
    #expect(
      reading.faults.map(short) == [
        "6 证件号码 R10.1", "7 金额 D10", "7 利息约定 D12", "8 法院代字 R1.1", "8 履行期限届满日 D11", "12 联系电话 R10.5",
      ])
  }
}
