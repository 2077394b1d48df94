import Basics
import EnforcementLaw

/// Records a settlement with its instalments: by whom and how it was brought to the court decides whether it counts (R8.5).
public struct RecordSettlement: CaseCommand {
  public static let name = "settlement.record"
  public static let title = Phrase("登记执行和解", "Record a settlement")
  public static let roles: Set<Role> = [.officer, .judge, .assistant]
  private static let instalmentsMax = 120
  public static let fields = [
    PerformanceCommands.caseField,
    Field(
      "form", Phrase("形式", "Form"),
      .choice(SettlementAgreement.Form.allCases.map { Field.Choice($0.rawValue, $0.name) })),
    Field("allSides", Phrase("各方均已提交、认可或者签名", "All sides submitted, acknowledged or signed"), .flag, required: false),
    Field("byAgent", Phrase("由代理人达成", "Made by an agent"), .flag, required: false),
    Field("specialAuthority", Phrase("代理人有特别授权", "The agent has special authority"), .flag, required: false),
    Field("on", Phrase("和解日", "Agreed on"), .day),
    Field(
      "instalments", Phrase("分期", "Instalments"),
      .group(
        [Field("due", Phrase("履行日", "Due"), .day), Field("amount", Phrase("金额（元）", "Amount (yuan)"), .money)],
        max: instalmentsMax), hint: Phrase("一次付清的写一期", "One for a single payment")),
    Field(
      "fee", Phrase("执行费由谁负担", "Who bears the enforcement fee"),
      .choice(SettlementAgreement.FeeBearing.allCases.map { Field.Choice($0.rawValue, $0.name) }),
      hint: Phrase("由双方协商；协商不成的由法院决定（诉讼费用交纳办法第38条）", "As the parties agree, else the court decides")),
    Field(
      "promisedToCourt", Phrase("担保人向法院承诺直接接受强制执行", "A guarantor promised the court to be enforced against"), .flag,
      required: false),
    Field("terms", Phrase("协议内容或者笔录", "Terms, or the minutes"), .longText(max: 10_000)),
  ]
  public let caseID: ID<CaseFile>
  let form: SettlementAgreement.Form
  let allSides: Bool
  let byAgent: Bool
  let specialAuthority: Bool
  let on: Day
  let instalments: [(due: Day, amount: Money)]
  let fee: SettlementAgreement.FeeBearing
  let promisedToCourt: Bool
  let terms: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    form = input.choice("form") ?? .written
    allSides = input.flag("allSides")
    byAgent = input.flag("byAgent")
    specialAuthority = input.flag("specialAuthority")
    on = input.day("on") ?? Day(number: 0)
    instalments = input.group("instalments", max: RecordSettlement.instalmentsMax) {
      ($0.day("due") ?? Day(number: 0), $0.money("amount"))
    }
    fee = input.choice("fee") ?? .court
    promisedToCourt = input.flag("promisedToCourt")
    terms = input.text("terms", max: 10_000)
    for place in instalments.indices where place > 0 && instalments[place].due <= instalments[place - 1].due {
      input.fault("instalments[\(place)].due", "notAscending", Phrase("各期按日期先后填写", "Instalments follow one another in time"))
    }
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try Refusal.unlessOpen(file)
    try Authority.handler(of: file, or: [.assistant], situation.actor)
    if file.performance.settlement != nil { throw .settledAlready }
    if file.closing.performedOn != nil { throw .performed }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard on <= situation.today else { throw .settledInFuture(on) }
    if let instrument = file.filing.instrument, on < instrument.on { throw .settledBeforeInstrument(instrument.on) }
    guard let first = instalments.first else { throw .noInstalment }
    guard first.due >= on else { throw .dueBeforeSettled }
    guard instalments.map(\.amount).boundedSum <= .outsideMax else { throw .sumTooLarge }
    let list = instalments.map { SettlementAgreement.Instalment(id: situation.ids.next(), due: $0.due, amount: $0.amount) }
    var draft = Draft(situation)
    draft.add(
      .caseFile(caseID),
      [
        SettlementRecorded(
          settlement: situation.ids.next(), on: on, form: form, instalments: list, promisedToCourt: promisedToCourt, fee: fee,
          terms: situation.depository.deposit(VaultContent("text", ["text": terms])),
          reasons: try mayCount(list, situation))
      ])
    SettlementBooks.note(caseID, &draft)
    try CaseReceipts.performance(caseID, &draft)
    return draft.appended
  }
  public func alsoReads(_ situation: Situation) -> [StreamID] { CaseReceipts.reads(caseID, situation) }

  private func mayCount(
    _ list: [SettlementAgreement.Instalment], _ situation: Situation
  ) throws(Refusal) -> Reasons {
    do throws(LawRefusal) {
      let way: Settlement.Form = form == .written ? .written(bothSubmit: allSides) : .minutes(bothSigned: allSides)
      var reasons = try Settlement.maySuspend(way, byAgent: byAgent, specialAuthority: specialAuthority).reasons
      let long = Settlement.isLongPerformance(
        agreed: on, lastAgreedDay: list.map(\.due).max() ?? on, settings: situation.settings)
      reasons.steps += long.reasons.steps
      reasons.settings += long.reasons.settings
      return reasons
    } catch {
      let field = error.field == "form" ? "allSides" : error.field
      throw Refusal(error.code, field: field, error.message, citations: error.citations.map(\.text))
    }
  }
}

/// What instalments have been paid, from the account or directly.
public enum SettlementBooks {
  /// Days before an instalment on which its debtor is reminded.
  static let remindDays = 3

  /// Sums that fill instalments: receipts of the account and direct payments, each with its day.
  public static func sums(_ account: CaseAccount) -> [CarriedSum] {
    account.receiptOrder.compactMap { account.receipts[$0] }.map { CarriedSum(on: $0.on, amount: $0.amount) }
      + account.direct.map { CarriedSum(on: $0.on, amount: $0.amount) }
  }

  /// Adds what newly counts as paid, and that all is paid.
  static func note(_ caseID: ID<CaseFile>, _ draft: inout Draft) {
    let situation = draft.situation
    guard let agreement = situation.caseFile(caseID).performance.settlement, agreement.status == .running else { return }
    let standing = agreement.standing(sums(situation.account(caseID)))
    let newly = standing.filter { agreement.paid[$0.instalment.id] == nil }.compactMap { part in
      part.whole.map {
        InstalmentPaid(
          instalment: part.instalment.id, place: agreement.number(part.instalment.id), amount: part.instalment.amount, on: $0)
      }
    }
    draft.add(.caseFile(caseID), newly)
    if standing.allSatisfy({ $0.whole != nil }) {
      draft.add(.caseFile(caseID), [SettlementFulfilled(settlement: agreement.id, total: agreement.total)])
    }
  }

  /// Takes back what no longer counts as paid.
  static func reopen(_ caseID: ID<CaseFile>, _ draft: inout Draft) {
    let situation = draft.situation
    guard let agreement = situation.caseFile(caseID).performance.settlement else { return }
    let open = agreement.standing(sums(situation.account(caseID))).filter { $0.whole == nil }.map(\.instalment)
      .filter { agreement.paid[$0.id] != nil }
    guard !open.isEmpty else { return }
    draft.add(
      .caseFile(caseID),
      [
        InstalmentsReopened(
          settlement: agreement.id, instalments: open,
          reopenedThrough: agreement.status == .fulfilled ? agreement.lastDue : nil)
      ])
  }

  static func tell(_ parties: [CaseParty], _ file: CaseFile, _ text: String) -> [Reaction] {
    parties.enumerated().map { place, party in
      .message(Message(to: party.person, vault: party.vault, caseID: file.id, text: text, before: place))
    }
  }
}

/// The clock reminds the debtor before an instalment.
public struct RemindInstalment: CaseCommand {
  public static let name = "settlement.remind"
  public static let title = Phrase("提醒和解分期", "Remind of an instalment")
  public static let roles: Set<Role> = [.machine]
  public static let fields = [
    PerformanceCommands.caseField, Field("instalment", Phrase("分期", "Instalment"), .text(max: 20)),
  ]
  public let caseID: ID<CaseFile>
  let instalment: ID<SettlementAgreement.Instalment>
  public init(_ input: inout Input) {
    caseID = input.id("case")
    instalment = input.id("instalment")
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {}
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard file.watchesSettlement, let (agreement, found) = file.running(instalment) else { return [] }
    let reminded = InstalmentReminded(instalment: instalment, place: agreement.number(instalment), due: found.due)
    return [situation.append(.caseFile(caseID), [reminded])]
  }
}

/// The clock finds an instalment that was not paid in time.
public struct CheckInstalment: CaseCommand {
  public static let name = "settlement.check"
  public static let title = Phrase("核查和解分期", "Check an instalment")
  public static let roles: Set<Role> = [.machine]
  public static let fields = RemindInstalment.fields
  public let caseID: ID<CaseFile>
  let instalment: ID<SettlementAgreement.Instalment>
  public init(_ input: inout Input) {
    caseID = input.id("case")
    instalment = input.id("instalment")
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {}
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard file.watchesSettlement, let (agreement, found) = file.running(instalment), !agreement.missed.contains(instalment) else {
      return []
    }
    let part = agreement.standing(SettlementBooks.sums(situation.account(caseID))).first { $0.instalment.id == instalment }
    let missed = InstalmentMissed(
      instalment: instalment, place: agreement.number(instalment), open: found.amount - (part?.paid ?? .zero), due: found.due)
    return [situation.append(.caseFile(caseID), [missed])]
  }
}

extension CaseFile {
  /// An instalment of the settlement being performed that is not paid yet.
  fileprivate func running(
    _ instalment: ID<SettlementAgreement.Instalment>
  ) -> (SettlementAgreement, SettlementAgreement.Instalment)? {
    guard let agreement = performance.settlement, agreement.status == .running, agreement.paid[instalment] == nil,
      let found = agreement.instalments.first(where: { $0.id == instalment })
    else { return nil }
    return (agreement, found)
  }
}

/// Records that the debtor will not perform, before the day has come, or that the settlement was won by fraud or force.
public struct RecordRepudiation: CaseCommand {
  public static let name = "settlement.recordRepudiation"
  public static let title = Phrase("登记预期违约、欺诈胁迫", "Record an anticipatory breach, fraud or force")
  public static let roles: Set<Role> = [.officer, .judge]
  public static let fields = [
    PerformanceCommands.caseField,
    Field(
      "cause", Phrase("情形", "What happened"),
      .choice(SettlementAgreement.Repudiation.allCases.map { Field.Choice($0.rawValue, $0.name) })),
    Field("evidence", Phrase("事实和证据", "Facts and evidence"), .longText(max: 5000)),
  ]
  public let caseID: ID<CaseFile>
  let cause: SettlementAgreement.Repudiation
  let evidence: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    cause = input.choice("cause") ?? .anticipatoryBreach
    evidence = input.text("evidence", max: 5000)
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try Refusal.unlessOpen(file)
    try Authority.handler(of: file, situation.actor)
    guard file.performance.settlement?.status == .running else { throw .noSettlement }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    if file.performance.settlement?.repudiated != nil { throw .repudiatedAlready }
    let words = situation.depository.deposit(VaultContent("text", ["text": evidence]))
    return [situation.append(.caseFile(caseID), [SettlementRepudiated(cause: cause, evidence: words)])]
  }
}

/// The applicant applies to go back to the instrument. Refused where the settlement is performed, not due, or being performed (和解规定 11).
public struct ResumeAfterSettlement: CaseCommand {
  public static let name = "settlement.resume"
  public static let title = Phrase("恢复执行原生效法律文书", "Enforce the instrument again")
  public static let roles: Set<Role> = [.officer, .judge]
  public static let fields = [
    PerformanceCommands.caseField,
    Field("appliedOn", Phrase("申请恢复日", "Applied for on"), .day),
    Field("text", Phrase("申请和审查情况", "The application, and what was found"), .longText(max: 5000)),
  ]
  public let caseID: ID<CaseFile>
  let appliedOn: Day
  let text: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    appliedOn = input.day("appliedOn") ?? Day(number: 0)
    text = input.text("text", max: 5000)
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try Refusal.unlessOpen(file)
    try Authority.handler(of: file, situation.actor)
    guard let agreement = file.performance.settlement else { throw .noSettlement }
    do throws(LawRefusal) { _ = try Settlement.checkRestore(agreement.state(today: situation.today)) } catch { throw .law(error) }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard let agreement = file.performance.settlement else { throw .noSettlement }
    guard appliedOn <= situation.today else { throw .settledInFuture(appliedOn, field: "appliedOn") }
    guard appliedOn >= agreement.on else { throw .appliedBeforeSettled(agreement.on) }
    let by = Settlement.restoreBy(lastAgreedDay: agreement.lastDue, calendar: situation.law.calendar)
    let paid = SettlementBooks.sums(situation.account(caseID)).filter { $0.on >= agreement.on }.map(\.amount).boundedSum
    let reasons: [Reasons]
    do throws(LawRefusal) {
      let state = try Settlement.checkRestore(agreement.state(today: situation.today))
      let left = try Settlement.left(instrument: file.filing.claimed, paid: paid)
      reasons = [state.reasons, by.reasons, left.reasons]
    } catch {
      throw .law(error)
    }
    var draft = Draft(situation)
    draft.add(
      .caseFile(caseID),
      [
        SettlementResumed(
          settlement: agreement.id, state: agreement.state(today: situation.today), appliedOn: appliedOn, restoreBy: by.value,
          text: situation.depository.deposit(VaultContent("text", ["text": text])), reasons: reasons)
      ])
    if file.term.pause?.ground == .settlement { try PauseSigning.resume(.settlementBreached, paper: nil, caseID, &draft) }
    return draft.appended
  }
}

extension Refusal {
  static var settledAlready: Refusal {
    Refusal(
      "settledAlready", Phrase("本案已有和解协议", "The case has a settlement already"),
      remedy: Phrase("原协议恢复执行后可以再次和解", "Once the instrument is enforced again the parties may settle anew"))
  }
  static func settledInFuture(_ day: Day, field: String = "on") -> Refusal {
    Refusal("settledInFuture", field: field, Phrase("\(day) 晚于今天", "\(day) is after today"))
  }
  static var noInstalment: Refusal {
    Refusal("noInstalment", field: "instalments", Phrase("至少写一期", "At least one instalment"))
  }
  static var dueBeforeSettled: Refusal {
    Refusal("dueBeforeSettled", field: "instalments[0].due", Phrase("履行日早于和解日", "Due before it was agreed"))
  }
  static var noSettlement: Refusal {
    Refusal("noSettlement", Phrase("没有正在履行的和解协议", "No settlement is being performed"))
  }
  static var repudiatedAlready: Refusal {
    Refusal("repudiatedAlready", Phrase("已经登记", "Recorded already"))
  }
}

extension Refusal {
  static func settledBeforeInstrument(_ day: Day) -> Refusal {
    Refusal(
      "settledBeforeInstrument", field: "on",
      Phrase("早于执行依据作出之日 \(day)，不是执行中的和解", "Before the instrument of \(day): no settlement of its enforcement"))
  }
  static func appliedBeforeSettled(_ day: Day) -> Refusal {
    Refusal("appliedBeforeSettled", field: "appliedOn", Phrase("早于和解日 \(day)", "Before the settlement of \(day)"))
  }
}
