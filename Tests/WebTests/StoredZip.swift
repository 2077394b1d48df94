/// A .zip without compression, written by hand.
enum StoredZip {
  static func pack(_ files: [(name: String, bytes: [UInt8])]) -> [UInt8] {
    var (body, directory): ([UInt8], [UInt8]) = ([], [])
    for file in files {
      let name = Array(file.name.utf8)
      // Version, UTF-8 names, stored, no time, checksum, sizes.
      let shared =
        le(20, 2) + le(1 << 11, 2) + le(0, 2) + le(0, 4) + le(Int(checksum(file.bytes)), 4) + le(file.bytes.count, 4)
        + le(file.bytes.count, 4) + le(name.count, 2) + le(0, 2)
      directory += le(0x0201_4b50, 4) + le(20, 2) + shared + le(0, 2) + le(0, 2) + le(0, 2) + le(0, 4) + le(body.count, 4) + name
      body += le(0x0403_4b50, 4) + shared + name + file.bytes
    }
    let end =
      le(0x0605_4b50, 4) + le(0, 4) + le(files.count, 2) + le(files.count, 2) + le(directory.count, 4) + le(body.count, 4)
      + le(0, 2)
    return body + directory + end
  }

  private static func le(_ value: Int, _ bytes: Int) -> [UInt8] { (0..<bytes).map { UInt8(value >> (8 * $0) & 255) } }

  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    var sum = UInt32.max
    for byte in bytes {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
    }
    return ~sum
  }
}
