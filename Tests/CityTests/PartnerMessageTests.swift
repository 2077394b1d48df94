import Basics
import PartnerAPI
import Testing

@Suite struct PartnerMessageTests {
  static let bodies: [PartnerRequestBody] = [
    .query(.init(name: "孙虚舟", idKind: "residentID", idNumber: "331024198001010035")),
    .freeze("622", 50_000), .renewFreeze(.init(account: "622", to: day("2026-01-01"))),
    .releaseFreeze(.init(account: "622", keep: Money(fen: 5))), .transfer("622", 1), .sealHouse(),
    .unseal(.init(registration: "x")), .renewSeal(.init(registration: "x", to: day("2026-01-01"))),
    .querySurrender(.init(policyNumber: "p")),
    .freezePolicy(.init(policyNumber: "p", from: day("2024-01-01"), to: day("2025-01-01"))),
    .surrender(.init(policyNumber: "p", caseSubAccount: "88010001")), .pay(1),
  ]

  @Test("Every kind of message comes back from JSON as it went")
  func roundTrip() throws {
    #expect(Set(PartnerMessageTests.bodies.map(\.action)) == Set(PartnerRequestMessage.Action.allCases))
    for body in PartnerMessageTests.bodies {
      let message = Street.message(body, to: "bankC", id: "42", at: Street.start, ruling: body.action.needsRuling)
      #expect(try PartnerJSON.decode(PartnerRequestMessage.self, from: PartnerJSON.encode(message)) == message)
    }
    let answers: [PartnerAnswerBody?] = [
      nil,
      .accounts([
        .init(
          account: "622", kind: .wage, balance: .yuan(1), available: .yuan(1), frozenByOthers: .zero, isWageAccount: true,
          exemptPart: .yuan(1), monthlyKeep: .yuan(3_000))
      ]),
      .houses([
        .init(certificate: "c", address: "a", area: "89.50", estimatedValue: .yuan(2), mortgage: .zero, sealedByCount: 0)
      ]),
      .vehicles([.init(plate: "浙J00001", vin: "v", model: "m", year: 2018, estimatedValue: .yuan(3), sealedByCount: 2)]),
      .policies([.init(policyNumber: "p", product: "q", surrenderValue: .yuan(4))]),
      .securities([.init(holding: "A1/990001", name: "n", shares: 100, value: .yuan(7), frozenByCount: 1)]),
      .frozen(.init(amount: .zero, limit: .yuan(5), rank: 2, from: day("2024-01-01"), to: day("2024-12-31"))),
      .released(.init(kept: .zero)), .sealed(.init(rank: 1, from: day("2024-01-01"), to: day("2026-12-31"), receipt: "r")),
      .transferred(.init(amount: .yuan(6), bankLine: "l")), .paid(.init(bankLine: "l")),
    ]
    #expect(Set(answers.compactMap { $0?.kind }) == Set(PartnerAnswerBody.Kind.allCases))
    for body in answers {
      let answer = PartnerAnswerMessage(
        id: "bankC-42", requestId: "42", unit: "bankC", answeredAt: Street.start, outcome: .partial,
        reason: .init(.balanceBelowLimit), body: body)
      #expect(try PartnerJSON.decode(PartnerAnswerMessage.self, from: PartnerJSON.encode(answer)) == answer)
    }
  }

  @Test("A request on the wire reads as the protocol's page says")
  func golden() throws {
    let message = Street.message(.freeze("6299900036000000017", 50_000), to: "bankC", id: "42", at: Street.start)
    let digest = String(repeating: "a", count: 64)
    let expected =
      #"{"action":"freeze","body":{"account":"6299900036000000017","from":"2024-03-01","limit":"50000.00","to":"2025-02-28"},"#
      + #""caseNumber":"(2024)浙1003执1号","court":"浙1003","deadline":"2024-03-02T08:00:00+08:00","id":"42","#
      + #""paperDigest":"\#(digest)","rulingNumber":"(2024)浙1003执1号之一","sentAt":"2024-03-01T08:00:00+08:00","unit":"bankC"}"#
    #expect(String(decoding: try PartnerJSON.encode(message), as: UTF8.self) == expected)
    let notice = PartnerNoticeMessage(
      id: "courtBank-n1", unit: "courtBank", at: Street.start,
      notice: .credit(
        .init(caseSubAccount: "88010001", amount: Money(fen: 105), payerName: "孙", payerAccount: "", bankLine: "L1", text: "")))
    let noticeText =
      #"{"at":"2024-03-01T08:00:00+08:00","body":{"amount":"1.05","bankLine":"L1","caseSubAccount":"88010001","#
      + #""payerAccount":"","payerName":"孙","text":""},"id":"courtBank-n1","kind":"credit","unit":"courtBank"}"#
    #expect(String(decoding: try PartnerJSON.encode(notice), as: UTF8.self) == noticeText)
    #expect(try PartnerJSON.decode(PartnerNoticeMessage.self, from: Array(noticeText.utf8)) == notice)
  }

  @Test("A message with a wrong field is refused by the field's name")
  func refusals() throws {
    let message = Street.message(.freeze("6299900036000000017", 50_000), to: "bankC", id: "42", at: Street.start)
    let good = String(decoding: try PartnerJSON.encode(message), as: UTF8.self)
    func field(_ from: String, _ to: String) -> String? {
      let text = good.replacing(from, with: to)
      #expect(text != good)
      do {
        _ = try PartnerJSON.decode(PartnerRequestMessage.self, from: Array(text.utf8))
        return nil
      } catch { return error.field }
    }
    #expect(field(#""50000.00""#, "50000") == "body.limit")
    #expect(field(#""50000.00""#, #""50000.001""#) == "body.limit")
    #expect(field(#""50000.00""#, #""-50000.00""#) == "body.limit")
    #expect(field(#""50000.00""#, #""50,000.00""#) == "body.limit")
    #expect(field(#""2025-02-28""#, #""2025-02-29""#) == "body.to")
    #expect(field(#""freeze""#, #""melt""#) == "action")
    #expect(field(#""id":"42""#, #""id":"042""#) == "id")
    #expect(field(#""id":"42""#, #""id":42"#) == "id")
    #expect(field(#""unit":"bankC""#, #""unit":"""#) == "unit")
    #expect(field(#""court":"浙1003","#, "") == "court")
    #expect(field("aaaa", "zzzz") == "paperDigest")
    #expect(throws: PartnerMessageRefusal.self) {
      try PartnerJSON.decode(PartnerRequestMessage.self, from: [UInt8](repeating: 32, count: PartnerJSON.bytesMax + 1))
    }
  }
}

@Suite struct PartnerSignatureTests {
  let signer = PartnerSigner(keyID: "court-1", owner: "浙1003")
  let body = Array("{}".utf8)

  @Test("A signature holds for its message alone: not for another body, path, method or time")
  func tampering() throws {
    let verifier = try PartnerVerifier([signer.publicKey])
    let header = try signer.header(method: "POST", path: "/units/bankA/requests", at: Street.start, body: body)
    func refusal(_ header: String?, _ method: String = "POST", _ path: String = "/units/bankA/requests", _ body: [UInt8]? = nil)
      -> PartnerSignatureRefusal?
    {
      do {
        try verifier.verify(header: header, method: method, path: path, body: body ?? self.body, now: Street.start)
        return nil
      } catch { return error }
    }
    let good = try verifier.verify(
      header: header, method: "POST", path: "/units/bankA/requests", body: body, now: Street.start.adding(seconds: 299))
    #expect(good.owner == "浙1003" && good.time == Street.start)
    #expect(refusal(header, "POST", "/units/bankA/requests", Array("{ }".utf8)) == .wrong)
    #expect(refusal(header, "POST", "/units/bankB/requests") == .wrong)
    #expect(refusal(header, "GET") == .wrong)
    #expect(refusal(header.replacing("T08:00:00", with: "T08:00:01")) == .wrong)
    #expect(refusal(nil) == .missing)
    #expect(refusal("key=court-1") == .malformed)
    #expect(refusal("key=court-1, time=\(Street.start), sig=AAAA") == .malformed)
    #expect(refusal(String(repeating: "k", count: 500)) == .malformed)
  }

  @Test("A signature more than five minutes away from the case clock is refused, before and after")
  func skew() throws {
    let verifier = try PartnerVerifier([signer.publicKey])
    let header = try signer.header(method: "POST", path: "/x", at: Street.start, body: body)
    for seconds: Int64 in [-301, 301] {
      #expect(throws: PartnerSignatureRefusal.stale(differenceMs: -seconds * 1000)) {
        try verifier.verify(
          header: header, method: "POST", path: "/x", body: body, now: Street.start.adding(seconds: seconds))
      }
    }
    try verifier.verify(header: header, method: "POST", path: "/x", body: body, now: Street.start.adding(seconds: -300))
  }

  @Test("A key that nobody registered is refused, even under a registered id")
  func keys() throws {
    let header = try signer.header(method: "POST", path: "/x", at: Street.start, body: body)
    #expect(throws: PartnerSignatureRefusal.unknownKey("court-1")) {
      try PartnerVerifier([]).verify(header: header, method: "POST", path: "/x", body: body, now: Street.start)
    }
    let impostor = PartnerSigner(keyID: "court-1", owner: "浙1003")
    #expect(throws: PartnerSignatureRefusal.wrong) {
      try PartnerVerifier([impostor.publicKey]).verify(header: header, method: "POST", path: "/x", body: body, now: Street.start)
    }
    #expect(throws: PartnerMessageRefusal.self) { try PartnerVerifier([signer.publicKey, impostor.publicKey]) }
    let again = try PartnerSigner(keyID: "court-1", owner: "浙1003", rawKey: signer.rawKey)
    #expect(again.publicKey == signer.publicKey)
  }
}
