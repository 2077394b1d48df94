import Basics

extension UndoTask {
  /// Whether the case, as it stands now, has what undoes this.
  func isUndone(_ file: CaseFile, _ account: CaseAccount) -> Bool {
    switch kind {
    case .releaseMeasure: ID<Measure>(subject).flatMap { file.seizure.measures[$0] }.map { !$0.status.isLive } ?? true
    case .recalledMeasure:
      ID<Measure>(subject).flatMap { file.seizure.measures[$0]?.status }.map { $0 == .released || $0 == .lapsed } ?? true
    case .liftRestriction: person.map { !file.sanctions.liveRestrictions.contains($0) } ?? true
    case .removeListing: person.map { !file.sanctions.liveListings.contains($0) } ?? true
    case .withdrawDraft: paper(file).map { $0.stage == .withdrawn } ?? true
    case .replacePaper: isReplaced(file)
    case .noticeRightPerson: person.flatMap { file.papers.first(.enforcementNotice, about: "\($0)")?.signedAt } != nil
    case .searchRightPerson:
      person.map { debtor in file.search.rounds.contains { $0.debtors.contains(debtor) && $0.startedAt >= listedAt } } ?? true
    case .stopTransfer: ID<Transfer>(subject).flatMap { file.disposal.transfers[$0] }.map { $0.status != .requested } ?? true
    case .returnMoney: returned(account) >= (amount ?? .zero) && person != nil
    case .returnPayout: ID<Payout>(subject).flatMap { account.payouts[$0] }.map { $0.status == .returned } ?? true
    case .recoverPayment: isRecovered(account)
    case .releaseExcess: file.seizure.excess == .zero && !file.seizure.live.contains(where: \.isBeingReleased)
    case .resumeCase: file.closing.resumedBy != nil
    case .serveAgain: isServed(file)
    case .verifyMeasure:
      ID<Measure>(subject).flatMap { file.seizure.measures[$0]?.status }.map { [.failed, .released, .lapsed].contains($0) }
        ?? true
    // Only a person knows.
    case .tellReceiver, .carryOut: false
    }
  }

  private func paper(_ file: CaseFile) -> Papers.PaperState? { ID<Paper>(subject).flatMap { file.papers.all[$0] } }

  /// A paper of the same kind, or one that names this paper, was signed since.
  private func isReplaced(_ file: CaseFile) -> Bool {
    guard let wrong = paper(file) else { return true }
    if wrong.stage == .withdrawn { return true }
    return file.papers.all.values.contains { paper in
      guard paper.id != wrong.id, paper.draftedAt >= listedAt, paper.signedAt != nil, paper.stage != .withdrawn else {
        return false
      }
      if paper.about.contains(subject) { return true }
      guard paper.kind == wrong.kind else { return false }
      return person.map { !paper.about.contains("\($0)") } ?? (paper.about == wrong.about)
    }
  }

  private func isServed(_ file: CaseFile) -> Bool {
    guard let paper = paper(file), paper.stage != .withdrawn else { return true }
    return person.map { receiver in paper.served.contains { $0.to == "\(receiver)" } } ?? true
  }

  /// Paid back to the person since it was listed.
  private func returned(_ account: CaseAccount) -> Money {
    account.payouts.values.filter { $0.proposedAt >= listedAt }.flatMap { payout in
      payout.lines.filter { $0.kind == .wrongful && $0.payee == person && payout.lineStatus[$0.id] == .settled }.map(\.amount)
    }.boundedSum
  }

  private func isRecovered(_ account: CaseAccount) -> Bool {
    guard let line = ID<PayoutLine>(subject) else { return true }
    return account.payouts.values.contains { $0.recovered.contains(line) }
  }
}

extension Undoing {
  /// Adds to a decision that it undid what was open: each task closes in the transaction of the act that undoes it.
  static func follow(_ decided: [StreamEvents], in situation: Situation, causation: String) -> [StreamEvents] {
    var seen: Set<String> = []
    let keys = decided.map(\.stream).filter { $0.kind == .caseFile || $0.kind == .caseAccount }.map(\.key)
      .filter { seen.insert($0).inserted }
    let open = keys.filter { key in
      let file: CaseFile = situation.state(StreamID(.caseFile, key))
      return !file.undoing.open.isEmpty
    }
    guard !open.isEmpty else { return decided }
    let after = situation.after(decided, causation: causation)
    var result = decided
    for key in open {
      let stream = StreamID(.caseFile, key)
      let file: CaseFile = after.state(stream)
      let account: CaseAccount = after.state(StreamID(.caseAccount, key))
      let name = decided.first { $0.stream.key == key }.flatMap { $0.events.last }.map { type(of: $0).name } ?? ""
      let done = file.undoing.open.filter { $0.isUndone(file, account) }.map { UndoDone(task: $0.id, kind: $0.kind, by: name) }
      guard !done.isEmpty else { continue }
      if let place = result.firstIndex(where: { $0.stream == stream }) {
        result[place].events += done
      } else {
        result.append(situation.append(stream, done))
      }
    }
    return result
  }
}
