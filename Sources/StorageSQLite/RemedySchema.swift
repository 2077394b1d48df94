/// The review line.
extension SQLiteSchema {
  static let remedies = """
    CREATE TABLE remedies (
      id INTEGER PRIMARY KEY, case_id INTEGER NOT NULL, court TEXT NOT NULL, number TEXT NOT NULL, kind TEXT NOT NULL,
      stage TEXT NOT NULL, outcome TEXT NOT NULL, person INTEGER NOT NULL, presiding INTEGER NOT NULL,
      received_on INTEGER NOT NULL, rule_by INTEGER NOT NULL, due INTEGER NOT NULL) STRICT;
    CREATE INDEX remedies_due ON remedies (court, due, id);
    CREATE INDEX remedies_case ON remedies (case_id);
    """
}
