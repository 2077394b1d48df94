import Basics

/// Effects of a judge's signature on a transfer ruling.
enum DisposalSigning {
  static func signed(_ paper: Papers.PaperState, in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    []
  }
}
