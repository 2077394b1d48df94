import ArgumentParser
import Basics
import Casework
import Enforcement
import Foundation
import Web

/// `zhixing admin`: accounts of a court. Where a server has the data folder it is asked to do it, else it is done here.
struct AdminCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "admin", abstract: "Staff accounts; also while the server runs. 工作人员账号。",
    subcommands: [Create.self, Reset.self, Disable.self, Enable.self, List.self])

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
      let password = AdminCommand.password()
      let roles = roles.split(separator: ",").map(String.init)
      let lines = try await StaffOffice(options: options).add(
        signIn: signIn, name: name, roles: roles, password: password, totp: totp)
      print(lines.first { $0.signIn == signIn }.map { "\($0.staff) \($0.signIn)" } ?? signIn)
    }
  }

  /// `zhixing admin reset`: a new password, and one-time passwords on, off or as they were.
  struct Reset: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract:
        "Reset a password or one-time passwords; whoever is signed in is signed out. The password is read as with create. 重置密码或动态口令。"
    )
    @OptionGroup var options: CourtOptions
    @Option(help: "Sign-in name. 登录名。") var signIn: String
    @Option(help: "New shared secret of one-time passwords, base32, or `none`. 动态口令密钥，none 为停用。") var totp: String?
    @Flag(help: "Leave the password as it is. 不改密码。") var keepPassword = false

    func run() async throws {
      try await StaffOffice(options: options).reset(
        signIn: signIn, password: keepPassword ? nil : AdminCommand.password(), totp: totp)
    }
  }

  /// `zhixing admin disable`: signs out and lets nobody in again under this name.
  struct Disable: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Disable a sign-in. 停用账号。")
    @OptionGroup var options: CourtOptions
    @Option(help: "Sign-in name. 登录名。") var signIn: String
    func run() async throws { try await StaffOffice(options: options).setActive(signIn: signIn, false) }
  }

  /// `zhixing admin enable`: lets somebody in again.
  struct Enable: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Enable a sign-in again. 恢复账号。")
    @OptionGroup var options: CourtOptions
    @Option(help: "Sign-in name. 登录名。") var signIn: String
    func run() async throws { try await StaffOffice(options: options).setActive(signIn: signIn, true) }
  }

  /// `zhixing admin list`: sign-ins with roles.
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List staff with their sign-ins. 列出账号。")
    @OptionGroup var options: CourtOptions
    func run() async throws {
      for line in try await StaffOffice(options: options).list() {
        let marks = (line.active ? "" : " disabled 停用") + (line.usesSecond ? " TOTP" : "")
        print("\(line.staff) \(line.signIn.isEmpty ? "—" : line.signIn) \(line.roles.joined(separator: ","))\(marks)")
      }
    }
  }

  /// From the environment, else the first line of standard input.
  private static func password() -> String { ProcessInfo.processInfo.environment["ZHIXING_PASSWORD"] ?? readLine() ?? "" }
}
