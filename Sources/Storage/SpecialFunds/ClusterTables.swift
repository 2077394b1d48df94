import Basics
import Casework
import Enforcement

/// The derived table of clusters, a row each.
enum ClusterTables {
  static let tables: [(name: String, order: String)] = [("clusters", "id")]

  static func apply(_ event: any Event, _ meta: EventMeta, _ db: any Database) throws {
    let id = SQLValue.int(Int64(meta.stream.key) ?? 0)
    switch event {
    case let event as ClusterCreated:
      try db.run(
        """
        INSERT INTO clusters (id, court, title, title_version, title_digest, members, received, divided, waits, created_on)
        VALUES ($1, $2, $3, $4, $5, $6, 0, 0, 0, $7)
        """,
        [
          id, .text(meta.court.text), .int(event.title.id.raw), .int(event.title.version), .text(event.title.digest),
          .int(event.members.count), .int(Int64(meta.day.number)),
        ])
    case let event as ClusterReceiptBooked:
      try db.run("UPDATE clusters SET received = received + $2 WHERE id = $1", [id, .int(event.amount.fen)])
      if !event.bankLineDigest.isEmpty {
        try db.run(
          "INSERT INTO identities (digest, id) VALUES ($1, $2) ON CONFLICT (digest) DO NOTHING",
          [.text(event.bankLineDigest), .int(event.booking.raw)])
      }
      try ReceiptTables.know(ReceiptKey.clustered(event.booking), event.bankLineDigest, meta, db)
      try Projections.count("moneyIn", meta, event.amount.fen, db)
    case is ClusterCaseAdded: try db.run("UPDATE clusters SET members = members + 1 WHERE id = $1", [id])
    case let event as ClusterReceiptWithdrawn:
      try db.run("UPDATE clusters SET received = received - $2 WHERE id = $1", [id, .int(event.amount.fen)])
      try Projections.count("moneyIn", meta, -event.amount.fen, db)
    case let event as ClusterReceiptMisplaced:
      try db.run("UPDATE clusters SET received = received - $2 WHERE id = $1", [id, .int(event.amount.fen)])
      try Projections.count("moneyIn", meta, -event.amount.fen, db)
    case is ClusterDivisionDrafted: try db.run("UPDATE clusters SET waits = 1 WHERE id = $1", [id])
    case is ClusterDivisionReturned: try db.run("UPDATE clusters SET waits = 0 WHERE id = $1", [id])
    case let event as ClusterDivided:
      let total = event.parts.reduce(Money.zero) { $0 + $1.amount }
      try db.run("UPDATE clusters SET divided = divided + $2, waits = 0 WHERE id = $1", [id, .int(total.fen)])
    default: break
    }
  }
}

extension SQLCaseReads {
  public func clusters(court: CourtCode, limit: Int) async throws -> [ClusterRow] {
    try await connections.read { db in
      try db.query(
        """
        SELECT id, title, title_version, title_digest, members, received, divided, waits, created_on FROM clusters
        WHERE court = $1 ORDER BY id DESC LIMIT $2
        """, [.text(court.text), .int(limit)]
      ).map { row in
        ClusterRow(
          id: ID(raw: row.int(0)), title: VaultRef(id: ID(raw: row.int(1)), version: Int(row.int(2)), digest: row.text(3)),
          members: Int(row.int(4)), received: Money(fen: row.int(5)), divided: Money(fen: row.int(6)), waits: row.int(7) == 1,
          createdOn: Day(number: Int32(clamping: row.int(8))))
      }
    }
  }
}
