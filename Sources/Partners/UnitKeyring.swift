import AsyncHTTPClient
import Basics
import NIOCore
import PartnerAPI

/// The public keys of units, asked of their addresses when a signature names one that is not known.
public actor UnitKeyring {
  private let client: HTTPClient
  private let addresses: [String]
  /// What each address answered last: one that does not answer keeps its keys.
  private var known: [String: [PartnerKey]] = [:]
  private var verifier: PartnerVerifier?
  private var lastAsked: ContinuousClock.Instant?

  /// `addresses` are base addresses, asked in turn and each one once.
  public init(client: HTTPClient, addresses: [String]) {
    self.client = client
    self.addresses = Array(Set(addresses)).sorted()
  }

  /// Throws a ``PartnerSignatureRefusal`` where the signature is not a known unit's; the owner of the key otherwise.
  public func verify(_ header: String?, path: String, body: [UInt8], now: Instant) async throws -> String {
    if let claim = PartnerVerifier.claim(header), !(verifier?.knows(claim.keyID) ?? false) { await ask() }
    guard let verifier else { throw PartnerSignatureRefusal.missing }
    return try verifier.verify(header: header, method: "POST", path: path, body: body, now: now).owner
  }

  private func ask() async {
    if let lastAsked, ContinuousClock.now - lastAsked < .seconds(3) { return }
    lastAsked = .now
    for address in addresses {
      guard
        let response = try? await client.execute(HTTPClientRequest(url: address + PartnerPaths.unitKeys), timeout: .seconds(5)),
        let bytes = try? await response.body.collect(upTo: PartnerJSON.bytesMax),
        let list = try? PartnerJSON.decode(PartnerKeys.self, from: Array(bytes.readableBytesView))
      else { continue }
      known[address] = list.keys
    }
    if let fresh = try? PartnerVerifier(addresses.flatMap { known[$0] ?? [] }) { verifier = fresh }
  }
}
