import Basics
import City

/// How a debtor takes being enforced against; drawn once for a case, so that the same seed meets the same people.
struct DebtorNature: Sendable, Hashable {
  enum Pays: Sendable, Hashable {
    /// Some days after the notice.
    case whenNoticed
    /// Some days after a freeze, a seal, a restriction or a listing.
    case underPressure
    /// A third of it under pressure, and no more.
    case inPart
    case never
  }
  let pays: Pays
  /// Days between what moves the debtor and the payment.
  let hesitates: Int
  /// Reports property within the order's period.
  let reports: Bool
  /// Found where the application says.
  let reachable: Bool

  init(seed: UInt64, of debtor: String) {
    var random = SplitMix64(seed: seed, for: "debtor/\(debtor)")
    switch Int.random(in: 0..<100, using: &random) {
    case 0..<20: pays = .whenNoticed
    case 20..<50: pays = .underPressure
    case 50..<65: pays = .inPart
    default: pays = .never
    }
    hesitates = Int.random(in: 1...14, using: &random)
    reports = Int.random(in: 0..<100, using: &random) < (pays == .never ? 30 : 75)
    reachable = Int.random(in: 0..<100, using: &random) < 85
  }
}
