import Basics
import Ledger

/// A die that falls alike for the same seed.
struct Dice {
  private var state: UInt64
  init(_ seed: UInt64) { state = seed }
  mutating func roll(_ sides: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(sides))
  }
  mutating func pick<Element>(_ list: [Element]) -> Element? { list.isEmpty ? nil : list[roll(list.count)] }
}

/// Groups as a court might book them, and as it must not: reservations beyond the balance, ends of what has ended, keys used twice.
struct RandomHistory {
  private(set) var dice: Dice
  private(set) var number = 0
  private let accounts: [LedgerAccount]

  init(seed: UInt64, accounts: Int = 4) {
    dice = Dice(seed)
    let kinds: [LedgerAccount.Kind] = [.case, .payee, .cluster, .suspense, .held, .deposit, .costs, .lodged, .fund]
    self.accounts =
      [.bank, .treasury] + kinds.flatMap { kind in (1...accounts).map { LedgerAccount(kind, "\($0)") } }
  }

  /// The next group, drawn with an eye on what is in the books.
  mutating func next(_ books: Books) -> LedgerGroup {
    number += 1
    let key = "test:\(number)"
    let count = 1 + dice.roll(4)
    return LedgerGroup(key: key, entries: (1...count).map { entry(EntryID(key, "\($0)"), books) })
  }

  private mutating func entry(_ id: EntryID, _ books: Books) -> LedgerEntry {
    let all = books.entries.values.map(\.entry)
    // Mostly something that can be ended in this way, sometimes anything.
    let wild = dice.roll(4) == 0
    func ids(_ fits: (LedgerEntry.Phase) -> Bool) -> [EntryID] {
      all.filter { wild || books.entries[$0.id]?.endedBy == nil && fits($0.phase) }.map(\.id).sorted()
    }
    switch dice.roll(10) {
    case 0...3:
      return LedgerEntry(
        id, debit: .bank, credit: other(than: [.bank]), amount: amount(max: 1_000_000), code: .receipt)
    case 4, 5:
      return transfer(id, .posted)
    case 6:
      return transfer(id, .pending)
    case 7:
      guard let of = dice.pick(ids { $0 == .pending }), let entry = books.entries[of]?.entry else {
        return transfer(id, .pending)
      }
      let part = dice.roll(3) == 0 ? amount(max: 2 * Int(entry.amount.fen)) : entry.amount
      return LedgerEntry(id, debit: entry.debit, credit: entry.credit, amount: part, code: entry.code, phase: .post(of: of))
    case 8:
      guard let of = dice.pick(ids { $0 == .pending }), let entry = books.entries[of]?.entry else {
        return transfer(id, .pending)
      }
      return LedgerEntry(
        id, debit: entry.debit, credit: entry.credit, amount: entry.amount, code: entry.code, phase: .void(of: of))
    default:
      guard let of = dice.pick(ids { $0 == .posted || $0.word == "post" }), let entry = books.entries[of]?.entry else {
        return transfer(id, .pending)
      }
      return LedgerEntry(
        id, debit: entry.credit, credit: entry.debit, amount: entry.amount, code: .correction, phase: .reversal(of: of))
    }
  }
  private mutating func transfer(_ id: EntryID, _ phase: LedgerEntry.Phase) -> LedgerEntry {
    let debit = other(than: [])
    return LedgerEntry(
      id, debit: debit, credit: other(than: [debit]), amount: amount(max: 400_000), code: .allocation, phase: phase)
  }
  private mutating func other(than taken: Set<LedgerAccount>) -> LedgerAccount {
    dice.pick(accounts.filter { !taken.contains($0) }) ?? .bank
  }
  private mutating func amount(max: Int) -> Money { Money(fen: Int64(1 + dice.roll(Swift.max(max, 1)))) }
}

/// Books and the groups that they accepted, in order.
struct Lived {
  var books = Books()
  var accepted: [LedgerGroup] = []
  var refused: [String: Int] = [:]

  init(seed: UInt64, groups: Int) {
    var history = RandomHistory(seed: seed)
    for _ in 0..<groups { take(history.next(books)) }
  }
  mutating func take(_ group: LedgerGroup) {
    do throws(LedgerRefusal) {
      try books.book(group)
      accepted.append(group)
    } catch {
      refused[error.code, default: 0] += 1
    }
  }
}

extension Books {
  /// Everything that can be seen of them.
  func isSame(as other: Books) -> Bool { balances == other.balances && entries == other.entries && groups == other.groups }
}
