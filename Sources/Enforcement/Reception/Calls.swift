import Basics
import EnforcementLaw

/// Which way a telephone call went.
public enum CallDirection: String, Sendable, Codable, Hashable, CaseIterable {
  case incoming, outgoing
  public var name: Phrase {
    switch self {
    case .incoming: Phrase("来电", "Incoming")
    case .outgoing: Phrase("去电", "Outgoing")
    }
  }
}

extension Reception {
  /// A telephone call as it was logged, answered or not.
  public struct Call: Sendable, Hashable {
    /// Nil for somebody who is no party.
    public let person: ID<Person>?
    public let direction: CallDirection
    public let reached: Bool
    public let at: Instant
    /// What it was about, kind `text`, with `other` and `phone` beside it.
    public let about: VaultRef
    public let by: Actor.Ref
  }
}

/// A telephone call about the case.
public struct CallLogged: Event {
  public static let name = "reception.callLogged.v1"
  public let person: ID<Person>?
  public let direction: CallDirection
  public let reached: Bool
  public let at: Instant
  public let about: VaultRef
  public init(person: ID<Person>?, direction: CallDirection, reached: Bool, at: Instant, about: VaultRef) {
    self.person = person
    self.direction = direction
    self.reached = reached
    self.at = at
    self.about = about
  }
  public var words: [VaultRef] { [about] }
  public var signals: [Signal] { [Signal("call.logged")] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.reception.calls.append(
      Reception.Call(person: person, direction: direction, reached: reached, at: at, about: about, by: meta.actor))
  }
}

/// Writes a call into the case's log (电话记录), with the promise made in it.
public struct LogCall: CaseCommand {
  public static let name = "reception.logCall"
  public static let title = Phrase("登记电话", "Log a telephone call")
  public static let roles: Set<Role> = [
    .officer, .judge, .clerk, .assistant, .bailiff, .reception, .filingClerk, .filingJudge, .searchOfficer, .endedTeam, .teamLead,
    .bureauChief, .cashier,
  ]
  /// Whoever picks up the telephone writes the call down.
  public static let reach: CaseReach = .anyCase
  public static let fields = [
    ReceptionCommands.caseField,
    Field("direction", Phrase("来电或去电", "Direction"), .choice(CallDirection.allCases.map { Field.Choice($0.rawValue, $0.name) })),
    Field("person", Phrase("当事人", "Party"), .pick(.party), required: false),
    Field(
      "other", Phrase("其他人", "Somebody else"), .text(max: 100), required: false,
      hint: Phrase("非当事人的姓名、身份", "Name and capacity of somebody who is no party")),
    Field("phone", Phrase("号码", "Number"), .text(max: 20), required: false),
    Field(
      "at", Phrase("时间", "When"), .text(max: 20), required: false,
      hint: Phrase("如 2026-03-16 09:30；空白为现在", "As 2026-03-16 09:30; now if empty")),
    Field("missed", Phrase("未接通", "Not reached"), .flag, required: false),
    Field("about", Phrase("事由和内容", "What it was about"), .longText(max: 2000)),
    Field("promiseAmount", Phrase("承诺履行金额（元）", "Sum promised (yuan)"), .money, required: false),
    Field("promiseUntil", Phrase("承诺至迟何日", "Promised by"), .day, required: false),
  ]
  public let caseID: ID<CaseFile>
  let direction: CallDirection
  let person: ID<Person>?
  let other: String
  let phone: String
  let at: Instant?
  let reached: Bool
  let about: String
  let promised: Money
  let until: Day?

  public init(_ input: inout Input) {
    caseID = input.id("case")
    direction = input.choice("direction") ?? .incoming
    person = input.optionalID("person")
    other = input.text("other", required: false, max: 100)
    phone = input.text("phone", required: false, max: 20)
    let moment = input.text("at", required: false, max: 20)
    at = moment.isEmpty ? nil : Instant(moment)
    reached = !input.flag("missed")
    about = input.text("about", max: 2000)
    promised = input.money("promiseAmount", required: false)
    until = input.day("promiseUntil", required: false)
    if !moment.isEmpty, at == nil {
      input.fault("at", "notAMoment", Phrase("时间请写成 2026-03-16 09:30", "Write the time as 2026-03-16 09:30"))
    }
    if person == nil, other.isEmpty {
      input.fault("person", "nobodyCalled", Phrase("请选择当事人，或者写明其他人", "Choose a party, or name who else it was"))
    }
    if !phone.isEmpty {
      do throws(LawRefusal) { _ = try Phone.check(phone) } catch { input.fault("phone", error) }
    }
    if (promised > .zero) != (until != nil) {
      input.fault(
        until == nil ? "promiseUntil" : "promiseAmount", "promiseHalf",
        Phrase("承诺须同时写明金额和日期", "A promise names both a sum and a day"))
    }
    if until != nil, person == nil {
      input.fault("person", "promiseByNobody", Phrase("承诺人须是当事人", "Whoever promises is a party"))
    }
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {}
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    if let person, file.filing.party(person) == nil { throw .notAParty }
    let moment = at ?? situation.now
    guard moment <= situation.now else { throw .callInFuture }
    let fields = ["text": about, "other": other, "phone": phone].filter { !$0.value.isEmpty }
    let words = situation.depository.deposit(VaultContent("text", fields))
    var events: [any Event] = [CallLogged(person: person, direction: direction, reached: reached, at: moment, about: words)]
    if let person, let until {
      try Refusal.unlessOpen(file)
      guard until >= situation.today else { throw .promisePast(until) }
      events.append(PromiseMade(promise: situation.ids.next(), person: person, amount: promised, until: until))
    }
    return [situation.append(.caseFile(caseID), events)]
  }
}

extension Refusal {
  static var callInFuture: Refusal { Refusal("callInFuture", field: "at", Phrase("通话时间晚于现在", "The call is later than now")) }
}
