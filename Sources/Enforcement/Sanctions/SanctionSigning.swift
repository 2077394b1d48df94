import Basics

/// Effects of the president's signature on an order, a listing, or its lifting.
enum SanctionSigning {
  static func signed(_ paper: Papers.PaperState, in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    []
  }
}
