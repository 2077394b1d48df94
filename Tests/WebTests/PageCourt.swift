import Basics
import Casework
import Enforcement
import Foundation
import Hummingbird
import Import
import Settings
import Storage
import StorageSQLite
import TestSupport
import Testing
import Wording

@testable import Web

/// A court on a free loopback port with its real store: staff of four roles and two filed cases, whose people are fictional.
struct PageCourt: Sendable {
  let store: SQLiteStore
  let services: CourtServices
  let codes: SentCodes
  let port: Int
  let folder: URL
  let sunCase: ID<CaseFile>
  let liCase: ID<CaseFile>
  static let password = "a long enough password"
  static let sunID = "330000198009030138"
  static let today = Day(2026, 3, 16) ?? .earliest

  struct StillClock: CourtClock {
    var now: Instant { Instant(PageCourt.today, hour: 9, minute: 30) }
  }
  /// What would have gone to phones.
  actor SentCodes {
    private(set) var texts: [String] = []
    private(set) var phones: [String] = []
    func take(_ phone: String, _ text: String) {
      phones.append(phone)
      texts.append(text)
    }
  }
  struct NoPreview: PaperPreview {
    /// A notice whose words come from a made-up case; an edited text is read from the store.
    func writing(_ paper: ID<Paper>, of caseID: ID<CaseFile>) async throws -> PaperWriting {
      let day = Day(2026, 3, 10) ?? .earliest
      let debtor = PaperParty(.person, name: "孙远舟", idNumber: PageCourt.sunID, address: "浙江省仙居县示例乡远山村66号")
      let facts = PaperFacts(
        court: "临江市人民法院", caseNumber: "(2026)浙1099执1号", cause: "民间借贷纠纷",
        applicants: [PaperParty(.person, name: "王禾安", idNumber: "", address: "")], debtors: [debtor],
        instrument: PaperInstrument(
          maker: "仙居县人民法院", number: "(2025)浙1024民初101号", kind: "民事判决书", date: day, content: "孙远舟偿还王禾安借款。"),
        claim: [PaperClaimItem("本金", .yuan(130_000))], filed: day, date: PageCourt.today, signers: [], clerk: nil,
        contact: PaperContact(officer: "执行甲", phone: "", address: "临江市人民法院执行局"))
      let notice = EnforcementNotice(to: debtor, within: .days(7), delay: .interest(base: .yuan(130_000), from: day), fee: nil)
      let drawn = notice.paper(facts)
      var content = drawn
      let state: CaseFile = try await desk.state(.caseFile(caseID))
      let text = state.papers.all[paper]?.life.text
      if let text, let blocks = try await vault.open([text.content])[text.content]?.fields["blocks"] {
        content.blocks = try JSONText.decode([PaperBlock].self, blocks)
      }
      return PaperWriting(
        content: content, drawn: drawn, data: facts.data, names: facts.names, version: text?.content.version ?? 0)
    }
    let desk: CaseDesk
    let vault: any Vault
    func preview(_ paper: ID<Paper>, of caseID: ID<CaseFile>) async throws -> [UInt8] { Array("%PDF-draft".utf8) }
    func together(_ papers: [(ID<CaseFile>, ID<Paper>)], isDuplex: Bool) async throws -> [UInt8] {
      Array("%PDF-\(papers.count)".utf8)
    }
  }

  /// Serves while `body` runs, then stops and takes the folder away.
  static func serve(isSecure: Bool = false, _ body: @Sendable (PageCourt) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "pages-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let keys = VaultKeys(secret: Array(repeating: 5, count: 32))
    let store = try SQLiteStore(file: folder.appending(path: "court.sqlite"), keys: keys)
    let codes = SentCodes()
    var services = try services(store, keys, folder, codes)
    services.isSecure = isSecure
    let cases = try await fill(services, store)
    let (ports, port) = AsyncStream.makeStream(of: Int.self)
    let application = WebServer(services, courtKeys: []).application(host: "127.0.0.1", port: 0) { port.yield($0) }
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await application.run() }
      var numbers = ports.makeAsyncIterator()
      let number = try #require(await numbers.next())
      try await body(
        PageCourt(
          store: store, services: services, codes: codes, port: number, folder: folder, sunCase: cases.sun, liCase: cases.li))
      group.cancelAll()
    }
  }

  private static func services(_ store: SQLiteStore, _ keys: VaultKeys, _ folder: URL, _ codes: SentCodes) throws -> CourtServices
  {
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized
    let configuration = try CourtConfiguration.read(
      config: root.appending(path: "config"), lawData: root.appending(path: "data-law"))
    let desk = CaseDesk(
      store: store, hasher: keys, clock: StillClock(), ids: IDSource(clock: StillClock()), books: configuration.books)
    let papers = try FolderPaperStore(folder: folder.appending(path: "papers"), keys: keys)
    let dockets = try DocketIntake(
      desk: desk, court: configuration.court, calendar: configuration.books.law.calendar, files: papers,
      folder: folder.appending(path: "dockets"))
    let payouts = PayoutOffice(
      desk: desk, reads: SQLBatchReads(store), files: papers, court: configuration.court, courtName: configuration.courtName,
      settings: configuration.payments)
    let bankFiles = try BankFileIntake(
      desk: desk, court: configuration.court, files: papers, folder: folder.appending(path: "bank-files"))
    let court = configuration.court
    let takeovers = try TakeoverIntake(
      desk: desk, court: court, files: papers, folder: folder.appending(path: "takeovers")
    ) {
      let staff = try await SQLCaseReads(store).staff(court: court)
      let names = try await store.open(staff.map(\.vault))
      return staff.map { RunningCourt.Member(id: $0.id, name: names[$0.vault]?.fields["name"] ?? "", roles: $0.roles) }
    }
    var services = CourtServices(
      desk: desk, reads: SQLCaseReads(store), vault: store, papers: papers, dockets: dockets, payouts: payouts,
      bankFiles: bankFiles, ledger: SQLLedgerReads(store), takeovers: takeovers, signIns: store,
      press: NoPreview(desk: desk, vault: store),
      court: configuration.court, courtName: configuration.courtName, realClock: StillClock(),
      partnerMessage: { _, _, _ in (404, "") }, sendCode: { phone, text in await codes.take(phone, text) })
    services.rounds = try SigningRounds(
      desk: desk, court: court, folder: folder.appending(path: "signing"), check: CourtServices.check(services))
    return services
  }

  private static func fill(_ services: CourtServices, _ store: SQLiteStore) async throws -> (sun: ID<CaseFile>, li: ID<CaseFile>)
  {
    let staff: [(signIn: String, name: String, roles: [Role])] = [
      ("filing", "立案甲", [.filingJudge, .filingClerk]), ("officer", "执行甲", [.officer]), ("judge", "法官甲", [.judge]),
      ("auditor", "审计甲", [.auditor]), ("president", "院长甲", [.president]), ("lead", "组长甲", [.teamLead]),
      ("centre", "指挥甲", [.commandCentre]), ("cashier", "出纳甲", [.cashier]), ("money", "监管甲", [.moneySupervisor]),
    ]
    let secret = try Passwords.secret(of: password)
    for member in staff {
      let id = services.desk.ids.next(StaffMember.self)
      try await services.desk.attempt(
        CommandCall(
          "organisation.addStaff",
          [
            "staff": "\(id)", "name": .text(member.name), "signIn": .text(member.signIn),
            "roles": .list(member.roles.map { .text($0.rawValue) }),
          ]), by: .machine, court: services.court)
      try await store.save(SignInAccount(signIn: member.signIn, staff: id, secret: secret, totp: nil), at: StillClock().now)
    }
    return (
      sun: try await file(services, debtor: "孙远舟", idNumber: sunID, amount: "130000", instrument: "(2025)浙1024民初101号"),
      li: try await file(services, debtor: "李若水", idNumber: "", amount: "50000", instrument: "(2025)浙1024民初102号")
    )
  }

  private static func file(
    _ services: CourtServices, debtor: String, idNumber: String, amount: String, instrument: String
  ) async throws -> ID<CaseFile> {
    let receipt = try await services.desk.attempt(
      CommandCall(
        "filing.submit",
        [
          "instrumentNumber": .text(instrument), "instrumentCourt": "仙居县人民法院", "instrumentKind": "judgment",
          "instrumentDate": "2025-12-01", "lastPerformanceDay": "2026-01-10",
          "parties": .list([
            .object([
              "role": "applicant", "kind": "natural", "name": "王禾安", "idNumber": .text(MadeUp.residentID("王禾安\(debtor)")),
            ]),
            .object([
              "role": "debtor", "kind": "natural", "name": .text(debtor), "idNumber": .text(idNumber), "phone": "15400000003",
              "address": "浙江省仙居县示例乡远山村66号",
            ]),
          ]), "claims": .list([.object(["kind": "principal", "amount": .text(amount)])]),
        ]), by: .machine, court: services.court)
    let id = try #require(receipt.appended.first { $0.stream.kind == .caseFile }.flatMap { ID<CaseFile>($0.stream.key) })
    try await services.desk.attempt(CommandCall("filing.file", ["case": "\(id)"]), by: .machine, court: services.court)
    return id
  }

  /// The intake as a restart finds it.
  func reopenedDockets() throws -> DocketIntake {
    try DocketIntake(
      desk: services.desk, court: services.court, calendar: services.desk.books.law.calendar, files: services.papers,
      folder: folder.appending(path: "dockets"))
  }
  /// Puts a docket's file back to how it stood when its filing began.
  func forgetProgress(of job: ID<DocketJob>) throws {
    let file = folder.appending(path: "dockets/\(job).json")
    let text = try String(contentsOf: file, encoding: .utf8)
    try Data(text.replacing("\"state\":\"done\"", with: "\"state\":\"filing\"").replacing("\"done\":1", with: "\"done\":0").utf8)
      .write(to: file)
  }

  /// From now on the case is the officer's who signs in as `officer`.
  func givesToOfficer(_ id: ID<CaseFile>) async throws {
    let officer = try #require(try await services.desk.organisation(services.court).members(.officer).first)
    guard try await file(id).triage.handler != officer else { return }
    try await services.desk.attempt(
      CommandCall("triage.assignHandler", ["case": "\(id)", "handler": "\(officer)", "reason": "调整"]),
      by: Actor(.machine, roles: [.teamLead]), court: services.court)
  }

  /// Signs a member of staff in through the page, and gives the cookie.
  func signIn(_ name: String) async throws -> PageVisitor {
    let answer = try await PageVisitor(port: port).post("/sign-in", [("signIn", name), ("password", PageCourt.password)])
    #expect(answer.status == 303 && answer.headers["location"] == "/")
    return PageVisitor(
      port: port, cookie: try #require(answer.headers["set-cookie"]?.split(separator: ";").first.map(String.init)))
  }
}

/// A browser as plain as can be: one connection a request, no redirects followed, a cookie sent as it was given.
struct PageVisitor: Sendable {
  let port: Int
  var cookie = ""
  /// The site a form says it comes from.
  var origin = ""

  struct Answer: Sendable {
    let status: Int
    let headers: [String: String]
    let body: [UInt8]
    var text: String { String(decoding: body, as: UTF8.self) }
    /// The form's token, as the page carries it.
    var csrf: String {
      text.split(separator: "name=\"csrf\" value=\"").dropFirst().first.map { String($0.prefix { $0 != "\"" }) } ?? ""
    }
  }

  func get(_ path: String, accept: String = "text/html") async throws -> Answer { try await send("GET", path, accept, []) }

  func post(_ path: String, _ fields: [(String, String)], accept: String = "text/html") async throws -> Answer {
    let body = fields.map { "\(Address.encoded($0.0))=\(Address.encoded($0.1))" }.joined(separator: "&")
    return try await send("POST", path, accept, Array(body.utf8))
  }

  func send(
    _ method: String, _ path: String, _ accept: String, _ body: [UInt8], type: String = "application/x-www-form-urlencoded",
    headers: [(String, String)] = []
  ) async throws -> Answer {
    let site = origin.isEmpty ? "" : "Origin: \(origin)\r\n"
    let request = """
      \(method) \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nAccept: \(accept)\r\nCookie: \(cookie)\r\n\
      \(headers.map { "\($0.0): \($0.1)\r\n" }.joined())\(site)Content-Type: \(type)\r\nContent-Length: \(body.count)\r\n\r\n
      """
    let port = port
    let bytes = await withCheckedContinuation { done in
      // Blocking calls stay off the threads on which the server answers.
      DispatchQueue.global().async { done.resume(returning: PageVisitor.exchange(port, Array(request.utf8) + body)) }
    }
    return try PageVisitor.parse(bytes)
  }

  private static func exchange(_ port: Int, _ request: [UInt8]) -> [UInt8] {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let connected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard connected == 0, write(descriptor, request, request.count) == request.count else { return [] }
    var answer: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 65_536)
    while answer.count < 16 << 20 {
      let count = read(descriptor, &part, part.count)
      guard count > 0 else { break }
      answer += part[..<count]
    }
    return answer
  }

  private static func parse(_ bytes: [UInt8]) throws -> Answer {
    let mark = Array("\r\n\r\n".utf8)
    let end = try #require(bytes.indices.first { bytes[$0...].starts(with: mark) })
    let lines = String(decoding: bytes[..<end], as: UTF8.self).split(separator: "\r\n")
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
      let halves = line.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
      headers[halves[0].lowercased()] = halves.count == 2 ? halves[1] : ""
    }
    let status = lines.first?.split(separator: " ").dropFirst().first.flatMap { Int($0) }
    let body = Array(bytes[(end + 4)...])
    let isChunked = headers["transfer-encoding"]?.lowercased() == "chunked"
    return Answer(status: try #require(status), headers: headers, body: isChunked ? try joined(body) : body)
  }

  /// The parts of a body that came in parts, each with its length before it.
  private static func joined(_ body: [UInt8]) throws -> [UInt8] {
    var joined: [UInt8] = []
    var rest = body[...]
    while let end = rest.firstIndex(of: 13) {
      let count = try #require(Int(String(decoding: rest[..<end], as: UTF8.self), radix: 16))
      if count == 0 { break }
      joined += rest[(end + 2)..<(end + 2 + count)]
      rest = rest[(end + 4 + count)...]
    }
    return joined
  }
}
