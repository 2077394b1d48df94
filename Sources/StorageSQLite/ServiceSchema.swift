extension SQLiteSchema {
  /// Papers on their way to parties.
  static let deliveries = """
    CREATE TABLE deliveries (
      paper INTEGER NOT NULL, person INTEGER NOT NULL, case_id INTEGER NOT NULL, court TEXT NOT NULL, kind TEXT NOT NULL,
      status TEXT NOT NULL, way TEXT NOT NULL, due_on INTEGER NOT NULL, sent_on INTEGER NOT NULL, tracking TEXT NOT NULL,
      done_on INTEGER NOT NULL, deemed_on INTEGER NOT NULL, tries INTEGER NOT NULL, receipts INTEGER NOT NULL,
      PRIMARY KEY (paper, person)) STRICT, WITHOUT ROWID;
    CREATE INDEX deliveries_status ON deliveries (court, status, due_on);
    CREATE INDEX deliveries_case ON deliveries (case_id);
    CREATE INDEX deliveries_tracking ON deliveries (court, tracking) WHERE tracking <> '';
    """
}
