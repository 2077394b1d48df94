import Basics
import EnforcementLaw

/// The papers slice (文书): draft → signed → sealed → served. Without a seal there is no paper.
public struct Papers: Sendable {
  public internal(set) var all: [ID<Paper>: PaperState] = [:]
  /// In the order they were drafted.
  public internal(set) var order: [ID<Paper>] = []

  /// A paper and how far it has come; what it says is in the vault and, once sealed, in its PDF.
  public struct PaperState: Sendable, Hashable {
    public let id: ID<Paper>
    public let kind: PaperKind
    public let draftedBy: Actor.Ref
    public let draftedAt: Instant
    /// Whom or what the paper is about: a debtor for an order, measures for a release.
    public let about: [String]
    public internal(set) var stage: Stage
    public internal(set) var signedBy: Actor.Ref?
    public internal(set) var signedAt: Instant?
    public internal(set) var sealed: Sealed?
    public internal(set) var served: [Served] = []
    /// The paper that this one puts right, and those that put this one right.
    public internal(set) var corrects: ID<Paper>?
    public internal(set) var correctedBy: [ID<Paper>] = []
    public internal(set) var life = PaperLife()
  }
  /// How far a paper is. Only a sealed one may be served; a withdrawn one never was a paper. Raw values are stored.
  public enum Stage: String, Sendable, Hashable, Codable { case draft, signed, sealed, served, withdrawn }
  /// The paper as it left the court: its bytes and the code by which anybody may check it.
  public struct Sealed: Sendable, Hashable {
    public let file: VaultRef
    /// SHA-256 of the PDF as kept, hexadecimal.
    public let sha256: String
    /// What anyone may type on the public check page.
    public let code: String
    public let pages: Int
    public let at: Instant
  }
  /// One service that took effect: on whom, in which way, on which day.
  public struct Served: Sendable, Hashable {
    public let to: String
    public let way: ServiceWay
    public let on: Day
  }
  /// The last of its kind that is not withdrawn, in whatever stage.
  public func latest(_ kind: PaperKind) -> PaperState? {
    order.reversed().lazy.compactMap { all[$0] }.first { $0.kind == kind && $0.stage != .withdrawn }
  }
  /// The first of its kind about somebody or something that is not withdrawn; `subject` is an id as text.
  public func first(_ kind: PaperKind, about subject: String) -> PaperState? {
    order.lazy.compactMap { all[$0] }.first { $0.kind == kind && $0.about.contains(subject) && $0.stage != .withdrawn }
  }
  /// Whether the paper about a person reached that person.
  public func isServed(_ kind: PaperKind, on person: ID<Person>) -> Bool {
    all.values.contains { $0.kind == kind && $0.served.contains { $0.to == "\(person)" } }
  }
  public var unsigned: [PaperState] { order.compactMap { all[$0] }.filter { $0.stage == .draft } }
}

/// Marks ids of papers.
public enum Paper {}

/// The papers of these paths. Raw values are stored.
public enum PaperKind: String, Sendable, Codable, Hashable, CaseIterable {
  case acceptanceNotice, enforcementNotice, propertyReportOrder, controlRuling, assistFreezeNotice, assistSealNotice
  case renewalRuling, releaseRuling, assistReleaseNotice, transferRuling, assistTransferNotice
  case consumptionRestriction, consumptionLift, listingDecision, listingRemoval
  case interviewMinutes, terminationRuling, closingNotice, closingCertificate, resumptionNotice
  case distributionPlan, lodgementNotice, aidDecision, usePermitRuling
  case suspensionRuling, stayDecision, continuationNotice
  case publicNotice, correctingRuling
  case reviewRuling
  case finalTerminationRuling

  /// Who signs (chapter 12 of the rules).
  public var signers: Set<Role> {
    switch self {
    case .acceptanceNotice: [.filingJudge, .filingClerk]
    case .enforcementNotice, .propertyReportOrder, .resumptionNotice, .publicNotice: [.officer, .judge]
    case .controlRuling, .renewalRuling, .releaseRuling, .transferRuling, .correctingRuling: [.judge]
    case .assistFreezeNotice, .assistSealNotice, .assistReleaseNotice, .assistTransferNotice: [.judge, .machine]
    case .consumptionRestriction, .consumptionLift, .listingDecision, .listingRemoval, .terminationRuling: [.president]
    case .interviewMinutes: [.officer, .judge, .clerk]
    case .closingNotice: [.judge, .bureauChief, .officer]
    case .closingCertificate: [.reception, .officer, .judge]
    case .distributionPlan, .usePermitRuling: [.judge]
    case .lodgementNotice: [.officer, .judge]
    case .aidDecision: [.president, .vicePresident]
    case .suspensionRuling, .stayDecision, .continuationNotice: [.judge]
    case .reviewRuling: [.reviewJudge, .judge, .filingJudge]
    case .finalTerminationRuling: [.judge]
    }
  }
  public var title: Phrase {
    switch self {
    case .acceptanceNotice: Phrase("受理案件通知书", "Notice of acceptance")
    case .enforcementNotice: Phrase("执行通知书", "Enforcement notice")
    case .propertyReportOrder: Phrase("报告财产令", "Property-report order")
    case .controlRuling: Phrase("执行裁定书（查封、扣押、冻结）", "Control ruling")
    case .assistFreezeNotice: Phrase("协助冻结存款通知书", "Notice to assist: freeze")
    case .assistSealNotice: Phrase("协助执行通知书", "Notice to assist: seal")
    case .renewalRuling: Phrase("执行裁定书（续行查封、扣押、冻结）", "Renewal ruling")
    case .releaseRuling: Phrase("执行裁定书（解除查封、扣押、冻结）", "Release ruling")
    case .assistReleaseNotice: Phrase("协助执行通知书（解除）", "Notice to assist: release")
    case .transferRuling: Phrase("执行裁定书（扣划）", "Transfer ruling")
    case .assistTransferNotice: Phrase("协助扣划存款通知书", "Notice to assist: transfer")
    case .consumptionRestriction: Phrase("限制消费令", "Consumption-restriction order")
    case .consumptionLift: Phrase("解除限制消费措施决定书", "Lifting of the consumption restriction")
    case .listingDecision: Phrase("纳入失信被执行人名单决定书", "Listing decision")
    case .listingRemoval: Phrase("删除失信信息决定书", "Listing removal")
    case .interviewMinutes: Phrase("执行笔录", "Minutes")
    case .terminationRuling: Phrase("执行裁定书（终结本次执行程序）", "Ruling terminating this round")
    case .closingNotice: Phrase("结案通知书", "Closing notice")
    case .closingCertificate: Phrase("结案证明", "Closing certificate")
    case .resumptionNotice: Phrase("恢复执行通知书", "Notice of resumption")
    case .distributionPlan: Phrase("执行财产分配方案", "Distribution plan")
    case .lodgementNotice: Phrase("提存通知书", "Notice of lodgement")
    case .aidDecision: Phrase("国家司法救助决定书", "Decision on judicial aid")
    case .suspensionRuling: Phrase("执行裁定书（中止执行）", "Suspension ruling")
    case .stayDecision: Phrase("暂缓执行决定书", "Decision to stay")
    case .continuationNotice: Phrase("恢复执行通知书（中止、暂缓后）", "Notice that enforcement goes on")
    case .usePermitRuling: Phrase("执行裁定书（允许使用查封财产）", "Ruling that permits the use of sealed things")
    case .publicNotice: Phrase("公告（送达）", "Public notice")
    case .correctingRuling: Phrase("执行裁定书（补正）", "Correcting ruling")
    case .reviewRuling: Phrase("执行裁定书（执行审查）", "Ruling on review")
    case .finalTerminationRuling: Phrase("执行裁定书（终结执行）", "Ruling that ends the enforcement")
    }
  }
}

/// How a paper reached its receiver (R0.2).
public enum ServiceWay: String, Sendable, Codable, Hashable, CaseIterable {
  case electronic, direct, mail, left, publicNotice
  public var name: Phrase {
    switch self {
    case .electronic: Phrase("电子送达", "Electronic")
    case .direct: Phrase("直接送达", "Direct")
    case .mail: Phrase("邮寄送达", "Mail")
    case .left: Phrase("留置送达", "Left")
    case .publicNotice: Phrase("公告送达", "Public notice")
    }
  }
}

/// A paper was begun; it binds nobody before it is signed and sealed.
public struct PaperDrafted: Event {
  public static let name = "papers.drafted.v1"
  public let paper: ID<Paper>
  public let kind: PaperKind
  public let about: [String]
  /// Words a person added (reasons, minutes): kind `text`; nil where all comes from the case.
  public let text: VaultRef?
  public init(paper: ID<Paper>, kind: PaperKind, about: [String] = [], text: VaultRef? = nil) {
    self.paper = paper
    self.kind = kind
    self.about = about
    self.text = text
  }
  public var signals: [Signal] { [Signal("paper.drafted", paper)] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.papers.order.append(paper)
    file.papers.all[paper] = Papers.PaperState(
      id: paper, kind: kind, draftedBy: meta.actor, draftedAt: meta.at, about: about, stage: .draft)
  }
}

/// Whoever may sign this kind of paper signed it: what it orders holds from now on, and it goes to be sealed.
public struct PaperSigned: Event {
  public static let name = "papers.signed.v1"
  public let paper: ID<Paper>
  public let kind: PaperKind
  public init(paper: ID<Paper>, kind: PaperKind) {
    self.paper = paper
    self.kind = kind
  }
  public var signals: [Signal] {
    switch kind {
    case .enforcementNotice: [Signal("paper.signed", paper), Signal("enforcementNotice.issued")]
    case .propertyReportOrder: [Signal("paper.signed", paper), Signal("reportOrder.issued")]
    // It asks the applicant for clues and tells the risks (N9).
    case .acceptanceNotice: [Signal("paper.signed", paper), Signal("clueInvitation.issued")]
    default: [Signal("paper.signed", paper)]
    }
  }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.papers.all[paper]?.stage = .signed
    file.papers.all[paper]?.signedBy = meta.actor
    file.papers.all[paper]?.signedAt = meta.at
  }
  /// What is sealed by hand waits for its scan.
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] {
    let file: CaseFile = after.state(meta.stream)
    guard let id = ID<CaseFile>(meta.stream.key), file.papers.all[paper]?.life.sealsByHand != true else { return [] }
    return [.seal(paper, id)]
  }
}

/// The court's seal is on it: the PDF is fixed by its SHA-256 (hexadecimal) and may be served.
public struct PaperSealed: Event {
  public static let name = "papers.sealed.v1"
  /// What ``file`` points to: the paper's bytes in the paper store; its digest seals their SHA-256 under this kind.
  public static let fileKind = "paper"
  public let paper: ID<Paper>
  public let kind: PaperKind
  public let file: VaultRef
  public let sha256: String
  public let code: String
  public let pages: Int
  public init(paper: ID<Paper>, kind: PaperKind, file: VaultRef, sha256: String, code: String, pages: Int) {
    self.paper = paper
    self.kind = kind
    self.file = file
    self.sha256 = sha256
    self.code = code
    self.pages = pages
  }
  public var signals: [Signal] { [Signal("paper.issued", paper)] }
  public func apply(to caseFile: inout CaseFile, _ meta: EventMeta) {
    caseFile.papers.all[paper]?.stage = .sealed
    caseFile.papers.all[paper]?.sealed = Papers.Sealed(file: file, sha256: sha256, code: code, pages: pages, at: meta.at)
  }
  /// Parties who confirmed an electronic address are served at once (R0.2).
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] {
    [.now(CommandCall("papers.serveElectronically", ["case": "\(meta.stream.key)", "paper": "\(paper)"]), name: "serve")]
  }
}

/// The paper counts as served on one receiver from this day; clocks that service starts run from it (R0.2).
public struct PaperServed: Event {
  public static let name = "papers.served.v1"
  public let paper: ID<Paper>
  public let kind: PaperKind
  /// A party's person id, or a partner unit's key.
  public let to: String
  public let way: ServiceWay
  /// The day that drives clocks; for a public notice the day it is deemed served.
  public let on: Day
  public let note: VaultRef?
  /// How the day was counted; nil where the machine delivered it, and in older entries for all but public notices.
  public let reasons: Reasons?
  /// True where every receiver has the paper with this one; nil in older entries.
  public let isLast: Bool?
  public init(
    paper: ID<Paper>, kind: PaperKind, to: String, way: ServiceWay, on: Day, note: VaultRef? = nil, reasons: Reasons? = nil,
    isLast: Bool? = nil
  ) {
    self.paper = paper
    self.kind = kind
    self.to = to
    self.way = way
    self.on = on
    self.note = note
    self.reasons = reasons
    self.isLast = isLast
  }
  public var signals: [Signal] {
    var signals = [Signal("paper.served", paper)]
    if kind == .enforcementNotice { signals.append(Signal("service.done", to)) }
    if kind == .terminationRuling { signals.append(Signal("endingRuling.served")) }
    if kind == .closingNotice { signals.append(Signal("closingNotice.served")) }
    if way == .publicNotice { signals.append(Signal("service.deemed", to)) }
    if isLast == true {
      signals.append(Signal("paper.servedOnAll", paper))
      if kind == .controlRuling { signals.append(Signal("controlRuling.served")) }
    }
    return signals
  }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.papers.all[paper]?.stage = .served
    file.papers.all[paper]?.served.append(Papers.Served(to: to, way: way, on: on))
    guard let person = ID<Person>(to), file.filing.party(person) != nil else { return }
    file.service.change(paper, kind, person, meta.day) { delivery in
      delivery.status = .served
      delivery.servedOn = on
      if let open = delivery.openTry, open.way == way {
        delivery.tries[delivery.tries.count - 1].endedOn = on
      } else if way != .mail || delivery.tries.last?.way != .mail {
        delivery.tries.append(Delivery.Try(way: way, on: on, tracking: nil, endedOn: on, deemedOn: nil))
      }
    }
  }
}

/// A draft was taken back, and with it what it proposed.
public struct PaperWithdrawn: Event {
  public static let name = "papers.withdrawn.v1"
  public let paper: ID<Paper>
  public let reason: VaultRef
  /// Nil in older entries.
  public let kind: PaperKind?
  public let about: [String]?
  /// It had been signed; nil for a draft, and in older entries.
  public let recalled: Recalled?
  /// Whether other papers of its kind are out still. Raw values are stored.
  public enum Recalled: String, Sendable, Codable, Hashable, CaseIterable { case one, last }
  public init(
    paper: ID<Paper>, reason: VaultRef, kind: PaperKind? = nil, about: [String]? = nil, recalled: Recalled? = nil
  ) {
    self.recalled = recalled
    self.paper = paper
    self.reason = reason
    self.kind = kind
    self.about = about
  }
  public var signals: [Signal] {
    let proposed: [Signal] =
      switch kind {
      case .terminationRuling: [Signal("ending.withdrawn")]
      case .finalTerminationRuling: [Signal("finalEnding.withdrawn")]
      case .listingDecision: (about ?? []).map { Signal("listing.withdrawn", $0) }
      default: []
      }
    return [Signal("paper.withdrawn", paper)] + proposed + undone
  }
  /// What its signature had closed is to be done again.
  private var undone: [Signal] {
    guard let recalled else { return [] }
    switch kind {
    case .enforcementNotice:
      return (recalled == .last ? [Signal("enforcementNotice.noneOut")] : []) + [Signal("enforcementNotice.recalled")]
    case .propertyReportOrder: return [Signal("reportOrder.recalled")]
    case .acceptanceNotice: return [Signal("clueInvitation.recalled")]
    default: return []
    }
  }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.papers.all[paper]?.stage = .withdrawn
    file.term.drafts[paper] = nil
    for key in file.service.order where key.paper == paper { file.service.deliveries[key]?.status = .recalled }
    if file.closing.ending?.paper == paper { file.closing.ending = nil }
    if file.closing.final?.paper == paper { file.closing.final = nil }
    file.sanctions.listings = file.sanctions.listings.filter { $0.value.paper != paper || $0.value.decidedOn != nil }
  }
}
