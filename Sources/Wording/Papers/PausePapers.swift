import Basics
import Enforcement

/// 中止执行裁定书: enforcement stands still on one of the law's grounds until it is gone.
public struct SuspensionRuling: PaperDraft {
  public static let kind = PaperKind.suspensionRuling
  /// As a clause: `申请执行人表示可以延期执行`.
  public var ground: String
  /// What was found, as a person wrote it.
  public var findings: String
  public var onSettlement: Bool
  public init(ground: String, findings: String, onSettlement: Bool) {
    self.ground = ground
    self.findings = findings
    self.onSettlement = onSettlement
  }

  public func paper(_ facts: PaperFacts) -> PaperContent {
    let settlement = onSettlement ? "《最高人民法院关于执行和解若干问题的规定》第二条、" : ""
    return facts.compose(
      Self.kind,
      facts.partyBlocks + [
        .paragraph("本院在执行\(facts.matter)中，\(findings.trimmingEnd)。"),
        .paragraph("本院认为，本案\(ground)，应当中止执行。依照\(settlement)\(facts.law(.suspension, .effectOfRuling))的规定，裁定如下："),
        .paragraph("中止\(facts.caseNumber)案的执行。"), .paragraph("中止的情形消失后，恢复执行。中止期间，已经采取的查封、扣押、冻结措施继续有效。"),
        .paragraph("本裁定送达后立即生效。"),
      ])
  }
}

/// 暂缓执行决定书: enforcement is stayed until a day.
public struct StayDecision: PaperDraft {
  public static let kind = PaperKind.stayDecision
  /// On what the stay rests (R8.2).
  public enum Ground: Hashable, Sendable {
    /// On security, with the applicant's consent.
    case security
    /// On the notice of a higher court.
    case superior
  }
  public var ground: Ground
  /// Number of the security or of the notice.
  public var number: String
  public var from: Day
  public var until: Day
  public init(ground: Ground, number: String, from: Day, until: Day) {
    self.ground = ground
    self.number = number
    self.from = from
    self.until = until
  }

  public func paper(_ facts: PaperFacts) -> PaperContent {
    let why: String
    switch ground {
    case .security:
      why = "被执行人向本院提供执行担保（\(number)），并经申请执行人同意。依照\(facts.law(.security))的规定"
    case .superior:
      why = "上级人民法院通知（\(number)）本院暂缓执行。依照\(Interpretation.enforcementWork(77))的规定"
    }
    return facts.compose(
      Self.kind,
      facts.partyBlocks + [
        .paragraph("本院在执行\(facts.matter)中，\(why)，决定如下："),
        .paragraph("暂缓\(facts.caseNumber)案的执行，期限\(period(from, until))。"), .paragraph("暂缓期限届满后，恢复执行。"),
      ])
  }
}

/// 恢复执行通知书: what stood still goes on.
public struct ContinuationNotice: PaperDraft {
  public static let kind = PaperKind.continuationNotice
  /// Since when it stood still; nil where that is not known.
  public var since: Day?
  public init(since: Day?) { self.since = since }

  public func paper(_ facts: PaperFacts) -> PaperContent {
    let stood = since.map { "自\($0.chinese)起中止（暂缓）" } ?? "已中止（暂缓）"
    return facts.compose(
      Self.kind,
      [
        .addressee("\(facts.applicantNames)、\(facts.debtorNames)："),
        .paragraph("\(facts.matter)，\(stood)执行。现中止（暂缓）执行的情形已经消失，依照\(facts.law(.suspension))的规定，本院恢复执行。"),
        .paragraph("特此通知。"),
      ])
  }
}

extension String {
  /// Without the full stop at its end, which the sentence around it sets.
  fileprivate var trimmingEnd: String {
    var text = self[...]
    while let last = text.last, last == "。" || last.isWhitespace { text = text.dropLast() }
    return String(text)
  }
}
