import Basics
import EnforcementLaw

/// The distributions (参与分配) that a case leads, one after the other: a sum on its account, the claims to it, plans by version,
/// objections, and what each creditor was allocated (R6.8).
public struct DistributionDocket: StreamState {
  public static let kind = StreamKind.distribution
  public init() {}
  public internal(set) var matters: [ID<DistributionMatter>: DistributionMatter] = [:]
  public internal(set) var order: [ID<DistributionMatter>] = []

  /// The one that is not concluded; there is one at most.
  public var open: DistributionMatter? { order.last.flatMap { matters[$0] }.flatMap { $0.isConcluded ? nil : $0 } }
  public var all: [DistributionMatter] { order.compactMap { matters[$0] } }
  /// The version that a paper sets out.
  public func version(of paper: ID<Paper>) -> (matter: DistributionMatter, version: DistributionMatter.Version)? {
    for matter in all { if let version = matter.versions.first(where: { $0.paper == paper }) { return (matter, version) } }
    return nil
  }
}

/// One distribution.
public struct DistributionMatter: Sendable, Hashable {
  public let id: ID<DistributionMatter>
  public let openedOn: Day
  /// What is shared.
  public let sum: Money
  public let debtor: DebtorKind
  public let criminal: Bool
  /// All claims come from one instrument.
  public let oneInstrument: Bool
  public internal(set) var entries: [ID<Entry>: Entry] = [:]
  public internal(set) var order: [ID<Entry>] = []
  /// The last day on which a creditor could join: the property's enforcement ended (解释 507).
  public internal(set) var closedToNew: Day?
  public internal(set) var versions: [Version] = []
  public internal(set) var objections: [ID<PlanObjection>: PlanObjection] = [:]
  public internal(set) var objectionOrder: [ID<PlanObjection>] = []
  /// What each claim was allocated so far, and what the costs took.
  public internal(set) var allocated: [ID<Entry>: Money] = [:]
  public internal(set) var costsTaken = Money.zero
  /// Times that shares were allocated.
  public internal(set) var payments = 0
  /// Kept for suits over the plan.
  public internal(set) var held = Money.zero
  public internal(set) var isConcluded = false
  /// Receivers of the plan in force whose period ended without an objection.
  public internal(set) var periodsOver: Set<ID<Person>> = []

  /// A claim that takes part, or wishes to.
  public struct Entry: Sendable, Hashable {
    public let id: ID<Entry>
    /// Its number in the plan, 1 first.
    public let number: Int
    public let source: ClaimSource
    /// The case of this court behind it: the leading one or another; nil for a creditor from outside.
    public let caseID: ID<CaseFile>?
    public let creditors: [Creditor]
    public internal(set) var standing: StandingWord
    /// The day on which a security right was registered.
    public internal(set) var registeredOn: Day?
    public internal(set) var amount: Money
    public internal(set) var priorityMax: Money?
    public let hasInstrument: Bool
    public internal(set) var seizureRank: Int?
    /// The day of the written application; nil for the leading case's own claim.
    public let applied: Day?
    /// What the creditor wrote, or the number of the instrument: kind `text`.
    public let basis: VaultRef?
    /// A person fixed the sum; else that of a case is counted anew for each plan.
    public internal(set) var isFixed: Bool
    /// How it stands in the plan and in the reasons of the law library.
    public var label: String { "债权\(number)" }
  }
  /// One of those who hold a claim together, known by the person; name and account are in the vault.
  public struct Creditor: Sendable, Hashable, Codable {
    public let person: ID<Person>
    /// The particulars known when the claim joined.
    public let vault: VaultRef
    public init(person: ID<Person>, vault: VaultRef) {
      self.person = person
      self.vault = vault
    }
  }

  /// A plan as drafted: what it says never changes; another one takes its place.
  public struct Version: Sendable, Hashable {
    public let number: Int
    public let paper: ID<Paper>
    public let draftedBy: Actor.Ref
    public let draftedOn: Day
    public let costs: Money
    public let lines: [PlanLine]
    /// Left for the debtor.
    public let left: Money
    public let reasons: Reasons
    /// Why it takes the place of the one before: kind `text`; nil for the first.
    public let why: VaultRef?
    public internal(set) var signedOn: Day?
    /// The day on which each received it, and the last day for an objection.
    public internal(set) var served: [ID<Person>: Served] = [:]
    /// Who said that they have no objection.
    public internal(set) var consented: Set<ID<Person>> = []
    /// What the plan gives one claim; nil where it takes no part.
    public func line(_ entry: ID<Entry>) -> PlanLine? { lines.first { $0.entry == entry } }
    public var total: Money { lines.reduce(costs + left) { $0 + $1.paid } }
  }
  /// The plan reached somebody, and the last day on which he may object to it (解释 509).
  public struct Served: Sendable, Hashable {
    public let on: Day
    public let objectBy: Day
  }

  /// The version that counts: the last one that is signed.
  public var plan: Version? { versions.last { $0.signedOn != nil } }
  /// What the last version says, signed or not.
  public var draft: Version? { versions.last }
  public var list: [Entry] { order.compactMap { entries[$0] } }
  public var objectionList: [PlanObjection] { objectionOrder.compactMap { objections[$0] } }
  /// The objections that nothing has ended, and those that the plan has still to be corrected by.
  public var disputes: [PlanObjection] {
    let plan = plan?.number
    return objectionList.filter { objection in objection.outcome.map { $0.corrects && objection.version == plan } ?? true }
  }
  /// The claim that the person holds, alone or with others.
  public func entry(of person: ID<Person>) -> Entry? { list.first { $0.creditors.contains { $0.person == person } } }
  /// Everybody on whom a plan is served: each creditor and the debtors, once.
  public func receivers(_ file: CaseFile) -> [ID<Person>] {
    var seen: Set<ID<Person>> = []
    let all = list.flatMap { $0.creditors.map(\.person) } + file.debtors.map(\.person)
    return all.filter { seen.insert($0).inserted }
  }
  /// The part of a claim's share that somebody contests.
  public func contested(_ entry: ID<Entry>) -> Money {
    let share = plan?.line(entry)?.paid ?? .zero
    return min(share, disputes.filter { $0.entry == entry }.reduce(.zero) { $0 + $1.amount })
  }
  /// What of a claim's share may be paid and is not yet.
  public func payable(_ entry: ID<Entry>) -> Money {
    let share = plan?.line(entry)?.paid ?? .zero
    return max(.zero, share - contested(entry) - (allocated[entry] ?? .zero))
  }
  public var contestedInAll: Money { order.reduce(.zero) { $0 + contested($1) } }
  public var allocatedInAll: Money { allocated.values.reduce(costsTaken) { $0 + $1 } }

  /// Who still has to receive the plan.
  public func unserved(_ file: CaseFile) -> [ID<Person>] {
    guard let plan else { return receivers(file) }
    return receivers(file).filter { plan.served[$0] == nil }
  }
  /// Who may still object on a day.
  public func mayObject(_ file: CaseFile, on day: Day) -> [ID<Person>] {
    guard let plan else { return [] }
    return receivers(file).filter { person in
      guard let served = plan.served[person], !plan.consented.contains(person) else { return false }
      return day <= served.objectBy && !objectionList.contains { $0.by == person && $0.version == plan.number }
    }
  }
}

/// Where a claim comes from.
public enum ClaimSource: String, Sendable, Hashable, Codable, CaseIterable {
  case ownCase, otherCase, outside
  public var name: Phrase {
    switch self {
    case .ownCase: Phrase("本案", "This case")
    case .otherCase: Phrase("本院他案", "Another case of this court")
    case .outside: Phrase("案外债权人", "Creditor from outside")
    }
  }
}

/// Where a claim stands in the ladder of R6.8, as one word.
public enum StandingWord: String, Sendable, Hashable, Codable, CaseIterable {
  case ordinary, wages, homeBuyer, construction, lien, registered, unregistered, medical, victim, fine, confiscation
  public var name: Phrase {
    switch self {
    case .ordinary: Phrase("普通债权", "Ordinary")
    case .wages: Phrase("劳动报酬", "Wages")
    case .homeBuyer: Phrase("商品房消费者", "Home buyer")
    case .construction: Phrase("建设工程价款优先", "Construction price")
    case .lien: Phrase("留置权", "Lien")
    case .registered: Phrase("已登记的抵押、质押", "Registered security")
    case .unregistered: Phrase("未登记的抵押", "Unregistered security")
    case .medical: Phrase("人身损害医疗费", "Medical costs")
    case .victim: Phrase("退赔被害人", "Victims of a crime")
    case .fine: Phrase("罚金", "Fine")
    case .confiscation: Phrase("没收", "Confiscation")
    }
  }
  /// As the law library reads it.
  func standing(registeredOn: Day?) -> ClaimStanding {
    switch self {
    case .ordinary: .ordinary
    case .wages: .wages
    case .homeBuyer: .homeBuyer
    case .construction: .construction
    case .lien: .secured(by: .lien)
    case .registered: registeredOn.map { .secured(by: .registered(on: $0)) } ?? .secured(by: .unregistered)
    case .unregistered: .secured(by: .unregistered)
    case .medical: .medical
    case .victim: .victim
    case .fine: .fine
    case .confiscation: .confiscation
    }
  }
  /// Priority holders take part without an instrument (解释 506.2).
  var hasPriority: Bool {
    switch self {
    case .homeBuyer, .construction, .lien, .registered, .unregistered: true
    case .ordinary, .wages, .medical, .victim, .fine, .confiscation: false
    }
  }
}

/// What a plan gives to one claim, with why.
public struct PlanLine: Sendable, Hashable, Codable {
  public let entry: ID<DistributionMatter.Entry>
  /// The claim as counted for this plan.
  public let claim: Money
  public let standing: StandingWord
  public let asPriority: Money
  public let asOrdinary: Money
  /// Why it takes no part, or no part among the ordinary claims; nil where it does.
  public let excluded: Phrase?
  public let explanation: Phrase
  public var paid: Money { asPriority + asOrdinary }
  public init(
    entry: ID<DistributionMatter.Entry>, claim: Money, standing: StandingWord, asPriority: Money, asOrdinary: Money,
    excluded: Phrase?, explanation: Phrase
  ) {
    self.entry = entry
    self.claim = claim
    self.standing = standing
    self.asPriority = asPriority
    self.asOrdinary = asOrdinary
    self.excluded = excluded
    self.explanation = explanation
  }
}

/// An objection to a plan (分配方案异议) and what became of it: the others are told, may oppose, and the objector may sue (解释 509, 510).
public struct PlanObjection: Sendable, Hashable {
  public let id: ID<PlanObjection>
  public let version: Int
  public let by: ID<Person>
  public let on: Day
  /// Whose share is contested, and how much of it.
  public let entry: ID<DistributionMatter.Entry>
  public let amount: Money
  public let text: VaultRef
  /// When each other party was told, and until when it may oppose.
  public internal(set) var told: [ID<Person>: Told] = [:]
  public internal(set) var opposed: [ID<Person>: Day] = [:]
  /// When the objector was told of the opposition, and until when he may sue.
  public internal(set) var objectorTold: Told?
  public internal(set) var suitOn: Day?
  public internal(set) var outcome: Outcome?

  /// Those whom the objection touches were told, and the last day on which they may oppose it.
  public struct Told: Sendable, Hashable {
    public let on: Day
    public let until: Day
  }
  /// How an objection ended. Raw values are stored.
  public enum Outcome: String, Sendable, Hashable, Codable, CaseIterable {
    /// Nobody opposed it in time: the court corrects the plan (解释 509.3).
    case unopposed
    /// No suit in time: the plan stands (解释 510.2).
    case lapsed
    case withdrawn
    /// The suit ended for the plan.
    case dismissed
    /// The suit ended for the objector: the plan is corrected.
    case upheld
    public var name: Phrase {
      switch self {
      case .unopposed: Phrase("无人反对，按异议修正方案", "unopposed: the plan is corrected")
      case .lapsed: Phrase("逾期未起诉，按原方案分配", "no suit in time: the plan stands")
      case .withdrawn: Phrase("撤回异议", "withdrawn")
      case .dismissed: Phrase("诉讼未支持异议，按原方案分配", "the suit failed: the plan stands")
      case .upheld: Phrase("诉讼支持异议，修正方案", "the suit succeeded: the plan is corrected")
      }
    }
    /// What was contested may not be paid by the plan that it was aimed at.
    var corrects: Bool { self == .unopposed || self == .upheld }
  }
  /// Where it stands and the clock that runs.
  public enum Stage: Sendable, Hashable {
    case toTell, waitingForOpposition(until: Day), toTellObjector, waitingForSuit(until: Day), inCourt
    case ended(Outcome)
  }
  /// `others` are all whom the objection touches; whoever objected need not be told.
  public func stage(on day: Day, others: [ID<Person>]) -> Stage {
    if let outcome { return .ended(outcome) }
    if suitOn != nil { return .inCourt }
    if let objectorTold { return .waitingForSuit(until: objectorTold.until) }
    let untold = others.filter { $0 != by && told[$0] == nil }
    if !untold.isEmpty { return .toTell }
    let until = told.values.map(\.until).max() ?? day
    return opposed.isEmpty ? .waitingForOpposition(until: until) : .toTellObjector
  }
}
