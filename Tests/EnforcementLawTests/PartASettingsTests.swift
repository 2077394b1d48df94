import Basics
import EnforcementLaw
import Testing

@Suite("Chapter 13: what courts may set") struct PartASettingsTests {
  @Test("Every setting reads back what it prints, and says where it came from")
  func roundTrip() throws {
    #expect(CourtSettings.catalogue.count >= 75)
    #expect(Set(CourtSettings.catalogue.map(\.name)).count == CourtSettings.catalogue.count)
    for spec in CourtSettings.catalogue {
      var settings = CourtSettings()
      let text = spec.text(in: settings)
      try settings.set(spec.name, to: text, origin: "court.yaml v3")
      #expect(spec.text(in: settings) == text, "\(spec.name)")
      #expect(settings.origins == [spec.name: "court.yaml v3"])
      #expect(settings.used(spec.name, text).origin == "court.yaml v3")
      #expect(spec.rule.hasPrefix("R"), "\(spec.name)")
      #expect(!spec.phrase.zh.isEmpty && !spec.phrase.en.isEmpty && !spec.kind.accepts.zh.isEmpty)
    }
  }

  @Test("Every stored property of the settings stands in the catalogue")
  func complete() {
    let stored = Set(Mirror(reflecting: CourtSettings()).children.compactMap(\.label)).subtracting(["origins"])
    #expect(stored == Set(CourtSettings.catalogue.map(\.name)))
  }

  @Test("A value outside the law's range is refused by name and changes nothing")
  func refused() {
    let wrong = [
      ("reportDays", "6"), ("reportDays", "16"), ("reportDays", "ten"), ("yearBase", "364.5"), ("rollCaseLimit", "yes"),
      ("endStyle", "plusOne"), ("rentDeductYears", "9"), ("flatFee", "500.01"), ("flatFee", "49.99"), ("depositPercent", "21"),
      ("expiryAlertDays", "60,,x"), ("livingStandards", "331000=1100"), ("indicatorRanges", "K1=9000"),
      ("startPricePercent", "69"),
      ("listingGraceMonths", "-1"), ("livingStandards", "331000/2024=-1"), ("firstSeizeBonus", "99999999999999999999"),
    ]
    for (name, text) in wrong {
      var settings = CourtSettings()
      let refusal = PartA.refusal { () throws(LawRefusal) in try settings.set(name, to: text, origin: "x") }
      #expect(refusal?.field == name)
      #expect(refusal?.code == "settingOutOfRange")
      #expect(settings == .standard)
    }
    var settings = CourtSettings()
    #expect(
      PartA.refusal { () throws(LawRefusal) in try settings.set("color", to: "red", origin: "x") }?.code == "unknownSetting")
  }

  @Test("Lists and tables are read from text")
  func tables() throws {
    var settings = CourtSettings()
    try settings.set("expiryAlertDays", to: "90, 30,1", origin: "x")
    #expect(settings.expiryAlertDays == [90, 30, 1])
    try settings.set("livingStandards", to: "331000/2024=1100.00; 331000/2025=1150\n330000/2020=900", origin: "x")
    #expect(try settings.livingStandard(place: "331004", year: 2024).monthly == Money.yuan(1100))
    #expect(try settings.livingStandard(place: "331000", year: 2030).monthly == Money.yuan(1150))
    #expect(try settings.livingStandard(place: "330101", year: 2024).monthly == Money.yuan(900))
    let unknown = PartA.refusal { () throws(LawRefusal) in try settings.livingStandard(place: "350600", year: 2024) }
    #expect(unknown?.code == "livingStandardUnknown")
    try settings.set("indicatorRanges", to: "K1=9000..; K7=..4000; K2=8000..9500", origin: "x")
    #expect(settings.indicatorRanges.last == .init(key: "K2", least: 8000, most: 9500))
  }

  @Test("Fuzzed settings never trap")
  func fuzz() {
    let seed: UInt64 = 1313
    print("seed \(seed)")
    var chance = Chance(seed: seed)
    var accepted = 0
    for _ in 0..<20_000 {
      var settings = CourtSettings()
      let spec = chance.pick(CourtSettings.catalogue)
      if (try? settings.set(spec.name, to: chance.text(near: spec.text(in: settings)), origin: "fuzz")) != nil { accepted += 1 }
    }
    #expect(accepted > 0 && accepted < 20_000, "seed 1313")
  }
}
