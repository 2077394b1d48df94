import Basics
import Enforcement
import Testing

@Suite("Facts read from minutes")
struct MinutesReadingTests {
  private let today = Day(2026, 3, 16) ?? .earliest

  @Test("A mobile number is read from an answer, in full-width figures and with spaces too; an account is none")
  func phones() {
    #expect(MinutesReading.phones("我的电话是 154 0000 0003，家里 15400000004。") == ["15400000003", "15400000004"])
    #expect(MinutesReading.phones("号码１５４０００００００３") == ["15400000003"])
    #expect(MinutesReading.phones("账号 6222020000000000000，没有电话") == [])
    #expect(MinutesReading.phones("12345678901") == [])
  }

  @Test("A promised sum is read in yuan and in ten thousands")
  func sums() {
    #expect(MinutesReading.sum("我5月底前还3000元") == .yuan(3000))
    #expect(MinutesReading.sum("先付1.5万，余款再说") == .yuan(15_000))
    #expect(MinutesReading.sum("一次付 20,000.50 元") == Money(fen: 2_000_050))
    #expect(MinutesReading.sum("每月 800 块") == .yuan(800))
    #expect(MinutesReading.sum("3月10日去过法院") == nil)
    #expect(MinutesReading.sum("") == nil)
  }

  @Test("A promised day is read with its year, without it as the next one to come, and as a month's end")
  func days() {
    #expect(MinutesReading.day("2026年5月1日前付清", from: today) == Day(2026, 5, 1))
    #expect(MinutesReading.day("至迟2026-04-30", from: today) == Day(2026, 4, 30))
    #expect(MinutesReading.day("4月15日给3000元", from: today) == Day(2026, 4, 15))
    #expect(MinutesReading.day("2月1号发工资后", from: today) == Day(2027, 2, 1))
    #expect(MinutesReading.day("5月底前还3000元", from: today) == Day(2026, 5, 31))
    #expect(MinutesReading.day("13月45日", from: today) == nil)
    #expect(MinutesReading.day("过几天", from: today) == nil)
  }

  @Test("What is written as questions and answers is read as the same questions and answers")
  func turns() {
    let turns = [
      MinutesTurn(question: "有无财产？", answer: "没有。\n靠打工。"), MinutesTurn(question: "何时履行？", answer: ""),
      MinutesTurn(question: "答：是什么？", answer: "问：没听清。"),
    ]
    let read = MinutesTurn.turns(MinutesTurn.text(turns))
    #expect(read.map(\.question) == turns.map(\.question))
    #expect(read[0].answer == "没有。 靠打工。" && read[1].answer.isEmpty)
    #expect(read[2].answer == "问：没听清。")
  }

  @Test("Strokes are a signature only inside the field, with enough of them, and no more than a hand can draw")
  func strokes() {
    let line = (0..<20).map { "\(100 + $0 * 10),\(200 - $0)" }.joined(separator: " ")
    #expect((try? PenStrokes(line + ";300,80 310,90"))?.strokes.count == 2)
    #expect((try? PenStrokes(line))?.path.hasPrefix("M100 200L110 199") == true)
    for bad in ["", "1,2 3,4", "100,100;100,100", "a,b", "2000,10 " + line, line + " -1,5", "1 2 3"] {
      #expect((try? PenStrokes(bad)) == nil, "“\(bad.prefix(30))” is no signature")
    }
    #expect((try? PenStrokes(Array(repeating: line, count: 400).joined(separator: ";"))) == nil)
  }

  @Test("Every kind of minutes asks something, and what its questions ask for can be entered")
  func templates() {
    for template in MinutesTemplate.allCases {
      #expect(template.questions.count >= 5)
      #expect(template.questions.allSatisfy { $0.text.count >= 5 && $0.text.count <= 500 })
      #expect(template.questions.contains { $0.mark != nil })
    }
    let marks = Set(MinutesTemplate.allCases.flatMap(\.questions).compactMap(\.mark))
    #expect(marks == Set(MinutesFact.allCases))
  }

  @Test("A file is what its first bytes say, whatever its name")
  func media() {
    #expect(AttachedMedia(firstBytes: Array("%PDF-1.7".utf8)) == .pdf)
    #expect(AttachedMedia(firstBytes: [0xFF, 0xD8, 0xFF, 0xE0, 0, 16]) == .jpeg)
    #expect(AttachedMedia(firstBytes: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0]) == .png)
    #expect(AttachedMedia(firstBytes: Array("<svg onload=".utf8)) == nil)
    #expect(AttachedMedia(firstBytes: []) == nil)
  }
}
