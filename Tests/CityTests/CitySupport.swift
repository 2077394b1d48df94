import Basics
import City
import PartnerAPI
import Testing

/// A small city with known people, and a court that talks to it.
struct Street {
  var city: City
  var sent: [CityOutgoing] = []
  var nextID = 1000

  static let start = Instant(Day(number: 19_783), hour: 8)  // 2024-03-01
  static let account = "6299900036000000017"
  static let wageAccount = "6299900011000000024"
  static let house = "浙(2019)台州不动产权第0000001号"
  static let plate = "浙J00001"
  static let policy = "PJ000000000001"
  static let debtor = CityFile.Person(
    name: "孙虚舟", idNumber: "331024198001010035", phone: "13900000001",
    accounts: [
      CityFile.Account(bank: "bankC", account: account, kind: .savings, balance: .yuan(80_000)),
      CityFile.Account(
        bank: "bankA", account: wageAccount, kind: .wage, balance: .zero, monthlyKeep: .yuan(3_000),
        wage: CityFile.Wage(day: 10, amount: .yuan(6_800))),
    ],
    houses: [CityFile.House(certificate: house, address: "台州市示例路1号", area: "89.50", estimatedValue: .yuan(2_000_000))],
    vehicles: [CityFile.Vehicle(plate: plate, model: "示范牌轿车", year: 2018, estimatedValue: .yuan(60_000))],
    policies: [CityFile.Policy(policyNumber: policy, product: "平江两全保险", surrenderValue: .yuan(134_000))])
  static let creditor = CityFile.Person(
    name: "王照影", idNumber: "331003198502010058",
    accounts: [CityFile.Account(bank: "bankB", account: "6299900028000000031", balance: .zero)])

  init(seed: UInt64 = 7, population: Int = 0) throws {
    city = try City(
      seed: seed, at: Street.start, population: population, file: CityFile(people: [Street.debtor, Street.creditor]))
  }

  static func message(
    _ body: PartnerRequestBody, to unit: String, id: String, case number: Int = 1, at instant: Instant, ruling: Bool = true
  ) -> PartnerRequestMessage {
    PartnerRequestMessage(
      id: id, unit: unit, court: "浙1003", caseNumber: "(2024)浙1003执\(number)号", sentAt: instant,
      deadline: instant.adding(hours: 24), rulingNumber: ruling ? "(2024)浙1003执\(number)号之一" : nil,
      paperDigest: ruling ? String(repeating: "a", count: 64) : nil, body: body)
  }

  /// Asks and lets everything that is due at that moment happen; the answer is among what was sent.
  @discardableResult mutating func ask(
    _ body: PartnerRequestBody, _ unit: String, case number: Int = 1, at instant: Instant? = nil, ruling: Bool = true
  ) throws -> PartnerAnswerMessage {
    nextID += 1
    let moment = instant ?? city.now
    let message = Street.message(body, to: unit, id: "\(nextID)", case: number, at: moment, ruling: ruling)
    _ = try city.submit(message, at: moment)
    let out = city.due(until: moment)
    sent += out
    for item in out { if case .answer(let answer) = item.message, answer.requestId == message.id { return answer } }
    throw Missing()
  }
  struct Missing: Error {}

  mutating func wait(until day: Day, hour: Int = 23) { sent += city.due(until: Instant(day, hour: hour)) }

  var notices: [PartnerNotice] {
    sent.compactMap { item in
      if case .notice(let notice) = item.message { return notice.notice }
      return nil
    }
  }
  var credits: [PartnerNotice.Credit] {
    notices.compactMap { notice in
      if case .credit(let credit) = notice { return credit }
      return nil
    }
  }
  var inflows: [PartnerNotice.InflowFrozen] {
    notices.compactMap { notice in
      if case .inflowFrozen(let inflow) = notice { return inflow }
      return nil
    }
  }
}

func day(_ text: String) -> Day { Day(text) ?? Day(number: 0) }

extension PartnerAnswerMessage {
  var frozen: PartnerAnswerBody.Frozen? {
    if case .frozen(let body) = body { return body }
    return nil
  }
  var sealed: PartnerAnswerBody.Sealed? {
    if case .sealed(let body) = body { return body }
    return nil
  }
  var transferred: PartnerAnswerBody.Transferred? {
    if case .transferred(let body) = body { return body }
    return nil
  }
}

extension PartnerRequestBody {
  static func freeze(_ account: String, _ yuan: Int64, to last: String = "2025-02-28") -> PartnerRequestBody {
    .freeze(Freeze(account: account, limit: .yuan(yuan), from: day("2024-03-01"), to: day(last)))
  }
  static func transfer(_ account: String, _ yuan: Int64) -> PartnerRequestBody {
    .transfer(Transfer(account: account, amount: .yuan(yuan), caseSubAccount: "88010001"))
  }
  static func sealHouse(to last: String = "2027-02-28") -> PartnerRequestBody {
    .seal(Seal(registration: Street.house, from: day("2024-03-01"), to: day(last)))
  }
  static func pay(_ fen: Int64, to account: String = "6299900028000000031", name: String = "王照影") -> PartnerRequestBody {
    .pay(
      Pay(
        caseSubAccount: "88010001", payeeName: name, payeeAccount: account, bankCode: "999345000028", amount: Money(fen: fen),
        purpose: "案款发放"))
  }
}
