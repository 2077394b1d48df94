import Basics
import EnforcementLaw

/// Records a duty other than money, as the instrument has it: the case ends only when it has ended too.
public struct RecordDuty: CaseCommand {
  public static let name = "performance.recordDuty"
  public static let title = Phrase("登记行为、交付义务", "Record a duty other than money")
  public static let roles: Set<Role> = [.officer, .judge, .filingJudge, .filingClerk, .assistant]
  public static let fields = [
    PerformanceCommands.caseField,
    Field("kind", Phrase("义务种类", "Kind"), .choice(Duty.Kind.allCases.map { Field.Choice($0.rawValue, $0.name) })),
    Field("debtor", Phrase("被执行人", "Debtor"), .pick(.debtor)),
    Field("due", Phrase("履行日（执行通知指定的最后一日）", "To be done by (last day the notice gives)"), .day),
    Field("text", Phrase("义务内容", "What is to be done"), .longText(max: 5000)),
  ]
  public let caseID: ID<CaseFile>
  let kind: Duty.Kind
  let debtor: ID<Person>
  let due: Day
  let text: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    kind = input.choice("kind") ?? .act
    debtor = input.id("debtor")
    due = input.day("due") ?? Day(number: 0)
    text = input.text("text", max: 5000)
  }
  /// Years beyond which a last day is a slip of the pen.
  private static let yearsMax = 10
  /// What is recorded already is compared word by word.
  public func opens(_ situation: Situation) -> [VaultRef] { same(situation.caseFile(caseID)).map(\.text) }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try Refusal.unlessOpen(file)
    if file.closing.performedOn != nil { throw .performed }
  }
  private func same(_ file: CaseFile) -> [Duty] { file.performance.duties.filter { $0.kind == kind && $0.debtor == debtor } }

  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard file.filing.party(debtor)?.role == .debtor else { throw .notADebtor }
    if let filed = file.filing.filedOn, due < filed { throw .dutyDueBeforeFiling(filed) }
    let latest = situation.today.adding(months: 12 * RecordDuty.yearsMax)
    guard due <= latest else { throw .dutyDueTooLate(latest) }
    let twice = same(file).contains { known in
      situation.depository.content(known.text)?.fields["text"].map { $0.filter { !$0.isWhitespace } }
        == text.filter { !$0.isWhitespace }
    }
    if twice { throw .dutyTwice }
    let words = situation.depository.deposit(VaultContent("text", ["text": text]))
    let recorded = DutyRecorded(duty: situation.ids.next(), kind: kind, debtor: debtor, due: due, text: words)
    return [situation.append(.caseFile(caseID), [recorded])]
  }
}

/// A judge has another do what the debtor did not (代履行); the cost is advanced and charged to him (民事诉讼法 263).
public struct OrderSubstitution: CaseCommand {
  public static let name = "performance.orderSubstitution"
  public static let title = Phrase("决定代履行", "Have another do it at the debtor's cost")
  public static let roles: Set<Role> = [.judge]
  public static let fields = [
    PerformanceCommands.caseField, Field("duty", Phrase("义务", "Duty"), .pick(.duty)),
    Field("cost", Phrase("代履行费用（元）", "Cost (yuan)"), .money),
    Field(
      "borneBy", Phrase("垫付的当事人", "Advanced by the party"), .pick(.applicant), required: false,
      hint: Phrase("空白为法院垫付；由被执行人负担，从执行款中先行归还", "The court if empty; the debtor bears it, and it comes back first")),
    Field("text", Phrase("代履行人、费用依据", "Who does it, and how the cost was found"), .longText(max: 2000)),
  ]
  public let caseID: ID<CaseFile>
  let duty: ID<Duty>
  let cost: Money
  let borneBy: ID<Person>?
  let text: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    duty = input.id("duty")
    cost = input.money("cost")
    borneBy = input.optionalID("borneBy")
    text = input.text("text", max: 2000)
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try Refusal.unlessOpen(file)
    try Refusal.unlessRunning(file)
    if file.performance.openDuties.isEmpty { throw .noDuty }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard let found = file.performance.openDuties.first(where: { $0.id == duty }) else { throw .noDuty }
    guard found.kind.maySubstitute else { throw .notSubstitutable(found.kind) }
    guard found.due < situation.today else { throw .dutyNotDue(found.due, found.kind) }
    if found.substitution != nil { throw .substitutedAlready }
    if let borneBy, file.filing.party(borneBy) == nil { throw .notAParty }
    guard situation.account(caseID).costsAdvanced.adding(cost).map({ $0 <= .outsideMax }) ?? false else { throw .sumTooLarge }
    let words = situation.depository.deposit(VaultContent("text", ["text": text]))
    var draft = Draft(situation)
    draft.add(.caseFile(caseID), [SubstitutionOrdered(duty: duty, cost: cost, text: words)])
    draft.add(
      .caseAccount(caseID),
      [
        CostAdvanced(
          cost: situation.ids.next(), kind: .other, amount: cost, on: situation.today, borneBy: borneBy, text: words)
      ])
    return draft.appended
  }
}

/// A duty ended: how, when, and by which proof.
public struct EndDuty: CaseCommand {
  public static let name = "performance.endDuty"
  public static let title = Phrase("登记义务履行情况", "Record how a duty ended")
  public static let roles: Set<Role> = [.officer, .judge, .bailiff]
  public static let fields = [
    PerformanceCommands.caseField, Field("duty", Phrase("义务", "Duty"), .pick(.duty)),
    Field("how", Phrase("结果", "How"), .choice(Duty.Ending.allCases.map { Field.Choice($0.rawValue, $0.name) })),
    Field("on", Phrase("日期", "On"), .day),
    Field("agreed", Phrase("申请执行人确认", "The applicant agrees"), .flag, required: false),
    Field(
      "by", Phrase("撤回、同意折价的申请执行人", "Who withdraws it, or takes money instead"), .picks(.applicant), required: false,
      hint: Phrase("只有一名申请执行人的可以不选", "May stay empty where there is one applicant")),
    Field("proof", Phrase("笔录、照片、签收等证明", "Proof: minutes, photographs, signature"), .longText(max: 5000)),
  ]
  public let caseID: ID<CaseFile>
  let duty: ID<Duty>
  let how: Duty.Ending
  let on: Day
  let agreed: Bool
  let by: [ID<Person>]
  let proof: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    duty = input.id("duty")
    how = input.choice("how") ?? .voluntary
    on = input.day("on") ?? Day(number: 0)
    agreed = input.flag("agreed")
    by = input.ids("by")
    proof = input.text("proof", max: 5000)
  }
  public func alsoReads(_ situation: Situation) -> [StreamID] { CaseReceipts.reads(caseID, situation) }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try Refusal.unlessOpen(file)
    if file.performance.openDuties.isEmpty { throw .noDuty }
    try Authority.handler(of: file, situation.actor)
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard let found = file.performance.openDuties.first(where: { $0.id == duty }) else { throw .noDuty }
    guard on <= situation.today else { throw .dutyEndedInFuture }
    let from = earliest(found, file)
    guard on >= from.day else { throw .dutyEndedBefore(from.day, from.why) }
    var speakers: [ID<Person>]?
    switch how {
    case .substituted where found.substitution == nil: throw .notSubstituted
    // What the applicant gives up, takes instead or has received he says himself.
    case .voluntary:
      if !agreed { throw .applicantMustAgree(how) }
    case .compensated, .withdrawn:
      if !agreed { throw .applicantMustAgree(how) }
      // A duty is owed to all of them: nobody gives it up for another.
      let all = file.applicants.map(\.person)
      speakers = by.isEmpty && all.count == 1 ? all : by
      guard Set(speakers ?? []) == Set(all) else { throw .everyApplicantSays(how) }
    case .substituted, .compelled: break
    }
    let words = situation.depository.deposit(VaultContent("text", ["text": proof]))
    var draft = Draft(situation)
    draft.add(.caseFile(caseID), [DutyEnded(duty: duty, how: how, on: on, proof: words, by: speakers)])
    try CaseReceipts.performance(caseID, &draft)
    return draft.appended
  }

  /// The day before which a duty cannot have ended so.
  private func earliest(_ duty: Duty, _ file: CaseFile) -> (day: Day, why: Phrase) {
    let instrument = file.filing.instrument?.on ?? file.filing.receivedOn
    switch how {
    case .substituted: return (duty.substitution?.on ?? instrument, Phrase("决定代履行之日", "another was chosen to do it"))
    case .withdrawn, .compelled: return (file.filing.receivedOn, Phrase("申请执行之日", "enforcement was applied for"))
    case .voluntary, .compensated: return (instrument, Phrase("执行依据作出之日", "the instrument was made"))
    }
  }
}

extension Refusal {
  static func dutyDueTooLate(_ latest: Day) -> Refusal {
    Refusal("dutyDueTooLate", field: "due", Phrase("履行日晚于 \(latest)，请核对", "After \(latest): check the day"))
  }
  static var dutyTwice: Refusal {
    Refusal(
      "dutyTwice", field: "text", Phrase("同一义务已经登记", "The same duty is recorded already"),
      remedy: Phrase("登记有误的，更正原登记", "Where that record is wrong, put it right"))
  }
  static func dutyEndedBefore(_ day: Day, _ why: Phrase) -> Refusal {
    Refusal("dutyEndedBefore", field: "on", Phrase("早于\(why.zh) \(day)", "Before \(why.en) on \(day)"))
  }
  static func everyApplicantSays(_ how: Duty.Ending) -> Refusal {
    Refusal(
      "everyApplicantSays", field: "by",
      Phrase("“\(how.name.zh)”须由每名申请执行人表示", "“\(how.name.en)”: every applicant has to say so himself"))
  }
  static func dutyDueBeforeFiling(_ filed: Day) -> Refusal {
    Refusal("dutyDueBeforeFiling", field: "due", Phrase("履行日早于立案日 \(filed)", "Before the case was filed on \(filed)"))
  }
  static var noDuty: Refusal {
    Refusal("noDuty", field: "duty", Phrase("没有尚未履行的行为、交付义务", "No duty other than money is open"))
  }
  static func notSubstitutable(_ kind: Duty.Kind) -> Refusal {
    Refusal(
      "notSubstitutable", field: "duty", Phrase("“\(kind.name.zh)”不能由他人代为履行", "“\(kind.name.en)” cannot be done by another"),
      citations: kind == .deliverThing ? kind.citations + ["民诉法解释第492条"] : ["民诉法解释第503条"],
      remedy: Phrase("依法强制执行或者处罚", "Enforce it, or punish"))
  }
  static func dutyNotDue(_ due: Day, _ kind: Duty.Kind) -> Refusal {
    Refusal(
      "dutyNotDue", field: "duty", Phrase("被执行人可以履行至 \(due)", "The debtor has until \(due)"), citations: kind.citations)
  }
  static var substitutedAlready: Refusal {
    Refusal("substitutedAlready", field: "duty", Phrase("已决定代履行", "Another was chosen already"))
  }
  static var notSubstituted: Refusal {
    Refusal(
      "notSubstituted", field: "how", Phrase("没有决定代履行", "Nobody was chosen to do it"), citations: ["民诉法解释第501条"],
      remedy: Phrase("先由法官决定代履行", "A judge chooses somebody first"))
  }
  static var dutyEndedInFuture: Refusal {
    Refusal("dutyEndedInFuture", field: "on", Phrase("日期晚于今天", "After today"))
  }
  static func applicantMustAgree(_ how: Duty.Ending) -> Refusal {
    Refusal(
      "applicantMustAgree", field: "agreed",
      Phrase("“\(how.name.zh)”须由申请执行人确认", "“\(how.name.en)”: the applicant has to confirm it"))
  }
}
