import Basics
import Casework
import Enforcement
import Foundation
import Testing

@testable import Web

@Suite("A known number typed with another name")
struct NamesKeptTests {
  @Test("The API answers with both names and says where to correct; the case page says it until the particulars are corrected")
  func bothNames() async throws {
    try await PageCourt.serve { court in
      let visitor = PageVisitor(port: court.port)
      let signedIn = try await visitor.send(
        "POST", "/api/sign-in", "application/json",
        Array("{\"signIn\":\"filing\",\"password\":\"\(PageCourt.password)\"}".utf8), type: "application/json")
      let answer = try #require(try JSONSerialization.jsonObject(with: Data(signedIn.body)) as? [String: Any])
      let token = try #require(answer["token"] as? String)
      func submits(_ name: String) async throws -> PageVisitor.Answer {
        let body = """
          {"parties":[{"role":"applicant","kind":"natural","name":"陈一叶","idKind":"passport","idNumber":"E87654321"},\
          {"role":"debtor","kind":"natural","name":"\(name)","idKind":"passport","idNumber":"E12345678"}],\
          "instrumentNumber":"(2025)浙1024民初772号","instrumentCourt":"仙居县人民法院","instrumentKind":"judgment",\
          "instrumentDate":"2025-12-01","lastPerformanceDay":"2026-01-10","claims":[{"kind":"principal","amount":"100"}]}
          """
        return try await visitor.send(
          "POST", "/api/commands/filing.submit", "application/json", Array(body.utf8), type: "application/json",
          headers: [("Authorization", "Bearer \(token)")])
      }
      let first = try await submits("何半山")
      #expect(first.status == 201 && first.text.contains("\"warnings\":[]"), "\(first.text)")
      let other = try await submits("何半川")
      #expect(other.status == 201 && other.text.contains("nameKept"), "\(other.text)")
      #expect(other.text.contains("何半山") && other.text.contains("何半川") && other.text.contains("correction.particulars"))
      let made = try #require(
        try await court.store.read(after: 0, limit: 1000).compactMap { $0.event as? ApplicationReceived }.last)
      let page = try await court.signIn("filing").get("/cases/\(made.caseID)")
      #expect(page.text.contains("证件号码相同而姓名不同") && page.text.contains("何半川"))
      let same = try await submits("何半山")
      #expect(same.text.contains("\"warnings\":[]"), "the known name is no news")
    }
  }
}
