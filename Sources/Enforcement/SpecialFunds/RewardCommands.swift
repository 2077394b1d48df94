import Basics
import EnforcementLaw

/// What the commands on rewards have in common.
enum RewardSteps {
  static let field = Field("reward", Phrase("悬赏", "Reward"), .pick(.reward))
  static let reason = Field("reason", Phrase("理由", "Reason"), .longText(max: 1000))

  static func find(
    _ id: ID<RewardOffer>, _ status: RewardOffer.Status, _ account: CaseAccount
  ) throws(Refusal) -> RewardOffer {
    guard let offer = account.rewards[id], offer.status == status else { throw .noReward }
    return offer
  }
  /// Refuses where no reward of the case stands so; gives the first that does.
  @discardableResult
  static func offered(
    _ status: RewardOffer.Status, _ situation: Situation, _ file: CaseFile
  ) throws(Refusal) -> RewardOffer {
    guard let first = situation.account(file.id).rewardList.first(where: { $0.status == status }) else { throw .noReward }
    return first
  }
}

/// Takes down an applicant's written request for a reward notice.
public struct ApplyForReward: CaseCommand {
  public static let name = "reward.apply"
  public static let title = Phrase("登记悬赏申请", "Record a request for a reward notice")
  public static let roles: Set<Role> = [.officer, .judge, .assistant, .clerk, .reception]
  public static let fields = [
    FundsCommands.caseField, Field("person", Phrase("申请执行人", "Applicant"), .pick(.applicant)),
    Field("amount", Phrase("悬赏金额（元）", "Reward (yuan)"), .money),
    Field("text", Phrase("申请内容", "What is asked for"), .longText(max: 2000)),
  ]
  public let caseID: ID<CaseFile>
  let person: ID<Person>
  let amount: Money
  let text: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    person = input.id("person")
    amount = input.money("amount")
    text = input.text("text", max: 2000)
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try Refusal.unlessOpen(file)
    if situation.account(file.id).rewardList.contains(where: { $0.status == .applied }) { throw .rewardWaits }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard file.applicants.contains(where: { $0.person == person }) else { throw .notAParty }
    let applied = RewardApplied(
      reward: situation.ids.next(), person: person, amount: amount,
      text: situation.depository.deposit(VaultContent("text", ["text": text])))
    return [situation.append(.caseAccount(caseID), [applied])]
  }
}

/// Allows the notice.
public struct PublishReward: CaseCommand {
  public static let name = "reward.publish"
  public static let title = Phrase("准许悬赏", "Allow the reward notice")
  public static let roles: Set<Role> = [.judge, .bureauChief]
  public static let fields = [
    FundsCommands.caseField, RewardSteps.field,
    Field(
      "until", Phrase("截止日", "Until"), .day, required: false,
      hint: Phrase("空白为本案执行终结时", "Empty: until the enforcement of the case ends")),
    Field(
      "notice", Phrase("公告征集的线索", "What the notice asks for"), .longText(max: 1000), required: false,
      hint: Phrase("对外公布，不写身份证号、住址、电话和申请执行人姓名", "Everybody reads it: no numbers, addresses, telephones, nor the applicant's name")
    ),
  ]
  public let caseID: ID<CaseFile>
  let reward: ID<RewardOffer>
  let until: Day?
  let notice: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    reward = input.id("reward")
    until = input.day("until", required: false)
    notice = input.text("notice", required: false, max: 1000)
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try Authority.otherThan(try RewardSteps.offered(.applied, situation, file).appliedBy, situation.actor)
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let offer = try RewardSteps.find(reward, .applied, situation.account(caseID))
    try Authority.otherThan(offer.appliedBy, situation.actor)
    if let until, until <= situation.today { throw .noticeOver }
    let words = notice.isEmpty ? nil : situation.depository.deposit(VaultContent("text", ["text": notice]))
    return [situation.append(.caseAccount(caseID), [RewardPublished(reward: reward, until: until, notice: words)])]
  }
}

/// Whoever may publish a reward notice refuses it, with a reason; only while it is applied for (R6.11).
public struct RefuseReward: CaseCommand {
  public static let name = "reward.refuse"
  public static let title = Phrase("不准许悬赏", "Refuse the reward notice")
  public static let roles = PublishReward.roles
  public static let fields = [FundsCommands.caseField, RewardSteps.field, RewardSteps.reason]
  public let caseID: ID<CaseFile>
  let reward: ID<RewardOffer>
  let reason: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    reward = input.id("reward")
    reason = input.text("reason", max: 1000)
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try PublishReward.offered(in: situation, file)
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    try Authority.otherThan(try RewardSteps.find(reward, .applied, situation.account(caseID)).appliedBy, situation.actor)
    let words = situation.depository.deposit(VaultContent("text", ["text": reason]))
    return [situation.append(.caseAccount(caseID), [RewardRefused(reward: reward, reason: words)])]
  }
}

/// Takes down information that somebody gives, with who he is and where a reward would go.
public struct RecordRewardTip: CaseCommand {
  public static let name = "reward.recordTip"
  public static let title = Phrase("登记悬赏线索", "Record information for a reward")
  public static let roles: Set<Role> = [.officer, .judge, .assistant, .clerk, .reception]
  public static let fields =
    [FundsCommands.caseField, RewardSteps.field] + Application.partyFields.filter { shown.contains($0.name) } + [
      Field(
        "informant", Phrase("提供人身份", "Who gives it"),
        .choice(Reward.Informant.allCases.map { Field.Choice($0.rawValue, $0.name) })),
      Field("on", Phrase("提供日", "Given on"), .day), Field("text", Phrase("线索内容", "The information"), .longText(max: 2000)),
    ]
  private static let shown: Set<String> = [
    "kind", "name", "idKind", "idNumber", "phone", "payeeName", "payeeAccount", "payeeBank",
  ]
  public let caseID: ID<CaseFile>
  let reward: ID<RewardOffer>
  let party: Application.Party
  let informant: Reward.Informant
  let on: Day
  let text: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    reward = input.id("reward")
    party = Application.party(&input, as: .applicant)
    informant = input.choice("informant") ?? .outsider
    on = input.day("on") ?? Day(number: 0)
    text = input.text("text", max: 2000)
  }
  public var identities: [IdentityKey] { [party.identity].compactMap { $0 } + Payee.keys([party]) }
  private func known(_ situation: Situation) -> ID<Person>? {
    party.identity.flatMap { situation.identities[$0]?.id }.map { ID(raw: $0) }
  }
  public func alsoReads(_ situation: Situation) -> [StreamID] { known(situation).map { [.person($0)] } ?? [] }
  public func opens(_ situation: Situation) -> [VaultRef] {
    known(situation).flatMap { situation.person($0).vault }.map { [$0] } ?? []
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try RewardSteps.offered(.published, situation, file)
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let offer = try RewardSteps.find(reward, .published, situation.account(caseID))
    guard on <= situation.today, on >= offer.appliedOn else { throw .tipDay }
    if let until = offer.until, on > until { throw .tipTooLate(until) }
    var draft = Draft(situation)
    let (person, _) = Intake.record(party, known: nil, &draft)
    if file.filing.party(person) != nil { throw .tipByParty }
    Payee.record(party.vault, of: person, &draft)
    let taken = RewardTipTaken(
      reward: reward, tip: situation.ids.next(), person: person, informant: informant, on: on,
      text: situation.depository.deposit(VaultContent("text", ["text": text])))
    draft.add(.caseAccount(caseID), [taken])
    return draft.appended
  }
}

/// Proposes to pay the reward for information that brought money in: to the first who may have it, out of the applicant's money.
public struct ProposeReward: CaseCommand {
  public static let name = "reward.propose"
  public static let title = Phrase("提请支付悬赏金", "Propose to pay the reward")
  public static let roles: Set<Role> = [.officer, .judge, .assistant]
  public static let fields = [
    FundsCommands.caseField, RewardSteps.field,
    Field(
      "tips", Phrase("提供同一线索的", "Who gave this information"), .picks(.tip), required: false,
      hint: Phrase("不选为本悬赏的全部线索", "None means all information for this reward")),
    Field("recovered", Phrase("线索财产执行到位（元）", "Recovered through it (yuan)"), .money),
  ]
  public let caseID: ID<CaseFile>
  let reward: ID<RewardOffer>
  let tips: [ID<RewardTip>]
  let recovered: Money
  public init(_ input: inout Input) {
    caseID = input.id("case")
    reward = input.id("reward")
    tips = input.ids("tips")
    recovered = input.money("recovered")
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try RewardSteps.offered(.published, situation, file)
    try Authority.handler(of: file, or: [.assistant], situation.actor)
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let account = situation.account(caseID)
    let offer = try RewardSteps.find(reward, .published, account)
    guard tips.allSatisfy({ tip in offer.tips.contains { $0.id == tip } }) else { throw .noSuchTip }
    let given = tips.isEmpty ? offer.tips : offer.tips.filter { tips.contains($0.id) }
    guard recovered <= account.allReceived else { throw .rewardBeyondReceipts(recovered, account.allReceived) }
    let first: Explained<Reward.Tip>
    let sum: Explained<Money>
    do throws(LawRefusal) {
      first = try Reward.entitled(given.map { Reward.Tip("\($0.id)", $0.informant, at: Instant($0.on)) })
      sum = try Reward.payable(promised: offer.promised, recovered: recovered)
    } catch {
      throw .law(error)
    }
    guard let tip = given.first(where: { "\($0.id)" == first.value.id }) else { throw .noSuchTip }
    try RewardBooks.check(sum.value, of: offer.person, file, account, situation)
    let proposed = RewardProposed(
      reward: reward, tip: tip.id, person: tip.person, recovered: recovered, amount: sum.value,
      reasons: [first.reasons, sum.reasons])
    return [situation.append(.caseAccount(caseID), [proposed])]
  }
}

/// Approves the payment: the sum is the informant's from now on and no more the applicant's.
public struct ApproveReward: CaseCommand {
  public static let name = "reward.approve"
  public static let title = Phrase("审批悬赏金", "Approve the payment of a reward")
  public static let roles: Set<Role> = [.bureauChief, .vicePresident, .president]
  public static let fields = [FundsCommands.caseField, RewardSteps.field]
  public let caseID: ID<CaseFile>
  let reward: ID<RewardOffer>
  public init(_ input: inout Input) {
    caseID = input.id("case")
    reward = input.id("reward")
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try RewardSteps.offered(.proposed, situation, file)
    let waiting = situation.account(file.id).rewardList.filter { $0.status == .proposed }
    try Authority.otherThanAll(waiting.compactMap(\.award?.proposedBy), situation.actor)
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let account = situation.account(caseID)
    let offer = try RewardSteps.find(reward, .proposed, account)
    guard let award = offer.award else { throw .noReward }
    try Authority.otherThan(award.proposedBy, situation.actor)
    try RewardBooks.check(award.amount, of: offer.person, file, account, situation)
    return [situation.append(.caseAccount(caseID), [RewardApproved(reward: reward, amount: award.amount)])]
  }
}

/// Whoever may approve a reward declines it, with a reason; the notice runs on and another payment may be proposed.
public struct DeclineReward: CaseCommand {
  public static let name = "reward.decline"
  public static let title = Phrase("不批准悬赏金", "Decline the payment of a reward")
  public static let roles = ApproveReward.roles
  public static let fields = [FundsCommands.caseField, RewardSteps.field, RewardSteps.reason]
  public let caseID: ID<CaseFile>
  let reward: ID<RewardOffer>
  let reason: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    reward = input.id("reward")
    reason = input.text("reason", max: 1000)
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try ApproveReward.offered(in: situation, file)
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let offer = try RewardSteps.find(reward, .proposed, situation.account(caseID))
    try Authority.otherThan(offer.award?.proposedBy, situation.actor)
    let words = situation.depository.deposit(VaultContent("text", ["text": reason]))
    return [situation.append(.caseAccount(caseID), [RewardDeclined(reward: reward, reason: words)])]
  }
}

/// Proposes the payout of approved rewards; it passes the three gates like any other.
public struct PayReward: CaseCommand {
  public static let name = "reward.pay"
  public static let title = Phrase("提出发放悬赏金", "Propose the payout of rewards")
  public static let roles: Set<Role> = [.officer, .judge, .assistant]
  public static let fields = [FundsCommands.caseField]
  public let caseID: ID<CaseFile>
  public init(_ input: inout Input) { caseID = input.id("case") }
  private static func payees(_ account: CaseAccount) -> [ID<Person>] { account.rewardsToPay.map(\.award.to) }
  public func alsoReads(_ situation: Situation) -> [StreamID] {
    PayReward.payees(situation.account(caseID)).map { .person($0) }
  }
  public func opens(_ situation: Situation) -> [VaultRef] {
    situation.payeeEntries(PayReward.payees(situation.account(caseID)))
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    let account = situation.account(file.id)
    if account.rewardsToPay.isEmpty { throw .noReward }
    if !account.busyPayouts.isEmpty { throw .payoutOpen }
    try Authority.handler(of: file, or: [.assistant], situation.actor)
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let account = situation.account(caseID)
    let lines = account.rewardsToPay.map { offer, award in
      PayoutLine(
        id: situation.ids.next(), kind: .reward, payee: award.to, amount: award.amount,
        vault: situation.person(award.to).payee?.vault)
    }
    let unknown = lines.count { $0.vault == nil }
    guard unknown == 0 else { throw .noPayee(unknown) }
    let findings = situation.payeeFindings(lines.compactMap(\.payee), file, account)
    if let bar = findings.first(where: { $0.1.isBar }) { throw .payeeBarred(bar.1) }
    return [
      situation.append(
        .caseAccount(caseID), [PayoutProposed(payout: situation.ids.next(), lines: lines, reasons: [Reasons("R6.11")])])
    ]
  }
}

/// Whether a reward can come out of what its applicant has to get.
enum RewardBooks {
  static func check(
    _ sum: Money, of person: ID<Person>, _ file: CaseFile, _ account: CaseAccount, _ situation: Situation
  ) throws(Refusal) {
    let division: CaseDebt.Division
    do throws(LawRefusal) {
      division = try CaseDebt.division(file, account, on: situation.today, law: situation.law)
    } catch {
      throw .law(error)
    }
    let due = PayoutBooks.open(division.creditor, account, file).first { $0.0.person == person }?.1 ?? .zero
    let most = max(.zero, min(due, account.available))
    guard sum <= most else { throw .rewardBeyondShare(sum, most) }
  }
}
