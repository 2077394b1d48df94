import Basics
import Foundation
import Sheets
import Testing

@testable import BankFiles

/// Writes one file of each shape into the folder named by `ZHIXING_SAMPLES`, for other programs to judge
/// (`Tests/peers/bank_files.py`); without it, into memory only.
@Suite struct SampleTests {
  private let folder = ProcessInfo.processInfo.environment["ZHIXING_SAMPLES"].map { URL(filePath: $0) }

  private func keep(_ name: String, _ bytes: [UInt8]) throws {
    guard let folder else { return }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data(bytes).write(to: folder.appending(path: name))
  }

  @Test func `One file of each shape of payments is written`() throws {
    var transfers = (1...25).map { TransferTests.transfer($0, Int64($0 * 101)) }
    transfers[1].bank = nil
    transfers[2].bankName = ""
    transfers[3].remittance = ""
    transfers[4].bank = .bic("ABCDCNBJ")
    transfers[5].name = String(repeating: "名", count: 140)
    transfers[6].remittance = String(repeating: "&", count: 140)
    transfers[7].amount = .outsideMax
    transfers[8].bank = nil
    transfers[8].bankName = ""
    let longest = TransferTests.order(payout: String(Int64.max), firstChunk: 99_998, linesMax: 13)
    for (shape, order, debtors) in [("one", TransferTests.order(), 1), ("two", TransferTests.order(), 2), ("split", longest, 2)] {
      let (files, bytes) = try TransferTests.written(transfers, order, debtorCount: debtors)
      #expect(files.map(\.lineCount) == (shape == "split" ? [13, 12] : [25]))
      for (file, content) in zip(files, bytes) { try keep("pain.001-\(shape)-\(file.chunk).xml", content) }
    }
  }

  @Test func `The messages of the tests are written, to be compared with their published forms`() throws {
    for version in ["02", "03", "04", "06", "07", "08", "11", "14"] {
      let text = BankMessages.statement(version)
      #expect(try StatementReader().read(Array(text.utf8)).isAccepted)
      try keep("camt.053.001.\(version).xml", Array(text.utf8))
    }
    try keep("camt.054.001.08.xml", Array(BankMessages.notice.utf8))
    let report = BankMessages.statusReport.replacing("pain.002.001.10", with: "pain.002.001.12")
    #expect(try StatusReportReader().read(Array(report.utf8)).isAccepted)
    try keep("pain.002.001.12.xml", Array(report.utf8))
  }

  @Test func `A workbook of every kind of cell is written`() throws {
    let bytes = try WorkbookWriter.bytes { writer in
      try writer.sheet("明细", ["收款人", "账号", "金额", "日期", "笔数"].map { SheetColumn($0, width: 20) })
      let day = Day(number: 19_874)
      try writer.row([.text("林青禾"), .text("6222021207000000000"), .money(Money(fen: 12_345_678_901_234)), .day(day), .number(3)])
      try writer.row([.text("=1+1"), .text("0123"), .money(Money(fen: -1)), .blank, .number(-7)])
      try writer.row([.text("@SUM(A1)"), .text("张 & <舟>\n二行"), .money(.outsideMax)])
      try writer.row([.text("_x0041_")])
    }
    #expect(try WorkbookReader(bytes).rows().count == 5)
    try keep("every-cell.xlsx", bytes)
  }
}
