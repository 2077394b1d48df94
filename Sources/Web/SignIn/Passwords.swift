import Basics
import Crypto
import CryptoExtras
import Foundation

/// Passwords by scrypt (RFC 7914), one-time passwords by TOTP (RFC 6238), tokens and their digests.
public enum Passwords {
  private static let rounds = 1 << 14
  private static let blockSize = 8

  /// `scrypt$16384$8$salt$key`, salt and key in base64.
  public static func secret(of password: String) throws -> String {
    let salt = random(16)
    let key = try derive(password, salt: salt, rounds: rounds, blockSize: blockSize)
    return "scrypt$\(rounds)$\(blockSize)$\(Data(salt).base64EncodedString())$\(Data(key).base64EncodedString())"
  }

  /// Compared in constant time; an unreadable secret fits nothing.
  public static func fits(_ password: String, _ secret: String) -> Bool {
    let parts = secret.split(separator: "$").map(String.init)
    guard parts.count == 5, let rounds = Int(parts[1]), let size = Int(parts[2]), let salt = Data(base64Encoded: parts[3]),
      let key = Data(base64Encoded: parts[4]),
      let tried = try? derive(password, salt: [UInt8](salt), rounds: rounds, blockSize: size)
    else { return false }
    return same(tried, [UInt8](key))
  }

  private static func derive(_ password: String, salt: [UInt8], rounds: Int, blockSize: Int) throws -> [UInt8] {
    let key = try KDF.Scrypt.deriveKey(
      from: Data(password.utf8), salt: Data(salt), outputByteCount: 32, rounds: rounds, blockSize: blockSize, parallelism: 1)
    return key.withUnsafeBytes { [UInt8]($0) }
  }
  private static func same(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    left.count == right.count && zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
  }

  /// Bytes of the system's random generator.
  public static func random(_ count: Int) -> [UInt8] {
    SymmetricKey(size: .init(bitCount: count * 8)).withUnsafeBytes { [UInt8]($0) }
  }
  /// 32 random bytes, hexadecimal: for a session or a one-time link.
  public static func token() -> String { hex(random(32)) }
  public static func digest(_ text: String) -> String { hex([UInt8](SHA256.hash(data: Data(text.utf8)))) }
  private static func hex(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  /// The step (half minute since 1970) whose six digits these are: this one or the one before; nil where they fit neither.
  static func totpStep(_ code: String, secret: String, now: Instant) -> Int64? {
    guard let key = base32(secret) else { return nil }
    let step = now.milliseconds / 30_000
    return [step, step - 1].first { totp(key, step: $0) == code }
  }
  /// The code of this half minute, as the owner's device shows it.
  static func totpCode(secret: String, now: Instant) -> String? {
    base32(secret).map { totp($0, step: now.milliseconds / 30_000) }
  }
  static func totp(_ key: [UInt8], step: Int64) -> String {
    let counter = withUnsafeBytes(of: UInt64(step).bigEndian) { Data($0) }
    let mac = [UInt8](HMAC<Insecure.SHA1>.authenticationCode(for: counter, using: SymmetricKey(data: key)))
    let offset = Int(mac[19] & 15)
    let number =
      (UInt32(mac[offset]) & 127) << 24 | UInt32(mac[offset + 1]) << 16 | UInt32(mac[offset + 2]) << 8 | UInt32(mac[offset + 3])
    return String(format: "%06d", number % 1_000_000)
  }
  /// Base32 of at least eighty bits (RFC 4226 asks for as many).
  static func isSharedSecret(_ text: String) -> Bool { (base32(text)?.count ?? 0) >= 10 }
  private static func base32(_ text: String) -> [UInt8]? {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
    var bits = 0
    var value: UInt32 = 0
    var bytes: [UInt8] = []
    for character in text.uppercased() where character != "=" {
      guard let index = alphabet.firstIndex(of: character) else { return nil }
      value = value << 5 | UInt32(index)
      bits += 5
      if bits >= 8 {
        bits -= 8
        bytes.append(UInt8(truncatingIfNeeded: value >> UInt32(bits)))
      }
    }
    return bytes
  }
}
