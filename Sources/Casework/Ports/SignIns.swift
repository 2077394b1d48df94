import Basics
import Enforcement

/// A sign-in account: outside the log, so that it can change without a trace of secrets.
public struct SignInAccount: Sendable {
  public let signIn: String
  public let staff: ID<StaffMember>
  /// Scrypt parameters, salt and key as text.
  public let secret: String
  /// The shared secret of one-time passwords, base32; nil where not used.
  public let totp: String?
  public init(signIn: String, staff: ID<StaffMember>, secret: String, totp: String?) {
    self.signIn = signIn
    self.staff = staff
    self.secret = secret
    self.totp = totp
  }
}

/// A session by the digest of its token.
public struct Session: Sendable {
  public let tokenDigest: String
  public let actor: Actor.Ref
  public let csrf: String
  public let expires: Instant
  public init(tokenDigest: String, actor: Actor.Ref, csrf: String, expires: Instant) {
    self.tokenDigest = tokenDigest
    self.actor = actor
    self.csrf = csrf
    self.expires = expires
  }
}

/// Somebody saw the full particulars of a person or of a person's thing, and why.
public struct Look: Sendable, Hashable {
  public let id: Int64
  public let actor: Actor.Ref
  public let person: ID<Person>
  /// The thing; nil where it was the person.
  public let property: ID<Property>?
  public let caseID: ID<CaseFile>?
  public let at: Instant
  public let reason: String
  public init(
    id: Int64, actor: Actor.Ref, person: ID<Person>, property: ID<Property>?, caseID: ID<CaseFile>?, at: Instant, reason: String
  ) {
    self.id = id
    self.actor = actor
    self.person = person
    self.property = property
    self.caseID = caseID
    self.at = at
    self.reason = reason
  }
}

/// Somebody took a list out of the system as a file.
public struct Export: Sendable, Hashable {
  public let id: Int64
  public let actor: Actor.Ref
  /// `cases`, `desk`, `money`, …
  public let list: String
  /// The filters, as the list's address says them.
  public let query: String
  public let rows: Int
  public let at: Instant
  public init(id: Int64 = 0, actor: Actor.Ref, list: String, query: String, rows: Int, at: Instant) {
    self.id = id
    self.actor = actor
    self.list = list
    self.query = query
    self.rows = rows
    self.at = at
  }
}

/// What a program was answered to a write that it named by a key of its own.
public struct KeptAnswer: Sendable, Hashable {
  public let status: Int
  public let type: String
  public let location: String
  public let body: [UInt8]
  public init(status: Int, type: String, location: String, body: [UInt8]) {
    self.status = status
    self.type = type
    self.location = location
    self.body = body
  }
}

/// How a write stands that is sent under a key.
public enum KeyedWrite: Sendable, Hashable {
  /// To be done now.
  case new
  /// Sent before and not answered yet.
  case running
  case answered(KeptAnswer)
  /// The key was used for something else.
  case other
}

/// Accounts, sessions, one-time codes, recorded unmaskings and exports, answers that programs may ask for again.
public protocol SignIns: Sendable {
  func account(_ signIn: String) async throws -> SignInAccount?
  /// Every account, by sign-in name.
  func accounts() async throws -> [SignInAccount]
  func save(_ account: SignInAccount, at: Instant) async throws
  /// Uses up the one-time passwords of an account to this step: true where none of it or later was used before (RFC 6238, 5.2).
  func useTOTP(step: Int64, of signIn: String) async throws -> Bool
  func start(_ session: Session, at: Instant) async throws
  func session(_ tokenDigest: String) async throws -> Session?
  func end(_ tokenDigest: String) async throws
  /// Signs this actor out everywhere.
  func endSessions(of actor: Actor.Ref) async throws
  func setCode(person: ID<Person>, digest: String, expires: Instant) async throws
  /// True once; a wrong code counts, and the fifth wrong one ends it.
  func takeCode(person: ID<Person>, digest: String, now: Instant) async throws -> Bool
  /// `property` where a thing of this person was looked at, and not the person's own particulars.
  func recordUnmasking(
    actor: Actor.Ref, person: ID<Person>, property: ID<Property>?, caseID: ID<CaseFile>, reason: String, at: Instant
  ) async throws
  func record(_ export: Export) async throws
  /// A write under a program's key: new ones count as begun from now on, and those not answered within two minutes may begin anew.
  func begin(_ key: String, digest: String, at: Instant) async throws -> KeyedWrite
  /// Its answer; nil where it failed, and may be sent again.
  func answer(_ key: String, _ answer: KeptAnswer?) async throws
  /// Recorded unmaskings, the newest first, before an id; of one member of staff where one is named.
  func looks(by actor: Actor.Ref?, before id: Int64?, limit: Int) async throws -> [Look]
  func exports(by actor: Actor.Ref?, before id: Int64?, limit: Int) async throws -> [Export]
}
