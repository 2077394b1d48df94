import Basics
import Casework
import Enforcement

/// What commands may ask about cases, kept from events.
struct MemoryCases {
  private struct Known {
    let court: CourtCode
    let docketRef: String
    let instrument: String
    var number = ""
    var isOpen = false
    var handler: ID<StaffMember>?
    var judge: ID<StaffMember>?
  }
  private struct Letter {
    let court: CourtCode
    let paper: ID<Paper>
    let to: ID<Person>
    let number: String
  }
  private var known: [ID<CaseFile>: Known] = [:]
  private var letters: [Letter] = []

  mutating func take(_ event: any Event, _ meta: EventMeta) {
    guard meta.stream.kind == .caseFile, let id = ID<CaseFile>(meta.stream.key) else { return }
    switch event {
    case let event as ApplicationReceived:
      known[id] = Known(court: meta.court, docketRef: event.docketRef ?? "", instrument: event.instrument.number)
    case let event as CaseTakenOver:
      known[id] = Known(
        court: meta.court, docketRef: "", instrument: event.instrument.number, number: event.number,
        isOpen: event.endedOn == nil, handler: event.handler)
    case let event as CaseFiled:
      known[id]?.number = event.number
      known[id]?.isOpen = true
    case let event as PaperSent:
      letters.removeAll { $0.paper == event.paper && $0.to == event.to }
      letters.append(Letter(court: meta.court, paper: event.paper, to: event.to, number: event.tracking ?? ""))
    case is CaseClosed, is ApplicationRefused: known[id]?.isOpen = false
    case let event as HandlerAssigned:
      known[id]?.handler = event.handler
      known[id]?.judge = event.judge
    default: break
    }
  }

  func find(_ need: Need, _ court: CourtCode) -> NeedAnswer {
    let own = known.filter { $0.value.court == court }.sorted { $0.key < $1.key }
    switch need {
    case .load:
      var load: [ID<StaffMember>: Int] = [:]
      for (_, file) in own where file.isOpen {
        if let handler = file.handler { load[handler, default: 0] += 1 }
      }
      return .load(load)
    case .sameInstrument(let wanted):
      var numbers: [String: [String]] = [:]
      for (_, file) in own where wanted.contains(file.instrument) && !file.number.isEmpty {
        if numbers[file.instrument, default: []].count < 20 { numbers[file.instrument, default: []].append(file.number) }
      }
      return .sameInstrument(numbers)
    case .docketRefs(let wanted):
      let pairs = own.filter { !$0.value.docketRef.isEmpty && wanted.contains($0.value.docketRef) }
      return .docketRefs(Dictionary(pairs.map { ($0.value.docketRef, $0.key) }) { first, _ in first })
    case .ledger, .bankBooks: return .docketRefs([:])
    case .moneyWeek:
      var week = MoneyWeek()
      week.cases = own.map { MoneyWeek.Case(id: $0.key, number: $0.value.number, handler: $0.value.handler) }
      return .moneyWeek(week)
    case .openCases(let staff, let limit):
      return .openCases(
        own.filter { $0.value.isOpen && [$0.value.handler, $0.value.judge].contains(staff) }.prefix(limit).map(\.key))
    case .letters(let wanted):
      let sent = letters.filter { $0.court == court && wanted.contains($0.number) }
      return .letters(Dictionary(grouping: sent, by: \.number).mapValues { Set($0.map(\.to)) })
    case .caseNumbers(let wanted):
      let pairs = own.filter { wanted.contains($0.value.number) && !$0.value.number.isEmpty }
      return .caseNumbers(Dictionary(pairs.map { ($0.value.number, $0.key) }) { first, _ in first })
    }
  }
}

/// The queue of work in memory.
struct MemoryWork {
  private struct Row {
    let item: WorkItem
    let place: Int
    var due: Instant
    var lease: Instant?
    var attempts = 0
    var error: String?
  }
  private var rows: [String: Row] = [:]
  private var places = 0

  /// A timer replaces those of its key; a cancellation only removes them.
  mutating func enqueue(_ item: WorkItem) {
    if !item.key.isEmpty {
      for (id, row) in rows where row.item.key == item.key { rows[id] = nil }
    }
    guard item.kind != .cancel, rows[item.id] == nil else { return }
    places += 1
    rows[item.id] = Row(item: item, place: places, due: item.due)
  }

  func has(_ id: String) -> Bool { rows[id] != nil }
  mutating func remove(_ id: String) -> Bool { rows.removeValue(forKey: id) != nil }

  mutating func take(
    _ kinds: Set<WorkItem.Kind>, paced: Bool, now: Instant, limit: Int, leaseSeconds: Int64
  ) -> [WorkItem] {
    let due = rows.values.filter {
      kinds.contains($0.item.kind) && $0.item.paced == paced && $0.due <= now && ($0.lease ?? now) <= now
    }
    let taken = due.sorted { ($0.due, $0.place) < ($1.due, $1.place) }.prefix(max(0, limit))
    for row in taken { rows[row.item.id]?.lease = now.adding(seconds: leaseSeconds) }
    return taken.map { row in
      WorkItem(
        id: row.item.id, kind: row.item.kind, key: row.item.key, due: row.due, paced: row.item.paced, payload: row.item.payload)
    }
  }

  mutating func postpone(_ id: String, _ until: Instant, _ error: String) {
    rows[id]?.due = until
    rows[id]?.lease = nil
    rows[id]?.attempts += 1
    rows[id]?.error = error
  }

  func nextDue(_ kinds: Set<WorkItem.Kind>) -> Instant? {
    rows.values.filter { kinds.contains($0.item.kind) }.map { max($0.due, $0.lease ?? $0.due) }.min()
  }

  var oldest: [WorkItem.Kind: Instant] {
    rows.values.reduce(into: [:]) { $0[$1.item.kind] = min($0[$1.item.kind] ?? $1.due, $1.due) }
  }
  var pending: [WorkItem.Kind: Int] { rows.values.reduce(into: [:]) { $0[$1.item.kind, default: 0] += 1 } }
}
