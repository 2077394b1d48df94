import Basics
import Ledger
import Testing

struct BooksTests {
  let matter = LedgerAccount(.case, "1")
  let payee = LedgerAccount(.payee, "7")

  private func receipt(_ key: String, _ fen: Int64) -> LedgerGroup {
    LedgerGroup(key: key, debit: .bank, credit: matter, amount: Money(fen: fen), code: .receipt)
  }
  private func reserve(_ key: String, _ fen: Int64) -> LedgerGroup {
    LedgerGroup(key: key, debit: matter, credit: payee, amount: Money(fen: fen), code: .payout, phase: .pending)
  }
  private func end(_ key: String, _ fen: Int64, _ phase: LedgerEntry.Phase) -> LedgerGroup {
    LedgerGroup(key: key, debit: matter, credit: payee, amount: Money(fen: fen), code: .payout, phase: phase)
  }
  private func books(_ groups: LedgerGroup...) throws -> Books {
    var books = Books()
    for group in groups { try books.book(group) }
    return books
  }
  /// The refusal, and that it left everything as it was.
  private func refusal(_ books: Books, _ group: LedgerGroup) -> LedgerRefusal? {
    var after = books
    do throws(LedgerRefusal) {
      try after.book(group)
      return nil
    } catch {
      #expect(after.isSame(as: books), "\(error) left something behind")
      return error
    }
  }

  @Test("What comes in is at the bank and the case's")
  func receipt() throws {
    let books = try books(receipt("receipt:1", 10_000))
    #expect(LedgerAccount.bank.posted(books.balance(.bank)) == Money(fen: 10_000))
    #expect(matter.posted(books.balance(matter)) == Money(fen: 10_000))
    #expect(books.faults() == [])
  }

  @Test("What is reserved is no longer available to the case, and not yet the payee's")
  func reservation() throws {
    let books = try books(receipt("receipt:1", 10_000), reserve("payout:1", 4_000))
    #expect(matter.posted(books.balance(matter)) == Money(fen: 10_000))
    #expect(matter.available(books.balance(matter)) == Money(fen: 6_000))
    #expect(payee.available(books.balance(payee)) == .zero)
    #expect(
      refusal(books, reserve("payout:2", 6_001)) == .negative(matter, available: Money(fen: -1)))
    #expect(refusal(books, reserve("payout:2", 6_000)) == nil)
  }

  @Test("Posting a part of a reservation frees the rest")
  func partialPost() throws {
    let of = EntryID("payout:1", "1")
    let books = try books(
      receipt("receipt:1", 10_000), reserve("payout:1", 4_000), end("payout:1/approved", 2_500, .post(of: of)))
    #expect(payee.posted(books.balance(payee)) == Money(fen: 2_500))
    #expect(matter.available(books.balance(matter)) == Money(fen: 7_500))
    #expect(books.balance(matter).pendingDebits == .zero)
    #expect(books.faults() == [])
    #expect(
      refusal(books, end("again", 1, .post(of: of)))
        == .alreadyEnded(EntryID("again", "1"), of: of, by: EntryID("payout:1/approved", "1")))
  }

  @Test("A reservation is voided whole, once, with its own accounts")
  func void() throws {
    let of = EntryID("payout:1", "1")
    let id = EntryID("payout:1/returned", "1")
    let reserved = try books(receipt("receipt:1", 10_000), reserve("payout:1", 4_000))
    #expect(
      refusal(reserved, end(id.group, 3_999, .void(of: of))) == .otherAmount(id, of: of, amount: Money(fen: 4_000)))
    #expect(
      refusal(reserved, end(id.group, 4_001, .post(of: of))) == .otherAmount(id, of: of, amount: Money(fen: 4_000)))
    let foreign = LedgerGroup(
      key: id.group, debit: matter, credit: .treasury, amount: Money(fen: 4_000), code: .payout, phase: .void(of: of))
    #expect(refusal(reserved, foreign) == .otherAccounts(id, of: of))
    var voided = reserved
    try voided.book(end(id.group, 4_000, .void(of: of)))
    #expect(matter.available(voided.balance(matter)) == Money(fen: 10_000))
    #expect(voided.faults() == [])
    #expect(refusal(voided, end("late", 4_000, .post(of: of))) == .alreadyEnded(EntryID("late", "1"), of: of, by: id))
  }

  @Test("A reversal takes a posted entry back, accounts exchanged, whole and once; a reservation cannot be reversed")
  func reversal() throws {
    let first = try books(receipt("receipt:1", 10_000), reserve("payout:1", 4_000))
    func back(_ key: String, _ fen: Int64, of: EntryID, debit: LedgerAccount, credit: LedgerAccount) -> LedgerGroup {
      LedgerGroup(key: key, debit: debit, credit: credit, amount: Money(fen: fen), code: .refund, phase: .reversal(of: of))
    }
    let of = EntryID("receipt:1", "1")
    let id = EntryID("back:1", "1")
    let reserved = EntryID("payout:1", "1")
    #expect(
      refusal(first, back("back:1", 4_000, of: reserved, debit: payee, credit: matter)) == .notPosted(id, of: reserved))
    #expect(refusal(first, back("back:1", 10_000, of: of, debit: .bank, credit: matter)) == .otherAccounts(id, of: of))
    #expect(
      refusal(first, back("back:1", 9_000, of: of, debit: matter, credit: .bank))
        == .otherAmount(id, of: of, amount: Money(fen: 10_000)))
    // The reserved part would be gone with it.
    #expect(
      refusal(first, back("back:1", 10_000, of: of, debit: matter, credit: .bank))
        == .negative(matter, available: Money(fen: -4_000)))
    var books = try books(receipt("receipt:1", 10_000))
    try books.book(back("back:1", 10_000, of: of, debit: matter, credit: .bank))
    #expect(books.totals.difference.map { $0 == (.zero, .zero) } == true)
    #expect(LedgerAccount.bank.posted(books.balance(.bank)) == .zero)
    #expect(
      refusal(books, back("back:2", 10_000, of: of, debit: matter, credit: .bank))
        == .alreadyEnded(EntryID("back:2", "1"), of: of, by: id))
  }

  @Test("The same key with the same entries changes nothing; with others it is refused")
  func idempotence() throws {
    var books = try books(receipt("receipt:1", 10_000))
    let before = books
    #expect(try books.book(receipt("receipt:1", 10_000)) == .known)
    #expect(books.isSame(as: before))
    #expect(refusal(books, receipt("receipt:1", 10_001)) == .keyReused("receipt:1"))
    #expect(refusal(books, reserve("receipt:1", 10_000)) == .keyReused("receipt:1"))
  }

  @Test("A group whose last entry may not be booked books none")
  func allOrNone() throws {
    let books = try books(receipt("receipt:1", 10_000))
    let group = LedgerGroup(
      key: "payout:1",
      entries: [
        LedgerEntry(
          EntryID("payout:1", "a"), debit: matter, credit: payee, amount: Money(fen: 9_000), code: .payout, phase: .pending),
        LedgerEntry(
          EntryID("payout:1", "b"), debit: matter, credit: .treasury, amount: Money(fen: 1_001), code: .fee, phase: .pending),
      ])
    #expect(refusal(books, group) == .negative(matter, available: Money(fen: -1)))
  }

  @Test("Within a group money may pass through an account that had none")
  func through() throws {
    var books = Books()
    try books.book(
      LedgerGroup(
        key: "g",
        entries: [
          LedgerEntry(EntryID("g", "1"), debit: matter, credit: payee, amount: Money(fen: 5), code: .payout),
          LedgerEntry(EntryID("g", "2"), debit: .bank, credit: matter, amount: Money(fen: 5), code: .receipt),
        ]))
    #expect(books.faults() == [])
    #expect(payee.posted(books.balance(payee)) == Money(fen: 5))
  }

  @Test("What is no entry is refused with its reason: nothing, zero, one account, a strange name, a reference to nothing")
  func shape() {
    let id = EntryID("g", "1")
    func group(_ entries: LedgerEntry...) -> LedgerGroup { LedgerGroup(key: "g", entries: entries) }
    func entry(
      _ id: EntryID = EntryID("g", "1"), _ debit: LedgerAccount = .bank, _ credit: LedgerAccount = .treasury, _ fen: Int64 = 1,
      _ phase: LedgerEntry.Phase = .posted
    ) -> LedgerEntry { LedgerEntry(id, debit: debit, credit: credit, amount: Money(fen: fen), code: .fee, phase: phase) }
    let empty = Books()
    #expect(refusal(empty, group()) == .empty(key: "g"))
    #expect(refusal(empty, group(entry(id, .bank, .treasury, 0))) == .amountNotPositive(id))
    #expect(refusal(empty, group(entry(id, .bank, .treasury, -5))) == .amountNotPositive(id))
    #expect(refusal(empty, group(entry(id, .bank, .bank))) == .sameAccount(id))
    #expect(refusal(empty, group(entry(), entry())) == .nameTwice(id))
    #expect(refusal(empty, group(entry(EntryID("h", "1")))) == .unreadableName("h#1"))
    #expect(refusal(empty, group(entry(EntryID("g", "a,b")))) == .unreadableName("g#a,b"))
    #expect(refusal(empty, group(entry(id, .bank, LedgerAccount(.case, "1;2")))) == .unreadableName("case:1;2"))
    let nothing = EntryID("x", "1")
    for phase in [LedgerEntry.Phase.post(of: nothing), .void(of: nothing), .reversal(of: nothing)] {
      #expect(refusal(empty, group(entry(id, .bank, .treasury, 1, phase))) == .noSuchEntry(id, of: nothing))
    }
    let many = LedgerGroup(
      key: "g",
      entries: (0...LedgerGroup.entriesMax).map {
        LedgerEntry(EntryID("g", "\($0)"), debit: .bank, credit: .treasury, amount: Money(fen: 1), code: .fee)
      })
    #expect(refusal(empty, many) == .tooMany(key: "g", entries: LedgerGroup.entriesMax + 1))
  }

  @Test("Sums beyond the limit are refused, not overflown")
  func limit() throws {
    var books = Books()
    let most = Int64.max / 4
    try books.book(receipt("receipt:1", most))
    #expect(refusal(books, receipt("receipt:2", 1)) == .beyondLimit(.bank))
    #expect(refusal(books, receipt("receipt:2", .max)) == .beyondLimit(.bank))
    #expect(books.faults() == [])
  }

  @Test("Every refusal says in both languages what is wrong, under its own code")
  func words() {
    let id = EntryID("g", "1")
    let all: [LedgerRefusal] = [
      .unreadableName("x"), .empty(key: "g"), .tooMany(key: "g", entries: 3), .amountNotPositive(id), .sameAccount(id),
      .nameTwice(id), .keyReused("g"), .noSuchEntry(id, of: id), .alreadyEnded(id, of: id, by: id), .notPending(id, of: id),
      .notPosted(id, of: id), .otherAmount(id, of: id, amount: .zero), .otherAccounts(id, of: id), .beyondLimit(.bank),
      .negative(matter, available: Money(fen: -5)),
    ]
    #expect(Set(all.map(\.code)).count == all.count)
    #expect(Set(all.map(\.message)).count == all.count)
    #expect(all.allSatisfy { $0.message.zh != $0.message.en })
  }
}

struct LedgerTextTests {
  @Test("Accounts are read back from their text, and what is none is not")
  func accounts() {
    for kind in LedgerAccount.Kind.allCases {
      for key in ["main", "7", "line-88", "A_b.c"] {
        let account = LedgerAccount(kind, key)
        #expect(LedgerAccount(account.description) == account)
      }
    }
    for text in ["", "case", "case:", ":1", "purse:1", "case:1:2", "case:a b", "case:甲", "case:1;", "Case:1"] {
      #expect(LedgerAccount(text) == nil, "\(text)")
    }
  }

  @Test("Names of entries are read back from their text, and what is none is not")
  func entries() {
    for id in [EntryID("payout:17", "18"), EntryID("payout:17/18/sent/19", "1")] { #expect(EntryID(id.description) == id) }
    for text in ["", "#", "a#", "#a", "a", "a,b#1", "a#1#2 ", "a b#1", "\"a#1"] { #expect(EntryID(text) == nil, "\(text)") }
  }

  @Test("Phases are read back from word and reference; a reference stands exactly where one belongs")
  func phases() {
    let of = EntryID("g", "1")
    for phase in [LedgerEntry.Phase.posted, .pending, .post(of: of), .void(of: of), .reversal(of: of)] {
      #expect(LedgerEntry.Phase(phase.word, of: phase.of) == phase)
      #expect(LedgerEntry.Phase(phase.word, of: phase.of == nil ? of : nil) == nil)
    }
    #expect(LedgerEntry.Phase("paid", of: nil) == nil)
  }
}
