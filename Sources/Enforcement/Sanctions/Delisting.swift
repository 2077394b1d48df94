import Basics

/// When a ground for removal from the list arises (R7.1).
enum Delisting {
  static func groundEnded(_ ground: String, _ file: CaseFile, _ situation: Situation) -> [ListingGroundEnded] { [] }
}
