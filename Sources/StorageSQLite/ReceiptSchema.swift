extension SQLiteSchema {
  /// Money in suspense, and days of the bank beside the books.
  static let receipts = """
    CREATE TABLE bank_receipts (
      id INTEGER PRIMARY KEY, court TEXT NOT NULL, on_day INTEGER NOT NULL, taken_at INTEGER NOT NULL, amount INTEGER NOT NULL,
      open INTEGER NOT NULL, status TEXT NOT NULL, claim_by INTEGER NOT NULL, missed INTEGER NOT NULL, vault INTEGER NOT NULL,
      vault_version INTEGER NOT NULL, vault_digest TEXT NOT NULL) STRICT;
    CREATE INDEX bank_receipts_status ON bank_receipts (court, status, claim_by, id);
    CREATE INDEX bank_receipts_clock ON bank_receipts (court, claim_by, id);
    CREATE TABLE bank_matches (
      id INTEGER PRIMARY KEY, bank_receipt INTEGER NOT NULL, case_id INTEGER NOT NULL, court TEXT NOT NULL, amount INTEGER NOT NULL,
      at INTEGER NOT NULL, undone INTEGER NOT NULL) STRICT;
    CREATE INDEX bank_matches_receipt ON bank_matches (bank_receipt);
    CREATE TABLE bank_refunds (
      id INTEGER PRIMARY KEY, bank_receipt INTEGER NOT NULL, court TEXT NOT NULL, amount INTEGER NOT NULL, status TEXT NOT NULL)
      STRICT;
    CREATE INDEX bank_refunds_receipt ON bank_refunds (bank_receipt);
    CREATE INDEX bank_refunds_status ON bank_refunds (court, status);
    CREATE TABLE bank_days (
      court TEXT NOT NULL, account TEXT NOT NULL, day INTEGER NOT NULL, opening INTEGER, closing INTEGER, lines INTEGER NOT NULL,
      reconciled_at INTEGER NOT NULL, PRIMARY KEY (court, account, day)) STRICT, WITHOUT ROWID;
    CREATE INDEX bank_days_day ON bank_days (court, day);
    CREATE TABLE bank_lines (
      id INTEGER PRIMARY KEY, court TEXT NOT NULL, account TEXT NOT NULL, day INTEGER NOT NULL, side TEXT NOT NULL,
      amount INTEGER NOT NULL, digest TEXT NOT NULL, payment TEXT NOT NULL, is_return INTEGER NOT NULL, vault INTEGER NOT NULL,
      vault_version INTEGER NOT NULL, vault_digest TEXT NOT NULL, settled TEXT NOT NULL, pair INTEGER NOT NULL) STRICT;
    CREATE INDEX bank_lines_digest ON bank_lines (digest);
    CREATE INDEX bank_lines_day ON bank_lines (court, account, day, id);
    CREATE INDEX bank_lines_loose ON bank_lines (court, day) WHERE settled = '';
    CREATE TABLE bank_entries (
      ref TEXT PRIMARY KEY, court TEXT NOT NULL, digest TEXT NOT NULL, settled TEXT NOT NULL, pair INTEGER NOT NULL)
      STRICT, WITHOUT ROWID;
    CREATE INDEX bank_entries_digest ON bank_entries (digest) WHERE digest <> '';
    """
}
