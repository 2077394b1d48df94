import Basics
import Casework
import Enforcement

/// Money that came in, in portable SQL.
extension SQLCaseReads: ReceiptReads {
  public func receipts(_ query: ReceiptQuery, court: CourtCode) async throws -> [BankReceiptRow] {
    try await connections.read { db in
      var binds = Binds()
      var conditions = ["court = \(binds.add(.text(court.text)))"]
      if let status = query.status { conditions.append("status = \(binds.add(.text(status)))") }
      if let day = query.overdueOn { conditions.append("claim_by < \(binds.add(.int(Int64(day.number))))") }
      if let day = query.on { conditions.append("on_day = \(binds.add(.int(Int64(day.number))))") }
      if let after = query.after {
        conditions.append(
          "(claim_by, id) > (\(binds.add(.int(Int64(after.claimBy.number)))), \(binds.add(.int(after.id.raw))))")
      }
      return try db.query(
        """
        SELECT id, on_day, amount, open, status, claim_by, missed, vault, vault_version, vault_digest FROM bank_receipts
        WHERE \(conditions.joined(separator: " AND ")) ORDER BY claim_by, id LIMIT \(binds.add(.int(query.limit)))
        """, binds.values
      ).map { row in
        BankReceiptRow(
          id: ID(raw: row.int(0)), on: Day(number: Int32(row.int(1))), amount: Money(fen: row.int(2)),
          open: Money(fen: row.int(3)), status: row.text(4), claimBy: Day(number: Int32(row.int(5))), isMissed: row.int(6) == 1,
          vault: VaultRef(id: ID(raw: row.int(7)), version: Int(row.int(8)), digest: row.text(9)))
      }
    }
  }

  public func receiptCounts(court: CourtCode, today: Day) async throws -> ReceiptCounts {
    try await connections.read { db in
      var counts = ReceiptCounts()
      let open = try db.query(
        """
        SELECT COUNT(*), CAST(COALESCE(SUM(open), 0) AS BIGINT), MIN(claim_by), CAST(COALESCE(SUM(
          CASE WHEN claim_by < $2 THEN 1 ELSE 0 END), 0) AS BIGINT)
        FROM bank_receipts WHERE court = $1 AND status = 'open'
        """, [.text(court.text), .int(Int64(today.number))]
      ).first
      counts.open = Int(open?.int(0) ?? 0)
      counts.openSum = Money(fen: open?.int(1) ?? 0)
      counts.oldest = open?.optionalInt(2).map { Day(number: Int32($0)) }
      counts.overdue = Int(open?.int(3) ?? 0)
      counts.refundsProposed = try one("bank_refunds WHERE court = $1 AND status = 'proposed'", court, db)
      counts.heldOverdue = try one(
        "bank_receipts WHERE court = $1 AND status = 'held' AND claim_by < \(today.number)", court, db)
      counts.held = try one("bank_receipts WHERE court = $1 AND status = 'held'", court, db)
      counts.daysOpen = try one("bank_days WHERE court = $1 AND reconciled_at = 0", court, db)
      counts.differences = try one(
        """
        bank_lines n WHERE n.court = $1 AND n.settled = ''
          AND NOT EXISTS (SELECT 1 FROM bank_entries e WHERE e.digest = n.digest AND e.digest <> '')
          AND EXISTS (SELECT 1 FROM bank_days d WHERE d.court = n.court AND d.account = n.account AND d.day = n.day
            AND d.reconciled_at = 0)
        """, court, db)
      return counts
    }
  }

  private func one(_ what: String, _ court: CourtCode, _ db: any Database) throws -> Int {
    Int(try db.query("SELECT COUNT(*) FROM \(what)", [.text(court.text)]).first?.int(0) ?? 0)
  }

  public func bankDays(onlyOpen: Bool, court: CourtCode, limit: Int) async throws -> [BankDayRow] {
    try await connections.read { db in
      try BankDaySQL.days(
        "d.court = $1" + (onlyOpen ? " AND d.reconciled_at = 0" : ""), [.text(court.text)], limit: limit, db)
    }
  }

  public func bankDay(_ account: String, _ day: Day, court: CourtCode, limit: Int) async throws -> BankDaySides? {
    try await connections.read { db in
      let found = try BankDaySQL.days(
        "d.court = $1 AND d.account = $2 AND d.day = $3", [.text(court.text), .text(account), .int(Int64(day.number))], limit: 1,
        db)
      guard let row = found.first else { return nil }
      let lines = try BankDaySQL.lines(account, day, court, limit: limit + 1, db)
      let span = try BankDaySQL.places(of: day, db)
      let entries = try BankDaySQL.entries(span, court, limit: limit + 1, db)
      return BankDaySides(
        row: row, lines: Array(lines.prefix(limit)), entries: Array(entries.prefix(limit)),
        balance: try BankDaySQL.balance(through: span.upperBound, court, db),
        previousClosing: try BankDaySQL.previousClosing(account, day, court, db),
        explained: try TimingSQL.explained(account, through: day, before: span.upperBound, court, db),
        isCut: lines.count > limit || entries.count > limit)
    }
  }

  public func timing(court: CourtCode, limit: Int) async throws -> [TimingItem] {
    try await connections.read { db in try TimingSQL.items(court, limit: limit, db) }
  }

  public func bankLines(of entries: [String], court: CourtCode) async throws -> [String: (account: String, day: Day)] {
    try await connections.read { db in
      let rows = try Blocks.query(entries.map(SQLValue.text), leading: [.text(court.text)], db) {
        """
        SELECT e.ref, n.account, n.day FROM bank_entries e JOIN bank_lines n ON n.digest = e.digest
        WHERE e.court = $1 AND e.digest <> '' AND e.ref IN (\($0))
        """
      }
      return Dictionary(rows.map { ($0.text(0), (account: $0.text(1), day: Day(number: Int32($0.int(2))))) }) { first, _ in first
      }
    }
  }

  // MARK: Whose money it may be

  public func candidates(_ search: MatchSearch, court: CourtCode) async throws -> [MatchCandidate] {
    let keys = connections.keys
    return try await connections.read { db in
      var found = MatchFinding(court: court, db: db)
      for number in search.clues.documents { try found.document(number) }
      for number in search.clues.numbers {
        try found.persons(LookupIndex.persons(number, keys, db), debtor: .debtorNumber, other: .partyNumber)
      }
      try found.persons(
        LookupIndex.persons(search.payerAccount, keys, db), debtor: .payerAccount, other: .payerAccount)
      try found.name(search.payerName, debtor: .payerIsDebtor, other: .payerIsParty)
      for name in search.clues.names where name != search.payerName { try found.name(name, debtor: .debtorNamed, other: nil) }
      try found.claimed(search.amount)
      return found.candidates
    }
  }
}

/// Cases that clues lead to, while they are looked up.
private struct MatchFinding {
  /// Cases looked at for each clue.
  private static let casesMax = 10
  /// Cases in all.
  private static let candidatesMax = 40
  let court: CourtCode
  let db: any Database
  private var clues: [Int64: Set<MatchClue>] = [:]

  init(court: CourtCode, db: any Database) {
    self.court = court
    self.db = db
  }

  var candidates: [MatchCandidate] {
    let sorted = clues.sorted { left, right in
      let (first, second) = (left.value.reduce(0) { $0 + $1.weight }, right.value.reduce(0) { $0 + $1.weight })
      return (second, left.key) < (first, right.key)
    }
    return sorted.prefix(MatchFinding.candidatesMax).map { MatchCandidate(caseID: ID(raw: $0.key), clues: $0.value) }
  }

  private mutating func add(_ rows: [SQLRow], _ clue: MatchClue) {
    for row in rows { clues[row.int(0), default: []].insert(clue) }
  }

  mutating func document(_ number: String) throws {
    let parts = Projections.numberParts(number)
    add(
      try db.query(
        "SELECT id FROM cases WHERE court = $1 AND serial = $2 AND year = $3 AND number = $4",
        [.text(court.text), .int(parts.serial), .int(parts.year), .text(number)]), .caseNumber)
    let wide = number.replacing("(", with: "（").replacing(")", with: "）")
    for text in [number, wide] {
      add(
        try db.query(
          "SELECT id FROM cases WHERE court = $1 AND instrument = $2 AND number <> '' ORDER BY id DESC LIMIT \(MatchFinding.casesMax)",
          [.text(court.text), .text(text)]), .instrumentNumber)
    }
  }

  mutating func persons(_ persons: [Int64], debtor: MatchClue, other: MatchClue) throws {
    for person in persons.prefix(MatchFinding.casesMax) {
      let rows = try db.query(
        """
        SELECT p.case_id, p.role FROM case_parties p JOIN cases c ON c.id = p.case_id
        WHERE p.person = $1 AND c.court = $2 AND c.number <> '' ORDER BY p.case_id DESC LIMIT \(MatchFinding.casesMax)
        """, [.int(person), .text(court.text)])
      add(rows.filter { $0.text(1) == "debtor" }, debtor)
      add(rows.filter { $0.text(1) != "debtor" }, other)
    }
  }

  /// Parties of exactly this name. The pairs looked up are those behind the first two characters, which many firms of a place share.
  mutating func name(_ name: String, debtor: MatchClue, other: MatchClue?) throws {
    let plain = name.filter { !$0.isWhitespace }
    guard plain.count >= 2 else { return }
    let letters = Array(plain.lowercased())
    let pairs = zip(letters, letters.dropFirst()).map { "\($0)\($1)" }
    let grams = pairs.count > 4 ? Array(pairs[2..<5]) : Array(pairs.prefix(3))
    var values: [SQLValue] = [.text(court.text), .text(name)]
    let cases = grams.map { gram -> String in
      values.append(.text(gram))
      return "SELECT case_id FROM case_grams WHERE court = $1 AND gram = $\(values.count)"
    }
    let rows = try db.query(
      """
      SELECT p.case_id, p.role FROM (\(cases.joined(separator: " INTERSECT "))) g JOIN case_parties p ON p.case_id = g.case_id
      JOIN person_names n ON n.person = p.person JOIN cases c ON c.id = p.case_id
      WHERE n.name = $2 AND c.number <> '' ORDER BY p.case_id DESC LIMIT \(MatchFinding.casesMax)
      """, values)
    add(rows.filter { $0.text(1) == "debtor" }, debtor)
    if let other { add(rows.filter { $0.text(1) != "debtor" }, other) }
  }

  mutating func claimed(_ amount: Money) throws {
    add(
      try db.query(
        "SELECT id FROM cases WHERE court = $1 AND status = 'open' AND claimed = $2 ORDER BY id DESC LIMIT \(MatchFinding.casesMax)",
        [.text(court.text), .int(amount.fen)]), .amountClaimed)
  }
}
