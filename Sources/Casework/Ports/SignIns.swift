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

/// Accounts, sessions, one-time codes and recorded unmaskings.
public protocol SignIns: Sendable {
  func account(_ signIn: String) async throws -> SignInAccount?
  func save(_ account: SignInAccount, at: Instant) async throws
  func start(_ session: Session, at: Instant) async throws
  func session(_ tokenDigest: String) async throws -> Session?
  func end(_ tokenDigest: String) async throws
  func setCode(person: ID<Person>, digest: String, expires: Instant) async throws
  /// True once; a wrong code counts, and the fifth wrong one ends it.
  func takeCode(person: ID<Person>, digest: String, now: Instant) async throws -> Bool
  func recordUnmasking(actor: Actor.Ref, person: ID<Person>, caseID: ID<CaseFile>, reason: String, at: Instant) async throws
}
