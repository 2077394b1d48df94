import Basics
import EnforcementLaw
import Testing

@testable import Import

@Suite struct InterestTextTests {
  @Test func `Terms as people type them come to one notation that the law library reads`() throws {
    let pairs = [
      ("", ""), ("无", ""), ("none", ""), ("0%", ""), ("12%", "12%"), ("LPR", "LPR"), ("lpr1y", "LPR1Y"), ("LPR×4", "LPR*4"),
      ("ＬＰＲ＊４倍", "LPR*4"), ("lpr5y+0.6%", "LPR5Y+0.6%"), ("LPR*1.3+0.5%", "LPR*1.3+0.5%"),
      ("3.85% 2022/1/1..", "3.85% 2022-01-01.."),
      ("12% 2022-01-01至2022-08-19；LPR*4 2022年8月20日～", "12% 2022-01-01..2022-08-19; LPR*4 2022-08-20.."),
      ("12% 2022.1.1 .. 2022.8.19", "12% 2022-01-01..2022-08-19"),
    ]
    for (typed, notation) in pairs {
      #expect(try InterestText.canonical(typed) == notation, "\(typed)")
      #expect(try InterestText.canonical(notation) == notation, "\(typed)")
      #expect(throws: Never.self) { try InterestTerm.parse(notation, start: today) }
    }
  }

  @Test func `What is no term is refused with its reason`() {
    let cases: [(String, InterestText.Fault)] = [
      ("12", .percentSignMissing("12")), ("年息一分二", .notATerm("年息一分二")), ("LPR*", .notATerm("LPR*")),
      ("12% 2022-02-30..", .notATerm("12% 2022-02-30..")),
      ("101%", .outOfRange("101%")), ("LPR*11", .outOfRange("LPR*11")), ("LPR*0", .outOfRange("LPR*0")),
      ("12% 2022-01-01..; LPR 2022-08-20..", .periodsOverlap), ("12% 2022-01-01..2022-08-20; LPR 2022-08-20..", .periodsOverlap),
      ("12% 2022-08-19..2022-01-01", .periodsOverlap), ("LPR*4 2019-08-19..", .lprBeforeItBegan("LPR*4 2019-08-19..")),
    ]
    for (text, fault) in cases { #expect(throws: fault, "\(text)") { try InterestText.canonical(text) } }
    #expect(throws: Never.self) { try InterestText.canonical("LPR*4 2019-08-20..") }
  }

  @Test func `A rate without a first day is filed with a warning`() throws {
    let reading = try Sheet.good().with(2, "利息约定", "lpr*4").read()
    #expect(reading.faults.map(short) == ["4 利息约定 D12 warning"])
    #expect(reading.accepted.first?.docket.claims.first?.interest == "LPR*4")
  }
}
