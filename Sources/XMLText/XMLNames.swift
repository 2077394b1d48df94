/// Names of elements and attributes, each kept once: a message has some hundred, however many elements it holds.
struct XMLNames {
  struct Name {
    let bytes: [UInt8]
    /// With its prefix.
    let qualified: String
    let local: String
    /// `xmlns` or `xmlns:…`.
    let isNamespace: Bool
  }
  /// Different names of one file.
  static let countMax = 4_096
  private(set) var names: [Name] = []
  /// Places in ``names`` by hash, open addressing; -1 is free. Twice as many as names, so that a free one is always near.
  private var slots = [Int](repeating: -1, count: countMax * 2)

  subscript(index: Int) -> Name { names[index] }

  /// The place of a name, which is added where it is new; nil where it is no UTF-8 or there are too many.
  mutating func place(of bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    var hash: UInt32 = 2_166_136_261
    for byte in bytes { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
    var slot = Int(hash) & (slots.count - 1)
    while slots[slot] >= 0 {
      let known = slots[slot]
      if names[known].bytes.count == bytes.count, names[known].bytes.elementsEqual(bytes) { return known }
      slot = (slot + 1) & (slots.count - 1)
    }
    guard names.count < XMLNames.countMax, let qualified = String(validating: bytes, as: UTF8.self) else { return nil }
    let colon = bytes.lastIndex(of: UInt8(ascii: ":"))
    let local = colon.map { String(decoding: bytes[($0 + 1)...], as: UTF8.self) } ?? qualified
    let isNamespace = qualified == "xmlns" || qualified.hasPrefix("xmlns:")
    names.append(Name(bytes: Array(bytes), qualified: qualified, local: local, isNamespace: isNamespace))
    slots[slot] = names.count - 1
    return names.count - 1
  }
}
