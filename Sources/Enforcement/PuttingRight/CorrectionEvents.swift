import Basics

/// A mistake was found and is put right by what follows in the same transaction; nothing is edited.
public struct CorrectionRecorded: Event {
  public static let name = "correction.recorded.v1"
  public let correction: ID<Correction>
  public let kind: CorrectionKind
  /// Id of the person, receipt, payout line, property, paper or request; of a claim its number.
  public let subject: String
  public let person: ID<Person>?
  public let reason: VaultRef
  public let evidence: VaultRef
  public init(
    correction: ID<Correction>, kind: CorrectionKind, subject: String, person: ID<Person>?, reason: VaultRef, evidence: VaultRef
  ) {
    self.correction = correction
    self.kind = kind
    self.subject = subject
    self.person = person
    self.reason = reason
    self.evidence = evidence
  }
  public var words: [VaultRef] { [reason, evidence] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.undoing.corrections.append(Correction(id: correction, kind: kind, by: meta.actor, on: meta.day))
  }
}

/// A party's particulars as they should have been.
public struct PartyCorrected: Event {
  public static let name = "correction.partyCorrected.v1"
  public let person: ID<Person>
  public let vault: VaultRef
  public init(person: ID<Person>, vault: VaultRef) {
    self.person = person
    self.vault = vault
  }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.filing.namesKept[person] = nil
    file.filing.parties = file.filing.parties.map { party in
      guard party.person == person else { return party }
      return CaseParty(
        person: person, role: party.role, kind: party.kind, vault: vault, confirmedAddress: party.confirmedAddress)
    }
  }
}

/// Another person is the party; the one named by mistake is nobody's debtor or creditor here.
public struct PartyReplaced: Event {
  public static let name = "correction.partyReplaced.v1"
  public let wrong: ID<Person>
  public let party: CaseParty
  public init(wrong: ID<Person>, party: CaseParty) {
    self.wrong = wrong
    self.party = party
  }
  public var signals: [Signal] { [Signal("parties.changed", party.person)] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    if let place = file.filing.parties.firstIndex(where: { $0.person == wrong }) {
      file.filing.parties[place] = file.filing.parties[place].as(.thirdParty)
    }
    if let place = file.filing.parties.firstIndex(where: { $0.person == party.person }) {
      file.filing.parties[place] = party
    } else {
      file.filing.parties.append(party)
    }
    file.search.disowned.formUnion(file.search.foundList.filter { $0.debtor == wrong }.map(\.property))
    file.search.reports[wrong] = nil
    file.search.defaulted.remove(wrong)
  }
  /// The right debtor gets notice and order, and is searched for.
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] {
    guard party.role == .debtor else { return [] }
    return [
      .now(CommandCall("papers.draftOpening", ["case": "\(meta.stream.key)"]), name: "opening"),
      .now(CommandCall("search.start", ["case": "\(meta.stream.key)"]), name: "search"),
    ]
  }
}

/// A thing that was found for a debtor is another's.
public struct PropertyDisowned: Event {
  public static let name = "correction.propertyDisowned.v1"
  public let property: ID<Property>
  /// Whose it is.
  public let owner: CaseParty
  public init(property: ID<Property>, owner: CaseParty) {
    self.property = property
    self.owner = owner
  }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.search.disowned.insert(property)
    if file.filing.party(owner.person) == nil { file.filing.parties.append(owner.as(.thirdParty)) }
  }
}

/// An item of the claim as it should have been.
public struct ClaimCorrected: Event {
  public static let name = "correction.claimCorrected.v1"
  /// Its number in the claim, 1 first.
  public let number: Int
  public let was: ClaimItem
  public let item: ClaimItem
  public init(number: Int, was: ClaimItem, item: ClaimItem) {
    self.number = number
    self.was = was
    self.item = item
  }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    guard file.filing.claims.indices.contains(number - 1) else { return }
    file.filing.claims[number - 1] = item
  }
}

/// A receipt as the bank's line has it.
public struct ReceiptCorrected: Event {
  public static let name = "correction.receiptCorrected.v1"
  public let receipt: ID<Receipt>
  public let was: Money
  public let amount: Money
  public init(receipt: ID<Receipt>, was: Money, amount: Money) {
    self.receipt = receipt
    self.was = was
    self.amount = amount
  }
  public func apply(to account: inout CaseAccount, _ meta: EventMeta) {
    guard let known = account.receipts[receipt] else { return }
    account.receipts[receipt] = known.with(amount: amount)
    account.receiptSums[receipt] = nil
  }
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] { [Bulletin.afterMoney(meta)] }
}

extension CaseAccount.ReceiptState {
  fileprivate func with(amount: Money) -> CaseAccount.ReceiptState {
    var right = CaseAccount.ReceiptState(
      id: id, amount: amount, on: on, source: source, payBy: payBy, from: from, isMet: isMet, vault: vault)
    right.chased = chased
    right.chasedOn = chasedOn
    return right
  }
}

/// A line that counts as paid went to an account that is not the payee's: it is owed to him still, and the money is to come back.
public struct PayoutLineMisdirected: Event {
  public static let name = "correction.payoutLineMisdirected.v1"
  public let payout: ID<Payout>
  public let line: ID<PayoutLine>
  public init(payout: ID<Payout>, line: ID<PayoutLine>) {
    self.payout = payout
    self.line = line
  }
  public func apply(to account: inout CaseAccount, _ meta: EventMeta) {
    account.payouts[payout]?.lineStatus[line] = .held
    account.payouts[payout]?.settledBy[line] = nil
    account.payouts[payout]?.misdirected.insert(line)
    account.payouts[payout]?.recovered.remove(line)
    // It has to be paid still, even where the whole counted as settled.
    if account.payouts[payout]?.end == .settled { account.payouts[payout]?.end = nil }
  }
}
