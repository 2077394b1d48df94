import Basics
import EnforcementLaw

/// What moves the limit of the case (R2.2, R2.3): times that do not count, extensions, and whether enforcement is paused.
public struct CaseTerm: Sendable, Hashable {
  public internal(set) var excluded: [Excluded] = []
  public internal(set) var extensions: [Extension] = []
  /// Times that somebody proposed and nobody has decided on.
  public internal(set) var proposals: [Proposal] = []
  public internal(set) var asked: Asked?
  public internal(set) var pause: EnforcementPause?
  /// What drafts of rulings and decisions will do.
  public internal(set) var drafts: [ID<Paper>: PauseDraft] = [:]

  /// A time that does not count.
  public struct Excluded: Sendable, Hashable {
    public let id: ID<Excluded>
    public let kind: Deduction.Kind
    public let first: Day
    /// Nil while it goes on.
    public internal(set) var last: Day?
    /// Number of the paper that proves it.
    public let paper: String
    /// Who approved it, or on what view: kind `text`.
    public let approval: VaultRef?
    /// Why enforcement was suspended, where that is what excludes the time.
    public let ground: Pause.SuspensionGround?
    /// The last day on which somebody looked whether it must go on.
    public internal(set) var reviewedOn: Day?
    public var deduction: Deduction { Deduction(kind, first: first, last: last, paper: paper) }
  }
  /// A time that is to be excluded, before a chief has decided.
  public struct Proposal: Sendable, Hashable {
    public let id: ID<Excluded>
    public let kind: Deduction.Kind
    public let first: Day
    public let last: Day?
    public let paper: String
    public let by: Actor.Ref
    public let on: Day
  }
  /// An approved extension: whole months on top of the limit as it stood, with the number of the approval (R2.2).
  public struct Extension: Sendable, Hashable {
    public let months: Int
    public let on: Day
    public let paper: String
    public let approval: VaultRef?
    /// Beyond what the court may allow itself: the high court was told (法释〔2000〕29号 5).
    public let filedWithHighCourt: Bool
  }
  /// An extension that waits for the president.
  public struct Asked: Sendable, Hashable {
    public let by: Actor.Ref
    public let on: Day
  }

  /// Times that go on: the limit stands still.
  public var open: [Excluded] { excluded.filter { $0.last == nil } }
  public var isStopped: Bool { !open.isEmpty }

  /// The last day of the case's limit with what stands here, and how it is counted.
  public func limit(filed: Day, today: Day, law: LawBooks) throws(LawRefusal) -> Explained<CaseLimit.Dates> {
    try limit(filed: filed, extensions: extensions, today: today, law: law)
  }
  func limit(
    filed: Day, extensions: [Extension], today: Day, law: LawBooks
  ) throws(LawRefusal) -> Explained<CaseLimit.Dates> {
    try CaseLimit.dates(
      filed: filed, deductions: excluded.map(\.deduction),
      extensions: CaseLimit.Extensions(
        extensions.reduce(0) { $0 + $1.months / CaseLimit.extensionMonths },
        filedWithHighCourt: extensions.contains(where: \.filedWithHighCourt)),
      today: today, settings: law.settings, calendar: law.calendar)
  }

  /// Times on which the doubled part of the delay interest does not run (法释〔2014〕8号 3.3).
  func withoutDoubledInterest(through today: Day) -> [ExcludedPeriod] {
    excluded.compactMap { period in
      guard let ground = period.ground, ground.stopsDoubledInterest else { return nil }
      return ExcludedPeriod(first: period.first, last: period.last ?? today, ground: ground == .retrial ? .retrial : .review)
    }
  }
}

/// Enforcement stands still: suspended by ruling (中止), or stayed (暂缓).
public struct EnforcementPause: Sendable, Hashable {
  public let kind: Kind
  public let ground: Pause.SuspensionGround?
  public let paper: ID<Paper>
  public let from: Day
  /// The last day of a stay; a suspension lasts until its ground is gone.
  public let until: Day?
  /// The time that it excludes from the limit.
  public let period: ID<CaseTerm.Excluded>

  /// By what enforcement stands still: the court's own ruling (中止) or a stay (暂缓). Raw values are stored.
  public enum Kind: String, Sendable, Codable, Hashable, CaseIterable {
    case suspension
    /// On security, with the applicant's consent (民事诉讼法 242).
    case securedStay
    /// On a higher court's notice (执行规定 77).
    case superiorStay
    public var name: Phrase {
      switch self {
      case .suspension: Phrase("中止执行", "Suspension")
      case .securedStay: Phrase("因担保暂缓执行", "Stay on security")
      case .superiorStay: Phrase("按上级法院通知暂缓执行", "Stay on a higher court's notice")
      }
    }
    public var isStay: Bool { self != .suspension }
    var excludes: Deduction.Kind { isStay ? .stay : .suspension }
  }
}

/// What a ruling or decision that is being drafted will do.
public struct PauseDraft: Sendable, Hashable {
  public let kind: EnforcementPause.Kind
  public let ground: Pause.SuspensionGround?
  /// Whole months of a stay.
  public let months: Int?
  /// The higher court's notice, or the security's number; empty for none.
  public let number: String
}
