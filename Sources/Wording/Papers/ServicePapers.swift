import Basics
import Enforcement

/// 公告: serves papers on whoever no other way reaches (民事诉讼法 95).
public struct PublicNotice: PaperDraft {
  public static let kind = PaperKind.publicNotice
  /// Nobody knows where he is, or no other way reached him: public notice has no third ground.
  public enum Ground: Hashable, Sendable { case whereaboutsUnknown, otherWaysFailed }
  public var to: PaperParty
  public var ground: Ground
  /// Titles with numbers: `(2024)浙1004执123号执行通知书`.
  public var papers: [String]
  /// Days after which the papers count as served.
  public var days: Int
  public init(to: PaperParty, ground: Ground, papers: [String], days: Int) {
    self.to = to
    self.ground = ground
    self.papers = papers
    self.days = days
  }

  public func paper(_ facts: PaperFacts) -> PaperContent {
    let because =
      switch ground {
      case .whereaboutsUnknown: "因\(to.you)下落不明"
      case .otherWaysFailed: "因用其他方式无法向\(to.you)送达"
      }
    return facts.compose(
      Self.kind,
      [
        .addressee("\(to.name)："),
        .paragraph("本院在执行\(facts.matter)中，\(because)，依照\(facts.law(.publicNotice))的规定，向\(to.you)公告送达下列文书："),
        .items(papers.map { $0 + "。" }, .chinese),
        .paragraph("自发出公告之日起，经过\(ChineseNumeral.counting(days))日，即视为送达。\(to.you)可以到本院执行局领取上述文书。"),
        .paragraph("特此公告。"),
      ])
  }
}

/// 补正裁定: puts slips of the pen in a paper that is out right (民事诉讼法 157).
public struct CorrectingRuling: PaperDraft {
  public static let kind = PaperKind.correctingRuling
  /// Words as they stand in the corrected paper, and as they should.
  public struct Correction: Hashable, Sendable {
    public var wrong: String
    public var right: String
    public init(_ wrong: String, _ right: String) {
      self.wrong = wrong
      self.right = right
    }
  }
  /// `(2024)浙1004执123号之一执行裁定书`.
  public var corrected: String
  public var on: Day
  public var corrections: [Correction]
  public init(of corrected: String, on: Day, corrections: [Correction]) {
    self.corrected = corrected
    self.on = on
    self.corrections = corrections
  }

  public func paper(_ facts: PaperFacts) -> PaperContent {
    facts.compose(
      Self.kind,
      facts.partyBlocks + [
        .paragraph(
          "本院于\(on.chinese)对\(facts.matter)作出的\(corrected)中存在笔误，应予补正。依照\(facts.law(.rulings))第一款第七项的规定，裁定如下："),
        .items(corrections.map { "\(corrected)中“\($0.wrong)”补正为“\($0.right)”。" }, .chinese),
      ])
  }
}
