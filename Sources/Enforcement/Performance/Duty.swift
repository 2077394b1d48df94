import Basics
import EnforcementLaw

/// A duty other than money (行为、交付等义务): what is to be done, by when, and how it ended.
public struct Duty: Sendable, Hashable {
  public let id: ID<Duty>
  public let kind: Kind
  public let debtor: ID<Person>
  public let due: Day
  /// The duty as the instrument has it: kind `text`.
  public let text: VaultRef
  public internal(set) var substitution: Substitution?
  public internal(set) var ended: Ended?

  /// What is owed instead of money; the article by which it is enforced depends on it. Raw values are stored.
  public enum Kind: String, Sendable, Codable, Hashable, CaseIterable {
    case act, refrain, deliverThing, moveOut
    public var name: Phrase {
      switch self {
      case .act: Phrase("完成行为", "To do an act")
      case .refrain: Phrase("不为一定行为", "To refrain")
      case .deliverThing: Phrase("交付特定物", "To deliver a thing")
      case .moveOut: Phrase("迁出房屋、退出土地", "To move out")
      }
    }
    public var citations: [String] {
      switch self {
      case .act, .refrain: ["《民事诉讼法》（2023）第263条"]
      case .deliverThing: ["《民事诉讼法》（2023）第260条"]
      case .moveOut: ["《民事诉讼法》（2023）第261条"]
      }
    }
    /// Another may do it at the debtor's cost.
    var maySubstitute: Bool { self == .act || self == .moveOut }
  }
  /// Somebody else does it (代履行).
  public struct Substitution: Sendable, Hashable {
    public let on: Day
    public let by: Actor.Ref
    public let cost: Money
  }
  /// How and on which day the duty ended; nil while it is owed.
  public struct Ended: Sendable, Hashable {
    public let how: Ending
    public let on: Day
  }
  /// How a duty ended.
  public enum Ending: String, Sendable, Codable, Hashable, CaseIterable {
    case voluntary, compelled, substituted, compensated, withdrawn
    public var name: Phrase {
      switch self {
      case .voluntary: Phrase("被执行人自动履行", "Done by the debtor")
      case .compelled: Phrase("强制执行完毕", "Enforced")
      case .substituted: Phrase("代履行完毕", "Done by another at his cost")
      case .compensated: Phrase("折价赔偿", "Made good in money")
      case .withdrawn: Phrase("申请执行人撤回", "Withdrawn by the applicant")
      }
    }
  }
}

extension Performance {
  public var openDuties: [Duty] { duties.filter { $0.ended == nil } }
}

/// The instrument orders something other than money; its clock runs from the day on which it was due.
public struct DutyRecorded: Event {
  public static let name = "performance.dutyRecorded.v1"
  public let duty: ID<Duty>
  public let kind: Duty.Kind
  public let debtor: ID<Person>
  public let due: Day
  /// The duty as the instrument has it: kind `text`.
  public let text: VaultRef
  public init(duty: ID<Duty>, kind: Duty.Kind, debtor: ID<Person>, due: Day, text: VaultRef) {
    self.duty = duty
    self.kind = kind
    self.debtor = debtor
    self.due = due
    self.text = text
  }
  public var signals: [Signal] { [Signal("duty.recorded", duty, from: due)] }
  public var words: [VaultRef] { [text] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.performance.duties.append(Duty(id: duty, kind: kind, debtor: debtor, due: due, text: text))
  }
}

/// A judge chose somebody else to do it, at the debtor's cost (民诉法解释 501, 502).
public struct SubstitutionOrdered: Event {
  public static let name = "performance.substitutionOrdered.v1"
  public let duty: ID<Duty>
  public let cost: Money
  /// Who does it, how the cost was found: kind `text`.
  public let text: VaultRef
  public init(duty: ID<Duty>, cost: Money, text: VaultRef) {
    self.duty = duty
    self.cost = cost
    self.text = text
  }
  public var signals: [Signal] { [Signal("duty.substitutionOrdered", duty)] }
  public var words: [VaultRef] { [text] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.performance.change(duty) { $0.substitution = Duty.Substitution(on: meta.day, by: meta.actor, cost: cost) }
  }
}

/// The duty is owed no more, with the proof of how that came; the case may close only once none is open or it is explained.
public struct DutyEnded: Event {
  public static let name = "performance.dutyEnded.v1"
  public let duty: ID<Duty>
  public let how: Duty.Ending
  public let on: Day
  /// The proof: minutes, photographs, what the applicant signed.
  public let proof: VaultRef
  /// Who withdrew it or took something instead; nil for other endings and in older entries.
  public let by: [ID<Person>]?
  public init(duty: ID<Duty>, how: Duty.Ending, on: Day, proof: VaultRef, by: [ID<Person>]? = nil) {
    self.duty = duty
    self.how = how
    self.on = on
    self.proof = proof
    self.by = by
  }
  public var signals: [Signal] { [Signal("duty.ended", duty)] }
  public var words: [VaultRef] { [proof] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.performance.change(duty) { $0.ended = Duty.Ended(how: how, on: on) }
  }
}

extension Performance {
  fileprivate mutating func change(_ duty: ID<Duty>, _ change: (inout Duty) -> Void) {
    guard let place = duties.firstIndex(where: { $0.id == duty }) else { return }
    change(&duties[place])
  }
}
