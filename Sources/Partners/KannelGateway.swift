import AsyncHTTPClient
import Casework
import Foundation
import NIOCore

/// Hands text messages to an SMS gateway that speaks Kannel's `sendsms` over HTTP. Returning means the gateway took the message.
public struct KannelGateway: MessageGateway {
  /// What the gateway refused with; the caller tries again.
  public struct Failure: Error, Sendable, CustomStringConvertible {
    public let description: String
  }
  private let client: HTTPClient
  private let address: URLComponents
  private let user: String
  private let password: String
  private static let waitSeconds: Int64 = 10

  /// `address` is that of `sendsms`, such as `http://127.0.0.1:13013/cgi-bin/sendsms`; nil when it is not one.
  public init?(client: HTTPClient, address: String, user: String, password: String) {
    guard let parts = URLComponents(string: address), parts.scheme == "http" || parts.scheme == "https", parts.host != nil else {
      return nil
    }
    self.client = client
    self.address = parts
    self.user = user
    self.password = password
  }

  public func deliver(text: String, to phone: String, id: String) async throws {
    var parts = address
    let fields = [
      ("username", user), ("password", password), ("to", phone), ("text", text), ("coding", "2"), ("charset", "UTF-8"),
    ]
    parts.percentEncodedQuery = fields.map { "\($0.0)=\(KannelGateway.encoded($0.1))" }.joined(separator: "&")
    guard let url = parts.string else { throw Failure(description: "the SMS gateway's address cannot be used") }
    let response = try await client.execute(HTTPClientRequest(url: url), timeout: .seconds(KannelGateway.waitSeconds))
    guard response.status.code == 202 || response.status.code == 200 else {
      let answer = String(buffer: try await response.body.collect(upTo: 4096))
      throw Failure(description: "the SMS gateway answered \(response.status.code): \(answer)")
    }
  }

  /// Kannel reads `+` as a space, so nothing but letters, digits and `-._~` stays as it is.
  private static func encoded(_ text: String) -> String {
    var plain = CharacterSet(charactersIn: "a"..."z")
    plain.insert(charactersIn: "A"..."Z")
    plain.insert(charactersIn: "0"..."9")
    plain.insert(charactersIn: "-._~")
    return text.addingPercentEncoding(withAllowedCharacters: plain) ?? ""
  }
}
