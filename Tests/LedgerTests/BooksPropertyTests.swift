import Basics
import Ledger
import Testing

/// Random histories: what holds for all of them.
struct BooksPropertyTests {
  static let seeds: Range<UInt64> = 1..<41

  @Test("The sum of all accounts is zero, nothing is below zero, reservations are counted, after every group of every history")
  func invariants() {
    var refused: [String: Int] = [:]
    for seed in Self.seeds {
      var history = RandomHistory(seed: seed)
      var books = Books()
      for step in 0..<120 {
        let group = history.next(books)
        do throws(LedgerRefusal) { try books.book(group) } catch { refused[error.code, default: 0] += 1 }
        let faults = books.faults()
        #expect(faults == [], "seed \(seed), step \(step)")
        if !faults.isEmpty { return }
        #expect(books.totals.difference.map { $0 == (.zero, .zero) } == true)
      }
      #expect(books.groups.count > 20, "seed \(seed) books next to nothing")
    }
    // The histories try what they must not.
    for code in [
      "ledger.negative", "ledger.alreadyEnded", "ledger.notPending", "ledger.notPosted", "ledger.otherAmount",
    ] {
      #expect(refused[code, default: 0] > 5, "\(code) was never tried: \(refused)")
    }
  }

  @Test("A refused group leaves no trace; an accepted one given again changes nothing; changed, it is refused")
  func traces() throws {
    for seed in Self.seeds {
      var history = RandomHistory(seed: seed)
      var books = Books()
      for _ in 0..<60 {
        let group = history.next(books)
        let before = books
        do throws(LedgerRefusal) { try books.book(group) } catch {
          #expect(books.isSame(as: before), "seed \(seed): \(error)")
          continue
        }
        let after = books
        #expect(try books.book(group) == .known)
        #expect(books.isSame(as: after))
        let other = LedgerGroup(key: group.key, entries: Array(group.entries.dropLast()))
        #expect(throws: LedgerRefusal.keyReused(group.key)) { try books.book(other) }
        #expect(books.isSame(as: after))
      }
    }
  }

  @Test("Booked again from the beginning, a history gives the same books; any part of it given twice too")
  func replay() throws {
    for seed in Self.seeds {
      let lived = Lived(seed: seed, groups: 120)
      var again = Books()
      for group in lived.accepted { try again.book(group) }
      #expect(again.isSame(as: lived.books))
      var dice = Dice(seed &* 31)
      var stuttered = Books()
      for (place, group) in lived.accepted.enumerated() {
        try stuttered.book(group)
        try stuttered.book(lived.accepted[dice.roll(place + 1)])
      }
      #expect(stuttered.isSame(as: lived.books))
    }
  }

  @Test("Books that know only what a group touches decide as books that know all")
  func partial() {
    for seed in Self.seeds {
      var history = RandomHistory(seed: seed)
      var books = Books()
      for _ in 0..<120 {
        let group = history.next(books)
        var part = Books()
        for account in group.accounts { part.know(account, balance: books.balance(account)) }
        for id in group.references {
          if let standing = books.entries[id] { part.know(standing.entry, endedBy: standing.endedBy) }
        }
        part.know(group: group.key, books.groups[group.key] ?? [])
        let whole = result(&books, group)
        #expect(result(&part, group) == whole, "seed \(seed), \(group.key)")
        for account in group.accounts { #expect(part.balance(account) == books.balance(account)) }
      }
    }
  }
  private func result(_ books: inout Books, _ group: LedgerGroup) -> Result<Books.Outcome, LedgerRefusal> {
    do throws(LedgerRefusal) { return .success(try books.book(group)) } catch { return .failure(error) }
  }

  @Test("A fault that is put into the books is found")
  func faultsAreFound() throws {
    let books = Lived(seed: 3, groups: 80).books
    #expect(books.faults() == [])
    var other = books
    let account = try #require(books.balances.keys.filter { $0.kind == .case }.min())
    var balance = books.balance(account)
    balance.postedCredits += Money(fen: 1)
    other.know(account, balance: balance)
    #expect(other.faults().contains(.notZero(posted: Money(fen: -1), pending: .zero)))
    #expect(other.faults().contains { if case .otherSums(account, _, _) = $0 { true } else { false } })
    other = books
    balance.postedDebits += Money(fen: 900_000_000)
    other.know(account, balance: balance)
    #expect(other.faults().contains { if case .negative(account, _) = $0 { true } else { false } })
    other = books
    let ended = try #require(books.entries.values.first { $0.endedBy != nil })
    other.know(ended.entry, endedBy: nil)
    #expect(other.faults().contains { if case .reference(_, of: ended.entry.id) = $0 { true } else { false } })
  }
}
