import Basics
import Casework
import Enforcement
import Foundation
import Testing

@testable import Import
@testable import Web

/// Running cases that come with their papers, as an archive over the web.
@Suite("Takeovers with papers", .serialized)
struct TakeoverArchiveTests {
  private typealias Files = [(name: String, bytes: [UInt8])]

  private static func tables(_ court: PageCourt, cases: Int = 4, seed: UInt64 = 7) async throws -> RunningGenerator.Tables {
    let books = court.services.desk.books
    let staff = try await StaffNames(services: court.services).all()
    let known = RunningCourt(
      court: court.services.court, today: PageCourt.today, law: books.law, triage: books.triage, units: books.units,
      staff: staff.map { RunningCourt.Member(id: $0.id, name: $0.name, roles: $0.roles) })
    return RunningGenerator(seed: seed, cases: cases, faults: 0, court: known).tables()
  }
  private static func paper(_ words: String) -> [UInt8] { Array("%PDF-1.4\n% \(words)\n%%EOF\n".utf8) }

  /// Hands files in as the page's form does, and gives the answer.
  private static func hand(
    _ visitor: PageVisitor, _ file: (name: String, bytes: [UInt8]), papers: [UInt8]? = nil
  ) async throws -> PageVisitor.Answer {
    let page = try await visitor.get("/takeovers")
    var files = [(field: "file", name: file.name, bytes: file.bytes)]
    if let papers { files.append((field: "papers", name: "papers.zip", bytes: papers)) }
    return try await HandEntryPageTests.send(visitor, "/takeovers", [("csrf", page.csrf)], files: files)
  }
  private static func job(_ answer: PageVisitor.Answer) throws -> ID<TakeoverJob> {
    let path = try #require(answer.headers["location"], "\(answer.text.suffix(3_000))")
    return try #require(ID<TakeoverJob>(String(path.split(separator: "/").last ?? "")))
  }

  private static func stored(_ court: PageCourt) -> Int {
    let all = FileManager.default.enumerator(at: court.folder.appending(path: "papers"), includingPropertiesForKeys: nil)
    return all?.compactMap { $0 as? URL }.count { !$0.hasDirectoryPath } ?? 0
  }
  private static func left(_ court: PageCourt) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: court.folder.appending(path: "takeovers").path)
      .filter { !$0.hasSuffix(".json") }
  }

  private static func takenOver(_ court: PageCourt, _ id: ID<TakeoverJob>) async throws -> TakeoverJob {
    let president = try #require(try await StaffNames(services: court.services).all().first { $0.roles.contains(.president) })
    _ = try await court.services.takeovers.sign(id, by: .machine, signer: president.id)
    for _ in 0..<400 {
      if let job = await court.services.takeovers.job(id), !job.isRunning { return job }
      try await Task.sleep(for: .milliseconds(20))
    }
    return try #require(await court.services.takeovers.job(id))
  }

  @Test("An archive with tables and papers is checked, taken over and compared; each paper is stored once and opens in its case")
  func whole() async throws {
    try await PageCourt.serve { court in
      let filing = try await court.signIn("filing")
      let tables = try await Self.tables(court)
      let refs = tables.cases.map(\.ref)
      // As a folder that was packed whole, with what such programs leave behind.
      let papers: Files = [
        ("在办/papers/\(refs[0])/裁定书.pdf", Self.paper("one")), ("在办/papers/\(refs[0])/通知.pdf", Self.paper("two")),
        ("在办/文书/\(refs[1])/笔录.pdf", Self.paper("three")), ("__MACOSX/在办/._x", [0]), ("在办/.DS_Store", [0]),
      ]
      let archive = StoredZip.pack(tables.files.map { ("在办/\($0.name)", $0.bytes) } + papers)
      let before = Self.stored(court)
      let handed = try await Self.hand(filing, ("running.zip", archive))
      let id = try Self.job(handed)
      let kept = Self.stored(court)
      #expect(kept == before + tables.files.count + 3 + 1, "tables, papers, and the list of them")
      #expect(try Self.left(court) == [])
      let reading = try #require(try await court.services.takeovers.reading(id))
      #expect(reading.errorCount == 0 && reading.accepted.count == 4, "\(reading.faults.map(\.sentence.en))")

      // The same once more: the same takeover, and nothing is stored again.
      #expect(try Self.job(try await Self.hand(filing, ("again.zip", archive))) == id)
      #expect(Self.stored(court) == kept)

      let done = try await Self.takenOver(court, id)
      #expect(done.state == .done && done.taken == 4 && done.differences == [], "\(done)")
      #expect(Self.stored(court) == kept, "papers are stored once")
      let number = try #require(tables.cases.first).number
      let found = try await court.services.takeovers.reading(id)?.here
      #expect(found == 4)
      let known = try await court.services.desk.store.find(.caseNumbers([number]), court: court.services.court)
      guard case .caseNumbers(let cases) = known, let first = cases[number] else {
        Issue.record("\(number) is not here")
        return
      }
      let opened = try await filing.get("/cases/\(first)/attachments/0")
      #expect(opened.status == 200 && opened.text.contains("%PDF-1.4"))
    }
  }

  @Test("Papers come beside a workbook too; a second check says how many cases are here already, and an empty list is a file")
  func beside() async throws {
    try await PageCourt.serve { court in
      let filing = try await court.signIn("filing")
      let tables = try await Self.tables(court, seed: 9)
      let ref = try #require(tables.cases.first).ref
      let book = (name: "court.xlsx", bytes: try tables.workbook())
      let papers = StoredZip.pack([("\(ref)/裁定书.pdf", Self.paper("one"))])
      let id = try Self.job(try await Self.hand(filing, book, papers: papers))
      let done = try await Self.takenOver(court, id)
      #expect(done.state == .done && done.taken == 4 && done.here == 0)
      let page = try await filing.get("/takeovers/\(id)")
      #expect(page.text.contains("differences.csv"))
      let list = try await filing.get("/takeovers/\(id)/differences.csv")
      #expect(list.status == 200 && list.text.split(separator: "\n").count == 1, "\(list.text)")

      let more = StoredZip.pack([("\(ref)/裁定书.pdf", Self.paper("one")), ("\(ref)/通知.pdf", Self.paper("two"))])
      let stored = Self.stored(court)
      let again = try #require(
        await court.services.takeovers.job(try Self.job(try await Self.hand(filing, book, papers: more))))
      #expect(again.id != id && again.here == 4 && again.total == 4)
      #expect(Self.stored(court) == stored + 2, "the workbook and the list; papers of a case that is here are not stored again")
      #expect(try await filing.get("/takeovers/\(again.id)").text.contains("其中已在本系统"))
    }
  }

  @Test("What an archive may not be is refused as a whole, with the place, and nothing of it stays")
  func refused() async throws {
    try await PageCourt.serve { court in
      let filing = try await court.signIn("filing")
      let tables = try await Self.tables(court)
      let ref = try #require(tables.cases.first).ref
      let files: Files = tables.files.map { ($0.name, $0.bytes) }
      let good = ("papers/\(ref)/a.pdf", Self.paper("one"))
      var locked = StoredZip.pack(files + [good])
      for start in locked.indices.dropLast(4) {
        let head = Array(locked[start..<start + 4])
        if head == [0x50, 0x4B, 3, 4] { locked[start + 6] |= 1 }
        if head == [0x50, 0x4B, 1, 2] { locked[start + 8] |= 1 }
      }
      var damaged = StoredZip.pack(files + [good])
      let content = try #require(damaged.firstRange(of: Array("% one".utf8)))
      damaged[content.lowerBound] = 0
      let bad: [(said: String, bytes: [UInt8])] = [
        ("加了密码", locked), ("a.pdf”已损坏", damaged),
        ("指向压缩包之外", StoredZip.pack(files + [("papers/../../x.pdf", Self.paper("x"))])),
        ("文件夹里只认 papers", StoredZip.pack(files + [("scans/\(ref)/a.pdf", Self.paper("x"))])),
        ("出现两次", StoredZip.pack(files + [good, good])), ("缺少", StoredZip.pack([good])),
        ("这不是 .zip 文件", Array("PK no".utf8)), ("这不是 .zip 文件", Array(StoredZip.pack(files).dropLast(40))),
      ]
      let stored = Self.stored(court)
      for (said, bytes) in bad {
        let answer = try await Self.hand(filing, ("bad.zip", bytes))
        #expect(answer.status == 422 && answer.text.contains(said), "\(said): \(answer.status) \(answer.text.suffix(2_000))")
      }
      let two = try await Self.hand(filing, ("all.zip", StoredZip.pack(files)), papers: StoredZip.pack([good]))
      #expect(two.status == 422 && two.text.contains("已经提交了压缩包"))
      #expect(Self.stored(court) == stored)
      #expect(try Self.left(court) == [])

      // Of one case only: it waits, and the others can be taken over.
      let plain = StoredZip.pack(files + [("papers/\(ref)/a.pdf", Array("text".utf8)), ("papers/nobody/a.pdf", Self.paper("x"))])
      let reading = try #require(
        try await court.services.takeovers.reading(try Self.job(try await Self.hand(filing, ("some.zip", plain)))))
      #expect(reading.held == [ref] && reading.errorCount == 2)
      #expect(reading.faults.contains { $0.source == "papers/nobody/a.pdf" && $0.rule == "M11" })
    }
  }

  @Test("A form in pieces of any size is read as one in one piece")
  func pieces() throws {
    let content = Array("first line\r\n--notTheEnd\r\n\r\n-".utf8) + [0, 255, 13, 10, 45, 45]
    var body = Array("--b7\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\ntoken\r\n".utf8)
    body += Array("--b7\r\nContent-Disposition: form-data; name=\"papers\"; filename=\"\"\r\n\r\n\r\n".utf8)
    body += Array("--b7\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.zip\"\r\n\r\n".utf8)
    body += content + Array("\r\n--b7--\r\n".utf8)
    let folder = FileManager.default.temporaryDirectory
    for size in 1...body.count {
      var upload = try #require(
        StreamedUpload(contentType: "multipart/form-data; boundary=b7") { folder.appending(path: "piece-\(UUID().uuidString)") })
      defer { upload.remove() }
      for start in stride(from: 0, to: body.count, by: size) { try upload.take(body[start..<min(start + size, body.count)]) }
      let file = try #require(upload.file(in: "file"))
      #expect(upload.isOver && upload.fields.pairs.map(\.value) == ["token"] && upload.files.count == 1, "\(size)")
      #expect(try file.bytes(upTo: 1_000) == content && file.bytes(upTo: 10) == nil, "\(size)")
    }
  }
}
