import AsyncHTTPClient
import Basics
import City
import Logging
import NIOCore
import PartnerAPI

/// Carries answers and notices to the court until it takes them.
struct Courier: Sendable {
  let keeper: CityKeeper
  let keys: UnitKeys
  /// Address of the court without a slash at the end.
  let court: String
  let client: HTTPClient
  let log: Logger
  /// Deliveries at a time. One in simulated time, so that the order is always the same.
  private var parallel: Int { keeper.simulated ? 1 : 16 }
  private static let timeout = TimeAmount.seconds(10)
  private static let sleepMsMax: Int64 = 60_000

  /// Runs until cancelled; throws where the journal can no longer be written.
  func run() async throws {
    var alarm: Task<Void, Never>?
    defer { alarm?.cancel() }
    for await _ in keeper.bell {
      while !Task.isCancelled {
        let batch = try await keeper.takeDue(limit: parallel)
        guard !batch.isEmpty else { break }
        try await deliver(batch)
      }
      if keeper.simulated { continue }
      alarm?.cancel()
      guard let next = await keeper.next else { continue }
      let wait = min(max(next.milliseconds(since: await keeper.now), 1), Courier.sleepMsMax)
      alarm = Task {
        try? await Task.sleep(for: .milliseconds(wait))
        if !Task.isCancelled { keeper.wake() }
      }
    }
  }

  private func deliver(_ batch: [CityOutgoing]) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for outgoing in batch {
        group.addTask {
          let trouble = await self.deliver(outgoing)
          try Task.checkCancellation()
          if let trouble { log.warning("\(outgoing.delivery) to \(court): \(trouble)") }
          try await keeper.settle(outgoing.delivery, trouble: trouble)
        }
      }
      try await group.waitForAll()
    }
    try await keeper.flush()
  }

  /// What went wrong, or nil.
  private func deliver(_ outgoing: CityOutgoing) async -> String? {
    do {
      let (path, body) = try Courier.letter(outgoing.message)
      guard let signer = keys[outgoing.message.unit] else { return "no key of \(outgoing.message.unit)" }
      var request = HTTPClientRequest(url: court + path)
      request.method = .POST
      request.headers.add(name: "Content-Type", value: "application/json; charset=utf-8")
      request.headers.add(
        name: PartnerSignature.header,
        value: try signer.header(method: "POST", path: path, at: await keeper.now, body: body))
      request.body = .bytes(body)
      let response = try await client.execute(request, timeout: Courier.timeout)
      let answer = try await response.body.collect(upTo: PartnerJSON.bytesMax)
      if (200..<300).contains(response.status.code) { return nil }
      return "status \(response.status.code) \(String(buffer: answer).prefix(200))"
    } catch {
      return "\(error)"
    }
  }

  private static func letter(_ message: CityOutgoing.Message) throws -> (path: String, body: [UInt8]) {
    switch message {
    case .answer(let answer): (PartnerPaths.answers, try PartnerJSON.encode(answer))
    case .notice(let notice): (PartnerPaths.notices, try PartnerJSON.encode(notice))
    case .bankFile(let file): (PartnerPaths.bankFiles, Array(file.file.utf8))
    }
  }
}
