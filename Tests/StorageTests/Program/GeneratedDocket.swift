import Basics
import Foundation
import Import

/// A docket of people whom nobody is, all of it the tested court's own.
struct GeneratedDocket {
  let file: URL
  /// In the file's order.
  let cases: [DocketCase]
  var refs: [String] { cases.map(\.identity.ref) }

  init(cases count: Int, seed: UInt64, in folder: TestFolder) throws {
    let court = try CourtProgram.configuration().court
    let today = Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)).day
    let docket = DocketGenerator(seed: seed, cases: count, today: today).docket()
    let text = String(decoding: docket.csv, as: UTF8.self).replacing(/浙10(?:0[2-4]|2[1-4]|8[12])/, with: court.text)
    file = folder.file("docket-\(seed).csv")
    cases = docket.cases
    try Data(text.utf8).write(to: file)
  }
}
