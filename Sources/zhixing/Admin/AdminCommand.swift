import ArgumentParser
import Basics
import Casework
import Enforcement
import Foundation
import Web

/// `zhixing admin`: accounts of a court, while no server runs on the folder.
struct AdminCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "admin", abstract: "Staff accounts. 工作人员账号。", subcommands: [Create.self])

  /// `zhixing admin create`: a member of staff with roles and a password from standard input or the environment.
  struct Create: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract:
        "Create a member of staff with a sign-in. The password is read from ZHIXING_PASSWORD or the first line of standard input. 建立账号。"
    )
    @OptionGroup var options: CourtOptions
    @Option(help: "Sign-in name. 登录名。") var signIn: String
    @Option(help: "Full name. 姓名。") var name: String
    @Option(help: "Roles, parted by commas. 角色。") var roles = "administrator"
    @Option(help: "Shared secret of one-time passwords, base32. 动态口令密钥。") var totp: String?

    func run() async throws {
      let folder = try DataFolder(options.data)
      let court = try await CourtProcess(
        folder: folder, configuration: try options.configuration(), clock: SystemClock())
      let password = ProcessInfo.processInfo.environment["ZHIXING_PASSWORD"] ?? readLine() ?? ""
      guard password.count >= 10 else {
        throw CommandFailure(description: "the password must have at least 10 characters. 密码至少 10 位。")
      }
      let staff = try await Staffing(court: court).add(
        signIn: signIn, name: name, roles: roles.split(separator: ",").map(String.init), password: password, totp: totp)
      print("\(staff) \(signIn)")
    }
  }
}

/// Adds staff: the event in the log, the secret outside it.
struct Staffing {
  let court: CourtProcess

  @discardableResult
  func add(signIn: String, name: String, roles: [String], password: String, totp: String? = nil) async throws -> ID<StaffMember> {
    if try await court.store.account(signIn) != nil { throw CommandFailure(description: "\(signIn) exists already. 登录名已存在。") }
    let staff = court.ids.next(StaffMember.self)
    let fields: [String: InputValue] = [
      "staff": "\(staff)", "name": .text(name), "signIn": .text(signIn), "roles": .list(roles.map(InputValue.text)),
    ]
    do {
      try await court.desk.attempt(CommandCall("organisation.addStaff", fields), by: .machine, court: court.configuration.court)
    } catch CaseDesk.Failure.faults(let faults) {
      throw CommandFailure(description: faults.map { "\($0.field): \($0.message.zh) / \($0.message.en)" }.joined(separator: "\n"))
    } catch CaseDesk.Failure.refused(let refusal) {
      throw CommandFailure(description: "\(refusal.message.zh) / \(refusal.message.en)")
    }
    try await court.store.save(
      SignInAccount(signIn: signIn, staff: staff, secret: try Passwords.secret(of: password), totp: totp), at: SystemClock().now)
    return staff
  }
}
