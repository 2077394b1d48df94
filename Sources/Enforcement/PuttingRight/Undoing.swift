import Basics
import EnforcementLaw

/// What has to be undone in a case after a mistake, or after a ruling that an act was unlawful: tasks, each closed by the act that
/// undoes it or by a recorded reason. The case does not close while one is open.
public struct Undoing: Sendable {
  public internal(set) var tasks: [ID<UndoTask>: UndoTask] = [:]
  public internal(set) var order: [ID<UndoTask>] = []
  public internal(set) var corrections: [Correction] = []
  public var list: [UndoTask] { order.compactMap { tasks[$0] } }
  public var open: [UndoTask] { list.filter { $0.end == nil } }

  /// Adds what is not listed for the same thing and still open.
  static func list(_ found: [Consequence], _ cause: UndoCause, _ draft: inout Draft, of caseID: ID<CaseFile>) {
    let situation = draft.situation
    let file = situation.caseFile(caseID)
    let due = ReviewTerms.releaseBy(final: situation.today, calendar: situation.law.calendar)
    let open = file.undoing.open
    let events = found.filter { each in
      !open.contains { $0.kind == each.kind && $0.subject == each.subject && $0.person == each.person }
    }
    .map { each in
      UndoListed(
        task: situation.ids.next(), cause: cause, kind: each.kind, subject: each.subject, person: each.person,
        amount: each.amount, dueBy: due.value)
    }
    draft.add(.caseFile(caseID), events)
    setAside(found, &draft, of: caseID)
  }

  /// What was to be undone stands after all.
  static func drop(_ cause: UndoCause, _ draft: inout Draft, of caseID: ID<CaseFile>) {
    let open = draft.situation.caseFile(caseID).undoing.open.filter { $0.cause == cause }
    draft.add(.caseFile(caseID), open.map { UndoDone(task: $0.id, kind: $0.kind, by: RemedyEnded.name) })
  }
}

/// One thing to be undone.
public struct UndoTask: Sendable, Hashable {
  public let id: ID<UndoTask>
  public let cause: UndoCause
  public let kind: UndoKind
  /// Id of the measure, paper, transfer, payout or person.
  public let subject: String
  public let person: ID<Person>?
  public let amount: Money?
  public let listedAt: Instant
  public let dueBy: Day
  public internal(set) var end: End?
  /// How a task ended: by an act, or by a person's reason why nothing is to be undone.
  public enum End: Sendable, Hashable {
    /// The event that undid it.
    case act(String, on: Day)
    /// Kind `text`.
    case explained(VaultRef, on: Day)
  }
}

/// Why something has to be undone.
public enum UndoCause: Sendable, Hashable, Codable {
  case remedy(ID<Remedy>)
  case correction(ID<Correction>)
  private enum Key: String, CodingKey { case remedy, correction }
  public init(from decoder: any Decoder) throws {
    let box = try decoder.container(keyedBy: Key.self)
    if let remedy = try box.decodeIfPresent(ID<Remedy>.self, forKey: .remedy) {
      self = .remedy(remedy)
    } else {
      self = .correction(try box.decode(ID<Correction>.self, forKey: .correction))
    }
  }
  public func encode(to encoder: any Encoder) throws {
    var box = encoder.container(keyedBy: Key.self)
    switch self {
    case .remedy(let id): try box.encode(id, forKey: .remedy)
    case .correction(let id): try box.encode(id, forKey: .correction)
    }
  }
}

/// What kind of thing has to be done. Raw values are stored.
public enum UndoKind: String, Sendable, Codable, Hashable, CaseIterable {
  case releaseMeasure, recalledMeasure, liftRestriction, removeListing
  case withdrawDraft, replacePaper, tellReceiver
  case noticeRightPerson, searchRightPerson
  case stopTransfer, returnMoney, returnPayout, recoverPayment, releaseExcess, resumeCase, carryOut
  case serveAgain, verifyMeasure
  public var name: Phrase {
    switch self {
    case .releaseMeasure: Phrase("解除控制措施", "Release the measure")
    case .recalledMeasure: Phrase("确认已撤回的控制请求未被执行", "Make sure that the recalled request was not carried out")
    case .liftRestriction: Phrase("解除限制消费", "Lift the consumption restriction")
    case .removeListing: Phrase("删除失信信息", "Remove the listing")
    case .withdrawDraft: Phrase("撤回文书草稿", "Withdraw the draft")
    case .replacePaper: Phrase("补正或者重新制作文书", "Correct the paper or make it anew")
    case .tellReceiver: Phrase("告知误收文书、消息的人", "Tell whoever received it by mistake")
    case .noticeRightPerson: Phrase("向正确的被执行人发出执行通知", "Issue the notice to the right debtor")
    case .searchRightPerson: Phrase("查询正确的被执行人", "Search for the right debtor")
    case .stopTransfer: Phrase("追回未完成的扣划请求", "Stop the transfer under way")
    case .returnMoney: Phrase("退还误扣款", "Return the money taken")
    case .returnPayout: Phrase("退回按错误数额提出的发放", "Return the payout proposed by the wrong sum")
    case .recoverPayment: Phrase("追回错付案款", "Recover the money paid")
    case .releaseExcess: Phrase("解除超出正确数额的控制", "Release what exceeds the right sum")
    case .resumeCase: Phrase("恢复执行", "Resume the case")
    case .carryOut: Phrase("落实裁定内容", "Carry out what was ruled")
    case .serveAgain: Phrase("重新送达", "Serve it again")
    case .verifyMeasure: Phrase("查明控制措施的实际情况并重新登记", "Find out how the measure really stands, and enter it anew")
    }
  }
  /// Who does it.
  public var owner: Role { self == .recoverPayment ? .cashier : .officer }
  /// The word that opens its clock.
  var listed: String { self == .recoverPayment ? "undo.paymentListed" : "undo.listed" }
}

/// Something must be undone by a day; the case does not close before it is, or a reason says why not.
public struct UndoListed: Event {
  public static let name = "correction.undoListed.v1"
  public let task: ID<UndoTask>
  public let cause: UndoCause
  public let kind: UndoKind
  public let subject: String
  public let person: ID<Person>?
  public let amount: Money?
  public let dueBy: Day
  public init(
    task: ID<UndoTask>, cause: UndoCause, kind: UndoKind, subject: String, person: ID<Person>?, amount: Money?, dueBy: Day
  ) {
    self.task = task
    self.cause = cause
    self.kind = kind
    self.subject = subject
    self.person = person
    self.amount = amount
    self.dueBy = dueBy
  }
  public var signals: [Signal] { [Signal(kind.listed, task)] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.undoing.order.append(task)
    file.undoing.tasks[task] = UndoTask(
      id: task, cause: cause, kind: kind, subject: subject, person: person, amount: amount, listedAt: meta.at, dueBy: dueBy)
  }
}

/// An act undid it.
public struct UndoDone: Event {
  public static let name = "correction.undoDone.v1"
  public let task: ID<UndoTask>
  public let kind: UndoKind
  /// Name of the event that did it.
  public let by: String
  public init(task: ID<UndoTask>, kind: UndoKind, by: String) {
    self.task = task
    self.kind = kind
    self.by = by
  }
  public var signals: [Signal] { [Signal("undo.done", task)] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) { file.undoing.tasks[task]?.end = .act(by, on: meta.day) }
}

/// A person wrote down why it need not be undone, or how it was settled otherwise.
public struct UndoExplained: Event {
  public static let name = "correction.undoExplained.v1"
  public let task: ID<UndoTask>
  public let kind: UndoKind
  public let reason: VaultRef
  public init(task: ID<UndoTask>, kind: UndoKind, reason: VaultRef) {
    self.task = task
    self.kind = kind
    self.reason = reason
  }
  public var words: [VaultRef] { [reason] }
  public var signals: [Signal] { [Signal("undo.done", task)] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.undoing.tasks[task]?.end = .explained(reason, on: meta.day)
  }
}

/// Closes a task with a reason instead of an act. Someone other than whoever made the correction.
public struct ExplainUndo: CaseCommand {
  public static let name = "correction.explain"
  public static let title = Phrase("说明纠错任务", "Settle a task of a correction with a reason")
  public static let roles: Set<Role> = [.officer, .judge, .bureauChief, .cashier, .moneySupervisor]
  public static let fields = [
    Field("case", Phrase("案件", "Case"), .text(max: 20)), Field("task", Phrase("纠错任务", "Task"), .pick(.undoTask)),
    Field(
      "reason", Phrase("处理情况或者不需处理的理由", "How it was settled, or why nothing need be done"), .longText(max: 2000)),
  ]
  public let caseID: ID<CaseFile>
  let task: ID<UndoTask>
  let reason: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    task = input.id("task")
    reason = input.text("reason", max: 2000)
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    if file.undoing.open.isEmpty { throw .nothingToUndo }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard let found = file.undoing.tasks[task], found.end == nil else { throw .nothingToUndo }
    if case .correction(let id) = found.cause, let made = file.undoing.corrections.first(where: { $0.id == id }) {
      try Authority.otherThan(made.by, situation.actor)
    }
    let words = situation.depository.deposit(VaultContent("text", ["text": reason]))
    return [situation.append(.caseFile(caseID), [UndoExplained(task: task, kind: found.kind, reason: words)])]
  }
}

extension Refusal {
  static var nothingToUndo: Refusal {
    Refusal("nothingToUndo", field: "task", Phrase("没有待办的纠错任务", "No task of a correction is open"))
  }
  static func undoOpen(_ tasks: [UndoTask]) -> Refusal {
    let names = Set(tasks.map(\.kind)).sorted { $0.rawValue < $1.rawValue }.map(\.name)
    return Refusal(
      "undoOpen",
      Phrase(
        "还有 \(tasks.count) 项纠错任务没有办结：\(names.map(\.zh).joined(separator: "；"))",
        "\(tasks.count) tasks of a correction are open: \(names.map(\.en).joined(separator: "; "))"),
      remedy: Phrase("逐项办理，或者说明理由", "Undo each, or record why not"))
  }
  /// A case does not close over what still has to be undone.
  static func unlessUndone(_ file: CaseFile) throws(Refusal) {
    let open = file.undoing.open
    if !open.isEmpty { throw .undoOpen(open) }
  }
}
