import AsyncHTTPClient
import Basics
import Casework
import Enforcement
import NIOCore
import PartnerAPI

/// Hands files of payments to the court's bank over HTTP, signed as every call of the court is.
public struct BankCarrier: PaymentCarrier {
  public let way = BatchChunksHanded.Way.bank
  private let client: HTTPClient
  private let address: String
  private let unit: String
  private let signer: PartnerSigner
  private let clock: any CourtClock

  /// `address` is the bank's, without a slash at its end.
  public init(client: HTTPClient, address: String, unit: String, signer: PartnerSigner, clock: any CourtClock) {
    self.client = client
    self.address = address
    self.unit = unit
    self.signer = signer
    self.clock = clock
  }

  public func carry(_ file: PaymentFile) async throws {
    let path = PartnerPaths.payments(unit)
    var request = HTTPClientRequest(url: address + path)
    request.method = .POST
    request.headers.add(name: "Content-Type", value: "application/xml")
    request.headers.add(
      name: PartnerSignature.header, value: try signer.header(method: "POST", path: path, at: clock.now, body: file.bytes))
    request.body = .bytes(file.bytes)
    let response = try await client.execute(request, timeout: .seconds(30))
    guard (200..<300).contains(response.status.code) else {
      let text = String(buffer: try await response.body.collect(upTo: 4096))
      throw HTTPPartnerGateway.Failure(description: "the bank answered \(response.status.code) to \(file.name): \(text)")
    }
  }
}
