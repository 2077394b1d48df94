import Basics
import Crypto
import Foundation

/// A public key and whose it is, as `GET /keys` (units) and `GET /partner/keys` (court) list them.
public struct PartnerKey: Hashable, Sendable, Codable {
  public var id: String
  /// Key of a unit, or code of a court.
  public var owner: String
  /// Raw Ed25519 public key, 32 bytes, in base64.
  public var publicKey: String
  public init(id: String, owner: String, publicKey: String) {
    self.id = id
    self.owner = owner
    self.publicKey = publicKey
  }
}

/// The document behind both key paths.
public struct PartnerKeys: Hashable, Sendable, Codable {
  public var keys: [PartnerKey]
  public init(keys: [PartnerKey]) { self.keys = keys }
}

/// Every message, receipts included, bears
/// `Zhixing-Signature: key=ID, time=2024-05-02T21:14:00+08:00, sig=BASE64`.
///
/// `sig` is Ed25519 over these lines, each ended by a line feed save the last:
///
/// | line | |
/// |---|---|
/// | 1 | `zhixing-partner-1` |
/// | 2 | method in capitals (`POST`, `GET`); `RECEIPT` for the response to a request |
/// | 3 | path with query as sent, `/units/courtBank/requests` |
/// | 4 | `time` exactly as in the header |
/// | 5 | SHA-256 of the body's bytes, 64 small hexadecimal digits |
///
/// `time` is the case clock's, at most five minutes from the receiver's. A repeated delivery is signed anew.
public enum PartnerSignature {
  public static let header = "Zhixing-Signature"
  /// Largest difference between the signer's and the receiver's clock.
  public static let skewMsMax: Int64 = 5 * 60_000
  /// The method that a receipt is signed under.
  public static let receiptMethod = "RECEIPT"
  static let headerLengthMax = 400

  static func signedBytes(method: String, path: String, time: String, body: [UInt8]) -> Data {
    let digest = SHA256.hash(data: body).map { byte in
      let text = String(byte, radix: 16)
      return byte < 16 ? "0" + text : text
    }
    return Data(["zhixing-partner-1", method, path, time, digest.joined()].joined(separator: "\n").utf8)
  }
}

/// Signs what one owner sends.
public struct PartnerSigner: Sendable {
  public let keyID: String
  public let owner: String
  private let key: Curve25519.Signing.PrivateKey

  public init(keyID: String, owner: String, key: Curve25519.Signing.PrivateKey = Curve25519.Signing.PrivateKey()) {
    self.keyID = keyID
    self.owner = owner
    self.key = key
  }
  /// From the raw private key, 32 bytes; throws where they are none.
  public init(keyID: String, owner: String, rawKey: [UInt8]) throws {
    self.init(keyID: keyID, owner: owner, key: try Curve25519.Signing.PrivateKey(rawRepresentation: Data(rawKey)))
  }

  /// Raw private key, 32 bytes, for safe keeping.
  public var rawKey: [UInt8] { Array(key.rawRepresentation) }
  public var publicKey: PartnerKey {
    PartnerKey(id: keyID, owner: owner, publicKey: key.publicKey.rawRepresentation.base64EncodedString())
  }

  /// Ed25519 over these bytes, base64. Their first line names what they are, so that no signature serves for another text.
  public func signature(of bytes: [UInt8]) throws -> String { try key.signature(for: Data(bytes)).base64EncodedString() }

  /// The value of ``PartnerSignature/header``.
  public func header(method: String, path: String, at instant: Instant, body: [UInt8]) throws -> String {
    let time = instant.description
    let signed = PartnerSignature.signedBytes(method: method, path: path, time: time, body: body)
    return "key=\(keyID), time=\(time), sig=\(try key.signature(for: signed).base64EncodedString())"
  }
}

/// Why a signature is not accepted.
public enum PartnerSignatureRefusal: Error, Hashable, Sendable {
  case missing
  case malformed
  case unknownKey(String)
  /// The signer's clock differs too much: its time less the receiver's, in milliseconds.
  case stale(differenceMs: Int64)
  case wrong
  public var text: Phrase {
    switch self {
    case .missing: Phrase("缺少签名", "The signature is missing")
    case .malformed: Phrase("签名格式错误", "The signature header cannot be read")
    case .unknownKey(let id): Phrase("未登记的密钥：\(id)", "Unknown key: \(id)")
    case .stale(let difference):
      Phrase("签名时间相差\(difference / 1000)秒，超过5分钟", "Signed \(difference / 1000) s away from now, more than 5 minutes")
    case .wrong: Phrase("签名不符", "The signature does not match")
    }
  }
}

/// Checks signatures against the keys that are registered.
public struct PartnerVerifier: Sendable {
  private let keys: [String: (owner: String, key: Curve25519.Signing.PublicKey)]

  /// Throws where a key is no Ed25519 public key or an id comes twice.
  public init(_ list: [PartnerKey]) throws(PartnerMessageRefusal) {
    var keys: [String: (owner: String, key: Curve25519.Signing.PublicKey)] = [:]
    for item in list {
      guard let raw = Data(base64Encoded: item.publicKey), let key = try? Curve25519.Signing.PublicKey(rawRepresentation: raw),
        keys[item.id] == nil
      else { throw PartnerMessageRefusal(field: "keys", fault: "\(item.id) is no Ed25519 key or comes twice") }
      keys[item.id] = (item.owner, key)
    }
    self.keys = keys
  }

  public func knows(_ keyID: String) -> Bool { keys[keyID] != nil }

  /// Whose key signed, and when. `now` is the receiver's case clock.
  @discardableResult public func verify(
    header: String?, method: String, path: String, body: [UInt8], now: Instant
  ) throws(PartnerSignatureRefusal) -> (owner: String, time: Instant) {
    let parts = try PartnerVerifier.parts(header)
    guard let known = keys[parts.key] else { throw .unknownKey(parts.key) }
    let difference = parts.time.milliseconds(since: now)
    guard abs(difference) <= PartnerSignature.skewMsMax else { throw .stale(differenceMs: difference) }
    let signed = PartnerSignature.signedBytes(method: method, path: path, time: parts.timeText, body: body)
    guard known.key.isValidSignature(parts.signature, for: signed) else { throw .wrong }
    return (known.owner, parts.time)
  }

  /// What a header claims, unchecked.
  static func parts(
    _ header: String?
  ) throws(PartnerSignatureRefusal) -> (key: String, time: Instant, timeText: String, signature: Data) {
    guard let header, !header.isEmpty else { throw .missing }
    guard header.utf8.count <= PartnerSignature.headerLengthMax else { throw .malformed }
    var fields: [String: String] = [:]
    for part in header.split(separator: ",", maxSplits: 8) {
      let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard pair.count == 2 else { throw .malformed }
      fields[pair[0].filter { $0 != " " }] = String(pair[1])
    }
    guard let key = fields["key"], let timeText = fields["time"], let time = Instant(timeText),
      let signature = Data(base64Encoded: fields["sig"] ?? ""), signature.count == 64
    else { throw .malformed }
    return (key, time, timeText, signature)
  }

  /// The id of the key that a header claims and the moment it claims; nil where it cannot be read.
  public static func claim(_ header: String?) -> (keyID: String, time: Instant)? {
    guard let parts = try? parts(header) else { return nil }
    return (parts.key, parts.time)
  }
}

/// Paths of the protocol.
public enum PartnerPaths {
  public static func requests(_ unit: String) -> String { "/units/\(unit)/requests" }
  public static func request(_ unit: String, _ id: String) -> String { "/units/\(unit)/requests/\(id)" }
  /// Files of payments (pain.001) to the court's bank, and its answers (pain.002, camt) to the court.
  public static func payments(_ unit: String) -> String { "/units/\(unit)/payments" }
  public static let bankFiles = "/partner/bank-files"
  public static let unitKeys = "/keys"
  public static let answers = "/partner/answers"
  public static let notices = "/partner/notices"
  public static let courtKeys = "/partner/keys"
}
