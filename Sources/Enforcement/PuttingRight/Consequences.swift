import Basics

/// One thing that followed from a mistake and has to be undone.
public struct Consequence: Sendable, Hashable {
  public let kind: UndoKind
  public let subject: String
  public let person: ID<Person>?
  public let amount: Money?
  init(_ kind: UndoKind, _ subject: some CustomStringConvertible, person: ID<Person>? = nil, amount: Money? = nil) {
    self.kind = kind
    self.subject = subject.description
    self.person = person
    self.amount = amount
  }
}

/// What followed from a mistake: a function of the case as it stands, and of nothing else.
public enum Consequences {
  // MARK: An act, or a thing

  /// Of acts that a ruling found unlawful, or of a thing that belongs to another.
  ///
  /// `owner` is whose the thing is, where that is not the debtor.
  public static func of(
    _ target: RemedyTarget, owner: ID<Person>? = nil, _ file: CaseFile, _ account: CaseAccount
  ) -> [Consequence] {
    var found = target.measures(file).compactMap { file.seizure.measures[$0] }.flatMap { of(measure: $0, owner: owner, file) }
    found += target.receipts.compactMap { account.receipts[$0] }.map {
      Consequence(.returnMoney, $0.id, person: owner, amount: $0.amount)
    }
    if let paper = target.paper.flatMap({ file.papers.all[$0] }) { found += of(act: paper, file) }
    return found.isEmpty ? [Consequence(.carryOut, target.paper.map(\.description) ?? "case")] : unique(found)
  }

  /// The freeze or seal, what was taken by it, and drafts that would take more.
  static func of(measure: Seizure.MeasureState, owner: ID<Person>? = nil, _ file: CaseFile) -> [Consequence] {
    var found: [Consequence] = []
    if measure.status.isLive {
      found.append(Consequence(.releaseMeasure, measure.id, person: measure.debtor, amount: measure.amount))
    }
    for transfer in file.disposal.order.compactMap({ file.disposal.transfers[$0] }) where transfer.measure == measure.id {
      switch transfer.status {
      case .requested: found.append(Consequence(.stopTransfer, transfer.id, person: measure.debtor, amount: transfer.amount))
      case .done: found.append(Consequence(.returnMoney, transfer.id, person: owner ?? measure.debtor, amount: transfer.done))
      case .failed: break
      }
    }
    let drafts = file.papers.unsigned.filter { file.disposal.rulings[$0.id]?.contains { $0.measure == measure.id } ?? false }
    return found + drafts.map { Consequence(.withdrawDraft, $0.id) }
  }

  private static func of(act paper: Papers.PaperState, _ file: CaseFile) -> [Consequence] {
    switch paper.kind {
    case .consumptionRestriction:
      return file.sanctions.restricted.filter { $0.value.paper == paper.id && $0.value.liftedOn == nil }.keys.sorted()
        .map { Consequence(.liftRestriction, $0, person: $0) }
    case .listingDecision:
      return file.sanctions.listings.filter { $0.value.paper == paper.id && $0.value.isLive }.keys.sorted()
        .map { Consequence(.removeListing, $0, person: $0) }
    case .terminationRuling, .finalTerminationRuling:
      return file.closing.resumedBy == nil ? [Consequence(.resumeCase, paper.id)] : []
    // What a control or transfer ruling did stands with its measures.
    case .controlRuling, .transferRuling: return []
    default: return [Consequence(.replacePaper, paper.id)]
    }
  }

  // MARK: A person

  /// Of having taken someone for a debtor who is none.
  static func of(person: ID<Person>, _ file: CaseFile, _ account: CaseAccount) -> [Consequence] {
    let measures = file.seizure.order.compactMap { file.seizure.measures[$0] }.filter { $0.debtor == person }
    var found = measures.flatMap { of(measure: $0, file) }
    if file.sanctions.liveRestrictions.contains(person) { found.append(Consequence(.liftRestriction, person, person: person)) }
    if file.sanctions.liveListings.contains(person) { found.append(Consequence(.removeListing, person, person: person)) }
    found += papers(naming: person, file)
    // Money that the wrong person was paid as a creditor.
    for payout in account.payoutOrder.compactMap({ account.payouts[$0] }) where payout.status != .returned {
      for line in payout.lines where line.payee == person && line.kind != .wrongful {
        if payout.lineStatus[line.id] == .settled {
          found.append(Consequence(.recoverPayment, line.id, person: person, amount: line.amount))
        } else if payout.status.gate != nil {
          found.append(Consequence(.returnPayout, payout.id, person: person, amount: line.amount))
        }
      }
    }
    return unique(found)
  }

  /// Drafts that name a person are withdrawn; what is out is replaced, and who received it is told.
  private static func papers(naming person: ID<Person>, _ file: CaseFile) -> [Consequence] {
    let key = "\(person)"
    var found: [Consequence] = []
    var told = false
    for paper in file.papers.order.compactMap({ file.papers.all[$0] }) where !paper.kind.isOfReview {
      switch paper.stage {
      case .withdrawn: continue
      case .draft: if paper.about.contains(key) { found.append(Consequence(.withdrawDraft, paper.id, person: person)) }
      case .signed, .sealed, .served:
        if Receivers.addresses(paper, person) { found.append(Consequence(.replacePaper, paper.id, person: person)) }
        told = told || paper.served.contains { $0.to == key }
      }
    }
    return found + (told ? [Consequence(.tellReceiver, person, person: person)] : [])
  }

  private static func unique(_ found: [Consequence]) -> [Consequence] {
    var seen: Set<Consequence> = []
    return found.filter { seen.insert($0).inserted }
  }
}

extension Receivers {
  /// Whether a paper speaks to or of this person alone, so that it is wrong as a whole where the person is.
  static func addresses(_ paper: Papers.PaperState, _ person: ID<Person>) -> Bool {
    switch paper.kind {
    case .enforcementNotice, .propertyReportOrder: paper.about.contains("\(person)")
    // What rulings and orders did to a person is undone by releasing, lifting and removing.
    default: false
    }
  }
}
