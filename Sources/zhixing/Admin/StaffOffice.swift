import AsyncHTTPClient
import Basics
import Casework
import Enforcement
import Foundation
import NIOCore
import Web

/// Does the administrator's work in the data folder, or has the running server do it: there is one writer.
struct StaffOffice {
  let options: CourtOptions

  /// A member of staff as `/api/staff` tells him.
  struct Line: Codable, Sendable {
    let staff: String
    var signIn = ""
    let roles: [String]
    let active: Bool
    let usesSecond: Bool

    private enum Key: String, CodingKey { case staff, signIn, roles, active, usesSecond }
    init(from decoder: any Decoder) throws {
      let box = try decoder.container(keyedBy: Key.self)
      staff = try box.decode(String.self, forKey: .staff)
      signIn = try box.decodeIfPresent(String.self, forKey: .signIn) ?? ""
      roles = try box.decode([String].self, forKey: .roles)
      active = try box.decode(Bool.self, forKey: .active)
      usesSecond = try box.decode(Bool.self, forKey: .usesSecond)
    }
    init(_ line: StaffDesk.Line) {
      staff = "\(line.staff)"
      signIn = line.signIn
      roles = line.roles.map(\.rawValue)
      active = line.active
      usesSecond = line.usesSecond
    }
  }
  private struct Answer: Decodable { let staff: [Line] }

  /// Only the first member of staff makes a court; whoever asks about others names one that is there.
  private static let founding = "/api/staff"

  func add(signIn: String, name: String, roles: [String], password: String, totp: String?) async throws -> [Line] {
    var fields: [String: InputValue] = [
      "signIn": .text(signIn), "name": .text(name), "roles": .list(roles.map(InputValue.text)), "password": .text(password),
    ]
    if let totp { fields["totp"] = .text(totp) }
    return try await perform("/api/staff", fields) {
      try await $0.add(
        signIn: signIn, name: name, roles: roles, password: password, second: totp.map(StaffDesk.Second.secret) ?? .none,
        by: .machine)
    }
  }

  func reset(signIn: String, password: String?, totp: String?) async throws {
    var fields: [String: InputValue] = ["signIn": .text(signIn)]
    if let password { fields["password"] = .text(password) }
    if let totp { fields["totp"] = .text(totp) }
    _ = try await perform("/api/staff/sign-in", fields) {
      let second: StaffDesk.Second = totp == nil ? .keep : totp == "none" ? .none : .secret(totp ?? "")
      try await $0.reset(signIn: signIn, password: password, second: second, by: .machine)
    }
  }

  func setActive(signIn: String, _ active: Bool) async throws {
    _ = try await perform("/api/staff/roles", ["signIn": .text(signIn), "active": active ? "true" : "false"]) {
      try await $0.setActive(signIn: signIn, active, by: .machine)
    }
  }

  func list() async throws -> [Line] { try await perform("/api/staff", nil) { _ in } }

  /// `fields` as JSON to the server that has the folder; without one, `body` here.
  private func perform(_ path: String, _ fields: [String: InputValue]?, _ body: (StaffDesk) async throws -> Void) async throws
    -> [Line]
  {
    let folder: DataFolder
    do {
      folder =
        path == StaffOffice.founding && fields != nil ? try DataFolder(options.data) : try DataFolder.existing(options.data)
    } catch let inUse as CommandFailure {
      guard let server = RunningServer(data: options.data) else { throw inUse }
      return try await ask(server, path, fields)
    }
    let court = try await CourtProcess(folder: folder, configuration: try options.configuration(), clock: SystemClock())
    let desk = StaffDesk(
      desk: court.desk, signIns: court.store, court: court.configuration.court, realClock: SystemClock())
    do {
      try await body(desk)
    } catch CaseDesk.Failure.faults(let faults) {
      throw CommandFailure(description: faults.map { "\($0.field): \($0.message.zh) / \($0.message.en)" }.joined(separator: "\n"))
    } catch CaseDesk.Failure.refused(let refusal) {
      throw CommandFailure(description: "\(refusal.message.zh) / \(refusal.message.en)")
    }
    return try await desk.list().map(Line.init)
  }

  private func ask(_ server: RunningServer, _ path: String, _ fields: [String: InputValue]?) async throws -> [Line] {
    try await HTTPClient.withHTTPClient { client in
      var request = HTTPClientRequest(url: server.address + path)
      request.headers.add(name: "Authorization", value: "Bearer \(server.token)")
      if let fields {
        request.method = .POST
        request.body = .bytes(Array(JSONText.encode(InputValue.object(fields)).utf8))
      }
      let response = try await client.execute(request, timeout: .seconds(60))
      let body = try await response.body.collect(upTo: 16 << 20)
      guard (200..<300).contains(response.status.code) else {
        throw CommandFailure(description: "\(server.address): \(response.status.code) \(String(buffer: body))")
      }
      return try JSONDecoder().decode(Answer.self, from: Data(body.readableBytesView)).staff
    }
  }
}
