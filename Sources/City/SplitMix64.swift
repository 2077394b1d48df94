/// A small random source with a seed (Steele, Lea and Flood 2014): the same seed gives the same city.
public struct SplitMix64: RandomNumberGenerator, Sendable {
  private var state: UInt64

  public init(seed: UInt64) { state = seed }
  /// A source of its own for one purpose, so that a draw depends on what it is for and not on what was drawn before.
  public init(seed: UInt64, for purpose: String) {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in purpose.utf8 {
      hash ^= UInt64(byte)
      hash = hash &* 0x0000_0100_0000_01B3
    }
    var mixer = SplitMix64(seed: seed ^ hash)
    state = mixer.next()
  }

  public mutating func next() -> UInt64 {
    state = state &+ 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// True in `percent` of 100 draws.
  mutating func hits(_ percent: Int) -> Bool { percent > 0 && Int.random(in: 0..<100, using: &self) < percent }
  mutating func pick<Item>(_ items: [Item], or fallback: Item) -> Item { items.randomElement(using: &self) ?? fallback }
}
