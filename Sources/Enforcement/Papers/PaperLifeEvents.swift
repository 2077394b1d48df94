import Basics

/// A draft's text was written over; its versions stay in the vault.
public struct PaperEdited: Event {
  public static let name = "papers.edited.v1"
  public let paper: ID<Paper>
  public let kind: PaperKind
  /// The whole text: kind `text`, with the paper's blocks beside it.
  public let text: VaultRef
  /// Particulars from the case that no longer stand as the case has them; changed knowingly.
  public let changedData: Int
  public init(paper: ID<Paper>, kind: PaperKind, text: VaultRef, changedData: Int) {
    self.paper = paper
    self.kind = kind
    self.text = text
    self.changedData = changedData
  }
  public var words: [VaultRef] { [text] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.papers.all[paper]?.life.text = PaperLife.EditedText(
      content: text, by: meta.actor, at: meta.at, changedData: changedData)
  }
}

/// The text was checked: names, sums, articles, dates.
public struct PaperChecked: Event {
  public static let name = "papers.checked.v1"
  public let paper: ID<Paper>
  public let kind: PaperKind
  /// 0 for the text as drawn from the case.
  public let version: Int
  public let faults: Int
  /// What was found: kind `text`; nil for nothing.
  public let findings: VaultRef?
  public init(paper: ID<Paper>, kind: PaperKind, version: Int, faults: Int, findings: VaultRef?) {
    self.paper = paper
    self.kind = kind
    self.version = version
    self.faults = faults
    self.findings = findings
  }
  public var words: [VaultRef] { [findings].compactMap { $0 } }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.papers.all[paper]?.life.check = PaperLife.Check(version: version, faults: faults, findings: findings, at: meta.at)
  }
}

/// A draft began its way to the signature (审批表).
public struct PaperSubmitted: Event {
  public static let name = "papers.submitted.v1"
  public let paper: ID<Paper>
  public let kind: PaperKind
  public let steps: [Role]
  public let note: VaultRef?
  public init(paper: ID<Paper>, kind: PaperKind, steps: [Role], note: VaultRef?) {
    self.paper = paper
    self.kind = kind
    self.steps = steps
    self.note = note
  }
  public var words: [VaultRef] { [note].compactMap { $0 } }
  public var signals: [Signal] { [Signal("paper.submitted", paper)] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.papers.all[paper]?.life.approval = PaperLife.Approval(steps: steps, submittedBy: meta.actor)
  }
}

/// One step of the form agreed.
public struct PaperApproved: Event {
  public static let name = "papers.approved.v1"
  public let paper: ID<Paper>
  public let kind: PaperKind
  public let role: Role
  /// The last step: the signature may follow.
  public let isLast: Bool
  public let opinion: VaultRef?
  public init(paper: ID<Paper>, kind: PaperKind, role: Role, isLast: Bool, opinion: VaultRef?) {
    self.paper = paper
    self.kind = kind
    self.role = role
    self.isLast = isLast
    self.opinion = opinion
  }
  public var words: [VaultRef] { [opinion].compactMap { $0 } }
  public var signals: [Signal] { isLast ? [Signal("paper.approved", paper)] : [] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.papers.all[paper]?.life.approval?.passed.append(meta.actor)
  }
}

/// The form came back with a reason; the draft can be written over and submitted anew.
public struct PaperSentBack: Event {
  public static let name = "papers.sentBack.v1"
  public let paper: ID<Paper>
  public let kind: PaperKind
  public let reason: VaultRef
  public init(paper: ID<Paper>, kind: PaperKind, reason: VaultRef) {
    self.paper = paper
    self.kind = kind
    self.reason = reason
  }
  public var words: [VaultRef] { [reason] }
  public var signals: [Signal] { [Signal("paper.sentBack", paper)] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.papers.all[paper]?.life.approval = nil
    file.papers.all[paper]?.life.sentBack = PaperLife.SentBack(by: meta.actor, on: meta.day, reason: reason)
  }
}

/// The panel deliberated (合议庭笔录): three opinions, and the majority's.
public struct PanelRecorded: Event {
  public static let name = "papers.panelRecorded.v1"
  public let paper: ID<Paper>
  public let kind: PaperKind
  public let members: [PanelMember]
  public init(paper: ID<Paper>, kind: PaperKind, members: [PanelMember]) {
    self.paper = paper
    self.kind = kind
    self.members = members
  }
  public var words: [VaultRef] { members.map(\.opinion) }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.papers.all[paper]?.life.panel = PaperLife.Panel(members: members)
  }
}

/// The paper will be printed and its seal pressed by hand; the scan is what is kept.
public struct HandSealChosen: Event {
  public static let name = "papers.handSealChosen.v1"
  public let paper: ID<Paper>
  public let kind: PaperKind
  public init(paper: ID<Paper>, kind: PaperKind) {
    self.paper = paper
    self.kind = kind
  }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) { file.papers.all[paper]?.life.sealsByHand = true }
}
