import AsyncHTTPClient
import BankFiles
import Basics
import Casework
import Enforcement
import Foundation
import Import
import NIOCore

/// The server cannot use what it was given: the next file may be better.
struct AnswerRefused: Error, CustomStringConvertible { let description: String }

/// The running server, asked to do the work of `zhixing payout`.
struct PayoutServer: Sendable {
  private let server: RunningServer
  init(_ server: RunningServer) { self.server = server }

  private struct Created: Decodable {
    let id: String
    let summary: [String: String]
    let errors: Int
  }
  private struct Listed: Decodable {
    struct Row: Decodable { let id: String }
    let payouts: [Row]
  }
  private struct Answered: Decodable {
    let named: Int
    let changed: Int
    let foreign: Int
  }
  private struct Token: Decodable { let token: String }
  private struct Trouble: Decodable {
    let zh: String
    let en: String
  }

  func create(
    _ bytes: [UInt8], number: String?, account: String?, purpose: String, ground: String, expected: ControlTotals?,
    repeats: Bool, by person: PayoutPerson
  ) async throws -> PayoutCounter.Made {
    var query = [URLQueryItem(name: "purpose", value: purpose), URLQueryItem(name: "ground", value: ground)]
    if repeats { query.append(URLQueryItem(name: "repeats", value: "1")) }
    if let number { query.append(URLQueryItem(name: "case", value: number)) }
    if let account { query.append(URLQueryItem(name: "account", value: account)) }
    if let expected {
      query += [URLQueryItem(name: "count", value: "\(expected.count)"), URLQueryItem(name: "total", value: "\(expected.sum)")]
    }
    let made: Created = try await ask("/api/payouts", query, body: bytes, token: try await signIn(person))
    let errors = made.errors == 0 ? nil : try await self.bytes("/api/payouts/\(made.id)/corrections.csv")
    return PayoutCounter.Made(
      batch: made.id, summary: "\(made.summary["zh"] ?? "")\n\(made.summary["en"] ?? "")", errorFile: errors)
  }

  func newest() async throws -> ID<PayoutBatch>? {
    let list: Listed = try await ask("/api/payouts")
    return list.payouts.first.flatMap { ID($0.id) }
  }

  func attempt(_ call: CommandCall, by person: PayoutPerson) async throws {
    let body = Array(JSONText.encode(InputValue.object(call.fields)).utf8)
    _ = try await bytes("/api/commands/\(call.name)", body: body, token: try await signIn(person))
  }

  func send(_ batch: ID<PayoutBatch>, out: String, progress: @escaping @Sendable (Int, Int) -> Void) async throws {
    let sending = Task {
      try await bytes("/api/payouts/\(batch)/send", [URLQueryItem(name: "out", value: out)], body: [])
    }
    let watching = Task {
      while !Task.isCancelled {
        let standing = try await status(batch)
        let waiting = standing.lines[PayoutBatch.LineStatus.waiting.rawValue] ?? 0
        progress(standing.count - waiting, standing.count)
        try await Task.sleep(for: .milliseconds(300))
      }
    }
    defer { watching.cancel() }
    _ = try await sending.value
  }

  func take(answer bytes: [UInt8]) async throws -> String {
    let told: Answered = try await ask("/api/payouts/answers", body: bytes)
    return "\(told.named) payments, \(told.changed) events, \(told.foreign) not ours"
  }

  func resend(_ batch: ID<PayoutBatch>, _ corrections: [UInt8]?, by person: PayoutPerson) async throws {
    _ = try await bytes("/api/payouts/\(batch)/resend", body: corrections ?? [], token: try await signIn(person))
  }
  func status(_ batch: ID<PayoutBatch>) async throws -> PayoutCounter.Standing { try await ask("/api/payouts/\(batch)") }
  func report(_ batch: ID<PayoutBatch>, _ format: PayoutOffice.ReportFormat, _ language: Language) async throws -> [UInt8] {
    try await bytes("/api/payouts/\(batch)/report.\(format.rawValue)", [URLQueryItem(name: "lang", value: language.rawValue)])
  }
  func errorFile(_ batch: ID<PayoutBatch>) async throws -> [UInt8]? {
    try await bytes("/api/payouts/\(batch)/corrections.csv")
  }

  private func signIn(_ person: PayoutPerson) async throws -> String {
    var fields = ["signIn": person.name, "password": person.password()]
    if !person.code.isEmpty { fields["code"] = person.code }
    let told: Token = try await ask("/api/sign-in", body: Array(JSONText.encode(fields).utf8))
    return told.token
  }

  private func ask<Answer: Decodable>(
    _ path: String, _ query: [URLQueryItem] = [], body: [UInt8]? = nil, token: String? = nil
  ) async throws -> Answer {
    try JSONDecoder().decode(Answer.self, from: Data(try await bytes(path, query, body: body, token: token)))
  }

  private func bytes(
    _ path: String, _ query: [URLQueryItem] = [], body: [UInt8]? = nil, token: String? = nil
  ) async throws -> [UInt8] {
    var components = URLComponents(string: server.address + path)
    if !query.isEmpty { components?.queryItems = query }
    var request = HTTPClientRequest(url: components?.string ?? server.address)
    request.headers.add(name: "Authorization", value: "Bearer \(token ?? server.token)")
    if let body {
      request.method = .POST
      request.body = .bytes(body)
    }
    let asked = request
    let (status, answer) = try await HTTPClient.withHTTPClient { client in
      let response = try await client.execute(asked, timeout: .seconds(600))
      return (response.status.code, try await response.body.collect(upTo: 256 << 20))
    }
    guard status != 422 else {
      let trouble = try? JSONDecoder().decode(Trouble.self, from: Data(answer.readableBytesView))
      throw AnswerRefused(description: trouble.map { "\($0.zh) / \($0.en)" } ?? String(buffer: answer))
    }
    guard (200..<300).contains(status) else {
      throw CommandFailure(description: "\(server.address): \(status) \(String(buffer: answer))")
    }
    return Array(answer.readableBytesView)
  }
}
