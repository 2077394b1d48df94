import Basics

/// What still stands in a case: a measure, a restriction, a listing, money held, a matter of the review line. Nothing closes over it without a recorded reason.
public struct Standing: Sendable, Hashable, Codable {
  /// What stands: a freeze or seal, a consumption restriction, a listing, a duty other than money, money on the account, an objection or
  /// a change of parties that is not over.
  public enum Kind: String, Sendable, Codable, Hashable, CaseIterable { case measure, restriction, listing, duty, money, remedy }
  /// Why it may stand when the case closes.
  public enum Reason: String, Sendable, Codable, Hashable, CaseIterable {
    /// The handler wrote why, and two others let it pass.
    case justified
    /// The round ended without full payment: measures and sanctions go on, and are renewed without resuming the case (R8.4).
    case roundEnded
    /// Paying out waits on an approved ground (R6.9).
    case payoutDelayed
    /// Lodged, or held for a distribution: kept for somebody by a decision of its own.
    case setAside
    /// A ruling ended the enforcement: releasing, lifting and delisting run under their own clocks.
    case toBeLifted
    /// The settlement on which the case was closed goes on being performed (R8.5).
    case longSettlement
    /// The applicant withdrew it with the application.
    case withdrawn
    public var name: Phrase {
      switch self {
      case .justified: Phrase("已说明理由并经审批", "Explained and approved")
      case .roundEnded: Phrase("终本后继续有效", "Goes on after the ended round")
      case .payoutDelayed: Phrase("已批准延期发放", "Payout delayed on an approved ground")
      case .setAside: Phrase("提存或为分配保留", "Lodged, or held for a distribution")
      case .toBeLifted: Phrase("终结执行，限期解除", "The enforcement has ended; lifted within its days")
      case .longSettlement: Phrase("和解长期履行，可以不解除", "A settlement of long performance goes on")
      case .withdrawn: Phrase("申请执行人已撤回", "Withdrawn by the applicant")
      }
    }
  }
  public let kind: Kind
  /// Id of the measure, person, duty or matter; empty for money.
  public let subject: String
  /// What is held; nil where it is no money.
  public let amount: Money?
  /// Nil before anybody said.
  public let reason: Reason?

  init(_ kind: Kind, _ subject: some CustomStringConvertible, amount: Money? = nil, reason: Reason? = nil) {
    self.kind = kind
    self.subject = subject.description
    self.amount = amount
    self.reason = reason
  }
  func because(_ reason: Reason) -> Standing { Standing(kind, subject, amount: amount, reason: reason) }

  /// All that stands now. Money that is kept by a decision of its own carries that reason.
  static func of(_ file: CaseFile, _ account: CaseAccount) -> [Standing] {
    let measures = file.seizure.live.map { Standing(.measure, $0.id) }
    let restrictions = file.sanctions.liveRestrictions.map { Standing(.restriction, $0) }
    let listings = file.sanctions.liveListings.map { Standing(.listing, $0) }
    let duties = file.performance.openDuties.map { Standing(.duty, $0.id) }
    let aside = min(account.balance, max(.zero, account.keptAside))
    var money: [Standing] = []
    if aside > .zero { money.append(Standing(.money, "aside", amount: aside, reason: .setAside)) }
    if account.balance > aside { money.append(Standing(.money, "", amount: account.balance - aside)) }
    let matters = file.remedies.list.filter { !$0.isOver }.map { Standing(.remedy, $0.id) }
    return measures + restrictions + listings + duties + matters + money
  }

  /// What stands in words: how many of each kind, and how much.
  static func words(_ standing: [Standing]) -> [Phrase] {
    func count(_ kind: Kind) -> Int { standing.count { $0.kind == kind } }
    var words: [Phrase] = []
    if count(.measure) > 0 { words.append(Phrase("\(count(.measure)) 项控制措施未解除", "\(count(.measure)) measures not lifted")) }
    if count(.restriction) > 0 {
      words.append(Phrase("\(count(.restriction)) 人限制消费未解除", "\(count(.restriction)) consumption restrictions not lifted"))
    }
    if count(.listing) > 0 { words.append(Phrase("\(count(.listing)) 人失信信息未删除", "\(count(.listing)) listings not removed")) }
    if count(.duty) > 0 {
      words.append(Phrase("\(count(.duty)) 项行为、交付义务未履行", "\(count(.duty)) duties other than money are open"))
    }
    if count(.remedy) > 0 {
      words.append(Phrase("\(count(.remedy)) 件异议、变更追加等审查事项未办结", "\(count(.remedy)) matters of the review line are not over"))
    }
    let money = standing.compactMap(\.amount).boundedSum
    if money > .zero {
      words.append(Phrase("案款 \(money.grouped) 元未发放", "\(money.grouped) yuan of case money not paid out"))
    }
    return words
  }

  /// What arose or grew since a reason was given for the rest.
  static func beyond(_ now: [Standing], _ explained: [Standing]) -> [Standing] {
    now.filter { item in
      guard item.reason == nil else { return false }
      guard let known = explained.first(where: { $0.kind == item.kind && $0.subject == item.subject }) else { return true }
      return (item.amount ?? .zero) > (known.amount ?? .zero)
    }
  }

  /// What stands in a closed case without a recorded reason, and that nobody is clearing under a running clock. Empty while it is open.
  public static func unexplained(_ file: CaseFile, _ account: CaseAccount) -> [Standing] {
    guard let closed = file.closing.closed else { return [] }
    return beyond(of(file, account), closed.standing ?? []).filter { item in
      switch item.kind {
      case .measure:
        guard let measure = ID<Measure>(item.subject).flatMap({ file.seizure.measures[$0] }) else { return false }
        let released =
          measure.isBeingReleased
          || file.papers.unsigned.contains { paper in
            file.seizure.releases[paper.id]?.measures.contains(measure.id) ?? false
          }
        return !(released && (file.process.isOpen("releaseMeasure") || file.process.isOpen("checkOverLimit")))
      case .money: return !account.isBeingPaid(file)
      // What is asked for after the closing has clocks of its own.
      case .remedy: return ID<Remedy>(item.subject).flatMap { file.remedies.all[$0] }.map { $0.receivedOn < closed.on } ?? false
      case .restriction, .listing, .duty: return true
      }
    }
  }
}

extension Closing {
  /// An ended round of an earlier system left this standing: it came with the case, and goes on as after any ended round (R8.4).
  mutating func leave(_ standing: [Standing]) {
    guard var round = closed, round.way == .terminatedRound, !standing.isEmpty else { return }
    round.standing = (round.standing ?? []) + standing.map { $0.because(.roundEnded) }
    closed = round
  }
}

extension CaseAccount {
  /// Lodged, or held for a distribution by its own decision.
  var keptAside: Money { purse.setAside + purse.held + lodgedOpen }
  /// Whether what lies here has a payout under way, an approved delay, or a clock.
  func isBeingPaid(_ file: CaseFile) -> Bool {
    !openPayouts.isEmpty || delays.values.contains { $0.stage == .approved } || file.process.isOpen("payWithin30")
      || file.process.isOpen("payAfterObstacle") || batches.values.contains { $0 > .zero }
  }
}

extension Refusal {
  static func stillOwing(_ sum: Money) -> Refusal {
    Refusal(
      "stillOwing", Phrase("按今天计算尚欠 \(sum.grouped) 元，不能以执行完毕结案", "Counted today, \(sum.grouped) yuan are still owed"),
      citations: ["执行规定第64条"])
  }
  static func standingChanged(_ left: [Phrase]) -> Refusal {
    Refusal(
      "standingChanged",
      Phrase(
        "报结以后又出现未说明理由的事项：\(left.map(\.zh).joined(separator: "；"))",
        "Since it was submitted there is more without a reason: \(left.map(\.en).joined(separator: "; "))"),
      citations: ["执行规定第64条", "查扣冻规定第28条"],
      remedy: Phrase("退回承办人清理或者说明理由后重新报结", "Return it to be cleared or explained, then submitted again"))
  }
  static func endingMoneyHeld(_ sum: Money) -> Refusal {
    Refusal(
      "endingMoneyHeld",
      Phrase("案款 \(sum.grouped) 元尚未发放，不得终本", "\(sum.grouped) yuan of case money are not paid out: the round may not end"),
      citations: ["法发〔2017〕6号第10条"], remedy: Phrase("先发放案款，或者经批准延期、提存", "Pay it out, or have a delay approved, or lodge it"))
  }
}

/// What still stands in a case (结案前清零), in words.
public enum Remaining {
  /// As sentences for a page; empty where nothing stands.
  public static func of(_ file: CaseFile, _ account: CaseAccount) -> [Phrase] { Standing.words(Standing.of(file, account)) }
  /// Refuses where the debt is open as it is counted now, whatever was recorded before.
  static func unlessPaid(_ situation: Situation, _ file: CaseFile) throws(Refusal) {
    try Refusal.unlessFeeKnown(file)
    let account = situation.account(file.id)
    guard !file.performance.isSettledInFull,
      let division = try? CaseDebt.division(file, account, on: situation.today, law: situation.law), !division.isPerformed
    else { return }
    throw .stillOwing(division.remaining)
  }
  /// The fee on what was paid directly, which no money here could bear.
  static func fee(_ situation: Situation, _ caseID: ID<CaseFile>) -> [Phrase] {
    let (file, account) = (situation.caseFile(caseID), situation.account(caseID))
    if file.performance.isSettledInFull, file.performance.settlement?.fee != nil {
      guard let division = try? CaseDebt.division(file, account, on: situation.today, law: situation.law) else { return [] }
      let fee = CaseDebt.feeUnpaid(division, file, situation.law)
      let who = fee.byDebtor ? Phrase("被执行人", "the debtor") : Phrase("申请执行人", "the applicant")
      return fee.sum > .zero
        ? [
          Phrase("由\(who.zh)负担的执行费 \(fee.sum.grouped) 元未交", "\(fee.sum.grouped) yuan of fee that \(who.en) bears are not paid")
        ] : []
    }
    guard !account.direct.isEmpty else { return [] }
    let owed = situation.stillOwed(caseID).total
    return owed > .zero
      ? [Phrase("直接履行部分的执行费 \(owed.grouped) 元未交", "\(owed.grouped) yuan of fee on what was paid directly are not paid")] : []
  }
}
