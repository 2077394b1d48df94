import AsyncHTTPClient
import Basics
import Casework
import Enforcement
import Foundation
import NIOCore

/// A served court and clients that register applications in it over the API.
struct RunningCourt {
  /// An application whose answer came back whole.
  struct Acknowledged: Sendable {
    let ref: String
    let causation: String
    /// Position of its last event.
    let position: Int64
  }
  /// What all clients were answered so far.
  actor Answers {
    private(set) var acknowledged: [Acknowledged] = []
    /// Answers other than "stored": there is no reason for any.
    private(set) var others: [String] = []
    func note(_ answer: Acknowledged) { acknowledged.append(answer) }
    func note(_ other: String) { others.append(other) }
  }

  static let signIn = "clerk"
  /// As many connections as a storm has clients.
  static func client() -> HTTPClient {
    var configuration = HTTPClient.Configuration()
    configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 64
    configuration.connectionPool.retryConnectionEstablishment = false
    return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
  }

  let program: RunningProgram
  private let address: String
  private let token: String
  private let client: HTTPClient

  /// Serves on a free port and signs in.
  init(_ court: CourtProgram, client: HTTPClient, trace: URL? = nil) async throws {
    program = try court.start(["serve", "--port", "0"], trace: trace)
    self.client = client
    try await program.wait { $0.contains("http://") }
    address = program.errors.firstMatch(of: /http:\/\/[0-9.:]+/).map { String($0.0) } ?? ""
    let reply = try await RunningCourt.post(
      client, address + "/api/sign-in", JSONText.encode(["signIn": RunningCourt.signIn, "password": CourtProgram.password]))
    token = try JSONText.decode([String: String].self, reply.body)["token"] ?? ""
  }

  /// `clients` at once, each one application after another, at most `each`, until the court is gone.
  func storm(_ name: String, clients: Int, each: Int, _ answers: Answers) async {
    await withTaskGroup(of: Void.self) { group in
      for number in 0..<clients {
        group.addTask {
          for round in 0..<each { guard await register("\(name)-\(number)-\(round)", answers) else { return } }
        }
      }
    }
  }

  private func register(_ ref: String, _ answers: Answers) async -> Bool {
    struct Receipt: Decodable {
      let id: String
      let position: Int64
    }
    guard
      let reply = try? await RunningCourt.post(
        client, address + "/api/commands/filing.submit", JSONText.encode(RunningCourt.application(ref)), token: token)
    else { return false }
    guard reply.status == 201, let receipt = try? JSONText.decode(Receipt.self, reply.body) else {
      await answers.note("\(reply.status) \(reply.body)")
      return false
    }
    await answers.note(Acknowledged(ref: ref, causation: receipt.id, position: receipt.position))
    return true
  }

  private static func application(_ ref: String) -> InputValue {
    .object([
      "docketRef": .text(ref), "instrumentNumber": "(2025)浙1099民初8号", "instrumentCourt": "示例市人民法院",
      "instrumentKind": "judgment", "instrumentDate": "2025-06-03",
      "parties": .list([
        .object([
          "role": "applicant", "kind": "natural", "name": "孙远舟", "phone": "15400000003", "idKind": "other",
          // Every applicant is somebody else: two clients at once do not meet in one person.
          "idNumber": .text(ref.replacing("-", with: "Z").uppercased()),
        ]),
        .object(["role": "debtor", "kind": "natural", "name": "李若水", "address": "示例街道白鹭路8号"]),
      ]),
      "claims": .list([.object(["kind": "principal", "amount": "30000.00"])]),
    ])
  }

  private static func post(_ client: HTTPClient, _ url: String, _ body: String, token: String? = nil) async throws
    -> (status: UInt, body: String)
  {
    var request = HTTPClientRequest(url: url)
    request.method = .POST
    request.headers.add(name: "Content-Type", value: "application/json")
    if let token { request.headers.add(name: "Authorization", value: "Bearer \(token)") }
    request.body = .bytes(Array(body.utf8))
    let response = try await client.execute(request, timeout: .seconds(30))
    return (response.status.code, String(buffer: try await response.body.collect(upTo: 1 << 20)))
  }
}
