import Basics
import EnforcementLaw

/// The end of enforcement by a ruling (终结执行) on its way: on what it rests, and which paper rules it (民诉法 268).
public struct FinalEnding: Sendable, Hashable {
  public let paper: ID<Paper>
  public let cause: Cause
  public let proposedBy: Actor.Ref
  /// The day on which it was applied for.
  public let appliedOn: Day
  /// Nil before the judge has signed.
  public internal(set) var ruledOn: Day?

  /// On what the ruling rests. Raw values are stored.
  public enum Cause: String, Sendable, Codable, Hashable, CaseIterable {
    /// All applicants withdrew the whole application.
    case withdrawn
    /// A settlement that takes long to perform.
    case longSettlement
    public var name: Phrase {
      switch self {
      case .withdrawn: Phrase("申请执行人撤回执行申请", "The applicant withdrew the application")
      case .longSettlement: Phrase("和解长期履行", "A settlement of long performance")
      }
    }
    var ground: FinalGround { self == .withdrawn ? .withdrawnByApplicant : .longPerformance }
  }
}

/// The ruling that ends the enforcement was drafted: a judge other than its drafter signs.
public struct FinalEndingProposed: Event {
  public static let name = "closing.finalProposed.v1"
  public let paper: ID<Paper>
  public let cause: FinalEnding.Cause
  public let appliedOn: Day
  /// Who withdrew; empty for a settlement.
  public let by: [ID<Person>]
  /// What the applicant said, and what was found: kind `text`.
  public let text: VaultRef
  public let reasons: Reasons
  public init(
    paper: ID<Paper>, cause: FinalEnding.Cause, appliedOn: Day, by: [ID<Person>], text: VaultRef, reasons: Reasons
  ) {
    self.paper = paper
    self.cause = cause
    self.appliedOn = appliedOn
    self.by = by
    self.text = text
    self.reasons = reasons
  }
  public var signals: [Signal] { [Signal("finalEnding.proposed")] }
  public var words: [VaultRef] { [text] }
  public var explained: [Reasons] { [reasons] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.closing.final = FinalEnding(paper: paper, cause: cause, proposedBy: meta.actor, appliedOn: appliedOn)
  }
}

/// The judge signed: the enforcement has ended, and what holds the debtor goes, except where a settlement goes on being performed.
public struct FinalEndingRuled: Event {
  public static let name = "closing.finalRuled.v1"
  public let paper: ID<Paper>
  public let cause: FinalEnding.Cause
  public init(paper: ID<Paper>, cause: FinalEnding.Cause) {
    self.paper = paper
    self.cause = cause
  }
  public var signals: [Signal] {
    [Signal("finalEnding.ruled")] + (cause == .withdrawn ? [Signal("consumption.groundEnded")] : [])
  }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.closing.final?.ruledOn = meta.day
    guard let pause = file.term.pause else { return }
    if let place = file.term.excluded.firstIndex(where: { $0.id == pause.period }) { file.term.excluded[place].last = meta.day }
    file.term.pause = nil
  }
  /// What must now be lifted is drafted at once and waits for signature.
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] {
    let fields: [String: InputValue] = ["case": "\(meta.stream.key)"]
    let removal = Reaction.now(CommandCall("sanctions.draftRemoval", fields), name: "delist")
    guard cause == .withdrawn else { return [removal] }
    return [
      .now(CommandCall("seizure.draftRelease", fields.merging(["ground": "withdrawn"]) { first, _ in first }), name: "release"),
      .now(
        CommandCall("sanctions.draftLift", fields.merging(["ground": "enforcementEnded"]) { first, _ in first }), name: "lift"),
      removal,
    ]
  }
}

extension CaseFile {
  /// The enforcement ended by ruling, and the applicant may apply again: on a withdrawal within the limitation (民诉法解释 518), on a
  /// settlement that is not kept from the last day agreed.
  public var mayBeAppliedForAgain: Bool {
    closing.closed?.way == .finallyTerminated && closing.final?.ruledOn != nil && closing.resumedBy == nil
  }
  /// Instalments are watched while the case is open, and after it was closed on a settlement that goes on.
  var watchesSettlement: Bool { isOpen || (mayBeAppliedForAgain && closing.final?.cause == .longSettlement) }
}

/// What the judge's signature on the ruling brings about.
enum FinalSigning {
  static func signed(_ paper: Papers.PaperState, in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard let final = file.closing.final, final.paper == paper.id else { throw .finalNotProposed }
    try Refusal.unlessOpen(file)
    try check(final.cause, file, situation)
    let account = situation.account(file.id)
    if !account.openPayouts.isEmpty { throw .payoutOpen }
    let standing = standing(final.cause, file, account)
    let held = standing.filter { $0.kind == .money && $0.reason == nil }.compactMap(\.amount).boundedSum
    if held > .zero { throw .finalMoneyHeld(held) }
    let matters = standing.count { $0.kind == .remedy }
    if matters > 0 { throw .finalMattersOpen(matters) }
    if final.cause == .longSettlement, standing.contains(where: { $0.kind == .duty }) { throw .finalDutiesOpen }
    let closed = CaseClosed(
      way: .finallyTerminated, on: situation.today,
      recovered: CaseDebt.reached(file, account, on: situation.today, law: situation.law), researchOn: [],
      standing: standing.isEmpty ? nil : standing)
    return [
      situation.append(
        .caseFile(file.id),
        [FinalEndingRuled(paper: paper.id, cause: final.cause)] + Delisting.finallyEnded(file, situation) + [closed])
    ]
  }

  /// Whether the law lets the case end so now (R8.1); the reasons say why.
  @discardableResult
  static func check(_ cause: FinalEnding.Cause, _ file: CaseFile, _ situation: Situation) throws(Refusal) -> Reasons {
    if file.closing.performedOn != nil { throw .performed }
    try Refusal.unlessUndone(file)
    // A pause on the settlement itself ends with the case; any other stands in the way.
    let paused = file.term.pause.map { $0.ground != .settlement } ?? false
    let pending: Ending.Pending? =
      paused ? (file.term.pause?.kind.isStay == true ? .stayed : .suspended) : cause == .longSettlement ? .settlementRunning : nil
    do throws(LawRefusal) {
      return try Ending.finallyTerminated.check(
        Ending.Facts(type: file.filing.type.law, pending: pending, finalGround: cause.ground)
      ).reasons
    } catch {
      throw .law(error)
    }
  }

  /// What stands when it ends, each with the reason why it may.
  private static func standing(_ cause: FinalEnding.Cause, _ file: CaseFile, _ account: CaseAccount) -> [Standing] {
    let delayed = account.delays.values.contains { $0.stage == .approved }
    return Standing.of(file, account).map { item in
      if item.reason != nil { return item }
      switch (item.kind, cause) {
      case (.money, _): return delayed ? item.because(.payoutDelayed) : item
      case (.remedy, _): return item
      case (.measure, .withdrawn), (.restriction, .withdrawn), (.listing, _): return item.because(.toBeLifted)
      case (.duty, .withdrawn): return item.because(.withdrawn)
      case (.measure, .longSettlement), (.restriction, .longSettlement): return item.because(.longSettlement)
      case (.duty, .longSettlement): return item
      }
    }
  }
}

extension Delisting {
  /// The enforcement ended by ruling: of every listing without a fixed term (失信规定 10).
  static func finallyEnded(_ file: CaseFile, _ situation: Situation) -> [ListingGroundEnded] {
    file.sanctions.liveListings.compactMap { person in
      guard let listing = file.sanctions.listings[person], listing.ends == nil, listing.removeBy == nil else { return nil }
      return try? event(person, .finallyTerminated, listing, situation)
    }
  }
}

extension CaseTypeCode {
  /// The same type as the law library names it.
  fileprivate var law: CaseType {
    switch self {
    case .first: .first
    case .resumed: .resumed
    case .preservation: .preservation
    }
  }
}

extension Refusal {
  static var finalProposed: Refusal {
    Refusal("finalProposed", Phrase("终结执行裁定已拟制，待签发", "The ruling that ends the enforcement is drafted already"))
  }
  static var finalNotProposed: Refusal {
    Refusal("finalNotProposed", field: "paper", Phrase("没有提请终结执行", "Nobody asked for the end of the enforcement"))
  }
  static func finalMoneyHeld(_ sum: Money) -> Refusal {
    Refusal(
      "finalMoneyHeld",
      Phrase("案款 \(sum.grouped) 元尚未发放，不得终结执行", "\(sum.grouped) yuan of case money are not paid out: it may not end"),
      citations: ["法发〔2017〕6号第10条"], remedy: Phrase("先发放案款，或者经批准延期、提存", "Pay it out, or have a delay approved, or lodge it"))
  }
  static func finalMattersOpen(_ count: Int) -> Refusal {
    Refusal(
      "finalMattersOpen",
      Phrase("\(count) 件异议、变更追加等审查事项未办结", "\(count) matters of the review line are not over"),
      remedy: Phrase("先裁定或者准予撤回", "Rule on them first, or allow their withdrawal"))
  }
  static var finalDutiesOpen: Refusal {
    Refusal(
      "finalDutiesOpen", Phrase("行为、交付义务尚未了结", "Duties other than money are open"),
      remedy: Phrase("先登记义务的结果", "Record how they ended first"))
  }
}
