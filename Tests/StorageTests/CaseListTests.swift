import Basics
import Casework
import Enforcement
import Storage
import StorageSQLite
import TestSupport
import Testing

/// A few hundred cases, each list compared with what a plain filter and sort of all of them gives.
struct CaseListTests {
  struct Sample {
    let id: ID<CaseFile>
    let names: [String]
    var row: CaseRow
    var serial = 0
    var closedOn: Day?
    var updatedAt: Instant
  }

  let folder: TestFolder
  let store: SQLiteStore
  let samples = StoreSamples()
  let all: [Sample]
  let handlers: [ID<StaffMember>]
  static let names = ["赵小满", "钱小满", "孙景和", "李远山", "周行", "示例远山商贸有限公司", "吴知行", "郑小山"]

  init() async throws {
    folder = try TestFolder()
    store = try folder.store()
    let ids = samples.ids
    handlers = (0..<3).map { _ in ids.next() }
    var all: [Sample] = []
    for number in 0..<300 { all.append(try await CaseListTests.file(number, samples, store, folder.keys, handlers)) }
    self.all = all
  }

  private static func file(
    _ number: Int, _ samples: StoreSamples, _ store: SQLiteStore, _ keys: VaultKeys, _ handlers: [ID<StaffMember>]
  ) async throws -> Sample {
    let id = samples.ids.next(CaseFile.self)
    let at = samples.moment(Int64(number % 90) * 40_000)
    var streams: [StreamEvents] = []
    var deposits: [Deposit] = []
    var parties: [CaseParty] = []
    let names = [CaseListTests.names[number % 8], CaseListTests.names[(number / 8) % 7]]
    for (name, role) in zip(names, [CaseParty.Role.applicant, .debtor]) {
      let content = VaultContent(Person.vaultKind, ["name": name])
      let entry = samples.ids.next(VaultContent.self)
      let ref = VaultRef(id: entry, version: 1, digest: keys.seal(content, id: entry, version: 1))
      let person = samples.ids.next(Person.self)
      deposits.append(Deposit(ref: ref, content: content))
      let recorded = PersonRecorded(kind: .natural, idKind: "", idDigest: "", vault: ref, adultOn: nil)
      streams.append(StreamEvents(stream: .person(person), expected: 0, events: [recorded]))
      parties.append(CaseParty(person: person, role: role, kind: .natural, vault: ref, confirmedAddress: false))
    }
    let type = CaseTypeCode.allCases[number % 3]
    let lane = Lane.allCases[number % 4]
    let claimed = Money(fen: Int64(number * 7919 % 500))
    let claims = [ClaimItem(kind: .principal, amount: claimed, interest: "")]
    var events: [any Event] = [
      samples.application(id, claims: claims, parties: parties, livelihood: number % 5 == 0, type: type)
    ]
    let isFiled = number % 11 != 0
    let due = samples.moment(Int64(number * 31 % 97) * 86_400)
    let year = 2020 + number % 6
    let text = "(\(year))浙1003\(type.rawValue)\(number % 40 + 1)号"
    if isFiled {
      events += [
        CaseFiled(number: text, filedOn: at.day, limitationRisk: false, related: []), LaneAssigned(lane: lane, reasons: []),
        HandlerAssigned(handler: handlers[number % 3], judge: handlers[0], reasons: []),
        NodeOpened(
          node: samples.ids.next(), key: "askAssistance", subject: nil, due: number % 13 == 0 ? nil : due, reasons: nil,
          settingsVersion: "", owner: .officer, warnAt: []),
      ]
    }
    let isClosed = isFiled && number % 4 == 1
    if isClosed { events.append(CaseClosed(way: .fullyEnforced, on: at.day + 3, recovered: .zero, researchOn: [])) }
    streams.append(StreamEvents(stream: .caseFile(id), expected: 0, events: events))
    let outcome = try await store.append(samples.transaction(streams, at: at, deposits: deposits))
    guard case .stored = outcome else { throw StoreConformance.Broken(description: "\(outcome)") }
    let row = CaseRow(
      id: id, number: isFiled ? text : "", type: type.rawValue, status: isClosed ? .closed : isFiled ? .open : .received,
      lane: isFiled ? lane : nil, handler: isFiled ? handlers[number % 3] : nil, receivedOn: samples.day,
      filedOn: isFiled ? at.day : nil, claimed: claimed, moneyIn: .zero, livelihood: number % 5 == 0,
      nearestKey: isFiled ? "askAssistance" : "", nearestDue: isFiled && number % 13 != 0 ? due : nil,
      nearestOwner: isFiled ? .officer : nil, applicants: [parties[0].person], debtors: [parties[1].person])
    return Sample(
      id: id, names: names, row: row, serial: isFiled ? number % 40 + 1 : 0, closedOn: isClosed ? at.day + 3 : nil, updatedAt: at)
  }

  private func sorted(_ samples: [Sample], _ query: CaseListQuery) -> [Sample] {
    func key(_ sample: Sample) -> [Int64] {
      let row = sample.row
      let first: [Int64] =
        switch query.sort {
        case .due: [row.nearestDue?.milliseconds ?? .max]
        case .filed: [Int64(row.filedOn?.number ?? 0)]
        case .number: [row.number.isEmpty ? 0 : Int64(row.number.dropFirst().prefix(4)) ?? 0, Int64(sample.serial)]
        case .claimed: [row.claimed.fen]
        case .updated: [sample.updatedAt.milliseconds]
        }
      return first + [row.id.raw]
    }
    let rising = samples.sorted { key($0).lexicographicallyPrecedes(key($1)) }
    return query.descending ? rising.reversed() : rising
  }

  /// Filters with what they mean, written without SQL.
  private var filters: [(name: String, set: (inout CaseListQuery) -> Void, fits: (Sample) -> Bool)] {
    let handler = handlers[1]
    let now = samples.moment(40 * 86_400)
    let day = samples.moment(7 * 40_000).day
    return [
      ("none", { _ in }, { _ in true }),
      ("status", { $0.status = .open }, { $0.row.status == .open }),
      ("lane", { $0.lane = .simple }, { $0.row.lane == .simple }),
      ("handler", { $0.handler = handler }, { $0.row.handler == handler }),
      ("type", { $0.type = "执恢" }, { $0.row.type == "执恢" }),
      ("livelihood", { $0.livelihood = true }, { $0.row.livelihood }),
      ("overdue", { $0.overdueAt = now }, { $0.row.nearestDue.map { $0 < now } ?? false }),
      ("filed on", { $0.filedOn = day }, { $0.row.filedOn == day }),
      ("closed on", { $0.closedOn = day }, { $0.closedOn == day }),
      ("two-character part of a name", { $0.text = "小满" }, { $0.names.contains { $0.contains("小满") } }),
      ("one character", { $0.text = "山" }, { $0.names.contains { $0.contains("山") } }),
      ("a whole name", { $0.text = "示例远山商贸有限公司" }, { $0.names.contains("示例远山商贸有限公司") }),
      ("pinyin initials", { $0.text = "YSSM" }, { $0.names.contains("示例远山商贸有限公司") }),
      ("a name nobody has", { $0.text = "王五" }, { _ in false }),
      ("serial", { $0.text = "17" }, { $0.serial == 17 }),
      ("number", { $0.text = "（2023）浙1003执恢 17号" }, { $0.row.number == "(2023)浙1003执恢17号" }),
      ("part of a number", { $0.text = "执恢17" }, { $0.serial == 17 && $0.row.type == "执恢" }),
      ("year", { $0.text = "(2024)" }, { $0.row.number.hasPrefix("(2024)") }),
      (
        "many at once",
        {
          $0.status = .open
          $0.livelihood = true
          $0.text = "远山"
          $0.overdueAt = now
        },
        {
          $0.row.status == .open && $0.row.livelihood && $0.names.contains { $0.contains("远山") }
            && $0.row.nearestDue.map { $0 < now } ?? false
        }
      ),
    ]
  }

  @Test func everyFilterAndSortGivesItsCasesInOrderPageByPageBothWays() async throws {
    for narrowMax in [0, 4000] {
      let reads = SQLCaseReads(store, narrowMax: narrowMax)
      for filter in filters {
        let fitting = all.filter(filter.fits)
        for sort in CaseListQuery.Sort.allCases {
          for descending in [false, true] {
            var query = CaseListQuery()
            filter.set(&query)
            query.sort = sort
            query.descending = descending
            query.limit = 40
            let expected = sorted(fitting, query).map(\.row)
            var found: [CaseRow] = []
            var pages = 0
            repeat {
              let page = try await reads.list(query, court: samples.court)
              #expect(page.total == expected.count, "\(filter.name) \(sort) \(narrowMax)")
              if let sums = page.all.sums {
                #expect(sums.claimed == expected.reduce(.zero) { $0 + $1.claimed }, "\(filter.name) \(sort)")
              }
              #expect(page.all.sums != nil || narrowMax == 0, "\(filter.name) \(sort)")
              found += page.rows
              query.after = page.next
              pages += 1
            } while query.after != nil && pages < 20
            #expect(found == expected, "\(filter.name) by \(sort), descending \(descending), narrow to \(narrowMax)")
          }
        }
      }
    }
  }

  @Test func anIdFindsItsCaseAndNoOtherCourts() async throws {
    var query = CaseListQuery()
    query.text = "\(all[5].id)"
    let reads = SQLCaseReads(store)
    #expect(try await reads.list(query, court: samples.court).rows.map(\.id) == [all[5].id])
    #expect(try await reads.list(query, court: CourtCode("浙1004")).rows == [])
  }

  @Test func aNewNameIsFoundAndTheOldOneNoMore() async throws {
    let person = try #require(all[0].row.applicants.first)
    let stream = StreamID.person(person)
    let content = VaultContent(Person.vaultKind, ["name": "冯子衿"])
    let entry = samples.ids.next(VaultContent.self)
    let ref = VaultRef(id: entry, version: 1, digest: folder.keys.seal(content, id: entry, version: 1))
    let updated = StreamEvents(stream: stream, expected: 1, events: [PersonUpdated(changed: ["name"], vault: ref)])
    _ = try await store.append(samples.transaction([updated], deposits: [Deposit(ref: ref, content: content)]))
    let reads = SQLCaseReads(store)
    var query = CaseListQuery()
    query.text = "子衿"
    #expect(try await reads.list(query, court: samples.court).rows.map(\.id) == [all[0].id])
    query.text = "小满"
    query.limit = 200
    let others = all.dropFirst().filter { $0.names.contains { $0.contains("小满") } }
    #expect(
      Set(try await reads.list(query, court: samples.court).rows.map(\.id)).subtracting([all[0].id]) == Set(others.map(\.id)))
  }

  @Test func theCountsOfHandlersAndListsFollowEveryChange() async throws {
    guard case .load(let load) = try await store.find(.load, court: samples.court) else {
      Issue.record("no load")
      return
    }
    for handler in handlers { #expect(load[handler] == all.count { $0.row.handler == handler && $0.row.status == .open }) }
    #expect(try await store.replayCheck().differences.map(\.description) == [])
  }
}
