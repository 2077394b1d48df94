import Basics
import EnforcementLaw

/// Why a thing may not be disposed of now: a matter under review, and the article.
public struct DisposalHold: Sendable, Hashable {
  public let remedy: Remedy
  public let article: Citation

  static let remedy = Phrase(
    "待审查有结果；或者申请执行人提供充分、有效的担保请求继续执行，由合议庭准许",
    "When the matter is decided; or where the panel accepts the applicant's security for going on")

  public var message: Phrase {
    let number = remedy.number.map { " \($0)" } ?? ""
    return switch remedy.kind {
    case .thirdParty where remedy.result == .stopped:
      Phrase("对该标的的执行已裁定中止\(number)，不得处分", "The enforcement against it is stopped\(number)")
    case .thirdParty: Phrase("案外人异议\(number)审查期间，不得处分该标的", "A third party's objection\(number) is open: it is not disposed of")
    case .partyChange:
      Phrase(
        "被追加的被执行人对裁定不服\(number)，争议范围内的财产不得处分",
        "The added debtor contests the ruling\(number): what is contested is not disposed of")
    case .conduct, .jurisdiction:
      Phrase("异议人提供担保，停止处分\(number)", "Security was accepted\(number): the disposal waits")
    }
  }
}

extension CaseFile {
  /// What holds a measure's property; nil where nothing does.
  public func hold(on measure: Seizure.MeasureState) -> DisposalHold? {
    for matter in remedies.list {
      guard let article = matter.holds(measure, self) else { continue }
      return DisposalHold(remedy: matter, article: article)
    }
    return nil
  }

  /// Refuses to let a sum go out of what is `free` on the account, where what is held would go with it.
  func keepHeld(_ account: CaseAccount, _ sum: Money, of free: Money) throws(Refusal) {
    if let held = heldMoney(account), sum > free - held.sum { throw .payoutHeld(held.hold, held.sum) }
  }

  /// Money on the account that is held: receipts that are claimed, and what held property brought. Once a matter is over, what is
  /// another's is set aside by ``MoneyOwedBack``.
  public func heldMoney(_ account: CaseAccount) -> (sum: Money, hold: DisposalHold)? {
    var sum = Money.zero
    var first: DisposalHold?
    for matter in remedies.list where !matter.isOver {
      guard let article = matter.holdsReceipts else { continue }
      let claimed = matter.target.receipts.compactMap { account.receipts[$0]?.amount }.boundedSum
      if claimed > .zero { first = first ?? DisposalHold(remedy: matter, article: article) }
      sum += claimed
    }
    for transfer in disposal.order.compactMap({ disposal.transfers[$0] }) where transfer.status == .done {
      guard let measure = seizure.measures[transfer.measure], let hold = hold(on: measure), !hold.remedy.isOver else {
        continue
      }
      first = first ?? hold
      sum += transfer.done
    }
    return first.map { (min(sum, max(.zero, account.balance)), $0) }
  }
}

extension Remedy {
  private var continues: Bool { securities.contains { $0.effect == .continues } }

  /// The article by which this matter holds the receipts that it claims.
  var holdsReceipts: Citation? { kind == .thirdParty && !continues ? whileOpen : nil }

  /// The article by which it holds a measure's property.
  func holds(_ measure: Seizure.MeasureState, _ file: CaseFile) -> Citation? {
    guard !continues else { return nil }
    switch kind {
    case .thirdParty:
      let things = target.measures(file).compactMap { file.seizure.measures[$0]?.property }
      return things.contains(measure.property) ? whileOpen : nil
    case .conduct, .jurisdiction:
      guard !isOver, securities.contains(where: { $0.effect == .holds }) else { return nil }
      let meant = target.measures(file)
      return meant.isEmpty || meant.contains(measure.id) ? ReviewTerms.goesOn : nil
    case .partyChange:
      guard let party = change?.party, party.role == .debtor, measure.debtor == party.person else { return nil }
      if openAppeals.contains(where: { $0.by == party.person }) { return ReviewTerms.noDisposalInReconsideration }
      return isInSuit && suit?.by == party.person ? ReviewTerms.noDisposalInChangeSuit : nil
    }
  }

  /// A third party's objection: examined, refused with days to sue, in suit, or founded.
  private var whileOpen: Citation? {
    switch result {
    case nil: return isOver ? nil : ReviewTerms.noDisposal
    case .stopped: return ReviewTerms.thirdParty
    case .rejected, .dismissed, .notAccepted:
      if isOver { return nil }
      return isInSuit ? ReviewTerms.noDisposalInSuit : ReviewTerms.noDisposalAfterRefusal
    case .withdrawn, .revoked, .changed, .founded, .granted: return nil
    }
  }
}
