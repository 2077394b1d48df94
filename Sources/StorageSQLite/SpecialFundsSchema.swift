extension SQLiteSchema {
  /// Aid, lodgements and rewards, a row each; days that are not known yet stand as 0.
  static let fundItems = """
    CREATE TABLE fund_items (
      kind TEXT NOT NULL, id INTEGER NOT NULL, case_id INTEGER NOT NULL, court TEXT NOT NULL, person INTEGER NOT NULL,
      amount INTEGER NOT NULL, most INTEGER NOT NULL, granted INTEGER NOT NULL, status TEXT NOT NULL, ground TEXT NOT NULL,
      on_day INTEGER NOT NULL, decided_on INTEGER NOT NULL, next_on INTEGER NOT NULL, until_day INTEGER NOT NULL,
      payout INTEGER NOT NULL, paid_on INTEGER NOT NULL, PRIMARY KEY (kind, id)) STRICT, WITHOUT ROWID;
    CREATE INDEX fund_items_court ON fund_items (court, kind, on_day, id);
    CREATE INDEX fund_items_case ON fund_items (case_id, kind);
    CREATE INDEX fund_items_payout ON fund_items (payout) WHERE payout > 0;
    """

  /// Cases that are settled together.
  static let clusters = """
    CREATE TABLE clusters (
      id INTEGER PRIMARY KEY, court TEXT NOT NULL, title INTEGER NOT NULL, title_version INTEGER NOT NULL,
      title_digest TEXT NOT NULL, members INTEGER NOT NULL, received INTEGER NOT NULL, divided INTEGER NOT NULL,
      waits INTEGER NOT NULL, created_on INTEGER NOT NULL) STRICT;
    CREATE INDEX clusters_court ON clusters (court, id);
    CREATE TABLE outside_creditors (
      person INTEGER NOT NULL, case_id INTEGER NOT NULL, court TEXT NOT NULL, PRIMARY KEY (person, case_id))
      STRICT, WITHOUT ROWID;
    """
}
