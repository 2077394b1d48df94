import Foundation
import XMLText

/// What a file from a bank is, by its first bytes: which reader to give it to.
public enum BankFileKind: String, Sendable, Hashable, CaseIterable {
  /// camt.053: ``StatementReader``
  case statement
  /// camt.054: ``StatementReader``
  case notice
  /// pain.002: ``StatusReportReader``
  case statusReport
  /// pacs.004: ``ReturnReader``
  case returns
  /// pain.001, as ``CreditTransferWriter`` writes it.
  case payments
  /// A table as text or workbook: ``ExportReader`` or ``PayeeList``.
  case table

  /// Nil where the file is XML, but none of these. Looks at no more than the beginning.
  public init?(_ bytes: [UInt8]) {
    let head = Array(bytes.prefix(16 * 1024))
    let start = head.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let isXML = head[start...].first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) } == UInt8(ascii: "<")
    guard isXML else {
      self = .table
      return
    }
    var xml = XMLReader(head)
    guard var name = try? xml.root() else { return nil }
    if name == "Document", let inner = try? xml.child() { name = inner }
    switch name {
    case "BkToCstmrStmt": self = .statement
    case "BkToCstmrDbtCdtNtfctn": self = .notice
    case "CstmrPmtStsRpt": self = .statusReport
    case "PmtRtr": self = .returns
    case "CstmrCdtTrfInitn": self = .payments
    default: return nil
    }
  }
}

/// A file on disk, piece by piece, for the readers that take pieces.
public enum FilePieces {
  /// Opens a file. Throws where it cannot be opened; the source throws where it cannot be read on.
  public static func of(_ path: String, bytesEach: Int = 256 * 1024) throws -> () throws -> [UInt8] {
    let file = try FileHandle(forReadingFrom: URL(filePath: path))
    return {
      guard let data = try file.read(upToCount: max(1, bytesEach)) else { return [] }
      return [UInt8](data)
    }
  }
}
