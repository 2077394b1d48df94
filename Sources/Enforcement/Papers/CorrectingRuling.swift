import Basics

/// Drafts a ruling that puts slips of the pen in a served paper right (补正裁定); both papers name each other.
public struct DraftCorrection: CaseCommand {
  public static let name = "papers.correct"
  public static let title = Phrase("拟制补正裁定", "Draft a correcting ruling")
  public static let roles: Set<Role> = [.judge, .officer, .assistant]
  public static let fields = [
    PaperCommands.caseField, Field("paper", Phrase("有笔误的文书", "Paper with the slip"), .pick(.paper)),
    Field(
      "corrections", Phrase("补正", "Correction"),
      .group(
        [
          Field("wrong", Phrase("误写为", "As it stands"), .text(max: 200)),
          Field("right", Phrase("应为", "As it should be"), .text(max: 200)),
        ], max: 20)),
  ]
  public let caseID: ID<CaseFile>
  let paper: ID<Paper>
  let pairs: [CorrectionWords.Pair]
  public init(_ input: inout Input) {
    caseID = input.id("case")
    paper = input.id("paper")
    pairs = input.group("corrections", max: 20) { part in
      let pair = CorrectionWords.Pair(wrong: part.text("wrong"), right: part.text("right"))
      if !pair.wrong.isEmpty && pair.wrong == pair.right {
        part.fault("right", "sameWords", Phrase("与误写的文字相同", "The same words as before"))
      }
      return pair
    }
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    guard file.papers.all.values.contains(where: { !$0.served.isEmpty }) else { throw .nothingServed }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard let state = file.papers.all[paper] else { throw .noSuchPaper }
    guard !state.served.isEmpty else { throw .correctBeforeService(state.kind) }
    if let open = state.correctedBy.compactMap({ file.papers.all[$0] }).first(where: { $0.stage == .draft }) {
      throw .correctionDrafted(open.kind)
    }
    let ruling = situation.ids.next(Paper.self)
    let words = situation.depository.deposit(VaultContent("text", CorrectionWords.fields(pairs)))
    return [
      situation.append(
        .caseFile(caseID),
        [
          PaperDrafted(paper: ruling, kind: .correctingRuling, about: ["\(paper)"]),
          CorrectionDrafted(paper: ruling, corrects: paper, kind: state.kind, text: words),
        ])
    ]
  }
}

/// What a correcting ruling puts right, as the vault keeps it: readable as one text, and pair by pair.
public struct CorrectionWords: Sendable, Hashable {
  /// Words that are wrong as they stand in the paper, and what they are to read.
  public struct Pair: Sendable, Hashable {
    public let wrong: String
    public let right: String
    public init(wrong: String, right: String) {
      self.wrong = wrong
      self.right = right
    }
  }
  public let pairs: [Pair]
  /// Reads up to 20 pairs from vault fields `wrong0`, `right0`, …; a half pair is passed over.
  public init(_ fields: [String: String]) {
    pairs = (0..<20).compactMap { index in
      guard let wrong = fields["wrong\(index)"], let right = fields["right\(index)"] else { return nil }
      return Pair(wrong: wrong, right: right)
    }
  }
  static func fields(_ pairs: [Pair]) -> [String: String] {
    var fields = ["text": pairs.map { "“\($0.wrong)”补正为“\($0.right)”" }.joined(separator: "；")]
    for (index, pair) in pairs.enumerated() {
      fields["wrong\(index)"] = pair.wrong
      fields["right\(index)"] = pair.right
    }
    return fields
  }
}

/// A correcting ruling was drafted for a paper that is out.
public struct CorrectionDrafted: Event {
  public static let name = "papers.correctionDrafted.v1"
  /// The correcting ruling.
  public let paper: ID<Paper>
  /// The paper with the slip.
  public let corrects: ID<Paper>
  public let kind: PaperKind
  /// The words: kind `text`, with `wrong0`, `right0` and so on.
  public let text: VaultRef
  public init(paper: ID<Paper>, corrects: ID<Paper>, kind: PaperKind, text: VaultRef) {
    self.paper = paper
    self.corrects = corrects
    self.kind = kind
    self.text = text
  }
  public var words: [VaultRef] { [text] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.papers.all[paper]?.corrects = corrects
    file.papers.all[corrects]?.correctedBy.append(paper)
  }
}

extension Refusal {
  static var nothingServed: Refusal { Refusal("nothingServed", Phrase("没有已送达的文书", "No paper has been served")) }
  static func correctBeforeService(_ kind: PaperKind) -> Refusal {
    Refusal(
      "correctBeforeService", field: "paper",
      Phrase("“\(kind.title.zh)”尚未送达，不需补正裁定", "“\(kind.title.en)” has not been served; it needs no correcting ruling"),
      citations: ["《民事诉讼法》（2023）第157条"], remedy: Phrase("收回文书，改后重新签发", "Recall it, put it right and sign it anew"))
  }
  static func correctionDrafted(_ kind: PaperKind) -> Refusal {
    Refusal("correctionDrafted", field: "paper", Phrase("已有补正裁定草稿", "A correcting ruling is drafted already"))
  }
}
