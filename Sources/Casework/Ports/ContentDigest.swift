import Crypto

/// Plain digests of bytes that leave the system: what a paper's file is checked by.
public enum ContentDigest {
  /// SHA-256, hexadecimal in small letters.
  public static func sha256(_ bytes: [UInt8]) -> String {
    let figures = Array("0123456789abcdef")
    var text = ""
    text.reserveCapacity(64)
    for byte in SHA256.hash(data: bytes) {
      text.append(figures[Int(byte >> 4)])
      text.append(figures[Int(byte & 15)])
    }
    return text
  }
}
