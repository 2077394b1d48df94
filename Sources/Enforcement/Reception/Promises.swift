import Basics

/// Somebody promised to pay a sum by a day.
public enum Promise {}

/// How a promise to pay ended. Raw values are stored.
public enum PromiseOutcome: String, Sendable, Codable, Hashable, CaseIterable {
  case kept, broken, replaced
  public var name: Phrase {
    switch self {
    case .kept: Phrase("已兑现", "Kept")
    case .broken: Phrase("未兑现", "Broken")
    case .replaced: Phrase("另行约定", "Replaced by another")
    }
  }
}

extension Reception {
  /// A sum that a debtor promised to pay by a day; no more than a reminder for the handler, the debt stays due.
  public struct PromiseState: Sendable, Hashable {
    public let id: ID<Promise>
    public let person: ID<Person>
    public let amount: Money
    public let until: Day
    public let madeOn: Day
    /// The minutes in which it stands; nil where it was made otherwise.
    public let sheet: ID<Paper>?
    public internal(set) var outcome: PromiseOutcome?
  }
  /// In the order of their days.
  public var openPromises: [PromiseState] {
    promises.values.filter { $0.outcome == nil }.sorted { ($0.until, $0.id) < ($1.until, $1.id) }
  }
}

/// A debtor promised to pay a sum by a day, in minutes or otherwise; on that day somebody must look.
public struct PromiseMade: Event {
  public static let name = "reception.promiseMade.v1"
  public let promise: ID<Promise>
  public let person: ID<Person>
  public let amount: Money
  public let until: Day
  public let sheet: ID<Paper>?
  /// What was said with it: kind `text`.
  public let note: VaultRef?
  public init(promise: ID<Promise>, person: ID<Person>, amount: Money, until: Day, sheet: ID<Paper>? = nil, note: VaultRef? = nil)
  {
    self.promise = promise
    self.person = person
    self.amount = amount
    self.until = until
    self.sheet = sheet
    self.note = note
  }
  public var words: [VaultRef] { [note].compactMap { $0 } }
  /// The clock runs from the promised day.
  public var signals: [Signal] { [Signal("promise.made", promise, from: until)] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.reception.promises[promise] = Reception.PromiseState(
      id: promise, person: person, amount: amount, until: until, madeOn: meta.day, sheet: sheet)
  }
}

/// Somebody said what became of the promise; its clock ends.
public struct PromiseEnded: Event {
  public static let name = "reception.promiseEnded.v1"
  public let promise: ID<Promise>
  public let outcome: PromiseOutcome
  public let note: VaultRef?
  public init(promise: ID<Promise>, outcome: PromiseOutcome, note: VaultRef? = nil) {
    self.promise = promise
    self.outcome = outcome
    self.note = note
  }
  public var words: [VaultRef] { [note].compactMap { $0 } }
  public var signals: [Signal] { [Signal("promise.ended", promise)] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) { file.reception.promises[promise]?.outcome = outcome }
}

/// Writes down a promise to pay; the handler is reminded on its day.
public struct RecordPromise: CaseCommand {
  public static let name = "reception.recordPromise"
  public static let title = Phrase("登记履行承诺", "Record a promise to pay")
  public static let roles: Set<Role> = [.officer, .judge, .clerk, .assistant, .bailiff, .reception]
  public static let fields = [
    ReceptionCommands.caseField, Field("person", Phrase("承诺人", "Who promised"), .pick(.party)),
    Field("amount", Phrase("金额（元）", "Amount (yuan)"), .money), Field("until", Phrase("至迟何日", "By"), .day),
    Field("sheet", Phrase("所在笔录", "Minutes"), .pick(.minutes), required: false),
    Field("note", Phrase("说明", "Note"), .longText(max: 500), required: false),
  ]
  public let caseID: ID<CaseFile>
  let person: ID<Person>
  let amount: Money
  let until: Day?
  let sheet: ID<Paper>?
  let note: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    person = input.id("person")
    amount = input.money("amount")
    until = input.day("until")
    sheet = input.optionalID("sheet")
    note = input.text("note", required: false, max: 500)
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try Refusal.unlessOpen(file)
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard file.filing.party(person) != nil else { throw .notAParty }
    if let sheet, file.minutes.all[sheet] == nil { throw .noSuchMinutes }
    guard let until else { return [] }
    guard until >= situation.today else { throw .promisePast(until) }
    let words = note.isEmpty ? nil : situation.depository.deposit(VaultContent("text", ["text": note]))
    let made = PromiseMade(
      promise: situation.ids.next(), person: person, amount: amount, until: until, sheet: sheet, note: words)
    return [situation.append(.caseFile(caseID), [made])]
  }
}

/// Says what became of a promise.
public struct EndPromise: CaseCommand {
  public static let name = "reception.endPromise"
  public static let title = Phrase("登记承诺结果", "Record what became of a promise")
  public static let roles = RecordPromise.roles
  public static let fields = [
    ReceptionCommands.caseField, Field("promise", Phrase("承诺", "Promise"), .pick(.promise)),
    Field("outcome", Phrase("结果", "Outcome"), .choice(PromiseOutcome.allCases.map { Field.Choice($0.rawValue, $0.name) })),
    Field("note", Phrase("说明", "Note"), .longText(max: 500), required: false),
  ]
  public let caseID: ID<CaseFile>
  let promise: ID<Promise>
  let outcome: PromiseOutcome
  let note: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    promise = input.id("promise")
    outcome = input.choice("outcome") ?? .kept
    note = input.text("note", required: false, max: 500)
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    if file.reception.openPromises.isEmpty { throw .noOpenPromise }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard let state = file.reception.promises[promise], state.outcome == nil else { throw .noOpenPromise }
    if outcome == .broken, state.until >= situation.today { throw .promiseRuns(state.until) }
    let words = note.isEmpty ? nil : situation.depository.deposit(VaultContent("text", ["text": note]))
    return [situation.append(.caseFile(caseID), [PromiseEnded(promise: promise, outcome: outcome, note: words)])]
  }
}

extension Refusal {
  static func promisePast(_ day: Day) -> Refusal {
    Refusal("promisePast", field: "until", Phrase("承诺的日期 \(day) 已经过去", "The promised day \(day) has passed"))
  }
  static func promiseRuns(_ day: Day) -> Refusal {
    Refusal("promiseRuns", field: "outcome", Phrase("承诺的日期 \(day) 尚未过去", "The promised day \(day) has not passed yet"))
  }
  static var noOpenPromise: Refusal {
    Refusal("noOpenPromise", field: "promise", Phrase("没有待兑现的承诺", "No promise is outstanding"))
  }
}
