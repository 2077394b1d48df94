import Basics
import Casework
import Enforcement

/// A debt long paid, a bank that wants proof: the counter finds the old case and hands over the certificate within five minutes.
public enum ReceptionCertificate: Story {
  public static let key = "reception-certificate"
  public static let title = "窗口开具结案证明：多年前付清的旧案"
  public static let begins = "2022-10-17"
  private static let minutesMax: Int64 = 5

  public static func live(in court: Scenario) async throws {
    try await court.unitsAnswerWithin(seconds: 60)
    try await court.advance(to: begins, 9)
    try await court.applies(key)
    try await court.advance(minutes: 30)
    try await court.opensCase()
    try await court.servesDebtors()
    try await court.advance(days: 3)
    try await court.debtorPaysAll("黄岩示例模塑有限公司")
    try await court.advance(days: 1)
    try await court.paysOut()
    try await court.closes()
    try await court.endsWell()
    try await court.archives()
    try await asks(court)
  }

  private static func asks(_ court: Scenario) async throws {
    try await court.advance(to: "2025-05-20", 14, 3)
    await court.tell("黄岩示例模塑有限公司的负责人到窗口：贷款银行要看执行结案证明，案子早已付清。")
    let asked = court.clock.now
    let number = try await court.file.number
    var query = CaseListQuery()
    query.text = "模塑"
    let found = try await court.reads.list(query, court: court.configuration.court)
    try court.equal(found.rows.map(\.number), [number], "cases found by part of the name")
    try court.hold(
      try await court.person(.clerk).refusal("reception.requestCertificate", ["asker": "负责人"]) != nil,
      "a clerk issued a certificate")
    try await court.person(.reception).does("reception.requestCertificate", ["asker": "黄岩示例模塑有限公司法定代表人"])
    try await court.advance(minutes: 1)
    guard let paper = try await court.file.papers.latest(.closingCertificate), let sealed = paper.sealed else {
      throw ScenarioFailure("the certificate is not sealed")
    }
    let bytes = try await court.papers.fetch(sealed.file)
    try court.hold(bytes?.starts(with: Array("%PDF".utf8)) == true, "the certificate is a PDF")
    let issued = try await court.moment(PaperSealed.self) { $0.paper == paper.id }
    try court.hold(issued.milliseconds(since: asked) <= minutesMax * 60_000, "issued within five minutes")
    await court.tell("证明当场打印，带核验码，银行可在公开页面核对。")
  }
}
