import Basics

/// The organisation's commands: staff and roles.
public enum OrganisationCommands {
  public static let all: [any Command.Type] = [AddStaff.self, ChangeStaff.self, RecordAbsence.self, EndAbsence.self]
  static let roleChoices = Role.ofStaff.map { Field.Choice($0.rawValue, $0.title) }
}

/// A member of staff joins the court. Sign-in is set up apart from this, outside the log.
public struct AddStaff: Command {
  public static let name = "organisation.addStaff"
  public static let title = Phrase("登记工作人员", "Add a member of staff")
  public static let roles: Set<Role> = [.administrator, .machine]
  public static let fields = [
    Field("staff", Phrase("编号", "Id"), .text(max: 20), required: false),
    Field("name", Phrase("姓名", "Name"), .text(max: 40)), Field("signIn", Phrase("登录名", "Sign-in name"), .text(max: 40)),
    Field("roles", Phrase("角色", "Roles"), .choices(OrganisationCommands.roleChoices)),
    Field("team", Phrase("团队", "Team"), .text(max: 40), required: false),
  ]
  let staff: ID<StaffMember>?
  let fullName: String
  let signIn: String
  let memberRoles: [Role]
  let team: String
  public init(_ input: inout Input) {
    staff = input.optionalID("staff")
    fullName = input.text("name", max: 40)
    signIn = input.text("signIn", max: 40)
    if signIn.contains(where: \.isWhitespace) {
      input.fault("signIn", "blankInside", Phrase("登录名中不能有空格", "A sign-in name has no blank in it"))
    }
    memberRoles = input.choices("roles", among: Role.ofStaff)
    team = input.text("team", required: false, max: 40)
  }
  public var reads: [StreamID] { [] }
  public func decide(in situation: Situation) throws(Refusal) -> [StreamEvents] {
    let id = staff ?? situation.ids.next()
    if situation.organisation.staff[id] != nil { throw .staffExists }
    if memberRoles.contains(.bailiff) && memberRoles.contains(where: { $0 == .officer || $0 == .judge }) {
      throw .bailiffNeverHandler
    }
    let vault = situation.depository.deposit(VaultContent("staff", ["name": fullName, "signIn": signIn]))
    return [
      situation.append(.organisation(situation.court), [StaffJoined(staff: id, roles: memberRoles, team: team, vault: vault)])
    ]
  }
}

/// Roles, team or activity change.
public struct ChangeStaff: Command {
  public static let name = "organisation.changeStaff"
  public static let title = Phrase("变更工作人员", "Change a member of staff")
  public static let roles: Set<Role> = [.administrator, .machine]
  public static let fields = [
    Field("staff", Phrase("工作人员", "Member of staff"), .pick(.staff)),
    Field("roles", Phrase("角色", "Roles"), .choices(OrganisationCommands.roleChoices)),
    Field("active", Phrase("在岗", "Active"), .flag, required: false, hint: Phrase("不写为不变", "As it is if left out")),
    Field("team", Phrase("团队", "Team"), .text(max: 40), required: false, hint: Phrase("不写为不变", "As it is if left out")),
  ]
  let staff: ID<StaffMember>
  let memberRoles: [Role]
  /// nil where it stays as it is.
  let active: Bool?
  let team: String?
  public init(_ input: inout Input) {
    staff = input.id("staff")
    memberRoles = input.choices("roles", among: Role.ofStaff)
    active = input.has("active") ? input.flag("active") : nil
    team = input.has("team") ? input.text("team", required: false, max: 40) : nil
  }
  public var reads: [StreamID] { [] }
  public func decide(in situation: Situation) throws(Refusal) -> [StreamEvents] {
    guard let was = situation.organisation.staff[staff] else { throw .noSuchStaff }
    let active = active ?? was.active
    if memberRoles.contains(.bailiff) && memberRoles.contains(where: { $0 == .officer || $0 == .judge }) {
      throw .bailiffNeverHandler
    }
    let others = situation.organisation.staff.filter { $0.key != staff && $0.value.active }
    // Somebody has to be able to let people in; the machine's own console always can.
    if was.active, was.roles.contains(.administrator), !(active && memberRoles.contains(.administrator)),
      !others.contains(where: { $0.value.roles.contains(.administrator) }), situation.actor != .machine
    {
      throw .lastAdministrator
    }
    let changed = StaffChanged(staff: staff, roles: memberRoles, active: active, team: team ?? was.team)
    return [situation.append(.organisation(situation.court), [changed])]
  }
}

extension Refusal {
  static var staffExists: Refusal { Refusal("staffExists", field: "staff", Phrase("此编号已登记", "This id is already registered")) }
  static var noSuchStaff: Refusal { Refusal("noSuchStaff", field: "staff", Phrase("没有这名工作人员", "No such member of staff")) }
  static var lastAdministrator: Refusal {
    Refusal(
      "lastAdministrator", field: "active", Phrase("这是最后一名在岗的管理员", "This is the last active administrator"),
      remedy: Phrase("先登记另一名管理员", "Add another administrator first"))
  }
  static var bailiffNeverHandler: Refusal {
    Refusal("bailiffNeverHandler", field: "roles", Phrase("司法警察不得兼任承办人", "A bailiff is never a handler"))
  }
}
