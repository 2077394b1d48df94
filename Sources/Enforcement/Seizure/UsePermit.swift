import Basics
import EnforcementLaw

/// What the owner may go on doing with a sealed thing (活封), and where what it earns goes.
public enum PermittedUse: String, Sendable, Hashable, Codable, CaseIterable {
  case use, operate, lease, sell
  public var name: Phrase {
    switch self {
    case .use: Phrase("继续使用", "go on using it")
    case .operate: Phrase("继续经营", "go on running it")
    case .lease: Phrase("出租，租金交付案款账户", "let it, the rent to the court's account")
    case .sell: Phrase("自行变卖，价款交付案款账户", "sell it himself, the price to the court's account")
    }
  }
}

extension Seizure {
  /// A ruling that lets a sealed thing be used.
  public struct Permit: Sendable, Hashable {
    public let measures: [ID<Measure>]
    public let use: PermittedUse
    /// The cluster whose account takes what it earns; nil: the case's own.
    public let cluster: ID<Cluster>?
    /// The last day of a sale by the debtor himself.
    public let until: Day?
  }
  /// What the owner may do with a sealed thing; nil where nothing was permitted.
  public func permit(_ measure: ID<Measure>) -> Permit? { permitted[measure].flatMap { permits[$0] } }
  /// Sealed things that may be used.
  public var inUse: [MeasureState] { live.filter { permitted[$0.id] != nil } }
}

/// A ruling that permits use was drafted.
public struct UsePermitDrafted: Event {
  public static let name = "seizure.usePermitDrafted.v1"
  public let paper: ID<Paper>
  public let measures: [ID<Measure>]
  public let use: PermittedUse
  public let cluster: ID<Cluster>?
  public let until: Day?
  public init(paper: ID<Paper>, measures: [ID<Measure>], use: PermittedUse, cluster: ID<Cluster>?, until: Day?) {
    self.paper = paper
    self.measures = measures
    self.use = use
    self.cluster = cluster
    self.until = until
  }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.seizure.permits[paper] = Seizure.Permit(measures: measures, use: use, cluster: cluster, until: until)
  }
}

/// The seal stays, and the thing may be used.
public struct UsePermitted: Event {
  public static let name = "seizure.usePermitted.v1"
  public let measure: ID<Measure>
  public let use: PermittedUse
  public let ruling: ID<Paper>
  public init(measure: ID<Measure>, use: PermittedUse, ruling: ID<Paper>) {
    self.measure = measure
    self.use = use
    self.ruling = ruling
  }
  public var signals: [Signal] { [Signal("use.permitted", measure)] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) { file.seizure.permitted[measure] = ruling }
}

/// Somebody looked at a sealed thing in use: how it stands, and what it earned.
public struct UseChecked: Event {
  public static let name = "seizure.useChecked.v1"
  public let measure: ID<Measure>
  /// What the owner says it earned since; nil where nothing was asked.
  public let earned: Money?
  public let text: VaultRef
  public init(measure: ID<Measure>, earned: Money?, text: VaultRef) {
    self.measure = measure
    self.earned = earned
    self.text = text
  }
  public var words: [VaultRef] { [text] }
  /// The check is due again.
  public var signals: [Signal] { [Signal("use.checked", measure), Signal("use.permitted", measure)] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {}
}

/// Drafts the ruling by which sealed things may be used while the seal stays: its price or rent goes to the court's account.
public struct DraftUsePermit: CaseCommand {
  public static let name = "seizure.draftUsePermit"
  public static let title = Phrase("拟制允许使用裁定（活封）", "Draft a ruling that permits use")
  public static let roles: Set<Role> = [.officer, .judge, .assistant]
  /// Days in which the debtor may sell by himself (执行规定 33; at most sixty by 法发〔2019〕35号 9).
  static let saleDays = 60
  public static let fields = [
    SeizureCommands.caseField,
    Field(
      "measures", Phrase("查封", "Seals"), .picks(.measure), required: false,
      hint: Phrase("不选为全部查封的不动产和动产", "None means all seals in effect")),
    Field("use", Phrase("允许", "Permitted"), .choice(PermittedUse.allCases.map { Field.Choice($0.rawValue, $0.name) })),
  ]
  public let caseID: ID<CaseFile>
  let measures: [ID<Measure>]
  let use: PermittedUse
  public init(_ input: inout Input) {
    caseID = input.id("case")
    measures = input.ids("measures")
    use = input.choice("use") ?? .use
  }
  private static func sealed(_ file: CaseFile) -> [ID<Measure>] {
    let things: Set<Property.Kind> = [.realEstate, .vehicle]
    return file.seizure.live.filter {
      $0.status == .effective && things.contains($0.kind) && file.seizure.permitted[$0.id] == nil
    }.map(\.id)
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try Refusal.unlessOpen(file)
    if sealed(file).isEmpty { throw .nothingSealed }
    try Authority.handler(of: file, or: [.assistant], situation.actor)
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let able = DraftUsePermit.sealed(file)
    guard measures.allSatisfy({ able.contains($0) }) else { throw .nothingSealed }
    let paper = situation.ids.next(Paper.self)
    let chosen = measures.isEmpty ? able : measures
    let until = use == .sell ? situation.today + DraftUsePermit.saleDays : nil
    return [
      situation.append(
        .caseFile(caseID),
        [
          PaperDrafted(paper: paper, kind: .usePermitRuling, about: chosen.map { "\($0)" }),
          UsePermitDrafted(paper: paper, measures: chosen, use: use, cluster: file.cluster, until: until),
        ])
    ]
  }
}

/// What a judge's signature on it brings about.
enum UsePermitSigning {
  static func signed(_ paper: Papers.PaperState, in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard let permit = file.seizure.permits[paper.id] else { return [] }
    let standing = permit.measures.filter { file.seizure.measures[$0]?.status == .effective }
    guard !standing.isEmpty else { throw .nothingSealed }
    return [
      situation.append(
        .caseFile(file.id), standing.map { UsePermitted(measure: $0, use: permit.use, ruling: paper.id) })
    ]
  }
}

/// Records an inspection of a sealed thing that is in use.
public struct RecordUseCheck: CaseCommand {
  public static let name = "seizure.recordUseCheck"
  public static let title = Phrase("登记活封财产检查", "Record a check of a thing in use")
  public static let roles: Set<Role> = [.officer, .judge, .assistant, .bailiff]
  public static let fields = [
    SeizureCommands.caseField, Field("measure", Phrase("查封财产", "Sealed thing"), .pick(.measure)),
    Field("earned", Phrase("期间收益（元）", "Earned since (yuan)"), .money, required: false),
    Field("text", Phrase("财产现状和收益去向", "How it stands, and where what it earned went"), .longText(max: 2000)),
  ]
  public let caseID: ID<CaseFile>
  let measure: ID<Measure>
  let earned: Money?
  let text: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    measure = input.id("measure")
    let sum = input.money("earned", required: false, allowZero: true)
    earned = input.list("earned").isEmpty ? nil : sum
    text = input.text("text", max: 2000)
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    if file.seizure.inUse.isEmpty { throw .nothingInUse }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard file.seizure.inUse.contains(where: { $0.id == measure }) else { throw .nothingInUse }
    let words = situation.depository.deposit(VaultContent("text", ["text": text]))
    return [situation.append(.caseFile(caseID), [UseChecked(measure: measure, earned: earned, text: words)])]
  }
}

extension Refusal {
  static var nothingSealed: Refusal {
    Refusal(
      "nothingSealed", field: "measures", Phrase("没有可以允许使用的有效查封", "No seal in effect whose use could be permitted"),
      citations: [Citation.seizureRules("10").text])
  }
  static var nothingInUse: Refusal {
    Refusal("nothingInUse", field: "measure", Phrase("没有允许使用的查封财产", "No sealed thing is permitted to be used"))
  }
}
