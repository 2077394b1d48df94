import EnforcementLaw
import Foundation
import Testing

@Suite("Legal numbers of chapters 5 to 9")
struct PartBLegalNumbersTests {
  @Test("Each number names its constant, its rule, and the text with its version")
  func complete() {
    for number in LegalNumber.sanctionsSalesAndMoney {
      #expect(number.name.contains("."), "\(number.name)")
      #expect(!number.value.isEmpty && !number.what.zh.isEmpty && !number.what.en.isEmpty, "\(number.name)")
      #expect(number.rule.hasPrefix("R"), "\(number.name)")
      #expect(!number.citation.law.isEmpty && !number.citation.version.isEmpty, "\(number.name)")
      #expect(number.citation.text.hasPrefix("《"), "\(number.name)")
    }
  }

  @Test("Every constant with a unit in its name that these chapters declare is in the list")
  func listed() throws {
    let names = Set(LegalNumber.sanctionsSalesAndMoney.compactMap { $0.name.split(separator: ".").last.map(String.init) })
    let sources = LawData.folder.deletingLastPathComponent().appending(path: "Sources/EnforcementLaw")
    let units = [
      "Days", "Workdays", "Months", "Years", "Hours", "Minutes", "Percent", "PercentMin", "PercentMax", "DaysMax", "MonthsMax",
      "HoursMax",
    ]
    // Bounds on what is accepted from outside are no law.
    var found = 0
    for folder in ["Sale", "Money", "Measures", "Endings"] {
      for file in try FileManager.default.contentsOfDirectory(
        at: sources.appending(path: folder), includingPropertiesForKeys: nil)
      {
        let text = try String(contentsOf: file, encoding: .utf8)
        for match in text.matches(of: /public static let (\w+)\b/) {
          let name = String(match.1)
          guard units.contains(where: { name.hasSuffix($0) || name == $0.lowercased() }) else { continue }
          found += 1
          #expect(names.contains(name), "\(file.lastPathComponent): \(name)")
        }
      }
    }
    #expect(found > 40)
  }
}
