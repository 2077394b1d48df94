import Basics
import Foundation
import Ledger
import Testing

struct JournalTests {
  private func journal(_ lived: Lived, _ language: Language) -> (text: String, names: (LedgerAccount) -> String) {
    var journal = Journal(language: language)
    var text = journal.head(title: "浙1003\nanother line")
    var day = Day("2026-03-01") ?? Day(number: 0)
    for (place, group) in lived.accepted.enumerated() {
      if place % 7 == 0 { day = day + 1 }
      for entry in group.entries {
        var reserved: Money?
        switch entry.phase {
        case .post(let of), .void(let of): reserved = lived.books.entries[of]?.entry.amount
        case .posted, .pending, .reversal: break
        }
        text += journal.text(
          JournalEntry(entry: entry, reserved: reserved, day: day, source: "caseAccount/17@\(place + 1)", caseKey: "17"))
      }
    }
    let written = journal
    return (text, { written.name($0) })
  }

  @Test("hledger reads the journal of random histories, finds it balanced, and agrees to the fen on what is posted and reserved")
  func agrees() throws {
    var accounts = 0
    for seed in UInt64(1)...12 {
      let lived = Lived(seed: seed, groups: 150)
      let (text, name) = journal(lived, seed % 2 == 0 ? .zh : .en)
      let hledger = try Hledger(text)
      defer { hledger.remove() }
      try hledger.check()
      let posted = try hledger.balances("--cleared")
      let pending = try hledger.balances("--pending")
      for (account, balance) in lived.books.balances {
        #expect(posted[name(account), default: 0] == balance.posted(.debit).fen, "seed \(seed), \(account)")
        let reserved = balance.pendingDebits - balance.pendingCredits
        #expect(pending[name(account), default: 0] == reserved.fen, "seed \(seed), \(account) reserved")
        accounts += 1
      }
      let known = Set(lived.books.balances.keys.map(name))
      #expect(Set(posted.keys).union(pending.keys).isSubset(of: known))
    }
    #expect(accounts > 200)
  }

  @Test("A journal with a fen too much is not accepted, so that the agreement means something")
  func disagrees() throws {
    let (text, _) = journal(Lived(seed: 5, groups: 40), .en)
    let whole = try Hledger(text)
    defer { whole.remove() }
    try whole.check()
    let amount = try #require(text.firstRange(of: "  -"))
    let broken = try Hledger(text.replacingCharacters(in: amount, with: "  -1"))
    defer { broken.remove() }
    #expect(throws: Hledger.Failure.self) { try broken.check() }
  }

  @Test("A transaction says day, status, code, entry, event and case")
  func form() {
    var journal = Journal()
    let line = JournalEntry(
      entry: LedgerEntry(
        EntryID("receipt:9", "1"), debit: .bank, credit: LedgerAccount(.case, "17"), amount: Money(fen: 13_000_005),
        code: .receipt),
      reserved: nil, day: Day("2026-03-02") ?? Day(number: 0), source: "caseAccount/17@2", caseKey: "17")
    #expect(
      journal.text(line) == """
        account assets:bank:main
        account liabilities:case:17
        2026-03-02 * (receipt) Received  ; entry:receipt:9#1, phase:posted, event:caseAccount/17@2, case:17
            assets:bank:main  130000.05 CNY
            liabilities:case:17  -130000.05 CNY


        """)
    #expect(!journal.text(line).contains("account"))
  }

  @Test("Everything of an English journal is ASCII")
  func ascii() {
    let (text, _) = journal(Lived(seed: 2, groups: 60), .en)
    #expect(text.split(separator: "\n").dropFirst().allSatisfy { $0.utf8.allSatisfy { $0 < 128 } })
  }
}
