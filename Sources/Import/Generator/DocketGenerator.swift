import Basics
import Enforcement

/// Dockets of fictional cases for tests and measurements: the same seed gives the same bytes.
public struct DocketGenerator: Sendable {
  /// A fault put into the file on purpose, and where it must be reported.
  public struct Planted: Hashable, Sendable {
    public let ref: String
    public let line: Int
    public let column: DocketColumn?
    public let rule: DocketRule
  }
  /// A generated docket: the file, and what must be found in it.
  public struct Docket: Sendable {
    /// The cases without faults, in the file's order.
    public let cases: [DocketCase]
    /// The file, UTF-8 with a byte order mark.
    public let csv: [UInt8]
    /// Lines of the file, the header not counted.
    public let lineCount: Int
    public let planted: [Planted]
  }

  public let seed: UInt64
  public let cases: Int
  /// How many of the cases get a fault, one each.
  public let faults: Int
  public let today: Day
  public let language: Language

  /// `cases` is bounded to a million, `faults` to the number of cases.
  public init(seed: UInt64, cases: Int, faults: Int = 0, today: Day, language: Language = .zh) {
    self.seed = seed
    self.cases = min(max(0, cases), 1_000_000)
    self.faults = min(max(0, faults), self.cases)
    self.today = today
    self.language = language
  }

  /// The docket of this seed; faults are planted one kind after another.
  public func docket() -> Docket {
    var numbers = SeededNumbers(seed: seed)
    var people = FictionalPeople(seed: seed, today: today)
    let cases = (0..<cases).map { docketCase($0, &numbers, &people) }
    let writer = DocketWriter(language: language)
    let marked = Set(cases.indices.shuffled(using: &numbers).prefix(faults))
    var rows: [DocketWriter.Row] = []
    var planted: [Planted] = []
    var good: [DocketCase] = []
    var next = 0
    for (index, docket) in cases.enumerated() {
      var own = writer.rows(of: docket)
      if marked.contains(index) {
        let blemish = Blemish.all[next % Blemish.all.count]
        next += 1
        let place = blemish.spoil(&own, docket, today)
        planted.append(
          Planted(ref: docket.identity.ref, line: rows.count + place.row + 2, column: place.column, rule: blemish.rule))
      } else {
        good.append(docket)
      }
      rows += own
    }
    return Docket(cases: good, csv: writer.csv(rows: rows), lineCount: rows.count, planted: planted)
  }

  func docketCase(_ index: Int, _ numbers: inout SeededNumbers, _ people: inout FictionalPeople) -> DocketCase {
    let court = numbers.pick(from: DocketGenerator.courts, or: DocketGenerator.courts[0])
    let type: CaseTypeCode = index % 20 == 7 ? .resumed : index % 20 == 13 ? .preservation : .first
    let claims = claims(&numbers)
    let instrument = instrument(index, court: court.text, &numbers)
    var parties = [party(.applicant, &numbers, &people)]
    for _ in 0..<Int.random(in: 1...2, using: &numbers) { parties.append(party(.debtor, &numbers, &people)) }
    let received = Bool.random(using: &numbers) ? today - Int.random(in: 0...20, using: &numbers) : nil
    return DocketCase(
      identity: DocketCase.Identity(court: court, ref: "\(today.year)-\(index + 1)"), type: type,
      earlierCase: type == .resumed ? "(\(instrument.on.year))\(court)执\(index + 1)号" : nil, receivedOn: received,
      cause: numbers.pick(from: DocketGenerator.causes, or: "民间借贷纠纷"), livelihood: claims.contains { $0.kind.isLivelihood },
      instrument: instrument, parties: parties, claims: claims)
  }

  private func instrument(_ index: Int, court: String, _ numbers: inout SeededNumbers) -> Instrument {
    let date = today - Int.random(in: 200...900, using: &numbers)
    let kind: Instrument.Kind = Int.random(in: 0..<4, using: &numbers) == 0 ? .mediation : .judgment
    return Instrument(
      number: "(\(date.year))\(court)民初\(index + 1)号", court: "示例市人民法院", kind: kind, on: date,
      lastPerformanceDay: date + Int.random(in: 25...60, using: &numbers))
  }

  private func party(_ role: CaseParty.Role, _ numbers: inout SeededNumbers, _ people: inout FictionalPeople) -> DocketParty {
    let isCompany = Int.random(in: 0..<4, using: &numbers) == 0
    var party = DocketParty(
      role: role, kind: isCompany ? .enterprise : .natural, name: isCompany ? people.companyName() : people.personName(),
      document: isCompany
        ? DocketParty.IdentityDocument(kind: .creditCode, number: people.creditCode())
        : DocketParty.IdentityDocument(kind: .residentID, number: people.resident()),
      phone: people.phone(), address: people.address(), representative: isCompany ? people.personName() : "")
    guard role == .applicant else { return party }
    party.agreesToElectronicService = Bool.random(using: &numbers)
    party.payee = DocketParty.Payee(account: people.account(), bank: "示例银行台州分行")
    if Bool.random(using: &numbers) {
      party.agent = DocketParty.Agent(name: people.personName(), phone: people.phone())
    }
    return party
  }

  private func claims(_ numbers: inout SeededNumbers) -> [ClaimItem] {
    let first = Int.random(in: 0..<10, using: &numbers)
    let amount = Money(fen: Int64.random(in: 100_000...200_000_000, using: &numbers))
    guard first > 1 else {
      return [ClaimItem(kind: first == 0 ? .wages : .support, amount: amount, interest: "")]
    }
    let from = today - Int.random(in: 1_000...1_400, using: &numbers)
    var claims = [ClaimItem(kind: .principal, amount: amount, interest: interest(from: from, &numbers))]
    if Bool.random(using: &numbers) {
      claims.append(
        ClaimItem(kind: .costs, amount: Money(fen: Int64.random(in: 2_500...5_000_000, using: &numbers)), interest: ""))
    }
    if Int.random(in: 0..<4, using: &numbers) == 0 {
      claims.append(
        ClaimItem(kind: .penalty, amount: Money(fen: Int64.random(in: 10_000...9_000_000, using: &numbers)), interest: ""))
    }
    return claims
  }

  private func interest(from: Day, _ numbers: inout SeededNumbers) -> String {
    let rate = "\(Int.random(in: 1...24, using: &numbers))%"
    switch Int.random(in: 0..<4, using: &numbers) {
    case 0: return ""
    case 1: return "\(rate) \(from).."
    case 2: return "LPR*4 \(from).."
    default: return "\(rate) \(from)..\(from + 99); LPR*4 \(from + 100).."
    }
  }

  private static let courts = ["浙1004", "浙1002", "浙1003", "浙1021", "浙1022", "浙1023", "浙1024", "浙1081", "浙1082"]
    .map { CourtCode($0) }
  private static let causes = ["民间借贷纠纷", "金融借款合同纠纷", "买卖合同纠纷", "追索劳动报酬纠纷", "机动车交通事故责任纠纷"]
}
