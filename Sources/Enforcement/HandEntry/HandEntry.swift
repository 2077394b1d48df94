import Basics

/// What people entered that no unit sent by message (人工录入): each entry with its source, who told it, when it was learned, and the
/// papers behind it. What it names becomes the same facts as a unit's answer, and stays told apart from them.
public struct HandEntries: Sendable {
  public internal(set) var entries: [ID<HandEntry>: Entry] = [:]
  public internal(set) var order: [ID<HandEntry>] = []
  /// Digests of the rows taken so far: the same row from the same source changes nothing.
  public internal(set) var rows: Set<String> = []
  public internal(set) var results: [Result] = []

  /// One entry with its source: what it named stands elsewhere in the case and points back to it.
  public struct Entry: Sendable, Hashable {
    public let id: ID<HandEntry>
    public let source: HandSource
    public let learnedOn: Day
    public let by: Actor.Ref
    public let on: Day
    /// Who told it and what: kind `text`.
    public let told: VaultRef
    public let attachments: [Attachment]
    let rowDigests: [String]
    /// It was wrong, and counts no more.
    public internal(set) var isTakenBack = false
  }
  /// What one unit said of one debtor on paper.
  public struct Result: Sendable, Hashable {
    public let entry: ID<HandEntry>
    public let debtor: ID<Person>
    public let unit: String
    /// Things it named; zero where it has nothing.
    public let count: Int
    /// The query that it answered.
    let request: ID<PartnerRequest>?
  }
  /// Where the entry came from; nil for one that is not of this case.
  public func source(_ entry: ID<HandEntry>) -> HandSource? { entries[entry]?.source }
  public var list: [Entry] { order.compactMap { entries[$0] } }
}

/// Marks ids of entries by hand.
public enum HandEntry {}

/// Where something entered by hand was learned.
public enum HandSource: String, Sendable, Codable, Hashable, CaseIterable {
  case national, registry, letter, siteVisit, telephone, debtorReport, clue
  public var name: Phrase {
    switch self {
    case .national: Phrase("全国网络查控结果", "National network")
    case .registry: Phrase("登记机构书面材料", "Registry's papers")
    case .letter: Phrase("单位来函", "Letter")
    case .siteVisit: Phrase("实地调查", "Site visit")
    case .telephone: Phrase("电话告知", "Telephone")
    case .debtorReport: Phrase("被执行人报告", "Debtor's report")
    case .clue: Phrase("线索核查", "Checked clue")
    }
  }
  /// Whether it is the unit's own word, so that its query needs no repeating.
  public var isUnitsWord: Bool {
    switch self {
    case .national, .registry, .letter: true
    case .siteVisit, .telephone, .debtorReport, .clue: false
    }
  }
}

/// Somebody entered what a unit said on paper or a person told; the same row is known by its digest and not taken twice.
public struct HandEntryRecorded: Event {
  public static let name = "handEntry.recorded.v1"
  public let entry: ID<HandEntry>
  public let source: HandSource
  public let learnedOn: Day
  public let told: VaultRef
  public let attachments: [Attachment]
  /// Keyed digests of its rows.
  public let rowDigests: [String]
  public init(
    entry: ID<HandEntry>, source: HandSource, learnedOn: Day, told: VaultRef, attachments: [Attachment], rowDigests: [String]
  ) {
    self.entry = entry
    self.source = source
    self.learnedOn = learnedOn
    self.told = told
    self.attachments = attachments
    self.rowDigests = rowDigests
  }
  public var words: [VaultRef] { [told] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.hand.order.append(entry)
    file.hand.entries[entry] = HandEntries.Entry(
      id: entry, source: source, learnedOn: learnedOn, by: meta.actor, on: meta.day, told: told, attachments: attachments,
      rowDigests: rowDigests)
    file.hand.rows.formUnion(rowDigests)
    file.attachments += attachments
  }
}

/// A unit's word on a debtor that came on paper. Where its query had failed or still waited, it is answered by this.
public struct HandResultRecorded: Event {
  public static let name = "handEntry.resultRecorded.v1"
  public let entry: ID<HandEntry>
  public let debtor: ID<Person>
  public let unit: String
  public let count: Int
  /// The query that it answers; nil where none was open.
  public let request: ID<PartnerRequest>?
  public init(entry: ID<HandEntry>, debtor: ID<Person>, unit: String, count: Int, request: ID<PartnerRequest>?) {
    self.entry = entry
    self.debtor = debtor
    self.unit = unit
    self.count = count
    self.request = request
  }
  public var signals: [Signal] { [Signal("query.madeOffline", Search.pair(debtor, unit))] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.hand.results.append(
      HandEntries.Result(entry: entry, debtor: debtor, unit: unit, count: count, request: request))
    if let request { file.search.settleByHand(request) }
  }
}

/// What became of a measure was entered by hand; the events around this one say what.
public struct HandMeasureTold: Event {
  public static let name = "handEntry.measureTold.v1"
  public let entry: ID<HandEntry>
  public let measure: ID<Measure>
  public let act: PartnerAction
  public let outcome: PartnerOutcome
  public init(entry: ID<HandEntry>, measure: ID<Measure>, act: PartnerAction, outcome: PartnerOutcome) {
    self.entry = entry
    self.measure = measure
    self.act = act
    self.outcome = outcome
  }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) { file.seizure.measures[measure]?.toldBy = entry }
}
