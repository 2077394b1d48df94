import Basics
import Casework
import Enforcement
import Storage

extension SQLiteStore: SignIns {
  public func account(_ signIn: String) async throws -> SignInAccount? {
    try await read { db in
      try db.query("SELECT sign_in, staff, secret, totp FROM accounts WHERE sign_in = $1", [.text(signIn)]).first.map {
        SignInAccount(signIn: $0.text(0), staff: ID(raw: $0.int(1)), secret: $0.text(2), totp: $0.optionalText(3))
      }
    }
  }
  public func accounts() async throws -> [SignInAccount] {
    try await read { db in
      try db.query("SELECT sign_in, staff, secret, totp FROM accounts ORDER BY sign_in", []).map {
        SignInAccount(signIn: $0.text(0), staff: ID(raw: $0.int(1)), secret: $0.text(2), totp: $0.optionalText(3))
      }
    }
  }
  public func save(_ account: SignInAccount, at: Instant) async throws {
    try await write { db in
      _ = try db.run(
        """
        INSERT INTO accounts (sign_in, staff, secret, totp, created) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (sign_in) DO UPDATE SET secret = excluded.secret, totp = excluded.totp
        """,
        [
          .text(account.signIn), .int(account.staff.raw), .text(account.secret), .optional(account.totp), .int(at.milliseconds),
        ])
    }
  }
  public func useTOTP(step: Int64, of signIn: String) async throws -> Bool {
    try await write { db in
      try db.run("UPDATE accounts SET totp_step = $1 WHERE sign_in = $2 AND totp_step < $1", [.int(step), .text(signIn)]) == 1
    }
  }
  public func start(_ session: Session, at: Instant) async throws {
    try await write { db in
      _ = try db.run("DELETE FROM sessions WHERE expires < $1", [.int(at.milliseconds)])
      _ = try db.run(
        "INSERT INTO sessions (token, actor, csrf, created, expires) VALUES ($1, $2, $3, $4, $5)",
        [
          .text(session.tokenDigest), .text(session.actor.description), .text(session.csrf), .int(at.milliseconds),
          .int(session.expires.milliseconds),
        ])
    }
  }
  public func session(_ tokenDigest: String) async throws -> Session? {
    try await read { db in
      try db.query("SELECT actor, csrf, expires FROM sessions WHERE token = $1", [.text(tokenDigest)]).first.flatMap { row in
        Actor.Ref(row.text(0)).map {
          Session(tokenDigest: tokenDigest, actor: $0, csrf: row.text(1), expires: Instant(milliseconds: row.int(2)))
        }
      }
    }
  }
  public func end(_ tokenDigest: String) async throws {
    try await write { _ = try $0.run("DELETE FROM sessions WHERE token = $1", [.text(tokenDigest)]) }
  }
  public func endSessions(of actor: Actor.Ref) async throws {
    try await write { _ = try $0.run("DELETE FROM sessions WHERE actor = $1", [.text(actor.description)]) }
  }
  public func setCode(person: ID<Person>, digest: String, expires: Instant) async throws {
    try await write { db in
      _ = try db.run(
        """
        INSERT INTO codes (person, digest, expires, attempts) VALUES ($1, $2, $3, 0)
        ON CONFLICT (person) DO UPDATE SET digest = excluded.digest, expires = excluded.expires, attempts = 0
        """, [.int(person.raw), .text(digest), .int(expires.milliseconds)])
    }
  }
  public func takeCode(person: ID<Person>, digest: String, now: Instant) async throws -> Bool {
    try await write { db in
      let taken = try db.run(
        "DELETE FROM codes WHERE person = $1 AND digest = $2 AND expires >= $3 AND attempts < 5",
        [.int(person.raw), .text(digest), .int(now.milliseconds)])
      if taken == 0 { _ = try db.run("UPDATE codes SET attempts = attempts + 1 WHERE person = $1", [.int(person.raw)]) }
      return taken == 1
    }
  }
  public func recordUnmasking(
    actor: Actor.Ref, person: ID<Person>, property: ID<Property>?, caseID: ID<CaseFile>, reason: String, at: Instant
  ) async throws {
    try await write { db in
      _ = try db.run(
        "INSERT INTO unmaskings (actor, person, case_id, at, reason, property) VALUES ($1, $2, $3, $4, $5, $6)",
        [
          .text(actor.description), .int(person.raw), .int(caseID.raw), .int(at.milliseconds), .text(reason),
          .int(property?.raw ?? 0),
        ])
    }
  }

  public func record(_ export: Export) async throws {
    try await write { db in
      _ = try db.run(
        "INSERT INTO exports (actor, list, query, rows, at) VALUES ($1, $2, $3, $4, $5)",
        [
          .text(export.actor.description), .text(export.list), .text(export.query), .int(export.rows),
          .int(export.at.milliseconds),
        ])
    }
  }

  public func looks(by actor: Actor.Ref?, before id: Int64?, limit: Int) async throws -> [Look] {
    try await read { db in
      try db.query(
        """
        SELECT id, actor, person, case_id, at, reason, property FROM unmaskings WHERE id < $1 AND ($2 = '' OR actor = $2)
        ORDER BY id DESC LIMIT $3
        """, [.int(id ?? .max), .text(actor?.description ?? ""), .int(limit)]
      ).map {
        Look(
          id: $0.int(0), actor: Actor.Ref($0.text(1)) ?? .machine, person: ID(raw: $0.int(2)),
          property: $0.int(6) > 0 ? ID(raw: $0.int(6)) : nil,
          caseID: $0.int(3) > 0 ? ID(raw: $0.int(3)) : nil, at: Instant(milliseconds: $0.int(4)), reason: $0.text(5))
      }
    }
  }

  public func exports(by actor: Actor.Ref?, before id: Int64?, limit: Int) async throws -> [Export] {
    try await read { db in
      try db.query(
        """
        SELECT id, actor, list, query, rows, at FROM exports WHERE id < $1 AND ($2 = '' OR actor = $2) ORDER BY id DESC LIMIT $3
        """, [.int(id ?? .max), .text(actor?.description ?? ""), .int(limit)]
      ).map {
        Export(
          id: $0.int(0), actor: Actor.Ref($0.text(1)) ?? .machine, list: $0.text(2), query: $0.text(3), rows: Int($0.int(4)),
          at: Instant(milliseconds: $0.int(5)))
      }
    }
  }

  // MARK: Answers to keyed writes

  private static let answerMs: Int64 = 120_000
  private static let keptMs: Int64 = 7 * 86_400_000

  public func begin(_ key: String, digest: String, at: Instant) async throws -> KeyedWrite {
    try await write { db in
      _ = try db.run("DELETE FROM kept_answers WHERE at < $1", [.int(at.milliseconds - SQLiteStore.keptMs)])
      let known = try db.query(
        "SELECT digest, status, type, location, body, at FROM kept_answers WHERE key = $1", [.text(key)]
      ).first
      if let known {
        guard known.text(0) == digest else { return .other }
        if known.int(1) > 0 {
          return .answered(
            KeptAnswer(status: Int(known.int(1)), type: known.text(2), location: known.text(3), body: known.blob(4)))
        }
        guard at.milliseconds - known.int(5) >= SQLiteStore.answerMs else { return .running }
      }
      _ = try db.run(
        """
        INSERT INTO kept_answers (key, digest, status, type, location, body, at) VALUES ($1, $2, 0, '', '', $3, $4)
        ON CONFLICT (key) DO UPDATE SET at = excluded.at
        """, [.text(key), .text(digest), .blob([]), .int(at.milliseconds)])
      return .new
    }
  }

  public func answer(_ key: String, _ answer: KeptAnswer?) async throws {
    try await write { db in
      guard let answer else {
        _ = try db.run("DELETE FROM kept_answers WHERE key = $1 AND status = 0", [.text(key)])
        return
      }
      _ = try db.run(
        "UPDATE kept_answers SET status = $2, type = $3, location = $4, body = $5 WHERE key = $1",
        [.text(key), .int(answer.status), .text(answer.type), .text(answer.location), .blob(answer.body)])
    }
  }
}
