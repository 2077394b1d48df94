import Basics
import Enforcement
import TestSupport
import Testing

/// A closed case's file goes to the archive.
struct ArchiveTests {
  private func closed() async throws -> ControlledCase {
    let matter = try await ControlledCase()
    let credit: [String: InputValue] = ["amount": "600000", "bankLine": "l1", "source": "debtor"]
    _ = try await matter.does("funds.bookReceipt", credit, by: .machine)
    let notice = try #require(try await matter.file.papers.unsigned.first { $0.kind == .enforcementNotice })
    _ = try await matter.does("papers.sign", ["paper": "\(notice.id)"], by: matter.judge)
    #expect(try await matter.does("archive.compile", by: try await matter.court.staff("书记", [.clerk])).code == "notClosedYet")
    _ = try await matter.does("closing.submit", ["justification": "账户待核实"], by: try await matter.handler)
    _ = try await matter.does("closing.review", by: try await matter.court.staff("审管", [.trialManagement]))
    #expect(try await matter.does("closing.approve", by: try await matter.court.staff("局长", [.bureauChief])).code == nil)
    try await matter.court.settle()
    return matter
  }

  @Test("A closed case's file is put together, sent back, put together anew and taken over by the archive within three months")
  func way() async throws {
    let matter = try await closed()
    let clerk = try await matter.court.staff("书记员", [.clerk])
    let archivist = try await matter.court.staff("档文", [.archivist])
    let node = try #require(try await matter.file.process.open.values.first { $0.key == "archiveFile" })
    let closedOn = try #require(try await matter.file.closing.closed?.on)
    #expect(node.due?.day == closedOn.adding(months: 3))
    let shelf: [String: InputValue] = ["shelfmark": "ZX-2026-0017"]
    #expect(try await matter.does("archive.take", shelf, by: archivist).code == "fileNotCompiled")
    #expect(try await matter.does("archive.compile", by: archivist).code == "notYourRole")
    let verdict = try await matter.does("archive.compile", by: clerk)
    if verdict.code == "serviceOpen" {
      #expect(try await matter.does("archive.compile", ["remark": "执行通知书邮寄送达，回证未回"], by: clerk).code == nil)
    }
    let items = try #require(try await matter.file.archive.compiled?.items)
    #expect(items.map(\.kind).allSatisfy { $0 == .paper } && items.allSatisfy { ($0.pages ?? 0) > 0 } && !items.isEmpty)
    #expect(items == (try await matter.file).volume)
    #expect(try await matter.does("archive.compile", by: clerk).code == "fileCompiledAlready")
    #expect(try await matter.does("archive.take", shelf, by: clerk).code == "notYourRole")
    #expect(try await matter.does("archive.sendBack", ["reason": "缺送达回证"], by: archivist).code == nil)
    #expect(try await matter.file.archive.compiled == nil)
    #expect(try await matter.does("archive.compile", ["remark": "已补"], by: clerk).code == nil)
    #expect(try await matter.does("archive.take", ["shelfmark": "第十七号"], by: archivist).code != nil)
    #expect(try await matter.does("archive.take", shelf, by: archivist).code == nil)
    let file = try await matter.file
    #expect(file.archive.archived?.shelfmark == "ZX-2026-0017" && !file.process.isOpen("archiveFile"))
    #expect(try await matter.does("archive.take", shelf, by: archivist).code == "fileArchivedAlready")
  }

  @Test("Who put the file together does not take it over, and what came in since sends it back")
  func gates() async throws {
    let matter = try await closed()
    let both = try await matter.court.staff("兼任", [.clerk, .archivist])
    let archivist = try await matter.court.staff("档文", [.archivist])
    let shelf: [String: InputValue] = ["shelfmark": "A1"]
    #expect(try await matter.does("archive.compile", ["remark": "回证未回"], by: both).code == nil)
    #expect(try await matter.does("archive.take", shelf, by: both).code == "secondPerson")
    let attached: [String: InputValue] = [
      "kind": "serviceReceipt", "title": "送达回证", "media": "pdf", "fileID": "77", "fileDigest": "d", "sha256": "s", "bytes": "9",
    ]
    #expect(try await matter.does("files.attach", attached, by: archivist).code == nil)
    #expect(try await matter.does("archive.take", shelf, by: archivist).code == "volumeChanged")
    #expect(try await matter.does("archive.sendBack", ["reason": "回证归卷"], by: archivist).code == nil)
    #expect(try await matter.does("archive.compile", ["remark": "回证已归卷"], by: both).code == nil)
    #expect(try await matter.file.archive.compiled?.items.last?.kind == .attached)
    #expect(try await matter.does("archive.take", shelf, by: archivist).code == nil)
  }
}
