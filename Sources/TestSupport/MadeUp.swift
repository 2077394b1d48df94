import Basics
import EnforcementLaw

/// Numbers that pass every check and belong to nobody.
public enum MadeUp {
  /// A resident's number, the same for the same name: the division is a province itself, in which nobody is registered.
  public static func residentID(_ name: String) -> String {
    let mark = hash(name)
    let birth = Day(number: 0) - 3_000 + Int(mark % 9_000)
    let order = String(1_000 + (mark >> 32) % 1_000).dropFirst()
    let body = "330000" + birth.description.filter { $0 != "-" } + order
    return body + String(ResidentID.checkSign(of: body.compactMap(\.wholeNumberValue)))
  }

  /// The serial of a case number for a name: the name itself where it is one.
  public static func serial(_ name: String) -> Int {
    if let number = Int(name), number > 0 { return number }
    return 1_000 + Int(hash(name) % 900_000)
  }

  /// FNV-1a.
  private static func hash(_ text: String) -> UInt64 {
    text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
}
