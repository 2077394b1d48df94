import Basics

/// Effects of signing the ruling that terminates this round.
enum ClosingSigning {
  static func signed(_ paper: Papers.PaperState, in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    []
  }
}
