/// A real matter that the system must be able to live through.
public protocol Story: Sendable {
  /// Its name in files: `smart-search`.
  static var key: String { get }
  static var title: String { get }
  /// The day on which it begins.
  static var begins: String { get }
  /// Lives it in a court that has its staff; throws the first fact that does not hold.
  static func live(in court: Scenario) async throws
}

/// Every story that is told.
public enum Stories {
  public static let all: [any Story.Type] = [
    PolicyAfterYears.self, StudentsFlats.self, AuctionHouseClerk.self, SmartSearch.self, MassPayout.self,
    ReceptionCertificate.self, RaceToSeal.self, EveryExcludedPeriod.self, OldMansAid.self, DelayedFlats.self, WrongAccount.self,
    LiaisonFinds.self, WagesBeforeNewYear.self, NeighbourSettles.self, ClerkInInstalments.self,
  ]
  /// By its key; nil where no story is called so.
  public static func named(_ key: String) -> (any Story.Type)? { all.first { $0.key == key } }
}
