import Basics
import Enforcement
import Sheets
import Testing

@testable import Import

@Suite struct DocketImportTests {
  private let importing = DocketImport(today: today)

  @Test func `What is generated, written and read again is the same, in both languages`() throws {
    for language in Language.allCases {
      let docket = DocketGenerator(seed: 7, cases: 120, today: today, language: language).docket()
      let reading = try importing.read(docket.csv)
      #expect(reading.accepted.map(\.docket) == docket.cases)
      #expect(reading.errorCount == 0)
      #expect(reading.lineCount == docket.lineCount)
      #expect(reading.held.isEmpty)
    }
  }

  @Test func `The same seed gives the same file, another seed another`() {
    let first = DocketGenerator(seed: 3, cases: 20, faults: 5, today: today).docket()
    let second = DocketGenerator(seed: 3, cases: 20, faults: 5, today: today).docket()
    #expect(first.csv == second.csv)
    #expect(first.planted == second.planted)
    #expect(first.csv != DocketGenerator(seed: 4, cases: 20, faults: 5, today: today).docket().csv)
  }

  @Test func `Every planted fault is found at its line and column, and nothing else is`() throws {
    for language in Language.allCases {
      let docket = DocketGenerator(
        seed: 11, cases: Blemish.all.count * 3, faults: Blemish.all.count * 2, today: today, language: language
      ).docket()
      let reading = try importing.read(docket.csv)
      let found = reading.faults.filter { $0.severity == .error }.map { "\($0.line) \($0.column?.key ?? "") \($0.rule.rawValue)" }
      let planted = docket.planted.sorted { $0.line < $1.line }.map { "\($0.line) \($0.column?.key ?? "") \($0.rule.rawValue)" }
      #expect(found == planted)
      #expect(Set(reading.held.map(\.ref)) == Set(docket.planted.map(\.ref)))
      #expect(reading.accepted.map(\.docket) == docket.cases)
    }
  }

  @Test func `A file in GB18030 says the same as in UTF-8`() throws {
    let docket = DocketGenerator(seed: 5, cases: 40, faults: 9, today: today).docket()
    let plain = Array(docket.csv.dropFirst(3))
    let other = try importing.read(gb18030(plain))
    let one = try importing.read(plain)
    #expect(other.encoding == .gb18030)
    #expect(other.accepted == one.accepted)
    #expect(other.held == one.held)
    #expect(other.faults == one.faults)
  }

  @Test func `The same file read twice gives the same cases under the same identities`() throws {
    let docket = DocketGenerator(seed: 9, cases: 60, faults: 6, today: today).docket()
    let first = try importing.read(docket.csv)
    let second = try importing.read(docket.csv)
    #expect(first.accepted == second.accepted)
    #expect(first.faults == second.faults)
    #expect(Set(first.accepted.map(\.docket.identity)).count == first.accepted.count)
  }

  @Test func `Lines of a case may stand apart and in any order`() throws {
    let docket = DocketGenerator(seed: 21, cases: 30, today: today).docket()
    var lines = String(decoding: docket.csv.dropFirst(3), as: UTF8.self).split(separator: "\r\n")
    let header = lines.removeFirst()
    // The case's own columns stand on its first line; that one stays ahead of the others of its case.
    let odd = lines.indices.filter { $0 % 2 == 1 }.map { lines[$0] }
    let even = lines.indices.filter { $0 % 2 == 0 }.map { lines[$0] }
    let mixed = ([header] + even + odd).joined(separator: "\n")
    let reading = try importing.read(Array(mixed.utf8))
    #expect(reading.errorCount == 0)
    #expect(Set(reading.accepted.map(\.docket.identity)) == Set(docket.cases.map(\.identity)))
    #expect(reading.accepted.map(\.docket.parties.count).reduce(0, +) == docket.cases.map(\.parties.count).reduce(0, +))
    let claimed = reading.accepted.compactMap(\.docket.claimed).reduce(Money.zero, +)
    #expect(claimed == docket.cases.compactMap(\.claimed).reduce(Money.zero, +))
  }

  @Test func `A case with one bad line is held back whole, the others go in`() throws {
    let sheet = Sheet.good(ref: "A-1") + Sheet.good(ref: "A-2").with(2, "金额", "0").with(0, "执行依据文号", "(2025)浙1004民初89号")
    let reading = try sheet.read()
    #expect(reading.accepted.map(\.docket.identity.ref) == ["A-1"])
    #expect(reading.held == [DocketReading.Held(ref: "A-2", lines: [5, 6, 7])])
    #expect(reading.faults.map(short) == ["7 金额 D10"])
  }

  @Test func `The same reference in two courts is two cases, with a warning`() throws {
    var other = Sheet.good(ref: "A-1").with(0, "执行依据文号", "(2025)浙1002民初88号")
    for row in other.rows.indices { other.rows[row]["法院代字"] = "浙1002" }
    let reading = try (Sheet.good(ref: "A-1") + other).read()
    #expect(reading.accepted.map(\.docket.identity.court.text) == ["浙1004", "浙1002"])
    #expect(reading.faults.map(short) == ["5 法院代字 D5 warning"])
  }

  @Test func `A line without a court belongs to the case of its reference`() throws {
    let sheet = Sheet.good().with(1, "法院代字", "").with(2, "法院代字", "")
    #expect(try sheet.read().accepted.count == 1)
    let late = Sheet.good().with(0, "法院代字", "").with(1, "法院代字", "")
    #expect(try late.read().accepted.map(\.docket.identity.court.text) == ["浙1004"])
    let none = late.with(2, "法院代字", "")
    #expect(try none.read().faults.map(short) == ["2 法院代字 D7"])
    let importing = DocketImport(today: today, defaultCourt: CourtCode("浙10"))
    #expect(try importing.read(none.bytes).accepted.map(\.docket.identity.court.text) == ["浙10"])
  }

  @Test func `The same instrument under another reference is a warning`() throws {
    let second = Sheet.good(ref: "A-2").with(0, "执行依据文号", "（2025）浙1004民初８８号")
    let reading = try (Sheet.good(ref: "A-1") + second).read()
    #expect(reading.accepted.count == 2)
    #expect(reading.faults.map(short) == ["5 执行依据文号 R1.4 warning"])
    #expect(reading.faults[0].message.zh.contains("A-1"))
  }

  @Test func `Awards of two commissions may bear the same number`() throws {
    let first = Sheet.good(ref: "A-1").with(0, "文书种类", "仲裁裁决书").with(0, "执行依据文号", "示例仲裁〔2025〕12号")
    let second = first.with(0, "作出机关", "另一仲裁委员会")
    var renamed = second
    for row in renamed.rows.indices { renamed.rows[row]["收案编号"] = "A-2" }
    #expect(try (first + renamed).read().faults.isEmpty)
  }

  @Test func `A line without a reference holds back the cases beside it`() throws {
    let odd = ["行别": "债权", "债权种类": "利息", "金额": "5"]
    let sheet =
      Sheet.good(ref: "A-1").adding(odd) + Sheet.good(ref: "A-2").with(0, "执行依据文号", "(2025)浙1004民初89号")
      + Sheet.good(ref: "A-3").with(0, "执行依据文号", "(2025)浙1004民初90号")
    let reading = try sheet.read()
    #expect(reading.accepted.map(\.docket.identity.ref) == ["A-3"])
    #expect(reading.unplacedLines == [5])
    #expect(reading.held.map(\.ref) == ["A-1", "A-2"])
    #expect(reading.faults.map(short) == ["2 收案编号 D5 warning", "5 收案编号 D7", "6 收案编号 D5 warning"])
  }

  @Test func `A line with too many columns holds back the case that it names`() throws {
    let good = String(decoding: Sheet.good(ref: "A-1").bytes, as: UTF8.self)
    let extra = "A-1" + String(repeating: ",", count: DocketColumn.allCases.count - 1) + ",x\n"
    let reading = try importing.read(Array((good + extra).utf8))
    #expect(reading.accepted.isEmpty)
    #expect(reading.faults.map(short) == ["2 收案编号 D5 warning", "5  D2"])
  }

  @Test func `Blank lines and blank columns behind the last one don't matter`() throws {
    let good = String(decoding: Sheet.good(ref: "A-1").bytes, as: UTF8.self).replacing("\r\n", with: ",,\r\n,,,\r\n")
    let reading = try importing.read(Array(good.utf8))
    #expect(reading.accepted.count == 1)
    #expect(reading.accepted[0].line == 3)
    #expect(reading.lineCount == 3)
  }

  @Test func `A file that breaks off within a line is refused, since more may be missing`() throws {
    let bytes = Sheet.good(ref: "A-1").bytes
    #expect(throws: DocketUnreadable.self) { try importing.read(Array(bytes.dropLast(24))) }
    #expect(try importing.read(Array(bytes.dropLast(2))).accepted.count == 1)
    let short = Array(String(decoding: bytes, as: UTF8.self).replacing("130000.00,12% 2024-01-01..", with: "130000.00").utf8)
    #expect(try importing.read(short).accepted.count == 1)
  }

  @Test func `A stray quote refuses the file and names the lines that it swallowed`() {
    let text = String(decoding: Sheet.good(ref: "A-1").bytes, as: UTF8.self).replacing("张云舟", with: "\"张云舟")
    do {
      _ = try importing.read(Array(text.utf8))
      Issue.record("was read")
    } catch {
      #expect(error.faults.map(\.line) == [3])
      #expect(error.faults[0].message.en.contains("line 3, column"))
    }
  }

  @Test func `More lines than the limit refuse the file`() {
    let importing = DocketImport(today: today, limits: CSVLimits(recordsMax: 3))
    #expect(throws: DocketUnreadable.self) { try importing.read(Sheet.good().bytes) }
  }

  @Test func `The command that files cases finds nothing wrong with an accepted case`() throws {
    let docket = DocketGenerator(seed: 13, cases: 80, today: today).docket()
    for accepted in try importing.read(docket.csv).accepted {
      let fields = accepted.docket.application
      var input = Input(fields)
      let application = Application(&input)
      #expect(input.faults.isEmpty)
      #expect(application.docketRef == accepted.docket.identity.ref)
      #expect(application.instrument == accepted.docket.instrument)
      #expect(application.claims == accepted.docket.claims)
      #expect(application.type == accepted.docket.type)
      #expect(application.livelihood == accepted.docket.livelihood)
      #expect(application.parties.map(\.idNumber) == accepted.docket.parties.map { $0.document?.number ?? "" })
      #expect(application.parties.map { $0.vault["payeeAccount"] } == accepted.docket.parties.map { $0.payee?.account })
    }
  }

  @Test func `Whatever bytes come in, the answer is a reading or a refusal`() {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("fuzz seed \(seed)")
    var numbers = SeededNumbers(seed: seed)
    let docket = DocketGenerator(seed: seed, cases: 6, faults: 3, today: today).docket().csv
    let seeds = [docket, gb18030(Array(docket.dropFirst(3)))]
    for round in 0..<600 {
      var bytes = seeds[round % 2]
      for _ in 0..<Int.random(in: 1...12, using: &numbers) { damage(&bytes, &numbers) }
      do {
        let reading = try importing.read(bytes)
        let report = FaultReport(reading, language: round % 3 == 0 ? .en : .zh)
        #expect(!report.screen(faultsShown: 3).isEmpty)
        #expect((report.correctionCSV() == nil) == (reading.held.isEmpty && reading.unplacedLines.isEmpty), "seed \(seed)")
        #expect(reading.accepted.allSatisfy { $0.docket.claimed != nil }, "seed \(seed)")
      } catch {
        #expect(!error.faults.isEmpty, "seed \(seed)")
      }
    }
  }

  private func damage(_ bytes: inout [UInt8], _ numbers: inout SeededNumbers) {
    guard !bytes.isEmpty else { return }
    let place = Int.random(in: 0..<bytes.count, using: &numbers)
    switch Int.random(in: 0..<6, using: &numbers) {
    case 0: bytes[place] = UInt8.random(in: 0...255, using: &numbers)
    case 1: bytes.insert(numbers.pick(from: Array("\",\r\n0-9.X%*".utf8), or: 44), at: place)
    case 2: bytes.remove(at: place)
    case 3: bytes.removeSubrange(place..<min(bytes.count, place + 40))
    case 4: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + 200)], at: place)
    default: bytes.swapAt(place, Int.random(in: 0..<bytes.count, using: &numbers))
    }
  }
}
