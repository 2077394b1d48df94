import Basics
import EnforcementLaw
import Foundation
import Settings
import Testing

@testable import Import

/// Names of GB18030-2022 in a docket, whichever encoding it comes in.
struct RareNameTests {
  @Test("A docket in GB18030 with names of two and four bytes is read as the same names as in UTF-8")
  func names() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized
    let configuration = try CourtConfiguration.read(
      config: root.appending(path: "config"), lawData: root.appending(path: "data-law"))
    let importing = DocketImport(today: try #require(Day("2026-06-01")), calendar: configuration.books.law.calendar)
    let file = try String(contentsOf: root.appending(path: "examples/docket.csv"), encoding: .utf8)
    // 䶮 and 龴 have two bytes in GB18030-2022, the others four.
    for name in ["𬀩䶮", "㐂𠅤", "龴生"] {
      let text = file.replacingOccurrences(of: "何水生", with: name).replacingOccurrences(of: "\u{FEFF}", with: "")
      let bytes = gb18030(Array(text.utf8))
      #expect(!bytes.isEmpty, "the C library writes \(name)")
      let reading = try importing.read(bytes)
      #expect(reading.encoding == .gb18030)
      #expect(reading.accepted.contains { $0.docket.parties.contains { $0.name == name } }, "\(name)")
      #expect(reading.accepted == (try importing.read(Array(text.utf8))).accepted)
    }
  }
}
