import AsyncHTTPClient
import Basics
import City
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import PartnerAPI
import Testing

@testable import zhixing_city

/// The court's ear: takes what units send, or refuses it.
actor CourtEar {
  private(set) var answers: [PartnerAnswerMessage] = []
  private(set) var notices: [PartnerNoticeMessage] = []
  private(set) var badSignatures = 0
  private(set) var refused = 0
  private var refusals = 0
  private var verifier: PartnerVerifier?
  private var clock = Street.start

  func refuse(_ count: Int) { refusals = count }
  func know(_ keys: PartnerKeys) throws { verifier = try PartnerVerifier(keys.keys) }
  func set(_ instant: Instant) { clock = instant }

  func take(_ path: String, _ header: String?, _ body: [UInt8]) throws -> HTTPResponse.Status {
    if refusals > 0 {
      refusals -= 1
      refused += 1
      return .serviceUnavailable
    }
    guard let signed = try? verifier?.verify(header: header, method: "POST", path: path, body: body, now: clock) else {
      badSignatures += 1
      return .unauthorized
    }
    if path == PartnerPaths.answers {
      let answer = try PartnerJSON.decode(PartnerAnswerMessage.self, from: body)
      guard answer.unit == signed.owner else { return .forbidden }
      answers.append(answer)
    } else {
      let notice = try PartnerJSON.decode(PartnerNoticeMessage.self, from: body)
      guard notice.unit == signed.owner else { return .forbidden }
      notices.append(notice)
    }
    return .noContent
  }
}

/// A city over HTTP and a court that listens to it, for one test.
struct Line {
  let city: String
  let ear: CourtEar
  let client: HTTPClient
  let signer: PartnerSigner

  struct Reply {
    let status: UInt
    let signature: String?
    let body: [UInt8]
    func read<Message: Decodable>(_ type: Message.Type) throws -> Message { try PartnerJSON.decode(type, from: body) }
    var code: String {
      struct Outer: Decodable { let error: [String: String] }
      return (try? read(Outer.self))?.error["code"] ?? ""
    }
  }

  func send(_ method: String, _ path: String, _ body: [UInt8] = [], signature: String? = nil, type: String = "application/json")
    async throws -> Reply
  {
    var request = HTTPClientRequest(url: city + path)
    request.method = .init(rawValue: method)
    request.headers.add(name: "Content-Type", value: type)
    if let signature { request.headers.add(name: PartnerSignature.header, value: signature) }
    if !body.isEmpty { request.body = .bytes(body) }
    let response = try await client.execute(request, timeout: .seconds(10))
    return Reply(
      status: response.status.code, signature: response.headers.first(name: PartnerSignature.header),
      body: Array(try await response.body.collect(upTo: 1 << 20).readableBytesView))
  }
  func ask(_ message: PartnerRequestMessage, at instant: Instant = Street.start, by other: PartnerSigner? = nil) async throws
    -> Reply
  {
    let body = try PartnerJSON.encode(message)
    let path = PartnerPaths.requests(message.unit)
    return try await send(
      "POST", path, body, signature: (other ?? signer).header(method: "POST", path: path, at: instant, body: body))
  }
  func clock(_ word: String = "idle") async throws -> ClockMessage {
    try await send("GET", "/clock/\(word)").read(ClockMessage.self)
  }
  func advance(to instant: Instant) async throws -> Reply {
    await ear.set(instant)
    return try await send("POST", "/clock/advance", Array(#"{"to":"\#(instant)"}"#.utf8))
  }
  /// Waits until nothing is due or being delivered.
  func settle() async throws {
    for _ in 0..<400 {
      if try await clock().idle { return }
      try await Task.sleep(for: .milliseconds(10))
    }
    Issue.record("the city does not come to rest")
  }

  static func with(_ folder: String, ear: CourtEar = CourtEar(), key: PartnerSigner, _ body: (Line) async throws -> Void)
    async throws
  {
    let (courtPorts, courtPort) = AsyncStream.makeStream(of: Int.self)
    let (cityPorts, cityPort) = AsyncStream.makeStream(of: Int.self)
    var quiet = Logger(label: "test")
    quiet.logLevel = .critical
    let router = Router()
    for path in [PartnerPaths.answers, PartnerPaths.notices] {
      router.post(RouterPath(path)) { request, _ in
        let header = HTTPField.Name(PartnerSignature.header).flatMap { request.headers[$0] }
        let body = Array(try await request.body.collect(upTo: 1 << 20).readableBytesView)
        return Response(status: try await ear.take(path, header, body))
      }
    }
    router.get(RouterPath(PartnerPaths.courtKeys)) { _, _ in try zhixing_city.Reply.json(PartnerKeys(keys: [key.publicKey])) }
    let court = Application(
      router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
      onServerRunning: { courtPort.yield($0.localAddress?.port ?? 0) }, logger: quiet)
    let keeper = try await CityKeeper.open(folder, JournalTests.opening(), simulated: true, clock: SystemClock())
    let log = quiet
    try await HTTPClient.withHTTPClient(configuration: CityServer.clientConfiguration) { client in
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await court.run() }
        let courtAddress = "http://127.0.0.1:\(await courtPorts.first { _ in true } ?? 0)"
        let server = try CityServer(
          keeper: keeper, data: folder, court: courtAddress + "/", courtKeys: .court(courtAddress), client: client, log: log)
        group.addTask { try await server.run(host: "127.0.0.1", port: 0) { cityPort.yield($0) } }
        let line = Line(
          city: "http://127.0.0.1:\(await cityPorts.first { _ in true } ?? 0)", ear: ear, client: client, signer: key)
        defer { group.cancelAll() }
        try await ear.know(try await line.send("GET", PartnerPaths.unitKeys).read(PartnerKeys.self))
        try await body(line)
      }
    }
  }
}

@Suite(.serialized) struct HTTPTests {
  let key = PartnerSigner(keyID: "court-1", owner: "浙1003")
  let freeze = Street.message(.freeze(Street.account, 50_000), to: "bankC", id: "42", at: Street.start)

  @Test("A signed request gets a signed receipt, and its answer reaches the court signed, however often the court refuses it")
  func delivery() async throws {
    try await withFolder { folder in
      try await Line.with(folder, key: key) { line in
        await line.ear.refuse(3)
        let reply = try await line.ask(freeze)
        #expect(reply.status == 202)
        #expect(
          try reply.read(PartnerReceiptMessage.self)
            == PartnerReceiptMessage(requestId: "42", unit: "bankC", receivedAt: Street.start, repeated: false))
        let keys = try await line.send("GET", PartnerPaths.unitKeys).read(PartnerKeys.self)
        let signed = try PartnerVerifier(keys.keys).verify(
          header: reply.signature, method: PartnerSignature.receiptMethod, path: "/units/bankC/requests", body: reply.body,
          now: Street.start)
        #expect(signed.owner == "bankC")
        try await line.settle()
        #expect(await line.ear.answers.isEmpty)
        for expected: Int64 in [1, 3] {
          let next = try await line.clock("next").next?.wrappedValue
          #expect(next == Street.start.adding(seconds: expected))
          #expect(try await line.advance(to: next ?? Street.start).status == 200)
          try await line.settle()
        }
        #expect(try await line.advance(to: Street.start.adding(seconds: 7)).status == 200)
        try await line.settle()
        let answers = await line.ear.answers
        #expect(answers.map(\.requestId) == ["42"] && answers.first?.frozen?.amount == .yuan(50_000))
        #expect(await line.ear.badSignatures == 0)
        #expect(try await line.clock().waiting == 0)
        #expect(try await line.advance(to: Street.start).status == 409)
      }
    }
  }

  @Test("Tampered, unsigned, stale, strange and misdirected requests are refused and nothing is done")
  func refusals() async throws {
    try await withFolder { folder in
      try await Line.with(folder, key: key) { line in
        let path = PartnerPaths.requests("bankC")
        let body = try PartnerJSON.encode(freeze)
        let header = try key.header(method: "POST", path: path, at: Street.start, body: body)
        let tampered = Array(String(decoding: body, as: UTF8.self).replacing("50000.00", with: "59000.00").utf8)
        #expect(try await line.send("POST", path, tampered, signature: header).status == 401)
        #expect(try await line.send("POST", path, body).status == 401)
        #expect(try await line.send("POST", PartnerPaths.requests("bankA"), body, signature: header).status == 401)
        #expect(try await line.ask(freeze, at: Street.start.adding(seconds: -301)).status == 401)
        #expect(try await line.ask(freeze, by: PartnerSigner(keyID: "court-9", owner: "浙1003")).status == 401)
        #expect(try await line.ask(freeze, by: PartnerSigner(keyID: "court-1", owner: "浙1003")).status == 401)
        var other = freeze
        other.court = "浙1002"
        let wrongCourt = try await line.ask(other)
        #expect(wrongCourt.status == 403 && wrongCourt.code == "court")
        other = freeze
        other.unit = "bankZ"
        let noUnit = try await line.ask(other)
        #expect(noUnit.status == 404 && noUnit.code == "unitUnknown")
        let misdirected = try key.header(method: "POST", path: "/units/bankA/requests", at: Street.start, body: body)
        #expect(try await line.send("POST", "/units/bankA/requests", body, signature: misdirected).code == "message")
        let junk = Array("{".utf8)
        let signedJunk = try key.header(method: "POST", path: path, at: Street.start, body: junk)
        #expect(try await line.send("POST", path, junk, signature: signedJunk).status == 400)
        #expect(
          try await line.send("POST", path, [UInt8](repeating: 32, count: PartnerJSON.bytesMax + 1), signature: header).status
            == 413)
        try await line.settle()
        #expect(await line.ear.answers.isEmpty)
        #expect(try await line.ask(freeze).status == 202)
        var changed = freeze
        changed.body = .freeze(Street.account, 1)
        #expect(try await line.ask(changed).status == 409)
      }
    }
  }

  @Test("What the city took before it was stopped it answers after it starts again, and acts no second time")
  func restart() async throws {
    try await withFolder { folder in
      let ear = CourtEar()
      try await Line.with(folder, ear: ear, key: key) { line in
        await line.ear.refuse(1_000)
        #expect(try await line.ask(freeze).status == 202)
        try await line.settle()
        #expect(await line.ear.answers.isEmpty)
      }
      await ear.refuse(0)
      try await Line.with(folder, ear: ear, key: key) { line in
        try await line.settle()
        #expect(await line.ear.answers.map(\.id) == ["bankC-42"])
        let again = try await line.ask(freeze, at: try await line.clock().now)
        #expect(try again.read(PartnerReceiptMessage.self).repeated)
        try await line.settle()
        let answers = await line.ear.answers
        #expect(answers.count == 2 && Set(answers).count == 1)
        let path = PartnerPaths.request("bankC", "42")
        let now = try await line.clock().now
        let standing = try await line.send(
          "GET", path, signature: try key.header(method: "GET", path: path, at: now, body: []))
        #expect(try standing.read(PartnerStandingMessage.self).answer == answers.first)
        #expect(try await line.send("GET", path).status == 401)
        let people = try await line.send("GET", "/people").body
        #expect(String(decoding: people, as: UTF8.self).contains(#""frozen":"50000.00""#))
      }
    }
  }

  @Test("Somebody pays a person or the court, and the court hears of both what was frozen and what came in")
  func payments() async throws {
    try await withFolder { folder in
      try await Line.with(folder, key: key) { line in
        var large = freeze
        large.body = .freeze(Street.account, 100_000)
        #expect(try await line.ask(large).status == 202)
        let credit = Array(#"{"account":"\#(Street.account)","amount":"15000.00","text":"货款"}"#.utf8)
        #expect(try await line.send("POST", "/people/331024198001010035/credit", credit).status == 200)
        #expect(try await line.send("POST", "/people/331024198001010099/credit", credit).code == "personUnknown")
        let pay = Array(#"{"payerName":"孙虚舟之父","caseSubAccount":"88010001","amount":"130000.00","text":"代还"}"#.utf8)
        #expect(try await line.send("POST", "/pay-court", pay).status == 200)
        let form = Array("payerName=%E5%8F%8B&caseSubAccount=88010001&amount=12%2C000".utf8)
        #expect(
          try await line.send("POST", "/pay-court", form, type: "application/x-www-form-urlencoded").status == 303)
        #expect(try await line.send("POST", "/pay-court", Array(#"{"amount":"1.00"}"#.utf8)).code == "message")
        let gift = Array(#"{"policies":[{"product":"平江终身寿险","surrenderValue":"50000.00"}]}"#.utf8)
        let given = try await line.send("POST", "/people/331024198001010035/belongings", gift)
        #expect(given.status == 200 && String(decoding: given.body, as: UTF8.self).contains("PJ0000"))
        try await line.settle()
        let told = await line.ear.notices.map { notice -> String in
          switch notice.notice {
          case .inflowFrozen(let inflow): "frozen \(inflow.amount) of \(inflow.totalFrozen)"
          case .credit(let credit): "credit \(credit.amount) \(credit.payerName)"
          case .promoted: "promoted"
          }
        }
        #expect(told == ["frozen 15000.00 of 95000.00", "credit 130000.00 孙虚舟之父", "credit 12000.00 友"])
      }
    }
  }

  @Test("The page shows units, requests, answers and faults, escapes what it is given, and sets faults by a form")
  func page() async throws {
    try await withFolder { folder in
      try await Line.with(folder, key: key) { line in
        var odd = freeze
        odd.caseNumber = "<b>x</b>"
        #expect(try await line.ask(odd).status == 202)
        let form = Array("unit=bankC&losePercent=40&delayMsMin=2000&delayMsMax=3000&failPercent=".utf8)
        #expect(
          try await line.send("POST", "/faults", form, type: "application/x-www-form-urlencoded").status == 303)
        #expect(try await line.send("POST", "/faults", Array(#"{"unit":"nowhere"}"#.utf8)).status == 404)
        let bad = try await line.send(
          "POST", "/pay-court", Array("caseSubAccount=1&amount=x".utf8), type: "application/x-www-form-urlencoded")
        #expect(bad.status == 400 && String(decoding: bad.body, as: UTF8.self).contains("未办理"))
        try await line.settle()
        let page = String(decoding: try await line.send("GET", "/?q=%E5%AD%99").body, as: UTF8.self)
        for text in ["橘乡农商银行", "&lt;b&gt;x&lt;/b&gt;", "已办 冻结50,000.00元（首冻）", "延迟2至3秒，丢失答复40%", "孙虚舟", "viewport"] {
          #expect(page.contains(text), "\(text)")
        }
        #expect(!page.contains("<b>x</b>"))
        #expect(try await line.send("GET", "/city.css").status == 200)
        var foreign = HTTPClientRequest(url: line.city + "/faults")
        foreign.method = .POST
        foreign.headers.add(name: "Sec-Fetch-Site", value: "cross-site")
        #expect(try await line.client.execute(foreign, timeout: .seconds(5)).status == .forbidden)
      }
    }
  }
}
