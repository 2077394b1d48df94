import Basics
import XMLText

/// Bounds of what a workbook may contain, so that a hostile or broken one costs a known amount of memory and time.
public struct SheetLimits: Sendable, Hashable {
  /// Bytes of the file as it arrives.
  public var fileBytesMax: Int
  /// Bytes of all parts unpacked.
  public var unpackedBytesMax: Int
  /// Parts of the archive.
  public var partsMax: Int
  /// How many times larger a part of more than a mebibyte may become when it is unpacked.
  public var ratioMax: Int
  /// Bytes of all shared strings together.
  public var sharedBytesMax: Int
  /// The highest row number.
  public var rowsMax: Int
  public var columnsMax: Int

  public init(
    fileBytesMax: Int = 64 * 1024 * 1024, unpackedBytesMax: Int = 384 * 1024 * 1024, partsMax: Int = 2_000,
    ratioMax: Int = 250, sharedBytesMax: Int = 128 * 1024 * 1024, rowsMax: Int = 500_001, columnsMax: Int = 128
  ) {
    self.fileBytesMax = fileBytesMax
    self.unpackedBytesMax = unpackedBytesMax
    self.partsMax = partsMax
    self.ratioMax = ratioMax
    self.sharedBytesMax = sharedBytesMax
    self.rowsMax = rowsMax
    self.columnsMax = columnsMax
  }
}

/// Why a workbook cannot be read or written. Nothing of it is used.
public struct SheetFault: Error, Hashable, Sendable {
  /// What part of the workbook fails, and how.
  public enum Kind: String, Sendable, Hashable {
    /// Not an .xlsx file: text, an old .xls, or one behind a password.
    case notWorkbook
    /// A part is missing or broken.
    case part
    /// Beyond ``SheetLimits`` or what Excel holds.
    case limit
    /// No sheet of that name.
    case sheet
    /// A cell that cannot be understood.
    case cell
    /// The file could not be written.
    case writing
  }
  public let kind: Kind
  /// A part with its line (`xl/workbook.xml:3`) or a cell (`明细!B3`); empty where the whole file is meant.
  public let place: String
  /// The sheet's row, where the fault is of one.
  public let row: Int?
  /// What is wrong, as a statement of fact.
  public let message: Phrase
  /// What to do instead.
  public let instead: Phrase

  public init(_ kind: Kind, at place: String = "", row: Int? = nil, _ message: Phrase, instead: Phrase) {
    self.kind = kind
    self.place = place
    self.row = row
    self.message = message
    self.instead = instead
  }

  /// The fault of an XML part.
  init(_ fault: XMLFault, part: String) {
    self.init(
      fault.kind == .limit ? .limit : .part, at: "\(part):\(fault.place.line)",
      Phrase("工作簿已损坏：", "The workbook is damaged: ") + fault.message, instead: SheetFault.saveAgain)
  }

  static let saveAgain = Phrase("在表格软件中打开，另存为 .xlsx", "Open it in a spreadsheet program and save it as .xlsx")
}

/// A row with content, as text: numbers plain (`1234.5`), days `2024-05-06`, formulas by their last result.
public struct SheetRow: Hashable, Sendable {
  /// The row's number in the sheet, from 1 (of a CSV file: its physical line).
  public var number: Int
  /// Cells from column A on; cells that are not there are empty.
  public var cells: [String]
  /// Columns, from 0, of numbers with more digits than a spreadsheet keeps (15): their last digits are lost.
  public var lossy: [Int]

  public init(number: Int, cells: [String], lossy: [Int] = []) {
    self.number = number
    self.cells = cells
    self.lossy = lossy
  }
}
