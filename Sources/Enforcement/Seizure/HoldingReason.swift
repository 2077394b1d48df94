import Basics
import EnforcementLaw

extension Seizure {
  /// Why a thing that cannot be divided is held although it may be worth more than what is missing (R3.4).
  static func holding(_ kind: Property.Kind, shortfall: Money, valueKnown: Bool) -> Phrase {
    let missing = Phrase(
      "可分割财产不足，尚差\(shortfall.grouped)元，", "What can be divided does not suffice, \(shortfall.grouped) yuan are missing; ")
    return missing + how(kind) + (valueKnown ? Phrase("", "") : Phrase("，价值待查", ", its value is not known yet"))
  }

  /// Older entries have the Chinese sentence alone; the English one says the same without the sum.
  static func holding(_ kind: Property.Kind, older text: String) -> Phrase {
    Phrase(text, (Phrase("", "What can be divided does not suffice; ") + how(kind)).en)
  }

  private static func how(_ kind: Property.Kind) -> Phrase {
    kind == .security
      ? Phrase("按当日市值冻结相应数量", "as much is frozen as covers it at the day's market value")
      : Phrase("该财产不可分割", "this thing cannot be divided")
  }
}
