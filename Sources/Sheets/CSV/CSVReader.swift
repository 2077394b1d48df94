/// Bounds of what a CSV file may contain, so that a hostile or broken file costs a known amount of memory and time.
public struct CSVLimits: Sendable, Hashable {
  /// Bytes of one field, as UTF-8.
  public var fieldBytesMax: Int
  /// Fields of one record that are kept; a record with more is at fault.
  public var columnsMax: Int
  /// Records of one file, the header included.
  public var recordsMax: Int
  /// Bytes of one file as it arrives.
  public var fileBytesMax: Int

  public init(
    fieldBytesMax: Int = 4096, columnsMax: Int = 64, recordsMax: Int = 500_001, fileBytesMax: Int = 128 * 1024 * 1024
  ) {
    self.fieldBytesMax = fieldBytesMax
    self.columnsMax = columnsMax
    self.recordsMax = recordsMax
    self.fileBytesMax = fileBytesMax
  }
}

/// What is wrong with the form of one record (RFC 4180). Columns count from 1.
public enum CSVFault: Hashable, Sendable {
  /// The quote that opens a field on `line` is never closed: everything after it was swallowed.
  case unterminatedQuote(line: Int, column: Int)
  /// Something stands between a closing quote and the next comma; the field is kept as it stands, quotes included.
  case textAfterQuote(column: Int)
  /// A quote stands inside a field that does not begin with one.
  case quoteInside(column: Int)
  /// A field is longer than ``CSVLimits/fieldBytesMax``.
  case fieldTooLong(column: Int)
  /// The record has more fields than ``CSVLimits/columnsMax``.
  case tooManyColumns
}

/// One record: where it stands in the text and where its fields are. Reused from record to record.
public struct CSVRecord: Sendable {
  /// The physical line on which the record starts, from 1.
  public internal(set) var line = 0
  /// The physical line on which it ends: greater than ``line`` where a quoted field holds a line break.
  public internal(set) var lastLine = 0
  /// Offset of its first byte in the text.
  public internal(set) var start = 0
  /// The first fault found; an unterminated quote outranks any other.
  public internal(set) var fault: CSVFault?
  /// False for the last record of a text that does not end with a line break.
  public internal(set) var isTerminated = true
  var fields: [Field] = []

  public init() {}
  public var count: Int { fields.count }

  struct Field: Sendable {
    var range: Range<Int>
    var hasDoubledQuotes = false
  }
}

/// Reads CSV (RFC 4180) one record at a time from UTF-8 bytes, with the physical line of each record. Lines end in CRLF, LF or
/// CR; quoted fields may hold commas, doubled quotes and line breaks. No input traps it: what is wrong is said in
/// ``CSVRecord/fault``, and reading goes on with the next record.
public struct CSVReader: Sendable {
  public let text: [UInt8]
  public let limits: CSVLimits
  /// What parts fields: a comma, or the tab of cells copied from a spreadsheet.
  private let separator: UInt8
  private var position: Int
  private var line: Int

  /// Reads from `position`, which must be the start of a record that stands on `line`.
  public init(
    _ text: [UInt8], limits: CSVLimits = CSVLimits(), separator: UInt8 = UInt8(ascii: ","), position: Int = 0, line: Int = 1
  ) {
    self.text = text
    self.limits = limits
    self.separator = separator
    self.position = max(0, position)
    self.line = line
  }

  /// Reads the next record into `record`; false at the end of the text.
  public mutating func next(into record: inout CSVRecord) -> Bool {
    guard position < text.count else { return false }
    record.line = line
    record.start = position
    record.fault = nil
    record.isTerminated = true
    record.fields.removeAll(keepingCapacity: true)
    var column = 0
    var more = true
    while more {
      column += 1
      if position < text.count, text[position] == quote {
        readQuoted(column, into: &record)
      } else {
        readPlain(column, into: &record)
      }
      record.lastLine = line
      more = takeSeparator(of: &record)
    }
    return true
  }

  /// The text of field `index` (from 0), without its quotes; empty beyond the last field.
  public func field(_ index: Int, of record: CSVRecord) -> String {
    guard index < record.fields.count else { return "" }
    let field = record.fields[index]
    guard field.hasDoubledQuotes else { return String(decoding: text[field.range], as: UTF8.self) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(field.range.count)
    var isSecond = false
    for byte in text[field.range] {
      isSecond = byte == quote && !isSecond
      if byte != quote || isSecond { bytes.append(byte) }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private mutating func readPlain(_ column: Int, into record: inout CSVRecord) {
    let start = position
    while position < text.count {
      let byte = text[position]
      if byte == separator || byte == lineFeed || byte == carriageReturn { break }
      if byte == quote { note(.quoteInside(column: column), in: &record) }
      position += 1
    }
    keep(CSVRecord.Field(range: start..<position), column, in: &record)
  }

  private mutating func readQuoted(_ column: Int, into record: inout CSVRecord) {
    let opened = line
    position += 1
    let start = position - 1
    var field = CSVRecord.Field(range: position..<position)
    while position < text.count {
      let byte = text[position]
      if byte == quote {
        guard position + 1 < text.count, text[position + 1] == quote else { break }
        field.hasDoubledQuotes = true
        position += 2
      } else {
        if endsLine(at: position) { line += 1 }
        position += 1
      }
    }
    field.range = field.range.lowerBound..<position
    guard position < text.count else {
      record.fault = .unterminatedQuote(line: opened, column: column)
      keep(field, column, in: &record)
      return
    }
    position += 1
    let closed = position
    while position < text.count, text[position] != separator, text[position] != lineFeed, text[position] != carriageReturn {
      position += 1
    }
    if position > closed {
      note(.textAfterQuote(column: column), in: &record)
      field = CSVRecord.Field(range: start..<position)
    }
    keep(field, column, in: &record)
  }

  /// True where another field follows. Consumes a comma or a line break.
  private mutating func takeSeparator(of record: inout CSVRecord) -> Bool {
    guard position < text.count else {
      record.isTerminated = false
      return false
    }
    if text[position] == separator {
      position += 1
      return true
    }
    if text[position] == carriageReturn, position + 1 < text.count, text[position + 1] == lineFeed { position += 1 }
    position += 1
    line += 1
    return false
  }

  /// A line break counts once: at its LF, or at a CR that no LF follows.
  private func endsLine(at index: Int) -> Bool {
    if text[index] == lineFeed { return true }
    return text[index] == carriageReturn && !(index + 1 < text.count && text[index + 1] == lineFeed)
  }

  private func keep(_ field: CSVRecord.Field, _ column: Int, in record: inout CSVRecord) {
    guard column <= limits.columnsMax else { return note(.tooManyColumns, in: &record) }
    if field.range.count > limits.fieldBytesMax {
      note(.fieldTooLong(column: column), in: &record)
      record.fields.append(CSVRecord.Field(range: field.range.lowerBound..<field.range.lowerBound))
    } else {
      record.fields.append(field)
    }
  }

  private func note(_ fault: CSVFault, in record: inout CSVRecord) {
    if record.fault == nil { record.fault = fault }
  }
}

private let quote = UInt8(ascii: "\"")
private let lineFeed = UInt8(ascii: "\n")
private let carriageReturn = UInt8(ascii: "\r")
