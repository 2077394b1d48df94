import Basics
import Casework
import Enforcement
import Wording

/// The words of a paper are composed where it is read, so whether a slip stands in it is asked here, before the rules decide.
struct SlipCheck: Sendable {
  let services: CourtServices

  /// Refuses a correcting ruling of words that do not stand in the paper. What else is wrong with the request the rules say.
  func check(_ call: CommandCall, by actor: Actor) async throws {
    guard call.name == DraftCorrection.name, case .text(let caseText)? = call.fields["case"],
      case .text(let paperText)? = call.fields["paper"], case .list(let pairs)? = call.fields["corrections"],
      let caseID = ID<CaseFile>(caseText), let paper = ID<Paper>(paperText)
    else { return }
    let file = try await services.desk.look(at: caseID, actor: actor, court: services.court).caseFile(caseID)
    guard let state = file.papers.all[paper], !state.served.isEmpty else { return }
    let words = SlipCheck.dense(SlipCheck.words(try await services.press.writing(paper, of: caseID).content))
    for (place, pair) in pairs.enumerated() {
      guard case .object(let fields) = pair, case .text(let wrong)? = fields["wrong"] else { continue }
      let sought = SlipCheck.dense(wrong)
      guard !sought.isEmpty, !words.contains(sought) else { continue }
      throw CaseDesk.Failure.refused(
        Refusal(
          "notInPaper", field: "corrections[\(place)].wrong",
          Phrase("“\(state.kind.title.zh)”中没有“\(wrong)”", "“\(wrong)” does not stand in the paper"),
          citations: ["《民事诉讼法》（2023）第157条"], remedy: Phrase("照文书原文填写误写的文字", "Write the words as the paper has them")))
    }
  }

  /// All that the page shows in words.
  private static func words(_ content: PaperContent) -> String {
    let signature = content.signature
    let signed =
      signature.signers.flatMap { [$0.title, $0.name] } + [ChineseNumeral.date(signature.date), signature.clerk ?? ""]
    return ([content.court, content.title, content.caseNumber, content.plainText] + signed).joined(separator: "\n")
  }
  /// Line breaks and spaces of the page are no words.
  private static func dense(_ text: String) -> String { text.filter { !$0.isWhitespace } }
}
