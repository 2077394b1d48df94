import Testing

@testable import Sheets

@Suite struct CSVReaderTests {
  /// Every record as its lines, fields and fault.
  private func records(_ text: String, limits: CSVLimits = CSVLimits()) -> [(
    lines: ClosedRange<Int>, fields: [String], fault: CSVFault?
  )] {
    var reader = CSVReader(Array(text.utf8), limits: limits)
    var record = CSVRecord()
    var all: [(lines: ClosedRange<Int>, fields: [String], fault: CSVFault?)] = []
    while reader.next(into: &record) {
      all.append((record.line...record.lastLine, (0..<record.count).map { reader.field($0, of: record) }, record.fault))
    }
    return all
  }

  @Test func `Fields may be quoted, hold commas, doubled quotes and line breaks`() {
    let all = records("a,\"b,c\",\"d\"\"e\"\"\"\n\"f\r\ng\",,\n")
    #expect(all.map(\.fields) == [["a", "b,c", "d\"e\""], ["f\r\ng", "", ""]])
    #expect(all.map(\.fault) == [nil, nil])
  }

  @Test func `Lines are counted as an editor counts them, whatever ends them`() {
    let all = records("a\r\nb\nc\rd\n\"e\nf\r\ng\rh\"\ni")
    #expect(all.map(\.lines) == [1...1, 2...2, 3...3, 4...4, 5...8, 9...9])
    #expect(all.last?.fields == ["i"])
  }

  @Test func `A quote that is never closed is reported with the line on which it opens`() {
    let all = records("a,b\nc,\"d\ne,f\n")
    #expect(all.count == 2)
    #expect(all[1].fault == .unterminatedQuote(line: 2, column: 2))
    #expect(all[1].lines == 2...4)
  }

  @Test func `Text after a closing quote and a quote inside a field are faults of that record only`() {
    let all = records("a,\"b\"c,d\ne\"f,g\nh,i\n")
    #expect(all.map(\.fault) == [.textAfterQuote(column: 2), .quoteInside(column: 1), nil])
    #expect(all.map(\.fields) == [["a", "\"b\"c", "d"], ["e\"f", "g"], ["h", "i"]])
  }

  @Test func `Too many columns and too long a field are faults, and nothing beyond the bound is kept`() {
    let limits = CSVLimits(fieldBytesMax: 3, columnsMax: 2)
    let all = records("a,b,c,d\nabcd,e\nabc,f\n", limits: limits)
    #expect(all.map(\.fault) == [.tooManyColumns, .fieldTooLong(column: 1), nil])
    #expect(all.map(\.fields) == [["a", "b"], ["", "e"], ["abc", "f"]])
  }

  @Test func `An empty text has no record, and a last line needs no line break`() {
    #expect(records("").isEmpty)
    #expect(records("a,").map(\.fields) == [["a", ""]])
    #expect(records("\n").map(\.fields) == [[""]])
  }

  @Test func `Whatever is written comes back, at the line where it was written`() {
    let seed = UInt64.random(in: 0...UInt64.max)
    var numbers = SeededNumbers(seed: seed)
    let alphabet = ["a", ",", "\"", "\n", "\r", "\r\n", "禾", "😀", " ", "'", "=", "9"]
    for _ in 0..<300 {
      let rows = (0..<Int.random(in: 1...6, using: &numbers)).map { _ in
        (0..<4).map { _ in
          (0..<Int.random(in: 0...7, using: &numbers)).map { _ in numbers.pick(from: alphabet, or: "") }.joined()
        }
      }
      var writer = CSVWriter(marked: false)
      for row in rows { writer.write(row) }
      let text = String(decoding: writer.bytes, as: UTF8.self)
      let read = records(text)
      #expect(read.map { $0.fields.map(CSVWriter.unmarked) } == rows, "seed \(seed)")
      #expect(read.allSatisfy { $0.fault == nil }, "seed \(seed)")
      var line = 1
      for (row, record) in zip(rows, read) {
        #expect(record.lines.lowerBound == line, "seed \(seed)")
        line += 1 + row.map(breaks).reduce(0, +)
      }
    }
  }

  /// Line breaks in a field: CRLF is one.
  private func breaks(_ field: String) -> Int { field.count { $0 == "\n" || $0 == "\r" || $0 == "\r\n" } }

  @Test func `What a spreadsheet would compute or round is marked, and the mark comes off again`() {
    var writer = CSVWriter(marked: false)
    let fields = ["=1+1", "+86", "-5", "@x", "'", "330000198502030012", "15400000001", "12345678901234567X"]
    writer.write(fields)
    let text = String(decoding: writer.bytes, as: UTF8.self)
    #expect(text == "'=1+1,'+86,'-5,'@x,'','330000198502030012,15400000001,12345678901234567X\r\n")
    #expect(records(text)[0].fields.map(CSVWriter.unmarked) == fields)
  }
}
