import AsyncHTTPClient
import Foundation
import NIOCore
import Web

/// The server that has a data folder: where it listens, and the token by which commands on this machine speak to it. It writes
/// both into a file that only its owner can read.
struct RunningServer: Codable, Sendable {
  let address: String
  let token: String

  static func file(_ data: URL) -> URL { data.appending(path: "server.json") }

  /// Nil where no server has left word.
  init?(data: String) {
    guard let text = try? Data(contentsOf: RunningServer.file(URL(filePath: data, directoryHint: .isDirectory))),
      let server = try? JSONDecoder().decode(RunningServer.self, from: text)
    else { return nil }
    self = server
  }

  init(address: String, token: String) {
    self.address = address
    self.token = token
  }

  func write(_ data: URL) throws {
    let file = RunningServer.file(data)
    try? FileManager.default.removeItem(at: file)
    guard
      FileManager.default.createFile(
        atPath: file.path, contents: try JSONEncoder().encode(self), attributes: [.posixPermissions: 0o600])
    else { throw CommandFailure(description: "\(file.path): cannot be written") }
  }

  /// A docket's filing as `/api/dockets/{id}` shows it.
  struct DocketMessage: Decodable, Sendable {
    let id: String
    let state: String
    let total: Int
    let done: Int
    let filed: Int
    let trouble: [String: String]?
  }

  /// Hands a docket to the server and waits until it is filed.
  func file(_ docket: [UInt8], named name: String, progress: (Int, Int) -> Void) async throws -> DocketMessage {
    try await HTTPClient.withHTTPClient { client in
      var components = URLComponents(string: address + "/api/dockets")
      components?.queryItems = [URLQueryItem(name: "name", value: name)]
      var request = self.request(components?.string ?? address)
      request.method = .POST
      request.headers.add(name: "Content-Type", value: "text/csv")
      request.body = .bytes(docket)
      var job: DocketMessage = try await answer(request, client)
      while job.state == "filing" {
        progress(job.done, job.total)
        try await Task.sleep(for: .milliseconds(300))
        job = try await answer(self.request(address + "/api/dockets/\(job.id)"), client)
      }
      progress(job.done, job.total)
      return job
    }
  }

  /// A bank file's taking as `/api/bank-files/{id}` shows it.
  struct BankFileMessage: Decodable, Sendable {
    let id: String
    let state: String
    let lines: Int
    let done: Int
    let toCases: Int
    let toCasesSum: String
    let toSuspense: Int
    let toSuspenseSum: String
    let known: Int?
    let stated: Int
    let trouble: [String: String]?
  }

  /// Hands a file of the bank to the server and waits until it is taken.
  func bankFile(_ file: [UInt8], named name: String, progress: (Int, Int) -> Void) async throws -> BankFileMessage {
    try await HTTPClient.withHTTPClient { client in
      var components = URLComponents(string: address + "/api/bank-files")
      components?.queryItems = [URLQueryItem(name: "name", value: name)]
      var request = self.request(components?.string ?? address)
      request.method = .POST
      request.headers.add(name: "Content-Type", value: "application/octet-stream")
      request.body = .bytes(file)
      var job: BankFileMessage = try await answer(request, client)
      while job.state == "taking" {
        progress(job.done, job.lines)
        try await Task.sleep(for: .milliseconds(300))
        job = try await answer(self.request(address + "/api/bank-files/\(job.id)"), client)
      }
      progress(job.done, job.lines)
      return job
    }
  }

  /// A takeover as `/api/takeovers/{id}` shows it.
  struct TakeoverMessage: Decodable, Sendable {
    let id: String
    let state: String
    let total: Int
    let here: Int
    let held: Int
    let errors: Int
    let done: Int
    let taken: Int
    let differences: Int
    let trouble: [String: String]?
  }

  /// Has the server check the tables at a path of this machine.
  func takeOver(path: String) async throws -> TakeoverMessage {
    try await HTTPClient.withHTTPClient { client in
      var components = URLComponents(string: address + "/api/takeovers")
      components?.queryItems = [URLQueryItem(name: "path", value: path)]
      var request = self.request(components?.string ?? address)
      request.method = .POST
      return try await answer(request, client)
    }
  }

  /// A file that the server offers.
  func file(_ path: String) async throws -> [UInt8] {
    try await HTTPClient.withHTTPClient { client in
      let response = try await client.execute(self.request(address + path), timeout: .seconds(120))
      let body = try await response.body.collect(upTo: 256 << 20)
      guard response.status == .ok else {
        throw CommandFailure(description: "\(address): \(response.status.code) \(String(buffer: body))")
      }
      return Array(body.readableBytesView)
    }
  }

  /// Signs for a chief, and waits until the cases are here and compared.
  func signTakeover(_ id: String, by signer: String, progress: (Int, Int) -> Void) async throws -> TakeoverMessage {
    try await HTTPClient.withHTTPClient { client in
      var components = URLComponents(string: address + "/api/takeovers/\(id)/sign")
      components?.queryItems = [URLQueryItem(name: "signer", value: signer)]
      var request = self.request(components?.string ?? address)
      request.method = .POST
      var job: TakeoverMessage = try await answer(request, client)
      while job.state == "taking" || job.state == "comparing" {
        progress(job.done, job.total)
        try await Task.sleep(for: .milliseconds(500))
        job = try await answer(self.request(address + "/api/takeovers/\(id)"), client)
      }
      progress(job.done, job.total)
      return job
    }
  }

  private func request(_ url: String) -> HTTPClientRequest {
    var request = HTTPClientRequest(url: url)
    request.headers.add(name: "Authorization", value: "Bearer \(token)")
    return request
  }

  private func answer<Message: Decodable>(_ request: HTTPClientRequest, _ client: HTTPClient) async throws -> Message {
    let response = try await client.execute(request, timeout: .seconds(120))
    let body = try await response.body.collect(upTo: 256 << 20)
    guard (200..<300).contains(response.status.code) else {
      throw CommandFailure(description: "\(address): \(response.status.code) \(String(buffer: body))")
    }
    return try JSONDecoder().decode(Message.self, from: Data(body.readableBytesView))
  }
}
