import Basics
import EnforcementLaw

/// What happens to a paper between draft and seal: its text by version, the check of that text, the approval form, the panel's record,
/// and whether its seal is pressed by hand.
public struct PaperLife: Sendable, Hashable {
  /// The edited text, and who changed it last; nil while all of it comes from the case.
  public internal(set) var text: EditedText?
  /// The last check of the text.
  public internal(set) var check: Check?
  public internal(set) var approval: Approval?
  /// The last time the form came back.
  public internal(set) var sentBack: SentBack?
  public internal(set) var panel: Panel?
  public internal(set) var sealsByHand = false
  init() {}

  /// The text as somebody wrote it over what was drawn from the case; each version is kept.
  public struct EditedText: Sendable, Hashable {
    /// The text and its version.
    public let content: VaultRef
    public let by: Actor.Ref
    public let at: Instant
    /// Labels of particulars from the case that somebody changed knowingly.
    public let changedData: Int
  }
  /// What the check found in one version; another version has to be checked again.
  public struct Check: Sendable, Hashable {
    /// The version of the text that was checked; 0 for the text as drawn from the case.
    public let version: Int
    public let faults: Int
    public let findings: VaultRef?
    public let at: Instant
  }
  /// The way through those who have to agree; sent back, it begins anew.
  public struct Approval: Sendable, Hashable {
    /// Who has to agree before the signature, in order.
    public let steps: [Role]
    public internal(set) var passed: [Actor.Ref] = []
    public let submittedBy: Actor.Ref
    public var next: Role? { passed.count < steps.count ? steps[passed.count] : nil }
  }
  /// Who sent the draft back, and why: kind `text`.
  public struct SentBack: Sendable, Hashable {
    public let by: Actor.Ref
    public let on: Day
    public let reason: VaultRef
  }
  /// How the panel voted: more than half carry it (民事诉讼法 45).
  public struct Panel: Sendable, Hashable {
    public let members: [PanelMember]
    public var agree: Int { members.filter(\.agrees).count }
    public var isForIt: Bool { agree * 2 > members.count }
  }
  /// The version of the text that a signature would bind.
  public var version: Int { text?.content.version ?? 0 }
  /// Whether the text as it stands was checked without fault.
  public var isChecked: Bool { check.map { $0.version == version && $0.faults == 0 } ?? false }
}

/// A member of the panel (合议庭) and what he thinks.
public struct PanelMember: Sendable, Hashable, Codable {
  public let staff: ID<StaffMember>
  public let presides: Bool
  public let agrees: Bool
  /// His opinion: kind `text`.
  public let opinion: VaultRef
  public init(staff: ID<StaffMember>, presides: Bool, agrees: Bool, opinion: VaultRef) {
    self.staff = staff
    self.presides = presides
    self.agrees = agrees
    self.opinion = opinion
  }
}

extension CourtSettings {
  /// The word for a kind that its signer signs alone, though it may be submitted.
  static let signerAlone = "signer"

  /// Who approves a paper of this kind before it is signed; nil where the court asks for nobody, empty where it says that the signer alone
  /// suffices. As delivered the court asks for nobody: what the stories of docs/scenarios sign needs no form.
  public func approvers(of kind: PaperKind) -> [Role]? { paperApprovals[kind.rawValue].map(CourtSettings.roles) }
  /// The steps of a form that somebody submits though nobody has to.
  public var usualApprovers: [Role] { CourtSettings.roles(paperApprovals["*"] ?? "teamLead>bureauChief") }
  /// A word that is no role stands for the president: a slip of the pen asks for more, not for nobody.
  private static func roles(_ text: String) -> [Role] {
    text.split(separator: ">").map { $0.filter { $0 != " " } }.filter { $0 != signerAlone }.map {
      Role(rawValue: $0) ?? .president
    }
  }
}

extension Papers.PaperState {
  /// Refuses what may not be signed yet: a text that was edited and not checked, a form still on its way, a panel against it.
  func mayBeSigned(_ settings: CourtSettings) throws(Refusal) {
    if life.text != nil && !life.isChecked { throw .notChecked(life.check?.version == life.version ? life.check?.faults : nil) }
    if let panel = life.panel, !panel.isForIt { throw .panelAgainst(panel) }
    if settings.panelPapers.contains(kind.rawValue) && life.panel == nil { throw .panelMissing(kind) }
    if let next = life.approval?.next { throw .notApproved(next) }
    if life.approval == nil, let steps = settings.approvers(of: kind), let first = steps.first { throw .notApproved(first) }
  }
}
