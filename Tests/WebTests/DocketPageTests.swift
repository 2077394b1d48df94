import Basics
import Casework
import Enforcement
import Foundation
import Import
import Testing

@testable import Web

/// Dockets handed in over the web.
@Suite("Dockets", .serialized)
struct DocketPageTests {
  private static let columns = [
    "收案编号", "行别", "法院代字", "案件类型", "收到申请日", "执行依据文号", "作出机关", "文书种类", "文书日期", "履行期限届满日", "诉讼地位", "当事人类别", "姓名或名称", "证件种类",
    "证件号码", "联系电话", "地址", "债权种类", "金额",
  ]
  private static func line(_ fields: [String: String]) -> String { columns.map { fields[$0] ?? "" }.joined(separator: ",") }

  private static func lines(_ ref: String, serial: Int, sum: String) -> [String] {
    func party(_ role: String, _ name: String, _ number: String) -> [String: String] {
      [
        "收案编号": ref, "行别": "当事人", "法院代字": "浙1099", "诉讼地位": role, "当事人类别": "自然人", "姓名或名称": name, "证件种类": "居民身份证", "证件号码": number,
        "联系电话": "15400000001", "地址": "浙江省仙居县示例乡1号",
      ]
    }
    let applicant = party("申请执行人", "王禾安", "330000197604120117").merging([
      "案件类型": "执", "收到申请日": "2026-03-10", "执行依据文号": "(2025)浙1024民初\(serial)号", "作出机关": "仙居县人民法院", "文书种类": "民事判决书",
      "文书日期": "2025-12-01", "履行期限届满日": "2026-01-10",
    ]) { own, _ in own }
    let claim = ["收案编号": ref, "行别": "债权", "法院代字": "浙1099", "债权种类": "本金", "金额": sum]
    return [applicant, party("被执行人", "林见山", PageCourt.sunID), claim].map(line)
  }
  /// A good case and one whose sum is no sum.
  private static func docket(_ ref: String) -> [UInt8] {
    let lines =
      [columns.joined(separator: ",")] + lines(ref, serial: 7, sum: "1000.00") + lines(ref + "-bad", serial: 8, sum: "很多")
    return Array((lines.joined(separator: "\r\n") + "\r\n").utf8)
  }

  private static func finished(_ intake: DocketIntake, _ id: ID<DocketJob>) async throws -> DocketJob {
    for _ in 0..<200 {
      if let job = await intake.job(id), job.state != .filing { return job }
      try await Task.sleep(for: .milliseconds(20))
    }
    return try #require(await intake.job(id))
  }

  @Test("Good cases are filed, bad rows come back; the same docket again files nothing")
  func filed() async throws {
    try await PageCourt.serve { court in
      let filing = Actor(.machine, roles: [.machine])
      let before = try await court.services.reads.counts(court: court.services.court, now: court.services.desk.clock.now).open
      for turn in [1, 0] {
        let job = try await court.services.dockets.take(Self.docket("t"), named: "t.csv", by: filing)
        let done = try await Self.finished(court.services.dockets, job.id)
        #expect(
          done.state == .done && done.total == 1 && done.done == 1 && done.filed == turn && done.held == 1 && done.errors == 1)
        let report = try #require(try await court.services.dockets.report(job.id, language: .zh))
        #expect(String(decoding: try #require(report.correctionCSV()), as: UTF8.self).contains("很多"))
      }
      let after = try await court.services.reads.counts(court: court.services.court, now: court.services.desk.clock.now).open
      #expect(after == before + 1)
    }
  }

  @Test("A docket that a stop interrupted is taken up again")
  func resumed() async throws {
    try await PageCourt.serve { court in
      let job = try await court.services.dockets.take(Self.docket("r"), named: "r.csv", by: .machine)
      _ = try await Self.finished(court.services.dockets, job.id)
      let again = try court.reopenedDockets()
      #expect(await again.job(job.id)?.state == .done)
      try court.forgetProgress(of: job.id)
      let interrupted = try court.reopenedDockets()
      #expect(await interrupted.job(job.id)?.state == .filing)
      await interrupted.resume()
      let done = try await Self.finished(interrupted, job.id)
      #expect(done.state == .done && done.done == 1 && done.filed == 0)
    }
  }

  @Test("A role that may not file is told who may, and sees no file box; what is no docket is refused with the place")
  func rights() async throws {
    try await PageCourt.serve { court in
      let officer = try await court.signIn("officer")
      let page = try await officer.get("/dockets").text
      #expect(page.contains("立案法官") && !page.contains("type=\"file\""))
      let filing = try await court.signIn("filing")
      let shown = try await filing.get("/dockets")
      #expect(shown.text.contains("type=\"file\""))
      let refused = try await filing.upload("/dockets", Array("a,b\r\n1,2\r\n".utf8), csrf: shown.csrf)
      #expect(refused.status == 422 && refused.text.contains("第 1 行"))
      let empty = try await filing.upload("/dockets", nil, csrf: shown.csrf)
      #expect(empty.status == 422 && empty.text.contains("请选择文件"))
      let forged = try await filing.upload("/dockets", Self.docket("f"), csrf: "no")
      #expect(forged.status == 403)
      let taken = try await filing.upload("/dockets", Self.docket("u"), csrf: shown.csrf)
      #expect(taken.status == 303)
      let path = try #require(taken.headers["location"])
      let id = try #require(ID<DocketJob>(String(path.split(separator: "/").last ?? "")))
      #expect(try await Self.finished(court.services.dockets, id).filed == 1)
      let result = try await filing.get(path).text
      #expect(result.contains("第 7 行") && result.contains("corrections.csv"))
    }
  }
}

extension PageVisitor {
  /// Sends a form with a file as a browser does; nil sends the empty file box.
  func upload(_ path: String, _ file: [UInt8]?, csrf: String) async throws -> Answer {
    let boundary = "----form7Q"
    var body = Array("--\(boundary)\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n\(csrf)\r\n".utf8)
    let name = file == nil ? "" : "d.csv"
    body += Array(
      "--\(boundary)\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\(name)\"\r\nContent-Type: text/csv\r\n\r\n"
        .utf8)
    body += file ?? []
    body += Array("\r\n--\(boundary)--\r\n".utf8)
    return try await send("POST", path, "text/html", body, type: "multipart/form-data; boundary=\(boundary)")
  }
}
