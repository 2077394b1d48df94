import Basics

extension Consequences {
  /// Of particulars that were wrong: papers that are out name the party so; under another name units have to be asked again.
  static func of(particulars person: ID<Person>, renamed: Bool, _ file: CaseFile) -> [Consequence] {
    let key = "\(person)"
    let out = file.papers.order.compactMap { file.papers.all[$0] }.filter { paper in
      guard paper.signedAt != nil, paper.stage != .withdrawn, !paper.kind.isOfReview else { return false }
      return paper.about.contains(key) || (renamed && paper.kind.namesAllParties)
    }
    var found = out.map { Consequence(.replacePaper, $0.id) }
    let isDebtor = file.filing.party(person)?.role == .debtor
    if renamed, isDebtor, !file.search.rounds.isEmpty { found.append(Consequence(.searchRightPerson, person, person: person)) }
    return found
  }

  /// Of a sum that was wrong: payouts that rest on it, papers that print it, and what is held or was paid beyond the right one.
  static func of(
    sumOf kind: CorrectionKind, _ division: CaseDebt.Division?, _ file: CaseFile, _ account: CaseAccount
  ) -> [Consequence] {
    var found = account.openPayouts.filter { $0.status.gate != nil }.map { Consequence(.returnPayout, $0.id, amount: $0.total) }
    if kind == .claim {
      let printed = file.papers.order.compactMap { file.papers.all[$0] }.filter {
        $0.kind.printsClaim && $0.signedAt != nil && $0.stage != .withdrawn
      }
      found += printed.map { Consequence(.replacePaper, $0.id) }
    }
    if file.seizure.excess > .zero { found.append(Consequence(.releaseExcess, "case", amount: file.seizure.excess)) }
    guard let division else { return found }
    let beyond = account.paid(.applicant) - division.creditor
    let last = account.payoutOrder.reversed().lazy.compactMap { account.payouts[$0] }.flatMap { payout in
      payout.lines.filter { $0.kind == .applicant && payout.lineStatus[$0.id] == .settled }
    }.first
    if beyond > .zero, let last { found.append(Consequence(.recoverPayment, last.id, person: last.payee, amount: beyond)) }
    return found
  }
}

extension PaperKind {
  /// Papers whose head lists every party.
  var namesAllParties: Bool {
    switch self {
    case .controlRuling, .renewalRuling, .releaseRuling, .transferRuling, .terminationRuling, .distributionPlan, .closingNotice,
      .finalTerminationRuling:
      true
    default: false
    }
  }
  /// Papers in which the claim stands item by item.
  var printsClaim: Bool {
    switch self {
    case .enforcementNotice, .acceptanceNotice: true
    default: false
    }
  }
}
