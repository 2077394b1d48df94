import AsyncHTTPClient
import Basics
import Logging
import NIOCore
import PartnerAPI

/// The keys that the court signs with: given in a file, or asked of the court itself when an unknown one turns up.
actor CourtKeys {
  enum Source: Sendable {
    case fixed([PartnerKey])
    /// Address of the court; its keys are at ``PartnerAPI/PartnerPaths/courtKeys``.
    case court(String)
  }
  private var verifier: PartnerVerifier
  private let address: String?
  private let client: HTTPClient
  private let log: Logger
  private var lastAsked: ContinuousClock.Instant?
  /// Shortest time between two questions to the court.
  private static let pause = Duration.seconds(3)

  init(_ source: Source, client: HTTPClient, log: Logger) throws {
    switch source {
    case .fixed(let keys): (verifier, address) = (try PartnerVerifier(keys), nil)
    case .court(let url): (verifier, address) = (try PartnerVerifier([]), url)
    }
    self.client = client
    self.log = log
  }

  /// Who signed, and when by the signer's clock.
  func verify(
    _ header: String?, method: String, path: String, body: [UInt8], now: Instant
  ) async throws -> (owner: String, time: Instant) {
    if let claim = PartnerVerifier.claim(header), !verifier.knows(claim.keyID) { await ask() }
    return try verifier.verify(header: header, method: method, path: path, body: body, now: now)
  }

  private func ask() async {
    guard let address, lastAsked.map({ ContinuousClock.now - $0 > CourtKeys.pause }) ?? true else { return }
    lastAsked = .now
    do {
      let response = try await client.execute(
        HTTPClientRequest(url: address + PartnerPaths.courtKeys), timeout: .seconds(5))
      let bytes = try await response.body.collect(upTo: PartnerJSON.bytesMax)
      let keys = try PartnerJSON.decode(PartnerKeys.self, from: Array(bytes.readableBytesView))
      verifier = try PartnerVerifier(keys.keys)
      log.info("the court has \(keys.keys.count) keys")
    } catch {
      log.warning("the court's keys at \(address + PartnerPaths.courtKeys) cannot be had: \(error)")
    }
  }
}
