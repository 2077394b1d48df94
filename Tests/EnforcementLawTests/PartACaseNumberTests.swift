import Basics
import EnforcementLaw
import Testing

@Suite("R1.1 and R1.2: case numbers") struct PartACaseNumberTests {
  @Test("The examples are read into year, court, type and serial")
  func examples() throws {
    let first = try CaseNumber.parse("(2024)浙1004执123号")
    #expect(first.year == 2024 && first.court == "浙1004" && first.type == .first && first.serial == 123 && first.suffix == nil)
    let second = try CaseNumber.parse("（2024）浙10执复7号")
    #expect(second.description == "(2024)浙10执复7号")
    #expect(CourtCodes.level(second.court) == .intermediate)
    let third = try CaseNumber.parse("(2024)浙1004执恢12号之十一")
    #expect(third.type == .resumed && third.suffix == 11)
    #expect(third.main.description == "(2024)浙1004执恢12号")
    #expect(third.main.paper(20).description == "(2024)浙1004执恢12号之二十")
    #expect(try CaseNumber.parse("(2024)最高法执监5号").court == "最高法")
    #expect(try CaseNumber.parse("(2024)沪73知执9号").special == "知")
    #expect(try CaseNumber.parseAny("(2023)浙1004民初456号").typeCode == "民初")
  }

  @Test("What is no case number is refused with its reason")
  func refusals() {
    let wrong = [
      ("(2024)浙1004执恢0012号", "serial"), ("(2015)路执民字第12号", "legacyForm"), ("2024浙1004执1号", "year"), ("(24)浙1004执1号", "year"),
      ("(2024)北1004执1号", "court"), ("(2024)浙100执1号", "court"), ("(2024)浙10045执1号", "court"), ("(2024)浙1004执罚1号", "type"),
      ("(2024)浙1004执请1号", "type"), ("(2024)浙1004民初1号", "type"), ("(2024)浙1004执号", "serial"), ("(2024)浙1004执1", "ending"),
      ("(2024)浙1004执1号之", "suffix"), ("(2024)浙1004执1号之一十", "suffix"), ("(2024)浙1004执1号正本", "suffix"), ("", "year"),
      ("(2024)浙1004执123456789号", "serial"), ("(2024)", "court"), (String(repeating: "执", count: 90), "length"),
    ]
    for (text, code) in wrong {
      #expect(PartA.refusal { () throws(LawRefusal) in try CaseNumber.parse(text) }?.code == code, "\(text)")
    }
  }

  @Test("A number of the form before 2016 is kept as text")
  func legacy() throws {
    #expect(try CaseReference.read("（2015）路执民字第12号") == .legacy("(2015)路执民字第12号"))
    #expect(try CaseReference.read("(2024)浙1004执123号") == .number(CaseNumber.parse("(2024)浙1004执123号")))
    #expect(PartA.refusal { () throws(LawRefusal) in try CaseReference.read("字号") }?.code == "year")
  }

  @Test("Reading what was printed gives the same number")
  func roundTrip() throws {
    let seed: UInt64 = 137
    print("seed \(seed)")
    var chance = Chance(seed: seed)
    let courts = ["最高法", "浙", "浙10", "浙1004", "新2801", "兵0101", "京73", "沪72"]
    var broken: [String] = []
    for _ in 0..<5000 {
      let number = try CaseNumber(
        year: chance.number(2016...2099), court: chance.pick(courts), special: chance.pick(["", "知"]),
        type: chance.pick(CaseType.allCases), serial: chance.number(1...9_999_999),
        suffix: chance.pick([nil, chance.number(1...99)]))
      let wide = number.description.map { $0 == "(" ? "（" : $0 == ")" ? "）" : String($0) }.joined(separator: " ")
      if try CaseNumber.parse(number.description) != number { broken.append(number.description) }
      if try CaseNumber.parse(wide) != number { broken.append(wide) }
    }
    #expect(broken.isEmpty)
  }

  @Test("Impossible parts make no number")
  func impossible() {
    for (year, court, serial, suffix) in [
      (24, "浙1004", 1, nil), (2024, "浙1", 1, nil), (2024, "浙1004", 0, nil), (2024, "浙", 1, 100),
    ] as [(Int, String, Int, Int?)] {
      _ = PartA.refusal { () throws(LawRefusal) in
        try CaseNumber(year: year, court: court, type: .first, serial: serial, suffix: suffix)
      }
    }
  }

  @Test("Superior courts follow from the code")
  func superiors() {
    #expect(CourtCodes.superior(of: "浙1004") == "浙10")
    #expect(CourtCodes.superior(of: "浙10") == "浙")
    #expect(CourtCodes.superior(of: "浙") == "最高法")
    #expect(CourtCodes.superior(of: "最高法") == nil)
    #expect(CourtCodes.superior(of: "路桥") == nil)
  }

  @Test("Fuzzed case numbers never trap, and what is accepted prints itself")
  func fuzz() throws {
    let seed: UInt64 = 2015
    print("seed \(seed)")
    var chance = Chance(seed: seed)
    var accepted = 0
    for _ in 0..<30_000 {
      let text = chance.text(near: "(2024)浙1004执恢123号之十一")
      guard let number = try? CaseNumber.parseAny(text) else { continue }
      accepted += 1
      #expect(try CaseNumber.parseAny(number.description) == number, "seed \(seed): \(text)")
    }
    #expect(accepted > 0, "seed \(seed)")
  }
}
