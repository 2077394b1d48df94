import Basics

/// Effects of a judge's signature on a control, renewal or release ruling.
enum SeizureSigning {
  static func signed(_ paper: Papers.PaperState, in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    []
  }
}
