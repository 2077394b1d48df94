import Basics
import EnforcementLaw

/// For what a debtor answers, as the instrument says; joint for the whole where nothing is recorded.
public struct Liability: Sendable, Hashable, Codable {
  public let person: ID<Person>
  public let kind: Kind
  /// The most he answers for; nil for the whole, or for a share.
  public let cap: Money?
  /// Of a share: so many parts of so many.
  public let part: Int?
  public let of: Int?
  public init(person: ID<Person>, kind: Kind, cap: Money?, part: Int?, of: Int?) {
    self.person = person
    self.kind = kind
    self.cap = cap
    self.part = part
    self.of = of
  }

  /// In which way a debtor answers beside the others (民法典 517, 518, 687, 688). Raw values are stored.
  public enum Kind: String, Sendable, Codable, Hashable, CaseIterable {
    case joint, share, jointGuarantor, generalGuarantor, supplementary
    public var name: Phrase {
      switch self {
      case .joint: Phrase("连带责任", "Jointly for the whole")
      case .share: Phrase("按份责任", "For a share")
      case .jointGuarantor: Phrase("连带责任保证", "Joint guarantor")
      case .generalGuarantor: Phrase("一般保证", "General guarantor")
      case .supplementary: Phrase("补充责任", "Supplementary")
      }
    }
    /// Enforced against only once the others' property is used up.
    public var comesAfterOthers: Bool { self == .generalGuarantor || self == .supplementary }
    var citations: [Citation] {
      switch self {
      case .joint: [.civilCode("518"), .civilCode("520")]
      case .share: [.civilCode("517")]
      case .jointGuarantor: [.civilCode("688")]
      case .generalGuarantor: [.civilCode("687")]
      case .supplementary: []
      }
    }
  }
}

/// What one debtor owes on a day, how much of it he has paid, and whether he may be enforced against now.
public struct DebtorShare: Sendable, Hashable {
  public let person: ID<Person>
  public let kind: Liability.Kind
  /// Of the whole debt, paid parts included.
  public let owes: Money
  /// Paid by him, as far as it is known who paid.
  public let paid: Money
  public let remains: Money
  /// False while the property of those who come first is not used up.
  public let mayEnforce: Bool
  public let reasons: Reasons
}

extension CaseDebt {
  /// What each debtor owes. A payment by one makes the others' debts less as their relation says: that of joint debtors as a whole, that
  /// of a debtor by shares only by what he himself or nobody in particular paid.
  public static func shares(
    _ file: CaseFile, _ account: CaseAccount, on day: Day, law: LawBooks
  ) throws(LawRefusal) -> [DebtorShare] {
    let division = try division(file, account, on: day, law: law)
    let remaining = file.performance.isSettledInFull ? .zero : division.owed.value.total
    let came = account.allReceipts.map(\.amount).boundedSum + account.allDirect.map(\.amount).boundedSum - division.surplus
    let whole = remaining + max(.zero, came)
    let known = file.debtors.map { paid(by: $0.person, file, account) }
    let unknown = max(.zero, came - known.boundedSum)
    return zip(file.debtors, known).map { debtor, paid in
      let liability = file.performance.liability(of: debtor.person)
      let owes = owes(liability, whole)
      // Nobody knows who paid: each by shares is relieved by his part of it.
      let relieved = liability.kind == .share ? paid + (self.owes(liability, unknown)) : paid
      let open: Money
      switch liability.kind {
      case .joint: open = remaining
      case .share, .jointGuarantor, .generalGuarantor, .supplementary: open = max(.zero, min(remaining, owes - relieved))
      }
      let may = !liability.kind.comesAfterOthers || othersExhausted(file)
      return DebtorShare(
        person: debtor.person, kind: liability.kind, owes: owes, paid: paid, remains: open, mayEnforce: may,
        reasons: reasons(liability, whole, remaining, owes, relieved, open, may))
    }
  }

  private static func owes(_ liability: Liability, _ whole: Money) -> Money {
    switch liability.kind {
    case .joint: return whole
    case .share:
      guard let part = liability.part, let of = liability.of, of > 0 else { return whole }
      return whole.scaled(Int128(part), over: Int128(of)) ?? whole
    case .jointGuarantor, .generalGuarantor, .supplementary: return min(whole, liability.cap ?? whole)
    }
  }

  private static func paid(by person: ID<Person>, _ file: CaseFile, _ account: CaseAccount) -> Money {
    let own = account.receipts.values.filter {
      file.performance.payers[$0.id].map { $0 == person } ?? (file.debtors.count == 1)
    }
    return own.map(\.amount).boundedSum + account.allDirect.filter { $0.payer == person }.map(\.amount).boundedSum
  }

  /// The property of those who answer first was looked for, and none is left (民法典 687).
  private static func othersExhausted(_ file: CaseFile) -> Bool {
    let first = Set(file.debtors.map(\.person).filter { !file.performance.liability(of: $0).kind.comesAfterOthers })
    guard !first.isEmpty else { return true }
    return file.search.investigationReportedOn != nil && !file.disposable.contains { first.contains($0.debtor) }
      && !file.seizure.live.contains { first.contains($0.debtor) && $0.amount > .zero }
  }

  private static func reasons(
    _ liability: Liability, _ whole: Money, _ remaining: Money, _ owes: Money, _ relieved: Money, _ open: Money, _ may: Bool
  ) -> Reasons {
    var steps: [Reasons.Step] = [.init(liability.kind.name, owes.grouped)]
    if let part = liability.part, let of = liability.of {
      steps.insert(.init(Phrase("份额", "Share"), "\(part)/\(of)"), at: 0)
    }
    if let cap = liability.cap { steps.insert(.init(Phrase("责任限额", "At most"), cap.grouped), at: 0) }
    if liability.kind != .joint { steps.append(.init(Phrase("其本人已付（含按份分摊的）", "Paid by him, or for his part"), relieved.grouped)) }
    steps.append(.init(Phrase("尚应履行", "Remains"), open.grouped))
    if !may {
      steps.append(.init(Phrase("先就主债务人财产执行", "The principal debtors' property comes first"), Money.zero.grouped))
    }
    return Reasons(
      "R1.4",
      inputs: [
        .init(Phrase("全部债务（含已付）", "The whole debt, paid parts included"), whole.grouped),
        .init(Phrase("全案尚欠", "Remains in the case"), remaining.grouped),
      ], steps: steps, citations: liability.kind.citations)
  }

  /// The most that may be taken now of each debtor who does not answer for the whole, nothing while others come before him; empty
  /// where all answer for the whole.
  static func ceilings(
    _ file: CaseFile, _ account: CaseAccount, on day: Day, law: LawBooks
  ) -> [ID<Person>: Money] {
    partial(file, account, on: day, law: law) { $0.mayEnforce ? $0.remains : .zero }
  }

  /// What each debtor answers for who does not answer for the whole, whether or not his turn has come: what holds the property of one
  /// who comes after others secures the debt meanwhile, and only what exceeds his part goes back (R3.4).
  static func answered(
    _ file: CaseFile, _ account: CaseAccount, on day: Day, law: LawBooks
  ) -> [ID<Person>: Money] {
    partial(file, account, on: day, law: law, \.remains)
  }

  private static func partial(
    _ file: CaseFile, _ account: CaseAccount, on day: Day, law: LawBooks, _ most: (DebtorShare) -> Money
  ) -> [ID<Person>: Money] {
    guard !file.performance.liabilities.isEmpty, let shares = try? shares(file, account, on: day, law: law) else { return [:] }
    return Dictionary(shares.filter { $0.kind != .joint }.map { ($0.person, most($0)) }) { $1 }
  }
}

extension Performance {
  /// For what he answers as recorded; jointly for the whole where nothing is.
  public func liability(of person: ID<Person>) -> Liability {
    liabilities[person] ?? Liability(person: person, kind: .joint, cap: nil, part: nil, of: nil)
  }
}

/// Somebody read in the instrument for what this debtor answers; a later reading takes its place.
public struct LiabilityRecorded: Event {
  public static let name = "performance.liabilityRecorded.v1"
  public let liability: Liability
  /// What the instrument says: kind `text`.
  public let text: VaultRef
  public init(liability: Liability, text: VaultRef) {
    self.liability = liability
    self.text = text
  }
  public var words: [VaultRef] { [text] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.performance.liabilities[liability.person] = liability
  }
  /// Of whom less is owed, less may be held (R3.4).
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] { after.excessCheck(meta) }
}

/// What the applicants get of each sum, where it is not the same for all.
public struct CreditorPartsRecorded: Event {
  public static let name = "performance.creditorParts.v1"
  public let parts: [Part]
  public let text: VaultRef
  /// One applicant's part of each sum, relative to the parts of the others.
  public struct Part: Sendable, Hashable, Codable {
    public let person: ID<Person>
    public let part: Int
    public init(person: ID<Person>, part: Int) {
      self.person = person
      self.part = part
    }
  }
  public init(parts: [Part], text: VaultRef) {
    self.parts = parts
    self.text = text
  }
  public var words: [VaultRef] { [text] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.performance.creditorParts = Dictionary(parts.map { ($0.person, $0.part) }) { $1 }
  }
}

/// Whose money a receipt was, where several owe.
public struct ReceiptAttributed: Event {
  public static let name = "performance.receiptAttributed.v1"
  public let receipt: ID<Receipt>
  public let payer: ID<Person>
  /// Who paid for a debtor and was no party of the case before.
  public let party: CaseParty?
  public init(receipt: ID<Receipt>, payer: ID<Person>, party: CaseParty? = nil) {
    self.receipt = receipt
    self.payer = payer
    self.party = party
  }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.performance.payers[receipt] = payer
    if let party, file.filing.party(party.person) == nil { file.filing.parties.append(party) }
  }
  /// What he paid himself need not be held of him any more (R3.4).
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] { after.excessCheck(meta) }
}

/// The applicant withdrew part of the application.
public struct ClaimReduced: Event {
  public static let name = "performance.claimReduced.v1"
  /// Place of the claim item, from zero.
  public let item: Int
  public let amount: Money
  public let reason: VaultRef
  public init(item: Int, amount: Money, reason: VaultRef) {
    self.item = item
    self.amount = amount
    self.reason = reason
  }
  public var signals: [Signal] { [Signal("claim.reduced")] }
  public var words: [VaultRef] { [reason] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    guard file.filing.claims.indices.contains(item) else { return }
    let claim = file.filing.claims[item]
    file.filing.claims[item] = ClaimItem(kind: claim.kind, amount: claim.amount - amount, interest: claim.interest)
    file.performance.withdrawn.append(Withdrawn(item: item, amount: amount, on: meta.day))
  }
  /// What is claimed no more need not be held any more (R3.4).
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] { after.excessCheck(meta) }
}

/// A part of the application that was taken back.
public struct Withdrawn: Sendable, Hashable {
  public let item: Int
  public let amount: Money
  public let on: Day
  /// Recorded by mistake, and claimed again.
  public internal(set) var isStruck = false
}
