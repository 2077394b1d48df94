/// DDL for SQLite, in numbered steps; PostgreSQL has its own file with the same numbers.
enum SQLiteSchema {
  /// With this step the ledger came: a court that is older has it built from its log.
  static let ledgerStep = 3
  /// With this step the days of the bank came: an older court has what its log knows of lines filled in.
  static let receiptsStep = 10
  /// With this step lists of special funds came: an older court has them filled in from its log.
  static let fundItemsStep = 12
  /// With this step the service register came: an older court has what its log knows of papers that were served filled in.
  static let deliveriesStep = 15
  static let steps: [String] = [
    step1, step2, step3, step4, step5, step6, step7, step8, step9, receipts, step11, fundItems, clusters, requestPlaces,
    deliveries, remedies, deskStep, totpStep, answersStep,
  ]

  private static let step1 = """
    CREATE TABLE log (
      position INTEGER PRIMARY KEY, stream TEXT NOT NULL, version INTEGER NOT NULL, court TEXT NOT NULL, name TEXT NOT NULL,
      at INTEGER NOT NULL, actor TEXT NOT NULL, causation TEXT NOT NULL, payload BLOB NOT NULL, hash BLOB NOT NULL,
      UNIQUE (stream, version)) STRICT;

    CREATE TABLE vault (
      id INTEGER NOT NULL, version INTEGER NOT NULL, kind TEXT NOT NULL, sealed BLOB NOT NULL, PRIMARY KEY (id, version)) STRICT;
    CREATE TABLE work (
      id TEXT PRIMARY KEY, kind TEXT NOT NULL, key TEXT NOT NULL, due INTEGER NOT NULL, paced INTEGER NOT NULL,
      payload TEXT NOT NULL, lease INTEGER NOT NULL, attempts INTEGER NOT NULL, error TEXT, place INTEGER NOT NULL) STRICT;
    CREATE INDEX work_due ON work (kind, paced, due, place) WHERE lease = 0;
    CREATE INDEX work_leased ON work (lease) WHERE lease > 0;
    CREATE INDEX work_key ON work (key) WHERE key <> '';
    CREATE TABLE marks (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT;
    CREATE TABLE idempotency (key TEXT PRIMARY KEY, causation TEXT NOT NULL, at INTEGER NOT NULL) STRICT;
    CREATE TABLE accounts (
      sign_in TEXT PRIMARY KEY, staff INTEGER NOT NULL, secret TEXT NOT NULL, totp TEXT, created INTEGER NOT NULL) STRICT;
    CREATE TABLE sessions (
      token TEXT PRIMARY KEY, actor TEXT NOT NULL, csrf TEXT NOT NULL, created INTEGER NOT NULL, expires INTEGER NOT NULL) STRICT;
    CREATE TABLE codes (
      person INTEGER PRIMARY KEY, digest TEXT NOT NULL, expires INTEGER NOT NULL, attempts INTEGER NOT NULL) STRICT;
    CREATE TABLE unmaskings (
      id INTEGER PRIMARY KEY, actor TEXT NOT NULL, person INTEGER NOT NULL, case_id INTEGER, at INTEGER NOT NULL,
      reason TEXT NOT NULL) STRICT;
    CREATE TABLE person_names (person INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;
    CREATE TABLE case_grams (
      court TEXT NOT NULL, gram TEXT NOT NULL, case_id INTEGER NOT NULL, PRIMARY KEY (court, gram, case_id)) STRICT, WITHOUT ROWID;

    CREATE TABLE cases (
      id INTEGER PRIMARY KEY, court TEXT NOT NULL, number TEXT NOT NULL, year INTEGER NOT NULL, serial INTEGER NOT NULL,
      type TEXT NOT NULL, status TEXT NOT NULL, lane TEXT NOT NULL, handler INTEGER NOT NULL, judge INTEGER NOT NULL,
      received_on INTEGER NOT NULL, filed_on INTEGER NOT NULL, closed_on INTEGER NOT NULL, closing_way TEXT NOT NULL,
      claimed INTEGER NOT NULL, money_in INTEGER NOT NULL, money_out INTEGER NOT NULL, livelihood INTEGER NOT NULL,
      docket_ref TEXT NOT NULL, instrument TEXT NOT NULL, nearest_key TEXT NOT NULL, nearest_due INTEGER NOT NULL,
      nearest_owner TEXT NOT NULL, updated_at INTEGER NOT NULL, resumes INTEGER NOT NULL) STRICT;
    CREATE INDEX cases_due ON cases (court, status, nearest_due, id);
    CREATE INDEX cases_filed ON cases (court, status, filed_on, id);
    CREATE INDEX cases_number ON cases (court, status, year, serial, id);
    CREATE INDEX cases_claimed ON cases (court, status, claimed, id);
    CREATE INDEX cases_updated ON cases (court, status, updated_at, id);
    CREATE INDEX cases_kind ON cases (court, status, lane, type, livelihood, handler);
    CREATE INDEX cases_serial ON cases (court, serial, year);
    CREATE INDEX cases_closed ON cases (court, closed_on) WHERE closed_on > 0;
    CREATE INDEX cases_handler ON cases (handler, status, nearest_due);
    CREATE INDEX cases_judge ON cases (judge, status, nearest_due);
    CREATE INDEX cases_docket ON cases (court, docket_ref) WHERE docket_ref <> '';
    CREATE INDEX cases_instrument ON cases (court, instrument);
    CREATE TABLE case_counts (
      court TEXT NOT NULL, status TEXT NOT NULL, lane TEXT NOT NULL, type TEXT NOT NULL, livelihood INTEGER NOT NULL,
      handler INTEGER NOT NULL, cases INTEGER NOT NULL, PRIMARY KEY (court, status, lane, type, livelihood, handler))
      STRICT, WITHOUT ROWID;
    CREATE TABLE case_parties (
      case_id INTEGER NOT NULL, person INTEGER NOT NULL, role TEXT NOT NULL, place INTEGER NOT NULL, vault INTEGER NOT NULL,
      vault_version INTEGER NOT NULL, vault_digest TEXT NOT NULL, PRIMARY KEY (case_id, place)) STRICT, WITHOUT ROWID;
    CREATE INDEX case_parties_person ON case_parties (person, case_id);
    CREATE TABLE persons (
      id INTEGER PRIMARY KEY, kind TEXT NOT NULL, vault INTEGER NOT NULL, vault_version INTEGER NOT NULL,
      vault_digest TEXT NOT NULL) STRICT;
    CREATE TABLE identities (digest TEXT PRIMARY KEY, id INTEGER NOT NULL) STRICT;
    CREATE TABLE open_nodes (
      id INTEGER PRIMARY KEY, case_id INTEGER NOT NULL, court TEXT NOT NULL, key TEXT NOT NULL, subject TEXT NOT NULL,
      due INTEGER NOT NULL, owner TEXT NOT NULL, opened_at INTEGER NOT NULL, warnings INTEGER NOT NULL) STRICT;
    CREATE INDEX open_nodes_case ON open_nodes (case_id, due);
    CREATE INDEX open_nodes_owner ON open_nodes (court, owner, due);
    CREATE INDEX open_nodes_due ON open_nodes (court, due);
    CREATE TABLE papers (
      id INTEGER PRIMARY KEY, case_id INTEGER NOT NULL, court TEXT NOT NULL, kind TEXT NOT NULL, stage TEXT NOT NULL,
      drafted_at INTEGER NOT NULL, code TEXT NOT NULL, sha256 TEXT NOT NULL, sealed_at INTEGER NOT NULL, vault INTEGER NOT NULL,
      vault_digest TEXT NOT NULL) STRICT;
    CREATE INDEX papers_stage ON papers (court, stage, kind, drafted_at);
    CREATE INDEX papers_case ON papers (case_id);
    CREATE INDEX papers_code ON papers (code) WHERE code <> '';
    CREATE TABLE measures (
      id INTEGER PRIMARY KEY, case_id INTEGER NOT NULL, court TEXT NOT NULL, kind TEXT NOT NULL, unit TEXT NOT NULL,
      status TEXT NOT NULL, amount INTEGER NOT NULL, until INTEGER NOT NULL) STRICT;
    CREATE INDEX measures_until ON measures (court, status, until);
    CREATE INDEX measures_case ON measures (case_id);
    CREATE TABLE receipts (
      id INTEGER PRIMARY KEY, case_id INTEGER NOT NULL, court TEXT NOT NULL, amount INTEGER NOT NULL, on_day INTEGER NOT NULL,
      source TEXT NOT NULL, pay_by INTEGER NOT NULL) STRICT;
    CREATE INDEX receipts_court ON receipts (court, on_day);
    CREATE TABLE payouts (
      id INTEGER PRIMARY KEY, case_id INTEGER NOT NULL, court TEXT NOT NULL, status TEXT NOT NULL, total INTEGER NOT NULL,
      proposed_at INTEGER NOT NULL, proposed_by TEXT NOT NULL) STRICT;
    CREATE INDEX payouts_status ON payouts (court, status, proposed_at);
    CREATE TABLE requests (
      id INTEGER PRIMARY KEY, case_id INTEGER NOT NULL, court TEXT NOT NULL, unit TEXT NOT NULL, action TEXT NOT NULL,
      status TEXT NOT NULL, sent_at INTEGER NOT NULL, deadline INTEGER NOT NULL, answered_at INTEGER NOT NULL,
      outcome TEXT NOT NULL) STRICT;
    CREATE INDEX requests_court ON requests (court, status, sent_at);
    CREATE INDEX requests_case ON requests (case_id);
    CREATE INDEX requests_answered ON requests (court, answered_at);
    CREATE TABLE staff (
      id INTEGER PRIMARY KEY, court TEXT NOT NULL, roles TEXT NOT NULL, active INTEGER NOT NULL, team TEXT NOT NULL,
      vault INTEGER NOT NULL, vault_version INTEGER NOT NULL, vault_digest TEXT NOT NULL) STRICT;
    CREATE TABLE counters (
      court TEXT NOT NULL, name TEXT NOT NULL, day INTEGER NOT NULL, value INTEGER NOT NULL, PRIMARY KEY (court, name, day))
      STRICT, WITHOUT ROWID;
    CREATE TABLE warnings (
      id INTEGER PRIMARY KEY, case_id INTEGER NOT NULL, court TEXT NOT NULL, node INTEGER NOT NULL, key TEXT NOT NULL,
      level INTEGER NOT NULL, overdue INTEGER NOT NULL, at INTEGER NOT NULL) STRICT;
    CREATE INDEX warnings_court ON warnings (court, at);
    """

  /// Numbers of one type run by themselves: a list of one type is read without passing those of the others.
  private static let step2 = """
    DROP INDEX cases_number;
    CREATE INDEX cases_number ON cases (court, status, type, year, serial, id);
    -- With the type as well, or the index above would be read whole for one number, since it has all columns of the question.
    DROP INDEX cases_serial;
    CREATE INDEX cases_serial ON cases (court, serial, year, type);
    """

  /// The ledger of case money.
  private static let step3 = """
    CREATE TABLE ledger_entries (
      seq INTEGER PRIMARY KEY, court TEXT NOT NULL, ref TEXT NOT NULL, debit TEXT NOT NULL, credit TEXT NOT NULL,
      amount INTEGER NOT NULL, code TEXT NOT NULL, phase TEXT NOT NULL, of_ref TEXT NOT NULL) STRICT;
    CREATE UNIQUE INDEX ledger_entries_ref ON ledger_entries (ref);
    CREATE UNIQUE INDEX ledger_entries_of ON ledger_entries (of_ref) WHERE of_ref <> '';
    CREATE INDEX ledger_entries_debit ON ledger_entries (debit, seq);
    CREATE INDEX ledger_entries_credit ON ledger_entries (credit, seq);
    CREATE TABLE ledger_accounts (
      court TEXT NOT NULL, account TEXT NOT NULL, kind TEXT NOT NULL, posted_debits INTEGER NOT NULL,
      posted_credits INTEGER NOT NULL, pending_debits INTEGER NOT NULL, pending_credits INTEGER NOT NULL,
      PRIMARY KEY (court, account)) STRICT, WITHOUT ROWID;
    CREATE TABLE ledger_statements (
      court TEXT NOT NULL, number INTEGER NOT NULL, day INTEGER NOT NULL, through INTEGER NOT NULL, entries INTEGER NOT NULL,
      digest TEXT NOT NULL, position INTEGER NOT NULL, PRIMARY KEY (court, number)) STRICT, WITHOUT ROWID;
    """

  /// When a payout was settled, so that the day's figure opens its own list; warnings by node and level; exports that were made.
  private static let step4 = """
    ALTER TABLE payouts ADD COLUMN settled_at INTEGER NOT NULL DEFAULT 0;
    UPDATE payouts SET settled_at = COALESCE((
      SELECT MAX(l.at) FROM log l WHERE l.stream = 'caseAccount/' || payouts.case_id AND l.name = 'funds.payoutSettled.v1'
        AND instr(CAST(l.payload AS TEXT), '"' || payouts.id || '"') > 0), 0);
    CREATE INDEX payouts_settled ON payouts (court, settled_at) WHERE settled_at > 0;
    CREATE INDEX open_nodes_warned ON open_nodes (court, owner, due) WHERE warnings > 0;
    CREATE INDEX open_nodes_escalated ON open_nodes (court, warnings, due) WHERE warnings > 1;
    CREATE INDEX warnings_node ON warnings (node);
    CREATE INDEX requests_unsuccessful ON requests (court, answered_at) WHERE outcome IN ('failed', 'rejected');
    CREATE TABLE exports (
      id INTEGER PRIMARY KEY, actor TEXT NOT NULL, list TEXT NOT NULL, query TEXT NOT NULL, rows INTEGER NOT NULL,
      at INTEGER NOT NULL) STRICT;
    """

  /// Persons by the digests of their numbers (``LookupIndex``), filled at start where the court is older.
  private static let step5 = """
    CREATE TABLE lookups (key INTEGER NOT NULL, person INTEGER NOT NULL, PRIMARY KEY (key, person)) STRICT, WITHOUT ROWID;
    """

  /// Who let a payout through its gates. Older payouts left with their approval.
  private static let step6 = """
    ALTER TABLE payouts ADD COLUMN supervised_by TEXT NOT NULL DEFAULT '';
    ALTER TABLE payouts ADD COLUMN approved_by TEXT NOT NULL DEFAULT '';
    -- Receipts that the handler was reminded of, until they are paid out whole.
    ALTER TABLE receipts ADD COLUMN chased INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE receipts ADD COLUMN chased_on INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE receipts ADD COLUMN paid_on INTEGER NOT NULL DEFAULT 0;
    CREATE INDEX receipts_chased ON receipts (court, chased_on) WHERE chased > 0 AND paid_on = 0;
    CREATE INDEX cases_money ON cases (court, id) WHERE money_in > money_out;
    UPDATE payouts SET approved_by = COALESCE((
      SELECT l.actor FROM log l WHERE l.stream = 'caseAccount/' || payouts.case_id AND l.name = 'funds.payoutApproved.v1'
        AND instr(CAST(l.payload AS TEXT), '"' || payouts.id || '"') > 0), '');
    UPDATE payouts SET supervised_by = COALESCE((
      SELECT l.actor FROM log l WHERE l.stream = 'caseAccount/' || payouts.case_id AND l.name = 'funds.payoutSupervised.v1'
        AND instr(CAST(l.payload AS TEXT), '"' || payouts.id || '"') > 0), '');
    UPDATE payouts SET status = 'released' WHERE status = 'approved' AND EXISTS (
      SELECT 1 FROM log l WHERE l.stream = 'caseAccount/' || payouts.case_id AND l.name = 'funds.payoutLineSent.v1'
        AND instr(CAST(l.payload AS TEXT), '"' || payouts.id || '"') > 0);
    """

  /// What a request asked for under its idempotency key; which thing somebody looked at in full.
  private static let step7 = """
    ALTER TABLE idempotency ADD COLUMN digest TEXT NOT NULL DEFAULT '';
    ALTER TABLE unmaskings ADD COLUMN property INTEGER NOT NULL DEFAULT 0;
    """

  /// Lists walk the index of their sort: it holds the other filters as well, so that cases that do not fit are passed without being
  /// fetched, and overdue ones are counted in the index of kinds.
  private static let step8 = """
    DROP INDEX cases_due;
    DROP INDEX cases_filed;
    DROP INDEX cases_number;
    DROP INDEX cases_claimed;
    DROP INDEX cases_updated;
    DROP INDEX cases_kind;
    CREATE INDEX cases_due ON cases (court, status, nearest_due, id, handler, lane, type, livelihood);
    CREATE INDEX cases_filed ON cases (court, status, filed_on, id, handler, lane, type, livelihood);
    CREATE INDEX cases_number ON cases (court, status, type, year, serial, id, handler, lane, livelihood);
    CREATE INDEX cases_claimed ON cases (court, status, claimed, id, handler, lane, type, livelihood);
    CREATE INDEX cases_updated ON cases (court, status, updated_at, id, handler, lane, type, livelihood);
    CREATE INDEX cases_kind ON cases (court, status, lane, type, livelihood, handler, nearest_due);
    """

  /// Mass payouts.
  private static let step9 = """
    CREATE TABLE payout_batches (
      id INTEGER PRIMARY KEY, court TEXT NOT NULL, case_id INTEGER NOT NULL, source TEXT NOT NULL, status TEXT NOT NULL,
      count INTEGER NOT NULL, total INTEGER NOT NULL, sha256 TEXT NOT NULL, created_at INTEGER NOT NULL,
      settled INTEGER NOT NULL, failed INTEGER NOT NULL) STRICT;
    CREATE INDEX payout_batches_court ON payout_batches (court, id);
    CREATE INDEX payout_batches_list ON payout_batches (sha256);
    CREATE TABLE payout_lines (
      batch INTEGER NOT NULL, line INTEGER NOT NULL, chunk INTEGER NOT NULL, amount INTEGER NOT NULL, status TEXT NOT NULL,
      code TEXT NOT NULL, held TEXT NOT NULL, PRIMARY KEY (batch, line)) STRICT, WITHOUT ROWID;
    """

  /// Numbers that cases of an earlier system brought along, as text.
  private static let step11 = """
    CREATE TABLE other_numbers (
      court TEXT NOT NULL, text TEXT NOT NULL, case_id INTEGER NOT NULL, PRIMARY KEY (court, text, case_id)) STRICT, WITHOUT ROWID;
    """

  /// Where in the log the first event of a request stands: who asks again is told what it led to.
  private static let requestPlaces = "ALTER TABLE idempotency ADD COLUMN position INTEGER NOT NULL DEFAULT 0;"

  /// The last half minute whose one-time password somebody signed in with: each works once.
  private static let answersStep = """
    CREATE TABLE kept_answers (
      key TEXT PRIMARY KEY, digest TEXT NOT NULL, status INTEGER NOT NULL, type TEXT NOT NULL, location TEXT NOT NULL,
      body BLOB NOT NULL, at INTEGER NOT NULL) STRICT;
    CREATE INDEX kept_answers_at ON kept_answers (at);
    """

  private static let totpStep = "ALTER TABLE accounts ADD COLUMN totp_step INTEGER NOT NULL DEFAULT 0;"

  /// Drafts of forms, and why a case is one of livelihood: what older logs know of it are the kinds of the claim's items.
  private static let deskStep = """
    CREATE TABLE drafts (
      actor TEXT NOT NULL, place TEXT NOT NULL, sealed BLOB NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (actor, place)) STRICT;
    ALTER TABLE cases ADD COLUMN livelihood_grounds TEXT NOT NULL DEFAULT '';
    UPDATE cases SET livelihood_grounds = COALESCE((
      SELECT CASE
        WHEN instr(CAST(l.payload AS TEXT), '"kind":"wages"') > 0 AND instr(CAST(l.payload AS TEXT), '"kind":"support"') > 0
          THEN 'wages,support'
        WHEN instr(CAST(l.payload AS TEXT), '"kind":"wages"') > 0 THEN 'wages'
        WHEN instr(CAST(l.payload AS TEXT), '"kind":"support"') > 0 THEN 'support'
        ELSE 'stated' END
      FROM log l WHERE l.stream = 'caseFile/' || cases.id AND l.version = 1), 'stated') WHERE livelihood = 1;
    """
}
