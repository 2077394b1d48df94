import Basics
import Foundation
import Testing

@testable import BankFiles

@Suite struct BankFileKindTests {
  @Test func `A file's kind is known by its first bytes, whatever its prefix, mark or encoding`() throws {
    #expect(BankFileKind(Array(BankMessages.statement().utf8)) == .statement)
    #expect(BankFileKind([0xEF, 0xBB, 0xBF] + Array(BankMessages.notice.utf8)) == .notice)
    #expect(BankFileKind(Array(BankMessages.statusReport.utf8)) == .statusReport)
    #expect(BankFileKind(Array(BankMessages.returns.utf8)) == .returns)
    #expect(BankFileKind(try TransferTests.written([TransferTests.transfer(1)]).bytes[0]) == .payments)
    #expect(BankFileKind(gb18030(Array(ExportTests.ccb.utf8))) == .table)
    #expect(BankFileKind(Array("<html><body/></html>".utf8)) == nil)
    #expect(BankFileKind(Array("<!DOCTYPE a><a/>".utf8)) == nil)
  }

  @Test func `A file on disk is read in pieces`() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "statement-\(UInt64.random(in: 0...UInt64.max)).xml").path
    try Data(BankMessages.statement().utf8).write(to: URL(filePath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    var amounts: [Money] = []
    let file = try StatementReader().read(from: FilePieces.of(path, bytesEach: 100)) { _, entry in
      if let entry { amounts.append(entry.amount) }
    }
    #expect(file.isAccepted && amounts.count == 5)
    #expect(throws: (any Error).self) { try FilePieces.of(path + ".none") }
  }
}
