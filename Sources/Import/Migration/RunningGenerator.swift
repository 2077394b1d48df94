import Basics
import Enforcement
import EnforcementLaw
import Foundation
import Sheets

/// A fictional court's running cases as tables: the same seed gives the same bytes. Faults can be planted, each of which must be
/// reported at its place.
public struct RunningGenerator: Sendable {
  /// A fault put in on purpose, and where it must be reported.
  public struct Planted: Hashable, Sendable {
    public let ref: String
    /// File or sheet.
    public let table: RunningTable
    public let line: Int
    public let column: RunningColumn?
    public let rule: String
  }
  /// The generated tables, and the faults that must be reported.
  public struct Tables: Sendable {
    /// The cases without faults, in the tables' order.
    public let cases: [RunningCase]
    public let planted: [Planted]
    let rows: RunningRows
    let language: Language

    /// CSV files, one a table.
    public var files: [(name: String, bytes: [UInt8])] { RunningWriter(language: language).files(rows) }
    /// All tables as one .xlsx, a sheet each.
    public func workbook() throws -> [UInt8] { try RunningWriter(language: language).workbook(rows) }

    /// Writes the files, and a small PDF for every tenth case, into a folder.
    public func write(to folder: URL) throws {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      for file in files { try Data(file.bytes).write(to: folder.appending(path: file.name)) }
      for (index, running) in cases.enumerated() where index % 10 == 0 {
        let own = folder.appending(path: "papers").appending(path: running.ref)
        try FileManager.default.createDirectory(at: own, withIntermediateDirectories: true)
        try Data("%PDF-1.4\n% \(running.ref)\n%%EOF\n".utf8).write(to: own.appending(path: "裁定书.pdf"))
      }
    }
  }

  public let seed: UInt64
  public let cases: Int
  /// How many of the cases get a fault, one each.
  public let faults: Int
  public let court: RunningCourt
  public let language: Language

  /// `cases` is bounded to a million, `faults` to the number of cases.
  public init(seed: UInt64, cases: Int, faults: Int = 0, court: RunningCourt, language: Language = .zh) {
    self.seed = seed
    self.cases = min(max(0, cases), 1_000_000)
    self.faults = min(max(0, faults), self.cases)
    self.court = court
    self.language = language
  }

  /// The tables of this seed; faults are planted one kind after another.
  public func tables() -> Tables {
    var numbers = SeededNumbers(seed: seed)
    var making = RunningMaking(court: court, seed: seed)
    let marked = Set((0..<cases).shuffled(using: &numbers).prefix(faults))
    let writer = RunningWriter(language: language)
    var rows: RunningRows = [:]
    var planted: [Planted] = []
    var good: [RunningCase] = []
    var next = 0
    for index in 0..<cases {
      let running = making.next(index, isFull: marked.contains(index), &numbers)
      var own = writer.rows(of: running, court)
      if marked.contains(index) {
        let blemish = RunningBlemish.all[next % RunningBlemish.all.count]
        next += 1
        let place = blemish.spoil(&own, running, court)
        planted.append(
          Planted(
            ref: running.ref, table: blemish.table, line: (rows[blemish.table]?.count ?? 0) + place.row + 2,
            column: place.column, rule: blemish.rule))
      } else {
        good.append(running)
      }
      for (table, lines) in own { rows[table, default: []] += lines }
    }
    rows[.numbers] = making.last.map {
      [.type: $0.key.type.written[language], .year: "\($0.key.year)", .last: "\($0.value + 7)"]
    }.sorted { ($0[.year] ?? "", $0[.type] ?? "") < ($1[.year] ?? "", $1[.type] ?? "") }
    return Tables(cases: good, planted: planted, rows: rows, language: language)
  }
}

/// Makes cases one after the other.
struct RunningMaking {
  struct Series: Hashable {
    let type: CaseTypeCode
    let year: Int
  }
  let court: RunningCourt
  private var people: FictionalPeople
  private(set) var last: [Series: Int] = [:]
  private var bankLine = 0
  private var account = 0
  private let handlers: [RunningCourt.Member]
  private let judges: [RunningCourt.Member]

  init(court: RunningCourt, seed: UInt64) {
    self.court = court
    people = FictionalPeople(seed: seed, today: court.today)
    handlers = court.staff.filter { !$0.roles.isDisjoint(with: [.officer, .judge]) }.sorted { $0.id < $1.id }
    judges = court.staff.filter { $0.roles.contains(.judge) }.sorted { $0.id < $1.id }
  }

  /// `isFull`: with lines in every table and two debtors, so that any fault can be planted.
  mutating func next(_ index: Int, isFull: Bool, _ numbers: inout SeededNumbers) -> RunningCase {
    let today = court.today
    let isLegacy = !isFull && index % 25 == 3
    let filed = isLegacy ? Day(2015, 6, 1) ?? today : today - Int.random(in: isFull ? 150...400 : 5...700, using: &numbers)
    var docket = DocketGenerator(seed: 0, cases: 0, today: filed).docketCase(index, &numbers, &people)
    if docket.type == .preservation { docket.type = .first }
    docket.identity = DocketCase.Identity(court: court.court, ref: "R\(index + 1)")
    docket.receivedOn = filed - Int.random(in: 0...3, using: &numbers)
    if docket.type == .resumed {
      docket.earlierCase = "(\(filed.year - 1))\(court.court)执\(900_000 + index)号"
    }
    docket.instrument.number = "(\(docket.instrument.on.year))\(court.court)民初\(index + 1)号"
    if isLegacy { docket.claims = docket.claims.map { ClaimItem(kind: $0.kind, amount: $0.amount, interest: "") } }
    if isFull, docket.parties.count < 3 {
      docket.parties.append(
        DocketParty(
          role: .debtor, kind: .natural, name: people.personName(),
          document: DocketParty.IdentityDocument(kind: .residentID, number: people.resident()), phone: people.phone()))
    }
    let handler = numbers.pick(from: handlers, or: RunningCourt.Member(id: ID(raw: 0), name: "", roles: []))
    var running = RunningCase(
      docket: docket, number: number(docket.type, filed.year, isLegacy, index, &numbers), filedOn: filed, handler: handler.id,
      judge: (handler.roles.contains(.judge) ? handler : numbers.pick(from: judges, or: handler)).id,
      lane: numbers.pick(from: Lane.allCases, or: .ordinary))
    if index % 40 == 9 { running.otherNumbers = ["(\(filed.year))旧系统执字第\(index)号"] }
    running.assignedOn = min(today, filed + Int.random(in: 0...4, using: &numbers))
    steps(&running, isFull, &numbers)
    if !isFull, index % 7 == 5, filed + 120 < today { running.endedOn = filed + 110 }
    clocks(&running, isFull, &numbers)
    measures(&running, isFull, &numbers)
    money(&running, isFull, &numbers)
    sanctions(&running, isFull, &numbers)
    return running
  }

  private mutating func number(
    _ type: CaseTypeCode, _ year: Int, _ isLegacy: Bool, _ index: Int, _ numbers: inout SeededNumbers
  ) -> String {
    if isLegacy { return "(\(year))路执民字第\(index + 1)号" }
    let series = Series(type: type, year: year)
    let serial = (last[series] ?? 0) + Int.random(in: 1...3, using: &numbers)
    last[series] = serial
    return "(\(year))\(court.court)\(type.rawValue)\(serial)号"
  }

  private func chance(_ percent: Int, _ numbers: inout SeededNumbers) -> Bool {
    Int.random(in: 0..<100, using: &numbers) < percent
  }

  private func steps(_ running: inout RunningCase, _ isFull: Bool, _ numbers: inout SeededNumbers) {
    let (filed, today) = (running.filedOn, court.today)
    func day(_ after: ClosedRange<Int>, _ percent: Int, _ numbers: inout SeededNumbers) -> Day? {
      guard isFull || chance(percent, &numbers) else { return nil }
      return min(today, filed + Int.random(in: after, using: &numbers))
    }
    running.done.notice = day(1...9, 85, &numbers)
    running.done.reportOrder = running.done.notice
    running.done.search = day(1...6, 80, &numbers)
    running.done.investigation = day(10...30, 70, &numbers)
  }

  private func clocks(_ running: inout RunningCase, _ isFull: Bool, _ numbers: inout SeededNumbers) {
    let (filed, today) = (running.filedOn, court.today)
    guard today - filed > 120, isFull || chance(25, &numbers) else { return }
    let first = filed + Int.random(in: 30...60, using: &numbers)
    let kind = numbers.pick(from: Deduction.Kind.allCases, or: .stay)
    running.periods = [
      Deduction(kind, first: first, last: first + 40, paper: "(\(first.year))扣除\(running.ref)号", approver: "何明湖")
    ]
    if isFull || chance(40, &numbers) {
      running.periods.append(
        Deduction(.auction, first: first + 20, last: first + 50, paper: "(\(first.year))扣除\(running.ref)-2号", approver: "何明湖"))
    }
    if isFull || chance(30, &numbers) {
      running.extensions = [
        RunningCase.Extension(
          months: 3, on: filed + 100, paper: "(\(filed.year))延长\(running.ref)号", approver: "陈知行", filedWithHighCourt: false)
      ]
    }
  }

  private mutating func measures(_ running: inout RunningCase, _ isFull: Bool, _ numbers: inout SeededNumbers) {
    let banks = court.units.filter { $0.kind == .bank }
    let debtors = running.docket.parties.indices.filter { running.docket.parties[$0].role == .debtor }
    func from(_ numbers: inout SeededNumbers) -> Day {
      max(running.filedOn, court.today - Int.random(in: 10...(isFull ? 300 : 380), using: &numbers))
    }
    if !banks.isEmpty, isFull || chance(55, &numbers) {
      for _ in 0..<Int.random(in: 1...2, using: &numbers) {
        account += 1
        let start = from(&numbers)
        let limit = Money(fen: Int64.random(in: 100_000...50_000_000, using: &numbers))
        let isQueued = !isFull && chance(10, &numbers)
        running.measures.append(
          RunningCase.Measure(
            party: numbers.pick(from: debtors, or: debtors[0]), kind: .deposit, unit: numbers.pick(from: banks, or: banks[0]).key,
            object: "6229\(100_000_000_000 + account)", requested: limit,
            held: isQueued ? .zero : min(limit, Money(fen: Int64.random(in: 0...50_000_000, using: &numbers))),
            rank: isQueued ? 2 : 1, from: start, until: start.adding(months: 12) - 1,
            ruling: "(\(start.year))\(court.court)执\(running.ref)号之一"))
      }
    }
    if let office = court.units.first(where: { $0.kind == .vehicle }), isFull || chance(15, &numbers) {
      account += 1
      let start = from(&numbers)
      running.measures.append(
        RunningCase.Measure(
          party: debtors[0], kind: .vehicle, unit: office.key, object: "浙J\(10_000 + account % 90_000)",
          requested: .yuan(60_000), held: .yuan(60_000), rank: 1 + account / 90_000, from: start,
          until: start.adding(months: 24) - 1, ruling: ""))
    }
    if let office = court.units.first(where: { $0.kind == .realEstate }), isFull || chance(12, &numbers) {
      account += 1
      let start = from(&numbers)
      running.measures.append(
        RunningCase.Measure(
          party: debtors[0], kind: .realEstate, unit: office.key, object: "浙(2019)示例不动产权第\(1_000_000 + account)号",
          requested: .yuan(900_000), held: .yuan(900_000), rank: 1, from: start, until: start.adding(months: 36) - 1, ruling: ""))
    }
  }

  private mutating func money(_ running: inout RunningCase, _ isFull: Bool, _ numbers: inout SeededNumbers) {
    guard court.today - running.filedOn > 30, isFull || chance(35, &numbers) else { return }
    let first = running.filedOn + Int.random(in: 5...25, using: &numbers)
    var sum = Money.zero
    for step in 0..<Int.random(in: 1...3, using: &numbers) {
      bankLine += 1
      let amount = Money(fen: Int64.random(in: 10_000...900_000, using: &numbers))
      sum = sum + amount
      running.movements.append(
        RunningCase.Movement(
          word: chance(50, &numbers) ? .transfer : .debtor, on: min(court.today, first + step), amount: amount,
          bankLine: "OLD\(1_000_000 + bankLine)"))
    }
    let paidOn = min(court.today, first + 20)
    let fee = Money(fen: sum.fen / 100)
    let all = !running.isRunning || chance(40, &numbers)
    let creditor = all ? sum - fee : Money(fen: sum.fen / 2)
    running.movements.append(RunningCase.Movement(word: .fee, on: paidOn, amount: max(fee, Money(fen: 1)), bankLine: ""))
    running.movements.append(
      RunningCase.Movement(word: .applicant, on: paidOn, amount: creditor - (fee == .zero ? Money(fen: 1) : .zero), bankLine: ""))
  }

  private func sanctions(_ running: inout RunningCase, _ isFull: Bool, _ numbers: inout SeededNumbers) {
    let debtors = running.docket.parties.indices.filter { running.docket.parties[$0].role == .debtor }
    let on = min(court.today, running.filedOn + 30)
    if isFull || chance(45, &numbers) {
      running.restrictions = debtors.map {
        RunningCase.Restriction(party: $0, on: on, paper: "(\(on.year))\(court.court)限\(running.ref)号")
      }
    }
    // Whoever is grown up today may not have been in 2015, and minors are never listed.
    let isLong = court.today - running.filedOn > 730
    guard !isLong, isFull || chance(12, &numbers), let first = debtors.first else { return }
    let ground = isFull ? ListingGround.breaksReporting : numbers.pick(from: ListingGround.allCases, or: .ableButRefuses)
    running.listings = [
      RunningCase.Listing(
        party: first, on: on, ground: ground, until: ground == .ableButRefuses ? nil : on.adding(months: 24),
        paper: "(\(on.year))\(court.court)失\(running.ref)号")
    ]
  }
}
