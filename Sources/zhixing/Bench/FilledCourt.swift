import Basics
import Casework
import Enforcement
import EnforcementLaw
import Storage

/// Six years of a court, case by case in the order of time: applications of fictional people, numbers, lanes, handlers, clocks, and
/// closings at odd moments. The same count gives the same court.
struct FilledCourt {
  static let casesATransaction = 1000
  /// Of a hundred cases, so many are closed in the end.
  static let closedPercent = 70

  let court: CourtCode
  let staff: BenchStaff
  let keys: VaultKeys
  let cases: Int
  private(set) var made = 0
  private let clock: BenchClock
  private let ids: IDSource
  private let start: Instant
  private let end: Instant
  private var numbers = BenchNumbers(seed: 20_26)
  private var serials: [String: Int] = [:]
  /// Where this transaction's serial numbers stand among its parts.
  private var numberParts: [StreamID: Int] = [:]
  private var open: [OpenCase] = []
  /// Banks and companies that ask again and again.
  private var regulars: [(person: ID<Person>, vault: VaultRef)] = []

  private struct OpenCase {
    let id: ID<CaseFile>
    let node: ID<ProcessNode>
    let version: Int
  }

  init(court: CourtCode, staff: BenchStaff, keys: VaultKeys, cases: Int, after: Int64, end: Instant) {
    self.court = court
    self.staff = staff
    self.keys = keys
    self.cases = cases
    self.end = end
    start = end.adding(seconds: -6 * 365 * 86_400)
    clock = BenchClock(start)
    ids = IDSource(clock: clock, after: after)
  }

  /// The next transaction; nil when the court is full.
  mutating func next() -> Transaction? {
    guard made < cases else { return nil }
    let span = end.milliseconds(since: start)
    let now = start.adding(seconds: span / 1000 * Int64(made) / Int64(cases))
    clock.move(to: now)
    numberParts = [:]
    var parts: [StreamEvents] = []
    var deposits: [Deposit] = []
    if regulars.isEmpty { addRegulars(&parts, &deposits) }
    for _ in 0..<min(FilledCourt.casesATransaction, cases - made) {
      addCase(now, &parts, &deposits)
      made += 1
      if numbers.below(100) < FilledCourt.closedPercent { closeOne(now, &parts) }
    }
    return Transaction(
      court: court, at: now, actor: .machine, causation: "command:\(ids.next(AttemptMark.self))", streams: parts,
      deposits: deposits,
      work: [], completes: nil, idsThrough: ids.latest)
  }

  private mutating func addRegulars(_ parts: inout [StreamEvents], _ deposits: inout [Deposit]) {
    for number in 0..<200 {
      let place = FilledCourt.places[number % FilledCourt.places.count]
      let name = number % 10 == 0 ? "\(place)示例银行股份有限公司" : "\(place)示例\(number)号商贸有限公司"
      regulars.append(addPerson(name, .enterprise, &parts, &deposits))
    }
  }

  private mutating func addPerson(
    _ name: String, _ kind: Person.Kind, _ parts: inout [StreamEvents], _ deposits: inout [Deposit]
  ) -> (person: ID<Person>, vault: VaultRef) {
    let person = ids.next(Person.self)
    let content = VaultContent(Person.vaultKind, ["name": name, "idKind": "other", "phone": "154\(person.raw % 100_000_000)"])
    let entry = ids.next(VaultContent.self)
    let ref = VaultRef(id: entry, version: 1, digest: keys.seal(content, id: entry, version: 1))
    deposits.append(Deposit(ref: ref, content: content))
    let recorded = PersonRecorded(
      kind: kind, idKind: "other", idDigest: keys.digest(IdentityKey("other", "\(person)")), vault: ref, adultOn: nil)
    parts.append(StreamEvents(stream: .person(person), expected: 0, events: [recorded]))
    return (person, ref)
  }

  private mutating func addCase(_ now: Instant, _ parts: inout [StreamEvents], _ deposits: inout [Deposit]) {
    let id = ids.next(CaseFile.self)
    let applicant =
      numbers.below(100) < 45
      ? regulars[numbers.below(regulars.count)] : addPerson(numbers.personName(), .natural, &parts, &deposits)
    let debtor = addPerson(numbers.personName(), .natural, &parts, &deposits)
    let parties = [
      CaseParty(person: applicant.person, role: .applicant, kind: .enterprise, vault: applicant.vault, confirmedAddress: true),
      CaseParty(person: debtor.person, role: .debtor, kind: .natural, vault: debtor.vault, confirmedAddress: false),
    ]
    let roll = numbers.below(100)
    let type: CaseTypeCode = roll < 85 ? .first : roll < 95 ? .resumed : .preservation
    let livelihood = numbers.below(100) < 12
    let claim = ClaimItem(
      kind: livelihood ? .wages : .principal, amount: Money(fen: Int64(100_000 + numbers.below(200_000_000))), interest: "")
    let received = ApplicationReceived(
      caseID: id, court: court, type: type, receivedOn: now.day, via: "docket", docketRef: "bench-\(made + 1)",
      instrument: Instrument(
        number: "(\(now.day.year))\(court)民初\(made + 1)号", court: "临江市人民法院", kind: .judgment, on: now.day - 200,
        lastPerformanceDay: now.day - 150), parties: parties, claims: [claim], livelihood: livelihood)
    parts.append(
      StreamEvents(stream: .caseAccount(id), expected: 0, events: [AccountOpened(subAccount: SubAccount.number(of: id))]))
    let filed = filing(id, type, now, &parts)
    let node = NodeOpened(
      node: ids.next(), key: "askAssistance", subject: nil, due: now.adding(seconds: Int64(numbers.below(700)) * 86_400),
      reasons: nil,
      settingsVersion: "bench", owner: .officer, warnAt: [])
    parts.append(StreamEvents(stream: .caseFile(id), expected: 0, events: [received] + filed + [node]))
    open.append(OpenCase(id: id, node: node.node, version: 2 + filed.count))
  }

  private mutating func filing(
    _ id: ID<CaseFile>, _ type: CaseTypeCode, _ now: Instant, _ parts: inout [StreamEvents]
  ) -> [any Event] {
    let stream = StreamID.caseNumbers(court, type, year: now.day.year)
    let serial = serials[stream.key, default: 0] + 1
    serials[stream.key] = serial
    let taken = SerialTaken(serial: serial, caseID: id)
    if let place = numberParts[stream] {
      parts[place].events.append(taken)
    } else {
      numberParts[stream] = parts.count
      parts.append(StreamEvents(stream: stream, expected: serial - 1, events: [taken]))
    }
    let roll = numbers.below(100)
    let lane: Lane = roll < 30 ? .express : roll < 60 ? .simple : roll < 98 ? .ordinary : .special
    return [
      CaseFiled(
        number: "(\(now.day.year))\(court)\(type.rawValue)\(serial)号", filedOn: now.day, limitationRisk: false, related: []),
      LaneAssigned(lane: lane, reasons: [Phrase("标的额与被执行人数", "Claim and number of debtors")]),
      HandlerAssigned(
        handler: staff.officers[numbers.below(staff.officers.count)], judge: staff.judges[numbers.below(2)],
        reasons: [Phrase("在手案件最少", "Fewest open cases")]),
    ]
  }

  /// Closes a case taken at random from those open, so that the last change says nothing about the number.
  private mutating func closeOne(_ now: Instant, _ parts: inout [StreamEvents]) {
    guard open.count > FilledCourt.casesATransaction else { return }
    // One of this transaction is left alone: its stream already stands in it.
    let index = numbers.below(open.count - FilledCourt.casesATransaction)
    let old = open[index]
    open[index] = open[open.count - FilledCourt.casesATransaction - 1]
    open.remove(at: open.count - FilledCourt.casesATransaction - 1)
    let way = ClosingWay.allCases[numbers.below(ClosingWay.allCases.count)]
    parts.append(
      StreamEvents(
        stream: .caseFile(old.id), expected: old.version,
        events: [
          CaseClosed(way: way, on: now.day, recovered: .zero, researchOn: []),
          NodeClosed(node: old.node, key: "askAssistance", by: "case.closed"),
        ]))
  }

  static let places = ["台州", "温岭", "临海", "玉环", "天台", "仙居", "三门"]
}

/// Seeded numbers (SplitMix64) and names of nobody.
struct BenchNumbers: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
  mutating func below(_ bound: Int) -> Int { bound > 1 ? Int.random(in: 0..<bound, using: &self) : 0 }

  /// Common family names come often, as they do: the n-th of the list about 1/n as often as the first.
  mutating func personName() -> String {
    let surname = BenchNumbers.surnames[min(below(BenchNumbers.surnames.count), below(BenchNumbers.surnames.count))]
    let first = BenchNumbers.given[below(BenchNumbers.given.count)]
    return surname + first + (below(4) > 0 ? BenchNumbers.given[below(BenchNumbers.given.count)] : "")
  }
  private static let surnames = Array("王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕").map(String.init)
  private static let given = Array(
    "伟芳娜敏静秀丽强磊军洋勇艳杰娟涛明超霞平刚桂英华玉兰红梅建国文志海春晓峰云飞宁波雪莲子涵宇轩浩然欣怡思远佳琪安和清景行"
  ).map(String.init)
}
