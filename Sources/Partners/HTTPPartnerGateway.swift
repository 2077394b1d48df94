import AsyncHTTPClient
import Basics
import Casework
import Enforcement
import Foundation
import NIOCore
import PartnerAPI

/// Sends requests to units over HTTP, signed, and takes their receipts.
public struct HTTPPartnerGateway: PartnerGateway {
  /// Why a request was not taken; whoever sends it tries again later.
  public struct Failure: Error, Sendable, CustomStringConvertible {
    public let description: String
  }
  private let client: HTTPClient
  private let base: @Sendable (String) -> String?
  private let signer: PartnerSigner
  private let clock: any CourtClock

  /// `base` gives the address of a unit, without a slash at its end.
  public init(
    client: HTTPClient, base: @escaping @Sendable (String) -> String?, signer: PartnerSigner, clock: any CourtClock
  ) {
    self.client = client
    self.base = base
    self.signer = signer
    self.clock = clock
  }

  public func send(_ request: OutgoingRequest) async throws {
    let unit = request.requested.unit
    guard let address = base(unit) else { throw Failure(description: "unit \(unit) has no address") }
    let now = clock.now
    let body = try PartnerJSON.encode(try WireMapping.message(request, at: now))
    let path = PartnerPaths.requests(unit)
    var http = HTTPClientRequest(url: address + path)
    http.method = .POST
    http.headers.add(name: "Content-Type", value: "application/json")
    http.headers.add(name: PartnerSignature.header, value: try signer.header(method: "POST", path: path, at: now, body: body))
    http.body = .bytes(body)
    let response = try await client.execute(http, timeout: .seconds(10))
    guard response.status.code == 202 || response.status.code == 200 else {
      let text = String(buffer: try await response.body.collect(upTo: 4096))
      throw Failure(description: "unit \(unit) answered \(response.status.code): \(text)")
    }
  }
}
