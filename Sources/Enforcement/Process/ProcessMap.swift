import Basics
import EnforcementLaw

/// The process map (流程节点图) as loaded from `config/process.yaml`: which signals open and close which node, with what clock.
public struct ProcessMap: Sendable {
  public let modules: [Module]
  public let nodes: [String: Node]
  private let opening: [String: [String]]
  private let closing: [String: [String]]

  /// A stretch of the line with its nodes in the order of the map.
  public struct Module: Sendable {
    public let key: String
    public let name: Phrase
    public let nodes: [String]
    public init(key: String, name: Phrase, nodes: [String]) {
      self.key = key
      self.name = name
      self.nodes = nodes
    }
  }
  /// One node of the map: which signals open and close it, who owns it, and how long it may take.
  public struct Node: Sendable {
    public let key: String
    public let name: Phrase
    public let module: String
    public let opens: [Trigger]
    public let closes: [Trigger]
    public let limit: Limit?
    /// `R2.1-N1`, or `cfg` where no statute gives the number.
    public let basis: String
    public let statutory: Bool
    public let owner: Role
    /// A text for the applicant when the first of ``closes`` closes the node; nil for none.
    public let message: Phrase?
    public let warnings: [Warning]
    /// One instance for the case, whatever the opening signal is about.
    public let perCase: Bool
    /// Lives on, or opens, after the case is closed.
    public let afterClosing: Bool
    /// Stands still while enforcement is suspended or stayed.
    public let pauses: Bool
    public init(
      key: String, name: Phrase, module: String, opens: [Trigger], closes: [Trigger], limit: Limit?, basis: String,
      statutory: Bool,
      owner: Role, message: Phrase?, warnings: [Warning], perCase: Bool = false, afterClosing: Bool = false, pauses: Bool = false
    ) {
      self.key = key
      self.name = name
      self.module = module
      self.opens = opens
      self.closes = closes
      self.limit = limit
      self.basis = basis
      self.statutory = statutory
      self.owner = owner
      self.message = message
      self.warnings = warnings
      self.perCase = perCase
      self.afterClosing = afterClosing
      self.pauses = pauses
    }
  }
  /// A signal, and a condition that must hold when it comes; nil where none.
  public struct Trigger: Sendable, Hashable {
    public let signal: String
    public let condition: Condition?
    public init(signal: String, condition: Condition?) {
      self.signal = signal
      self.condition = condition
    }
  }
  /// The closed list of conditions a trigger may carry.
  public enum Condition: String, Sendable, CaseIterable {
    case livelihood = "claim.livelihood"
    /// Somebody stands at the counter: neither a docket nor an earlier system.
    case atCounter = "application.atCounter"
    /// There are other cases on the instrument, and nobody has looked at them.
    case relatedFound = "relatedCases.found"
    case preservationLinked = "preservation.linked"
    case ended = "case.ended"
    case notEnded = "case.notEnded"
    /// A first round: a resumed one rests on the notice and the order of the round before it.
    case firstRound = "case.firstRound"
    case noNoticeYet = "enforcementNotice.missing"
    /// Something worth more than the law exempts is found, and no ruling is in force.
    case rulingDue = "controlRuling.due"
    case somethingFound = "property.any"
    case nothingFound = "property.none"
    case measuresLive = "measures.live"
    case nothingToRelease = "releases.none"
    case restrictionsLive = "restrictions.live"
    case someoneUnrestricted = "restrictions.missing"
    /// Nothing is found, and a debtor may still spend as before.
    case restrictionDue = "restrictions.due"
    case surplusLeft = "account.surplus"
    /// An applicant has not confirmed where papers reach him.
    case addressUnconfirmed = "address.unconfirmed"
    /// A party has not received the control ruling.
    case rulingUnserved = "controlRuling.unserved"
    case aidPaid = "aid.paid"
    case fullyEnforced = "closing.fullyEnforced"
    /// Neither the notice of acceptance nor anybody has asked the applicant for clues.
    case cluesNotAsked = "clueInvitation.missing"
    /// Nothing is left that could be disposed of, the debt is open, and nobody has proposed to end the round.
    case endingNear = "ending.near"
    /// Something stands that nobody has given a reason for: a measure, a restriction, a listing, a duty, money.
    case somethingStands = "remaining.any"
    case nothingStands = "remaining.none"
    /// Asked when the signal comes, of the case as it is after the event.
    public func holds(_ file: CaseFile, _ account: CaseAccount) -> Bool {
      switch self {
      case .livelihood: file.filing.livelihood
      case .atCounter: file.filing.via == "counter" || file.filing.via == "portal"
      case .relatedFound: !file.filing.related.isEmpty && file.filing.resumes == nil && !file.intake.relatedChecked
      case .preservationLinked: file.intake.preservation != nil && !file.intake.preservationConverted
      case .ended: file.closing.closed?.way == .terminatedRound
      case .notEnded: file.closing.closed == nil
      case .noNoticeYet: file.papers.latest(.enforcementNotice)?.signedAt == nil && file.takenOver?.done.notice == nil
      case .firstRound: file.filing.type == .first && file.closing.closed == nil
      case .rulingDue: file.seizure.signedRuling == nil && !file.search.foundWorth.isEmpty
      case .somethingFound: !file.search.foundWorth.isEmpty
      case .nothingFound: file.search.foundWorth.isEmpty
      case .measuresLive: !file.seizure.live.isEmpty
      case .nothingToRelease: !file.owesRelease
      case .restrictionsLive: !file.sanctions.liveRestrictions.isEmpty
      case .someoneUnrestricted: !file.debtors.allSatisfy { file.sanctions.liveRestrictions.contains($0.person) }
      case .restrictionDue: file.search.foundWorth.isEmpty && Condition.someoneUnrestricted.holds(file, account)
      case .surplusLeft: account.available > .zero
      case .addressUnconfirmed:
        !file.applicants.allSatisfy { $0.confirmedAddress || file.service.addresses[$0.person] != nil }
      case .rulingUnserved:
        file.papers.all.values.contains { paper in
          paper.kind == .controlRuling && paper.signedAt != nil
            && !file.filing.parties.allSatisfy { party in paper.served.contains { $0.to == "\(party.person)" } }
        }
      case .aidPaid: account.paid(.aid) > .zero
      case .fullyEnforced: file.closing.closed?.way == .fullyEnforced
      case .cluesNotAsked:
        file.filing.type == .first && file.takenOver == nil && file.clues.invitedOn == nil
          && file.papers.latest(.acceptanceNotice)?.signedAt == nil
      case .endingNear:
        file.disposable.isEmpty && file.closing.ending == nil && file.closing.performedOn == nil && file.closing.closed == nil
      case .somethingStands: Standing.of(file, account).contains { $0.reason == nil }
      case .nothingStands: !Condition.somethingStands.holds(file, account)
      }
    }
  }
  /// How long a node may stay open, and from when that is counted.
  public struct Limit: Sendable, Hashable {
    /// A length of time; days are calendar days, workdays follow the court's calendar (R11.1).
    public enum Amount: Sendable, Hashable { case minutes(Int), hours(Int), days(Int), workdays(Int), months(Int), years(Int) }
    /// `measureEnd`: the last day of the measure that the node is about. `served`: the day that counts as service of the enforcement
    /// notice on whom the node is about; by public notice that day is yet to come.
    /// `applicationComplete`: the day on which the last papers of the application came in, or the time for them went by; that of the
    /// application where nothing was missing. `endingPossible`: the opening, or the first day on which the law lets the round end
    /// (R8.3), whichever is later.
    public enum Start: String, Sendable, CaseIterable {
      case opening, applicationReceived, applicationComplete, caseFiled, measureEnd, served, endingPossible
    }
    public let amount: Amount
    public let start: Start
    public init(_ amount: Amount, from start: Start = .opening) {
      self.amount = amount
      self.start = start
    }
  }
  /// Before (negative) or after (positive) the due moment.
  public enum Warning: Sendable, Hashable { case days(Int), workdays(Int), percent(Int) }

  /// Where two nodes have the same key the first counts; the reader of the file refuses such a map.
  public init(modules: [Module], nodes: [Node]) {
    self.modules = modules
    self.nodes = Dictionary(nodes.map { ($0.key, $0) }) { first, _ in first }
    var opening: [String: [String]] = [:]
    var closing: [String: [String]] = [:]
    for node in nodes {
      for trigger in node.opens { opening[trigger.signal, default: []].append(node.key) }
      for trigger in node.closes { closing[trigger.signal, default: []].append(node.key) }
    }
    self.opening = opening
    self.closing = closing
  }
  /// Keys of nodes that this signal may open, or close, in file order.
  public func opened(by signal: String) -> [String] { opening[signal] ?? [] }
  /// Keys of the nodes that the signal closes, without regard to conditions.
  public func closed(by signal: String) -> [String] { closing[signal] ?? [] }
}
