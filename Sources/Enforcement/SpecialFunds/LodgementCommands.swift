import Basics
import EnforcementLaw

/// Proposes to lodge what a creditor cannot be paid.
public struct ProposeLodgement: CaseCommand {
  public static let name = "lodgement.propose"
  public static let title = Phrase("提请提存", "Propose to lodge money")
  public static let roles: Set<Role> = [.officer, .judge, .assistant]
  public static let fields = [
    FundsCommands.caseField, Field("person", Phrase("债权人", "Creditor"), .pick(.applicant)),
    Field(
      "amount", Phrase("金额（元）", "Amount (yuan)"), .money, required: false,
      hint: Phrase("空白为其应得的全部", "All that is due to him if empty")),
    Field(
      "ground", Phrase("事由", "Ground"),
      .choice(EnforcementLaw.Payout.LodgementGround.allCases.map { Field.Choice($0.rawValue, Lodgement.name(of: $0)) })),
    Field("text", Phrase("经过与证据", "What was tried, with evidence"), .longText(max: 2000)),
  ]
  public let caseID: ID<CaseFile>
  let person: ID<Person>
  let amount: Money
  let ground: EnforcementLaw.Payout.LodgementGround
  let text: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    person = input.id("person")
    amount = input.money("amount", required: false)
    ground = input.choice("ground") ?? .missing
    text = input.text("text", max: 2000)
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    guard file.isFiled else { throw .notFiled }
    if situation.account(file.id).available <= .zero { throw .nothingToPay }
    try Authority.handler(of: file, or: [.assistant], situation.actor)
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard file.applicants.contains(where: { $0.person == person }) else { throw .notAParty }
    let account = situation.account(caseID)
    let division: CaseDebt.Division
    do throws(LawRefusal) {
      division = try CaseDebt.division(file, account, on: situation.today, law: situation.law)
    } catch {
      throw .law(error)
    }
    let due = PayoutBooks.open(division.creditor, account, file).first { $0.0.person == person }?.1 ?? .zero
    let sum = amount == .zero ? due : amount
    guard sum > .zero else { throw .nothingToPay }
    guard sum <= min(due, account.available) else { throw .payoutExceeds(sum, min(due, account.available)) }
    try file.keepHeld(account, sum, of: account.available)
    let proposed = LodgementProposed(
      lodgement: situation.ids.next(), person: person, amount: sum, ground: ground,
      text: situation.depository.deposit(VaultContent("text", ["text": text])))
    return [situation.append(.caseAccount(caseID), [proposed])]
  }
}

/// A vice-president or the president approves: the money is lodged, and the notice to the creditor drafted.
public struct ApproveLodgement: CaseCommand {
  public static let name = "lodgement.approve"
  public static let title = Phrase("审批提存", "Approve the lodgement")
  public static let roles: Set<Role> = [.vicePresident, .president]
  public static let fields = [FundsCommands.caseField, Field("lodgement", Phrase("提存", "Lodgement"), .pick(.lodgement))]
  public let caseID: ID<CaseFile>
  let lodgement: ID<Lodgement>
  public init(_ input: inout Input) {
    caseID = input.id("case")
    lodgement = input.id("lodgement")
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    let waiting = situation.account(file.id).lodgementList.filter { $0.status == .proposed }
    guard !waiting.isEmpty else { throw .noLodgement }
    try Authority.otherThanAll(waiting.map(\.proposedBy), situation.actor)
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard let found = situation.account(caseID).lodgements[lodgement], found.status == .proposed else { throw .noLodgement }
    try Authority.otherThan(found.proposedBy, situation.actor)
    let account = situation.account(caseID)
    try file.keepHeld(account, found.amount, of: account.balance - account.onTheWay)
    let until = EnforcementLaw.Payout.escheats(lodged: situation.today)
    let lodged = MoneyLodged(
      lodgement: lodgement, person: found.person, amount: found.amount, until: until.value, reasons: until.reasons)
    let notice = PaperDrafted(
      paper: situation.ids.next(), kind: .lodgementNotice, about: ["\(found.person)", "\(lodgement)"])
    return [situation.append(.caseAccount(caseID), [lodged]), situation.append(.caseFile(caseID), [notice])]
  }
}

/// Vice president or president refuses a lodgement, with a reason; refused where it is not a proposal any more.
public struct RefuseLodgement: CaseCommand {
  public static let name = "lodgement.refuse"
  public static let title = Phrase("不准许提存", "Refuse the lodgement")
  public static let roles: Set<Role> = [.vicePresident, .president]
  public static let fields = [
    FundsCommands.caseField, Field("lodgement", Phrase("提存", "Lodgement"), .pick(.lodgement)),
    Field("reason", Phrase("理由", "Reason"), .longText(max: 1000)),
  ]
  public let caseID: ID<CaseFile>
  let lodgement: ID<Lodgement>
  let reason: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    lodgement = input.id("lodgement")
    reason = input.text("reason", max: 1000)
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try ApproveLodgement.offered(in: situation, file)
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard let found = situation.account(caseID).lodgements[lodgement], found.status == .proposed else { throw .noLodgement }
    try Authority.otherThan(found.proposedBy, situation.actor)
    let words = situation.depository.deposit(VaultContent("text", ["text": reason]))
    return [situation.append(.caseAccount(caseID), [LodgementRefused(lodgement: found.id, reason: words)])]
  }
}

/// The creditor claims it, proving who he is.
public struct ClaimLodgement: CaseCommand {
  public static let name = "lodgement.claim"
  public static let title = Phrase("登记申领提存款", "Record a claim to lodged money")
  public static let roles: Set<Role> = [.officer, .judge, .assistant, .clerk, .reception]
  public static let fields = [
    FundsCommands.caseField, Field("lodgement", Phrase("提存", "Lodgement"), .pick(.lodgement)),
    Field("text", Phrase("身份与权利的证明", "Proof of identity and right"), .longText(max: 1000)),
  ]
  public let caseID: ID<CaseFile>
  let lodgement: ID<Lodgement>
  let text: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    lodgement = input.id("lodgement")
    text = input.text("text", max: 1000)
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    guard situation.account(file.id).lodgementList.contains(where: { $0.status == .lodged }) else { throw .noLodgement }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard let found = situation.account(caseID).lodgements[lodgement], found.status == .lodged else { throw .noLodgement }
    let words = situation.depository.deposit(VaultContent("text", ["text": text]))
    return [
      situation.append(.caseAccount(caseID), [LodgementClaimed(lodgement: found.id, amount: found.amount, text: words)])
    ]
  }
}

/// Proposes the payout of what was claimed, or of what is the state's; it passes the gates.
public struct PayLodged: CaseCommand {
  public static let name = "lodgement.pay"
  public static let title = Phrase("提出发放提存款", "Propose the payout of lodged money")
  public static let roles: Set<Role> = [.officer, .judge, .assistant]
  public static let fields = [FundsCommands.caseField]
  public let caseID: ID<CaseFile>
  public init(_ input: inout Input) { caseID = input.id("case") }
  public func alsoReads(_ situation: Situation) -> [StreamID] {
    situation.account(caseID).lodgementsToPay.map { .person($0.lodgement.person) }
  }
  public func opens(_ situation: Situation) -> [VaultRef] {
    situation.payeeEntries(situation.account(caseID).lodgementsToPay.map(\.lodgement.person))
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    let account = situation.account(file.id)
    if account.lodgementsToPay.isEmpty { throw .noLodgement }
    if !account.busyPayouts.isEmpty { throw .payoutOpen }
    try Authority.handler(of: file, or: [.assistant], situation.actor)
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let lines = situation.account(caseID).lodgementsToPay.map { part -> PayoutLine in
      let toState = part.lodgement.status == .toState
      return PayoutLine(
        id: situation.ids.next(), kind: toState ? .escheat : .lodged, payee: toState ? nil : part.lodgement.person,
        amount: part.amount, vault: toState ? nil : situation.person(part.lodgement.person).payee?.vault)
    }
    let unknown = lines.count { $0.payee != nil && $0.vault == nil }
    guard unknown == 0 else { throw .noPayee(unknown) }
    let findings = situation.payeeFindings(lines.compactMap(\.payee), file, situation.account(caseID))
    if let bar = findings.first(where: { $0.1.isBar }) { throw .payeeBarred(bar.1) }
    return [
      situation.append(
        .caseAccount(caseID), [PayoutProposed(payout: situation.ids.next(), lines: lines, reasons: [Reasons("R6.9")])])
    ]
  }
}

/// By timer: a year has passed, or the five years have.
public struct LodgementYear: CaseCommand {
  public static let name = "lodgement.year"
  public static let title = Phrase("提存期限", "A year of a lodgement")
  public static let roles: Set<Role> = [.machine]
  public static let fields = [
    FundsCommands.caseField, Field("lodgement", Phrase("提存", "Lodgement"), .text(max: 20)),
  ]
  public let caseID: ID<CaseFile>
  let lodgement: ID<Lodgement>
  public init(_ input: inout Input) {
    caseID = input.id("case")
    lodgement = input.id("lodgement")
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {}
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let account = situation.account(caseID)
    guard let found = account.lodgements[lodgement], found.status == .lodged, let until = found.until, let on = found.lodgedOn
    else { return [] }
    if situation.today > until {
      let costs = min(found.amount, max(.zero, account.costsToRecover))
      return [
        situation.append(
          .caseAccount(caseID), [LodgementToState(lodgement: lodgement, amount: found.amount, costs: costs)])
      ]
    }
    let year = found.reminders + 1
    guard situation.today >= on.adding(months: 12 * year) else { return [] }
    return [
      situation.append(
        .caseAccount(caseID), [LodgementReminded(lodgement: lodgement, person: found.person, year: year)])
    ]
  }
}

extension Refusal {
  static var noLodgement: Refusal {
    Refusal("noLodgement", field: "lodgement", Phrase("没有处于这一阶段的提存", "No lodgement is at this stage"))
  }
}
