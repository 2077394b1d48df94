import Basics
import Casework
import Enforcement

/// The court's staff and how they sign in: the event in the log, the secret outside it. Pages, API and command line come here.
public struct StaffDesk: Sendable {
  /// Shorter passwords are refused.
  public static let passwordMin = 10
  let desk: CaseDesk
  let signIns: any SignIns
  let court: CourtCode
  /// Sign-ins and sessions run on the real clock.
  let realClock: any CourtClock

  public init(desk: CaseDesk, signIns: any SignIns, court: CourtCode, realClock: any CourtClock) {
    self.desk = desk
    self.signIns = signIns
    self.court = court
    self.realClock = realClock
  }

  /// What becomes of the one-time passwords of an account.
  public enum Second: Sendable, Equatable {
    case keep, none
    /// A shared secret, base32.
    case secret(String)
  }

  /// Adds a member with a sign-in; the name must be free.
  @discardableResult
  public func add(
    signIn: String, name: String, roles: [String], team: String = "", password: String, second: Second = .none, by actor: Actor
  ) async throws -> ID<StaffMember> {
    try StaffDesk.check(password, second)
    if try await signIns.account(signIn) != nil {
      throw CaseDesk.Failure.refused(
        Refusal("signInTaken", field: "signIn", Phrase("登录名 \(signIn) 已存在", "\(signIn) exists already")))
    }
    let staff = desk.ids.next(StaffMember.self)
    try await desk.attempt(
      CommandCall(
        "organisation.addStaff",
        [
          "staff": "\(staff)", "name": .text(name), "signIn": .text(signIn), "roles": .list(roles.map(InputValue.text)),
          "team": .text(team),
        ]), by: actor, court: court)
    try await signIns.save(
      SignInAccount(
        signIn: signIn, staff: staff, secret: try Passwords.secret(of: password), totp: StaffDesk.totp(second, known: nil)),
      at: realClock.now)
    return staff
  }

  /// Sets a new password, and one-time passwords as told; whoever is signed in with the old ones is signed out.
  public func reset(signIn: String, password: String?, second: Second, by actor: Actor) async throws {
    try StaffDesk.mayManage(actor)
    if let password { try StaffDesk.check(password, second) } else { try StaffDesk.check(second) }
    let account = try await account(signIn)
    try await signIns.save(
      SignInAccount(
        signIn: signIn, staff: account.staff, secret: try password.map(Passwords.secret) ?? account.secret,
        totp: StaffDesk.totp(second, known: account.totp)), at: realClock.now)
    try await signIns.endSessions(of: .staff(account.staff))
  }

  /// Roles, team and activity; who is no longer active is signed out at once.
  public func change(_ staff: ID<StaffMember>, roles: [String], active: Bool, team: String, by actor: Actor) async throws {
    try await desk.attempt(
      CommandCall(
        "organisation.changeStaff",
        [
          "staff": "\(staff)", "roles": .list(roles.map(InputValue.text)), "active": active ? "true" : "false",
          "team": .text(team),
        ]), by: actor, court: court)
    if !active { try await signIns.endSessions(of: .staff(staff)) }
  }

  /// As ``change(_:roles:active:team:by:)`` with everything but the activity as it is.
  public func setActive(signIn: String, _ active: Bool, by actor: Actor) async throws {
    let account = try await account(signIn)
    let organisation = try await desk.look(at: ID(raw: 0), actor: .machine, court: court).organisation
    guard let member = organisation.staff[account.staff] else { throw StaffDesk.unknown(signIn) }
    try await change(
      account.staff, roles: member.roles.map(\.rawValue).sorted(), active: active, team: member.team, by: actor)
  }

  /// Who signs in so, with the roles of now; for programs that hold the data folder themselves.
  public func actor(signIn: String, password: String, code: String = "") async throws -> Actor {
    let organisation = try await desk.look(at: ID(raw: 0), actor: .machine, court: court).organisation
    guard let account = try await signIns.account(signIn), Passwords.fits(password, account.secret),
      let member = organisation.staff[account.staff], member.active,
      try await account.takesSecond(code, signIns, now: realClock.now)
    else {
      throw CaseDesk.Failure.refused(
        Refusal(
          "notSignedIn", field: "signIn", Phrase("登录名、密码或动态口令不正确", "The name, password or one-time password is wrong")))
    }
    return Actor(.staff(account.staff), roles: member.roles)
  }

  /// One member of the staff as the list shows him; no secret is in it.
  public struct Line: Sendable {
    public let staff: ID<StaffMember>
    public let signIn: String
    public let usesSecond: Bool
    public let roles: [Role]
    public let team: String
    public let active: Bool
  }
  /// Everybody of the court by sign-in; those without one come last with an empty name.
  public func list() async throws -> [Line] {
    let organisation = try await desk.look(at: ID(raw: 0), actor: .machine, court: court).organisation
    let accounts = Dictionary(try await signIns.accounts().map { ($0.staff, $0) }) { first, _ in first }
    return organisation.staff.map { id, member in
      Line(
        staff: id, signIn: accounts[id]?.signIn ?? "", usesSecond: accounts[id]?.totp != nil,
        roles: member.roles.sorted { $0.rawValue < $1.rawValue }, team: member.team, active: member.active)
    }.sorted { ($0.signIn.isEmpty ? 1 : 0, $0.signIn, $0.staff) < ($1.signIn.isEmpty ? 1 : 0, $1.signIn, $1.staff) }
  }

  private func account(_ signIn: String) async throws -> SignInAccount {
    guard let account = try await signIns.account(signIn) else { throw StaffDesk.unknown(signIn) }
    return account
  }
  private static func unknown(_ signIn: String) -> CaseDesk.Failure {
    .refused(Refusal("noSuchSignIn", field: "signIn", Phrase("没有登录名 \(signIn)", "Nobody signs in as \(signIn)")))
  }

  /// The administrator, or a program on this machine.
  static func mayManage(_ actor: Actor) throws {
    guard actor == .machine || actor.roles.contains(.administrator) else {
      throw CaseDesk.Failure.refused(Refusal("notYourRole", Phrase("由管理员办理", "For the administrator")))
    }
  }
  private static func check(_ password: String, _ second: Second) throws {
    guard password.count >= passwordMin else {
      throw CaseDesk.Failure.refused(
        Refusal(
          "passwordShort", field: "password",
          Phrase("密码至少 \(passwordMin) 位", "The password must have at least \(passwordMin) characters")))
    }
    try check(second)
  }
  private static func check(_ second: Second) throws {
    guard case .secret(let text) = second else { return }
    guard Passwords.isSharedSecret(text) else {
      throw CaseDesk.Failure.refused(
        Refusal(
          "totpNotBase32", field: "totp",
          Phrase("动态口令密钥应为 base32（A–Z、2–7），至少 16 位", "The shared secret is base32 (A to Z, 2 to 7), 16 signs or more")))
    }
  }
  private static func totp(_ second: Second, known: String?) -> String? {
    switch second {
    case .keep: known
    case .none: nil
    case .secret(let text): text
    }
  }
}

extension SignInAccount {
  /// Whether its second proof holds: none is asked for, or the code fits now and has not been used. A code that fits is used up.
  func takesSecond(_ code: String, _ signIns: any SignIns, now: Instant) async throws -> Bool {
    guard let totp else { return true }
    guard let step = Passwords.totpStep(code, secret: totp, now: now) else { return false }
    return try await signIns.useTOTP(step: step, of: signIn)
  }
}
